//! The page budget: findings on articles that take more or fewer pages than planned, and on pages that do
//! not begin with the number that they should.

use super::page_map::{ArticlePages, FILLER, PageMap};
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::Assembly;

/// Returns a warning for each article over its budget, a note for each one short of it, and a note
/// on the pages filled up with fillers or blanks.
pub fn budget(map: &PageMap, assembly: &Assembly) -> Findings {
    let mut findings = Findings::default();
    let missed = map.articles.iter().filter_map(|article| finding(article, assembly));
    missed.for_each(|f| findings.push(f));
    let made_up: Vec<u64> =
        map.pages.iter().filter(|page| page.kind == FILLER).map(|page| page.folio).collect();
    if let [first, ..] = made_up.as_slice() {
        let finding = Finding::note("pages-filled")
            .at(Place::file(format!("issues/{}/issue.yml", assembly.id)))
            .with("content", map.pages.len() - made_up.len())
            .with("multiple", assembly.publication.page_multiple())
            .with("filled", made_up.len())
            .with("first", first);
        findings.push(finding);
    }
    findings
}

/// Returns a finding if a layout does not number the pages from where the issue begins, as the publication
/// says.
pub fn numbered(map: &PageMap, assembly: &Assembly) -> Option<Finding> {
    assembly.publication.numbering?;
    let (wanted, found) = (assembly.first_page().folio, map.pages.first()?.folio);
    let place = Place::file(format!("layouts/{}/issue.typ", assembly.publication.layout));
    let finding = Finding::stop("numbering-layout").at(place).with("wanted", wanted);
    (wanted != found).then(|| finding.with("found", found))
}

fn finding(article: &ArticlePages, assembly: &Assembly) -> Option<Finding> {
    let (miss, budget) = (article.miss?, article.budget?);
    let finding =
        if miss.pages > 0 { Finding::warn("pages-over") } else { Finding::note("pages-under") };
    let line = assembly.article(&article.id)?.pages_line;
    let file = format!("issues/{}/articles/{}.md", assembly.id, article.id);
    let finding = finding
        .at(Place::line(file, line))
        .with("title", &article.title)
        .with("pages", article.pages)
        .with("budget", budget)
        .with("lines", miss.lines)
        .with("chars", miss.chars);
    Some(finding)
}
