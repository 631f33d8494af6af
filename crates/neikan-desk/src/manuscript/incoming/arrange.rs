//! Items become blocks: heading levels, captions, quotations and lists are settled.

use std::collections::BTreeSet;

use super::{Align, Item, Listed, Role};
use crate::manuscript::model::{
    Block, BlockKind, Figure, Inline, Inlines, Picture, Span, Table, is_blank, plain,
};
use neikan_base::diagnostic::{Finding, Findings};

/// The longest line that is taken for a heading, in characters.
const HEADING: usize = 40;
/// The longest line that is taken for a caption, in characters.
const CAPTION: usize = 80;
/// How many lists stand within one another in a manuscript at most, so that their text is not nested too
/// deeply.
const LEVELS: usize = 5;

/// Arranges items as the blocks of an article.
///
/// In a box (`boxed`) there are no divs, so tables and pictures in it have no titles.
pub fn arrange(items: Vec<Item>, boxed: bool, findings: &mut Findings) -> Vec<Block> {
    let items = headings(items, findings);
    assemble(if boxed { items } else { captions(items) }, usize::from(boxed))
}

/// Arranges the paragraphs of a note: each is plain text, a quotation or part of a list, whatever
/// else its style or its first characters say, since a note has no headings and no captions.
pub fn arrange_note(mut items: Vec<Item>) -> Vec<Block> {
    for item in &mut items {
        if !matches!(item.role, Role::Listed(_) | Role::Quote) {
            item.role = Role::Body;
        }
    }
    assemble(items, 0)
}

/// Joins the items of lists and quotations; `around` is how deep they stand already.
fn assemble(items: Vec<Item>, around: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let kind = match item.role {
            Role::Listed(_) => {
                let mut run = vec![item];
                while let Some(next) = items.next_if(|next| matches!(next.role, Role::Listed(_))) {
                    run.push(next);
                }
                blocks.extend(lists(&run, around + 1).into_iter().map(block));
                continue;
            }
            Role::Quote => {
                let mut c = vec![block(item.block)];
                while let Some(next) = items.next_if(|next| next.role == Role::Quote) {
                    c.push(block(next.block));
                }
                BlockKind::Quote { c }
            }
            _ => item.block,
        };
        blocks.push(block(kind));
    }
    blocks
}

fn block(kind: BlockKind) -> Block {
    Block { line: 0, kind }
}

/// The outline level that the form of a heading's number stands for: 一、 before （一）.
pub fn numbered_level(text: &str) -> Option<u8> {
    const DIGITS: &str = "一二三四五六七八九十百〇零";
    let is_digit = |c: char| DIGITS.contains(c);
    let bare = text.trim_start_matches(is_digit);
    if bare.len() < text.len() && bare.starts_with(['\u{3001}', '.', '\u{ff0e}']) {
        return Some(1);
    }
    let inner = text.strip_prefix(['\u{ff08}', '('])?;
    let bare = inner.trim_start_matches(is_digit);
    (bare.len() < inner.len() && bare.starts_with(['\u{ff09}', ')'])).then_some(2)
}

/// Whether a line could be a heading: short, and not a sentence.
pub fn is_short_line(text: &str, limit: usize) -> bool {
    let length = text.chars().count();
    (1..=limit).contains(&length)
        && !text.ends_with(['。', '\u{ff1b}', ';', '\u{ff0c}', ',', '\u{ff1a}', ':', '\u{201d}'])
}

