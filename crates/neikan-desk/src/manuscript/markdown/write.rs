//! Writing Markdown: blocks become the text that [`super::read_body`] reads back as the same
//! blocks.
//!
//! Nothing that was plain text in a document from outside may gain a meaning: what the dialect
//! would take as markup is escaped, and every paragraph is read back before it is kept. Where
//! emphasis cannot be distinguished from its neighbours, the words stay and the emphasis is
//! dropped.

use super::super::model::{
    Block, BlockKind, Boxed, Figure, Inline, Inlines, Picture, Table, Width, is_blank, plain,
};
use super::chart;
use super::read_body;
use neikan_base::diagnostic::Findings;

/// The result of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The Markdown.
    pub text: String,
    /// The paragraphs that lost their emphasis.
    pub plainer: Vec<String>,
}

/// Writes the body of an article.
pub fn write(blocks: &[Block]) -> Written {
    let mut writer = Writer::default();
    let mut parts = writer.blocks(blocks);
    let mut done = 0;
    while done < writer.notes.len() {
        let c = writer.notes[done].clone();
        done += 1;
        let lines = writer.blocks(&c).join("\n\n");
        parts.push(indent(&lines, &format!("[^{done}]: "), "    "));
    }
    let mut text = parts.join("\n\n");
    text.push('\n');
    Written { text, plainer: writer.plainer }
}

#[derive(Default)]
struct Writer {
    notes: Vec<Vec<Block>>,
    plainer: Vec<String>,
}

/// Where a run of inlines is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<String> {
        let mut out = Vec::new();
        let mut lists = 0;
        for block in blocks {
            // Two adjacent lists would merge if they had the same markers.
            lists = if matches!(block.kind, BlockKind::List { .. }) { lists + 1 } else { 0 };
            let text = self.block(&block.kind, lists);
            if !text.is_empty() {
                out.push(text);
            }
        }
        out
    }

    fn block(&mut self, kind: &BlockKind, lists: usize) -> String {
        match kind {
            BlockKind::Heading { level, c } => {
                let text = self.inlines(c, Place::Heading);
                format!("{} {text}", "#".repeat(usize::from(*level) + 1))
            }
            BlockKind::Para { c } => self.inlines(c, Place::Paragraph),
            BlockKind::List { ordered, start, items } => self.list(*ordered, *start, items, lists),
            BlockKind::Quote { c } => indent(&self.blocks(c).join("\n\n"), "> ", "> "),
            BlockKind::Rule => "***".to_owned(),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => figure_text(figure),
            BlockKind::Sidebar(boxed) => self.boxed("sidebar", boxed),
            BlockKind::Infobox(boxed) => self.boxed("infobox", boxed),
            BlockKind::Points(boxed) => self.boxed("points", boxed),
            BlockKind::Pullquote { c, .. } => self.inlines(c, Place::Paragraph),
            BlockKind::Poem { .. }
            | BlockKind::Qa { .. }
            | BlockKind::Item { .. }
            | BlockKind::Entries(_)
            | BlockKind::Jump { .. } => String::new(),
            BlockKind::Chart(chart) => chart::write(chart),
        }
    }

    fn boxed(&mut self, name: &str, boxed: &Boxed) -> String {
        let content = self.blocks(&boxed.c).join("\n\n");
        let title = boxed.title.as_deref().unwrap_or_default();
        format!("{}\n{content}\n:::", opening(name, title, &attributes(boxed.width, &[])))
    }

    fn list(&mut self, ordered: bool, start: usize, items: &[Vec<Block>], lists: usize) -> String {
        let mut out: Vec<String> = Vec::new();
        let mut loose = false;
        for (at, item) in items.iter().enumerate() {
            let even = lists.is_multiple_of(2);
            let mark = match (ordered, even) {
                (true, false) => format!("{}. ", start + at),
                (true, true) => format!("{}) ", start + at),
                (false, false) => "- ".to_owned(),
                (false, true) => "+ ".to_owned(),
            };
            let parts = self.blocks(item);
            loose |= parts.len() > 1;
            out.push(indent(&parts.join("\n\n"), &mark, &" ".repeat(mark.len())));
        }
        out.join(if loose { "\n\n" } else { "\n" })
    }

    fn table(&mut self, table: &Table) -> String {
        let columns = table.head.len().max(1);
        let mut row = |number: usize, cells: &[Inlines]| {
            let mut text = String::from("|");
            for at in 0..columns {
                let cell = match table.spans.iter().find(|span| span.covers(number, at)) {
                    Some(span) if span.row < number && span.column == at => "^^".to_owned(),
                    Some(_) => "<<".to_owned(),
                    None => self.cell(cells.get(at).map(Vec::as_slice).unwrap_or_default()),
                };
                text.push_str(&format!(" {cell} |"));
            }
            text
        };
        let mut lines = vec![row(0, &table.head)];
        let align = (0..columns).map(|at| match table.align.get(at).copied().flatten() {
            Some("left") => ":--|",
            Some("center") => ":-:|",
            Some("right") => "--:|",
            _ => "---|",
        });
        lines.push(format!("|{}", align.collect::<String>()));
        lines.extend(table.rows.iter().enumerate().map(|(at, cells)| row(at + 1, cells)));
        let lines = lines.join("\n");
        let source = table.source.iter().map(|source| ("source", source.as_str()));
        let source: Vec<_> = source.collect();
        if table.title.is_none() && source.is_empty() && table.width == Width::Column {
            return lines;
        }
        let title = table.title.as_deref().unwrap_or_default();
        format!("{}\n{lines}\n:::", opening("table", title, &attributes(table.width, &source)))
    }

    /// Writes a cell, so that its text is not taken as continuing the one above.
    fn cell(&mut self, c: &[Inline]) -> String {
        let text = self.inlines(c, Place::Cell);
        if text.trim() == "^^" { format!("\\{text}") } else { text }
    }

    /// Writes inlines and reads them back; drops their emphasis if it would be lost anyway.
    fn inlines(&mut self, c: &[Inline], place: Place) -> String {
        let text = inline_text(c, place, &mut self.notes);
        if is_plain(c) || place == Place::Cell || reads_back(c, place) {
            return text;
        }
        self.plainer.push(plain(c));
        let bare = unmarked(c);
        // The notes are counted already: they are written again with the same numbers.
        let before = self.notes.len() - count_notes(c);
        self.notes.truncate(before);
        inline_text(&bare, place, &mut self.notes)
    }
}

