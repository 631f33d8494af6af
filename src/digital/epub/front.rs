//! The pages around the articles: cover, plates, contents, colophon.

use std::iter::once;

use super::Book;
use super::folios;
use super::imprint::imprint;
use super::item::Item;
use super::names::{draft_mark, first_shown, issue_title, language};
use super::outline::{self, Section};
use super::page::{Frame, begin};
use super::style::color_class;
use crate::manuscript::model::Picture;
use crate::publication::Plate;
use neikan_base::xml::Xml;

const COVER: &str = "cover.xhtml";
/// The file of the contents.
pub const CONTENTS: &str = "nav.xhtml";
/// The file of the colophon.
pub const COLOPHON: &str = "colophon.xhtml";

/// The pages before the articles.
pub fn before(book: &Book<'_>) -> Vec<Item> {
    let issue = &book.assembly.issue;
    let covers = &book.assembly.covers;
    let inside = plate(
        book,
        "封二",
        "inside-front",
        issue.inside_front.as_ref(),
        covers.inside_front.as_ref(),
    );
    let mut items = vec![cover(book)];
    items.extend(inside);
    items.push(contents(book));
    items
}

/// The pages after the articles.
pub fn after(book: &Book<'_>) -> Vec<Item> {
    let issue = &book.assembly.issue;
    let covers = &book.assembly.covers;
    let mut items = vec![colophon(book)];
    items.extend(plate(
        book,
        "封三",
        "inside-back",
        issue.inside_back.as_ref(),
        covers.inside_back.as_ref(),
    ));
    items.extend(plate(book, "封四", "back", issue.back.as_ref(), covers.back.as_ref()));
    items
}

fn frame<'a>(book: &Book<'a>, title: &'a str, class: &'a str) -> Frame<'a> {
    Frame { title, language: language(&book.assembly.publication), up: "", class }
}

/// Marks a page as part of a draft.
fn mark_draft(book: &Book<'_>, xml: &mut Xml) {
    if let Some(mark) = draft_mark(book.assembly, None) {
        xml.leaf("p", "unreviewed", mark);
    }
}

fn cover(book: &Book<'_>) -> Item {
    let title = issue_title(book.assembly);
    let mut xml = begin(frame(book, &title, "cover"));
    xml.open("section").attr("epub:type", "cover").attr("aria-label", "封面").open("img");
    let alt = match &book.assembly.covers.front {
        Some(front) if book.assembly.form.covers => {
            let others = book.assembly.covers.others.iter();
            let all: Vec<&str> = once(front).chain(others).map(|own| own.alt.as_str()).collect();
            format!("{title}封面：{}", all.join(""))
        }
        _ => format!("{title}首页"),
    };
    xml.attr("src", "cover.jpg").attr("alt", &alt);
    let (width, height) = book.parts.cover_size;
    xml.attr("width", &width.to_string()).attr("height", &height.to_string());
    Item::page(COVER, xml.finish())
}

/// A picture on an inside or back cover page.
fn plate(
    book: &Book<'_>,
    place: &str,
    file: &str,
    plate: Option<&Plate>,
    picture: Option<&Picture>,
) -> Option<Item> {
    let (plate, picture) = (plate.filter(|_| book.assembly.form.covers)?, picture?);
    let (source, data) = book.picture(picture)?;
    let title = first_shown([plate.title.as_deref().unwrap_or_default(), place]);
    let mut xml = begin(frame(book, &title, "plate"));
    xml.open("section").attr("aria-label", place);
    mark_draft(book, &mut xml);
    xml.open("figure").open("img");
    xml.attr("src", source).attr("alt", &picture.alt);
    xml.attr("width", &data.width.to_string()).attr("height", &data.height.to_string()).close();
    if plate.title.is_some() || plate.text.is_some() || plate.credit.is_some() {
        xml.open("figcaption");
        let lines = [("b", &plate.title), ("span", &plate.text), ("span", &plate.credit)];
        for (name, line) in lines {
            if let Some(line) = line {
                xml.open("p").open(name).text(line).close().close();
            }
        }
    }
    Some(Item::page(&format!("{file}.xhtml"), xml.finish()))
}

