//! An issue for the site: its articles as the EPUB has them, its contents, its pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::bundle::{Bundle, Card, Copy, Cover, Original, Page, Piece, State};
use super::covers::cover;
use super::house::House;
use super::outputs::{Book, Outputs, Pages};
use super::page::{self, Frame};
use super::scripts;
use crate::desk::review::Folder;
use crate::desk::review::gate::since_press;
use crate::desk::review::ledger::Ledger;
use crate::diagnostic::{Failure, Findings};
use crate::digital::epub::{self, Chapters, Parts, article_title, color_class, fonts, style};
use crate::digital::pictures::{ScreenPicture, screen_pictures};
use crate::guard;
use crate::manuscript::model::{Article, Part, walk};
use crate::manuscript::pictures::Pictures;
use crate::manuscript::prose::{Construct, Kind, Passage, SourceFile, Text};
use crate::manuscript::{Assembly, ISSUE_ROOT, assemble, bare};
use crate::publication::Publication;
use crate::typeset::Breaks;
use hanzi::folding::folded;
use neikan_base::hash::sha256;
use neikan_base::xml::{Xml, clean};

/// The long edge of pictures, px: that of the EPUB, so that what was made for it need not be made again.
const EDGE: u32 = 1600;
/// Stands in an article's page where the other parts of its serial are named.
pub const SERIAL: &str = "serial";
/// Stands in a text where a verse ends: white space to whoever looks for words, shown as a stroke.
const VERSE: &str = "\u{2028}";
/// The pages of a cover before the inside of a screen PDF.
const COVERS: usize = 2;

/// Files that were made, by their paths in the site.
pub type Fresh = BTreeMap<String, Vec<u8>>;

/// Makes what an issue brings to the site, and the files that go with it.
///
/// # Errors
/// [`Failure::Stopped`] with what keeps it from being read; [`Failure::Machine`].
pub fn make(house: &House<'_>, id: &str, outputs: &Outputs) -> Result<(State, Fresh), Failure> {
    let open = || Ok((State::Open, Fresh::new()));
    let mut findings = Findings::default();
    let ledger = Ledger::read(house.project, &Folder::issue(house.project, id), &mut findings);
    let Some(ledger) = ledger else { return Err(Failure::Stopped(findings)) };
    if ledger.press().is_err() {
        return open();
    }
    let (mut assembly, _) = assemble(house.project, id)?;
    let Some(changed) = since_press(&ledger, &assembly.contents) else { return open() };
    // Texts know their articles by number, so they are told apart before any is left out.
    let all = std::mem::take(&mut assembly.texts);
    let texts = texts(&all, &assembly.articles);
    assembly.articles.retain(|article| !changed.contains(&article.id));
    let store = house.project.store();
    let book = outputs.from_book(store)?;
    let pictures = screen_pictures(&shown(&assembly, book.cover.is_none()), EDGE, store)?;
    let style = if house.apart { format!("{id}/style.css") } else { style_path(&assembly) };
    let maker = Maker { house, assembly: &assembly, outputs, style };
    let (bundle, fresh) = maker.bundle(book, pictures, &texts, changed)?;
    Ok((State::Printed(Box::new(bundle)), fresh))
}

/// The bytes of a file that is made from another one.
///
/// # Errors
/// As [`make`].
pub fn copy(
    house: &House<'_>,
    id: &str,
    outputs: &Outputs,
    of: &Original,
) -> Result<Vec<u8>, Failure> {
    let store = house.project.store();
    match of {
        Original::Pdf => outputs.read_pdf(),
        Original::Cover => Ok(outputs.from_book(store)?.cover.unwrap_or_default()),
        Original::Picture(path) => {
            let folder = house.project.issue(id);
            let look = crate::manuscript::pictures::look_through;
            let mut file = look(house.project.sources(), house.project.store(), &folder, path)
                .map_err(|faults| Failure::Stopped(faults.into_iter().collect()))?;
            file.bytes = bare::bare(&file).into();
            let one = Pictures::from([(path.clone(), file)]);
            let made = screen_pictures(&one, EDGE, store)?.into_values().next();
            Ok(made.map(|picture| picture.bytes).unwrap_or_default())
        }
    }
}

/// The style sheet of an issue in the site: one for each theme.
fn style_path(assembly: &Assembly) -> String {
    let Publication { layout, theme, .. } = &assembly.publication;
    let theme = assembly.issue.layout_theme.as_ref().or(theme.as_ref());
    format!("styles/{layout}{}.css", theme.map(|name| format!("-{name}")).unwrap_or_default())
}

/// The texts of an issue's articles, by identifier.
fn texts<'t>(all: &'t [Text], articles: &[Article]) -> BTreeMap<String, &'t Text> {
    let own = all.iter().filter_map(|text| match text.of {
        SourceFile::Article(at) => Some((articles.get(at)?.id.clone(), text)),
        _ => None,
    });
    own.collect()
}

