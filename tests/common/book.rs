//! The EPUB of an issue that is made in memory.

use std::collections::{BTreeMap, BTreeSet};

use neikan::diagnostic::Findings;
use neikan::digital::epub::{Parts, write};
use neikan::digital::pictures::ScreenPicture;
use neikan::manuscript::Assembly;
use neikan::manuscript::assembly::Covers;
use neikan::manuscript::model::*;
use neikan::publication::{Focus, Issue, Publication, Start, Theme};
use neikan::typeset::{Breaks, Colors};
use roxmltree::Document;

use crate::common;

const PUBLICATION: &str = "
slug: xk
name: 小样
masthead: 小样
english: Small Journal
sponsor: 样例单位
permit: 样例〔2026〕第001号
scope: [分管领导, 人大代表]
frequency: 季刊
format: {width: 210, height: 285}
staff: [{role: 主编, names: [甲, 乙]}]
sections:
  - {id: news, name: 要闻, kind: news, color: red}
printer: {name: 样例印刷厂}
";

const ISSUE: &str = "
year: 2026
number: 1
number_to: 2
total: 61
date: 2026-02-05
theme: 一颗荔枝
articles: [all]
cover: {picture: images/a.jpg, alt: 封面上的山}
back: {picture: images/a.jpg, alt: 山, title: 山, text: 山在那里。}
run: 1200
";

pub fn picture(path: &str, svg: bool) -> Picture {
    let mut picture =
        Picture::named(&format!("/issue/{path}"), "山坡上的小路", Focus::default(), 1);
    picture.svg = svg;
    picture.caption = vec![Inline::Text { s: "小路。".to_owned() }];
    picture.credit = Some("何岸 摄".to_owned());
    picture
}

pub fn article(blocks: Vec<Block>) -> Article {
    Article {
        id: "all".to_owned(),
        title: "标题".to_owned(),
        kicker: Some("引题".to_owned()),
        deck: Some("副题".to_owned()),
        running: "标题".to_owned(),
        section: SectionRef {
            id: "news".to_owned(),
            name: "要闻".to_owned(),
            english: Some("News".to_owned()),
            color: "red".to_owned(),
        },
        kind: "news".to_owned(),
        authors: vec![AuthorRef {
            name: "陈禾".to_owned(), unit: Some("荔塘供销社".to_owned())
        }],
        photographers: vec!["何岸".to_owned()],
        lead: Some("导语。".to_owned()),
        sources: vec!["资料室".to_owned()],
        serial: Some(SerialRef { part: 1, of: Some(2) }),
        document: None,
        speech: None,
        writing: None,
        public: false,
        subjects: Vec::new(),
        pages: None,
        pages_line: 0,
        rank_line: 0,
        start: Start::Page,
        rank: None,
        opener: None,
        fit: None,
        breaks: Vec::new(),
        chars: 0,
        waivers: Vec::new(),
        original: None,
        blocks,
    }
}

pub fn assembly(articles: Vec<Article>) -> Assembly {
    let cover = |path| picture(path, false);
    Assembly {
        id: "2026-01".to_owned(),
        publication: serde_yaml::from_str::<Publication>(PUBLICATION).unwrap(),
        form: neikan::publication::Form::default(),
        theme: Theme::parse(
            "{colors: {red: [0, 90, 80, 0]}, faces: {}}",
            "theme.yml",
            &mut Findings::default(),
        )
        .unwrap(),
        issue: serde_yaml::from_str::<Issue>(ISSUE).unwrap(),
        covers: Covers {
            others: Vec::new(),
            front: Some(cover("images/a.jpg")),
            inside_front: None,
            inside_back: None,
            back: Some(cover("images/a.jpg")),
            fillers: Vec::new(),
        },
        articles,
        contents: BTreeMap::new(),
        unreviewed: BTreeSet::new(),
        draft: false,
        faults: 0,
        words: neikan::publication::Words::default(),
        pictures: BTreeMap::new(),
        texts: Vec::new(),
        sources: BTreeSet::new(),
        sum: String::new(),
    }
}

/// The files of the EPUB of an issue, by path.
pub fn book(assembly: &Assembly) -> BTreeMap<String, Vec<u8>> {
    book_with(assembly, &Breaks::default())
}

/// The same with printed pages.
pub fn book_with(assembly: &Assembly, breaks: &Breaks) -> BTreeMap<String, Vec<u8>> {
    common::zip_entries(&bytes(assembly, breaks))
}

/// The EPUB itself.
pub fn bytes(assembly: &Assembly, breaks: &Breaks) -> Vec<u8> {
    let colors =
        Colors::from([("paper".to_owned(), [255, 255, 255]), ("red".to_owned(), [220, 60, 50])]);
    let shot =
        |media_type| ScreenPicture { bytes: vec![1, 2, 3], media_type, width: 30, height: 20 };
    let parts = Parts {
        breaks,
        cover: vec![4, 5, 6],
        cover_size: (600, 814),
        charts: BTreeMap::from([(
            ("all".to_owned(), 1),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned(),
        )]),
        colors: &colors,
        css: "p { margin: 0 }".to_owned(),
        faces: Default::default(),
        pictures: BTreeMap::from([
            ("images/a.jpg".to_owned(), shot("image/jpeg")),
            ("images/A.jpg".to_owned(), shot("image/png")),
            ("art/b.svg".to_owned(), shot("image/svg+xml")),
            ("images/unused.jpg".to_owned(), shot("image/jpeg")),
        ]),
    };
    let bytes = write(assembly, &parts).unwrap();
    assert!(bytes == write(assembly, &parts).unwrap(), "two writings differ");
    bytes
}

pub fn page(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

/// Reads XHTML; its document type names nothing outside.
pub fn read(text: &str) -> Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    Document::parse_with_options(text, options).unwrap()
}
