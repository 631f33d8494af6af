//! What sites ask about an article, as JSON: the fields of their forms, and the text as HTML.

use serde_json::{Value, json};

use super::WebArticle;
use crate::diagnostic::Failure;
use crate::manuscript::model::{Article, BlockKind, Part, Picture, plain, walk};
use neikan_base::hash::identifier;

/// The longest summary, characters: what WeChat takes (摘要).
const DIGEST: usize = 120;

/// The data of an article; `body` is its text as clean HTML.
///
/// # Errors
/// [`Failure::Internal`] if it cannot be written.
pub fn about(own: &WebArticle<'_>, body: &str) -> Result<Vec<u8>, Failure> {
    let (article, assembly) = (own.article, own.assembly);
    let (publication, issue) = (&assembly.publication, &assembly.issue);
    let authors: Vec<Value> = article
        .authors
        .iter()
        .map(|author| json!({ "name": author.name, "unit": author.unit }))
        .collect();
    let value = json!({
        "title": article.title,
        "kicker": article.kicker,
        "deck": article.deck,
        "authors": authors,
        "photographers": article.photographers,
        "sources": article.sources,
        "section": article.section.name,
        "lead": article.lead,
        "digest": digest(article),
        "language": publication.language,
        "publication": publication.name,
        "issue": { "id": assembly.id, "label": issue.label(), "total": issue.total, "date": issue.date },
        "characters": article.chars,
        "pictures": pictures(own),
        "identifier": identifier(own.content),
        "signed": own.signed,
        "body": body,
    });
    let text = serde_json::to_vec_pretty(&value);
    text.map_err(|reason| Failure::internal("article.json", reason))
}

/// A summary: the lead, or else how the text begins.
pub fn digest(article: &Article) -> String {
    let paragraph = article.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Para { c } => Some(plain(c)),
        BlockKind::Poem { stanzas, .. } => {
            let verses = stanzas.first()?.iter().map(|verse| plain(verse));
            Some(verses.collect::<Vec<_>>().join("　"))
        }
        _ => None,
    });
    let text = article.lead.clone().or(paragraph).unwrap_or_default();
    let text = text.trim();
    if text.chars().count() <= DIGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(DIGEST - 1).collect();
    cut + "…"
}

/// The pictures with what their captions say, in the order of their files.
fn pictures(own: &WebArticle<'_>) -> Vec<Value> {
    let mut all: Vec<&Picture> = Vec::new();
    walk(&own.article.blocks, &mut |part| {
        if let Part::Picture(picture) = part {
            all.push(picture);
        }
    });
    let listed = own.page.shown.iter().filter_map(|(path, shown)| {
        let file = own.pictures.get(path)?;
        let picture = all.iter().find(|picture| shown.is(picture));
        Some(json!({
            "file": file.path,
            "media_type": file.media_type,
            "width": file.size.0,
            "height": file.size.1,
            "alt": picture.map(|picture| picture.alt.as_str()),
            "caption": picture.map(|picture| plain(&picture.caption)),
            "credit": picture.and_then(|picture| picture.credit.as_deref()),
            "names": picture.and_then(|picture| picture.names.as_deref()),
        }))
    });
    listed.collect()
}
