//! The front matter, guessed from what stands at the top and at the end of a manuscript.

use super::byline::{Byline, parse};
use crate::manuscript::incoming::arrange::is_short_line;
use crate::manuscript::incoming::{Align, Item, Role};
use crate::publication::{ArticleHead, Date, Section};
use neikan_base::diagnostic::{Finding, Findings};

/// How many paragraphs at the top may belong to the head.
const TOP: usize = 8;
/// The longest title, in characters.
const TITLE: usize = 45;
/// The longest line that may be a byline, in characters.
const BYLINE: usize = 60;

/// What is known about a manuscript besides its text.
pub struct Clues<'a> {
    /// The name of its file without the extension.
    pub stem: String,
    /// The name of its original.
    pub original: String,
    /// The sections of the periodical.
    pub sections: &'a [Section],
    /// The date that its properties name.
    pub date: Option<Date>,
}

/// Takes what belongs to the head off a manuscript and gives the head, with all that is a guess
/// marked as one.
///
/// Of a manuscript that is Markdown already (`top_only`) only the top is looked at.
pub fn head(
    items: &mut Vec<Item>,
    top_only: bool,
    clues: &Clues<'_>,
    findings: &mut Findings,
) -> ArticleHead {
    let mut guess = HeadGuess {
        clues,
        byline: Byline::default(),
        deck: None,
        lead: None,
        kicker: None,
        section: None,
    };
    let title = guess.title(items);
    guess.below_title(items);
    if !top_only {
        guess.end(items);
    }
    if guess.byline.own {
        findings.push(Finding::warn("import-byline-own"));
    }
    guess.head(title)
}

struct HeadGuess<'a> {
    clues: &'a Clues<'a>,
    byline: Byline,
    deck: Option<String>,
    lead: Option<String>,
    kicker: Option<String>,
    section: Option<String>,
}

