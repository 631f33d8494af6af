//! The letters of a finished book, page by page, for comparison with the manuscript.
//!
//! All text that is shown, page by page in the order in which readers meet it: the reading of a
//! character follows the character, a note is where the notes are. White space and invisible
//! characters are left out, and so are the numbers of notes and the links back from them, which
//! would be in the middle of sentences.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::ROOT;
use crate::diagnostic::Failure;

/// The largest page, bytes.
const LIMIT: u64 = 64 << 20;

/// The pages of a book written by [`super::write`], by file within its folder, with their letters.
///
/// # Errors
/// [`Failure::Internal`] if the book cannot be read.
pub fn letters(epub: &[u8]) -> Result<Vec<(String, String)>, Failure> {
    read(epub).map_err(|reason| Failure::internal("EPUB", reason))
}

fn read(epub: &[u8]) -> io::Result<Vec<(String, String)>> {
    let mut archive = ZipArchive::new(Cursor::new(epub))?;
    let package = text(&mut archive, "package.opf")?;
    let pages = spine(&package)?;
    pages
        .into_iter()
        .map(|path| {
            let page = text(&mut archive, &path)?;
            Ok((path, of_page(&page)?))
        })
        .collect()
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> io::Result<String> {
    let mut text = String::new();
    archive.by_name(&format!("{ROOT}/{path}"))?.take(LIMIT).read_to_string(&mut text)?;
    Ok(text)
}

/// The files of the pages in reading order.
fn spine(package: &str) -> io::Result<Vec<String>> {
    let tree = Document::parse(package).map_err(io::Error::other)?;
    let named =
        |name: &'static str| tree.descendants().filter(move |node| node.tag_name().name() == name);
    let files: BTreeMap<_, _> =
        named("item").filter_map(|node| node.attribute("id").zip(node.attribute("href"))).collect();
    let order = named("itemref").filter_map(|node| files.get(node.attribute("idref")?).copied());
    Ok(order.map(str::to_owned).collect())
}

/// The letters of a page.
fn of_page(page: &str) -> io::Result<String> {
    // The document type of a page refers to nothing outside.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let tree = Document::parse_with_options(page, options).map_err(io::Error::other)?;
    let mut out = String::new();
    let body = tree.root_element().children().filter(|node| node.tag_name().name() == "body");
    body.for_each(|body| collect(body, &mut out));
    Ok(out)
}

fn collect(node: Node<'_, '_>, out: &mut String) {
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        out.extend(text.chars().filter(|&c| has_image(c)));
    }
    node.children().filter(|child| is_shown(*child)).for_each(|child| collect(child, out));
}

/// Whether an element is part of what is read; brackets around readings are only for old readers.
fn is_shown(node: Node<'_, '_>) -> bool {
    let apart = matches!(node.attribute("class"), Some("call" | "number" | "back"));
    !apart && node.tag_name().name() != "rp" && node.attribute("hidden").is_none()
}

/// Whether a character is visible: not a space, a joiner, a direction mark or a soft hyphen.
fn has_image(c: char) -> bool {
    let soft =
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    !c.is_whitespace() && !soft
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> String {
        of_page(&format!(
            "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>题</title>\
             </head><body>{body}</body></html>"
        ))
        .unwrap()
    }

    #[test]
    fn letters_are_what_shows() {
        assert_eq!(page("<p>甲 乙\n\u{2060}丙\u{ad}　丁</p>"), "甲乙丙丁");
        assert_eq!(page("<p>一<b>二<i>三</i>四</b>五</p>六"), "一二三四五六");
        assert_eq!(page("<p>㐂&lt;\u{fe00}</p>"), "㐂<\u{fe00}");
    }

    #[test]
    fn readings_follow_and_their_brackets_go() {
        let ruby = "<ruby>墟<rp>（</rp><rt>xū</rt><rp>）</rp></ruby>日";
        assert_eq!(page(&format!("<p>{ruby}</p>")), "墟xū日");
    }

    #[test]
    fn marks_of_notes_and_hidden_lists_are_left_out() {
        let text = "<p>前<sup class=\"call\"><a href=\"#n\">1</a></sup>后</p>\
                    <aside><p><span class=\"number\">1</span> 注</p><p class=\"back\">返回</p></aside>";
        assert_eq!(page(text), "前后注");
        assert_eq!(page("<nav hidden=\"hidden\"><ol><li>1</li></ol></nav>文"), "文");
    }

    #[test]
    fn what_is_no_book_is_refused() {
        assert!(letters(b"PK").is_err());
    }
}
