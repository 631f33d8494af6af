//! Files are read or refused; damaged ones are read with `mend`, and what was repaired is told.

use std::collections::BTreeSet;

use lopdf::{Object, Stream, dictionary};
use neikan_base::locale::{Language, Locale};
use pdfx_preflight::annotate::annotate;
use pdfx_preflight::fix::{Request, fix};
use pdfx_preflight::reading::Repair;
use pdfx_preflight::{
    Limits, Pdf, Settings, Standard, mend, mend_file, mend_whole, messages, open, preflight,
};

use crate::draft::Draft;

/// A file of objects, one per line, with a cross-reference table and what follows it.
fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.6\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let at = out.len();
    out.extend(table.bytes());
    out.extend(format!("trailer\n<< {trailer} >>\nstartxref\n{at}\n%%EOF\n").bytes());
    out
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const TREE: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 50 80] >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>";
const CONTENT: &str = "<< /Length 34 >> stream\n0 0 0 1 k 5 5 40 70 re f 1 0 0 0 k\nendstream";

fn sound() -> String {
    String::from_utf8(file(&[CATALOG, TREE, PAGE, CONTENT], "/Root 1 0 R")).unwrap()
}

/// The rule by which a file is refused.
fn refused(bytes: &[u8]) -> &'static str {
    open(bytes, &Limits::USUAL).err().map_or("", |finding| finding.rule)
}

#[test]
fn a_file_is_read_with_its_pages_and_streams() {
    let text = "<< /Length 9 >> stream\n0 0 m 1 l\nendstream";
    let page = "<< /Type /Page /Parent 2 0 R /TrimBox [40 5 5 70] /Contents 4 0 R >>";
    let bytes = file(&[CATALOG, TREE, page, text], "/Root 1 0 R");
    let opened = open(&bytes, &Limits::USUAL).unwrap();
    assert_eq!(opened.document.version, "1.6");
    let page = &opened.pages[0];
    assert_eq!(page.media, Some([0.0, 0.0, 50.0, 80.0]));
    assert_eq!(page.trim, Some([5.0, 5.0, 40.0, 70.0]));
    let Object::Stream(content) = &opened.document.objects[&(4, 0)] else { panic!() };
    assert_eq!(content.content, b"0 0 m 1 l");
    for end in 0..bytes.len() - 8 {
        assert_ne!(refused(&bytes[..end]), "", "{end}");
    }
}

/// In a file for old readers and new ones the table says that an object is free, and the stream beside
/// it where that is; an update before or after counts as everywhere.
#[test]
fn what_a_table_hides_is_found_by_the_stream_beside_it() {
    let mut bytes = file(&[CATALOG, TREE, PAGE, CONTENT], "/Root 1 0 R /Size 5");
    let before = bytes.windows(5).position(|own| own == b"xref\n").unwrap();
    let at = bytes.len();
    bytes.extend(b"4 0 obj\n<< /Length 22 >> stream\n0 1 0 0 k 5 5 9 9 re f\nendstream\nendobj\n");
    let stream = bytes.len();
    let row = [&[1][..], &u32::try_from(at).unwrap().to_be_bytes(), &[0]].concat();
    bytes.extend(b"5 0 obj\n<< /Type /XRef /W [1 4 1] /Index [4 1] /Size 6 /Root 1 0 R /Length 6 >> stream\n");
    bytes.extend(row);
    bytes.extend(b"\nendstream\nendobj\n");
    let table = bytes.len();
    let trailer = format!(
        "xref\n4 1\n0000000000 00000 f \ntrailer\n<< /Root 1 0 R /Size 6 /Prev {before} \
         /XRefStm {stream} >>\nstartxref\n{table}\n%%EOF\n"
    );
    bytes.extend(trailer.bytes());
    let opened = open(&bytes, &Limits::USUAL).unwrap();
    let Object::Stream(content) = &opened.document.objects[&(4, 0)] else { panic!() };
    assert_eq!(content.content, b"0 1 0 0 k 5 5 9 9 re f");
    // A later update that frees it does.
    let later = bytes.len();
    let trailer = format!(
        "xref\n4 1\n0000000000 00001 f \ntrailer\n<< /Root 1 0 R /Size 6 /Prev {table} >>\n\
         startxref\n{later}\n%%EOF\n"
    );
    bytes.extend(trailer.bytes());
    assert!(!open(&bytes, &Limits::USUAL).unwrap().document.objects.contains_key(&(4, 0)));
}

