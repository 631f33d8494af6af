//! `neikan archive`: makes, verifies, restores and signs archives, puts them into places elsewhere and
//! keeps those equal, and writes the site of all issues.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::review::passphrase;
use super::{Console, Format, Outcome, Report, build, cache, elsewhere, show, which};
use crate::archive::bag::Bag;
use crate::archive::mirror::{Mirrored, mirror};
use crate::archive::publish::Parcel;
use crate::archive::verify::{Verified, verify};
use crate::archive::{ENDING, restore, sign};
use crate::catalogue::{Site, SiteOrder, publish};
use crate::depot::{Notes, Patience};
use crate::desk::review::keys::private::{KeyFile, PrivateKey};
use crate::desk::review::keys::{Keyring, PublicKey};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::read_limited;
use crate::kit::kit;
use crate::pipeline::{Editions, Order, Rebuilt, rebuild};
use crate::publication::{Date, Project, TEXT_LIMIT, issue_number, load_publication};
use pdfx_preflight::Standard;

/// What is done with archives.
#[derive(Debug, Args)]
pub struct ArchiveArgs {
    #[command(subcommand)]
    command: ArchiveCommand,
}

#[derive(Debug, Subcommand)]
enum ArchiveCommand {
    Create(CreateArgs),
    Verify(VerifyArgs),
    Restore(RestoreArgs),
    Sign(SignArgs),
    Publish(PublishArgs),
    Mirror(MirrorArgs),
    Site(SiteArgs),
}

#[derive(Debug, Args)]
struct CreateArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long)]
    no_fonts: bool,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "STANDARD", hide_possible_values = true)]
    pdfx: Option<build::PdfX>,
    #[arg(long, value_name = "QUALITY", hide_possible_values = true)]
    quality: Option<build::Pictures>,
    #[arg(long)]
    embed_fonts: bool,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct VerifyArgs {
    #[arg(value_name = "FILE|DIR|ISSUE")]
    archive: Option<String>,
    #[arg(long)]
    rebuild: bool,
    #[arg(long, value_name = "NAME|FILE")]
    signer: Option<String>,
    #[arg(long, value_name = "FILE", requires = "signer")]
    signature: Option<PathBuf>,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct RestoreArgs {
    #[arg(value_name = "FILE|DIR")]
    archive: String,
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct SignArgs {
    #[arg(value_name = "FILE|DIR|ISSUE")]
    archive: Option<String>,
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct PublishArgs {
    #[arg(value_name = "FILE|ISSUE")]
    archive: Option<String>,
    #[arg(long, value_name = "DEST")]
    to: String,
    #[arg(long, value_name = "YYYY-MM-DD")]
    lock_until: Option<Date>,
    #[command(flatten)]
    wait: Wait,
    #[command(flatten)]
    report: Report,
}

/// How long is waited for a store that says nothing.
#[derive(Debug, Args)]
struct Wait {
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "60",
        hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(1..=900)
    )]
    timeout: u16,
}

impl Wait {
    fn patience(&self) -> Patience {
        Patience::Long(u64::from(self.timeout))
    }
}

#[derive(Debug, Args)]
struct MirrorArgs {
    #[arg(value_name = "FROM")]
    from: String,
    #[arg(value_name = "TO")]
    to: String,
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    wait: Wait,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct SiteArgs {
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "FILE|DIR")]
    archives: Vec<PathBuf>,
    #[arg(long)]
    no_pdf: bool,
    #[command(flatten)]
    report: Report,
}

impl ArchiveArgs {
    /// What the call is about.
    pub fn subject(&self) -> String {
        let named = match &self.command {
            ArchiveCommand::Create(args) => args.issue.clone().map(|id| format!("issues/{id}")),
            ArchiveCommand::Verify(args) => args.archive.clone(),
            ArchiveCommand::Restore(args) => Some(args.archive.clone()),
            ArchiveCommand::Sign(args) => args.archive.clone(),
            ArchiveCommand::Publish(args) => args.archive.clone(),
            ArchiveCommand::Mirror(_) => None,
            ArchiveCommand::Site(args) => Some(args.to.display().to_string()),
        };
        named.unwrap_or_else(|| "out".to_owned())
    }

