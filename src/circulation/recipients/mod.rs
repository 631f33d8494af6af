//! Who is given a complimentary copy: `issues/recipients.yml`, read and held against the scope.
//!
//! [`table`] reads rows from a spreadsheet, [`columns`] knows which column is which, [`import`]
//! puts both together and merges the rows into the list, [`mod@file`] writes the list without
//! touching what did not change.

mod columns;
pub mod file;
pub mod import;
pub mod table;

use std::collections::BTreeMap;

use lettre::Address;

use crate::check::rules::internal::recipients_scope;
use crate::diagnostic::{Finding, Findings, Place};
use crate::publication::{Document, Project, Publication, Recipient, Recipients, document};

/// The name of the list in the folder of the issues.
pub const FILE: &str = "recipients.yml";

/// The longest name, title or unit, in characters.
const LONGEST: usize = 200;

/// Reads the list and adds every fault it has; gives nothing when it cannot be read.
pub fn load(
    project: &Project,
    publication: &Publication,
    findings: &mut Findings,
) -> Option<Document<Recipients>> {
    let path = project.issues().join(FILE);
    let source = project.read_text(&path, findings)?;
    let list = document::read::<Recipients>(&source.text, &source.file, 0, findings)?;
    validate(&list, &publication.scope, findings);
    Some(list)
}

/// Holds a list against the scope of the publication and its entries against each other.
pub fn validate(list: &Document<Recipients>, scope: &[String], findings: &mut Findings) {
    let (mut numbers, mut addresses) = (BTreeMap::new(), BTreeMap::new());
    for (index, recipient) in list.value.recipients.iter().enumerate() {
        let place = |key: &str| list.places.value(&format!("/recipients/{index}/{key}"));
        if !scope.contains(&recipient.category) {
            let line = Place::line(list.places.file(), place("category").line);
            findings.push(outside(&recipient.category, scope).at(line));
        }
        if let Some(first) = numbers.insert(recipient.number, place("number").line) {
            let finding = Finding::stop("recipient-number-twice").at(place("number"));
            findings.push(finding.with("number", recipient.number).with("first", first));
        }
        for (key, text) in texts(recipient) {
            findings.extend(fault(text).map(|fault| fault.finding().at(place(key))));
        }
        let Some(email) = &recipient.email else { continue };
        if !is_address(email) {
            let finding = Finding::stop("recipient-address").at(place("email"));
            findings.push(finding.with("value", visible(email)));
        } else if let Some(first) = addresses.insert(email.to_lowercase(), recipient.number) {
            let finding = Finding::warn("recipient-address-twice").at(place("email"));
            findings.push(finding.with("number", recipient.number).with("first", first));
        }
    }
}

/// The finding about a category that the publication is not sent to.
fn outside(category: &str, scope: &[String]) -> Finding {
    let finding = Finding::stop(recipients_scope::RULE.name);
    finding.with("found", category).with("known", scope.join("\u{3001}"))
}

/// The texts of a recipient that are printed and mailed, with their keys.
fn texts(recipient: &Recipient) -> Vec<(&'static str, &str)> {
    let optional = [("title", &recipient.title), ("unit", &recipient.unit)];
    let optional = optional.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
    [("name", recipient.name.as_str()), ("category", recipient.category.as_str())]
        .into_iter()
        .chain(optional)
        .collect()
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// It holds a line break or a character that cannot be seen.
    Control(char),
    /// It holds nothing but space.
    Blank,
    /// It is longer than [`LONGEST`].
    Long(usize),
}

impl Fault {
    fn finding(self) -> Finding {
        match self {
            Self::Control(c) => {
                Finding::stop("recipient-control").with("code", format!("U+{:04X}", u32::from(c)))
            }
            Self::Blank => Finding::stop("recipient-blank"),
            Self::Long(count) => {
                Finding::stop("recipient-long").with("count", count).with("limit", LONGEST)
            }
        }
    }
}

/// What keeps a text from being a name, a title, a unit or a category.
fn fault(text: &str) -> Option<Fault> {
    if let Some(c) = text.chars().find(|&c| is_unseen(c)) {
        return Some(Fault::Control(c));
    }
    if text.trim().is_empty() {
        return Some(Fault::Blank);
    }
    let count = text.chars().count();
    (count > LONGEST).then_some(Fault::Long(count))
}

/// Whether a character breaks a line, turns the direction of writing or cannot be seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Whether a mail can be sent to an address: one address in ASCII (RFC 5321, 4.1.2), without
/// quotation marks and comments.
pub fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.@".contains(c);
    text.len() <= 254 && text.chars().all(plain) && text.parse::<Address>().is_ok()
}

/// A text as a message shows it: what cannot be seen as `\u{…}`, short.
fn visible(text: &str) -> String {
    let shown = text.chars().take(60);
    shown
        .map(|c| if is_unseen(c) { c.escape_unicode().to_string() } else { c.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_single_and_plain() {
        for right in ["a@b.cn", "li.si+gx@mail.example.org", "x_y-z@sub.example.com"] {
            assert!(is_address(right), "{right}");
        }
        for wrong in [
            "a@b.cn\r\nBcc: c@d.cn",
            "a@b.cn,c@d.cn",
            "a@b.cn;c@d.cn",
            "a b@c.cn",
            "<a@b.cn>",
            "a@b.cn>",
            "\"a b\"@c.cn",
            "a@@b.cn",
            "a@b..cn",
            ".a@b.cn",
            "a@-b.cn",
            "张三@例子.公司",
            "a@b.cn\0",
            "",
            "@b.cn",
            "a@",
        ] {
            assert!(!is_address(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn texts_hold_no_line_breaks_but_rare_characters() {
        for right in ["林𬭚", "㙍\u{e0100}", "“一”'二\"三", "Ana María", &"长".repeat(200)]
        {
            assert_eq!(fault(right), None, "{right}");
        }
        assert_eq!(fault("林\r\nBcc: a@b.cn"), Some(Fault::Control('\r')));
        assert_eq!(fault("林\u{202e}三"), Some(Fault::Control('\u{202e}')));
        assert_eq!(fault(" \u{3000}"), Some(Fault::Blank));
        assert_eq!(fault(&"长".repeat(201)), Some(Fault::Long(201)));
    }
}
