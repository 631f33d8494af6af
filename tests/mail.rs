//! Sending through a real mail server on loopback: what it takes, refuses, defers, and what
//! happens when nobody knows.

use crate::common;
use crate::common::post;

use std::fs;

use common::{Run, Sandbox};
use post::{Server, copies, ledger_bytes, ready, recipients, states};

const MAIL: &str = "issues/mail.yml";

fn send(sandbox: &Sandbox, more: &[&str]) -> Run {
    sandbox.run(&[&["deliver", "send", "--format", "json"], more].concat())
}

/// A project and a server that it knows.
fn with_server(
    addresses: &[&str],
    arguments: &[&str],
    settings: &str,
) -> Option<(Sandbox, Server)> {
    let sandbox = ready(addresses);
    let server = Server::start(&sandbox, "server", arguments)?;
    sandbox.write(MAIL, server.settings(settings));
    Some((sandbox, server))
}

#[test]
fn every_copy_goes_out_once() {
    let addresses = ["lin@example.org", "he@example.org", "su@example.org"];
    let Some((sandbox, server)) = with_server(&addresses, &[], "") else { return };
    let run = send(&sandbox, &["--only", "2"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(server.accepted(), ["he"]);
    let run = sandbox.run(&["deliver", "send"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let run = send(&sandbox, &[]);
    assert_eq!((run.status, run.report()["sent"].as_u64()), (0, Some(0)), "{}", run.out);
    assert_eq!(server.accepted(), ["he", "lin", "su"]);
    assert!(states(&sandbox).iter().all(|(_, state)| state == "sent"));
    assert!(!run.out.contains("受赠人") && !run.out.contains("example.org"), "{}", run.out);
}

#[test]
fn what_the_server_says_decides() {
    let addresses = [
        "refuse@example.org",
        "defer@example.org",
        "later@example.org",
        "content@example.org",
        "busy@example.org",
        "drop@example.org",
        "early@example.org",
        "slow@example.org",
        "lin@example.org",
    ];
    let Some((sandbox, server)) = with_server(&addresses, &[], "") else { return };
    let run = send(&sandbox, &[]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let wanted =
        ["refused", "deferred", "sent", "refused", "sent", "unknown", "sent", "unknown", "sent"];
    let wanted: Vec<_> = (1..).zip(wanted.map(str::to_owned)).collect();
    assert_eq!(states(&sandbox), wanted);
    // No address is repeated from the answers of the server, nor any name.
    assert!(!run.out.contains("example.org") && !run.out.contains("受赠人"), "{}", run.out);
    let mut accepted = server.accepted();
    accepted.sort();
    assert_eq!(accepted, ["busy", "drop", "early", "later", "lin", "slow"]);
    // Nothing that was taken, may have been or was refused goes out again by itself.
    let run = send(&sandbox, &[]);
    assert_eq!(run.status, 1);
    assert_eq!(run.rules().iter().filter(|rule| *rule == "delivery-unknown").count(), 2);
    assert_eq!(server.accepted().len(), 6);
    assert_eq!(server.begun().iter().filter(|name| *name == "refuse").count(), 1);
    // A person settles what nobody knows.
    let run = sandbox.run(&["deliver", "confirm", "6", "--sent"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let run = sandbox.run(&["deliver", "confirm", "8", "--not-sent"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(sandbox.run(&["deliver", "confirm", "6", "--sent"]).status, 2);
    send(&sandbox, &[]);
    assert_eq!(server.begun().iter().filter(|name| *name == "drop").count(), 1);
    assert_eq!(server.begun().iter().filter(|name| *name == "slow").count(), 2);
    // A corrected address is tried again.
    sandbox.replace("issues/recipients.yml", "refuse@example.org", "right@example.org");
    send(&sandbox, &["--only", "1"]);
    assert!(server.accepted().contains(&"right".to_owned()));
}

#[test]
fn a_line_that_is_not_secure_is_not_used() {
    let addresses = ["lin@example.org"];
    let wrong = ["--wrong-certificate"];
    let Some((sandbox, server)) = with_server(&addresses, &wrong, "") else { return };
    let run = send(&sandbox, &[]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    run.finding("mail-insecure");
    // A certificate of an authority that nobody knows.
    let settings = server.settings("").replace("host: localhost", "host: localhost\nretries: 0");
    let settings = settings.replacen("retries: 1\n", "", 1);
    let unknown: String = settings
        .lines()
        .filter(|line| !line.starts_with("ca:"))
        .map(|l| format!("{l}\n"))
        .collect();
    sandbox.write(MAIL, unknown);
    send(&sandbox, &[]).finding("mail-insecure");
    // A server that offers no STARTTLS, since it wants TLS from the first byte, never answers.
    assert!(server.begun().is_empty());
}

#[test]
fn a_server_without_starttls_is_refused() {
    let sandbox = ready(&["lin@example.org"]);
    // A server in the open: it greets and offers nothing.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        use std::io::{BufRead, BufReader, Write};
        let mut heard = Vec::new();
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"220 open\r\n").unwrap();
        for line in BufReader::new(stream.try_clone().unwrap()).lines() {
            let Ok(line) = line else { break };
            stream
                .write_all(if line.starts_with("EHLO") { b"250 open\r\n" } else { b"250 OK\r\n" })
                .unwrap();
            heard.push(line);
        }
        heard
    });
    let settings = format!(
        "host: localhost\nport: {port}\nsecurity: starttls\nfrom: a@example.org\nuser: a\n"
    );
    sandbox.write(MAIL, settings);
    let environment = [("NEIKAN_SMTP_PASSWORD", "geheim")];
    let run = sandbox.run_with(&["deliver", "send", "--format", "json"], &environment);
    run.finding("mail-insecure");
    let heard = server.join().unwrap();
    assert!(
        heard.iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")),
        "{heard:?}"
    );
    assert!(!run.out.contains("geheim") && !run.err.contains("geheim"));
}

#[test]
fn people_log_in_with_a_password_that_nobody_sees() {
    let arguments = ["--security", "starttls", "--user", "neikan:geh:eim"];
    let settings = "security: starttls\nuser: neikan\n";
    let Some((sandbox, server)) = with_server(&["lin@example.org"], &arguments, settings) else {
        return;
    };
    send(&sandbox, &[]).finding("mail-password");
    let try_with = |password| {
        sandbox.run_with(
            &["deliver", "send", "--format", "json"],
            &[("NEIKAN_SMTP_PASSWORD", password)],
        )
    };
    let run = try_with("falsch");
    assert_eq!(run.status, 1);
    run.finding("mail-login");
    assert!(!run.out.contains("falsch"));
    sandbox.write(MAIL, server.settings(&format!("{settings}password_file: secret\n")));
    send(&sandbox, &[]).finding("mail-password-file");
    sandbox.write("secret", "geh:eim\nmore\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |mode| fs::set_permissions(sandbox.path("secret"), fs::Permissions::from_mode(mode));
        mode(0o640).unwrap();
        send(&sandbox, &[]).finding("mail-password-open");
        assert!(server.begun().is_empty());
        mode(0o600).unwrap();
    }
    let run = send(&sandbox, &[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(server.accepted(), ["lin"]);
    let ledger = String::from_utf8_lossy(&ledger_bytes(&sandbox)).into_owned();
    assert!(!ledger.contains("geh:eim") && !ledger.contains("falsch"));
}

#[test]
fn a_server_that_is_away_ends_the_work_after_some_tries() {
    let sandbox = ready(&["lin@example.org"]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    sandbox.write(
        MAIL,
        format!("host: localhost\nport: {port}\nfrom: a@example.org\nretries: 1\nbackoff: 1\n"),
    );
    let run = send(&sandbox, &[]);
    assert_eq!(run.status, 1, "{}", run.out);
    run.finding("mail-away");
    assert_eq!(states(&sandbox), [(1, "waiting".to_owned())]);
}

#[test]
fn nothing_goes_out_while_anything_is_wrong() {
    let addresses = ["lin@example.org", "he@example.org"];
    let Some((sandbox, server)) = with_server(&addresses, &[], "") else { return };
    let list = sandbox.read("issues/recipients.yml");
    let good = sandbox.read(MAIL);
    let news = "issues/2026-01/articles/news.md";
    let article = sandbox.read(news);
    for (rule, file, from, to) in [
        ("recipients-scope", "issues/recipients.yml", "分管领导, email: he", "合作客户, email: he"),
        ("recipient-number-twice", "issues/recipients.yml", "number: 2", "number: 1"),
        ("recipient-address", "issues/recipients.yml", "he@example.org", "'he;x@b.cn'"),
        ("form-email", "issues/recipients.yml", "he@example.org", "\"he@b.cn\\r\\nBcc: x@b.cn\""),
        ("recipient-control", "issues/recipients.yml", "受赠人2", "\"受赠人\\r\\nBcc: x@b.cn\""),
        ("copy-missing", "issues/recipients.yml", "number: 2", "number: 3"),
        ("copy-changed", "out/2026-01/copies/0002.pdf", "2", "3"),
        ("key-unknown", MAIL, "rate: 6000", "speed: 6000"),
        ("recipient-address", MAIL, "neikan@example.org", "nei;kan@example.org"),
        ("mail-ca", MAIL, "server/ca.pem", "server/none.pem"),
        ("review-unapproved", news, "", "添了一句话。\n"),
        ("key-meant", news, "title:", "titel:"),
    ] {
        let before = sandbox.read(file);
        let after =
            if from.is_empty() { before.clone() + to } else { before.replacen(from, to, 1) };
        assert_ne!(before, after);
        sandbox.write(file, after);
        let run = send(&sandbox, &[]);
        assert_eq!(run.status, 1, "{rule}: {}{}", run.out, run.err);
        let finding = run.finding(rule);
        assert_eq!(finding["severity"], "stop");
        assert!(server.begun().is_empty(), "{rule}");
        sandbox.write(file, before);
    }
    assert!(!sandbox.path("issues/deliveries.sqlite").exists());
    sandbox.write("issues/recipients.yml", list);
    sandbox.write(MAIL, good);
    sandbox.write(news, article);
    assert_eq!(send(&sandbox, &["--only", "9"]).status, 2);
    assert_eq!(send(&sandbox, &["--only", "合作客户"]).status, 2);
    let run = send(&sandbox, &["--only", "分管领导"]);
    assert_eq!((run.status, server.accepted().len()), (0, 2), "{}{}", run.out, run.err);
}

#[test]
fn a_dry_run_leaves_nothing_behind() {
    let sandbox = ready(&["lin@example.org", "he@example.org"]);
    sandbox.write(MAIL, "host: localhost\nfrom: a@example.org\nuser: x\n");
    let run = sandbox.run(&["deliver", "send", "--dry-run", "--only", "2"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("受赠人2同志") && run.out.contains("he@example.org"), "{}", run.out);
    assert!(!run.out.contains("受赠人1"));
    assert!(!sandbox.path("issues/deliveries.sqlite").exists());
}

#[test]
fn a_list_that_was_numbered_anew_is_noticed() {
    let addresses = ["lin@example.org", "he@example.org"];
    let Some((sandbox, server)) = with_server(&addresses, &[], "") else { return };
    send(&sandbox, &["--only", "1"]);
    let list = sandbox.read("issues/recipients.yml");
    let list = list.replace("number: 1,", "number: 9,").replace("number: 2,", "number: 1,");
    sandbox.write("issues/recipients.yml", list.replace("number: 9,", "number: 2,"));
    let finding = send(&sandbox, &[]).finding("delivery-moved");
    assert_eq!(finding["file"], "issues/recipients.yml");
    assert_eq!(server.accepted(), ["lin"]);
}

#[test]
fn a_person_can_be_erased() {
    let addresses = ["lin@example.org", "he@example.org", "lin2@example.org"];
    let Some((sandbox, _server)) = with_server(&addresses, &[], "") else { return };
    assert_eq!(send(&sandbox, &[]).status, 0);
    let passwords = "out/2026-01/copies-passwords.csv";
    sandbox.write(passwords, "number,password\n1,k7xm-2pqe\n2,w3rt-9hjk\n");
    let text = || String::from_utf8_lossy(&ledger_bytes(&sandbox)).into_owned();
    assert!(text().contains("lin@example.org") && text().contains("受赠人1"));
    let run = sandbox.run(&["deliver", "forget", "LIN@example.org", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["numbers"][0], 1);
    assert!(!text().contains("lin@example.org") && !text().contains("受赠人1"));
    assert!(text().contains("lin2@example.org") && text().contains("he@example.org"));
    let list = sandbox.read("issues/recipients.yml");
    assert!(list.starts_with("# 名单\n") && !list.contains("lin@example.org"));
    assert!(!sandbox.path("out/2026-01/copies/0001.pdf").exists());
    assert!(sandbox.path("out/2026-01/copies/0002.pdf").exists());
    assert_eq!(sandbox.read(passwords), "number,password\n2,w3rt-9hjk\n");
    let run = sandbox.run(&["deliver", "forget", "2"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!sandbox.path(passwords).exists());
    assert!(!text().contains("he@example.org"));
    let status = sandbox.run(&["deliver", "status", "--format", "json"]).report();
    let first = &status["copies"][0];
    assert_eq!(
        (first["number"].as_u64(), &first["name"], &first["state"]),
        (Some(1), &"".into(), &"sent".into())
    );
    assert!(first["day"].as_str().is_some_and(|day| day.len() == 10));
    assert_eq!(sandbox.run(&["deliver", "forget", "nobody@example.org"]).status, 1);
}

#[test]
fn the_table_says_who_was_sent_what() {
    let addresses = ["lin@example.org", "refuse@example.org"];
    let Some((sandbox, _server)) = with_server(&addresses, &[], "") else { return };
    recipients(&sandbox, &["lin@example.org", "refuse@example.org", "su@example.org"]);
    copies(&sandbox, 3);
    send(&sandbox, &["--only", "1,2"]);
    let run = sandbox.run(&["deliver", "status"]);
    let line = |start: &str| run.out.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(line("0001").contains("受赠人1同志") && line("0001").contains("已寄"), "{}", run.out);
    assert!(line("0002").contains("退回") && line("0003").contains("未寄"), "{}", run.out);
    let run = sandbox.run(&["deliver", "export", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let path = sandbox.path("out/2026-01/deliveries.xlsx");
    use calamine::{Reader, Xlsx, open_workbook};
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let cell = |row, column| sheet.get_value((row, column)).unwrap().to_string();
    assert_eq!(
        (cell(1, 1), cell(1, 5), cell(1, 6)),
        ("受赠人1".into(), "lin@example.org".into(), "已寄".into())
    );
    assert_eq!((cell(2, 6), cell(3, 6)), ("退回".into(), "未寄".into()));
    assert!(cell(2, 9).starts_with("550") && !cell(2, 9).contains('@'));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
