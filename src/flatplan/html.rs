//! The flatplan as HTML: no script, no other file, light and dark, printable.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;

use super::spreads::{Leaf, Name, Slot, Spread};
use super::words::{Words, color, escape};
use super::{Issue, tables};
use crate::diagnostic::Failure;
use crate::digital::pages::{PagePicture, render};

/// The displayed height of a page, px.
const HEIGHT: u32 = 160;
/// Up to this many pages, the pictures have half as many pixels again, for high-resolution screens.
const FEW: usize = 100;

const STYLE: &str = include_str!("flatplan.css");

/// Writes the flatplan.
pub fn write(issue: &Issue<'_>, spreads: &[Spread]) -> Result<Vec<u8>, Failure> {
    let words = Words::of(&issue.assembly.publication.language);
    let pictures = pictures(issue)?;
    let publication = &issue.assembly.publication;
    let title = [("name", publication.name.clone()), ("issue", issue.assembly.id.clone())];
    let title = words.say("flatplan-title", &title);
    let spreads: String =
        spreads.iter().map(|spread| self::spread(issue, &words, &pictures, spread)).collect();
    let page = format!(
        r#"<!DOCTYPE html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{STYLE}</style>
<header>
<h1>{title}</h1>
{sums}</header>
<main>
<h2>{heading}</h2>
<p class="hint">{hint}</p>
<div class="spreads" style="--w:{width}px;--h:{HEIGHT}px">
{spreads}</div>
{articles}</main>
</html>
"#,
        language = escape(&publication.language),
        sums = tables::sums(issue, &words),
        width = pictures.first().map_or(HEIGHT, shown_width),
        heading = words.say("flatplan-spreads", &[]),
        hint = words.say("flatplan-hint", &[]),
        articles = tables::articles(issue, &words),
    );
    Ok(page.into_bytes())
}

fn pictures(issue: &Issue<'_>) -> Result<Vec<PagePicture>, Failure> {
    let pages = issue.document.pages();
    let height = if pages.len() <= FEW { HEIGHT * 3 / 2 } else { HEIGHT };
    pages.par_iter().map(|page| render(page, height, issue.store)).collect()
}

fn spread(issue: &Issue<'_>, words: &Words, pictures: &[PagePicture], spread: &Spread) -> String {
    let slots = spread.iter().zip(["left", "right"]).map(|(slot, side)| match slot {
        Slot::Nothing => String::new(),
        Slot::Missing => {
            let name = words.say("flatplan-missing", &[]);
            format!("<div class=\"page {side}\"><div class=\"hole\">{name}</div></div>\n")
        }
        Slot::Page(leaf) => page(issue, words, pictures, leaf, side),
    });
    format!("<div class=\"spread\">\n{}</div>\n", slots.collect::<String>())
}

/// The displayed width of a page, px.
fn shown_width(picture: &PagePicture) -> u32 {
    (picture.width * HEIGHT + picture.height / 2) / picture.height.max(1)
}

fn page(
    issue: &Issue<'_>,
    words: &Words,
    pictures: &[PagePicture],
    leaf: &Leaf,
    side: &str,
) -> String {
    let picture = pictures.get(leaf.index).map(|picture| {
        let data = STANDARD.encode(&picture.bytes);
        let width = shown_width(picture);
        format!("<img src=\"data:image/jpeg;base64,{data}\" alt=\"\" width=\"{width}\" height=\"{HEIGHT}\">")
    });
    let style = leaf.section.as_ref().map(|(_, rgb)| format!(" style=\"{}\"", color(*rgb)));
    let titles = leaf.articles.iter().map(|piece| {
        let class = if piece.begins { "title" } else { "title on" };
        format!("<span class=\"{class}\">{}</span>", escape(&piece.title))
    });
    let number = leaf.index + 1;
    format!(
        "<a class=\"page {side}\" href=\"{pdf}#page={number}\"{style}>{picture}<span class=\"bar\"></span>\
         <span class=\"line\"><b>{name}</b>{section}{draft}{mark}</span>{titles}{kind}</a>\n",
        pdf = escape(issue.pdf),
        style = style.unwrap_or_default(),
        picture = picture.unwrap_or_default(),
        name = name(words, leaf.name),
        section = section(leaf),
        draft = draft(issue, words, leaf),
        mark = mark(words, leaf),
        titles = titles.collect::<String>(),
        kind = kind(words, leaf),
    )
}

fn name(words: &Words, name: Name) -> String {
    match name {
        Name::Folio(folio) => folio.to_string(),
        Name::Cover(key) => words.say(key, &[]),
    }
}

fn section(leaf: &Leaf) -> String {
    let name = leaf.section.as_ref().map(|(name, _)| name);
    name.map_or_else(String::new, |name| format!("<span class=\"section\">{}</span>", escape(name)))
}

/// The kind under its name in the front matter; pages without an article under their own.
fn kind(words: &Words, leaf: &Leaf) -> String {
    let name = match leaf.kind.as_deref() {
        None => return String::new(),
        Some("contents") => words.say("flatplan-contents", &[]),
        Some("blank") => words.say("flatplan-blank", &[]),
        Some("other") => words.say("flatplan-other", &[]),
        Some(kind) => escape(kind),
    };
    format!("<span class=\"kind\">{name}</span>")
}

fn mark(words: &Words, leaf: &Leaf) -> String {
    let Some(miss) = leaf.miss() else { return String::new() };
    let pages = [("pages", miss.pages.abs().to_string())];
    let (class, text) = if miss.pages > 0 {
        ("over", words.say("flatplan-over-short", &pages))
    } else {
        ("under", words.say("flatplan-under-short", &pages))
    };
    format!("<span class=\"mark {class}\">{text}</span>")
}

/// Marks a page of a draft: as one whose articles were not reviewed, or simply as a draft.
fn draft(issue: &Issue<'_>, words: &Words, leaf: &Leaf) -> String {
    if !issue.assembly.draft {
        return String::new();
    }
    let unreviewed = leaf.articles.iter().any(|own| issue.assembly.unreviewed.contains(&own.id));
    let key = if unreviewed { "flatplan-unreviewed" } else { "flatplan-draft" };
    format!("<span class=\"mark draft\">{}</span>", words.say(key, &[]))
}
