//! The hand-over: press profiles and what the print shop asks for, covers and bindings, the zip
//! with tickets, proof and sums.

use crate::common;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::judging::{checked_by_qpdf, judge, stdout, words};
use common::{Run, Sandbox, archive_entries, dense, zip_entries};
use image::{ImageFormat, Rgb, RgbImage};
use lopdf::Document;
use memchr::memmem;

const PUBLICATION: &str = "issues/publication.yml";
const ISSUE: &str = "issues/2026-01/issue.yml";
const COATED: &str = "layouts/press/coated.yml";
const PRESS: &str = "out/2026-01/press/small-2026-01";

/// The files of the zip, by name.
fn zipped(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    zip_entries(&std::fs::read(sandbox.path("out/2026-01/small-2026-01-press.zip")).unwrap())
}

/// A small issue of 32 inside pages, most of them blank.
fn thick() -> Sandbox {
    let sandbox = Sandbox::with_own_layouts();
    let text = sandbox.read(PUBLICATION);
    sandbox.write(PUBLICATION, format!("{text}page_multiple: 32\n"));
    sandbox
}

fn built(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let run = sandbox.build(&[&["--format", "json"], arguments].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run
}

#[test]
fn the_zip_holds_the_files_and_their_sums() {
    let sandbox = Sandbox::new();
    let photo = RgbImage::from_fn(1600, 1200, |x, y| Rgb([x as u8, y as u8, (x ^ y) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    photo.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    sandbox.write("issues/2026-01/images/photo.jpg", bytes.into_inner());
    let news = "issues/2026-01/articles/news.md";
    sandbox.replace(news, "[^a]: 注文。", "![格子](images/photo.jpg)\n\n[^a]: 注文。");
    let run = built(&sandbox, &[]);
    let zip = std::fs::read(sandbox.path("out/2026-01/small-2026-01-press.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let stamp = zip.by_index(0).unwrap().last_modified().unwrap();
    assert_eq!((stamp.year(), stamp.month(), stamp.day()), (2026, 1, 15), "the issue's date");
    let files = zipped(&sandbox);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "SHA256SUMS",
            "preflight.json",
            "small-2026-01-cover-preflight.pdf",
            "small-2026-01-cover.pdf",
            "small-2026-01-interior-preflight.pdf",
            "small-2026-01-interior.pdf",
            "small-2026-01-proof.pdf",
            "small-2026-01-ticket.pdf",
            "small-2026-01-ticket.xjdf",
        ]
    );
    // What lies beside the zip is what is in it, and the list of the build names it.
    let report = run.report();
    let listed = report["files"].as_array().unwrap();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "SHA256SUMS") {
        assert_eq!(&std::fs::read(sandbox.path("out/2026-01/press").join(name)).unwrap(), bytes);
        let path = format!("press/{name}");
        let entry = listed.iter().find(|file| file["path"] == path.as_str()).unwrap();
        assert_eq!(entry["sha256"], neikan_base::hash::sha256(bytes).as_str());
    }
    assert!(listed.iter().any(|file| file["path"] == "small-2026-01-press.zip"));
    archive_keeps_tickets_only(&sandbox);
    sums_hold(&files);
    proof_is_small_and_marked(&sandbox);
    for name in ["proof", "ticket", "interior", "cover"] {
        let pdf = sandbox.path(&format!("{PRESS}-{name}.pdf"));
        checked_by_qpdf(&pdf, &[]);
    }
}

fn archive_keeps_tickets_only(sandbox: &Sandbox) {
    let archive = std::fs::read(sandbox.path("out/2026-01/small-2026-01-archive.zip")).unwrap();
    let files = archive_entries(&archive);
    let has = |name: &str| files.contains_key(&format!("data/outputs/{name}"));
    assert!(has("press/small-2026-01-ticket.pdf") && has("press/small-2026-01-ticket.xjdf"));
    assert!(!has("press/small-2026-01-proof.pdf") && !has("small-2026-01-press.zip"));
}

/// What `sha256sum -c` says of the unpacked zip, and of one in which a byte was changed.
fn sums_hold(files: &BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let check = || {
        let mut command = Command::new("sha256sum");
        command.args(["-c", "--strict", "SHA256SUMS"]).current_dir(folder.path()).output()
    };
    let Ok(output) = check() else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), files.len() - 1);
    let cover = folder.path().join("small-2026-01-cover.pdf");
    let mut bytes = std::fs::read(&cover).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&cover, bytes).unwrap();
    assert!(!check().unwrap().status.success());
}

