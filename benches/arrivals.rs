//! How long pictures and documents take to come in: a photograph of a telephone (HEIC, 12 megapixels in
//! tiles) beside `heif-convert` of libheif, and a Word file of 30 pages with 20 photographs beside
//! `pandoc` and LibreOffice, each in one run. Run by hand with `cargo bench -- arrivals`; Debian has
//! the others in libheif-examples, pandoc and libreoffice-writer-nogui. What is not installed is
//! skipped, and that is said. The CI only sees that it runs.

use std::error::Error;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use image::imageops::FilterType;
use neikan::desk::import::{Options, import};
use neikan::jpeg::{Coding, Components, encode};
use neikan::manuscript::conversion::Converter;
use neikan::manuscript::word::Changes;
use neikan::publication::Project;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SENTENCE: &str = "书摊的主人清早六点把两块门板卸下来，架在渠边的石墩上。";
/// Sentences on a page of the Word file, and its pages.
const SENTENCES: usize = 30;
const PAGES: usize = 30;
const PHOTOGRAPHS: usize = 20;
/// How often each is measured; the shortest time counts.
const ROUNDS: usize = 5;

/// A photograph: the ending of its name, and its bytes.
type Photograph = (&'static str, Vec<u8>);

/// Measures, and prints what it measured.
pub fn run(whole: bool) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (size, rounds) = if whole { ([4032, 3024], ROUNDS) } else { ([640, 480], 1) };
    let heic = heic(size)?;
    photograph(&heic, rounds, folder.path())?;
    let photographs = photographs(size)?;
    let own = document("JPEG", &photographs, rounds, folder.path())?;
    if whole {
        others(&folder.path().join("JPEG.docx"), own, folder.path())?;
    }
    document("HEIC", &[("heic", heic)], 1, folder.path())?;
    Ok(())
}

/// Has pandoc and LibreOffice convert the Word file, and says how long that takes beside `own`.
fn others(file: &Path, own: f64, folder: &Path) -> Result<(), Box<dyn Error>> {
    let out = folder.join("others");
    std::fs::create_dir_all(&out)?;
    let mut pandoc = Command::new("pandoc");
    pandoc.arg(file).args(["-t", "markdown", "--extract-media"]).arg(&out);
    pandoc.arg("-o").arg(out.join("a.md"));
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    office.args(["--headless", "--convert-to", "odt", "--outdir"]).arg(&out).arg(file);
    let mut sum = 0.0;
    for (name, mut command, made) in
        [("pandoc", pandoc, out.join("a.md")), ("LibreOffice", office, out.join("JPEG.odt"))]
    {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut shortest = f64::MAX;
        // The first run of LibreOffice makes its profile.
        for _ in 0..2 {
            let (time, run) = seconds(|| quiet.status());
            let Ok(status) = run else {
                println!("{name} skipped: it is not installed, so there is no ratio");
                return Ok(());
            };
            if !status.success() || !made.is_file() {
                return Err(format!("{name} did not convert the document").into());
            }
            shortest = shortest.min(time);
        }
        println!("{name} converts the same file in {shortest:.2} s");
        sum += shortest;
    }
    println!("neikan {own:.2} s, both together {sum:.2} s: {:.3} times", own / sum);
    Ok(())
}

fn images() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("issues/2026-01/images")
}

/// A photograph of the sample as a telephone would write it: in tiles of 512 px.
fn heic([width, height]: [u32; 2]) -> Result<Vec<u8>, Box<dyn Error>> {
    let photo = image::open(images().join("dragonfly.jpg"))?;
    let photo = photo.resize_exact(width, height, FilterType::CatmullRom).into_rgb8();
    Ok(heifer::encode_rgb8(width, height, &photo, &heifer::EncodeOptions::default())?)
}

/// The photographs of the sample as JPEGs of this size, with the ending of their names.
fn photographs([width, height]: [u32; 2]) -> Result<Vec<Photograph>, Box<dyn Error>> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(images())?.flatten().map(|e| e.path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "jpg"));
    all.sort();
    let coding = Coding { quality: 90, half_color: true, progressive: false };
    let photograph = |path: &PathBuf| -> Result<Photograph, Box<dyn Error>> {
        let photo = image::open(path)?.resize_exact(width, height, FilterType::Triangle);
        let size = [width as usize, height as usize];
        let coded = encode(size, Components::Rgb, coding, &photo.into_rgb8());
        Ok(("jpg", coded.map_err(|e| format!("{e:?}"))?))
    };
    all.iter().map(photograph).collect()
}

fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed().as_secs_f64(), done)
}

/// Takes a photograph in and has `heif-convert` make a JPEG of it, in turn.
fn photograph(heic: &[u8], rounds: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    let (from, to) = (folder.join("a.heic"), folder.join("a.jpg"));
    std::fs::write(&from, heic)?;
    let (mut own, mut other) = (f64::MAX, f64::MAX);
    for _ in 0..rounds {
        let (time, taken) = seconds(|| Converter::default().take(heic.to_vec()));
        taken.map_err(|finding| format!("{finding:?}"))?;
        own = own.min(time);
        let (time, run) = seconds(|| {
            Command::new("heif-convert").args(["-q", "95"]).arg(&from).arg(&to).output()
        });
        match run {
            Ok(output) if output.status.success() => other = other.min(time),
            Ok(output) => return Err(String::from_utf8_lossy(&output.stderr).into()),
            Err(_) => break,
        }
    }
    match other {
        f64::MAX => println!("HEIC {own:.2} s; heif-convert skipped: it is not installed"),
        other => println!("HEIC {own:.2} s, heif-convert {other:.2} s: {:.2} times", own / other),
    }
    Ok(())
}