/// Finds headings that have no style, and reduces all headings to the two levels there are.
fn headings(mut items: Vec<Item>, findings: &mut Findings) -> Vec<Item> {
    // A line without words is no heading, whatever its style: a note alone, or what cannot be seen.
    for item in &mut items {
        let named = matches!(item.role, Role::Title | Role::Subtitle | Role::Heading(_));
        if named && item.text().is_some_and(|text| is_blank(&text)) {
            item.role = Role::Body;
        }
    }
    let styled = items.iter().filter_map(|item| match item.role {
        Role::Heading(level) => Some((level, numbered_level(&item.text()?))),
        _ => None,
    });
    let styled: Vec<(u8, Option<u8>)> = styled.collect();
    let base = styled.iter().find_map(|&(level, form)| Some(level + 1 - form?.min(level)));
    let base = if styled.is_empty() { Some(1) } else { base };
    for item in &mut items {
        let plain_line = matches!(item.role, Role::Body) && item.align != Align::Right;
        let text = item.text().filter(|text| plain_line && is_short_line(text, HEADING));
        if let (Some(base), Some(form)) = (base, text.as_deref().and_then(numbered_level)) {
            item.role = Role::Heading(base + form - 1);
        }
        if matches!(item.role, Role::Title | Role::Subtitle) {
            item.role = Role::Heading(if item.role == Role::Title { 1 } else { 2 });
        }
    }
    let used: BTreeSet<u8> = items.iter().filter_map(level).collect();
    for item in &mut items {
        let Some(rank) = level(item).map(|level| used.range(..level).count()) else { continue };
        let BlockKind::Para { c } = &mut item.block else { continue };
        let c = std::mem::take(c);
        item.block = if rank < 2 {
            BlockKind::Heading { level: rank as u8 + 1, c: one_line(c) }
        } else {
            let finding = Finding::note("import-heading-deep").with("paragraph", item.number);
            findings.push(finding.with("text", first_words(&plain(&c))));
            BlockKind::Para { c: vec![Inline::Strong { c: one_line(c) }] }
        };
    }
    items
}

fn level(item: &Item) -> Option<u8> {
    match item.role {
        Role::Heading(level) => Some(level),
        _ => None,
    }
}

