//! Passages from the values of front matter and of YAML files.

use serde_json::Value;

use super::{Construct, Kind, Lines, Passage};
use crate::publication::Places;
use neikan_base::diagnostic::Place;

/// Pointers to values that print (`*` for any entry of a list), with their kinds.
pub type Printed = &'static [(&'static str, Kind)];

/// The printed values of front matter.
pub const ARTICLE: Printed = &[
    ("/title", Kind::Title),
    ("/kicker", Kind::Deck),
    ("/deck", Kind::Deck),
    ("/running", Kind::Deck),
    ("/lead", Kind::Text),
    ("/authors/*/name", Kind::Name),
    ("/authors/*/unit", Kind::Unit),
    ("/photographers/*", Kind::Name),
    ("/sources/*", Kind::Unit),
    ("/document/number", Kind::Entry),
    ("/document/signer", Kind::Name),
    ("/document/to", Kind::Entry),
    ("/document/issuer", Kind::Entry),
    ("/document/date", Kind::Entry),
    ("/speakers/*/name", Kind::Name),
    ("/speakers/*/unit", Kind::Unit),
    ("/speakers/*/alt", Kind::Alt),
    ("/speakers/*/credit", Kind::Credit),
    ("/speech/occasion", Kind::Deck),
    ("/speech/date", Kind::Entry),
    ("/speech/to", Kind::Entry),
];

/// The printed values of `issue.yml`.
pub const ISSUE: Printed = &[
    ("/theme", Kind::Title),
    ("/pages/*/name", Kind::Entry),
    ("/pages/*/editors/*", Kind::Name),
    ("/cover/alt", Kind::Alt),
    ("/cover/credit", Kind::Credit),
    ("/cover/pictures/*/alt", Kind::Alt),
    ("/cover/pictures/*/credit", Kind::Credit),
    ("/cover/lines/*/title", Kind::Title),
    ("/cover/lines/*/deck", Kind::Deck),
    ("/inside_front/alt", Kind::Alt),
    ("/inside_front/credit", Kind::Credit),
    ("/inside_front/title", Kind::Label),
    ("/inside_front/text", Kind::Text),
    ("/inside_back/alt", Kind::Alt),
    ("/inside_back/credit", Kind::Credit),
    ("/inside_back/title", Kind::Label),
    ("/inside_back/text", Kind::Text),
    ("/back/alt", Kind::Alt),
    ("/back/credit", Kind::Credit),
    ("/back/title", Kind::Label),
    ("/back/text", Kind::Text),
    ("/printer/name", Kind::Entry),
    ("/printer/address", Kind::Entry),
    ("/fillers/*/title", Kind::Label),
    ("/fillers/*/text", Kind::Text),
    ("/fillers/*/by", Kind::Name),
];

/// The printed values of `publication.yml`.
pub const PUBLICATION: Printed = &[
    ("/name", Kind::Entry),
    ("/masthead", Kind::Entry),
    ("/sponsor", Kind::Entry),
    ("/permit", Kind::Entry),
    ("/notice", Kind::Entry),
    ("/scope/*", Kind::Entry),
    ("/frequency", Kind::Entry),
    ("/address", Kind::Entry),
    ("/staff/*/role", Kind::Entry),
    ("/staff/*/names/*", Kind::Name),
    ("/sections/*/name", Kind::Entry),
    ("/printer/name", Kind::Entry),
    ("/printer/address", Kind::Entry),
];

/// The values of `publication.yml` that print though they are not prose.
pub const PUBLICATION_ASIDES: Printed = &[
    ("/pinyin", Kind::Entry),
    ("/english", Kind::Entry),
    ("/sections/*/english", Kind::Entry),
    ("/phone", Kind::Entry),
    ("/email", Kind::Entry),
];

/// The passages of the printed values of a data file.
pub fn data(value: &Value, printed: Printed, places: &Places, source: &str) -> Vec<Passage> {
    let lines = Lines::of(source);
    let mut out = Vec::new();
    for (pattern, kind) in printed {
        let steps: Vec<&str> = pattern.split('/').skip(1).collect();
        strings(value, &steps, String::new(), &mut |pointer, text| {
            let place = nearest(places, pointer);
            if place.line > 0 {
                let from = lines.byte(source, place.line, place.column);
                out.push(Passage::found((*kind, Construct::Data), text, source, from));
            }
        });
    }
    out
}

/// The place of a value; if it was written in a shorter form (`authors: 李晓梅`), that of what
/// contains it.
fn nearest(places: &Places, pointer: &str) -> Place {
    let place = places.value(pointer);
    match pointer.rsplit_once('/') {
        Some((outer, _)) if place.line == 0 && outer.starts_with("/authors") => {
            nearest(places, outer)
        }
        _ => place,
    }
}

/// Visits the texts that a pattern matches.
fn strings(value: &Value, steps: &[&str], pointer: String, visit: &mut impl FnMut(&str, &str)) {
    match (steps.split_first(), value) {
        (None, Value::String(text)) => visit(&pointer, text),
        (Some((&"*", rest)), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                strings(item, rest, format!("{pointer}/{index}"), visit);
            }
        }
        (Some((key, rest)), Value::Object(map)) => {
            if let Some(value) = map.get(*key) {
                strings(value, rest, format!("{pointer}/{key}"), visit);
            }
        }
        _ => {}
    }
}
