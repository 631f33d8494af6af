//! Blocks: paragraphs, headings, lists, quotations, tables, figures.

use std::collections::BTreeMap;

use comrak::nodes::{ListType, Node, NodeValue, TableAlignment};

use super::super::limits::ROWS;
use super::super::model::{
    Block, BlockKind, Figure, Inline, Inlines, Picture, Span, Table, Width, is_blank,
};
use super::attributes::Attributes;
use super::chart;
use super::spans::{self, Onward, onward};
use crate::publication::Focus;
use neikan_base::diagnostic::{Finding, Findings, Place};

/// The deepest nesting (of lists, quotations, emphasis) that a manuscript may have.
const DEPTH: usize = 6;
/// The longest paragraph, in characters.
const PARAGRAPH: usize = 20_000;

/// Reads the blocks of one article.
pub struct Reader<'a> {
    lines: Vec<&'a str>,
    file: &'a str,
    /// How many lines of the file come before the body.
    offset: usize,
    depth: usize,
    /// How often something was left out because it was too deep.
    pub(super) cut: usize,
    /// How many notes are nested around what is being read, each called in the next.
    called: usize,
    findings: Findings,
    notes: BTreeMap<String, Node<'a>>,
    /// The notes referred to so far, in order.
    numbered: Vec<String>,
}

impl<'a> Reader<'a> {
    /// A reader of the document below `root`.
    pub fn new(root: Node<'a>, body: &'a str, file: &'a str, offset: usize) -> Self {
        let mut reader = Self {
            lines: body.lines().collect(),
            file,
            offset,
            depth: 0,
            cut: 0,
            called: 0,
            findings: Findings::default(),
            notes: BTreeMap::new(),
            numbered: Vec::new(),
        };
        for node in root.descendants() {
            let NodeValue::FootnoteDefinition(note) = &node.data().value else { continue };
            if reader.notes.insert(note.name.clone(), node).is_some() {
                reader.report(Finding::stop("note-twice").with("name", &note.name), node);
            }
        }
        reader
    }

    /// Reports notes that were never used, and returns all findings.
    pub fn finish(mut self) -> Findings {
        let unused: Vec<_> =
            self.notes.iter().filter(|(name, _)| !self.numbered.contains(name)).collect();
        let findings: Vec<_> = unused
            .into_iter()
            .map(|(name, node)| {
                let place = Place::line(self.file, self.line(node));
                Finding::stop("note-unused").with("name", name).at(place)
            })
            .collect();
        self.findings.extend(findings);
        self.findings
    }

    /// Adds a finding about a node.
    pub fn report(&mut self, finding: Finding, node: Node<'a>) {
        let start = node.data().sourcepos.start;
        let place = Place::at(self.file, start.line + self.offset, start.column);
        self.findings.push(finding.at(place));
    }

    /// Adds a finding about a line of the file.
    pub fn report_line(&mut self, finding: Finding, line: usize) {
        self.findings.push(finding.at(Place::line(self.file, line)));
    }

    /// The line of the file on which a node begins.
    pub fn line(&self, node: Node<'a>) -> usize {
        node.data().sourcepos.start.line + self.offset
    }

