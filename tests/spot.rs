//! Spot inks, varnish and issues of two colours: what is on the plates, and what every paper says of them.
//! Judged by Ghostscript's `tiffsep` and by the plates of the preflight.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::judging::{judge, said};
use common::plates::{Plate, separations};
use common::{Run, Sandbox, repository, zip_entries};
use image::{Rgb, RgbImage};
use lopdf::Document;
use neikan::pipeline::live::Live;
use pdfx_preflight::inspect::{Space, colors_used};
use pdfx_preflight::plates::{Options, Plates, each};
use pdfx_preflight::{Limits, open};
use serde_json::Value;

const THEME: &str = "layouts/dongguan/theme.yml";
const NEWS: &str = "issues/2026-01/articles/news.md";
const RED: &str = "PANTONE 485 C";
const UV: &str = "Coat 7";
/// Red in the place of cinnabar and, as a tint, of rice, and a varnish on the pictures of the cover.
const FOUR_AND_TWO: &str = "spot:
  red: {ink: PANTONE 485 C, cmyk: [0, 95, 100, 0], roles: {cinnabar: 100, rice: 8}}
  coat: {ink: Coat 7, kind: varnish}
";
/// Black and red, photographs included.
const TWO: &str = "spot:
  red: {ink: PANTONE 485 C, cmyk: [0, 95, 100, 0], roles: {cinnabar: 100}}
plates: [K, red]
duotone: red
";

/// A small issue with a photograph, whose theme has some more lines.
fn issue(lines: &str) -> Sandbox {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.write(THEME, format!("{}{lines}", sandbox.read(THEME)));
    let photo = RgbImage::from_fn(1500, 1000, |x, y| {
        Rgb([(x / 6) as u8, (y / 4) as u8, ((x + y) / 10) as u8])
    });
    let path = sandbox.path("issues/2026-01/images/photo.jpg");
    photo.save(path).unwrap();
    sandbox.replace(NEWS, "[^a]: 注文。", "![格子](images/photo.jpg)\n\n[^a]: 注文。");
    sandbox
}

