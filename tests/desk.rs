//! The desk: texts from outside.

use crate::common;

use common::Sandbox;

#[test]
fn an_old_text_becomes_a_manuscript_that_builds() {
    let sandbox = Sandbox::new();
    let text = "　　荔枝红了\r\n\r\n　　*第一段*，1. 不是列表。\r\n　　- 第二段 <b>\r\n";
    let (bytes, ..) = encoding_rs::GB18030.encode(text);
    sandbox.write("mail/Lychee.txt", &bytes);
    let run = sandbox.run(&["import", "mail/Lychee.txt"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.contains("gb18030") && run.out.contains("issues/inbox/lychee.md"),
        "{}",
        run.out
    );
    assert_eq!(std::fs::read(sandbox.path("mail/Lychee.txt")).unwrap(), bytes.as_ref());

    let manuscript = sandbox.read("issues/inbox/lychee.md");
    assert!(manuscript.contains("title: 荔枝红了\nsection: foreword\n"), "{manuscript}");
    sandbox.write("issues/2026-01/articles/lychee.md", &manuscript);
    sandbox.replace("issues/2026-01/issue.yml", "  - news\n", "  - news\n  - lychee\n");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    // What an editor still has to do is said.
    let rules = run.rules();
    assert!(rules.contains(&"head-guessed".to_owned()), "{}", run.out);
    assert!(rules.contains(&"author-missing".to_owned()), "{}", run.out);
}

#[test]
fn what_cannot_be_imported_is_said_and_keeps_nothing_out() {
    let sandbox = Sandbox::new();
    sandbox.write("a.xyz", "PK");
    sandbox.write("a.docx", "PK");
    sandbox.write("a.docm", "");
    sandbox.write("a.pdf", "%PDF-1.7");
    sandbox.write("a.caj", "CAJ");
    sandbox.write("b.txt", [0xff, 0xff, 0xff, 0xff]);
    sandbox.write("c.txt", "好稿\n正文\n");
    let files = ["a.xyz", "a.docx", "a.docm", "a.pdf", "a.caj", "b.txt", "none.txt", "c.txt"];
    let run = sandbox.run(&[&["import"], &files[..]].concat());
    assert_eq!(run.status, 1);
    for rule in [
        "import-kind",
        "import-word-broken",
        "import-save-as",
        "import-pages",
        "pdf-cut-off",
        "import-encoding",
        "import-unreadable",
    ] {
        assert!(run.err.contains(rule), "{rule}: {}", run.err);
    }
    let inbox = std::fs::read_dir(sandbox.path("issues/inbox")).unwrap();
    let mut names: Vec<_> = inbox.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["c.md", "originals"]);
    let again = sandbox.run(&["import", "c.txt"]);
    assert_eq!(again.status, 1);
    assert!(again.err.contains("import-known"), "{}", again.err);
}
