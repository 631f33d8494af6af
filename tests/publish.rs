//! Articles for web sites: only those that say that they are public and were signed so; nothing in them
//! that leads anywhere, and all of it from the manuscript.

use crate::common;

use common::{Sandbox, dense};
use serde_json::Value;

const NEWS: &str = "issues/2026-01/articles/news.md";

fn publish(sandbox: &Sandbox, what: &str, to: &str) -> common::Run {
    sandbox.run(&["publish", "web", what, "--to", to, "--format", "json"])
}

/// The text of a page without its tags.
fn words(html: &str) -> String {
    let body = &html[html.find("<body>").unwrap()..];
    let mut out = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    dense(&out)
}

#[test]
fn only_what_is_public_and_signed_as_public_goes_outside() {
    let sandbox = Sandbox::new();
    sandbox.approve();
    let private = publish(&sandbox, "news", "web");
    assert_eq!((private.status, private.rules()), (1, vec!["web-private".to_owned()]));
    assert_eq!(publish(&sandbox, "2026-01", "web").rules(), ["web-none"]);
    // What was signed before was signed as something that stays inside.
    sandbox.replace(NEWS, "section: news\n", "section: news\npublic: yes\n");
    let unsigned = publish(&sandbox, "news", "web");
    assert_eq!(unsigned.status, 1, "{}", unsigned.out);
    assert!(unsigned.rules().iter().any(|rule| rule == "web-unsigned"), "{}", unsigned.out);
    assert!(!sandbox.path("web").exists());
    sandbox.approve();
    let run = publish(&sandbox, "news", "web");
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["articles"][0]["id"], "news");
    let other = publish(&sandbox, "2026-01/foreword", "other");
    assert_eq!(other.rules(), ["web-private"]);
    // The other article of the issue is not among them.
    assert_eq!(publish(&sandbox, "2026-01", "all").status, 0);
    let folders: Vec<_> =
        std::fs::read_dir(sandbox.path("all")).unwrap().map(Result::unwrap).collect();
    assert_eq!(folders.iter().map(|own| own.file_name()).collect::<Vec<_>>(), ["news"]);
    for file in ["article.html", "wechat.html", "article.json"] {
        let [one, two] =
            ["web", "all"].map(|folder| sandbox.read(&format!("{folder}/news/{file}")));
        assert!(one == two, "{file} differs");
    }
    look(&sandbox);
    // Nothing is written over.
    let again = publish(&sandbox, "news", "web");
    assert_eq!((again.status, again.rules()), (2, vec!["export-folder".to_owned()]));
    sandbox.replace(NEWS, "正文一段", "正文一段改过");
    assert_eq!(publish(&sandbox, "news", "changed").status, 1);
}

/// The files of an article that was published.
fn look(sandbox: &Sandbox) {
    let clean = sandbox.read("web/news/article.html");
    let chat = sandbox.read("web/news/wechat.html");
    for text in [
        "引题",
        "副题",
        "梁以宁",
        "导语一句。",
        "正文一段，带脚注[1]。",
        "图注。",
        "年份",
        "注文。",
    ] {
        for page in [&clean, &chat] {
            assert!(words(page).contains(&dense(text)), "{text}: {page}");
        }
    }
    assert!(clean.contains("<h1>要闻一则</h1>") && !chat.contains("要闻一则</h1>"));
    for part in ["class=", "style=", "<script", "http://", "https://"] {
        assert!(!clean.contains(part), "{part}: {clean}");
    }
    for part in ["class=", "<script", "<link", "<a ", "http://", "https://", "url("] {
        assert!(!chat.contains(part), "{part}: {chat}");
    }
    let sources: Vec<&str> = chat.split("src=\"").skip(1).collect();
    assert!(!sources.is_empty() && sources.iter().all(|own| own.starts_with("data:image/")));
    let data: Value = serde_json::from_str(&sandbox.read("web/news/article.json")).unwrap();
    assert_eq!(data["title"], "要闻一则");
    assert_eq!(data["authors"][0]["unit"], "样例单位");
    assert_eq!(data["digest"], "导语一句。");
    let picture = &data["pictures"][0];
    assert_eq!((&picture["alt"], &picture["credit"]), (&"田野".into(), &"何岸 绘".into()));
    let file = sandbox.path("web/news").join(picture["file"].as_str().unwrap());
    let drawn = image::open(file).unwrap();
    assert_eq!(u64::from(drawn.width()), picture["width"].as_u64().unwrap());
    assert!(data["body"].as_str().unwrap().starts_with("<article>"));
    let signed = data["identifier"].as_str().unwrap().rsplit(';').next().unwrap().to_owned();
    let copy = sandbox.read(&format!("issues/2026-01/review/{signed}.txt"));
    assert!(copy.contains("/public = \"yes\"\n"), "{copy}");
}

#[test]
fn public_is_yes_or_no_and_no_is_as_good_as_nothing() {
    let sandbox = Sandbox::new();
    sandbox.approve();
    sandbox.replace(NEWS, "section: news\n", "section: news\npublic: no\n");
    let run = sandbox.run(&["review", "status", "--format", "json"]);
    assert!(!run.out.contains("\"next\": \"corrections\""), "{}", run.out);
    assert_eq!(sandbox.run(&["build", "--editions", "ofd"]).status, 0);
    sandbox.replace(NEWS, "public: no", "public: perhaps");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert_eq!(run.finding("value-choice")["line"], 6, "{}", run.out);
}