fn proof_is_small_and_marked(sandbox: &Sandbox) {
    let proof = sandbox.path(&format!("{PRESS}-proof.pdf"));
    let interior = Document::load(sandbox.path(&format!("{PRESS}-interior.pdf"))).unwrap();
    let pages = interior.get_pages().len();
    assert_eq!(Document::load(&proof).unwrap().get_pages().len(), pages + 2);
    // Nobody can take it for a press file.
    let bytes = std::fs::read(&proof).unwrap();
    assert!(memmem::find(&bytes, b"GTS_PDFX").is_none());
    for page in [1, 3] {
        let Some(text) = words(&proof, page) else { return };
        assert!(text.contains("不可付印"), "{page}: {text}");
    }
    let Some(list) = judge("pdfimages", &["-list", proof.to_str().unwrap()]) else { return };
    let list = stdout(&list);
    let mut rasters = 0;
    for line in list.lines().skip(2) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let ppi = |at: usize| columns[at].parse::<f64>().unwrap();
        assert!(ppi(12) <= 100.5 && ppi(13) <= 100.5, "{line}");
        assert!(ppi(12) > 90.0, "{line}");
        rasters += 1;
    }
    assert_eq!(rasters, 1, "{list}");
    trim_is_drawn(&proof);
}

/// On the first inside page, at two pixels a millimetre, the trim is a dark line in light paper.
fn trim_is_drawn(proof: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("page");
    let arguments = ["-r", "50.8", "-png", "-f", "3", "-l", "3", "-singlefile"];
    let files = [proof.to_str().unwrap(), root.to_str().unwrap()];
    if judge("pdftoppm", &[&arguments[..], &files[..]].concat()).is_none() {
        return;
    }
    let page = image::open(root.with_extension("png")).unwrap().to_luma8();
    // 210 × 285 mm and on every side 3 mm of bleed and 9 mm of slug.
    let size = (page.width().abs_diff(468), page.height().abs_diff(618));
    assert!(size.0 <= 1 && size.1 <= 1, "{:?}", page.dimensions());
    let darkest = |xs: std::ops::Range<u32>, y: u32| xs.map(|x| page.get_pixel(x, y)[0]).min();
    for y in [150, 300, 450] {
        assert!(darkest(22..27, y).unwrap() < 170, "left trim at {y}");
        assert!(darkest(442..447, y).unwrap() < 170, "right trim at {y}");
        assert!(darkest(5..14, y).unwrap() > 240, "slug at {y}");
    }
}

