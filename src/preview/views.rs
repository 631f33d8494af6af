//! What the page is told, as data: pages and articles, what was found and where, where everything stands.
//!
//! Boxes are `[left, top, right, bottom]` in pt from the upper left corner of the trimmed page.

use serde_json::{Value, json};

use super::words;
use crate::desk::review::{Folder, Status, status};
use crate::diagnostic::{Finding, Findings};
use crate::digital::epub::palette::hex;
use crate::flatplan::{self, Slot};
use crate::locale::Locale;
use crate::manuscript::ISSUE_ROOT;
use crate::manuscript::markdown::read_head;
use crate::manuscript::model::{Block, BlockKind, Part, walk};
use crate::manuscript::prose::SourceFile;
use crate::pipeline::live::{Laid, Looked};
use crate::publication::{Remark, SourceText};
use crate::typeset::eye::Kind;
use crate::typeset::page_map::Miss;
use crate::typeset::rect::Rect;

/// An issue as it is laid out, with the names of its pages.
pub struct View {
    /// The pages.
    pub laid: Laid,
    /// What can be seen on each, by name.
    pub keys: Vec<String>,
}

/// What was found in an issue and on its pages.
pub struct Seen {
    /// What was found, and where everything stands.
    pub looked: Looked,
    /// Who has read what; nothing where the ledger cannot be read.
    pub status: Option<Status>,
    /// The queries.
    pub queries: Vec<Query>,
    /// The pictures in their manuscripts.
    pub pictures: Vec<Picture>,
}

/// A remark in a manuscript.
pub struct Query {
    /// The article.
    pub article: String,
    /// Its place among the remarks of its article, from 0.
    pub index: usize,
    /// The line on which it is written.
    pub line: usize,
    /// What it says.
    pub remark: Remark,
}

/// A picture where a manuscript or `issue.yml` names it.
pub struct Picture {
    /// Its path relative to the issue.
    pub path: String,
    /// The file that names it.
    pub file: String,
    /// On which line.
    pub line: usize,
    /// The point that crops keep.
    pub focus: [f64; 2],
    /// The key of the cover page that it is on, if it is on one: a JSON pointer.
    pub cover: Option<&'static str>,
}

impl View {
    /// An issue as it is laid out.
    pub fn of(laid: Laid) -> Self {
        let keys = laid.keys();
        Self { laid, keys }
    }
}

impl Seen {
    /// Looks through an issue; leaves off, with nothing, once `stop` says so.
    pub fn of(laid: &Laid, stop: &mut dyn FnMut() -> bool) -> Option<Self> {
        let project = laid.project();
        let status = status(project, &Folder::issue(project, &laid.assembly().id)).ok();
        if stop() {
            return None;
        }
        let all = status.iter().flat_map(|status| &status.articles);
        let read = all.filter_map(|own| Some((own.id.clone(), own.read.clone()?)));
        let looked = laid.look(&read.collect(), stop)?;
        Some(Self { looked, status, queries: queries(laid), pictures: pictures(laid) })
    }

    /// Where a line of a file stands: page, from 0, and box. A line without letters of its own stands
    /// where what is written before it stands.
    pub fn place_of(&self, file: &str, line: usize) -> Option<(usize, Rect)> {
        let spots = self.looked.spots.iter().filter(|spot| spot.place.file == file);
        let spots = spots.map(|spot| (spot.place.line, spot.page, spot.area));
        let named = self.pictures.iter().filter(|own| own.file == file);
        let figures = named.filter_map(|own| {
            let found = self.looked.figures.iter().find(|(_, path, _)| *path == own.path)?;
            Some((own.line, found.0, found.2))
        });
        let all = spots.chain(figures).filter(|(own, ..)| *own <= line.max(1));
        let best = all.min_by_key(|(own, page, _)| (std::cmp::Reverse(*own), *page))?;
        Some((best.1, best.2))
    }
}

