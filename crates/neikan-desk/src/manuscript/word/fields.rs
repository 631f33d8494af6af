//! Fields: what they show, and what is shown for one without a result in the document.

use super::body::Reader;
use super::runs::Line;
use super::xml::{Node, attr, below, child, elements, number, switch};
use crate::manuscript::incoming::eq::{self, Part};
use crate::manuscript::incoming::signs::{MISSING, after_name, symbol_field};
use crate::manuscript::incoming::text::{Height, Marks, Piece, clean, safe_link};
use neikan_base::diagnostic::Finding;

/// How deeply fields may be nested.
const FIELDS: usize = 32;
/// The longest instruction that is kept, bytes.
const INSTRUCTION: usize = 4096;
/// Fields that show nothing where they are: marks for indexes and contents, settings.
const SILENT: [&str; 12] = [
    "XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "PRINT", "NEXT", "NEXTIF", "SKIPIF",
];

/// A field that is open.
#[derive(Debug, Default)]
pub struct Field {
    instruction: String,
    /// Whether its result has begun.
    pub shows: bool,
    /// Whether its result has shown anything.
    pub shown: bool,
    /// Where its result links to.
    pub link: Option<String>,
    /// What a form control shows.
    control: Option<String>,
}

impl<'a> Reader<'a, '_, '_> {
    /// Begins a field, begins its result, or ends it.
    pub fn field(&mut self, node: Node<'a>, marks: &Marks, line: &mut Line) {
        match attr(node, "fldCharType") {
            Some("begin") if self.fields.len() < FIELDS => {
                let control = child(node, "ffData").and_then(control);
                self.fields.push(Field { control, ..Field::default() });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                    field.link = field_link(&field.instruction);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.end_field(&field, marks, line);
                }
            }
            _ => {}
        }
    }

    /// Reads a field that is one element and contains its result.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn simple_field(
        &mut self,
        node: Node<'a>,
        marks: &Marks,
        looks: super::styles::Looks,
        line: &mut Line,
    ) -> Result<(), Finding> {
        if self.fields.len() >= FIELDS {
            return self.inlines(node, marks, looks, line);
        }
        let instruction = attr(node, "instr").unwrap_or_default();
        let instruction: String = instruction.chars().take(INSTRUCTION).collect();
        let link = field_link(&instruction);
        self.fields.push(Field { instruction, shows: true, link, ..Field::default() });
        self.inlines(node, marks, looks, line)?;
        if let Some(field) = self.fields.pop() {
            self.end_field(&field, marks, line);
        }
        Ok(())
    }

    /// Adds to the instruction of the innermost field that is still in its instruction.
    pub fn instruction(&mut self, text: &str) {
        let Some(at) = self.fields.iter().rposition(|field| !field.shows) else { return };
        // The result of a field within an instruction is shown in that instruction.
        self.shows();
        let field = &mut self.fields[at];
        if field.instruction.len() < INSTRUCTION {
            field.instruction.push_str(text);
        }
    }

    /// Whether the current text belongs to the instruction of a field.
    pub fn in_instruction(&self) -> bool {
        self.fields.iter().any(|field| !field.shows)
    }

    /// Notes that the surrounding fields, out to the innermost instruction, have shown something.
    pub fn shows(&mut self) {
        let code = self.fields.iter().rposition(|field| !field.shows);
        let within = self.fields.iter_mut().skip(code.map_or(0, |at| at + 1));
        within.for_each(|field| field.shown = true);
    }

    /// Reports that the fields that begin in a paragraph and show nothing before its end are left
    /// out.
    pub fn end_of_paragraph(&mut self) {
        let (kept, open): (Vec<Field>, Vec<Field>) =
            std::mem::take(&mut self.fields).into_iter().partition(|field| field.shows);
        self.fields = kept;
        open.iter().for_each(|field| self.report_field(&field.instruction));
    }

    /// Shows what a field without a result would draw, as far as that is known.
    fn end_field(&mut self, field: &Field, marks: &Marks, line: &mut Line) {
        if field.shown {
            return self.shows();
        }
        if let Some(shown) = eq::read(&field.instruction) {
            if shown.flat || shown.parts.is_empty() {
                self.report(Finding::warn("import-field-flat"));
            }
            return shown.parts.into_iter().for_each(|part| self.part(part, marks, line));
        }
        if let Some(sign) = symbol_field(&field.instruction) {
            if let Err(face) = &sign {
                self.report(Finding::warn("import-symbol").with("font", clean(face)));
            }
            return self.push(&sign.unwrap_or(MISSING).to_string(), marks, line);
        }
        if let Some(shown) = &field.control {
            return self.push(shown, marks, line);
        }
        if let Some(rest) = after_name(&field.instruction, "MACROBUTTON") {
            let shown = rest.split_once(char::is_whitespace).map_or("", |(_, shown)| shown);
            return self.push(shown.trim(), marks, line);
        }
        self.report_field(&field.instruction);
    }

    fn report_field(&mut self, instruction: &str) {
        let name = instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
        if !name.is_empty() && !SILENT.contains(&name.as_str()) {
            let name: String = clean(&name).chars().take(20).collect();
            self.report(Finding::warn("import-field").with("name", name));
        }
    }

    /// Adds a part of a field or formula to a line.
    pub fn part(&mut self, part: Part, marks: &Marks, line: &mut Line) {
        let (text, height) = match part {
            Part::Text(text) => return self.push(&text, marks, line),
            Part::Ruby(base, reading) => return self.ruby(&base, &reading, line),
            Part::Up(text) => (text, Height::Up),
            Part::Down(text) => (text, Height::Down),
        };
        self.push_set(&text, height, marks, line);
    }

    /// Adds characters with their reading to a line.
    pub fn ruby(&mut self, base: &str, reading: &str, line: &mut Line) {
        if self.in_instruction() {
            return self.instruction(base);
        }
        let (base, reading) = (clean(base), clean(reading));
        self.remarks.hear(&base);
        self.shows();
        line.pieces.push(Piece::Ruby(base, reading));
    }
}

