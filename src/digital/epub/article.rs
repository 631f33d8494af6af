//! An article as an XHTML page: its head, its text, its notes.

use std::collections::BTreeMap;

use super::Book;
use super::folios::Folios;
use super::item::Item;
use super::names::{article_title, css_name, draft_mark, language, serial_mark, serial_place};
use super::notes::Notes;
use super::page::{Frame, begin};
use super::style::color_class;
use crate::manuscript::model::{Article, AuthorRef, BlockKind, Chart, Part, walk};
use neikan_base::xml::Xml;

/// The state while an article is written.
pub struct Writer<'a> {
    pub(super) xml: Xml,
    pub(super) book: &'a Book<'a>,
    pub(super) article: &'a Article,
    pub(super) notes: Notes<'a>,
    pub(super) folios: Folios<'a>,
    /// The rank of the heading above the current text: 1 is the article's title.
    pub(super) base: u8,
    /// The rank of the last heading.
    pub(super) rank: u8,
    /// Whether the current text is a box of facts, whose items begin with a name and a colon.
    pub(super) facts: bool,
    /// The index of each chart in the article, by its address in memory.
    charts: BTreeMap<*const Chart, usize>,
    labels: usize,
}

/// The class of what is around an article.
pub fn class(article: &Article) -> String {
    let upright = if article.writing.is_some() { " upright" } else { "" };
    let (kind, color) = (css_name(&article.kind), color_class(&article.section.color));
    format!("article kind-{kind}{upright} {color}")
}

/// Writes the page of an article.
pub fn item<'a>(book: &'a Book<'a>, article: &'a Article, path: &str) -> Item {
    let (title, class) = (article_title(article), class(article));
    let frame = Frame {
        title: &title,
        language: language(&book.assembly.publication),
        up: "../",
        class: &class,
    };
    Item::page(path, chapter(book, article, begin(frame)).finish())
}

/// Writes an article into a page that was begun, and leaves the page open.
pub fn chapter<'a>(book: &'a Book<'a>, article: &'a Article, page: Xml) -> Xml {
    let mut writer = Writer {
        xml: page,
        book,
        article,
        notes: Notes::default(),
        folios: Folios::of(book, &article.id),
        base: 1,
        rank: 1,
        facts: false,
        charts: places_of_charts(article),
        labels: 0,
    };
    writer.xml.open("section").attr("epub:type", "chapter").attr("role", "doc-chapter");
    writer.xml.attr("aria-labelledby", "title");
    writer.marks(false);
    writer.head(&article_title(article));
    writer.xml.open("div").class("text");
    writer.salutation();
    writer.blocks(&article.blocks);
    writer.marks(true);
    writer.signature();
    writer.xml.close();
    writer.serial_mark();
    writer.notes();
    writer.xml.close();
    writer.xml
}

/// What the head of a document or of a speech bears besides its title, with what each is.
fn formal(article: &Article) -> Vec<(Option<&str>, &str)> {
    let document = article.document.iter().flat_map(|document| {
        let number = document.number.iter().map(|number| (None, number.as_str()));
        number.chain(document.signer.iter().map(|signer| (Some("签发人"), signer.as_str())))
    });
    let speech = article.speech.iter().flat_map(|speech| {
        let words = std::iter::once(&speech.occasion).chain(&speech.date);
        words.map(|words| (None, words.as_str()))
    });
    document.chain(speech).collect()
}

fn places_of_charts(article: &Article) -> BTreeMap<*const Chart, usize> {
    let mut places = BTreeMap::new();
    walk(&article.blocks, &mut |part| {
        if let Part::Block(block) = part
            && let BlockKind::Chart(chart) = &block.kind
        {
            places.insert(std::ptr::from_ref(chart), places.len());
        }
    });
    places
}

impl Writer<'_> {
    /// An identifier that is unique on the page.
    pub(super) fn label(&mut self) -> String {
        self.labels += 1;
        format!("label-{}", self.labels)
    }

    /// The file of a chart's drawing.
    pub(super) fn drawing(&self, chart: &Chart) -> Option<String> {
        let place = *self.charts.get(&std::ptr::from_ref(chart))?;
        let file = self.book.charts.get(&(self.article.id.as_str(), place))?;
        Some(format!("../{file}"))
    }

    fn head(&mut self, title: &str) {
        let article = self.article;
        self.xml.open("header");
        if let Some(mark) = draft_mark(self.book.assembly, Some(article)) {
            self.xml.leaf("p", "unreviewed", mark);
        }
        self.section_name();
        // A kicker that is just the section's name would only repeat it.
        let kicker = article.kicker.as_deref().filter(|kicker| *kicker != article.section.name);
        self.optional("kicker", kicker);
        self.xml.open("h1").attr("id", "title").text(title).close();
        self.optional("deck", article.deck.as_deref());
        self.byline();
        self.optional("lead", article.lead.as_deref());
        self.xml.close();
    }

    fn section_name(&mut self) {
        let section = &self.article.section;
        self.xml.open("p").class("section-name");
        self.xml.leaf("span", "name", &section.name);
        if let Some(english) = &section.english {
            self.xml.text(" ");
            self.xml.open("span").class("english").attr("lang", "en").attr("xml:lang", "en");
            self.xml.text(english).close();
        }
        if let Some(serial) = self.article.serial {
            self.xml.text(" ").leaf("span", "serial", &format!("连载{}", serial_place(serial)));
        }
        self.xml.close();
    }

    pub(super) fn optional(&mut self, class: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.xml.leaf("p", class, text);
        }
    }

    /// Authors with their units, photographers, sources.
    fn byline(&mut self) {
        let article = self.article;
        let named = [("摄影", &article.photographers), ("来源", &article.sources)];
        let named: Vec<_> = named.into_iter().filter(|(_, names)| !names.is_empty()).collect();
        let formal = formal(article);
        if article.authors.is_empty() && named.is_empty() && formal.is_empty() {
            return;
        }
        self.xml.open("p").class("byline");
        article.authors.iter().for_each(|author| self.author(author));
        for (role, words) in formal {
            self.xml.open("span").class("credit-line");
            if let Some(role) = role {
                self.xml.leaf("span", "role", role).text("：");
            }
            self.xml.text(words).close().text(" ");
        }
        for (role, names) in named {
            self.xml.open("span").class("credit-line");
            self.xml.leaf("span", "role", role).text(" ").text(&names.join("、")).close().text(" ");
        }
        self.xml.close();
    }

    fn author(&mut self, author: &AuthorRef) {
        self.xml.open("span").class("author").leaf("b", "", &author.name);
        if let Some(unit) = &author.unit {
            self.xml.text(" ").leaf("span", "unit", unit);
        }
        self.xml.close().text(" ");
    }

    /// Whom a document or a speech addresses.
    fn salutation(&mut self) {
        let article = self.article;
        let document = article.document.as_ref().and_then(|document| document.to.as_deref());
        let speech = article.speech.as_ref().and_then(|speech| speech.to.as_deref());
        self.optional("salutation", document);
        self.optional("salutation", speech);
    }

    /// Who issued a document, and when.
    fn signature(&mut self) {
        if let Some(document) = &self.article.document {
            self.xml.open("div").class("issued");
            self.xml.leaf("p", "", &document.issuer).leaf("p", "", &document.date).close();
        }
    }

    fn serial_mark(&mut self) {
        if let Some(serial) = self.article.serial {
            self.xml.leaf("p", "serial-mark", &format!("（{}）", serial_mark(serial)));
        }
    }
}
