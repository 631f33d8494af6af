//! Pictures that came beside a text, taken into it.

use super::place::{Line, Spot, described, places};
use super::words::unescaped;
use crate::manuscript::conversion::Converter;
use crate::manuscript::html::Beside;
use crate::manuscript::incoming::arrange::{first_words, lone_figure, set_caption};
use crate::manuscript::incoming::picture::usable;
use crate::manuscript::incoming::{Extracted, Item, Role};
use crate::manuscript::markdown;
use crate::manuscript::model::{Block, BlockKind, Picture};
use crate::publication::{Date, Focus, Remark};
use neikan_base::diagnostic::{Finding, Findings};

/// The most pictures that one manuscript is given.
const PICTURES: usize = 300;

/// What came with a manuscript.
#[derive(Debug, Clone, Default)]
pub struct Company {
    /// The letter that it was sent with.
    pub letter: Option<Remark>,
    /// What the mail whose body it is says that it is about.
    pub subject: Option<String>,
    /// The day on which it was sent.
    pub date: Option<Date>,
}

/// A picture beside a text.
#[derive(Debug)]
pub struct Loose {
    /// Its path in the bundle.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A picture that can be used, with the name it had.
struct Ready {
    name: String,
    path: String,
    figure: BlockKind,
}

/// Puts pictures into a text of paragraphs; they join those that the manuscript has.
pub fn into_items(
    items: &mut Vec<Item>,
    loose: Vec<Loose>,
    prefix: &str,
    pictures: &mut Vec<Extracted>,
    findings: &mut Findings,
) {
    let texts: Vec<Option<String>> = items.iter().map(Item::text).collect();
    let figure = |item: &Item| matches!(item.block, BlockKind::Figure(_));
    let lines = items.iter().zip(&texts);
    let lines = lines.map(|(item, text)| Line { text: text.as_deref(), figure: figure(item) });
    let lines: Vec<Line<'_>> = lines.collect();
    let ready = ready(loose, prefix, pictures, findings);
    let mut layout = Layout::of(&lines, ready, findings);
    let listed: Vec<bool> = items.iter().map(|item| matches!(item.role, Role::Listed(_))).collect();
    layout.clear_of(&listed);
    let last = items.last().map_or(0, |item| item.number);
    let mut out = Vec::with_capacity(items.len());
    for (at, item) in std::mem::take(items).into_iter().enumerate() {
        let number = item.number;
        let block = |figure: BlockKind| Item::block(figure, number);
        out.extend(layout.before(at).into_iter().map(block));
        if !layout.gone[at] {
            out.push(item);
        }
        out.extend(layout.after(at).into_iter().map(block));
    }
    out.extend(layout.end.into_iter().map(|figure| Item::block(figure, last)));
    *items = out;
}

/// Puts pictures into a text of Markdown, paragraph by paragraph.
pub fn into_text(
    text: String,
    loose: Vec<Loose>,
    prefix: &str,
    pictures: &mut Vec<Extracted>,
    findings: &mut Findings,
) -> String {
    let ready = ready(loose, prefix, pictures, findings);
    if ready.is_empty() {
        return text;
    }
    let parts: Vec<&str> = text.split("\n\n").collect();
    // The front matter is no place for a picture.
    let head = parts.first().is_some_and(|part| part.starts_with("---\n"));
    let line = |(at, part): (usize, &&'_ str)| {
        let figure = part.trim_start().starts_with("![");
        let words = !(figure || head && at == 0);
        (part.trim().to_owned(), words, figure)
    };
    let lines: Vec<(String, bool, bool)> = parts.iter().enumerate().map(line).collect();
    let lines: Vec<Line<'_>> = lines
        .iter()
        .map(|(text, words, figure)| Line { text: words.then_some(text), figure: *figure })
        .collect();
    let mut layout = Layout::of(&lines, ready, findings);
    let written = |figure: BlockKind| {
        let block = Block { line: 0, kind: figure };
        markdown::write(&[block]).text.trim_end().to_owned()
    };
    let mut out: Vec<String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        out.extend(layout.before(at).into_iter().map(written));
        if !layout.gone[at] {
            out.push((*part).to_owned());
        }
        out.extend(layout.after(at).into_iter().map(written));
    }
    let end: Vec<String> = layout.end.into_iter().map(written).collect();
    if let Some(last) = out.last_mut().filter(|_| !end.is_empty()) {
        *last = last.trim_end().to_owned();
    }
    out.extend(end);
    out.join("\n\n").trim_end().to_owned() + "\n"
}

/// Pictures in the places that were found for them.
struct Layout {
    before: Vec<Vec<BlockKind>>,
    after: Vec<Vec<BlockKind>>,
    /// The parts that only kept a picture's place.
    gone: Vec<bool>,
    end: Vec<BlockKind>,
}

