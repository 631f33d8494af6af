//! Notes in every construct of the dialect: each mark leads to its note and back, each note is in the
//! book once and in order, and no title, contents or label holds any of it.

use crate::common;
use crate::common::book;
use crate::common::letters as expected;

use std::collections::{BTreeMap, BTreeSet};

use expected::Book;
use neikan::diagnostic::Findings;
use neikan::digital::epub::letters::letters;
use neikan::manuscript::markdown::read_body;
use neikan::manuscript::model::Picture;
use neikan::typeset::Breaks;
use roxmltree::{Document, Node};

/// Constructs by name; `@` is where a note is called. Each stands in the element named last.
const CONSTRUCTS: &[(&str, &str, &str)] = &[
    ("paragraph", "头一段@，后半段@。", "p"),
    ("emphasis", "有**加粗@**、*楷体@*、~~删去@~~。", "p"),
    ("link", "见[网页@](https://example.org/)与[别处@](ftp://example.org/)。", "p"),
    ("beside spans", "[着重]{.dots}@，[墟]{ruby=\"xū\"}@，`代码`@。", "p"),
    ("heading", "## 小标题@\n\n### 次级标题@\n\n一段。", ""),
    ("list", "- 甲@\n- 乙@\n\n  续段@\n\n3. 三@\n4. 四", "li"),
    ("nested list", "- 外@\n  - 内@\n    1. 最里@\n  - 内二\n- 外二@", "li"),
    ("quotation", "> 引文@。\n>\n> 第二段@。", "blockquote"),
    ("nested quotation", "> 外层@。\n>\n> > 里层@。\n> >\n> > - 条@", "blockquote"),
    ("table", "| 年份@ | 数量 |\n|---|--:|\n| 2024@ | 12@ |\n| 2025 | 13@ |", "table"),
    (
        "titled table",
        "::: table 表1 购销 {source=\"编者\" .full}\n| 年份 | 数量@ |\n|---|:-:|\n| 甲@ | 34@ |\n:::",
        "table",
    ),
    ("caption", "![替代](images/a.jpg \"图注@。\"){credit=\"何岸 摄\" .full}", "figcaption"),
    ("caption of a page", "![替代](images/a.jpg \"整页@\"){.page}", "figcaption"),
    (
        "captions of a group",
        "::: grid 组图@ {columns=3 .full}\n![一](images/a.jpg \"图一@\")\n\n\
         ![二](images/b.jpg \"图二@\"){credit=\"何岸\"}\n:::",
        "figcaption",
    ),
    (
        "captions of a story",
        "::: pictures 组图@ {lead=2}\n![一](images/a.jpg \"图一@\")\n\n\
         ![二](images/b.jpg \"图二@\"){credit=\"何岸\"}\n:::",
        "figcaption",
    ),
    ("sidebar", "::: sidebar 链接\n补充@。\n\n- 一条@\n\n> 引文@。\n:::", "aside"),
    ("full sidebar", "::: sidebar 通栏 {.full}\n## 小标题@\n\n补充@。\n:::", "aside"),
    ("table in a sidebar", "::: sidebar 表\n| 甲@ |\n|---|\n| 乙@ |\n:::", "aside"),
    ("picture in a sidebar", "::: sidebar 图\n![替代](images/a.jpg \"图注@\")\n:::", "aside"),
    ("infobox", "::: infobox 档案 {.full}\n- 面积：十亩@\n- 人口@：二十人\n- 备考@\n:::", "aside"),
    ("points", "::: points 要点\n1. 一@\n2. 二@\n:::", "aside"),
    ("full points", "::: points 要点 {.full}\n- 一@\n\n  续@\n:::", "aside"),
    ("numbers", "::: numbers 数\n12吨@ | 收购@\n\n续@\n:::", "aside"),
    ("timeline", "::: timeline 记\n1月@ | 开工@\n:::", "aside"),
    ("steps", "::: steps 步\n收果@ | 清早@\n:::", "aside"),
    ("sides", "::: compare 比\n旧@ | 手写@\n新 | 扫码@\n:::", "aside"),
    ("pull quote", "::: pullquote {by=\"陈禾\"}\n一句要紧的话@。\n\n又一句@。\n:::", "aside"),
    ("poem", "::: poem 墟日 {by=\"谭洁\"}\n第一行@\n第二行@\n\n又一节@\n:::", "section"),
    (
        "portraits",
        "::: qa\n![像](images/a.jpg \"陈禾@\"){credit=\"何岸\"}\n\n问：什么？\n:::",
        "div",
    ),
    ("dialogue", "::: qa\n问：什么@？\n\n答：@这个。\n\n还有@。\n\n- 条@\n:::", "div"),
    ("brief", "::: item 小条 {unit=\"榕溪供销社\"}\n正文@。\n\n> 引文@。\n:::", "section"),
];

