//! The page budget: what is said of articles that take more or fewer pages than planned.

use super::page_map::{ArticlePages, PageMap};
use crate::diagnostic::{Finding, Findings, Place};

/// A warning for each article over its budget, a note for each that is short of it.
pub fn budget(map: &PageMap, issue: &str) -> Findings {
    let mut findings = Findings::default();
    map.articles
        .iter()
        .filter_map(|article| finding(article, issue))
        .for_each(|f| findings.push(f));
    findings
}

fn finding(article: &ArticlePages, issue: &str) -> Option<Finding> {
    let (miss, budget) = (article.miss?, article.budget?);
    let finding =
        if miss.pages > 0 { Finding::warn("pages-over") } else { Finding::note("pages-under") };
    let finding = finding
        .at(Place::file(format!("issues/{issue}/articles/{}.md", article.id)))
        .with("title", &article.title)
        .with("pages", article.pages)
        .with("budget", budget)
        .with("lines", miss.lines)
        .with("chars", miss.chars);
    Some(finding)
}
