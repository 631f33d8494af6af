//! The manual that the program carries: its pages, as text for a terminal ([`terminal`]) and as a
//! small website ([`html`]).

pub mod html;
pub mod terminal;

use comrak::nodes::{Node, NodeValue};
use comrak::options::Extension;
use comrak::{Arena, Options, parse_document};

use crate::kit;
use crate::locale::{Language, Locale};

/// The pages, in the order in which somebody new reads them; all but the last are files in `docs/`.
pub const PAGES: [&str; 25] = [
    "begin",
    "calendar",
    "desk",
    "preview",
    "manuscript",
    "import",
    "review",
    "rules",
    "digital",
    "publish",
    "volume",
    "circulation",
    "archive",
    "cache",
    "report",
    "handoff",
    "preflight",
    "press",
    "imposition",
    "forms",
    "design",
    "template-data",
    "typography",
    "pdfx",
    LICENCES,
];

/// The page with the notices of the faces and profiles that the program carries.
const LICENCES: &str = "licences";

/// A page of the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its name, by which it is called.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// Its text, in Markdown.
    pub text: String,
}

/// The page of a name, in the language of `locale` where there is one in it.
pub fn page(name: &str, locale: &Locale) -> Option<Page> {
    let name = PAGES.into_iter().find(|own| *own == name)?;
    let text = match name {
        LICENCES => licences(locale),
        _ => file(name, locale.language())?.to_owned(),
    };
    let title = title(&text).unwrap_or_else(|| name.to_owned());
    Some(Page { name, title, text })
}

/// Every page.
pub fn pages(locale: &Locale) -> Vec<Page> {
    PAGES.into_iter().filter_map(|name| page(name, locale)).collect()
}

/// The page that a link in the manual leads to, such as `review.md#keys`.
fn linked(url: &str) -> Option<&'static str> {
    let file = url.split('#').next()?;
    let name = file.strip_suffix(".md")?;
    let name = name.strip_suffix(".en").unwrap_or(name);
    PAGES.into_iter().find(|own| *own == name)
}

fn file(name: &str, language: Language) -> Option<&'static str> {
    let english = || kit::text(&format!("docs/{name}.en.md"));
    let chosen = if language == Language::English { english() } else { None };
    chosen.or_else(|| kit::text(&format!("docs/{name}.md")))
}

/// The notices of what is carried, each file as it is.
fn licences(locale: &Locale) -> String {
    let notices = kit::below("fonts").chain(kit::below("layouts/press"));
    let notices = notices.filter(|path| path.ends_with(".md") || path.ends_with(".txt"));
    let parts = notices.filter_map(|path| {
        let text = kit::text(path)?;
        let indented: String = text.lines().map(|line| format!("    {line}\n")).collect();
        Some(format!("## {path}\n\n{indented}\n"))
    });
    let title = locale.text("manual-licences");
    let mut page = format!("# {title}\n\n");
    page.extend(parts);
    page
}

fn title(text: &str) -> Option<String> {
    text.lines().find_map(|line| line.strip_prefix("# ")).map(|title| title.trim().to_owned())
}

/// Markdown as the pages use it.
fn options() -> Options<'static> {
    let extension = Extension {
        table: true,
        cjk_friendly_emphasis: true,
        header_id_prefix: Some(String::new()),
        ..Extension::default()
    };
    Options { extension, ..Options::default() }
}

/// Reads a page and hands it to `use_it`.
fn read<T>(text: &str, use_it: impl FnOnce(Node<'_>) -> T) -> T {
    let arena = Arena::new();
    use_it(parse_document(&arena, text, &options()))
}

/// The value of a node, as a copy: a page is small.
fn value(node: Node<'_>) -> NodeValue {
    node.data().value.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_there_and_every_file_is_a_page() {
        for language in [Language::Chinese, Language::English] {
            let locale = Locale::new(language);
            assert_eq!(pages(&locale).len(), PAGES.len());
            for page in pages(&locale) {
                assert_ne!(page.title, page.name);
            }
        }
        for path in kit::below("docs") {
            let name = path.trim_start_matches("docs/");
            assert!(linked(name).is_some(), "{path} is not among the pages");
        }
    }

    #[test]
    fn links_lead_to_pages() {
        assert_eq!(linked("review.md#密钥"), Some("review"));
        assert_eq!(linked("rules.en.md"), Some("rules"));
        assert_eq!(
            (linked("../README.md"), linked("#here"), linked("architecture.md")),
            (None, None, None)
        );
    }
}