#[test]
fn the_ticket_reckons_as_a_print_shop_does() {
    let sandbox = thick();
    sandbox.replace(ISSUE, "run: 50\n", "run: 1000\n");
    let text = sandbox.read(PUBLICATION);
    sandbox.write(
        PUBLICATION,
        format!(
            "{text}handoff:\n  finishing: [封面单面覆哑膜, 封面压痕]\n  contact: 梁以宁 0769-00000000\n  \
             deliver_to: 样例路1号\n  packing: 每包20册\n"
        ),
    );
    let text = sandbox.read(ISSUE);
    let own =
        "handoff: {deliver_by: 2026-02-12, printer_contact: 张工 0769-11111111, packing: 每包50册}";
    sandbox.write(ISSUE, format!("{text}{own}\n"));
    built(&sandbox, &["--editions", "press"]);
    let ticket = sandbox.path(&format!("{PRESS}-ticket.pdf"));
    assert_eq!(Document::load(&ticket).unwrap().get_pages().len(), 1);
    let Some(text) = words(&ticket, 1) else { return };
    // 32 pages of 大16开 (889 × 1194 mm) are 2 印张: 1000 copies take 2000, which is 2 reams or
    // 1000 full sheets; with 3 % more 1030 sheets, 2.06 reams; and 1030 × 0.889 m × 1.194 m ×
    // 128 g/m² = 139.9 kg. Two 印张 are four forms of four plates.
    let body = "内文32128克哑粉纸4＋4大度889×119416开223%10302.06139.916";
    // 8 covers to a sheet: 125 sheets, 0.25 reams; with 5 % more 132 sheets, 0.264 reams; 132 ×
    // 0.889 m × 1.194 m × 250 g/m² = 35.0 kg. Outer and inner side have four plates each.
    let cover = "封面4250克铜版纸4＋4大度889×11948开—0.255%1320.264358";
    for wanted in [body, cover] {
        assert!(text.contains(wanted), "{wanted} not in {text}");
    }
    // 16 sheets of 128 g/m² and a cover of 250 g/m², trimmed: 16 × 0.05985 m² × 128 + 0.1197 m²
    // × 250 = 152.5 g.
    for wanted in ["单本重约153克", "内文厚1.84毫米", "1000册", "骑马订", "PDF/X-4", "FOGRA39"]
    {
        assert!(text.contains(wanted), "{wanted} not in {text}");
    }
    for wanted in
        ["封面单面覆哑膜", "封面压痕", "梁以宁", "张工", "样例路1号", "2026年2月12日", "每包50册"]
    {
        assert!(text.contains(wanted), "{wanted} not in {text}");
    }
    assert!(!text.contains("每包20册"), "{text}");
    for name in ["interior", "cover"] {
        let bytes = std::fs::read(sandbox.path(&format!("{PRESS}-{name}.pdf"))).unwrap();
        assert!(text.contains(&neikan_base::hash::sha256(&bytes)), "{name}");
    }
    assert!(text.contains("210×285216×291216×291") && text.contains("420×285426×291"), "{text}");
}

#[test]
fn xjdf_says_the_same_to_machines() {
    let sandbox = Sandbox::new();
    let name = r#"<&"小样">"#;
    sandbox.replace(PUBLICATION, "name: 小样", &format!("name: '{name}'"));
    let text = sandbox.read(PUBLICATION);
    let words = "handoff: {deliver_by: 2026-02-12, finishing: ['覆膜 <&>']}";
    sandbox.write(PUBLICATION, format!("{text}{words}\n"));
    built(&sandbox, &["--editions", "press"]);
    let files = zipped(&sandbox);
    let text = String::from_utf8(files["small-2026-01-ticket.xjdf"].clone()).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    let space = "http://www.CIP4.org/JDFSchema_2_0";
    assert!(root.has_tag_name((space, "XJDF")));
    assert!(
        root.descendants()
            .filter(|node| node.is_element())
            .all(|node| { node.tag_name().namespace() == Some(space) })
    );
    let said = |key: &str| root.attribute(key).unwrap();
    assert_eq!(
        (said("JobID"), said("Types"), said("Version")),
        ("small-2026-01", "Product", "2.1")
    );
    assert_eq!(said("DescriptiveName"), format!("{name} 2026-01"));
    // Elements stand in the order of the alphabet, and after them what a resource is.
    for node in root.descendants().filter(|node| node.is_element()) {
        let names = node.children().filter(|n| n.is_element()).map(|n| n.tag_name().name());
        let mut names: Vec<_> = names.collect();
        if node.has_tag_name("Resource") {
            assert_eq!(names.pop(), node.parent().and_then(|set| set.attribute("Name")));
        }
        assert!(names.is_sorted(), "{names:?}");
    }
    let all = |name: &'static str| {
        root.descendants().filter(move |node| node.has_tag_name((space, name))).collect::<Vec<_>>()
    };
    let ids: Vec<_> = all("Product").iter().map(|node| node.attribute("ID").unwrap()).collect();
    assert_eq!(ids, ["Issue", "Cover", "Body"]);
    let binding = all("BindingIntent")[0];
    assert_eq!(binding.attribute("BindingType"), Some("SaddleStitch"));
    assert_eq!(binding.attribute("ChildRefs"), Some("Cover Body"));
    for part in all("Part") {
        assert!(part.attribute("ProductPart").is_none_or(|id| ids.contains(&id)));
    }
    assert_eq!(all("NodeInfo")[0].attribute("LastEnd"), Some("2026-02-12T00:00:00Z"));
    assert_eq!(all("Comment")[0].text(), Some("覆膜 <&>"));
    let weights: Vec<_> =
        all("MediaIntent").iter().map(|n| n.attribute("Weight").unwrap()).collect();
    assert_eq!(weights, ["250", "128"]);
    files_are_named(&all("RunList"), &files);
}

