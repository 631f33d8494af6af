//! Damaged files are read, and what was repaired is told.

use std::collections::BTreeSet;

use pdfx_preflight::reading::Repair;
use pdfx_preflight::{Limits, Standard, mend, open};

use crate::draft::Draft;

/// A file of objects, one per line, with a cross-reference table and what follows it.
pub fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
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
fn a_file_that_is_encrypted_without_a_password_is_read() {
    let mut draft = Draft::new(Standard::X4);
    draft.add("0.9 0.9 0.9 0.9 k 90 90 9 9 re f");
    let settings = draft.settings;
    let found = crate::rules(&crate::faults::encrypted(draft.bytes()), &settings);
    assert_eq!(found, BTreeSet::from(["pdfx-encrypted", "print-ink"]));
}

/// Any file that is cut off or has bytes changed is read or refused, without harm.
#[test]
fn no_damage_does_harm() {
    let mut draft = Draft::new(Standard::X4);
    draft.packed = true;
    let packed = draft.bytes();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (mut read, mut refused) = (0, 0);
    for round in 0..400 {
        let mut bytes = if round % 2 == 0 { sound().into_bytes() } else { packed.clone() };
        for _ in 0..=random(6) {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        if random(3) == 0 {
            bytes.truncate(random(bytes.len()));
        }
        match mend(&bytes, &Limits::USUAL) {
            Ok(pdf) => {
                read += 1;
                let _ = pdfx_preflight::preflight(&pdf, &Draft::new(Standard::X4).settings);
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read > 100 && refused > 20, "{read} {refused}");
}
