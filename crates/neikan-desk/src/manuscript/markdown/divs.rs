//! Divs: `::: sidebar 标题 {.full}` … `:::`.

use comrak::nodes::{Node, NodeValue};

use super::super::model::{
    Block, BlockKind, Boxed, EntriesKind, Figure, Inline, Inlines, Picture, Turn, Width, is_blank,
    plain,
};
use super::attributes::{Attributes, leading};
use super::blocks::{Reader, take_breadth, take_width};
use neikan_base::diagnostic::Finding;

/// How many pictures a picture story has.
const STORY: std::ops::RangeInclusive<usize> = 2..=7;

/// How many portraits an interview has at most.
pub(super) const PORTRAITS: usize = 4;

/// What stands behind the colons.
pub(in crate::manuscript) struct Opening {
    pub(in crate::manuscript) name: String,
    pub(in crate::manuscript) title: Option<String>,
    pub(in crate::manuscript) attributes: Attributes,
}

impl Opening {
    /// Reads name, title and attributes; nothing if the braces at the end do not hold attributes.
    pub(in crate::manuscript) fn read(info: &str) -> Option<Self> {
        let info = info.trim();
        let (name, rest) = info.split_once(' ').unwrap_or((info, ""));
        let rest = rest.trim();
        // A title may contain braces; the attributes are those that reach to the end of the line.
        let mut braces = rest.match_indices('{').map(|(at, _)| at);
        let found = braces.find_map(|at| {
            let (attributes, length) = leading(&rest[at..])?;
            (length == rest.len() - at).then_some((rest[..at].trim(), attributes))
        });
        let (title, attributes) = match found {
            Some(found) => found,
            None if rest.ends_with('}') => return None,
            None => (rest, Attributes::default()),
        };
        let title = (!title.is_empty()).then(|| title.to_owned());
        Some(Self { name: name.to_owned(), title, attributes })
    }
}

impl<'a> Reader<'a> {
    /// Converts a div.
    ///
    /// Its opening is read from the manuscript itself: comrak's copy has lost the backslashes that
    /// escape quotation marks.
    pub fn div(&mut self, node: Node<'a>) -> Option<BlockKind> {
        let line = self.first_line(node).trim();
        let info = line.trim_start_matches(':').trim();
        // Behind the mark of a quotation or of an item nothing that floats has its place.
        if let Some((before, name)) = line.split_once(":::").filter(|(own, _)| !own.is_empty()) {
            let name = name.trim_start_matches(':').split_whitespace().next().unwrap_or_default();
            let finding = Finding::stop("div-place").with("before", before.trim_end());
            self.report(finding.with("name", name), node);
            return None;
        }
        if info.is_empty() {
            self.report(Finding::stop("div-stray"), node);
            return None;
        }
        let Some(mut opening) = Opening::read(info) else {
            self.report(Finding::stop("div-attributes").with("text", info), node);
            return None;
        };
        if !self.last_line(node).trim_start().starts_with(":::") {
            self.report(Finding::stop("div-open").with("name", &opening.name), node);
        }
        let caption = matches!(opening.name.as_str(), "grid" | "pictures");
        let title = opening.title.as_deref().filter(|_| !caption);
        let values = opening.attributes.pairs.iter().map(|(_, value)| value.as_str());
        self.misplaced_notes(title.into_iter().chain(values), node);
        let nested: Vec<_> = node
            .children()
            .filter(|child| matches!(child.data().value, NodeValue::BlockDirective(_)))
            .collect();
        for child in nested {
            self.report(Finding::stop("div-nested").with("name", &opening.name), child);
            child.detach();
        }
        let block = self.content(node, &mut opening);
        self.unknown_attributes(&opening.attributes, node);
        if let (Some(title), true) = (&opening.title, block.is_some()) {
            self.report(Finding::stop("div-title").with("title", title), node);
        }
        block
    }

