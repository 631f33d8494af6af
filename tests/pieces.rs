//! Pieces of different sizes on one sheet: none lies on another, a guillotine can cut them all out, and
//! each keeps its size, its bleed and its back.

use crate::common;

use common::judging::{checked_by_qpdf, judge, stdout};
use common::{Sandbox, sheets};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use neikan::diagnostic::Failure;
use neikan::locale::{Args, Language};
use neikan_press::impose::Heading;
use neikan_press::impose::block::{Bed, Duplex, Grippers};
use neikan_press::impose::gang::{Ganged, Layout, Leaf, Piece, Terms, arrange, gang};
use neikan_press::impose::sheet::Sheet;
use neikan_press::marks::shapes::Rect;
use pdfx_preflight::plates::{Options, Plates, each};
use pdfx_preflight::{Limits, open};
use proptest::prelude::*;

const MM: f64 = 72.0 / 25.4;
const TURNS: [Duplex; 4] =
    [Duplex::Sheetwise, Duplex::Tumble, Duplex::WorkAndTurn, Duplex::WorkAndTumble];

fn bed(sheet: &str, duplex: Duplex) -> Bed {
    let sheet: Sheet = sheet.parse().unwrap();
    Bed { sheet, gripper: 10.0, grippers: Grippers::Below, side_lay: None, duplex }
}

fn terms(sheet: &str, duplex: Duplex) -> Terms {
    let bed = bed(sheet, duplex);
    let (shop, choose, gutter) = (Vec::new(), false, None);
    Terms { bed, shop, choose, gutter, bleed: 3.0 }
}

fn heading() -> Heading {
    let values = Args::from([("pieces", "a".to_owned())]);
    let (key, language) = ("impose-slug-pieces", Language::English);
    Heading { key, language, values, name: "a".to_owned() }
}

fn leaf(size: [f64; 2], copies: usize) -> Leaf {
    Leaf { piece: 0, pages: vec![1, 2], size, bleed: 3.0, copies }
}

/// A PDF of pages of one ink each, in this order of sizes (mm), inks and bleed.
fn file(pages: &[([f64; 2], &str)], bleed: f64) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for (size, ink) in pages {
        let around = |by: f64| -> Object {
            let [width, height] = size.map(|edge| (edge + by) * MM);
            let sides = [-by * MM, -by * MM, width, height].map(|side| Object::Real(side as f32));
            sides.to_vec().into()
        };
        let content = format!("{ink} k -999 -999 9999 9999 re f\n").into_bytes();
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let own = dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => around(bleed + 5.0), "BleedBox" => around(bleed), "TrimBox" => around(0.0),
            "Resources" => Dictionary::new(),
        };
        kids.push(document.add_object(own).into());
    }
    sheets::saved(document, tree, kids)
}

/// Whether a guillotine can cut all areas apart: one cut from edge to edge separates some from the
/// others without touching any, and so on with both parts.
fn cuttable(areas: &[Rect]) -> bool {
    if areas.len() < 2 {
        return true;
    }
    let spans = [|own: &Rect| [own.left, own.right], |own: &Rect| [own.bottom, own.top]];
    spans.iter().any(|span| {
        let mut cuts: Vec<f64> = areas.iter().map(|own| span(own)[0]).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.into_iter().any(|at| {
            let (before, after): (Vec<Rect>, Vec<Rect>) =
                areas.iter().partition(|own| span(own)[1] <= at + 0.01);
            let clear = after.iter().all(|own| span(own)[0] >= at - 0.01);
            clear
                && !before.is_empty()
                && !after.is_empty()
                && cuttable(&before)
                && cuttable(&after)
        })
    })
}

fn apart(one: &Rect, other: &Rect, gap: f64) -> bool {
    let beside = one.right + gap <= other.left + 0.01 || other.right + gap <= one.left + 0.01;
    beside || one.top + gap <= other.bottom + 0.01 || other.top + gap <= one.bottom + 0.01
}

/// The area that is a leaf's own: its trim and its half of the gutter.
fn own(trim: &Rect, layout: &Layout) -> Rect {
    let half = layout.gutter / 2.0;
    let Rect { left, bottom, right, top } = *trim;
    Rect { left: left - half, bottom: bottom - half, right: right + half, top: top + half }
}

