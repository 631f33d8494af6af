//! What pages may contain besides the texts of the issue: the layout's own words, and values of the
//! data that a layout repeats, each in its zone of the page.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::sheet::plain;
use super::units::Unit;
use crate::manuscript::Assembly;
use crate::manuscript::model::{
    Article, BlockKind, Chart, ChartKind, EntriesKind, Part, plain as words, walk,
};
use crate::publication::{Plate, Words, Zone};

/// Texts with at most this many letters are signs.
pub const SIGN: usize = 2;
/// The last note number that can be circled.
const CIRCLED: u32 = 50;
/// The fewest letters of a section's name shown on a tab.
const TAB: usize = 3;

/// A text allowed in a zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// Its letters.
    pub letters: Vec<char>,
    /// Whether it must stand alone, like the number of a list item.
    pub alone: bool,
}

/// The texts allowed in each zone, by first letter.
#[derive(Clone, Debug, Default)]
pub struct Allowed(BTreeMap<Zone, HashMap<char, BTreeSet<Token>>>);

impl Allowed {
    /// The texts allowed on the pages of an issue; `numbers` are the page numbers, `first` those on
    /// which articles begin.
    pub fn of(assembly: &Assembly, units: &[Unit], numbers: &[u64], first: &[u64]) -> Self {
        let mut allowed = Self::default();
        let values = values(assembly, units, numbers);
        for zone in [Zone::Covers, Zone::Contents, Zone::Margins, Zone::Articles, Zone::Within] {
            allowed.words(zone, &assembly.words, zone, &values);
            if assembly.draft {
                allowed.words(zone, &assembly.words, Zone::Drafts, &values);
            }
        }
        allowed.covers(assembly);
        allowed.contents(assembly, first);
        allowed.margins(assembly);
        allowed.articles(assembly, units);
        allowed
    }

    /// The texts allowed on the pages of a book, which are all alike, besides its `own` words.
    pub fn book(assembly: &Assembly, units: &[Unit], own: &[String]) -> Self {
        let mut allowed = Self::default();
        own.iter().for_each(|word| allowed.add(Zone::Articles, word));
        let all = values(assembly, units, &[]);
        for zone in [Zone::Covers, Zone::Contents, Zone::Margins, Zone::Articles] {
            allowed.words(Zone::Articles, &assembly.words, zone, &all);
        }
        allowed.data(Zone::Articles, assembly);
        allowed.articles(assembly, units);
        // Without positions, a sign may have been found inside another text.
        let is_sign = |unit: &Unit| unit.text.chars().count() <= SIGN;
        for unit in units.iter().filter(|unit| !unit.runs || is_sign(unit)) {
            allowed.add(Zone::Articles, &unit.text);
        }
        for plate in plates(assembly) {
            let texts = [&plate.title, &plate.text, &plate.credit];
            texts.into_iter().flatten().for_each(|text| allowed.add(Zone::Articles, text));
        }
        for article in &assembly.articles {
            charts(article, |chart| allowed.figures(chart));
        }
        allowed
    }

    /// Some words, allowed in the type area.
    #[cfg(test)]
    pub fn of_words(words: &[&str]) -> Self {
        let mut allowed = Self::default();
        words.iter().for_each(|word| allowed.add(Zone::Articles, word));
        allowed
    }

    /// The texts in a zone that begin with a letter.
    pub fn beginning(&self, zone: Zone, first: char) -> impl Iterator<Item = &Token> {
        self.0.get(&zone).and_then(|zone| zone.get(&first)).into_iter().flatten()
    }

    /// Whether a text is part of an allowed one.
    pub fn holds(&self, text: &[char]) -> bool {
        let tokens = self.0.values().flat_map(HashMap::values).flatten();
        tokens.into_iter().any(|token| token.letters.windows(text.len()).any(|part| part == text))
    }

    fn token(&mut self, zone: Zone, text: &str, alone: bool) {
        let letters: Vec<char> = text.chars().filter_map(plain).collect();
        if let Some(&first) = letters.first() {
            let own = self.0.entry(zone).or_default().entry(first).or_default();
            own.insert(Token { letters, alone });
        }
    }

    /// Adds these texts to those allowed among the articles.
    pub fn with<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Self {
        let mut all = self.clone();
        for text in texts {
            all.add(Zone::Articles, text);
            all.add(Zone::Within, text);
        }
        all
    }

    fn add(&mut self, zone: Zone, text: &str) {
        self.token(zone, text, false);
    }

