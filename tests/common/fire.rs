//! A project where much is about to happen at once, and the program run in it by others than us.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};

use super::{Sandbox, cache};

/// A reviewed issue whose articles await a check of corrections; an inbox with two approved
/// articles, `r1` and `r2`, and two that nobody has read, `r3` and `r4`; texts to be imported; two
/// recipients.
pub fn busy() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["news", "foreword"] {
        let path = format!("issues/2026-01/articles/{name}.md");
        review(&sandbox, "2026-01", name);
        let text = sandbox.read(&path);
        sandbox.write(&path, format!("{}了。\n", text.trim_end()));
    }
    for (name, seed) in [("r1", 1), ("r2", 2), ("r3", 3), ("r4", 4)] {
        let head = format!("---\ntitle: {}\nsection: news\nissue: 2026-01\n---\n", han(seed, 5));
        let picture = format!("\n![稻](images/{name}.svg)\n");
        sandbox.write(
            &format!("issues/inbox/{name}.md"),
            head + &han(seed + 9, 120) + "。\n" + &picture,
        );
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="{seed}" height="30" fill="#0a0"/></svg>"##
        );
        sandbox.write(&format!("issues/inbox/images/{name}.svg"), svg);
    }
    review(&sandbox, "inbox", "r1");
    review(&sandbox, "inbox", "r2");
    for (path, text) in [("a.txt", "来稿甲"), ("b.txt", "来稿乙"), ("x/a.txt", "来稿丙")] {
        sandbox.write(path, format!("{text}\n\n{text}的正文在这里。\n"));
    }
    let row = |number| format!("  - {{number: {number}, name: 样例, category: 分管领导}}\n");
    sandbox.write("issues/recipients.yml", format!("recipients:\n{}{}", row(1), row(2)));
    sandbox
}

/// Some Han characters that are like no others.
fn han(seed: u32, length: usize) -> String {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4e00 + (state >> 16) % 3000).unwrap()
    };
    (0..length).map(|_| next()).collect()
}

/// Signs all three reviews of an article.
fn review(sandbox: &Sandbox, issue: &str, article: &str) {
    for (stage, by) in [("first", "初一"), ("second", "复二"), ("final", "终三")] {
        let call = format!(
            "review sign {article} --issue {issue} --stage {stage} --by {by} --verdict pass --note 读过 \
             --date 2026-01-04"
        );
        let run = sandbox.run(&words(&call));
        assert_eq!(run.status, 0, "{call}: {}{}", run.out, run.err);
    }
}

pub fn words(call: &str) -> Vec<&str> {
    call.split_whitespace().collect()
}

/// Starts the program, or one that runs it, and does not wait.
pub fn start(sandbox: &Sandbox, before: &[&str], call: &str) -> Child {
    let all = [before, &[env!("CARGO_BIN_EXE_neikan")], &words(call)].concat();
    Command::new(all[0])
        .args(&all[1..])
        .current_dir(sandbox.path("."))
        .env_remove("LANG")
        .env("XDG_CACHE_HOME", cache())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How a program ended: its status, none when it was killed, and all that it said.
pub fn end(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    (output.status.code(), said.into_owned())
}

/// Every file below a folder with its bytes, locks left out.
pub fn files(sandbox: &Sandbox, below: &str) -> BTreeMap<String, Vec<u8>> {
    let root = sandbox.path(below);
    let entries = walkdir::WalkDir::new(&root).into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| {
        let path = entry.path().strip_prefix(&root).unwrap().display().to_string();
        (path, std::fs::read(entry.path()).unwrap())
    });
    files.filter(|(path, _)| !path.ends_with(".neikan.lock")).collect()
}

/// How often something is tried: as an environment variable says, else a number that a run of all
/// tests can bear.
pub fn times(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}