fn sound(leaves: &[Leaf], bed: &Bed, layout: &Layout) {
    let frame = bed.frame();
    let trims: Vec<Rect> = layout.laid.iter().map(|laid| laid.trim).collect();
    for (number, trim) in trims.iter().enumerate() {
        let whole = own(trim, layout);
        assert!(whole.left >= frame.left - 0.01 && whole.right <= frame.right + 0.01);
        assert!(whole.bottom >= frame.bottom - 0.01 && whole.top <= frame.top + 0.01);
        assert!(trims[..number].iter().all(|other| apart(trim, other, layout.gutter)));
    }
    let cells: Vec<Rect> = trims.iter().map(|trim| own(trim, layout)).collect();
    assert!(cuttable(&cells), "{cells:?}");
    for (at, leaf) in leaves.iter().enumerate() {
        let mine: Vec<_> = layout.laid.iter().filter(|laid| laid.leaf == at).collect();
        assert_eq!(mine.len(), leaf.copies);
        for laid in mine {
            let [mut width, mut height] = leaf.size;
            if laid.motion.quarters % 2 == 1 {
                (width, height) = (height, width);
            }
            let same = |one: f64, other: f64| (one - other).abs() < 1e-6;
            assert!(same(laid.trim.width(), width) && same(laid.trim.height(), height));
        }
    }
}

