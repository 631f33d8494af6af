//! The EPUB edition (EPUB 3.3): the same articles as on paper, as a reflowable book.
//!
//! [`Book`] assigns file names. [`article`] writes the articles block by block ([`blocks`],
//! [`boxes`], [`figures`], [`tables`], [`inlines`], [`notes`]); [`front`] writes the cover, the
//! contents, the plates and the colophon; [`folios`] marks where the printed pages begin;
//! [`outline`] determines what the contents list, which [`ncx`] repeats for readers of EPUB 2.
//! [`style`] puts the theme's colours before the layout's style sheet, which [`sheet`] checks for
//! anything that hides or adds words, and [`fonts`] embeds faces. [`package`] describes the book,
//! [`access`] its accessibility, and [`container`] packs the files. All text goes through [`neikan_base::xml`],
//! which escapes it; [`letters`] reads it back.

mod access;
mod article;
mod blocks;
mod boxes;
pub mod container;
mod figures;
mod folios;
pub mod fonts;
mod front;
mod imprint;
mod inlines;
mod item;
pub mod letters;
mod links;
mod names;
mod ncx;
mod notes;
mod outline;
mod package;
pub mod page;
pub mod palette;
pub mod sheet;
mod style;
mod tables;

use std::collections::BTreeMap;

pub use self::article::class;
pub use self::names::{article_title, issue_title, language, own_words, serial_mark, serial_place};
pub use self::package::container as container_file;
pub use self::style::{color_class, style};

use self::container::Files;
use self::item::Item;
use self::names::Names;
use super::pictures::ScreenPicture;
use crate::diagnostic::Failure;
use crate::manuscript::Assembly;
use crate::manuscript::ISSUE_ROOT;
use crate::manuscript::model::{Article, Part, Picture, walk};
use crate::typeset::{Breaks, Colors};
use neikan_base::xml::Xml;

/// The folder of the book inside its container.
const ROOT: &str = "EPUB";

/// What an EPUB is made from besides the text.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The front cover, as JPEG.
    pub cover: Vec<u8>,
    /// Width and height of the cover, px.
    pub cover_size: (u32, u32),
    /// The drawing of each chart as SVG, by article and by its index among the article's charts,
    /// from 0; a chart without one shows only its figures.
    pub charts: BTreeMap<(String, usize), String>,
    /// Where the printed pages begin.
    pub breaks: &'a Breaks,
    /// The theme's colours.
    pub colors: &'a Colors,
    /// The layout's style sheet.
    pub css: String,
    /// The faces to be embedded; usually none.
    pub faces: fonts::Cast,
    /// The pictures, by path relative to the issue.
    pub pictures: BTreeMap<String, ScreenPicture>,
}

