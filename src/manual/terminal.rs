//! A page of the manual as plain text for a terminal: no escapes, nothing wider than the screen but
//! code, which is left as it is.

use comrak::nodes::{ListType, Node, NodeList, NodeValue};

use super::{Page, linked, read, value};
use crate::columns::{SCREEN, padded, width, wrap};
use crate::locale::{Args, Locale};

/// How far code is indented.
const CODE: &str = "    ";
/// What stands between the columns of a table.
const GUTTER: &str = "  ";

/// A page as lines of at most [`SCREEN`] columns, apart from code.
pub fn render(page: &Page, locale: &Locale) -> String {
    read(&page.text, |root| {
        let mut writer = Writer { locale, lines: Vec::new() };
        writer.blocks(root, SCREEN, "");
        writer.lines.join("\n") + "\n"
    })
}

struct Writer<'a> {
    locale: &'a Locale,
    lines: Vec<String>,
}

impl Writer<'_> {
    /// Writes the blocks in a node, an empty line between any two; `indent` begins each line.
    fn blocks(&mut self, parent: Node<'_>, columns: usize, indent: &str) {
        for (index, node) in parent.children().enumerate() {
            let tight = matches!(value(parent), NodeValue::Item(_))
                && matches!(value(node), NodeValue::List(_));
            if index > 0 && !tight {
                self.lines.push(indent.trim_end().to_owned());
            }
            self.block(node, columns, indent);
        }
    }

    fn block(&mut self, node: Node<'_>, columns: usize, indent: &str) {
        let room = columns.saturating_sub(width(indent));
        match value(node) {
            NodeValue::Heading(heading) => {
                let text = self.inlines(node);
                self.wrapped(&text, room, indent);
                let rule = if heading.level == 1 { "=" } else { "-" };
                let columns = wrap(&text, room).iter().map(|line| width(line)).max().unwrap_or(0);
                self.lines.push(format!("{indent}{}", rule.repeat(columns)));
            }
            NodeValue::CodeBlock(code) => self.code(&code.literal, indent),
            NodeValue::HtmlBlock(html) => self.code(&html.literal, indent),
            NodeValue::List(list) => self.list(node, &list, columns, indent),
            NodeValue::BlockQuote => self.blocks(node, columns, &format!("{indent}| ")),
            NodeValue::Table(_) => self.table(node, room, indent),
            NodeValue::ThematicBreak => self.lines.push(format!("{indent}{}", "-".repeat(room))),
            _ => {
                let text = self.inlines(node);
                self.wrapped(&text, room, indent);
            }
        }
    }

    fn wrapped(&mut self, text: &str, room: usize, indent: &str) {
        let lines = wrap(text, room).into_iter();
        self.lines.extend(lines.map(|line| format!("{indent}{line}")));
    }

    fn code(&mut self, literal: &str, indent: &str) {
        let lines = literal.trim_end().lines();
        let lines = lines.map(|line| format!("{indent}{CODE}{line}").trim_end().to_owned());
        self.lines.extend(lines);
    }

    fn list(&mut self, node: Node<'_>, list: &NodeList, columns: usize, indent: &str) {
        for (index, item) in node.children().enumerate() {
            let mark = match list.list_type {
                ListType::Bullet => "- ".to_owned(),
                ListType::Ordered => format!("{}. ", list.start + index),
            };
            if index > 0 && !list.tight {
                self.lines.push(indent.trim_end().to_owned());
            }
            let first = self.lines.len();
            let inner = format!("{indent}{}", " ".repeat(mark.len()));
            self.blocks(item, columns, &inner);
            // The mark takes the place of the first line's indentation.
            if let Some(line) = self.lines.get_mut(first) {
                let rest = line.get(inner.len()..).unwrap_or_default().to_owned();
                *line = format!("{indent}{mark}{rest}");
            }
        }
    }

    /// A table in columns if it fits, else a list: the first cell of a row, below it the others with
    /// the heads of their columns.
    fn table(&mut self, node: Node<'_>, room: usize, indent: &str) {
        let rows: Vec<Vec<String>> = node
            .children()
            .map(|row| row.children().map(|cell| self.inlines(cell)).collect())
            .collect();
        let count = rows.first().map_or(0, Vec::len);
        let wide = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..count).map(wide).collect();
        let whole = widths.iter().sum::<usize>() + GUTTER.len() * count.saturating_sub(1);
        if whole <= room {
            self.grid(&rows, &widths, indent)
        } else {
            self.records(&rows, room, indent)
        }
    }

    fn grid(&mut self, rows: &[Vec<String>], widths: &[usize], indent: &str) {
        for (index, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(widths).map(|(cell, width)| padded(cell, *width));
            let line = format!("{indent}{}", cells.collect::<Vec<_>>().join(GUTTER));
            self.lines.push(line.trim_end().to_owned());
            if index == 0 {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                self.lines.push(format!("{indent}{}", rules.join(GUTTER)));
            }
        }
    }

    fn records(&mut self, rows: &[Vec<String>], room: usize, indent: &str) {
        let Some((head, rows)) = rows.split_first() else { return };
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                self.lines.push(indent.trim_end().to_owned());
            }
            let inner = format!("{indent}  ");
            for (column, (cell, head)) in row.iter().zip(head).enumerate() {
                if column == 0 {
                    self.wrapped(cell, room, indent);
                } else if !cell.is_empty() {
                    let text = self.say("manual-cell", &[("head", head), ("cell", cell)]);
                    self.wrapped(&text, room.saturating_sub(2), &inner);
                }
            }
        }
    }

    /// The text of what stands in a line.
    fn inlines(&self, parent: Node<'_>) -> String {
        parent.children().map(|node| self.inline(node)).collect()
    }

    fn inline(&self, node: Node<'_>) -> String {
        match value(node) {
            NodeValue::Text(text) => text.into_owned(),
            NodeValue::Code(code) => code.literal,
            NodeValue::HtmlInline(html) => html,
            NodeValue::SoftBreak | NodeValue::LineBreak => "\n".to_owned(),
            NodeValue::Image(_) => {
                let alt = self.inlines(node);
                self.say("manual-picture", &[("alt", &alt)])
            }
            NodeValue::Link(link) => {
                let text = self.inlines(node);
                match linked(&link.url) {
                    Some(page) => self.say("manual-link", &[("text", &text), ("page", page)]),
                    None if link.url.starts_with("http") && text != link.url => {
                        self.say("manual-address", &[("text", &text), ("address", &link.url)])
                    }
                    None => text,
                }
            }
            _ => self.inlines(node),
        }
    }

    fn say(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let values = values.iter().map(|(name, value)| (*name, (*value).to_owned()));
        self.locale.fill(key, &values.collect::<Args>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;
    use crate::manual::pages;

    fn shown(text: &str) -> String {
        let page = Page { name: "begin", title: String::new(), text: text.to_owned() };
        render(&page, &Locale::new(Language::English))
    }

    #[test]
    fn blocks_become_lines() {
        assert_eq!(shown("# 荔枝\n\n一**二**`三`\n四\n"), "荔枝\n====\n\n一二三四\n");
        assert_eq!(shown("- a\n- b\n  - c\n"), "- a\n- b\n  - c\n");
        assert_eq!(shown("3. a\n\n       code\n"), "3. a\n\n       code\n");
        assert_eq!(shown("> a\n"), "| a\n");
        assert_eq!(shown("| 甲 | b |\n| --- | --- |\n| c | 丁 |\n"), "甲  b\n--  --\nc   丁\n");
        let link = shown("[keys](review.md#x) [W3C](https://w3.org/) [x](../a)\n");
        assert_eq!(link, "keys (neikan manual review) W3C (https://w3.org/) x\n");
    }

    #[test]
    fn a_wide_table_becomes_a_list() {
        let wide = "long ".repeat(20);
        let text = shown(&format!("| a | b |\n| --- | --- |\n| x | {wide} |\n"));
        assert!(text.starts_with("x\n  b: long long"), "{text}");
        assert!(text.lines().all(|line| width(line) <= SCREEN), "{text}");
    }

    #[test]
    fn no_page_overruns_the_screen_except_by_code() {
        for language in [Language::Chinese, Language::English] {
            let locale = Locale::new(language);
            for page in pages(&locale) {
                for line in render(&page, &locale).lines() {
                    let code = line.trim_start_matches("| ").starts_with(CODE);
                    assert!(code || width(line) <= SCREEN, "{}: {line}", page.name);
                }
            }
        }
    }
}
