//! `neikan find`: looks for words in the manuscripts of all issues and of the inbox.

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, cache, editor, paint, show};
use crate::desk::find::{Found, Hit, Query, Scope, find};
use crate::diagnostic::{Failure, Finding};
use crate::publication::Project;

/// How many places in one manuscript are shown, unless all are asked for.
const SHOWN: usize = 5;
/// How many manuscripts are shown, unless all are asked for.
const FILES: usize = 40;

/// The words, and where to look for them.
#[derive(Debug, Args)]
pub struct FindArgs {
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    #[arg(long, value_name = "ISSUE|inbox")]
    issue: Option<String>,
    #[arg(
        long,
        value_name = "YEAR",
        value_delimiter = ',',
        value_parser = clap::value_parser!(u16).range(1950..2200)
    )]
    year: Vec<u16>,
    #[arg(long, value_name = "SECTION")]
    section: Option<String>,
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    #[arg(long, value_name = "N")]
    near: Option<usize>,
    #[arg(long)]
    all: bool,
    #[arg(long)]
    edit: bool,
    #[command(flatten)]
    report: Report,
}

impl FindArgs {
    /// The form of the report.
    pub fn format(&self) -> Format {
        self.report.format
    }

    fn scope(&self) -> Scope {
        Scope {
            issue: self.issue.clone(),
            years: self.year.clone(),
            section: self.section.clone(),
            unit: self.unit.clone(),
            author: self.author.clone(),
            near: self.near,
        }
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &FindArgs, console: &mut Console<'_>) -> Outcome {
    let Some(query) = Query::of(&args.words) else {
        return Err(Failure::Call(Box::new(Finding::stop("find-nothing"))));
    };
    let most = if args.all { usize::MAX } else { FILES };
    let cache = cache::own(console.environment);
    let found = find(project, &query, &args.scope(), most, cache.as_deref())?;
    if args.report.format == Format::Json {
        let findings = show::as_json(&found.findings, console.locale);
        let report = json!({
            "ok": true, "words": query.words(), "searched": found.searched, "files": found.files,
            "places": found.places, "hits": found.hits, "findings": findings,
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&found.findings, project.root(), console);
    for own in found.hits.chunk_by(|one, other| one.file == other.file) {
        show_file(project, own, args.all, console);
    }
    if found.files > most {
        let values = [("count", (found.files - most).to_string())];
        show::line(console.out, &show::say(console.locale, "find-more-files", &values));
    }
    let key = if found.hits.is_empty() { "summary-find-none" } else { "summary-find" };
    let values = [
        ("words", query.words().join(" ")),
        ("hits", found.places.to_string()),
        ("files", found.files.to_string()),
        ("searched", found.searched.to_string()),
    ];
    show::line(console.out, &show::say(console.locale, key, &values));
    if args.edit { edit(project, &found, console) } else { Ok(()) }
}

/// Shows what was found in one file.
fn show_file(project: &Project, hits: &[Hit], all: bool, console: &mut Console<'_>) {
    let Some(first) = hits.first() else { return };
    let colors = console.look.out;
    let title = match (&first.title, &first.article) {
        (Some(title), _) => title.clone(),
        (None, Some(_)) => console.locale.text("inbox-untitled"),
        (None, None) => console.locale.text("find-of-issue"),
    };
    let path = project.root().join(&first.file);
    let values = [
        ("issue", first.issue.clone()),
        ("title", paint::bold(&title, colors)),
        ("file", paint::link(&first.file, &path, colors)),
    ];
    show::line(console.out, &show::say(console.locale, "find-file", &values));
    let shown = if all { hits.len() } else { SHOWN };
    for hit in hits.iter().take(shown) {
        let values = [
            ("line", hit.line.to_string()),
            ("column", hit.column.to_string()),
            ("text", marked(hit, colors)),
        ];
        show::line(console.out, &show::say(console.locale, "find-hit", &values));
    }
    if hits.len() > shown {
        let values = [("count", (hits.len() - shown).to_string())];
        show::line(console.out, &show::say(console.locale, "find-more", &values));
    }
}

/// The text of a place with its words marked.
fn marked(hit: &Hit, colors: bool) -> String {
    let chars: Vec<char> = hit.text.chars().collect();
    let part = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    let (mut out, mut at) = (String::new(), 0);
    for [from, to] in &hit.marks {
        out += &part(at, *from);
        out += &paint::mark(&part(*from, *to), colors);
        at = *to;
    }
    out + &part(at, chars.len())
}

/// Opens the first place in the editor.
fn edit(project: &Project, found: &Found, console: &Console<'_>) -> Outcome {
    let Some(hit) = found.hits.first() else { return Ok(()) };
    editor::open(&project.root().join(&hit.file), (hit.line, hit.column), console)
}