    /// The last line of the body that belongs to a node.
    pub fn last_line(&self, node: Node<'a>) -> &'a str {
        let last = node.data().sourcepos.end.line;
        self.lines.get(last.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// The line of the body on which a node begins.
    pub fn first_line(&self, node: Node<'a>) -> &'a str {
        let first = node.data().sourcepos.start.line;
        self.lines.get(first.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// Whether the source of a node begins with a text.
    pub fn starts_with(&self, node: Node<'a>, text: &str) -> bool {
        let column = node.data().sourcepos.start.column;
        let rest: String = self.first_line(node).chars().skip(column.saturating_sub(1)).collect();
        rest.starts_with(text)
    }

    /// Runs a step one level deeper, or reports that this is too deep.
    pub fn deeper<T>(&mut self, node: Node<'a>, step: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEPTH {
            self.cut += 1;
            self.report(Finding::stop("nesting-deep").with("limit", DEPTH), node);
            return None;
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        Some(result)
    }

    /// The blocks of a note, whose nesting is counted from zero wherever it is called.
    fn called(&mut self, node: Node<'a>) -> Option<Vec<Block>> {
        if self.called >= DEPTH {
            self.report(Finding::stop("nesting-deep").with("limit", DEPTH), node);
            return None;
        }
        let around = std::mem::take(&mut self.depth);
        self.called += 1;
        let blocks = self.blocks(node);
        self.called -= 1;
        self.depth = around;
        Some(blocks)
    }

    /// The number and the text of a note that is called; nothing if there is no such note.
    pub fn note(&mut self, name: &str) -> Option<(usize, Vec<Block>)> {
        let node = *self.notes.get(name)?;
        let at = self.numbered.iter().position(|known| known == name);
        let number = at.unwrap_or_else(|| {
            self.numbered.push(name.to_owned());
            self.numbered.len() - 1
        });
        let blocks = self.called(node).unwrap_or_default();
        self.only_lines(name, &blocks);
        Some((number + 1, blocks))
    }

    /// Reports what a note cannot contain: it is set as lines, from paragraphs, lists and
    /// quotations.
    fn only_lines(&mut self, name: &str, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Para { .. } => {}
                BlockKind::Quote { c } => self.only_lines(name, c),
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| self.only_lines(name, item));
                }
                _ => self.report_line(Finding::stop("note-content").with("name", name), block.line),
            }
        }
    }

    /// Converts the blocks below a node.
    pub fn blocks(&mut self, node: Node<'a>) -> Vec<Block> {
        let mut out = Vec::new();
        for child in node.children() {
            if let Some(kind) = self.deeper(child, |reader| reader.block(child)).flatten() {
                out.push(Block { line: self.line(child), kind });
            }
        }
        out
    }

    /// Converts a block.
    pub fn block(&mut self, node: Node<'a>) -> Option<BlockKind> {
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::Heading(heading) => match heading.level {
                2 | 3 => {
                    Some(BlockKind::Heading { level: heading.level - 1, c: self.inlines(node) })
                }
                level => {
                    self.report(Finding::stop("heading-level").with("level", level), node);
                    None
                }
            },
            NodeValue::BlockQuote => Some(BlockKind::Quote { c: self.blocks(node) }),
            NodeValue::List(list) => {
                let (ordered, start) = (list.list_type == ListType::Ordered, list.start);
                let items: Vec<_> = node.children().filter_map(|item| self.item(item)).collect();
                (!items.is_empty()).then_some(BlockKind::List { ordered, start, items })
            }
            NodeValue::ThematicBreak => Some(BlockKind::Rule),
            NodeValue::Table(table) => Some(BlockKind::Table(self.table(node, &table.alignments))),
            NodeValue::BlockDirective(_) => self.div(node),
            NodeValue::CodeBlock(code) => self.code(node, &code.info, &code.literal),
            NodeValue::HtmlBlock(html) => Some(self.html(node, html.literal.trim_end())),
            NodeValue::FootnoteDefinition(_) => None,
            other => {
                let name = other.xml_node_name();
                self.report(Finding::stop("block-unsupported").with("name", name), node);
                None
            }
        }
    }

    /// The blocks of an item of a list; `None` if all that is in it is too deep, which is told.
    fn item(&mut self, node: Node<'a>) -> Option<Vec<Block>> {
        let cut = self.cut;
        let blocks = self.blocks(node);
        (!blocks.is_empty() || self.cut == cut).then_some(blocks)
    }

    fn paragraph(&mut self, node: Node<'a>) -> Option<BlockKind> {
        if let Some(picture) = self.lone_picture(node) {
            return self.figure(picture);
        }
        let c = self.inlines(node);
        if let Some(finding) = too_long(&c) {
            self.report(finding, node);
            return None;
        }
        Some(BlockKind::Para { c })
    }

    /// The picture in a paragraph that contains nothing else.
    fn lone_picture(&self, node: Node<'a>) -> Option<Node<'a>> {
        let mut children = node.children();
        let first = children.next()?;
        let lone = children.next().is_none();
        (lone && matches!(first.data().value, NodeValue::Image(_))).then_some(first)
    }

    fn figure(&mut self, node: Node<'a>) -> Option<BlockKind> {
        let (picture, width) = self.picture(node)?;
        Some(BlockKind::Figure(Figure {
            width,
            columns: 1,
            lead: None,
            caption: Vec::new(),
            pictures: vec![picture],
        }))
    }

    /// Reads a picture and its width.
    fn picture(&mut self, node: Node<'a>) -> Option<(Picture, Width)> {
        let NodeValue::Image(link) = node.data().value.clone() else { return None };
        let calls: Vec<String> = node.descendants().filter_map(called_note).collect();
        for name in &calls {
            self.report(Finding::stop("note-place").with("name", name), node);
        }
        if !calls.is_empty() {
            return None;
        }
        let alt: String = super::super::model::plain(&self.inlines(node));
        let mut attributes = node.data().attrs.as_deref().map(Attributes::from).unwrap_or_default();
        let width = take_breadth(&mut attributes);
        let whole = attributes.take_class("whole");
        self.contradictions(whole, width, &attributes, node);
        let focus = match attributes.take("focus").map(|text| text.parse::<Focus>()) {
            Some(Err(text)) => {
                self.report(Finding::stop("form-focus").with("value", text), node);
                return None;
            }
            Some(Ok(focus)) => focus,
            None => Focus::default(),
        };
        let mut picture = Picture::named(&link.url, &alt, focus, self.line(node));
        picture.whole = whole;
        picture.credit = attributes.take("credit");
        picture.names = attributes.take("names");
        let beside = picture.credit.iter().chain(&picture.names);
        self.misplaced_notes(beside.map(String::as_str), node);
        if picture.names.as_deref().is_some_and(is_blank) {
            self.report(Finding::stop("names-empty"), node);
        }
        picture.caption = self.caption(&link.title, node);
        self.unknown_attributes(&attributes, node);
        Some((picture, width))
    }

    /// Reports what a picture that nothing may be cropped of cannot be as well.
    fn contradictions(
        &mut self,
        whole: bool,
        width: Width,
        attributes: &Attributes,
        node: Node<'a>,
    ) {
        if whole && width == Width::Spread {
            self.report(Finding::stop("whole-spread"), node);
        }
        if whole && attributes.pairs.iter().any(|(name, _)| name == "focus") {
            self.report(Finding::warn("whole-focus"), node);
        }
    }

    /// The pictures of a group: its paragraphs may contain nothing else.
    pub fn pictures(&mut self, node: Node<'a>) -> Vec<Picture> {
        let mut out = Vec::new();
        for paragraph in node.children() {
            for child in paragraph.children() {
                match child.data().value {
                    NodeValue::Image(_) => {}
                    NodeValue::SoftBreak => continue,
                    _ => {
                        self.report(Finding::stop("grid-content"), child);
                        continue;
                    }
                }
                out.extend(self.picture(child).map(|(picture, _)| picture));
            }
        }
        out
    }

    /// Reports attributes that nothing has taken.
    pub fn unknown_attributes(&mut self, attributes: &Attributes, node: Node<'a>) {
        for name in attributes.rest() {
            self.report(Finding::stop("attribute-unknown").with("name", name), node);
        }
    }

    /// Converts a table.
    pub fn table(&mut self, node: Node<'a>, alignments: &[TableAlignment]) -> Table {
        let mut rows: Vec<Vec<Inlines>> = Vec::new();
        for row in node.children() {
            let mut cells = Vec::new();
            for cell in row.children() {
                cells.push(if onward(cell).is_some() { Vec::new() } else { self.inlines(cell) });
            }
            rows.push(cells);
        }
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        if rows.len() > ROWS {
            let finding = Finding::stop("table-long").with("rows", rows.len());
            self.report(finding.with("limit", ROWS), node);
        }
        // comrak drops the cells of a row beyond the columns of the head.
        for row in node.children().skip(1) {
            let column = row.data().sourcepos.start.column;
            let line: String =
                self.first_line(row).chars().skip(column.saturating_sub(1)).collect();
            if cells(&line).iter().skip(head.len()).any(|cell| !is_blank(cell)) {
                self.report(Finding::stop("table-cells").with("columns", head.len()), row);
            }
        }
        let align = alignments.iter().map(|alignment| match alignment {
            TableAlignment::Left => Some("left"),
            TableAlignment::Center => Some("center"),
            TableAlignment::Right => Some("right"),
            TableAlignment::None => None,
        });
        let align = align.collect();
        let spans = self.merged(node);
        let table =
            Table { title: None, source: None, width: Width::Column, align, head, rows, spans };
        // A head alone is told as a table without rows.
        if !table.spans.is_empty() && !table.rows.is_empty() && !table.has_head() {
            self.report(Finding::stop("table-head").with("limit", Table::HEADS), node);
        }
        table
    }

    /// The merged cells of a table: `<<` continues the cell to its left, `^^` the one above it.
    fn merged(&mut self, node: Node<'a>) -> Vec<Span> {
        let marks: Vec<Vec<Option<Onward>>> =
            node.children().map(|row| row.children().map(onward).collect()).collect();
        let (spans, loose) = spans::find(&marks);
        for (row, column) in loose {
            if let Some(node) = node.children().nth(row) {
                self.report(Finding::stop("table-span").with("column", column + 1), node);
            }
        }
        spans
    }

    fn code(&mut self, node: Node<'a>, info: &str, text: &str) -> Option<BlockKind> {
        let Some(kind) = info.trim().strip_prefix("chart") else {
            self.report(Finding::stop("code-block"), node);
            return None;
        };
        let line = self.line(node);
        chart::read(kind.trim(), text, self.file, line, &mut self.findings).map(BlockKind::Chart)
    }

    /// HTML has no meaning in a manuscript: its characters print as they are.
    fn html(&mut self, node: Node<'a>, text: &str) -> BlockKind {
        let shown: String = text.chars().take(40).collect();
        self.report(Finding::warn("html-literal").with("text", shown), node);
        BlockKind::Para { c: vec![Inline::Text { s: text.replace('\n', " ") }] }
    }
}

/// The finding about a paragraph that is too long to be set.
pub fn too_long(c: &Inlines) -> Option<Finding> {
    let length = super::super::model::plain(c).chars().count();
    let finding = || Finding::stop("paragraph-long").with("length", length);
    (length > PARAGRAPH).then(|| finding().with("limit", PARAGRAPH))
}

/// The cells of a row as they are written: what stands between bars that no backslash protects.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut escaped = false;
    for c in line.trim().trim_start_matches('|').chars() {
        match (c, out.last_mut()) {
            ('|', _) if !escaped => out.push(String::new()),
            (_, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

/// The name of the note that a node calls.
fn called_note(node: Node<'_>) -> Option<String> {
    match &node.data().value {
        NodeValue::FootnoteReference(reference) => Some(reference.name.clone()),
        _ => None,
    }
}

/// Takes the class that says how wide something is set; without one, it is a column wide.
pub fn take_width(attributes: &mut Attributes) -> Width {
    if attributes.take_class("page") {
        Width::Page
    } else if attributes.take_class("full") {
        Width::Full
    } else {
        Width::Column
    }
}

/// As [`take_width`], for what may also be set over both pages of a spread.
pub fn take_breadth(attributes: &mut Attributes) -> Width {
    if attributes.take_class("spread") { Width::Spread } else { take_width(attributes) }
}