    fn optional(&mut self, zone: Zone, text: &Option<String>) {
        text.iter().for_each(|text| self.add(zone, text));
    }

    /// Adds a text, also in capitals, as layouts set European names.
    fn latin(&mut self, zone: Zone, text: &Option<String>) {
        if let Some(text) = text {
            self.add(zone, text);
            self.add(zone, &text.to_uppercase());
        }
    }

    fn words(&mut self, zone: Zone, words: &Words, at: Zone, values: &Values) {
        for word in words.at(at) {
            let alone = word.starts_with("{n}");
            let mut out = Vec::new();
            fill(word, values, &mut out);
            out.iter().for_each(|text| self.token(zone, text, alone));
        }
    }

    /// Adds the entries of the periodical and of the issue.
    fn data(&mut self, zone: Zone, assembly: &Assembly) {
        let (publication, issue) = (&assembly.publication, &assembly.issue);
        let printer = issue.printer.as_ref().unwrap_or(&publication.printer);
        let entries = [
            &publication.name,
            &publication.masthead,
            &publication.notice,
            &publication.sponsor,
            &publication.frequency,
            &printer.name,
        ];
        let staff =
            publication.staff.iter().flat_map(|staff| staff.names.iter().chain([&staff.role]));
        let all = entries.into_iter().chain(&publication.permit).chain(&publication.scope);
        let all = all.chain(&issue.classification).chain(distributed(assembly)).chain(staff);
        all.for_each(|text| self.add(zone, text));
        self.latin(zone, &publication.pinyin);
        self.latin(zone, &publication.english);
        self.pages(zone, assembly);
        let contact = [&publication.address, &publication.phone, &publication.email];
        let credit = issue.cover.iter().map(|cover| &cover.credit);
        let rest = contact.into_iter().chain([&printer.address, &issue.theme]).chain(credit);
        rest.for_each(|text| self.optional(zone, text));
        for line in issue.cover_lines() {
            self.add(zone, &line.title);
            self.optional(zone, &line.deck);
        }
    }

    fn covers(&mut self, assembly: &Assembly) {
        self.data(Zone::Covers, assembly);
        for plate in plates(assembly) {
            self.optional(Zone::Covers, &plate.credit);
        }
        let shown = assembly.issue.cover_lines().iter().filter_map(|line| line.article.as_ref());
        for article in shown.filter_map(|id| assembly.article(id)) {
            self.add(Zone::Covers, &article.title);
            self.optional(Zone::Covers, &article.lead);
            article.authors.iter().for_each(|author| self.add(Zone::Covers, &author.name));
        }
    }

    fn contents(&mut self, assembly: &Assembly, first: &[u64]) {
        let zone = Zone::Contents;
        self.data(zone, assembly);
        first.iter().for_each(|number| self.add(zone, &number.to_string()));
        for article in &assembly.articles {
            self.add(zone, &article.title);
            self.optional(zone, &article.deck);
            self.section(zone, article);
            article.authors.iter().for_each(|author| self.add(zone, &author.name));
            highlights(article).iter().for_each(|text| self.add(zone, text));
        }
    }

    /// Adds the names of a newspaper's pages and who edits them.
    fn pages(&mut self, zone: Zone, assembly: &Assembly) {
        for page in &assembly.issue.pages {
            [&page.name].into_iter().chain(&page.editors).for_each(|text| self.add(zone, text));
        }
    }

    fn section(&mut self, zone: Zone, article: &Article) {
        self.add(zone, &article.section.name);
        self.latin(zone, &article.section.english);
    }

    fn margins(&mut self, assembly: &Assembly) {
        let zone = Zone::Margins;
        self.add(zone, &assembly.publication.name);
        self.pages(zone, assembly);
        for article in &assembly.articles {
            self.add(zone, &article.running);
            self.section(zone, article);
            article.authors.iter().for_each(|author| self.add(zone, &author.name));
            // A tab has room only for the first letters of a long name.
            let name: Vec<char> = article.section.name.chars().collect();
            for end in TAB..name.len() {
                self.add(zone, &name[..end].iter().collect::<String>());
            }
        }
    }

