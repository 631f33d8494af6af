//! Imposition: the sheets are folded back, rendered and separated.

use crate::common;
use crate::common::folding;
use crate::common::plates;

use std::path::{Path, PathBuf};

use common::judging::{checked_by_qpdf, judge, stdout};
use common::{Sandbox, sheets};
use folding::{Direction, Print, Table, cut_and_stack, lay, nest};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use neikan::diagnostic::Failure;
use neikan::locale::{Args, Language};
use neikan_press::impose::block::{
    Bed, Duplex, Face, GripperEdge, Grippers, Lip, Measures, SideLay,
};
use neikan_press::impose::scheme::{Half, Insert, Method, SIZES, Spine, before};
use neikan_press::impose::sheet::Sheet;
use neikan_press::impose::{Heading, Imposed, Planned, Wish, impose, plan};
use pdfx_preflight::inspect::colors_used;
use plates::{Plate, separate};
use proptest::prelude::*;
use tempfile::TempDir;

const MM: f64 = 72.0 / 25.4;
/// The trim of the pages that are made here, mm.
const TRIM: [f64; 2] = [100.0, 140.0];
const BLEED: f64 = 3.0;

fn wish(method: Method, sheet: &str, duplex: Duplex) -> Wish {
    Wish {
        method,
        spine: Spine::Left,
        bed: Bed {
            sheet: sheet.parse().unwrap(),
            gripper: 10.0,
            grippers: Grippers::Below,
            side_lay: None,
            duplex,
        },
        shop: Vec::new(),
        choose: false,
        rest: None,
        up: 1,
        signature: None,
        thickness: Some(0.1),
        creep: None,
        mill: 3.0,
        lip: Lip::default(),
        bleed: 3.0,
        inks: neikan_press::Inks::default(),
        inserts: Vec::new(),
        folds: Vec::new(),
    }
}

/// The measures of pages without a lip, mm.
fn pages_of([width, height]: [f64; 2], mill: f64) -> Measures {
    Measures { width, height, bleed: BLEED, mill, lip: Lip::default() }
}

fn heading() -> Heading {
    let values = Args::from([("file", "a".to_owned())]);
    let (key, language) = ("impose-slug-file", Language::English);
    Heading { key, language, values, name: "a".to_owned() }
}

// Folding back

fn prints(face: &Face, pages: usize) -> Vec<Print> {
    let heads = [Direction::North, Direction::West, Direction::South, Direction::East];
    let cells = face.cells.iter().map(|cell| Print {
        // A blank page has its place, too.
        page: if cell.slot.page < pages { cell.slot.page } else { usize::MAX },
        middle: [
            f64::midpoint(cell.trim.left, cell.trim.right),
            f64::midpoint(cell.trim.bottom, cell.trim.top),
        ],
        head: heads[usize::from(cell.motion.quarters)],
    });
    cells.collect()
}

/// A printed sheet: how it was turned, and what is on both sides.
struct Pressed {
    duplex: Duplex,
    sides: [Vec<Print>; 2],
}

impl Pressed {
    /// The copies of the sheet that lie on the table, front up: two if one plate printed both sides.
    fn copies(&self, wish: &Wish) -> [Table; 2] {
        let Sheet { width, height } = wish.bed.sheet;
        let table = lay([width, height], self.duplex, &self.sides[0], &self.sides[1]);
        match self.duplex.one_plate() {
            true => table.copies(self.duplex, wish.bed.grippers),
            false => [table.clone(), table],
        }
    }
}

/// The pages of a book, or of several, as they are read when its sheets have been printed, folded
/// and bound.
fn bound(sheets: &[Pressed], wish: &Wish) -> Vec<Vec<Option<usize>>> {
    let all: Vec<[Table; 2]> = sheets.iter().map(|sheet| sheet.copies(wish)).collect();
    let bind = |copy: usize| {
        let sheets = all.iter().map(|both| both[copy].clone());
        match wish.method {
            Method::Cut => cut_and_stack(sheets.collect(), wish.up),
            Method::Saddle => vec![nest(sheets.map(|sheet| sheet.fold(wish.spine)).collect())],
            Method::Perfect => vec![sheets.flat_map(|sheet| sheet.fold(wish.spine)).collect()],
        }
    };
    [bind(0), bind(1)].concat()
}

/// The planned sheets as they come from the press; with both sides on one plate, it prints twice.
fn pressed(sheets: &[Planned], pages: usize) -> Vec<Pressed> {
    let press = |Planned { duplex, faces, .. }: &Planned| {
        let [front, back] = faces.each_ref().map(|face| prints(face, pages));
        let plate = [front.clone(), back.clone()].concat();
        let sides = if duplex.one_plate() { [plate.clone(), plate] } else { [front, back] };
        Pressed { duplex: *duplex, sides }
    };
    sheets.iter().map(press).collect()
}

fn reads_in_order(read: &[Option<usize>], pages: usize) {
    let real: Vec<usize> = read.iter().filter_map(|page| *page).collect();
    let expected = (0..pages).chain(std::iter::repeat_n(usize::MAX, read.len() - pages));
    assert_eq!(real, expected.collect::<Vec<_>>());
}

/// The pages of a book with pieces bound in: those of the book from 0, those of the pieces, one piece
/// after the other, from 10,000.
fn bound_with_inserts(sheets: &[Pressed], wish: &Wish, places: &[usize]) -> Vec<Option<usize>> {
    let mut folded: Vec<Vec<Option<usize>>> =
        sheets.iter().map(|sheet| sheet.copies(wish)[0].clone().fold(wish.spine)).collect();
    for (number, (insert, place)) in wish.inserts.iter().zip(places).enumerate().rev() {
        let first = 10_000 * (number + 1);
        folded.insert(*place, (first..first + insert.pages).map(Some).collect());
    }
    match wish.method {
        Method::Saddle => nest(folded),
        _ => folded.concat(),
    }
}

#[test]
fn inserts_lie_where_they_are_wanted() {
    for (method, pages, inserts) in [
        (Method::Perfect, 48, vec![(16, 2), (24, 8)]),
        (Method::Perfect, 23, vec![(4, 4)]),
        (Method::Saddle, 48, vec![(10, 4)]),
        (Method::Saddle, 32, vec![(8, 8), (16, 4)]),
    ] {
        let inserts = inserts.iter().map(|&(after, pages)| Insert { after, pages }).collect();
        let wish = Wish { inserts, ..wish(method, "787x1092/2", Duplex::Sheetwise) };
        let measures = pages_of(TRIM, if method == Method::Perfect { 3.0 } else { 0.0 });
        let sheets = plan(pages, &wish, &measures).unwrap();
        let signatures: Vec<_> = sheets.iter().map(|sheet| sheet.signature.clone()).collect();
        let place = |own: &Insert| before(*own, &signatures, method);
        let places: Vec<usize> = wish.inserts.iter().map(place).collect();
        let read = bound_with_inserts(&pressed(&sheets, pages), &wish, &places);
        let total = pages.next_multiple_of(4);
        let mut wanted: Vec<usize> = (0..pages).chain(vec![usize::MAX; total - pages]).collect();
        for (number, insert) in wish.inserts.iter().enumerate().rev() {
            let own: Vec<usize> = (0..insert.pages).map(|at| 10_000 * (number + 1) + at).collect();
            let (first, last) = match method {
                Method::Saddle => own.split_at(own.len() / 2),
                _ => (&own[..], &own[..0]),
            };
            // From the end, so that places at the front stay where they are.
            let inner: usize = wish.inserts[number + 1..].iter().map(|own| own.pages).sum();
            let end = if method == Method::Saddle { total - insert.after + inner } else { 0 };
            wanted.splice(end..end, last.iter().copied());
            wanted.splice(insert.after..insert.after, first.iter().copied());
        }
        assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), wanted, "{method:?} {pages}");
    }
    let wish = |inserts| Wish { inserts, ..wish(Method::Perfect, "A3", Duplex::Sheetwise) };
    let odd = plan(48, &wish(vec![Insert { after: 18, pages: 4 }]), &pages_of(TRIM, 3.0));
    let Err(Failure::Stopped(found)) = odd else { panic!("{odd:?}") };
    assert_eq!(found.iter().next().unwrap().rule, "impose-insert");
}

