//! The order of articles in `issue.yml`: one is given another place in its text, so that comments and
//! the order of all else stay as they are.
//!
//! In a list with an entry on each line, the line moves with whatever stands behind the entry; comments
//! on lines of their own stay where they are. In a list within brackets, names change places and nothing
//! else does.

use crate::publication::{Document, Issue, document};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::rulebook::nearest;

/// Where an article goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// To the beginning of the issue.
    First,
    /// To its end.
    Last,
    /// Behind another article.
    After(String),
    /// In front of another article.
    Before(String),
}

/// An issue's text with an article in another place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// The text of `issue.yml`.
    pub text: String,
    /// The articles in their new order.
    pub articles: Vec<String>,
    /// The place that the article had, from 0.
    pub from: usize,
    /// The place that it has now, from 0.
    pub to: usize,
}

/// Gives an article another place in the text of `issue.yml`.
///
/// # Errors
/// [`Failure::Call`] for an article that is not listed, or beside itself; [`Failure::Stopped`] where
/// the list is written in a way that cannot be changed safely.
pub fn order(document: &Document<Issue>, article: &str, to: &Where) -> Result<Ordered, Failure> {
    let listed = &document.value.articles;
    let from = place(listed, article)?;
    let mut rest = listed.clone();
    let own = rest.remove(from);
    let at = match to {
        Where::First => 0,
        Where::Last => rest.len(),
        Where::After(other) | Where::Before(other) if other == article => {
            return Err(call(Finding::stop("move-self").with("article", article)));
        }
        Where::After(other) => place(listed, other).map(|_| at(&rest, other) + 1)?,
        Where::Before(other) => place(listed, other).map(|_| at(&rest, other))?,
    };
    rest.insert(at, own);
    let text = if at == from {
        Some(document.text.clone())
    } else {
        by_lines(document, from, at).or_else(|| by_names(document, &rest))
    };
    let file = document.places.file();
    let text = text.filter(|text| holds(text, file, &document.value, &rest)).ok_or_else(|| {
        let place = Place::line(file, document.places.key("/articles").line);
        Failure::from(Finding::stop("move-listing").at(place).with("article", article))
    })?;
    Ok(Ordered { text, articles: rest, from, to: at })
}

fn call(finding: Finding) -> Failure {
    Failure::Call(Box::new(finding))
}

fn at(names: &[String], name: &str) -> usize {
    names.iter().position(|own| own == name).unwrap_or_default()
}

/// The place of an article in the list.
fn place(listed: &[String], article: &str) -> Result<usize, Failure> {
    let known = || listed.iter().map(String::as_str).collect::<Vec<_>>();
    let at = listed.iter().position(|own| own == article);
    at.ok_or_else(|| call(unknown_article(&known(), article)))
}

/// The finding about an article that an issue does not have: which may be meant, and which it has.
pub fn unknown_article(known: &[&str], article: &str) -> Finding {
    let finding = match nearest(known.iter().copied(), article) {
        Some(meant) => Finding::stop("move-article-meant").with("meant", meant),
        None => Finding::stop("move-article"),
    };
    finding.with("article", article).with("known", known.join(", "))
}

/// The text with the line of one entry moved; nothing unless each entry has a line of its own.
fn by_lines(document: &Document<Issue>, from: usize, to: usize) -> Option<String> {
    let mut lines: Vec<&str> = document.text.split('\n').collect();
    let mut rows = Vec::new();
    for index in 0..document.value.articles.len() {
        let place = document.places.value(&format!("/articles/{index}"));
        let row = place.line.checked_sub(1)?;
        let before: String = lines.get(row)?.chars().take(place.column.checked_sub(1)?).collect();
        let alone = before.trim_start().strip_prefix('-').is_some_and(|gap| gap.trim().is_empty());
        if !alone || rows.last().is_some_and(|last| *last >= row) {
            return None;
        }
        rows.push(row);
    }
    let own = lines.remove(rows[from]);
    let gone = rows.remove(from);
    let rows: Vec<usize> = rows.into_iter().map(|row| row - usize::from(row > gone)).collect();
    let row = match to.checked_sub(1) {
        Some(before) => rows.get(before)? + 1,
        None => *rows.first()?,
    };
    lines.insert(row, own);
    Some(lines.join("\n"))
}

