//! Who can read a file: what is rewritten keeps its mode, what is new has that of the umask, what
//! is for its owner alone is so from the first moment.
#![cfg(unix)]

use crate::common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use common::Sandbox;
use walkdir::WalkDir;

/// Mode and inode of a file: one that was rewritten has another inode.
type Files = BTreeMap<String, (u32, u64)>;

/// A project on a machine with a umask, whose files all have one mode.
struct Office {
    sandbox: Sandbox,
    mode: u32,
    umask: u32,
}

/// Whether a file is for its owner alone, whatever the umask.
fn is_private(path: &str) -> bool {
    let private = ["issues/deliveries", "out/2026-01/copies", "out/2026-01/deliveries", "post/"];
    private.iter().any(|start| path.starts_with(start))
}

impl Office {
    fn files(&self) -> Files {
        let root = self.sandbox.path(".");
        let entries = ["issues", "out", "post", "pdf"].map(|folder| root.join(folder));
        let entries = entries.iter().filter(|path| path.exists()).flat_map(WalkDir::new);
        let entries = entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        entries
            .map(|entry| {
                let data = entry.metadata().unwrap();
                let path = entry.path().strip_prefix(&root).unwrap();
                (path.display().to_string(), (data.mode() & 0o7777, data.ino()))
            })
            .collect()
    }

    /// Runs the program under the umask and looks at the mode of every file; `rewritten` says which
    /// files have to be others than before, so that keeping their mode means something.
    fn run(&self, arguments: &[&str], rewritten: &[&str]) {
        for path in self.files().into_keys().filter(|path| !is_private(path)) {
            let mode = fs::Permissions::from_mode(self.mode);
            fs::set_permissions(self.sandbox.path(&path), mode).unwrap();
        }
        let before = self.files();
        let output = Command::new("sh")
            .args(["-c", "umask $1; shift; exec \"$@\"", "sh", &format!("{:03o}", self.umask)])
            .arg(env!("CARGO_BIN_EXE_neikan"))
            .args(arguments)
            .current_dir(self.sandbox.path("."))
            .env("XDG_CACHE_HOME", common::cache())
            .output()
            .unwrap();
        let said =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let (mode, umask) = (self.mode, self.umask);
        let call = format!("{} at {mode:o} with umask {umask:03o}", arguments.join(" "));
        assert!(output.status.success(), "{call}: {said}");
        let after = self.files();
        for (path, (found, _)) in &after {
            let wanted = match before.get(path) {
                _ if is_private(path) => 0o600,
                Some((mode, _)) => *mode,
                None => self.new_mode(path),
            };
            assert_eq!(*found, wanted, "{call}: {path} is {found:o}, not {wanted:o}");
        }
        for path in rewritten {
            let (old, new) = (before[*path].1, after[*path].1);
            assert_ne!(old, new, "{call}: {path} was not rewritten");
        }
    }

    fn new_mode(&self, path: &str) -> u32 {
        // An article and its pictures move with the mode they had.
        let moved = path.ends_with("/rice.md") || path.ends_with("/rice.svg");
        if moved { self.mode } else { 0o666 & !self.umask }
    }
}

#[test]
fn every_command_leaves_every_mode_as_it_was() {
    for (mode, umask) in [(0o600, 0o022), (0o640, 0o077), (0o664, 0o027), (0o600, 0o000)] {
        let office = Office { sandbox: Sandbox::new(), mode, umask };
        all_commands(&office);
    }
}

