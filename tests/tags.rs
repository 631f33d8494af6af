//! The tags of the screen PDF, read back: what a screen reader is given, in which order, and that
//! nothing is left out (ISO 14289-1, clause 7).

use crate::common;
use crate::common::tags;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use common::project;
use common::sample::Sample;
use lopdf::{Dictionary, Object};
use neikan::manuscript::model::{Article, Block, BlockKind, Inline, Inlines, Part, plain, walk};
use neikan::manuscript::{Assembly, assemble};
use tags::{Element, Kid, Tagged, follow, text_string};

/// The screen PDF of the sample issue.
fn screen() -> &'static Tagged {
    static PDF: OnceLock<Tagged> = OnceLock::new();
    PDF.get_or_init(|| {
        let pdf = Sample::whole().screen();
        assert!(pdf.metadata().unwrap().len() < 10_000_000, "the sample is over 10 MB");
        Tagged::load(&pdf)
    })
}

fn sample() -> &'static Assembly {
    static ISSUE: OnceLock<Assembly> = OnceLock::new();
    ISSUE.get_or_init(|| {
        assemble(&project(), "2026-01").unwrap_or_else(|_| panic!("does not read")).0
    })
}

fn entry<'a>(pdf: &'a Tagged, from: &'a Dictionary, key: &str) -> &'a Object {
    let found = from.get(key.as_bytes()).unwrap_or_else(|_| panic!("no {key} in {from:?}"));
    follow(&pdf.document, found)
}

fn catalog(pdf: &Tagged) -> &Dictionary {
    pdf.document.catalog().unwrap()
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = screen();
    let metadata = entry(pdf, catalog(pdf), "Metadata").as_stream().unwrap();
    let metadata = metadata.get_plain_content().unwrap();
    let metadata = String::from_utf8(metadata).unwrap();
    for part in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<dc:title>",
    ] {
        assert!(metadata.contains(part), "{part} not in {metadata}");
    }
    let intents = entry(pdf, catalog(pdf), "OutputIntents").as_array().unwrap();
    let intent = follow(&pdf.document, &intents[0]).as_dict().unwrap();
    assert_eq!(entry(pdf, intent, "S").as_name().unwrap(), b"GTS_PDFA1");
    let profile = entry(pdf, intent, "DestOutputProfile").as_stream().unwrap();
    assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), 3, "the intent is RGB");
    let marked = entry(pdf, catalog(pdf), "MarkInfo").as_dict().unwrap();
    assert!(entry(pdf, marked, "Marked").as_bool().unwrap());
}

#[test]
fn it_opens_at_the_cover_with_two_pages_side_by_side() {
    let pdf = screen();
    let name = |key| entry(pdf, catalog(pdf), key).as_name().unwrap();
    assert_eq!(name("PageLayout"), b"TwoPageRight");
    let wishes = entry(pdf, catalog(pdf), "ViewerPreferences").as_dict().unwrap();
    assert!(entry(pdf, wishes, "DisplayDocTitle").as_bool().unwrap());
    let open = entry(pdf, catalog(pdf), "OpenAction").as_array().unwrap();
    assert_eq!(open[0].as_reference().unwrap(), pdf.pages[0]);
}

#[test]
fn page_labels_are_the_folios() {
    let pdf = screen();
    let labels = entry(pdf, catalog(pdf), "PageLabels").as_dict().unwrap();
    let numbers = entry(pdf, labels, "Nums").as_array().unwrap();
    let starts: Vec<(i64, &Dictionary)> = numbers
        .as_chunks::<2>()
        .0
        .iter()
        .map(|pair| (pair[0].as_i64().unwrap(), follow(&pdf.document, &pair[1]).as_dict().unwrap()))
        .collect();
    let label = |page: i64| {
        let (start, label) = starts.iter().rfind(|(start, _)| *start <= page).unwrap();
        let prefix = label.get(b"P").ok().and_then(text_string).unwrap_or_default();
        let first = label.get(b"St").and_then(Object::as_i64).unwrap_or(1);
        let number = label.has(b"S").then(|| (first + page - start).to_string());
        prefix + &number.unwrap_or_default()
    };
    let labels: Vec<String> = (0..pdf.pages.len() as i64).map(label).collect();
    let inside = (1..=48).map(|folio: u32| folio.to_string());
    let expected = ["封一".to_owned(), "封二".to_owned()].into_iter().chain(inside);
    let expected: Vec<_> = expected.chain(["封三".to_owned(), "封四".to_owned()]).collect();
    assert_eq!(labels, expected);
}

