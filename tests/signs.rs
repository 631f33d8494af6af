//! Signs: every character of a manuscript is printed as itself or refused with its place; no page
//! of any edition holds `.notdef`, the box that a face draws for what it lacks.

use crate::common;

use std::collections::BTreeSet;
use std::fs;

use common::judging::words;
use common::{Sandbox, dense, repository, zip_entries};
use neikan::diagnostic::{Failure, Severity};
use neikan::pipeline::{check_issue, inside_pages, screen_pages};
use neikan::publication::Project;
use serde_json::Value;
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

const NEWS: &str = "issues/2026-01/articles/news.md";
const ISSUE: &str = "issues/2026-01/issue.yml";
const THEME: &str = "layouts/dongguan/theme.yml";

/// What the Chinese faces lack: subscripts, superscripts, a fraction, a European letter; and a
/// new element, which 宋体 lacks alone.
const RARE: &str = "CO₂、P₂O₅、10⁵、⅓、Škoda、鿬";
/// What no face in the folder has.
const NOWHERE: &str = "\u{1f980}";

/// An article with a text in every construct that prints.
fn everywhere(sign: &str) -> String {
    format!(
        r#"---
title: 标题{sign}
kicker: 引题{sign}
deck: 副题{sign}
running: 短题{sign}
section: news
authors:
  - {{name: 梁以宁{sign}, unit: 单位{sign}}}
photographers: [何岸{sign}]
sources: [来源{sign}]
lead: 导语{sign}。
---
正文{sign}，脚注[^a]。

**粗体{sign}**，平常。

*楷体{sign}*，平常。

***又粗又楷{sign}***，平常。

`照原样{sign}`，平常。

[着重{sign}]{{.dots}}，平常。

[墟]{{ruby="{sign}"}}日。

## 小标题{sign}

- 列表{sign}

> 引文{sign}。

![田野](images/field.svg "图注{sign}。"){{credit="何岸{sign} 绘"}}

::: table 表题{sign} {{source="出处{sign}"}}
| 表头{sign} | 数量 |
|------|-----:|
| 表格{sign} | 12   |
:::

::: sidebar 栏题{sign}
栏文{sign}。
:::

::: infobox 框题{sign}
- 项目：框文{sign}
:::

::: points 要点{sign}
1. 点文{sign}
:::

::: numbers 数题{sign} {{source="数源{sign}"}}
12吨{sign} | 数文{sign}
:::

::: compare 比题{sign}
旧{sign} | 旧文{sign}
新{sign} | 新文{sign}
:::

::: pullquote {{by="陈禾{sign}"}}
抽文{sign}。
:::

::: poem 诗题{sign} {{by="谭洁{sign}"}}
诗行{sign}
:::

::: qa
问：问句{sign}？

答：答句{sign}。
:::

::: item 条题{sign} {{unit="单位{sign}"}}
条文{sign}。
:::

```chart bars
title: 图题{sign}
unit: 吨{sign}
source: 图源{sign}
alt: 柱形图。
---
季度,前年{sign},去年
一季度{sign},1,2
```

[^a]: 注文{sign}。
"#
    )
}

/// A small issue with an article of every construct, cover lines and a filler.
fn issue(sign: &str) -> Sandbox {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.write(NEWS, everywhere(sign));
    sandbox.replace(
        ISSUE,
        "run: 50\n",
        &format!(
            "run: 50\ntheme: 主题{sign}\nfillers:\n  - {{title: 补白{sign}, text: 补白文{sign}。, by: 陈禾{sign}}}\n"
        ),
    );
    sandbox.replace(
        ISSUE,
        "  alt: 田野\n",
        &format!(
            "  alt: 田野\n  lines: [{{title: 要目{sign}, article: news, deck: 要目副题{sign}}}]\n"
        ),
    );
    sandbox
}

fn visit(frame: &Frame, look: &mut impl FnMut(&TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => visit(&group.frame, look),
            FrameItem::Text(item) => look(item),
            _ => {}
        }
    }
}

