//! Keys of reviewers through the program: made, entered, signed with, held against, revoked; what
//! OpenSSH and OpenSSL say of the same signatures; anchors.

use crate::common;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::judging::{judge, missing, said, stdout};
use common::{Run, Sandbox};
use neikan::desk::review::keys::{NAMESPACE, PublicKey, message};
use neikan::desk::review::ledger::{NONE, chain};
use neikan::publication::{Entry, Ledger, Origin};
use proptest::prelude::*;

const LEDGER: &str = "issues/2026-01/review.yml";
const LIST: &str = "issues/publication.yml";
const FIRST: &str = "sign all --stage first --by 初一 --verdict pass --note 读过 --date 2026-01-02";
const SECOND: &str =
    "sign all --stage second --by 复二 --verdict pass --note 读过 --date 2026-01-03";

/// A small project, and the home folder of whoever sits at the keyboard.
struct Office {
    sandbox: Sandbox,
    home: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        Self { sandbox: Sandbox::new(), home: tempfile::tempdir().unwrap() }
    }

    /// Runs `neikan review` with these words; a report in JSON.
    fn review(&self, call: &str) -> Run {
        self.with(call, &[])
    }

    fn with(&self, call: &str, more: &[(&str, &str)]) -> Run {
        let words = ["review"].into_iter().chain(call.split(' ')).chain(["--format", "json"]);
        self.run(&words.collect::<Vec<_>>(), more)
    }

    fn run(&self, words: &[&str], more: &[(&str, &str)]) -> Run {
        let home = self.home.path().to_str().unwrap();
        let own = [("HOME", home), ("USERPROFILE", home), ("SSH_AUTH_SOCK", "")];
        self.sandbox.run_with(words, &[&own, more].concat())
    }

    fn done(&self, call: &str) -> Run {
        let run = self.review(call);
        assert_eq!(run.status, 0, "{call}: {}{}", run.out, run.err);
        run
    }

    /// The rules that refuse a call; neither the ledger nor the list may have changed.
    fn refused(&self, call: &str) -> Vec<String> {
        self.refused_with(call, &[])
    }

    fn refused_with(&self, call: &str, more: &[(&str, &str)]) -> Vec<String> {
        let files = || [LEDGER, LIST].map(|path| std::fs::read(self.sandbox.path(path)).ok());
        let before = files();
        let run = self.with(call, more);
        assert_eq!(run.status, 1, "{call}: {}{}", run.out, run.err);
        assert!(before == files(), "{call} wrote something");
        for finding in run.report()["findings"].as_array().unwrap() {
            let words = format!("{}{}", finding["message"], finding["hint"]);
            assert!(!words.contains("{ $") && !words.contains("null"), "{finding}");
        }
        run.rules()
    }

    /// Makes a key; gives the file of its private half.
    fn key(&self, name: &str, kind: &str) -> PathBuf {
        let run = self.done(&format!("key new --by {name} --kind {kind}"));
        PathBuf::from(run.report()["path"].as_str().unwrap())
    }

    fn entries(&self) -> Vec<Entry> {
        serde_yaml::from_str::<Ledger>(&self.sandbox.read(LEDGER)).unwrap().0
    }

    /// Writes a ledger as somebody would who can write every file, and seals it anew from an entry
    /// on.
    fn forge(&self, mut entries: Vec<Entry>, from: usize) {
        let before = from.checked_sub(1).map_or(NONE.to_owned(), |at| entries[at].seal.clone());
        chain(before, &mut entries[from..]);
        self.agree(&entries);
        self.sandbox.write("issues/2026-01/review/head", &entries.last().unwrap().seal);
        self.sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    }

    /// Has the register, which would tell of what is put back, know nothing but these entries.
    fn agree(&self, entries: &[Entry]) {
        let line = format!("2026-01 {} {}\n", entries.len(), entries.last().unwrap().seal);
        self.sandbox.write("issues/register.txt", line);
    }

    fn fingerprint(&self, name: &str) -> String {
        let report = self.done("key list").report();
        let keys = report["keys"].as_array().unwrap();
        let key = keys.iter().rfind(|key| key["name"] == name).unwrap();
        key["key"].as_str().unwrap().to_owned()
    }
}

