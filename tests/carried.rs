//! Formats and constructs: LibreOffice wrote one document with every construct in every format
//! (`tests/fixtures/import/make.py`), and of each construct it is seen whether the import carries it,
//! tells of it, or loses it, which none may. The table in docs/import.md is made here.

use crate::common;

use std::collections::BTreeMap;

use serde_json::Value;

use common::judging::{judge, missing, said, stdout};
use common::{Sandbox, repository};

const FORMATS: [&str; 6] = ["docx", "doc", "odt", "rtf", "html", "pdf"];
/// Between these lines of docs/import.md stands the table.
const MARKS: [&str; 2] = ["<!-- 由测试写成：带得进来的与说明的 -->\n\n", "\n<!-- 到此 -->\n"];

/// A construct of the document.
struct Construct {
    name: &'static str,
    /// Words of the manuscript, one of which says that it was carried.
    carried: &'static [&'static str],
    /// Rules of findings that tell of it, each with words that its message holds.
    told: &'static [(&'static str, &'static str)],
    /// The formats in which LibreOffice leaves it out or writes plain words in its place, so that
    /// nobody can tell that it was there.
    absent: &'static [&'static str],
}

const fn of(
    name: &'static str,
    carried: &'static [&'static str],
    told: &'static [(&'static str, &'static str)],
    absent: &'static [&'static str],
) -> Construct {
    Construct { name, carried, told, absent }
}

/// What a PDF shows and does not say is told of the whole of it.
const LOOKS: (&str, &str) = ("import-pdf", "着重号");

const CONSTRUCTS: [Construct; 38] = [
    of("标题", &["title: 样样都有的一篇\n"], &[("import-pdf", "标题")], &[]),
    of("署名", &["name: 陈禾\n"], &[("import-pdf", "标题")], &[]),
    of("第一级小标题", &["\n## 库前\n"], &[("import-pdf", "标题")], &[]),
    of("第二级小标题", &["\n### 秤下\n"], &[("import-pdf", "标题")], &[]),
    of("首字下沉", &["\n清早六点，榕溪社的"], &[], &[]),
    of("加粗", &["**加粗的字**"], &[("import-pdf", "加粗")], &[]),
    of("倾斜", &["*倾斜的字*"], &[("import-pdf", "倾斜")], &[]),
    of("删除线", &["~~划掉的字~~"], &[("import-pdf", "删除线")], &[]),
    of("下划线", &[], &[("import-underline", ""), ("import-pdf", "下划线")], &[]),
    of("着重号", &["[着重]{.dots}"], &[LOOKS], &["html"]),
    of("拼音", &["[渠]{ruby="], &[], &["html"]),
    of("上标、下标", &["m³，用CO₂，又a[甲]{.sup}", "m³，用CO2，又a[甲]{.sup}"], &[], &[]),
    of("隐藏文字", &[], &[("import-hidden", "")], &["pdf"]),
    of("符号字体", &["☑已验"], &[("import-pdf-untold", ""), ("import-symbol", "")], &[]),
    of("基本平面以外的字", &["𠮷水"], &[], &["pdf"]),
    of("冒牌字", &["工坊"], &[("import-look-alikes", "工")], &["pdf"]),
    of("脚注", &["[^1]: 脚下的注文。", "\n1脚下的注文。"], &[("import-pdf", "脚注")], &[]),
    of("注的第二段", &["（一）注文的第二段。"], &[], &[]),
    of("尾注", &["]: 末尾的注文。", "\ni末尾的注文。"], &[("import-pdf", "脚注")], &[]),
    of("批注", &["text: 批在边上的话"], &[], &["html", "pdf"]),
    of("修订：添上的", &["添上的新秤"], &[], &[]),
    of("修订：删去的", &[], &[("import-changes-accepted", ""), ("import-pdf", "修订")], &["html"]),
    of("链接", &["](<https://example.org/liang?a=1#jia>)"], &[("import-pdf-links", "")], &[]),
    of("换行", &["行末\\\n换行的字"], &[("import-pdf", "段落")], &[]),
    of("自动编号", &["一、称粮要当着人称", "1. 称粮要当着人称"], &[], &[]),
    of("下一级编号", &["（一）过秤的人报数", "   1. 过秤的人报数"], &[], &[]),
    of("列表", &["去皮一件"], &[], &[]),
    of("圆点", &["+ 不压秤头", "- 不压秤头", "•不压秤头"], &[], &[]),
    of("引文", &["> “引来的一句话。”"], &[("import-pdf", "段落")], &[]),
    of("图片", &["(images/every-1."], &[("import-pdf-picture-left", "")], &[]),
    of("图注", &["图1 新秤。"], &[], &[]),
    of(
        "替代文字",
        &["![仓门口的一台电子秤]"],
        &[("import-picture-alt", "every-1"), ("import-pdf-picture-left", "")],
        &[],
    ),
    of(
        "裁过的图片",
        &[],
        &[
            ("import-picture-retouched", ""),
            ("import-picture-effect", ""),
            ("import-pdf-picture-left", ""),
        ],
        &["rtf", "html"],
    ),
    of(
        "图元文件（EMF）",
        &["图元文件：\n\n![](images/every-3.png)"],
        &[("import-picture-format", "EMF"), ("picture-unfit", "EMF"), ("import-pdf", "画的图形")],
        &[],
    ),
    of(
        "公式",
        &["公式a+b在行里", "公式a+ b在行里"],
        &[("import-math", ""), ("import-object", "公式")],
        &["html"],
    ),
    of(
        "合并的单元格",
        &["| 品种 | 斤两 | << |\n|---|---|---|\n| 早稻 | 上旬 | 720 |\n| ^^ | 下旬 | 810 |"],
        &[("import-pdf-table", "")],
        &[],
    ),
    of("文本框", &["::: sidebar\n框里的值班表。", "\n框里的值班表。"], &[], &[]),
    of("形状里的字", &["形状里的字"], &[("import-pdf", "栏序")], &["html"]),
];