    /// The form of the report.
    pub fn format(&self) -> Format {
        match &self.command {
            ArchiveCommand::Create(args) => args.report.format,
            ArchiveCommand::Verify(args) => args.report.format,
            ArchiveCommand::Restore(args) => args.report.format,
            ArchiveCommand::Sign(args) => args.report.format,
            ArchiveCommand::Publish(args) => args.report.format,
            ArchiveCommand::Mirror(args) => args.report.format,
            ArchiveCommand::Site(args) => args.report.format,
        }
    }
}

/// Runs the command in a folder, which need not be in a project for an archive that is named.
pub fn run(start: &Path, args: &ArchiveArgs, console: &mut Console<'_>) -> Outcome {
    match &args.command {
        ArchiveCommand::Create(args) => create(&super::project(start)?, args, console),
        ArchiveCommand::Verify(args) => check(start, args, console),
        ArchiveCommand::Restore(args) => restored(args, console),
        ArchiveCommand::Sign(args) => signed(start, args, console),
        ArchiveCommand::Publish(args) => published(start, args, console),
        ArchiveCommand::Mirror(args) => mirrored(args, console),
        ArchiveCommand::Site(args) => site(super::project(start)?, args, console),
    }
}

fn create(project: &Project, args: &CreateArgs, console: &mut Console<'_>) -> Outcome {
    let (asked, format) = (args.issue.as_deref(), args.report.format);
    let issue = which::meant(project, asked, "neikan archive create", format, console)?;
    let out = args.out.clone().unwrap_or_else(|| project.root().join("out"));
    let order = Order {
        editions: Editions { archive: true, ..Editions::NONE },
        pdfx: args.pdfx.map(Standard::from),
        quality: build::quality(args.quality),
        embed_fonts: args.embed_fonts,
        fonts: args.no_fonts.then_some(false),
        ..Order::whole(&issue, out)
    };
    build::make(project, &order, format, console)
}

fn check(start: &Path, args: &VerifyArgs, console: &mut Console<'_>) -> Outcome {
    let bag = Bag::open(&path(start, args.archive.as_deref())?)?;
    let keys = args.signer.as_deref().map(|signer| keys(start, signer)).transpose()?;
    let verified = verify(&bag)?;
    let signed = keys.as_ref().map(|keys| {
        let beside = || sign::beside(bag.path());
        sign::signer(&bag, &args.signature.clone().unwrap_or_else(beside), keys)
    });
    let signed = signed.transpose()?;
    let rebuilt = args
        .rebuild
        .then(|| build::shown(console, |begin| rebuild(&bag, &verified, &kit(), begin)));
    let rebuilt = rebuilt.transpose()?;
    let mut findings = verified.findings.clone();
    findings.extend(rebuilt.iter().flat_map(|own| own.findings.clone()));
    let more = json!({
        "files": verified.files,
        "bytes": verified.bytes,
        "program": verified.stated.program,
        "signer": signed.map(|key| json!({ "name": args.signer, "key": key.fingerprint() })),
        "rebuilt": rebuilt.as_ref().map(|own| json!({
            "outputs": own.outputs, "differing": own.differing, "drift": own.drift,
        })),
    });
    let mut lines = vec![("summary-archive-verified", values(&bag, &verified))];
    lines.extend(signed.map(|key| {
        let name = args.signer.clone().unwrap_or_default();
        ("summary-archive-signer", vec![("name", name), ("key", key.fingerprint())])
    }));
    lines.extend(rebuilt.map(told));
    tell(&bag, &verified, (args.report.format, more), &findings, &lines, console);
    Ok(())
}

type Line = (&'static str, Vec<(&'static str, String)>);

