//! The text of a new `publication.yml`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Kind, Plan, Size, slug};
use crate::locale::Language;
use crate::publication::TO_FILL_IN;

/// The marks that may stand in a plain scalar besides letters and Han characters.
const PLAIN: &str = "〔〕（）《》·、—";

/// The text, with comments in a language.
pub fn text(plan: &Plan, language: Language) -> String {
    let template = match (plan.kind, language) {
        (Kind::Magazine, Language::Chinese) => include_str!("publication.zh-Hans.yml"),
        (Kind::Magazine, Language::English) => include_str!("publication.en.yml"),
        (Kind::Bulletin, Language::Chinese) => include_str!("bulletin.zh-Hans.yml"),
        (Kind::Bulletin, Language::English) => include_str!("bulletin.en.yml"),
        (Kind::Newspaper, Language::Chinese) => include_str!("newspaper.zh-Hans.yml"),
        (Kind::Newspaper, Language::English) => include_str!("newspaper.en.yml"),
    };
    let name = or_to_fill_in(&plan.name, "刊名");
    let slug = if plan.slug.is_empty() { slug(&name) } else { plan.slug.clone() };
    let masthead = if plan.masthead.is_empty() { &name } else { &plan.masthead };
    let frequency = match (plan.frequency.as_str(), plan.kind) {
        ("", Kind::Magazine) => "季刊",
        ("", Kind::Bulletin) => "不定期",
        ("", Kind::Newspaper) => "月刊",
        (own, _) => own,
    };
    let (width, height) = plan.size.millimetres();
    let province = match plan.province.as_str() {
        "" => String::new(),
        own => format!("province: {}\n", scalar(own)),
    };
    let printer_province = match plan.province.as_str() {
        "" => String::new(),
        own => format!(", province: {}", scalar(own)),
    };
    let parts = [
        ("slug", scalar(&slug)),
        ("name", scalar(&name)),
        ("masthead", scalar(masthead)),
        ("sponsor", scalar(&or_to_fill_in(&plan.sponsor, "编印单位"))),
        ("permit", scalar(&or_to_fill_in(&plan.permit, "准印证号"))),
        ("scope", list(&names_or(&plan.scope, "发送对象"))),
        ("frequency", scalar(frequency)),
        ("width", width.to_string()),
        ("height", height.to_string()),
        (
            "theme",
            if plan.size == Size::Broadsheet { "theme: broadsheet\n" } else { "" }.to_owned(),
        ),
        ("province", province),
        ("printer", scalar(&or_to_fill_in(&plan.printer, "印刷单位"))),
        ("printer_province", printer_province),
        ("staff", staff(plan)),
        ("sections", sections(plan)),
        ("reviewers", reviewers(plan)),
    ];
    fill(template, &parts.into_iter().collect())
}

/// Replaces the markers `{{name}}` of a template in one pass: what is put in is not looked at again.
fn fill(template: &str, parts: &BTreeMap<&str, String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(parts.get(name).map_or("", String::as_str));
        rest = after;
    }
    out + rest
}

/// An answer, or what says that it is to be filled in.
pub fn or_to_fill_in(answer: &str, what: &str) -> String {
    if answer.is_empty() { format!("{TO_FILL_IN}{what}") } else { answer.to_owned() }
}

fn names_or(names: &[String], what: &str) -> Vec<String> {
    if names.is_empty() { vec![or_to_fill_in("", what)] } else { names.to_vec() }
}

