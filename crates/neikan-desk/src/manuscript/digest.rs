//! The canonical content of an article and of an issue, and its SHA-256: what a signature binds.
//!
//! The content is a text that people can read and compare: a line that names its form, a line `JSON
//! pointer = JSON` for every value that prints, sorted by pointer, then a line `---` and the body
//! as written. How the YAML was written (order, quotes, empty entries, comments) leaves no trace in
//! it, nor do byte order marks, line ends and empty lines at the beginning and end of the body. The
//! form is described in docs/review.md and must not change: changing what is in it voids every
//! signature.

use std::collections::BTreeMap;

use neikan_base::hash::sha256;
use serde_json::{Value, json};

use super::model::{Block, Part, walk};
use crate::publication::{
    ArticleHead, Issue, Opener, Public, Publication, Rank, Start, plain_lines,
};

/// A canonical content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The text.
    pub text: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Content {
    /// A content with its sum.
    pub fn new(text: String) -> Self {
        Self { sha256: sha256(text.as_bytes()), text }
    }
}

/// The sums of pictures, by their paths as manuscripts write them.
pub type PictureSums = BTreeMap<String, String>;

/// SHA-256 of files, by their paths in the project.
pub type DesignSums = PictureSums;

/// The content of an article: the parts of the front matter that print, the sums of its pictures,
/// its body.
pub fn article(head: &ArticleHead, body: &str, pictures: &PictureSums) -> Content {
    // Listed one by one, so that a new key cannot be forgotten.
    let ArticleHead {
        title,
        kicker,
        deck,
        section,
        kind,
        running,
        authors,
        photographers,
        lead,
        sources,
        serial,
        document,
        speech,
        speakers,
        writing,
        public,
        subjects: _,
        issue: _,
        pages: _,
        start: _,
        rank: _,
        opener: _,
        fit: _,
        date: _,
        original: _,
        guessed: _,
        notes: _,
        waivers,
    } = head;
    let head = json!({
        "title": title,
        "kicker": kicker,
        "deck": deck,
        "section": section,
        "kind": kind,
        "running": running,
        "authors": authors,
        "photographers": photographers,
        "lead": lead,
        "sources": sources,
        "serial": serial,
        "document": document,
        "speech": speech,
        "speakers": speakers,
        "writing": writing,
        // That an article is not public is what it says by saying nothing.
        "public": public.filter(|own| *own == Public::Yes),
        "waivers": waivers,
        "pictures": pictures,
    });
    let body = plain_lines(body);
    let body = body.trim_matches('\n');
    Content::new(format!("{}---\n{body}\n", leaves("article 1", &head)))
}

/// More keys than lead to any value of a front matter.
const DEPTH: usize = 8;

/// Reads the content of an article again: its front matter, as far as it prints, and its body. Gives nothing
/// for a text that [`article`] did not write, or wrote for a program that knew other keys.
pub fn read_article(text: &str) -> Option<(ArticleHead, &str)> {
    let (head, body) = text.strip_prefix("neikan article 1\n")?.split_once("---\n")?;
    let mut whole = Value::Null;
    for line in head.lines() {
        let (pointer, value) = line.split_once(" = ")?;
        if !pointer.starts_with("/pictures/") {
            let keys = pointer.strip_prefix('/')?.splitn(DEPTH + 1, '/');
            if keys.clone().count() > DEPTH {
                return None;
            }
            put(&mut whole, keys, serde_json::from_str(value).ok()?)?;
        }
    }
    Some((serde_json::from_value(whole).ok()?, body))
}

/// Puts a value where keys lead: three digits are the place in a list, which grows item by item.
fn put<'a>(to: &mut Value, mut keys: impl Iterator<Item = &'a str>, value: Value) -> Option<()> {
    let Some(key) = keys.next() else {
        *to = value;
        return Some(());
    };
    let number = key.parse::<usize>().ok().filter(|_| key.len() == 3);
    if to.is_null() {
        *to = if number.is_some() { json!([]) } else { json!({}) };
    }
    let next = match (number, &mut *to) {
        (Some(at), Value::Array(items)) => {
            if items.len() == at {
                items.push(Value::Null);
            }
            items.get_mut(at)?
        }
        (None, Value::Object(map)) => {
            map.entry(key.replace("~1", "/").replace("~0", "~")).or_insert(Value::Null)
        }
        _ => return None,
    };
    put(next, keys, value)
}

/// The form of an issue's content. Form 1 did not include the design.
pub const ISSUE_FORM: &str = "issue 2";

/// An article as the content of its issue lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Its identifier.
    pub id: String,
    /// Where it starts, which moves lines but is not text itself.
    pub start: Start,
    /// Its importance, which determines the size of its title.
    pub rank: Option<Rank>,
    /// The form of its opening.
    pub opener: Option<Opener>,
    /// Whether it may be made to fit.
    pub fit: Option<bool>,
    /// The SHA-256 of its content.
    pub sha256: String,
}