/// The text of a heading, on one line and without bold, since headings are bold anyway.
fn one_line(c: Inlines) -> Inlines {
    let mut out: Inlines = Vec::new();
    for inline in c {
        let inner = match inline {
            Inline::Strong { c } => one_line(c),
            Inline::Break => vec![Inline::Text { s: " ".to_owned() }],
            other => vec![other],
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

/// The first words of a paragraph, by which a finding names it.
pub fn first_words(text: &str) -> String {
    let text = text.trim();
    let words: String = text.chars().filter(|c| !c.is_control()).take(12).collect();
    if text.chars().count() > 12 { format!("{words}…") } else { words }
}

/// Joins captions to the pictures and tables next to them.
fn captions(items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(mut item) = items.next() {
        match &mut item.block {
            BlockKind::Figure(_) => {
                let mut figures = vec![item];
                while let Some(next) =
                    items.next_if(|next| matches!(next.block, BlockKind::Figure(_)))
                {
                    figures.push(next);
                }
                let below = items.next_if(is_picture_caption);
                let caption = below.or_else(|| {
                    let lone = out.last().is_some_and(is_picture_caption);
                    if lone { out.pop() } else { None }
                });
                out.extend(captioned(figures, caption));
            }
            BlockKind::Chart(chart) => {
                // The caption of a chart is its title.
                if let Some(caption) = items.next_if(is_picture_caption) {
                    let own = std::mem::take(&mut chart.title);
                    let text = caption.text().unwrap_or_default();
                    let more = own.is_empty() || text.contains(&own);
                    chart.title = if more { text } else { format!("{text}（{own}）") };
                }
                out.push(item);
            }
            BlockKind::Table(table) => {
                if let Some(title) = out.pop_if(|before| is_table_title(before)) {
                    table.title = title.text();
                }
                if let Some(source) = items.next_if(|next| source_of(next).is_some()) {
                    table.source = source_of(&source);
                }
                out.push(item);
            }
            _ => out.push(item),
        }
    }
    out
}

fn captioned(mut figures: Vec<Item>, caption: Option<Item>) -> Vec<Item> {
    let Some(caption) = caption else { return figures };
    let text = caption.text().unwrap_or_default();
    if let [Item { block: BlockKind::Figure(figure), .. }] = figures.as_mut_slice() {
        if let Some(picture) = figure.pictures.first_mut() {
            set_caption(picture, &text);
        }
        return figures;
    }
    // One caption below several pictures is the caption of the group.
    let same = figures.iter().all(|item| item.number == figures[0].number);
    if !same || figures.len() > 8 {
        if let Some(Item { block: BlockKind::Figure(figure), .. }) = figures.last_mut()
            && let Some(picture) = figure.pictures.first_mut()
        {
            set_caption(picture, &text);
        }
        return figures;
    }
    let number = figures[0].number;
    let pictures: Vec<Picture> = figures
        .into_iter()
        .filter_map(|item| match item.block {
            BlockKind::Figure(figure) => Some(figure.pictures),
            _ => None,
        })
        .flatten()
        .collect();
    let columns = pictures.len().min(if pictures.len() == 4 { 2 } else { 3 });
    let caption = vec![Inline::Text { s: text }];
    let group = Figure { width: Default::default(), columns, lead: None, caption, pictures };
    vec![Item::block(BlockKind::Figure(group), number)]
}

/// Gives a picture its caption; the photographer at its end becomes the credit.
pub fn set_caption(picture: &mut Picture, text: &str) {
    let (text, credit) = split_credit(text);
    picture.caption = vec![Inline::Text { s: text }];
    if credit.is_some() {
        picture.credit = credit;
    }
}

/// Splits 何岸 摄 or （何岸/摄） off the end of a caption.
fn split_credit(text: &str) -> (String, Option<String>) {
    let bare = text.trim_end_matches(['\u{ff09}', ')', '。']);
    let Some(rest) = bare.strip_suffix('摄') else { return (text.to_owned(), None) };
    let apart = rest.ends_with([' ', '\u{3000}', '/', '\u{ff0f}']);
    let rest = rest.trim_end_matches([' ', '\u{3000}', '/', '\u{ff0f}']);
    let stop = |c: char| c.is_whitespace() || "\u{ff08}(。\u{ff0c},\u{ff1b}".contains(c);
    let (end, name) = rest
        .char_indices()
        .rev()
        .find(|(_, c)| stop(*c))
        .map_or((0, rest), |(at, c)| (at + c.len_utf8(), &rest[at + c.len_utf8()..]));
    // 正在拍摄 names nobody: a name is separated from 摄, or is in brackets with it.
    let apart = apart || rest[..end].ends_with(['\u{ff08}', '(']);
    if !apart || end == 0 || !(2..=8).contains(&name.chars().count()) {
        return (text.to_owned(), None);
    }
    let caption = rest[..end].trim_end_matches(|c: char| stop(c) && c != '。').to_owned();
    (caption, Some(format!("{name} 摄")))
}

fn is_picture_caption(item: &Item) -> bool {
    let Some(text) = item.text().filter(|_| !item.has_note()) else { return false };
    let short = text.chars().count() <= CAPTION && !text.is_empty();
    short
        && (starts_numbered(&text, "图") || (item.role == Role::Caption && !text.starts_with('表')))
}

fn is_table_title(item: &Item) -> bool {
    let Some(text) = item.text().filter(|_| !item.has_note()) else { return false };
    let short = text.chars().count() <= CAPTION && !text.is_empty();
    short
        && (starts_numbered(&text, "表") || (item.role == Role::Caption && !text.starts_with('图')))
}

/// Whether a text begins like 图1, 图 2-1 or 表三.
fn starts_numbered(text: &str, what: &str) -> bool {
    let rest = text.strip_prefix(what).map(str::trim_start);
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十\u{ff1a}".contains(c);
    rest.is_some_and(|rest| rest.starts_with(number))
}

fn source_of(item: &Item) -> Option<String> {
    let text = item.text().filter(|text| text.chars().count() <= CAPTION && !item.has_note())?;
    let rest = ["资料来源", "数据来源"].iter().find_map(|start| text.strip_prefix(start))?;
    let rest = rest.strip_prefix(['\u{ff1a}', ':'])?.trim().trim_end_matches('。');
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Makes lists from a run of listed paragraphs.
fn lists(run: &[Item], depth: usize) -> Vec<BlockKind> {
    let mut out = Vec::new();
    let mut rest = run;
    while let Some(first) = rest.first().and_then(listed) {
        let length = rest.iter().take_while(|item| belongs(item, first)).count().max(1);
        let length = same_count(&rest[..length], first);
        out.push(list(&rest[..length], first, depth));
        rest = &rest[length..];
    }
    out
}

fn listed(item: &Item) -> Option<Listed> {
    match item.role {
        Role::Listed(listed) => Some(listed),
        _ => None,
    }
}

/// Whether an item is in the list that `first` begins, or deeper.
fn belongs(item: &Item, first: Listed) -> bool {
    listed(item).is_some_and(|own| {
        own.level > first.level
            || (own.level == first.level
                && own.list == first.list
                && own.value.is_some() == first.value.is_some())
    })
}

/// How many items there are before the numbers of a list jump.
fn same_count(run: &[Item], first: Listed) -> usize {
    let mut expected = first.value;
    for (at, own) in run.iter().enumerate().filter_map(|(at, item)| Some((at, listed(item)?))) {
        if own.level != first.level || own.continues {
            continue;
        }
        if own.value != expected {
            return at.max(1);
        }
        expected = expected.map(|value| value.saturating_add(1));
    }
    run.len()
}

/// The list that `first` begins, which stands so deep. What is in lists too deep is part of the item
/// around it, with its numbers as text.
fn list(run: &[Item], first: Listed, depth: usize) -> BlockKind {
    let mut items: Vec<Vec<Block>> = Vec::new();
    let mut at = 0;
    while at < run.len() {
        let Some(own) = listed(&run[at]) else { break };
        if own.level == first.level {
            let content = block(run[at].block.clone());
            match items.last_mut().filter(|_| own.continues) {
                Some(item) => item.push(content),
                None => items.push(vec![content]),
            }
            at += 1;
            continue;
        }
        let deeper = |item: &&Item| listed(item).is_some_and(|own| own.level > first.level);
        let length = run[at..].iter().take_while(deeper).count().max(1);
        let inner = match depth < LEVELS {
            true => lists(&run[at..at + length], depth + 1),
            false => run[at..at + length].iter().map(labelled).collect(),
        };
        match items.last_mut() {
            Some(item) => item.extend(inner.into_iter().map(block)),
            None => items.push(inner.into_iter().map(block).collect()),
        }
        at += length;
    }
    let start = first.value.unwrap_or(1) as usize;
    BlockKind::List { ordered: first.value.is_some(), start, items }
}

/// The text of an item of a list, with its number or its sign before it.
fn labelled(item: &Item) -> BlockKind {
    let mut kind = item.block.clone();
    let own = listed(item).filter(|own| !own.continues);
    if let (Some(own), BlockKind::Para { c }) = (own, &mut kind) {
        let label = own.value.map_or_else(|| "• ".to_owned(), |value| format!("{value}. "));
        c.insert(0, Inline::Text { s: label });
    }
    kind
}

/// A table without a title.
pub fn bare_table(align: Vec<Option<&'static str>>, rows: Vec<Vec<Inlines>>) -> Table {
    merged_table(align, rows, Vec::new()).0
}

/// A table without a title, in which some cells are merged.
///
/// Cells reach as far as the table does; where they hold something or are part of another one, the
/// cell over them is split again. Its head may reach into the rows below it, but not through the whole
/// table: such a head's merged cells are split again too. The second value tells whether that
/// happened.
pub fn merged_table(
    align: Vec<Option<&'static str>>,
    mut rows: Vec<Vec<Inlines>>,
    mut spans: Vec<Span>,
) -> (Table, bool) {
    spans.sort();
    let asked = spans.iter().filter(|span| span.rows * span.columns > 1).count();
    let spans = sound(spans, &rows);
    let split = spans.len() < asked;
    let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    let width = Default::default();
    let mut table = Table { title: None, source: None, width, align, head, rows, spans };
    let parted = !table.spans.is_empty() && !table.has_head();
    if parted {
        let spans = table.spans.iter().map(|span| match span.row {
            0 => Span { rows: 1, ..*span },
            _ => *span,
        });
        table.spans = spans.filter(|span| span.rows * span.columns > 1).collect();
    }
    (table, parted || split)
}

/// The merged cells that a table with rows of one length can have.
fn sound(spans: Vec<Span>, rows: &[Vec<Inlines>]) -> Vec<Span> {
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    for span in spans {
        let Some(width) = rows.get(span.row).map(Vec::len).filter(|own| span.column < *own) else {
            continue;
        };
        let reach = Span {
            rows: span.rows.min(rows.len() - span.row),
            columns: span.columns.min(width - span.column),
            ..span
        };
        let places = || {
            let across = reach.column..reach.column + reach.columns;
            let down = reach.row..reach.row + reach.rows;
            down.flat_map(move |row| across.clone().map(move |column| (row, column)))
        };
        let empty = |(row, column): (usize, usize)| rows[row].get(column).is_none_or(Vec::is_empty);
        if reach.rows * reach.columns > 1
            && places().all(|place| !taken.contains(&place))
            && places().skip(1).all(empty)
        {
            taken.extend(places());
            out.push(reach);
        }
    }
    out
}

/// A picture by itself.
pub fn lone_figure(picture: Picture) -> BlockKind {
    BlockKind::Figure(Figure {
        width: Default::default(),
        columns: 1,
        lead: None,
        caption: Vec::new(),
        pictures: vec![picture],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_have_levels() {
        for (text, level) in [
            ("一、秤前", Some(1)),
            ("十二、秤后", Some(1)),
            ("（三）票据", Some(2)),
            ("(三)票据", Some(2)),
            ("1. 过秤", None),
            ("一斤稻种", None),
        ] {
            assert_eq!(numbered_level(text), level, "{text}");
        }
    }

    #[test]
    fn lists_too_deep_become_text_with_their_numbers() {
        let item = |level: u8, text: &str| {
            let c = vec![Inline::Text { s: text.to_owned() }];
            let value = (level % 2 == 1).then_some(u32::from(level));
            let listed = Listed { list: 1, level, value, continues: false };
            Item { role: Role::Listed(listed), ..Item::para(c, 1) }
        };
        let items: Vec<Item> = (0..7).map(|level| item(level, "稻")).collect();
        for (boxed, last) in [(false, "5\\. 稻"), (true, "• 稻")] {
            let blocks = arrange(items.clone(), boxed, &mut Findings::default());
            let text = crate::manuscript::markdown::write(&blocks).text;
            let lines: Vec<&str> =
                text.lines().map(str::trim).filter(|own| !own.is_empty()).collect();
            assert_eq!((lines.len(), lines[LEVELS - usize::from(boxed)]), (7, last), "{text}");
            let around = if boxed { format!("::: sidebar\n{text}\n:::\n") } else { text };
            let mut findings = Findings::default();
            crate::manuscript::markdown::read_body(&around, "a.md", 0, &mut findings);
            assert!(findings.is_empty(), "{around}{findings:?}");
        }
    }

    #[test]
    fn a_line_without_words_is_no_heading() {
        let text = |s: &str| Inline::Text { s: s.to_owned() };
        let note = |number| Inline::Note { number, c: Vec::new() };
        for (c, heads) in [
            (vec![text("秤前"), note(1)], true),
            (vec![note(1), note(2)], false),
            (vec![text("\u{200b}\u{3000}")], false),
        ] {
            for role in [Role::Heading(1), Role::Title] {
                let item = Item { role, ..Item::para(c.clone(), 1) };
                let blocks = arrange(vec![item], false, &mut Findings::default());
                let kinds: Vec<bool> = blocks
                    .iter()
                    .map(|own| matches!(own.kind, BlockKind::Heading { .. }))
                    .collect();
                assert_eq!(kinds, [heads], "{c:?}");
            }
        }
    }

    #[test]
    fn photographers_leave_the_caption() {
        for (text, caption, credit) in [
            ("图1 晒场。何岸 摄", "图1 晒场。", Some("何岸 摄")),
            ("图1 晒场（何岸/摄）", "图1 晒场", Some("何岸 摄")),
            ("图1 晒场（何岸摄）", "图1 晒场", Some("何岸 摄")),
            ("图1 正在拍摄", "图1 正在拍摄", None),
        ] {
            let (read, found) = split_credit(text);
            assert_eq!((read.as_str(), found.as_deref()), (caption, credit));
        }
    }
}
