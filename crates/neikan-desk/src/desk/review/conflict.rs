//! What git leaves in a ledger that two people added to: both sides, between conflict markers.

/// The markers before our side, before the common base, between the sides, and at the end.
const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Where a line is in a text with conflicts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

/// The line, from 1, of the first conflict marker.
pub fn first_mark(text: &str) -> Option<usize> {
    text.lines().position(|line| mark(line).is_some()).map(|at| at + 1)
}

/// The two texts that a text with conflicts was made from; nothing if its markers do not match.
pub fn sides(text: &str) -> Option<(String, String)> {
    let (mut ours, mut theirs) = (String::new(), String::new());
    let mut side = Side::Both;
    for line in text.lines() {
        if let Some(own) = mark(line) {
            side = match (side, own) {
                (Side::Both, 0) => Side::Ours,
                (Side::Ours, 1) => Side::Base,
                (Side::Ours | Side::Base, 2) => Side::Theirs,
                (Side::Theirs, 3) => Side::Both,
                _ => return None,
            };
            continue;
        }
        for (text, own) in [(&mut ours, Side::Ours), (&mut theirs, Side::Theirs)] {
            if side == Side::Both || side == own {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    (side == Side::Both).then_some((ours, theirs))
}

/// Which marker a line is, if it is one. Lines of entries begin with `- ` or a blank, so none of
/// them is.
fn mark(line: &str) -> Option<usize> {
    MARKS.iter().position(|mark| line.strip_prefix(mark).is_some_and(|rest| !rest.starts_with('=')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_taken_apart() {
        let text =
            "# 甲\n- 一\n<<<<<<< HEAD\n- 二\n||||||| 5f2\n- 零\n=======\n- 三\n- 四\n>>>>>>> b\n";
        assert_eq!(first_mark(text), Some(3));
        let (ours, theirs) = sides(text).unwrap();
        assert_eq!(ours, "# 甲\n- 一\n- 二\n");
        assert_eq!(theirs, "# 甲\n- 一\n- 三\n- 四\n");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(sides(&windows).unwrap().0, ours);
    }

    #[test]
    fn marks_that_do_not_match_give_nothing() {
        for text in ["<<<<<<< a\n- 一\n", "=======\n", "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n"]
        {
            assert_eq!(sides(text), None, "{text}");
        }
        assert_eq!(first_mark("- 一\n  note: <<<<<<<\n"), None);
        assert_eq!(first_mark("# ========\n"), None);
    }
}