/// Puts one text before the first line, and another before every other line that is not empty.
fn indent(text: &str, first: &str, rest: &str) -> String {
    let lines = text.lines().enumerate().map(|(at, line)| match (at, line) {
        (0, line) => format!("{first}{line}"),
        (_, "") => rest.trim_end().to_owned(),
        (_, line) => format!("{rest}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn opening(name: &str, title: &str, attributes: &str) -> String {
    let title = flat(title);
    let mut out = format!("::: {name}");
    if !title.is_empty() {
        out.push_str(&format!(" {title}"));
    }
    if !attributes.is_empty() {
        out.push_str(&format!(" {attributes}"));
    } else if title.ends_with('}') {
        out.push_str(" {}");
    }
    out
}

/// A text in one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attributes(width: Width, pairs: &[(&str, &str)]) -> String {
    let class = match width {
        Width::Column => None,
        Width::Full => Some(".full".to_owned()),
        Width::Page => Some(".page".to_owned()),
        Width::Spread => Some(".spread".to_owned()),
    };
    let pairs = pairs.iter().map(|(name, value)| format!("{name}=\"{}\"", attribute(value)));
    let all: Vec<String> = class.into_iter().chain(pairs).collect();
    if all.is_empty() { String::new() } else { format!("{{{}}}", all.join(" ")) }
}

/// A value without the characters that would end it or that comrak interprets first.
fn attribute(value: &str) -> String {
    flat(value).replace(['"', '\\', '{', '}', '<', '>', '&', '`'], "")
}

fn figure_text(figure: &Figure) -> String {
    if let ([picture], 1, []) =
        (figure.pictures.as_slice(), figure.columns, figure.caption.as_slice())
    {
        return picture_text(picture, figure.width);
    }
    let (name, attributes) = match figure.lead {
        Some(lead) => ("pictures", attributes(Width::Column, &[("lead", &lead.to_string())])),
        None => {
            let columns = figure.columns.to_string();
            ("grid", attributes(figure.width, &[("columns", &columns)]))
        }
    };
    let pictures = figure.pictures.iter().map(|picture| picture_text(picture, Width::Column));
    let pictures = pictures.collect::<Vec<_>>().join("\n\n");
    format!("{}\n{pictures}\n:::", opening(name, &plain(&figure.caption), &attributes))
}

fn picture_text(picture: &Picture, width: Width) -> String {
    let alt = escape(&flat(&picture.alt)).replace('!', "\\!");
    let caption = flat(&plain(&picture.caption));
    let title: String = caption.chars().flat_map(|c| escaped(c, "\\\"&<*_`~[]")).collect();
    let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
    let credit = picture.credit.iter().map(|credit| ("credit", credit.as_str()));
    let names = picture.names.iter().map(|names| ("names", names.as_str()));
    let attributes = attributes(width, &credit.chain(names).collect::<Vec<_>>());
    let attributes = match (picture.whole, attributes.strip_prefix('{')) {
        (false, _) => attributes,
        (true, Some(rest)) => format!("{{.whole {rest}"),
        (true, None) => "{.whole}".to_owned(),
    };
    format!("![{alt}]({}{title}){attributes}", picture.path)
}

fn escaped(c: char, special: &str) -> impl Iterator<Item = char> {
    special.contains(c).then_some('\\').into_iter().chain([c])
}

/// Escapes what has a meaning anywhere in a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek();
        let entity = c == '&' && next.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '#');
        let bang = c == '!' && next.is_none();
        if "\\`*_[]<|~{}".contains(c) || entity || bang {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes what has a meaning at the beginning of a line.
fn escape_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = line[digits..].chars().next();
    let at = match line.chars().next() {
        Some('#' | '>' | '-' | '+' | '=' | ':') => 0,
        Some(c) if c.is_ascii_digit() && matches!(after, Some('.' | ')')) => {
            let blank = line[digits + 1..].chars().next().is_none_or(char::is_whitespace);
            if !blank {
                return line.to_owned();
            }
            digits
        }
        _ => return line.to_owned(),
    };
    format!("{}\\{}", &line[..at], &line[at..])
}

fn inline_text(c: &[Inline], place: Place, notes: &mut Vec<Vec<Block>>) -> String {
    let mut text = String::new();
    write_inlines(c, place, notes, &mut text);
    match place {
        Place::Paragraph => text.lines().map(escape_start).collect::<Vec<_>>().join("\n"),
        // Hashes at the end of a heading would close it.
        Place::Heading if text.ends_with('#') => {
            format!("{}\\#", &text[..text.len() - 1])
        }
        Place::Heading | Place::Cell => text,
    }
}

fn write_inlines(c: &[Inline], place: Place, notes: &mut Vec<Vec<Block>>, out: &mut String) {
    for inline in c {
        match inline {
            Inline::Text { s } => {
                // After the mark of a note these would make a note's text or a link of it.
                if out.ends_with(']') && s.starts_with([':', '(']) {
                    out.push('\\');
                }
                out.push_str(&escape(s));
            }
            Inline::Strong { c } => marked(c, "**", place, notes, out),
            Inline::Emph { c } => marked(c, "*", place, notes, out),
            Inline::Strike { c } => marked(c, "~~", place, notes, out),
            Inline::Code { s } => out.push_str(&code(s)),
            // A link that shows nothing is none.
            Inline::Link { c, .. } if is_blank(&plain(c)) => write_inlines(c, place, notes, out),
            Inline::Link { url, c } => {
                out.push('[');
                write_inlines(c, place, notes, out);
                out.push_str(&format!("](<{}>)", destination(url)));
            }
            Inline::Note { c, .. } => {
                notes.push(c.clone());
                out.push_str(&format!("[^{}]", notes.len()));
            }
            Inline::Dots { s } if is_wordy(s) => out.push_str(&format!("[{s}]{{.dots}}")),
            Inline::Dots { s } => out.push_str(&escape(s)),
            Inline::Sup { s } if is_spannable(s) => out.push_str(&format!("[{s}]{{.sup}}")),
            Inline::Sub { s } if is_spannable(s) => out.push_str(&format!("[{s}]{{.sub}}")),
            Inline::Sup { s } | Inline::Sub { s } => out.push_str(&escape(s)),
            Inline::Ruby { s, r } if is_wordy(s) && is_wordy(r) => {
                out.push_str(&format!("[{s}]{{ruby=\"{r}\"}}"));
            }
            Inline::Ruby { s, r } => out.push_str(&escape(&format!("{s}\u{ff08}{r}\u{ff09}"))),
            Inline::Break if place == Place::Paragraph => out.push_str("\\\n"),
            Inline::Break => out.push(' '),
        }
    }
}

fn marked(c: &[Inline], mark: &str, place: Place, notes: &mut Vec<Vec<Block>>, out: &mut String) {
    out.push_str(mark);
    write_inlines(c, place, notes, out);
    out.push_str(mark);
}

/// Whether a text can be in a span as it is: it has no ASCII punctuation.
fn is_wordy(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_ascii_punctuation() || c.is_control())
}

