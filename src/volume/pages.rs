//! The printed parts of a volume: the contents with the indexes, and the cover sheet, both finished for the
//! press and preflighted.

use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use super::VolumeOrder;
use super::index::{Group, Index};
use super::issues::{Bound, LAYOUT};
use crate::diagnostic::{Failure, Findings, Severity};
use crate::digital::pages::{PagePicture, render};
use crate::guard;
use crate::press::{self, Shop};
use crate::publication::Project;
use crate::typeset::compile::{dated_options, form, write_pdf};
use crate::typeset::data;
use crate::typeset::dress::{Screen, for_screen};
use crate::typeset::{Colors, Faces};
use neikan_base::Binding;
use neikan_press::{Job, Originals, spine};
use pdfx_preflight::{Limits, Settings};

/// The height of the picture of the front cover, px.
const COVER: u32 = 1600;

/// The printed parts.
pub struct Pages {
    /// The contents, and how many pages they are.
    pub contents: (Vec<u8>, usize),
    /// The cover sheet.
    pub sheet: Vec<u8>,
    /// The front cover as a picture.
    pub cover: PagePicture,
    /// What ought to be looked at.
    pub findings: Findings,
}

/// What all parts are made with.
struct Maker<'a> {
    project: &'a Project,
    bound: &'a Bound,
    faces: Faces,
    shop: Shop,
    colors: Colors,
}

/// Makes the printed parts; gives them with the thickness of the spine, mm.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout, of the press profile and of the preflight.
pub fn made(
    project: &Project,
    order: &VolumeOrder,
    bound: &Bound,
    index: &Index,
) -> Result<(Pages, f64), Failure> {
    let mut findings = Findings::default();
    let shop = Shop::load(project, &bound.publication.press, &mut findings);
    let mut findings = findings.settle()?;
    let Some(shop) = shop else { return Err(Failure::Stopped(findings)) };
    let colors = shop.colors(&bound.theme);
    let maker = Maker { project, bound, faces: Faces::load(project)?, shop, colors };
    let contents = maker.set("contents", maker.contents(index))?;
    // What is bound are the issues as they are, covers and all, and the contents.
    let bulk: usize = bound.issues.iter().map(|own| own.pages + own.covers).sum();
    let bulk = bulk + contents.pages().len();
    let thick = order.spine.unwrap_or_else(|| spine(Binding::Perfect, bulk, maker.shop.profile()));
    let sheet = maker.set("cover", maker.cover(thick, "all"))?;
    let front = maker.set("cover", maker.cover(0.0, "front"))?;
    let other = |inks| maker.shop.screen_rgb(inks);
    let front = for_screen(front, &Screen::new(&bound.theme, &maker.colors, &other));
    let cover = front.pages().first().map(|page| render(page, COVER, project.store()));
    let cover = cover.ok_or_else(|| Failure::internal("cover.typ", "no page"))??;
    let (contents_pdf, sheet_pdf) =
        rayon::join(|| maker.finished(&contents, "contents"), || maker.finished(&sheet, "cover"));
    let ((contents_pdf, found), (sheet, more)) = (contents_pdf?, sheet_pdf?);
    findings.extend(found);
    findings.extend(more);
    let contents = (contents_pdf, contents.pages().len());
    Ok((Pages { contents, sheet, cover, findings }, thick))
}

