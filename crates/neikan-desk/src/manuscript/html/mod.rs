//! HTML in: a page saved from a browser, a mail or an article of a messenger becomes paragraphs.
//!
//! The tokens of the page are read as they come; no tree is built, so nesting costs nothing.
//! [`walk`] keeps what is open and makes the paragraphs; [`table`] the cells, [`ruby`] characters
//! with readings; [`about`] gathers what the page says of itself. Scripts, styles and what is hidden
//! are left out. Nothing is loaded: [`picture`] takes pictures that are in the page itself, as
//! `data:`, or beside it where whoever reads gives them.

mod about;
mod picture;
mod ruby;
mod table;
mod walk;

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use self::about::About;
pub use self::picture::Beside;
use self::walk::Walk;
use super::incoming::{Incoming, Item, Role};
use crate::manuscript::model::Inline;
use crate::publication::Date;
use neikan_base::diagnostic::Findings;

/// The attributes of an element.
type Attributes = BTreeMap<String, String>;

/// A page that was read.
#[derive(Debug, Default)]
pub struct Page {
    /// Its text and pictures.
    pub incoming: Incoming,
    /// Who published it: a public account, or what the page names as its source.
    pub source: Option<String>,
    /// Who the page says wrote it.
    pub author: Option<String>,
    /// The day the page says it was published.
    pub date: Option<Date>,
    /// What stands above the article of a public account, beside what is told above.
    pub above: Vec<String>,
    /// What stands below it.
    pub below: Vec<String>,
}

