//! Articles of an issue for web sites: only those that say that they are public and are signed so.
//!
//! That an article is public is part of the content that its reviewers sign
//! ([`crate::manuscript::digest`]), so nobody can make one public after it was read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::folder;
use super::ready::{Ready, prepare};
use crate::desk::order::unknown_article;
use crate::desk::review::Folder;
use crate::desk::review::contents::Contents;
use crate::desk::review::gate::{list, unfinished};
use crate::desk::review::ledger::Ledger;
use crate::desk::review::progress::Progresses;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::digital::epub::fonts::Cast;
use crate::digital::epub::{self, ArticlePage, Parts, Shown};
use crate::digital::pictures::screen_pictures;
use crate::digital::web::WebArticle;
use crate::digital::web::pictures::WebPicture;
use crate::digital::{charts, pictures};
use crate::fs::above;
use crate::guard;
use crate::manuscript::Assembly;
use crate::publication::{Date, Project};
use crate::typeset::compile::EditionPictures;
use crate::typeset::{Breaks, Part};
use typst_layout::PagedDocument;

/// The long edge of photographs, px.
const EDGE: u32 = 1600;

/// Articles that were written for web sites.
#[derive(Debug, Serialize)]
pub struct Web {
    /// The issue.
    pub issue: String,
    /// The articles, each with its files within the folder.
    pub articles: Vec<Written>,
    /// The folder.
    #[serde(skip)]
    pub folder: PathBuf,
    /// What ought to be looked at.
    #[serde(skip)]
    pub findings: Findings,
}

/// An article that was written.
#[derive(Debug, Serialize)]
pub struct Written {
    /// The article.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its files.
    pub files: Vec<String>,
}

/// What is known of a signed article: the sum of its content, the day of its last signature.
type Signed = BTreeMap<String, (String, Option<Date>)>;

/// Writes an article of an issue, or all that are public, for web sites into a folder, each into a folder of
/// its own.
///
/// # Errors
/// [`Failure::Call`] for an article that is not there, for a folder in which there is something, and for one
/// that would be in a folder that is not there;
/// [`Failure::Stopped`] for one that is not public (`web-private`, `web-none`) or not signed as it stands
/// (`web-unsigned`);
/// [`Failure::Machine`].
pub fn publish_web(
    project: &Project,
    issue: &str,
    article: Option<&str>,
    folder: &Path,
) -> Result<Web, Failure> {
    let project = &project.frozen();
    let folder = folder::unused(folder)?;
    above(&folder)?;
    let (mut ready, findings) = prepare(project, issue, false)?;
    let chosen = chosen(&ready.assembly, article)?;
    let signed = signed(project, &ready.assembly, &chosen)?;
    drop(ready.take_pictures(project));
    ready.assembly.articles.retain(|own| chosen.contains(&own.id));
    let (written, findings) = pages(project, &ready, &signed, findings)?;
    let files = written.iter().flat_map(|(id, _, files)| {
        files.iter().map(move |(path, bytes)| (format!("{id}/{path}"), bytes))
    });
    folder::write(&folder, files)?;
    let written = written.into_iter().map(|(id, title, files)| {
        let files = files.into_iter().map(|(path, _)| format!("{id}/{path}"));
        Written { files: files.collect(), id, title }
    });
    Ok(Web { issue: issue.to_owned(), articles: written.collect(), folder, findings })
}

fn place(issue: &str, article: &str) -> Place {
    Place::file(format!("issues/{issue}/articles/{article}.md"))
}

/// The articles that are asked for, all of them public.
fn chosen(assembly: &Assembly, asked: Option<&str>) -> Result<BTreeSet<String>, Failure> {
    let articles = &assembly.articles;
    let Some(asked) = asked else {
        let public: BTreeSet<String> =
            articles.iter().filter(|own| own.public).map(|own| own.id.clone()).collect();
        if public.is_empty() {
            let place = Place::file(format!("issues/{}", assembly.id));
            return Err(Finding::stop("web-none").at(place).with("issue", &assembly.id).into());
        }
        return Ok(public);
    };
    let known: Vec<&str> = articles.iter().map(|own| own.id.as_str()).collect();
    let Some(own) = articles.iter().find(|own| own.id == asked) else {
        return Err(Failure::Call(Box::new(unknown_article(&known, asked))));
    };
    if !own.public {
        let finding = Finding::stop("web-private").at(place(&assembly.id, asked));
        return Err(finding.with("title", &own.title).with("article", asked).into());
    }
    Ok(BTreeSet::from([own.id.clone()]))
}

