//! The house holds: rooms use floors below them, messages are whole and complete.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::repository;

/// The crates of the house and what each may use of the others; docs/architecture.md has the same
/// drawing.
const CRATES: &[(&str, &[&str])] = &[
    ("neikan-base", &[]),
    ("neikan-faces", &[]),
    ("neikan-scaling", &[]),
    ("rule-list", &[]),
    ("hanzi", &["rule-list"]),
    ("pdfx-preflight", &["neikan-base", "rule-list"]),
    ("neikan-press", &["neikan-base", "pdfx-preflight"]),
    ("neikan-desk", &["hanzi", "neikan-base", "pdfx-preflight", "rule-list"]),
    (
        "neikan",
        &[
            "hanzi",
            "neikan-base",
            "neikan-desk",
            "neikan-faces",
            "neikan-press",
            "neikan-scaling",
            "pdfx-preflight",
        ],
    ),
];

/// The floor of each room of a crate; docs/architecture.md has the same table. A room uses only
/// floors below its own.
const FLOORS: &[(&str, &[(&str, u8)])] = &[
    (
        "src",
        &[
            ("main", 10),
            ("cli", 9),
            ("agenda", 8),
            ("preview", 8),
            ("report", 8),
            ("volume", 8),
            ("pipeline", 7),
            ("circulation", 6),
            ("catalogue", 6),
            ("press", 5),
            ("flatplan", 5),
            ("digital", 4),
            ("archive", 3),
            ("typeset", 2),
            ("begin", 2),
            ("manual", 2),
            ("alphabet", 1),
            ("columns", 1),
            ("depot", 1),
            ("kit", 1),
        ],
    ),
    ("crates/neikan-desk/src", &[("desk", 4), ("check", 3), ("manuscript", 2), ("publication", 1)]),
];

fn sources() -> Vec<(PathBuf, String)> {
    let folders = ["src", "crates"].map(|folder| repository().join(folder));
    let entries = folders.iter().flat_map(walkdir::WalkDir::new).map(Result::unwrap);
    entries
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            (entry.path().strip_prefix(repository()).unwrap().to_owned(), text)
        })
        .collect()
}

/// Whether a file holds the words of a rule, which tests/rules.rs and tests/preflight.rs read.
fn is_rule(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "rules") && path.starts_with("crates")
}