/// The table of contents by section in printing order, and the landmarks.
fn contents(book: &Book<'_>) -> Item {
    let mut xml = begin(frame(book, "目录", "contents"));
    book.parts.breaks.front.iter().for_each(|folio| folios::mark(&mut xml, *folio));
    mark_draft(book, &mut xml);
    xml.open("nav")
        .attr("epub:type", "toc")
        .attr("role", "doc-toc")
        .attr("aria-labelledby", "contents");
    xml.open("h1").attr("id", "contents").text("目录 ");
    xml.leaf("span", "issue", &issue_title(book.assembly)).close().open("ol");
    outline::sections(book).iter().for_each(|listed| section(&mut xml, listed));
    entry(&mut xml, COLOPHON, "版权页");
    xml.close().close();
    landmarks(&mut xml, book);
    page_list(&mut xml, &folios::list(book, CONTENTS));
    Item::page(CONTENTS, xml.finish()).with("nav")
}

/// A section, with a link to its first article.
fn section(xml: &mut Xml, section: &Section<'_>) {
    xml.open("li").class(&color_class(section.color));
    let first = section.articles.first().map_or(CONTENTS, |(_, path)| path);
    xml.open("a").class("section-name").attr("href", first).text(&section.name).close().open("ol");
    section.articles.iter().for_each(|(title, path)| entry(xml, path, title));
    xml.close().close();
}

fn entry(xml: &mut Xml, path: &str, title: &str) {
    xml.open("li").open("a").attr("href", path).text(title).close().close();
}

fn landmarks(xml: &mut Xml, book: &Book<'_>) {
    xml.open("nav")
        .attr("epub:type", "landmarks")
        .attr("aria-label", "导航")
        .attr("hidden", "hidden")
        .open("ol");
    let first = book.articles.first().map(|(_, path)| ("bodymatter", path.as_str(), "正文"));
    let fixed = [("cover", COVER, "封面"), ("toc", CONTENTS, "目录")];
    for (kind, path, title) in
        fixed.into_iter().chain(first).chain([("colophon", COLOPHON, "版权页")])
    {
        xml.open("li")
            .open("a")
            .attr("epub:type", kind)
            .attr("href", path)
            .text(title)
            .close()
            .close();
    }
    xml.close().close();
}

/// The list of printed pages, by number.
fn page_list(xml: &mut Xml, pages: &[(u64, String)]) {
    if pages.is_empty() {
        return;
    }
    xml.open("nav").attr("epub:type", "page-list").attr("role", "doc-pagelist");
    xml.attr("aria-label", "纸本页码").attr("hidden", "hidden").open("ol");
    for (folio, place) in pages {
        entry(xml, place, &folio.to_string());
    }
    xml.close().close();
}

/// The colophon that an internal publication must have (内部资料性出版物管理办法, article 14), with its
/// contributors.
fn colophon(book: &Book<'_>) -> Item {
    let mut xml = begin(frame(book, "版权页", "colophon"));
    xml.open("section").attr("epub:type", "colophon").attr("role", "doc-colophon");
    xml.attr("aria-labelledby", "title").open("header");
    mark_draft(book, &mut xml);
    let publication = &book.assembly.publication;
    xml.open("h1")
        .attr("id", "title")
        .text(&first_shown([publication.masthead.as_str(), "版权页"]))
        .close();
    if let Some(english) = &publication.english {
        xml.open("p")
            .class("english")
            .attr("lang", "en")
            .attr("xml:lang", "en")
            .text(english)
            .close();
    }
    if book.assembly.form.permit {
        xml.leaf("p", "notice", &publication.notice);
    }
    xml.close();
    list(&mut xml, &imprint(book.assembly));
    let staff: Vec<_> = publication
        .staff
        .iter()
        .map(|staff| (staff.role.as_str(), staff.names.join("　")))
        .collect();
    list(&mut xml, &staff);
    let contact = [
        ("地址", &publication.address),
        ("电话", &publication.phone),
        ("邮箱", &publication.email),
    ];
    let contact: Vec<_> =
        contact.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect();
    list(&mut xml, &contact);
    Item::page(COLOPHON, xml.finish())
}

fn list(xml: &mut Xml, rows: &[(&str, String)]) {
    if rows.is_empty() {
        return;
    }
    xml.open("dl");
    for (name, value) in rows {
        xml.open("div").leaf("dt", "", name).leaf("dd", "", value).close();
    }
    xml.close();
}