/// Such an issue, built.
fn built(sandbox: &Sandbox) -> Run {
    let run = sandbox.build(&["--editions", "press,digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run
}

fn press(sandbox: &Sandbox, part: &str) -> std::path::PathBuf {
    sandbox.path(&format!("out/2026-01/press/small-2026-01-{part}"))
}

/// The plates of the pages as the preflight paints them.
fn painted(file: &Path, ppi: f64) -> Vec<Plates> {
    let bytes = std::fs::read(file).unwrap();
    let pdf = open(&bytes, &Limits::USUAL).unwrap();
    let mut out = Vec::new();
    each(&pdf, &Options { ppi, profile: None }, |own| out.push(own)).unwrap();
    out
}

/// How much of a page each ink covers, of those that are there at all.
fn covered(page: &Plates) -> BTreeMap<&str, f64> {
    let share = |ink: usize| {
        let plate = page.plate(ink);
        plate.iter().map(|own| f64::from(*own)).sum::<f64>() / plate.len() as f64 / 255.0
    };
    let all = page.inks.iter().enumerate().map(|(at, name)| (name.as_str(), share(at)));
    all.filter(|(_, share)| *share > 0.0).collect()
}

/// How much of a page each of Ghostscript's plates covers, of those that something is on.
fn separated(file: &Path) -> Option<Vec<BTreeMap<String, f64>>> {
    let profile = repository().join("layouts/press/fogra39l-coated.icc");
    let share = |plate: &Plate| {
        let ink = plate.pixels.iter().map(|own| f64::from(255 - own)).sum::<f64>();
        ink / plate.pixels.len() as f64 / 255.0
    };
    let pages = separations(file, 72, &profile)?.into_iter().map(|page| {
        let all = page.into_iter().map(|(name, plate)| (name, share(&plate)));
        all.filter(|(_, share)| *share > 0.0).collect()
    });
    Some(pages.collect())
}

/// The inks of every page by Ghostscript are those of the preflight, and cover as much.
fn agrees(file: &Path) {
    let Some(pages) = separated(file) else { return };
    let own = painted(file, 72.0);
    assert_eq!(own.len(), pages.len());
    for (own, page) in own.iter().zip(pages) {
        let own = covered(own);
        let names = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(names(own.keys().copied().collect()), page.keys().cloned().collect());
        for (name, share) in own {
            assert!((share - page[name]).abs() < 0.02, "{name}: {share} {}", page[name]);
        }
    }
}

fn inks(file: &Path) -> Vec<BTreeSet<String>> {
    let pages = painted(file, 72.0);
    pages.iter().map(|page| covered(page).keys().map(|name| (*name).to_owned()).collect()).collect()
}

fn text(file: &Path) -> Option<String> {
    let run = judge("pdftotext", &["-layout", file.to_str().unwrap(), "-"])?;
    Some(common::dense(&said(&run)))
}

#[test]
fn a_spot_ink_replaces_its_colours_and_a_varnish_lies_on_top() {
    let sandbox = issue(FOUR_AND_TWO);
    let run = built(&sandbox);
    assert!(!run.rules().iter().any(|rule| rule == "spot-idle"), "{}", run.out);
    plates_have_their_inks(&sandbox);
    every_paper_names_the_inks(&sandbox);
    screens_show_the_alternate_colour(&sandbox);
}

fn plates_have_their_inks(sandbox: &Sandbox) {
    let [interior, cover] = ["interior.pdf", "cover.pdf"].map(|part| press(sandbox, part));
    [&interior, &cover].into_iter().for_each(|file| agrees(file));
    let sides = inks(&cover);
    assert!(sides[0].contains(RED) && sides[0].contains(UV), "{sides:?}");
    assert!(!sides[1].contains(UV), "{sides:?}");
    let inside: BTreeSet<String> = inks(&interior).into_iter().flatten().collect();
    assert!(inside.contains(RED) && !inside.contains(UV), "{inside:?}");
    varnish_hides_nothing(&cover);
    // Under the varnish everything is as it would be without it.
    let page = &painted(&cover, 72.0)[0];
    let [uv, process] = [UV, "Yellow"]
        .map(|name| page.plate(page.inks.iter().position(|own| own == name).unwrap()));
    let under = uv.iter().zip(&process).filter(|(uv, _)| **uv == 255);
    let printed = under.clone().filter(|(_, ink)| **ink > 0).count();
    assert!(printed * 10 > under.count() * 3, "{printed}");
    // A tint of the colour is a tint of the ink.
    let red = page.plate(page.inks.iter().position(|own| own == RED).unwrap());
    let tints: BTreeSet<u8> = red.iter().copied().collect();
    assert!(tints.contains(&255), "{tints:?}");
}

/// Viewers that show no overprint show what is under the varnish, too.
fn varnish_hides_nothing(cover: &Path) {
    let Some(seen) = rendered(cover, 36).map(|mut pages| pages.remove(0)) else { return };
    let page = &painted(cover, 36.0)[0];
    let plate = |name: &str| page.plate(page.inks.iter().position(|own| own == name).unwrap());
    let (uv, inks) = (plate(UV), ["Cyan", "Magenta", "Yellow", "Black"].map(plate));
    let (mut printed, mut hidden) = (0, 0);
    for (x, y, pixel) in seen.enumerate_pixels() {
        let at = y as usize * page.width + x as usize;
        let ink: u32 = inks.iter().filter_map(|own| own.get(at)).map(|own| u32::from(*own)).sum();
        if uv.get(at) == Some(&255) && ink > 150 {
            printed += 1;
            hidden += usize::from(pixel.0.iter().all(|part| *part > 250));
        }
    }
    assert!(printed > 1_000 && hidden * 50 < printed, "{hidden} of {printed}");
}

/// The pages of a PDF as poppler shows them, which knows no overprint here.
fn rendered(file: &Path, ppi: u32) -> Option<Vec<RgbImage>> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("page");
    let ppi = ppi.to_string();
    judge("pdftoppm", &["-r", &ppi, "-png", file.to_str().unwrap(), out.to_str().unwrap()])?;
    let mut files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|own| own.unwrap().path()).collect();
    files.sort();
    Some(files.iter().map(|own| image::open(own).unwrap().into_rgb8()).collect())
}