/// Every run list names a file of the zip with its pages, its boxes and its sum.
fn files_are_named(lists: &[roxmltree::Node], files: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(lists.len(), 2);
    for list in lists {
        let file = list.children().find(|node| node.has_tag_name("FileSpec"));
        let file = file.or_else(|| list.first_element_child()).unwrap();
        let bytes = &files[file.attribute("URL").unwrap()];
        let document = Document::load_mem(bytes).unwrap();
        let pages = document.get_pages().len().to_string();
        assert_eq!(list.attribute("NPage"), Some(pages.as_str()));
        let resource = list.parent().unwrap();
        let sum = resource.first_element_child().unwrap();
        assert_eq!(sum.attribute("IDUsage"), Some("SHA-256"));
        assert_eq!(sum.attribute("IDValue"), Some(neikan_base::hash::sha256(bytes).as_str()));
        let own = &pdfx_preflight::inspect::boxes(&document)[0];
        let wanted = own.trim.unwrap();
        let said: Vec<f32> = list
            .attribute("SourceTrimBox")
            .unwrap()
            .split(' ')
            .map(|side| side.parse().unwrap())
            .collect();
        assert!(said.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.01), "{said:?} {wanted:?}");
    }
}

#[test]
fn a_draft_is_for_asking_prices_only() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["build", "--draft", "--editions", "press", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let report = run.report();
    let files = report["files"].as_array().unwrap().iter();
    let names: Vec<_> = files.map(|file| file["path"].as_str().unwrap().to_owned()).collect();
    let names = names.into_iter().filter(|name| name.ends_with(".pdf")).collect::<Vec<_>>();
    let expected = ["interior", "cover", "ticket", "proof"];
    assert_eq!(names, expected.map(|name| format!("press/small-2026-01-{name}-draft.pdf")));
    assert!(!sandbox.path("out/2026-01/small-2026-01-press.zip").exists());
    assert!(!sandbox.path(&format!("{PRESS}-ticket.xjdf")).exists());
    let ticket = sandbox.path(&format!("{PRESS}-ticket-draft.pdf"));
    let Some(text) = words(&ticket, 1) else { return };
    assert!(text.contains("样稿，仅供询价，不可付印"), "{text}");
}

/// The trim of each page of the cover, mm: width, height.
fn cover_sizes(sandbox: &Sandbox) -> Option<Vec<[f64; 2]>> {
    let cover = sandbox.path(&format!("{PRESS}-cover.pdf"));
    let output = judge("pdfinfo", &["-box", "-l", "9", cover.to_str().unwrap()])?;
    let text = stdout(&output);
    let boxes = text.lines().filter(|line| line.contains("TrimBox:")).map(|line| {
        let sides: Vec<f64> =
            line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [.., left, bottom, right, top] = sides[..] else { panic!("{line}") };
        [(right - left) * 25.4 / 72.0, (top - bottom) * 25.4 / 72.0]
    });
    Some(boxes.collect())
}

