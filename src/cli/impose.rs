//! `neikan impose`: puts pages, or pieces of different sizes, on the sheets of a press.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Console, Format, Outcome, Report, show, which};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::pipeline::PARTS;
use crate::pipeline::published::{Purpose, hold, hold_file, homeless};
use crate::press::errand::{Asked, Written, file, issue, pieces, sheet};
use crate::publication::Project;
use neikan_base::Date;
use neikan_press::impose::block::{Duplex, GripperEdge, SideLay};
use neikan_press::impose::gang::{Ganged, MOST};
use neikan_press::impose::scheme::{Half, Insert, Method, Spine};

/// What is of no use for pieces that are cut apart.
const BOUND: [&str; 12] = [
    "source",
    "binding",
    "spine",
    "signature",
    "up",
    "rest",
    "paper_thickness",
    "creep",
    "mill",
    "lip",
    "lip_half",
    "insert",
];

/// What is put on sheets, and how.
#[derive(Debug, Args)]
pub struct ImposeArgs {
    #[arg(value_name = "ISSUE|FILE.pdf")]
    pub(super) source: Option<String>,
    #[arg(long, value_name = "BINDING", hide_possible_values = true)]
    binding: Option<SheetBinding>,
    #[arg(long, value_name = "SIDE", hide_possible_values = true)]
    spine: Option<Flank>,
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    #[arg(long, value_name = "PAGES")]
    signature: Option<usize>,
    #[arg(long, value_name = "COPIES", value_parser = clap::value_parser!(u8).range(1..=16))]
    up: Option<u8>,
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    duplex: Option<DuplexForm>,
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    rest: Option<DuplexForm>,
    #[arg(long, value_name = "MM")]
    gripper: Option<f64>,
    #[arg(long, value_name = "EDGE", hide_possible_values = true)]
    gripper_edge: Option<HeldEdge>,
    #[arg(long, value_name = "SIDE", hide_possible_values = true)]
    side_lay: Option<Flank>,
    #[arg(long, value_name = "MM")]
    paper_thickness: Option<f64>,
    #[arg(long, value_name = "MM", conflicts_with = "paper_thickness")]
    creep: Option<f64>,
    #[arg(long, value_name = "MM")]
    mill: Option<f64>,
    #[arg(long, value_name = "MM")]
    lip: Option<f64>,
    #[arg(long, value_name = "HALF", hide_possible_values = true)]
    lip_half: Option<LipHalf>,
    #[arg(long, value_name = "PAGE[:PAGES]")]
    insert: Vec<String>,
    #[arg(long, value_name = "FILE[:COPIES]", conflicts_with_all = BOUND)]
    piece: Vec<String>,
    #[arg(long, value_name = "MM", requires = "piece")]
    gutter: Option<f64>,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long)]
    draft: bool,
    #[command(flatten)]
    pub(super) report: Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Flank {
    Left,
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HeldEdge {
    Long,
    Short,
    LongTop,
    ShortTop,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LipHalf {
    Front,
    Back,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SheetBinding {
    Saddle,
    Perfect,
    Cut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DuplexForm {
    Sheetwise,
    Tumble,
    WorkAndTurn,
    WorkAndTumble,
}

/// Runs the command; `project` is the project in which it was called, if any.
pub fn run(
    project: Result<Project, Failure>,
    args: &ImposeArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let asked = asked(args)?;
    let files = args.piece.iter().map(|text| piece(text)).collect::<Result<Vec<_>, _>>()?;
    if !files.is_empty() {
        return together(project.ok().as_ref(), &files, &asked, args, console);
    }
    let root = project.as_ref().ok().map(|project| project.root().to_owned());
    let path = args.source.as_deref().filter(|source| is_file(source)).map(PathBuf::from);
    let today = console.today;
    let (made, mut findings, held) = match path {
        Some(path) => {
            // The file may be in a project even if the command is called from elsewhere.
            let beside = || super::project(path.parent()?).ok();
            let project = project.ok().or_else(beside);
            let held = held_file(project.as_ref(), &path, &asked, today)?;
            let (made, findings) = file(project.as_ref(), &path, &asked)?;
            (made, findings, held)
        }
        None => {
            let project = project?;
            let id = which::meant(
                &project,
                args.source.as_deref(),
                "neikan impose",
                args.report.format,
                console,
            )?;
            let held = held_issue(&project, &id, &asked, today)?;
            let (made, findings) = issue(&project, &id, &asked)?;
            (made, findings, held)
        }
    };
    findings.extend(held);
    if args.report.format == Format::Json {
        let files: Vec<_> = made.iter().map(as_json).collect();
        let findings = show::as_json(&findings, console.locale);
        let report = json!({ "ok": true, "files": files, "findings": findings });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&findings, root.as_deref().unwrap_or(Path::new(".")), console);
    for written in &made {
        let imposed = &written.imposed;
        let values = [
            ("path", written.path.display().to_string()),
            ("pages", imposed.pages.to_string()),
            ("blanks", imposed.blanks.to_string()),
            ("sheets", imposed.signatures.len().to_string()),
            ("signatures", sizes(&imposed.signatures)),
            ("halved", imposed.halved.to_string()),
            ("used", imposed.used.to_string()),
            ("creep", format!("{:.2}", imposed.creep)),
            ("size", show::size(imposed.pdf.len())),
        ];
        show::line(console.out, &show::say(console.locale, "summary-imposed", &values));
        for (insert, before) in &imposed.inserts {
            let values = [
                ("after", insert.after.to_string()),
                ("pages", insert.pages.to_string()),
                ("before", before.to_string()),
                (
                    "binding",
                    if imposed.method == Method::Saddle { "saddle" } else { "other" }.to_owned(),
                ),
            ];
            show::line(console.out, &show::say(console.locale, "summary-insert", &values));
        }
    }
    Ok(())
}

/// Puts several pieces on one sheet.
fn together(
    project: Option<&Project>,
    files: &[(PathBuf, usize)],
    asked: &Asked,
    args: &ImposeArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let mut held = Findings::default();
    for (path, _) in files {
        held.extend(held_file(project, path, asked, console.today)?);
    }
    let made = pieces(project, files, asked)?;
    let Ganged { sheet, leaves, sides, used, pdf, .. } = &made.ganged;
    let mut findings = made.ganged.findings.clone();
    findings.extend(held);
    if args.report.format == Format::Json {
        let findings = show::as_json(&findings, console.locale);
        let leaves = leaves.iter().map(|leaf| {
            json!({
                "file": files[leaf.piece].0.display().to_string(),
                "pages": leaf.pages,
                "trim": leaf.size.map(|edge| (edge * 10.0).round() / 10.0),
                "copies": leaf.copies,
            })
        });
        let report = json!({
            "ok": true,
            "path": made.path.display().to_string(),
            "bytes": pdf.len(),
            "sheet": [sheet.width, sheet.height],
            "sides": sides,
            "used": used,
            "gutter": made.ganged.layout.gutter,
            "leaves": leaves.collect::<Vec<_>>(),
            "findings": findings,
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let root = project.map_or(Path::new("."), Project::root);
    show::findings(&findings, root, console);
    let values = [
        ("path", made.path.display().to_string()),
        ("leaves", leaves.iter().map(|leaf| leaf.copies).sum::<usize>().to_string()),
        ("width", sheet.width.to_string()),
        ("height", sheet.height.to_string()),
        ("sides", sides.to_string()),
        ("used", used.to_string()),
        ("size", show::size(pdf.len())),
    ];
    show::line(console.out, &show::say(console.locale, "summary-pieces", &values));
    Ok(())
}

/// What is to be said of imposing a file of a project, or of none, or why it must not be.
fn held_file(
    project: Option<&Project>,
    path: &Path,
    asked: &Asked,
    today: Date,
) -> Result<Findings, Failure> {
    let Some(project) = project else { return Ok(homeless(path)) };
    if let Some(finding) = part(project, path) {
        return Err(finding.into());
    }
    // A press file given by its path is still checked against its issue.
    match issue_of(project, path) {
        Some(id) => held_issue(project, &id, asked, today),
        None => hold_file(project, path, asked.draft, today),
    }
}

fn held_issue(
    project: &Project,
    id: &str,
    asked: &Asked,
    today: Date,
) -> Result<Findings, Failure> {
    let folder = project.root().join("out").join(id);
    hold(project, id, &folder, Purpose::Press { draft: asked.draft }, today)
}

/// A finding for a draft of a part of an issue, which is there to be looked at.
fn part(project: &Project, path: &Path) -> Option<Finding> {
    let (issue, folder) = below_out(project, path)?;
    let place = Place::file(path.display().to_string());
    (folder == PARTS).then(|| Finding::stop("edition-part").at(place).with("issue", issue))
}

/// The issue to which a press file belongs, if the file is in its output folder.
fn issue_of(project: &Project, path: &Path) -> Option<String> {
    let (id, folder) = below_out(project, path)?;
    (folder == "press" && project.issue_ids().contains(&id)).then_some(id)
}

/// The issue in whose output folder a file is, and the folder in that.
fn below_out(project: &Project, path: &Path) -> Option<(String, String)> {
    let (root, path) = (project.root().canonicalize().ok()?, path.canonicalize().ok()?);
    let mut below = path.strip_prefix(root.join("out")).ok()?.components();
    let mut next = || Some(below.next()?.as_os_str().to_str()?.to_owned());
    Some((next()?, next()?))
}

/// Whether a source is a file rather than the name of an issue.
fn is_file(source: &str) -> bool {
    source.to_ascii_lowercase().ends_with(".pdf")
        || source.contains(['/', '\\'])
        || Path::new(source).is_file()
}

/// The sizes of signatures, with equal ones grouped: `16×2 + 8`.
fn sizes(signatures: &[usize]) -> String {
    let groups = signatures.chunk_by(|one, other| one == other);
    let groups = groups.map(|group| match group.len() {
        1 => group[0].to_string(),
        times => format!("{}\u{d7}{times}", group[0]),
    });
    groups.collect::<Vec<_>>().join(" + ")
}

fn asked(args: &ImposeArgs) -> Result<Asked, Failure> {
    let call = |finding: Finding| Failure::Call(Box::new(finding));
    let sheet = args.sheet.as_deref().map(sheet).transpose()?;
    let lengths = [
        ("--gripper", args.gripper, 50.0),
        ("--paper-thickness", args.paper_thickness, 2.0),
        ("--creep", args.creep, 20.0),
        ("--mill", args.mill, 10.0),
        ("--lip", args.lip, 30.0),
        ("--gutter", args.gutter, 50.0),
    ];
    for (option, length, most) in lengths {
        if length.is_some_and(|length| !(0.0..=most).contains(&length)) {
            let finding = Finding::stop("impose-length").with("option", option);
            return Err(call(finding.with("most", most)));
        }
    }
    let method = args.binding.map(|binding| match binding {
        SheetBinding::Saddle => Method::Saddle,
        SheetBinding::Perfect => Method::Perfect,
        SheetBinding::Cut => Method::Cut,
    });
    let fits = |size: usize| match method {
        Some(Method::Cut) => size >= 2 && size.is_multiple_of(2),
        _ => neikan_press::impose::scheme::SIZES.contains(&size),
    };
    if let Some(size) = args.signature.filter(|&size| !fits(size)) {
        return Err(call(Finding::stop("impose-signature").with("pages", size)));
    }
    Ok(Asked {
        method,
        spine: if args.spine == Some(Flank::Right) { Spine::Right } else { Spine::Left },
        sheet,
        gripper_edge: args.gripper_edge.map(held),
        gripper: args.gripper,
        side_lay: args.side_lay.map(side_lay),
        duplex: args.duplex.map(duplex),
        rest: args.rest.map(duplex),
        signature: args.signature,
        up: args.up,
        thickness: args.paper_thickness,
        creep: args.creep,
        mill: args.mill,
        lip: args.lip,
        lip_half: args.lip_half.map(half),
        inserts: args.insert.iter().map(|own| insert(own)).collect::<Result<_, _>>()?,
        gutter: args.gutter,
        out: args.out.clone(),
        draft: args.draft,
    })
}

/// Reads where a piece is bound in, and how many pages it has: `16`, which has four, or `16:8`.
fn insert(text: &str) -> Result<Insert, Failure> {
    let unknown =
        || Failure::Call(Box::new(Finding::stop("impose-insert-form").with("value", text)));
    let (after, pages) = text.split_once(':').unwrap_or((text, "4"));
    let number = |text: &str| text.parse().ok().filter(|number| (1..=9_999).contains(number));
    let (after, pages) = number(after).zip(number(pages)).ok_or_else(unknown)?;
    Ok(Insert { after, pages })
}

/// Reads which file is a piece, and how often it is on the sheet: `card.pdf`, once, or `card.pdf:8`.
fn piece(text: &str) -> Result<(PathBuf, usize), Failure> {
    let counted = text
        .rsplit_once(':')
        .filter(|(_, count)| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()));
    let (path, copies) = counted.unwrap_or((text, "1"));
    let copies = copies.parse().ok().filter(|copies| (1..=MOST).contains(copies));
    let unknown = || Finding::stop("impose-piece-form").with("value", text).with("most", MOST);
    match copies {
        Some(copies) if !path.is_empty() => Ok((PathBuf::from(path), copies)),
        _ => Err(Failure::Call(Box::new(unknown()))),
    }
}

fn duplex(form: DuplexForm) -> Duplex {
    match form {
        DuplexForm::Sheetwise => Duplex::Sheetwise,
        DuplexForm::Tumble => Duplex::Tumble,
        DuplexForm::WorkAndTurn => Duplex::WorkAndTurn,
        DuplexForm::WorkAndTumble => Duplex::WorkAndTumble,
    }
}

fn held(edge: HeldEdge) -> GripperEdge {
    match edge {
        HeldEdge::Long => GripperEdge::Long,
        HeldEdge::Short => GripperEdge::Short,
        HeldEdge::LongTop => GripperEdge::LongTop,
        HeldEdge::ShortTop => GripperEdge::ShortTop,
    }
}

fn side_lay(side: Flank) -> SideLay {
    match side {
        Flank::Left => SideLay::Left,
        Flank::Right => SideLay::Right,
    }
}

fn half(half: LipHalf) -> Half {
    match half {
        LipHalf::Front => Half::Front,
        LipHalf::Back => Half::Back,
    }
}

fn as_json(written: &Written) -> serde_json::Value {
    let imposed = &written.imposed;
    let inserts = imposed.inserts.iter().map(|(insert, before)| {
        json!({ "after": insert.after, "pages": insert.pages, "sheets_before": before })
    });
    json!({
        "path": written.path.display().to_string(),
        "bytes": imposed.pdf.len(),
        "pages": imposed.pages,
        "blanks": imposed.blanks,
        "sheets": imposed.signatures.len(),
        "signatures": imposed.signatures,
        "sides": imposed.sides,
        "halved": imposed.halved,
        "used": imposed.used,
        "creep": imposed.creep,
        "inserts": inserts.collect::<Vec<_>>(),
    })
}
