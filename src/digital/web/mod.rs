//! Articles for web sites: clean HTML for the content management of an office's site, HTML with its looks in
//! every element for a WeChat account, and what both ask about an article as JSON.
//!
//! All of it is written from the article's page in the EPUB ([`crate::digital::epub::article_pages`]), whose
//! text was escaped when it was written: [`html`] goes through its elements, [`looks`] has the looks,
//! [`pictures`] makes JPEGs and PNGs of what the page shows, [`about`] the data.

mod about;
mod html;
mod looks;
pub mod pictures;

use std::collections::BTreeMap;

use self::html::{Form, written};
use self::looks::Looks;
use self::pictures::WebPicture;
use crate::diagnostic::Failure;
use crate::digital::epub::ArticlePage;
use crate::manuscript::Assembly;
use crate::manuscript::model::Article;
use crate::typeset::Colors;

/// An article for web sites.
#[derive(Debug)]
pub struct WebArticle<'a> {
    /// The issue that it is in.
    pub assembly: &'a Assembly,
    /// The article.
    pub article: &'a Article,
    /// Its page in the EPUB.
    pub page: &'a ArticlePage,
    /// What the page shows, by the path that it names it with.
    pub pictures: BTreeMap<String, WebPicture>,
    /// The theme's colours.
    pub colors: &'a Colors,
    /// The SHA-256 of the content that was signed.
    pub content: &'a str,
    /// The day of the last signature under it.
    pub signed: Option<crate::publication::Date>,
}

impl WebArticle<'_> {
    /// The files of the article, by their paths: `article.html`, `wechat.html`, `article.json` and its
    /// pictures.
    ///
    /// # Errors
    /// [`Failure::Internal`] if the page is no XML.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let broken = |reason| Failure::internal("article.html", reason);
        let page = roxmltree::Document::parse(&self.page.xhtml).map_err(broken)?;
        let body = page.root_element();
        let by_path = |path: &str| self.pictures.get(path).map(|own| (own.path.clone(), own.size));
        let clean = written(body, &Form::Clean { pictures: &by_path });
        let inline = |path: &str| self.pictures.get(path).map(|own| (own.inlined(), own.size));
        let looks = Looks::of(self.colors, &self.article.section.color);
        let chat = written(body, &Form::Chat { looks: &looks, pictures: &inline });
        let mut files = vec![
            ("article.html".to_owned(), self.document(&clean).into_bytes()),
            ("wechat.html".to_owned(), self.document(&chat).into_bytes()),
            ("article.json".to_owned(), about::about(self, &clean)?),
        ];
        files.extend(self.pictures.values().map(|own| (own.path.clone(), own.bytes.clone())));
        Ok(files)
    }

    /// A document that can be opened by itself.
    fn document(&self, body: &str) -> String {
        let escaped = neikan_base::xml::escaped;
        let (language, title) = (&self.assembly.publication.language, &self.article.title);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n\
             <meta name=\"description\" content=\"{}\">\n</head>\n<body>\n{body}</body>\n</html>\n",
            escaped(language),
            escaped(title),
            escaped(&about::digest(self.article)),
        )
    }
}
