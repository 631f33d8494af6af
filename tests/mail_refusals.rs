//! A mail server that takes no mail at all: what it refuses is the sender or the size, not the
//! recipients, so the work stops, nobody counts as refused, and the next run goes on.

use crate::common;
use crate::common::post;

use std::fs;

use common::{Run, Sandbox};
use neikan::circulation::mail::message::encoded;
use post::{Server, copies_of, ready, states};

const MAIL: &str = "issues/mail.yml";
const FOUR: [&str; 4] = ["lin@example.org", "he@example.org", "su@example.org", "yu@example.org"];

fn send(sandbox: &Sandbox, more: &[&str]) -> Run {
    sandbox.run(&[&["deliver", "send", "--format", "json"], more].concat())
}

fn with_server(addresses: &[&str]) -> Option<(Sandbox, Server)> {
    let sandbox = ready(addresses);
    let server = Server::start(&sandbox, "server", &[])?;
    sandbox.write(MAIL, server.settings(""));
    Some((sandbox, server))
}

/// Begins anew: nothing was ever sent.
fn forget(sandbox: &Sandbox) {
    for end in ["sqlite", "sqlite-wal", "sqlite-shm", "lock"] {
        let _ = fs::remove_file(sandbox.path("issues").join(format!("deliveries.{end}")));
    }
}

fn count(run: &Run, key: &str) -> u64 {
    run.report()[key].as_u64().unwrap_or_else(|| panic!("no {key} in {}", run.out))
}

/// The states of the copies, in the order of their numbers.
fn stand(sandbox: &Sandbox) -> Vec<String> {
    states(sandbox).into_iter().map(|(_, state)| state).collect()
}

/// What the server took since it had taken so many, in the order of the names.
fn taken(server: &Server, before: usize) -> Vec<String> {
    let mut names = server.accepted().split_off(before);
    names.sort();
    names
}

#[test]
fn a_refusal_of_the_sender_or_the_size_ends_the_run_and_the_next_goes_on() {
    let Some((sandbox, server)) = with_server(&FOUR) else { return };
    // What the server answers, the rule, how many copies it takes before.
    for (answer, rule, first) in [
        ("MAIL 0 550 5.7.1 sender not authorized", "mail-sender", 0),
        ("MAIL 0 553 Mail from must equal authorized user", "mail-sender", 0),
        ("MAIL 0 501 5.1.7 bad sender", "mail-sender", 0),
        ("MAIL 2 550 5.4.5 daily limit exceeded", "mail-sender", 2),
        ("MAIL 0 451 4.7.1 too many mails", "mail-busy", 0),
        ("MAIL 1 452 4.3.1 no space", "mail-busy", 1),
        ("MAIL 0 552 5.3.4 message too big", "mail-size", 0),
        ("MAIL 0 552 size exceeds fixed maximum", "mail-size", 0),
        ("RCPT 0 550 5.7.1 relay access denied", "mail-sender", 0),
        ("RCPT 1 554 5.7.28 unsolicited", "mail-sender", 1),
        ("RCPT 0 530 authentication required", "mail-sender", 0),
        ("RCPT 0 552 5.3.4 message too big", "mail-size", 0),
        ("RCPT 0 550 {address} rejected, see {id}", "mail-same", 0),
        ("DATA 0 554 5.7.1 no", "mail-sender", 0),
        ("DATA 3 552 too big", "mail-size", 3),
        ("DATA 0 554 no valid recipients {id}", "mail-same", 0),
        ("END 0 550 5.7.1 spam, {address}", "mail-sender", 0),
        ("END 2 554 5.7.1 spam", "mail-sender", 2),
        ("END 0 552 message size exceeds fixed maximum", "mail-size", 0),
        ("END 1 552 5.3.4 message too big", "mail-size", 1),
        ("END 0 550 5.2.3 message too long", "mail-size", 0),
        ("END 0 554 DT:SPM {id} mail content denied", "mail-same", 0),
    ] {
        forget(&sandbox);
        let before = server.accepted().len();
        server.set("answer", answer);
        let run = send(&sandbox, &[]);
        assert_eq!(run.status, 1, "{answer}: {}{}", run.out, run.err);
        let finding = run.finding(rule);
        assert_eq!(run.rules(), [rule], "{answer}");
        assert_eq!(finding["severity"], "stop", "{answer}");
        // The reason is that of the server, without the address.
        let message = finding["message"].as_str().unwrap();
        let code = answer.split(' ').nth(2).unwrap();
        assert!(message.contains(code) && message.contains("localhost"), "{answer}: {message}");
        assert!(finding["hint"].as_str().unwrap().contains("再运行一次"), "{answer}");
        assert!(!run.out.contains("example.org") && !run.out.contains("受赠人"), "{}", run.out);
        assert_eq!(server.accepted().len() - before, first, "{answer}");
        let counts = ["sent", "refused", "unknown", "deferred"].map(|key| count(&run, key));
        let rest = 4 - first as u64;
        assert_eq!(counts, [first as u64, 0, 0, rest], "{answer}");
        let stood = stand(&sandbox);
        for (index, state) in stood.iter().enumerate() {
            let unsent = ["waiting", "deferred"].contains(&state.as_str());
            assert!(if index < first { state == "sent" } else { unsent }, "{answer}: {stood:?}");
        }
        server.unset("answer");
        let run = send(&sandbox, &[]);
        assert_eq!(run.status, 0, "{answer}: {}{}", run.out, run.err);
        assert_eq!((count(&run, "sent"), run.rules().len()), (rest, 0), "{answer}: {}", run.out);
        assert_eq!(taken(&server, before), ["he", "lin", "su", "yu"], "{answer}");
        assert!(stand(&sandbox).iter().all(|state| state == "sent"), "{answer}");
    }
}

