//! The totals of the flatplan: pages by section, and every article with its budget.

use super::Issue;
use super::words::{Words, color, escape};
use crate::publication::Section;
use crate::typeset::page_map::{ArticlePages, Miss};

/// What an editor wants to know first: the size of the issue, whether it can be bound, how it is
/// divided.
pub fn sums(issue: &Issue<'_>, words: &Words) -> String {
    let chars: usize = issue.assembly.articles.iter().map(|article| article.chars).sum();
    let count = [
        ("pages", issue.map.pages.len().to_string()),
        ("articles", issue.assembly.articles.len().to_string()),
        ("chars", chars.to_string()),
    ];
    let multiple = ("multiple", issue.fit.multiple.to_string());
    let binding = if issue.fit.missing == 0 {
        format!("<p class=\"good\">{}</p>", words.say("flatplan-binds", &[multiple]))
    } else {
        let (missing, excess) = (issue.fit.missing.to_string(), issue.fit.excess.to_string());
        let values = [multiple, ("missing", missing), ("excess", excess)];
        format!("<p class=\"bad\">{}</p>", words.say("flatplan-unbound", &values))
    };
    let count = words.say("flatplan-count", &count);
    format!("<p>{count}</p>\n{binding}\n{}", sections(issue, words))
}

/// A bar divided by the sections' shares of the pages, and its legend.
fn sections(issue: &Issue<'_>, words: &Words) -> String {
    let pages = |section: &Section| {
        issue.map.pages.iter().filter(|page| page.section.as_ref() == Some(&section.id)).count()
    };
    let all = issue.assembly.publication.sections.iter().map(|section| (section, pages(section)));
    let used: Vec<_> = all.filter(|(_, pages)| *pages > 0).collect();
    let style =
        |section: &Section| color(issue.colors.get(&section.color).copied().unwrap_or_default());
    let parts = used
        .iter()
        .map(|(section, pages)| format!("<i style=\"{};flex-grow:{pages}\"></i>", style(section)));
    let legend = used.iter().map(|(section, pages)| {
        let pages = words.say("flatplan-section-pages", &[("pages", pages.to_string())]);
        let (style, name) = (style(section), escape(&section.name));
        format!("<li style=\"{style}\"><b>{name}</b> {pages}</li>\n")
    });
    format!(
        "<div class=\"share\">{}</div>\n<ul class=\"legend\">\n{}</ul>\n",
        parts.collect::<String>(),
        legend.collect::<String>()
    )
}

/// The table of articles, with the totals of used and planned pages.
pub fn articles(issue: &Issue<'_>, words: &Words) -> String {
    let heads = [
        "flatplan-head-pages",
        "flatplan-head-title",
        "flatplan-head-section",
        "flatplan-head-kind",
        "flatplan-head-used",
        "flatplan-head-budget",
        "flatplan-head-balance",
        "flatplan-head-left",
    ];
    let heads = heads.map(|key| format!("<th>{}</th>", words.say(key, &[]))).concat();
    let rows: String =
        issue.map.articles.iter().map(|article| row(issue, words, article)).collect();
    let used: usize = issue.map.articles.iter().map(|article| article.pages).sum();
    let planned: u32 =
        issue.map.articles.iter().filter_map(|article| article.budget.map(u32::from)).sum();
    let heading = words.say("flatplan-articles", &[]);
    format!(
        "<h2>{heading}</h2>\n<div class=\"wide\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n\
         <tfoot><tr><td></td><td></td><td></td><td></td><td>{used}</td><td>{planned}</td><td></td><td></td></tr></tfoot>\n\
         </table></div>\n"
    )
}

fn row(issue: &Issue<'_>, words: &Words, article: &ArticlePages) -> String {
    let Some(source) = issue.assembly.article(&article.id) else {
        return String::new();
    };
    let rgb = issue.colors.get(&source.section.color).copied().unwrap_or_default();
    let (class, balance) = article.miss.map_or_else(Default::default, |miss| balance(words, miss));
    let folios = if article.first == article.last {
        article.first.to_string()
    } else {
        format!("{}–{}", article.first, article.last)
    };
    let cells = [
        folios,
        escape(&article.title),
        escape(&source.section.name),
        escape(&source.kind),
        article.pages.to_string(),
        article.budget.map(|budget| budget.to_string()).unwrap_or_default(),
        balance,
        article.left.to_string(),
    ];
    let cells = cells.map(|cell| format!("<td>{cell}</td>")).concat();
    format!("<tr class=\"{class}\" style=\"{}\">{cells}</tr>\n", color(rgb))
}

fn balance(words: &Words, miss: Miss) -> (&'static str, String) {
    let values = [("lines", miss.lines.to_string()), ("chars", miss.chars.to_string())];
    if miss.pages > 0 {
        ("over", words.say("flatplan-over", &values))
    } else {
        ("under", words.say("flatplan-under", &values))
    }
}
