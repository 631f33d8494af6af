//! The digital editions: the screen PDF with the flatplan, the EPUB, and the OFD.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use typst_layout::{Page, PagedDocument};

use super::Order;
use super::press::boxes;
use super::ready::Ready;
use crate::archive::Output;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::digital::epub::container::Files;
use crate::digital::pictures::{Negative, ScreenPicture};
use crate::digital::{charts, epub, legible, ofd, pages, pictures, placed, screen};
use crate::flatplan;
use crate::guard;
use crate::manuscript::Assembly;
use crate::manuscript::prose::SourceFile;
use crate::publication::Project;
use crate::typeset::compile::EditionPictures;
use crate::typeset::{Breaks, Chains, PageMap, Part, Typeset, proofread_book};
use neikan_base::store::Store;
use neikan_press::BindingFit;

/// The height of the EPUB's cover, px.
const COVER_HEIGHT: u32 = 1600;

/// The long edge of pictures in the EPUB, px.
const EPUB_EDGE: u32 = 1600;

/// The digital editions, in memory, and the flatplan's picture.
#[derive(Default)]
pub(super) struct Digital {
    pub(super) outputs: Vec<(Output, Option<usize>)>,
    /// The OFD, if it is asked for.
    pub(super) ofd: Vec<(Output, Option<usize>)>,
    pub(super) plan: Option<Output>,
    pub(super) findings: Findings,
}

/// Makes the digital editions from the pages, if they are requested: the screen PDF, and with its pictures
/// those of the EPUB, then the EPUB.
pub(super) fn digital_editions(
    project: &Project,
    issue: &Ready,
    pages: (&Typeset, &PageMap),
    laid: &EditionPictures,
    order: &Order,
) -> Result<Digital, Failure> {
    let (mut made, store) = (Digital::default(), project.store());
    if !order.needs_digital() {
        return Ok(made);
    }
    let (front, known) = screen_edition(issue, store, pages, laid, order, &mut made)?;
    let all = &issue.assembly.pictures;
    let pictures = pictures::rest_of_screen_pictures(all, known, EPUB_EDGE, store)?;
    // It is listed after the screen PDF, before the flatplan.
    let book = epub_edition(project, issue, order, front, pictures)?;
    made.outputs.insert(1, (book, None));
    Ok(made)
}

/// The front cover, and the places where pages begin.
type Front = (Page, Breaks);

/// Dresses the pages for the screen, adds their PDF and the flatplan to `made`, and returns the front
/// cover and the places where pages begin, and the pictures of the EPUB that were made along with those of
/// the screen, so that each is decoded once for both.
fn screen_edition(
    issue: &Ready,
    store: &Store,
    (whole, map): (&Typeset, &PageMap),
    laid: &EditionPictures,
    order: &Order,
    made: &mut Digital,
) -> Result<(Front, BTreeMap<String, ScreenPicture>), Failure> {
    let assembly = &issue.assembly;
    let document = issue.on_screen(whole.document.clone());
    let (shown, foreign, quality) = (issue.shown(laid), &issue.foreign, order.quality);
    let book = Mutex::new(BTreeMap::new());
    let also = |path: &str, negative: &Negative<'_>| {
        let Some(file) = assembly.pictures.get(path) else { return };
        // One that cannot be made is told when those that are left are made.
        if let Ok(picture) = pictures::screen_picture(file, negative, EPUB_EDGE, store) {
            let mut book = book.lock().unwrap_or_else(PoisonError::into_inner);
            book.insert(path.to_owned(), picture);
        }
    };
    let document = placed::fit(document, shown, foreign, quality, (store, &also))?;
    let path = format!("{}{}.pdf", issue.name(), issue.mark());
    let pdf = guard::naming(path.as_str(), || screen::write(assembly, &document))?;
    if order.editions.ofd {
        let path = format!("{}{}.ofd", issue.name(), issue.mark());
        let bytes = guard::naming(path.as_str(), || ofd::write(assembly, &document))?;
        made.ofd.push((Output { path, bytes }, Some(document.pages().len())));
    }
    let plan = flatplan::Issue {
        assembly,
        document: &document,
        map,
        fit: BindingFit::of(assembly.publication.page_multiple(), map.pages.len()),
        colors: &issue.colors,
        pdf: &path,
        store,
    };
    if order.flatplan_png {
        let bytes = guard::naming("flatplan.png", || flatplan::png(&plan))?;
        made.plan = Some(Output { path: "flatplan.png".to_owned(), bytes });
    }
    let bytes = guard::naming("flatplan.html", || flatplan::html(&plan))?;
    let plan = Output { path: "flatplan.html".to_owned(), bytes };
    made.outputs.push((Output { path, bytes: pdf }, Some(document.pages().len())));
    made.outputs.push((plan, None));
    let front = document.pages().first().filter(|_| assembly.form.covers);
    let faint = front.and_then(legible::faint);
    made.findings.extend(faint.map(|finding| finding.at(cover_place(assembly))));
    let breaks = Breaks::of(assembly, &document, issue.covers(), map);
    let front = document.pages().first().cloned().ok_or_else(|| {
        let place = Place::file(format!("layouts/{}/issue.typ", assembly.publication.layout));
        Failure::from(Finding::stop("layout-error").at(place).with("reason", "no page"))
    })?;
    Ok(((front, breaks), book.into_inner().unwrap_or_else(PoisonError::into_inner)))
}