/// The content of an issue: what prints of `publication.yml` and `issue.yml`, the sums of the cover
/// pictures, its articles in order with the sums of their contents, the sums of the files that
/// determine how it looks. Its SHA-256 is the content sum of the issue.
pub fn issue(
    publication: &Publication,
    issue: &Issue,
    pictures: &PictureSums,
    articles: &[Signed],
    design: &DesignSums,
) -> Content {
    let mut printed = json!(publication);
    let mut own = json!(issue);
    if let (Some(printed), Some(own)) = (printed.as_object_mut(), own.as_object_mut()) {
        let house = ["review", "rules", "waivers", "permit_form", "province", "sample_copies"];
        for key in house.into_iter().chain(["handoff", "calendar", "archive", "scoring", "fees"]) {
            printed.remove(key);
        }
        for key in ["articles", "handoff"] {
            own.remove(key);
        }
    }
    let articles: Vec<Value> = articles
        .iter()
        .map(|article| {
            json!({
                "id": article.id,
                "start": article.start,
                "rank": article.rank,
                "opener": article.opener,
                "fit": article.fit,
                "content": article.sha256,
            })
        })
        .collect();
    let whole = json!({
        "publication": printed,
        "issue": own,
        "pictures": pictures,
        "articles": articles,
        "design": design,
    });
    Content::new(leaves(ISSUE_FORM, &whole))
}

/// A value as lines, `pointer = JSON`, sorted; whatever is null or empty has no line.
pub fn leaves(form: &str, value: &Value) -> String {
    let mut lines = BTreeMap::new();
    collect(String::new(), value, &mut lines);
    let lines = lines.iter().map(|(pointer, value)| format!("{pointer} = {value}\n"));
    std::iter::once(format!("neikan {form}\n")).chain(lines).collect()
}

fn collect(pointer: String, value: &Value, lines: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            // Numbers of fixed width, so that the tenth does not come before the second.
            let numbered = items.iter().enumerate();
            numbered.for_each(|(at, item)| collect(format!("{pointer}/{at:03}"), item, lines));
        }
        Value::Object(map) => {
            for (key, item) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(format!("{pointer}/{key}"), item, lines);
            }
        }
        scalar => {
            lines.insert(pointer, scalar.to_string());
        }
    }
}

/// The paths of the pictures in some blocks, sorted.
pub fn picture_paths(blocks: &[Block]) -> Vec<String> {
    let mut paths = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Picture(picture) = part {
            let path = picture.path.strip_prefix(super::ISSUE_ROOT);
            paths.push(path.unwrap_or(&picture.path).to_owned());
        }
    });
    paths.sort();
    paths.dedup();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::markdown;
    use crate::publication::SourceText;
    use neikan_base::diagnostic::Findings;

    fn content(text: &str) -> Content {
        let source = SourceText { file: "a.md".to_owned(), text: text.to_owned() };
        let read = markdown::read(&source, &mut Findings::default()).unwrap();
        let sums = picture_paths(&read.blocks);
        let sums = sums.into_iter().map(|path| (path, sha256(b"x"))).collect();
        article(&read.head.unwrap().value, &read.body, &sums)
    }

    #[test]
    fn how_the_yaml_is_written_does_not_matter_and_what_does_not_print_neither() {
        let plain = content("---\ntitle: 春耕\nsection: news\n---\n一段。\n");
        for same in [
            "---\nsection: \"news\"\n# 注\ntitle: '春耕'\n---\n一段。\n",
            "---\ntitle: >-\n  春耕\nsection: news\npages: 3\nstart: after\n---\n\n一段。\n\n",
            "---\ntitle: 春耕\nauthors: []\nsection: news\nissue: 2026-02\n---\n一段。",
        ] {
            assert_eq!(content(same), plain, "{same}");
        }
        for other in [
            "---\ntitle: 春耕\nsection: briefs\n---\n一段。\n",
            "---\ntitle: 春耕。\nsection: news\n---\n一段。\n",
            "---\ntitle: 春耕\nsection: news\n---\n一段！\n",
            "---\ntitle: 春耕\nsection: news\nsources: [甲]\n---\n一段。\n",
        ] {
            assert_ne!(content(other).sha256, plain.sha256, "{other}");
        }
    }

    #[test]
    fn the_text_can_be_read_and_is_what_is_hashed() {
        let content =
            content("---\ntitle: \"甲\\\"乙\"\nsection: news\n---\n文。\n\n![图](images/a.svg)\n");
        let sum = sha256(b"x");
        let lines = format!(
            "neikan article 1\n/pictures/images~1a.svg = \"{sum}\"\n/section = \"news\"\n\
             /title = \"甲\\\"乙\"\n---\n文。\n\n![图](images/a.svg)\n"
        );
        assert_eq!(content.text, lines);
        assert_eq!(content.sha256, sha256(lines.as_bytes()));
    }
    #[test]
    fn a_content_is_read_again() {
        for text in [
            "---\ntitle: 甲/乙 = ---\nsection: news\nauthors:\n  - name: 丁\n    unit: 荔塘供销社\n  - 戊\nsources: [甲, 乙]\n---\n一段。\n\n---\n\n二段。\n",
            "---\ntitle: 甲\nsection: news\nlead: 导语\nwaivers:\n  - {rule: half-width, text: 'a/b', reason: 原文}\n---\n![图](images/a.svg)\n",
        ] {
            let content = content(text);
            let (head, body) = read_article(&content.text).unwrap();
            let sums = [("images/a.svg".to_owned(), sha256(b"x"))];
            let sums = if text.contains("images/") { sums.into() } else { PictureSums::new() };
            assert_eq!(article(&head, body, &sums), content);
        }
        assert!(read_article("neikan article 2\n---\n文\n").is_none());
        assert!(read_article("neikan article 1\n/title/000 = 1\n/title = 2\n---\n文\n").is_none());
        assert!(read_article("文").is_none());
        // Neither far nor deep lists are made of a few letters.
        let far = ["/authors/999", &"/000".repeat(100_000)];
        for pointer in far {
            assert!(read_article(&format!("neikan article 1\n{pointer} = 1\n---\n文\n")).is_none());
        }
    }
}
