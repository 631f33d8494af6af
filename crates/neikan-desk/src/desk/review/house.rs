//! The list of signers, with the rules of the house that they sign under: what the editor in chief
//! signs with `neikan review people`, and what every other signature names.
//!
//! Its canonical content has the form `house 1` (docs/review.md). It names the issue, or the inbox,
//! so that a ledger cannot be moved to another one. Two lists that differ only in the issue are the
//! same list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::contents::Folder;
use crate::manuscript::digest::{Content, leaves};
use crate::publication::{
    Duty, KeyUse, Project, Publication, Reviewer, Setting, TEXT_LIMIT, Waiver, plain_lines,
};
use hanzi::names;
use neikan_base::diagnostic::{Finding, Place};
use neikan_base::hash::sha256;

/// The form of the content.
const FORM: &str = "house 1";

/// The file of the member units, below the folder of the issues.
const MEMBERS: &str = "members.yml";

/// The signers, and the rules of the house.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct House {
    /// The issue, or `inbox`.
    pub issue: String,
    /// How many characters one proofreader may sign off alone.
    #[serde(default)]
    pub corrections: usize,
    /// Who may sign what, with which keys.
    #[serde(default)]
    pub reviewers: Vec<Reviewer>,
    /// Whether every signature must be made with a key.
    #[serde(default)]
    pub keys: KeyUse,
    /// Who may review articles of their own.
    #[serde(default)]
    pub own_articles: Vec<String>,
    /// How much the findings of each rule weigh.
    #[serde(default)]
    pub rules: BTreeMap<String, Setting>,
    /// What is waived.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// The member list and the word lists, by path, each with its SHA-256.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

impl House {
    /// The list as it is in the files of a project.
    pub fn of(project: &Project, folder: &Folder, publication: &Publication) -> Self {
        let review = &publication.review;
        Self {
            issue: folder.id.clone(),
            corrections: review.corrections,
            reviewers: review.reviewers.clone(),
            keys: review.keys,
            own_articles: review.own_articles.clone(),
            rules: publication.rules.clone(),
            waivers: publication.waivers.clone(),
            files: sums(project),
        }
    }

    /// Its canonical content.
    pub fn content(&self) -> Content {
        Content::new(leaves(FORM, &json!(self)))
    }

    /// The list that a canonical content states; nothing if it is not such a content.
    pub fn read(content: &str) -> Option<Self> {
        let (head, lines) = content.split_once('\n')?;
        (head == format!("neikan {FORM}")).then_some(())?;
        let mut tree = Map::new();
        for line in lines.lines() {
            let (pointer, value) = line.split_once(" = ")?;
            put(&mut tree, pointer.strip_prefix('/')?, serde_json::from_str(value).ok()?);
        }
        serde_json::from_value(listed(Value::Object(tree))).ok()
    }

    /// The reviewer with this name, under any spelling of it.
    pub fn reviewer(&self, name: &str) -> Option<&Reviewer> {
        self.reviewers.iter().find(|own| names::same(&own.name, name))
    }

    /// Whether somebody may sign what requires this duty.
    pub fn allows(&self, name: &str, duty: Duty) -> bool {
        self.reviewer(name).is_some_and(|own| own.stages.contains(&duty))
    }

    /// The editors in chief.
    pub fn chiefs(&self) -> impl Iterator<Item = &Reviewer> {
        self.reviewers.iter().filter(|own| own.is_chief())
    }

    /// Whether somebody may review articles of their own.
    pub fn lets_review_own(&self, name: &str) -> bool {
        self.own_articles.iter().any(|own| names::same(own, name))
    }

    /// Whether another list says the same, possibly for another issue.
    pub fn says_what(&self, other: &Self) -> bool {
        let here = Self { issue: other.issue.clone(), ..self.clone() };
        here.content() == other.content()
    }