/// Where the issue says what is on its front cover.
fn cover_place(assembly: &Assembly) -> Place {
    let text = assembly.texts.iter().find(|text| text.of == SourceFile::Issue);
    text.map_or_else(
        || Place::file(format!("issues/{}/issue.yml", assembly.id)),
        |text| text.places.value("/cover/picture"),
    )
}

/// Writes the EPUB, whose cover is the front page of the screen edition.
fn epub_edition(
    project: &Project,
    issue: &Ready,
    order: &Order,
    (front, breaks): Front,
    pictures: BTreeMap<String, ScreenPicture>,
) -> Result<Output, Failure> {
    let path = format!("{}{}.epub", issue.name(), issue.mark());
    let write = |parts: &epub::Parts<'_>, mut findings: Findings| {
        let book = epub::write(&issue.assembly, parts)?;
        let pages = epub::letters::letters(&book)?;
        findings.extend(proofread_book(&issue.assembly, &pages, &epub::own_words(&issue.assembly)));
        findings.settle()?;
        Ok(book)
    };
    let faces = if order.embed_fonts { book_faces(issue) } else { epub::fonts::Cast::default() };
    let write = || from_parts(project, issue, faces, (front, breaks), pictures, &write);
    Ok(Output { bytes: guard::naming(path.as_str(), write)?, path })
}

/// The files of the EPUB of an issue as its pages are laid out, by their paths in its container.
pub(super) fn book_files(
    project: &Project,
    issue: &Ready,
    (front, pages): (Page, &PagedDocument),
    map: &PageMap,
) -> Result<Files, Failure> {
    let pictures = pictures::screen_pictures(&issue.assembly.pictures, EPUB_EDGE, project.store())?;
    let breaks = Breaks::of(&issue.assembly, pages, issue.covers(), map);
    let write = |parts: &epub::Parts<'_>, _| epub::files(&issue.assembly, parts);
    let faces = epub::fonts::Cast::default();
    from_parts(project, issue, faces, (front, breaks), pictures, &write)
}

/// Makes something from the parts of the EPUB and what was found in its style sheet.
fn from_parts<T>(
    project: &Project,
    issue: &Ready,
    faces: epub::fonts::Cast,
    (front, breaks): Front,
    pictures: BTreeMap<String, ScreenPicture>,
    make: &dyn Fn(&epub::Parts<'_>, Findings) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let assembly = &issue.assembly;
    let none = EditionPictures::new();
    let (cover, art) = rayon::join(
        || pages::render(&front, COVER_HEIGHT, project.store()),
        || charts::any(assembly).then(|| issue.set(project, Part::Charts, 0.0, &none)).transpose(),
    );
    let art = art?;
    if let Some(art) = &art {
        boxes(art, issue, "charts").settle()?;
    }
    let cover = cover?;
    let css = project.layout_file(&assembly.publication.layout, "epub.css");
    let file = project.show(&css);
    let css = String::from_utf8_lossy(&project.read_own(&css)?).into_owned();
    let findings = epub::sheet::look(&css, &file);
    let parts = epub::Parts {
        cover: cover.bytes,
        cover_size: (cover.width, cover.height),
        charts: art.map(|art| charts::write(assembly, &art.document)).unwrap_or_default(),
        breaks: &breaks,
        colors: &issue.colors,
        css,
        faces,
        pictures,
    };
    make(&parts, findings)
}

/// The faces of the theme as chains of families, for the EPUB.
fn book_faces(issue: &Ready) -> epub::fonts::Cast {
    let chains = Chains::of(&issue.assembly.theme, &issue.faces);
    epub::fonts::Cast::new(chains.all(), |family| issue.faces.family(family))
}