/// What became of a construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Carried,
    Told,
    Absent,
    Lost,
}

impl Fate {
    fn of(construct: &Construct, format: &str, text: &str, findings: &[Value]) -> Self {
        let told = |(rule, words): &(&str, &str)| {
            let mut own = findings.iter().filter(|finding| finding["rule"] == *rule);
            own.any(|finding| finding["message"].as_str().unwrap().contains(words))
        };
        match () {
            () if construct.carried.iter().any(|words| text.contains(words)) => Self::Carried,
            () if construct.told.iter().any(told) => Self::Told,
            () if construct.absent.contains(&format) => Self::Absent,
            () => Self::Lost,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Carried => "带",
            Self::Told => "说",
            Self::Absent => "无",
            Self::Lost => "失",
        }
    }
}

/// The manuscript of a format with its front matter, and all findings.
fn imported(format: &str) -> (String, Vec<Value>) {
    let sandbox = Sandbox::new();
    let from = repository().join("tests/fixtures/import/every");
    for entry in std::fs::read_dir(&from).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let own = name == format!("every.{format}");
        if own || (format == "html" && name.starts_with("every_html_")) {
            sandbox.write(&format!("稿/{name}"), std::fs::read(entry.path()).unwrap());
        }
    }
    let run = sandbox.run(&["import", "稿", "--format", "json", "--lang", "zh"]);
    assert_eq!(run.status, 0, "{format}: {}{}", run.out, run.err);
    let findings = run.report()["findings"].as_array().unwrap().clone();
    (sandbox.read("issues/inbox/every.md"), findings)
}

#[test]
fn every_construct_of_every_format_is_carried_or_told() {
    let read: BTreeMap<&str, (String, Vec<Value>)> =
        FORMATS.into_iter().map(|format| (format, imported(format))).collect();
    let mut table = format!(
        "| 内容 | {} |\n|---|{}\n",
        FORMATS.map(|own| format!(".{own}")).join(" | "),
        "---|".repeat(6)
    );
    let mut lost = Vec::new();
    for construct in &CONSTRUCTS {
        let fates = FORMATS.map(|format| {
            let (text, findings) = &read[format];
            let fate = Fate::of(construct, format, text, findings);
            if fate == Fate::Lost {
                lost.push(format!("{}: {format}", construct.name));
            }
            fate.sign()
        });
        table += &format!("| {} | {} |\n", construct.name, fates.join(" | "));
    }
    for (format, (text, findings)) in &read {
        println!("== {format}\n{text}");
        for finding in findings {
            println!("{} {}", finding["rule"], finding["message"]);
        }
    }
    assert!(lost.is_empty(), "{lost:#?}\n{table}");
    let path = repository().join("docs/import.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(MARKS[0]).unwrap();
    let (kept, after) = rest.split_once(MARKS[1]).unwrap();
    if std::env::var_os("NEIKAN_UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{}{table}{}{after}", MARKS[0], MARKS[1])).unwrap();
    } else {
        assert_eq!(kept, table, "run the tests with NEIKAN_UPDATE=1");
    }
}

/// What pandoc reads of the Word document and the import rightly leaves out, with the finding that tells of
/// it; the signs before names and the head of a source become places of their own in the manuscript, and numbers
/// that Word shows as 一、 are written so.
const LEFT_OUT: [(&str, Option<&str>); 5] = [
    ("目录页 库前1 秤下2", Some("import-contents")),
    ("藏着的字", Some("import-hidden")),
    ("文/ 图/", None),
    ("资料来源：", None),
    ("1. 2.", None),
];

/// Letters and digits, each with how often it occurs; those that only look like others count as these.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for letter in hanzi::folding::folded(text).chars().filter(|letter| letter.is_alphanumeric()) {
        *counts.entry(letter).or_default() += 1;
    }
    counts
}

/// A second opinion: whatever pandoc reads of the same Word document is in the manuscript. The other way round
/// it is no judge: it reads neither words under readings nor paragraphs beside text boxes (findings/).
#[test]
fn what_pandoc_reads_is_in_the_manuscript() {
    let document = repository().join("tests/fixtures/import/every/every.docx");
    let script = "import pypandoc, sys; print(pypandoc.convert_file(sys.argv[1], 'plain'))";
    let call = ["-c", script, document.to_str().unwrap()];
    let Some(output) = judge("python3", &call) else { return };
    if said(&output).contains("No module named 'pypandoc'") {
        return missing("pypandoc").unwrap_or_default();
    }
    assert!(output.status.success(), "{}", said(&output));
    let (manuscript, findings) = imported("docx");
    let mut left = letters(&manuscript);
    for (text, rule) in LEFT_OUT {
        let told = |rule: &str| findings.iter().any(|finding| finding["rule"] == rule);
        assert!(rule.is_none_or(told), "{text}");
        letters(text)
            .into_iter()
            .for_each(|(letter, count)| *left.entry(letter).or_default() += count);
    }
    let read = letters(&stdout(&output));
    assert!(read.values().sum::<usize>() > 200, "{read:?}");
    for (letter, count) in read {
        let own = left.get(&letter).copied().unwrap_or_default();
        assert!(own >= count, "{letter}: pandoc {count}, the manuscript {own}\n{manuscript}");
    }
}
