//! The pages about all issues: the issues by year, the indexes by section, author and unit, the serials,
//! the search.

use std::collections::BTreeMap;

use super::bundle::{Bundle, Card, Piece};
use super::covers::cover;
use super::house::House;
use super::page::{self, FIND, Frame, HOME, TABS};
use crate::alphabet::{NONE, by_letter};
use crate::manuscript::model::stem;
use crate::publication::Who;
use hanzi::folding::folded;
use hanzi::names::fold;
use neikan_base::xml::Xml;

/// All issues, the newest first.
pub struct Catalogue<'a> {
    /// What all pages share.
    pub house: &'a House<'a>,
    /// The issues.
    pub issues: Vec<Bundle>,
}

/// An article with the issue that it is in.
type Place<'a> = (&'a Card, &'a Piece);

/// A name in an index.
struct Name<'a> {
    name: String,
    /// What is said of it below.
    note: String,
    places: Vec<Place<'a>>,
}

impl<'a> Name<'a> {
    fn of(name: impl Into<String>, places: Vec<Place<'a>>) -> Self {
        Self { name: name.into(), note: String::new(), places }
    }
}

/// The names that begin with a letter.
type Letter<'a> = (String, Vec<Name<'a>>);

impl Catalogue<'_> {
    /// The pages, by their paths in the site.
    pub fn pages(&self) -> Vec<(String, String)> {
        let [issues, sections, authors, units, serials, _] = TABS.map(|(file, _)| file);
        vec![
            (issues.to_owned(), self.home()),
            (sections.to_owned(), self.sections()),
            (authors.to_owned(), self.authors()),
            (units.to_owned(), self.units()),
            (serials.to_owned(), self.serials()),
            (FIND.to_owned(), self.find()),
        ]
    }

    /// Every article, those of the newest issue first.
    fn places(&self) -> impl Iterator<Item = Place<'_>> {
        self.issues.iter().flat_map(|own| own.pieces.iter().map(move |piece| (&own.card, piece)))
    }

    /// Begins a page about all issues, in the colours of the newest.
    fn begin(&self, path: &'static str, key: &str, class: &str) -> Xml {
        let title = self.house.say(key, &[]);
        let style = self.issues.first().and_then(|own| own.pages.first());
        let style = style.map(|page| page.path.as_str()).unwrap_or_default();
        let frame = Frame { title: &title, up: "", path, style, class };
        let mut xml = page::begin(self.house, frame);
        xml.leaf("h1", "", &title);
        xml
    }

    fn end(&self, xml: Xml) -> String {
        page::end(self.house, xml, "", &[])
    }

    /// The issues by year.
    fn home(&self) -> String {
        let house = self.house;
        let mut xml = self.begin(HOME, "site-issues", "home");
        let years: Vec<&[Bundle]> =
            self.issues.chunk_by(|one, other| one.card.year == other.card.year).collect();
        xml.open("nav").class("jump").attr("aria-label", &house.say("site-years", &[]));
        for year in &years {
            let year = year[0].card.year.to_string();
            xml.open("a").attr("href", &format!("#y{year}")).text(&year).close().text(" ");
        }
        xml.close();
        for issues in years {
            let year = issues[0].card.year.to_string();
            let label = format!("y{year}");
            xml.open("section").class("year").attr("aria-labelledby", &label);
            let name = house.say("site-year", &[("year", year)]);
            xml.open("h2").attr("id", &label).text(&name).close().open("ul").class("covers");
            issues.iter().for_each(|own| self.issue(&mut xml, own));
            xml.close().close();
        }
        self.end(xml)
    }

    fn issue(&self, xml: &mut Xml, own: &Bundle) {
        let (house, card) = (self.house, &own.card);
        xml.open("li").open("a").attr("href", &format!("{}/index.html", card.id));
        cover(house, xml, card, "");
        xml.leaf("strong", "", &card.label);
        xml.leaf("span", "total", &house.say("site-total", &[("total", card.total.to_string())]));
        if let Some(theme) = &card.theme {
            xml.leaf("span", "theme", theme);
        }
        let count = [("count", own.pieces.len().to_string())];
        xml.leaf("span", "count", &house.say("site-count", &count)).close().close();
    }

    /// The articles by section: those of the publication in its order, then those it had before.
    fn sections(&self) -> String {
        let mut groups: BTreeMap<(usize, &str), Vec<Place<'_>>> = BTreeMap::new();
        let order = &self.house.publication.sections;
        for (card, piece) in self.places() {
            let at = order.iter().position(|section| section.id == piece.section);
            let key = (at.unwrap_or(usize::MAX), piece.section.as_str());
            groups.entry(key).or_default().push((card, piece));
        }
        let names = groups.into_values().map(|all| Name::of(&all[0].1.section_name, all));
        self.listed("sections.html", "site-sections", &[(String::new(), names.collect())])
    }

    /// The articles by author, in the order of pinyin.
    fn authors(&self) -> String {
        let mut people: BTreeMap<String, (String, Vec<&str>, Vec<Place<'_>>)> = BTreeMap::new();
        for (card, piece) in self.places() {
            let authors = piece.authors.iter().map(|(name, unit)| (name, unit.as_deref()));
            let others = piece.photographers.iter().map(|name| (name, None));
            for (name, unit) in authors.chain(others) {
                let name = match self.house.units.who(name, unit) {
                    Who::Listed(label) => label,
                    Who::Only | Who::Unclear => name,
                };
                let own = people.entry(fold(name)).or_default();
                if own.0.is_empty() {
                    name.clone_into(&mut own.0);
                }
                let unit = unit.map(|unit| self.house.units.full(unit));
                own.1.extend(unit.filter(|unit| !own.1.contains(unit)));
                if own.2.last().is_none_or(|(_, last)| last.path != piece.path) {
                    own.2.push((card, piece));
                }
            }
        }
        let people = people
            .into_values()
            .map(|(name, units, all)| Name { note: units.join("、"), ..Name::of(name, all) });
        self.listed("authors.html", "site-authors", &lettered(people.collect(), true))
    }

    /// The articles by unit, in the order of pinyin; short names count as the full ones.
    fn units(&self) -> String {
        let mut units: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
        for (card, piece) in self.places() {
            for unit in piece.all_units() {
                let all = units.entry(self.house.units.full(unit)).or_default();
                if all.last().is_none_or(|(_, last)| last.path != piece.path) {
                    all.push((card, piece));
                }
            }
        }
        let units = units.into_iter().map(|(name, all)| Name::of(name, all));
        self.listed("units.html", "site-units", &lettered(units.collect(), false))
    }

    /// A page of articles under names, the names in groups.
    fn listed(&self, path: &'static str, key: &str, groups: &[Letter<'_>]) -> String {
        let mut xml = self.begin(path, key, "index");
        let letters = groups.len() > 1;
        xml.open("nav").class("jump").attr("aria-label", &self.house.say("site-jump", &[]));
        let mut number = 0;
        for (letter, names) in groups {
            if letters {
                xml.open("a").attr("href", &format!("#{letter}")).text(letter).close().text(" ");
                continue;
            }
            for Name { name, .. } in names {
                number += 1;
                xml.open("a").attr("href", &format!("#n{number}")).text(name).close().text(" ");
            }
        }
        xml.close();
        number = 0;
        for (letter, names) in groups {
            let (name_rank, label) = if letters { ("h3", letter.as_str()) } else { ("h2", "") };
            xml.open("section");
            if letters {
                xml.attr("aria-labelledby", label)
                    .open("h2")
                    .attr("id", label)
                    .text(letter)
                    .close();
            }
            for Name { name, note, places } in names {
                number += 1;
                xml.open("div").class("name").open(name_rank).attr("id", &format!("n{number}"));
                xml.text(name);
                let count = [("count", places.len().to_string())];
                xml.text(" ").leaf("small", "", &self.house.say("site-count", &count)).close();
                if !note.is_empty() {
                    xml.leaf("p", "units", note);
                }
                self.list(&mut xml, places);
                xml.close();
            }
            xml.close();
        }
        self.end(xml)
    }

    fn list(&self, xml: &mut Xml, places: &[Place<'_>]) {
        xml.open("ul");
        for (card, piece) in places {
            xml.open("li").open("a").attr("href", &piece.path).text(&piece.title).close();
            xml.text(" ").leaf("span", "where", &card.label).close();
        }
        xml.close();
    }

    /// The serials, each with its parts in order: by the title of their first part.
    fn serials(&self) -> String {
        let house = self.house;
        let mut xml = self.begin("serials.html", "site-serials", "index");
        let all = serials(&self.issues);
        if all.is_empty() {
            xml.leaf("p", "none", &house.say("site-none", &[]));
        }
        for (at, parts) in all.values().enumerate() {
            let label = format!("n{}", at + 1);
            xml.open("section").class("name").attr("aria-labelledby", &label);
            let name = parts.first().map(|(_, piece)| stem(&piece.title)).unwrap_or_default();
            xml.open("h2").attr("id", &label).text(name).close();
            self.parts(&mut xml, parts, "", None);
            xml.close();
        }
        self.end(xml)
    }

    /// The parts of a serial, of which one may be the page that they are on.
    fn parts(&self, xml: &mut Xml, parts: &[Place<'_>], up: &str, here: Option<&str>) {
        xml.open("ol");
        for (card, piece) in parts {
            xml.open("li");
            if let Some((part, _)) = piece.serial.filter(|_| !says_its_part(&piece.title)) {
                let part = self.house.say("site-part", &[("part", part.to_string())]);
                xml.leaf("span", "part", &part).text(" ");
            }
            if here == Some(piece.path.as_str()) {
                xml.open("strong").attr("aria-current", "page").text(&piece.title).close();
            } else {
                xml.open("a")
                    .attr("href", &format!("{up}{}", piece.path))
                    .text(&piece.title)
                    .close();
            }
            xml.text(" ").leaf("span", "where", &card.label).close();
        }
        xml.close();
    }

    /// What stands on the pages of a serial's parts, by their paths: all parts, with links to the others.
    pub fn serial_parts(&self) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        for parts in serials(&self.issues).values() {
            for (_, piece) in parts {
                let mut xml = Xml::part();
                xml.open("nav").class("serial").attr("aria-labelledby", "serial");
                let name = self.house.say("site-serial", &[]);
                xml.open("h2").attr("id", "serial").text(&name).close();
                self.parts(&mut xml, parts, "../../", Some(&piece.path));
                out.insert(piece.path.clone(), xml.finish());
            }
        }
        out
    }

    /// The page of the search; a script fills it.
    fn find(&self) -> String {
        let house = self.house;
        let mut xml = self.begin(FIND, "site-find", "find");
        xml.open("form").class("ask").attr("role", "search").attr("action", FIND);
        xml.open("input").attr("id", "q").attr("type", "search").attr("name", "q");
        xml.attr("aria-label", &house.say("site-find", &[])).attr("autocomplete", "off");
        xml.attr("aria-describedby", "hint").close();
        xml.leaf("button", "", &house.say("site-find", &[])).close();
        xml.open("p")
            .class("hint")
            .attr("id", "hint")
            .text(&house.say("site-find-hint", &[]))
            .close();
        xml.open("noscript").leaf("p", "none", &house.say("site-script-off", &[])).close();
        xml.open("p").attr("id", "count").attr("role", "status").close();
        xml.open("div").class("found");
        let narrow = house.say("site-narrow", &[]);
        xml.open("details").attr("id", "narrow").leaf("summary", "", &narrow);
        xml.open("aside").attr("id", "facets").attr("aria-label", &narrow).close().close();
        xml.open("ol").attr("id", "results").close();
        xml.close();
        xml.open("button")
            .attr("id", "more")
            .attr("type", "button")
            .attr("hidden", "hidden")
            .close();
        page::end(house, xml, "", &["find.js", "find/catalogue.js"])
    }
}