#[test]
fn folds_of_a_cover_meet_through_the_paper() {
    // A flap, the back, a spine of 4 mm, the front, a narrower flap.
    let folds = vec![70.0, 280.0, 284.0, 494.0];
    for (duplex, up) in [(Duplex::Sheetwise, 1), (Duplex::Tumble, 2), (Duplex::WorkAndTurn, 1)] {
        let sheet = if up == 1 { "889x1194" } else { "1000x1400" };
        let cut = wish(Method::Cut, sheet, duplex);
        let wish = Wish { folds: folds.clone(), up, signature: Some(2 * up), ..cut };
        let Sheet { width, height } = wish.bed.sheet;
        let sheets = plan(2, &wish, &pages_of([554.0, 285.0], 0.0)).unwrap();
        let [front, back] = &sheets[0].faces;
        let lines = |face: &Face, over: bool| {
            let folds = face.guides.iter().filter(|guide| guide.fold);
            let through = |at: f64, upright: bool| match (over, duplex, upright) {
                (true, Duplex::Tumble, false) => height - at,
                (true, Duplex::Sheetwise | Duplex::WorkAndTurn, true) => width - at,
                _ => at,
            };
            let mut all: Vec<(bool, i64)> = folds
                .map(|fold| (fold.upright, (through(fold.at, fold.upright) * 100.0).round() as i64))
                .collect();
            all.sort_unstable();
            all
        };
        let ahead = lines(front, false);
        // Copies above one another share their folds.
        assert!(ahead.len() == 4 || up == 2 && ahead.len() == 8, "{ahead:?}");
        assert_eq!(ahead, lines(back, true), "{duplex:?}");
        // They are where the page says, however it lies.
        let cell = &front.cells[0];
        let [x, y] = cell.motion.point([70.0, 0.0]);
        let at = if cell.motion.quarters % 2 == 0 { x } else { y };
        assert!(ahead.iter().any(|(_, own)| (*own as f64 / 100.0 - at).abs() < 0.02), "{ahead:?}");
    }
}

fn methods() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::Saddle), Just(Method::Perfect), Just(Method::Cut)]
}