    fn articles(&mut self, assembly: &Assembly, units: &[Unit]) {
        let zone = Zone::Articles;
        let (publication, issue) = (&assembly.publication, &assembly.issue);
        // The editors' address at the foot of notices.
        let entries = [&publication.masthead, &publication.frequency, &publication.notice];
        entries.into_iter().chain([&publication.sponsor]).for_each(|text| self.add(zone, text));
        self.pages(zone, assembly);
        // The head of a newspaper's pages and its colophon.
        if assembly.form.pages {
            self.data(zone, assembly);
        }
        // The foot of a bulletin.
        if !assembly.form.covers {
            let staff = publication.staff.iter();
            let staff = staff.flat_map(|staff| staff.names.iter().chain([&staff.role]));
            let all = distributed(assembly).chain(&publication.scope).chain(staff);
            all.for_each(|text| self.add(zone, text));
        }
        let contact = [&publication.address, &publication.phone, &publication.email];
        contact.into_iter().for_each(|text| self.optional(zone, text));
        for filler in &issue.fillers {
            // Readers of the file get both in one.
            let whole = filler.title.iter().map(|title| format!("{title}{}", filler.text));
            whole.for_each(|text| self.add(zone, &text));
            let title = filler.title.iter().flat_map(|title| title.split('·'));
            title.chain([filler.text.as_str()]).for_each(|text| self.add(zone, text));
            [&filler.by, &filler.credit].into_iter().for_each(|text| self.optional(zone, text));
        }
        for article in &assembly.articles {
            self.section(zone, article);
            self.add(zone, &article.running);
            // An article that begins on a left page may be preceded by a page with only its title.
            self.optional(zone, &article.deck);
            charts(article, |chart| self.shares(chart));
        }
        units.iter().filter(|unit| unit.again).for_each(|unit| self.add(zone, &unit.text));
        // The letters of a short cell may have been found in a repeated note.
        let is_cell = |unit: &&Unit| unit.series.is_some_and(|series| series.cells);
        let cells = units.iter().filter(is_cell).filter(|unit| unit.text.chars().count() <= SIGN);
        cells.for_each(|unit| self.token(zone, &unit.text, true));
    }

    /// The total and the percentages shown in a pie chart.
    fn shares(&mut self, chart: &Chart) {
        if chart.kind != ChartKind::Pie {
            return;
        }
        let values: Vec<f64> =
            chart.rows.iter().filter_map(|row| row.values.first().copied()).collect();
        let total: f64 = values.iter().sum();
        let rounded = (total * 100.0).round() / 100.0;
        self.add(Zone::Articles, &rounded.to_string());
        for value in values {
            let share = (value / total.max(0.001) * 100.0).round();
            self.add(Zone::Articles, &format!("{share}%"));
        }
    }

    /// The figures of a chart, as its table shows them.
    fn figures(&mut self, chart: &Chart) {
        self.add(Zone::Articles, &chart.label);
        chart.series.iter().for_each(|name| self.add(Zone::Articles, name));
        let values = chart.rows.iter().flat_map(|row| &row.values);
        values.for_each(|value| self.add(Zone::Articles, &value.to_string()));
    }
}

/// The offices that the issue is sent to.
fn distributed(assembly: &Assembly) -> impl Iterator<Item = &String> {
    assembly.publication.distribution.all().chain(assembly.issue.distribution.all())
}

fn plates(assembly: &Assembly) -> impl Iterator<Item = &Plate> {
    let issue = &assembly.issue;
    [&issue.inside_front, &issue.inside_back, &issue.back].into_iter().flatten()
}

fn charts(article: &Article, mut visit: impl FnMut(&Chart)) {
    walk(&article.blocks, &mut |part| {
        if let Part::Block(block) = part
            && let BlockKind::Chart(chart) = &block.kind
        {
            visit(chart);
        }
    });
}

/// The sentences of an article that the contents may quote: a pull quote, the first question, the
/// first sentence of the lead.
fn highlights(article: &Article) -> Vec<String> {
    let mut out = Vec::new();
    for block in &article.blocks {
        match &block.kind {
            BlockKind::Pullquote { c, .. } => out.push(words(c)),
            BlockKind::Qa { turns, .. } => {
                let first = turns.first().and_then(|turn| turn.c.first());
                if let Some(BlockKind::Para { c }) = first.map(|block| &block.kind) {
                    out.push(words(c));
                }
            }
            _ => {}
        }
    }
    if let Some(lead) = &article.lead {
        out.push(lead.split_inclusive('。').next().unwrap_or_default().to_owned());
    }
    out
}

/// The values of each placeholder.
type Values = HashMap<&'static str, Vec<String>>;