fn every_paper_names_the_inks(sandbox: &Sandbox) {
    let report: Value =
        serde_json::from_str(&sandbox.read("out/2026-01/press/preflight.json")).unwrap();
    let cover = report["files"][1]["inventory"]["inks"].as_array().unwrap();
    let kinds: BTreeMap<&str, &str> = cover
        .iter()
        .map(|ink| (ink["name"].as_str().unwrap(), ink["kind"].as_str().unwrap()))
        .collect();
    assert_eq!((kinds[RED], kinds[UV]), ("spot", "finish"), "{kinds:?}");
    let rules = report.to_string();
    for rule in ["print-finish-knockout", "print-ink-unannounced", "print-ink-area"] {
        assert!(!rules.contains(rule), "{rule}");
    }
    if let Some(ticket) = text(&press(sandbox, "ticket.pdf")) {
        assert!(ticket.contains("PANTONE485C（专色；内文、封面正面"), "{ticket}");
        assert!(ticket.contains("Coat7（上光，叠印；封面正面）"), "{ticket}");
        assert!(ticket.contains("5＋5") && ticket.contains("6＋"), "{ticket}");
        assert!(ticket.contains("局部上光（Coat7）：封面正面"), "{ticket}");
    }
    for part in ["interior", "cover"] {
        let Some(sheet) = text(&press(sandbox, &format!("{part}-preflight.pdf"))) else { return };
        assert!(sheet.contains("可以付印") && sheet.contains("PANTONE485C"), "{sheet}");
    }
    if let Some(proof) = text(&press(sandbox, "proof.pdf")) {
        assert!(proof.contains("浅蓝是Coat7所在"), "{proof}");
    }
    let zip = std::fs::read(sandbox.path("out/2026-01/small-2026-01-press.zip")).unwrap();
    let files = zip_entries(&zip);
    assert!(files.contains_key("small-2026-01-interior-preflight.pdf"), "{:?}", files.keys());
    let xjdf = sandbox.read("out/2026-01/press/small-2026-01-ticket.xjdf");
    for said in [
        r#"<Part Separation="PANTONE_485_C""#,
        r#"<Color ActualColorName="PANTONE 485 C" CMYK="0 0.95 1 0" ColorType="Normal""#,
        r#"<Color ActualColorName="Coat 7" CMYK="0 0 0 0" ColorType="Transparent""#,
        r#"ColorantOrder="Cyan Magenta Yellow Black Coat_7 PANTONE_485_C""#,
        r#"ColorsUsed="Cyan Magenta Yellow Black PANTONE_485_C""#,
    ] {
        assert!(xjdf.contains(said), "{said}\n{xjdf}");
    }
}

fn screens_show_the_alternate_colour(sandbox: &Sandbox) {
    let screen = Document::load(sandbox.path("out/2026-01/small-2026-01.pdf")).unwrap();
    let used = colors_used(&screen);
    assert!(!used.has(Space::Separation) && !used.has(Space::DeviceCmyk), "{used:?}");
    let book = std::fs::read(sandbox.path("out/2026-01/small-2026-01.epub")).unwrap();
    let files = zip_entries(&book);
    let style = files.iter().find(|(name, _)| name.ends_with(".css")).unwrap().1;
    let style = String::from_utf8_lossy(style);
    let color = style.split("--cinnabar: #").nth(1).unwrap();
    let part = |at: usize| u8::from_str_radix(&color[at..at + 2], 16).unwrap();
    assert!(part(0) > 200 && part(2) < 90 && part(4) < 60, "{}", &color[..6]);
}