fn turns() -> impl Strategy<Value = Duplex> {
    prop::sample::select(vec![
        Duplex::Sheetwise,
        Duplex::Tumble,
        Duplex::WorkAndTurn,
        Duplex::WorkAndTumble,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        max_global_rejects: 6_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn folded_sheets_read_in_order(
        pages in 4..=128_usize,
        method in methods(),
        duplex in turns(),
        rest in prop::option::of(turns()),
        spine in prop_oneof![Just(Spine::Left), Just(Spine::Right)],
        grippers in prop_oneof![Just(Grippers::Below), Just(Grippers::Above)],
        edges in (210.0..700.0_f64, 230.0..1000.0_f64, any::<bool>()),
        signature in prop::option::of(prop::sample::select(SIZES.to_vec())),
        up in 1..=3_usize,
        extra in (0.0..5.0_f64, 0.0..12.0_f64, any::<bool>()),
    ) {
        let (width, height, turned) = edges;
        let (mill, lip, late) = extra;
        let mut wish = wish(method, "A3", duplex);
        wish.bed.sheet = Sheet::new(width, height);
        if turned {
            wish.bed.sheet = wish.bed.sheet.turned();
        }
        wish.bed.grippers = grippers;
        (wish.rest, wish.spine) = (rest, spine);
        wish.up = if method == Method::Cut { up } else { 1 };
        wish.signature = signature.map(|size| size * wish.up);
        let lip = Lip { width: lip, half: if late { Half::Back } else { Half::Front } };
        let measures = Measures { width: 60.0, height: 90.0, bleed: 3.0, mill, lip };
        let Ok(sheets) = plan(pages, &wish, &measures) else {
            prop_assume!(false);
            return Ok(());
        };
        for copy in bound(&pressed(&sheets, pages), &wish) {
            reads_in_order(&copy, pages);
        }
        let sheet = wish.bed.sheet;
        for face in sheets.iter().flat_map(|sheet| &sheet.faces) {
            for cell in &face.cells {
                let (room, frame) = (cell.trim, face.frame);
                prop_assert!(room.left >= frame.left - 0.02 && room.right <= frame.right + 0.02);
                prop_assert!(room.bottom >= frame.bottom - 0.02 && room.top <= frame.top + 0.02);
            }
            let held = match grippers {
                Grippers::Below => face.frame.bottom,
                Grippers::Above => sheet.height - face.frame.top,
            };
            prop_assert!(held >= wish.bed.gripper - 0.02);
        }
    }
}

#[test]
fn every_number_of_pages_reads_in_order() {
    let measures = pages_of([210.0, 285.0], 3.0);
    for method in [Method::Saddle, Method::Perfect, Method::Cut] {
        for (sheet, duplex) in [
            ("787x1092", Duplex::Sheetwise),
            ("787x1092/2", Duplex::Tumble),
            ("889x1194/2", Duplex::WorkAndTurn),
            ("889x1194", Duplex::WorkAndTumble),
            ("SRA3", Duplex::Sheetwise),
        ] {
            let wish = wish(method, sheet, duplex);
            for pages in 4..=96 {
                let sheets = plan(pages, &wish, &measures).unwrap();
                for copy in bound(&pressed(&sheets, pages), &wish) {
                    reads_in_order(&copy, pages);
                }
            }
        }
    }
}

#[test]
fn signatures_of_every_size_read_in_order_with_their_remainders() {
    let measures = pages_of([130.0, 184.0], 0.0);
    for (size, method, spine) in SIZES.into_iter().flat_map(|size| {
        let methods = [Method::Saddle, Method::Perfect].into_iter();
        methods
            .flat_map(move |method| [Spine::Left, Spine::Right].map(|spine| (size, method, spine)))
    }) {
        for rest in [None, Some(Duplex::WorkAndTurn), Some(Duplex::WorkAndTumble)] {
            let mut wish = wish(method, "787x1092", Duplex::Sheetwise);
            (wish.signature, wish.spine, wish.rest) = (Some(size), spine, rest);
            for pages in (4..=128).step_by(4) {
                let sheets = plan(pages, &wish, &measures).unwrap();
                for copy in bound(&pressed(&sheets, pages), &wish) {
                    reads_in_order(&copy, pages);
                }
                let largest = size.min(sheets[0].signature.grid.pages());
                for sheet in &sheets {
                    let own = sheet.signature.grid.pages();
                    let expected = rest.filter(|_| own < largest).unwrap_or(Duplex::Sheetwise);
                    // 24 pages do not fit on the lower half of this sheet.
                    assert!(own == 24 || sheet.duplex == expected, "{pages} pages in {size}");
                }
            }
        }
    }
}

/// How far the paper of each page reaches from its spine when the sheet is folded, mm, with the half
/// of its signature: from fold to fold, or to where the paper is cut.
fn reaches(face: &Face, half: impl Fn(usize) -> Half) -> Vec<(Half, f64)> {
    let reach = |cell: &neikan_press::impose::block::Cell| {
        let level = cell.motion.quarters.is_multiple_of(2);
        let along = || face.guides.iter().filter(|guide| guide.upright == level);
        let first = along().map(|guide| guide.at).fold(f64::MAX, f64::min);
        let last = along().map(|guide| guide.at).fold(f64::MIN, f64::max);
        let folds = along().filter(|guide| guide.fold).map(|guide| guide.at);
        let lines: Vec<f64> = folds.chain([first, last]).collect();
        let [low, high] = match level {
            true => [cell.trim.left, cell.trim.right],
            false => [cell.trim.bottom, cell.trim.top],
        };
        let below = lines.iter().filter(|at| **at < low + 0.01).copied().fold(f64::MIN, f64::max);
        let above = lines.iter().filter(|at| **at > high - 0.01).copied().fold(f64::MAX, f64::min);
        (half(cell.slot.page), above - below)
    };
    face.cells.iter().map(reach).collect()
}

#[test]
fn the_lip_stands_out_on_one_half_of_every_signature() {
    for (size, half, spine) in SIZES.into_iter().flat_map(|size| {
        [Half::Front, Half::Back]
            .into_iter()
            .flat_map(move |half| [Spine::Left, Spine::Right].map(|spine| (size, half, spine)))
    }) {
        let mut wish = wish(Method::Saddle, "787x1092", Duplex::Sheetwise);
        (wish.signature, wish.spine) = (Some(size), spine);
        wish.lip = Lip { width: 9.0, half };
        let measures = Measures { lip: wish.lip, ..pages_of([130.0, 184.0], 0.0) };
        let sheets = plan(64, &wish, &measures).unwrap();
        for face in sheets.iter().flat_map(|sheet| &sheet.faces) {
            let early = |page| if page < 32 { Half::Front } else { Half::Back };
            for (own, reach) in reaches(face, early) {
                let expected = 130.0 + 3.0 + if own == half { 9.0 } else { 0.0 };
                assert!((reach - expected).abs() < 0.01, "{size} {own:?}: {reach}");
            }
            let (outline, frame) = (face.outline, face.frame);
            assert!(outline.left >= frame.left && outline.right <= frame.right);
        }
        for copy in bound(&pressed(&sheets, 64), &wish) {
            reads_in_order(&copy, 64);
        }
    }
}

// PDFs made for a test

/// A page of a test: how far it is turned to be read, and the length of its unit.
#[derive(Clone, Copy)]
struct Kind {
    rotate: i64,
    unit: f64,
    boxed: bool,
}

const PLAIN: Kind = Kind { rotate: 0, unit: 1.0, boxed: true };

/// The colours of a page's fields, DeviceCMYK: four columns, six rows, all of them different.
fn field(page: usize, index: usize) -> [f64; 4] {
    let part = |step: usize| ((index * step + page * 5) % 9) as f64 / 10.0;
    [part(1), part(2), part(4), 0.0]
}

/// A PDF of so many pages, each with coloured fields, its number at head and foot, and a bleed.
fn source(pages: usize, kind: impl Fn(usize) -> Kind) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let mut kids: Vec<Object> = Vec::new();
    for page in 0..pages {
        let Kind { rotate, unit, boxed } = kind(page);
        let [width, height] = TRIM.map(|edge| edge * MM / unit);
        let bleed = BLEED * MM / unit;
        // Upright around the origin, then turned back by how far a reader turns it.
        let turned = match rotate {
            90 => format!("0 1 -1 0 {height} 0 cm"),
            180 => format!("-1 0 0 -1 {width} {height} cm"),
            270 => format!("0 -1 1 0 0 {width} cm"),
            _ => "1 0 0 1 0 0 cm".to_owned(),
        };
        let mut content = format!("{turned}\n");
        for index in 0..24 {
            let [c, m, y, k] = field(page, index);
            let [x, y_at] = [(index % 4) as f64 * width / 4.0, (index / 4) as f64 * height / 6.0];
            let (w, h) = (width / 4.0, height / 6.0);
            content.push_str(&format!("{c} {m} {y} {k} k {x} {y_at} {w} {h} re f\n"));
        }
        // A frame in the bleed, beyond the trim on all sides.
        let (b, ww, hh) = (bleed / 2.0, width + bleed, height + bleed);
        content.push_str(&format!("1 0 0 0 K {bleed} w -{b} -{b} {ww} {hh} re S\n"));
        let size = 10.0 / unit;
        for (name, y) in [("H", height * 0.9), ("F", height * 0.05)] {
            let text = format!("{name}{}", page + 1);
            // In the middle: a digit of Helvetica is 0.556 em wide, the letters some 0.67 em.
            let x = width / 2.0 - size * (0.67 + 0.556 * (text.len() - 1) as f64) / 2.0;
            content.push_str(&format!("0 g BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"));
        }
        let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        let size = if rotate % 180 == 0 { [width, height] } else { [height, width] };
        let around = |by: f64| -> Object {
            [-by, -by, size[0] + by, size[1] + by].map(|s| Object::Real(s as f32)).to_vec().into()
        };
        let mut own = dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Rotate" => rotate,
            "MediaBox" => around(if boxed { bleed * 2.0 } else { 0.0 }),
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        };
        if boxed {
            own.set("BleedBox", around(bleed));
            own.set("TrimBox", around(0.0));
        }
        if unit != 1.0 {
            own.set("UserUnit", Object::Real(unit as f32));
        }
        kids.push(document.add_object(own).into());
    }
    sheets::saved(document, tree, kids)
}

fn imposed(pdf: &[u8], wish: &Wish) -> Imposed {
    impose(pdf, wish, &heading(), None).unwrap_or_else(|failure| panic!("{failure:?}"))
}

fn rules(imposed: &Imposed) -> Vec<&'static str> {
    let mut rules: Vec<_> = imposed.findings.iter().map(|finding| finding.rule).collect();
    rules.dedup();
    rules
}

// Judges

fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// A word and its middle, mm from the lower left of its page.
type Word = (String, [f64; 2]);

/// The words that pdftotext finds on each page, with their middles, mm from the lower left.
fn words(pdf: &Path) -> Option<Vec<Vec<Word>>> {
    let text = stdout(&judge("pdftotext", &["-bbox", pdf.to_str().unwrap(), "-"])?);
    let value = |line: &str, key: &str| -> f64 {
        let start = line.find(&format!("{key}=\"")).unwrap() + key.len() + 2;
        line[start..].split('"').next().unwrap().parse().unwrap()
    };
    let mut pages: Vec<Vec<Word>> = Vec::new();
    let mut height = 0.0;
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page") {
            height = value(line, "height");
            pages.push(Vec::new());
        } else if line.starts_with("<word") {
            let x = f64::midpoint(value(line, "xMin"), value(line, "xMax"));
            let y = height - f64::midpoint(value(line, "yMin"), value(line, "yMax"));
            let word = line.split(['>', '<']).nth(2).unwrap().to_owned();
            pages.last_mut().unwrap().push((word, [x / MM, y / MM]));
        }
    }
    Some(pages)
}