#[test]
fn a_cover_is_one_sheet_as_wide_as_its_spine_makes_it() {
    let sandbox = thick();
    let text = sandbox.read(PUBLICATION);
    // Paper, glue, the spine of 32 pages (16 sheets), and what is said of the binding.
    for (binding, thickness, glue, spine, rule) in [
        ("saddle", 0.115, 0.0, 0.0, None),
        ("saddle", 0.3, 0.0, 0.0, Some("press-binding-thick")),
        ("perfect", 0.115, 0.0, 1.8, Some("press-binding-thin")),
        ("perfect", 0.3, 0.0, 4.8, None),
        ("perfect", 0.3, 0.3, 5.1, None),
    ] {
        sandbox.write(PUBLICATION, format!("{text}binding: {binding}\n"));
        let profile = sandbox.read(COATED);
        let own: String = profile
            .lines()
            .map(|line| match line.trim_start() {
                line if line.starts_with("body: {") => {
                    format!("  body: {{ name: 纸, grammage: 128, thickness: {thickness} }}\n")
                }
                line if line.starts_with("perfect:") => {
                    format!("  perfect: {{ min_pages: 32, min_thickness: 3, glue: {glue} }}\n")
                }
                _ => format!("{line}\n"),
            })
            .collect();
        sandbox.write(COATED, own);
        let run = built(&sandbox, &["--editions", "press"]);
        let found = run.rules();
        let found: Vec<_> = found.iter().filter(|rule| rule.contains("binding")).collect();
        assert_eq!(found, rule.iter().collect::<Vec<_>>(), "{binding} {thickness}");
        if let Some(rule) = rule {
            let finding = run.finding(rule);
            assert_eq!(finding["file"], PUBLICATION);
            assert!(finding["message"].as_str().unwrap().contains("coated.yml:"), "{finding}");
            assert_ne!(finding["line"], 0);
        }
        let Some(sizes) = cover_sizes(&sandbox) else { return };
        assert_eq!(sizes.len(), 2, "outside and inside");
        for [width, height] in sizes {
            assert!((width - 420.0 - spine).abs() < 0.05, "{binding} {thickness}: {width}");
            assert!((height - 285.0).abs() < 0.05);
        }
        let Some(outer) = words(&sandbox.path(&format!("{PRESS}-cover.pdf")), 1) else { return };
        // The year stands on the covers and, one character under the other, on a wide spine.
        let years = outer.matches("2026年第1期").count();
        let upright = dense(&outer).matches("期").count();
        assert!(years >= 2, "{outer}");
        let plain = outer.matches("期").count();
        assert_eq!(upright, plain);
        let marks = outer.matches("小").count();
        assert_eq!(marks, if spine >= 5.0 { 3 } else { 2 }, "{binding} {spine}: {outer}");
    }
}

#[test]
fn what_the_print_shop_asks_for_is_held_against_the_choice() {
    let check = |publication: [&str; 2], profile: [&str; 2]| {
        let sandbox = Sandbox::with_own_layouts();
        sandbox.replace(PUBLICATION, publication[0], publication[1]);
        sandbox.replace(COATED, profile[0], profile[1]);
        sandbox.run(&["check", "--format", "json"])
    };
    let same = ["slug: small", "slug: small"];
    let (name, two) = ("printer: {name: 样例印刷厂}", "page_multiple: 6\n");
    for (publication, profile, rule, line) in [
        (same, ["bleed: 3", "bleed: 5"], "press-bleed", 8),
        (["height: 285}", "height: 285, bleed: 2}"], same_profile(), "press-bleed", 8),
        (
            [name, "printer: {name: 样例印刷厂}\nbinding: perfect"],
            ["  perfect:", "  # perfect:"],
            "press-binding-offer",
            13,
        ),
        ([name, &format!("{two}{name}")], same_profile(), "press-binding-multiple", 12),
    ] {
        let run = check(publication, profile);
        let finding = run.finding(rule);
        assert_eq!(
            (finding["file"].as_str(), finding["line"].as_u64()),
            (Some(PUBLICATION), Some(line))
        );
        let stops = rule != "press-binding-multiple";
        assert_eq!(finding["severity"], if stops { "stop" } else { "warn" }, "{finding}");
        assert!(finding["message"].as_str().unwrap().contains("layouts/press/coated.yml:"));
        assert_eq!(run.status, i32::from(stops));
    }
    // More bleed than is asked for, or a multiple of the multiple, is no fault.
    let run = check(["height: 285}", "height: 285, bleed: 5}"], same_profile());
    assert!(!run.rules().iter().any(|rule| rule.starts_with("press-")), "{}", run.out);
    let run = check([name, &format!("page_multiple: 8\n{name}")], same_profile());
    assert!(!run.rules().iter().any(|rule| rule.starts_with("press-")), "{}", run.out);
}

