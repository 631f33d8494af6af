//! What member units send: pages, mails, containers, folders, and what goes wrong with them.

use crate::common;

use std::io::{Cursor, Write};

use common::{Run, Sandbox};
use encoding_rs::GB18030;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A picture of 8 × 8 points, in a colour of its own.
fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = vec![shade; 8 * 8 * 3];
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::write_image(encoder, &pixels, 8, 8, image::ColorType::Rgb8.into())
        .unwrap();
    bytes
}

/// A container in which names stand as their bytes are.
fn zip(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    // The writer takes UTF-8 alone: names of the same length are put in afterwards.
    let holder = |at: usize, name: &[u8]| match std::str::from_utf8(name) {
        Ok(name) if name.is_ascii() => name.to_owned(),
        _ => char::from(b'A' + at as u8).to_string().repeat(name.len()),
    };
    for (at, (name, bytes)) in files.iter().enumerate() {
        zip.start_file(holder(at, name), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    for (at, (name, _)) in files.iter().enumerate().filter(|(_, (name, _))| !name.is_ascii()) {
        let held = holder(at, name).into_bytes();
        let heads = [(&b"PK\x03\x04"[..], 30), (&b"PK\x01\x02"[..], 46)];
        for (head, length) in heads {
            let mut from = 0;
            while let Some(found) = bytes[from..].windows(4).position(|own| own == head) {
                let start = from + found + length;
                if bytes.get(start..start + held.len()) == Some(&held[..]) {
                    bytes[start..start + held.len()].copy_from_slice(name);
                }
                from += found + 4;
            }
        }
    }
    bytes
}

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn import(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let call = [&["import", "--format", "json", "--lang", "en"], arguments].concat();
    sandbox.run(&call)
}

/// The manuscripts that were made, by their names.
fn made(run: &Run) -> Vec<String> {
    let report = run.report();
    let all = report["imported"].as_array().unwrap().iter();
    let names = all.map(|own| own["to"].as_str().unwrap().to_owned());
    let bare = names
        .map(|name| name.trim_start_matches("issues/inbox/").trim_end_matches(".md").to_owned());
    bare.collect()
}

const MANUSCRIPT: &str =
    "一车荔枝的账\n文/陈禾\n头一筐荔枝过了秤，天才亮。\n第二筐在桥头，等着装车。\n";

#[test]
fn names_are_those_of_titles_in_pinyin() {
    let sandbox = Sandbox::new();
    sandbox.write("荔枝.txt", MANUSCRIPT);
    sandbox.write("再来.txt", MANUSCRIPT.replace("桥头", "村口"));
    sandbox.write("2026.txt", MANUSCRIPT.replace("一车荔枝的账", "2026年荔枝开秤"));
    sandbox.write("lychee.txt", MANUSCRIPT.replace("桥头", "渡口"));
    let run = import(&sandbox, &["荔枝.txt", "再来.txt", "2026.txt", "lychee.txt"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(
        made(&run),
        ["yiche-lizhi-zhang", "yiche-lizhi-zhang-2", "2026nian-lizhi-kaicheng", "lychee"]
    );
    assert_eq!(run.finding("import-renamed")["file"], "再来.txt");
    sandbox.write("三来.txt", MANUSCRIPT.replace("桥头", "街口"));
    let run = import(&sandbox, &["三来.txt", "--name", "lizhi-zhang"]);
    assert_eq!(made(&run), ["lizhi-zhang"]);
    for name in ["Lizhi", "../a", "a--b", "荔枝", "a/b", ""] {
        let run = sandbox.run(&["import", "三来.txt", "--name", name]);
        assert_eq!(run.status, 2, "{name}: {}{}", run.out, run.err);
        assert!(run.err.contains("import-name"), "{name}: {}", run.err);
    }
}

#[test]
fn one_that_cannot_be_read_keeps_no_other_out() {
    let sandbox = Sandbox::new();
    sandbox.write("a.docx", "PK");
    sandbox.write("b.txt", MANUSCRIPT);
    sandbox.write("c.html", "<p></p>");
    sandbox.write("d.txt", MANUSCRIPT.replace("桥头", "村口"));
    let run = import(&sandbox, &["a.docx", "b.txt", "c.html", "none.txt", "d.txt", "b.txt"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert_eq!(made(&run), ["b", "d"]);
    let report = run.report();
    let files: Vec<(&str, bool)> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["from"].as_str().unwrap(), file["ok"].as_bool().unwrap()))
        .collect();
    let wanted = [
        ("a.docx", false),
        ("b.txt", true),
        ("c.html", false),
        ("none.txt", false),
        ("d.txt", true),
        ("b.txt", false),
    ];
    assert_eq!(files, wanted);
    let rules = run.rules();
    for rule in ["import-word-broken", "import-empty", "import-unreadable", "import-known"] {
        assert!(rules.iter().any(|own| own == rule), "{rule}: {}", run.out);
    }
    let inbox = std::fs::read_dir(sandbox.path("issues/inbox")).unwrap();
    let mut names: Vec<_> = inbox.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["b.md", "d.md", "originals"]);
    let arrivals = sandbox.read("issues/arrivals.txt");
    assert_eq!(arrivals.lines().count(), 3, "{arrivals}");
    assert!(arrivals.lines().nth(1).unwrap().contains(" b "), "{arrivals}");
}

/// An article of a public account as a browser saves it.
fn account_page(picture: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title></title>\
         <meta property=\"og:title\" content=\"渠边的旧书摊\">\
         <meta property=\"og:site_name\" content=\"微信公众平台\"></head><body>\
         <h1 class=\"rich_media_title\" id=\"activity-name\">渠边的旧书摊</h1>\
         <div id=\"meta_content\"><span id=\"copyright_logo\">原创</span>\
         <span class=\"rich_media_meta rich_media_meta_text\">陈禾</span>\
         <span id=\"profileBt\"><a id=\"js_name\"> 荔塘供销 </a></span>\
         <em id=\"publish_time\" class=\"rich_media_meta rich_media_meta_text\"></em></div>\
         <div id=\"js_content\" style=\"visibility: hidden; opacity: 0;\">\
         <section><section><section><p>第一段说门板。<br><br>第二段说<ruby>渠<rp>(</rp><rt>qú</rt><rp>)</rp></ruby>边。</p></section></section></section>\
         <p><img data-src=\"https://mmbiz.example.org/640\" src=\"{picture}\" alt=\"书摊\"></p>\
         <p><img data-src=\"https://mmbiz.example.org/641\" src=\"data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\"></p>\
         <p style=\"display:none\">藏起来的字</p><iframe src=\"https://v.example.org\"></iframe>\
         <p>末段。</p><p>来源：荔塘供销社</p><p>编辑：何岸</p><p>审核 | 林一</p><p>长按识别二维码，关注我们</p><p>点赞 在看</p></div>\
         <div class=\"qr_code\">微信扫一扫关注该公众号</div>\
         <script>var ct = \"1772641800\"; var nickname = htmlDecode(\"荔塘供销\");</script></body></html>"
    )
}

#[test]
fn a_page_of_a_public_account_is_taken_with_its_pictures() {
    let sandbox = Sandbox::new();
    sandbox.write("旧书摊.html", account_page("./%E6%97%A7%E4%B9%A6%E6%91%8A_files/640"));
    sandbox.write("旧书摊_files/640", png(7));
    let run = import(&sandbox, &["旧书摊.html"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(made(&run), ["qubian-jiushutan"]);
    let text = sandbox.read("issues/inbox/qubian-jiushutan.md");
    for part in [
        "title: 渠边的旧书摊\n",
        "- name: 陈禾\n",
        "- 荔塘供销社\n- 荔塘供销\n",
        "date: 2026-03-05\n",
        "第一段说门板。\n\n第二段说[渠]{ruby=\"qú\"}边。\n\n![书摊](images/qubian-jiushutan-1.png)\n\n末段。\n",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    for gone in ["藏起来", "何岸", "林一", "点赞", "扫一扫", "原创", "二维码"] {
        assert!(!text.contains(gone), "{gone}:\n{text}");
    }
    let tail = run.finding("import-tail")["message"].as_str().unwrap().to_owned();
    for left in ["编辑：何岸", "审核 | 林一", "长按识别二维码", "点赞 在看"] {
        assert!(tail.contains(left), "{left}: {tail}");
    }
    let web = run.finding("import-picture-web")["message"].as_str().unwrap().to_owned();
    assert!(web.contains("https://mmbiz.example.org/641"), "{web}");
    assert!(!run.out.contains("https://mmbiz.example.org/640"), "{}", run.out);
    for rule in ["import-hidden", "import-played", "import-page-around"] {
        run.finding(rule);
    }
    let guessed = text.lines().find(|line| line.starts_with("guessed: [")).unwrap_or_default();
    for key in ["sources", "authors", "date"] {
        assert!(guessed.contains(key), "{key}: {text}");
    }
}

#[test]
fn two_ends_of_lines_part_paragraphs_and_a_lazy_picture_is_on_the_web() {
    let sandbox = Sandbox::new();
    let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><h1>渠边的旧书摊</h1>\
        <section>第一段说门板。<br><br>第二段说石墩。</section>\
        <section><img data-src=\"https://example.org/a.jpg\" src=\"data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\" alt=\"书摊\"></section>\
        <p>末段。</p></body></html>";
    sandbox.write("tan.html", page);
    let run = import(&sandbox, &["tan.html"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let text = sandbox.read("issues/inbox/tan.md");
    assert!(text.ends_with("---\n第一段说门板。\n\n第二段说石墩。\n\n末段。\n"), "{text}");
    assert!(run.finding("import-picture-web")["message"].as_str().unwrap().contains("a.jpg"));
}

#[test]
fn a_page_names_no_files_but_its_own() {
    let sandbox = Sandbox::new();
    sandbox.write("secret.png", png(1));
    sandbox.write("mail/other/secret.png", png(2));
    sandbox.write("mail/p_files/own.png", png(3));
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../secret.png", sandbox.path("mail/p_files/link.png")).unwrap();
    let names = [
        "../secret.png",
        "p_files/../../secret.png",
        "p_files/link.png",
        "other/secret.png",
        "p_files/%2e%2e/%2e%2e/secret.png",
        "file:///etc/passwd",
    ];
    let pictures: String =
        names.iter().map(|name| format!("<p>文<img src=\"{name}\">。</p>")).collect();
    sandbox.write("mail/p.html", format!("<h1>题</h1>{pictures}<img src=\"p_files/own.png\">"));
    let run = import(&sandbox, &["mail/p.html"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let images = std::fs::read_dir(sandbox.path("issues/inbox/images")).unwrap();
    let images: Vec<_> =
        images.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    assert_eq!(images, [png(3)]);
}

/// A mail with parts: headers and bytes.
fn mail(head: &[u8], parts: &[(&[u8], &[u8])]) -> Vec<u8> {
    use base64::Engine;
    let mut out = head.to_vec();
    out.extend(b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b0\"\r\n\r\n");
    for (head, bytes) in parts {
        out.extend(b"--b0\r\n");
        out.extend(*head);
        out.extend(b"Content-Transfer-Encoding: base64\r\n\r\n");
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        for line in text.as_bytes().chunks(76) {
            out.extend(line);
            out.extend(b"\r\n");
        }
    }
    out.extend(b"--b0--\r\n");
    out
}

#[test]
fn a_mail_gives_its_attachments_and_its_letter() {
    let sandbox = Sandbox::new();
    let inner =
        zip(&[(&gbk("龙眼/龙眼熟了.txt"), "龙眼熟了\n文/何岸\n龙眼挂满了渠边的树。\n".as_bytes())]);
    let head = [
        &b"From: =?gb2312?B?s8K6zA==?= <chen@example.org>\r\nDate: Thu, 05 Mar 2026 23:30:00 +0800\r\nSubject: "[..],
        &gbk("投稿：荔枝的账"),
        b"\r\n",
    ]
    .concat();
    let bytes = mail(
        &head,
        &[
            (b"Content-Type: text/plain; charset=gb2312\r\n", &gbk("编辑老师：稿件和图片见附件，请查收。")),
            (
                &[&b"Content-Type: text/plain; name=\""[..], &gbk("荔枝.txt"), b"\"\r\nContent-Disposition: attachment\r\n"].concat(),
                &gbk(&MANUSCRIPT.replace("过了秤", "过了秤（图1）")),
            ),
            (b"Content-Type: image/png; name=\"=?gb2312?B?zbwxLnBuZw==?=\"\r\nContent-Disposition: attachment\r\n", &png(9)),
            (b"Content-Type: application/zip; name=\"b.zip\"\r\nContent-Disposition: attachment; filename=\"b.zip\"\r\n", &inner),
        ],
    );
    sandbox.write("来信.eml", &bytes);
    let run = import(&sandbox, &["来信.eml"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(made(&run), ["yiche-lizhi-zhang", "longyan-shule"], "{}", run.out);
    let text = sandbox.read("issues/inbox/yiche-lizhi-zhang.md");
    assert!(text.contains("![](images/yiche-lizhi-zhang-1.png)\n\n第二筐"), "{text}");
    assert!(text.contains("  by: 陈禾\n") || text.contains("- by: 陈禾\n"), "{text}");
    assert!(text.contains("text: 编辑老师：稿件和图片见附件，请查收。\n"), "{text}");
    assert!(text.contains("date: 2026-03-05\n"), "{text}");
    assert!(run.finding("import-picture-placed")["message"].as_str().unwrap().contains("图1.png"));
    let again = import(&sandbox, &["来信.eml"]);
    assert_eq!(again.status, 1);
    assert!(again.rules().contains(&"import-all-known".to_owned()), "{}", again.out);
    assert_eq!(std::fs::read_dir(sandbox.path("issues/inbox")).unwrap().count(), 4);
}

#[test]
fn the_body_of_a_mail_is_a_manuscript_where_nothing_else_is() {
    let sandbox = Sandbox::new();
    let html = "<p>文/陈禾</p><p>头一筐荔枝过了秤。</p><p><img src=\"cid:p1@x\"></p><p>完了。</p>";
    let bytes = mail(
        "From: a@example.org\r\nSubject: =?utf-8?B?6I2U5p6d5byA56ek?=\r\n".as_bytes(),
        &[
            (b"Content-Type: text/html; charset=utf-8\r\n", html.as_bytes()),
            (b"Content-Type: image/png\r\nContent-ID: <p1@x>\r\n", &png(4)),
        ],
    );
    sandbox.write("a.eml", &bytes);
    let run = import(&sandbox, &["a.eml"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(made(&run), ["lizhi-kaicheng"]);
    let text = sandbox.read("issues/inbox/lizhi-kaicheng.md");
    assert!(text.contains("title: 荔枝开秤\n") && text.contains("- name: 陈禾\n"), "{text}");
    assert!(
        text.ends_with("---\n头一筐荔枝过了秤。\n\n![](images/lizhi-kaicheng-1.png)\n\n完了。\n"),
        "{text}"
    );
    let original = std::fs::read(sandbox.path("issues/inbox/originals/荔枝开秤.eml")).unwrap();
    assert_eq!(original, bytes);
}

#[test]
fn a_container_is_taken_with_names_in_gbk_and_pictures_in_their_places() {
    let sandbox = Sandbox::new();
    let text = MANUSCRIPT.replace("天才亮", "天才亮（附图2）") + "图一 晒场上的荔枝\n";
    let files: Vec<(Vec<u8>, Vec<u8>)> = vec![
        (gbk("荔枝/稿件.txt"), gbk(&text)),
        (gbk("荔枝/图1.png"), png(1)),
        (gbk("荔枝/图2 桥头装车的人们.png"), png(2)),
        (gbk("荔枝/DSC_0001.png"), png(3)),
        (gbk("龙眼/龙眼.txt"), gbk("龙眼熟了\n文/何岸\n龙眼挂满了渠边的树。\n")),
        (gbk("龙眼/照片/1.png"), png(4)),
        (gbk("账目.xlsx"), b"PK".to_vec()),
        (b"__MACOSX/._a".to_vec(), b"x".to_vec()),
        (b".DS_Store".to_vec(), b"x".to_vec()),
        (gbk("荔枝/~$稿件.docx"), b"x".to_vec()),
        (b"Thumbs.db".to_vec(), b"x".to_vec()),
    ];
    let files: Vec<(&[u8], &[u8])> = files.iter().map(|(n, b)| (&n[..], &b[..])).collect();
    sandbox.write("来稿.zip", zip(&files));
    let run = import(&sandbox, &["来稿.zip"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(made(&run), ["yiche-lizhi-zhang", "longyan-shule"]);
    let text = sandbox.read("issues/inbox/yiche-lizhi-zhang.md");
    assert!(
        text.contains(
            "天才亮（附图2）。\n\n![](images/yiche-lizhi-zhang-3.png \"桥头装车的人们\")\n\n第二筐"
        ),
        "{text}"
    );
    assert!(text.contains("![](images/yiche-lizhi-zhang-2.png \"图一 晒场上的荔枝\")"), "{text}");
    let image =
        |name: &str| std::fs::read(sandbox.path(&format!("issues/inbox/images/{name}"))).unwrap();
    assert_eq!(image("yiche-lizhi-zhang-2.png"), png(1));
    assert_eq!(image("longyan-shule-1.png"), png(4));
    assert!(sandbox.path("issues/inbox/originals/稿件.txt").exists());
    assert!(run.finding("import-droppings")["message"].as_str().unwrap().starts_with("4 "));
    assert!(run.finding("import-other")["message"].as_str().unwrap().contains("账目.xlsx"));
    let end = run.finding("import-picture-end");
    assert_eq!(end["file"], "来稿.zip/荔枝/稿件.txt", "{}", run.out);
}

#[test]
fn hostile_containers_are_refused_and_leave_nothing() {
    let stored = |name: &str, bytes: &[u8]| zip(&[(name.as_bytes(), bytes)]);
    let bomb = vec![b'a'; 120 << 20];
    let inner = (0..4).fold(stored("a.txt", b"x"), |inner, _| stored("a.zip", &inner));
    let many: Vec<String> = (0..2100).map(|at| format!("{at}.txt")).collect();
    let many: Vec<(&[u8], &[u8])> = many.iter().map(|name| (name.as_bytes(), &b"x"[..])).collect();
    let mut locked = stored("a.txt", MANUSCRIPT.as_bytes());
    let central = locked.windows(4).position(|own| own == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[central + 8] |= 1;
    let whole = stored("a.txt", MANUSCRIPT.as_bytes());
    let deep = format!("{}a.txt", "a/".repeat(40));
    for (name, bytes, rule) in [
        ("climb", stored("../../a.txt", MANUSCRIPT.as_bytes()), "import-packed-outside"),
        ("root", stored("/a.txt", MANUSCRIPT.as_bytes()), "import-packed-outside"),
        ("drive", stored("C:\\a.txt", MANUSCRIPT.as_bytes()), "import-packed-outside"),
        ("far", stored(&deep, MANUSCRIPT.as_bytes()), "import-packed-outside"),
        ("bomb", stored("a.docx", &bomb), "import-packed-swollen"),
        ("deep", inner, "import-packed-deep"),
        ("many", zip(&many), "import-packed-many"),
        ("locked", locked, "import-packed-locked"),
        ("cut", whole[..whole.len() / 2].to_vec(), "import-packed-broken"),
        ("empty", Vec::new(), "import-empty"),
        ("nothing", stored("a.xlsx", b"x"), "import-nothing"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("mail/a.zip", bytes);
        let run = import(&sandbox, &["mail/a.zip"]);
        assert_eq!(run.status, 1, "{name}: {}", run.out);
        assert!(run.rules().iter().any(|own| own == rule), "{name}: {}", run.out);
        assert!(!sandbox.path("issues/inbox").exists(), "{name}");
        assert!(!sandbox.path("a.txt").exists() && !sandbox.path("../a.txt").exists(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    sandbox.write("outside/secret.txt", MANUSCRIPT.replace("桥头", "暗处"));
    sandbox.write("sent/一/稿.txt", MANUSCRIPT);
    sandbox.write("sent/一/图1.png", png(1));
    symlink("../outside", sandbox.path("sent/out")).unwrap();
    symlink("../../outside/secret.txt", sandbox.path("sent/一/secret.txt")).unwrap();
    symlink("../../sent", sandbox.path("sent/一/loop")).unwrap();
    let known = "龙眼熟了\n文/何岸\n龙眼挂满了渠边的树。\n";
    sandbox.write("known.txt", known);
    assert_eq!(import(&sandbox, &["known.txt"]).status, 0);
    sandbox.write("sent/又一份.zip", zip(&[(b"a.txt", known.as_bytes())]));
    let run = import(&sandbox, &["sent"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(made(&run), ["yiche-lizhi-zhang"]);
    assert_eq!(run.rules().iter().filter(|rule| *rule == "import-linked").count(), 3);
    assert!(!run.out.contains("暗处"));
    let text = sandbox.read("issues/inbox/yiche-lizhi-zhang.md");
    assert!(text.ends_with("![](images/yiche-lizhi-zhang-1.png)\n"), "{text}");
}

#[test]
fn a_text_of_markdown_brings_its_pictures() {
    let sandbox = Sandbox::new();
    sandbox
        .write("sent/gao.md", "---\ntitle: 早市\nsection: news\n---\n正文。\n\n![门](图/门.png)\n");
    sandbox.write("sent/图/门.png", png(1));
    let run = import(&sandbox, &["sent/gao.md"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(sandbox.read("issues/inbox/gao.md").ends_with("![门](images/gao-1.png)\n"));
    let other = Sandbox::new();
    other.write("sent/gao.md", "# 早市\n\n正文。\n\n![门](图/门.png)\n");
    other.write("sent/图/门.png", png(1));
    other.write("sent/图/图2.png", png(2));
    assert_eq!(import(&other, &["sent"]).status, 0);
    let text = other.read("issues/inbox/gao.md");
    assert!(text.ends_with("![门](images/gao-1.png)\n\n![](images/gao-2.png)\n"), "{text}");
}

#[test]
fn a_fault_of_one_kind_is_told_for_what_it_is() {
    let sandbox = Sandbox::new();
    for (name, rule) in [
        ("a.rar", "import-archive"),
        ("a.7z", "import-archive"),
        ("a.eml", "import-mail-broken"),
        ("a.xyz", "import-kind"),
    ] {
        sandbox.write(name, "hello");
        let run = import(&sandbox, &[name]);
        assert_eq!((run.status, run.rules()), (1, vec![rule.to_owned()]), "{name}");
    }
}

#[test]
fn words_in_drawings_and_forms_are_carried_or_told() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.html",
        "<h1>早市</h1><p>六点<svg viewBox='0 0 9 9'><title>秤</title><path d='M0 0'/><text>画里的字</text></svg>开秤。</p>\
         <svg><foreignObject><section><p>图形里的一段。</p></section></foreignObject></svg>\
         <form>姓名<input value='填的名字'><input type=hidden value=暗号><textarea>写的话</textarea>\
         <select><option>选的项</select></form><template><p>模板里的字</p></template><p>末一段。</p>",
    );
    let run = import(&sandbox, &["a.html"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let text = sandbox.read("issues/inbox/a.md");
    assert!(text.contains("六点开秤。\n\n图形里的一段。\n\n姓名\n\n末一段。\n"), "{text}");
    let told = |rule: &str| run.finding(rule)["message"].to_string();
    assert!(told("import-drawn").contains("“秤 画里的字”"), "{}", run.out);
    assert!(told("import-fields").contains("“填的名字 写的话 选的项”"), "{}", run.out);
    assert!(run.rules().contains(&"import-hidden".to_owned()), "{}", run.out);
}

#[test]
fn words_behind_a_coded_part_and_frames_of_a_page_are_carried_or_told() {
    use base64::Engine;
    let coded = base64::engine::general_purpose::STANDARD.encode("头一筐荔枝过了秤，天才亮。");
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.eml",
        format!(
            "From: a@example.org\r\nSubject: =?UTF-8?B?6I2U5p6d?=\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n\r\n_______\r\n邮件列表的尾巴。\r\n--b--\r\n"
        ),
    );
    let run = import(&sandbox, &["a.eml"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let made = made(&run).remove(0);
    assert!(
        sandbox.read(&format!("issues/inbox/{made}.md")).ends_with("头一筐荔枝过了秤，天才亮。\n")
    );
    let told = run.finding("import-mail-tail")["message"].to_string();
    assert!(told.contains("邮件列表的尾巴。"), "{told}");
    let page = |frame: &str| {
        format!(
            "From: <Saved>\r\nSubject: page\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\
             Content-Location: http://example.org/\r\n\r\n<h1>Market</h1><p>Opens at six.</p><iframe src='cid:f'></iframe>\r\n\
             --b\r\nContent-Type: text/html\r\nContent-ID: <f>\r\nContent-Location: http://example.org/f\r\n\r\n\
             <p>{frame}</p>\r\n--b--\r\n"
        )
    };
    let long = "The stalls stand along the ditch, and the scales are older than their owners.";
    for (name, frame, rule) in
        [("long", long, "import-frame"), ("short", "Buy.", "import-frame-left")]
    {
        sandbox.write(&format!("{name}.mht"), page(frame));
        let run = import(&sandbox, &[&format!("{name}.mht")]);
        assert_eq!(run.status, 0, "{}", run.out);
        assert!(run.rules().contains(&rule.to_owned()), "{name}: {}", run.out);
        let to = run.report()["imported"][0]["to"].as_str().unwrap().to_owned();
        assert_eq!(sandbox.read(&to).contains(frame), name == "long", "{name}");
    }
}

#[test]
fn a_picture_that_several_manuscripts_name_is_nobodys_to_lose() {
    let sandbox = Sandbox::new();
    let manuscript = |title: &str| {
        format!("---\ntitle: {title}\nsection: news\n---\n{title}的正文。\n\n![门](图/门.png)\n")
    };
    let (first, second) = (manuscript("早市"), manuscript("晚市"));
    let files: [(&[u8], &[u8]); 4] = [
        (b"zao.md", first.as_bytes()),
        (b"wan.md", second.as_bytes()),
        ("图/门.png".as_bytes(), &png(1)),
        ("图/窗.png".as_bytes(), &png(2)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let name = String::from_utf8(name.to_vec()).unwrap();
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    sandbox.write("a.zip", zip.finish().unwrap().into_inner());
    let run = import(&sandbox, &["a.zip"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let report = run.report();
    let nobody = report["findings"].as_array().unwrap().iter();
    let nobody: Vec<String> = nobody
        .filter(|own| own["rule"] == "import-picture-nobody")
        .map(|own| own["message"].to_string())
        .collect();
    assert!(nobody.len() == 1 && nobody[0].contains("窗"), "{nobody:?}");
    for name in ["zao", "wan"] {
        let text = sandbox.read(&format!("issues/inbox/{name}.md"));
        assert!(text.ends_with(&format!("![门](images/{name}-1.png)\n")), "{text}");
    }
}

#[test]
fn libreoffice_is_a_second_way_where_it_is_installed() {
    let sandbox = Sandbox::new();
    let granary = common::repository().join("crates/neikan-desk/tests/fixtures/granary.doc");
    sandbox.write("granary.wps", std::fs::read(granary).unwrap());
    let run = import(&sandbox, &["granary.wps", "--with-libreoffice"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let text = sandbox.read("issues/inbox/granary.md");
    assert!(text.contains("title: 老粮仓里的新秤\n") && text.contains("三月起用。"), "{text}");
    let installed = std::process::Command::new("soffice").arg("--version").output();
    let installed = installed.is_ok_and(|output| output.status.success());
    let rule = if installed { "import-libreoffice" } else { "import-libreoffice-missing" };
    assert!(run.rules().contains(&rule.to_owned()), "{rule}: {}", run.out);
    let form = &run.report()["imported"][0]["form"];
    assert_eq!(form == "LibreOffice", installed, "{form}");
}