#[test]
fn a_file_is_refused_for_a_reason() {
    let objects = [CATALOG, TREE, PAGE, CONTENT];
    assert_eq!(refused(b"GIF89a"), "pdf-none");
    assert_eq!(refused(b"%PDF-1.7\n"), "pdf-cut-off");
    let circle = "<< /Type /Pages /Kids [2 0 R] >>";
    assert_eq!(refused(&file(&[CATALOG, circle], "/Root 1 0 R")), "pdf-cycle");
    assert_eq!(refused(&file(&[CATALOG, TREE], "/Root 1 0 R")), "pdf-pages");
    assert_eq!(refused(&file(&objects, "/Root 1 0 R /Encrypt 4 0 R")), "pdf-encrypted");
    let nested = "[".repeat(100_000);
    let deep = file(&[CATALOG, TREE, PAGE, &nested], "/Root 1 0 R");
    assert_eq!(refused(&deep), "pdf-damaged");
    let many = format!("[{}]", "0 ".repeat(Limits::USUAL.values + 1));
    assert_eq!(refused(&file(&[CATALOG, TREE, PAGE, &many], "/Root 1 0 R")), "pdf-large");
    assert_eq!(refused(&file(&objects, "/Root 1 0 R /Prev 0")), "pdf-damaged");
}

#[test]
fn one_large_object_is_read_once() {
    let text = format!("({})", "x".repeat(200_000));
    let mut objects = vec![CATALOG, TREE, PAGE, CONTENT, &text];
    objects.extend(std::iter::repeat_n("null", 50));
    let bytes = String::from_utf8(file(&objects, "/Root 1 0 R")).unwrap();
    let large = bytes.find("5 0 obj").unwrap();
    let mut out = String::new();
    for line in bytes.split_inclusive('\n') {
        let moved = line.ends_with(" n \n") && line[..10].parse::<usize>().unwrap() > large;
        out.push_str(&if moved { format!("{large:010} 00000 n \n") } else { line.to_owned() });
    }
    assert_ne!(refused(out.as_bytes()), "");
}

/// What is repaired in a file that only `mend` opens.
fn repairs(bytes: &[u8]) -> BTreeSet<Repair> {
    let pdf = mend(bytes, &Limits::USUAL).unwrap_or_else(|finding| panic!("{finding:?}"));
    assert_eq!(pdf.pages.len(), 1);
    pdf.repairs.into_keys().collect()
}

fn check(text: &str, wanted: &[Repair]) {
    assert_eq!(repairs(text.as_bytes()), wanted.iter().copied().collect(), "{text}");
    let tolerated = wanted == [Repair::Length] || wanted == [Repair::Filter];
    assert_eq!(open(text.as_bytes(), &Limits::USUAL).is_ok(), tolerated || wanted.is_empty());
}

#[test]
fn damage_is_repaired_and_told() {
    let text = sound();
    check(&text, &[]);
    let at = text.find("startxref\n").unwrap() + 10;
    check(&format!("{}7{}", &text[..at], &text[at..]), &[Repair::Xref]);
    check(&text.replace("Length 34", "Length 12"), &[Repair::Length]);
    check(&text[..text.find("xref").unwrap()], &[Repair::End]);
    // Entries that are a little off, as after a change by hand.
    check(&text.replacen("%PDF-1.6\n", "%PDF-1.6\n%abc\n", 1), &[Repair::Xref]);
    let start = text.rfind("startxref\n").unwrap() + 10;
    let table: usize = text[start..].lines().next().unwrap().parse().unwrap();
    let moved = text
        .replacen("%PDF-1.6\n", "%PDF-1.6\n%abc\n", 1)
        .replace(&format!("startxref\n{table}"), &format!("startxref\n{}", table + 5));
    check(&moved, &[Repair::Entry]);
    // A page tree with a kid that is none.
    check(&text.replacen("[3 0 R]", "[7 0 R 3 0 R]", 1), &[Repair::Pages, Repair::Xref]);
}

#[test]
fn what_other_readers_open_is_opened() {
    let sound = sound();
    // Without its first line.
    check(&sound.replace("%PDF-1.6\n", "%\u{e2}\u{e3}\n"), &[Repair::Head, Repair::Xref]);
    assert_eq!(refused(b"something else"), "pdf-none");
    // Numbers of objects beyond all limits.
    check(&sound.replace("xref\n0 5", "xref\n4294967290 5"), &[Repair::Xref]);
    // A page tree whose nodes cannot be read: its pages are in the file.
    let broken = file(&[CATALOG, "<< /Type /Pages /Kids 3 0 R] >>", PAGE, CONTENT], "/Root 1 0 R");
    let broken = mend(&broken, &Limits::USUAL).unwrap();
    assert_eq!(broken.pages.len(), 1);
    assert!(broken.repairs.contains_key(&Repair::Pages) && Repair::Pages.loses());
    // A page in whose dictionary and arrays is what does not belong there.
    let page = "<< /Type /Page ] /Parent 2 0 R /CropBox [1 2 x3 40 50 /Contents 4 0 R >>";
    let broken = file(&[CATALOG, TREE, page, CONTENT], "/Root 1 0 R");
    assert_eq!(refused(&broken), "pdf-damaged");
    let broken = mend(&broken, &Limits::USUAL).unwrap();
    assert_eq!(broken.pages[0].media, Some([0.0, 0.0, 50.0, 80.0]));
    assert!(broken.repairs.contains_key(&Repair::Object) && Repair::Object.loses());
}

