//! What is printed is what was signed: a layout that adds, swaps, hides, repeats or moves words is
//! refused, in every edition, and the layout as it is passes.

use crate::common;

use common::{Run, Sandbox};

const INLINE: &str = "layouts/dongguan/parts/inline.typ";
const RENDER: &str = "layouts/dongguan/render.typ";
const SHEET: &str = "layouts/dongguan/epub.css";
const NEWS: &str = "issues/2026-01/articles/news.md";
/// Where a paragraph is set.
const PARAGRAPH: &str = "if b.t == \"para\" { par(inline(ctx, b.c)) }";

/// A small issue with a second paragraph, whose layout can be changed.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_own_layouts();
    let text = sandbox.read(NEWS);
    let head = text.split("---\n").nth(1).unwrap();
    sandbox.write(
        NEWS,
        format!(
            "---\n{head}---\n渠边的书摊不收定金，也不写收据。\n\n主人清早六点把门板卸下来，架在石墩上。\n"
        ),
    );
    sandbox
}

/// Builds a draft and tells what it says.
fn build(sandbox: &Sandbox) -> Run {
    sandbox.run(&["build", "--draft", "--editions", "press,digital", "--format", "json"])
}

/// The findings of a rule: what they say of their words, joined.
fn told(run: &Run, rule: &str) -> String {
    let report = run.report();
    let findings = report["findings"].as_array().unwrap();
    let own = findings.iter().filter(|finding| finding["rule"] == rule);
    own.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
}

/// Builds with a changed file of the layout, which has to be refused by a rule that names words.
fn refused(file: &str, from: &str, to: &str, rule: &str, words: &str) {
    let sandbox = sandbox();
    sandbox.replace(file, from, to);
    let run = build(&sandbox);
    assert_eq!(run.status, 1, "{to}: {}{}", run.out, run.err);
    let told = told(&run, rule);
    assert!(told.contains(words), "{to}: no {words} in “{told}” of {}", run.out);
    assert!(sandbox.nothing_written(), "{to}");
}

/// Changes how paragraphs are set.
fn paragraph(to: &str, rule: &str, words: &str) {
    refused(RENDER, PARAGRAPH, &format!("if b.t == \"para\" {{ {to} }}"), rule, words);
}

