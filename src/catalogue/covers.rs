//! How a front cover is shown: as it was printed, or put together from the picture on it.

use super::bundle::Card;
use super::house::House;
use neikan_base::xml::Xml;

/// Writes the front cover of an issue. What it says is beside it in words, so it has none for those who
/// do not see it.
pub fn cover(house: &House<'_>, xml: &mut Xml, card: &Card, up: &str) {
    let whole = card.cover.as_ref().is_some_and(|cover| cover.whole);
    xml.open("div").class(if whole { "cover" } else { "cover made" }).attr("aria-hidden", "true");
    if !whole {
        xml.leaf("span", "name", &house.publication.masthead);
        xml.leaf("span", "number", &card.label);
    }
    if let Some(cover) = &card.cover {
        xml.open("img").attr("src", &format!("{up}{}", cover.path)).attr("alt", "");
        xml.attr("width", &cover.width.to_string()).attr("height", &cover.height.to_string());
        xml.attr("loading", "lazy").close();
    }
    if let Some(line) = card.lines.first().filter(|_| !whole) {
        xml.leaf("span", "line", line);
    }
    xml.close();
}
