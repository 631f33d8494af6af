//! LibreOffice as a second way into old documents, where it is installed and asked for.
//!
//! It gets a copy of the document in a folder of its own and writes a .docx beside it, which is read
//! as any other. It runs with a profile of its own that allows no macros and no connections, in an
//! empty environment, cut off from the network where the system lets us (`unshare`), and for a
//! limited time: then everything that it started is ended.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use neikan_base::fs::read_limited;

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(120);
/// How often it is looked at.
const TICK: Duration = Duration::from_millis(50);
/// The names that it has, and where it is when no path leads there.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];
const PLACES: [&str; 3] = [
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];

/// Why there is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It is not installed.
    Missing,
    /// It took too long, seconds.
    Slow(u64),
    /// It gave no document, or one that is too large.
    Failed,
}

/// Has LibreOffice write a document of Word as .docx, whatever the name of its file is; `most` is the
/// most bytes that the result may have.
///
/// # Errors
/// [`Trouble`], if there is no result.
pub fn convert(bytes: &[u8], most: u64) -> Result<Vec<u8>, Trouble> {
    let program = program().ok_or(Trouble::Missing)?;
    let folder = tempfile::Builder::new().prefix("neikan-office-").tempdir();
    let folder = folder.map_err(|_| Trouble::Failed)?;
    let (input, profile) = (folder.path().join("a.doc"), folder.path().join("profile"));
    let laid = fs::write(&input, bytes)
        .and_then(|()| fs::create_dir_all(profile.join("user")))
        .and_then(|()| fs::write(profile.join("user/registrymodifications.xcu"), settings()))
        .and_then(|()| fs::create_dir(folder.path().join("out")));
    laid.map_err(|_| Trouble::Failed)?;
    let mut command = alone(&program);
    command
        .arg(profile_argument(&profile))
        .args(["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"])
        .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(folder.path().join("out"))
        .arg(&input);
    run(command, folder.path(), LIMIT)?;
    let made = read_limited(&folder.path().join("out/a.docx"), most);
    made.ok().flatten().filter(|made| !made.is_empty()).ok_or(Trouble::Failed)
}

/// Where the program is.
fn program() -> Option<PathBuf> {
    let ending = std::env::consts::EXE_SUFFIX;
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&paths).filter(|p| p.is_absolute()).collect();
    let named = |folder: &PathBuf| NAMES.map(|name| folder.join(format!("{name}{ending}")));
    let mut all = folders.iter().flat_map(named).chain(PLACES.map(PathBuf::from));
    all.find(|path| path.is_file())
}

/// The command, cut off from the network where the system lets us.
fn alone(program: &Path) -> Command {
    let unshare = ["-r", "-n", "--"];
    let mut probe = Command::new("unshare");
    probe
        .args(unshare)
        .arg("true")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if cfg!(target_os = "linux") && probe.status().is_ok_and(|status| status.success()) {
        let mut command = Command::new("unshare");
        command.args(unshare).arg(program);
        return command;
    }
    Command::new(program)
}

fn profile_argument(profile: &Path) -> OsString {
    let path = profile.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("-env:UserInstallation=file://{slash}{path}").into()
}

/// A profile that runs no macros, follows no links and reaches nobody: connections go to a proxy
/// that is not there.
fn settings() -> String {
    let item = |path: &str, name: &str, value: &str| {
        format!(
            "<item oor:path=\"/org.openoffice.{path}\"><prop oor:name=\"{name}\" oor:op=\"fuse\">\
             <value>{value}</value></prop></item>\n"
        )
    };
    let items = [
        item("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
        item("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
        item("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        item("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
        item("Office.Writer/Content/Update", "Link", "2"),
        item("Office.Common/Misc", "FirstRun", "false"),
        item("Inet/Settings", "ooInetProxyType", "1"),
        item("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
        item("Inet/Settings", "ooInetHTTPProxyPort", "9"),
        item("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
        item("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
        item("Inet/Settings", "ooInetNoProxy", ""),
    ];
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items \
         xmlns:oor=\"http://openoffice.org/2001/registry\">\n{}</oor:items>\n",
        items.concat()
    )
}

/// Runs a command to its end, at home in `folder`; one that takes too long is ended with all that it
/// started.
fn run(mut command: Command, folder: &Path, limit: Duration) -> Result<(), Trouble> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).env("HOME", folder).env("TMPDIR", folder);
    command.env("LC_ALL", "C.UTF-8").current_dir(folder);
    if cfg!(windows) {
        ["SystemRoot", "TEMP"].iter().for_each(|name| {
            command.env(name, std::env::var_os(name).unwrap_or_default());
        });
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|_| Trouble::Failed)?;
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                // What it left running is not needed either.
                end(&mut child);
                return if status.success() { Ok(()) } else { Err(Trouble::Failed) };
            }
            Ok(None) if begun.elapsed() < limit => std::thread::sleep(TICK),
            _ => {
                end(&mut child);
                return Err(Trouble::Slow(limit.as_secs()));
            }
        }
    }
}

/// Ends a process and all that it started: on Unix its group, of which it is the first.
fn end(child: &mut Child) {
    let id = child.id();
    let (program, words) = if cfg!(windows) {
        ("taskkill", vec!["/T".to_owned(), "/F".to_owned(), "/PID".to_owned(), id.to_string()])
    } else {
        ("kill", vec!["-KILL".to_owned(), "--".to_owned(), format!("-{id}")])
    };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let _ = command.status();
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_takes_too_long_is_ended_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let limit = Duration::from_millis(400);
        let ended = run(shell("sleep 60 & echo $! > child; wait"), folder.path(), limit);
        assert_eq!(ended, Err(Trouble::Slow(0)));
        assert!(begun.elapsed() < Duration::from_secs(20));
        let child = fs::read_to_string(folder.path().join("child")).unwrap();
        let alive = || {
            let stat = fs::read_to_string(format!("/proc/{}/stat", child.trim()));
            stat.is_ok_and(|stat| !stat.contains(") Z "))
        };
        // The system may take a moment.
        let gone = (0..100).any(|_| {
            std::thread::sleep(TICK);
            !alive()
        });
        assert!(gone);
    }

    #[test]
    fn what_ends_is_judged_by_its_status() {
        let folder = tempfile::tempdir().unwrap();
        let limit = Duration::from_secs(20);
        assert_eq!(run(shell("test \"$HOME\" = \"$PWD\""), folder.path(), limit), Ok(()));
        assert_eq!(run(shell("exit 3"), folder.path(), limit), Err(Trouble::Failed));
    }
}