#[test]
fn a_refusal_of_one_recipient_is_none_of_the_others() {
    let Some((sandbox, server)) = with_server(&FOUR) else { return };
    for (answer, rule) in [
        // Mailbox full, no such user; only the first copies can be doubted.
        ("RCPT 1 552 5.2.2 mailbox full", "delivery-refused"),
        ("RCPT 1 550 5.1.1 no such user", "delivery-refused"),
        ("END 1 554 5.6.0 content refused", "delivery-refused"),
        ("RCPT 0 450 4.2.1 later", "delivery-deferred"),
        ("RCPT 0 452 4.2.2 mailbox full", "delivery-deferred"),
        ("DATA 0 451 4.3.0 later", "delivery-deferred"),
        ("END 0 451 4.7.1 later", "delivery-deferred"),
    ] {
        forget(&sandbox);
        server.set("answer", answer);
        let run = send(&sandbox, &[]);
        assert_eq!(run.status, 1, "{answer}: {}{}", run.out, run.err);
        assert!(run.rules().iter().all(|own| own == rule), "{answer}: {:?}", run.rules());
        let wanted = if rule == "delivery-refused" { 3 } else { 4 };
        assert_eq!(run.rules().len(), wanted, "{answer}: {}", run.out);
    }
}

#[test]
fn three_wrong_addresses_at_the_beginning_hold_up_nobody() {
    let addresses =
        ["refuse1", "refuse2", "refuse3", "lin", "he"].map(|n| format!("{n}@example.org"));
    let addresses = addresses.each_ref().map(String::as_str);
    let Some((sandbox, server)) = with_server(&addresses) else { return };
    send(&sandbox, &[]).finding("mail-same");
    assert_eq!(stand(&sandbox), ["deferred", "deferred", "deferred", "waiting", "waiting"]);
    // The others go first now, and then it is clear whom the refusals concern.
    let run = send(&sandbox, &[]);
    assert_eq!(run.rules(), ["delivery-refused"; 3], "{}", run.out);
    assert_eq!(stand(&sandbox), ["refused", "refused", "refused", "sent", "sent"]);
    assert_eq!(server.accepted(), ["lin", "he"]);
    // Two of them, or three in other words, are refused at once.
    forget(&sandbox);
    assert_eq!(send(&sandbox, &["--only", "1,2"]).rules(), ["delivery-refused"; 2]);
    assert_eq!(stand(&sandbox)[..3], ["refused", "refused", "waiting"]);
    forget(&sandbox);
    sandbox.replace("issues/recipients.yml", "refuse2@", "content2@");
    let run = send(&sandbox, &[]);
    assert_eq!(run.rules(), ["delivery-refused"; 3], "{}", run.out);
    assert_eq!(stand(&sandbox), ["refused", "refused", "refused", "sent", "sent"]);
}

#[test]
fn one_recipient_with_a_policy_holds_up_nobody() {
    let addresses = ["policy@example.org", "lin@example.org", "he@example.org"];
    let Some((sandbox, server)) = with_server(&addresses) else { return };
    send(&sandbox, &[]).finding("mail-sender");
    assert_eq!(server.accepted(), Vec::<String>::new());
    let run = send(&sandbox, &[]);
    run.finding("mail-sender");
    assert_eq!(server.accepted(), ["lin", "he"]);
    assert_eq!(stand(&sandbox), ["deferred", "sent", "sent"]);
}

