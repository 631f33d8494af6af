//! What differs between two contents of an issue, by the names that editors know: files, and keys
//! of `publication.yml` and `issue.yml`.

use std::collections::{BTreeMap, BTreeSet};

/// The parts that differ, sorted: `articles/foreword.md`, `layouts/dongguan/issue.typ`,
/// `publication.yml: sponsor`. The texts are canonical contents, as written by
/// [`issue`](crate::manuscript::digest::issue).
pub fn parts(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (lines(old), lines(new));
    let mut parts = BTreeSet::new();
    let pointers = old.keys().chain(new.keys()).filter(|at| old.get(*at) != new.get(*at));
    for pointer in pointers.filter(|pointer| !pointer.starts_with("/articles/")) {
        parts.extend(named(pointer));
    }
    let (before, after) = (articles(&old), articles(&new));
    let order = |all: &[(&str, _)]| all.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>();
    if order(&before) != order(&after) {
        parts.insert("issue.yml: articles".to_owned());
    }
    for (id, own) in &after {
        if before.iter().any(|(other, known)| other == id && known != own) {
            parts.insert(format!("articles/{id}.md"));
        }
    }
    parts.into_iter().collect()
}

type Lines<'a> = BTreeMap<&'a str, &'a str>;

fn lines(content: &str) -> Lines<'_> {
    content.lines().filter_map(|line| line.split_once(" = ")).collect()
}

/// The articles in their order, each with its values.
fn articles<'a>(lines: &Lines<'a>) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut all: BTreeMap<&str, (&str, Vec<&str>)> = BTreeMap::new();
    for (pointer, value) in lines {
        let Some((index, key)) =
            pointer.strip_prefix("/articles/").and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        let own = all.entry(index).or_default();
        if key == "id" { own.0 = value.trim_matches('"') } else { own.1.push(value) }
    }
    all.into_values().collect()
}

/// The name of a part that is not an article.
fn named(pointer: &str) -> Option<String> {
    let mut keys = pointer.strip_prefix('/')?.split('/');
    let (head, key) = (keys.next()?, keys.next()?.replace("~1", "/").replace("~0", "~"));
    Some(match head {
        "publication" | "issue" => format!("{head}.yml: {key}"),
        _ => key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_differs() {
        let old = "neikan issue 2\n/articles/000/content = \"1\"\n/articles/000/id = \"a\"\n\
                   /articles/001/content = \"2\"\n/articles/001/id = \"b\"\n\
                   /design/layouts~1x~1issue.typ = \"3\"\n/issue/cover/lines/000/text = \"甲 = 乙\"\n\
                   /pictures/images~1a.jpg = \"4\"\n/publication/name = \"东\"\n";
        assert!(parts(old, old).is_empty());
        let all = ["\"2\"", "\"3\"", "乙", "\"4\"", "东"];
        let new = all.iter().fold(old.to_owned(), |text, part| text.replace(part, "\"9\""));
        let names = [
            "articles/b.md",
            "images/a.jpg",
            "issue.yml: cover",
            "layouts/x/issue.typ",
            "publication.yml: name",
        ];
        assert_eq!(parts(old, &new), names);
        let swapped = old.replace("\"a\"", "\"c\"");
        assert_eq!(parts(old, &swapped), ["issue.yml: articles"]);
    }
}