    /// Converts what is in a div, taking what it needs from its opening.
    fn content(&mut self, node: Node<'a>, opening: &mut Opening) -> Option<BlockKind> {
        let attributes = &mut opening.attributes;
        let block = match opening.name.as_str() {
            "sidebar" | "infobox" | "points" => {
                let wide = opening.name == "sidebar";
                let width = if wide { take_breadth(attributes) } else { take_width(attributes) };
                let boxed = Boxed { title: opening.title.take(), width, c: self.blocks(node) };
                match opening.name.as_str() {
                    "sidebar" => BlockKind::Sidebar(boxed),
                    "infobox" => BlockKind::Infobox(boxed),
                    _ => BlockKind::Points(boxed),
                }
            }
            "pullquote" => {
                let (by, spare) = (attributes.take("by"), attributes.take_class("spare"));
                BlockKind::Pullquote { by, spare, c: self.flowing(node) }
            }
            "poem" => {
                let (title, by) = (opening.title.take(), attributes.take("by"));
                BlockKind::Poem { title, by, stanzas: self.stanzas(node) }
            }
            "qa" => {
                let (portraits, turns) = self.turns(node);
                BlockKind::Qa { portraits, turns }
            }
            "item" => {
                let unit = attributes.take("unit");
                let title = opening.title.take().unwrap_or_default();
                BlockKind::Item { title, unit, c: self.blocks(node) }
            }
            "grid" => {
                let width = take_width(attributes);
                let columns = attributes.take("columns").map_or(Some(2), |text| text.parse().ok());
                let Some(columns) = columns.filter(|columns| (1..=4).contains(columns)) else {
                    self.report(Finding::stop("grid-columns"), node);
                    return None;
                };
                // The notes of the pictures come first, as do their captions.
                let pictures = self.pictures(node);
                let caption = opening.title.take().unwrap_or_default();
                let caption = self.caption(&caption, node);
                BlockKind::Figure(Figure { width, columns, lead: None, caption, pictures })
            }
            "pictures" => return self.story(node, opening),
            "numbers" => self.entries(node, opening, EntriesKind::Numbers),
            "timeline" => self.entries(node, opening, EntriesKind::Timeline),
            "steps" => self.entries(node, opening, EntriesKind::Steps),
            "compare" => self.entries(node, opening, EntriesKind::Compare),
            "table" => return self.titled_table(node, opening),
            "jump" => {
                let Some(after) = attributes.take("after") else {
                    self.report(Finding::stop("jump-after"), node);
                    return None;
                };
                if node.first_child().is_some() {
                    self.report(Finding::stop("jump-content"), node);
                }
                BlockKind::Jump { after }
            }
            name => {
                self.report(Finding::stop("div-unknown").with("name", name), node);
                opening.title = None;
                opening.attributes = Attributes::default();
                return None;
            }
        };
        if is_empty(&block) {
            self.report(Finding::stop("div-empty").with("name", &opening.name), node);
        }
        Some(block)
    }

    /// A few pictures that are set as one, of which one dominates.
    fn story(&mut self, node: Node<'a>, opening: &mut Opening) -> Option<BlockKind> {
        let lead = opening.attributes.take("lead").map_or(Some(1), |text| text.parse().ok());
        let pictures = self.pictures(node);
        let caption = opening.title.take().unwrap_or_default();
        let caption = self.caption(&caption, node);
        if !STORY.contains(&pictures.len()) {
            let finding = Finding::stop("story-pictures").with("count", pictures.len());
            self.report(finding.with("limit", STORY.end()), node);
            return None;
        }
        let Some(lead) = lead.filter(|lead| (1..=pictures.len()).contains(lead)) else {
            self.report(Finding::stop("story-lead").with("count", pictures.len()), node);
            return None;
        };
        let (width, lead) = (Width::Full, Some(lead));
        Some(BlockKind::Figure(Figure { width, columns: 2, lead, caption, pictures }))
    }