/// The pictures that the site shows, without anything embedded in them: those of the articles and, if it
/// is wanted, that of the front cover.
fn shown(assembly: &Assembly, cover: bool) -> Pictures {
    let mut paths = BTreeSet::new();
    let mut add = |path: &str| {
        paths.insert(path.strip_prefix(ISSUE_ROOT).unwrap_or(path).to_owned());
    };
    for article in &assembly.articles {
        walk(&article.blocks, &mut |part| {
            if let Part::Picture(picture) = part {
                add(&picture.path);
            }
        });
    }
    if let Some(front) = assembly.covers.front.as_ref().filter(|_| cover) {
        add(&front.path);
    }
    let own = assembly.pictures.iter().filter(|(path, _)| paths.contains(*path));
    let own = own.map(|(path, file)| {
        let name = format!("issues/{}/{path}", assembly.id);
        let bytes = guard::naming(name, || bare::bare(file)).into();
        let file = crate::manuscript::pictures::PictureFile { bytes, ..file.clone() };
        (path.clone(), file)
    });
    own.collect()
}

/// What an issue's part of the site is made from.
struct Maker<'a> {
    house: &'a House<'a>,
    assembly: &'a Assembly,
    outputs: &'a Outputs,
    /// The path of its style sheet in the site.
    style: String,
}