#[test]
fn a_file_that_is_encrypted_without_a_password_is_read() {
    let mut draft = Draft::new(Standard::X4);
    draft.add("0.9 0.9 0.9 0.9 k 90 90 9 9 re f");
    let settings = draft.settings.clone();
    let found = crate::rules(&crate::faults::encrypted(draft.bytes()), &settings);
    assert_eq!(found, BTreeSet::from(["pdfx-encrypted", "print-ink"]));
}

/// What comes after the end of a file does no harm, unless it is the beginning of a newer state.
#[test]
fn what_follows_the_end_is_no_loss() {
    let sound = sound().into_bytes();
    let repairs = |more: &[u8]| mend(&[&sound, more].concat(), &Limits::USUAL).unwrap().repairs;
    assert!(repairs(b"\n\n").is_empty());
    assert_eq!(repairs(&[0; 3_000]).into_keys().collect::<Vec<_>>(), [Repair::Xref]);
    let page = "<p>thank you</p>\n".repeat(200);
    assert_eq!(repairs(page.as_bytes()).into_keys().collect::<Vec<_>>(), [Repair::Xref]);
    let newer = format!("4 0 obj\n<< /Length 9000 >> stream\n{}", "0 ".repeat(2_000));
    assert!(repairs(newer.as_bytes()).contains_key(&Repair::End));
}

/// A file that was encrypted without an identifier is read, too.
#[test]
fn an_encrypted_file_needs_no_identifier() {
    let mut draft = Draft::new(Standard::X4);
    draft.add("0.9 0.9 0.9 0.9 k 90 90 9 9 re f");
    let none = vec![Object::string_literal(""), Object::string_literal("")];
    draft.document.trailer.set("ID", none);
    let bytes = crate::faults::encrypted(draft.bytes());
    let at = bytes.windows(3).rposition(|own| own == b"/ID").unwrap();
    let mut bare = bytes.clone();
    bare[at + 1..at + 3].copy_from_slice(b"Xd");
    let settings = Settings::usual(None);
    let found = |bytes: &[u8]| crate::rules(bytes, &settings);
    let (mut with, without) = (found(&bytes), found(&bare));
    with.insert("pdfx-id");
    assert_eq!(with, without);
    assert!(with.contains("print-ink"));
}

/// What is read while its bytes are given up is the same.
#[test]
fn a_file_that_is_given_up_while_it_is_read_is_the_same() {
    let mut files: Vec<Vec<u8>> = vec![
        Draft::new(Standard::X4).bytes(),
        crate::faults::encrypted(Draft::new(Standard::X4).bytes()),
        [b"before ".to_vec(), Draft::new(Standard::X4).bytes()].concat(),
    ];
    let mut packed = Draft::new(Standard::X4);
    packed.packed = true;
    files.push(packed.bytes());
    // Damaged: its cross-reference leads nowhere.
    let mut broken = Draft::new(Standard::X4).bytes();
    let at = broken.windows(9).rposition(|part| part == b"startxref").unwrap();
    broken.truncate(at);
    files.push(broken);
    for (at, bytes) in files.into_iter().enumerate() {
        let one = mend(&bytes, &Limits::USUAL).unwrap();
        let other = mend_whole(bytes, &Limits::USUAL).unwrap();
        assert_eq!(one.document.objects, other.document.objects, "{at}");
        assert_eq!((one.own, one.repairs), (other.own, other.repairs), "{at}");
    }
}

/// A page with a picture that is larger than what is read of a file at once, with or without ink
/// beyond the limit; `change` has its dictionary and its content.
fn pictured(heavy: bool, change: impl Fn(&mut Stream)) -> Vec<u8> {
    let mut draft = Draft::new(Standard::X4);
    let value = |at: usize| if heavy { 240 } else { (at * 31 % 90) as u8 };
    let pixels = (0..240 * 240 * 4).map(value).collect();
    let mut picture = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 240, "Height" => 240,
            "BitsPerComponent" => 8, "ColorSpace" => "DeviceCMYK",
        },
        pixels,
    );
    change(&mut picture);
    draft.resource("XObject", "Im", picture.into());
    draft.add("q 57.6 0 0 57.6 40 40 cm /Im Do Q");
    draft.bytes()
}

