//! The front matter of an article.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Date, Focus, ISSUE};
use crate::publication::Waiver;

/// The front matter of an article.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleHead {
    /// 标题.
    #[schemars(length(min = 1))]
    pub title: String,
    /// 引题.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// 副题.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deck: Option<String>,
    /// 栏目, by identifier.
    #[schemars(length(min = 1))]
    pub section: String,
    /// The kind, if it is not the section's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// A short title for the running head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<String>,
    /// Who wrote it; a name alone may be written as plain text.
    #[serde(default, deserialize_with = "people", skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "people_schema")]
    pub authors: Vec<Author>,
    /// Who took the photographs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photographers: Vec<String>,
    /// 导语.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Where the facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// 连载.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<Serial>,
    /// What an official document bears besides its title and its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Letterhead>,
    /// On what occasion a speech was given, and to whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speech: Option<Speech>,
    /// Who speaks in an interview, each with a portrait.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 4))]
    pub speakers: Vec<Speaker>,
    /// How its lines run, where they do not run from left to right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writing: Option<Writing>,
    /// Whether it may be shown outside the circle of its readers, such as on the web: only where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public: Option<Public>,
    /// What it is about, for the subject index of the year; not printed with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(length(min = 1)))]
    pub subjects: Vec<String>,
    /// The issue that a manuscript in the inbox is meant for.
    #[schemars(regex(pattern = ISSUE))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Page budget.
    #[schemars(range(min = 1, max = 64))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u16>,
    /// Where it starts.
    #[serde(default, skip_serializing_if = "Start::is_default")]
    pub start: Start,
    /// Its importance within the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// The form of its opening, if the layout is not to choose it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opener: Option<Opener>,
    /// Whether its pages may be made to fit: by default they may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<bool>,
    /// What is waived in this file, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// The date on the manuscript; not printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The file it was imported from, in the inbox's folder of originals; not printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// The keys that `neikan import` guessed and nobody has confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guessed: Vec<String>,
    /// Remarks for the editor; not printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Remark>,
}

/// A remark in the margin of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The words it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The remark.
    #[schemars(length(min = 1))]
    pub text: String,
}

/// Where an article starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Start {
    /// On a new page.
    #[default]
    Page,
    /// On a new left-hand page, so that it opens with a spread.
    Left,
    /// On the page on which the article before it ends.
    After,
}

impl Start {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The importance of an article within its issue: the size of its title follows from it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Rank {
    /// The one that the issue is about; at most one in an issue.
    Lead,
    /// One of the few that the cover or the contents announce.
    Major,
    /// Like most articles.
    Normal,
    /// Small: it may share a page.
    Minor,
}

/// The form of an article's opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Opener {
    /// A picture over two facing pages.
    Spread,
    /// A picture on one half of the page, words on the other.
    #[serde(alias = "portrait")]
    Half,
    /// Words alone.
    Type,
    /// A picture across the head of the page.
    Band,
}

/// An author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// 单位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Authors as they may be written: a text, or a list of texts and authors.
#[derive(Deserialize)]
#[serde(untagged)]
enum People {
    Names(String),
    List(Vec<Person>),
}

/// An author as it may be written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Person {
    Name(String),
    Whole(Author),
}

/// Reads authors in any of these forms: `李晓梅`, `李晓梅、陈禾`, `[李晓梅]`, `[{name: 李晓梅}]`.
fn people<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Author>, D::Error> {
    let list = match People::deserialize(from)? {
        People::Names(text) => vec![Person::Name(text)],
        People::List(list) => list,
    };
    let named = |person| match person {
        Person::Whole(author) => vec![author],
        Person::Name(text) => names(&text),
    };
    Ok(list.into_iter().flat_map(named).collect())
}

/// The authors that a text names.
fn names(text: &str) -> Vec<Author> {
    let names = text.split(['、', '，', ',', '；', ';']).map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    names.map(|name| Author { name: name.to_owned(), unit: None }).collect()
}

/// The forms in which authors may be written; faults in a list are reported as if it were one of
/// mappings.
fn people_schema(generator: &mut SchemaGenerator) -> Schema {
    let author = generator.subschema_for::<Author>();
    let name = json_schema!({ "type": "string", "pattern": "\\S" });
    json_schema!({
        "anyOf": [{ "type": "array", "items": { "anyOf": [author, name] } }, name]
    })
}

/// What an official document (公文) bears besides its title and its text, each as it prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// 文号.
    #[schemars(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 签发人.
    #[schemars(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// 主送机关: to whom it is addressed.
    #[schemars(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// 落款: who issues it.
    #[schemars(length(min = 1))]
    pub issuer: String,
    /// 成文日期.
    #[schemars(length(min = 1))]
    pub date: String,
}

/// Somebody who speaks in an interview, with a portrait before its first turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    /// The name, as it prints.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Unit or office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The portrait, under the issue's folder.
    #[schemars(length(min = 1))]
    pub picture: String,
    /// The alternative text: what can be seen in it; the name, where it is not written.
    #[schemars(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The point that every crop keeps.
    #[serde(default)]
    pub focus: Focus,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A speech: where and when it was given, and whom it addresses, each as it prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// The occasion.
    #[schemars(length(min = 1))]
    pub occasion: String,
    /// The day.
    #[schemars(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// 称谓: the words by which it addresses its listeners.
    #[schemars(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// How the lines of an article run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Writing {
    /// From the top down, the lines from right to left (竖排).
    Vertical,
}

/// Whether an article may be shown outside the circle of its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Public {
    /// It may, once all reviewers have signed it with these words.
    Yes,
    /// It may not, as if nothing were said.
    No,
}

/// A part of a serial.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Serial {
    /// The number of the part, from 1.
    #[schemars(range(min = 1, max = 99))]
    pub part: u16,
    /// The number of parts.
    #[schemars(range(min = 1, max = 99))]
    pub of: Option<u16>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(yaml: &str) -> Vec<Author> {
        let text = format!("title: 甲\nsection: news\nauthors: {yaml}\n");
        serde_yaml::from_str::<ArticleHead>(&text).unwrap().authors
    }

    #[test]
    fn authors_are_the_same_however_they_are_written() {
        let one = authors("[{name: 李晓梅}]");
        for same in ["李晓梅", "[李晓梅]", "\n  - 李晓梅", "\n  - name: 李晓梅"] {
            assert_eq!(authors(same), one, "{same}");
        }
        let two = authors("[{name: 李晓梅, unit: 荔塘供销社}, {name: 陈禾}]");
        assert_eq!(authors("[{name: 李晓梅, unit: 荔塘供销社}, 陈禾]"), two);
        assert_eq!(authors("李晓梅、陈禾").len(), 2);
    }
}
