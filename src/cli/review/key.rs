//! `neikan review key`: creates keys, adds them to `publication.yml`, lists and revokes them.

mod list;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::super::{Console, Format, Outcome, show};
use super::{LedgerArgs, SignatureArgs, Signer};
use crate::desk::review::Folder;
use crate::desk::review::keys::private::{Kind, PrivateKey};
use crate::desk::review::keys::public::{digits, is_private};
use crate::desk::review::keys::revoke::{Notice, Revocation, revoke};
use crate::desk::review::keys::seal::own_file;
use crate::desk::review::keys::{NAMESPACE, PublicKey, Search};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{read_limited, write_private, write_whole};
use crate::publication::{Project, TEXT_LIMIT};
use list::List;
use neikan_base::date::Date;

/// The environment variable for a passphrase.
const PASSPHRASE: &str = "NEIKAN_KEY_PASSPHRASE";

/// The commands about keys.
#[derive(Debug, Args)]
pub struct KeyArgs {
    #[command(subcommand)]
    command: KeyCommand,
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    New(NewArgs),
    Add(AddArgs),
    List(ListArgs),
    Revoke(RevokeArgs),
}

#[derive(Debug, Args)]
struct NewArgs {
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(
        long,
        value_name = "KIND",
        default_value = "ed25519",
        hide_default_value = true,
        hide_possible_values = true
    )]
    kind: KeyKind,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    valid_before: Option<Date>,
    #[command(flatten)]
    ledger: LedgerArgs,
}

#[derive(Debug, Args)]
struct AddArgs {
    #[arg(value_name = "NAME")]
    name: String,
    // A private key begins with hyphens: it must get as far as the message that rejects it.
    #[arg(value_name = "FILE|LINE", allow_hyphen_values = true)]
    public: String,
    #[arg(value_name = "…", hide = true)]
    rest: Vec<String>,
    #[arg(long, value_name = "DATE")]
    valid_before: Option<Date>,
    #[command(flatten)]
    ledger: LedgerArgs,
}

#[derive(Debug, Args)]
struct ListArgs {
    #[arg(long)]
    allowed_signers: bool,
    #[command(flatten)]
    ledger: LedgerArgs,
}

#[derive(Debug, Args)]
struct RevokeArgs {
    #[arg(value_name = "FINGERPRINT")]
    fingerprint: String,
    #[arg(long, value_name = "REASON", hide_possible_values = true)]
    reason: Reason,
    #[command(flatten)]
    signature: SignatureArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KeyKind {
    Ed25519,
    Sm2,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Reason {
    Lost,
    Compromised,
    Left,
}

impl Reason {
    fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Compromised => "compromised",
            Self::Left => "left",
        }
    }
}

impl KeyArgs {
    /// Whether it writes into the project.
    pub(super) fn writes(&self) -> bool {
        !matches!(self.command, KeyCommand::List(_))
    }

    /// Whether it is about the ledger of an issue; keys themselves belong to none.
    pub(super) fn revokes(&self) -> bool {
        matches!(self.command, KeyCommand::Revoke(_))
    }

    /// Which ledger is meant, and the form of the report.
    pub(super) fn ledger(&self) -> &LedgerArgs {
        match &self.command {
            KeyCommand::New(args) => &args.ledger,
            KeyCommand::Add(args) => &args.ledger,
            KeyCommand::List(args) => &args.ledger,
            KeyCommand::Revoke(args) => &args.signature.ledger,
        }
    }
}

/// Runs the command.
pub fn run(
    project: &Project,
    folder: &Folder,
    args: &KeyArgs,
    console: &mut Console<'_>,
) -> Outcome {
    match &args.command {
        KeyCommand::New(args) => new(project, args, console),
        KeyCommand::Add(args) => add(project, args, console),
        KeyCommand::List(args) => list(project, args, console),
        KeyCommand::Revoke(args) => revoke_key(project, folder, args, console),
    }
}

