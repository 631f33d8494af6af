//! Files are read or refused; damaged ones are read with `mend`, and what was repaired is told.

use std::collections::BTreeSet;

use lopdf::Object;
use pdfx_preflight::reading::Repair;
use pdfx_preflight::{Limits, Standard, mend, mend_whole, open};

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
