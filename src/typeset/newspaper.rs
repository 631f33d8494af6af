//! What a layout says of the pages of a newspaper: how far the articles of a page fit it, and which of
//! them go on elsewhere.

use typst::foundations::{Dict, Value};
use typst_layout::PagedDocument;

use super::PageMap;
use super::marks::noted;
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::Assembly;
use crate::manuscript::prose::SourceFile;

/// The label of what a layout says of a page: a dictionary with `page`, from 1, `lines`, `chars`, and
/// `over`, whether that much is left over or missing.
const FIT: &str = "page-fit";

/// Returns a finding for every page whose articles do not fit, and for every one that they do not
/// fill, and a note for every article that goes on elsewhere.
pub fn newspaper(
    assembly: &Assembly,
    document: &PagedDocument,
    map: &PageMap,
    strict: bool,
) -> Findings {
    let mut findings = Findings::default();
    if !assembly.form.pages {
        return findings;
    }
    for value in noted(document, FIT) {
        let Value::Dict(said) = value else { continue };
        findings.push(fit(assembly, &said, strict));
    }
    for article in &map.articles {
        if let Some((from, to)) = article.jump {
            let finding = Finding::note("page-jumped").at(place(assembly, from));
            findings.push(finding.with("title", &article.title).with("from", from).with("to", to));
        }
    }
    findings
}

fn fit(assembly: &Assembly, said: &Dict, strict: bool) -> Finding {
    let number = |key: &str| match said.get(key) {
        Ok(Value::Int(number)) => u64::try_from(*number).unwrap_or_default(),
        _ => 0,
    };
    let over = matches!(said.get("over"), Ok(Value::Bool(true)));
    let finding = match (over, strict) {
        (true, true) => Finding::stop("page-over"),
        (true, false) => Finding::warn("page-over"),
        (false, _) => Finding::warn("page-short"),
    };
    let finding = finding.at(place(assembly, number("page"))).with("page", number("page"));
    finding.with("lines", number("lines")).with("chars", number("chars"))
}

/// Where the articles of a page are listed.
fn place(assembly: &Assembly, page: u64) -> Place {
    let text = assembly.texts.iter().find(|text| text.of == SourceFile::Issue);
    let pointer = format!("/pages/{}/articles", page.saturating_sub(1));
    let file = || Place::file(format!("issues/{}/issue.yml", assembly.id));
    text.map_or_else(file, |text| text.places.key(&pointer))
}
