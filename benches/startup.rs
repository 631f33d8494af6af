//! How long a whole call of the program takes: what somebody waits for who types `--help`, `--version` or
//! `check`. The goals are 30 ms for help and 0.3 s for checking the sample; they are figures, no test.
//!
//! Run by hand with `cargo bench -- startup`; the CI only sees that it runs (`-- --test`).

use std::process::{Command, Stdio};

/// Runs the program in the repository, to its end.
fn run(arguments: &[&str]) {
    let program = Command::new(env!("CARGO_BIN_EXE_neikan"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(program.success(), "{arguments:?}");
}

#[divan::bench(args = ["--version", "--help", "help build", "completions zsh"], sample_count = 50, sample_size = 1)]
fn call(bencher: divan::Bencher<'_, '_>, line: &str) {
    let arguments: Vec<&str> = line.split(' ').collect();
    bencher.bench(|| run(&arguments));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn check_of_the_sample() {
    run(&["check", "2026-01"]);
}
