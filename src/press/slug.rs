//! The slug line: describes the sheet in words, on every plate.
//!
//! Typst sets the lines, one per page, since they may be Chinese and need a subset font. After the
//! words, the name of each plate is set in its own ink. The words next to a collating mark are in
//! black only.

use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::diagnostic::Finding;
use crate::typeset::Faces;
use crate::typeset::notdef;
use crate::typeset::world::{Files, Press as World};
use neikan_press::impose::Line;

/// How the lines are set; the text comes as data.
const MAIN: &str = r#"
#set page(width: auto, height: 3mm, margin: 0mm)
#set text(size: 6.5pt, font: "Noto Sans CJK SC", lang: "zh")
#set align(horizon)
#let ink(plate) = {
  let own = cmyk(..plate.cmyk.map(p => p * 1%))
  if plate.spot { color.spot(plate.name, own).tint(100%) } else { own }
}
#for (index, line) in json("lines.json").enumerate() {
  if index > 0 { pagebreak() }
  if line.plates != none {
    box[#text(fill: cmyk(100%, 100%, 100%, 100%), line.text)#for plate in line.plates {
      h(1.5mm)
      text(fill: ink(plate), plate.name)
    }]
  } else {
    box(text(fill: cmyk(0%, 0%, 0%, 100%), line.text))
  }
}
"#;

/// Returns a setter of lines in the faces of a project.
pub fn setter(faces: &Faces) -> impl Fn(&[Line]) -> Result<Vec<u8>, Finding> {
    move |lines| set(faces, lines)
}

/// Sets lines as a PDF, one per page.
///
/// # Errors
/// The finding `impose-slug` with the reason.
fn set(faces: &Faces, lines: &[Line]) -> Result<Vec<u8>, Finding> {
    let failed = |reason: String| Finding::stop("impose-slug").with("reason", reason);
    let mut files = Files::default();
    files.add("/main.typ", Bytes::new(MAIN.as_bytes().to_vec()));
    let data = serde_json::to_vec(lines).map_err(|error| failed(error.to_string()))?;
    files.add("/lines.json", Bytes::new(data));
    let world =
        World::new(faces, files, "/main.typ", &[]).map_err(|error| failed(error.to_string()))?;
    let reason = |errors: &[typst::diag::SourceDiagnostic]| {
        failed(errors.first().map(|error| error.message.to_string()).unwrap_or_default())
    };
    let document =
        typst::compile::<PagedDocument>(&world).output.map_err(|errors| reason(&errors))?;
    if let Some(c) = notdef::first(&document) {
        return Err(failed(format!("“{c}” U+{:04X}", u32::from(c))));
    }
    let ident = Smart::Custom("slug".to_owned());
    let options = PdfOptions { ident, tagged: false, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| reason(&errors))
}