/// The text with the names of the list replaced one by one.
fn by_names(document: &Document<Issue>, names: &[String]) -> Option<String> {
    let lines: Vec<&str> = document.text.split('\n').collect();
    let starts: Vec<usize> = lines
        .iter()
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some(start)
        })
        .collect();
    let mut tokens = Vec::new();
    for (index, name) in document.value.articles.iter().enumerate() {
        let place = document.places.value(&format!("/articles/{index}"));
        let row = place.line.checked_sub(1)?;
        let (byte, _) = lines.get(row)?.char_indices().nth(place.column.checked_sub(1)?)?;
        let start = starts[row] + byte;
        let quoted = document.text[start..].starts_with(['"', '\'']);
        let end = start + name.len() + if quoted { 2 } else { 0 };
        tokens.push((start..end, document.text.get(start..end)?));
    }
    let mut text = document.text.clone();
    for (place, name) in tokens.iter().zip(names).rev() {
        let old = document.value.articles.iter().position(|own| own == name)?;
        text.replace_range(place.0.clone(), tokens[old].1);
    }
    Some(text)
}

/// Whether a text says what an issue said, with its articles in another order.
fn holds(text: &str, file: &str, issue: &Issue, articles: &[String]) -> bool {
    let read = document::read::<Issue>(text, file, 0, &mut Findings::default());
    let wanted = Issue { articles: articles.to_vec(), ..issue.clone() };
    let tree = |issue: &Issue| serde_json::to_value(issue).ok();
    read.is_some_and(|read| tree(&read.value) == tree(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: &str = "cover: {picture: a, alt: b}\nrun: 1\n";

    fn moved(list: &str, article: &str, to: &Where) -> String {
        let head = "year: 2026\nnumber: 1\ntotal: 1\ndate: 2026-01-01\n";
        let text = format!("{head}{list}{REST}");
        let document =
            document::read::<Issue>(&text, "issue.yml", 0, &mut Findings::default()).unwrap();
        let text = order(&document, article, to).unwrap().text;
        text.strip_prefix(head).unwrap().strip_suffix(REST).unwrap().to_owned()
    }

    #[test]
    fn a_line_moves_with_what_stands_behind_it() {
        let list = "articles:   # 次序\n  # 卷首\n  - a  # 甲\n  - \"b\"\n  # 专题\n  - c # 丙\n";
        let after = |name: &str| Where::After(name.to_owned());
        assert_eq!(
            moved(list, "a", &after("b")),
            "articles:   # 次序\n  # 卷首\n  - \"b\"\n  - a  # 甲\n  # 专题\n  - c # 丙\n"
        );
        assert_eq!(
            moved(list, "c", &Where::First),
            "articles:   # 次序\n  # 卷首\n  - c # 丙\n  - a  # 甲\n  - \"b\"\n  # 专题\n"
        );
        assert_eq!(
            moved(list, "a", &Where::Last),
            "articles:   # 次序\n  # 卷首\n  - \"b\"\n  # 专题\n  - c # 丙\n  - a  # 甲\n"
        );
        assert_eq!(moved(list, "b", &after("a")), list);
        assert_eq!(moved(list, "b", &Where::Before("c".to_owned())), list);
    }

    #[test]
    fn names_in_brackets_change_places() {
        let list = "articles: [a, 'b',\n  c] # 次序\n";
        assert_eq!(moved(list, "c", &Where::First), "articles: [c, a,\n  'b'] # 次序\n");
        assert_eq!(moved("articles: [a]\n", "a", &Where::Last), "articles: [a]\n");
    }

    #[test]
    fn an_article_that_is_not_there_is_told_with_those_that_are() {
        let text = format!(
            "year: 2026\nnumber: 1\ntotal: 1\ndate: 2026-01-01\narticles: [foreword, poems]\n{REST}"
        );
        let document =
            document::read::<Issue>(&text, "issue.yml", 0, &mut Findings::default()).unwrap();
        for (article, to, rule) in [
            ("forword", Where::Last, "move-article-meant"),
            ("x", Where::Last, "move-article"),
            ("poems", Where::After("zzz".to_owned()), "move-article"),
            ("poems", Where::Before("poems".to_owned()), "move-self"),
        ] {
            match order(&document, article, &to) {
                Err(Failure::Call(finding)) => assert_eq!(finding.rule, rule),
                other => panic!("{other:?}"),
            }
        }
    }
}
