//! The runs of a paragraph as they are written: characters formatted and changed alike.

use super::write;

/// Who added the characters of a run, and who deleted them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The author of the addition.
    pub added: Option<String>,
    /// The author of the deletion.
    pub removed: Option<String>,
}

impl Change {
    /// Adds the start tags, or the end tags, of the elements around what was changed.
    fn write(&self, out: &mut String, begins: bool) {
        let elements = [("ins", &self.added), ("del", &self.removed)];
        if begins {
            for (name, author) in elements {
                let Some(author) = author else { continue };
                out.push_str(&format!("<w:{name} w:author=\""));
                write::text(out, author);
                out.push_str("\">");
            }
            return;
        }
        for (name, author) in elements.iter().rev() {
            if author.is_some() {
                out.push_str(&format!("</w:{name}>"));
            }
        }
    }
}

/// The runs of a paragraph.
#[derive(Debug, Default)]
pub struct Runs {
    out: String,
    looks: String,
    change: Change,
    content: String,
    units: Vec<u16>,
    code: bool,
}

impl Runs {
    /// Begins a run, unless the one before is formatted alike.
    pub fn begin(&mut self, looks: String, change: Change) {
        if self.looks != looks || self.change != change {
            self.end();
            (self.looks, self.change) = (looks, change);
        }
    }

    /// Adds a character of the text, or of a field's code.
    pub fn unit(&mut self, unit: u16, code: bool) {
        if self.code != code {
            self.settle();
            self.code = code;
        }
        self.units.push(unit);
    }

    /// Adds an element to the run.
    pub fn element(&mut self, xml: &str) {
        self.settle();
        self.content.push_str(xml);
    }

    /// Adds an element between runs.
    pub fn between(&mut self, xml: &str) {
        self.end();
        self.out.push_str(xml);
    }

    /// How long the runs are so far, bytes.
    pub fn length(&self) -> usize {
        self.out.len() + self.content.len() + self.units.len()
    }

    /// The finished runs, as XML.
    pub fn finish(mut self) -> String {
        self.end();
        self.out
    }

    fn settle(&mut self) {
        if self.units.is_empty() {
            return;
        }
        let name = if self.code { "instrText" } else { "t" };
        self.content.push_str(&format!("<w:{name}>"));
        write::text(&mut self.content, &String::from_utf16_lossy(&self.units));
        self.content.push_str(&format!("</w:{name}>"));
        self.units.clear();
    }

    fn end(&mut self) {
        self.settle();
        if self.content.is_empty() {
            return;
        }
        self.change.write(&mut self.out, true);
        self.out.push_str("<w:r>");
        if !self.looks.is_empty() {
            self.out.push_str(&format!("<w:rPr>{}</w:rPr>", self.looks));
        }
        self.out.push_str(&self.content);
        self.out.push_str("</w:r>");
        self.change.write(&mut self.out, false);
        self.content.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_join_and_changes_go_around_them() {
        let mut runs = Runs::default();
        let deleted = Change { added: None, removed: Some("甲".to_owned()) };
        for (looks, change, unit) in
            [("", Change::default(), 'a'), ("", Change::default(), 'b'), ("<w:b/>", deleted, 'c')]
        {
            runs.begin(looks.to_owned(), change);
            runs.unit(unit as u16, false);
        }
        runs.unit(u16::from(b'd'), true);
        assert_eq!(
            runs.finish(),
            "<w:r><w:t>ab</w:t></w:r><w:del w:author=\"甲\"><w:r><w:rPr><w:b/></w:rPr>\
             <w:t>c</w:t><w:instrText>d</w:instrText></w:r></w:del>"
        );
    }
}
