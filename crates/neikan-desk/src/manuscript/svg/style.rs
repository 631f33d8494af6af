//! Style sheets of a drawing: which declarations apply to an element.

use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, DeclarationTokenizer, PseudoClass, StyleSheet};
use svgtypes::FontShorthand;

/// What is declared for an element: property, value, whether it is marked important.
#[derive(Debug, Clone, Default)]
pub struct Declarations(Vec<(String, String, bool)>);

impl Declarations {
    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(own, ..)| own == name);
        found.next().map(|(_, value, _)| value.as_str())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value, _)| (name.as_str(), value.as_str()))
    }

    /// Declares a property, unless it has already been declared important.
    fn set(&mut self, name: &str, value: &str, important: bool) {
        match self.0.iter_mut().find(|(own, ..)| own == name) {
            Some((_, _, true)) => {}
            Some(known) => (known.1, known.2) = (value.to_owned(), important),
            None => self.0.push((name.to_owned(), value.to_owned(), important)),
        }
    }

    fn declare(&mut self, name: &str, value: &str, important: bool) {
        let Some(font) = (name == "font").then(|| FontShorthand::from_str(value).ok()).flatten()
        else {
            return self.set(name, value, important);
        };
        let parts = [
            ("font-style", font.font_style),
            ("font-variant", font.font_variant),
            ("font-weight", font.font_weight),
            ("font-stretch", font.font_stretch),
            ("font-size", Some(font.font_size)),
            ("font-family", Some(font.font_family)),
        ];
        for (name, value) in parts {
            self.set(name, value.unwrap_or("normal"), important);
        }
    }
}

/// The style sheet of a drawing: all its `style` elements together.
pub fn sheet<'d>(document: &'d Document<'_>) -> StyleSheet<'d> {
    let mut sheet = StyleSheet::new();
    for node in document.descendants().filter(|node| node.tag_name().name() == "style") {
        let css = matches!(node.attribute("type"), None | Some("" | "text/css"));
        if let Some(text) = node.text().filter(|_| css) {
            sheet.parse_more(text);
        }
    }
    sheet
}

/// The declarations that apply to an element: the rules from the least to the most specific, then
/// its own.
pub fn declarations(node: Node<'_, '_>, sheet: &StyleSheet<'_>) -> Declarations {
    let mut out = Declarations::default();
    for rule in sheet.rules.iter().filter(|rule| rule.selector.matches(&Tag(node))) {
        for own in &rule.declarations {
            out.declare(own.name, own.value, own.important);
        }
    }
    for own in DeclarationTokenizer::from(node.attribute("style").unwrap_or_default()) {
        out.declare(own.name, own.value, own.important);
    }
    out
}

/// An element as selectors see it.
struct Tag<'d, 'i>(Node<'d, 'i>);

impl simplecss::Element for Tag<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Self)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Self)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        class == PseudoClass::FirstChild && self.0.prev_sibling_element().is_none()
    }
}
