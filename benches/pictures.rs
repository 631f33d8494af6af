//! How fast photographs are turned into the inks of the press, beside `jpgicc` of Little CMS on
//! the same photographs: the items of the figures are pixels.
//!
//! Run by hand with `cargo bench -- pictures`; Debian's liblcms2-utils has `jpgicc`.

use std::path::{Path, PathBuf};
use std::process::Command;

use divan::counter::ItemsCount;
use lopdf::{Document, Object, Stream, dictionary};
use neikan::diagnostic::Findings;
use neikan::press::Shop;
use neikan::publication::Project;
use neikan_press::Job;

fn project() -> Project {
    Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a project")
}

/// The photographs of the sample, and their pixels in all.
fn photographs() -> (Vec<PathBuf>, u64) {
    let folder = project().root().join("issues/2026-01/images");
    let entries = std::fs::read_dir(folder).expect("the sample has pictures").flatten();
    let mut all: Vec<_> = entries.map(|entry| entry.path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "jpg"));
    all.sort();
    let size = |path: &PathBuf| image::image_dimensions(path).expect("a photograph");
    let pixels = all.iter().map(size).map(|(width, height)| u64::from(width) * u64::from(height));
    let pixels = pixels.sum();
    (all, pixels)
}

/// A PDF with each photograph on a page, so large that none is scaled down.
fn pdf(photographs: &[PathBuf]) -> Vec<u8> {
    let mut document = Document::new();
    let tree = document.new_object_id();
    let mut kids = Vec::new();
    for path in photographs {
        let (width, height) = image::image_dimensions(path).expect("a photograph");
        let own = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
            "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        };
        let bytes = std::fs::read(path).expect("a photograph");
        let picture = document.add_object(Stream::new(own, bytes).with_compression(false));
        let draw = format!("{width} 0 0 {height} 0 0 cm /p Do");
        let content = document.add_object(Stream::new(dictionary! {}, draw.into_bytes()));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "Resources" => dictionary! { "XObject" => dictionary! { "p" => picture } },
            "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
        });
        kids.push(Object::Reference(page));
    }
    let count = kids.len() as i64;
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn neikan(bencher: divan::Bencher<'_, '_>) {
    let press = Shop::load(&project(), "coated", &mut Findings::default()).expect("a profile");
    let (photographs, pixels) = photographs();
    let pdf = pdf(&photographs);
    let job = Job {
        title: "bench".to_owned(),
        identifier: "bench".to_owned(),
        date: "2026-01-01".parse().expect("a date"),
        bleed: 0.0,
        standard: None,
        colors: Vec::new(),
        rich_black: None,
        inks: neikan_press::Inks::default(),
        folds: Vec::new(),
        sum: String::new(),
        originals: neikan_press::Originals::new(),
    };
    let work = || press.finish(&pdf, &job).map(|bytes| bytes.len()).expect("it is sound");
    bencher.counter(ItemsCount::new(pixels)).bench(work);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn jpgicc(bencher: divan::Bencher<'_, '_>) {
    let (photographs, pixels) = photographs();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let profile = project().root().join("layouts/press/fogra39l-coated.icc");
    let one = |photograph: &PathBuf| {
        let mut command = Command::new("jpgicc");
        command.arg("-o").arg(&profile).args(["-t", "0", "-q", "92"]);
        command.arg(photograph).arg(folder.path().join("out.jpg"));
        command.output().map(|output| output.status.success())
    };
    if one(&photographs[0]).is_err() {
        println!("skipped: jpgicc is not installed");
        return;
    }
    let work = || photographs.iter().all(|photograph| one(photograph).is_ok_and(|done| done));
    bencher.counter(ItemsCount::new(pixels)).bench(work);
}