/// The families that set a character on the pages of the screen edition.
fn families(sandbox: &Sandbox, c: char) -> BTreeSet<String> {
    let project = Project::find(&sandbox.path("")).unwrap_or_else(|_| panic!("no project"));
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let mut found = BTreeSet::new();
    for page in pages.pages() {
        visit(&page.frame, &mut |item| {
            if item.glyphs.iter().any(|glyph| item.text[glyph.range()].starts_with(c)) {
                found.insert(item.font.info().family.clone());
            }
        });
    }
    found
}

/// A folder of faces of the sandbox's own, with these files of the project's.
fn take_faces(sandbox: &Sandbox, wanted: &[&str]) {
    let folder = sandbox.path("fonts");
    if folder.is_symlink() {
        fs::remove_file(&folder).unwrap();
    } else {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir(&folder).unwrap();
    for name in wanted {
        fs::copy(repository().join("fonts").join(name), folder.join(name)).unwrap();
    }
}

fn findings(report: &Value, rule: &str) -> Vec<Value> {
    let all = report["findings"].as_array().unwrap();
    all.iter().filter(|finding| finding["rule"] == rule).cloned().collect()
}

#[test]
fn what_the_chinese_faces_lack_is_printed() {
    let sandbox = issue(RARE);
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(!run.rules().iter().any(|rule| rule == "glyph-fallback"), "{}", run.out);
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let editions = inside_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    for page in editions.iter().flatten() {
        visit(&page.frame, &mut |item| {
            assert!(item.glyphs.iter().all(|glyph| glyph.id != 0), "{}", item.text);
        });
    }
    for (file, least) in [
        ("press/small-2026-01-interior.pdf", 25),
        ("press/small-2026-01-cover.pdf", 2),
        ("small-2026-01.pdf", 30),
    ] {
        let path = sandbox.path("out/2026-01").join(file);
        let Some(text) = whole(&path) else { return };
        let printed = text.matches("10⁵").count();
        assert!(printed >= least, "{file}: {printed} times in {text}");
        for sign in dense(RARE).split('、') {
            assert!(text.contains(sign), "{file}: no {sign} in {text}");
        }
    }
}

/// The words of all pages of a PDF.
fn whole(pdf: &std::path::Path) -> Option<String> {
    let document = lopdf::Document::load(pdf).unwrap();
    (1..=document.get_pages().len()).map(|page| words(pdf, page)).collect()
}

/// Left alone, shaping would put a letter together from another and a combining mark, which then
/// stands over the next letter.
#[test]
fn a_word_with_a_foreign_letter_is_set_whole_in_one_face() {
    let sandbox = Sandbox::new();
    sandbox.write(
        NEWS,
        "---\ntitle: 要闻\nsection: news\n---\n正文Škoda、10⁵¹。\n\n**粗体Škoda**，*楷体Škoda*。\n",
    );
    let latin = ["LXGW WenKai", "Noto Sans", "Noto Serif"].map(str::to_owned);
    for c in ['Š', 'k', 'a'] {
        assert_eq!(families(&sandbox, c), BTreeSet::from(latin.clone()), "{c}");
    }
    for c in ['⁵', '¹'] {
        assert_eq!(families(&sandbox, c), BTreeSet::from(["Noto Serif".to_owned()]), "{c}");
    }
    let chinese = BTreeSet::from(["Noto Serif CJK SC".to_owned()]);
    assert!(families(&sandbox, '0').is_superset(&chinese));
}

#[test]
fn what_no_face_has_stops_the_work_at_every_place() {
    let sandbox = issue(NOWHERE);
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.err);
    let found = findings(&run.report(), "glyph-missing");
    for file in [NEWS, ISSUE] {
        let text = sandbox.read(file);
        let places: BTreeSet<(usize, usize)> = text
            .lines()
            .enumerate()
            .flat_map(|(index, line)| {
                let columns = line.chars().enumerate().filter(|(_, c)| NOWHERE.contains(*c));
                columns.map(move |(column, _)| (index + 1, column + 1)).collect::<Vec<_>>()
            })
            .collect();
        let of_file = found.iter().filter(|finding| finding["file"] == file);
        let lines: BTreeSet<usize> =
            of_file.clone().map(|finding| finding["line"].as_u64().unwrap() as usize).collect();
        let wanted: BTreeSet<usize> = places.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, wanted, "{file}: {found:#?}");
        for finding in of_file {
            let line = finding["line"].as_u64().unwrap() as usize;
            let column = finding["column"].as_u64().unwrap() as usize;
            assert!(places.contains(&(line, column)), "{finding}");
            assert!(finding["message"].as_str().unwrap().contains("U+1F980"), "{finding}");
        }
    }
    // A draft is no way round it.
    let draft = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert_eq!(draft.status, 1);
    assert!(draft.rules().contains(&"glyph-missing".to_owned()), "{}", draft.out);
    assert!(sandbox.nothing_written());
}

