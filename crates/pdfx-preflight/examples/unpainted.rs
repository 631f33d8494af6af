//! Judges a PDF by everything but its plates, which takes a fraction of the time, and says how many
//! faults it has: `unpainted FILE`.

use std::path::PathBuf;
use std::process::ExitCode;

use neikan_base::diagnostic::Failure;
use pdfx_preflight::{Limits, Settings, mend_file, preflight};

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return ExitCode::from(2);
    };
    let settings = Settings { plates: None, ..Settings::usual(None) };
    let pdf = mend_file(&path, &Limits::USUAL);
    match pdf.and_then(|pdf| preflight(&pdf, &settings).map_err(Failure::from)) {
        Ok(report) => println!("{} pages, {} faults", report.pages, report.faults.len()),
        Err(_) => println!("refused"),
    }
    ExitCode::SUCCESS
}