/// A body in which each `@` is the call of a note of its own, `标K` before it; how many there are.
fn manuscript(body: &str) -> (String, usize) {
    let calls = body.matches('@').count();
    let mut parts = body.split('@');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, key) in parts.zip(1..) {
        out.push_str(&format!("标{key}[^n{key}]{part}"));
    }
    out.push('\n');
    (1..=calls).for_each(|key| out.push_str(&format!("\n[^n{key}]: {}\n", note(key))));
    (out, calls)
}

/// The text of a note.
fn note(key: usize) -> String {
    format!("第{key}条注文说明，完。")
}

/// The book of a body that has no faults.
fn written(body: &str) -> Vec<u8> {
    let mut findings = Findings::default();
    let blocks = read_body(body, "a.md", 0, &mut findings);
    let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    assert!(rules.is_empty(), "{rules:?} in\n{body}");
    let assembly = book::assembly(vec![book::article(blocks)]);
    let breaks = Breaks {
        front: vec![1],
        articles: BTreeMap::from([("all".to_owned(), vec![(0, 2), (5, 3), (11, 4)])]),
    };
    let bytes = book::bytes(&assembly, &breaks);
    let has_picture = |picture: &Picture| picture.path == "images/a.jpg";
    let expected = Book { has_picture: &has_picture, is_drawn: &|_| false };
    let pages: BTreeMap<_, _> = letters(&bytes).unwrap().into_iter().collect();
    let expected = expected::of_article(&assembly.articles[0], expected);
    assert_eq!(pages["articles/all.xhtml"], expected, "{body}");
    bytes
}

fn with_role<'a>(page: &'a Document<'a>, role: &'static str) -> Vec<Node<'a, 'a>> {
    page.descendants().filter(|node| node.attribute("role") == Some(role)).collect()
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Which note a mark calls: the number after 标, right before it.
fn key(page: &Document<'_>, mark: Node<'_, '_>) -> usize {
    let texts = page.descendants().take_while(|other| *other != mark).filter(Node::is_text);
    let before: String = texts.filter_map(|node| node.text()).collect();
    let (_, key) = before.rsplit_once('标').unwrap_or_default();
    key.parse().unwrap_or_else(|_| panic!("a mark is out of its place: {before}"))
}

fn named<'a>(page: &'a Document<'a>, id: &str) -> Node<'a, 'a> {
    let found: Vec<_> =
        page.descendants().filter(|node| node.attribute("id") == Some(id)).collect();
    assert_eq!(found.len(), 1, "{id}");
    found[0]
}

/// Holds the notes of a book against what was written: so many, in elements of such a name.
fn compare(epub: &[u8], calls: usize, place: &str, name: &str) {
    let files = common::zip_entries(epub);
    let page = book::page(&files, "EPUB/articles/all.xhtml");
    let page = book::read(&page);
    let marks = with_role(&page, "doc-noteref");
    let notes = with_role(&page, "doc-footnote");
    assert_eq!((marks.len(), notes.len()), (calls, calls), "{name}");
    let all = text_of(page.root_element());
    let mut keys = BTreeSet::new();
    for (number, (mark, written)) in (1..).zip(marks.iter().zip(&notes)) {
        assert_eq!(text_of(*mark), number.to_string(), "{name}");
        let target = mark.attribute("href").unwrap().strip_prefix('#').unwrap();
        assert_eq!(named(&page, target), *written, "{name}: mark {number} leads elsewhere");
        let key = key(&page, *mark);
        keys.insert(key);
        assert!(text_of(*written).contains(&note(key)), "{name}: {number}: {}", text_of(*written));
        assert_eq!(all.matches(&note(key)).count(), 1, "{name}: {key}");
        let backs = written.descendants().filter(|n| n.attribute("role") == Some("doc-backlink"));
        let backs: Vec<_> = backs.filter_map(|node| node.attribute("href")).collect();
        assert_eq!(backs, [format!("#{}", mark.attribute("id").unwrap())], "{name}");
        // A mark is within what it was set in; no link is within another.
        let around: Vec<_> = mark.ancestors().map(|node| node.tag_name().name()).collect();
        assert!(place.is_empty() || around.contains(&place), "{name}: {around:?}");
        assert_eq!(around.iter().filter(|tag| **tag == "a").count(), 1, "{name}");
    }
    assert_eq!(keys, (1..=calls).collect(), "{name}");
    nothing_elsewhere(&files, name);
}

