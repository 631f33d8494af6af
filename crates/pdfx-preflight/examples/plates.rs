//! Writes the plates of a PDF as PNGs: `plates FILE FOLDER [PPI [PROFILE.icc [PAGES]]]`.

use std::path::Path;
use std::process::ExitCode;

use pdfx_preflight::plates::{Options, each};
use pdfx_preflight::{Limits, mend};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, rest @ ..] = arguments.as_slice() else { return ExitCode::from(2) };
    let ppi = rest.first().and_then(|ppi| ppi.parse().ok()).unwrap_or(72.0);
    let profile = rest.get(1).and_then(|path| std::fs::read(path).ok());
    let Ok(bytes) = std::fs::read(file) else { return ExitCode::from(3) };
    let Ok(pdf) = mend(&bytes, &Limits::USUAL) else {
        println!("refused");
        return ExitCode::FAILURE;
    };
    let most = rest.get(2).and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let mut pdf = pdf;
    pdf.pages.truncate(most);
    let done = each(&pdf, &Options { ppi, profile }, |plates| {
        for (index, ink) in plates.inks.iter().enumerate() {
            let name = format!("p{:03}-{ink}.png", plates.page).replace(['/', '\\'], "_");
            if let Ok(png) = plates.png(index) {
                let _ = std::fs::write(Path::new(folder).join(name), png);
            }
        }
        println!("page {}: {:?} {:?}", plates.page, plates.inks, plates.missed);
    });
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