/// What a form control shows: a box with or without a tick, the chosen word of a list.
fn control(data: Node<'_>) -> Option<String> {
    if let Some(check) = child(data, "checkBox") {
        let on = switch(check, "checked").or_else(|| switch(check, "default")).unwrap_or(false);
        return Some(if on { "☑" } else { "□" }.to_owned());
    }
    let list = child(data, "ddList")?;
    let chosen =
        ["result", "default"].into_iter().find_map(|name| number(child(list, name)?, "val"));
    let mut entries = elements(list).filter(|entry| entry.tag_name().name() == "listEntry");
    let entry = entries.nth(chosen.unwrap_or(0))?;
    attr(entry, "val").map(str::to_owned)
}

/// Where the field `HYPERLINK "…" \l "…"` leads.
fn field_link(instruction: &str) -> Option<String> {
    let rest = after_name(instruction, "HYPERLINK")?;
    let (url, switches) = rest.strip_prefix('"')?.split_once('"')?;
    let anchor = switches.split_once("\\l").and_then(|(_, rest)| rest.trim().strip_prefix('"'));
    safe_link(&with_anchor(url, anchor.and_then(|rest| rest.split('"').next())))
}

/// An address with an anchor in its target.
pub fn with_anchor(url: &str, anchor: Option<&str>) -> String {
    let url = url.trim();
    match anchor.map(str::trim).filter(|anchor| !anchor.is_empty() && !url.contains('#')) {
        Some(anchor) => {
            let anchor = anchor.strip_prefix('#').unwrap_or(anchor).replace(' ', "%20");
            format!("{url}#{anchor}")
        }
        None => url.to_owned(),
    }
}

/// Whether a run is in a content control that still shows its placeholder text.
pub fn is_placeholder(node: Node<'_>) -> bool {
    node.ancestors().filter(|node| node.tag_name().name() == "sdt").any(|control| {
        let properties = child(control, "sdtPr");
        properties.and_then(|p| switch(p, "showingPlcHdr")) == Some(true)
    }) && below(node, "t").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_their_place() {
        for (field, link) in [
            (r#" HYPERLINK "https://example.org/a" "#, Some("https://example.org/a")),
            (
                r#"HYPERLINK "https://example.org/a" \l "mu lu" \o "x""#,
                Some("https://example.org/a#mu%20lu"),
            ),
            (r#"HYPERLINK "https://example.org/a#b" \l "c""#, Some("https://example.org/a#b")),
            (r#"HYPERLINK \l "mulu""#, None),
            (r#"HYPERLINK "javascript:alert(1)""#, None),
        ] {
            assert_eq!(field_link(field).as_deref(), link, "{field}");
        }
    }

    #[test]
    fn controls_show_what_is_chosen() {
        for (xml, shown) in [
            ("<ffData><checkBox><default val='0'/><checked/></checkBox></ffData>", Some("☑")),
            ("<ffData><checkBox><default val='0'/></checkBox></ffData>", Some("□")),
            (
                "<ffData><ddList><result val='1'/><listEntry val='甲'/><listEntry val='乙'/></ddList></ffData>",
                Some("乙"),
            ),
            ("<ffData><ddList><result val='9'/></ddList></ffData>", None),
            ("<ffData><textInput/></ffData>", None),
        ] {
            let document = roxmltree::Document::parse(xml).unwrap();
            assert_eq!(control(document.root_element()).as_deref(), shown, "{xml}");
        }
    }
}
