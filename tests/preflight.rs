//! The preflight through the program: what Typst writes is understood, and no file fills the memory.
//! The cases of the rules and the reading of files are in `crates/pdfx-preflight/tests/`.

use crate::common;
use crate::common::prepress;

use std::fmt::Write;

use common::{Sandbox, repository};
use lopdf::{Dictionary, Document};
use neikan::diagnostic::Finding;
use pdfx_preflight::Standard::X4;
use pdfx_preflight::{self as preflight, Limits, Report, Settings, open, rules};
use prepress::{Draft, form, missing};

/// Opens a file and judges it.
fn preflight(bytes: &[u8], settings: &Settings) -> Result<Report, Finding> {
    preflight::preflight(&open(bytes, &Limits::USUAL)?, settings)
}

/// CID fonts as Typst writes them: what it shows is there, and a number that is not is found.
#[test]
fn missing_glyphs_are_found_in_what_typst_writes() {
    let text = "#set page(width: 100pt, height: 100pt)\n\
                #text(font: \"Noto Serif CJK SC\")[荔塘 ab fi]\
                #text(font: \"Noto Sans CJK SC\", weight: \"bold\")[供销]";
    let bytes = prepress::typeset(text, &[]);
    let settings = Draft::new(X4).settings;
    let report = preflight(&bytes, &settings).unwrap();
    assert_eq!(missing(&report), (Vec::new(), Vec::new()));
    let mut document = Document::load_mem(&bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    let fonts: Vec<_> = document.get_page_fonts(page).unwrap().into_iter().collect();
    assert!(fonts.len() >= 2, "{fonts:?}");
    let mut shown = String::new();
    for (name, _) in &fonts {
        let name = String::from_utf8_lossy(name);
        let _ = write!(shown, " BT /{name} 10 Tf 0 Tr 20 20 Td <0000FFFF> Tj 3 Tr <FFFE> Tj ET");
    }
    let count = fonts.len();
    document.add_page_contents(page, shown.into_bytes()).unwrap();
    let mut changed = Vec::new();
    document.save_to(&mut changed).unwrap();
    let (lacking, unread) = missing(&preflight(&changed, &settings).unwrap());
    assert_eq!((lacking.len(), unread.len()), (count, 0), "{lacking:?}");
    assert!(lacking.iter().all(|(page, _, codes)| (*page, codes.as_str()) == (1, "0000, FFFF")));
}

/// A sandbox with a file in it, and the arguments that name it.
fn file(bytes: Vec<u8>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("a.pdf", bytes);
    sandbox
}

#[test]
fn the_command_reports_and_rings() {
    let sound = file(Draft::new(X4).bytes());
    let run = sound.run(&["preflight", "a.pdf", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["ok"], true);

    let mut draft = Draft::new(X4);
    draft.add("0.9 0.9 0.9 0.9 k 90 90 9 9 re f");
    let broken = file(draft.bytes());
    let run = broken.run(&["preflight", "a.pdf", "--annotate", "ringed.pdf", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let report = run.report();
    let finding = &report["findings"][0];
    assert_eq!((&report["ok"], &finding["rule"]), (&false.into(), &"print-ink".into()));
    assert_eq!((&finding["page"], &finding["count"]), (&1.into(), &1.into()));
    assert!(finding["message"].as_str().unwrap().contains("360"), "{finding}");
    let ringed = Document::load(broken.path("ringed.pdf")).unwrap();
    let page = ringed.page_iter().next().unwrap();
    let content = String::from_utf8(ringed.get_page_content(page)).unwrap();
    assert!(content.contains("86.00 86.00 17.00 17.00 re S") && content.contains("(1) Tj"));
    // The ink is over the limit there: coloured, in a layer; and the place is listed at the end.
    assert!(content.contains("/OC /NkLayerInk BDC") && content.contains("/NkInk Do"));
    let last = ringed.page_iter().last().unwrap();
    assert_ne!(last, page);
    let list = String::from_utf8(ringed.get_page_content(last)).unwrap();
    assert!(list.contains("print-ink") && list.contains("24.7 101.2 3.2 3.2"), "{list}");

    for lang in ["zh", "en"] {
        let run = broken.run(&["preflight", "a.pdf", "--lang", lang]);
        assert_eq!(run.status, 1);
        assert!(run.err.contains("[print-ink]") && run.err.contains("24.7"), "{}", run.err);
    }
    let run = broken.run(&["preflight", "a.pdf", "--binding", "saddle", "--format", "json"]);
    assert!(run.rules().contains(&"print-page-count".to_owned()));
    let run = broken.run(&["preflight", "a.pdf", "--standard", "x1a", "--format", "json"]);
    assert!(run.rules().contains(&"pdfx-label".to_owned()));
    let run =
        broken.run(&["preflight", "a.pdf", "--standard", "none", "--plates", ".", "--ppi", "72"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let plate = std::fs::read(broken.path("a-p001-1-Cyan.png")).unwrap();
    assert!(plate.starts_with(b"\x89PNG") && broken.path("a-p001-4-Black.png").exists());
    assert!(run.out.contains("Cyan, Magenta, Yellow, Black"), "{}", run.out);
    let run = broken.run(&["preflight", "a.pdf", "--plates", ".", "--plates-format", "tiff"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let plate = image::open(broken.path("a-p001-4-Black.tif")).unwrap().into_luma8();
    // At 100 ppi; the square has nine tenths of the ink.
    assert_eq!(plate.dimensions(), (425, 564));
    assert_eq!(plate.get_pixel(131, 432).0, [255 - 229]);
    let fix = ["preflight", "a.pdf", "--fix", "b.pdf", "--only"];
    let run = broken.run(&[&fix[..], &["print-unclosed,print-attached"]].concat());
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(broken.path("b.pdf").exists());
    std::fs::remove_file(broken.path("b.pdf")).unwrap();
    assert_eq!(broken.run(&[&fix[..], &["print-ink"]].concat()).status, 2);
    for wrong in [
        &["preflight", "b.pdf"][..],
        &["preflight", "a.pdf", "--plates", "nowhere"],
        &["preflight", "a.pdf", "--ppi", "72"],
        &["preflight", "a.pdf", "--standard", "x5"],
        &["preflight", "a.pdf", "--profile", "nowhere"],
        &["preflight", "a.pdf", "--annotate", "a.pdf"],
        &["preflight", "a.pdf", "--annotate", "a.txt"],
        &["preflight", "a.pdf", "--plates-format", "tiff"],
        &["preflight", "a.pdf", "--fix", "c.pdf", "--only", "pdfx-trim-box", "--trim", "5x5"],
        &["preflight", "a.pdf", "--trim", "210x285"],
        &["preflight"],
    ] {
        assert_eq!(broken.run(wrong).status, 2, "{wrong:?}");
    }
    assert_eq!(broken.run(&["rule", "print-ink"]).status, 0);
}

/// A file with a line of 0.2 pt and small letters on three plates.
fn thin() -> Sandbox {
    let mut draft = Draft::new(X4);
    draft.add("/Over gs 0 0 0 1 K 0.2 w 90 150 m 140 150 l S");
    draft.add("0.5 0.5 0.5 0 k BT /F1 8 Tf 90 90 Td (abc) Tj ET");
    draft.add("0.4 0.4 0.4 0 k BT /F1 7 Tf 90 120 Td (abc) Tj ET");
    file(draft.bytes())
}

#[test]
fn demands_come_from_a_name_or_from_a_file_and_go_on_a_page() {
    let sandbox = thin();
    let call = ["preflight", "a.pdf", "--demands"];
    assert_eq!(sandbox.run(&["preflight", "a.pdf"]).status, 0);
    let run = sandbox.run(&[&call[..], &["gwg2022-magazine", "--format", "json"]].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let mut kinds = report["kinds"].as_array().unwrap().iter();
    let hairline = kinds.find(|own| own["rule"] == "print-hairline").unwrap();
    assert_eq!(hairline["severity"], "warn");
    sandbox.write(
        "ours.yml",
        "base: gwg2022-magazine\nrules:\n  print-text-plates: { severity: off }\nwaivers:\n  \
         - rule: print-hairline\n    reason: 客户看过打样\n",
    );
    for (lang, words) in [("zh", "理由：客户看过打样"), ("en", "Reason: 客户看过打样")]
    {
        let more = ["ours.yml", "--lang", lang, "--report", "page.pdf"];
        let run = sandbox.run(&[&call[..], &more].concat());
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert!(run.err.contains(words) && !run.err.contains("print-text-plates"), "{}", run.err);
        let page = std::fs::read(sandbox.path("page.pdf")).unwrap();
        assert_eq!(Document::load_mem(&page).unwrap().get_pages().len(), 1);
        let again = sandbox.run(&[&call[..], &more].concat());
        assert_eq!((again.status, std::fs::read(sandbox.path("page.pdf")).unwrap()), (0, page));
    }
    // Every fault at once, each with its line.
    sandbox.write(
        "ours.yml",
        "base: gwg2022-magasine\nrules:\n  print-hairlines: { severity: off }\n  print-repaired:\n    \
         severity: off\nwaivers:\n  - rule: print-hairline\n    reason: ''\n",
    );
    let run = sandbox.run(&[&call[..], &["ours.yml", "--format", "json"]].concat());
    assert_eq!(run.status, 1);
    let found: Vec<_> = run.report()["findings"].as_array().unwrap().clone();
    let found: Vec<_> =
        found.iter().map(|own| (own["rule"].as_str().unwrap(), own["line"].as_u64())).collect();
    for wanted in [
        ("value-choice", Some(1)),
        ("rule-meant", Some(3)),
        ("preflight-demands-told", Some(5)),
        ("text-empty", Some(8)),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} {found:?}");
    }
    assert_eq!(sandbox.run(&[&call[..], &["nothing"]].concat()).status, 2);
    // Folded by rule, or each by itself.
    let lines = |more: &[&str]| {
        let run = sandbox.run(&[&["preflight", "a.pdf"], more].concat());
        run.err.matches("[print-text-plates]").count()
    };
    assert_eq!((lines(&[]), lines(&["--all"])), (1, 2));
}

/// A hot folder: what is fit goes out, what is not to the reports, each with its page.
#[test]
fn a_hot_folder_is_watched() {
    let sandbox = thin();
    for name in ["hot", "hot/in"] {
        std::fs::create_dir(sandbox.path(name)).unwrap();
    }
    std::fs::copy(sandbox.path("a.pdf"), sandbox.path("hot/in/fit.pdf")).unwrap();
    std::fs::write(sandbox.path("hot/in/no.pdf"), "%PDF-1.6\nno more\n%%EOF\n").unwrap();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_neikan"));
    program.args(["preflight", "--watch", "hot", "--lang", "en"]).current_dir(sandbox.path(""));
    let mut running = program.stdout(std::process::Stdio::null()).spawn().unwrap();
    let begun = std::time::Instant::now();
    let both = [sandbox.path("hot/out/fit.pdf"), sandbox.path("hot/report/no.pdf")];
    while !both.iter().all(|path| path.exists()) && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(both.iter().all(|path| path.exists()));
    for name in ["fit", "no"] {
        let page =
            std::fs::read(sandbox.path(&format!("hot/report/{name}-preflight.pdf"))).unwrap();
        assert_eq!(Document::load_mem(&page).unwrap().get_pages().len(), 1);
        let data = sandbox.read(&format!("hot/report/{name}-preflight.json"));
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!(data["ok"], name == "fit");
    }
    assert_eq!(sandbox.run(&["preflight", "--watch", "nowhere"]).status, 2);
    assert_eq!(sandbox.run(&["preflight", "a.pdf", "--watch", "hot"]).status, 2);
}

#[test]
fn the_profile_says_how_much_ink() {
    let mut draft = Draft::new(X4);
    draft.add("0.8 0.8 0.6 0.9 k 90 90 9 9 re f");
    let sandbox = file(draft.bytes());
    let with = |profile| sandbox.run(&["preflight", "a.pdf", "--profile", profile]).status;
    assert_eq!((with("coated"), with("uncoated")), (0, 1));
}

#[test]
fn a_build_writes_the_report_beside_the_press_files() {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&["--editions", "press", "--pdfx", "x1a"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = sandbox.read("out/2026-01/press/preflight.json");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    for file in files {
        assert_eq!((&file["ok"], &file["standard"]), (&true.into(), &"PDF/X-1a:2003".into()));
        assert!(file["file"].as_str().unwrap().ends_with(".pdf"));
    }
    assert!(!text.contains(sandbox.path("").to_str().unwrap()));
}

#[test]
fn a_build_stops_at_what_cannot_go_on_press() {
    let sandbox = Sandbox::new();
    let line =
        "<path d=\"M100 100 H900\" stroke=\"#000\" stroke-width=\"0.05\" fill=\"none\"/></svg>";
    sandbox.replace("issues/2026-01/images/field.svg", "</svg>", line);
    let run = sandbox.build(&["--editions", "press", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    let finding = run.finding("print-hairline");
    assert!(finding["file"].as_str().unwrap().starts_with("press/small-2026-01-"), "{finding}");
    assert!(finding["file"].as_str().unwrap().contains(".pdf#page="), "{finding}");
    assert!(sandbox.nothing_written());
}

#[test]
fn bombs_do_not_fill_the_memory() {
    let mut draft = Draft::new(X4);
    let mut bomb = form("");
    bomb.set_plain_content(vec![b' '; 300 << 20]);
    bomb.compress().unwrap();
    draft.resource("XObject", "X", bomb.into());
    draft.add("/X Do");
    let mut huge = Draft::new(X4);
    huge.picture("I", "DeviceCMYK", 900_000, vec![0; 64], Dictionary::new());
    huge.add("q 20 0 0 20 100 100 cm /I Do Q");
    let mut many = Draft::new(X4);
    many.add(&"0 0 1 1 re f ".repeat(700_000));
    let nested = {
        let mut draft = Draft::new(X4);
        draft.add(&"[".repeat(100_000));
        draft
    };
    let deep = {
        let mut draft = Draft::new(X4);
        draft.xmp = "<a>".repeat(300_000);
        draft
    };
    for (draft, status, rule) in [
        (deep, 1, "pdfx-xmp"),
        (draft, 1, "print-page-unjudged"),
        (huge, 1, "print-picture-unmeasured"),
        (many, 1, "print-page-unjudged"),
        (nested, 1, "print-unreadable"),
    ] {
        let sandbox = file(draft.bytes());
        let run = bounded(&sandbox);
        assert_eq!(run.0, status, "{rule}: {}", run.1);
        assert!(run.1.contains(rule), "{rule}: {}", run.1);
    }
}

/// Runs the preflight with 1.5 GB of address space.
#[cfg(unix)]
fn bounded(sandbox: &Sandbox) -> (i32, String) {
    let command = format!("ulimit -v 1500000; {} preflight a.pdf", env!("CARGO_BIN_EXE_neikan"));
    let mut shell = std::process::Command::new("sh");
    let output = shell.args(["-c", &command]).current_dir(sandbox.path("")).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[cfg(not(unix))]
fn bounded(sandbox: &Sandbox) -> (i32, String) {
    let run = sandbox.run(&["preflight", "a.pdf"]);
    (run.status, run.err)
}

#[test]
fn the_ledger_names_every_rule_of_the_standard() {
    let ledger = std::fs::read_to_string(repository().join("docs/pdfx.md")).unwrap();
    let mut missing = String::new();
    for entry in rules::ALL.iter().filter(|entry| entry.rule.name.starts_with("pdfx-")) {
        if !ledger.contains(entry.rule.name) {
            let _ = writeln!(missing, "{}", entry.rule.name);
        }
    }
    let writers = repository().join("crates/neikan-press/src/finish");
    let named = ledger.lines().filter(|line| line.starts_with('|')).flat_map(|line| {
        let parts = line.split('`').skip(1).step_by(2);
        parts.filter(|part| part.ends_with(".rs") || part.ends_with('/')).collect::<Vec<_>>()
    });
    let mut seen = 0;
    for writer in named {
        seen += 1;
        if !writers.join(writer).exists() {
            let _ = writeln!(missing, "{writer}");
        }
    }
    assert!(seen > 20, "the ledger no longer names what writes");
    assert_eq!(missing, "");
}
