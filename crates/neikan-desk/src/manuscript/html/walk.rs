//! What is open while the tokens of a page are read, and the paragraphs made of it.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::table::Grid;
use crate::manuscript::incoming::arrange::{first_words, lone_figure};
use crate::manuscript::incoming::text::{Height, Marks, Piece, clean, nest, safe_link, set_off};
use crate::manuscript::incoming::{Align, Extracted, Item, Listed, Role};
use crate::manuscript::model::{Picture, plain};
use crate::manuscript::pictures::recognise;
use crate::publication::Focus;
use neikan_base::diagnostic::{Finding, Findings};

/// How many elements are held open; those deeper have no effect of their own.
const OPEN: usize = 256;
/// The most paragraphs a page may have.
const ITEMS: usize = 20_000;
/// The most pictures that are taken out of a page.
const PICTURES: usize = 500;

/// Elements whose content is no text.
const SILENT: [&str; 14] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select",
    "button", "textarea", "audio", "video", "canvas",
];
/// Elements that have no end.
const VOID: [&str; 12] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];
/// Elements that stand in a line.
const INLINE: [&str; 31] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "u", "var",
];

/// The attributes of an element.
pub type Attributes = BTreeMap<String, String>;

/// An element that is open.
#[derive(Debug, Default)]
struct Open {
    name: String,
    strong: Option<bool>,
    emph: bool,
    strike: bool,
    lined: bool,
    raised: Option<Height>,
    link: Option<String>,
    align: Option<Align>,
    hidden: bool,
}

/// The state of a reading.
pub struct Walk<'a> {
    prefix: &'a str,
    findings: &'a mut Findings,
    reported: BTreeSet<(&'static str, usize)>,
    open: Vec<Open>,
    /// The silent element being skipped, and how often it is open.
    silent: Option<(String, usize)>,
    title: Option<String>,
    pieces: Vec<Piece>,
    items: Vec<Item>,
    pictures: Vec<Extracted>,
    number: usize,
    lists: Vec<(u32, Option<u32>)>,
    list_count: u32,
    /// Whether the next paragraph begins an item.
    fresh_item: bool,
    tables: Vec<Grid>,
}

impl<'a> Walk<'a> {
    /// A reading that has just begun.
    pub fn new(prefix: &'a str, findings: &'a mut Findings) -> Self {
        Self {
            prefix,
            findings,
            reported: BTreeSet::new(),
            open: Vec::new(),
            silent: None,
            title: None,
            pieces: Vec::new(),
            items: Vec::new(),
            pictures: Vec::new(),
            number: 0,
            lists: Vec::new(),
            list_count: 0,
            fresh_item: false,
            tables: Vec::new(),
        }
    }

