//! Outside judges: programs that know nothing of neikan. Where one is not installed its test says
//! so and is skipped; with CI set that is a failure.

use std::process::{Command, Output};

/// Runs a judge; nothing when it is not installed.
pub fn judge(program: &str, arguments: &[&str]) -> Option<Output> {
    Command::new(program).args(arguments).output().ok().or_else(|| missing(program))
}

/// Says that a judge is not installed.
pub fn missing<T>(judge: &str) -> Option<T> {
    assert!(std::env::var_os("CI").is_none(), "{judge} is missing");
    println!("skipped: {judge} is not installed");
    None
}

/// What a judge found.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a judge found and what it complained of.
pub fn said(output: &Output) -> String {
    stdout(output) + &String::from_utf8_lossy(&output.stderr)
}