    fn titled_table(&mut self, node: Node<'a>, opening: &mut Opening) -> Option<BlockKind> {
        let mut children = node.children();
        let only = children.next().filter(|_| children.next().is_none());
        let Some((child, alignments)) = only.and_then(|child| match &child.data().value {
            NodeValue::Table(table) => Some((child, table.alignments.clone())),
            _ => None,
        }) else {
            self.report(Finding::stop("table-content"), node);
            opening.title = None;
            opening.attributes = Attributes::default();
            return None;
        };
        let mut table = self.table(child, &alignments);
        table.title = opening.title.take();
        table.source = opening.attributes.take("source");
        table.width = take_width(&mut opening.attributes);
        Some(BlockKind::Table(table))
    }

    /// The text of the paragraphs below a node, as one run.
    fn flowing(&mut self, node: Node<'a>) -> Inlines {
        let mut out = Vec::new();
        for child in node.children() {
            if !matches!(child.data().value, NodeValue::Paragraph) {
                self.report(Finding::stop("div-paragraphs"), child);
                continue;
            }
            if !out.is_empty() {
                out.push(Inline::Break);
            }
            out.extend(self.inlines(child));
        }
        out
    }

    fn stanzas(&mut self, node: Node<'a>) -> Vec<Vec<Inlines>> {
        let mut stanzas = Vec::new();
        for child in node.children() {
            if !matches!(child.data().value, NodeValue::Paragraph) {
                self.report(Finding::stop("div-paragraphs"), child);
                continue;
            }
            self.keep_lines(child);
            let verses = self.inlines(child);
            let verses = verses.split(|inline| *inline == Inline::Break).map(<[Inline]>::to_vec);
            stanzas.push(verses.collect());
        }
        stanzas
    }

    /// Lets the lines of a paragraph end where they end in the manuscript.
    pub(super) fn keep_lines(&self, paragraph: Node<'a>) {
        let is_soft = |node: &Node<'a>| matches!(node.data().value, NodeValue::SoftBreak);
        for end in paragraph.children().filter(is_soft).collect::<Vec<_>>() {
            end.data_mut().value = NodeValue::LineBreak;
        }
    }

    /// Who says what: a paragraph that begins with a name and a colon begins a turn. Pictures before
    /// the first are portraits of those who speak.
    fn turns(&mut self, node: Node<'a>) -> (Vec<Picture>, Vec<Turn>) {
        let mut portraits = Vec::new();
        let mut turns: Vec<Turn> = Vec::new();
        for mut block in self.blocks(node) {
            match take_speaker(&mut block) {
                Some(speaker) => {
                    let asks = ["问", "主持", "编者"].iter().any(|who| speaker.starts_with(who));
                    let role = if asks { "q" } else { "a" };
                    turns.push(Turn { speaker, role, c: vec![block] });
                }
                None => match (turns.last_mut(), block.kind) {
                    (Some(turn), kind) => turn.c.push(Block { kind, ..block }),
                    (None, BlockKind::Figure(figure)) => portraits.extend(figure.pictures),
                    (None, _) => self.report_line(Finding::stop("qa-speaker"), block.line),
                },
            }
        }
        if portraits.len() > PORTRAITS {
            let finding = Finding::stop("qa-portraits").with("count", portraits.len());
            self.report(finding.with("limit", PORTRAITS), node);
        }
        (portraits, turns)
    }
}

fn is_empty(block: &BlockKind) -> bool {
    match block {
        BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
            boxed.c.is_empty()
        }
        BlockKind::Pullquote { c, .. } => is_blank(&plain(c)),
        BlockKind::Poem { stanzas, .. } => stanzas.is_empty(),
        BlockKind::Qa { turns, .. } => turns.is_empty(),
        BlockKind::Item { title, c, .. } => is_blank(title) || c.is_empty(),
        BlockKind::Figure(figure) => figure.pictures.is_empty(),
        BlockKind::Entries(entries) => entries.rows.is_empty(),
        _ => false,
    }
}