    /// A finding for each difference between this list, not yet signed, and the one signed last.
    pub fn changes_since(&self, signed: &Self) -> Vec<Finding> {
        let mut all = self.people_since(signed);
        let change = |rule, from: String, to: String| {
            (from != to).then(|| Finding::stop(rule).with("from", from).with("to", to))
        };
        let limits = (signed.corrections.to_string(), self.corrections.to_string());
        all.extend(change("house-corrections", limits.0, limits.1));
        let keys = |list: &Self| json!(list.keys).as_str().unwrap_or_default().to_owned();
        all.extend(change("house-keys", keys(signed), keys(self)));
        let own = |list: &Self| or_dash(&list.own_articles.join(", "));
        all.extend(change("house-own-articles", own(signed), own(self)));
        let setting = |list: &Self, rule: &str| {
            let set = list.rules.get(rule).map(|set| json!(set));
            or_dash(set.as_ref().and_then(Value::as_str).unwrap_or_default())
        };
        let mut rules: Vec<&String> = self.rules.keys().chain(signed.rules.keys()).collect();
        rules.sort();
        rules.dedup();
        for rule in rules {
            let changed = change("house-rule", setting(signed, rule), setting(self, rule));
            all.extend(changed.map(|finding| finding.with("name", rule)));
        }
        if self.waivers != signed.waivers {
            let counts = (signed.waivers.len(), self.waivers.len());
            let finding = Finding::stop("house-waivers").with("from", counts.0);
            all.push(finding.with("to", counts.1));
        }
        let place = || Place::file("issues/publication.yml");
        let mut all: Vec<Finding> = all.into_iter().map(|finding| finding.at(place())).collect();
        all.extend(self.files_since(signed));
        all
    }

    fn people_since(&self, signed: &Self) -> Vec<Finding> {
        let mut all = Vec::new();
        let duties = |own: &Reviewer| {
            let duties = json!(own.stages);
            let duties = duties.as_array().into_iter().flatten().filter_map(Value::as_str);
            let delegate = own.delegate.then_some("delegate");
            duties.chain(delegate).collect::<Vec<_>>().join(", ")
        };
        for own in &self.reviewers {
            let named = |rule| Finding::stop(rule).with("name", &own.name);
            let Some(before) = signed.reviewer(&own.name) else {
                all.push(named("house-person-new").with("to", duties(own)));
                continue;
            };
            if duties(own) != duties(before) {
                let finding = named("house-person-duties").with("from", duties(before));
                all.push(finding.with("to", duties(own)));
            }
            if own.keys != before.keys {
                all.push(named("house-person-keys"));
            }
        }
        let gone = signed.reviewers.iter().filter(|own| self.reviewer(&own.name).is_none());
        all.extend(gone.map(|own| Finding::stop("house-person-gone").with("name", &own.name)));
        all
    }

    fn files_since(&self, signed: &Self) -> Vec<Finding> {
        let mut paths: Vec<&String> = self.files.keys().chain(signed.files.keys()).collect();
        paths.sort();
        paths.dedup();
        let changed =
            paths.into_iter().filter(|path| self.files.get(*path) != signed.files.get(*path));
        let finding = |path: &String| {
            let rule = match (signed.files.get(path), self.files.get(path)) {
                (None, _) => "house-file-new",
                (_, None) => "house-file-gone",
                _ => "house-file-changed",
            };
            let path = format!("issues/{path}");
            Finding::stop(rule).at(Place::file(&path)).with("path", path)
        };
        changed.map(finding).collect()
    }
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "—".to_owned() } else { text.to_owned() }
}

/// The word lists, by their paths below the folder of the issues, sorted.
pub fn words(project: &Project) -> Vec<String> {
    let names = project.sources().files(&project.issues().join("words")).into_iter();
    let names = names.filter(|name| name.ends_with(".yml") && !name.starts_with('.'));
    names.map(|name| format!("words/{name}")).collect()
}