fn values(assembly: &Assembly, units: &[Unit], numbers: &[u64]) -> Values {
    let issue = &assembly.issue;
    let format = assembly.publication.format;
    let number = issue.numbers();
    let counts = Counts::of(assembly);
    let parts = assembly.articles.iter().filter_map(|article| article.serial);
    let first = assembly.first_page().through;
    let through = numbers.iter().filter_map(|number| Some(first? + number.checked_sub(1)?));
    let to = |last: usize| (1..=last).map(|n| n.to_string()).collect::<Vec<_>>();
    HashMap::from([
        ("year", vec![issue.year.to_string()]),
        ("number", vec![number]),
        ("total", vec![issue.total.to_string()]),
        ("y", vec![issue.date.year.to_string()]),
        ("m", vec![issue.date.month.to_string()]),
        ("d", vec![issue.date.day.to_string()]),
        ("run", vec![issue.run.to_string()]),
        ("width", vec![format.width.to_string()]),
        ("height", vec![format.height.to_string()]),
        ("page", numbers.iter().map(u64::to_string).collect()),
        ("through", through.map(|number| number.to_string()).collect()),
        ("part", parts.map(|serial| serial.part.saturating_sub(1).to_string()).collect()),
        ("n", counts.items.iter().map(usize::to_string).collect()),
        ("han", (1..=counts.heads).map(in_han).collect()),
        ("sign", (1..=CIRCLED).filter_map(circled).collect()),
        ("note", to(units.len()).split_off(units.len().min(CIRCLED as usize))),
    ])
}

/// The numbers of the issue's lists, and how far an article numbers its headings.
#[derive(Debug, Default)]
struct Counts {
    items: BTreeSet<usize>,
    heads: usize,
}

impl Counts {
    fn of(assembly: &Assembly) -> Self {
        let items = (1..=assembly.articles.len()).collect();
        let mut all = Self { items, heads: 0 };
        for article in &assembly.articles {
            let mut heads = 0;
            walk(&article.blocks, &mut |part| {
                if let Part::Block(block) = part {
                    heads += usize::from(matches!(block.kind, BlockKind::Heading { .. }));
                    all.items.extend(numbers_of(&block.kind));
                }
            });
            all.heads = all.heads.max(heads);
        }
        all
    }
}

/// The numbers of a list, which may begin anywhere, of points or of steps.
fn numbers_of(kind: &BlockKind) -> Range<usize> {
    match kind {
        BlockKind::List { start, items, .. } => *start..start.saturating_add(items.len()),
        BlockKind::Points(points) => {
            let items = points.c.iter().map(|block| match &block.kind {
                BlockKind::List { items, .. } => items.len(),
                _ => 1,
            });
            1..items.sum::<usize>() + 1
        }
        BlockKind::Entries(entries) if entries.kind == EntriesKind::Steps => {
            1..entries.rows.len() + 1
        }
        _ => 0..0,
    }
}

/// ① to ㊿.
fn circled(n: u32) -> Option<String> {
    let code = match n {
        1..=20 => 0x245f + n,
        21..=35 => 0x323c + n,
        36..=CIRCLED => 0x328d + n,
        _ => return None,
    };
    char::from_u32(code).map(String::from)
}

/// A number up to 99 in Chinese numerals: 二十一.
fn in_han(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (n / 10, DIGITS[n % 10]) {
        (0, ones) => ones.to_owned(),
        (1, ones) => format!("十{ones}"),
        (tens, ones) => format!("{}十{ones}", DIGITS.get(tens).copied().unwrap_or_default()),
    }
}

/// Adds every text that a pattern can produce; an unknown placeholder stays as it is.
fn fill(pattern: &str, values: &Values, out: &mut Vec<String>) {
    let found = pattern.find('{').and_then(|open| {
        let close = open + pattern[open..].find('}')?;
        Some((open, close, values.get(&pattern[open + 1..close])?))
    });
    match found {
        Some((open, close, values_here)) => {
            for value in values_here {
                fill(&format!("{}{value}{}", &pattern[..open], &pattern[close + 1..]), values, out);
            }
        }
        None => out.push(pattern.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_every_value() {
        let values: Values = HashMap::from([
            ("y", vec!["2026".to_owned()]),
            ("n", vec!["1".to_owned(), "2".to_owned()]),
        ]);
        let mut out = Vec::new();
        fill("{y}年第{n}期{x}", &values, &mut out);
        assert_eq!(out, ["2026年第1期{x}", "2026年第2期{x}"]);
    }

    #[test]
    fn numbers_are_counted_as_chinese_counts() {
        assert_eq!([1, 10, 12, 20, 35].map(in_han), ["一", "十", "十二", "二十", "三十五"]);
        assert_eq!([1, 20, 21, 35, 36, 50].map(|n| circled(n).unwrap()).concat(), "①⑳㉑㉟㊱㊿");
    }
}
