//! Finished pages in: PDFs made by hand, by the program's own build and by LibreOffice become
//! manuscripts again, and wrong files are refused in words.

use crate::common;

use std::io::{Cursor, Write};
use std::process::{Command, Stdio};

use common::sheets::{line, lines, pdf, pdf_with, picture};
use common::{Run, Sandbox, repository};

fn import(sandbox: &Sandbox, file: &str) -> Run {
    sandbox.run(&["import", "--format", "json", "--lang", "en", file])
}

/// What one PDF becomes: the manuscript without its front matter, the front matter, the findings.
fn read(bytes: Vec<u8>) -> (String, String, Run) {
    let sandbox = Sandbox::new();
    sandbox.write("a.pdf", bytes);
    let run = import(&sandbox, "a.pdf");
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let text = sandbox.read("issues/inbox/a.md");
    let (head, body) = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
    (body.to_owned(), head.to_owned(), run)
}

fn has(run: &Run, rule: &str) -> bool {
    run.rules().iter().any(|own| own == rule)
}

/// The first lines of an article: running head, title, byline, a paragraph of two and a half lines.
fn first_page() -> String {
    [
        line(72.0, 800.0, 9.0, "F", "荔塘供销 2026年第1期"),
        line(220.0, 740.0, 22.0, "F", "一车荔枝的账"),
        line(270.0, 700.0, 11.0, "F", "文/陈禾"),
        line(
            94.0,
            660.0,
            11.0,
            "F",
            "荔枝红了，社员们天没亮就上山，采下的头一筐果要在两个钟头里送进冷",
        ),
        lines(
            72.0,
            644.0,
            11.0,
            "F",
            &[
                "库。供销社把冷库修到了山脚下，从桥头过去走路只要一刻钟，用的是 co-",
                "operative 的老秤。",
            ],
        ),
        line(72.0, 600.0, 11.0, "B", "桥头的秤"),
        line(
            94.0,
            570.0,
            11.0,
            "F",
            "第二筐在桥头，等着装车。第三筐已经装上了车，车上的人又数了一遍，",
        ),
        line(290.0, 30.0, 9.0, "F", "1"),
    ]
    .concat()
}

fn second_page() -> String {
    [
        line(72.0, 800.0, 9.0, "F", "荔塘供销 2026年第1期"),
        line(72.0, 740.0, 11.0, "F", "才把篷布盖上。"),
        line(94.0, 724.0, 11.0, "F", "车走了。"),
        line(72.0, 80.0, 9.0, "F", "① 据《荔塘志》。"),
        line(290.0, 30.0, 9.0, "F", "2"),
    ]
    .concat()
}

#[test]
fn lines_become_paragraphs_over_pages() {
    let (text, head, run) = read(pdf(&[first_page(), second_page()]));
    assert_eq!(
        text,
        "荔枝红了，社员们天没亮就上山，采下的头一筐果要在两个钟头里送进冷库。供销社把冷库修到了山脚下，从桥头过去走路只要一刻钟，用的是 cooperative 的老秤。\n\n\
         ## 桥头的秤\n\n\
         第二筐在桥头，等着装车。第三筐已经装上了车，车上的人又数了一遍，才把篷布盖上。\n\n\
         车走了。\n\n\
         ① 据《荔塘志》。\n"
    );
    for part in [
        "title: 一车荔枝的账",
        "name: 陈禾",
        "date: 2026-03-05",
        "guessed: [title, section, authors, date, text]",
    ] {
        assert!(head.contains(part), "{part}: {head}");
    }
    for rule in ["import-pdf", "import-pdf-margins", "import-pdf-notes"] {
        assert!(has(&run, rule), "{rule}: {}", run.out);
    }
    let told = run.finding("import-pdf-margins")["message"].to_string();
    assert!(told.contains("荔塘供销 2026年第1期 / 1 / 2"), "{told}");
    assert_eq!(run.report()["imported"][0]["form"], "PDF");
}

