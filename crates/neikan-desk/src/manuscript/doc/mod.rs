//! The import of Word 97-2003: a .doc or .wps becomes paragraphs with their formatting.
//!
//! The steps: read the streams from the container ([`container`]) and the header of the document
//! ([`fib`]); put the text together from its [`pieces`]; find the [`sprm`]s of characters,
//! paragraphs and rows on [`pages`] and in [`styles`]; read [`lists`], drawings ([`art`]) and what
//! the text refers to ([`calls`]): all this is a [`document`]. Then write it ([`body`], [`runs`],
//! [`tables`]) as the parts of a .docx ([`mod@write`]), which expresses the same things in other
//! words, and let [`super::word`] read those: so both formats are judged, counted and reported in
//! the same way.
//!
//! The format is described in MS-DOC and MS-ODRAW.

mod art;
mod body;
mod bytes;
mod calls;
mod container;
mod document;
mod fib;
mod lists;
mod pages;
mod pieces;
mod properties;
mod runs;
mod sprm;
mod styles;
mod tables;
mod write;

use self::body::Scribe;
use self::document::Document;
use self::fib::Story;
use self::write::{DOCUMENT, Parts};
use super::incoming::Incoming;
use super::word::{self, Options};
use neikan_base::diagnostic::{Finding, Findings};

pub use self::container::MAGIC;

/// The most headers and footers that are reported.
const HEADERS: usize = 64;

/// Reads a document; returns nothing if a finding was added that stops the import.
pub fn read(bytes: &[u8], options: &Options<'_>, findings: &mut Findings) -> Option<Incoming> {
    let package = findings.keep(rewrite(bytes))?;
    word::read(&package, options, findings)
}

/// Writes a document as a .docx.
fn rewrite(bytes: &[u8]) -> Result<Vec<u8>, Finding> {
    let streams = container::open(bytes)?;
    let parts = parts(&Document::read(&streams)?)?;
    drop(streams);
    parts.pack().ok_or_else(|| large("Data"))
}

fn parts(document: &Document<'_>) -> Result<Parts, Finding> {
    let calls = &document.calls;
    let mut scribe = Scribe::new(document);
    let mut body = scribe.story(document.streams.fib.story(Story::Main))?;
    body.push_str(&scribe.loose_boxes()?);
    let footnotes = notes(&mut scribe, &calls.footnotes, "footnote")?;
    let endnotes = notes(&mut scribe, &calls.endnotes, "endnote")?;
    let mut parts = scribe.parts;
    parts.add(DOCUMENT, "officeDocument", "document", &format!("<w:body>{body}</w:body>"));
    parts.add("styles", "styles", "styles", &document.styles.xml());
    parts.add("numbering", "numbering", "numbering", &document.lists.xml());
    parts.add("footnotes", "footnotes", "footnotes", &footnotes);
    parts.add("endnotes", "endnotes", "endnotes", &endnotes);
    parts.add("comments", "comments", "comments", &comments(document));
    for (at, header) in calls.headers.iter().take(HEADERS).enumerate() {
        let lines = document.plain(header.clone());
        if !lines.is_empty() {
            parts.add(&format!("header{at}"), "header", "hdr", &plain(&lines));
        }
    }
    parts.saved = fib::last_saved(&document.streams.summary);
    Ok(parts)
}

fn notes(
    scribe: &mut Scribe<'_>,
    texts: &[std::ops::Range<u32>],
    name: &str,
) -> Result<String, Finding> {
    let mut out = String::new();
    for (at, text) in texts.iter().enumerate() {
        let content = scribe.story(text.clone())?;
        out.push_str(&format!("<w:{name} w:id=\"{at}\">{content}</w:{name}>"));
    }
    Ok(out)
}

fn comments(document: &Document<'_>) -> String {
    let mut out = String::new();
    for (at, comment) in document.calls.comments.iter().enumerate() {
        out.push_str(&format!("<w:comment w:id=\"{at}\" w:author=\""));
        write::text(&mut out, &comment.author);
        out.push_str("\">");
        out.push_str(&plain(&document.plain(comment.text.clone())));
        out.push_str("</w:comment>");
    }
    out
}

/// Lines as paragraphs.
fn plain(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str("<w:p><w:r><w:t>");
        write::text(&mut out, line);
        out.push_str("</w:t></w:r></w:p>");
    }
    out
}