impl Maker<'_> {
    fn bundle(
        &self,
        book: Book,
        pictures: BTreeMap<String, ScreenPicture>,
        texts: &BTreeMap<String, &Text>,
        changed: BTreeSet<String>,
    ) -> Result<(Bundle, Fresh), Failure> {
        let Self { house, assembly, .. } = self;
        let (id, project) = (&assembly.id, house.project);
        let parts = Parts {
            cover: Vec::new(),
            cover_size: (0, 0),
            charts: book.charts,
            breaks: &Breaks::default(),
            colors: &house.colors(assembly)?,
            css: String::new(),
            faces: fonts::Cast::default(),
            pictures,
        };
        let chapters = epub::chapters(assembly, &parts, &|article| self.begin(article));
        let mut fresh = Fresh::new();
        let mut copies = self.copies(&chapters, &parts, &mut fresh);
        let cover = self.front(book.cover.as_deref(), &parts, &mut fresh);
        copies.extend(cover.iter().map(|(copy, _)| copy.clone()));
        copies.extend(self.outputs.pdf.iter().map(|made| Copy {
            path: format!("{id}/{}", made.path),
            sha256: made.sha256.clone(),
            of: Original::Pdf,
        }));
        let (pieces, printed): (Vec<Piece>, Vec<String>) =
            assembly.articles.iter().map(|article| self.piece(article, texts)).unzip();
        let card = self.card(cover.map(|(_, cover)| cover));
        let css = project.layout_file(&assembly.publication.layout, "epub.css");
        let css = String::from_utf8_lossy(&project.read_own(&css)?).into_owned();
        let texts = printed.iter().map(String::len).sum::<usize>()
            + pieces.iter().map(|piece| piece.title.len()).sum::<usize>();
        let mut pages = vec![(self.style.clone(), style(parts.colors, &css))];
        pages.push((format!("find/{id}.js"), scripts::texts(id, &printed)));
        pages.extend(chapters.charts.into_iter().map(|(file, svg)| (format!("{id}/{file}"), svg)));
        pages.push((format!("{id}/index.html"), self.contents(&card, &pieces)));
        for ((_, xml), at) in chapters.pages.into_iter().zip(0..) {
            pages.push((pieces[at].path.clone(), self.article(xml, &card, &pieces, at)));
        }
        let serials = pieces.iter().filter(|piece| piece.serial.is_some());
        let open: BTreeSet<&str> = serials.map(|piece| piece.path.as_str()).collect();
        let page = |(path, text): (String, String)| {
            let (sha256, open) = (sha256(text.as_bytes()), open.contains(path.as_str()));
            Page { path, sha256, open, text }
        };
        let pages = pages.into_iter().map(page).collect();
        let changed = changed.into_iter().collect();
        Ok((Bundle { card, pieces, pages, texts, sum: String::new(), copies, changed }, fresh))
    }

    /// The pictures of the articles.
    fn copies(&self, chapters: &Chapters, parts: &Parts<'_>, fresh: &mut Fresh) -> Vec<Copy> {
        let pictures = chapters.pictures.iter().filter_map(|(picture, file)| {
            let bytes = &parts.pictures.get(picture)?.bytes;
            let path = format!("{}/{file}", self.assembly.id);
            fresh.insert(path.clone(), bytes.clone());
            Some(Copy { path, sha256: sha256(bytes), of: Original::Picture(picture.clone()) })
        });
        pictures.collect()
    }

    /// The front cover: as it was printed if the issue was built, else the picture on it.
    fn front(
        &self,
        whole: Option<&[u8]>,
        parts: &Parts<'_>,
        fresh: &mut Fresh,
    ) -> Option<(Copy, Cover)> {
        let id = &self.assembly.id;
        let (bytes, size, of, ending) = match whole {
            Some(bytes) => (bytes, size_of(bytes)?, Original::Cover, "jpg"),
            None => {
                let front = &self.assembly.covers.front.as_ref()?.path;
                let path = front.strip_prefix(ISSUE_ROOT).unwrap_or(front);
                let picture = parts.pictures.get(path)?;
                let ending = match picture.media_type {
                    "image/svg+xml" => "svg",
                    "image/png" => "png",
                    _ => "jpg",
                };
                let size = (picture.width, picture.height);
                (picture.bytes.as_slice(), size, Original::Picture(path.to_owned()), ending)
            }
        };
        let path = format!("{id}/cover.{ending}");
        fresh.insert(path.clone(), bytes.to_vec());
        let copy = Copy { path: path.clone(), sha256: sha256(bytes), of };
        let (width, height) = size;
        Some((copy, Cover { path, width, height, whole: whole.is_some() }))
    }

    fn card(&self, cover: Option<Cover>) -> Card {
        let Assembly { id, issue, .. } = self.assembly;
        let pdf = self.outputs.pdf.as_ref();
        Card {
            id: id.clone(),
            year: issue.year,
            label: issue.label(),
            total: issue.total,
            date: issue.date,
            theme: issue.theme.clone(),
            lines: issue.cover_lines().iter().map(|line| line.title.clone()).collect(),
            cover,
            pdf: pdf.map(|made| format!("{id}/{}", made.path)),
        }
    }

    /// An article as lists show it, and its printed texts but for the title, one a line.
    fn piece(&self, article: &Article, texts: &BTreeMap<String, &Text>) -> (Piece, String) {
        let map = self.outputs.pages.as_ref();
        let text = texts.get(&article.id);
        let passages = || text.iter().flat_map(|text| text.passages.iter().chain(&text.asides));
        let rest =
            passages().filter(|own| (own.kind, own.construct) != (Kind::Title, Construct::Data));
        // What only names people and units comes last: whoever finds words wants to see sentences.
        let (names, body): (Vec<&Passage>, Vec<&Passage>) = rest.partition(|own| {
            own.construct == Construct::Data && matches!(own.kind, Kind::Name | Kind::Unit)
        });
        let rest = body.into_iter().chain(names).map(|own| own.text.replace('\n', VERSE));
        let rest: Vec<String> = rest.collect();
        let units =
            passages().filter(|own| own.kind == Kind::Unit && own.construct == Construct::Item);
        let title = article_title(article);
        let all = passages().map(|own| own.text.as_str()).chain([title.as_str()]);
        let page = map.and_then(|map| map.first.get(&article.id).copied());
        let piece = Piece {
            id: article.id.clone(),
            path: page::path(&self.assembly.id, article),
            words: self.words(all),
            title,
            deck: article.deck.clone(),
            section: article.section.id.clone(),
            section_name: article.section.name.clone(),
            color: color_class(&article.section.color),
            authors: article
                .authors
                .iter()
                .map(|own| (own.name.clone(), own.unit.clone()))
                .collect(),
            photographers: article.photographers.clone(),
            units: units.map(|own| clean(&own.text)).collect(),
            page,
            pdf_page: map.zip(page).and_then(|(map, own)| self.pdf_page(map, own)),
            serial: article.serial.map(|own| (own.part, own.of)),
        };
        (piece, rest.join("\n"))
    }

    /// The words of some texts, folded and sorted, one a line.
    fn words<'t>(&self, texts: impl Iterator<Item = &'t str>) -> String {
        let mut words: BTreeSet<String> = BTreeSet::new();
        for text in texts {
            self.house.cutter.cut(&folded(text), &mut |word| {
                if !words.contains(word) {
                    words.insert(word.to_owned());
                }
            });
        }
        words.into_iter().collect::<Vec<_>>().join("\n")
    }

    /// The page of the screen PDF that has a folio, from 1; nothing if there is no PDF.
    fn pdf_page(&self, map: &Pages, folio: u64) -> Option<usize> {
        let at = map.folios.iter().position(|own| *own == folio)?;
        let covers = if self.assembly.form.covers { COVERS } else { 0 };
        self.outputs.pdf.as_ref().map(|_| at + covers + 1)
    }

    /// Begins the page of an article.
    fn begin(&self, article: &Article) -> Xml {
        let (title, path) = (article_title(article), page::path(&self.assembly.id, article));
        let class = format!("leaf {}", epub::class(article));
        let (style, up) = (self.style.as_str(), "../../");
        let frame = Frame { title: &title, up, path: &path, style, class: &class };
        page::begin(self.house, frame)
    }

    /// Ends the page of an article: where it was printed, its serial, the articles before and after it.
    fn article(&self, mut xml: Xml, card: &Card, pieces: &[Piece], at: usize) -> String {
        let (house, piece) = (self.house, &pieces[at]);
        // What belongs to the article is closed, so that upright lines do not go on below.
        xml.close().open("div").class("after");
        xml.open("p").class("place");
        let issue = [("issue", card.label.clone()), ("total", card.total.to_string())];
        xml.open("a").attr("href", "../index.html").text(&house.say("site-place", &issue)).close();
        if let Some(page) = piece.page {
            let page = [("page", page.to_string())];
            xml.text(" ").leaf("span", "page", &house.say("site-page", &page));
        }
        pdf_link(house, &mut xml, card, piece, "../../");
        xml.close();
        if piece.serial.is_some() {
            xml.comment(SERIAL);
        }
        xml.open("nav").class("beside").attr("aria-label", &house.say("site-beside", &[]));
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        for (key, class, other) in
            [("site-previous", "previous", before), ("site-next", "next", pieces.get(at + 1))]
        {
            if let Some(other) = other {
                xml.open("a").class(class).attr("href", &format!("{}.html", other.id));
                xml.leaf("span", "role", &house.say(key, &[])).text(" ").text(&other.title).close();
            }
        }
        xml.close();
        page::end(house, xml, "../../", &["page.js"])
    }

    /// The page of the issue: its cover and its contents.
    fn contents(&self, card: &Card, pieces: &[Piece]) -> String {
        let house = self.house;
        let title = format!("{} {}", house.publication.name, card.label);
        let (path, style) = (format!("{}/index.html", card.id), self.style.as_str());
        let frame = Frame { title: &title, up: "../", path: &path, style, class: "issue" };
        let mut xml = page::begin(house, frame);
        xml.open("div").class("front");
        cover(house, &mut xml, card, "../");
        xml.open("div").class("about");
        xml.leaf("h1", "", &card.label);
        xml.leaf("p", "total", &house.say("site-total", &[("total", card.total.to_string())]));
        if let Some(theme) = &card.theme {
            xml.leaf("p", "theme", theme);
        }
        if let Some(pdf) = &card.pdf {
            let file = PathBuf::from(pdf);
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            xml.open("p").class("pdf").open("a").attr("href", &name);
            xml.text(&house.say("site-pdf", &[])).close().close();
        }
        xml.close().close();
        xml.open("section").class("contents").attr("aria-labelledby", "contents");
        xml.open("h2").attr("id", "contents").text(&house.say("site-contents", &[])).close();
        xml.open("ol");
        for group in pieces.chunk_by(|one, other| one.section == other.section) {
            let first = &group[0];
            xml.open("li").class(&first.color);
            xml.leaf("h3", "section-name", &first.section_name).open("ol");
            for piece in group {
                self.entry(&mut xml, card, piece);
            }
            xml.close().close();
        }
        xml.close().close();
        page::end(house, xml, "../", &[])
    }

    fn entry(&self, xml: &mut Xml, card: &Card, piece: &Piece) {
        xml.open("li");
        let address = format!("articles/{}.html", piece.id);
        xml.open("a").class("title").attr("href", &address).text(&piece.title).close();
        if let Some(deck) = &piece.deck {
            xml.leaf("p", "deck", deck);
        }
        xml.open("p").class("by");
        for (name, unit) in &piece.authors {
            xml.open("span").class("author").leaf("b", "", name);
            if let Some(unit) = unit {
                xml.text(" ").text(unit);
            }
            xml.close().text(" ");
        }
        if let Some(page) = piece.page {
            let page = [("page", page.to_string())];
            xml.leaf("span", "page", &self.house.say("site-page", &page));
        }
        pdf_link(self.house, xml, card, piece, "../");
        xml.close().close();
    }
}

/// A link to the page of the PDF that an article begins on.
fn pdf_link(house: &House<'_>, xml: &mut Xml, card: &Card, piece: &Piece, up: &str) {
    if let (Some(pdf), Some(page)) = (&card.pdf, piece.pdf_page) {
        let name = house.say("site-pdf-page", &[("page", page.to_string())]);
        xml.text(" ").open("a").class("pdf").attr("href", &format!("{up}{pdf}#page={page}"));
        xml.text(&name).close();
    }
}

/// Width and height of a JPEG, px.
fn size_of(jpeg: &[u8]) -> Option<(u32, u32)> {
    let reader = image::ImageReader::new(std::io::Cursor::new(jpeg)).with_guessed_format().ok()?;
    reader.into_dimensions().ok()
}
