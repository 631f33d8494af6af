//! Judges PDFs and prints what was found, a line each: `judge [--standard NAME] FILE…`.

use std::process::ExitCode;

use neikan_base::locale::{Language, Locale};
use pdfx_preflight::{Demand, Limits, Settings, mend, messages, preflight};

fn main() -> ExitCode {
    let language = Language::English;
    let locale = Locale::with_rules(language, messages(language));
    let mut settings = Settings::usual(None);
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|argument| argument == "--standard").is_some() {
        match arguments.next().and_then(|name| Demand::named(&name)) {
            Some(demand) => settings.standard = demand,
            None => return ExitCode::from(2),
        }
    }
    let mut fit = true;
    for path in arguments {
        let Ok(bytes) = std::fs::read(&path) else { return ExitCode::from(3) };
        let report = mend(&bytes, &Limits::USUAL).and_then(|pdf| preflight(&pdf, &settings));
        match report {
            Ok(report) => {
                fit &= !report.stops();
                println!("{path}: {}", if report.stops() { "not fit" } else { "fit" });
                for fault in &report.faults {
                    let (rule, finding) = (fault.rule, fault.finding());
                    let (severity, words) = (rule.severity, locale.message(&finding));
                    println!(
                        "  p{} {severity:?} {}: {words} ×{}",
                        fault.page, rule.name, fault.count
                    );
                }
            }
            Err(finding) => {
                fit = false;
                println!("{path}: refused: {}", locale.message(&finding));
            }
        }
    }
    if fit { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
