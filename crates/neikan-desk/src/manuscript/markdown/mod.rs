//! Reading Markdown: an article's file becomes its front matter and its tree of blocks.
//!
//! The steps: split off the front matter, parse the body with comrak, convert its blocks
//! ([`blocks`]), their divs ([`divs`]) and inlines ([`inlines`]), and make sure that nothing lacks
//! what a page needs ([`sound`]). What the dialect does not have is reported, never dropped. The
//! dialect is described in docs/manuscript.md. The reverse, for what comes from outside, is
//! [`write()`].

mod attributes;
mod blocks;
mod chart;
mod divs;
mod entries;
mod inlines;
mod sound;
mod spans;
mod speakers;
mod write;

pub(in crate::manuscript) use divs::Opening;

use std::borrow::Cow;

use comrak::nodes::{Node, NodeValue};
use comrak::options::{Extension, Parse};
use comrak::{Arena, Options, parse_document};

pub(in crate::manuscript) use entries::BARS;
pub(in crate::manuscript) use spans::onward;
pub(in crate::manuscript) use write::is_spannable;
pub use write::{Written, write};

use super::model::Block;
use crate::publication::{ArticleHead, Document, SourceText, document};
use neikan_base::diagnostic::{Finding, Findings, Place};

/// An article as read: its front matter with the places of its parts, and its text.
#[derive(Debug, Clone)]
pub struct Read {
    /// The front matter; nothing if it has faults.
    pub head: Option<Document<ArticleHead>>,
    /// The body as written.
    pub body: String,
    /// The body as blocks.
    pub blocks: Vec<Block>,
}

/// Reads an article; returns nothing if it has no front matter at all.
///
/// The body is read even if the front matter has faults, so that all of them show in one run.
pub fn read(source: &SourceText, findings: &mut Findings) -> Option<Read> {
    let Some(split) = split(&source.text) else {
        findings.push(Finding::stop("head-missing").at(Place::line(&source.file, 1)));
        return None;
    };
    let head = document::read::<ArticleHead>(split.head, &source.file, 1, findings);
    head.iter().for_each(|head| notes_in_head(head, findings));
    let mut blocks = read_body(split.body, &source.file, split.lines, findings);
    head.iter().for_each(|head| speakers::add(head, &mut blocks, findings));
    Some(Read { head, body: split.body.to_owned(), blocks })
}

/// Reads the front matter of an article alone; gives nothing when it has faults.
pub fn read_head(source: &SourceText, findings: &mut Findings) -> Option<Document<ArticleHead>> {
    document::read::<ArticleHead>(split(&source.text)?.head, &source.file, 1, findings)
}

/// Reports calls of notes in the front matter, whose texts are plain.
fn notes_in_head(head: &Document<ArticleHead>, findings: &mut Findings) {
    let value = &head.value;
    let texts = [
        ("/title", Some(&value.title)),
        ("/kicker", value.kicker.as_ref()),
        ("/deck", value.deck.as_ref()),
        ("/running", value.running.as_ref()),
        ("/lead", value.lead.as_ref()),
    ];
    for (pointer, text) in texts {
        if let Some((_, name, _)) = text.and_then(|text| attributes::note_call(text)) {
            let finding = Finding::stop("note-place").with("name", name);
            findings.push(finding.at(head.places.value(pointer)));
        }
    }
}

/// Reads a body that begins after `offset` lines of its file.
pub fn read_body(body: &str, file: &str, offset: usize, findings: &mut Findings) -> Vec<Block> {
    let arena = Arena::new();
    let root = parse(&arena, body);
    let mut reader = blocks::Reader::new(root, body, file, offset);
    let blocks = reader.blocks(root);
    findings.extend(reader.finish());
    sound::look(&blocks, file, findings);
    definitions(body, file, offset, findings);
    blocks
}

/// Refuses definitions of references (`[甲]: 乙`), which leave no trace in what is read: a sentence
/// written like this would vanish without notice.
fn definitions(body: &str, file: &str, offset: usize, findings: &mut Findings) {
    let (mut fenced, mut begins) = (false, true);
    for (index, line) in body.lines().enumerate() {
        let text = line.trim_start_matches([' ', '>', '-', '*', '+']);
        if text.starts_with("```") || text.starts_with("~~~") {
            fenced = !fenced;
        }
        let defines =
            label(text).is_some_and(|label| !label.starts_with('^') && !label.trim().is_empty());
        if defines && begins && !fenced {
            let finding = Finding::stop("link-definition").with("text", text);
            findings.push(finding.at(Place::line(file, offset + index + 1)));
        }
        begins = text.is_empty() || fenced || text.starts_with('#') || defines && begins;
    }
}