#[test]
fn alternative_texts_are_not_printed() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "![田野]", &format!("![田野{NOWHERE}]"));
    let run = sandbox.run(&["check", "--format", "json"]);
    assert!(!run.rules().contains(&"glyph-missing".to_owned()), "{}", run.out);
}

/// The lines with a character that no face of the project has, where the program carries none.
fn missing_lines(sandbox: &Sandbox) -> Vec<usize> {
    let project = Project::find(&sandbox.path(".")).unwrap().with_store(common::store());
    let found = match check_issue(&project, "2026-01") {
        Ok((_, findings)) | Err(Failure::Stopped(findings)) => findings,
        Err(other) => panic!("{other:?}"),
    };
    let own = |rule: &str| rule == "glyph-missing";
    assert!(found.iter().all(|finding| finding.severity < Severity::Stop || own(finding.rule)));
    let missing = found.into_iter().filter(|finding| own(finding.rule));
    missing.map(|finding| finding.place.unwrap().line).collect()
}

/// Every role of the theme in one family, which lacks what the folder has elsewhere.
fn plain_theme(sandbox: &Sandbox) {
    let theme = sandbox.read(THEME);
    let from = theme.find("faces:\n").unwrap();
    let to = theme.find("\ngrid:").unwrap();
    let faces =
        "faces:\n  song: Noto Sans CJK SC\n  hei: Noto Sans CJK SC\n  kai: Noto Sans CJK SC\n";
    sandbox.write(THEME, format!("{}{faces}{}", &theme[..from], &theme[to..]));
}

#[test]
fn a_face_that_the_theme_does_not_name_helps_out() {
    let sandbox = Sandbox::with_own_layouts();
    plain_theme(&sandbox);
    sandbox.replace(NEWS, "正文一段", "正文CO₂一段");
    let chinese = ["NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"];
    take_faces(&sandbox, &chinese);
    assert_eq!(missing_lines(&sandbox), [10]);
    take_faces(&sandbox, &[chinese[0], chinese[1], "NotoSerif-Regular.ttf"]);
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let note = run.finding("glyph-fallback");
    assert_eq!(note["severity"], "note", "{note}");
    // The program may take one of those that it carries.
    assert!(note["message"].as_str().unwrap().contains('₂'), "{note}");
    assert_eq!(families(&sandbox, '₂'), BTreeSet::from(["Noto Serif".to_owned()]));
}

/// A face is held against what is set in it: the text of an article is none of 黑体's.
#[test]
fn roles_are_told_apart() {
    let faces =
        "  song: [Noto Serif CJK SC, Noto Serif]\n  hei: Noto Sans CJK SC\n  kai: LXGW WenKai\n";
    let missing = |text: &str| {
        let sandbox = Sandbox::with_own_layouts();
        let theme = sandbox.read(THEME);
        let (from, to) = (theme.find("  song:").unwrap(), theme.find("\ngrid:").unwrap());
        sandbox.write(THEME, format!("{}{faces}{}", &theme[..from], &theme[to..]));
        take_faces(
            &sandbox,
            &[
                "NotoSerifCJKsc-Regular.otf",
                "NotoSerif-Regular.ttf",
                "NotoSansCJKsc-Regular.otf",
                "LXGWWenKai-Regular.ttf",
            ],
        );
        sandbox.write(NEWS, format!("---\ntitle: 要闻\nsection: news\n---\n{text}\n"));
        missing_lines(&sandbox).len()
    };
    assert_eq!(missing("正文CO₂。"), 0);
    assert_eq!(missing("*楷体CO₂*与CO₂。"), 0);
    assert_eq!(missing("**粗体CO₂**。"), 1);
    assert_eq!(missing("正文。\n\n## 小标题CO₂"), 1);
    assert_eq!(missing("正文鿬。"), 1);
    assert_eq!(missing("**粗体鿬**，*楷体鿬*。"), 0);
}