/// Whether raised or lowered text can be in a span: formulas may have marks that mean nothing
/// there.
pub fn is_spannable(text: &str) -> bool {
    let special = |c: char| "\\`*_[]<>|~{}&!^\"#".contains(c) || c.is_control();
    !text.trim().is_empty() && !text.contains(special)
}

fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn destination(url: &str) -> String {
    let mut out = String::new();
    for c in url.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            '&' => out.push_str("\\&"),
            c => out.push(c),
        }
    }
    out
}

/// Whether inlines have nothing that could be lost.
fn is_plain(c: &[Inline]) -> bool {
    c.iter().all(|inline| matches!(inline, Inline::Text { .. }))
}

/// Whether what is written is read back as the same, notes aside.
fn reads_back(c: &[Inline], place: Place) -> bool {
    let wanted = without_notes(c);
    let mut text = inline_text(&wanted, place, &mut Vec::new());
    if place == Place::Heading {
        text.insert_str(0, "## ");
    }
    let mut findings = Findings::default();
    let blocks = read_body(&text, "", 0, &mut findings);
    let read = match blocks.as_slice() {
        [Block { kind: BlockKind::Para { c } | BlockKind::Heading { c, .. }, .. }] => c,
        [] => return wanted.is_empty(),
        _ => return false,
    };
    findings.is_empty() && *read == wanted
}

