//! The manual as a small website: a page of HTML for each page, and one that lists them.

use std::fmt;

use comrak::format_html;
use comrak::nodes::{Node, NodeValue};

use super::{Page, linked, options, read};
use crate::locale::{Args, Locale};

/// How the pages look.
const STYLE: &str = "body{max-width:42em;margin:2em auto;padding:0 1em;line-height:1.7;font-family:sans-serif}\
pre{overflow:auto;background:#f5f3ee;padding:.7em 1em}table{border-collapse:collapse;display:block;overflow:auto}\
td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}code{background:#f5f3ee}";

/// The files of the manual, by name.
///
/// # Errors
/// The formatter's error, which writes only to memory here.
pub fn files(pages: &[Page], locale: &Locale) -> Result<Vec<(String, String)>, fmt::Error> {
    let mut files = vec![("index.html".to_owned(), index(pages, locale))];
    let title = escape(&locale.text("manual-title"));
    for page in pages {
        let back = format!("<p><a href=\"index.html\">{title}</a></p>");
        let whole = format!("{back}\n{}", body(page)?);
        files.push((format!("{}.html", page.name), document(&page.title, &whole, locale)));
    }
    Ok(files)
}

fn index(pages: &[Page], locale: &Locale) -> String {
    let title = locale.text("manual-title");
    let entry = |page: &Page| {
        let title = escape(&page.title);
        format!("<li><a href=\"{}.html\">{title}</a></li>\n", page.name)
    };
    let list: String = pages.iter().map(entry).collect();
    document(&title, &format!("<h1>{}</h1>\n<ul>\n{list}</ul>\n", escape(&title)), locale)
}

fn document(title: &str, body: &str, locale: &Locale) -> String {
    let values = Args::from([("title", escape(title))]);
    let title = locale.fill("manual-page", &values);
    let language = locale.language().tag();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n<body>\n{body}</body>\n</html>\n"
    )
}

fn body(page: &Page) -> Result<String, fmt::Error> {
    read(&page.text, |root| {
        root.descendants().for_each(relink);
        let mut html = String::new();
        format_html(root, &options(), &mut html)?;
        Ok(html)
    })
}

/// Lets a link lead to the page of HTML; pictures and files that are not carried lose their address.
fn relink(node: Node<'_>) {
    if let NodeValue::Link(link) = &mut node.data_mut().value {
        let fragment = link.url.split_once('#').map(|(_, fragment)| format!("#{fragment}"));
        if let Some(page) = linked(&link.url) {
            link.url = format!("{page}.html{}", fragment.unwrap_or_default());
        } else if !link.url.starts_with("http") && !link.url.starts_with('#') {
            link.url = "index.html".to_owned();
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;
    use crate::manual::pages;

    #[test]
    fn every_link_leads_to_a_file_that_is_written() {
        let locale = Locale::new(Language::Chinese);
        let files = files(&pages(&locale), &locale).unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        for (name, text) in &files {
            for (at, start) in text.match_indices("href=\"") {
                let url = text[at + start.len()..].split('"').next().unwrap();
                let file = url.split('#').next().unwrap();
                let known = file.is_empty() || file.starts_with("http") || names.contains(&file);
                assert!(known, "{name}: {url}");
            }
        }
        assert!(files.len() > 15);
    }
}