/// Searches for the signer's key: in the file given in the call, the agent, then `~/.ssh`.
pub(in crate::cli) fn with_search<T>(
    file: Option<&Path>,
    console: &Console<'_>,
    use_it: impl FnOnce(&Search<'_>) -> T,
) -> T {
    let set = |name| (console.environment)(name).filter(|text| !text.is_empty());
    let ask = |path: &Path| passphrase(path, console);
    let pipe = cfg!(windows).then(|| PathBuf::from(r"\\.\pipe\openssh-ssh-agent"));
    use_it(&Search {
        file,
        agent: set("SSH_AUTH_SOCK").map(PathBuf::from).or(pipe),
        folder: key_folder(console),
        passphrase: &ask,
    })
}

/// The passphrase of a key: from the environment, or asked for on the terminal.
pub(in crate::cli) fn passphrase(path: &Path, console: &Console<'_>) -> Option<String> {
    let set = (console.environment)(PASSPHRASE).filter(|text| !text.is_empty());
    set.or_else(|| asked(path, console))
}

fn key_folder(console: &Console<'_>) -> Option<PathBuf> {
    let home = ["HOME", "USERPROFILE"].into_iter().find_map(|name| (console.environment)(name));
    home.filter(|home| !home.is_empty()).map(|home| Path::new(&home).join(".ssh"))
}

/// Asks for a passphrase on the terminal, without echo.
fn asked(path: &Path, console: &Console<'_>) -> Option<String> {
    let values = [("path", path.display().to_string())];
    let words = show::say(console.locale, "key-ask-passphrase", &values);
    console.terminal.then(|| rpassword::prompt_password(words).ok()).flatten()
}

/// A passphrase for a new key, asked for twice; `None` if the user wants none.
fn new_passphrase(console: &Console<'_>) -> Result<Option<String>, Failure> {
    if let Some(words) = (console.environment)(PASSPHRASE) {
        return Ok(Some(words).filter(|words| !words.is_empty()));
    }
    if !console.terminal {
        return Ok(None);
    }
    let ask = |key| {
        rpassword::prompt_password(console.locale.text(key))
            .map_err(|reason| Failure::machine("/dev/tty", reason))
    };
    let words = ask("key-ask-new")?;
    if !words.is_empty() && ask("key-ask-again")? != words {
        return Err(Finding::stop("key-passphrases-differ").into());
    }
    Ok(Some(words).filter(|words| !words.is_empty()))
}

fn new(project: &Project, args: &NewArgs, console: &mut Console<'_>) -> Outcome {
    let list = List::read(project)?;
    let Signer { name: by, told } = Signer::of(args.by.as_deref(), console)?;
    let at = list.reviewer(&by)?;
    let (kind, name) = match args.kind {
        KeyKind::Ed25519 => (Kind::Ed25519, "ed25519"),
        KeyKind::Sm2 => (Kind::Sm2, "sm2"),
    };
    let path = match (&args.out, key_folder(console)) {
        (Some(path), _) => path.clone(),
        (None, Some(folder)) => own_file(&folder, &by, name),
        (None, None) => return Err(Finding::stop("key-no-folder").into()),
    };
    free(&path)?;
    let passphrase = new_passphrase(console)?;
    let key = PrivateKey::make(kind, &by)?;
    let mut public = key.public().ok_or_else(|| Finding::stop("key-broken"))?;
    public.valid_before = args.valid_before;
    alive(&public, &by, console)?;
    let text = list.with(at, &public)?;
    write_private(&path, key.text(passphrase.as_deref())?.as_bytes())?;
    write_whole(&beside(&path), format!("{}\n", public.bare_line()).as_bytes())?;
    list.write(&text)?;
    let values = [("path", path.display().to_string())];
    if let Some(told) = told.filter(|_| args.ledger.report.format == Format::Human) {
        show::findings(&Findings::from(told), project.root(), console);
    }
    report(&args.ledger, &by, &public, ("summary-key-new", &values), console);
    Ok(())
}

/// Refuses a key with which nobody could sign any more.
fn alive(public: &PublicKey, name: &str, console: &Console<'_>) -> Result<(), Failure> {
    match public.valid_before.filter(|_| public.is_expired(console.today)) {
        None => Ok(()),
        Some(end) => {
            let finding = Finding::stop("key-expired").with("name", name).with("date", end);
            Err(finding.with("key", public.fingerprint()).into())
        }
    }
}

/// The file of the public half: the private one's with `.pub` appended.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

/// Refuses to overwrite a key.
fn free(path: &Path) -> Result<(), Failure> {
    let taken = [path.to_owned(), beside(path)].into_iter().find(|path| path.exists());
    let fault = |path: PathBuf| {
        Finding::stop("key-exists").at(Place::file(path.display().to_string())).into()
    };
    taken.map_or(Ok(()), |path| Err(fault(path)))
}

fn add(project: &Project, args: &AddArgs, console: &mut Console<'_>) -> Outcome {
    // The line is also accepted without quotation marks.
    let words = [std::slice::from_ref(&args.public), &args.rest].concat();
    let mut public = public(&words.join(" "))?;
    public.valid_before = args.valid_before.or(public.valid_before);
    alive(&public, &args.name, console)?;
    let list = List::read(project)?;
    let at = list.reviewer(&args.name)?;
    list.write(&list.with(at, &public)?)?;
    report(&args.ledger, &args.name, &public, ("summary-key-added", &[]), console);
    Ok(())
}

/// The public key given in a call: the line itself, or a file that contains it.
fn public(text: &str) -> Result<PublicKey, Failure> {
    let path = Path::new(text);
    if is_private(text) || !path.is_file() {
        return PublicKey::read(text).map_err(|refusal| refusal.finding().into());
    }
    let bytes = read_limited(path, TEXT_LIMIT).map_err(|e| Failure::machine(path, e))?;
    let held = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let place = || Place::file(path.display().to_string());
    PublicKey::read(&held).map_err(|refusal| refusal.finding().at(place()).into())
}

fn report(
    args: &LedgerArgs,
    name: &str,
    public: &PublicKey,
    (summary, values): (&str, &[(&'static str, String)]),
    console: &mut Console<'_>,
) {
    if args.report.format == Format::Json {
        let mut report = described(name, public);
        report["ok"] = json!(true);
        report["findings"] = json!([]);
        for (key, value) in values {
            report[*key] = json!(value);
        }
        return show::line(console.out, &show::pretty(&report));
    }
    show::line(console.out, &public.line());
    let own = [("name", name.to_owned()), ("key", public.fingerprint())];
    let all = [&own, values].concat();
    show::line(console.out, &show::say(console.locale, summary, &all));
}

fn described(name: &str, public: &PublicKey) -> serde_json::Value {
    json!({
        "name": name, "kind": public.kind(), "key": public.fingerprint(), "line": public.line(),
    })
}

fn list(project: &Project, args: &ListArgs, console: &mut Console<'_>) -> Outcome {
    let list = List::read(project)?;
    let pairs = || {
        let owners = list.keyring.owners.iter();
        owners.flat_map(|owner| owner.keys.iter().map(move |key| (owner, key)))
    };
    let notice = |key: &PublicKey| {
        let fingerprint = key.fingerprint();
        list.revoked.iter().find(|notice| notice.fingerprint == fingerprint)
    };
    if args.allowed_signers {
        for (owner, key) in pairs().filter(|(_, key)| key.ssh().is_some()) {
            show::line(console.out, &allowed(&owner.name, key, notice(key)));
        }
        return Ok(());
    }
    if args.ledger.report.format == Format::Json {
        let keys = pairs().map(|(owner, key)| {
            let mut own = described(&owner.name, key);
            own["revoked"] = json!(notice(key).map(|notice| notice.date));
            own["valid-before"] = json!(key.valid_before);
            own
        });
        let keys: Vec<_> = keys.collect();
        let report = json!({
            "ok": true, "required": list.keyring.required, "keys": keys, "findings": [],
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    for (owner, key) in pairs() {
        let notice = notice(key);
        let rule = match (notice, key.valid_before) {
            (Some(_), _) => "key-line-revoked",
            (None, Some(_)) => "key-line-limited",
            (None, None) => "key-line",
        };
        let date = notice.map(|notice| notice.date).or(key.valid_before);
        let values = [
            ("name", owner.name.clone()),
            ("kind", key.kind().to_owned()),
            ("key", key.fingerprint()),
            ("comment", key.comment.clone()),
            ("date", date.map(|date| date.to_string()).unwrap_or_default()),
        ];
        show::line(console.out, &show::say(console.locale, rule, &values));
    }
    let without = list.keyring.owners.iter().filter(|owner| owner.keys.is_empty());
    let without: Vec<_> = without.map(|owner| owner.name.as_str()).collect();
    let values = [
        ("count", pairs().count().to_string()),
        ("without", without.join(", ")),
        ("required", if list.keyring.required { "yes" } else { "no" }.to_owned()),
        ("some", if without.is_empty() { "no" } else { "yes" }.to_owned()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-keys", &values));
    Ok(())
}

/// A line of the file that `ssh-keygen -Y verify -f` reads. A revoked key expires with its day, unless
/// it has expired before.
fn allowed(name: &str, key: &PublicKey, notice: Option<&Revocation>) -> String {
    let plain = !name.contains(char::is_whitespace);
    let name = if plain { name.to_owned() } else { format!("\"{name}\"") };
    let end = match (notice.map(|notice| notice.date), key.valid_before) {
        (Some(revoked), end) if end.is_none_or(|end| revoked < end) => {
            format!(",valid-before=\"{}2359\"", digits(revoked))
        }
        (_, Some(end)) => format!(",valid-before=\"{}\"", digits(end)),
        _ => String::new(),
    };
    format!("{name} namespaces=\"{NAMESPACE}\"{end} {}", key.bare_line())
}

fn revoke_key(
    project: &Project,
    folder: &Folder,
    args: &RevokeArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let own = &args.signature;
    let Signer { name: by, told } = Signer::of(own.by.as_deref(), console)?;
    let reason = args.reason.name();
    let words = [
        ("reason", reason.to_owned()),
        ("note", own.note.clone().unwrap_or_default().trim().to_owned()),
    ];
    let rule = if words[1].1.is_empty() { "key-reason" } else { "key-reason-note" };
    let notice = Notice {
        fingerprint: args.fingerprint.clone(),
        by,
        reason,
        note: show::say(console.locale, rule, &words),
        date: own.date.unwrap_or(console.today),
    };
    let entry = with_search(own.key.as_deref(), console, |search| {
        revoke(project, folder, &notice, search)
    })?;
    let mut findings = Findings::default();
    findings.extend(told);
    let format = own.ledger.report.format;
    super::show_entries(project, folder, &[entry], &findings, format, console);
    Ok(())
}
