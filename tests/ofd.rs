//! The OFD: the same pages as the screen PDF, letter for letter and place for place, in a package in which
//! everything that is named is there.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use common::judging::{judge, missing, said};
use common::{Sandbox, dense, repository, zip_entries};
use lopdf::{Document, Object};
use memchr::memmem;
use pdfx_preflight::{Limits, open, sheets};
use roxmltree::{Document as Xml, Node};

/// How far a letter may be from its place in the PDF, points.
const NEAR: f64 = 0.05;

/// A draft of a small issue with a photograph, a drawing with words, a chart, links and notes.
struct Made {
    sandbox: Sandbox,
    files: BTreeMap<String, Vec<u8>>,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let sandbox = Sandbox::new();
    let photograph = "issues/2026-01/images/acanthus-mollis.jpg";
    sandbox.write(photograph, std::fs::read(repository().join(photograph)).unwrap());
    sandbox.write(
        "issues/2026-01/images/words.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40' viewBox='0 0 60 40'>\
         <path fill-rule='evenodd' d='M0 0H60V40H0Z M10 10H50V30H10Z' fill='#888'/>\
         <text x='12' y='24' font-size='8' font-family='Noto Sans CJK SC'>图内字 fi</text></svg>",
    );
    let news = "issues/2026-01/articles/news.md";
    let more = "\n\n**粗体**与 office 的连字——两个破折号，[链接](https://example.org/a?b=1&c=2)，生僻字𠮷。\n\n\
                ![一幅老照片](images/acanthus-mollis.jpg \"老照片\"){credit=\"样例 摄\"}\n\n\
                ![画](images/words.svg \"带字的画\"){credit=\"样例 绘\"}\n\n\
                ```chart bars\ntitle: 收购量\nalt: 两年的收购量\nunit: 吨\n---\n年,甲,乙\n2024,12.5,8\n2025,31,9\n```\n";
    sandbox.write(news, sandbox.read(news) + more);
    let run = sandbox.run(&["build", "--draft", "--editions", "digital,ofd"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("small-2026-01-draft.ofd"), "{}", run.out);
    let files = zip_entries(&std::fs::read(sandbox.path(OFD)).unwrap());
    Made { sandbox, files }
});

const NAMESPACE: &str = "http://www.ofdspec.org/2016";
const OFD: &str = "out/2026-01/small-2026-01-draft.ofd";
const PDF: &str = "out/2026-01/small-2026-01-draft.pdf";

impl Made {
    fn text(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[path]).unwrap()
    }

    /// The pages in order.
    fn pages(&self) -> Vec<&str> {
        let path = |index| format!("Doc_0/Pages/Page_{index}/Content.xml");
        (0..)
            .map(path)
            .take_while(|path| self.files.contains_key(path))
            .map(|path| self.text(&path))
            .collect()
    }
}

fn named<'a>(xml: &'a Xml<'_>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    xml.descendants().filter(move |node| node.has_tag_name((NAMESPACE, name)))
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

/// The gaps between characters, with what is written shorter at full length.
fn gaps(text: &str) -> Vec<f64> {
    let mut words = text.split_whitespace();
    let mut out = Vec::new();
    while let Some(word) = words.next() {
        if word == "g" {
            let count: usize = words.next().unwrap().parse().unwrap();
            let gap: f64 = words.next().unwrap().parse().unwrap();
            out.extend(std::iter::repeat_n(gap, count));
        } else {
            out.push(word.parse().unwrap());
        }
    }
    out
}

/// The characters of a text on a page with their places, points from the upper left corner.
fn letters(unit: Node<'_, '_>) -> Vec<(char, [f64; 2])> {
    let boundary = numbers(unit.attribute("Boundary").unwrap());
    let matrix = unit.attribute("CTM").map_or_else(|| vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0], numbers);
    let code = unit.children().find(|node| node.tag_name().name() == "TextCode").unwrap();
    let text: Vec<char> = code.text().unwrap().chars().collect();
    let along = |start: &str, gap: &str| {
        let first: f64 = code.attribute(start).unwrap().parse().unwrap();
        let gaps = code.attribute(gap).map(gaps).unwrap_or_else(|| vec![0.0; text.len() - 1]);
        assert_eq!(gaps.len(), text.len() - 1, "{text:?}");
        let mut places = vec![first];
        gaps.iter().for_each(|gap| places.push(places.last().unwrap() + gap));
        places
    };
    let (across, down) = (along("X", "DeltaX"), along("Y", "DeltaY"));
    let place = |(x, y): (f64, f64)| {
        let x1 = matrix[0] * x + matrix[2] * y + matrix[4] + boundary[0];
        let y1 = matrix[1] * x + matrix[3] * y + matrix[5] + boundary[1];
        [x1, y1].map(|mm| mm / 25.4 * 72.0)
    };
    text.iter().copied().zip(across.into_iter().zip(down).map(place)).collect()
}