#[test]
fn what_is_larger_than_the_server_announces_is_not_even_begun() {
    let Some((sandbox, server)) = with_server(&FOUR) else { return };
    let large = 1_200_000;
    copies_of(&sandbox, [10, 20, large, 30].map(|size| vec![b'x'; size]).into_iter());
    server.set("size", "2000");
    let run = send(&sandbox, &[]);
    assert_eq!((run.status, run.rules()), (1, vec!["mail-limit".to_owned()]), "{}", run.out);
    assert!(run.finding("mail-limit")["message"].as_str().unwrap().contains("1-4"), "{}", run.out);
    assert_eq!((count(&run, "deferred"), count(&run, "sent")), (4, 0));
    // One that is too large keeps all, so that it is known before the first.
    server.set("size", "1048576");
    let run = send(&sandbox, &[]);
    let message = run.finding("mail-limit")["message"].as_str().unwrap().to_owned();
    let size = |message: &str| message.contains("1.00 MB") && message.contains("1.5");
    assert!(message.contains("第 3 号") && size(&message), "{message}");
    let english = sandbox.run(&["deliver", "send", "--lang", "en", "--format", "json"]);
    let message = english.finding("mail-limit")["message"].as_str().unwrap().to_owned();
    assert!(message.contains("copies 3 ") && size(&message), "{message}");
    assert!(server.begun().is_empty() && server.parameters().is_empty());
    assert_eq!(stand(&sandbox), ["waiting"; 4]);
    let run = send(&sandbox, &["--only", "1,2"]);
    assert_eq!((run.status, server.accepted().len()), (0, 2), "{}", run.out);
    // It goes without its copy as soon as the limit here says so, too.
    sandbox.write(MAIL, server.settings("size_limit: 1\n"));
    let run = send(&sandbox, &[]);
    assert_eq!((run.status, server.accepted().len()), (0, 4), "{}{}", run.out, run.err);
    let third = server.mails().into_iter().find(|path| path.to_string_lossy().ends_with("-su.eml"));
    assert!(fs::metadata(third.unwrap()).unwrap().len() < 50_000);
}

#[test]
fn the_server_is_told_how_large_a_mail_is() {
    let Some((sandbox, server)) = with_server(&FOUR) else { return };
    let sizes = [1, 57, 100_000, 1000];
    copies_of(&sandbox, sizes.map(|size| vec![b'x'; size]).into_iter());
    let plan = send(&sandbox, &["--dry-run"]).report();
    let planned = plan["copies"].as_array().unwrap().iter().map(|copy| copy["mail_bytes"].clone());
    assert_eq!(send(&sandbox, &[]).status, 0);
    let lengths = server.mails().into_iter().map(|path| fs::metadata(path).unwrap().len());
    let lengths: Vec<u64> = lengths.collect();
    let told: Vec<String> = lengths.iter().map(|length| format!("SIZE={length}")).collect();
    assert_eq!(server.parameters(), told);
    assert_eq!(planned.map(|size| size.as_u64().unwrap()).collect::<Vec<_>>(), lengths);
    // A server that knows of no sizes is told none.
    forget(&sandbox);
    server.set("size", "0");
    assert_eq!(send(&sandbox, &[]).status, 0);
    assert_eq!(server.parameters()[4..], [""; 4]);
    assert_eq!(server.accepted().len(), 8);
}

#[test]
fn the_limit_here_counts_the_mail_as_it_is_encoded() {
    let sandbox = ready(&FOUR[..2]);
    sandbox.write(MAIL, "host: mail.example.org\nfrom: neikan@example.org\nsize_limit: 1\n");
    let dry = |sizes: [usize; 2]| {
        copies_of(&sandbox, sizes.map(|size| vec![b'x'; size]).into_iter());
        let run = send(&sandbox, &["--dry-run"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let report = run.report();
        [0, 1].map(|index| {
            let copy = &report["copies"][index];
            let bytes = usize::try_from(copy["mail_bytes"].as_u64().unwrap()).unwrap();
            (copy["attached"].as_bool().unwrap(), bytes)
        })
    };
    // A copy far below 1 MB makes a mail above it.
    let [(small, bytes), (large, _)] = dry([700_000, 800_000]);
    assert!(small && !large);
    // To the byte: three bytes of a copy are four of a mail.
    let letter = bytes - encoded(700_000);
    let fits = (700_000..).take_while(|&size| letter + encoded(size) <= 1 << 20).last().unwrap();
    let [(small, bytes), (large, _)] = dry([fits, fits + 1]);
    assert!(small && !large && bytes <= 1 << 20 && bytes > (1 << 20) - 8, "{bytes}");
}