#[test]
fn covers_and_contents_stand_apart_and_are_told() {
    let cover = [
        line(150.0, 600.0, 40.0, "F", "荔塘的一年"),
        line(200.0, 480.0, 14.0, "F", "荔塘供销社 编"),
        line(240.0, 90.0, 12.0, "F", "二〇二六年三月"),
    ];
    let contents = [
        line(72.0, 760.0, 22.0, "F", "目　录"),
        line(72.0, 700.0, 11.0, "F", "一车荔枝的账………………………………3"),
        line(72.0, 680.0, 11.0, "F", "渠边的早市………………………………4"),
        line(72.0, 660.0, 11.0, "F", "老粮仓里的新秤…………………………6"),
        line(72.0, 640.0, 11.0, "F", "冷库的灯…………………………………9"),
    ];
    let pages = [cover.concat(), contents.concat(), first_page(), second_page()];
    let (text, head, run) = read(pdf(&pages));
    assert!(head.contains("title: 荔塘的一年"), "{head}");
    for word in ["荔塘供销社 编", "早市", "冷库的灯", "目录", "目　录"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    assert!(text.contains("第二筐在桥头，等着装车。"), "{text}");
    let report = run.report();
    let findings = report["findings"].as_array().unwrap().iter();
    let told = findings.filter(|own| own["rule"] == "import-pdf-apart");
    let told: Vec<&str> = told.map(|own| own["message"].as_str().unwrap()).collect();
    assert_eq!(told.len(), 2, "{}", run.out);
    assert!(told[0].contains("Page 1") && told[0].contains("二〇二六年三月"), "{told:?}");
    assert!(told[1].contains("Page 2") && told[1].contains("渠边的早市"), "{told:?}");
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "渠边的早市六点开秤，书摊的主人",
        "清早把两块门板卸下来，架在渠边",
        "的石墩上；卖菜的老人把秤杆擦了",
    ];
    let right = ["又擦，说这秤是合作社时候传下来", "的，跟了他三十多年。"];
    let page = [
        line(180.0, 780.0, 20.0, "F", "渠边的早市"),
        // The right column is painted first.
        lines(310.0, 720.0, 11.0, "F", &right),
        lines(72.0, 720.0, 11.0, "F", &left),
        line(72.0, 640.0, 15.0, "F", "横跨两栏的一行小题，说的是渠边早市的秤和书摊的事"),
        line(94.0, 600.0, 11.0, "F", "只有一行的一段。"),
        picture(310.0, 520.0),
        line(310.0, 500.0, 9.0, "F", "图1 渠边的门板。何岸 摄"),
    ]
    .concat();
    let (text, _, run) = read(pdf(&[page]));
    assert!(
        text.starts_with(
            "渠边的早市六点开秤，书摊的主人清早把两块门板卸下来，架在渠边的石墩上；卖菜的老人把秤杆擦了又擦，说这秤是合作社时候传下来的，跟了他三十多年。\n\n\
             ## 横跨两栏的一行小题，说的是渠边早市的秤和书摊的事\n\n只有一行的一段。\n\n"
        ),
        "{text}"
    );
    assert!(text.contains("](images/a-1.") && text.contains("图1 渠边的门板"), "{text}");
    assert!(text.contains("何岸 摄"), "{text}");
    assert!(has(&run, "import-pdf-pictures"), "{}", run.out);
}

