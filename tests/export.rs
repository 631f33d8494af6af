//! An issue as a plain Typst project, which Typst sets without neikan.

use std::path::Path;

use lopdf::Document;

use crate::common;

use common::judging::{judge, missing, said};
use common::{Sandbox, dense};

/// Sets the main file of an exported issue with the Typst that PyPI has; nothing where it is not
/// installed.
fn set_by_typst(folder: &Path, to: &Path) -> Option<()> {
    let code = "import sys, typst; folder, to = sys.argv[1:]; \
                typst.compile(folder + '/layout/issue.typ', root=folder, output=to, \
                font_paths=[folder + '/fonts'], ignore_system_fonts=True)";
    let call = ["-c", code, folder.to_str().unwrap(), to.to_str().unwrap()];
    let output = judge("python3", &call)?;
    if said(&output).contains("No module named 'typst'") {
        return missing("typst");
    }
    assert!(output.status.success(), "{}", said(&output));
    Some(())
}

/// The letters of every page, as poppler reads them, sorted: where lines are justified anew, their
/// order in the file may differ. Joiners are left out, which hold words together while lines are broken
/// and are taken off finished pages.
fn letters(pdf: &Path) -> Option<Vec<Vec<char>>> {
    let output = judge("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"])?;
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text.split('\u{c}').map(|page| {
        let mut letters: Vec<char> = dense(page).chars().filter(|c| *c != '\u{2060}').collect();
        letters.sort_unstable();
        letters
    });
    Some(pages.collect())
}

#[test]
fn typst_sets_the_same_pages() {
    let sandbox = Sandbox::of_sample();
    let folder = sandbox.path("typst");
    let run = sandbox.run(&["layout", "export", "2026-01", "--to", "typst"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("typst compile"), "{}", run.out);
    let run = sandbox.run(&["build", "--draft", "--format", "json", "--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let (theirs, ours) =
        (folder.join("issue.pdf"), sandbox.path("out/2026-01/dggx-2026-01-draft.pdf"));
    let Some(()) = set_by_typst(&folder, &theirs) else { return };
    let pages = |path: &Path| Document::load(path).unwrap().get_pages().len();
    assert_eq!(pages(&theirs), pages(&ours));
    let (Some(theirs), Some(ours)) = (letters(&theirs), letters(&ours)) else { return };
    let mut alike = 0;
    for (page, (one, other)) in theirs.iter().zip(&ours).enumerate() {
        // A draft says so on every page.
        let mut rest = other.clone();
        rest.retain(|c| one.binary_search(c).is_ok());
        assert!(
            rest.len() >= one.len(),
            "page {}: {} letters of {}",
            page + 1,
            rest.len(),
            one.len()
        );
        alike += one.len();
    }
    assert!(alike > 20_000, "{alike}");
}

#[test]
fn nothing_is_written_over() {
    let sandbox = Sandbox::new();
    sandbox.write("there/own.txt", "甲");
    let run = sandbox.run(&["layout", "export", "--to", "there"]);
    assert_eq!(run.status, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("there") && sandbox.read("there/own.txt") == "甲", "{}", run.err);
    let run = sandbox.run(&["layout", "export", "2099-01", "--to", "new"]);
    assert_eq!(run.status, 2, "{}{}", run.out, run.err);
    assert!(!sandbox.path("new").exists());
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    for to in ["empty", "deep/new"] {
        let run = sandbox.run(&["layout", "export", "--to", to]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        for file in ["layout/issue.typ", "data.json", "issue/images/field.svg"] {
            assert!(sandbox.path(to).join(file).is_file(), "{to}/{file}");
        }
        assert!(sandbox.path(to).join("fonts").read_dir().unwrap().count() > 5);
    }
    let left = std::fs::read_dir(sandbox.path(".")).unwrap().flatten();
    let left = left.filter(|entry| entry.file_name().to_string_lossy().starts_with(".neikan-"));
    assert_eq!(left.count(), 0);
}