impl Layout {
    fn of(lines: &[Line<'_>], ready: Vec<Ready>, findings: &mut Findings) -> Self {
        let names: Vec<&str> = ready.iter().map(|own| own.name.as_str()).collect();
        let spots = places(lines, &names);
        let empty = || (0..lines.len()).map(|_| Vec::new()).collect::<Vec<_>>();
        let gone = vec![false; lines.len()];
        let mut layout = Self { before: empty(), after: empty(), gone, end: Vec::new() };
        for (own, spot) in ready.into_iter().zip(spots) {
            tell(&own, spot, lines, findings);
            layout.add(own, spot);
        }
        layout
    }

    fn add(&mut self, mut own: Ready, spot: Spot) {
        if !matches!(spot, Spot::Caption(_) | Spot::Order(_)) {
            own.describe();
        }
        match spot {
            Spot::Caption(at) | Spot::Order(at) => self.before[at].push(own.figure),
            Spot::Instead(at) => {
                self.gone[at] = true;
                self.before[at].push(own.figure);
            }
            Spot::After(at) => self.after[at].push(own.figure),
            Spot::End => self.end.push(own.figure),
        }
    }

    /// Moves what would part a list behind it.
    fn clear_of(&mut self, listed: &[bool]) {
        for at in 0..listed.len().saturating_sub(1) {
            if listed[at] && listed[at + 1] {
                let moved = std::mem::take(&mut self.after[at]);
                self.after[at + 1].splice(0..0, moved);
            }
        }
    }

    fn before(&mut self, at: usize) -> Vec<BlockKind> {
        std::mem::take(&mut self.before[at])
    }

    fn after(&mut self, at: usize) -> Vec<BlockKind> {
        std::mem::take(&mut self.after[at])
    }
}

impl Ready {
    /// Takes what its name says of it as its caption.
    fn describe(&mut self) {
        if let (Some(words), BlockKind::Figure(figure)) = (described(&self.name), &mut self.figure)
            && let Some(picture) = figure.pictures.first_mut()
        {
            set_caption(picture, &words);
        }
    }
}

/// Says where a picture went, and how sure that is.
fn tell(own: &Ready, spot: Spot, lines: &[Line<'_>], findings: &mut Findings) {
    let (finding, at) = match spot {
        Spot::Caption(at) | Spot::Instead(at) | Spot::After(at) => {
            (Finding::note("import-picture-placed"), Some(at))
        }
        Spot::Order(at) => (Finding::warn("import-picture-order"), Some(at)),
        Spot::End => (Finding::warn("import-picture-end"), None),
    };
    let finding = finding.with("name", &own.name).with("path", &own.path);
    let words = at.and_then(|at| lines[at].text).map(first_words);
    findings.push(match words {
        Some(words) => finding.with("text", words),
        None => finding,
    });
}

/// The pictures that can be used and are not in the manuscript already.
fn ready(
    loose: Vec<Loose>,
    prefix: &str,
    pictures: &mut Vec<Extracted>,
    findings: &mut Findings,
) -> Vec<Ready> {
    let mut out = Vec::new();
    let mut converter = Converter::default();
    for Loose { name, bytes } in loose {
        if pictures.iter().any(|own| own.bytes == bytes) {
            findings.push(Finding::note("import-picture-same").with("name", name));
            continue;
        }
        if pictures.len() >= PICTURES {
            let finding = Finding::warn("import-pictures-many").with("name", name);
            findings.push(finding.with("limit", PICTURES));
            continue;
        }
        match usable(bytes, &mut converter) {
            Ok(picture) => {
                let path = next_path(prefix, pictures, picture.format.extension());
                findings.extend(picture.told(&path));
                let figure = lone_figure(Picture::named(&path, "", Focus::default(), 0));
                pictures.push(Extracted { path: path.clone(), bytes: picture.bytes });
                out.push(Ready { name, path, figure });
            }
            Err(fault) if fault.rule == "import-picture-format" => {
                let finding = Finding::warn("import-picture-unfit").with("name", name);
                let kind = fault.args.get("kind").cloned().unwrap_or_default();
                findings.push(finding.with("kind", kind));
            }
            Err(fault) => findings.push(fault.with("path", name)),
        }
    }
    out
}

/// The path of one more picture.
fn next_path(prefix: &str, pictures: &[Extracted], ending: &str) -> String {
    let number = |picture: &Extracted| {
        let rest = picture.path.strip_prefix(&format!("images/{prefix}-"))?;
        rest.split('.').next()?.parse::<usize>().ok()
    };
    let last = pictures.iter().filter_map(number).max().unwrap_or_default();
    format!("images/{prefix}-{}.{ending}", last + 1)
}

/// Takes along the pictures that a text of Markdown names and that lie beside it; gives the text with
/// the names they are given.
pub fn taken_along(
    text: &str,
    prefix: &str,
    beside: Beside<'_>,
    findings: &mut Findings,
) -> (String, Vec<Extracted>) {
    let mut converter = Converter::default();
    let mut out = String::with_capacity(text.len());
    let mut pictures: Vec<Extracted> = Vec::new();
    let mut known: Vec<(String, String)> = Vec::new();
    let mut rest = text;
    while let Some((before, named, after)) = next_picture(rest) {
        out.push_str(before);
        let path = known.iter().find(|(own, _)| own == named).map(|(_, path)| path.clone());
        let path = path.or_else(|| {
            let bytes = (pictures.len() < PICTURES).then(|| beside(named)).flatten()?;
            let picture = usable(bytes, &mut converter).ok()?;
            let path = next_path(prefix, &pictures, picture.format.extension());
            findings.extend(picture.told(&path));
            pictures.push(Extracted { path: path.clone(), bytes: picture.bytes });
            known.push((named.to_owned(), path.clone()));
            Some(path)
        });
        out.push_str(path.as_deref().unwrap_or(named));
        rest = after;
    }
    out.push_str(rest);
    (out, pictures)
}

/// What stands before the path of the next picture (`![…](path`), the path, and what follows.
fn next_picture(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find("![")?;
        let line = text[open..].split('\n').next().unwrap_or_default();
        let Some(at) = line.find("](").map(|at| open + at + 2) else {
            from = open + 2;
            continue;
        };
        let (path, at) = match text[at..].strip_prefix('<') {
            Some(inner) => (inner.split(['>', '\n']).next().unwrap_or_default(), at + 1),
            None => (text[at..].split([')', ' ', '\n']).next().unwrap_or_default(), at),
        };
        return Some((&text[..at], path, &text[at + path.len()..]));
    }
}

/// A path that a page or a text names, as one below its own folder; nothing for an address on the
/// web, an absolute path, and one that climbs.
pub fn local_path(named: &str) -> Option<String> {
    let bare = named.trim().split(['?', '#']).next().unwrap_or_default();
    let path = String::from_utf8(unescaped(bare.as_bytes())).ok()?;
    let path = path.strip_prefix("./").unwrap_or(&path);
    let scheme = path.split('/').next().unwrap_or_default().contains(':');
    let climbs = path.split('/').any(|part| part == ".." || part.is_empty());
    let plain = !path.contains(['\\', '\0']) && !path.starts_with('~');
    (plain && !scheme && !climbs && path.len() < 1000).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one point.
    fn png() -> Vec<u8> {
        use base64::Engine;
        let text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        base64::engine::general_purpose::STANDARD.decode(text).unwrap()
    }

    #[test]
    fn paths_stay_below_the_page() {
        assert_eq!(
            local_path("./a_files/%E5%9B%BE1.jpg?x=1#y").as_deref(),
            Some("a_files/图1.jpg")
        );
        for named in ["../a", "/etc/passwd", "file:///a", "http://a/b", "a//b", "a/%2e%2e/b", ""] {
            assert_eq!(local_path(named), None, "{named}");
        }
    }

    #[test]
    fn pictures_that_a_text_names_come_along() {
        let text = "![门](图/a.png) 与 ![](<图 b.png>)\n![门](图/a.png)![没有](c.png)";
        let mut asked = Vec::new();
        let mut beside = |name: &str| {
            asked.push(name.to_owned());
            (name != "c.png").then(png)
        };
        let mut told = Findings::default();
        let (out, pictures) = taken_along(text, "x", &mut beside, &mut told);
        assert!(told.is_empty(), "{told:?}");
        let wanted =
            "![门](images/x-1.png) 与 ![](<images/x-2.png>)\n![门](images/x-1.png)![没有](c.png)";
        assert_eq!((out.as_str(), pictures.len()), (wanted, 2));
        assert_eq!(asked, ["图/a.png", "图 b.png", "c.png"]);
    }

    #[test]
    fn pictures_stand_in_a_text_where_they_belong() {
        let loose = ["图1.png", "图2 晒场上的荔枝.png"].into_iter().enumerate();
        let loose = loose.map(|(at, name)| {
            let bytes = png().into_iter().chain(std::iter::repeat_n(0, at)).collect();
            Loose { name: name.to_owned(), bytes }
        });
        let text = "---\ntitle: 图1\n---\n甲（图1）。\n\n乙。\n".to_owned();
        let (mut pictures, mut findings) = (Vec::new(), Findings::default());
        let out = into_text(text, loose.collect(), "x", &mut pictures, &mut findings);
        assert!(
            out.starts_with("---\ntitle: 图1\n---\n甲（图1）。\n\n乙。\n\n![](images/x-1.png"),
            "{out}"
        );
        assert!(out.contains("晒场上的荔枝") && pictures.len() == 2, "{out}");
    }
}