fn told(rebuilt: Rebuilt) -> Line {
    let same = rebuilt.outputs - rebuilt.differing.len();
    let values = [
        ("same", same.to_string()),
        ("differing", rebuilt.differing.len().to_string()),
        ("drift", rebuilt.drift.len().to_string()),
    ];
    ("summary-archive-rebuilt", values.to_vec())
}

fn restored(args: &RestoreArgs, console: &mut Console<'_>) -> Outcome {
    let bag = Bag::open(Path::new(&args.archive))?;
    let verified = verify(&bag)?;
    restore::restore(&bag, &verified.stated, &args.to)?;
    let folder = args.to.display().to_string();
    let more = json!({ "folder": folder });
    let line = ("summary-archive-restored", vec![("folder", folder)]);
    let findings = verified.findings.clone();
    tell(&bag, &verified, (args.report.format, more), &findings, &[line], console);
    Ok(())
}

fn signed(start: &Path, args: &SignArgs, console: &mut Console<'_>) -> Outcome {
    let bag = Bag::open(&path(start, args.archive.as_deref())?)?;
    let key = private(&args.key, console)?;
    let verified = verify(&bag)?;
    let path = sign::sign(&bag, &key)?.display().to_string();
    let fingerprint = key.public().map(|key| key.fingerprint()).unwrap_or_default();
    let more = json!({ "path": path, "key": fingerprint });
    let line = ("summary-archive-signed", vec![("path", path), ("key", fingerprint)]);
    let findings = verified.findings.clone();
    tell(&bag, &verified, (args.report.format, more), &findings, &[line], console);
    Ok(())
}

fn published(start: &Path, args: &PublishArgs, console: &mut Console<'_>) -> Outcome {
    if let Some(until) = args.lock_until.filter(|until| *until <= console.today) {
        let finding = Finding::stop("publish-lock-past").with("date", until);
        return Err(Failure::Call(Box::new(finding)));
    }
    let bag = Bag::open(&path(start, args.archive.as_deref())?)?;
    let verified = verify(&bag)?;
    let parcel = Parcel::of(&bag, &verified.stated)?;
    let depot = elsewhere::open(&args.to, args.wait.patience(), true, console)?;
    // Everything goes there once and is read back once.
    let bar = elsewhere::bar(Some(2 * parcel.bytes()), console);
    let (notes, words) = (notes(console), elsewhere::words(console));
    let published = parcel.publish(&depot, args.lock_until, &notes, &|step| {
        elsewhere::moved(&bar, step, &words);
    });
    bar.finish_and_clear();
    let published = published?;
    let more = json!({
        "address": depot.address().to_string(),
        "record": published.record,
        "files": published.files,
        "already": published.already,
        "sent_bytes": published.sent,
        "kept_bytes": published.kept,
        "locked_until": args.lock_until.map(|until| until.to_string()),
    });
    let size = |bytes: u64| show::size(usize::try_from(bytes).unwrap_or(usize::MAX));
    let values = vec![
        ("publication", show::visible(&verified.stated.publication)),
        ("issue", verified.stated.issue.clone()),
        ("address", depot.address().to_string()),
        ("record", published.record.clone()),
        ("files", published.files.len().to_string()),
        ("size", size(parcel.bytes())),
        ("sent", size(published.sent)),
        ("kept", size(published.kept)),
    ];
    let key = match published.already {
        true => "summary-archive-published-already",
        false if published.kept > 0 => "summary-archive-published-resumed",
        false => "summary-archive-published",
    };
    let mut lines = vec![(key, values)];
    lines.extend(
        args.lock_until.map(|until| ("summary-archive-locked", vec![("date", until.to_string())])),
    );
    let findings = verified.findings.clone();
    tell(&bag, &verified, (args.report.format, more), &findings, &lines, console);
    Ok(())
}

/// Notes of what is on its way, in the cache of the person who calls.
fn notes(console: &Console<'_>) -> Notes {
    Notes::new(cache::own(console.environment).map(|own| own.join("uploads")))
}