#[test]
fn tables_readings_and_other_faces_are_carried() {
    let row = |y: f64, cells: [&str; 3]| -> String {
        let places = [72.0, 200.0, 330.0];
        places.iter().zip(cells).map(|(x, text)| line(*x, y, 11.0, "F", text)).collect()
    };
    let gbk = |text: &str| -> String {
        encoding_rs::GB18030.encode(text).0.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let page = [
        line(94.0, 780.0, 11.0, "F", "荔枝红了，社员们天没亮就上山，采下的头一筐果，"),
        format!(
            "BT /G 11 Tf 72 764 Td <{}> Tj ET\n",
            gbk("就送进冷库。渠字怎么念，要看上面的字，")
        ),
        line(72.0, 736.0, 11.0, "F", "这里的渠字上面有字，平方也有：8 m"),
        line(253.5, 740.0, 6.5, "F", "2"),
        line(72.0 + 3.0 * 11.0, 747.0, 5.0, "F", "qú"),
        row(690.0, ["货品", "吨数", "金额"]),
        row(670.0, ["化肥", "12", "3400"]),
        row(650.0, ["农膜", "5", "1200"]),
        line(94.0, 600.0, 11.0, "F", "末一段。"),
    ]
    .concat();
    let (text, _, run) = read(pdf(&[page]));
    assert!(text.contains("就送进冷库。渠字怎么念"), "{text}");
    assert!(text.contains("[渠]{ruby=\"qú\"}") || text.contains("[渠]{ruby=qú}"), "{text}");
    assert!(text.contains("m²"), "{text}");
    assert!(text.contains("| 货品 | 吨数 | 金额 |\n|---|---|---|\n| 化肥 | 12 | 3400 |"), "{text}");
    assert!(has(&run, "import-pdf-table"), "{}", run.out);
}

#[test]
fn what_is_not_text_of_the_pages_is_told() {
    let note = "/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (check) /T (Chen) >> \
        << /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/) >> >>]";
    let first = first_page();
    let page = [
        first.as_str(),
        "BT /F 30 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <5185908865996599> Tj ET\n",
        "BT /F 11 Tf 3 Tr 1 0 0 1 72 500 Tm <96909634> Tj 0 Tr ET\n",
        "/Artifact BMC BT /F 9 Tf 1 0 0 1 72 20 Tm <88c5996e> Tj ET EMC\n",
        &line(94.0, 540.0, 11.0, "F", "这里有一个不认得的\u{e123}字。"),
    ];
    let (text, head, run) = read(pdf_with(&[page.concat()], ["", ""], note));
    for rule in ["import-pdf-askew", "import-pdf-hidden", "import-pdf-untold", "import-pdf-links"] {
        assert!(has(&run, rule), "{rule}: {}", run.out);
    }
    assert!(text.contains("不认得的〓字"), "{text}");
    assert!(!text.contains(['饮', '隐', '邀']), "{text}");
    assert!(
        run.finding("import-pdf-margins")["message"].to_string().contains("装饮"),
        "{}",
        run.out
    );
    assert!(head.contains("text: check") && head.contains("by: Chen"), "{head}");
}

#[test]
fn pages_without_text_and_wrong_files_are_refused_in_words() {
    let page = first_page();
    let whole = pdf(std::slice::from_ref(&page));
    let scan = pdf(&["q 595 0 0 842 0 0 cm /I Do Q\n".to_owned()]);
    let locked = pdf_with(&[page], ["", "/Encrypt << /Filter /Standard /V 4 >>"], "");
    let untold = pdf(&[line(72.0, 700.0, 11.0, "F", &"\u{e001}".repeat(40))]);
    let many = pdf(&vec![String::new(); 401]);
    let cases: [(&str, &[u8], &str); 7] = [
        ("scan", &scan, "import-pdf-scan"),
        ("locked", &locked, "import-pdf-locked"),
        ("garbled", &untold, "import-pdf-garbled"),
        ("many", &many, "import-pdf-long"),
        ("cut", &whole[..whole.len() - 40], "pdf-cut-off"),
        ("empty", b"%PDF-1.7\n", "pdf-cut-off"),
        ("damaged", &[&whole[..40], &whole[60..]].concat(), "pdf-damaged"),
    ];
    let sandbox = Sandbox::new();
    for (name, bytes, rule) in cases {
        let file = format!("{name}.pdf");
        sandbox.write(&file, bytes);
        let run = import(&sandbox, &file);
        assert_eq!(run.status, 1, "{name}: {}", run.out);
        assert!(has(&run, rule), "{name}: {}", run.out);
    }
    assert!(!sandbox.path("issues/inbox").join("scan.md").exists());
    // What is called a PDF and is something else is read as what it is.
    sandbox.write("text.pdf", "题目\n一段正文。\n");
    let run = import(&sandbox, "text.pdf");
    assert_eq!((run.status, has(&run, "import-doc-other")), (0, true), "{}", run.out);
    sandbox.write("pages.doc", &whole);
    let run = import(&sandbox, "pages.doc");
    assert_eq!((run.status, has(&run, "import-doc-other")), (0, true), "{}", run.out);
}

#[test]
fn a_pdf_comes_in_a_zip_and_a_mail_and_is_no_text_beside_one() {
    use base64::Engine;
    let bytes = pdf(&[first_page()]);
    let sandbox = Sandbox::new();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        ("lychee.pdf", bytes.as_slice()),
        ("twin.txt", "早市\n一段正文。\n".as_bytes()),
        ("twin.pdf", bytes.as_slice()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    sandbox.write("a.zip", zip.finish().unwrap().into_inner());
    let run = import(&sandbox, "a.zip");
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(has(&run, "import-twin"), "{}", run.out);
    assert!(sandbox.read("issues/inbox/lychee.md").contains("## 桥头的秤"));
    let attached =
        base64::engine::general_purpose::STANDARD.encode(pdf(&[first_page(), second_page()]));
    let mail = format!(
        "From: a@example.org\r\nSubject: lychee\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
         --b\r\nContent-Type: application/pdf; name=mail.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {attached}\r\n--b--\r\n"
    );
    sandbox.write("a.eml", mail);
    let run = import(&sandbox, "a.eml");
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(sandbox.read("issues/inbox/mail.md").contains("才把篷布盖上。"));
}

/// The words of a manuscript, without its markup.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn pages_of_the_own_build_give_their_paragraphs_back() {
    let sandbox = Sandbox::new();
    let sentences = [
        "荔枝红了，社员们天没亮就上山，采下的头一筐果要在两小时之内送进冷库。",
        "供销社把冷库修到了山脚下，从桥头过去走路只要一刻钟，挑着担子也只要半个钟头。",
        "渠边的早市六点开秤，书摊的主人清早把两块门板卸下来，架在渠边的石墩上。",
        "卖菜的老人把秤杆擦了又擦，说这秤是合作社时候传下来的，跟了他三十多年。",
        "村口新装了一台电子秤，谁的果子多重，屏幕上看得清清楚楚，心里一样踏实。",
    ];
    // Paragraphs of different length, so that columns and pages end within some of them.
    let paragraphs: Vec<String> = (0..16)
        .map(|at| (0..3 + at % 4).map(|own| sentences[(at + 2 * own) % 5]).collect::<String>())
        .map(|text| {
            format!("{}{text}", ["那天，", "后来，", "有人说，", "第二年，"][text.len() % 4])
        })
        .collect();
    let article = format!(
        "---\ntitle: 要闻一则\nsection: news\nauthors:\n  - name: 梁以宁\n---\n{}\n\n## 桥头的秤\n\n{}\n",
        paragraphs[..8].join("\n\n"),
        paragraphs[8..].join("\n\n")
    );
    sandbox.write("issues/2026-01/articles/news.md", article);
    let run = sandbox.run(&["build", "--draft", "--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let built = std::fs::read_dir(sandbox.path("out/2026-01")).unwrap().flatten();
    let pdfs = built.map(|entry| entry.path());
    let pages = pdfs.filter(|path| path.extension().is_some_and(|e| e == "pdf")).min();
    std::fs::copy(pages.expect("a PDF was built"), sandbox.path("issue.pdf")).unwrap();
    let run = import(&sandbox, "issue.pdf");
    assert_eq!(run.status, 0, "{}", run.out);
    let text = sandbox.read("issues/inbox/issue.md");
    let read: Vec<String> = text.split("\n\n").map(words).collect();
    // A box on a page may part the paragraph that goes on behind it.
    let whole = paragraphs.iter().filter(|own| read.contains(&words(own))).count();
    assert!(whole >= 14, "{whole} of 16\n{text}");
    assert!(text.contains("# 桥头的秤\n"), "{text}");
}

#[test]
fn pages_of_libreoffice_give_their_paragraphs_back() {
    let installed = Command::new("soffice").arg("--version").stdin(Stdio::null()).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        println!("skipped: LibreOffice is not installed");
        return;
    }
    let sandbox = Sandbox::new();
    let paragraphs = [
        "荔枝红了，社员们天没亮就上山。采下的头一筐果，要在两小时之内送进冷库。供销社把冷库修到了山脚下，从桥头过去，走路只要一刻钟，挑着担子也只要半个钟头。",
        "渠边的早市六点开秤。书摊的主人清早把两块门板卸下来，架在渠边的石墩上；卖菜的老人把秤杆擦了又擦，用的是 QR code 收钱，也收现金。",
    ];
    let body: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    let page = format!(
        "<html><head><meta charset=utf-8><style>@page{{size:A4}} body{{font-family:'Noto Serif CJK SC';\
         font-size:11pt;line-height:1.6}} p{{text-indent:2em;margin:0}} h1{{font-size:20pt;text-align:center}} h2{{font-size:14pt}}\
         </style></head><body><h1>一车荔枝的账</h1>{}</body></html>",
        format!("<h2>桥头的秤</h2>{body}").repeat(6)
    );
    sandbox.write("a.html", page);
    let home = sandbox.path("home");
    std::fs::create_dir_all(&home).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(repository().join("fonts"), home.join(".fonts")).unwrap();
    let made = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", sandbox.path("profile").display()))
        .args(["--headless", "--convert-to", "pdf:writer_web_pdf_Export", "a.html"])
        .current_dir(sandbox.path("."))
        .env("HOME", &home)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(sandbox.path("a.pdf").is_file(), "{made:?}");
    let run = import(&sandbox, "a.pdf");
    assert_eq!(run.status, 0, "{}", run.out);
    let text = sandbox.read("issues/inbox/a.md");
    for paragraph in paragraphs {
        assert_eq!(text.matches(&format!("\n{paragraph}\n")).count(), 6, "{paragraph}\n{text}");
    }
    // One of the headings is taken for the title where LibreOffice leaves the first line out.
    assert!(text.matches("\n## 桥头的秤\n").count() >= 5, "{text}");
}