/// Reads a page; `prefix` is what the names of its pictures begin with, `beside` gives the files
/// that it names.
pub fn read(text: &str, prefix: &str, beside: Beside<'_>, findings: &mut Findings) -> Page {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut walk = Walk::new(prefix, About::of(text), beside, findings);
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let attributes =
                    tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(&value.value)));
                walk.open(&lossy(&tag.name), &attributes.collect(), tag.self_closing);
            }
            Token::EndTag(tag) => walk.close(&lossy(&tag.name)),
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let (mut items, pictures, about) = walk.finish();
    // The name of the page is its title only where the text itself has none.
    let has_own = || items.iter().any(|item| matches!(item.role, Role::Heading(1)));
    if let Some(title) = about.title().filter(|_| about.account || !has_own()) {
        let title = Item::para(vec![Inline::Text { s: title.to_owned() }], 0);
        items.insert(0, Item { role: Role::Title, ..title });
    }
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let (source, author, date) = (owned(about.source()), owned(about.author()), about.date());
    let [above, below] = about.around();
    let incoming = Incoming { items, pictures, ..Incoming::default() };
    Page { incoming, source, author, date, above, below }
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::manuscript::incoming::Align;
    use crate::manuscript::incoming::arrange::arrange;
    use crate::manuscript::markdown;

    fn items(page: &str) -> Vec<(String, Role, Align)> {
        let incoming = read(page, "a", &mut |_| None, &mut Findings::default()).incoming;
        incoming.items.iter().map(|i| (i.text().unwrap_or_default(), i.role, i.align)).collect()
    }

    #[test]
    fn ends_that_are_not_written_are_known() {
        let read = items("<head><title>页</title><p align=center>甲<p>乙<ul><li>丙<li>丁</ul>戊");
        let listed =
            |text: &str| matches!(read.iter().find(|i| i.0 == text), Some((_, Role::Listed(_), _)));
        assert_eq!(read[0], ("页".to_owned(), Role::Title, Align::Left));
        assert_eq!(read[1].2, Align::Center);
        assert_eq!(read[2], ("乙".to_owned(), Role::Body, Align::Left));
        assert!(listed("丙") && listed("丁") && !listed("戊"), "{read:?}");
    }

    #[test]
    fn tables_without_ends_have_their_cells() {
        let page = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>";
        let incoming = read(page, "a", &mut |_| None, &mut Findings::default()).incoming;
        let crate::manuscript::model::BlockKind::Table(table) = &incoming.items[0].block else {
            panic!("{:?}", incoming.items)
        };
        assert_eq!((table.head.len(), table.rows.len(), table.rows[0].len()), (2, 1, 2));
    }

    #[test]
    fn two_ends_of_lines_part_paragraphs() {
        let texts = |page: &str| items(page).into_iter().map(|own| own.0).collect::<Vec<_>>();
        assert_eq!(texts("<section>甲。<br><br>乙<br>丙</section>"), ["甲。", "乙\n丙"]);
        assert_eq!(texts("甲<br> \n<br/><br>乙"), ["甲", "乙"]);
        assert_eq!(texts("<h1>甲<br><br>乙</h1>"), ["甲\n乙"]);
        assert_eq!(texts("<pre>甲\n乙\r\n\r\n丙</pre>"), ["甲\n乙", "丙"]);
    }

    #[test]
    fn ruby_stays_whole() {
        for page in [
            "<p>旧<ruby>渠<rp>(</rp><rt>qú</rt><rp>)</rp></ruby>边</p>",
            "<p>旧<ruby><rb>渠</rb><rt>qú</rt></ruby>边</p>",
            "<p>旧<ruby>渠<rt>qú</ruby>边</p>",
        ] {
            let incoming = read(page, "a", &mut |_| None, &mut Findings::default()).incoming;
            let ruby = Inline::Ruby { s: "渠".to_owned(), r: "qú".to_owned() };
            let text = |s: &str| Inline::Text { s: s.to_owned() };
            let wanted = vec![text("旧"), ruby, text("边")];
            assert_eq!(incoming.items[0].inlines(), Some(&wanted), "{page}");
        }
        assert_eq!(items("<p><ruby>东<rt>dōng</rt>莞<rt>guǎn</rt></ruby></p>")[0].0, "东莞");
    }

    #[test]
    fn what_is_deeper_than_is_held_stays_hidden() {
        let deep = "<div>".repeat(400);
        let page = format!("<div style='display:none'>{deep}{}甲</div>乙", "</div>".repeat(400));
        assert_eq!(items(&page), [("乙".to_owned(), Role::Body, Align::Left)]);
    }

    #[test]
    fn an_article_of_a_public_account_is_its_text_alone() {
        let page = "<head><meta property=\"og:title\" content=\"题\"></head><body>\
            <h1 id=\"activity-name\"> 荔枝开秤 </h1><span class='rich_media_meta rich_media_meta_text'>陈禾</span>\
            <a id=\"js_name\">荔塘供销</a><em id=\"publish_time\"></em><div id=\"js_content\" style=\"visibility: hidden;\">\
            <section><section><p>正文一。</p></section></section></div><div>微信扫一扫</div>\
            <script>var ct = \"1772641800\";</script></body>";
        let mut findings = Findings::default();
        let page = read(page, "a", &mut |_| None, &mut findings);
        let texts: Vec<_> = page.incoming.items.iter().filter_map(Item::text).collect();
        assert_eq!(texts, ["荔枝开秤", "正文一。"]);
        assert_eq!(page.source.as_deref(), Some("荔塘供销"));
        assert_eq!(page.author.as_deref(), Some("陈禾"));
        assert_eq!(page.date.map(|date| date.to_string()).as_deref(), Some("2026-03-05"));
        assert_eq!(page.below, ["微信扫一扫"]);
        assert!(page.above.is_empty() && findings.is_empty(), "{findings:?}");
    }

    proptest! {
        #[test]
        fn any_page_is_read(parts in proptest::collection::vec(0..PIECES.len(), 0..60)) {
            let page: String = parts.iter().map(|&at| PIECES[at]).collect();
            let mut findings = Findings::default();
            let mut beside = |_: &str| Some(b"no picture".to_vec());
            let page = read(&page, "a", &mut beside, &mut findings);
            let blocks = arrange(page.incoming.items, false, &mut findings);
            let written = markdown::write(&blocks);
            let mut findings = Findings::default();
            markdown::read_body(&written.text, "a.md", 0, &mut findings);
            // Which headings a page has, and in which order, is its own affair.
            let faults = findings.iter().map(|own| own.rule);
            let faults: Vec<_> = faults.filter(|rule| *rule != "heading-order").collect();
            prop_assert!(faults.is_empty(), "{faults:?}: {}", written.text);
        }
    }

    /// Pieces that pages are made of.
    const PIECES: [&str; 40] = [
        "<p>",
        "</p>",
        "<section>",
        "</section>",
        "<br>",
        "<br/>",
        "甲",
        "乙。",
        " ",
        "\n",
        "<ruby>",
        "</ruby>",
        "<rt>",
        "</rt>",
        "<rp>(</rp>",
        "<b>",
        "</b>",
        "<h2>",
        "</h2>",
        "<ul><li>",
        "</li>",
        "</ul>",
        "<table><tr><td>",
        "</td>",
        "</table>",
        "<pre>a\n\nb",
        "</pre>",
        "<div style='display:none'>",
        "</div>",
        "<div id=js_content>",
        "<h1 id=\"activity-name\">",
        "</h1>",
        "<em id=publish_time>2026-03-05",
        "</em>",
        "<script>var ct = \"9\";",
        "</script>",
        "<img src=a_files/1 data-src=https://a>",
        "<math>x",
        "<iframe>",
        "图1 门",
    ];
}