fn mirrored(args: &MirrorArgs, console: &mut Console<'_>) -> Outcome {
    let from = elsewhere::open(&args.from, args.wait.patience(), false, console)?;
    let to = elsewhere::open(&args.to, args.wait.patience(), !args.check, console)?;
    let bar = elsewhere::bar(None, console);
    let (notes, words) = (notes(console), elsewhere::words(console));
    let done = mirror((&from, &to), args.check, &notes, &|step| {
        elsewhere::moved(&bar, step, &words);
    });
    bar.finish_and_clear();
    let done = done?;
    if args.report.format == Format::Json {
        let report = mirror_report(args, &done, console);
        show::line(console.out, &show::pretty(&report));
    } else {
        show::findings(&done.findings, Path::new("."), console);
        let values = [
            ("from", from.address().to_string()),
            ("to", to.address().to_string()),
            ("objects", done.objects.to_string()),
            ("same", done.same.to_string()),
            ("missing", done.missing.len().to_string()),
            ("differing", done.differing.len().to_string()),
            ("more", done.more.len().to_string()),
        ];
        let key = if args.check { "summary-archive-compared" } else { "summary-archive-mirrored" };
        show::line(console.out, &show::say(console.locale, key, &values));
    }
    if done.findings.stops() { Err(Failure::Reported) } else { Ok(()) }
}

fn mirror_report(args: &MirrorArgs, done: &Mirrored, console: &Console<'_>) -> Value {
    json!({
        "ok": !done.findings.stops(),
        "from": args.from,
        "to": args.to,
        "objects": done.objects,
        "same": done.same,
        "copied": if args.check { &[][..] } else { &done.missing[..] },
        "missing": if args.check { &done.missing[..] } else { &[][..] },
        "differing": done.differing,
        "more": done.more,
        "findings": show::as_json(&done.findings, console.locale),
    })
}

