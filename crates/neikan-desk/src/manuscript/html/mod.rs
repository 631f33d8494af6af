//! HTML in: a page saved from a browser, a mail or an article of a messenger becomes paragraphs.
//!
//! The tokens of the page are read as they come; no tree is built, so nesting costs nothing.
//! [`walk`] keeps what is open and makes the paragraphs; [`table`] the cells. Scripts, styles
//! and what is hidden are left out; nothing is loaded: only pictures that are in the page itself,
//! as `data:`, are taken.

mod table;
mod walk;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use self::walk::Walk;
use super::incoming::{Incoming, Item, Role};
use crate::manuscript::model::Inline;
use neikan_base::diagnostic::Findings;

/// Reads a page; `prefix` is what the names of its pictures begin with.
pub fn read(text: &str, prefix: &str, findings: &mut Findings) -> Incoming {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut walk = Walk::new(prefix, findings);
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let attributes =
                    tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(&value.value)));
                walk.open(&lossy(&tag.name), &attributes.collect(), tag.self_closing);
            }
            Token::EndTag(tag) => walk.close(&lossy(&tag.name)),
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let (mut items, pictures, title) = walk.finish();
    // The name of the page is its title only where the text itself has none.
    if !title.is_empty() && !items.iter().any(|item| matches!(item.role, Role::Heading(1))) {
        let title = Item::para(vec![Inline::Text { s: title }], 0);
        items.insert(0, Item { role: Role::Title, ..title });
    }
    Incoming { items, pictures, remarks: Vec::new(), date: None }
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::incoming::Align;

    fn items(page: &str) -> Vec<(String, Role, Align)> {
        let incoming = read(page, "a", &mut Findings::default());
        incoming.items.iter().map(|i| (i.text().unwrap_or_default(), i.role, i.align)).collect()
    }

    #[test]
    fn ends_that_are_not_written_are_known() {
        let read = items("<head><title>页</title><p align=center>甲<p>乙<ul><li>丙<li>丁</ul>戊");
        let listed =
            |text: &str| matches!(read.iter().find(|i| i.0 == text), Some((_, Role::Listed(_), _)));
        assert_eq!(read[0], ("页".to_owned(), Role::Title, Align::Left));
        assert_eq!(read[1].2, Align::Center);
        assert_eq!(read[2], ("乙".to_owned(), Role::Body, Align::Left));
        assert!(listed("丙") && listed("丁") && !listed("戊"), "{read:?}");
    }

    #[test]
    fn tables_without_ends_have_their_cells() {
        let incoming =
            read("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "a", &mut Findings::default());
        let crate::manuscript::model::BlockKind::Table(table) = &incoming.items[0].block else {
            panic!("{:?}", incoming.items)
        };
        assert_eq!((table.head.len(), table.rows.len(), table.rows[0].len()), (2, 1, 2));
    }
}