#[test]
fn the_proof_of_the_guillotine_knows_a_pinwheel() {
    let rect = |left: f64, bottom: f64, right: f64, top: f64| Rect { left, bottom, right, top };
    let wheel = [
        rect(0.0, 0.0, 2.0, 1.0),
        rect(2.0, 0.0, 3.0, 2.0),
        rect(1.0, 2.0, 3.0, 3.0),
        rect(0.0, 1.0, 1.0, 3.0),
    ];
    assert!(!cuttable(&wheel) && cuttable(&wheel[..3]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_is_laid_can_be_cut_out(
        sizes in prop::collection::vec(((20.0..260.0f64, 20.0..260.0f64), 1..5usize), 1..8),
        turn in 0..4usize,
        gutter in prop::option::of(0.0..20.0f64),
    ) {
        let leaves: Vec<Leaf> =
            sizes.iter().map(|((width, height), copies)| leaf([*width, *height], *copies)).collect();
        let bed = bed("889x1194", TURNS[turn]);
        if let Some(layout) = arrange(&leaves, &bed, gutter) {
            sound(&leaves, &bed, &layout);
            prop_assert!(layout.gutter >= 6.0);
        }
    }
}

#[test]
fn a_cover_cards_and_bookmarks_share_a_sheet() {
    let leaves = [
        leaf([420.0, 285.0], 1),
        leaf([90.0, 54.0], 10),
        leaf([50.0, 180.0], 4),
        leaf([148.0, 105.0], 2),
    ];
    for (sheet, duplex) in [("787x1092/2", Duplex::Sheetwise), ("A1", Duplex::Tumble)] {
        let bed = bed(sheet, duplex);
        let layout = arrange(&leaves, &bed, None).unwrap();
        assert!(layout.roomy, "{sheet}");
        sound(&leaves, &bed, &layout);
    }
}

fn painted(pdf: &[u8]) -> Vec<Plates> {
    let pdf = open(pdf, &Limits::USUAL).unwrap();
    let mut out = Vec::new();
    each(&pdf, &Options { ppi: 72.0, profile: None }, |own| out.push(own)).unwrap();
    out
}

/// The inks at a place of a page, mm from the lower left corner.
fn at(plates: &Plates, [x, y]: [f64; 2]) -> [u8; 4] {
    let column = (x * MM) as usize;
    let row = plates.height - 1 - (y * MM) as usize;
    let first = (row * plates.width + column) * plates.inks.len();
    plates.samples[first..first + 4].try_into().unwrap()
}

const INKS: [(&str, [u8; 4]); 4] = [
    ("1 0 0 0", [255, 0, 0, 0]),
    ("0 1 0 0", [0, 255, 0, 0]),
    ("0 0 1 0", [0, 0, 255, 0]),
    ("1 1 0 0", [255, 255, 0, 0]),
];

/// Every leaf is printed as far as its bleed and no farther, and its back is behind its front.
fn printed_as_laid(made: &Ganged, bed: &Bed, inks: &[[[u8; 4]; 2]]) {
    let sides = painted(&made.pdf);
    let Sheet { width, height } = bed.sheet;
    let behind = |[x, y]: [f64; 2]| match bed.duplex {
        Duplex::Sheetwise | Duplex::WorkAndTurn => [width - x, y],
        Duplex::Tumble | Duplex::WorkAndTumble => [x, height - y],
    };
    for laid in &made.layout.laid {
        let Rect { left, bottom, right, top } = laid.trim;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(bottom, top));
        let back = sides.last().unwrap();
        for out in [-2.0, 2.0] {
            let inside = [[left - out, y], [right + out, y], [x, bottom - out], [x, top + out]];
            for place in inside {
                assert_eq!(at(&sides[0], place), inks[laid.leaf][0], "{place:?}");
                assert_eq!(at(back, behind(place)), inks[laid.leaf][1], "{place:?}");
            }
        }
        let beyond = [[left - 4.5, y], [right + 4.5, y], [x, bottom - 4.5], [x, top + 4.5]];
        beyond.iter().for_each(|place| assert_eq!(at(&sides[0], *place), [0; 4], "{place:?}"));
        // Crop marks point at the corners.
        for place in [[left - 4.5, bottom], [left, bottom - 4.5], [right + 4.5, top]] {
            let near = [-0.4, 0.0, 0.4].into_iter().flat_map(|dx| {
                [-0.4, 0.0, 0.4].map(|dy| at(&sides[0], [place[0] + dx, place[1] + dy]))
            });
            assert!(near.into_iter().any(|inks| inks == [255; 4]), "{place:?}");
        }
    }
}

#[test]
fn leaves_keep_size_bleed_and_back_on_the_sheet() {
    let card = file(&[([90.0, 54.0], INKS[0].0), ([90.0, 54.0], INKS[1].0)], 3.0);
    let mark = file(&[([40.0, 150.0], INKS[2].0), ([40.0, 150.0], INKS[3].0)], 3.0);
    let pieces = [
        Piece { name: "card.pdf", pdf: &card, copies: 5 },
        Piece { name: "mark.pdf", pdf: &mark, copies: 3 },
    ];
    let inks = [[INKS[0].1, INKS[1].1], [INKS[2].1, INKS[3].1]];
    for duplex in TURNS {
        let terms = terms("SRA2", duplex);
        let made = gang(&pieces, &terms, &heading(), None).unwrap();
        assert_eq!(made.sides, if duplex.one_plate() { 1 } else { 2 });
        let leaves: Vec<(usize, usize)> =
            made.leaves.iter().map(|leaf| (leaf.piece, leaf.copies)).collect();
        assert_eq!(leaves, [(0, 5), (1, 3)]);
        printed_as_laid(&made, &terms.bed, &inks);
        let area = 5.0 * 90.0 * 54.0 + 3.0 * 40.0 * 150.0;
        let times = if duplex.one_plate() { 2.0 } else { 1.0 };
        let used = times * area / (640.0 * 450.0) * 100.0;
        assert!((made.used - used).abs() < 0.06, "{} {used}", made.used);
        let again = gang(&pieces, &terms, &heading(), None).unwrap();
        assert_eq!(made.pdf, again.pdf);
    }
}

fn stopped(pieces: &[Piece<'_>], terms: &Terms) -> String {
    match gang(pieces, terms, &heading(), None) {
        Err(Failure::Stopped(findings)) => findings.iter().next().unwrap().rule.to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_does_not_fit_is_refused_and_a_better_sheet_proposed() {
    let card = file(&[([90.0, 54.0], INKS[0].0)], 3.0);
    let large = file(&[([600.0, 420.0], INKS[0].0)], 3.0);
    let piece = |pdf, copies| Piece { name: "a.pdf", pdf, copies };
    assert_eq!(stopped(&[piece(&large, 1)], &terms("A3", Duplex::Sheetwise)), "impose-piece-large");
    assert_eq!(stopped(&[piece(&card, 90)], &terms("A3", Duplex::Sheetwise)), "impose-pieces-many");
    assert_eq!(
        stopped(&[piece(&card, 501)], &terms("A0", Duplex::Sheetwise)),
        "impose-pieces-count"
    );
    assert_eq!(stopped(&[piece(b"%PDF-1.4", 1)], &terms("A3", Duplex::Sheetwise)), "pdf-cut-off");
    // The best of the shop's sheets, by itself where none is asked for.
    let shop = ["A1", "SRA3", "A2"].map(|name| name.parse().unwrap()).to_vec();
    let few = Terms { shop, ..terms("A1", Duplex::Sheetwise) };
    let made = gang(&[piece(&card, 4)], &few, &heading(), None).unwrap();
    let rules: Vec<_> = made.findings.iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&"impose-sheet-better"), "{rules:?}");
    let made = gang(&[piece(&card, 4)], &Terms { choose: true, ..few }, &heading(), None).unwrap();
    assert_eq!((made.sheet.width, made.sheet.height), (450.0, 320.0));
    assert_eq!(made.sides, 1);
}

/// The files as an editor and a print shop get them: by the command, with words.
#[test]
fn the_command_gangs_files_and_says_what_it_did() {
    let sandbox = Sandbox::with_own_layouts();
    let card = file(&[([90.0, 54.0], INKS[0].0), ([90.0, 54.0], INKS[1].0)], 3.0);
    sandbox.write("card.pdf", card);
    sandbox.write("mark.pdf", file(&[([40.0, 150.0], INKS[2].0)], 3.0));
    let call = ["impose", "--piece", "card.pdf:6", "--piece", "mark.pdf:2", "--sheet", "SRA3"];
    let run = sandbox.run(&call);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("裁出 8 件") && run.out.contains("印两面"), "{}", run.out);
    let made = sandbox.path("card-sheets.pdf");
    checked_by_qpdf(&made, &[]);
    if let Some(text) = judge("pdftotext", &["-layout", made.to_str().unwrap(), "-"]) {
        assert!(stdout(&text).contains("card ×6, mark ×2"), "{}", stdout(&text));
    }
    let run = sandbox.run(&[&call[..], &["--format", "json", "--gutter", "20"]].concat());
    let report = run.report();
    assert_eq!((&report["gutter"], &report["sides"]), (&20.0.into(), &2.into()), "{report}");
    assert_eq!(report["leaves"][1]["trim"], serde_json::json!([40.0, 150.0]));
    // The gutter of the shop counts, and neighbours are so far apart.
    let shop = "imposition: { sheets: [A1, SRA3], gutter: 16 }\n";
    sandbox.replace("layouts/press/coated.yml", "spoilage:", &format!("{shop}spoilage:"));
    let run = sandbox.run(&["impose", "--piece", "card.pdf:6", "--format", "json"]);
    assert_eq!(run.report()["gutter"], 16.0, "{}", run.out);
    assert_eq!(run.report()["sheet"], serde_json::json!([450.0, 320.0]));
    for (arguments, status, rule) in [
        (&["--piece", "card.pdf:0", "--sheet", "A3"][..], 2, "impose-piece-form"),
        (&["--piece", "no.pdf", "--sheet", "A3"], 2, "impose-file-missing"),
        (&["--piece", "card.pdf", "--sheet", "A3", "--gutter", "90"], 2, "impose-length"),
        (&["--piece", "card.pdf:400", "--sheet", "A3"], 1, "impose-pieces-many"),
        (&["--piece", "card.pdf", "--sheet", "A3", "--out", "card.pdf"], 2, "impose-onto-itself"),
    ] {
        let run = sandbox.run(&[&["impose", "--format", "json"], arguments].concat());
        assert_eq!(run.status, status, "{arguments:?} {}{}", run.out, run.err);
        assert!(run.rules().iter().any(|own| own == rule), "{arguments:?} {:?}", run.rules());
    }
    let run = sandbox.run(&["impose", "card.pdf", "--piece", "mark.pdf", "--sheet", "A3"]);
    assert_eq!(run.status, 2, "{}{}", run.out, run.err);
}