fn room(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a line names by paths of its crate.
fn named(line: &str) -> impl Iterator<Item = String> {
    line.match_indices("crate::").map(|(at, _)| {
        let rest = line[at + 7..].chars();
        rest.take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
    })
}

#[test]
fn rooms_use_only_floors_below_them() {
    let mut seen = 0;
    for (folder, floors) in FLOORS {
        let floors: BTreeMap<_, _> = floors.iter().copied().collect();
        let files = sources().into_iter();
        for (path, text) in files.filter(|(path, _)| path.starts_with(folder)) {
            let own = room(path.strip_prefix(folder).unwrap());
            if own == "lib" {
                continue;
            }
            let floor = *floors.get(own.as_str()).unwrap_or_else(|| panic!("{own} has no floor"));
            for (index, line) in text.lines().enumerate() {
                for used in named(line).filter(|used| *used != own) {
                    let Some(other) = floors.get(used.as_str()) else { continue };
                    let place = format!("{}:{}", path.display(), index + 1);
                    assert!(*other < floor, "{place}: {own} (floor {floor}) uses {used}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 20, "the test no longer finds what rooms use");
}

#[test]
fn crates_use_only_those_below_them() {
    let page = std::fs::read_to_string(repository().join("docs/architecture.md")).unwrap();
    for (name, allowed) in CRATES {
        let folder = if *name == "neikan" { String::new() } else { format!("crates/{name}/") };
        let toml =
            std::fs::read_to_string(repository().join(format!("{folder}Cargo.toml"))).unwrap();
        // The table of the workspace only says where the crates are.
        let own = &toml[toml.find("[package]").unwrap()..];
        let used: BTreeSet<&str> = CRATES
            .iter()
            .map(|(other, _)| *other)
            .filter(|other| own.lines().any(|line| line == format!("{other}.workspace = true")))
            .collect();
        assert_eq!(used, allowed.iter().copied().collect(), "{name}");
        let uses = if allowed.is_empty() {
            "—".to_owned()
        } else {
            format!("`{}`", allowed.join("`, `"))
        };
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("docs/architecture.md does not list {name}"));
        assert!(row.contains(&format!("| {uses} |")), "{name}: {row}");
    }
}

#[test]
fn modules_open_with_a_header() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{}", path.display());
    }
}

/// The entries of a Fluent file: key to (placeables of value, placeables of hint).
fn entries(language: &str) -> BTreeMap<String, (BTreeSet<String>, Option<BTreeSet<String>>)> {
    let path = repository().join(format!("crates/neikan-base/src/locale/{language}.ftl"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut out: BTreeMap<String, (BTreeSet<String>, Option<BTreeSet<String>>)> = BTreeMap::new();
    let mut key = String::new();
    let mut in_hint = false;
    for line in text.lines() {
        if let Some((name, value)) =
            line.split_once(" = ").filter(|_| line.starts_with(char::is_alphabetic))
        {
            key = name.to_owned();
            in_hint = false;
            assert!(out.insert(key.clone(), (placeables(value), None)).is_none(), "{key} twice");
        } else if let Some(value) = line.trim_start().strip_prefix(".hint = ") {
            in_hint = true;
            out.get_mut(&key).unwrap().1 = Some(placeables(value));
        } else if line.starts_with("    ") {
            let entry = out.get_mut(&key).unwrap();
            let target = if in_hint { entry.1.as_mut().unwrap() } else { &mut entry.0 };
            target.extend(placeables(line));
        }
    }
    out
}

fn placeables(text: &str) -> BTreeSet<String> {
    let found = text
        .match_indices("{ $")
        .map(|(at, _)| text[at + 3..].chars().take_while(|c| c.is_ascii_alphanumeric()).collect());
    found.collect()
}

#[test]
fn both_languages_have_every_message_with_the_same_placeables() {
    let (chinese, english) = (entries("zh-Hans"), entries("en"));
    let keys = |entries: &BTreeMap<String, _>| entries.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&chinese), keys(&english));
    for (key, (value, hint)) in &chinese {
        assert_eq!(value, &english[key].0, "{key}");
        assert_eq!(hint.is_some(), english[key].1.is_some(), "{key}");
    }
}

#[test]
fn every_rule_has_a_message_and_a_hint_and_every_message_a_use() {
    let messages = entries("en");
    let mut rules = BTreeSet::new();
    let mut literals = BTreeSet::new();
    for (path, text) in sources() {
        // Rules have their words in their own files: tests/rules.rs and tests/preflight.rs.
        if is_rule(&path) {
            continue;
        }
        let text = text.split("#[cfg(test)]").next().unwrap();
        for start in
            ["Finding::stop(\"", "Finding::warn(\"", "Finding::note(\"", "name: \"", "fault(\""]
        {
            for (at, _) in text.match_indices(start) {
                let rule: String =
                    text[at + start.len()..].chars().take_while(|&c| c != '"').collect();
                if rule.contains('-') {
                    rules.insert(rule);
                }
            }
        }
        literals.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
        literals.extend(text.split('"').map(str::to_owned));
    }
    let english =
        std::fs::read_to_string(repository().join("crates/neikan-base/src/locale/en.ftl")).unwrap();
    let named = english.match_indices("{ ").map(|(at, _)| &english[at + 2..]);
    literals.extend(named.filter_map(|rest| Some(rest.split_once(" }")?.0.to_owned())));
    assert!(rules.len() > 60, "the test no longer finds the rules");
    for rule in &rules {
        let message = messages.get(rule).unwrap_or_else(|| panic!("{rule} has no message"));
        assert!(message.1.is_some(), "{rule} has no hint");
    }
    for key in messages.keys() {
        let made = ["help-", "schema-", "rules-"].iter().any(|start| key.starts_with(start));
        assert!(made || literals.contains(key), "{key} is never used");
    }
}

#[test]
fn messages_are_whole_sentences_not_pasted_fragments() {
    for (path, text) in sources() {
        let text = text.split("#[cfg(test)]").next().unwrap();
        for (index, line) in text.lines().enumerate() {
            let words = ["locale.text(", "locale.message(", "locale.hint("];
            let speaks = words.iter().any(|word| line.contains(word));
            let pastes = ["format!(", "push_str(", " + &", "concat!("];
            let pasted = speaks && pastes.iter().any(|way| line.contains(way));
            // Keys may be composed; sentences may not.
            let composed_key = line.contains(".text(&format!(");
            let place = format!("{}:{}", path.display(), index + 1);
            assert!(!pasted || composed_key, "{place} builds a message from parts");
        }
    }
    let chinese =
        std::fs::read_to_string(repository().join("crates/neikan-base/src/locale/zh-Hans.ftl"))
            .unwrap();
    // A hint of several forms has one on each line.
    let mut forms = false;
    for line in chinese.lines() {
        let hint = line.contains(".hint = ");
        if hint || (forms && line.contains("] ")) {
            let whole = line.ends_with(['。', '）']) || (hint && line.ends_with("->"));
            assert!(whole, "{line}");
        }
        forms = line.ends_with("->") && hint || forms && line.trim() != "}";
    }
}

/// Files that may use each other: one type whose work is written in several files, and the ledger
/// with the keys that prove it. docs/architecture.md says why.
const TOGETHER: &[&[&str]] = &[
    &["src/digital/epub/article", "src/digital/epub/folios", "src/digital/epub/notes"],
    &[
        "crates/neikan-desk/src/manuscript/word/body",
        "crates/neikan-desk/src/manuscript/word/drawings",
        "crates/neikan-desk/src/manuscript/word/fields",
        "crates/neikan-desk/src/manuscript/word/notes",
        "crates/neikan-desk/src/manuscript/word/runs",
    ],
    &["crates/neikan-desk/src/manuscript/odt/body", "crates/neikan-desk/src/manuscript/odt/inline"],
    &[
        "crates/neikan-desk/src/desk/review/anchor",
        "crates/neikan-desk/src/desk/review/files",
        "crates/neikan-desk/src/desk/review/keys",
        "crates/neikan-desk/src/desk/review/keys/prove",
        "crates/neikan-desk/src/desk/review/keys/revoke",
        "crates/neikan-desk/src/desk/review/keys/seal",
        "crates/neikan-desk/src/desk/review/ledger",
        "crates/neikan-desk/src/desk/review/lists",
    ],
    &["crates/neikan-desk/src/manuscript/bare", "crates/neikan-desk/src/manuscript/pictures"],
    &[
        "crates/pdfx-preflight/src/color",
        "crates/pdfx-preflight/src/function",
        "crates/pdfx-preflight/src/reading",
    ],
    &["crates/pdfx-preflight/src/reading/repair", "crates/pdfx-preflight/src/reading/xref"],
    &["crates/pdfx-preflight/src/facts", "crates/pdfx-preflight/src/rule"],
    &["crates/pdfx-preflight/src/plates/blend", "crates/pdfx-preflight/src/plates/layer"],
    &[
        "crates/pdfx-preflight/src/plates/paint",
        "crates/pdfx-preflight/src/plates/state",
        "crates/pdfx-preflight/src/plates/text",
    ],
];

/// The module that a file is, as the path of its file without `.rs` or `/mod.rs`.
fn module(path: &Path) -> String {
    let path = path.display().to_string();
    let path = path.trim_end_matches(".rs");
    path.strip_suffix("/mod").or(path.strip_suffix("/lib")).unwrap_or(path).to_owned()
}

/// The paths of a use tree, written out: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn leaves(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else { return vec![tree.to_owned()] };
    let (head, body) = (&tree[..open], &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())]);
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for c in body.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part);
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| leaves(part)).map(|leaf| format!("{head}{leaf}")).collect()
}

