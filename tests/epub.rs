//! The EPUB: every construct of the document model, from an issue made in memory.

use crate::common::book;

use std::collections::{BTreeMap, BTreeSet};

use book::{article, assembly, book, book_with, page, picture, read};
use neikan::manuscript::Assembly;
use neikan::manuscript::model::*;
use neikan::typeset::Breaks;
use roxmltree::Document;

/// What an attacker, or a mathematician, might write.
const HOSTILE: &str =
    "#read(\"/etc/passwd\") $x$ *a* <script>alert(1)</script> ]]> &amp; '\u{0}\u{1b}\u{ffff}";

fn text(s: &str) -> Inline {
    Inline::Text { s: s.to_owned() }
}

fn block(kind: BlockKind) -> Block {
    Block { line: 1, kind }
}

fn para(s: &str) -> Block {
    block(BlockKind::Para { c: vec![text(s)] })
}

fn note(number: usize, s: &str) -> Inline {
    Inline::Note { number, c: vec![para(s)] }
}

fn heading(level: u8, s: &str) -> Block {
    block(BlockKind::Heading { level, c: vec![text(s)] })
}

fn boxed(title: &str, width: Width, c: Vec<Block>) -> Boxed {
    Boxed { title: Some(title.to_owned()), width, c }
}

fn chart(label: &str) -> Block {
    let row =
        |label: &str, values: [f64; 2]| ChartRow { label: label.to_owned(), values: values.into() };
    block(BlockKind::Chart(Chart {
        kind: ChartKind::Bars,
        title: "图1 回收量".to_owned(),
        unit: Some("吨".to_owned()),
        source: Some("样例单位".to_owned()),
        alt: "柱形图。".to_owned(),
        label: label.to_owned(),
        series: vec!["2024年".to_owned(), "2025年".to_owned()],
        rows: vec![row("一季度", [310.0, 320.5]), row("二季度", [280.0, -1.0])],
    }))
}

fn inlines() -> Vec<Inline> {
    vec![
        text("正文"),
        note(1, "第一注。"),
        Inline::Strong { c: vec![text("加粗")] },
        Inline::Emph { c: vec![text("强调")] },
        Inline::Strike { c: vec![text("删除")] },
        Inline::Code { s: "a < b".to_owned() },
        Inline::Link {
            url: "https://example.org/荔枝?a=1&b=2".to_owned(),
            c: vec![text("链接"), note(2, "第二注。")],
        },
        Inline::Link { url: "javascript:alert(1)".to_owned(), c: vec![text("不是链接")] },
        Inline::Dots { s: "着重".to_owned() },
        Inline::Sup { s: "n+1".to_owned() },
        Inline::Sub { s: "max".to_owned() },
        Inline::Ruby { s: "墟".to_owned(), r: "xū".to_owned() },
        Inline::Break,
        text("再引"),
        note(1, "第一注。"),
    ]
}

fn running_text() -> Vec<Block> {
    vec![
        block(BlockKind::Para { c: inlines() }),
        heading(2, "先来的小小标题"),
        heading(1, "小标题"),
        heading(2, "小小标题"),
        block(BlockKind::List {
            ordered: false,
            start: 1,
            items: vec![vec![para("一")], vec![para("二"), para("续")]],
        }),
        block(BlockKind::List { ordered: true, start: 3, items: vec![vec![para("三")]] }),
        block(BlockKind::Quote { c: vec![para("引文。")] }),
        block(BlockKind::Rule),
    ]
}

fn boxes() -> Vec<Block> {
    let facts =
        block(BlockKind::List {
            ordered: false, start: 1, items: vec![vec![para("品种：桂味")]]
        });
    let turn =
        |speaker: &str, role, s: &str| Turn { speaker: speaker.to_owned(), role, c: vec![para(s)] };
    vec![
        block(BlockKind::Sidebar(boxed(
            "补充",
            Width::Full,
            vec![heading(1, "框中标题"), para("框中文字。"), chart("")],
        ))),
        block(BlockKind::Infobox(boxed("资料", Width::Column, vec![facts]))),
        block(BlockKind::Points(boxed(" ", Width::Column, vec![para("要点")]))),
        block(BlockKind::Pullquote {
            by: Some("陈禾".to_owned()),
            spare: false,
            c: vec![text("一句话。")],
        }),
        block(BlockKind::Poem {
            title: Some("早墟".to_owned()),
            by: Some("谭洁".to_owned()),
            stanzas: vec![
                vec![vec![text("天还没有亮")], vec![text("桥亮了")]],
                vec![vec![text("完")]],
            ],
        }),
        block(BlockKind::Qa {
            portraits: Vec::new(),
            turns: vec![turn("问", "q", "是吗？"), turn("陈禾", "a", "是的。")],
        }),
        block(BlockKind::Item {
            title: "短条".to_owned(),
            unit: Some("榕溪供销社".to_owned()),
            c: vec![para("短。")],
        }),
    ]
}

