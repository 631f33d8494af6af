//! What can be changed from the page. Each action writes what an editor would write into the manuscript
//! or into `issue.yml`, and nothing where the file is no longer the one that was shown.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::gate::Role;
use super::table::{Done, Table};
use super::views::{Seen, View};
use super::words;
use crate::check::rules;
use crate::desk::amend::{self, Amendment};
use crate::desk::order::Where;
use crate::diagnostic::{Failure, Finding, Place};
use crate::fs::{read_limited, write_whole};
use crate::pipeline::rearrange;
use crate::publication::{Opener, TEXT_LIMIT, plain_lines, write_in_place};
use neikan_base::hash::sha256;

/// The longest text that somebody writes on the page, characters.
const LONGEST: usize = 2000;

/// What is asked for.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
pub enum Action {
    /// Puts right what was found.
    Mend {
        /// The finding.
        id: String,
        /// The sum of its file as it was shown.
        sum: String,
    },
    /// Lets pass what was found.
    Waive {
        /// The finding.
        id: String,
        /// Why.
        reason: String,
        /// Whether whatever the rule finds in the file passes.
        whole: bool,
        /// The sum of its file as it was shown.
        sum: String,
    },
    /// Gives an article another place.
    Move {
        /// The article.
        article: String,
        /// The one in front of which it goes; the last place without one.
        before: Option<String>,
        /// The sum of `issue.yml` as it was shown.
        sum: String,
    },
    /// Has the crops of a picture keep another point.
    Focus {
        /// The picture.
        path: String,
        /// From the left, %.
        x: u8,
        /// From the top, %.
        y: u8,
        /// The sum of the file that names it, as it was shown.
        sum: String,
    },
    /// Chooses the form of an opening.
    Opener {
        /// The article.
        article: String,
        /// The form; without one the layout chooses.
        opener: Option<Opener>,
        /// The sum of its file as it was shown.
        sum: String,
    },
    /// Puts a query to a place.
    Query {
        /// The article.
        article: String,
        /// Words at the place.
        at: Option<String>,
        /// The query.
        text: String,
        /// Who asks.
        by: Option<String>,
        /// The sum of its file as it was shown.
        sum: String,
    },
    /// Removes a query that is settled.
    Settle {
        /// The article.
        article: String,
        /// Its place among the remarks of its article, from 0.
        index: usize,
        /// The sum of its file as it was shown.
        sum: String,
    },
    /// Takes back the last change.
    Undo {},
    /// Reads everything again.
    Refresh {},
}

/// Does what is asked for, as far as this role may; gives what the page is told.
///
/// # Errors
/// Findings that say why nothing was done; [`Failure::Machine`].
pub fn act(table: &Table, role: Role, action: &Action) -> Result<Value, Failure> {
    if role == Role::Reader && !matches!(action, Action::Query { .. }) {
        return Err(refused("preview-reader-only"));
    }
    if matches!(action, Action::Refresh {}) {
        table.wake();
        return Ok(json!({}));
    }
    let _lock = table.project.lock("preview")?;
    if matches!(action, Action::Undo {}) {
        return undo(table);
    }
    let (Some(view), seen) = table.current() else { return Err(refused("preview-no-pages")) };
    let told = Acting { table, view: &view, seen: seen.as_deref() }.act(action)?;
    table.wake();
    Ok(told)
}

fn refused(rule: &'static str) -> Failure {
    Finding::stop(rule).into()
}

/// Takes back the last change, if nobody has changed the file since.
fn undo(table: &Table) -> Result<Value, Failure> {
    let Some(done) = table.last_done() else { return Err(refused("preview-undo-none")) };
    let path = table.project.root().join(&done.file);
    let now = bytes(&path)?;
    table.forget();
    if sha256(&now) != done.after {
        let finding = Finding::stop("preview-changed").at(Place::file(&done.file));
        return Err(finding.into());
    }
    write_whole(&path, &done.before)?;
    table.wake();
    Ok(json!({ "undone": done.file }))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = read_limited(path, TEXT_LIMIT).map_err(|reason| Failure::machine(path, reason))?;
    read.ok_or_else(|| Failure::machine(path, std::io::ErrorKind::FileTooLarge.into()))
}