/// The pages on a printed side: where the words at their heads and feet are.
fn printed(words: &[(String, [f64; 2])]) -> Vec<Print> {
    let at = |name: &str, number: &str| {
        let wanted = format!("{name}{number}");
        words.iter().find(|(word, _)| *word == wanted).map(|(_, at)| *at)
    };
    let feet = words.iter().filter_map(|(word, foot)| Some((word.strip_prefix('F')?, *foot)));
    let pages = feet.filter_map(|(number, foot)| Some((number, foot, at("H", number)?)));
    let print = |(number, foot, head): (&str, [f64; 2], [f64; 2])| {
        let [x, y] = [head[0] - foot[0], head[1] - foot[1]];
        let head = match (x.abs() < y.abs(), x > 0.0, y > 0.0) {
            (true, _, true) => Direction::North,
            (true, _, false) => Direction::South,
            (false, true, _) => Direction::East,
            (false, false, _) => Direction::West,
        };
        // The words stand at 5 % and 90 % of the height.
        let middle = [foot[0] + x * 0.53, foot[1] + y * 0.53];
        Print { page: number.parse::<usize>().unwrap() - 1, middle, head }
    };
    pages.map(print).collect()
}

#[test]
fn what_is_written_on_the_sheets_reads_in_order_when_folded() {
    let pdf = source(32, |_| PLAIN);
    for (method, sheet, duplex) in [
        (Method::Saddle, "A3", Duplex::Sheetwise),
        (Method::Saddle, "SRA2", Duplex::Tumble),
        (Method::Perfect, "A1", Duplex::Sheetwise),
        (Method::Perfect, "330x240", Duplex::Sheetwise),
        (Method::Perfect, "330x240", Duplex::Tumble),
        (Method::Cut, "SRA2", Duplex::Sheetwise),
        (Method::Cut, "SRA2", Duplex::Tumble),
        (Method::Saddle, "SRA2", Duplex::WorkAndTurn),
        (Method::Perfect, "A1", Duplex::WorkAndTurn),
        (Method::Saddle, "A1", Duplex::WorkAndTumble),
        (Method::Cut, "A1", Duplex::WorkAndTumble),
    ] {
        if !reads_as_written(&pdf, 32, &wish(method, sheet, duplex)) {
            return;
        }
    }
}

/// Whether the file of sheets reads in order; `false` if there is no judge to say so.
fn reads_as_written(pdf: &[u8], pages: usize, wish: &Wish) -> bool {
    let made = imposed(pdf, wish);
    let (_folder, path) = saved(&made.pdf);
    let Some(words) = words(&path) else { return false };
    let mut plates = words.iter().map(|words| printed(words));
    let mill = if wish.method == Method::Perfect { wish.mill } else { 0.0 };
    let measures = Measures { lip: wish.lip, ..pages_of(TRIM, mill) };
    let press = |Planned { duplex, .. }: Planned| {
        let front = plates.next().unwrap();
        let back = if duplex.one_plate() { front.clone() } else { plates.next().unwrap() };
        Pressed { duplex, sides: [front, back] }
    };
    let sheets: Vec<Pressed> =
        plan(pages, wish, &measures).unwrap().into_iter().map(press).collect();
    let copies = bound(&sheets, wish);
    copies.iter().for_each(|copy| reads_in_order(copy, pages));
    true
}

#[test]
fn what_small_shops_ask_for_reads_in_order_when_folded() {
    let pdf = source(44, |_| PLAIN);
    let ask = |method, sheet, change: &dyn Fn(&mut Wish)| {
        let mut wish = wish(method, sheet, Duplex::Sheetwise);
        change(&mut wish);
        reads_as_written(&pdf, 44, &wish)
    };
    let sizes = [12, 24, 32]
        .map(|size| ask(Method::Saddle, "787x1092", &|wish| wish.signature = Some(size)));
    let others = [
        ask(Method::Perfect, "A1", &|wish| wish.rest = Some(Duplex::WorkAndTurn)),
        ask(Method::Saddle, "A1", &|wish| wish.spine = Spine::Right),
        ask(Method::Saddle, "A1", &|wish| wish.lip = Lip { width: 8.0, half: Half::Back }),
        ask(Method::Perfect, "A1", &|wish| {
            (wish.bed.sheet, wish.bed.grippers) = GripperEdge::ShortTop.holds(wish.bed.sheet);
        }),
    ];
    // Without judges none of them could be read.
    let read = [&sizes[..], &others].concat();
    assert!(read.iter().all(|judged| *judged == read[0]));
}

/// Two covers on a sheet: both are whole, one beside the other, and front and back register.
#[test]
fn covers_stand_on_the_sheet_twice() {
    let pdf = source(2, |_| PLAIN);
    for duplex in [Duplex::Sheetwise, Duplex::Tumble, Duplex::WorkAndTurn, Duplex::WorkAndTumble] {
        let mut wish = wish(Method::Cut, "A1", duplex);
        (wish.up, wish.signature) = (2, Some(4));
        let made = imposed(&pdf, &wish);
        assert_eq!((made.signatures.as_slice(), made.blanks), (&[4][..], 0));
        assert_eq!(made.sides, if duplex.one_plate() { 1 } else { 2 });
        let sheets = plan(2, &wish, &pages_of(TRIM, 0.0)).unwrap();
        let copies = bound(&pressed(&sheets, 2), &wish);
        assert_eq!(copies.len(), 4);
        copies.iter().for_each(|copy| reads_in_order(copy, 2));
    }
}

#[test]
fn nothing_is_printed_where_the_grippers_hold_the_sheet() {
    let pdf = source(8, |_| PLAIN);
    for edge in [GripperEdge::Long, GripperEdge::Short, GripperEdge::LongTop, GripperEdge::ShortTop]
    {
        for duplex in
            [Duplex::Sheetwise, Duplex::Tumble, Duplex::WorkAndTurn, Duplex::WorkAndTumble]
        {
            let mut wish = wish(Method::Saddle, "A2", duplex);
            (wish.bed.sheet, wish.bed.grippers) = edge.holds(wish.bed.sheet);
            wish.bed.gripper = 14.0;
            wish.bed.side_lay = Some(SideLay::Left);
            wish.signature = Some(4);
            let made = imposed(&pdf, &wish);
            let (_folder, path) = saved(&made.pdf);
            let Sheet { width, height } = wish.bed.sheet;
            assert_eq!(width > height, matches!(edge, GripperEdge::Long | GripperEdge::LongTop));
            let above = wish.bed.grippers == Grippers::Above;
            for side in 0..made.sides {
                let Some(picture) = Picture::of(&path, side + 1) else { return };
                let steps = (0..width as usize * 4).map(|x| x as f64 / 4.0);
                let across = |y: f64| steps.clone().all(|x| picture.at([x, y]) == [255; 3]);
                let held: Vec<f64> = (1..13).map(f64::from).collect();
                let from = |out: f64| if above { height - out } else { out };
                assert!(held.iter().all(|out| across(from(*out))), "{edge:?} {duplex:?}");
                // The grippers of the second pass hold the other edge.
                let tumbled = matches!(duplex, Duplex::Tumble | Duplex::WorkAndTumble);
                assert!(!tumbled || held.iter().all(|out| across(height - from(*out))));
            }
        }
    }
}

