//! Adding a key to `publication.yml`: its text is extended where the reviewer is, so that comments,
//! order and form of everything else stay as they are.

use saphyr_parser::{Event, Parser, Span};

use crate::publication::{Publication, document};
use neikan_base::diagnostic::Findings;

/// A place in a text: the line from 0, the column in characters from 0.
type Mark = (usize, usize);

/// Where a reviewer is, with the parts that matter here.
#[derive(Debug, Default)]
struct Spot {
    /// If the mapping is written in braces, the place of the closing brace.
    flow_end: Option<Mark>,
    /// Where the key `name` is.
    name: Option<Mark>,
    /// The list of keys: the bracket that closes it, or nothing if it is written line by line.
    keys: Option<Option<Mark>>,
    /// Where the first key is.
    first: Option<Mark>,
    in_braces: bool,
}

/// Adds a key's line to the text of `publication.yml`, for reviewer `at` of its list, counted from
/// 0.
///
/// Returns nothing if the text is written in a way that cannot be extended safely.
pub fn insert(text: &str, at: usize, line: &str) -> Option<String> {
    let plain = document::read::<Publication>(text, "", 0, &mut Findings::default())?.value;
    let spot = spot(text, at)?;
    let quoted = serde_json::to_string(line).ok()?;
    let changed = put(text, &spot, &quoted)?;
    let read = document::read::<Publication>(&changed, "", 0, &mut Findings::default())?.value;
    let mut wanted = plain;
    let keys = &mut wanted.review.reviewers.get_mut(at)?.keys;
    let found = &read.review.reviewers.get(at)?.keys;
    let added = found.iter().position(|key| key == line)?;
    keys.insert(added.min(keys.len()), line.to_owned());
    (serde_json::json!(wanted) == serde_json::json!(read)).then_some(changed)
}

fn put(text: &str, spot: &Spot, quoted: &str) -> Option<String> {
    let first = spot.first.map(|first| head(text, first)).unwrap_or_default();
    let dash = first.trim_end().strip_suffix('-').filter(|indent| indent.trim().is_empty());
    match (&spot.keys, spot.in_braces) {
        (Some(Some(close)), _) => {
            let comma = if spot.first.is_some() { ", " } else { "" };
            splice(text, *close, &format!("{comma}{quoted}"))
        }
        (Some(None), _) => line_before(text, spot.first?, &format!("{}- {quoted}", dash?)),
        (None, true) => splice(text, spot.flow_end?, &format!(", keys: [{quoted}]")),
        (None, false) => {
            let (line, column) = spot.name?;
            line_before(text, (line + 1, 0), &format!("{}keys: [{quoted}]", " ".repeat(column)))
        }
    }
}

/// The text of a line before a place.
fn head(text: &str, (line, column): Mark) -> String {
    text.split('\n').nth(line).unwrap_or_default().chars().take(column).collect()
}

/// Inserts words into a line; spaces before them go after them.
fn splice(text: &str, (line, column): Mark, words: &str) -> Option<String> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let own = lines.get_mut(line)?;
    let byte = own.char_indices().nth(column).map(|(byte, _)| byte)?;
    let (before, after) = own.split_at(byte);
    // A bracket on a line of its own keeps its indentation.
    let bare = if before.trim().is_empty() { before } else { before.trim_end() };
    *own = format!("{bare}{words}{}{after}", &before[bare.len()..]);
    Some(lines.join("\n"))
}

/// Inserts a line before another.
fn line_before(text: &str, (line, _): Mark, words: &str) -> Option<String> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if line > lines.len() {
        return None;
    }
    lines.insert(line, words.to_owned());
    Some(lines.join("\n"))
}

/// A level of nesting: its kind, and the current key or number in it.
#[derive(Debug)]
struct Level {
    is_map: bool,
    key: Option<String>,
    number: usize,
}

/// Finds a reviewer in a text that has been read before and is well formed.
fn spot(text: &str, at: usize) -> Option<Spot> {
    let mut walk = Walk { text, at, levels: Vec::new(), spot: Spot::default(), seen: false };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        walk.step(&event, span);
    }
    walk.seen.then_some(walk.spot)
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    levels: Vec<Level>,
    spot: Spot,
    seen: bool,
}