/// The remarks in the front matters.
fn queries(laid: &Laid) -> Vec<Query> {
    let assembly = laid.assembly();
    let mut out = Vec::new();
    for text in &assembly.texts {
        let SourceFile::Article(at) = text.of else { continue };
        let source = SourceText { file: text.file.clone(), text: text.source.clone() };
        let (Some(article), Some(head)) =
            (assembly.articles.get(at), read_head(&source, &mut Findings::default()))
        else {
            continue;
        };
        let remarks = head.value.notes.into_iter().enumerate();
        out.extend(remarks.map(|(index, remark)| Query {
            article: article.id.clone(),
            index,
            line: head.places.value(&format!("/notes/{index}")).line,
            remark,
        }));
    }
    out
}

/// The pictures that manuscripts and `issue.yml` name.
fn pictures(laid: &Laid) -> Vec<Picture> {
    let assembly = laid.assembly();
    let mut out = Vec::new();
    let relative = |path: &str| path.strip_prefix(ISSUE_ROOT).unwrap_or(path).to_owned();
    for text in &assembly.texts {
        let SourceFile::Article(at) = text.of else { continue };
        let Some(article) = assembly.articles.get(at) else { continue };
        walk(&article.blocks, &mut |part| {
            if let Part::Block(Block { kind: BlockKind::Figure(figure), .. }) = part {
                out.extend(figure.pictures.iter().map(|own| Picture {
                    path: relative(&own.path),
                    file: text.file.clone(),
                    line: own.line,
                    focus: own.focus,
                    cover: None,
                }));
            }
        });
    }
    let covers = &assembly.covers;
    let plates = [
        ("/cover/focus", &covers.front),
        ("/inside_front/focus", &covers.inside_front),
        ("/inside_back/focus", &covers.inside_back),
        ("/back/focus", &covers.back),
    ];
    let plates = plates.into_iter().filter_map(|(key, own)| Some((key, own.as_ref()?)));
    let others = ["/cover/pictures/0/focus", "/cover/pictures/1/focus", "/cover/pictures/2/focus"];
    out.extend(plates.chain(others.into_iter().zip(&covers.others)).map(|(key, own)| Picture {
        path: relative(&own.path),
        file: format!("issues/{}/issue.yml", assembly.id),
        line: own.line,
        focus: own.focus,
        cover: Some(key),
    }));
    out
}

fn boxed(area: Rect) -> Value {
    let tenths = |length: f64| (length * 10.0).round() / 10.0;
    json!([area.left, area.top, area.right, area.bottom].map(tenths))
}

fn missed(miss: Option<Miss>) -> Value {
    json!(miss.map(|own| json!({ "pages": own.pages, "lines": own.lines, "chars": own.chars })))
}

/// The pages in their order, two by two.
pub fn pages(view: &View) -> Value {
    let laid = &view.laid;
    let (assembly, covers) = (laid.assembly(), laid.covers());
    let issue = flatplan::Issue {
        assembly,
        document: laid.document(),
        map: laid.map(),
        fit: laid.fit(),
        colors: laid.colors(),
        pdf: "",
        store: laid.project().store(),
    };
    let slot = |slot: &Slot| match slot {
        Slot::Nothing => Value::Null,
        Slot::Missing => json!("missing"),
        Slot::Page(leaf) => json!(leaf.index),
    };
    let spreads: Vec<Value> =
        flatplan::spreads(&issue).iter().map(|pair| json!(pair.each_ref().map(slot))).collect();
    let all = laid.document().pages().iter().enumerate();
    let pages: Vec<Value> = all
        .map(|(index, page)| {
            let used = index.checked_sub(covers).and_then(|inner| laid.map().pages.get(inner));
            let name = ["flatplan-front", "flatplan-inside-front"].get(index).copied();
            let last = laid.document().pages().len() - index;
            let cover = match (used, name, last) {
                (Some(_), ..) => None,
                (None, Some(name), _) => Some(name),
                (None, None, 2) => Some("flatplan-inside-back"),
                (None, None, _) => Some("flatplan-back"),
            };
            let size = page.frame.size();
            let sides = [page.bleed.left, page.bleed.top, page.bleed.right, page.bleed.bottom];
            let tint = used.and_then(|used| laid.colors().get(used.color.as_ref()?).copied());
            json!({
                "key": view.keys.get(index),
                "folio": used.map(|used| used.folio),
                "cover": cover,
                "size": [size.x.to_pt(), size.y.to_pt()],
                "bleed": sides.map(typst::layout::Abs::to_pt),
                "color": tint.map(hex),
                "kind": used.map(|used| &used.kind),
                "articles": used.map(|used| used.articles.as_slice()).unwrap_or_default(),
            })
        })
        .collect();
    let fit = laid.fit();
    json!({
        "pages": pages,
        "spreads": spreads,
        "inside": laid.map().pages.len(),
        "multiple": fit.multiple,
        "missing": fit.missing,
        "excess": fit.excess,
    })
}

