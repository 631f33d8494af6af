//! An XML writer whose output is always well-formed.
//!
//! Anything passed as text or as the value of an attribute is escaped, characters that XML 1.0 does
//! not allow are dropped, and every element that was opened is closed.

/// Elements that never have content.
const EMPTY: [&str; 10] =
    ["br", "content", "hr", "img", "input", "item", "itemref", "link", "meta", "rootfile"];
/// Elements around which a line break would show as a space.
const INLINE: [&str; 14] =
    ["a", "b", "br", "code", "em", "rp", "rt", "ruby", "s", "span", "strong", "sub", "sup", "time"];

/// An XML document being written.
#[derive(Debug)]
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
    /// Whether the start tag of the innermost element can still take attributes.
    pending: bool,
    /// Whether it is HTML, which knows no attributes of other vocabularies.
    html: bool,
}

impl Xml {
    /// Begins a document in UTF-8, with a document type or without.
    pub fn new(doctype: &str) -> Self {
        let out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{doctype}");
        Self { out, open: Vec::new(), pending: false, html: false }
    }

    /// Begins a page of HTML in the same spelling. Attributes with a prefix, such as `epub:type`, are
    /// left out.
    pub fn html() -> Self {
        Self { out: "<!DOCTYPE html>\n".to_owned(), ..Self::part() }
    }

    /// Begins a part of a page of HTML, to be put into it as it is.
    pub fn part() -> Self {
        Self { out: String::new(), open: Vec::new(), pending: false, html: true }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str) -> &mut Self {
        let between_blocks =
            self.pending && !self.open.last().is_some_and(|last| INLINE.contains(last));
        self.settle();
        if between_blocks && !INLINE.contains(&name) {
            self.out.push('\n');
        }
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self.pending = true;
        self
    }

    /// Adds an attribute to the element just opened.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        debug_assert!(self.pending, "attributes come before content");
        if self.html && name.contains(':') {
            return self;
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
        self
    }

    /// Sets the class of the element just opened, unless it is empty.
    pub fn class(&mut self, value: &str) -> &mut Self {
        if value.is_empty() { self } else { self.attr("class", value) }
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.settle();
        escape(text, &mut self.out);
        self
    }

    /// Writes a comment of the program's own: a place that something is put into later.
    pub fn comment(&mut self, text: &'static str) -> &mut Self {
        self.settle();
        self.out.push_str("<!--");
        self.out.push_str(text);
        self.out.push_str("-->");
        self
    }

    /// Closes the innermost element.
    pub fn close(&mut self) -> &mut Self {
        let Some(name) = self.open.pop() else { return self };
        if self.pending && EMPTY.contains(&name) {
            self.pending = false;
            self.out.push_str("/>");
        } else {
            self.settle();
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        if !INLINE.contains(&name) {
            self.out.push('\n');
        }
        self
    }

    /// Writes an element that contains only text.
    pub fn leaf(&mut self, name: &'static str, class: &str, text: &str) -> &mut Self {
        self.open(name).class(class).text(text).close()
    }

    /// Closes everything that is open and returns the document.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn settle(&mut self) {
        if self.pending {
            self.out.push('>');
            self.pending = false;
        }
    }
}

/// Whether XML 1.0 and HTML both allow a character.
fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}')
        && (c as u32) & 0xfffe != 0xfffe
}

/// A text without the characters that XML does not allow and without surrounding space.
pub fn clean(text: &str) -> String {
    text.chars().filter(|&c| is_allowed(c)).collect::<String>().trim().to_owned()
}

/// A text as it stands in a document, as content or as the value of an attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars().filter(|&c| is_allowed(c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut xml = Xml { out: String::new(), open: Vec::new(), pending: false, html: false };
        xml.open("p").attr("title", text).text(text);
        xml.finish()
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        assert_eq!(
            written("<a b=\"&\">"),
            "<p title=\"&lt;a b=&quot;&amp;&quot;&gt;\">&lt;a b=&quot;&amp;&quot;&gt;</p>\n"
        );
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_left_out() {
        assert_eq!(
            written("\0\u{1}\u{b}\u{1b}\u{7f}\u{85}\u{ffff}\u{1fffe}墟\t"),
            "<p title=\"墟\t\">墟\t</p>\n"
        );
    }

    #[test]
    fn html_knows_no_other_vocabulary() {
        let mut xml = Xml::html();
        xml.open("p").attr("epub:type", "a").attr("xml:lang", "zh").attr("lang", "zh");
        assert_eq!(xml.finish(), "<!DOCTYPE html>\n<p lang=\"zh\"></p>\n");
    }

    #[test]
    fn what_is_open_is_closed() {
        let mut xml = Xml::new("");
        xml.open("div").open("p").open("em").text("a").close().open("br").close();
        assert!(xml.finish().ends_with("<div>\n<p><em>a</em><br/></p>\n</div>\n"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_well_formed_and_kept(text: String) {
            let written = written(&text);
            let document = roxmltree::Document::parse(&written).unwrap();
            let kept: String = text.chars().filter(|&c| is_allowed(c)).collect();
            let read = document.root_element().text().unwrap_or_default().to_owned();
            proptest::prop_assert_eq!(read, kept);
        }
    }
}