impl Walk<'_> {
    fn step(&mut self, event: &Event<'_>, span: Span) {
        let start = mark(span.start);
        match event {
            Event::Scalar(word, ..) => {
                if let Some(Level { is_map: true, key: key @ None, .. }) = self.levels.last_mut() {
                    *key = Some(word.to_string());
                    if word == "name" && self.is_at(&["review", "reviewers"], 1) {
                        self.spot.name = Some(start);
                    }
                    return;
                }
                if self.is_at(&["review", "reviewers"], 2) && self.key_is("keys") {
                    self.spot.first.get_or_insert(start);
                }
                self.next();
            }
            Event::MappingStart(..) => {
                self.levels.push(Level { is_map: true, key: None, number: 0 });
                if self.is_at(&["review", "reviewers"], 1) {
                    self.seen = true;
                    self.spot.in_braces = self.character(start) == Some('{');
                }
            }
            Event::SequenceStart(..) => {
                let keys = self.is_at(&["review", "reviewers"], 1)
                    && self.levels.last().is_some_and(|own| own.key.as_deref() == Some("keys"));
                self.levels.push(Level { is_map: false, key: None, number: 0 });
                if keys {
                    self.spot.keys = Some(None);
                }
            }
            Event::MappingEnd => {
                if self.is_at(&["review", "reviewers"], 1) && self.spot.in_braces {
                    self.spot.flow_end = Some(start);
                }
                self.levels.pop();
                self.next();
            }
            Event::SequenceEnd => {
                let keys = self.is_at(&["review", "reviewers"], 2) && self.key_is("keys");
                if keys && self.character(start) == Some(']') {
                    self.spot.keys = Some(Some(start));
                }
                self.levels.pop();
                self.next();
            }
            _ => {}
        }
    }

    /// Whether the levels are these keys, then the item looked for in the list, and then `inside`
    /// more levels, counted from the item's mapping.
    fn is_at(&self, keys: &[&str], inside: usize) -> bool {
        let depth = keys.len();
        let path = self.levels.iter().take(depth).map(|level| level.key.as_deref());
        self.levels.len() == depth + 1 + inside
            && path.eq(keys.iter().map(|key| Some(*key)))
            && self.levels.get(depth).is_some_and(|list| !list.is_map && list.number == self.at)
    }

    /// Whether the current key in the reviewer's mapping is this one.
    fn key_is(&self, name: &str) -> bool {
        self.levels.get(3).is_some_and(|own| own.key.as_deref() == Some(name))
    }

    fn character(&self, (line, column): Mark) -> Option<char> {
        self.text.split('\n').nth(line)?.chars().nth(column)
    }

    fn next(&mut self) {
        match self.levels.last_mut() {
            Some(level) if level.is_map => level.key = None,
            Some(level) => level.number += 1,
            None => {}
        }
    }
}

fn mark(marker: saphyr_parser::Marker) -> Mark {
    (marker.line().saturating_sub(1), marker.col())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ssh-ed25519 AAAA \u{201c}书房\u{201d} #1";

    fn text(reviewers: &str) -> String {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        let file = format!("{root}/tests/fixtures/small/issues/publication.yml");
        let base = std::fs::read_to_string(file).unwrap();
        let (head, _) = base.split_once("review:\n").unwrap();
        format!(
            "{head}review:  # 审稿\n  corrections: 6\n  reviewers:\n{reviewers}province: 广东省\n"
        )
    }

    fn keys(text: &str, at: usize) -> Vec<String> {
        let read = document::read::<Publication>(text, "", 0, &mut Findings::default()).unwrap();
        read.value.review.reviewers[at].keys.clone()
    }

    #[test]
    fn keys_are_put_into_lists_of_every_form() {
        let braces =
            "    - {name: 甲, stages: [first]}   # 一\n    - { name: 乙, stages: [second] }\n";
        for at in [0, 1] {
            let changed = insert(&text(braces), at, KEY).unwrap();
            assert_eq!(keys(&changed, at), [KEY], "{changed}");
            assert_eq!(keys(&changed, 1 - at), [""; 0]);
            assert!(changed.contains("   # 一\n") && changed.contains("review:  # 审稿\n"));
        }
        let lines = "    - name: 甲   # 一\n      stages: [first]\n    # 二\n    - stages:\n        - second\n      name: 乙\n";
        for at in [0, 1] {
            let changed = insert(&text(lines), at, KEY).unwrap();
            assert_eq!(keys(&changed, at), [KEY], "{changed}");
            assert!(changed.contains("    - name: 甲   # 一\n      "), "{changed}");
        }
    }

    #[test]
    fn a_second_key_joins_the_first() {
        for list in [
            "    - {name: 甲, keys: [sm2 AA], stages: [first]}\n",
            "    - name: 甲\n      keys:   # 钥\n        - sm2 AA   # 旧\n      stages: [first]\n",
            "    - name: 甲\n      keys:\n      - \"sm2 AA\"\n      stages: [first]\n",
            "    - name: 甲\n      stages: [first]\n      keys: [\n        sm2 AA\n      ]\n",
        ] {
            let changed = insert(&text(list), 0, KEY).unwrap();
            let mut both = keys(&changed, 0);
            both.sort();
            assert_eq!(both, ["sm2 AA", KEY], "{changed}");
        }
        let empty = "    - {name: 甲, keys: [], stages: [first]}\n";
        assert_eq!(keys(&insert(&text(empty), 0, KEY).unwrap(), 0), [KEY]);
    }
}