fn same_profile() -> [&'static str; 2] {
    ["registry: ", "registry: "]
}

#[test]
fn too_few_or_too_many_pages_for_a_binding_are_a_warning() {
    let sandbox = thick();
    let text = sandbox.read(PUBLICATION);
    sandbox.write(PUBLICATION, format!("{text}binding: perfect\n"));
    let finding = built(&sandbox, &["--editions", "press"]).finding("press-binding-few");
    assert_eq!((finding["severity"].as_str(), finding["line"].as_u64()), (Some("warn"), Some(24)));
    sandbox.write(PUBLICATION, text);
    sandbox.replace(COATED, "max_pages: 48", "max_pages: 28");
    let run = built(&sandbox, &["--editions", "press"]);
    let message = run.finding("press-binding-many")["message"].as_str().unwrap().to_owned();
    assert!(message.contains("32") && message.contains("28"), "{message}");
}

/// The ICC profile of the coated press with other bytes at a place.
fn patched(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut icc = std::fs::read(icc()).unwrap();
    icc[at..at + bytes.len()].copy_from_slice(bytes);
    icc
}

fn icc() -> PathBuf {
    common::repository().join("layouts/press/fogra39l-coated.icc")
}

#[test]
fn a_wrong_icc_file_is_refused_in_words() {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.replace(COATED, "icc: fogra39l-coated.icc", "icc: shop.icc");
    let srgb = moxcms::ColorProfile::new_srgb().encode().unwrap();
    let whole = std::fs::read(icc()).unwrap();
    let huge = [whole.clone(), vec![0; 11 << 20]].concat();
    for (icc, rule, said) in [
        (srgb, "press-icc-kind", "RGB，属于显示器"),
        (patched(12, b"mntr"), "press-icc-kind", "CMYK，属于显示器"),
        (patched(12, b"scnr"), "press-icc-kind", "扫描仪"),
        (patched(12, b"link"), "press-icc-kind", "设备连接"),
        (patched(16, b"Lab "), "press-icc-kind", "Lab"),
        (patched(16, b"GRAY"), "press-icc-kind", "灰度"),
        (whole[..whole.len() / 2].to_vec(), "press-icc-broken", "已损坏"),
        (whole[..whole.len() - 1].to_vec(), "press-icc-broken", "已损坏"),
        (whole[..100].to_vec(), "press-icc-broken", "已损坏"),
        (Vec::new(), "press-icc-broken", "已损坏"),
        (patched(36, b"none"), "press-icc-broken", "已损坏"),
        (
            b"%PDF-1.4 no profile at all, but long enough to look like one".repeat(9),
            "press-icc-broken",
            "已损坏",
        ),
        (huge, "file-large", "10 MB"),
    ] {
        sandbox.write("layouts/press/shop.icc", icc);
        let run = sandbox.run(&["check", "--format", "json"]);
        let finding = run.finding(rule);
        let message = finding["message"].as_str().unwrap();
        assert!(message.contains(said), "{rule}: {message}");
        assert_eq!((finding["file"].as_str(), finding["line"].as_u64()), (Some(COATED), Some(4)));
        assert!(!finding["hint"].as_str().unwrap().is_empty());
        assert_eq!(run.status, 1);
    }
    std::fs::remove_file(sandbox.path("layouts/press/shop.icc")).unwrap();
    assert_eq!(sandbox.run(&["check", "--format", "json"]).rules()[0], "press-icc-missing");
    // The same file under a name of its own does.
    sandbox.write("layouts/press/shop.icc", patched(24, &[0x07, 0xd1, 0, 1, 0, 1]));
    assert_eq!(sandbox.run(&["check"]).status, 0);
}

