//! The page of an article as HTML: what an element becomes in each form.
//!
//! The clean form has elements that mean something and no class, no style, no script. That of WeChat has
//! the declarations in each element, pictures in the file itself, no link (WeChat allows none to the
//! outside) and no title, which has a field of its own there.

use roxmltree::Node;

use super::looks::Looks;
use neikan_base::xml::escaped;

/// Where a picture is found, and its width and height, px, by the path that the page names it with.
pub type Found<'a> = &'a dyn Fn(&str) -> Option<(String, (u32, u32))>;

/// Which HTML is written.
pub enum Form<'a> {
    /// For a site that has looks of its own.
    Clean {
        /// The paths of the pictures.
        pictures: Found<'a>,
    },
    /// For WeChat.
    Chat {
        /// How elements look.
        looks: &'a Looks,
        /// The pictures themselves, as `data:` addresses.
        pictures: Found<'a>,
    },
}

/// What an element becomes.
enum Becomes {
    /// An element of this name.
    Element(&'static str),
    /// What is in it alone.
    Content,
    /// Nothing.
    Nothing,
}

/// Elements that are kept and stand on lines of their own.
const BLOCKS: [&str; 23] = [
    "aside",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "tr",
    "ul",
];
/// Elements that are kept besides.
const WITHIN: [&str; 19] = [
    "a", "b", "br", "caption", "code", "em", "img", "rp", "rt", "ruby", "s", "span", "strong",
    "sub", "sup", "tbody", "td", "th", "thead",
];
/// Elements without content.
const EMPTY: [&str; 3] = ["br", "hr", "img"];
/// Attributes that are kept.
const ATTRIBUTES: [&str; 7] = ["alt", "colspan", "height", "rowspan", "scope", "start", "width"];

/// The text of a page in a form.
pub fn written(body: Node<'_, '_>, form: &Form<'_>) -> String {
    let mut writer = Writer { form, out: String::new() };
    match form {
        Form::Clean { .. } => writer.out.push_str("<article>\n"),
        Form::Chat { looks, .. } => {
            let style = looks.style("body", &[]);
            writer.out.push_str(&format!("<section style=\"{style}\">\n"));
        }
    }
    body.children().for_each(|child| writer.node(child));
    writer.out.push_str(match form {
        Form::Clean { .. } => "</article>\n",
        Form::Chat { .. } => "</section>\n",
    });
    writer.out
}

struct Writer<'a> {
    form: &'a Form<'a>,
    out: String,
}

impl Writer<'_> {
    fn node(&mut self, node: Node<'_, '_>) {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            // Between blocks there is nothing but line ends.
            if !(text.trim().is_empty() && text.contains('\n')) {
                self.out.push_str(&escaped(text));
            }
            return;
        }
        if !node.is_element() {
            return;
        }
        if matches!(self.form, Form::Chat { .. }) && node.tag_name().name() == "rt" {
            // A reading stands in brackets, since editors of WeChat drop what sets it above.
            self.out.push('（');
            node.children().for_each(|child| self.node(child));
            self.out.push('）');
            return;
        }
        let classes: Vec<&str> = node.attribute("class").unwrap_or_default().split(' ').collect();
        if matches!(self.form, Form::Clean { .. }) && classes.contains(&"stanza") {
            return self.stanza(node);
        }
        match self.becomes(node, &classes) {
            Becomes::Nothing => {}
            Becomes::Content => {
                node.children().for_each(|child| self.node(child));
                let named = classes.contains(&"author") || classes.contains(&"credit-line");
                if named && node.next_sibling_element().is_some() {
                    self.out.push('\u{3000}');
                }
            }
            Becomes::Element(name) => self.element(node, name, &classes),
        }
    }

    /// The verses of a stanza as lines of a paragraph.
    fn stanza(&mut self, node: Node<'_, '_>) {
        self.out.push_str("<p>");
        for (index, verse) in node.children().filter(Node::is_element).enumerate() {
            if index > 0 {
                self.out.push_str("<br>");
            }
            verse.children().for_each(|child| self.node(child));
        }
        self.out.push_str("</p>\n");
    }

    fn becomes(&self, node: Node<'_, '_>, classes: &[&str]) -> Becomes {
        let name = node.tag_name().name();
        let has = |class: &str| classes.contains(&class);
        let chat = matches!(self.form, Form::Chat { .. });
        let call = has("call") || node.parent_element().is_some_and(|parent| is_of(parent, "call"));
        match name {
            // Ways back from a note are for readers of e-books, the name of the section for the site.
            "p" if has("back") || has("section-name") => Becomes::Nothing,
            // The drawing of a chart has its title and its source within.
            "figcaption" | "p" if node.parent_element().is_some_and(|own| is_of(own, "drawn")) => {
                Becomes::Nothing
            }
            "h1" | "rp" if chat => Becomes::Nothing,
            "summary" => Becomes::Nothing,
            "a" if chat || call => Becomes::Content,
            "details" | "header" => Becomes::Content,
            "div"
                if has("text")
                    || has("cells")
                    || has("turn")
                    || has("dialogue")
                    || has("speakers") =>
            {
                Becomes::Content
            }
            "div" if has("scroll") && !chat => Becomes::Content,
            "div" if classes.iter().all(|class| class.is_empty()) && is_entry(node) => {
                Becomes::Content
            }
            "aside" if has("note") => Becomes::Content,
            "section" if !chat => Becomes::Content,
            "span" => Becomes::Content,
            "ruby" if chat => Becomes::Content,
            // What has no place in an editor of WeChat is a section there.
            "aside" | "figure" | "section" | "div" | "dl" if chat => Becomes::Element("section"),
            "dt" | "dd" | "figcaption" if chat => Becomes::Element("p"),
            _ => BLOCKS
                .iter()
                .chain(&WITHIN)
                .find(|own| **own == name)
                .map_or(Becomes::Content, |own| Becomes::Element(own)),
        }
    }

    fn element(&mut self, node: Node<'_, '_>, name: &'static str, classes: &[&str]) {
        let attributes = self.attributes(node, classes);
        if name == "img" && !attributes.contains(" src=") {
            return;
        }
        self.out.push_str(&format!("<{name}{attributes}>"));
        if EMPTY.contains(&name) {
            self.end(name);
            return;
        }
        let note = is_of(node, "call");
        if note {
            self.out.push('[');
        }
        node.children().for_each(|child| self.node(child));
        if note {
            self.out.push(']');
        }
        self.out.push_str(&format!("</{name}>"));
        self.end(name);
    }

    fn end(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.out.push('\n');
        }
    }

    fn attributes(&self, node: Node<'_, '_>, classes: &[&str]) -> String {
        let mut out = String::new();
        let mut add = |name: &str, value: &str| {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        };
        let image = node.tag_name().name() == "img";
        for name in ATTRIBUTES.into_iter().filter(|name| !(image && *name != "alt")) {
            if let Some(value) = node.attribute(name) {
                add(name, value);
            }
        }
        if let Some(target) = node.attribute("href") {
            add("href", target);
        }
        let pictures = match self.form {
            Form::Clean { pictures } | Form::Chat { pictures, .. } => pictures,
        };
        if let Some((source, (width, height))) = node.attribute("src").and_then(pictures) {
            add("width", &width.to_string());
            add("height", &height.to_string());
            add("src", &source);
        }
        if let Form::Chat { looks, .. } = self.form {
            let part =
                ["scroll", "stanza", "issued"].into_iter().find(|part| classes.contains(part));
            let note = node.parent_element().is_some_and(|parent| is_of(parent, "note"));
            let own = if note { vec!["note"] } else { classes.to_vec() };
            let style = looks.style(part.unwrap_or(node.tag_name().name()), &own);
            if !style.is_empty() {
                add("style", &style);
            }
        }
        out
    }
}