fn all_commands(office: &Office) {
    let sandbox = &office.sandbox;
    let news = "issues/2026-01/articles/news.md";
    sandbox.replace(news, "正文一段，", "正文一段,");
    office.run(&["check", "--fix"], &[news]);

    let text = "早稻下田，供销社的农资也送到了田头。\n\n![稻](images/rice.svg)\n";
    let head = "---\ntitle: 早稻下田\nsection: news\nissue: 2026-01\n---\n";
    sandbox.write("issues/inbox/rice.md", format!("{head}{text}"));
    let picture = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="#0a0"/></svg>"##;
    sandbox.write("issues/inbox/images/rice.svg", picture);
    let inbox = ["issues/inbox/review.yml", "issues/inbox/review/head"];
    for (stage, by, day, rewritten) in [
        ("first", "初一", 2, &inbox[..0]),
        ("second", "复二", 3, &inbox),
        ("final", "终三", 4, &inbox),
    ] {
        let date = format!("2026-01-0{day}");
        let call = ["review", "sign", "rice", "--issue", "inbox", "--stage", stage, "--by", by];
        let rest = ["--verdict", "pass", "--note", "读过", "--date", &date];
        office.run(&[&call[..], &rest].concat(), rewritten);
    }
    let issue = "issues/2026-01/issue.yml";
    office.run(&["gather", "2026-01", "--date", "2026-01-05"], &[issue, inbox[0], inbox[1]]);
    assert!(sandbox.path("issues/2026-01/articles/rice.md").exists());
    assert!(sandbox.path("issues/2026-01/images/rice.svg").exists());

    sandbox.write("a.txt", "一篇来稿\n\n这是一篇来稿的正文。\n");
    office.run(&["import", "a.txt"], &[]);

    let list = "issues/recipients.yml";
    let row = "1,林样例,分管领导,lin@example.org\n2,何样例,分管领导,he@example.org\n";
    sandbox.write("a.csv", format!("编号,姓名,类别,邮箱\n{row}"));
    office.run(&["deliver", "import", "a.csv"], &[]);
    sandbox.write("a.csv", "姓名,类别,邮箱\n苏样例,分管领导,su@example.org\n");
    office.run(&["deliver", "import", "a.csv"], &[list]);

    sandbox.approve();
    office.run(&["build"], &[]);
    let outputs = [
        "out/2026-01/build.json",
        "out/2026-01/small-2026-01.pdf",
        "out/2026-01/small-2026-01.epub",
        "out/2026-01/press/small-2026-01-interior.pdf",
        "out/2026-01/small-2026-01-archive.zip",
    ];
    office.run(&["build", "--no-cache"], &outputs);
    let annotate = ["preflight", outputs[3], "--annotate", "pdf/ringed.pdf"];
    office.run(&annotate, &[]);
    office.run(&annotate, &["pdf/ringed.pdf"]);

    office.run(&["deliver", "prepare", "--generate-passwords"], &[]);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    office.run(&["deliver", "send", "--outbox", "post"], &[]);
    office.run(&["deliver", "confirm", "1", "2", "--sent"], &[]);
    office.run(&["deliver", "export"], &[]);
    office.run(&["deliver", "forget", "2"], &[list, "out/2026-01/copies-passwords.csv"]);

    office.run(&["new", "2026-02"], &[]);
}

/// Root may rewrite what belongs to others: it stays theirs.
#[test]
fn a_file_stays_with_its_owner_where_the_system_allows() {
    let sandbox = Sandbox::new();
    let news = sandbox.path("issues/2026-01/articles/news.md");
    if std::os::unix::fs::chown(&news, Some(4321), Some(8765)).is_err() {
        println!("skipped: only root can give a file away");
        return;
    }
    fs::set_permissions(&news, fs::Permissions::from_mode(0o640)).unwrap();
    sandbox.write(
        "issues/2026-01/articles/news.md",
        fs::read_to_string(&news).unwrap().replacen("正文一段，", "正文一段,", 1),
    );
    let before = fs::metadata(&news).unwrap();
    assert_eq!((before.uid(), before.gid(), before.mode() & 0o777), (4321, 8765, 0o640));
    assert_eq!(sandbox.run(&["check", "--fix"]).status, 0);
    let after = fs::metadata(&news).unwrap();
    assert_ne!(after.ino(), before.ino());
    assert_eq!((after.uid(), after.gid(), after.mode() & 0o777), (4321, 8765, 0o640));
}
