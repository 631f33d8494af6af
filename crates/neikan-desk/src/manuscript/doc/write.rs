//! The parts of a .docx that a document becomes, and the container around them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The main part of a document.
pub const DOCUMENT: &str = "document";
/// What comes before the content of every part.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Adds a text to XML; characters that XML cannot contain are left out.
pub fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '.. if !matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(c),
            _ => {}
        }
    }
}

/// Adds an element with a value: `<w:name w:val="value"/>`.
pub fn value(out: &mut String, name: &str, value: &str) {
    out.push_str("<w:");
    out.push_str(name);
    out.push_str(" w:val=\"");
    text(out, value);
    out.push_str("\"/>");
}

/// Adds an element that is on or off, if it is stated.
pub fn switch(out: &mut String, name: &str, on: Option<bool>) {
    if let Some(on) = on {
        value(out, name, if on { "1" } else { "0" });
    }
}

/// The parts of a document that is being made.
#[derive(Debug, Default)]
pub struct Parts {
    /// The XML parts: name, kind of relationship, text.
    xml: Vec<(String, &'static str, String)>,
    /// Pictures: their extensions and their bytes.
    pictures: Vec<(&'static str, Vec<u8>)>,
    /// The day of the last change.
    pub saved: Option<String>,
}

impl Parts {
    /// Adds a part; `root` is the name of its root element.
    pub fn add(&mut self, name: &str, kind: &'static str, root: &str, content: &str) {
        let spaces = "xmlns:w=\"w\" xmlns:r=\"r\" xmlns:v=\"v\"";
        let xml = format!("{HEAD}<w:{root} {spaces}>{content}</w:{root}>");
        self.xml.push((name.to_owned(), kind, xml));
    }

    /// Adds a picture and returns the identifier by which parts refer to it.
    pub fn picture(&mut self, extension: &'static str, bytes: Vec<u8>) -> String {
        self.pictures.push((extension, bytes));
        format!("picture{}", self.pictures.len())
    }

    /// Packs the parts into a ZIP; nothing if that fails.
    pub fn pack(self) -> Option<Vec<u8>> {
        let relations = self.relations();
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut put = |name: &str, bytes: &[u8]| {
            zip.start_file(name, options).ok()?;
            zip.write_all(bytes).ok()
        };
        for (name, _, xml) in &self.xml {
            put(&format!("word/{name}.xml"), xml.as_bytes())?;
            put(&format!("word/_rels/{name}.xml.rels"), relations.as_bytes())?;
        }
        for (at, (extension, bytes)) in self.pictures.iter().enumerate() {
            put(&format!("word/media/{}.{extension}", at + 1), bytes)?;
        }
        if let Some(saved) = &self.saved {
            let xml = format!("{HEAD}<properties><modified>{saved}</modified></properties>");
            put("docProps/core.xml", xml.as_bytes())?;
        }
        zip.finish().ok().map(Cursor::into_inner)
    }

    fn relations(&self) -> String {
        let mut out = format!("{HEAD}<Relationships>");
        let mut relation = |id: &str, kind: &str, target: &str| {
            out.push_str(&format!(
                "<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>"
            ));
        };
        for (name, kind, _) in self.xml.iter().filter(|(name, ..)| name != DOCUMENT) {
            relation(name, kind, &format!("{name}.xml"));
        }
        for (at, (extension, _)) in self.pictures.iter().enumerate() {
            let number = at + 1;
            relation(&format!("picture{number}"), "image", &format!("media/{number}.{extension}"));
        }
        out.push_str("</Relationships>");
        out
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let mut out = String::new();
        super::text(&mut out, "a<&\">\u{1}\u{b}\t\u{ffff}\u{fffe}中𠮷\u{e000}");
        assert_eq!(out, "a&lt;&amp;&quot;&gt;\t中𠮷\u{e000}");
    }
}
