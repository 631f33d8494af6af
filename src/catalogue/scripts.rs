//! What the search needs, as scripts: browsers let a page from a disk load nothing else.
//!
//! `find/catalogue.js` says what there is, `find/YEAR.js` has the articles of a year with the [`Shard`] of
//! their words, `find/ISSUE.js` the texts of an issue, which are loaded only for what is shown or has
//! to be looked at more closely.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::VERSION;
use super::bundle::Bundle;
use super::house::House;
use crate::desk::find::shard::Shard;
use crate::diagnostic::Failure;
use hanzi::folding::pairs;

/// The scripts and styles that are the same in every site, by their paths in it.
pub const FIXED: [(&str, &str); 4] = [
    ("site.css", include_str!("site.css")),
    ("find.js", include_str!("find.js")),
    ("page.js", include_str!("page.js")),
    ("robots.txt", "User-agent: *\nDisallow: /\n"),
];

/// The texts of the page that the script says.
const WORDS: [(&str, &str); 11] = [
    ("results", "site-results"),
    ("checking", "site-checking"),
    ("loading", "site-loading"),
    ("nothing", "site-nothing-found"),
    ("more", "site-more"),
    ("clear", "site-clear"),
    ("year", "site-years"),
    ("section", "site-sections"),
    ("unit", "site-units"),
    ("page", "site-page"),
    ("others", "site-others"),
];

/// How large the index is beside what it is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// The words and the lists, bytes.
    pub index: usize,
    /// The texts, bytes.
    pub text: usize,
}

/// The scripts of the issues, the newest first, by their paths in the site; how large the index is.
pub fn scripts(
    house: &House<'_>,
    issues: &[Bundle],
) -> Result<(Vec<(String, String)>, Sizes), Failure> {
    let years: Vec<&[Bundle]> =
        issues.chunk_by(|one, other| one.card.year == other.card.year).collect();
    let made = years.par_iter().map(|year| kept(house, year)).collect::<Result<Vec<_>, _>>()?;
    let mut sizes = Sizes { index: 0, text: issues.iter().map(|own| own.texts).sum() };
    let mut out = vec![("find/catalogue.js".to_owned(), catalogue(house, issues))];
    for (year, (script, size)) in years.iter().zip(made) {
        sizes.index += size;
        out.push((format!("find/{}.js", year[0].card.year), script));
    }
    Ok((out, sizes))
}

/// The script of a year and how large the index in it is, as they were made before from the same issues.
fn kept(house: &House<'_>, issues: &[Bundle]) -> Result<(String, usize), Failure> {
    let inputs = issues.iter().fold(house.inputs.clone(), |inputs, own| inputs.with(&own.sum));
    let make = || -> Result<Vec<u8>, Failure> {
        let (script, shard) = year(house, issues);
        let mut out = (shard.size() as u64).to_le_bytes().to_vec();
        out.extend(script.as_bytes());
        Ok(out)
    };
    let kept = house.project.store().step("site-year", VERSION, &inputs, make)?;
    let (size, script) = kept.split_first_chunk().unwrap_or((&[0; 8], &[]));
    let script = String::from_utf8_lossy(script).into_owned();
    Ok((script, usize::try_from(u64::from_le_bytes(*size)).unwrap_or_default()))
}

/// The texts of an issue.
pub fn texts(id: &str, texts: &[String]) -> String {
    call("texts", &json!([id, texts]))
}

/// A call with data.
fn call(name: &str, data: &Value) -> String {
    format!("neikan.{name}({data});\n")
}

/// What there is: the years, the sections, the words of the page, which characters are the same.
fn catalogue(house: &House<'_>, issues: &[Bundle]) -> String {
    let mut years: Vec<u16> = issues.iter().map(|own| own.card.year).collect();
    years.dedup();
    let count = || [("count", "{n}".to_owned()), ("page", "{n}".to_owned())];
    let words = WORDS.map(|(name, key)| (name.to_owned(), json!(house.say(key, &count()))));
    let words: serde_json::Map<String, Value> = words.into_iter().collect();
    let pairs: String = pairs().into_iter().flat_map(|(c, form)| [c, form]).collect();
    // Sections that the publication no longer has are called as they were.
    let pieces = issues.iter().rev().flat_map(|own| &own.pieces);
    let sections = pieces.map(|piece| (piece.section.clone(), json!(piece.section_name)));
    let sections: serde_json::Map<String, Value> = sections.collect();
    call(
        "catalogue",
        &json!({ "years": years, "sections": sections, "words": words, "pairs": pairs }),
    )
}

/// The articles of a year and their words.
fn year(house: &House<'_>, issues: &[Bundle]) -> (String, Shard) {
    let words = issues.iter().flat_map(|own| &own.pieces).map(|piece| {
        piece.words.split('\n').filter(|word| !word.is_empty()).collect::<BTreeSet<&str>>()
    });
    let shard = Shard::of(&words.collect::<Vec<_>>());
    let articles = |own: &Bundle| -> Vec<Value> {
        let pieces = own.pieces.iter().map(|piece| {
            let units: BTreeSet<&str> =
                piece.all_units().into_iter().map(|unit| house.units.full(unit)).collect();
            let by: Vec<&str> = piece.authors.iter().map(|(name, _)| name.as_str()).collect();
            json!([piece.id, piece.title, piece.section, by.join("、"), units, piece.page])
        });
        pieces.collect()
    };
    let listed: Vec<Value> = issues
        .iter()
        .map(|own| json!({ "id": own.card.id, "label": own.card.label, "articles": articles(own) }))
        .collect();
    let data = json!({
        "year": issues.first().map(|own| own.card.year),
        "issues": listed,
        "words": shard.words,
        "lists": shard.lists,
    });
    (call("year", &data), shard)
}