/// The sums of the member list and the word lists; their kind of line ends does not matter.
fn sums(project: &Project) -> BTreeMap<String, String> {
    let paths = words(project).into_iter().chain([MEMBERS.to_owned()]);
    let sum = |path: &String| {
        let bytes = project.sources().read(&project.issues().join(path), TEXT_LIMIT).ok()??;
        let text = String::from_utf8_lossy(&bytes);
        Some(sha256(plain_lines(&text).as_bytes()))
    };
    paths.filter_map(|path| Some((path.clone(), sum(&path)?))).collect()
}

/// Puts a value at the place of a JSON pointer, given without its first slash.
fn put(tree: &mut Map<String, Value>, pointer: &str, value: Value) {
    let (key, rest) = pointer.split_once('/').map_or((pointer, None), |(k, r)| (k, Some(r)));
    let key = key.replace("~1", "/").replace("~0", "~");
    let Some(rest) = rest else {
        tree.insert(key, value);
        return;
    };
    let inner = tree.entry(key).or_insert_with(|| Value::Object(Map::new()));
    if let Some(inner) = inner.as_object_mut() {
        put(inner, rest, value);
    }
}

/// A tree in which objects whose keys are all numbers are turned into lists.
fn listed(tree: Value) -> Value {
    let Value::Object(map) = tree else { return tree };
    let number = |key: &String| key.len() >= 3 && key.bytes().all(|byte| byte.is_ascii_digit());
    if !map.is_empty() && map.keys().all(number) {
        return Value::Array(map.into_iter().map(|(_, value)| listed(value)).collect());
    }
    Value::Object(map.into_iter().map(|(key, value)| (key, listed(value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> House {
        let reviewer = |name: &str, stages: &[Duty]| Reviewer {
            name: name.to_owned(),
            stages: stages.to_vec(),
            delegate: false,
            keys: Vec::new(),
        };
        House {
            issue: "2026-01".to_owned(),
            corrections: 6,
            reviewers: vec![
                reviewer("梁以宁", &[Duty::First, Duty::Proof]),
                reviewer("陈禾", &[Duty::Final, Duty::Press]),
            ],
            rules: [("dash".to_owned(), Setting::Warn)].into(),
            files: [("words/a~b.yml".to_owned(), sha256(b"x"))].into(),
            ..House::default()
        }
    }

    #[test]
    fn a_list_is_read_back_from_its_content() {
        let many = (0..12).map(|at| Reviewer {
            name: format!("甲{at}"),
            stages: vec![Duty::First],
            delegate: at == 3,
            keys: vec!["ssh-ed25519 AAAA = x".to_owned()],
        });
        for house in [House { reviewers: many.collect(), ..house() }, house(), House::default()] {
            assert_eq!(House::read(&house.content().text), Some(house));
        }
        for wrong in ["", "neikan article 1\n", "neikan house 1\nx\n", "neikan house 1\n/a = {\n"] {
            assert_eq!(House::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_issue_alone_makes_no_other_list() {
        let inbox = House { issue: "inbox".to_owned(), ..house() };
        assert!(inbox.says_what(&house()) && inbox.content() != house().content());
        assert!(!inbox.says_what(&House { corrections: 7, ..house() }));
    }

    #[test]
    fn every_change_is_named() {
        let rules = |now: &House| {
            let all = now.changes_since(&house());
            all.into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
        };
        assert!(rules(&house()).is_empty());
        let mut now = house();
        now.reviewers[0].name = "苏青".to_owned();
        assert_eq!(rules(&now), ["house-person-new", "house-person-gone"]);
        let mut now = house();
        now.reviewers[0].name = "梁以寧".to_owned();
        assert!(rules(&now).is_empty());
        now.reviewers[1].stages.push(Duty::Second);
        now.reviewers[1].keys.push("k".to_owned());
        assert_eq!(rules(&now), ["house-person-duties", "house-person-keys"]);
        let now = House { corrections: 99, own_articles: vec!["陈禾".to_owned()], ..house() };
        assert_eq!(rules(&now), ["house-corrections", "house-own-articles"]);
        let now = House { rules: BTreeMap::new(), files: BTreeMap::new(), ..house() };
        assert_eq!(rules(&now), ["house-rule", "house-file-gone"]);
    }
}