fn plates() -> Vec<Block> {
    let figure = |width, columns, caption: &str, pictures| {
        let caption = if caption.is_empty() { Vec::new() } else { vec![text(caption)] };
        block(BlockKind::Figure(Figure { width, columns, lead: None, caption, pictures }))
    };
    let table = Table {
        title: Some("表1 购销".to_owned()),
        source: Some("样例单位".to_owned()),
        width: Width::Full,
        align: vec![None, Some("right")],
        head: vec![Vec::new(), vec![text("数量（吨）")]],
        rows: vec![vec![vec![text("2023")], vec![text("1200"), note(3, "第三注"), Inline::Break]]],
        spans: Vec::new(),
    };
    vec![
        figure(Width::Page, 1, "", vec![picture("images/a.jpg", false)]),
        figure(
            Width::Full,
            2,
            "组图",
            vec![picture("images/A.jpg", false), picture("art/b.svg", true)],
        ),
        figure(Width::Column, 1, "", vec![picture("images/lost.png", false)]),
        block(BlockKind::Table(table)),
        chart("季度"),
    ]
}

/// The book of every construct, whose pages begin before it, in it and behind it.
fn whole_book() -> BTreeMap<String, Vec<u8>> {
    let breaks = Breaks {
        front: vec![1],
        articles: BTreeMap::from([(
            "all".to_owned(),
            vec![(0, 2), (9, 3), (9, 4), (usize::MAX, 5)],
        )]),
    };
    book_with(&every_construct(), &breaks)
}

fn every_construct() -> Assembly {
    assembly(vec![article([running_text(), boxes(), plates()].concat())])
}

#[test]
fn every_construct_has_its_markup() {
    let files = whole_book();
    insta::assert_snapshot!("article", page(&files, "EPUB/articles/all.xhtml"));
    insta::assert_snapshot!("package", page(&files, "EPUB/package.opf"));
    insta::assert_snapshot!("nav", page(&files, "EPUB/nav.xhtml"));
    insta::assert_snapshot!("colophon", page(&files, "EPUB/colophon.xhtml"));
}

#[test]
fn the_people_of_a_group_photograph_are_named_below_it_and_not_in_its_description() {
    let mut own = picture("images/a.jpg", false);
    own.names = Some("前排左起：陈禾、何岸".to_owned());
    let figure = Figure {
        width: Width::Full,
        columns: 1,
        lead: None,
        caption: Vec::new(),
        pictures: vec![own],
    };
    let files = book(&assembly(vec![article(vec![block(BlockKind::Figure(figure))])]));
    let text = page(&files, "EPUB/articles/all.xhtml");
    assert!(
        text.contains("<span class=\"names\">前排左起：陈禾、何岸</span></figcaption>"),
        "{text}"
    );
    assert!(text.contains("alt=\"山坡上的小路\""), "{text}");
}

#[test]
fn what_a_page_points_to_is_there_and_named_once() {
    let files = whole_book();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".xhtml")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let document = read(&text);
        let elements = || document.descendants().filter(roxmltree::Node::is_element);
        let ids: Vec<_> = elements().filter_map(|node| node.attribute("id")).collect();
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
        for node in elements() {
            if let Some(label) = node.attribute("aria-labelledby") {
                assert!(unique.contains(label), "{path}: {label}");
            }
            let target = node.attribute("href").or(node.attribute("src"));
            let Some(target) = target.filter(|target| !target.contains("://")) else { continue };
            match target.strip_prefix('#') {
                Some(id) => assert!(unique.contains(id), "{path}: {target}"),
                None => {
                    let folder = if target.starts_with("../") {
                        "EPUB/"
                    } else {
                        &path[..=path.rfind('/').unwrap()]
                    };
                    let (target, id) = target.split_once('#').unwrap_or((target, ""));
                    let file = format!("{folder}{}", target.trim_start_matches("../"));
                    assert!(files.contains_key(&file), "{path}: {target}");
                    let there = || page(&files, &file).contains(&format!("id=\"{id}\""));
                    assert!(id.is_empty() || there(), "{path}: {target}#{id}");
                }
            }
        }
    }
}

