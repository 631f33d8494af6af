//! Every character that prints has a glyph in one of the project's faces.

use super::Rule;
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::{Part, walk};
use crate::typeset::Faces;

/// The rule.
pub const RULE: Rule = Rule { name: "glyph-missing", check };

fn check(assembly: &Assembly, faces: &Faces, findings: &mut Findings) {
    let mut look = |text: &str, file: &str, line: usize| {
        for c in faces.missing(text) {
            let finding = Finding::stop(RULE.name).at(Place::line(file, line));
            let code = format!("U+{:04X}", u32::from(c));
            findings.push(finding.with("character", c).with("code", code));
        }
    };
    for article in &assembly.articles {
        let file = format!("issues/{}/articles/{}.md", assembly.id, article.id);
        for text in head_texts(article) {
            look(text, &file, 1);
        }
        walk(&article.blocks, &mut |part| {
            if let Part::Text(text, line) = part {
                look(text, &file, line);
            }
        });
    }
    for (file, value) in [
        ("issues/publication.yml".to_owned(), serde_json::to_value(&assembly.publication)),
        (format!("issues/{}/issue.yml", assembly.id), serde_json::to_value(&assembly.issue)),
    ] {
        strings(&value.unwrap_or_default(), &mut |text| look(text, &file, 0));
    }
}

/// The texts of an article's front matter that print.
fn head_texts(article: &crate::manuscript::Article) -> impl Iterator<Item = &str> {
    let single = [
        Some(&article.title),
        article.kicker.as_ref(),
        article.deck.as_ref(),
        article.lead.as_ref(),
    ];
    let authors = article.authors.iter().flat_map(|a| [Some(&a.name), a.unit.as_ref()]);
    let lists = article.photographers.iter().chain(&article.sources).map(Some);
    let all = single.into_iter().chain([Some(&article.running)]).chain(authors).chain(lists);
    all.flatten().map(String::as_str)
}

/// Visits every text in a tree of data.
fn strings(value: &serde_json::Value, visit: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => visit(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, visit)),
        serde_json::Value::Object(map) => map.values().for_each(|item| strings(item, visit)),
        _ => {}
    }
}