/// The bookmarks right under an item, with their titles.
fn bookmarks<'a>(pdf: &'a Tagged, parent: &'a Dictionary) -> Vec<(String, &'a Dictionary)> {
    let mut out = Vec::new();
    let mut next = parent.get(b"First").ok();
    while let Some(item) = next {
        let item = follow(&pdf.document, item).as_dict().unwrap();
        out.push((text_string(entry(pdf, item, "Title")).unwrap(), item));
        next = item.get(b"Next").ok();
    }
    out
}

#[test]
fn bookmarks_lead_to_sections_and_their_articles() {
    let pdf = screen();
    let mut found = Vec::new();
    for (section, item) in bookmarks(pdf, entry(pdf, catalog(pdf), "Outlines").as_dict().unwrap()) {
        found.extend(bookmarks(pdf, item).into_iter().map(|(title, _)| (section.clone(), title)));
    }
    let articles = sample().articles.iter();
    let expected: Vec<_> = articles.map(|a| (a.section.name.clone(), a.title.clone())).collect();
    assert_eq!(found, expected);
}

#[test]
fn everything_painted_is_tagged_or_an_artifact() {
    let pdf = screen();
    assert!(pdf.loose.is_empty(), "{:?}", pdf.loose);
    let mut seen = BTreeSet::new();
    for mark in pdf.root.marks() {
        assert!(seen.insert(mark), "{mark:?} is read twice");
    }
    let painted: BTreeSet<_> = pdf.text.keys().copied().collect();
    assert_eq!(seen, painted, "tagged but not in the tree, or the other way round");
}

#[test]
fn every_mark_knows_its_element() {
    let pdf = screen();
    for element in pdf.root.all() {
        for kid in &element.kids {
            let Kid::Mark((page, mark)) = kid else { continue };
            let page = pdf.document.get_dictionary(pdf.pages[*page]).unwrap();
            let number = page.get(b"StructParents").unwrap().as_i64().unwrap();
            let parents = follow(&pdf.document, pdf.parent(number).unwrap()).as_array().unwrap();
            let parent = parents[*mark as usize].as_reference().unwrap();
            assert_eq!(parent, element.id, "{mark} on {page:?}");
            assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
        }
    }
}

/// The roles of PDF 1.7 (ISO 32000-1, 14.8.4).
const STANDARD: [&str; 48] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
];

#[test]
fn every_role_is_standard() {
    let pdf = screen();
    for element in pdf.root.all().into_iter().skip(1) {
        let role = pdf.roles.get(&element.role).unwrap_or(&element.role);
        assert!(STANDARD.contains(&role.as_str()), "{}", element.role);
    }
    let children: Vec<_> = pdf.root.children().map(|child| child.role.as_str()).collect();
    assert_eq!(children, ["Document"]);
}

#[test]
fn every_picture_says_what_can_be_seen() {
    let pdf = screen();
    let figures = pdf.root.all().into_iter().filter(|element| element.role == "Figure");
    let said: Vec<String> = figures
        .map(|figure| figure.alt.clone().unwrap_or_else(|| panic!("{figure:?} says nothing")))
        .collect();
    assert!(said.iter().all(|alt| alt.chars().count() > 4), "{said:?}");
    for article in &sample().articles {
        walk(&article.blocks, &mut |part| {
            let alt = match part {
                Part::Picture(picture) => &picture.alt,
                Part::Block(Block { kind: BlockKind::Chart(chart), .. }) => &chart.alt,
                _ => return,
            };
            assert!(said.contains(alt), "{}: {alt} is not told", article.id);
        });
    }
}

#[test]
fn headings_begin_at_the_first_rank_and_skip_none() {
    let pdf = screen();
    let mut before = 0;
    for element in pdf.root.all() {
        let Some(rank) = element.role.strip_prefix('H').and_then(|rank| rank.parse::<u32>().ok())
        else {
            continue;
        };
        let text = pdf.text_of(element, &[]);
        assert!(rank <= before + 1, "{text}: H{rank} after H{before}");
        assert!(!text.trim().is_empty(), "an empty H{rank}");
        before = rank;
    }
}

