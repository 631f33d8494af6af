//! The XML of a part: parsed under limits, without entities, queried by local names.

use roxmltree::{Document, ParsingOptions};

use neikan_base::diagnostic::Finding;

/// An element.
pub type Node<'a> = roxmltree::Node<'a, 'a>;

/// The most nodes a part may have.
const NODES: u32 = 600_000;
/// The deepest nesting of elements.
const DEPTH: usize = 160;

/// Parses a part.
///
/// # Errors
/// A finding: entities are declared, it is not well formed, or it breaks a limit.
pub fn parse<'a>(text: &'a str, part: &str) -> Result<Document<'a>, Finding> {
    let fault = |rule| Finding::stop(rule).with("part", part);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..Default::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => fault("import-word-entities"),
        roxmltree::Error::NodesLimitReached => fault("import-word-large"),
        _ => fault("import-word-broken"),
    })?;
    if depth(document.root()) > DEPTH {
        return Err(fault("import-word-deep").with("limit", DEPTH));
    }
    Ok(document)
}

/// How deeply the nodes below one are nested; without recursion, which would overflow the stack.
fn depth(root: roxmltree::Node<'_, '_>) -> usize {
    let (mut node, mut depth, mut deepest) = (root, 0, 0);
    loop {
        deepest = deepest.max(depth);
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            continue;
        }
        while node.next_sibling().is_none() {
            match node.parent() {
                Some(parent) if depth > 0 => (node, depth) = (parent, depth - 1),
                _ => return deepest,
            }
        }
        match node.next_sibling() {
            Some(next) => node = next,
            None => return deepest,
        }
    }
}

/// The value of an attribute, in whatever namespace.
pub fn attr<'a>(node: Node<'a>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
}

/// A number in an attribute.
pub fn number<T: std::str::FromStr>(node: Node<'_>, name: &str) -> Option<T> {
    attr(node, name)?.trim().parse().ok()
}

/// The child elements of an element.
pub fn elements<'a>(node: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(|child| child.is_element())
}

/// The first child element with a name.
pub fn child<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    elements(node).find(|child| child.tag_name().name() == name)
}

/// The `val` of the first child element with a name.
pub fn value<'a>(node: Node<'a>, name: &str) -> Option<&'a str> {
    attr(child(node, name)?, "val")
}

/// A property that is on if it is present, unless its value says that it is off.
pub fn switch(node: Node<'_>, name: &str) -> Option<bool> {
    let found = child(node, name)?;
    Some(!matches!(attr(found, "val"), Some("0" | "false" | "off" | "none")))
}

/// The first element with a name anywhere below an element.
pub fn below<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    node.descendants().find(|found| found.tag_name().name() == name)
}
