//! Attributes in braces, with marks of any width.

use std::ops::Range;

use hanzi::Pattern;

use super::{Mark, narrow};

/// A class, or a name with its value: in quotation marks, or of half-width letters.
static ONE: Pattern = Pattern::new(
    r#"^([.．][A-Za-z-]+|([a-z]+)[ 　]*[=＝][ 　]*(?:["“”]([^"“”\n]*)["“”]|[A-Za-z0-9%-]+))(?:[ 　]+|$)"#,
);

/// The marks of attributes that fill a range of a file, braces included; nothing if the braces
/// contain anything else. `names` are those that may have values, `classes` those that may appear
/// alone.
pub(super) fn marks(
    source: &str,
    bytes: Range<usize>,
    names: &[&str],
    classes: &[&str],
) -> Option<Vec<Mark>> {
    let text = source.get(bytes.clone())?;
    let open = text.chars().next()?.len_utf8();
    let close = text.chars().next_back()?.len_utf8();
    let inside = bytes.start + open..bytes.end.checked_sub(close)?;
    let mut marks = vec![Mark::narrowed(source, bytes.start..inside.start)];
    let mut cursor = inside.start;
    loop {
        let rest = source.get(cursor..inside.end)?;
        let blanks = rest.len() - rest.trim_start().len();
        if blanks > 0 {
            marks.push(Mark::narrowed(source, cursor..cursor + blanks));
            cursor += blanks;
        }
        if cursor == inside.end {
            break;
        }
        let rest = source.get(cursor..inside.end)?;
        let found = ONE.find(rest).next()?;
        let end = cursor + found.range.end;
        let (name, value) = (found.get(2), found.part(&[3]));
        if name.is_empty() {
            let class = narrow(found.get(1));
            classes.contains(&class.trim_start_matches('.')).then_some(())?;
            marks.push(Mark::narrowed(source, cursor..end));
        } else {
            names.contains(&name).then_some(())?;
            if value == found.range {
                marks.push(Mark::narrowed(source, cursor..end));
            } else {
                marks.push(sign(source, cursor..cursor + value.start));
                marks.push(Mark::narrowed(source, cursor + value.end..end));
            }
        }
        cursor = end;
    }
    marks.push(Mark::narrowed(source, inside.end..bytes.end));
    Some(marks)
}

/// A name with its equals sign and opening mark, with no space between them.
fn sign(source: &str, bytes: Range<usize>) -> Mark {
    let mut mark = Mark::narrowed(source, bytes);
    mark.wanted.retain(|c| c != ' ');
    mark
}