/// What the ledger says of the articles that are asked for; a finding for each that is not signed as it
/// stands, `public` with the rest.
fn signed(
    project: &Project,
    assembly: &Assembly,
    chosen: &BTreeSet<String>,
) -> Result<Signed, Failure> {
    let folder = Folder::issue(project, &assembly.id);
    let contents = Contents::of(project, assembly)?;
    let mut findings = Findings::default();
    let Some(ledger) = Ledger::read(project, &folder, &mut findings) else {
        return Err(Failure::Stopped(findings));
    };
    let progress = Progresses::of(&ledger, &mut findings);
    findings.extend(list(&ledger));
    let asked =
        |finding: &Finding| finding.args.get("article").is_some_and(|id| chosen.contains(id));
    let unsigned = unfinished(&assembly.id, &contents, &progress).into_iter().filter(asked);
    findings.extend(unsigned.map(|finding| match finding.rule {
        "review-unapproved" => Finding { rule: "web-unsigned", ..finding },
        _ => finding,
    }));
    findings.settle()?;
    let own = contents.articles.iter().filter(|(id, _)| chosen.contains(id));
    let own = own.map(|(id, article)| {
        let sum = &article.content.sha256;
        let signed = progress.article(id, sum);
        let days = signed.signatures().into_iter().map(|entry| entry.date);
        (id.clone(), (sum.clone(), days.max()))
    });
    Ok(own.collect())
}

/// Articles by identifier and title, with their files.
type Pages = Vec<(String, String, Vec<(String, Vec<u8>)>)>;

fn pages(
    project: &Project,
    ready: &Ready,
    signed: &Signed,
    mut findings: Findings,
) -> Result<(Pages, Findings), Failure> {
    let assembly = &ready.assembly;
    let own: BTreeSet<&str> = assembly.articles.iter().flat_map(epub::article_pictures).collect();
    let mut files = assembly.pictures.clone();
    files.retain(|path, _| own.contains(path.as_str()));
    let none = EditionPictures::new();
    let art =
        charts::any(assembly).then(|| ready.set(project, Part::Charts, 0.0, &none)).transpose()?;
    let parts = Parts {
        cover: Vec::new(),
        cover_size: (0, 0),
        charts: art.as_ref().map(|art| charts::write(assembly, &art.document)).unwrap_or_default(),
        breaks: &Breaks::default(),
        colors: &ready.colors,
        css: String::new(),
        faces: Cast::default(),
        pictures: screen_pictures(&files, EDGE, project.store())?,
    };
    // The charts of an article come after those of the articles before it.
    let mut before = 0;
    let mut written = Vec::new();
    for (article, page) in assembly.articles.iter().zip(epub::article_pages(assembly, &parts)) {
        let file = format!("issues/{}/articles/{}.md", assembly.id, article.id);
        guard::naming(file, || {
            let art = art.as_ref().map(|art| (&art.document, before));
            let pictures = shown(&page, &parts.pictures, art)?;
            for own in pictures.values().filter(|own| own.media_type == "image/svg+xml") {
                let finding = Finding::warn("web-drawing").at(place(&assembly.id, &article.id));
                findings.push(finding.with("path", &own.path));
            }
            let (content, day) = signed.get(&article.id).cloned().unwrap_or_default();
            let colors = &ready.colors;
            let own = WebArticle {
                assembly,
                article,
                page: &page,
                pictures,
                colors,
                content: &content,
                signed: day,
            };
            written.push((article.id.clone(), article.title.clone(), own.files()?));
            Ok::<_, Failure>(())
        })?;
        before += charts::count(article);
    }
    Ok((written, findings))
}

/// What a page shows, for web sites.
fn shown(
    page: &ArticlePage,
    pictures: &BTreeMap<String, pictures::ScreenPicture>,
    art: Option<(&PagedDocument, usize)>,
) -> Result<BTreeMap<String, WebPicture>, Failure> {
    let mut out = BTreeMap::new();
    for (path, shown) in &page.shown {
        let made = match shown {
            Shown::Picture(source) => {
                let Some(picture) = pictures.get(source) else { continue };
                let drawn = match picture.media_type {
                    "image/svg+xml" => WebPicture::drawing(path, &picture.bytes)?,
                    _ => None,
                };
                drawn.unwrap_or_else(|| WebPicture::of(path, picture))
            }
            Shown::Chart(number) => {
                let drawn = art.and_then(|(art, before)| art.pages().get(before + number));
                let Some(drawn) = drawn else { continue };
                WebPicture::page(path, drawn)?
            }
        };
        out.insert(path.clone(), made);
    }
    Ok(out)
}
