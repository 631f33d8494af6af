//! Constructs in finished editions: what the tags say, what the EPUB holds, and that the place which
//! a caption names is the place of its picture.

use crate::common;

use std::sync::OnceLock;

use common::tags::Tagged;
use common::{Sandbox, dense, zip_entries};

const UPRIGHT: &str = "---
title: 早市
section: news
writing: vertical
deck: 一杆秤
lead: 秤砣不会说话。
authors: [{name: 陈禾, unit: 荔塘供销社}]
---
“天没亮，扁担先醒。”他说，走到桥上——灯灭了，路就亮了……这句话说了36年，工号A3705[^a]。

赶[墟]{ruby=\"xū\"}的人都**记得**，[不许]{.dots}少一两；网址是https://example.org/lychee/2026。

[^a]: 一九九〇年起。
";

const REST: &str = "---
title: 各样
section: foreword
document: {number: 荔供〔2026〕3号, signer: 陈禾, to: 各基层社：, issuer: 荔塘供销社联合社, date: 2026年1月5日}
---
一段。

::: numbers 账
1350吨 | 收购量
:::

::: steps 怎样走
收果 | 清早
装车 | 先轻后重
:::

::: pictures 早市 {lead=2}
![田野](images/field.svg \"卸车\")
![田野](images/field.svg \"开秤\")
![田野](images/field.svg \"散墟\")
:::
";

/// The issue, built once.
fn built() -> &'static Sandbox {
    static BUILT: OnceLock<Sandbox> = OnceLock::new();
    BUILT.get_or_init(|| {
        let sandbox = Sandbox::new();
        sandbox.write("issues/2026-01/articles/news.md", UPRIGHT);
        sandbox.write("issues/2026-01/articles/foreword.md", REST);
        let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--lang", "en"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        sandbox
    })
}

/// What a reader of the tags is given, without white space.
fn tagged() -> String {
    let pdf = Tagged::load(&built().path("out/2026-01/small-2026-01-draft.pdf"));
    dense(&pdf.text_of(&pdf.root, &[]))
}

#[test]
fn upright_text_is_tagged_as_it_was_written() {
    let text = tagged();
    for words in [
        "秤砣不会说话。",
        "“天没亮，扁担先醒。”他说，走到桥上——灯灭了，路就亮了……这句话说了36年，工号A3705",
        "的人都记得，不许少一两；网址是https://example.org/lychee/2026。",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let place = |words: &str| text.find(words).unwrap();
    assert!(place("秤砣不会") < place("天没亮") && place("天没亮") < place("的人都记"));
}

#[test]
fn captions_of_a_story_say_where_their_pictures_are() {
    let text = tagged();
    // All are alike and broader than high: the one that dominates stands above the others, or
    // beside them.
    let above = ["左下卸车", "上开秤", "右下散墟"];
    let beside = ["右上卸车", "左开秤", "右下散墟"];
    let all = |words: [&str; 3]| words.iter().all(|words| text.contains(words));
    assert!(all(above) || all(beside), "{text}");
}

#[test]
fn the_book_has_constructs_as_lists_and_upright_pages() {
    let bytes = std::fs::read(built().path("out/2026-01/small-2026-01-draft.epub")).unwrap();
    let pages = zip_entries(&bytes);
    let page = |name: &str| {
        let found = pages.iter().find(|(path, _)| path.ends_with(name));
        String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1.clone()).unwrap()
    };
    let (upright, rest) = (page("articles/news.xhtml"), page("articles/foreword.xhtml"));
    assert!(upright.contains("<body class=\"article kind-news upright "), "{upright}");
    for part in [
        "<dl class=\"rows\"><div><dt class=\"name\">1350吨</dt><dd><p>收购量</p></dd></div></dl>",
        "<ol class=\"rows\"><li><p class=\"name\">收果</p><p>清早</p></li>",
        "<figure class=\"group story columns-2 full\">",
        "<p class=\"salutation\">各基层社：</p>",
        "<div class=\"issued\"><p>荔塘供销社联合社</p><p>2026年1月5日</p></div>",
    ] {
        assert!(rest.replace('\n', "").contains(part), "{part} is not in {rest}");
    }
}