/// An issue with file names assigned.
#[derive(Debug)]
struct Book<'a> {
    assembly: &'a Assembly,
    parts: &'a Parts<'a>,
    /// The articles in printing order, each with its file.
    articles: Vec<(&'a Article, String)>,
    /// The file of each picture that is shown, by path relative to the issue.
    pictures: BTreeMap<&'a str, String>,
    /// The file of each chart that is drawn.
    charts: BTreeMap<(&'a str, usize), String>,
}

/// Writes the EPUB of an issue.
///
/// # Errors
/// A finding about a face that cannot be embedded; [`Failure::Internal`] if the container cannot be
/// written.
pub fn write(assembly: &Assembly, parts: &Parts<'_>) -> Result<Vec<u8>, Failure> {
    let files = files(assembly, parts)?;
    container::pack(&files, assembly.issue.date).map_err(|reason| Failure::internal("EPUB", reason))
}

/// The files of the EPUB of an issue, by their paths in its container.
///
/// # Errors
/// A finding about a face that cannot be embedded.
pub fn files(assembly: &Assembly, parts: &Parts<'_>) -> Result<Files, Failure> {
    let book = Book::new(assembly, parts);
    // Write the pages in reading order.
    let mut items = front::before(&book);
    items.extend(book.articles.iter().map(|(article, path)| article::item(&book, article, path)));
    items.extend(front::after(&book));
    // Add the files that the pages use.
    let faces = parts.faces.needed(&items, &parts.css);
    items.extend(fonts::files(&faces)?);
    items.extend(book.assets(&faces));
    items.push(ncx::item(&book));
    // Describe the book.
    let description = package::write(&book, &items);
    let mut files: Files =
        items.into_iter().map(|item| (format!("{ROOT}/{}", item.path), item.bytes)).collect();
    files.insert(format!("{ROOT}/package.opf"), description.into_bytes());
    files.insert("META-INF/container.xml".to_owned(), package::container().into_bytes());
    Ok(files)
}

/// The articles of an issue for pages with another frame than that of the book.
#[derive(Debug)]
pub struct Chapters {
    /// Each article's identifier and its page, with the article written and the page left open.
    pub pages: Vec<(String, Xml)>,
    /// The files that the pages show as they are in a folder beside theirs: pictures by their paths
    /// relative to the issue, each with its file.
    pub pictures: BTreeMap<String, String>,
    /// Drawings of charts by their files.
    pub charts: BTreeMap<String, String>,
}

/// Writes the articles of an issue as they are in the book into pages that `begin` begins. The pages
/// have to be one folder below `pictures` and `charts`.
pub fn chapters(
    assembly: &Assembly,
    parts: &Parts<'_>,
    begin: &dyn Fn(&Article) -> Xml,
) -> Chapters {
    let book = Book::new(assembly, parts);
    let page = |(article, _): &(&Article, String)| {
        (article.id.clone(), article::chapter(&book, article, begin(article)))
    };
    let pages = book.articles.iter().map(page).collect();
    let own = |text: &str| text.to_owned();
    let pictures = book.pictures.iter().map(|(path, file)| (own(path), own(file))).collect();
    let charts = book.charts.iter().filter_map(|((id, number), file)| {
        Some((own(file), parts.charts.get(&(own(id), *number))?.clone()))
    });
    let charts = charts.collect();
    Chapters { pages, pictures, charts }
}

/// An article by itself, and the files that it shows.
#[derive(Debug)]
pub struct ArticlePage {
    /// The article.
    pub id: String,
    /// What is in its page of the book, as one element.
    pub xhtml: String,
    /// What it shows, by the path that the page names it with.
    pub shown: BTreeMap<String, Shown>,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A picture, by its path relative to the issue.
    Picture(String),
    /// A chart, by its index among those of the article, from 0.
    Chart(usize),
}

impl Shown {
    /// Whether it is a picture.
    pub fn is(&self, picture: &Picture) -> bool {
        matches!(self, Self::Picture(path) if path == relative(picture))
    }
}

/// The articles of an issue as they are in the book, each without a frame.
pub fn article_pages(assembly: &Assembly, parts: &Parts<'_>) -> Vec<ArticlePage> {
    let book = Book::new(assembly, parts);
    let page = |(article, _): &(&Article, String)| {
        let xhtml = article::chapter(&book, article, Xml::part()).finish();
        let pictures = book.pictures.iter();
        let pictures = pictures.map(|(path, file)| (file, Shown::Picture((*path).to_owned())));
        let charts = book.charts.iter().filter(|((id, _), _)| *id == article.id);
        let charts = charts.map(|((_, number), file)| (file, Shown::Chart(*number)));
        let shown = pictures.chain(charts).map(|(file, shown)| (format!("../{file}"), shown));
        let shown = shown.filter(|(file, _)| xhtml.contains(&format!("src=\"{file}\"")));
        ArticlePage { id: article.id.clone(), shown: shown.collect(), xhtml }
    };
    book.articles.iter().map(page).collect()
}

impl<'a> Book<'a> {
    fn new(assembly: &'a Assembly, parts: &'a Parts<'a>) -> Self {
        let mut names = Names::default();
        let articles = assembly
            .articles
            .iter()
            .map(|article| (article, names.take(&format!("articles/{}", article.id), "xhtml")))
            .collect();
        let mut pictures = BTreeMap::new();
        for path in shown_pictures(assembly) {
            if let Some((path, picture)) = parts.pictures.get_key_value(path) {
                let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
                let stem = stem.strip_prefix("images/").unwrap_or(stem);
                let name = || names.take(&format!("pictures/{stem}"), picture.extension());
                pictures.entry(path.as_str()).or_insert_with(name);
            }
        }
        let charts = parts.charts.keys().map(|(id, number)| {
            let stem = format!("charts/{id}-{}", number + 1);
            ((id.as_str(), *number), names.take(&stem, "svg"))
        });
        Self { assembly, parts, articles, pictures, charts: charts.collect() }
    }

    /// The file and the data of a picture, if it was prepared.
    fn picture(&self, picture: &Picture) -> Option<(&str, &'a ScreenPicture)> {
        let path = relative(picture);
        Some((self.pictures.get(path)?, self.parts.pictures.get(path)?))
    }

    /// The cover picture, pictures, charts and the style sheet.
    fn assets(&self, faces: &fonts::Cast) -> Vec<Item> {
        let parts = self.parts;
        let mut items = vec![
            Item::asset("cover.jpg", "image/jpeg", parts.cover.clone()).with("cover-image"),
            Item::asset(
                "style.css",
                "text/css",
                fonts::sheet(faces, &style::style(parts.colors, &parts.css)).into_bytes(),
            ),
        ];
        items.extend(self.pictures.iter().filter_map(|(path, file)| {
            let picture = parts.pictures.get(*path)?;
            Some(Item::asset(file, picture.media_type, picture.bytes.clone()))
        }));
        items.extend(self.charts.iter().filter_map(|((id, number), file)| {
            let svg = parts.charts.get(&((*id).to_owned(), *number))?;
            Some(Item::asset(file, "image/svg+xml", svg.clone().into_bytes()))
        }));
        items
    }
}

/// The path of a picture relative to the issue.
fn relative(picture: &Picture) -> &str {
    picture.path.strip_prefix(ISSUE_ROOT).unwrap_or(&picture.path)
}

/// The pictures of the articles and plates; the front cover is separate.
fn shown_pictures(assembly: &Assembly) -> Vec<&str> {
    let covers = &assembly.covers;
    let plates = [&covers.inside_front, &covers.inside_back, &covers.back];
    let plates = plates.into_iter().flatten().filter(|_| assembly.form.covers);
    let mut paths: Vec<&str> = plates.map(relative).collect();
    paths.extend(assembly.articles.iter().flat_map(article_pictures));
    paths
}

/// The pictures of an article, by their paths relative to the issue.
pub fn article_pictures(article: &Article) -> Vec<&str> {
    let mut paths = Vec::new();
    walk(&article.blocks, &mut |part| {
        if let Part::Picture(picture) = part {
            paths.push(relative(picture));
        }
    });
    paths
}