/// Whether a title says in brackets at its end which part it is: （之三）, （下）, （2）.
fn says_its_part(title: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "之续上中下一二三四五六七八九十".contains(c);
    title.split_once(['（', '(']).is_some_and(|(_, own)| own.contains(numeral))
}

/// The serials with more than one part in the site: their parts in order, by what their titles share.
fn serials(issues: &[Bundle]) -> BTreeMap<String, Vec<Place<'_>>> {
    let mut all: BTreeMap<String, Vec<Place<'_>>> = BTreeMap::new();
    for own in issues.iter().rev() {
        for piece in own.pieces.iter().filter(|piece| piece.serial.is_some()) {
            all.entry(folded(stem(&piece.title))).or_default().push((&own.card, piece));
        }
    }
    all.retain(|_, parts| parts.len() > 1);
    all.values_mut()
        .for_each(|parts| parts.sort_by_key(|(_, piece)| piece.serial.map(|own| own.0)));
    all
}

/// Names in the order of pinyin, in groups by their first letter.
fn lettered(names: Vec<Name<'_>>, people: bool) -> Vec<Letter<'_>> {
    let named = names.into_iter().map(|own| (own.name.clone(), own));
    let label = |letter| if letter == NONE { "0-9".to_owned() } else { char::to_string(&letter) };
    by_letter(named, people)
        .into_iter()
        .map(|(letter, own)| (label(letter), own.into_iter().map(|(_, name)| name).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_said_once() {
        for title in ["一车荔枝（之三）", "一车荔枝（下）", "一车荔枝（2）"] {
            assert!(says_its_part(title), "{title}");
        }
        for title in ["一车荔枝", "一车荔枝（特稿）", "之江两岸"] {
            assert!(!says_its_part(title), "{title}");
        }
    }
}