/// Whether an element is of a class.
fn is_of(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").unwrap_or_default().split(' ').any(|own| own == class)
}

/// Whether an element is a pair in a list of terms.
fn is_entry(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|parent| parent.tag_name().name() == "dl")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Colors;

    const PAGE: &str = "<section xmlns='http://www.w3.org/1999/xhtml'><header>\
        <p class='section-name'><span class='name'>要闻</span></p><h1 id='title'>题</h1>\
        <p class='byline'><span class='author'><b>陈禾</b></span></p></header><div class='text'>\
        <p>文<sup class='call'><a href='#note-1'>1</a></sup>&lt;b&gt;<a href='https://example.org/'>链</a></p>\
        <figure class='picture photo'><img src='../pictures/a.jpg' alt='图' width='9' height='8'/>\
        <figcaption>说明</figcaption></figure><p><ruby>墟<rp>（</rp><rt>xū</rt><rp>）</rp></ruby></p></div>\
        <section class='notes'><h2>注释</h2><aside class='note' id='note-1'><p><span>1</span> 注。</p>\
        <p class='back'><a href='#call-1'>返回正文</a></p></aside></section></section>";

    fn of(form: &Form<'_>) -> String {
        let page = roxmltree::Document::parse(PAGE).unwrap();
        written(page.root_element(), form)
    }

    #[test]
    fn clean_pages_have_neither_classes_nor_styles() {
        let html = of(&Form::Clean {
            pictures: &|path| Some((path.replace("../pictures", "images"), (9, 8))),
        });
        assert_eq!(
            html,
            "<article>\n<h1>题</h1>\n<p><b>陈禾</b></p>\n<p>文<sup>[1]</sup>&lt;b&gt;\
             <a href=\"https://example.org/\">链</a></p>\n\
             <figure><img alt=\"图\" width=\"9\" height=\"8\" src=\"images/a.jpg\"><figcaption>说明</figcaption>\n\
             </figure>\n<p><ruby>墟<rp>（</rp><rt>xū</rt><rp>）</rp></ruby></p>\n<h2>注释</h2>\n\
             <p>1 注。</p>\n</article>\n"
        );
    }

    #[test]
    fn pages_for_wechat_have_their_looks_within_and_lead_nowhere() {
        let looks = Looks::of(&Colors::default(), "cinnabar");
        let html = of(&Form::Chat {
            looks: &looks,
            pictures: &|_| Some(("data:image/jpeg;base64,AA==".into(), (9, 8))),
        });
        assert!(
            !html.contains("<h1") && !html.contains("<a ") && !html.contains("class="),
            "{html}"
        );
        assert!(
            html.contains("src=\"data:image/jpeg;base64,AA==\"") && html.contains("墟（xū）"),
            "{html}"
        );
        let paragraphs = html.matches("<p").count();
        assert_eq!(html.matches("<p style=").count(), paragraphs, "{html}");
    }
}
