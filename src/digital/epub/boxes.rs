//! Boxes and other separate parts: sidebars, rows, pull quotes, poems, dialogues, briefs.

use super::article::Writer;
use crate::manuscript::model::{
    Block, BlockKind, Boxed, Entries, EntriesKind, Inlines, Picture, Turn, Width,
};
use neikan_base::xml::clean;

/// The class of a width.
pub(super) fn width_class(width: Width) -> &'static str {
    match width {
        Width::Column => "",
        Width::Full => " full",
        Width::Page => " page",
        Width::Spread => " spread",
    }
}

impl<'a> Writer<'a> {
    pub(super) fn boxed(&mut self, name: &str, boxed: &'a Boxed) {
        let class = format!("box {name}{}", width_class(boxed.width));
        self.xml.open("aside").class(&class);
        if name == "sidebar" {
            self.xml.attr("epub:type", "sidebar");
        }
        let around = std::mem::replace(&mut self.facts, name == "infobox");
        self.folios.apart = true;
        self.titled(shown(boxed.title.as_deref()), |writer| writer.blocks(&boxed.c));
        self.folios.apart = false;
        self.facts = around;
        self.xml.close();
    }

    /// Rows of a name and a text: the steps of a process as a numbered list, others as a list of
    /// terms.
    pub(super) fn entries(&mut self, entries: &'a Entries) {
        let (name, list, row, term) = match entries.kind {
            EntriesKind::Numbers => ("numbers", "dl", "div", "dt"),
            EntriesKind::Timeline => ("timeline", "dl", "div", "dt"),
            EntriesKind::Compare => ("compare", "dl", "div", "dt"),
            EntriesKind::Steps => ("steps", "ol", "li", "p"),
        };
        let class = format!("box {name}{}", width_class(entries.width));
        self.xml.open("aside").class(&class);
        self.folios.apart = true;
        self.titled(shown(entries.title.as_deref()), |writer| {
            writer.xml.open(list).class("rows");
            for entry in &entries.rows {
                writer.xml.open(row).open(term).class("name");
                writer.inlines(&entry.name);
                writer.xml.close();
                if row == "div" {
                    writer.xml.open("dd");
                    writer.blocks(&entry.c);
                    writer.xml.close();
                } else {
                    writer.blocks(&entry.c);
                }
                writer.xml.close();
            }
            writer.xml.close();
            writer.source(entries.source.as_deref());
        });
        self.folios.apart = false;
        self.xml.close();
    }

    pub(super) fn pullquote(&mut self, by: Option<&'a str>, text: &'a Inlines) {
        self.xml.open("aside").class("pullquote").attr("epub:type", "pullquote");
        self.xml.attr("role", "doc-pullquote");
        self.paragraph("", text);
        if let Some(by) = by {
            self.xml.leaf("p", "by", &format!("——{by}"));
        }
        self.xml.close();
    }

    pub(super) fn poem(
        &mut self,
        title: Option<&'a str>,
        by: Option<&'a str>,
        stanzas: &'a [Vec<Inlines>],
    ) {
        self.xml.open("section").class("poem");
        self.titled(shown(title), |writer| {
            writer.optional("by", by);
            for stanza in stanzas {
                writer.xml.open("div").class("stanza");
                stanza.iter().for_each(|verse| writer.paragraph("verse", verse));
                writer.xml.close();
            }
        });
        self.xml.close();
    }

    /// Questions and answers: the speaker's name begins the first paragraph of each turn.
    pub(super) fn turns(&mut self, portraits: &'a [Picture], turns: &'a [Turn]) {
        self.xml.open("div").class("dialogue");
        if !portraits.is_empty() {
            self.xml.open("div").class("speakers");
            portraits.iter().for_each(|picture| self.picture(picture, ""));
            self.xml.close();
        }
        for turn in turns {
            let unnamed = matches!(turn.speaker.as_str(), "问" | "答");
            let class = format!("turn {}{}", turn.role, if unnamed { " unnamed" } else { "" });
            self.xml.open("div").class(&class).open("p");
            self.xml.open("strong").class("speaker").text(&turn.speaker).text("：").close();
            let rest = match turn.c.split_first() {
                Some((Block { kind: BlockKind::Para { c }, .. }, rest)) => {
                    self.running(c);
                    rest
                }
                _ => &turn.c,
            };
            self.xml.close();
            self.blocks(rest);
            self.xml.close();
        }
        self.xml.close();
    }

    /// One of several short items.
    pub(super) fn brief(&mut self, title: &'a str, unit: Option<&'a str>, blocks: &'a [Block]) {
        self.xml.open("section").class("brief");
        self.titled(shown(Some(title)), |writer| {
            writer.optional("unit", unit);
            writer.blocks(blocks);
        });
        self.xml.close();
    }
}

/// A title, unless none of it can be shown: an empty heading would be misleading.
pub(super) fn shown(title: Option<&str>) -> Option<&str> {
    title.filter(|title| !clean(title).is_empty())
}