#[test]
fn tables_have_heads_for_their_columns() {
    let pdf = screen();
    let tables: Vec<_> = pdf.root.all().into_iter().filter(|e| e.role == "Table").collect();
    let mut wanted = 0;
    for article in &sample().articles {
        walk(&article.blocks, &mut |part| {
            wanted +=
                usize::from(matches!(part, Part::Block(Block { kind: BlockKind::Table(_), .. })));
        });
    }
    assert!(tables.len() >= wanted && wanted > 3, "{} of {wanted}", tables.len());
    for table in tables {
        let rows: Vec<_> = table.all().into_iter().filter(|e| e.role == "TR").collect();
        let widths: BTreeSet<_> = rows.iter().map(|row| row.children().count()).collect();
        assert_eq!(widths.len(), 1, "{}", pdf.text_of(table, &[]));
        for head in rows[0].children() {
            assert_eq!(head.role, "TH", "{}", pdf.text_of(table, &[]));
            let scope = head.attributes.get("Scope").map(|scope| scope.as_name().unwrap());
            assert_eq!(scope, Some(b"Column".as_slice()), "{}", pdf.text_of(head, &[]));
        }
        assert!(rows[1..].iter().all(|row| row.children().all(|cell| cell.role != "Span")));
    }
}

#[test]
fn links_are_tagged_and_say_where_they_lead() {
    let pdf = screen();
    let mut tagged = BTreeSet::new();
    for link in pdf.root.all().into_iter().filter(|element| element.role == "Link") {
        let mut annotations = 0;
        for kid in &link.kids {
            let Kid::Object(id) = kid else { continue };
            annotations += 1;
            tagged.insert(*id);
            let annotation = pdf.document.get_dictionary(*id).unwrap();
            let says = text_string(entry(pdf, annotation, "Contents")).unwrap();
            assert!(!says.trim().is_empty());
            let parent = annotation.get(b"StructParent").unwrap().as_i64().unwrap();
            assert_eq!(pdf.parent(parent).unwrap().as_reference().unwrap(), link.id, "{says}");
        }
        assert!(annotations > 0, "{} is no link", pdf.text_of(link, &[]));
    }
    for &page in &pdf.pages {
        let page = pdf.document.get_dictionary(page).unwrap();
        let Ok(list) = page.get(b"Annots") else { continue };
        for annotation in follow(&pdf.document, list).as_array().unwrap() {
            assert!(tagged.contains(&annotation.as_reference().unwrap()), "{annotation:?}");
        }
    }
    let contents = text_string(&contents_of_first_link(pdf)).unwrap();
    // The contents begin with the lead.
    let named = |article: &Article| contents.contains(&article.title);
    assert!(sample().articles.iter().any(named), "{contents}");
}

fn contents_of_first_link(pdf: &Tagged) -> Object {
    let all = pdf.root.all();
    let link = all.iter().find(|element| element.role == "Link").unwrap();
    let id = link.kids.iter().find_map(|kid| match kid {
        Kid::Object(id) => Some(*id),
        _ => None,
    });
    pdf.document.get_dictionary(id.unwrap()).unwrap().get(b"Contents").unwrap().clone()
}

/// A text as it is compared: without space, and without the marks of notes.
fn bare(text: &str) -> String {
    let shown = |c: &char| !c.is_whitespace() && !('\u{2460}'..='\u{2473}').contains(c);
    text.chars().filter(shown).collect()
}