/// What a line defines if it begins like a definition: the words in its first brackets, if a colon follows.
/// A bracket after a backslash is a letter like others.
fn label(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('[')?;
    let mut escaped = false;
    let (end, _) = rest.char_indices().find(|&(_, c)| {
        let counts = matches!(c, '[' | ']') && !escaped;
        escaped = c == '\\' && !escaped;
        counts
    })?;
    rest[end..].starts_with("]:").then(|| &rest[..end])
}

/// The tree of a body, as comrak parses this dialect.
pub fn parse<'a>(arena: &'a Arena<'a>, body: &str) -> Node<'a> {
    let veiled = veiled(body);
    let root = parse_document(arena, &veiled, &options());
    if matches!(veiled, Cow::Owned(_)) {
        root.descendants().for_each(unveil);
    }
    root
}

/// Stands for a colon in the opening of a div; a manuscript has no such control character.
const COLON: char = '\u{1a}';

/// A body in which no opening of a div has a colon after its first ones: comrak takes none for an opening that
/// has, and titles have times (8:30) and ratios in them. Every byte stays where it is; what an opening says is
/// read from the manuscript itself.
fn veiled(body: &str) -> Cow<'_, str> {
    let is_opening = |line: &str| {
        let text = line.trim_start_matches(|c: char| " \t>-*+.)".contains(c) || c.is_ascii_digit());
        let rest = text.trim_start_matches(':');
        (text.len() >= rest.len() + 3 && rest.contains(':')).then(|| line.len() - rest.len())
    };
    if body.contains(COLON) || !body.lines().any(|line| is_opening(line).is_some()) {
        return Cow::Borrowed(body);
    }
    let lines = body.split_inclusive('\n').map(|line| match is_opening(line) {
        Some(at) => line[..at].to_owned() + &line[at..].replace(':', COLON.encode_utf8(&mut [0])),
        None => line.to_owned(),
    });
    Cow::Owned(lines.collect())
}

/// Gives back the colons of lines that turned out to be no openings, in code and HTML.
fn unveil(node: Node<'_>) {
    let shown = |text: &str| text.replace(COLON, ":");
    match &mut node.data_mut().value {
        NodeValue::Text(text) if text.contains(COLON) => *text = shown(text).into(),
        NodeValue::Code(code) => code.literal = shown(&code.literal),
        NodeValue::CodeBlock(code) => code.literal = shown(&code.literal),
        NodeValue::HtmlBlock(html) => html.literal = shown(&html.literal),
        NodeValue::HtmlInline(text) => *text = shown(text),
        NodeValue::Link(link) | NodeValue::Image(link) => link.url = shown(&link.url),
        _ => {}
    }
}

/// The byte offset at which the body of an article's file begins.
pub fn body_start(text: &str) -> usize {
    split(text).map_or(0, |split| text.len() - split.body.len())
}

/// The two parts of a file.
struct Split<'a> {
    head: &'a str,
    body: &'a str,
    /// How many lines come before the body.
    lines: usize,
}

fn split(text: &str) -> Option<Split<'_>> {
    let rest = text.strip_prefix("---\n")?;
    let end = if rest.starts_with("---\n") { 0 } else { rest.find("\n---\n")? + 1 };
    let body = &rest[end + 4..];
    Some(Split { head: &rest[..end], body, lines: rest[..end].matches('\n').count() + 2 })
}

fn options() -> Options<'static> {
    let extension = Extension {
        strikethrough: true,
        table: true,
        footnotes: true,
        block_directive: true,
        link_attributes: true,
        cjk_friendly_emphasis: true,
        ..Extension::default()
    };
    let parse = Parse {
        ignore_setext: true,
        leave_footnote_definitions: true,
        escaped_char_spans: true,
        sourcepos_chars: true,
        ..Parse::default()
    };
    Options { extension, parse, ..Options::default() }
}