/// Runs a judge with some bytes as its input.
fn fed(program: &str, arguments: &[&str], input: &[u8]) -> Option<std::process::Output> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else { return missing(program) };
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), input).unwrap();
    Some(child.wait_with_output().unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_key_is_made_listed_and_signed_with_and_openssh_agrees() {
    let office = Office::new();
    let file = office.key("初一", "ed25519");
    assert!(file.starts_with(office.home.path()), "{}", file.display());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let list = office.sandbox.read(LIST);
    assert!(list.contains("    - {name: 初一, stages: [first, proof], keys: [\"ssh-ed25519 AAAA"));
    assert!(list.contains("    - {name: 复二, stages: [second]}\n"));

    office.done(FIRST);
    office.done(SECOND);
    let entries = office.entries();
    let signed: Vec<_> = entries.iter().map(|entry| entry.signature.is_some()).collect();
    assert_eq!(signed, [true, true, false, false], "who has a key signs with it, others do not");
    assert_eq!(entries[0].key.as_deref(), Some(office.fingerprint("初一").as_str()));
    office.done("status");

    let run = office.run(&["review", "key", "list", "--allowed-signers"], &[]);
    let allowed = office.home.path().join("allowed");
    std::fs::write(&allowed, run.out).unwrap();
    for entry in &entries[..2] {
        let signature = office.home.path().join("seal.sig");
        std::fs::write(&signature, entry.signature.as_deref().unwrap()).unwrap();
        let call = ["-Y", "verify", "-f", text(&allowed), "-I", "初一", "-n", NAMESPACE, "-s"];
        let call = [&call[..], &[text(&signature)]].concat();
        let Some(output) = fed("ssh-keygen", &call, &message(&entry.seal)) else { return };
        assert!(output.status.success(), "{}", said(&output));
        let other = fed("ssh-keygen", &call, &message(NONE)).unwrap();
        assert!(!other.status.success(), "{}", said(&other));
    }
    let print = judge("ssh-keygen", &["-l", "-f", text(&file)]).unwrap();
    assert!(stdout(&print).contains(&office.fingerprint("初一")), "{}", said(&print));
}

#[test]
fn a_key_of_openssh_signs_and_so_does_one_with_a_passphrase() {
    let office = Office::new();
    let made = |name: &str, words: &str| {
        let file = office.home.path().join(name);
        let call = ["-q", "-t", "ed25519", "-N", words, "-C", "书房 \"1\" #", "-f", text(&file)];
        let output = judge("ssh-keygen", &call)?;
        assert!(output.status.success(), "{}", said(&output));
        Some(file)
    };
    let (Some(plain), Some(locked)) = (made("plain", ""), made("locked", "春 天")) else {
        return;
    };
    let own = |file: &Path| format!("{}.pub", text(file));
    office.done(&format!("key add 初一 {}", own(&plain)));
    let line = std::fs::read_to_string(own(&locked)).unwrap();
    let run = office
        .run(&["review", "key", "add", "初一", &format!("{line}\r\n"), "--format", "json"], &[]);
    assert_eq!(run.status, 0, "a line with CRLF is taken: {}", run.out);
    assert_eq!(office.refused(&format!("key add 初一 {}", own(&plain))), ["key-there"]);
    assert_eq!(office.refused(&format!("key add 复二 {}", own(&plain))), ["key-shared"]);

    assert_eq!(office.refused(FIRST), ["key-not-found"]);
    let call = format!("{FIRST} --key {}", text(&locked));
    assert_eq!(office.refused(&call), ["key-passphrase-missing"]);
    let wrong = [("NEIKAN_KEY_PASSPHRASE", "秋天")];
    assert_eq!(office.refused_with(&call, &wrong), ["key-passphrase"]);
    let run = office.with(&call, &[("NEIKAN_KEY_PASSPHRASE", "春 天")]);
    assert_eq!(run.status, 0, "{}", run.out);
    // The key that everybody has in ~/.ssh is found without a word.
    let ssh = office.home.path().join(".ssh");
    std::fs::create_dir_all(&ssh).unwrap();
    std::fs::copy(&plain, ssh.join("id_ed25519")).unwrap();
    let keys = office.done("key list").report()["keys"].clone();
    let other = keys[1]["key"].as_str().unwrap();
    office.done(&format!("key revoke {other} --by 初一 --reason left --date 2026-01-03"));
    assert_eq!(office.entries().pop().unwrap().key.as_deref(), keys[0]["key"].as_str());
}

#[test]
fn what_was_signed_cannot_be_changed_by_who_can_write_every_file() {
    let office = Office::new();
    office.key("初一", "ed25519");
    office.done(FIRST);
    office.done(SECOND);
    let good = office.entries();
    let found = |change: &dyn Fn(&mut Vec<Entry>), from: Option<usize>| {
        let mut entries = good.clone();
        change(&mut entries);
        match from {
            Some(from) => office.forge(entries, from),
            None => {
                let last = &entries.last().unwrap().seal;
                office.agree(&entries);
                office.sandbox.write("issues/2026-01/review/head", last);
                office.sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
            }
        }
        let mut rules = office.refused("status");
        rules.sort();
        rules.dedup();
        let built = office.run(&["build", "--format", "json"], &[]);
        assert_eq!(built.status, 1, "{}", built.out);
        assert!(rules.iter().all(|rule| built.rules().contains(rule)), "{rules:?} {}", built.out);
        rules.retain(|rule| rule.starts_with("ledger-"));
        rules
    };
    // Somebody rewrites the opinion, and seals everything anew.
    assert_eq!(found(&|all| all[1].note = Some("好".to_owned()), Some(1)), ["ledger-signature"]);
    // Somebody takes an entry out.
    assert_eq!(found(&|all| drop(all.remove(0)), Some(0)), ["ledger-signature"]);
    // Signatures change places, go, come, lose a character, are put where no key is named.
    let swap = |all: &mut Vec<Entry>| {
        let one = all[0].signature.take();
        all[0].signature = all[1].signature.clone();
        all[1].signature = one;
    };
    assert_eq!(found(&swap, None), ["ledger-signature"]);
    assert_eq!(found(&|all| all[0].signature = None, None), ["ledger-signature-gone"]);
    let add = |all: &mut Vec<Entry>| all[2].signature = all[0].signature.clone();
    assert_eq!(found(&add, None), ["ledger-signature-stray"]);
    let cut = |all: &mut Vec<Entry>| all[0].signature = Some("sm2 AAAA".to_owned());
    assert_eq!(found(&cut, None), ["ledger-signature-form"]);
    // Somebody signs in another's name without a key, or with a key of their own.
    let unsigned = |all: &mut Vec<Entry>| {
        all[1].key = None;
        all[1].signature = None;
    };
    assert_eq!(found(&unsigned, Some(1)), ["ledger-unsigned"]);
    let other = |all: &mut Vec<Entry>| all[2].key = good[0].key.clone();
    assert_eq!(found(&other, Some(2)), ["ledger-signature-gone"]);
    let other = |all: &mut Vec<Entry>| {
        all[2].key.clone_from(&good[0].key);
        all[2].signature.clone_from(&good[0].signature);
    };
    assert_eq!(found(&other, Some(2)), ["ledger-key-unknown"]);
    // A good signature is put in once more, as if it had been carried here.
    let again = |all: &mut Vec<Entry>| {
        let origin = Origin { before: all[0].before.clone(), seal: all[0].seal.clone() };
        all.push(Entry { origin: Some(origin), ..all[0].clone() });
    };
    assert!(found(&again, Some(4)).contains(&"ledger-signature-again".to_owned()));
    // The ledger as it was is still good, with line ends of Windows too.
    office.forge(good.clone(), 0);
    let mut found = office.entries();
    let signature = found[0].signature.take().unwrap().replace('\n', "\r\n");
    found[0].signature = Some(signature);
    office.sandbox.write(LEDGER, serde_yaml::to_string(&found).unwrap());
    office.done("status");
}

#[test]
fn a_signature_for_another_purpose_is_none() {
    let office = Office::new();
    let file = office.key("初一", "ed25519");
    office.done(FIRST);
    let mut entries = office.entries();
    let call = ["-Y", "sign", "-f", text(&file), "-n", "git"];
    let Some(output) = fed("ssh-keygen", &call, &message(&entries[0].seal)) else { return };
    assert!(output.status.success(), "{}", said(&output));
    entries[0].signature = Some(stdout(&output));
    office.sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    assert_eq!(office.refused("status"), ["ledger-signature-namespace"]);
    // With the right one ssh-keygen's own signature is as good as ours.
    let call = ["-Y", "sign", "-f", text(&file), "-n", NAMESPACE];
    let output = fed("ssh-keygen", &call, &message(&entries[0].seal)).unwrap();
    entries[0].signature = Some(stdout(&output));
    office.sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    office.done("status");
}

#[test]
fn where_keys_are_required_nothing_counts_without() {
    let office = Office::new();
    office.sandbox.replace(LIST, "  corrections: 6\n", "  corrections: 6\n  keys: required\n");
    assert_eq!(office.refused(FIRST), ["key-required"]);
    office.key("初一", "ed25519");
    office.done(FIRST);
    let mut entries = office.entries();
    for (number, article) in ["foreword", "news"].into_iter().enumerate() {
        let text = entries[number].clone();
        let forged = Entry {
            stage: neikan::publication::Stage::Second,
            article: Some(article.to_owned()),
            by: "复二".to_owned(),
            key: None,
            signature: None,
            ..text
        };
        entries.push(forged);
    }
    office.forge(entries, 2);
    let rules = office.refused("status");
    assert!(rules.iter().all(|rule| rule == "ledger-unsigned") && rules.len() == 2, "{rules:?}");
}

/// Whoever can write the files and sits at another keyboard: a new list, and that a key is revoked,
/// want the keys of the list before.
#[test]
fn a_signed_list_is_not_replaced_with_keys_that_it_does_not_have() {
    let mut office = Office::new();
    let plain = office.sandbox.read(LIST);
    office.sandbox.replace(LIST, "  corrections: 6\n", "  corrections: 6\n  keys: required\n");
    office.key("终三", "ed25519");
    office.done("people --by 终三 --date 2026-01-02");
    let signed = office.sandbox.read(LIST);
    let old = office.fingerprint("终三");
    office.home = tempfile::tempdir().unwrap();
    // With a key that they gave themselves.
    office.key("终三", "sm2");
    let people = "people --by 终三 --date 2026-01-03";
    assert_eq!(office.refused(people), ["key-not-found"]);
    let revoke = format!("key revoke {old} --by 终三 --reason lost");
    assert_eq!(office.refused(&revoke), ["key-not-found"]);
    // With a list that asks for none.
    office.sandbox.write(LIST, plain);
    assert_eq!(office.refused(people), ["key-not-found"]);
    // And written into the ledger by hand.
    office.sandbox.write(LIST, signed);
    let mut entries = office.entries();
    entries.push(Entry { key: None, signature: None, ..entries[0].clone() });
    office.forge(entries, 1);
    assert!(office.refused(people).contains(&"ledger-unsigned".to_owned()));
}

#[test]
fn a_revoked_key_signs_nothing_more_and_what_it_signed_stays() {
    let office = Office::new();
    office.key("初一", "ed25519");
    let file = office.key("终三", "ed25519");
    office.done(FIRST);
    let old = office.fingerprint("初一");
    let revoke = |by: &str, key: &str| {
        format!("key revoke {key} --by {by} --reason lost --note 手机丢了 --date 2026-01-03")
    };
    assert_eq!(office.refused(&revoke("复二", &old)), ["key-revoke-by"]);
    assert_eq!(office.refused(&revoke("终三", "SHA256:x")), ["key-not-listed"]);
    let early = revoke("终三", &old).replace("01-03", "01-01");
    assert_eq!(office.refused(&early), ["review-date"]);
    let wrong = format!("{} --key {}", revoke("初一", &old), text(&file));
    assert_eq!(office.refused(&wrong), ["key-not-theirs"]);
    office.done(&revoke("终三", &old));
    assert_eq!(office.refused(&revoke("终三", &old)), ["key-revoked-already"]);
    let entry = office.entries().pop().unwrap();
    assert_eq!(entry.target.as_deref(), Some(old.as_str()));
    assert_eq!(entry.note.as_deref(), Some("遗失：手机丢了"));
    assert!(entry.signature.is_some());
    let content = format!("issues/2026-01/review/{}.txt", entry.content);
    assert!(office.sandbox.read(&content).contains("/line = \"ssh-ed25519 AAAA"));

    office.done("status");
    office.done(SECOND);
    let own = office.home.path().join(".ssh/neikan-初一-ed25519");
    let proof = "proof 1 --by 初一 --date 2026-01-05";
    office.done("sign all --stage final --by 终三 --verdict pass --date 2026-01-04");
    assert_eq!(office.refused(&format!("{proof} --key {}", text(&own))), ["key-revoked"]);
    let list = office.run(&["review", "key", "list", "--allowed-signers"], &[]).out;
    assert!(list.contains("valid-before=\"202601032359\" ssh-ed25519"), "{list}");
    let line = format!("key add 初一 {}.pub", text(&own));
    assert_eq!(office.refused(&line), ["key-there"]);

    // A signature of the stolen key, sealed by somebody who can write every file.
    let mut entries = office.entries();
    let call = ["-Y", "sign", "-f", text(&own), "-n", NAMESPACE];
    entries.push(Entry {
        stage: neikan::publication::Stage::Proof1,
        by: "初一".to_owned(),
        key: Some(old),
        date: "2026-01-05".parse().unwrap(),
        ..entries[6].clone()
    });
    let last = entries.len() - 1;
    office.forge(entries.clone(), last);
    let mut entries = office.entries();
    let Some(output) = fed("ssh-keygen", &call, &message(&entries[last].seal)) else { return };
    entries[last].signature = Some(stdout(&output));
    office.sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    assert!(office.refused("status").contains(&"ledger-key-revoked".to_owned()));
}

#[test]
fn an_expired_key_signs_nothing_and_what_it_signed_stays() {
    let office = Office::new();
    assert_eq!(office.refused("key new --by 初一 --valid-before 2020-01-01"), ["key-expired"]);
    office.done("key new --by 初一 --valid-before 2099-01-01");
    office.sandbox.replace(LIST, "20990101", "20260103");
    let (old, own) =
        (office.fingerprint("初一"), office.home.path().join(".ssh/neikan-初一-ed25519"));
    assert!(office.sandbox.read(LIST).contains(r#"valid-before=\"20260103\" ssh-ed25519"#));
    let list = office.run(&["review", "key", "list", "--allowed-signers"], &[]).out;
    assert!(list.contains("valid-before=\"20260103\" ssh-ed25519"), "{list}");
    assert_eq!(office.done("key list").report()["keys"][0]["valid-before"], "2026-01-03");
    let late = FIRST.replace("2026-01-02", "2026-01-03");
    assert_ne!(late, FIRST);
    assert_eq!(office.refused(&late), ["key-expired"]);
    assert_eq!(office.refused(&format!("{late} --key {}", text(&own))), ["key-expired"]);
    office.done(FIRST);
    office.done("status");

    // The day of a signature is changed by hand, to after the end.
    let mut entries = office.entries();
    entries[0].date = "2026-01-03".parse().unwrap();
    let call = ["-Y", "sign", "-f", text(&own), "-n", NAMESPACE];
    office.forge(entries.clone(), 0);
    let mut entries = office.entries();
    let Some(output) = fed("ssh-keygen", &call, &message(&entries[0].seal)) else { return };
    entries[0].signature = Some(stdout(&output));
    office.sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    let finding = office.review("status").finding("ledger-key-expired");
    assert!(finding["message"].as_str().unwrap().contains(&old), "{finding}");
}

#[test]
fn a_key_revoked_in_one_issue_signs_in_no_other() {
    let office = Office::new();
    office.sandbox.replace(LIST, "  corrections: 6\n", "  corrections: 6\n  keys: required\n");
    office.key("初一", "ed25519");
    office.done(FIRST);
    let old = office.fingerprint("初一");
    office.done(&format!("key revoke {old} --by 初一 --reason compromised --date 2026-01-03"));
    let text = "---\ntitle: 新稿\nsection: news\nissue: 2026-01\n---\n一段。\n";
    office.sandbox.write("issues/inbox/new.md", text);
    let call = "sign new --stage first --by 初一 --verdict pass --note 读过 --issue inbox";
    let rules = office.review(call);
    assert_eq!((rules.status, rules.rules()), (1, vec!["key-revoked".to_owned()]), "{}", rules.out);
    office.key("初一", "sm2");
}

#[test]
fn what_was_signed_in_the_inbox_holds_in_the_issue() {
    let office = Office::new();
    office.sandbox.replace(LIST, "  corrections: 6\n", "  corrections: 6\n  keys: required\n");
    for (name, kind) in [("初一", "ed25519"), ("复二", "sm2"), ("终三", "ed25519")] {
        office.key(name, kind);
    }
    let text = "---\ntitle: 早稻下田\nsection: news\nissue: 2026-01\n---\n田里的水刚刚放满。\n";
    office.sandbox.write("issues/inbox/rice.md", text);
    for (stage, by, day) in [("first", "初一", 2), ("second", "复二", 3), ("final", "终三", 4)]
    {
        let call = format!("sign rice --issue inbox --stage {stage} --by {by} --verdict pass");
        office.done(&format!("{call} --note 读过 --date 2026-01-0{day}"));
    }
    let run = office.run(&["gather", "2026-01", "--format", "json"], &[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let mut entries = office.entries();
    assert_eq!(entries.len(), 3);
    assert!(entries.iter().all(|entry| entry.origin.is_some() && entry.signature.is_some()));
    let report = office.done("status").report();
    let articles = report["articles"].as_array().unwrap();
    let rice = articles.iter().find(|article| article["id"] == "rice").unwrap();
    assert_eq!(rice["approved"], true, "{rice}");
    office.done("status --issue inbox");
    // The seal that was signed is the one in the inbox, and it cannot be made up.
    let entry = &mut entries[1];
    entry.note = Some("好".to_owned());
    let there =
        Origin { before: entry.origin.as_ref().unwrap().before.clone(), seal: String::new() };
    let bare = Entry { origin: None, before: there.before.clone(), ..entry.clone() };
    let seal = neikan::desk::review::ledger::seal(&bare);
    entry.origin = Some(Origin { seal, ..there });
    office.forge(entries, 1);
    assert_eq!(office.refused("status"), ["ledger-signature"]);
}

#[test]
fn an_agent_signs_for_its_user() {
    let office = Office::new();
    let file = office.key("初一", "ed25519");
    let socket = office.home.path().join("agent");
    let Ok(mut agent) = Command::new("ssh-agent")
        .args(["-D", "-a", text(&socket)])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
    else {
        return missing("ssh-agent").unwrap_or_default();
    };
    for _ in 0..100 {
        if socket.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let environment = [("SSH_AUTH_SOCK", text(&socket))];
    let public = office.home.path().join("kept.pub");
    std::fs::rename(format!("{}.pub", text(&file)), &public).unwrap();
    let away = office.home.path().join("away");
    std::fs::rename(&file, &away).unwrap();
    let asked = format!("{FIRST} --key {}", text(&public));
    let rules = office.refused_with(&asked, &environment);
    assert_eq!(rules, ["key-agent-without"]);
    assert_eq!(office.refused_with(FIRST, &environment), ["key-not-found"]);
    let added =
        Command::new("ssh-add").args(["-q", text(&away)]).envs(environment).output().unwrap();
    assert!(added.status.success(), "{}", said(&added));
    let run = office.with(&asked, &environment);
    assert_eq!(run.status, 0, "{}", run.out);
    let run = office.with(SECOND, &environment);
    assert_eq!(run.status, 0, "{}", run.out);
    agent.kill().unwrap();
    agent.wait().unwrap();
    assert!(office.entries()[0].signature.as_deref().unwrap().contains("BEGIN SSH SIGNATURE"));
    office.done("status");
    // Something that listens and talks nonsense is as good as no agent.
    #[cfg(unix)]
    {
        let socket = office.home.path().join("nonsense");
        let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let answer = std::thread::spawn(move || {
            let (mut own, _) = listener.accept().unwrap();
            let _ = std::io::Write::write_all(&mut own, &[255; 64]);
        });
        let call = "sign all --stage final --by 终三 --verdict pass --date 2026-01-04";
        let key = office.key("终三", "ed25519");
        std::fs::rename(key, office.home.path().join("gone")).unwrap();
        let rules = office.refused_with(call, &[("SSH_AUTH_SOCK", text(&socket))]);
        assert_eq!(rules, ["key-not-found"]);
        answer.join().unwrap();
    }
}

/// The public key and a signature of SM2 in the forms that openssl reads.
fn for_openssl(key: &str, signature: &str) -> (String, Vec<u8>) {
    let point = STANDARD.decode(key.split(' ').nth(1).unwrap()).unwrap();
    // SubjectPublicKeyInfo: id-ecPublicKey on the curve of SM2.
    let head = "3059301306072a8648ce3d020106082a811ccf5501822d034200";
    let head = (0..head.len()).step_by(2);
    let head = head.map(|at| {
        let all = "3059301306072a8648ce3d020106082a811ccf5501822d034200";
        u8::from_str_radix(&all[at..at + 2], 16).unwrap()
    });
    let der: Vec<u8> = head.chain(point).collect();
    let pem =
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der));
    let bytes = STANDARD.decode(signature.strip_prefix("sm2 ").unwrap()).unwrap();
    let integer = |bytes: &[u8]| {
        let from = bytes.iter().position(|byte| *byte != 0).unwrap();
        let mut own = bytes[from..].to_vec();
        if own[0] > 127 {
            own.insert(0, 0);
        }
        [vec![2, u8::try_from(own.len()).unwrap()], own].concat()
    };
    let both = [integer(&bytes[..32]), integer(&bytes[32..])].concat();
    (pem, [vec![0x30, u8::try_from(both.len()).unwrap()], both].concat())
}

#[test]
fn sm2_signs_and_openssl_agrees() {
    let office = Office::new();
    office.key("初一", "sm2");
    office.done(FIRST);
    office.done("status");
    let entry = office.entries().remove(0);
    let list = office.done("key list").report();
    let line = list["keys"][0]["line"].as_str().unwrap().to_owned();
    let (pem, der) = for_openssl(&line, entry.signature.as_deref().unwrap());
    let path = |name: &str, bytes: &[u8]| {
        let path = office.home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let (key, signature) = (path("key.pem", pem.as_bytes()), path("sig", &der));
    let verified = |text_of: &[u8]| {
        let seal = path("seal", text_of);
        judge(
            "openssl",
            &[
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                text(&key),
                "-rawin",
                "-digest",
                "sm3",
                "-pkeyopt",
                "distid:1234567812345678",
                "-in",
                text(&seal),
                "-sigfile",
                text(&signature),
            ],
        )
    };
    let Some(output) = verified(&message(&entry.seal)) else { return };
    assert!(output.status.success(), "{}", said(&output));
    assert!(!verified(&message(NONE)).unwrap().status.success());

    // A private key with a passphrase, read by openssl; keys that openssl made, read here.
    let words = [("NEIKAN_KEY_PASSPHRASE", "secret")];
    let run = office.with("key new --by 复二 --kind sm2", &words);
    let own = PathBuf::from(run.report()["path"].as_str().unwrap());
    assert!(std::fs::read_to_string(&own).unwrap().starts_with("-----BEGIN ENCRYPTED PRIVATE"));
    let read = judge("openssl", &["pkey", "-in", text(&own), "-passin", "pass:secret", "-noout"]);
    let read = read.unwrap();
    assert!(read.status.success(), "{}", said(&read));
    let wrong = [("NEIKAN_KEY_PASSPHRASE", "wrong")];
    assert_eq!(office.refused_with(SECOND, &wrong), ["key-passphrase"]);
    assert_eq!(office.with(SECOND, &words).status, 0);
    let theirs = office.home.path().join("theirs.pem");
    let made = judge("openssl", &["genpkey", "-algorithm", "SM2", "-out", text(&theirs)]).unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let public = office.home.path().join("theirs.pub");
    judge("openssl", &["pkey", "-in", text(&theirs), "-pubout", "-out", text(&public)]).unwrap();
    office.done(&format!("key add 终三 {}", text(&public)));
    let call = "sign all --stage final --by 终三 --verdict pass --date 2026-01-04 --key";
    office.done(&format!("{call} {}", text(&theirs)));
    office.done("status");
}

#[test]
fn what_is_no_key_is_refused_in_words_and_a_private_one_never_kept() {
    let office = Office::new();
    let private = office.key("初一", "ed25519");
    let secret = std::fs::read_to_string(&private).unwrap();
    for given in [text(&private).to_owned(), secret.clone(), secret.lines().nth(1).unwrap().into()]
    {
        let call = ["review", "key", "add", "复二", &given, "--format", "json"];
        let before = office.sandbox.read(LIST);
        let run = office.run(&call, &[]);
        assert_eq!((run.status, run.rules()), (1, vec!["key-private".to_owned()]), "{}", run.out);
        assert_eq!(before, office.sandbox.read(LIST));
        let heart = secret.lines().nth(2).unwrap();
        assert!(!run.out.contains(heart) && !run.err.contains(heart));
    }
    let made = |kind: &str, bits: &str| {
        let file = office.home.path().join(format!("{kind}-{bits}"));
        let call = ["-q", "-t", kind, "-b", bits, "-N", "", "-f", text(&file)];
        judge("ssh-keygen", &call).map(|output| {
            assert!(output.status.success(), "{}", said(&output));
            file
        })
    };
    for (kind, bits, shown) in [("rsa", "1024", "ssh-rsa 1024"), ("ecdsa", "256", "ecdsa-sha2")] {
        let Some(file) = made(kind, bits) else { return };
        let call = format!("key add 复二 {}.pub", text(&file));
        assert_eq!(office.refused(&call), ["key-kind"]);
        let finding = office.review(&call).finding("key-kind");
        let words = finding["message"].as_str().unwrap();
        assert!(words.contains(shown), "{words}");
        assert!(finding["hint"].as_str().unwrap().contains("ssh-ed25519, sm2"), "{finding}");
        // Of a private key of another kind not even its kind may be told.
        let call = format!("{SECOND} --key {}", text(&file));
        office.done(FIRST);
        let rules = office.refused(&call);
        assert!(rules == ["key-kind"] || rules == ["key-private-form"], "{rules:?}");
        let finding = office.review(&call).finding(&rules[0]);
        assert!(finding["hint"].as_str().unwrap().contains("ssh-ed25519, sm2"), "{finding}");
        for file in [LEDGER, "issues/register.txt"] {
            std::fs::remove_file(office.sandbox.path(file)).unwrap();
        }
        std::fs::remove_dir_all(office.sandbox.path("issues/2026-01/review")).unwrap();
    }
    for line in ["ssh-ed25519", "ssh-ed25519 AAAA", "sm2 AAAA", "sm2", "x", "ssh-ed25519 荔枝"] {
        let call = ["review", "key", "add", "复二", line, "--format", "json"];
        let run = office.run(&call, &[]);
        assert_eq!((run.status, run.rules()), (1, vec!["key-form".to_owned()]), "{line}");
    }
    assert_eq!(office.refused("key add 无名 sm2"), ["key-form"]);
    assert_eq!(office.refused("key new --by 无名"), ["review-person"]);
    assert_eq!(office.refused("key new --by 初一"), ["key-exists"]);
    let plain = "{name: 复二, stages: [second]}";
    office.done(FIRST);
    for (line, rule) in [
        ("\"-----BEGIN OPENSSH PRIVATE KEY-----\"", "key-private"),
        ("ssh-dss AAAA", "key-kind"),
        ("荔枝", "key-form"),
    ] {
        let with = format!("{{name: 复二, stages: [second], keys: [{line}]}}");
        office.sandbox.replace(LIST, plain, &with);
        assert_eq!(office.refused("status"), [rule]);
        office.sandbox.replace(LIST, &with, plain);
    }
    let own = std::fs::read_to_string(format!("{}.pub", text(&private))).unwrap();
    let with = format!("{{name: 复二, stages: [second], keys: [\"{}\"]}}", own.trim());
    office.sandbox.replace(LIST, plain, &with);
    assert_eq!(office.refused("status"), ["key-shared"]);
}

#[test]
fn an_anchor_tells_a_ledger_that_went_on_from_one_that_was_put_back() {
    let office = Office::new();
    assert_eq!(office.refused("anchor"), ["anchor-empty"]);
    office.done(FIRST);
    let old = office.sandbox.read(LEDGER);
    let one = office.run(&["review", "anchor"], &[]).out;
    office.done(SECOND);
    let two = office.run(&["review", "anchor"], &[]).out;
    assert_ne!(one, two);
    let paper = office.home.path().join("paper.txt");
    std::fs::write(&paper, format!("抄于一月\n{one}{two}")).unwrap();
    let report = office.done(&format!("anchor --against {}", text(&paper))).report();
    let since: Vec<_> = report["anchors"].as_array().unwrap().iter().map(|a| &a["since"]).collect();
    assert_eq!(since, [2, 0]);
    let sum = two.split_whitespace().last().unwrap().to_owned();
    assert_eq!(sum.len(), 19);
    office.done(&format!("anchor --against {}", sum.to_lowercase()));
    let typo =
        if sum.starts_with('0') { sum.replacen('0', "1", 1) } else { format!("0{}", &sum[1..]) };
    assert_eq!(office.refused(&format!("anchor --against {typo}")), ["anchor-typo"]);
    assert_eq!(office.refused("anchor --against 没有"), ["anchor-none"]);

    let seal = serde_yaml::from_str::<Ledger>(&old).unwrap().0.pop().unwrap().seal;
    office.sandbox.write(LEDGER, old);
    office.sandbox.write("issues/2026-01/review/head", seal);
    assert_eq!(office.refused("status"), ["ledger-went-back"]);
    office.agree(&office.entries());
    office.done("status");
    assert_eq!(office.refused(&format!("anchor --against {sum}")), ["ledger-other"]);
    assert_eq!(
        office.refused(&format!("anchor --against {}", text(&paper))),
        ["ledger-rolled-back"]
    );
    let run = office.run(&["review", "anchor", "--against", &two], &[]);
    assert!(run.err.contains("第 4 条") && run.err.contains("只有 2 条"), "{}", run.err);
}

proptest! {
    #[test]
    fn lines_and_signatures_of_any_form_are_read_without_a_panic(
        line in "(ssh-ed25519|sm2|ssh-rsa|-----BEGIN PUBLIC KEY-----)?[ \\n]?[A-Za-z0-9+/=]{0,120}(?s:.{0,20})",
        body in "[A-Za-z0-9+/=\\r\\n]{0,400}(?s:.{0,20})",
    ) {
        let _ = PublicKey::read(&line);
        let point = "sm2 BAn53zEeVCGhUN19Fh5LxcZyF5+tGDP8B2uwj/NW81AgzOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM=";
        let ed = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti a";
        for key in [point, ed].map(|line| PublicKey::read(line).unwrap()) {
            let armour = format!("-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n");
            for signature in [&armour, &format!("sm2 {body}"), &body] {
                prop_assert!(key.verify(b"x", signature).is_err());
            }
        }
    }
}

/// A key that was entered after the list was signed: what is printed leads out of it.
#[test]
fn a_new_key_counts_once_the_list_is_signed_with_what_the_old_list_knows() {
    for begun_with_key in [true, false] {
        let office = Office::new();
        if begun_with_key {
            office.key("终三", "ed25519");
        }
        office.done("people --by 终三 --date 2026-01-02");
        let file = office.key("终三", "sm2");
        let call = format!("people --by 终三 --key {}", text(&file));
        let run = office.review(&call);
        assert_eq!(run.rules(), ["key-list-unsigned"], "{}", run.out);
        let hint = run.finding("key-list-unsigned")["hint"].as_str().unwrap().to_owned();
        let at = hint.find("neikan review people").unwrap() + "neikan review ".len();
        let end = at + hint[at..].find('。').unwrap();
        let line = format!("key add 终三 {}.pub", text(&file));
        assert_eq!(office.refused(&line), ["key-there"]);
        office.done(&hint[at..end]);
        assert_eq!(office.entries().pop().unwrap().key.is_some(), begun_with_key);
        let all = "sign all --stage final --by 终三 --verdict return --note 读过";
        office.done(FIRST.split(" --date").next().unwrap());
        office.done(SECOND.split(" --date").next().unwrap());
        office.done(&format!("{all} --key {}", text(&file)));
    }
}
