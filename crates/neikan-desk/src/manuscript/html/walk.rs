//! What is open while the tokens of a page are read, and the paragraphs made of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Attributes;
use super::about::{About, Spot};
use super::picture::{self, Beside, Found};
use super::ruby::Ruby;
use super::table::Grid;
use crate::manuscript::conversion::Converter;
use crate::manuscript::incoming::arrange::{first_words, lone_figure};
use crate::manuscript::incoming::signs::{Face, shown};
use crate::manuscript::incoming::text::{Height, Marks, Piece, clean, nest, safe_link, set_off};
use crate::manuscript::incoming::{Align, Extracted, Item, Listed, Role};
use crate::manuscript::model::{Picture, plain};
use crate::publication::Focus;
use neikan_base::diagnostic::{Finding, Findings};

/// How many elements are held open; those deeper have no effect of their own.
const OPEN: usize = 256;
/// The most paragraphs a page may have.
const ITEMS: usize = 20_000;
/// The most pictures that are taken out of a page.
const PICTURES: usize = 500;

/// Elements whose content is no text of the page.
const SILENT: [&str; 12] = [
    "script", "style", "template", "noscript", "iframe", "object", "select", "button", "textarea",
    "audio", "video", "canvas",
];
/// Those of them that are fields and buttons of a form: what they say is told.
const FIELDS: [&str; 3] = ["select", "button", "textarea"];
/// Those of them that may hold text which is not shown; that it is there is told.
const UNSHOWN: [&str; 2] = ["template", "noscript"];
/// How much of what is told is shown, characters.
const SHOWN: usize = 200;
/// Those of them that show or play something, which is told.
const PLAYED: [&str; 5] = ["iframe", "object", "audio", "video", "canvas"];
/// Elements that have no end.
const VOID: [&str; 12] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];
/// Elements that stand in a line.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "u", "var", "ruby", "rb", "rt", "rp", "rtc",
];

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
    spot: Option<Spot>,
    around: Option<Around>,
}

/// What office programs write into a page beside the text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    /// The header or the footer of its pages.
    Margin,
    /// Its table of contents.
    Contents,
}

impl Around {
    /// As LibreOffice marks them, and as Word does.
    fn of(name: &str, attributes: &Attributes) -> Option<Self> {
        let value = |name: &str| attributes.get(name).map(String::as_str).unwrap_or_default();
        let word =
            |what: &str| value("style").replace(' ', "").contains(&format!("mso-element:{what}"));
        let margin =
            matches!(value("title"), "header" | "footer") || word("header") || word("footer");
        match name {
            "div" if margin => Some(Self::Margin),
            "div" if value("id").starts_with("Table of Contents") => Some(Self::Contents),
            "p" if value("class").starts_with("MsoToc") => Some(Self::Contents),
            _ => None,
        }
    }
}

/// The state of a reading.
pub struct Walk<'a> {
    prefix: &'a str,
    beside: Beside<'a>,
    about: About,
    findings: &'a mut Findings,
    reported: BTreeSet<(&'static str, usize, String)>,
    open: Vec<Open>,
    /// How many elements of each name are open beyond those that are held.
    beyond: BTreeMap<String, usize>,
    /// The silent element being skipped, and how often it is open.
    silent: Option<(String, usize)>,
    /// What shows or plays something and was left out.
    played: usize,
    /// The words in drawings and in forms.
    drawn: String,
    filled: String,
    /// The words of headers and footers.
    margins: String,
    ruby: Option<Ruby>,
    pieces: Vec<Piece>,
    items: Vec<Item>,
    pictures: Vec<Extracted>,
    converter: Converter,
    number: usize,
    lists: Vec<(u32, Option<u32>)>,
    list_count: u32,
    /// Whether the next paragraph begins an item.
    fresh_item: bool,
    tables: Vec<Grid>,
}

impl<'a> Walk<'a> {
    /// A reading that has just begun.
    pub fn new(
        prefix: &'a str,
        about: About,
        beside: Beside<'a>,
        findings: &'a mut Findings,
    ) -> Self {
        Self {
            prefix,
            beside,
            about,
            findings,
            reported: BTreeSet::new(),
            open: Vec::new(),
            beyond: BTreeMap::new(),
            silent: None,
            played: 0,
            drawn: String::new(),
            filled: String::new(),
            margins: String::new(),
            ruby: None,
            pieces: Vec::new(),
            items: Vec::new(),
            pictures: Vec::new(),
            converter: Converter::default(),
            number: 0,
            lists: Vec::new(),
            list_count: 0,
            fresh_item: false,
            tables: Vec::new(),
        }
    }