/// The report on a file, and how many of its pictures have stayed in it.
fn far(bytes: &[u8]) -> (serde_json::Value, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, bytes).unwrap();
    let pdf = mend_file(&path, &Limits::USUAL).unwrap();
    let is_far = |object: &&Object| {
        object.as_stream().is_ok_and(|own| own.start_position.is_some() && own.content.is_empty())
    };
    (data(&pdf), pdf.document.objects.values().filter(is_far).count())
}

fn data(pdf: &Pdf) -> serde_json::Value {
    let locale = Locale::with_rules(Language::English, messages(Language::English));
    preflight(pdf, &Settings::usual(None)).unwrap().data("a.pdf", &locale)
}

/// Large pictures stay in the file, and the report is the same as if they had been read.
#[test]
fn pictures_stay_in_their_file() {
    let indirect = |own: &mut Stream| own.dict.set("Length", Object::Reference((1, 0)));
    for (bytes, stay) in [
        (pictured(false, |_| {}), 1),
        (pictured(true, |_| {}), 1),
        (pictured(false, |own| own.compress().unwrap()), 0),
        // A stream that may be something else too is read.
        (pictured(false, |own| own.dict.set("ShadingType", 4)), 0),
        (pictured(false, |own| own.dict.set("F", "elsewhere")), 0),
        ([b"before ".to_vec(), pictured(false, |_| {})].concat(), 0),
        (crate::faults::encrypted(pictured(false, |_| {})), 0),
        (pictured(false, indirect), 0),
    ] {
        let whole = data(&mend(&bytes, &Limits::USUAL).unwrap());
        let (far, stayed) = far(&bytes);
        assert_eq!(stayed, stay);
        assert_eq!(far, whole);
    }
}

/// What is no picture although it looks like one is read.
#[test]
fn what_only_looks_like_a_picture_is_read() {
    let sound = pictured(false, |_| {});
    let at = |from: usize, word: &[u8]| {
        let found = sound[from..].windows(word.len()).position(|own| own == word);
        from + found.unwrap()
    };
    let length = at(0, b"/Length 230400");
    let start = at(length, b"stream\n") + 7;
    // A length that is wrong, no cross-reference, what looks like an object within the picture.
    let mut wrong = sound.clone();
    wrong[length..][..14].copy_from_slice(b"/Length 230399");
    let mut broken = sound.clone();
    broken.truncate(at(start, b"startxref"));
    let mut within = sound.clone();
    let fake = b"9 0 obj << /Length 4 >> stream\n0 0 ";
    within[start..][..fake.len()].copy_from_slice(fake);
    for bytes in [wrong, broken, within] {
        let (far, _) = far(&bytes);
        assert_eq!(far, data(&mend(&bytes, &Limits::USUAL).unwrap()));
    }
}

/// A picture whose file is another by the time it is looked at is not judged.
#[test]
fn a_file_that_changes_is_not_wholly_judged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let bytes = pictured(false, |_| {});
    std::fs::write(&path, &bytes).unwrap();
    let pdf = mend_file(&path, &Limits::USUAL).unwrap();
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(20_000).unwrap();
    let report = preflight(&pdf, &Settings::usual(None)).unwrap();
    assert!(!report.is_fit());
    assert!(report.faults.iter().any(|own| own.rule.name == "print-picture-unmeasured"));
}

/// A copy has the pictures that stayed in the file.
#[test]
fn a_copy_has_the_pictures_that_stayed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let bytes = pictured(true, |_| {});
    std::fs::write(&path, &bytes).unwrap();
    let settings = Settings::usual(None);
    let annotated = |pdf: Pdf| {
        let report = preflight(&pdf, &settings).unwrap();
        annotate(pdf, &report, &settings).unwrap()
    };
    let far = annotated(mend_file(&path, &Limits::USUAL).unwrap());
    assert_eq!(far, annotated(mend(&bytes, &Limits::USUAL).unwrap()));
    let fixes = BTreeSet::from(["pdfx-annotation", "print-picture-ink"]);
    let fixed = |pdf: Pdf| {
        let request = Request { fixes: &fixes, settings: &settings, trim: None, house: None };
        fix(pdf, &request).unwrap().bytes
    };
    let far = fixed(mend_file(&path, &Limits::USUAL).unwrap());
    assert_eq!(far, fixed(mend(&bytes, &Limits::USUAL).unwrap()));
}