/// The finding about a damaged part of a document.
fn broken(part: &str) -> Finding {
    Finding::stop("import-word-broken").with("part", part)
}

/// The finding about a part of a document that is larger than what is read.
fn large(part: &str) -> Finding {
    Finding::stop("import-word-large").with("part", part)
}

/// The finding about a document of an older Word.
fn old(version: &str) -> Finding {
    Finding::stop("import-doc-old").with("version", version)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::manuscript::incoming::arrange::arrange;
    use crate::manuscript::markdown::{read_body, write as write_markdown};
    use crate::manuscript::word::Changes;

    /// An article with many constructs, written by LibreOffice.
    const GRANARY: &[u8] = include_bytes!("../../../tests/fixtures/granary.doc");

    /// What a document becomes, and what is reported about it; nothing if it is refused.
    fn markdown(bytes: &[u8], changes: Changes) -> Option<(String, BTreeSet<&'static str>)> {
        let mut findings = Findings::default();
        let incoming =
            read(bytes, &Options { prefix: "a", changes, originals: false }, &mut findings);
        assert!(incoming.is_some() || findings.stops(), "a refusal is told");
        let written = write_markdown(&arrange(incoming?.items, false, &mut findings));
        Some((written.text, findings.iter().map(|finding| finding.rule).collect()))
    }

    #[test]
    fn deleted_words_never_come_in() {
        let (text, told) = markdown(GRANARY, Changes::Accept).unwrap();
        assert!(text.contains("用的是新的电子秤，**准到两**，[不许]{.dots}抹零。"), "{text}");
        assert!(!text.contains("旧的") && !text.contains("看不见"), "{text}");
        assert!(told.contains("import-changes-accepted") && told.contains("import-hidden"));
        let (text, told) = markdown(GRANARY, Changes::Refuse).unwrap();
        assert!(text.contains("用的是旧的电子秤"), "{text}");
        assert!(told.contains("import-changes-refused"));
    }

    #[test]
    fn what_a_manuscript_can_say_is_carried() {
        let (text, told) = markdown(GRANARY, Changes::Accept).unwrap();
        for words in [
            "清早六点，榕溪社的老粮仓开了门。",
            "[渠]{ruby=\"qú\"}",
            "称粮",
            "（一）过秤的人",
            "1. 去皮\n2. 报数",
            "𠮷水[^1]",
            "仓容一百m³",
            "CO₂",
            "☑已验。",
            "[社里的网页](<https://example.org/liang?a=1#jia",
            "| 早稻 | 上旬 | 720 |",
            "| 下旬 | 810 |",
            "source=\"榕溪供销社\"",
            "值班：甲班陈禾，乙班何岸。",
            "见《榕溪社志》第三卷。",
            "三月起用。",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        for rule in ["import-comments", "import-endnote", "import-text-box"] {
            assert!(told.contains(rule), "{rule}");
        }
    }

    /// A way to damage a file: where, what is done there, and how much of the file is left.
    fn damage() -> impl Strategy<Value = (Vec<(usize, u8, usize)>, usize)> {
        let places = proptest::collection::vec((0..1usize << 16, any::<u8>(), 0..4usize), 1..24);
        (places, prop_oneof![4 => Just(usize::MAX), 1 => 0..1usize << 14])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]

        #[test]
        fn damaged_files_are_read_or_refused((places, left) in damage()) {
            let mut bytes = GRANARY.to_vec();
            for (place, byte, how) in places {
                let at = place % bytes.len();
                bytes[at] = match how {
                    0 => bytes[at] ^ (1 << (byte % 8)),
                    1 => 0xff,
                    2 => 0,
                    _ => byte,
                };
            }
            bytes.truncate(left);
            if let Some((text, _)) = markdown(&bytes, Changes::Accept) {
                let mut findings = Findings::default();
                read_body(&text, "a.md", 0, &mut findings);
                let faults = findings.iter().map(|finding| finding.rule);
                // A table that has lost its rows, or a heading its parent, is left to the editor.
                let seen = ["paragraph-long", "nesting-deep", "table-rows", "heading-order"];
                let mut faults = faults.filter(|rule| !seen.contains(rule));
                prop_assert_eq!(faults.next(), None, "{}", text);
            }
        }
    }
}