/// The texts of blocks in the order in which they are to be read, notes left out.
fn texts(blocks: &[Block], out: &mut Vec<String>) {
    let say = |inlines: &Inlines, out: &mut Vec<String>| {
        // A reading stands beside its characters, wherever the layout puts it.
        let pieces = inlines.split(|inline| matches!(inline, Inline::Ruby { .. }));
        out.extend(pieces.map(|piece| bare(&plain(piece))));
    };
    let tell = |text: &Option<String>, out: &mut Vec<String>| out.extend(text.as_deref().map(bare));
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { c, .. } | BlockKind::Para { c } => say(c, out),
            BlockKind::List { items, .. } => items.iter().for_each(|item| texts(item, out)),
            BlockKind::Quote { c } => texts(c, out),
            BlockKind::Pullquote { by, c, .. } => {
                say(c, out);
                tell(by, out);
            }
            BlockKind::Poem { title, by, stanzas } => {
                tell(title, out);
                tell(by, out);
                stanzas.iter().flatten().for_each(|verse| say(verse, out));
            }
            BlockKind::Qa { turns, .. } => {
                for turn in turns {
                    out.push(bare(&turn.speaker));
                    texts(&turn.c, out);
                }
            }
            BlockKind::Item { title, unit, c } => {
                tell(unit, out);
                out.push(bare(title));
                texts(c, out);
            }
            BlockKind::Table(table) => {
                tell(&table.title, out);
                std::iter::once(&table.head)
                    .chain(&table.rows)
                    .flatten()
                    .for_each(|cell| say(cell, out));
            }
            BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) => {
                tell(&boxed.title, out);
                texts(&boxed.c, out);
            }
            BlockKind::Entries(entries) => {
                tell(&entries.title, out);
                for entry in &entries.rows {
                    say(&entry.name, out);
                    texts(&entry.c, out);
                }
            }
            // A layout may set the first picture and the points with the title: they are looked
            // for apart.
            BlockKind::Figure(_) | BlockKind::Points(_) | BlockKind::Chart(_) => {}
            BlockKind::Rule | BlockKind::Jump { .. } => {}
        }
    }
}

/// The notes of an article in their order.
fn notes(article: &Article) -> Vec<String> {
    fn within(inlines: &[Inline], out: &mut Vec<String>) {
        for inline in inlines {
            match inline {
                Inline::Note { c, .. } => texts(c, out),
                Inline::Strong { c }
                | Inline::Emph { c }
                | Inline::Strike { c }
                | Inline::Link { c, .. } => {
                    within(c, out);
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&article.blocks, &mut |part| {
        if let Part::Block(Block {
            kind: BlockKind::Para { c } | BlockKind::Heading { c, .. },
            ..
        }) = part
        {
            within(c, &mut out);
        }
    });
    out
}

/// The text of each article from its title on, by the order of the headings of the second rank.
fn streams(pdf: &Tagged) -> Vec<(String, String, String)> {
    let mut out: Vec<(String, String, String)> = Vec::new();
    fn go(pdf: &Tagged, element: &Element, out: &mut Vec<(String, String, String)>, note: bool) {
        if element.role == "H2" {
            out.push((bare(&pdf.text_of(element, &[])), String::new(), String::new()));
            return;
        }
        let note = note || element.role == "Note";
        for kid in &element.kids {
            match kid {
                Kid::Element(child) => go(pdf, child, out, note),
                Kid::Mark(mark) => {
                    if let Some((_, text, notes)) = out.last_mut() {
                        let to = if note { notes } else { text };
                        to.push_str(&bare(&pdf.text[mark]));
                    }
                }
                Kid::Object(_) => {}
            }
        }
    }
    go(pdf, &pdf.root, &mut out, false);
    out
}

#[test]
fn articles_are_read_one_after_the_other_as_they_were_written() {
    let streams = streams(screen());
    let titles: Vec<_> = streams.iter().map(|(title, ..)| title.clone()).collect();
    let expected: Vec<_> = sample().articles.iter().map(|article| bare(&article.title)).collect();
    assert_eq!(titles, expected);
    for (index, article) in sample().articles.iter().enumerate() {
        let mut wanted = Vec::new();
        wanted.extend(article.deck.as_deref().map(bare));
        texts(&article.blocks, &mut wanted);
        let jumps = article.blocks.iter().any(|block| matches!(block.kind, BlockKind::Jump { .. }));
        // What jumps goes on behind other articles.
        let last = if jumps { streams.len() } else { index + 1 };
        let stream: String =
            streams[index..last].iter().map(|(_, text, _)| text.as_str()).collect();
        let mut at = 0;
        for text in &wanted {
            let found = stream[at..].find(text.as_str());
            let found = found
                .unwrap_or_else(|| panic!("{}: {text} is not in turn in\n{stream}", article.id));
            at += found + text.len();
        }
        let mut rest = streams[index].2.as_str();
        for note in notes(article) {
            let found =
                rest.find(&note).unwrap_or_else(|| panic!("{}: {note} in {rest}", article.id));
            rest = &rest[found + note.len()..];
        }
    }
}
