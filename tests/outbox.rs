//! Mails as files: what mail programs read in them.

use crate::common;
use crate::common::post;

use std::fs;
use std::process::Command;

use common::Sandbox;
use post::ready;
use serde_json::Value;

/// What Python's mail library reads in a mail.
const READ: &str = r#"
import email, email.policy, json, sys
mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
parts = [part for part in mail.walk() if not part.is_multipart()]
print(json.dumps({
    "headers": [name for name in mail.keys()],
    "defects": [str(d) for p in mail.walk() for d in p.defects] + [str(d) for h in mail.values() for d in getattr(h, "defects", [])],
    "from": str(mail["From"]), "to": [[a.display_name, a.addr_spec] for a in mail["To"].addresses],
    "reply": str(mail["Reply-To"]), "subject": str(mail["Subject"]), "id": str(mail["Message-ID"]),
    "date": mail["Date"].datetime.isoformat(),
    "types": [part.get_content_type() for part in parts],
    "plain": mail.get_body(("plain",)).get_content().replace("\r\n", "\n"), "html": mail.get_body(("html",)).get_content(),
    "files": [[part.get_filename(), part.get_content().decode("latin-1")] for part in mail.iter_attachments()],
}))
"#;

fn read(path: &std::path::Path) -> Value {
    let output = Command::new("python3").args(["-c", READ]).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn outbox(sandbox: &Sandbox, folder: &str) {
    let environment = [("SOURCE_DATE_EPOCH", "1770220800")];
    let run = sandbox.run_with(&["deliver", "send", "--outbox", folder], &environment);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn mail_programs_read_what_was_meant() {
    let sandbox = ready(&["lin@example.org", "he@example.org", "su@example.org"]);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\nreply_to: tougao@example.org\nsize_limit: 1\n");
    let long = "很长的称谓".repeat(40);
    sandbox.replace(
        "issues/recipients.yml",
        "name: 受赠人2, title: 同志",
        &format!("name: \"何\\\"<b>&'样,例\", title: {long}"),
    );
    // The third copy is larger than what is attached.
    let big = vec![b'x'; (1 << 20) + 1];
    sandbox.write("out/2026-01/copies/0003.pdf", &big);
    let list = sandbox.read("out/2026-01/copies/copies.json");
    let mut list: Value = serde_json::from_str(&list).unwrap();
    list[2]["bytes"] = big.len().into();
    list[2]["sha256"] = neikan_base::hash::sha256(&big).into();
    sandbox.write("out/2026-01/copies/copies.json", list.to_string());
    post::known(&sandbox);
    outbox(&sandbox, "post");
    let first = read(&sandbox.path("post/small-2026-01-0001.eml"));
    assert_eq!(first["defects"], serde_json::json!([]), "{first}");
    assert_eq!(first["from"], "小样编辑部 <neikan@example.org>");
    assert_eq!(first["to"], serde_json::json!([["受赠人1", "lin@example.org"]]));
    assert_eq!(
        (&first["reply"], &first["id"]),
        (&"tougao@example.org".into(), &"<small-2026-01-0001@example.org>".into())
    );
    assert_eq!(first["date"], "2026-02-04T16:00:00+00:00");
    assert_eq!(first["types"], serde_json::json!(["text/plain", "text/html", "application/pdf"]));
    assert_eq!(first["files"][0][0], "小样2026年第1期-赠阅0001.pdf");
    assert_eq!(first["files"][0][1], "%PDF-1.7\n1\n");
    assert!(
        first["subject"].as_str().unwrap().contains("《小样》2026年第1期赠阅（第 0001 号）"),
        "{first}"
    );
    let plain = first["plain"].as_str().unwrap();
    assert!(plain.starts_with("受赠人1同志：\n") && plain.contains("2026年2月5日"), "{plain}");
    assert!(
        plain.contains("0001") && plain.contains("tougao@example.org") && !plain.contains("密码")
    );
    // Names cannot leave their place, whatever is in them.
    let second = read(&sandbox.path("post/small-2026-01-0002.eml"));
    assert_eq!(second["to"], serde_json::json!([["何\"<b>&'样,例", "he@example.org"]]));
    let html = second["html"].as_str().unwrap();
    assert!(!html.contains("<b>") && html.contains("&lt;b&gt;") && html.contains(&long), "{html}");
    assert!(second["plain"].as_str().unwrap().contains("密码另行告知"));
    assert!(!html.contains("http:") && !html.contains("https:") && !html.contains("<script"));
    // A copy that is too large is announced.
    let third = read(&sandbox.path("post/small-2026-01-0003.eml"));
    assert_eq!(third["files"], serde_json::json!([]));
    assert!(third["plain"].as_str().unwrap().contains("另行送达"));
    assert_eq!(third["types"], serde_json::json!(["text/plain", "text/html"]));
    // Nothing was sent, so nothing is written down until a person says so.
    assert!(!sandbox.path("issues/deliveries.sqlite").exists());
    assert_eq!(sandbox.run(&["deliver", "confirm", "1", "9", "--sent"]).status, 2);
    let run = sandbox.run(&["deliver", "confirm", "1,2", "--sent"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let sent = |number: u64, state: &str| (number, state.to_owned());
    assert_eq!(post::states(&sandbox), [sent(1, "sent"), sent(2, "sent"), sent(3, "waiting")]);
    outbox(&sandbox, "rest");
    assert_eq!(fs::read_dir(sandbox.path("rest")).unwrap().count(), 1);
}

#[test]
fn rare_characters_and_shared_mailboxes_are_no_fault() {
    let sandbox = ready(&["office@example.org", "OFFICE@example.org"]);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    sandbox.replace("issues/recipients.yml", "受赠人1", "𬭚㙍");
    let run = sandbox.run(&["deliver", "send", "--dry-run", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(run.finding("recipient-address-twice")["line"], 4);
    assert_eq!(run.report()["copies"].as_array().unwrap().len(), 2);
    outbox(&sandbox, "post");
    let mail = read(&sandbox.path("post/small-2026-01-0001.eml"));
    assert_eq!(mail["to"][0][0], "𬭚㙍");
    assert!(mail["html"].as_str().unwrap().contains("𬭚㙍同志："));
    assert!(mail["plain"].as_str().unwrap().starts_with("𬭚㙍同志："));
}

#[test]
fn copies_are_those_of_the_list() {
    let sandbox = Sandbox::new();
    post::recipients(&sandbox, &["lin@example.org", "he@example.org"]);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    assert_eq!(sandbox.build(&[]).status, 0);
    let run = sandbox.run(&["deliver", "prepare"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    outbox(&sandbox, "post");
    let mail = read(&sandbox.path("post/small-2026-01-0002.eml"));
    assert!(mail["files"][0][1].as_str().unwrap().starts_with("%PDF"), "{}", mail["files"][0][0]);
    let list = sandbox.read("issues/recipients.yml");
    for (from, to) in [("受赠人2", "别人"), ("}\n", ", format: epub}\n")] {
        sandbox.write("issues/recipients.yml", list.replacen(from, to, 1));
        let run = sandbox.run(&["deliver", "send", "--dry-run", "--format", "json"]);
        assert_eq!(run.status, 1, "{}", run.out);
        run.finding("copy-other");
        let run = sandbox.run(&["deliver", "prepare"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert_eq!(sandbox.run(&["deliver", "send", "--dry-run"]).status, 0);
    }
    sandbox.replace("issues/recipients.yml", "he@example.org", "she@example.org");
    let tried = || sandbox.run(&["deliver", "send", "--dry-run", "--format", "json"]);
    let run = tried();
    assert_eq!(run.status, 0, "{}", run.out);
    let finding = run.finding("copy-address");
    assert!(finding["message"].as_str().unwrap().contains("she@example.org"), "{finding}");
    assert_eq!(sandbox.run(&["deliver", "prepare"]).status, 0);
    assert_eq!(tried().rules(), [""; 0]);
}

#[test]
fn the_same_mails_are_the_same_bytes_for_their_owner_alone() {
    let sandbox = ready(&["lin@example.org"]);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    outbox(&sandbox, "one");
    outbox(&sandbox, "two");
    let bytes =
        |folder: &str| fs::read(sandbox.path(folder).join("small-2026-01-0001.eml")).unwrap();
    assert_eq!(bytes("one"), bytes("two"));
    let text = String::from_utf8(bytes("one")).unwrap();
    assert!(text.is_ascii() && text.split("\r\n").all(|line| line.len() <= 78), "{text}");
    assert!(text.contains("\r\nX-Unsent: 1\r\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = sandbox.path("one/small-2026-01-0001.eml");
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_template_that_is_wrong_stops_with_its_line() {
    let sandbox = Sandbox::with_own_layouts();
    post::recipients(&sandbox, &["lin@example.org"]);
    post::copies(&sandbox, 1);
    sandbox.approve();
    post::of_now(&sandbox);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    let template = "layouts/dongguan/mail/letter.txt";
    let text = sandbox.read(template);
    for wrong in ["{{ recipient.nam }}", "{% if %}"] {
        sandbox.write(template, format!("\n{wrong}\n{text}"));
        let run = sandbox.run(&["deliver", "send", "--outbox", "post", "--format", "json"]);
        assert_eq!(run.status, 1, "{}", run.out);
        let finding = run.finding("mail-template");
        assert_eq!((finding["file"].as_str(), finding["line"].as_u64()), (Some(template), Some(2)));
    }
    assert!(!sandbox.path("post").exists());
}
