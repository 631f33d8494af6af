//! A mail server on loopback, and copies that lie ready to be sent.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use neikan::archive::outputs::Outputs;
use neikan::archive::record::Made;
use neikan::desk::review::standing;
use neikan::publication::Project;
use neikan_base::hash::sha256;
use serde_json::{Value, json};

use crate::common::judging::missing;
use crate::common::{Sandbox, repository};

/// A mail server in a process of its own, which ends with the test.
pub struct Server {
    child: Child,
    pub folder: PathBuf,
    pub port: u16,
}

impl Server {
    /// Starts the server; nothing where it cannot run.
    pub fn start(sandbox: &Sandbox, name: &str, arguments: &[&str]) -> Option<Self> {
        let there = |program: &str, arguments: &[&str]| {
            let run = Command::new(program).args(arguments).output();
            run.is_ok_and(|output| output.status.success())
        };
        if !there("python3", &["-c", "import aiosmtpd"]) || !there("openssl", &["version"]) {
            return missing("aiosmtpd or openssl");
        }
        let folder = sandbox.path(name);
        let child = Command::new("python3")
            .arg(repository().join("tests/judges/smtp_server.py"))
            .arg(&folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut server = Self { child, folder, port: 0 };
        let start = Instant::now();
        while server.port == 0 {
            assert!(start.elapsed() < Duration::from_secs(60), "the server does not listen");
            std::thread::sleep(Duration::from_millis(20));
            let text = fs::read_to_string(server.folder.join("port")).unwrap_or_default();
            server.port = text.parse().unwrap_or(0);
        }
        Some(server)
    }

    /// Has the server answer so until further notice; see `tests/judges/smtp_server.py`.
    pub fn set(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).unwrap();
    }

    /// Has the server answer as it usually does.
    pub fn unset(&self, file: &str) {
        fs::remove_file(self.folder.join(file)).unwrap();
    }

    /// The parameters of the MAIL commands, in their order.
    pub fn parameters(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.join("parameters")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// The addresses of the mails that were accepted, in their order, without their domain.
    pub fn accepted(&self) -> Vec<String> {
        let name = |path: PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.strip_suffix(".eml").and_then(|name| name.split_once('-')).unwrap().1.to_owned()
        };
        self.mails().into_iter().map(name).collect()
    }

    /// The files of the mails that were accepted, in their order.
    pub fn mails(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.join("accepted")).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
        paths.sort();
        paths
    }

    /// The addresses of the mails that were begun, without their domain.
    pub fn begun(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.join("begun")).unwrap_or_default();
        text.lines().map(|line| line.split('@').next().unwrap().to_owned()).collect()
    }

    /// Settings for this server.
    pub fn settings(&self, more: &str) -> String {
        format!(
            "host: localhost\nport: {}\nfrom: neikan@example.org\nreply_to: tougao@example.org\n\
             ca: {}/ca.pem\nrate: 6000\nretries: 1\nbackoff: 1\ntimeout: 2\n{more}",
            self.port,
            self.folder.file_name().unwrap().to_string_lossy(),
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server ends when its end of the pipe does.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Writes a list of recipients with these addresses, numbered from 1.
pub fn recipients(sandbox: &Sandbox, addresses: &[&str]) {
    let mut text = "# 名单\nrecipients:\n".to_owned();
    for (index, address) in addresses.iter().enumerate() {
        let number = index + 1;
        text += &format!(
            "  - {{number: {number}, name: 受赠人{number}, title: 同志, unit: 样例单位, \
             category: 分管领导, email: {address}}}\n"
        );
    }
    sandbox.write("issues/recipients.yml", text);
}

/// Lays copies ready for numbers from 1.
pub fn copies(sandbox: &Sandbox, count: u32) {
    let contents = (1..=count).map(|number| format!("%PDF-1.7\n{number}\n").into_bytes());
    copies_of(sandbox, contents);
}

/// Lays copies with these contents ready for numbers from 1.
pub fn copies_of(sandbox: &Sandbox, contents: impl Iterator<Item = Vec<u8>>) {
    let list: Vec<Value> = (1_u32..)
        .zip(contents)
        .map(|(number, bytes)| {
            let file = format!("{number:04}.pdf");
            sandbox.write(&format!("out/2026-01/copies/{file}"), &bytes);
            json!({
                "number": number, "file": file, "format": "pdf", "bytes": bytes.len(),
                "sha256": sha256(&bytes), "protected": number % 2 == 0,
            })
        })
        .collect();
    sandbox.write("out/2026-01/copies/copies.json", serde_json::to_vec(&list).unwrap());
    known(sandbox);
}

/// Has the register of what was built know the list of the copies as it lies there.
pub fn known(sandbox: &Sandbox) {
    let read = |name: &str| fs::read(sandbox.path("out/2026-01/copies").join(name));
    let (Ok(list), Ok(edition)) = (read("copies.json"), read("edition.json")) else { return };
    let edition: Value = serde_json::from_slice(&edition).unwrap();
    let made = Made::of(("copies/copies.json", &list), None, edition["sum"].as_str().unwrap());
    let project = Project::find(&sandbox.path(".")).unwrap().with_store(super::store());
    Outputs::note(&project, "2026-01", &[made]).unwrap();
}

/// Says of the copies that they are of the issue as it stands now.
pub fn of_now(sandbox: &Sandbox) {
    let project = Project::find(&sandbox.path(".")).unwrap().with_store(super::store());
    let gate = standing(&project, "2026-01").unwrap();
    let head = gate.head();
    let record = json!({
        "sum": gate.content.sha256, "ledger": head, "files": [],
        "content": gate.content.text.lines().collect::<Vec<_>>(),
    });
    sandbox.write("out/2026-01/build.json", record.to_string());
    let edition = json!({ "sum": gate.content.sha256, "ledger": head, "files": {} });
    sandbox.write("out/2026-01/copies/edition.json", edition.to_string());
    known(sandbox);
}

/// A project whose newest issue is approved, with recipients and their copies.
pub fn ready(addresses: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    recipients(&sandbox, addresses);
    copies(&sandbox, u32::try_from(addresses.len()).unwrap());
    sandbox.approve();
    of_now(&sandbox);
    sandbox
}

/// How the copies stand: number and state.
pub fn states(sandbox: &Sandbox) -> Vec<(u64, String)> {
    let run = sandbox.run(&["deliver", "status", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let copies = report["copies"].as_array().unwrap();
    let state = |copy: &Value| {
        (copy["number"].as_u64().unwrap(), copy["state"].as_str().unwrap().to_owned())
    };
    copies.iter().map(state).collect()
}

/// The bytes of the files of the ledger.
pub fn ledger_bytes(sandbox: &Sandbox) -> Vec<u8> {
    let entries = fs::read_dir(sandbox.path("issues")).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("deliveries"))
    });
    files.flat_map(|path| fs::read(path).unwrap()).collect()
}