#[test]
fn the_layout_as_it_is_passes_and_so_does_a_copy_of_it() {
    let sandbox = sandbox();
    let run = build(&sandbox);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let sandbox = Sandbox::with_own_layouts();
    let begun = sandbox.run(&["layout", "new", "own"]);
    assert_eq!(begun.status, 0, "{}", begun.err);
    sandbox.replace("issues/publication.yml", "slug: small", "slug: small\nlayout: own");
    let run = build(&sandbox);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn words_that_a_template_adds_are_refused() {
    paragraph("par(inline(ctx, b.c) + \"绝密\")", "text-added", "绝密");
    paragraph("par(inline(ctx, b.c)); place(top + right, dy: -50pt)[绝密]", "text-added", "绝密");
    // A figure beside a text of the manuscript.
    refused(
        "layouts/dongguan/parts/covers.typ",
        "run: i.run)",
        "run: i.run + 1)",
        "text-added",
        "51",
    );
}

#[test]
fn words_that_a_template_adds_to_the_cover_or_the_contents_are_refused() {
    refused(
        "layouts/dongguan/parts/contents.typ",
        "wording.contents.english)",
        "wording.contents.english + \"绝密\")",
        "text-added",
        "绝密",
    );
    refused(
        "layouts/dongguan/parts/covers.typ",
        "wording.covers.permit + p.permit",
        "wording.covers.permit + p.permit + \"绝密\"",
        "text-added",
        "绝密",
    );
}

#[test]
fn words_that_a_show_rule_swaps_are_refused() {
    let rule =
        |from: &str, to: &str| format!("{{ show \"{from}\": \"{to}\"; par(inline(ctx, b.c)) }}");
    paragraph(&rule("不收", "收"), "text-lost", "不");
    paragraph(&rule("定金", "押金"), "text-added", "押");
    paragraph(&rule("不写", "不不写"), "text-added", "不");
}

#[test]
fn texts_that_a_template_hides_are_refused() {
    let words = "渠边的书摊";
    paragraph(
        "{ set text(fill: color(ctx, \"paper\")); par(inline(ctx, b.c)) }",
        "text-hidden",
        words,
    );
    paragraph("{ set text(size: 1pt); par(inline(ctx, b.c)) }", "text-hidden", words);
    paragraph("scale(10%, par(inline(ctx, b.c)))", "text-hidden", words);
    paragraph(
        "block(width: 100%, { par(inline(ctx, b.c)); place(top + left, rect(width: 100%, height: 40pt, fill: color(ctx, \"paper\"))) })",
        "text-hidden",
        words,
    );
    paragraph("par(strike(inline(ctx, b.c)))", "text-hidden", words);
    paragraph(
        "block(width: 100%, { par(inline(ctx, b.c)); place(top + left, dy: 5pt, line(length: 100%, stroke: 0.2pt)) })",
        "text-hidden",
        words,
    );
    paragraph("place(dx: 2000pt, par(inline(ctx, b.c)))", "text-outside", words);
    paragraph(
        "{ set text(fill: color(ctx + (screen: true), \"ink\").transparentize(100%)) if ctx.linked; par(inline(ctx, b.c)) }",
        "text-lost",
        words,
    );
    // What readers of the file alone are given is signed too.
    paragraph("{ unseen(ctx, \"绝密\"); par(inline(ctx, b.c)) }", "text-added", "绝密");
}

#[test]
fn texts_that_a_template_repeats_or_moves_are_refused() {
    paragraph("{ par(inline(ctx, b.c)); par(inline(ctx, b.c)) }", "text-added", "渠边的书摊");
    let blocks = "called.map(x => x.node.line) }\n  for b in nodes";
    refused(RENDER, blocks, &format!("{blocks}.rev()"), "text-order", "主人清早六点");
    // The second is set above the first, though it comes later.
    paragraph(
        "{ let late = b.line > 10; move(dy: if late { -60pt } else { 0pt }, par(inline(ctx, b.c))) }",
        "text-order",
        "主人清早六点",
    );
}

#[test]
fn a_style_sheet_that_hides_or_adds_words_is_refused() {
    for (rule, css) in [
        ("sheet-hides", "p { display: none; }"),
        ("sheet-hides", "p { color: transparent; }"),
        ("sheet-adds", "p::before { content: \"绝密\"; }"),
    ] {
        let sandbox = sandbox();
        sandbox.write(SHEET, sandbox.read(SHEET) + css + "\n");
        let run = build(&sandbox);
        assert_eq!(run.status, 1, "{css}: {}{}", run.out, run.err);
        let finding = run.finding(rule);
        assert_eq!(finding["file"], SHEET, "{finding}");
        let line = sandbox.read(SHEET).lines().count();
        assert_eq!(finding["line"].as_u64(), u64::try_from(line).ok(), "{finding}");
        assert!(sandbox.nothing_written(), "{css}");
    }
}

#[test]
fn a_layout_says_which_words_it_adds() {
    let file = "layouts/dongguan/words.yml";
    let sandbox = sandbox();
    sandbox.replace(file, "  sources: 来源\n", "  sources: 绝密\n");
    // What it lists may stand.
    assert_eq!(build(&sandbox).status, 0);
    let text = sandbox.read(file);
    sandbox.write(file, text.replace("at: [contents]", "at: [nowhere]"));
    let run = build(&sandbox);
    assert_eq!((run.status, &run.finding("value-choice")["file"]), (1, &file.into()));
    std::fs::remove_file(sandbox.path(file)).unwrap();
    let run = build(&sandbox);
    assert_eq!((run.status, &run.finding("words-missing")["file"]), (1, &file.into()));
}

#[test]
fn inline_marks_of_notes_are_no_words() {
    let sandbox = sandbox();
    let text = sandbox.read(NEWS);
    let noted = text.replace("也不写收据。", "也不写收据[^a]。") + "\n[^a]: 书摊旧例。\n";
    sandbox.write(NEWS, noted);
    let run = build(&sandbox);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox.replace(INLINE, "sign: numbering(\"①\", n)", "sign: \"不\"");
    let run = build(&sandbox);
    assert_eq!(run.status, 1);
    assert!(told(&run, "text-added").contains('不'), "{}", run.out);
}
