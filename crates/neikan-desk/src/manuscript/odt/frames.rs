//! Pictures, text boxes, shapes and objects, wherever they are anchored.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::body::Reader;
use super::inline::{Look, texts};
use crate::manuscript::incoming::album::{described, too_heavy};
use crate::manuscript::incoming::package::{Denied, PICTURE};
use crate::manuscript::incoming::reading::{Extra, Line};
use crate::manuscript::incoming::text::Marks;
use crate::manuscript::incoming::xml::{self, Node, attr, below, child, elements};
use neikan_base::diagnostic::Finding;

/// The most characters of a formula that are kept.
const FORMULA: usize = 2000;

impl<'a> Reader<'a, '_, '_> {
    /// Reads what is drawn at a place in a paragraph.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn drawing(&mut self, node: Node<'a>, look: &Look, line: &mut Line) -> Result<(), Finding> {
        match node.tag_name().name() {
            "frame" => self.frame(node, line),
            "g" => elements(node).try_for_each(|part| match part.tag_name().name() {
                "title" | "desc" | "glue-point" => Ok(()),
                _ => self.inline(part, look, line),
            }),
            _ if texts(node).trim().is_empty() => {
                self.reading.report(Finding::warn("import-object"));
                Ok(())
            }
            _ => self.text_box(node, line),
        }
    }

    fn frame(&mut self, node: Node<'a>, line: &mut Line) -> Result<(), Finding> {
        let alt =
            ["desc", "title"].into_iter().find_map(|name| described(&texts(child(node, name)?)));
        let images = elements(node).filter(|part| part.tag_name().name() == "image");
        let images: Vec<Node<'a>> = images.collect();
        let parts = ["text-box", "table", "object", "object-ole"].map(|name| child(node, name));
        match parts {
            [Some(content), ..] => return self.text_box(content, line),
            [_, Some(table), ..] => {
                let items = self.table(table)?;
                line.floats.extend(items);
            }
            [_, _, Some(object), _] => match self.formula(object) {
                Some(formula) => {
                    self.reading.report(Finding::warn("import-math"));
                    line.pieces.push(self.reading.text(
                        &formula,
                        Marks::default(),
                        Extra::default(),
                    ));
                }
                None => self.object(&images, alt.as_deref(), line),
            },
            [.., Some(_)] => self.object(&images, alt.as_deref(), line),
            _ if images.is_empty() => self.reading.report(Finding::warn("import-object")),
            _ => match self.picture(&images, alt.as_deref(), line) {
                Err(finding) => self.reading.report(finding),
                Ok(()) if self.styles.crops(attr(node, "style-name")) => {
                    self.reading.report(Finding::warn("import-picture-effect"));
                }
                Ok(()) => {}
            },
        }
        Ok(())
    }

    /// Reports an object; keeps its image, if there is one that can be used.
    fn object(&mut self, images: &[Node<'a>], alt: Option<&str>, line: &mut Line) {
        self.reading.report(Finding::warn("import-object"));
        // That its image cannot be used either needs no report.
        self.picture(images, alt, line).unwrap_or_default();
    }

    /// Takes the first usable of the forms in which a picture is given.
    fn picture(
        &mut self,
        images: &[Node<'a>],
        alt: Option<&str>,
        line: &mut Line,
    ) -> Result<(), Finding> {
        let mut fault = None;
        for image in images {
            match self.path(*image) {
                Ok(path) => {
                    line.floats.push(self.reading.figure(&path, alt));
                    return Ok(());
                }
                Err(finding) => fault = fault.or(Some(finding)),
            }
        }
        fault.map_or(Ok(()), Err)
    }

    /// The path made for a picture; a picture used again is read only once.
    fn path(&mut self, image: Node<'a>) -> Result<String, Finding> {
        let lost = || Finding::warn("import-picture-lost");
        let Some(href) = attr(image, "href") else {
            let data = child(image, "binary-data").and_then(|data| data.text());
            let data: String = data.unwrap_or_default().split_whitespace().collect();
            return self.reading.store(STANDARD.decode(data).map_err(|_| lost())?, "");
        };
        let name = inside(href).ok_or_else(|| Finding::warn("import-picture-outside"))?;
        if let Some(path) = self.taken.get(name) {
            return Ok(path.clone());
        }
        let kind = name.rsplit_once('.').map(|(_, kind)| kind).unwrap_or_default();
        let bytes = self.package.read(name, PICTURE).map_err(|denied| match denied {
            Denied::Large => too_heavy(),
            Denied::Missing | Denied::Broken => lost(),
        })?;
        let path = self.reading.store(bytes, kind)?;
        self.taken.insert(name.to_owned(), path.clone());
        Ok(path)
    }

    /// The characters of an object that is a formula.
    fn formula(&mut self, object: Node<'a>) -> Option<String> {
        if let Some(math) = below(object, "math") {
            return Some(formula(math));
        }
        let name = inside(attr(object, "href")?)?;
        let text = self.package.text(&format!("{name}/content.xml")).ok().flatten()?;
        let document = xml::parse(&text, name).ok()?;
        let root = document.root_element();
        (root.tag_name().name() == "math").then(|| formula(root))
    }

    /// A text box becomes a sidebar; within a box, cell or note its text stays in place.
    fn text_box(&mut self, content: Node<'a>, line: &mut Line) -> Result<(), Finding> {
        let (number, words) = (self.reading.number, self.reading.words.clone());
        let items = self.inner(content)?;
        let inner = std::mem::replace(&mut self.reading.number, number);
        self.reading.words = words;
        line.floats.extend(self.reading.text_box(items));
        self.reading.number = inner;
        Ok(())
    }
}

/// The name of the part that a reference leads to; nothing if it is outside the document.
fn inside(href: &str) -> Option<&str> {
    let name = href.strip_prefix("./").unwrap_or(href).trim_start_matches('#');
    let outside = name.contains(':') || name.starts_with(['/', '\\']) || name.starts_with("../");
    (!outside && !name.is_empty()).then_some(name)
}

/// The characters of a formula, without the annotation of how it was typed.
fn formula(math: Node<'_>) -> String {
    let typed = |node: Node<'_>| {
        node.ancestors().any(|node| node.tag_name().name().starts_with("annotation"))
    };
    let texts = math.descendants().filter(|node| node.is_text() && !typed(*node));
    let text: String = texts.filter_map(|node| node.text()).collect();
    text.split_whitespace().collect::<String>().chars().take(FORMULA).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        for (href, name) in [
            ("Pictures/a.png", Some("Pictures/a.png")),
            ("./Object 1", Some("Object 1")),
            ("../a.png", None),
            ("file:///etc/passwd", None),
            ("/etc/passwd", None),
            ("", None),
        ] {
            assert_eq!(inside(href), name, "{href}");
        }
    }
}