impl HeadGuess<'_> {
    /// Takes the title, and what stands above it, off the top.
    fn title(&mut self, items: &mut Vec<Item>) -> Option<String> {
        let top = items.len().min(TOP);
        let styled = items[..top].iter().position(|item| item.role == Role::Title);
        let heading = || {
            let at = items[..top].iter().position(|item| matches!(item.role, Role::Heading(_)))?;
            let before = items[..at].iter().filter_map(Item::text);
            let short = before.into_iter().all(|text| text.chars().count() <= BYLINE);
            (short && at < 3 && !is_numbered(&items[at])).then_some(at)
        };
        let first = || {
            let at = items.iter().position(|item| item.inlines().is_some())?;
            let text = items[at].text()?;
            let line = is_short_line(&text, TITLE) && !is_numbered(&items[at]);
            // A line above the title names the section: 【人物】.
            let above = self.section_named(&text).is_some() && items.len() > at + 1;
            (line && items.len() > 1).then_some(if above { at + 1 } else { at })
        };
        let at = styled.or_else(heading).or_else(first)?;
        let title =
            items[at].text().filter(|text| text.chars().count() <= 80 && !text.is_empty())?;
        if items[at].has_note() {
            return Some(title);
        }
        items.remove(at);
        for above in (0..at).rev() {
            self.above_title(above, items);
        }
        Some(title.replace('\n', " "))
    }

    fn above_title(&mut self, at: usize, items: &mut Vec<Item>) {
        let Some(text) = items[at].text() else { return };
        let short = is_short_line(&text, 30);
        if let Some(section) = self.section_named(&text).filter(|_| short) {
            self.section = Some(section);
        } else if let Some(byline) = self.byline_of(&items[at]) {
            self.byline.join(byline);
        } else if short && self.kicker.is_none() {
            self.kicker = Some(text);
        } else {
            return;
        }
        items.remove(at);
    }

    /// Takes subtitle, byline and summary from below the title.
    fn below_title(&mut self, items: &mut Vec<Item>) {
        for _ in 0..TOP {
            let Some(first) = items.first() else { return };
            let Some(text) = first.text().filter(|_| !first.has_note()) else { return };
            let dashed = text.trim_start_matches(['\u{2014}', '\u{2015}', '\u{2500}', '-']).trim();
            let is_deck = first.role == Role::Subtitle
                || (dashed.len() < text.len() && is_short_line(&text, TITLE));
            if is_deck && self.deck.is_none() && !dashed.is_empty() {
                self.deck = Some(dashed.to_owned());
            } else if let Some(byline) = self.byline_below(first) {
                self.byline.join(byline);
            } else if let Some(lead) = lead_of(&text) {
                self.lead = Some(lead);
            } else {
                return;
            }
            items.remove(0);
        }
    }

    /// Takes the byline from the end.
    fn end(&mut self, items: &mut Vec<Item>) {
        for _ in 0..3 {
            let Some(last) = items.last().filter(|_| items.len() > 1) else { return };
            let Some(byline) = self.byline_of(last) else { return };
            self.byline.join(byline);
            items.pop();
        }
    }

    fn byline_of(&self, item: &Item) -> Option<Byline> {
        if matches!(item.role, Role::Listed(_)) || item.has_note() {
            return None;
        }
        let text = item.text().filter(|text| text.chars().count() <= BYLINE)?;
        parse(&text, item.align != Align::Left)
    }

    /// Right below the title, words that are all names, units and dates are a byline as well.
    fn byline_below(&self, item: &Item) -> Option<Byline> {
        let several = item.text().is_some_and(|text| text.split_whitespace().count() > 1);
        let align = if several { Align::Center } else { item.align };
        self.byline_of(&Item { align, ..item.clone() })
    }

    /// The section whose name a short text holds.
    fn section_named(&self, text: &str) -> Option<String> {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let found = self.clues.sections.iter().find(|section| section.name == bare);
        found.map(|section| section.id.clone())
    }

    fn section(&self) -> String {
        let stem = &self.clues.stem;
        let lower = stem.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        let sections = || self.clues.sections.iter();
        let by_name = sections()
            .filter(|section| section.name.chars().count() > 1 && stem.contains(&section.name))
            .max_by_key(|section| section.name.len());
        let by_id = || sections().find(|section| words.contains(&section.id.as_str()));
        let found = by_name.or_else(by_id).or_else(|| self.clues.sections.first());
        self.section.clone().or(found.map(|section| section.id.clone())).unwrap_or_default()
    }

    fn head(self, title: Option<String>) -> ArticleHead {
        let section = self.section();
        let title = title.unwrap_or_else(|| self.clues.stem.clone());
        let title = if title.is_empty() { self.clues.original.clone() } else { title };
        let authors = self.byline.named_authors();
        let Byline { photographers, sources, date, .. } = self.byline;
        let date = date.or(self.clues.date);
        let guessed = [
            ("title", true),
            ("kicker", self.kicker.is_some()),
            ("deck", self.deck.is_some()),
            ("section", true),
            ("authors", !authors.is_empty()),
            ("photographers", !photographers.is_empty()),
            ("lead", self.lead.is_some()),
            ("sources", !sources.is_empty()),
            ("date", date.is_some()),
        ];
        let guessed = guessed.into_iter().filter(|(_, there)| *there);
        ArticleHead {
            title,
            kicker: self.kicker,
            deck: self.deck,
            section,
            kind: None,
            running: None,
            authors,
            photographers,
            lead: self.lead,
            sources,
            serial: None,
            document: None,
            speech: None,
            speakers: Vec::new(),
            writing: None,
            public: None,
            subjects: Vec::new(),
            issue: None,
            pages: None,
            start: Default::default(),
            rank: None,
            opener: None,
            fit: None,
            date,
            original: Some(self.clues.original.clone()),
            guessed: guessed.map(|(key, _)| key.to_owned()).collect(),
            notes: Vec::new(),
            waivers: Vec::new(),
        }
    }
}

fn is_numbered(item: &Item) -> bool {
    use crate::manuscript::incoming::arrange::numbered_level;
    item.text().is_some_and(|text| numbered_level(&text).is_some())
}

/// The summary that a paragraph says it is.
fn lead_of(text: &str) -> Option<String> {
    let bare = text.trim_start_matches(['\u{3010}', '[', '\u{3014}']);
    let starts = ["内容提要", "内容摘要", "摘要", "导语", "编者按", "提要"];
    let rest = starts.iter().find_map(|start| bare.strip_prefix(start))?;
    let lead = rest.strip_prefix(['\u{ff1a}', ':', '\u{3011}', ']', '\u{3015}'])?;
    let lead = lead.trim_start_matches(['\u{ff1a}', ':']).trim();
    (!lead.is_empty()).then(|| lead.replace('\n', " "))
}