#[test]
fn the_side_lay_marks_one_edge_of_the_paper() {
    let pdf = source(8, |_| PLAIN);
    for (duplex, expected) in [
        (Duplex::Sheetwise, &[[true, false], [false, true]][..]),
        (Duplex::Tumble, &[[true, false]; 2]),
        (Duplex::WorkAndTurn, &[[true, false]]),
        (Duplex::WorkAndTumble, &[[true, false]]),
    ] {
        for lay in [SideLay::Left, SideLay::Right] {
            let mut wish = wish(Method::Saddle, "A2", duplex);
            wish.signature = Some(4);
            wish.bed.side_lay = Some(lay);
            let made = imposed(&pdf, &wish);
            assert!(!rules(&made).contains(&"impose-marks"), "{:?}", rules(&made));
            let (_folder, path) = saved(&made.pdf);
            for (side, expected) in expected.iter().enumerate() {
                let Some(picture) = Picture::of(&path, side + 1) else { return };
                let Sheet { width, height } = wish.bed.sheet;
                let marked = |x: f64| {
                    let mut steps = (0..height as usize * 2).map(|y| y as f64 / 2.0 + 0.25);
                    steps.any(|y| picture.at([x, y])[0] < 200)
                };
                let mut found = [marked(2.0), marked(width - 2.0)];
                // The cut of two copies is marked at both edges, in the middle of the sheet.
                if duplex == Duplex::WorkAndTumble {
                    assert_eq!(found, [true; 2]);
                    let lower = |x: f64| {
                        let mut steps = (0..height as usize).map(|y| y as f64 / 4.0 + 0.5);
                        steps.any(|y| picture.at([x, y])[0] < 200)
                    };
                    found = [lower(2.0), lower(width - 2.0)];
                }
                if lay == SideLay::Right {
                    found.reverse();
                }
                assert_eq!(&found, expected, "{duplex:?} {lay:?}, side {side}");
            }
        }
    }
}

/// A rendered page: RGB, with the origin at the top left.
struct Picture(image::RgbImage);

impl Picture {
    fn of(pdf: &Path, page: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("p");
        let page = page.to_string();
        let arguments = ["-r", "72", "-png", "-f", &page, "-l", &page, "-singlefile"];
        let arguments = [&arguments[..], &[pdf.to_str().unwrap(), to.to_str().unwrap()]].concat();
        judge("pdftoppm", &arguments)?;
        let bytes = std::fs::read(to.with_extension("png")).unwrap();
        Some(Self(image::load_from_memory(&bytes).unwrap().to_rgb8()))
    }

    /// The colour at a point, mm from the lower left.
    fn at(&self, [x, y]: [f64; 2]) -> [u8; 3] {
        let (x, y) = (x * MM, f64::from(self.0.height()) - y * MM);
        self.0.get_pixel(x as u32, y as u32).0
    }
}

#[test]
fn pages_look_on_the_sheet_as_they_do_alone() {
    let kinds = [
        PLAIN,
        Kind { rotate: 90, ..PLAIN },
        Kind { rotate: 180, ..PLAIN },
        Kind { rotate: 270, unit: 2.0, ..PLAIN },
    ];
    let pdf = source(16, |page| kinds[page % 4]);
    // Poppler has every unit one point long.
    let (_folder, alone) = saved(&source(16, |page| Kind { unit: 1.0, ..kinds[page % 4] }));
    for (sheet, turned) in [("330x240", true), ("A1", false)] {
        let mut wish = wish(Method::Perfect, sheet, Duplex::Sheetwise);
        wish.signature = Some(if turned { 8 } else { 16 });
        wish.thickness = Some(0.0);
        let made = imposed(&pdf, &wish);
        let (_folder, path) = saved(&made.pdf);
        let measures = pages_of(TRIM, 3.0);
        let plan = plan(16, &wish, &measures).unwrap();
        for (index, face) in plan.iter().flat_map(|sheet| &sheet.faces).enumerate() {
            let Some(picture) = Picture::of(&path, index + 1) else { return };
            for cell in &face.cells {
                assert_eq!(cell.motion.quarters % 2 == 1, turned);
                let Some(page) = Picture::of(&alone, cell.slot.page + 1) else { return };
                // The media box reaches 6 mm beyond the trim.
                let around = 2.0 * BLEED;
                for field in 0..24 {
                    let own = [
                        ((field % 4) as f64 + 0.3) * TRIM[0] / 4.0,
                        ((field / 4) as f64 + 0.3) * TRIM[1] / 6.0,
                    ];
                    let expected = page.at([own[0] + around, own[1] + around]);
                    let found = picture.at(cell.motion.point(own));
                    let apart = expected.iter().zip(found).map(|(a, b)| a.abs_diff(b)).max();
                    assert!(apart < Some(4), "page {}, field {field}", cell.slot.page + 1);
                }
                // The bleed is there, and ends where the page has none.
                let bleed = picture.at(cell.motion.point([TRIM[0] / 2.0, -1.5]));
                assert!(bleed[0] < 60, "no bleed: {bleed:?}");
                let beyond = picture.at(cell.motion.point([TRIM[0] / 2.0, -BLEED - 0.8]));
                assert_eq!(beyond, [255; 3]);
            }
        }
    }
}

#[test]
fn inner_pages_move_towards_their_spine() {
    let mut wish = wish(Method::Saddle, "A3", Duplex::Sheetwise);
    wish.signature = Some(4);
    wish.thickness = Some(0.5);
    let made = imposed(&source(16, |_| PLAIN), &wish);
    assert!((made.creep - 1.5).abs() < 1e-9);
    let (_folder, path) = saved(&made.pdf);
    let Some(words) = words(&path) else { return };
    let at = |number: usize| {
        let wanted = format!("F{number}");
        let found = words.iter().flatten().find(|(word, _)| *word == wanted);
        found.unwrap().1[0]
    };
    // The spine of a right-hand page is at its left, that of a left-hand page at its right.
    for number in [3, 5, 7] {
        let moved = (number - 1) as f64 * 0.25;
        assert!((at(1) - at(number) - moved).abs() < 0.1, "{number}");
        assert!((at(number + 1) - at(2) - moved).abs() < 0.1, "{number}");
    }
    let asked = Wish { creep: Some(0.9), ..wish };
    assert!((imposed(&source(16, |_| PLAIN), &asked).creep - 0.9).abs() < 1e-9);
}

/// The resolution at which plates are made, ppi.
const PPI: usize = 300;

/// The darkest pixel of a plate within a distance of a point, mm from the lower left.
fn darkest(plate: &Plate, [x, y]: [f64; 2], within: f64) -> u8 {
    let ppmm = PPI as f64 / 25.4;
    let pixel = |length: f64| (length * ppmm).max(0.0) as usize;
    let y = plate.height as f64 / ppmm - y;
    let rows = pixel(y - within)..=pixel(y + within).min(plate.height - 1);
    let columns = pixel(x - within)..=pixel(x + within).min(plate.width - 1);
    let pixels = rows.flat_map(|row| columns.clone().map(move |column| (column, row)));
    pixels.map(|(x, y)| plate.at(x, y)).min().unwrap()
}