/// The articles in printing order: their pages, budgets, stages, what comes next and who does it.
pub fn articles(view: &View, seen: Option<&Seen>) -> Value {
    let (laid, assembly) = (&view.laid, view.laid.assembly());
    let status = seen.and_then(|seen| seen.status.as_ref());
    let all = assembly.articles.iter().map(|article| {
        let pages = laid.map().article(&article.id);
        let folio = pages.map(|own| own.first);
        let index = laid.map().pages.iter().position(|page| Some(page.folio) == folio);
        let file = format!("issues/{}/articles/{}.md", assembly.id, article.id);
        let own = status.and_then(|all| all.articles.iter().find(|own| own.id == article.id));
        json!({
            "id": article.id,
            "title": article.title,
            "section": article.section.name,
            "color": laid.colors().get(&article.section.color).copied().map(hex),
            "kind": article.kind,
            "authors": article.authors.iter().map(|own| &own.name).collect::<Vec<_>>(),
            "chars": article.chars,
            "opener": article.opener,
            "page": index.map(|index| index + laid.covers()),
            "first": folio,
            "last": pages.map(|own| own.last),
            "pages": pages.map(|own| own.pages),
            "left": pages.map(|own| own.left),
            "budget": article.pages,
            "miss": missed(pages.and_then(|own| own.miss)),
            "sum": laid.sum(&file),
            "file": file,
            "approved": own.map(|own| own.approved),
            "returned": own.map(|own| own.returned),
            "next": own.and_then(|own| own.next).map(|stage| stage.name()),
            "who": own.map(|own| own.able.as_slice()).unwrap_or_default(),
            "signatures": own.map(|own| own.signatures.iter().map(|signed| json!({
                "stage": signed.stage.name(), "by": signed.by, "date": signed.date, "void": signed.void,
            })).collect::<Vec<_>>()).unwrap_or_default(),
        })
    });
    all.collect()
}

/// The files that actions change, with what is known of them by their sums.
pub fn files(view: &View) -> Value {
    let id = &view.laid.assembly().id;
    let files = ["issues/publication.yml".to_owned(), format!("issues/{id}/issue.yml")];
    let sums = files.into_iter().map(|file| (file.clone(), json!(view.laid.sum(&file))));
    Value::Object(sums.collect())
}

/// Findings in words, most severe first, with the places on the pages as far as they are known.
pub fn findings(
    all: &Findings,
    seen: Option<&Seen>,
    view: Option<&View>,
    locale: &Locale,
) -> Value {
    let sorted = all.sorted().into_iter();
    sorted.map(|finding| one(finding, seen, view, locale)).collect()
}