#[test]
fn text_is_that_of_the_pdf_letter_for_letter_and_place_for_place() {
    let made = &*MADE;
    let bytes = std::fs::read(made.sandbox.path(PDF)).unwrap();
    let opened = open(&bytes, &Limits::USUAL).unwrap();
    let sheets = sheets(&opened).unwrap();
    let pages = made.pages();
    assert_eq!(pages.len(), sheets.len());
    let mut seen = 0;
    for (page, sheet) in pages.iter().zip(&sheets) {
        let xml = Xml::parse(page).unwrap();
        let [_, low, _, high] = sheet.bounds;
        let height = high - low;
        let of_ofd: Vec<_> = named(&xml, "TextObject").flat_map(letters).collect();
        let of_ofd: Vec<_> = of_ofd.into_iter().filter(|(c, _)| !c.is_whitespace()).collect();
        let of_pdf: Vec<_> = sheet
            .letters
            .iter()
            .flat_map(|letter| {
                let text: Vec<char> =
                    dense(letter.text.as_deref().unwrap_or_default()).chars().collect();
                let whole = text.len() == 1;
                text.into_iter().map(move |c| (c, whole.then_some(letter.at)))
            })
            .collect();
        let words = |letters: Vec<char>| letters.into_iter().collect::<String>();
        assert_eq!(
            words(of_ofd.iter().map(|(c, _)| *c).collect()),
            words(of_pdf.iter().map(|(c, _)| *c).collect()),
            "page {}",
            sheet.number
        );
        for ((c, [x, y]), (_, at)) in of_ofd.iter().zip(&of_pdf) {
            let Some([left, up]) = at else { continue };
            let away = (x - left).abs().max((y - (height - up)).abs());
            assert!(
                away < NEAR,
                "{c} on page {}: {x} {y}, not {left} {}",
                sheet.number,
                height - up
            );
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn whatever_is_named_is_there_and_every_number_is_of_one_thing() {
    let made = &*MADE;
    let mut ids = BTreeSet::new();
    let mut wanted = BTreeSet::new();
    for (path, bytes) in made.files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        let xml = Xml::parse(std::str::from_utf8(bytes).unwrap()).unwrap();
        for node in xml.descendants().filter(Node::is_element) {
            if let Some(id) = node.attribute("ID") {
                assert!(ids.insert(id.parse::<usize>().unwrap()), "{path}: {id} twice");
            }
            for name in ["Font", "ResourceID", "PageID"] {
                wanted.extend(node.attribute(name).map(|id| id.parse::<usize>().unwrap()));
            }
            let file = ["FontFile", "MediaFile"].contains(&node.tag_name().name());
            if let Some(name) = node.text().filter(|_| file) {
                assert!(made.files.contains_key(&format!("Doc_0/Res/{name}")), "{name}");
            }
        }
    }
    assert!(wanted.is_subset(&ids), "{:?}", wanted.difference(&ids));
    let root = Xml::parse(made.text("Doc_0/Document.xml")).unwrap();
    let highest = named(&root, "MaxUnitID").next().unwrap().text().unwrap();
    assert_eq!(highest.parse().ok(), ids.last().copied());
    assert_eq!(ids.len(), *ids.last().unwrap(), "numbers are left out");
    for page in named(&root, "Page") {
        assert!(made.files.contains_key(&format!("Doc_0/{}", page.attribute("BaseLoc").unwrap())));
    }
    for page in made.pages() {
        let xml = Xml::parse(page).unwrap();
        let area = numbers(named(&xml, "PhysicalBox").next().unwrap().text().unwrap());
        assert_eq!(area[..2], [0.0, 0.0]);
    }
}

/// Readers find a face by its name and a glyph by the character map of the subset.
#[test]
fn the_faces_have_every_character_that_is_set_in_them() {
    let made = &*MADE;
    let list = Xml::parse(made.text("Doc_0/PublicRes.xml")).unwrap();
    let mut faces = BTreeMap::new();
    for font in named(&list, "Font") {
        let file = font.children().find(|node| node.has_tag_name((NAMESPACE, "FontFile"))).unwrap();
        let file = file.text().unwrap();
        let face = ttf_parser::Face::parse(&made.files[&format!("Doc_0/Res/{file}")], 0).unwrap();
        let family = face.names().into_iter().find(|name| name.name_id == 1).unwrap();
        assert_eq!(family.to_string().as_deref(), font.attribute("FontName"));
        faces.insert(font.attribute("ID").unwrap().to_owned(), face);
    }
    let names: BTreeSet<_> =
        named(&list, "Font").map(|font| font.attribute("FontName").unwrap()).collect();
    assert_eq!(names.len(), faces.len(), "two faces with one name");
    let (mut set, mut chosen) = (0, 0);
    for page in made.pages() {
        let xml = Xml::parse(page).unwrap();
        for unit in named(&xml, "TextObject") {
            let clear = unit.children().any(|node| node.attribute("Alpha") == Some("0"));
            let face = &faces[unit.attribute("Font").unwrap()];
            for (c, _) in letters(unit).into_iter().filter(|_| !clear) {
                assert!(face.glyph_index(c).is_some(), "{c}");
                set += 1;
            }
            for glyphs in unit.descendants().filter(|node| node.tag_name().name() == "Glyphs") {
                for glyph in numbers(glyphs.text().unwrap()) {
                    assert!(glyph < f64::from(face.number_of_glyphs()), "{glyph}");
                    chosen += 1;
                }
            }
        }
    }
    assert!(set > 300 && chosen > 0, "{set} {chosen}");
}

#[test]
fn pictures_are_opaque_and_without_a_profile() {
    let made = &*MADE;
    let pictures = made.files.iter().filter(|(path, _)| path.contains("picture_"));
    let mut seen = 0;
    for (path, bytes) in pictures {
        let picture = image::load_from_memory(bytes).unwrap();
        assert!(!picture.color().has_alpha(), "{path}");
        assert!(memmem::find(bytes, b"ICC_PROFILE").is_none(), "{path}");
        seen += 1;
    }
    assert!(seen > 0);
}

/// The titles of a PDF's bookmarks in order.
fn bookmarks(document: &Document, from: &Object, out: &mut Vec<String>) {
    let mut next = from.as_reference().ok();
    while let Some(id) = next {
        let entry = document.get_dictionary(id).unwrap();
        out.push(lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap());
        if let Ok(first) = entry.get(b"First") {
            bookmarks(document, first, out);
        }
        next = entry.get(b"Next").ok().and_then(|next| next.as_reference().ok());
    }
}

#[test]
fn outline_and_links_are_those_of_the_pdf() {
    let made = &*MADE;
    let pdf = Document::load(made.sandbox.path(PDF)).unwrap();
    let root = pdf.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap();
    let mut of_pdf = Vec::new();
    bookmarks(&pdf, pdf.get_dictionary(root).unwrap().get(b"First").unwrap(), &mut of_pdf);
    let document = Xml::parse(made.text("Doc_0/Document.xml")).unwrap();
    let of_ofd: Vec<_> =
        named(&document, "OutlineElem").map(|node| node.attribute("Title").unwrap()).collect();
    assert!(of_pdf.len() > 2);
    assert_eq!(of_ofd, of_pdf);
    let pages = made.pages().concat();
    assert!(pages.contains("<ofd:URI URI=\"https://example.org/a?b=1&amp;c=2\"/>"));
    assert!(pages.contains("<ofd:Goto>"));
    let entry = Xml::parse(made.text("OFD.xml")).unwrap();
    let leaf = |name| named(&entry, name).next().and_then(|node| node.text()).unwrap();
    assert_eq!(leaf("CreationDate"), "2026-01-15");
    assert!(leaf("DocID").len() == 32 && leaf("CustomData").starts_with("nih:sha-256;"));
}

#[test]
fn the_same_issue_is_the_same_ofd() {
    let made = &*MADE;
    let run = made.sandbox.run(&[
        "build",
        "--draft",
        "--editions",
        "ofd",
        "--out",
        "again",
        "--no-cache",
    ]);
    assert_eq!(run.status, 0, "{}", run.err);
    let again = std::fs::read(made.sandbox.path("again/2026-01/small-2026-01-draft.ofd")).unwrap();
    assert!(again == std::fs::read(made.sandbox.path(OFD)).unwrap());
    assert!(!made.sandbox.path("again/2026-01/small-2026-01-draft.pdf").exists());
}

/// Another program reads it: pages, size and words (PyPI `ofdkit`).
#[test]
fn another_program_reads_it() {
    let made = &*MADE;
    let script = "import sys, json, ofdkit\n\
                  document = ofdkit.OFDDocument(sys.argv[1])\n\
                  print(json.dumps([''.join(run.text for run in page.runs) for page in document.pages]))";
    let path = made.sandbox.path(OFD);
    let Some(output) = judge("python3", &["-c", script, path.to_str().unwrap()]) else { return };
    let text = said(&output);
    if text.contains("No module") {
        missing::<()>("ofdkit");
        return;
    }
    assert!(output.status.success(), "{text}");
    let read: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
    let own = made.pages().into_iter().map(|page| {
        let xml = Xml::parse(page).unwrap();
        let texts: String = named(&xml, "TextCode").filter_map(|code| code.text()).collect();
        dense(&texts)
    });
    assert_eq!(read.iter().map(|text| dense(text)).collect::<Vec<_>>(), own.collect::<Vec<_>>());
}