#[test]
fn marks_are_on_all_four_plates() {
    let mut wish = wish(Method::Saddle, "SRA3", Duplex::Sheetwise);
    wish.signature = Some(4);
    wish.thickness = Some(0.0);
    let made = imposed(&source(4, |_| PLAIN), &wish);
    let (_folder, path) = saved(&made.pdf);
    let Some(separated) = separate(&path, (1, 1), PPI) else { return };
    let plates = &separated[0];
    let measures = pages_of(TRIM, 0.0);
    let plan = plan(4, &wish, &measures).unwrap();
    let face = &plan[0].faces[0];
    let outline = face.outline;
    // Crop and fold marks from 3 to 8 mm off the trim, in 0.25 pt, equally dark on every plate.
    let mut marks = 0;
    for guide in &face.guides {
        let ends = if guide.upright {
            [[guide.at, outline.top + 4.0], [guide.at, outline.bottom - 4.0]]
        } else {
            [[outline.left - 4.0, guide.at], [outline.right + 4.0, guide.at]]
        };
        for at in ends {
            let dark = plates.each_ref().map(|plate| darkest(plate, at, 0.1));
            assert!(dark[0] < 40 && dark.iter().all(|&tint| tint == dark[0]), "{at:?}: {dark:?}");
            let aside = if guide.upright { [at[0] - 1.0, at[1]] } else { [at[0], at[1] - 1.0] };
            assert!(plates.iter().all(|plate| darkest(plate, aside, 0.3) == 255), "{aside:?}");
            marks += 1;
        }
    }
    assert_eq!(marks, 10);
    // Registration marks at both ends of every edge.
    for (x, y) in [
        (outline.left + 5.0, outline.top + 6.75),
        (outline.right - 5.0, outline.bottom - 6.75),
        (outline.left - 6.75, outline.bottom + 5.0),
        (outline.right + 6.75, outline.top - 5.0),
    ] {
        for at in [[x, y], [x + 2.5, y], [x, y - 2.5], [x + 1.75, y]] {
            let dark = plates.each_ref().map(|plate| darkest(plate, at, 0.15));
            assert!(dark[0] < 40 && dark.iter().all(|&tint| tint == dark[0]), "{at:?}: {dark:?}");
        }
    }
    // Colour bars with solids and half tints of every ink, beyond the bleed.
    for plate in plates {
        let band = |x: f64| darkest(plate, [x, outline.top + BLEED + 3.5], 0.05);
        let steps = 0..((outline.right - outline.left) * 2.0) as usize;
        let tints: Vec<u8> = steps.map(|step| band(outline.left + step as f64 * 0.5)).collect();
        assert!(tints.contains(&0) && tints.contains(&255), "no solids");
        assert!(tints.iter().any(|tint| (125..=130).contains(tint)), "no half tints");
    }
}

#[test]
fn collating_marks_step_down_the_spine() {
    let wish = wish(Method::Perfect, "330x240", Duplex::Sheetwise);
    let made = imposed(&source(24, |_| PLAIN), &wish);
    assert_eq!(made.signatures, [8, 8, 8]);
    let (_folder, path) = saved(&made.pdf);
    let measures = pages_of(TRIM, 3.0);
    for (index, sheet) in plan(24, &wish, &measures).unwrap().iter().enumerate() {
        let Some(picture) = Picture::of(&path, index * 2 + 1) else { return };
        let (spine, [width, height]) = sheet.faces[0].spine.unwrap();
        assert_eq!((width, height), (6.0, 140.0));
        let steps = (0..10).map(|step| height - 20.0 - 8.0 * step as f64);
        // The bleed under it is cyan.
        let dark = steps.map(|v| picture.at(spine.point([width / 2.0, v]))[1] < 80);
        let dark: Vec<usize> = dark.enumerate().filter(|(_, dark)| *dark).map(|it| it.0).collect();
        assert_eq!(dark, [index], "signature {}", index + 1);
    }
}

/// A remainder that does not fit twice on the sheet is printed as the others, and told; thick paper
/// that is folded four times is told, too.
#[test]
fn what_does_not_suit_the_sheet_or_the_paper_is_told() {
    let mut wish = wish(Method::Perfect, "440x330", Duplex::Sheetwise);
    (wish.signature, wish.rest) = (Some(8), Some(Duplex::WorkAndTurn));
    assert!(!rules(&imposed(&source(12, |_| PLAIN), &wish)).contains(&"impose-rest"));
    wish.bed.sheet = "470x230".parse().unwrap();
    wish.signature = Some(12);
    assert!(rules(&imposed(&source(20, |_| PLAIN), &wish)).contains(&"impose-rest"));
    let mut wish = self::wish(Method::Saddle, "787x1092", Duplex::Sheetwise);
    wish.signature = Some(32);
    assert!(rules(&imposed(&source(32, |_| PLAIN), &wish)).contains(&"impose-folds"));
    wish.thickness = Some(0.07);
    assert!(!rules(&imposed(&source(32, |_| PLAIN), &wish)).contains(&"impose-folds"));
}

/// One small page on a large sheet: its use is told, and that half of it is blank.
#[test]
fn the_use_of_the_sheets_is_told() {
    let wish = |sheet| Wish { signature: Some(2), ..wish(Method::Cut, sheet, Duplex::Sheetwise) };
    let small = imposed(&source(2, |_| PLAIN), &wish("787x1092"));
    assert!(small.used < 50.0 && rules(&small).contains(&"impose-sheet-use"), "{}", small.used);
    let full = self::wish(Method::Saddle, "240x180", Duplex::Sheetwise);
    let full = imposed(&source(4, |_| PLAIN), &full);
    assert!(full.used > 50.0 && !rules(&full).contains(&"impose-sheet-use"), "{}", full.used);
    // A plate with both sides uses the sheet as two plates do.
    let one = self::wish(Method::Saddle, "480x180", Duplex::WorkAndTurn);
    let one = imposed(&source(4, |_| PLAIN), &one);
    assert!((one.used - full.used).abs() < 0.11, "{} and {}", one.used, full.used);
}

/// The sheet of the shop that is used best is proposed, or taken if none is asked for.
#[test]
fn the_best_of_the_shops_sheets_is_proposed() {
    let mut wish = wish(Method::Saddle, "A2", Duplex::Sheetwise);
    wish.shop = ["A2", "A4", "450x320", "240x180"].map(|sheet| sheet.parse().unwrap()).to_vec();
    wish.signature = Some(4);
    let pdf = source(4, |_| PLAIN);
    let made = imposed(&pdf, &wish);
    let finding = made.findings.iter().find(|finding| finding.rule == "impose-sheet-better");
    assert_eq!(finding.unwrap().args["width"], "240");
    wish.choose = true;
    let chosen = imposed(&pdf, &wish);
    assert!(chosen.used > made.used && !rules(&chosen).contains(&"impose-sheet-better"));
    let page = Document::load_mem(&chosen.pdf).unwrap();
    let first = page.page_iter().next().unwrap();
    let media = page.get_dictionary(first).unwrap().get(b"MediaBox").unwrap();
    let width = f64::from(media.as_array().unwrap()[2].as_float().unwrap()) / MM;
    assert!((width - 240.0).abs() < 0.1, "{width}");
}

