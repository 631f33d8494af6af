//! `hanzi`: checks Chinese text from standard input and prints one finding per line.
//!
//! `hanzi` prints Chinese, `hanzi --en` English; `hanzi --fix` writes the text with everything
//! fixed that can be fixed without asking. Exit status 1 means that something was found, 2 that the
//! call was wrong or the text could not be read.

use std::io::{Read, Write};
use std::process::ExitCode;

use hanzi::{Hit, lint, mend};

/// The largest text that is read, bytes.
const LIMIT: u64 = 16 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let known = arguments.iter().all(|argument| matches!(argument.as_str(), "--en" | "--fix"));
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let mut text = String::new();
    let read = std::io::stdin().take(LIMIT + 1).read_to_string(&mut text);
    if !known || read.is_err() || text.len() as u64 > LIMIT {
        say(&mut std::io::stderr(), "hanzi [--en] [--fix] < text (UTF-8, at most 16 MB)\n");
        return ExitCode::from(2);
    }
    if has("--fix") {
        say(&mut std::io::stdout(), &mend(&text));
        return ExitCode::SUCCESS;
    }
    let hits = lint(&text);
    for hit in &hits {
        say(&mut std::io::stdout(), &told(&text, hit, has("--en")));
    }
    ExitCode::from(u8::from(!hits.is_empty()))
}

/// Formats a finding as a line: where, which rule, what, and what to do.
fn told(text: &str, hit: &Hit, english: bool) -> String {
    let before = &text[..hit.range.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let [message, hint] = hit.says(if english { &hit.rule.en } else { &hit.rule.zh });
    format!("{line}:{column} {}: {message} {hint}\n", hit.rule.name)
}

/// Writes some text; a closed pipe is not an error.
fn say(out: &mut impl Write, text: &str) {
    let _ = out.write_all(text.as_bytes());
}
