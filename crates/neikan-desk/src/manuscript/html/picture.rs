//! The pictures of a page: in the page itself, in a file beside it, or on the web.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Attributes;
use crate::manuscript::conversion::{Converter, Taken};
use crate::manuscript::incoming::picture::usable;
use crate::manuscript::incoming::text::clean;
use neikan_base::diagnostic::Finding;

/// Gives the bytes of a file that a page names as it names it, where there is one that the page
/// may name.
pub type Beside<'a> = &'a mut dyn FnMut(&str) -> Option<Vec<u8>>;

/// Where pages say which picture they load once it comes into view.
const LAZY: [&str; 4] = ["data-src", "data-original", "data-lazy-src", "data-backsrc"];
/// Up to this many pixels a side a picture shows nothing: it holds a place, or counts readers.
const SPECK: u32 = 2;

/// What became of a picture.
pub enum Found {
    /// It is there and can be used.
    Taken(Taken),
    /// It is not, and why.
    Left(Finding),
}

/// Finds the picture that an element shows.
pub fn find(attributes: &Attributes, beside: Beside<'_>, converter: &mut Converter) -> Found {
    let value = |name: &str| attributes.get(name).map(|value| value.trim()).unwrap_or_default();
    let source = value("src");
    let lazy = LAZY.iter().map(|name| value(name)).find(|lazy| !lazy.is_empty());
    let named: Vec<&str> = std::iter::once(source).chain(lazy).collect();
    let files = named.iter().filter(|name| !name.is_empty() && !name.starts_with("data:"));
    let mut unfit = None;
    for bytes in files.filter_map(|name| beside(name)) {
        match taken(bytes, converter) {
            Ok(found) => return found,
            Err(finding) => unfit = unfit.or(Some(finding)),
        }
    }
    let web = named.iter().find(|name| is_web(name));
    let inside = source.strip_prefix("data:").map(|data| inside(data, converter));
    match (inside, unfit, web) {
        (Some(Ok(found)), ..) => found,
        // What stands in for a picture until it is loaded is none.
        (Some(Err(_)) | None, None, Some(url)) => Found::Left(on_the_web(url)),
        (Some(Err(finding)), ..) | (None, Some(finding), _) => Found::Left(finding),
        (None, None, None) => Found::Left(Finding::warn("import-picture-outside")),
    }
}

fn is_web(name: &str) -> bool {
    let lower = name.get(..8).unwrap_or(name).to_ascii_lowercase();
    ["http://", "https://", "//"].iter().any(|start| lower.starts_with(start))
}

/// The finding for a picture that the page loads from somewhere.
fn on_the_web(url: &str) -> Finding {
    let target: String = clean(url).chars().take(200).collect();
    Finding::warn("import-picture-web").with("target", target)
}

/// A picture written into the page: `image/png;base64,…`.
fn inside(data: &str, converter: &mut Converter) -> Result<Found, Finding> {
    let bytes = data.split_once(";base64,").and_then(|(_, data)| {
        let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
        STANDARD.decode(data).ok()
    });
    let bytes = bytes.ok_or_else(|| Finding::warn("import-picture-lost"))?;
    taken(bytes, converter).map_err(|finding| {
        let kind = data.split([';', ',', '/', '+']).nth(1).unwrap_or_default().to_uppercase();
        let kind: String = clean(&kind).chars().take(8).collect();
        finding.with("kind", kind)
    })
}

fn taken(bytes: Vec<u8>, converter: &mut Converter) -> Result<Found, Finding> {
    let picture = usable(bytes, converter)?;
    if picture.width.max(picture.height) <= SPECK {
        return Err(Finding::note("import-picture-speck"));
    }
    Ok(Found::Taken(picture))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(attributes: &[(&str, &str)]) -> &'static str {
        let attributes =
            attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        match find(&attributes.collect(), &mut |_| None, &mut Converter::default()) {
            Found::Taken(..) => "taken",
            Found::Left(finding) => finding.rule,
        }
    }

    #[test]
    fn pictures_that_are_not_there_are_named_for_what_they_are() {
        const DOT: &str =
            "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
        let web = "https://example.org/a.jpg";
        assert_eq!(rule(&[("src", DOT), ("data-src", web)]), "import-picture-web");
        assert_eq!(rule(&[("data-src", web)]), "import-picture-web");
        assert_eq!(rule(&[("src", "//example.org/a.jpg")]), "import-picture-web");
        assert_eq!(rule(&[("src", "file:///etc/passwd")]), "import-picture-outside");
        assert_eq!(rule(&[("src", "a_files/640.jpg")]), "import-picture-outside");
        assert_eq!(rule(&[("src", "data:image/png;base64,AAAA")]), "import-picture-format");
        assert_eq!(rule(&[("src", "data:image/png,AAAA")]), "import-picture-lost");
    }
}