/// Imports a Word file with 20 photographs, each a part of its own that is read and judged; where
/// there are fewer they come again.
fn document(
    name: &str,
    photographs: &[Photograph],
    rounds: usize,
    folder: &Path,
) -> Result<f64, Box<dyn Error>> {
    let file = folder.join(format!("{name}.docx"));
    std::fs::write(&file, docx(photographs)?)?;
    let mut shortest = f64::MAX;
    for round in 0..rounds {
        let root = folder.join(format!("{name}-{round}"));
        std::fs::create_dir_all(root.join("issues"))?;
        let publication = "tests/fixtures/small/issues/publication.yml";
        let publication = Path::new(env!("CARGO_MANIFEST_DIR")).join(publication);
        std::fs::copy(publication, root.join("issues/publication.yml"))?;
        let project = Project::find(&root).map_err(|e| format!("{e:?}"))?;
        let lock = project.lock("import").map_err(|e| format!("{e:?}"))?;
        let files = [file.clone()];
        let today = "2026-02-01".parse().map_err(|e| format!("{e:?}"))?;
        let (changes, originals, libreoffice) = (Changes::Accept, false, false);
        let options = Options { changes, originals, libreoffice, name: None, today };
        let (time, intake) = seconds(|| import(&project, &lock, &files, &options));
        let intake = intake.map_err(|e| format!("{e:?}"))?;
        let imported = intake.reports.first().and_then(|report| report.imported.as_ref());
        // A photograph that stands in several parts is kept once.
        let kept = photographs.len().min(PHOTOGRAPHS);
        assert_eq!(imported.map(|imported| imported.pictures), Some(kept));
        shortest = shortest.min(time);
    }
    println!("Word file of {PAGES} pages with {PHOTOGRAPHS} photographs ({name}): {shortest:.2} s");
    Ok(shortest)
}

/// A paragraph with a photograph, as Word writes it.
fn drawing(page: usize, names: &str) -> String {
    let size = "cx=\"5040000\" cy=\"3780000\"";
    let picture = format!("{names}/drawingml/2006/picture");
    format!(
        "<w:p><w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id=\"{}\" name=\"p\"/>\
         <a:graphic><a:graphicData uri=\"{picture}\"><pic:pic xmlns:pic=\"{picture}\"><pic:nvPicPr>\
         <pic:cNvPr id=\"0\" name=\"p\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
         <a:blip r:embed=\"p{page}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>\
         <a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {size}/></a:xfrm><a:prstGeom prst=\"rect\"/>\
         </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
        page + 1
    )
}

/// A Word file of so many pages, with a photograph on most.
fn docx(photographs: &[Photograph]) -> Result<Vec<u8>, Box<dyn Error>> {
    let names = "http://schemas.openxmlformats.org";
    let types = format!("{names}/officeDocument/2006/relationships");
    let mut body = "<w:p><w:r><w:t>门板</w:t></w:r></w:p>".to_owned();
    let mut relations = String::new();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for page in 0..PAGES {
        for part in SENTENCE.repeat(SENTENCES).as_bytes().chunks(SENTENCE.len() * 5) {
            let text = String::from_utf8_lossy(part);
            body.push_str(&format!("<w:p><w:r><w:t>{page}号{text}</w:t></w:r></w:p>"));
        }
        if page < PHOTOGRAPHS {
            let (ending, bytes) = &photographs[page % photographs.len()];
            zip.start_file(format!("word/media/{page}.{ending}"), options)?;
            zip.write_all(bytes)?;
            relations.push_str(&format!(
                "<Relationship Id=\"p{page}\" Type=\"{types}/image\" Target=\"media/{page}.{ending}\"/>"
            ));
            body.push_str(&drawing(page, names));
        }
    }
    zip.start_file("word/document.xml", options)?;
    write!(
        zip,
        "<w:document xmlns:w=\"{names}/wordprocessingml/2006/main\" xmlns:r=\"{types}\" \
         xmlns:a=\"{names}/drawingml/2006/main\" \
         xmlns:wp=\"{names}/drawingml/2006/wordprocessingDrawing\"><w:body>{body}</w:body></w:document>"
    )?;
    let package = format!("{names}/package/2006");
    let listed = format!("<Relationships xmlns=\"{package}/relationships\">");
    zip.start_file("word/_rels/document.xml.rels", options)?;
    write!(zip, "{listed}{relations}</Relationships>")?;
    zip.start_file("_rels/.rels", options)?;
    write!(
        zip,
        "{listed}<Relationship Id=\"d\" Type=\"{types}/officeDocument\" \
         Target=\"word/document.xml\"/></Relationships>"
    )?;
    zip.start_file("[Content_Types].xml", options)?;
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    write!(
        zip,
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>\
         <Default Extension=\"heic\" ContentType=\"image/heic\"/>\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>"
    )?;
    Ok(zip.finish()?.into_inner())
}
