//! The list `articles` of `issue.yml`: its text is extended, so that comments and the order of
//! everything else stay as they are.

use crate::publication::{Document, Issue};

/// Inserts an article into the text of `issue.yml`, as entry `at` of its list, counted from 0.
///
/// Returns nothing if the list is written in a way that cannot be extended safely.
pub fn insert(text: &str, document: &Document<Issue>, id: &str, at: usize) -> Option<String> {
    let (beside, after) = if at > 0 { (at - 1, true) } else { (0, false) };
    let place = document.places.value(&format!("/articles/{beside}"));
    let name = document.value.articles.get(beside)?;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line = lines.get(place.line.checked_sub(1)?)?.clone();
    let column = place.column.checked_sub(1)?;
    let (byte, _) = line.char_indices().nth(column)?;
    let (head, item) = line.split_at(byte);
    if let Some(indent) = head.strip_suffix("- ").filter(|indent| indent.trim().is_empty()) {
        let index = if after { place.line } else { place.line - 1 };
        lines.insert(index, format!("{indent}- {id}"));
        return Some(lines.join("\n"));
    }
    let quoted = item.starts_with(['"', '\'']);
    let end = name.len() + if quoted { 2 } else { 0 };
    let (own, rest) = (item.get(..end)?, item.get(end..)?);
    let both = if after { format!("{own}, {id}") } else { format!("{id}, {own}") };
    lines[place.line - 1] = format!("{head}{both}{rest}");
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::document::read;
    use neikan_base::diagnostic::Findings;

    const REST: &str = "cover: {picture: a, alt: b}\nrun: 1\n";

    fn inserted(list: &str, at: usize) -> String {
        let text = format!("year: 2026\nnumber: 1\ntotal: 1\ndate: 2026-01-01\n{list}# 末\n{REST}");
        let document = read::<Issue>(&text, "issue.yml", 0, &mut Findings::default()).unwrap();
        let text = insert(&text, &document, "new", at).unwrap();
        let after = read::<Issue>(&text, "issue.yml", 0, &mut Findings::default()).unwrap();
        assert_eq!(after.value.articles.iter().position(|id| id == "new"), Some(at), "{text}");
        assert!(text.contains("# 末\n"), "{text}");
        text
    }

    #[test]
    fn lists_of_every_form_are_lengthened_in_place() {
        let block = "articles:   # 次序\n  - a  # 甲\n  - \"b\"\n  - c\n";
        for at in 0..=3 {
            assert!(inserted(block, at).contains("  - a  # 甲\n"));
        }
        assert!(inserted(block, 2).contains("  - \"b\"\n  - new\n  - c\n"));
        assert!(
            inserted("articles: [a, 'b', c]  # 次序\n", 2).contains("[a, 'b', new, c]  # 次序")
        );
        assert!(inserted("articles: [a]\n", 0).contains("[new, a]"));
        assert!(inserted("articles:\n- a\n- c\n", 1).contains("- a\n- new\n- c"));
    }
}