    /// What was read: paragraphs, pictures and what the page says of itself.
    pub fn finish(mut self) -> (Vec<Item>, Vec<Extracted>, About) {
        self.end_ruby();
        self.flush();
        while !self.tables.is_empty() {
            self.end_table();
        }
        if self.played > 0 {
            self.findings.push(Finding::warn("import-played").with("count", self.played));
        }
        for (rule, words) in [("import-drawn", &self.drawn), ("import-fields", &self.filled)] {
            let words = clean(&words.split_whitespace().collect::<Vec<_>>().join(" "));
            if !words.is_empty() {
                let text: String = words.chars().take(SHOWN).collect();
                self.findings.push(Finding::warn(rule).with("text", text));
            }
        }
        let margins = clean(&self.margins.split_whitespace().collect::<Vec<_>>().join(" "));
        if !margins.is_empty() {
            let text: String = margins.chars().take(SHOWN).collect();
            self.findings.push(Finding::note("import-header").with("text", text));
        }
        (self.items, self.pictures, self.about)
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
            self.played += usize::from(PLAYED.contains(&name));
            if !closed {
                self.silent = Some((name.to_owned(), 1));
            }
            return;
        }
        if self.in_drawing() && name != "foreignobject" || name == "svg" {
            return self.draw(name, attributes, closed);
        }
        if self.ruby.as_mut().is_some_and(|ruby| ruby.open(name)) {
            return;
        }
        if !INLINE.contains(&name) && !VOID.contains(&name) {
            self.end_ruby();
            self.flush();
            self.imply_ends(name);
        }
        match name {
            "meta" => self.about.meta(attributes),
            "br" => self.end_line(),
            "ruby" => self.ruby = Some(self.ruby.take().unwrap_or_default()),
            "math" => self.report(Finding::warn("import-math")),
            "embed" => self.played += 1,
            "hr" => self.flush(),
            "input" => self.field(attributes),
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
        if VOID.contains(&name) || closed {
            return;
        }
        if self.open.len() < OPEN {
            let element = self.element(name, attributes);
            self.about.come_to(element.spot);
            self.open.push(element);
        } else {
            *self.beyond.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// Whether a drawing is open, outside any text that is set into it.
    fn in_drawing(&self) -> bool {
        let ends = |open: &&Open| matches!(open.name.as_str(), "svg" | "foreignobject");
        self.open.iter().rev().find(ends).is_some_and(|open| open.name == "svg")
    }

    /// A drawing begins, or a part of one: it stands in its line, and only its words are told.
    fn draw(&mut self, name: &str, attributes: &Attributes, closed: bool) {
        if name == "image" && !self.is_aside() {
            self.report(Finding::warn("import-picture-outside"));
        }
        if !closed && self.open.len() < OPEN {
            let hidden = self.element(name, attributes).hidden;
            self.open.push(Open { name: name.to_owned(), hidden, ..Open::default() });
        } else if !closed {
            *self.beyond.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// Whether what is open stands around the article of a public account.
    fn is_aside(&self) -> bool {
        self.about.account && !self.open.iter().any(|own| own.spot.is_some())
    }

    /// A field of a form: what is filled in is told.
    fn field(&mut self, attributes: &Attributes) {
        let value = |name: &str| attributes.get(name).map(String::as_str).unwrap_or_default();
        let shown = matches!(
            value("type").to_ascii_lowercase().as_str(),
            "" | "text" | "search" | "tel" | "url" | "email" | "number" | "date"
        );
        if shown && !self.is_hidden() && !self.is_aside() {
            self.filled.push_str(value("value"));
            self.filled.push(' ');
        }
    }

    /// Characters in an element whose content is no text of the page.
    fn unsaid(&mut self, name: &str, text: &str) {
        if text.trim().is_empty() || self.is_aside() || self.within("head") {
            return;
        }
        if UNSHOWN.contains(&name) {
            self.report(Finding::note("import-hidden"));
        } else if FIELDS.contains(&name) && !self.is_hidden() {
            self.filled.push_str(text);
            self.filled.push(' ');
        }
    }

    /// A line ends; a second end makes a new paragraph.
    fn end_line(&mut self) {
        let blank =
            |piece: &&Piece| matches!(piece, Piece::Text(text, _) if text.trim().is_empty());
        let last = self.pieces.iter().rev().find(|piece| !blank(piece));
        if last == Some(&Piece::Break) && self.heading().is_none() {
            self.flush();
        } else {
            self.pieces.push(Piece::Break);
        }
    }

    /// The ruby that is open has its end.
    fn end_ruby(&mut self) {
        let done = self.ruby.take().map(Ruby::finish);
        self.pieces.extend(done.into_iter().flatten());
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
            spot: Spot::of(attributes),
            around: Around::of(name, attributes),
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
        if let Some(ruby) = &mut self.ruby {
            ruby.close(name);
            if name == "ruby" || !INLINE.contains(&name) {
                self.end_ruby();
            }
        }
        if let Some(count) = self.beyond.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        let drawn = self.in_drawing() && name != "foreignobject";
        if !INLINE.contains(&name) && !drawn {
            self.flush();
        }
        match name {
            _ if drawn => {}
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
        if let Some((silent, _)) = &self.silent {
            if silent == "script" {
                self.about.script(text);
            }
            let silent = silent.clone();
            return self.unsaid(&silent, text);
        }
        if self.in_drawing() {
            if !self.is_aside() && !self.is_hidden() {
                self.drawn.push_str(text);
                self.drawn.push(' ');
            }
            return;
        }
        if self.within("title") {
            return self.about.name(text);
        }
        if self.within("head") {
            return;
        }
        let spot = self.open.iter().rev().find_map(|open| open.spot);
        if spot.is_none() && self.about.account {
            return self.about.aside(text);
        }
        match self.open.iter().rev().find_map(|open| open.around) {
            Some(Around::Margin) => {
                self.margins.push_str(text);
                return self.margins.push(' ');
            }
            Some(Around::Contents) if text.trim().is_empty() => return,
            Some(Around::Contents) => return self.report(Finding::note("import-contents")),
            None => {}
        }
        if self.is_hidden() {
            if !text.trim().is_empty() {
                self.report(Finding::note("import-hidden"));
            }
            return;
        }
        match spot {
            // A title that only looks like one of a public account is the page's own heading.
            Some(Spot::Title) if !self.about.account => {}
            None | Some(Spot::Content) => {}
            Some(spot) => return self.about.take(spot, text),
        }
        if let Some(ruby) = &mut self.ruby {
            return ruby.text(&clean(&collapse(text)));
        }
        if self.within("pre") {
            return self.lines(text);
        }
        self.words(&collapse(text));
    }

    /// Lines that stand as they are written: an empty one parts paragraphs.
    fn lines(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n");
        for (index, line) in text.split(['\n', '\r']).enumerate() {
            if index > 0 {
                self.end_line();
            }
            self.words(line);
        }
    }

    /// Characters of a paragraph.
    fn words(&mut self, text: &str) {
        let mut text = text.to_owned();
        let marks = self.marks();
        if self.open.iter().any(|open| open.lined)
            && marks.link.is_none()
            && !text.trim().is_empty()
        {
            self.report(Finding::note("import-underline"));
        }
        let mut marks = marks;
        if let Some(height) = marks.height {
            let (set, own, whole) = set_off(&text, height, &marks);
            if !whole {
                self.report(Finding::note("import-raised"));
            }
            (text, marks) = (set, own);
        }
        // A page does not say of which face the codes of symbol fonts were.
        let (known, whole) = shown(&text, Face::Letters);
        if !whole {
            self.report(Finding::warn("import-symbol").with("font", "?"));
        }
        let text = known;
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

    fn is_hidden(&self) -> bool {
        self.open.iter().any(|open| open.hidden)
    }

    /// The level of the heading that is open.
    fn heading(&self) -> Option<u8> {
        self.open.iter().rev().find_map(|open| {
            let level = open.name.strip_prefix('h')?.parse::<u8>().ok()?;
            (1..=6).contains(&level).then_some(level)
        })
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
        if let Some(level) = self.heading() {
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

    /// A picture that is in the page or beside it is taken; nothing is fetched.
    fn picture(&mut self, attributes: &Attributes) {
        if self.is_aside() {
            return;
        }
        if self.is_hidden() {
            return self.report(Finding::note("import-hidden"));
        }
        let taken = match picture::find(attributes, &mut *self.beside, &mut self.converter) {
            Found::Taken(taken) => taken,
            Found::Left(finding) => return self.report(finding),
        };
        if self.pictures.len() >= PICTURES {
            return self.report(Finding::warn("import-picture-lost"));
        }
        self.flush();
        let number = self.pictures.len() + 1;
        let path = format!("images/{}-{number}.{}", self.prefix, taken.format.extension());
        self.findings.extend(taken.told(&path));
        let alt = clean(attributes.get("alt").map(String::as_str).unwrap_or_default());
        let alt = alt.trim();
        if alt.is_empty() {
            self.report(Finding::note("import-picture-alt").with("path", &path));
        }
        let picture = Picture::named(&path, alt, Focus::default(), 0);
        let item = Item::block(lone_figure(picture), self.number);
        self.pictures.push(Extracted { path, bytes: taken.bytes });
        match self.tables.last_mut() {
            Some(grid) => grid.add(item),
            None => self.items.push(item),
        }
    }

    fn report(&mut self, finding: Finding) {
        // Every picture on the web is named; of the rest one of a kind is enough for a paragraph.
        let named = finding.args.get("target").cloned().unwrap_or_default();
        if self.reported.insert((finding.rule, self.number, named)) {
            let last = self.items.iter().rev().find_map(|item| item.inlines().map(|c| plain(c)));
            let words = first_words(&last.unwrap_or_default());
            self.findings.push(finding.with("paragraph", self.number).with("text", words));
        }
    }
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