fn site(project: Project, args: &SiteArgs, console: &mut Console<'_>) -> Outcome {
    let project = project.with_store(cache::store(None, console.environment));
    let order = SiteOrder {
        to: args.to.clone(),
        out: args.out.clone().unwrap_or_else(|| project.root().join("out")),
        archives: args.archives.clone(),
        pdf: !args.no_pdf,
        cache: cache::own(console.environment),
    };
    let site = publish(&project, &order)?;
    let mut findings = site.findings.clone();
    findings.extend(project.store().troubles());
    if args.report.format == Format::Json {
        let report = show::pretty(&site_report(&site, &findings, console));
        show::line(console.out, &report);
        return Ok(());
    }
    show::findings(&findings, project.root(), console);
    let Site { changed, sizes, .. } = &site;
    let values = [
        ("folder", site.folder.display().to_string()),
        ("issues", site.issues.to_string()),
        ("articles", site.articles.to_string()),
        ("files", changed.files.to_string()),
        ("written", changed.written.to_string()),
        ("removed", changed.removed.to_string()),
        ("index", show::size(sizes.index)),
        ("share", (sizes.index * 100 / sizes.text.max(1)).to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-archive-site", &values));
    if !site.open.is_empty() {
        let values = [("issues", site.open.join(", "))];
        show::line(console.out, &show::say(console.locale, "summary-archive-site-open", &values));
    }
    Ok(())
}

fn site_report(site: &Site, findings: &Findings, console: &Console<'_>) -> Value {
    json!({
        "ok": true,
        "folder": site.folder.display().to_string(),
        "issues": site.issues,
        "archived": site.archived,
        "articles": site.articles,
        "files": site.changed.files,
        "written": site.changed.written,
        "removed": site.changed.removed,
        "index_bytes": site.sizes.index,
        "text_bytes": site.sizes.text,
        "open": site.open,
        "findings": show::as_json(findings, console.locale),
    })
}

fn values(bag: &Bag, verified: &Verified) -> Vec<(&'static str, String)> {
    vec![
        ("path", bag.path().display().to_string()),
        ("publication", show::visible(&verified.stated.publication)),
        ("issue", verified.stated.issue.clone()),
        ("files", verified.files.to_string()),
        ("size", show::size(usize::try_from(verified.bytes).unwrap_or(usize::MAX))),
        ("program", show::visible(&verified.stated.program)),
    ]
}

fn tell(
    bag: &Bag,
    verified: &Verified,
    (format, more): (Format, Value),
    findings: &Findings,
    lines: &[Line],
    console: &mut Console<'_>,
) {
    if format == Format::Json {
        let mut report = more;
        report["ok"] = json!(true);
        report["archive"] = json!(bag.path().display().to_string());
        report["issue"] = json!(verified.stated.issue);
        report["findings"] = json!(show::as_json(findings, console.locale));
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(findings, bag.path(), console);
    for (key, values) in lines {
        show::line(console.out, &show::say(console.locale, key, values));
    }
}

/// The archive that a call names: a file, a folder, or that of an issue, by default the newest.
fn path(start: &Path, asked: Option<&str>) -> Result<PathBuf, Failure> {
    let named = asked.filter(|name| Path::new(name).exists() || issue_number(name).is_none());
    if let Some(name) = named {
        let path = PathBuf::from(name);
        let gone = || Finding::stop("archive-gone").with("path", name);
        return if path.exists() { Ok(path) } else { Err(Failure::Call(Box::new(gone()))) };
    }
    let project = super::project(start)?;
    let issue = project.choose_issue(asked)?;
    let folder = project.root().join("out").join(&issue);
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let own = entries
        .map(|entry| entry.path())
        .filter(|path| path.display().to_string().ends_with(ENDING));
    own.min().ok_or_else(|| {
        let finding = Finding::stop("archive-none").with("issue", &issue);
        Failure::Call(Box::new(finding.with("folder", folder.display())))
    })
}

/// The keys of a signer: those in a file of public keys, one a line, or those of a reviewer of the
/// project.
fn keys(start: &Path, signer: &str) -> Result<Vec<PublicKey>, Failure> {
    let path = Path::new(signer);
    if path.is_file() {
        let read =
            read_limited(path, TEXT_LIMIT).map_err(|reason| Failure::machine(path, reason))?;
        let text = read.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let refused = |at: usize, refusal: &crate::desk::review::keys::public::Refusal| {
            Failure::from(refusal.finding().at(Place::line(signer, at + 1)))
        };
        let read = lines
            .enumerate()
            .map(|(at, line)| PublicKey::read(line).map_err(|refusal| refused(at, &refusal)));
        return read.collect();
    }
    let project = super::project(start)?;
    let mut findings = Findings::default();
    let publication = load_publication(&project, &mut findings);
    let publication = publication.ok_or(Failure::Stopped(findings))?;
    let ring = Keyring::of(&publication.value.review);
    let own = ring.keys_of(signer).to_vec();
    if own.is_empty() {
        let known = ring.owners.iter().filter(|owner| !owner.keys.is_empty());
        let known: Vec<&str> = known.map(|owner| owner.name.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let finding = Finding::stop("archive-signer").with("name", signer);
        return Err(Failure::Call(Box::new(finding.with("known", known))));
    }
    Ok(own)
}

/// The private key in a file; asks for its passphrase.
fn private(path: &Path, console: &Console<'_>) -> Result<PrivateKey, Failure> {
    let place = || Place::file(path.display().to_string());
    match KeyFile::read(path)? {
        KeyFile::Open(key) => Ok(key),
        KeyFile::Public(_) => Err(Finding::stop("archive-key-public").at(place()).into()),
        KeyFile::Locked(locked) => {
            let words = passphrase(path, console);
            let words = words.ok_or_else(|| Finding::stop("key-passphrase-missing").at(place()))?;
            let key = locked.open(&words);
            Ok(key.ok_or_else(|| Finding::stop("key-passphrase").at(place()))?)
        }
    }
}