#[test]
fn another_press_profile_is_one_word_in_the_publication() {
    let sandbox = Sandbox::with_own_layouts();
    let text = sandbox.read(PUBLICATION);
    let shop =
        std::fs::read(common::repository().join("layouts/press/fogra29l-uncoated.icc")).unwrap();
    sandbox.write("layouts/press/japan.icc", &shop);
    let own = sandbox
        .read("layouts/press/uncoated.yml")
        .replace("icc: fogra29l-uncoated.icc", "icc: japan.icc")
        .replace("condition: FOGRA29", "condition: JC200103");
    sandbox.write("layouts/press/japan.yml", own);
    for (press, condition, weight) in
        [("coated", "FOGRA39", "128"), ("uncoated", "FOGRA29", "80"), ("japan", "JC200103", "80")]
    {
        sandbox.write(PUBLICATION, format!("{text}press: {press}\n"));
        built(&sandbox, &["--editions", "press"]);
        let files = zipped(&sandbox);
        let document = Document::load_mem(&files["small-2026-01-interior.pdf"]).unwrap();
        let intents: Vec<String> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok()?.get(b"OutputConditionIdentifier").ok())
            .map(|name| String::from_utf8_lossy(name.as_str().unwrap()).into_owned())
            .collect();
        let catalog = document.catalog().unwrap().get(b"OutputIntents").is_ok();
        assert!(catalog, "{press} has no output intent");
        let inline = String::from_utf8_lossy(&files["small-2026-01-interior.pdf"])
            .contains(&format!("({condition})"));
        assert!(inline || intents.contains(&condition.to_owned()), "{press}: {intents:?}");
        let xjdf = String::from_utf8_lossy(&files["small-2026-01-ticket.xjdf"]).into_owned();
        assert!(xjdf.contains(&format!("Weight=\"{weight}\"")), "{xjdf}");
        assert!(xjdf.contains(&format!("PrintStandard=\"{condition}\"")), "{xjdf}");
    }
}

#[test]
fn marks_stand_outside_the_bleed_on_every_plate() {
    let sandbox = thick();
    for (marks, arguments, slug) in
        [("crop", ["--pdfx", "x4"], false), ("full", ["--pdfx", "x1a"], true)]
    {
        let profile = sandbox.read(COATED);
        let own = profile.lines().map(|line| match line.split_once(':') {
            Some(("marks", _)) => format!("marks: {marks}\n"),
            _ => format!("{line}\n"),
        });
        let own: String = own.collect();
        sandbox.write(COATED, own);
        built(&sandbox, &[&["--editions", "press"], &arguments[..]].concat());
        let interior = sandbox.path(&format!("{PRESS}-interior.pdf"));
        let document = Document::load(&interior).unwrap();
        for boxes in pdfx_preflight::inspect::boxes(&document) {
            let size = |sides: [f32; 4]| [sides[2] - sides[0], sides[3] - sides[1]];
            let mm = |sides: [f32; 4]| size(sides).map(|side| (side * 25.4 / 72.0).round());
            assert_eq!(mm(boxes.trim.unwrap()), [210.0, 285.0]);
            assert_eq!(mm(boxes.bleed.unwrap()), [216.0, 291.0]);
            assert_eq!(mm(boxes.media), [234.0, 309.0]);
        }
        let pdf = interior.to_str().unwrap();
        checked_by_qpdf(&interior, &[]);
        // Page 20 is blank: whatever ink Ghostscript finds there is that of marks.
        let options = ["-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=inkcov", "-o", "-"];
        let page = ["-dFirstPage=20", "-dLastPage=20", pdf];
        let Some(output) = judge("gs", &[&options[..], &page[..]].concat()) else { return };
        let text = stdout(&output);
        let inks: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        assert_eq!(inks.len(), 4, "{text}");
        assert!(inks.iter().all(|&ink| ink > 0.00005 && ink < 0.02), "{text}");
        let Some(text) = words(&interior, 20) else { return };
        assert_eq!(text.contains("小样2026年第1期内文第20页2026年1月15日"), slug, "{text}");
        let Some(text) = words(&sandbox.path(&format!("{PRESS}-cover.pdf")), 2) else { return };
        assert_eq!(text.contains("封面里"), slug, "{text}");
        // The proof shows the pages without them.
        let Some(text) = words(&sandbox.path(&format!("{PRESS}-proof.pdf")), 22) else { return };
        assert!(!text.contains("内文第20页") && text.contains("第20页"), "{text}");
    }
}