impl Maker<'_> {
    fn set(&self, name: &str, volume: Value) -> Result<PagedDocument, Failure> {
        let data = json!({
            "publication": data::publication(&self.bound.publication),
            "theme": data::theme(&self.bound.theme, &self.colors, &self.faces),
            "volume": volume,
        });
        let data = Bytes::new(data.to_string().into_bytes());
        let file = format!("layouts/{LAYOUT}/forms/{name}.typ");
        Ok(guard::naming(file, || form(self.project, LAYOUT, &self.faces, name, data))?.document)
    }

    /// What both parts say of the year.
    fn year(&self) -> Value {
        let issues = &self.bound.issues;
        let run = |first: String, last: String| {
            if first == last { first } else { format!("{first}—{last}") }
        };
        let (first, last) = (&issues[0], &issues[issues.len() - 1]);
        let number = |numbers: &str, end: bool| {
            let own = if end { numbers.rsplit('-').next() } else { numbers.split('-').next() };
            own.unwrap_or_default().to_owned()
        };
        let numbers = run(number(&first.numbers, false), number(&last.numbers, true));
        let totals = run(first.total.to_string(), last.total.to_string());
        json!({
            "year": self.bound.year,
            "range": format!("第{numbers}期"),
            "totals": format!("总第{totals}期"),
        })
    }

    fn cover(&self, thick: f64, only: &str) -> Value {
        let mut value = self.year();
        value["spine"] = json!(thick);
        value["only"] = json!(only);
        value
    }

    fn contents(&self, index: &Index) -> Value {
        let issues = self.bound.issues.iter().map(|own| {
            let (first, last) = own.folios;
            json!({
                "label": format!("第{}期", own.numbers),
                "date": format!("{}月{}日", own.date.month, own.date.day),
                "theme": own.theme.as_deref().unwrap_or_default(),
                "articles": own.entries.len(),
                "pages": format!("{first}—{last}"),
            })
        });
        let sections = index.sections.iter().map(|section| {
            let entries = section
                .entries
                .iter()
                .map(|own| json!({ "title": own.title, "by": own.by, "place": own.place }));
            json!({
                "name": section.name,
                "color": section.color,
                "entries": entries.collect::<Vec<_>>(),
            })
        });
        let hint = match self.bound.running {
            true => "篇名后的数字是页码，全年连续编页。",
            false => "数字前面是期，后面是页：1·12 是第1期第12页。",
        };
        let mut value = self.year();
        value["hint"] = json!(hint);
        value["issues"] = issues.collect();
        value["count"] =
            json!(self.bound.issues.iter().map(|own| own.entries.len()).sum::<usize>());
        value["sections"] = sections.collect();
        value["authors"] = groups(&index.authors);
        value["subjects"] = groups(&index.subjects);
        value
    }

    /// The press file of some pages, and what the preflight says of it besides.
    fn finished(&self, pages: &PagedDocument, part: &str) -> Result<(Vec<u8>, Findings), Failure> {
        let (publication, date) = (&self.bound.publication, self.bound.date());
        let ident = format!("{}-{}-{part}", publication.slug, self.bound.year);
        let options = typst_pdf::PdfOptions { tagged: false, ..dated_options(ident.clone(), date) };
        let job = Job {
            title: format!("{} {}年合订本 {part}", publication.name, self.bound.year),
            identifier: ident,
            date,
            bleed: publication.format.bleed,
            standard: None,
            colors: self.bound.theme.colors.values().map(|color| color.0).collect(),
            rich_black: self.bound.theme.rich_black.map(|color| color.0),
            inks: press::inks(&self.bound.theme),
            folds: Vec::new(),
            sum: String::new(),
            originals: Originals::new(),
        };
        let path = format!("{}-{}-{part}.pdf", publication.slug, self.bound.year);
        guard::naming(path.as_str(), || {
            let bytes = self.shop.finish(&write_pdf(pages, &options)?, &job)?;
            let findings = self.judged(&bytes, &path)?;
            Ok((bytes, findings))
        })
    }

    fn judged(&self, bytes: &[u8], path: &str) -> Result<Findings, Failure> {
        let bleed = self.bound.publication.format.bleed;
        let settings =
            Settings { bleed, page_multiple: None, ..self.shop.profile().settings(None) };
        let report =
            pdfx_preflight::preflight(&pdfx_preflight::open(bytes, &Limits::OWN)?, &settings)?;
        let mut findings = Findings::default();
        let stops = report.findings(path).into_iter();
        findings.extend(stops.filter(|finding| finding.severity > Severity::Note));
        findings.settle()
    }
}

fn groups(groups: &[Group]) -> Value {
    let term = |term: &super::index::Term| {
        let places: Vec<&str> = term.listed.iter().map(|own| own.place.as_str()).collect();
        json!({ "name": term.name, "places": places })
    };
    let group = |group: &Group| json!({ "letter": group.letter, "terms": group.terms.iter().map(term).collect::<Vec<_>>() });
    groups.iter().map(group).collect()
}
