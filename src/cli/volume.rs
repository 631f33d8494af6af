//! `neikan volume`: the contents, the cover and the e-book of a year bound together.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, show};
use crate::publication::Project;
use crate::volume::{Volume, VolumeOrder, volume};

/// The year, and where its files go.
#[derive(Debug, Args)]
pub struct VolumeArgs {
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1950..2200))]
    year: u16,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "MM", value_parser = millimetres)]
    spine: Option<f64>,
    #[command(flatten)]
    report: Report,
}

/// Reads the thickness of a spine, mm: 1 to 120, in tenths.
fn millimetres(text: &str) -> Result<f64, String> {
    let value = text.trim_end_matches("mm").trim().parse::<f64>().ok();
    let value = value.filter(|value| (1.0..=120.0).contains(value));
    value.map(|value| (value * 10.0).round() / 10.0).ok_or_else(|| text.to_owned())
}

impl VolumeArgs {
    /// The form of the report.
    pub fn format(&self) -> Format {
        self.report.format
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &VolumeArgs, console: &mut Console<'_>) -> Outcome {
    let order = VolumeOrder {
        year: args.year,
        out: args.out.clone().unwrap_or_else(|| project.root().join("out")),
        spine: args.spine,
    };
    let made = volume(project, &order)?;
    if args.report.format == Format::Json {
        show::report(json!(made), &made.findings, console);
        return Ok(());
    }
    show::findings(&made.findings, project.root(), console);
    report(&made, console);
    Ok(())
}

fn report(made: &Volume, console: &mut Console<'_>) {
    let values = [
        ("year", made.year.to_string()),
        ("issues", made.issues.len().to_string()),
        ("articles", made.articles.to_string()),
        ("authors", made.indexed[0].to_string()),
        ("subjects", made.indexed[1].to_string()),
        ("spine", made.spine.to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-volume", &values));
    let folder = made.folder.display().to_string();
    show::line(console.out, &show::say(console.locale, "summary-folder", &[("folder", folder)]));
    for file in &made.files {
        show::file(&made.folder, (&file.path, file.bytes, file.pages), console);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spines_are_read_in_millimetres() {
        assert_eq!(millimetres("18.25mm"), Ok(18.3));
        assert_eq!(millimetres("6"), Ok(6.0));
        for wrong in ["", "0", "-3", "500", "thick", "NaN"] {
            assert!(millimetres(wrong).is_err(), "{wrong}");
        }
    }
}