/// No note is in a title, in the contents, in the description of the book or in a label.
fn nothing_elsewhere(files: &BTreeMap<String, Vec<u8>>, name: &str) {
    for (path, bytes) in files {
        let is_text = [".xhtml", ".opf", ".ncx"].iter().any(|end| path.ends_with(end));
        if !is_text {
            continue;
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let page = book::read(&text);
        for node in page.descendants() {
            for attribute in node.attributes() {
                assert!(!attribute.value().contains("注文"), "{name}: {path}: {attribute:?}");
            }
            let is_title = node.has_tag_name(("http://www.w3.org/1999/xhtml", "title"));
            let elsewhere = is_title || path != "EPUB/articles/all.xhtml";
            assert!(!(elsewhere && text_of(node).contains("注文")), "{name}: {path}");
        }
    }
    let nav = book::page(files, "EPUB/nav.xhtml");
    let nav = book::read(&nav);
    let article = book::page(files, "EPUB/articles/all.xhtml");
    let article = book::read(&article);
    let marks: BTreeSet<_> =
        with_role(&article, "doc-pagebreak").iter().filter_map(|n| n.attribute("id")).collect();
    let listed: BTreeSet<_> = with_role(&nav, "doc-pagelist")[0]
        .descendants()
        .filter_map(|node| node.attribute("href")?.split_once("all.xhtml#"))
        .map(|(_, id)| id)
        .collect();
    assert_eq!(marks, listed, "{name}: page list");
    assert_eq!(marks.len(), 3, "{name}");
}

#[test]
fn notes_are_whole_in_every_construct() {
    for (name, body, place) in CONSTRUCTS {
        let (body, calls) = manuscript(body);
        assert!(calls > 0);
        compare(&written(&body), calls, place, name);
    }
}

#[test]
fn notes_are_whole_in_an_article_of_all_constructs() {
    let bodies: Vec<_> = CONSTRUCTS.iter().map(|(_, body, _)| *body).collect();
    let (body, calls) = manuscript(&bodies.join("\n\n"));
    assert!(calls > 60, "{calls}");
    compare(&written(&body), calls, "", "all");
}

/// What a note leads back to: the calls of it, in order.
fn ways_back(page: &Document<'_>) -> Vec<Vec<String>> {
    let notes = with_role(page, "doc-footnote");
    let links = |note: &Node<'_, '_>| {
        let backs = note.descendants().filter(|n| n.attribute("role") == Some("doc-backlink"));
        backs.filter_map(|node| node.attribute("href")).map(str::to_owned).collect()
    };
    notes.iter().map(links).collect()
}

#[test]
fn a_note_that_notes_call_leads_back_to_each_call() {
    let body =
        "甲[^a]乙[^c]丙[^a]\n\n[^a]: 一注，参见[^b]\n[^b]: 二注\n[^c]: 三注，又见[^a]和[^b]\n";
    let files = common::zip_entries(&written(body));
    let page = book::page(&files, "EPUB/articles/all.xhtml");
    let page = book::read(&page);
    let notes: Vec<_> = with_role(&page, "doc-footnote").into_iter().map(text_of).collect();
    for (note, text) in notes.iter().zip(["1 一注", "2 二注", "3 三注"]) {
        assert!(note.contains(text), "{notes:?}");
    }
    assert_eq!(notes.len(), 3);
    let backs = ways_back(&page);
    assert_eq!(backs[0], ["#ref-1", "#ref-1-2", "#ref-1-3"]);
    assert_eq!(backs[1], ["#ref-2", "#ref-2-2"]);
    assert_eq!(backs[2], ["#ref-3"]);
    let marks = with_role(&page, "doc-noteref");
    let calls: BTreeSet<_> = marks.iter().filter_map(|mark| mark.attribute("id")).collect();
    let back: BTreeSet<_> = backs.iter().flatten().map(|link| &link[1..]).collect();
    assert_eq!((calls.len(), &calls), (marks.len(), &back));
}

/// Where a note cannot be, its mark is a fault and not printed.
#[test]
fn a_note_in_a_title_is_a_fault() {
    for body in [
        "::: sidebar 链接[^a]\n文[^a]\n:::\n\n[^a]: 注\n",
        "::: poem 题 {by=\"某[^a]\"}\n行[^a]\n:::\n\n[^a]: 注\n",
        "![图[^a]](images/a.jpg)\n\n文[^a]\n\n[^a]: 注\n",
        "![图](images/a.jpg){credit=\"某[^a]\"}\n\n文[^a]\n\n[^a]: 注\n",
    ] {
        let mut findings = Findings::default();
        read_body(body, "a.md", 0, &mut findings);
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&"note-place"), "{rules:?}: {body}");
    }
    let sandbox = common::Sandbox::new();
    let news = "issues/2026-01/articles/news.md";
    let title =
        sandbox.read(news).lines().find(|line| line.starts_with("title: ")).unwrap().to_owned();
    sandbox.replace(news, &title, &format!("{title}[^a]"));
    let run = sandbox.run(&["check", "--format", "json", "--lang", "en"]);
    assert_eq!(run.finding("note-place")["line"], 2, "{}", run.out);
}