    /// What was read: paragraphs, pictures and the name of the page.
    pub fn finish(mut self) -> (Vec<Item>, Vec<Extracted>, String) {
        self.flush();
        while !self.tables.is_empty() {
            self.end_table();
        }
        let title = clean(&self.title.unwrap_or_default());
        (self.items, self.pictures, title.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// An element begins.
    pub fn open(&mut self, name: &str, attributes: &Attributes, closed: bool) {
        if let Some((silent, depth)) = &mut self.silent {
            if silent == name && !closed {
                *depth += 1;
            }
            return;
        }
        if SILENT.contains(&name) {
            if !closed {
                self.silent = Some((name.to_owned(), 1));
            }
            return;
        }
        if !INLINE.contains(&name) && !VOID.contains(&name) {
            self.flush();
            self.imply_ends(name);
        }
        match name {
            "title" => self.title = Some(String::new()),
            "br" => self.pieces.push(Piece::Break),
            "hr" => self.flush(),
            "img" => self.picture(attributes),
            "ul" => self.begin_list(None),
            "ol" => {
                let start = attributes.get("start").and_then(|start| start.parse().ok());
                self.begin_list(Some(start.unwrap_or(1)));
            }
            "li" => self.begin_item(),
            "table" => self.tables.push(Grid::default()),
            "tr" => self.in_table(Grid::row),
            "td" | "th" => {
                let spans = ["colspan", "rowspan"].map(|span| {
                    attributes.get(span).and_then(|span| span.parse().ok()).unwrap_or(1usize)
                });
                self.in_table(|grid| grid.cell(spans));
            }
            _ => {}
        }
        if !VOID.contains(&name) && !closed && self.open.len() < OPEN {
            let element = self.element(name, attributes);
            self.open.push(element);
        }
    }

    /// Ends what a new block ends without saying so: a paragraph, an item, a cell, the head.
    fn imply_ends(&mut self, name: &str) {
        let within: &[&str] = match name {
            "li" => &["li"],
            "td" | "th" => &["td", "th"],
            "tr" => &["td", "th", "tr"],
            "title" => &[],
            _ => &["p", "head"],
        };
        let holds =
            |open: &Open| matches!(open.name.as_str(), "ul" | "ol" | "table" | "blockquote");
        let after = self.open.iter().rposition(holds).map_or(0, |at| at + 1);
        let ended = self.open[after..].iter().position(|open| within.contains(&open.name.as_str()));
        if let Some(at) = ended {
            self.open.truncate(after + at);
        }
    }

    fn element(&mut self, name: &str, attributes: &Attributes) -> Open {
        let style: String =
            attributes.get("style").map(String::as_str).unwrap_or_default().to_lowercase();
        let says = |property: &str, values: &[&str]| {
            style.split(';').filter_map(|part| part.split_once(':')).any(|(key, value)| {
                key.trim() == property && values.iter().any(|known| value.trim().starts_with(known))
            })
        };
        let bold =
            matches!(name, "b" | "strong") || says("font-weight", &["bold", "6", "7", "8", "9"]);
        let thin = says("font-weight", &["normal", "4", "3"]);
        let align = attributes.get("align").map(|align| align.to_lowercase());
        let to = |side: &str| says("text-align", &[side]) || align.as_deref() == Some(side);
        let link = (name == "a").then(|| attributes.get("href")).flatten();
        Open {
            name: name.to_owned(),
            strong: if thin { Some(false) } else { bold.then_some(true) },
            emph: matches!(name, "i" | "em") || says("font-style", &["italic"]),
            strike: matches!(name, "s" | "strike" | "del")
                || says("text-decoration", &["line-through"]),
            lined: name == "u" || says("text-decoration", &["underline"]),
            raised: match name {
                "sup" => Some(Height::Up),
                "sub" => Some(Height::Down),
                _ => None,
            },
            link: link.and_then(|url| self.link(url)),
            align: if to("center") || name == "center" {
                Some(Align::Center)
            } else if to("right") {
                Some(Align::Right)
            } else {
                None
            },
            hidden: says("display", &["none"]) || attributes.contains_key("hidden"),
        }
    }

    fn link(&mut self, url: &str) -> Option<String> {
        let safe = safe_link(url);
        let inside = url.starts_with('#') || url.trim().is_empty();
        if safe.is_none() && !inside {
            let shown: String = clean(url).chars().take(60).collect();
            self.report(Finding::warn("import-link").with("target", shown));
        }
        safe
    }

    /// An element ends.
    pub fn close(&mut self, name: &str) {
        if let Some((silent, depth)) = &mut self.silent {
            if silent == name {
                *depth -= 1;
                if *depth == 0 {
                    self.silent = None;
                }
            }
            return;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        match name {
            "ul" | "ol" => {
                self.lists.pop();
            }
            "table" => self.end_table(),
            _ => {}
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    /// Characters.
    pub fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        if self.within("title") {
            let title = self.title.get_or_insert_default();
            title.push_str(&text.chars().take(200).collect::<String>());
            return;
        }
        if self.within("head") {
            return;
        }
        if self.open.iter().any(|open| open.hidden) {
            if !text.trim().is_empty() {
                self.report(Finding::note("import-hidden"));
            }
            return;
        }
        let marks = self.marks();
        if self.open.iter().any(|open| open.lined)
            && marks.link.is_none()
            && !text.trim().is_empty()
        {
            self.report(Finding::note("import-underline"));
        }
        let mut text = if self.within("pre") { text.to_owned() } else { collapse(text) };
        let mut marks = marks;
        if let Some(height) = marks.height {
            let (set, own, whole) = set_off(&text, height, &marks);
            if !whole {
                self.report(Finding::note("import-raised"));
            }
            (text, marks) = (set, own);
        }
        let after_blank =
            matches!(self.pieces.last(), Some(Piece::Text(last, _)) if last.ends_with(' '));
        let text = clean(if after_blank { text.trim_start_matches(' ') } else { &text });
        if !text.is_empty() {
            self.pieces.push(Piece::Text(text, marks));
        }
    }

    fn within(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    fn marks(&self) -> Marks {
        let any = |mark: fn(&Open) -> bool| self.open.iter().any(mark);
        Marks {
            strong: self.open.iter().rev().find_map(|open| open.strong) == Some(true),
            emph: any(|open| open.emph),
            strike: any(|open| open.strike),
            dots: false,
            height: self.open.iter().rev().find_map(|open| open.raised),
            link: self.open.iter().rev().find_map(|open| open.link.clone()),
        }
    }

    fn begin_list(&mut self, start: Option<u32>) {
        self.list_count += 1;
        self.lists.push((self.list_count, start));
        self.fresh_item = true;
    }

    fn begin_item(&mut self) {
        self.fresh_item = true;
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        let c = nest(std::mem::take(&mut self.pieces));
        if c.is_empty() {
            return;
        }
        self.number += 1;
        if self.items.len() >= ITEMS {
            return self.report(Finding::stop("import-long").with("limit", ITEMS));
        }
        let item = Item { role: self.role(), align: self.align(), ..Item::para(c, self.number) };
        match self.tables.last_mut() {
            Some(grid) => grid.add(item),
            None => self.items.push(item),
        }
    }

    fn role(&mut self) -> Role {
        let heading = self.open.iter().rev().find_map(|open| {
            let level = open.name.strip_prefix('h')?.parse::<u8>().ok()?;
            (1..=6).contains(&level).then_some(level)
        });
        if let Some(level) = heading {
            return Role::Heading(level);
        }
        if self.within("figcaption") || self.within("caption") {
            return Role::Caption;
        }
        if self.within("li") && !self.lists.is_empty() && self.tables.is_empty() {
            let level = (self.lists.len() - 1).min(8) as u8;
            let fresh = std::mem::take(&mut self.fresh_item);
            let Some((list, next)) = self.lists.last_mut() else { return Role::Body };
            let value = *next;
            if fresh {
                *next = value.map(|value| value.saturating_add(1));
            }
            return Role::Listed(Listed { list: *list, level, value, continues: !fresh });
        }
        if self.within("blockquote") { Role::Quote } else { Role::Body }
    }

    fn align(&self) -> Align {
        self.open.iter().rev().find_map(|open| open.align).unwrap_or_default()
    }

    fn in_table(&mut self, step: impl FnOnce(&mut Grid)) {
        if let Some(grid) = self.tables.last_mut() {
            step(grid);
        }
    }

    fn end_table(&mut self) {
        let Some(grid) = self.tables.pop() else { return };
        let (items, findings) = grid.finish(self.number, self.tables.is_empty());
        findings.into_iter().for_each(|finding| self.report(finding));
        match self.tables.last_mut() {
            Some(outer) => items.into_iter().for_each(|item| outer.add(item)),
            None => self.items.extend(items),
        }
    }

    /// A picture that is in the page itself is taken; nothing is fetched.
    fn picture(&mut self, attributes: &Attributes) {
        let source = attributes.get("src").map(String::as_str).unwrap_or_default();
        let Some(data) = source.trim().strip_prefix("data:") else {
            return self.report(Finding::warn("import-picture-outside"));
        };
        let Some(bytes) = data.split_once(";base64,").and_then(|(_, data)| decode(data)) else {
            return self.report(Finding::warn("import-picture-lost"));
        };
        let kind = data.split([';', ',', '/', '+']).nth(1).unwrap_or_default().to_uppercase();
        let Ok((format, ..)) = recognise(&bytes) else {
            let kind: String = clean(&kind).chars().take(8).collect();
            return self.report(Finding::warn("import-picture-format").with("kind", kind));
        };
        if self.pictures.len() >= PICTURES {
            return self.report(Finding::warn("import-picture-lost"));
        }
        self.flush();
        let number = self.pictures.len() + 1;
        let path = format!("images/{}-{number}.{}", self.prefix, format.extension());
        let alt = clean(attributes.get("alt").map(String::as_str).unwrap_or_default());
        let alt = alt.trim();
        if alt.is_empty() {
            self.report(Finding::note("import-picture-alt").with("path", &path));
        }
        let picture = Picture::named(&path, alt, Focus::default(), 0);
        let item = Item::block(lone_figure(picture), self.number);
        self.pictures.push(Extracted { path, bytes });
        match self.tables.last_mut() {
            Some(grid) => grid.add(item),
            None => self.items.push(item),
        }
    }

    fn report(&mut self, finding: Finding) {
        if self.reported.insert((finding.rule, self.number)) {
            let last = self.items.iter().rev().find_map(|item| item.inlines().map(|c| plain(c)));
            let words = first_words(&last.unwrap_or_default());
            self.findings.push(finding.with("paragraph", self.number).with("text", words));
        }
    }
}

fn decode(data: &str) -> Option<Vec<u8>> {
    let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(data).ok()
}

/// Blanks of the source: one between words, none where a line ends between Han characters.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blanks = String::new();
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            blanks.push(c);
            continue;
        }
        end_blanks(&mut out, &mut blanks, Some(c));
        out.push(c);
    }
    end_blanks(&mut out, &mut blanks, None);
    out
}

fn end_blanks(out: &mut String, blanks: &mut String, next: Option<char>) {
    let wide = |c: char| !c.is_ascii();
    let between = out.chars().last().is_some_and(wide) && next.is_some_and(wide);
    let broken_line = between && blanks.contains('\n');
    if !blanks.is_empty() && !broken_line {
        out.push(' ');
    }
    blanks.clear();
}
