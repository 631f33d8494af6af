//! Signs the sample issue anew, as `examples/sign_sample.yml` says: run it after an article, a
//! picture or a page of the sample's covers was changed, and commit what it writes.
//!
//! `cargo run --release --example sign_sample`; with the folder of another sample, as in
//! `-- examples/bulletin`, its newest issue is signed as its `signatures.yml` says.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use neikan::desk::review::{Folder, Request, sign};
use neikan::publication::{Date, Duty, Project, Stage, Verdict};
use serde::Deserialize;

/// What one person signed on one day.
#[derive(Deserialize)]
struct Sitting {
    stage: Stage,
    by: String,
    date: Date,
    /// What they said of each article; of those that await the stage, or of the issue, `note`.
    #[serde(default)]
    notes: BTreeMap<String, String>,
    note: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let other = env::args().nth(1);
    let root = other.clone().unwrap_or_else(|| ".".to_owned());
    let plan = match &other {
        Some(folder) => format!("{folder}/signatures.yml"),
        None => "examples/sign_sample.yml".to_owned(),
    };
    let sittings: Vec<Sitting> = serde_yaml::from_str(&fs::read_to_string(plan)?)?;
    let project = Project::find(Path::new(&root))?.with_kit(neikan::kit::kit());
    let issue = if other.is_some() { None } else { Some("2026-01") };
    let issue = project.choose_issue(issue).map_err(|failure| format!("{failure:?}"))?;
    let folder = Folder::issue(&project, &issue);
    let register = project.issues().join("register.txt");
    for old in [folder.root.join("review.yml"), folder.root.join("review"), register] {
        if old.is_dir() {
            fs::remove_dir_all(old)?;
        } else if old.exists() {
            fs::remove_file(old)?;
        }
    }
    for sitting in sittings {
        for request in requests(sitting) {
            let said = sign(&project, &folder, &request);
            said.map_err(|failure| format!("{request:?}: {failure:?}"))?;
        }
    }
    Ok(())
}

fn requests(sitting: Sitting) -> Vec<Request> {
    let request = |article: Option<&str>, note: Option<&String>| Request {
        article: article.map(str::to_owned),
        stage: sitting.stage,
        by: sitting.by.clone(),
        verdict: Verdict::Pass,
        note: note.cloned(),
        date: sitting.date,
        today: sitting.date,
        of: None,
        seen: Vec::new(),
    };
    if sitting.notes.is_empty() {
        let whole = sitting.stage.duty() == Some(Duty::Press);
        let article = (!whole).then_some("all");
        return vec![request(article, sitting.note.as_ref())];
    }
    sitting.notes.iter().map(|(article, note)| request(Some(article), Some(note))).collect()
}