/// A layout may set what the check does not know of: the finished pages show it.
#[test]
fn boxes_on_finished_pages_stop_every_edition() {
    let sandbox = Sandbox::with_own_layouts();
    // A layout that sets leads in a face without Han characters.
    sandbox.replace(
        "layouts/dongguan/parts/opening.typ",
        "  brush(ctx, size, fill: fill, a.lead)\n",
        "  text(font: \"Noto Serif\", size: size, a.lead)\n",
    );
    sandbox.approve();
    for arguments in [
        &["build", "--format", "json"][..],
        &["build", "--draft", "--editions", "digital", "--format", "json"],
    ] {
        let run = sandbox.run(arguments);
        assert_eq!(run.status, 1, "{}", run.err);
        let found = findings(&run.report(), "glyph-notdef");
        let first = found.iter().find(|it| it["message"].as_str().unwrap().contains("U+5BFC"));
        let first = first.unwrap_or_else(|| panic!("{found:#?}"));
        assert_eq!(first["file"], NEWS, "{first}");
        assert_eq!(first["line"], 8, "{first}");
        assert_eq!(first["severity"], "stop", "{first}");
        assert!(sandbox.nothing_written());
    }
    // And one that has words of its own.
    let sandbox = Sandbox::with_own_layouts();
    sandbox.replace(
        "layouts/dongguan/words.yml",
        "english: CONTENTS",
        "english: CONTENTS\u{1f980}",
    );
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.err);
    let found = findings(&run.report(), "glyph-notdef");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["file"], "layouts/dongguan");
    assert!(sandbox.nothing_written());
}

#[test]
fn the_theme_chooses_whose_latin_is_set() {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.replace(NEWS, "正文一段", "正文Latin一段—·“好”");
    let own = families(&sandbox, 'L');
    assert!(own.contains("Noto Serif CJK SC") && !own.contains("Noto Serif"), "{own:?}");
    let theme = sandbox.read(THEME);
    sandbox.write(THEME, format!("{theme}\ncomposition: {{latin: companion}}\n"));
    assert_eq!(families(&sandbox, 'L'), BTreeSet::from(["Noto Serif".to_owned()]));
    for mark in ['—', '·', '“', '正'] {
        assert!(!families(&sandbox, mark).contains("Noto Serif"), "{mark}");
    }
    sandbox.write(THEME, format!("{theme}\ncomposition: {{latin: other}}\n"));
    let run = sandbox.build(&[]);
    assert!(run.status == 1 && run.err.contains("composition.latin"), "{}", run.err);
}

#[test]
fn a_book_with_its_faces_has_the_companions_that_it_needs() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "正文一段", "正文CO₂、Škoda一段");
    let run = sandbox.build(&["--embed-fonts", "--editions", "digital"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let book = zip_entries(&fs::read(sandbox.path("out/2026-01/small-2026-01.epub")).unwrap());
    let companions: Vec<_> =
        book.iter().filter(|(name, _)| name.contains("fonts/kai-3-")).collect();
    assert_eq!(companions.len(), 2, "{:?}", book.keys());
    for (name, bytes) in companions {
        assert!(bytes.len() < 20_000, "{name} is not cut down");
        let face = ttf_parser::Face::parse(bytes, 0).unwrap();
        assert!(face.glyph_index('₂').is_some() && face.glyph_index('Š').is_some(), "{name}");
        assert!(face.glyph_index('k').is_none(), "{name} has what the face before it has");
    }
    let sheet = book.iter().find(|(name, _)| name.ends_with("style.css")).unwrap().1;
    let sheet = String::from_utf8(sheet.clone()).unwrap();
    assert!(
        sheet.contains(r#"--song: "issue song", "issue kai-3", "issue hei", "Noto Serif CJK SC""#),
        "{sheet}"
    );
    assert!(
        sheet.contains(
            r#"--kai: "issue kai", "issue song", "issue kai-3", "issue hei", "LXGW WenKai""#
        ),
        "{sheet}"
    );
}