/// Takes the speaker off the beginning of a paragraph.
fn take_speaker(block: &mut Block) -> Option<String> {
    let BlockKind::Para { c } = &mut block.kind else { return None };
    let text = match c.first_mut()? {
        Inline::Text { s } => s,
        Inline::Strong { c } => match c.first_mut()? {
            Inline::Text { s } => s,
            _ => return None,
        },
        _ => return None,
    };
    let (name, rest) = text.split_once(['\u{ff1a}', ':'])?;
    let short = (1..=8).contains(&name.chars().count());
    if !short || name.contains(|c: char| !c.is_alphanumeric() && c != '·') {
        return None;
    }
    let name = name.to_owned();
    *text = rest.to_owned();
    c.retain(|inline| !matches!(inline, Inline::Text { s } if s.is_empty()));
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use neikan_base::diagnostic::Findings;

    fn read(body: &str) -> (serde_json::Value, Vec<(&'static str, usize)>) {
        let mut findings = Findings::default();
        let blocks = read_body(body, "a.md", 10, &mut findings);
        let rules = findings.iter().map(|f| (f.rule, f.place.as_ref().unwrap().line)).collect();
        (serde_json::to_value(blocks).unwrap(), rules)
    }

    #[test]
    fn reads_every_construct() {
        let body = include_str!("../../../tests/fixtures/constructs.md");
        let (blocks, rules) = read(body);
        assert_eq!(rules, []);
        insta::assert_json_snapshot!("constructs", blocks);
    }

    #[test]
    fn text_is_text() {
        let (blocks, rules) = read(r#"#read("/etc/passwd") $x$ \*a\* <script> 5~10、20~30"#);
        assert_eq!(rules, [("html-literal", 11)]);
        assert_eq!(blocks[0]["c"][0]["s"], r#"#read("/etc/passwd") $x$ *a* <script> 5~10、20~30"#);
    }

    #[test]
    fn captions_may_have_notes() {
        let (blocks, rules) = read(
            "![图](images/a.jpg \"渠边[^a]的书摊[^a]。\")\n\n::: grid 两处[^b]\n![图](images/b.jpg)\n:::\n\n[^a]: 甲\n[^b]: 乙",
        );
        assert_eq!(rules, []);
        let caption = &blocks[0]["pictures"][0]["caption"];
        assert_eq!(caption[0]["s"], "渠边");
        assert_eq!(
            (&caption[1]["number"], &caption[1]["c"][0]["c"][0]["s"]),
            (&1.into(), &"甲".into())
        );
        assert_eq!((&caption[3]["number"], &caption[4]["s"]), (&1.into(), &"。".into()));
        assert_eq!(blocks[1]["caption"][1]["number"], 2);
    }

    #[test]
    fn lines_join_as_the_script_wants() {
        let (blocks, _) = read("供销\n合作 and\nmore,\n好");
        assert_eq!(blocks[0]["c"][0]["s"], "供销合作 and more,好");
    }

    #[test]
    fn faults_have_places() {
        for (body, rule, line) in [
            ("# 一级", "heading-level", 11),
            ("#### 四级", "heading-level", 11),
            ("```rust\nx\n```", "code-block", 11),
            ("    缩进", "code-block", 11),
            ("文![a](images/a.jpg)", "picture-inline", 11),
            ("文[^a]", "note-missing", 11),
            ("文[^a]\n\n[^a]: 注\n\n    | 甲 |\n    |---|", "note-content", 15),
            ("文\n\n[^a]: 注", "note-unused", 13),
            ("![替](images/a.jpg \"图[^b]\")\n\n文[^a]\n\n[^a]: 注", "note-missing", 11),
            ("![替[^a]](images/a.jpg)\n\n[^a]: 注", "note-place", 11),
            ("![替](images/a.jpg){credit=\"何岸[^a]\"}\n\n[^a]: 注", "note-place", 11),
            ("::: sidebar 题[^a]\n文[^a]\n:::\n\n[^a]: 注", "note-place", 11),
            ("::: pullquote {by=\"某[^a]\"}\n文[^a]\n:::\n\n[^a]: 注", "note-place", 11),
            (
                "文[^a]\n\n```chart bar\ntitle: 图[^a]\nalt: 图\n---\n季,吨\n一,1\n```\n\n[^a]: 注",
                "note-place",
                14,
            ),
            ("::: boxx 题\n文\n:::", "div-unknown", 11),
            ("> ::: sidebar 题\n> 文\n> :::", "div-place", 11),
            ("> 引文\n>\n> ::: pullquote\n> 文\n> :::", "div-place", 13),
            ("- ::: sidebar 题\n  文\n  :::", "div-place", 11),
            ("::: sidebar 题\n文", "div-open", 11),
            ("文\n\n:::", "div-stray", 13),
            ("::: sidebar 题 {wide}\n文\n:::", "div-attributes", 11),
            ("::: sidebar 题 {wide=1}\n文\n:::", "attribute-unknown", 11),
            ("::: sidebar 题\n:::", "div-empty", 11),
            ("::: qa 题\n问:甲\n:::", "div-title", 11),
            ("::: qa\n没有人说\n:::", "qa-speaker", 12),
            (
                "::: qa\n![a](b)\n\n![a](b)\n\n![a](b)\n\n![a](b)\n\n![a](b)\n\n问：甲\n:::",
                "qa-portraits",
                11,
            ),
            ("::: grid {columns=9}\n![a](b)\n:::", "grid-columns", 11),
            ("::: grid\n文\n:::", "grid-content", 12),
            ("::: pictures\n![a](b)\n:::", "story-pictures", 11),
            ("::: pictures {lead=3}\n![a](b)\n![a](b)\n:::", "story-lead", 11),
            ("![a](b){.whole .spread}", "whole-spread", 11),
            ("![a](b){.whole focus=\"50% 40%\"}", "whole-focus", 11),
            ("![a](b){names=\" \"}", "names-empty", 11),
            ("![a](b){names=\"左起：何岸[^a]\"}\n\n[^a]: 注", "note-place", 11),
            ("::: table 题\n文\n:::", "table-content", 11),
            ("::: numbers\n12吨 | 荔枝\n一些 | 桂味\n:::", "entry-number", 13),
            ("::: numbers\n- 12吨 | 荔枝\n:::", "entry-bar", 12),
            ("::: timeline\n1月 | 开工\n2月完工\n:::", "entry-bar", 13),
            ("::: timeline\n1月 | 开工\n\n## 二月\n:::", "entry-content", 14),
            ("::: steps\n收果 | 清早\n装车 |\n:::", "entry-text", 13),
            ("::: steps\n| 清早\n:::", "entry-text", 12),
            ("::: compare\n旧 | 手写\n:::", "compare-columns", 11),
            ("::: jump\n:::", "jump-after", 11),
            ("::: jump {after=\"a\"}\n文\n:::", "jump-content", 11),
            ("[字]{.big}", "span-unknown", 11),
            ("![a](images/a.jpg){focus=\"1\"}", "form-focus", 11),
        ] {
            let (_, rules) = read(body);
            assert!(rules.contains(&(rule, line)), "{body}: {rules:?}");
        }
    }

    #[test]
    fn titles_and_values_have_colons() {
        let quote = "::: pullquote {by=\"甲:乙\"}\n丙\n:::";
        let (blocks, rules) = read(&format!("::: sidebar 早上8:30 开秤\n文\n:::\n\n{quote}"));
        assert_eq!(rules, []);
        assert_eq!(blocks[0]["title"], "早上8:30 开秤");
        assert_eq!(blocks[1]["by"], "甲:乙");
        // What is no opening keeps its colons.
        let (blocks, rules) = read("<div>\n::: 比分 3:2\n</div>");
        assert_eq!(rules, [("html-literal", 11)]);
        assert_eq!(blocks[0]["c"][0]["s"], "<div> ::: 比分 3:2 </div>");
    }

    #[test]
    fn hostile_nesting_is_refused_without_a_crash() {
        for body in [
            "> ".repeat(5000) + "x",
            "- ".repeat(5000) + "x",
            "*a **b ".repeat(5000),
            "[".repeat(50_000),
        ] {
            let (_, rules) = read(&body);
            assert!(rules.len() < 10_000);
        }
        assert!(read(&("> ".repeat(100) + "x")).1.contains(&("nesting-deep", 11)));
    }
}
