//! The frame of the site's pages: head, navigation, notice.

use super::house::House;
use crate::digital::epub::language;
use crate::manuscript::model::Article;
use neikan_base::xml::Xml;

/// The page that lists all issues.
pub const HOME: &str = "index.html";
/// The page of the search.
pub const FIND: &str = "find.html";
/// The pages of the navigation: file, and the key of the name.
pub const TABS: [(&str, &str); 6] = [
    (HOME, "site-issues"),
    ("sections.html", "site-sections"),
    ("authors.html", "site-authors"),
    ("units.html", "site-units"),
    ("serials.html", "site-serials"),
    (FIND, "site-find"),
];

/// No page asks for anything that does not lie beside it.
const POLICY: &str = "default-src 'none'; img-src 'self' file:; style-src 'self' file:; \
                      script-src 'self' file:; form-action 'self' file:; base-uri 'none'";

/// What a page says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Its title.
    pub title: &'a str,
    /// The path from its folder up to that of the site: empty, `../` or `../../`.
    pub up: &'a str,
    /// Its path in the site.
    pub path: &'a str,
    /// Its style sheet with the colours of a theme, by its path in the site.
    pub style: &'a str,
    /// The classes of what is around its contents.
    pub class: &'a str,
}

/// Begins a page and leaves what is around its contents open.
pub fn begin(house: &House<'_>, frame: Frame<'_>) -> Xml {
    let publication = &house.publication;
    let mut xml = Xml::html();
    xml.open("html").attr("lang", language(publication)).open("head");
    xml.open("meta").attr("charset", "utf-8").close();
    let metas = [
        ("viewport", "width=device-width"),
        ("robots", "noindex, nofollow, noarchive"),
        ("color-scheme", "light dark"),
    ];
    for (name, content) in metas {
        xml.open("meta").attr("name", name).attr("content", content).close();
    }
    xml.open("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY).close();
    let title = [("title", frame.title.to_owned()), ("name", publication.name.clone())];
    xml.leaf("title", "", &house.say("site-title", &title));
    for style in [frame.style, "site.css"] {
        let path = format!("{}{style}", frame.up);
        xml.open("link").attr("rel", "stylesheet").attr("href", &path).close();
    }
    xml.close();
    xml.open("body").class("site");
    xml.open("a").class("skip").attr("href", "#main").text(&house.say("site-skip", &[])).close();
    top(house, &mut xml, frame);
    xml.open("main").attr("id", "main").attr("tabindex", "-1");
    xml.open("div").class(frame.class);
    xml
}

/// The masthead, the navigation and a field for the search.
fn top(house: &House<'_>, xml: &mut Xml, frame: Frame<'_>) {
    let Frame { up, path, .. } = frame;
    xml.open("header").class("top");
    xml.open("p").class("masthead").open("a").attr("href", &format!("{up}{HOME}"));
    xml.text(&house.publication.masthead).close().close();
    xml.open("nav").attr("aria-label", &house.say("site-nav", &[])).open("ul");
    for (file, key) in TABS {
        xml.open("li").open("a").attr("href", &format!("{up}{file}"));
        if file == path {
            xml.attr("aria-current", "page");
        }
        xml.text(&house.say(key, &[])).close().close();
    }
    xml.close().close();
    if path != FIND {
        let name = house.say("site-find", &[]);
        xml.open("form").attr("role", "search").attr("action", &format!("{up}{FIND}"));
        xml.open("input").attr("type", "search").attr("name", "q").attr("aria-label", &name);
        xml.attr("autocomplete", "off").close();
        xml.leaf("button", "", &name).close();
    }
    xml.close();
}

/// Ends a page: what is around its contents is closed, the notice follows, then scripts by their paths
/// in the site.
pub fn end(house: &House<'_>, mut xml: Xml, up: &str, scripts: &[&str]) -> String {
    let publication = &house.publication;
    xml.close().close();
    xml.open("footer").class("notice");
    if let Some(permit) = &publication.permit {
        let permit = [("permit", permit.clone()), ("notice", publication.notice.clone())];
        xml.leaf("p", "", &house.say("site-permit", &permit));
    }
    let sponsor = [("sponsor", publication.sponsor.clone())];
    xml.leaf("p", "", &house.say("site-internal", &sponsor)).close();
    for script in scripts {
        xml.open("script").attr("src", &format!("{up}{script}")).close();
    }
    xml.finish()
}

/// The path of an article's page in the site.
pub fn path(issue: &str, article: &Article) -> String {
    format!("{issue}/articles/{}.html", article.id)
}