fn without_notes(c: &[Inline]) -> Inlines {
    let mut out: Inlines = Vec::new();
    for inline in c {
        let parts = match inline {
            Inline::Note { .. } => Vec::new(),
            Inline::Link { c, .. } if is_blank(&plain(c)) => without_notes(c),
            Inline::Strong { c } => vec![Inline::Strong { c: without_notes(c) }],
            Inline::Emph { c } => vec![Inline::Emph { c: without_notes(c) }],
            Inline::Strike { c } => vec![Inline::Strike { c: without_notes(c) }],
            Inline::Link { url, c } => vec![Inline::Link { url: url.clone(), c: without_notes(c) }],
            other => vec![other.clone()],
        };
        for inline in parts {
            match (out.last_mut(), inline) {
                (Some(Inline::Text { s }), Inline::Text { s: more }) => s.push_str(&more),
                (_, inline) => out.push(inline),
            }
        }
    }
    out
}

fn count_notes(c: &[Inline]) -> usize {
    let count = c.iter().map(|inline| match inline {
        Inline::Note { .. } => 1,
        Inline::Strong { c }
        | Inline::Emph { c }
        | Inline::Strike { c }
        | Inline::Link { c, .. } => count_notes(c),
        _ => 0,
    });
    count.sum()
}

/// The same words without emphasis.
fn unmarked(c: &[Inline]) -> Inlines {
    let mut out: Inlines = Vec::new();
    for inline in c {
        let inner = match inline {
            Inline::Strong { c } | Inline::Emph { c } | Inline::Strike { c } => unmarked(c),
            Inline::Sup { s } | Inline::Sub { s } if !is_spannable(s) => {
                vec![Inline::Text { s: s.clone() }]
            }
            other => vec![other.clone()],
        };
        for inline in inner {
            match (out.last_mut(), inline) {
                (Some(Inline::Text { s }), Inline::Text { s: more }) => s.push_str(&more),
                (_, inline) => out.push(inline),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(s: &str) -> Inline {
        Inline::Text { s: s.to_owned() }
    }

    #[test]
    fn a_link_without_words_is_none() {
        let link = |c| Inline::Link { url: "https://a.b/".to_owned(), c };
        let strong = Inline::Strong { c: vec![t("乙")] };
        for (c, text) in [
            (vec![t("甲"), link(vec![t(" ")]), t("乙")], "甲 乙"),
            (vec![t("甲"), link(Vec::new()), link(vec![t("乙")])], "甲[乙](<https://a.b/>)"),
            (vec![t("甲"), link(Vec::new()), strong], "甲**乙**"),
        ] {
            let block = Block { line: 1, kind: BlockKind::Para { c } };
            let written = write(&[block]);
            assert_eq!(written.text.trim_end(), text);
            assert!(written.plainer.is_empty(), "{text}");
        }
    }

    #[test]
    fn text_stays_text() {
        for text in [
            "*a*",
            "# x",
            "1. x",
            "1) x",
            "- x",
            "+ x",
            "> x",
            ":::",
            "a | b",
            "---",
            "***",
            "===",
            "[a](b)",
            "<b>",
            "&amp;",
            "![a](b)",
            "5~10、20~30",
            "`x`",
            "```",
            "[^1]: x",
            "字[字]{.dots}",
            "C#",
            "\\",
            "a_b_c",
            "::: sidebar",
            "x {.full}",
            "~~~",
            "|a|b|",
        ] {
            for c in [vec![t(text)], vec![t("甲"), Inline::Break, t(text)]] {
                let written = write(&[Block { line: 0, kind: BlockKind::Para { c: c.clone() } }]);
                let mut findings = Findings::default();
                let blocks = read_body(&written.text, "", 0, &mut findings);
                assert!(findings.is_empty(), "{text}: {findings:?}");
                assert_eq!(blocks.len(), 1, "{text}");
                assert_eq!(blocks[0].kind, BlockKind::Para { c }, "{}", written.text);
            }
        }
    }

    #[test]
    fn what_follows_the_mark_of_a_note_stays_text() {
        for text in [": x", "(x)", "()", "(<x>)", "[x]", "{.dots}"] {
            let note = [Block { line: 0, kind: BlockKind::Para { c: vec![t("y")] } }];
            let note = Inline::Note { number: 1, c: note.to_vec() };
            let c = vec![t("a"), note, t(text)];
            let written = write(&[Block { line: 0, kind: BlockKind::Para { c } }]);
            let mut findings = Findings::default();
            let blocks = read_body(&written.text, "", 0, &mut findings);
            assert!(findings.is_empty(), "{}: {findings:?}", written.text);
            let BlockKind::Para { c } = &blocks[0].kind else { panic!("{}", written.text) };
            assert_eq!((c.len(), &c[2]), (3, &t(text)), "{}", written.text);
        }
    }

    #[test]
    fn emphasis_that_cannot_be_told_goes() {
        let c = vec![t("a"), Inline::Strong { c: vec![t("\"x\"")] }, t("b")];
        let written = write(&[Block { line: 0, kind: BlockKind::Para { c } }]);
        assert_eq!((written.text.as_str(), written.plainer.len()), ("a\"x\"b\n", 1));
    }
}