/// A change that is being made to the pages that are shown.
struct Acting<'a> {
    table: &'a Table,
    view: &'a View,
    seen: Option<&'a Seen>,
}

impl Acting<'_> {
    fn act(&self, action: &Action) -> Result<Value, Failure> {
        match action {
            Action::Mend { id, sum } => self.mend(&self.finding(id)?, sum),
            Action::Waive { id, reason, whole, sum } => {
                self.waive(&self.finding(id)?, reason, *whole, sum)
            }
            Action::Move { article, before, sum } => self.rearrange(article, before.as_ref(), sum),
            Action::Focus { path, x, y, sum } => self.focus(path, [*x, *y], sum),
            Action::Opener { article, opener, sum } => {
                let value = opener.and_then(|own| Some(json!(own).as_str()?.to_owned()));
                self.amend(&self.file(article)?, sum, &Amendment::Set("/opener", value))
            }
            Action::Query { article, at, text, by, sum } => {
                let by = by.as_deref().or(self.table.name.as_deref());
                let parts = [("by", by), ("at", at.as_deref()), ("text", Some(text.as_str()))];
                let parts = parts.into_iter().filter_map(|(key, own)| Some((key, written(own?)?)));
                let entry: Vec<_> = parts.collect();
                if !entry.iter().any(|(key, _)| *key == "text") {
                    return Err(refused("preview-empty"));
                }
                self.amend(&self.file(article)?, sum, &Amendment::Add("/notes", entry))
            }
            Action::Settle { article, index, sum } => {
                self.amend(&self.file(article)?, sum, &Amendment::Drop("/notes", *index))
            }
            Action::Undo {} | Action::Refresh {} => Ok(json!({})),
        }
    }

    /// The finding that is meant.
    fn finding(&self, id: &str) -> Result<Finding, Failure> {
        let all = self.seen.into_iter().flat_map(|seen| seen.looked.findings.iter());
        let mut own = all.filter(|finding| words::id(finding) == id);
        own.next().cloned().ok_or_else(|| refused("preview-gone-finding"))
    }

    /// The file of an article of this issue.
    fn file(&self, article: &str) -> Result<String, Failure> {
        let assembly = self.view.laid.assembly();
        let known = assembly.articles.iter().any(|own| own.id == article);
        let file = || format!("issues/{}/articles/{article}.md", assembly.id);
        known.then(file).ok_or_else(|| refused("preview-gone-article"))
    }

    /// The path and the bytes of a file, if it is still as it was shown.
    fn unchanged(&self, file: &str, sum: &str) -> Result<(PathBuf, Vec<u8>), Failure> {
        let own = self.view.laid.assembly().texts.iter().any(|text| text.file == file);
        let path = self.table.project.root().join(file);
        if !own || self.table.project.lies_elsewhere(&path) {
            return Err(refused("preview-refused"));
        }
        let now = bytes(&path)?;
        if sha256(&now) != sum {
            return Err(Finding::stop("preview-changed").at(Place::file(file)).into());
        }
        Ok((path, now))
    }

    /// Does something to a file that is still as it was shown, and remembers how it was.
    fn change(
        &self,
        file: &str,
        sum: &str,
        change: impl FnOnce(&Path, &str) -> Result<Value, Failure>,
    ) -> Result<Value, Failure> {
        let (path, before) = self.unchanged(file, sum)?;
        let text = plain_lines(&String::from_utf8_lossy(&before));
        let mut told = change(&path, &text)?;
        let after = sha256(&bytes(&path)?);
        if after == sum {
            return Err(Finding::stop("preview-nothing").at(Place::file(file)).into());
        }
        self.table.remember(Done { file: file.to_owned(), before, after });
        told["done"] = json!(file);
        Ok(told)
    }

    /// Amends a value of a file.
    fn amend(&self, file: &str, sum: &str, change: &Amendment) -> Result<Value, Failure> {
        self.change(file, sum, |path, text| {
            let amended = match file.ends_with(".md") {
                true => amend::article(text, change),
                false => amend::data(text, change),
            };
            write(path, file, amended)
        })
    }

    fn mend(&self, finding: &Finding, sum: &str) -> Result<Value, Failure> {
        let file = finding.place.as_ref().map(|place| place.file.clone()).unwrap_or_default();
        self.change(&file, sum, |_, _| {
            let changes = self.view.laid.mend(finding)?;
            let diffs: Vec<&str> = changes.iter().map(|own| own.diff.as_str()).collect();
            Ok(json!({ "diff": diffs.concat() }))
        })
    }

    fn waive(
        &self,
        finding: &Finding,
        reason: &str,
        whole: bool,
        sum: &str,
    ) -> Result<Value, Failure> {
        let Some(reason) = written(reason) else { return Err(refused("preview-empty")) };
        let place = finding.place.as_ref().filter(|_| rules::find(finding.rule).is_some());
        let Some(place) = place else { return Err(refused("preview-not-waivable")) };
        let mut entry = vec![("rule", finding.rule.to_owned())];
        if !whole {
            let texts = &self.view.laid.assembly().texts;
            let line = texts.iter().find(|text| text.file == place.file);
            let line = line.map(|text| text.line(place.line)).unwrap_or_default();
            let words = telling(line, finding.args.get("found").map(String::as_str), place.column);
            entry.extend(words.map(|words| ("text", words)));
        }
        entry.push(("reason", reason));
        self.amend(&place.file, sum, &Amendment::Add("/waivers", entry))
    }

    fn rearrange(
        &self,
        article: &str,
        before: Option<&String>,
        sum: &str,
    ) -> Result<Value, Failure> {
        let id = &self.view.laid.assembly().id;
        let to = before.map_or(Where::Last, |other| Where::Before(other.clone()));
        let project = self.table.project.frozen();
        self.change(&format!("issues/{id}/issue.yml"), sum, |_, _| {
            let moved = rearrange(&project, id, (article, &to), false)?;
            let voided: Vec<Value> = moved.voided.iter().map(|own| json!(own)).collect();
            Ok(json!({ "voided": voided }))
        })
    }

    fn focus(&self, path: &str, [x, y]: [u8; 2], sum: &str) -> Result<Value, Failure> {
        if x > 100 || y > 100 {
            return Err(refused("preview-refused"));
        }
        let known = self.seen.and_then(|seen| seen.pictures.iter().find(|own| own.path == path));
        let Some(own) = known else { return Err(refused("preview-gone-picture")) };
        if let Some(pointer) = own.cover {
            let value = Some(format!("{x}% {y}%"));
            return self.amend(&own.file, sum, &Amendment::Set(pointer, value));
        }
        self.change(&own.file, sum, |to, text| {
            write(to, &own.file, amend::focus(text, own.line, path, [x, y]))
        })
    }
}

fn write(path: &Path, file: &str, text: Option<String>) -> Result<Value, Failure> {
    let form = || Failure::from(Finding::stop("preview-form").at(Place::file(file)));
    write_in_place(path, &text.ok_or_else(form)?)?;
    Ok(json!({}))
}

/// What somebody has written, on one line and not too long; nothing if there is nothing.
fn written(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    (!line.is_empty()).then_some(line)
}

/// Words by which a line is known: what was found in it, else some of what stands at the column.
fn telling(line: &str, found: Option<&str>, column: usize) -> Option<String> {
    let found = found.filter(|own| !own.is_empty() && line.contains(own));
    let at = line.chars().skip(column.saturating_sub(1)).take(12).collect::<String>();
    let words = found.map_or(at, str::to_owned);
    let words = words.trim().to_owned();
    (!words.is_empty()).then_some(words)
}