/// A page's group is isolated by nature; as a form on the sheet it has to say so.
#[test]
fn groups_of_pages_stay_isolated_on_the_sheet() {
    let mut document = Document::load_mem(&source(4, |_| PLAIN)).unwrap();
    let page = document.page_iter().next().unwrap();
    let group = dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" };
    document.get_dictionary_mut(page).unwrap().set("Group", group);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let made = imposed(&bytes, &wish(Method::Saddle, "A3", Duplex::Sheetwise));
    let made = Document::load_mem(&made.pdf).unwrap();
    let streams = made.objects.values().filter_map(|object| object.as_stream().ok());
    let groups: Vec<&Dictionary> =
        streams.filter_map(|stream| stream.dict.get(b"Group").ok()?.as_dict().ok()).collect();
    assert_eq!(groups.len(), 1);
    assert!(groups[0].get(b"I").unwrap().as_bool().unwrap());
    assert_eq!(groups[0].get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
}

// Files that are not as they should be

fn stopped(pdf: &[u8]) -> Vec<&'static str> {
    match impose(pdf, &wish(Method::Saddle, "A3", Duplex::Sheetwise), &heading(), None) {
        Err(Failure::Stopped(findings)) => findings.iter().map(|finding| finding.rule).collect(),
        Err(other) => panic!("{other:?}"),
        Ok(made) => panic!("{} pages were imposed", made.pages),
    }
}

#[test]
fn a_pdf_without_trim_boxes_is_taken_as_it_is() {
    let wish = wish(Method::Saddle, "A3", Duplex::Sheetwise);
    let made = imposed(&source(3, |_| Kind { boxed: false, ..PLAIN }), &wish);
    assert_eq!((made.pages, made.blanks), (3, 1));
    let found = rules(&made);
    for rule in ["impose-no-trim", "impose-blanks", "impose-slug-none"] {
        assert!(found.contains(&rule), "{rule} not in {found:?}");
    }
    let turned = |page| Kind { rotate: 90 * i64::from(page == 1), ..PLAIN };
    assert!(!rules(&imposed(&source(4, turned), &wish)).contains(&"impose-size"));
    let larger = |page| Kind { unit: if page == 1 { 2.0 } else { 1.0 }, ..PLAIN };
    assert!(!rules(&imposed(&source(4, larger), &wish)).contains(&"impose-size"));
    let mut document = Document::load_mem(&source(4, |_| PLAIN)).unwrap();
    let page = document.page_iter().nth(1).unwrap();
    let page = document.get_dictionary_mut(page).unwrap();
    page.set("TrimBox", vec![0.into(), 0.into(), 200.into(), 300.into()]);
    page.set("Annots", vec![dictionary! { "Subtype" => "Text" }.into()]);
    let info = document.add_object(dictionary! {
        "GTS_PDFXVersion" => lopdf::text_string("PDF/X-3:2003"),
    });
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let found = rules(&imposed(&bytes, &wish));
    for rule in ["impose-size", "impose-annotations", "impose-standard"] {
        assert!(found.contains(&rule), "{rule} not in {found:?}");
    }
}