/// The people of each stage, named for it where nobody is known.
fn stages(plan: &Plan) -> [(&'static str, Vec<String>); 5] {
    let first = names_or(&plan.first, "初审");
    let last = names_or(&plan.last, "终审");
    let proof = if plan.proof.is_empty() { first.clone() } else { plan.proof.clone() };
    let chief = last.iter().take(1).cloned().collect();
    let second = names_or(&plan.second, "复审");
    [("first", first), ("second", second), ("final", last), ("proof", proof), ("press", chief)]
}

/// Everybody once, with all that they may sign.
fn reviewers(plan: &Plan) -> String {
    let mut people: Vec<(String, Vec<&str>)> = Vec::new();
    for (stage, names) in stages(plan) {
        for name in names {
            match people.iter_mut().find(|(known, _)| hanzi::names::same(known, &name)) {
                Some((_, stages)) if stages.contains(&stage) => {}
                Some((_, stages)) => stages.push(stage),
                None => people.push((name, vec![stage])),
            }
        }
    }
    let mut out = String::new();
    for (name, stages) in people {
        let _ = writeln!(out, "    - {{name: {}, stages: [{}]}}", scalar(&name), stages.join(", "));
    }
    out
}

fn staff(plan: &Plan) -> String {
    let [(_, first), _, (_, last), (_, proof), _] = stages(plan);
    let mut out = String::new();
    for (role, names) in [("主编", &last), ("责任编辑", &first), ("校对", &proof)] {
        let _ = writeln!(out, "  - {{role: {role}, names: {}}}", list(names));
    }
    out
}

fn sections(plan: &Plan) -> String {
    let mut out = String::new();
    for [id, name, english, kind, color] in plan.sections.sections() {
        let _ = writeln!(
            out,
            "  - {{id: {id}, name: {name}, english: {english}, kind: {kind}, color: {color}}}"
        );
    }
    out
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| scalar(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A text as a YAML scalar that reads back as that text: plain where nothing in it can be taken for
/// anything else, otherwise quoted as in JSON, which YAML includes.
fn scalar(text: &str) -> String {
    let plain = |c: char| hanzi::is_han(c) || c.is_ascii_alphanumeric() || PLAIN.contains(c);
    let begins = text.chars().next().is_some_and(hanzi::is_han);
    // Short names are lower-case letters, digits and hyphens; one that could be a number is quoted.
    let name = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&text);
    if name || begins && text.chars().all(plain) {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Findings;
    use crate::publication::{Publication, document};
    use proptest::prelude::*;

    fn read(plan: &Plan, language: Language) -> Publication {
        let mut findings = Findings::default();
        let text = text(plan, language);
        let document = document::read::<Publication>(&text, "publication.yml", 0, &mut findings);
        assert!(findings.iter().next().is_none(), "{findings:?}\n{text}");
        document.unwrap().value
    }

    #[test]
    fn without_any_answer_it_says_what_to_fill_in() {
        for language in [Language::Chinese, Language::English] {
            let publication = read(&Plan::default(), language);
            assert_eq!(
                (publication.name.as_str(), publication.slug.as_str()),
                ("待填·刊名", "neikan")
            );
            assert_eq!(publication.scope, ["待填·发送对象"]);
            assert_eq!(publication.review.reviewers.len(), 3);
            let bulletin = Plan { kind: Kind::Bulletin, ..Plan::default() };
            let publication = read(&bulletin, language);
            assert_eq!((publication.form.as_deref(), publication.permit), (Some("bulletin"), None));
            let newspaper =
                Plan { kind: Kind::Newspaper, size: Size::Broadsheet, ..Plan::default() };
            let publication = read(&newspaper, language);
            assert_eq!(publication.form.as_deref(), Some("newspaper"));
            assert_eq!(publication.theme.as_deref(), Some("broadsheet"));
        }
    }

    #[test]
    fn everybody_is_a_reviewer_once() {
        let plan = Plan {
            first: vec!["甲一".into(), "乙二".into()],
            second: vec!["乙二".into()],
            last: vec!["丙三".into()],
            ..Plan::default()
        };
        let own = read(&plan, Language::Chinese).review.reviewers;
        let names: Vec<_> = own.iter().map(|own| (own.name.as_str(), own.stages.len())).collect();
        assert_eq!(names, [("甲一", 2), ("乙二", 3), ("丙三", 2)]);
    }

    proptest! {
        #[test]
        fn any_answer_reads_back(text in "[ -~一二#:{}\\[\\]'\"〔，·]{1,20}") {
            let plan = Plan {
                name: text.clone(),
                masthead: text.clone(),
                sponsor: text.clone(),
                permit: text.clone(),
                province: text.clone(),
                scope: vec![text.clone()],
                slug: "x".into(),
                ..Plan::default()
            };
            let own = read(&plan, Language::Chinese);
            let permit = own.permit.unwrap_or_default();
            prop_assert_eq!([&own.name, &own.sponsor, &permit, &own.scope[0]], [&text; 4]);
            prop_assert_eq!(own.province.as_deref(), Some(text.as_str()));
        }
    }
}
