//! The reports for signatures and for the units: 通报 of contributions and the list on which fees are
//! signed for, as PDFs in the form of a bulletin (`layouts/reports`).

use serde_json::{Value, json};
use typst::foundations::Bytes;

use super::contributions::{By, Contributions};
use super::fees::{Paid, total};
use super::period::words;
use super::shown;
use crate::diagnostic::{Failure, Findings};
use crate::publication::{
    Date, Document, Format, Project, Publication, load_publication, load_theme,
};
use crate::typeset::{Colors, Faces, compile, data};

/// The layout whose forms these are.
const LAYOUT: &str = "reports";
/// The paper: A4.
const PAPER: Format = Format { width: 210.0, height: 297.0, bleed: 3.0, flaps: None };

/// 通报 of the contributions of a period.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn notice(project: &Project, all: &Contributions) -> Result<Vec<u8>, Failure> {
    let sum = |of: fn(&super::points::Entry) -> usize| all.entries.iter().map(of).sum::<usize>();
    let is = |kind| all.entries.iter().filter(move |entry| entry.kind == kind).count();
    let by = match all.by {
        By::Unit => "单位",
        By::Author => "作者",
        By::Section => "栏目",
        By::Quarter => "季度",
    };
    let rows = all.rows.iter().filter(|row| !row.name.is_empty()).map(|row| {
        json!({
            "name": row.name,
            "rank": row.rank,
            "articles": row.articles,
            "pictures": row.pictures,
            "outside": row.outside,
            "points": shown(row.points),
            "target": row.target.map(shown),
            "short": row.short().map(shown),
            "veto": row.veto,
        })
    });
    let report = json!({
        "period": all.period.name(),
        "date": words(all.period.to, None),
        "whom": "成员单位",
        "by": by,
        "issues": all.issues,
        "articles": is(super::points::Kind::Article),
        "pictures": sum(|entry| entry.pictures),
        "characters": sum(|entry| entry.characters),
        "outside": is(super::points::Kind::Outside),
        "unused": is(super::points::Kind::Unused),
        "rows": rows.collect::<Vec<_>>(),
    });
    let ident = format!("contributions-{}-{}", all.period.from, all.period.to);
    made(project, "notice", ident, all.period.to, report)
}

/// The list on which contributors sign for their fees.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn signatures(project: &Project, paid: &Paid) -> Result<Vec<u8>, Failure> {
    let money = |value: rust_decimal::Decimal| format!("{value:.2}");
    let rows = paid.people.iter().map(|own| {
        let mut titles: Vec<&str> = own.items.iter().map(|item| item.title.as_str()).collect();
        titles.dedup();
        json!({
            "name": own.name,
            "unit": own.units.join("、"),
            "titles": titles.join("；"),
            "amount": money(own.amount),
            "tax": money(own.tax),
            "net": money(own.net()),
        })
    });
    let (amount, tax) = total(&paid.people);
    let report = json!({
        "label": paid.label,
        "date": words(paid.date, None),
        "tax": paid.tax,
        "rows": rows.collect::<Vec<_>>(),
        "amount": money(amount),
        "withheld": money(tax),
        "net": money(amount - tax),
    });
    made(project, "fees", format!("fees-{}", paid.issue), paid.date, report)
}

fn made(
    project: &Project,
    form: &str,
    ident: String,
    date: Date,
    report: Value,
) -> Result<Vec<u8>, Failure> {
    let mut findings = Findings::default();
    let document = load_publication(project, &mut findings).map(adapted);
    let theme =
        document.as_ref().and_then(|document| load_theme(project, document, None, &mut findings));
    let findings = findings.settle()?;
    let (Some(document), Some(theme)) = (document, theme) else {
        return Err(Failure::Stopped(findings));
    };
    let faces = Faces::load(project)?;
    let data = json!({
        "publication": data::publication(&document.value),
        "theme": data::theme(&theme, &Colors::new(), &faces),
        "report": report,
    });
    let data = Bytes::new(data.to_string().into_bytes());
    let set = compile::form(project, LAYOUT, &faces, form, data)?;
    let ident = format!("{}-{ident}", document.value.slug);
    Ok(compile::write_pdf(&set.document, &compile::dated_options(ident, date))?)
}

/// The publication in the layout of reports, on their paper. Its sections, whose colours another theme
/// need not have, are not among them.
fn adapted(document: Document<Publication>) -> Document<Publication> {
    let value = Publication {
        layout: LAYOUT.to_owned(),
        theme: None,
        format: PAPER,
        sections: Vec::new(),
        ..document.value
    };
    Document { value, ..document }
}