#[test]
fn the_manifest_lists_every_file() {
    let files = whole_book();
    let package = page(&files, "EPUB/package.opf");
    let document = Document::parse(&package).unwrap();
    let listed: BTreeSet<_> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "item")))
        .map(|node| format!("EPUB/{}", node.attribute("href").unwrap()))
        .collect();
    let there: BTreeSet<_> = files
        .keys()
        .filter(|path| path.starts_with("EPUB/") && !path.ends_with(".opf"))
        .cloned()
        .collect();
    assert_eq!(listed, there);
    assert!(!there.iter().any(|path| path.contains("unused")));
}

#[test]
fn headings_skip_no_rank() {
    let files = whole_book();
    let text = page(&files, "EPUB/articles/all.xhtml");
    let document = read(&text);
    let ranks: Vec<u32> = document
        .descendants()
        .filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok())
        .collect();
    assert_eq!(ranks[0], 1);
    assert!(ranks.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{ranks:?}");
}

#[test]
fn text_stays_text() {
    let mut article = article(vec![para(HOSTILE), heading(1, HOSTILE)]);
    for field in [&mut article.kicker, &mut article.deck, &mut article.lead] {
        *field = Some(HOSTILE.to_owned());
    }
    article.title = HOSTILE.to_owned();
    // A kicker that is the section's name would not be shown.
    article.section.name = format!("栏{HOSTILE}");
    article.section.color = HOSTILE.to_owned();
    article.authors[0].name = HOSTILE.to_owned();
    let mut assembly = assembly(vec![article]);
    assembly.publication.name = HOSTILE.to_owned();
    assembly.publication.language = "not a \"language\"".to_owned();
    assembly.publication.sponsor = HOSTILE.to_owned();
    assembly.covers.front.as_mut().unwrap().alt = HOSTILE.to_owned();
    let files = book(&assembly);
    let shown = HOSTILE.trim_end_matches(['\u{0}', '\u{1b}', '\u{ffff}']);
    for (path, bytes) in
        files.iter().filter(|(path, _)| path.ends_with(".xhtml") || path.ends_with(".opf"))
    {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let document = read(&text);
        assert!(!document.descendants().any(|node| node.tag_name().name() == "script"), "{path}");
        assert!(!text.contains(['\u{0}', '\u{1b}', '\u{ffff}']), "{path}");
        assert!(text.contains("xml:lang=\"zh-CN\""), "{path}");
    }
    let text = page(&files, "EPUB/articles/all.xhtml");
    let document = read(&text);
    let texts = document
        .descendants()
        .filter(|node| node.text() == Some(shown))
        .filter(roxmltree::Node::is_element);
    let names: Vec<_> = texts.map(|node| node.tag_name().name()).collect();
    assert_eq!(names, ["title", "p", "h1", "p", "b", "p", "p", "h2"]);
}

#[test]
fn accessibility_is_told_from_what_is_there() {
    let claim = "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>";
    let mut assembly = every_construct();
    assert!(page(&book(&assembly), "EPUB/package.opf").contains(claim));
    let conforms = "dcterms:conformsTo";
    assert!(page(&book(&assembly), "EPUB/package.opf").contains(conforms));
    assembly.unreviewed.insert("all".to_owned());
    assert!(!page(&book(&assembly), "EPUB/package.opf").contains(conforms), "a draft conforms");
    assembly.covers.front.as_mut().unwrap().alt = " ".to_owned();
    let package = page(&book(&assembly), "EPUB/package.opf");
    assert!(!package.contains(conforms));
    assert!(!package.contains(claim) && !package.contains("accessModeSufficient\">textual</meta>"));
}

#[test]
fn an_issue_keeps_its_identifier() {
    let identifier = |assembly: &Assembly| {
        let package = page(&book(assembly), "EPUB/package.opf");
        package.split("urn:uuid:").nth(1).unwrap()[..36].to_owned()
    };
    let mut assembly = every_construct();
    let first = identifier(&assembly);
    assembly.articles[0].title = "改过的标题".to_owned();
    assert_eq!(identifier(&assembly), first);
    assembly.id = "2026-02".to_owned();
    assert_ne!(identifier(&assembly), first);
}
