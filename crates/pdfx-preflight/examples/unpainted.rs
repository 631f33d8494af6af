//! Judges a PDF by everything but its plates, which takes a fraction of the time, and says how many
//! faults it has: `unpainted FILE`.

use std::process::ExitCode;

use pdfx_preflight::{Limits, Settings, mend_whole, preflight};

fn main() -> ExitCode {
    let Some(Ok(bytes)) = std::env::args_os().nth(1).map(std::fs::read) else {
        return ExitCode::from(2);
    };
    let settings = Settings { plates: None, ..Settings::usual(None) };
    let report = mend_whole(bytes, &Limits::USUAL).and_then(|pdf| preflight(&pdf, &settings));
    match report {
        Ok(report) => println!("{} pages, {} faults", report.pages, report.faults.len()),
        Err(finding) => println!("refused: {}", finding.rule),
    }
    ExitCode::SUCCESS
}
