//! The frame of an XHTML page.

use neikan_base::xml::Xml;

const DOCTYPE: &str = "<!DOCTYPE html>\n";

/// The metadata of a page.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Its title, never empty.
    pub title: &'a str,
    /// Its language (BCP 47).
    pub language: &'a str,
    /// The path from its folder up to that of the style sheet: empty or `../`.
    pub up: &'a str,
    /// The classes of its body.
    pub class: &'a str,
}

/// Begins a page and leaves its body open.
pub fn begin(frame: Frame<'_>) -> Xml {
    let mut xml = Xml::new(DOCTYPE);
    xml.open("html")
        .attr("xmlns", "http://www.w3.org/1999/xhtml")
        .attr("xmlns:epub", "http://www.idpf.org/2007/ops")
        .attr("lang", frame.language)
        .attr("xml:lang", frame.language);
    xml.open("head");
    xml.leaf("title", "", frame.title);
    xml.open("meta").attr("name", "color-scheme").attr("content", "light dark").close();
    xml.open("link").attr("rel", "stylesheet").attr("type", "text/css");
    xml.attr("href", &format!("{}style.css", frame.up)).close();
    xml.close();
    xml.open("body").class(frame.class);
    xml
}