#[test]
fn broken_files_are_refused_in_words() {
    let pdf = source(4, |_| PLAIN);
    assert_eq!(stopped(b"no PDF"), ["pdf-none"]);
    assert_eq!(stopped(&pdf[..pdf.len() / 2]), ["pdf-cut-off"]);
    let changed = |change: &dyn Fn(&mut Document)| {
        let mut document = Document::load_mem(&pdf).unwrap();
        change(&mut document);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    let tree = |document: &Document| {
        document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap()
    };
    let cycle = changed(&|document| {
        let id = tree(document);
        document.get_dictionary_mut(id).unwrap().set("Kids", vec![Object::Reference(id)]);
    });
    assert_eq!(stopped(&cycle), ["pdf-cycle"]);
    let locked = changed(&|document| {
        let lock = document.add_object(dictionary! { "Filter" => "Standard" });
        document.trailer.set("Encrypt", lock);
    });
    assert_eq!(stopped(&locked), ["pdf-encrypted"]);
    let point = changed(&|document| {
        let page = document.page_iter().nth(2).unwrap();
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("TrimBox", vec![10.into(), 10.into(), 10.into(), 10.into()]);
    });
    assert_eq!(stopped(&point), ["impose-page"]);
    let bomb = changed(&|document| {
        let mut stream = Stream::new(Dictionary::new(), vec![b' '; 300 << 20]);
        stream.compress().unwrap();
        let stream = document.add_object(stream);
        let page = document.page_iter().next().unwrap();
        let parts = vec![Object::Reference(stream); 2];
        document.get_dictionary_mut(page).unwrap().set("Contents", parts);
    });
    assert_eq!(stopped(&bomb), ["pdf-large"]);
    let far = changed(&|document| {
        let page = document.page_iter().next().unwrap();
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("Contents", Object::Reference((u32::MAX - 2, 0)));
        let stream = Stream::new(Dictionary::new(), b"0 g".to_vec());
        document.objects.insert((u32::MAX - 2, 0), stream.into());
    });
    assert_eq!(stopped(&far), ["pdf-large"]);
    let garbled = changed(&|document| {
        let stream = Stream::new(dictionary! { "Filter" => "Unknown" }, b"garbled".to_vec());
        let stream = document.add_object(stream);
        let page = document.page_iter().next().unwrap();
        let parts = vec![Object::Reference(stream); 2];
        document.get_dictionary_mut(page).unwrap().set("Contents", parts);
    });
    assert_eq!(stopped(&garbled), ["impose-content"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_changed_in_a_file_nothing_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut pdf = source(4, |page| Kind { rotate: page as i64 * 90, ..PLAIN });
        if let Some(end) = end {
            pdf.truncate(end.index(pdf.len()));
        }
        pdf.push(b'\n');
        for (at, byte) in changes {
            let at = at.index(pdf.len());
            pdf[at] = byte;
        }
        let wish = wish(Method::Perfect, "SRA2", Duplex::Sheetwise);
        match impose(&pdf, &wish, &heading(), None) {
            Ok(made) => prop_assert!(Document::load_mem(&made.pdf).is_ok()),
            Err(failure) => prop_assert!(matches!(failure, Failure::Stopped(_)), "{failure:?}"),
        }
    }
}

// The command

#[test]
fn sheets_of_an_issue_are_as_good_as_its_pages() {
    let sandbox = Sandbox::new();
    for (flavour, version, header) in
        [("x4", "PDF/X-4", "%PDF-1.6"), ("x1a", "PDF/X-1a:2003", "%PDF-1.4")]
    {
        let built = sandbox.build(&["--editions", "press", "--pdfx", flavour]);
        assert_eq!(built.status, 0, "{}", built.err);
        let call = ["impose", "--sheet", "889x1194/2", "--format", "json", "--lang", "en"];
        let run = sandbox.run(&call);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let report = run.report();
        let files = report["files"].as_array().unwrap();
        assert_eq!(files.len(), 2);
        let path = sandbox.path("out/2026-01/press/small-2026-01-interior-sheets.pdf");
        let first = std::fs::read(&path).unwrap();
        assert!(first.starts_with(header.as_bytes()));
        assert_eq!(sandbox.run_with(&call, &[("TZ", "Asia/Tokyo")]).status, 0);
        assert_eq!(first, std::fs::read(&path).unwrap(), "two runs differ");
        let document = Document::load_mem(&first).unwrap();
        let intents = document.catalog().unwrap().get(b"OutputIntents").unwrap();
        assert_eq!(intents.as_array().unwrap().len(), 1);
        assert_eq!(colors_used(&document).foreign().collect::<Vec<_>>(), []);
        if flavour == "x1a" {
            let text = String::from_utf8_lossy(&first).into_owned();
            assert!(!text.contains("/Transparency") && !text.contains("/SMask"));
        }
        let name = path.to_str().unwrap();
        checked_by_qpdf(&path, &[]);
        let Some(info) = judge("pdfinfo", &["-box", name]) else { return };
        let info = stdout(&info);
        let sheet = format!("{:>8.2} {:>8.2}", 889.0 * MM, 597.0 * MM);
        for part in [version, &format!("TrimBox:             0.00     0.00 {sheet}")] {
            assert!(info.contains(part), "{part} not in\n{info}");
        }
        let Some(fonts) = judge("pdffonts", &[name]) else { return };
        for line in stdout(&fonts).lines().skip(2) {
            let columns: Vec<&str> = line.split_whitespace().rev().collect();
            assert_eq!(columns[4], "yes", "not embedded: {line}");
        }
        let Some(text) = judge("pdftotext", &["-raw", name, "-"]) else { return };
        let text = stdout(&text).replace(' ', "");
        for part in ["小样2026年第1期内文", "第1/", "正面", "2026-0"] {
            assert!(text.contains(part), "{part} not in\n{text}");
        }
    }
}

/// The covers of an issue stand on their sheet twice, and its pages are never bound at the right.
#[test]
fn covers_of_an_issue_are_imposed_as_often_as_asked() {
    let sandbox = Sandbox::new();
    let built = sandbox.build(&["--editions", "press"]);
    assert_eq!(built.status, 0, "{}", built.err);
    let call = ["impose", "--sheet", "889x1194/2", "--format", "json"];
    let run = sandbox.run(&[&call[..], &["--up", "2", "--duplex", "work-and-tumble"]].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let cover = &run.report()["files"][1];
    assert_eq!(cover["signatures"], serde_json::json!([4]), "{cover}");
    assert_eq!(
        (&cover["pages"], &cover["sides"], &cover["halved"]),
        (&2.into(), &1.into(), &1.into())
    );
    let run = sandbox.run(&[&call[..], &["--spine", "right"]].concat());
    assert_eq!((run.status, run.rules()), (2, vec!["impose-spine".to_owned()]));
}

/// What a shop's machines need is in its press profile, and the call has the last word.
#[test]
fn the_ways_of_a_print_shop_stand_in_its_press_profile() {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.write("a.pdf", source(8, |_| PLAIN));
    let shop = "imposition: { sheet: SRA2, gripper_edge: short, gripper: 12, side_lay: left, \
                duplex: work-and-turn, rest: sheetwise, covers: 2, lip: 8, mill: 4 }\n";
    sandbox.replace("layouts/press/coated.yml", "spoilage:", &format!("{shop}spoilage:"));
    let sheet = |arguments: &[&str]| {
        let call = ["impose", "a.pdf", "--format", "json", "--signature", "4", "--binding"];
        let run = sandbox.run(&[&call[..], arguments].concat());
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let made = Document::load(sandbox.path("a-sheets.pdf")).unwrap();
        let first = made.page_iter().next().unwrap();
        let media = made.get_dictionary(first).unwrap().get(b"MediaBox").unwrap();
        let media = media.as_array().unwrap().iter().map(|side| side.as_float().unwrap());
        let size: Vec<i64> = media.map(|side| (f64::from(side) / MM).round() as i64).collect();
        (size[2], size[3], made.get_pages().len())
    };
    assert_eq!(sheet(&["saddle"]), (450, 640, 2));
    assert_eq!(sheet(&["perfect"]), (450, 640, 2));
    let run = sandbox.run(&["impose", "a.pdf", "--binding", "saddle", "--signature", "4"]);
    assert!(run.out.contains("其中 2 张一版印两面"), "{}", run.out);
    assert_eq!(sheet(&["saddle", "--gripper-edge", "long-top"]), (640, 450, 2));
    assert_eq!(sheet(&["saddle", "--duplex", "sheetwise", "--sheet", "A2"]), (420, 594, 4));
    // Of several sheets, the one that is used best.
    sandbox.replace("layouts/press/coated.yml", "sheet: SRA2", "sheets: [A1, SRA2]");
    assert_eq!(sheet(&["saddle"]), (450, 640, 2));
    sandbox.replace("layouts/press/coated.yml", "[A1, SRA2]", "[large]");
    let run = sandbox.run(&["impose", "a.pdf", "--binding", "saddle", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (2, vec!["impose-sheet".to_owned()]));
}

#[test]
fn wrong_calls_say_what_is_wrong_and_write_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("a.pdf", source(4, |_| PLAIN));
    let before = std::fs::read(sandbox.path("a.pdf")).unwrap();
    let cut = &before[..before.len() - 300];
    sandbox.write("cut.pdf", cut);
    for (arguments, status, rule) in [
        (&["--sheet", "A3"][..], 2, "impose-not-built"),
        (&["a.pdf", "--sheet", "A3"], 2, "impose-binding-missing"),
        (&["b.pdf", "--sheet", "A3", "--binding", "cut"], 2, "impose-file-missing"),
        (&["a.pdf", "--sheet", "A33", "--binding", "cut"], 2, "impose-sheet"),
        (&["a.pdf", "--sheet", "A3", "--gripper", "90", "--binding", "cut"], 2, "impose-length"),
        (
            &["a.pdf", "--sheet", "A3", "--signature", "6", "--binding", "saddle"],
            2,
            "impose-signature",
        ),
        (&["a.pdf", "--binding", "saddle"], 2, "impose-sheet-missing"),
        (&["a.pdf", "--sheet", "A3", "--lip", "40", "--binding", "saddle"], 2, "impose-length"),
        (&["a.pdf", "--sheet", "A3", "--lip", "8", "--binding", "cut"], 1, "impose-option-binding"),
        (
            &["a.pdf", "--sheet", "A3", "--up", "2", "--binding", "saddle"],
            1,
            "impose-option-binding",
        ),
        (
            &["a.pdf", "--sheet", "A3", "--rest", "work-and-turn", "--binding", "cut"],
            1,
            "impose-option-binding",
        ),
        (
            &["a.pdf", "--sheet", "A2", "--up", "3", "--signature", "4", "--binding", "cut"],
            1,
            "impose-up",
        ),
        (
            &["a.pdf", "--sheet", "A3", "--binding", "cut", "--out", "./a.pdf"],
            2,
            "impose-onto-itself",
        ),
        (&["a.pdf", "--sheet", "A5", "--binding", "saddle"], 1, "impose-sheet-small"),
        (&["cut.pdf", "--sheet", "A3", "--binding", "saddle"], 1, "pdf-cut-off"),
    ] {
        let call = [&["impose", "--format", "json"], arguments].concat();
        let run = sandbox.run(&call);
        assert_eq!(run.status, status, "{arguments:?} {}{}", run.out, run.err);
        assert_eq!(run.rules(), [rule], "{arguments:?}");
        assert!(!sandbox.path("a-sheets.pdf").exists() && sandbox.nothing_written());
    }
    assert_eq!(before, std::fs::read(sandbox.path("a.pdf")).unwrap());
    let run = sandbox.run(&["impose", "a.pdf", "--sheet", "SRA3", "--binding", "saddle"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let made = std::fs::read(sandbox.path("a-sheets.pdf")).unwrap();
    // The faces of the slug line are subset.
    assert!(made.len() < 60_000, "{} bytes", made.len());
}