fn one(finding: &Finding, seen: Option<&Seen>, view: Option<&View>, locale: &Locale) -> Value {
    let place = finding.place.as_ref();
    let spot = seen.zip(place).and_then(|(seen, place)| seen.place_of(&place.file, place.line));
    // Some say on which page they are.
    let folio = finding.args.get("page").and_then(|page| page.parse::<u64>().ok());
    let told = view.zip(folio).and_then(|(view, folio)| {
        let map = &view.laid.map().pages;
        Some(map.iter().position(|page| page.folio == folio)? + view.laid.covers())
    });
    let (page, area) = match (told, spot) {
        (Some(told), Some((page, area))) if told == page => (Some(told), Some(area)),
        (Some(told), _) => (Some(told), None),
        (None, Some((page, area))) => (Some(page), Some(area)),
        (None, None) => (None, None),
    };
    let mendable = seen.is_some_and(|seen| seen.looked.mendable.contains(finding));
    json!({
        "id": words::id(finding),
        "rule": finding.rule,
        "severity": finding.severity,
        "file": place.map(|own| &own.file),
        "line": place.map(|own| own.line),
        "column": place.map(|own| own.column),
        "message": locale.message(finding),
        "hint": locale.hint(finding),
        "page": page,
        "area": area.map(boxed),
        "mendable": mendable,
        "waivable": place.is_some() && crate::check::rules::find(finding.rule).is_some(),
    })
}

/// The remarks, with their places on the pages.
pub fn remarks(seen: &Seen, id: &str) -> Value {
    let all = seen.queries.iter().map(|own| {
        let file = format!("issues/{id}/articles/{}.md", own.article);
        let quoted = own.remark.at.as_deref().map(dense);
        let spots = seen.looked.spots.iter().filter(|spot| spot.place.file == file);
        let named = quoted.as_ref().and_then(|words| {
            spots.clone().find(|spot| !words.is_empty() && spot.text.contains(words.as_str()))
        });
        let spot = named.or_else(|| spots.clone().next());
        json!({
            "article": own.article,
            "index": own.index,
            "file": file,
            "line": own.line,
            "by": own.remark.by,
            "at": own.remark.at,
            "text": own.remark.text,
            "page": spot.map(|spot| spot.page),
            "area": spot.map(|spot| boxed(spot.area)),
        })
    });
    all.collect()
}

/// A text without white space.
pub fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Where everything stands: texts and pictures with their lines, columns and lines of the grid, what an
/// eye stops at.
pub fn spots(view: &View, seen: &Seen) -> Value {
    let texts: Vec<Value> = seen
        .looked
        .spots
        .iter()
        .map(|spot| {
            json!({
                "unit": spot.unit, "page": spot.page, "area": boxed(spot.area),
                "file": spot.place.file, "line": spot.place.line, "text": spot.text,
            })
        })
        .collect();
    let figures: Vec<Value> = seen
        .looked
        .figures
        .iter()
        .map(|(page, path, area)| {
            let named = seen.pictures.iter().find(|own| own.path == *path);
            json!({
                "page": page, "area": boxed(*area), "path": path,
                "file": named.map(|own| &own.file), "line": named.map(|own| own.line),
                "focus": named.map(|own| own.focus), "cover": named.and_then(|own| own.cover),
            })
        })
        .collect();
    let stops: Vec<Value> = seen
        .looked
        .stops
        .iter()
        .map(|stop| {
            let kind = match stop.kind {
                Kind::Hole => "hole",
                Kind::Loose => "loose",
            };
            json!({ "page": stop.page, "area": boxed(stop.area), "kind": kind })
        })
        .collect();
    let area = view.laid.area();
    let altered: Vec<Value> = seen
        .looked
        .altered
        .iter()
        .map(|own| {
            let boxes = own.boxes.iter();
            let boxes: Vec<Value> =
                boxes.map(|(page, area)| json!({ "page": page, "area": boxed(*area) })).collect();
            json!({
                "file": own.place.file, "line": own.place.line, "was": own.was, "is": own.is,
                "boxes": boxes,
            })
        })
        .collect();
    json!({
        "texts": texts, "figures": figures, "stops": stops, "altered": altered,
        "edges": boxed(area.edges()), "columns": area.column_edges(), "lines": area.line_edges(),
    })
}