/// The modules that a file uses by `use`, but for those that it is a part of.
fn used(own: &str, text: &str, modules: &BTreeSet<String>) -> BTreeSet<String> {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let root = own.split("/src").next().map(|before| format!("{before}/src"));
    let root = root.unwrap().trim_start_matches('/').to_owned();
    let uses = text.match_indices("use ").filter(|(at, _)| {
        let line = text[..*at].rsplit('\n').next().unwrap();
        line.trim().is_empty() || line.trim().starts_with("pub")
    });
    let uses = uses.filter_map(|(at, word)| text[at + word.len()..].split(';').next());
    let mut out = BTreeSet::new();
    for leaf in uses.flat_map(leaves) {
        let mut parts: Vec<&str> = leaf.split("::").map(str::trim).collect();
        let mut base: Vec<String> = own.split('/').map(str::to_owned).collect();
        match parts[0] {
            "crate" => base = root.split('/').map(str::to_owned).collect(),
            "super" => {}
            _ => continue,
        }
        while parts[0] == "super" {
            base.pop();
            parts.remove(0);
        }
        base.extend(parts.iter().filter(|part| **part != "crate").map(|part| (*part).to_owned()));
        while !base.is_empty() && !modules.contains(&base.join("/")) {
            base.pop();
        }
        let other = base.join("/");
        if !other.is_empty() && other != own && !own.starts_with(&format!("{other}/")) {
            out.insert(other);
        }
    }
    out
}

/// Whether one module leads to another.
fn leads(from: &str, to: &str, graph: &BTreeMap<String, BTreeSet<String>>) -> bool {
    let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
    while let Some(at) = left.pop() {
        for next in &graph[at] {
            if next == to {
                return true;
            }
            if seen.insert(next.as_str()) {
                left.push(next);
            }
        }
    }
    false
}

#[test]
fn no_two_files_use_each_other_but_those_that_are_named() {
    let files = sources();
    let files: Vec<_> = files.iter().map(|(path, text)| (module(path), text)).collect();
    let modules: BTreeSet<String> = files.iter().map(|(own, _)| own.clone()).collect();
    let graph: BTreeMap<String, BTreeSet<String>> =
        files.iter().map(|(own, text)| (own.clone(), used(own, text, &modules))).collect();
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 400, "the test no longer finds what files use: {edges}");
    let allowed =
        |a: &str, b: &str| TOGETHER.iter().any(|files| files.contains(&a) && files.contains(&b));
    let mut circles = Vec::new();
    for (own, others) in &graph {
        for other in others {
            if !allowed(own, other) && leads(other, own, &graph) {
                circles.push(format!("{own} -> {other}"));
            }
        }
    }
    assert!(circles.is_empty(), "{circles:#?}");
}