#[test]
fn two_colours_are_two_plates() {
    let sandbox = issue(TWO);
    // Marks, bars and slug lines are on these plates alone, too.
    sandbox.replace("layouts/press/coated.yml", "marks: none ", "marks: full ");
    built(&sandbox);
    let run = sandbox.run(&["impose", "2026-01", "--sheet", "889x1194/2"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let pair: BTreeSet<String> = ["Black", RED].map(str::to_owned).into();
    for part in ["interior.pdf", "cover.pdf"] {
        let file = press(&sandbox, part);
        agrees(&file);
        let all: BTreeSet<String> = inks(&file).into_iter().flatten().collect();
        assert_eq!(all, pair, "{part}");
    }
    for page in painted(&press(&sandbox, "interior-sheets.pdf"), 24.0) {
        assert!(covered(&page).into_keys().all(|ink| pair.contains(ink)), "{:?}", page.inks);
    }
    // The photograph is in both, and as dark as it was.
    let page = painted(&press(&sandbox, "interior.pdf"), 36.0);
    let most = page.iter().map(|page| covered(page).get(RED).copied().unwrap_or_default());
    assert!(most.fold(0.0, f64::max) > 0.01);
    let document = Document::load(press(&sandbox, "interior.pdf")).unwrap();
    let used = colors_used(&document);
    assert!(used.has(Space::DeviceN) && used.has(Space::Indexed), "{used:?}");
    if let Some(ticket) = text(&press(&sandbox, "ticket.pdf")) {
        assert!(ticket.contains("单黑；PANTONE485C") && ticket.contains("2＋2"), "{ticket}");
    }
    let xjdf = sandbox.read("out/2026-01/press/small-2026-01-ticket.xjdf");
    assert!(xjdf.contains(r#"ProcessColorModel="DeviceGray""#), "{xjdf}");
    assert!(xjdf.contains(r#"ColorsUsed="Black PANTONE_485_C""#), "{xjdf}");
    // Drawings are in both inks, too, and so are pictures on screens and on the proof.
    let cover = Document::load(press(&sandbox, "cover.pdf")).unwrap();
    let drawn = cover.objects.values().filter_map(|own| own.as_stream().ok());
    let drawn = drawn.filter_map(|own| own.get_plain_content().ok());
    let two = b"/NkTwo cs";
    assert!(drawn.into_iter().any(|own| own.windows(two.len()).any(|part| part == two)));
    for file in [sandbox.path("out/2026-01/small-2026-01.pdf"), press(&sandbox, "proof.pdf")] {
        let pages = rendered(&file, 24).unwrap_or_default();
        let strange = pages.iter().flat_map(|page| page.pixels()).filter(|pixel| {
            let [red, green, blue] = pixel.0.map(i16::from);
            blue > red + 12 || green > red + 12
        });
        assert_eq!(strange.count(), 0, "{}", file.display());
    }
    // Two inks are two plates for whoever looks at them.
    std::fs::create_dir(sandbox.path("plates")).unwrap();
    let cover = "out/2026-01/press/small-2026-01-cover.pdf";
    sandbox.run(&["preflight", cover, "--plates", "plates", "--ppi", "36"]);
    let plates = std::fs::read_dir(sandbox.path("plates")).unwrap();
    let plates: BTreeSet<String> =
        plates.map(|own| own.unwrap().file_name().into_string().unwrap()).collect();
    let inks = plates.iter().filter_map(|own| own.rsplit('-').next());
    let inks: BTreeSet<&str> = inks.collect();
    assert_eq!(inks, ["Black.png", "PANTONE_485_C.png"].into(), "{plates:?}");
    // The editor's table lists the same plates.
    let project = neikan::publication::Project::find(&sandbox.path("")).unwrap();
    let laid = Live::new(&project, "2026-01").lay().unwrap();
    let films = laid.films(0).unwrap();
    assert_eq!(films.inks, ["Black", RED]);
    assert_eq!(films.plates.len(), 2);
}

#[test]
fn another_ink_stops_the_press() {
    let sandbox = issue("plates: [K]\n");
    let cover = "layouts/dongguan/cover.typ";
    let ink = "std.color.spot(\"Stray\", cmyk(0%, 50%, 0%, 0%)).tint(100%)";
    let drawn = "place(top + std.left, dx: before, left)";
    let mark = format!("place(top, rect(width: 9mm, height: 9mm, fill: {ink}))\n  {drawn}");
    let text = sandbox.read(cover);
    assert!(text.contains(drawn));
    let text = text.replacen(drawn, &mark, 1);
    sandbox.write(cover, text);
    let run = sandbox.run(&["build", "--draft", "--editions", "press", "--format", "json"]);
    let finding = run.finding("print-ink-unannounced");
    assert_eq!(finding["severity"], "stop");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("Stray") && message.contains("Black"), "{message}");
    assert!(sandbox.nothing_written());
}

#[test]
fn what_a_theme_says_wrong_is_told_with_its_line() {
    let lines = "spot:
  red: {ink: \"A\\u0007\", cmyk: [0, 195, 100, 0], roles: {cinabar: 100}}
  gold: {ink: Gold, cmyk: [0, 20, 60, 20], kind: gold}
  uv: {ink: UV, kind: varnish}
plates: [K, green]
";
    let sandbox = issue(lines);
    let first = sandbox.read(THEME).lines().count() - lines.lines().count() + 1;
    let run = sandbox.run(&["check", "--format", "json"]);
    let report = run.report();
    let found = report["findings"].as_array().unwrap().iter();
    let found: BTreeSet<(String, u64)> = found
        .filter(|own| own["file"] == THEME)
        .map(|own| (own["rule"].as_str().unwrap().to_owned(), own["line"].as_u64().unwrap()))
        .collect();
    let at = |offset: usize| (first + offset) as u64;
    let wanted = [
        ("color-range", at(1)),
        ("plates-spot", at(1)),
        ("plates-spot", at(2)),
        ("plates-spot", at(3)),
        ("plates-unknown", at(4)),
        ("spot-many", at(0)),
        ("spot-name", at(1)),
        ("spot-role", at(1)),
    ];
    assert_eq!(found, wanted.map(|(rule, line)| (rule.to_owned(), line)).into());
}

/// Names that look the same are no two plates, and what cannot be seen is no part of a name.
#[test]
fn names_of_inks_can_be_told_apart() {
    for (inks, rule) in [
        (["PANTONE 485 C", "PANTONE\u{200b} 485 C"], "spot-name"),
        (["PANTONE 485 C", "PANTONE 485\u{2063} C"], "spot-name"),
        (["PANTONE 485 C", "ＰＡＮＴＯＮＥ 485 C"], "spot-twice"),
        (["PANTONE 485 C", "Ｂｌａｃｋ"], "spot-name"),
    ] {
        let [one, other] = inks;
        let lines = format!(
            "spot:\n  a: {{ink: {one}, cmyk: [0, 95, 100, 0], roles: {{cinnabar: 100}}}}\n  \
             b: {{ink: {other}, cmyk: [90, 5, 10, 0], roles: {{river: 100}}}}\n"
        );
        let run = issue(&lines).run(&["check", "--format", "json"]);
        assert!(run.rules().iter().any(|own| own == rule), "{inks:?} {:?}", run.rules());
    }
}

/// However sound its files are, a draft is called a draft and not fit to print.
#[test]
fn a_draft_is_never_called_fit() {
    let sandbox = issue(FOUR_AND_TWO);
    let run = sandbox.run(&["build", "--draft", "--editions", "press", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report: Value =
        serde_json::from_str(&sandbox.read("out/2026-01/press/preflight-draft.json")).unwrap();
    assert_eq!(report["files"][0]["draft"], true);
    let draft = "out/2026-01/press/small-2026-01-interior-draft.pdf";
    // Under another name it is still the draft that the project knows.
    std::fs::copy(sandbox.path(draft), sandbox.path("final.pdf")).unwrap();
    for file in [draft, "final.pdf"] {
        let run = sandbox.run(&["preflight", file, "--report", "page.pdf"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert!(run.out.contains("样稿不可付印") && !run.out.contains("可以付印"), "{}", run.out);
        if let Some(page) = text(&sandbox.path("page.pdf")) {
            assert!(page.contains("样稿，不可付印") && !page.contains("可以付印"), "{page}");
        }
    }
}
