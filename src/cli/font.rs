//! `neikan font`: the faces of a project, and adding one.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use ttf_parser::{Face, Permissions};

use super::{Console, Format, Outcome, Report, show};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{Lock, lock, read_limited, write_whole};
use crate::publication::{Project, Theme, load_publication, load_theme};
use crate::sources::OWN_LIMIT;
use crate::typeset::holdings::{Held, Holding, held, holdings};

#[derive(Debug, Args)]
pub(super) struct FontArgs {
    #[command(subcommand)]
    command: FontCommand,
}

#[derive(Debug, Subcommand)]
enum FontCommand {
    List(ListArgs),
    Add(AddArgs),
}

#[derive(Debug, Args)]
struct ListArgs {
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct AddArgs {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

impl FontArgs {
    /// The form of the report.
    pub(super) fn format(&self) -> Format {
        match &self.command {
            FontCommand::List(args) => args.report.format,
            FontCommand::Add(_) => Format::Human,
        }
    }
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &FontArgs, console: &mut Console<'_>) -> Outcome {
    match &args.command {
        FontCommand::List(args) => list(project, args, console),
        FontCommand::Add(args) => {
            args.files.iter().try_for_each(|file| add(project, file, console))
        }
    }
}

fn list(project: &Project, args: &ListArgs, console: &mut Console<'_>) -> Outcome {
    let holdings = holdings(project)?;
    let theme = theme(project);
    if args.report.format == Format::Json {
        let fonts: Vec<Value> = holdings.iter().map(|own| data(own, theme.as_ref())).collect();
        show::line(console.out, &show::pretty(&json!({ "ok": true, "fonts": fonts })));
        return Ok(());
    }
    for own in &holdings {
        for face in &own.faces {
            let roles = roles(face, theme.as_ref()).join(", ");
            let values = [
                ("file", own.file.clone()),
                ("face", name(face)),
                ("from", if own.carried { "program" } else { "project" }.to_owned()),
                ("roles", if roles.is_empty() { "none".to_owned() } else { roles }),
            ];
            show::line(console.out, &show::say(console.locale, "font-held", &values));
        }
    }
    Ok(())
}

/// The theme of the publication, where it can be read.
fn theme(project: &Project) -> Option<Theme> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings)?;
    load_theme(project, &publication, None, &mut findings)
}

/// The roles of a theme that name the family of a face.
fn roles(face: &Held, theme: Option<&Theme>) -> Vec<String> {
    let named = theme.iter().flat_map(|theme| &theme.faces);
    let named = named.filter(|(_, families)| {
        families.names().any(|family| family.eq_ignore_ascii_case(&face.family))
    });
    named.map(|(role, _)| role.clone()).collect()
}

fn name(face: &Held) -> String {
    let slant = if face.italic { " italic" } else { "" };
    format!("{} {}{slant}", face.family, face.weight)
}

fn data(own: &Holding, theme: Option<&Theme>) -> Value {
    let faces = own.faces.iter().map(|face| {
        let roles = roles(face, theme);
        json!({ "family": face.family, "weight": face.weight, "italic": face.italic, "roles": roles })
    });
    json!({
        "file": own.file,
        "carried": own.carried,
        "bytes": own.sum.bytes,
        "sha256": own.sum.sha256,
        "faces": faces.collect::<Vec<_>>(),
    })
}

/// Copies a font into the project; never over another.
fn add(project: &Project, file: &Path, console: &mut Console<'_>) -> Outcome {
    let call = |rule| {
        let finding = Finding::stop(rule).with("file", file.display());
        Failure::Call(Box::new(finding))
    };
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = file.file_name().ok_or_else(|| call("font-form"))?;
    if !["otf", "ttf", "otc", "ttc"].contains(&ending.as_str()) {
        return Err(call("font-form"));
    }
    let bytes = read_limited(file, OWN_LIMIT).map_err(|reason| Failure::machine(file, reason))?;
    let bytes = bytes.ok_or_else(|| call("font-form"))?;
    let faces = held(&bytes);
    if faces.is_empty() {
        return Err(call("font-form"));
    }
    let target = project.fonts().join(name);
    let _lock = Lock::take(&project.fonts(), lock::Kind::Passing, "font add")?;
    if let Ok(Some(known)) = read_limited(&target, OWN_LIMIT)
        && known != bytes
    {
        return Err(call("font-exists"));
    }
    write_whole(&target, &bytes)?;
    let shown = project.show(&target);
    let told = Findings::from(rights(&bytes).at(Place::file(shown.clone())));
    show::findings(&told, project.root(), console);
    let families: Vec<String> = faces.iter().map(self::name).collect();
    let values = [("file", shown), ("faces", families.join(", "))];
    show::line(console.out, &show::say(console.locale, "summary-font", &values));
    Ok(())
}

/// What the face says of its licence: the bits `fsType` of its table OS/2 (OpenType 1.9).
fn rights(bytes: &[u8]) -> Finding {
    let face = Face::parse(bytes, 0).ok();
    let permissions = face.as_ref().and_then(Face::permissions);
    let parts = face
        .as_ref()
        .is_some_and(|face| face.is_subsetting_allowed() && face.is_outline_embedding_allowed());
    match permissions {
        Some(Permissions::Installable | Permissions::Editable) if parts => {
            Finding::note("font-free")
        }
        Some(Permissions::PreviewAndPrint) if parts => Finding::warn("font-print-only"),
        None => Finding::warn("font-unsaid"),
        Some(_) => Finding::warn("font-restricted"),
    }
}
