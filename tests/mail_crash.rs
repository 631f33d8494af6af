//! Killed at many random points, sending loses no record and sends no copy twice.

use crate::common;
use crate::common::fire::times;
use crate::common::post;

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::time::Duration;

use post::{Server, ready, states};
use rusqlite::Connection;

/// How often the program is killed, unless `NEIKAN_KILLS` says otherwise.
const KILLS: usize = 40;
/// For each kill more recipients than are served before the next.
const SERVED: usize = 5;

/// Numbers that look random and are the same on every run (Steele and Vigna, splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

#[test]
fn killed_anywhere_nothing_is_lost_and_nothing_goes_out_twice() {
    let kills = times("NEIKAN_KILLS", KILLS);
    let recipients = kills * SERVED;
    let addresses: Vec<String> = (1..=recipients).map(|n| format!("n{n}@example.org")).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let sandbox = ready(&addresses);
    let Some(server) = Server::start(&sandbox, "server", &["--delay", "0.01"]) else { return };
    let settings = server.settings("").replace("timeout: 2", "timeout: 60");
    sandbox.write("issues/mail.yml", settings);
    let mut random = Random(20_260_205);
    let mut during = 0;
    for kill in 0..kills {
        let before = server.begun().len();
        let mut child = Command::new(env!("CARGO_BIN_EXE_neikan"))
            .args(["deliver", "send"])
            .current_dir(sandbox.path("."))
            .env("XDG_CACHE_HOME", common::cache())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Most are killed while mails go out, some while the program begins.
        if kill % 10 != 0 {
            for _ in 0..6000 {
                if server.begun().len() > before || child.try_wait().unwrap().is_some() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        std::thread::sleep(Duration::from_micros(random.below(120_000)));
        during += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(during >= kills * 9 / 10, "the program was over before {} kills", kills - during);
    assert!(server.accepted().len() < recipients, "all copies went out before the last kill");
    check(&sandbox, &server, during);
    // Somebody says of every open copy that it did not arrive only where the server has none.
    let accepted: BTreeSet<String> = server.accepted().into_iter().collect();
    for (number, state) in states(&sandbox) {
        if state == "unknown" || state == "handing" {
            let arrived = accepted.contains(&format!("n{number}"));
            let word = if arrived { "--sent" } else { "--not-sent" };
            let run = sandbox.run(&["deliver", "confirm", &number.to_string(), word]);
            assert_eq!(run.status, 0, "{}", run.err);
        }
    }
    let run = sandbox.run(&["deliver", "send"]);
    assert_eq!(run.status, 0, "{}", run.err);
    check(&sandbox, &server, during);
    assert_eq!(server.accepted().len(), recipients);
}

/// Holds the ledger against what the server knows.
fn check(sandbox: &common::Sandbox, server: &Server, kills: usize) {
    let accepted = server.accepted();
    let once: BTreeSet<&String> = accepted.iter().collect();
    assert_eq!(once.len(), accepted.len(), "a copy went out twice");
    let states: BTreeMap<String, String> =
        states(sandbox).into_iter().map(|(number, state)| (format!("n{number}"), state)).collect();
    let open = states.values().filter(|state| *state == "unknown" || *state == "handing").count();
    println!("{} accepted, {open} open after {kills} kills", accepted.len());
    for name in &accepted {
        let state = &states[name];
        assert!(["sent", "unknown", "handing"].contains(&state.as_str()), "{name} is {state}");
    }
    for (name, state) in &states {
        assert!(state != "sent" || once.contains(name), "{name} was never accepted");
    }
    // Every mail that the server saw begin has a record.
    let ledger = Connection::open(sandbox.path("issues/deliveries.sqlite")).unwrap();
    let mut query =
        ledger.prepare("SELECT number, COUNT(*) FROM attempts GROUP BY number").unwrap();
    let rows =
        query.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?))).unwrap();
    let attempts: BTreeMap<String, u32> =
        rows.map(|row| row.unwrap()).map(|(number, count)| (format!("n{number}"), count)).collect();
    let mut begun: BTreeMap<String, u32> = BTreeMap::new();
    for name in server.begun() {
        *begun.entry(name).or_default() += 1;
    }
    for (name, count) in begun {
        assert!(attempts.get(&name).is_some_and(|known| *known >= count), "{name} has no record");
    }
}
