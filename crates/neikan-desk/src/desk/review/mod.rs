//! Three reviews and three proofs (三审三校): who passed which text, and what followed.
//!
//! A signature is an entry of the ledger ([`ledger`]) and binds the canonical content that was read
//! ([`contents`]). Going through an article's entries shows how far it has come ([`progress`]), by
//! the same rules under which a new signature is accepted ([`mod@sign`]). Who may sign is a list
//! that the editor in chief signs too ([`house`]); every entry is judged by the list of its time
//! ([`lists`]), and what is not valid under it counts for nothing. Reviewers may sign with keys of
//! their own ([`keys`]); time stamps ([`stamp`]) and short sums on paper ([`anchor`]) show when a
//! ledger existed and how far it had come.
//!
//! [`changes`] compares texts and [`weights`] tells which changes go back to the reviewers whatever
//! their length, with [`typing`] to recognise slips of typing; [`mod@status`] says what is missing
//! and how to go on; [`mod@gate`] says whether an issue may be made, and [`mod@parts`] what has
//! changed since. Two copies of a ledger become one again in [`mod@merge`].

pub mod anchor;
pub mod changes;
pub mod conflict;
pub mod contents;
mod files;
pub mod gate;
pub mod heavy;
pub mod house;
pub mod keys;
pub mod ledger;
pub mod lists;
pub mod merge;
pub mod parts;
pub mod press;
pub mod progress;
mod redate;
mod resume;
pub mod sign;
pub mod stamp;
pub mod status;
mod surnames;
mod typing;
pub mod weights;
mod withdraw;

use crate::publication::Stage;

pub use contents::Folder;
pub use gate::{Gate, gate, standing};
pub use merge::merge;
pub use parts::parts;
pub use sign::{Request, sign, sign_with};
pub use status::{Status, status};

/// A name in a form that can be pasted into a call, where a shell takes it for that name and nothing
/// else.
pub fn pasted(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "·-_.,/@".contains(c);
    if !name.is_empty() && name.chars().all(plain) {
        name.to_owned()
    } else if name.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", name.replace('\'', "'\\''"))
    } else {
        format!("\"{name}\"")
    }
}

/// The call by which somebody passes the step that an article awaits, in a folder. Where a review has to
/// say something, the program asks for it: words in the call would be signed as they stand.
pub fn call(step: Stage, article: &str, folder: &str, who: &str) -> String {
    let (article, who) = (pasted(article), pasted(who));
    let review = |stage: &str| {
        format!(
            "neikan review sign {article} --issue {folder} --stage {stage} --by {who} --verdict pass"
        )
    };
    let proof =
        |number: u8| format!("neikan review proof {number} {article} --issue {folder} --by {who}");
    match step {
        Stage::First => review("first"),
        Stage::Second => review("second"),
        Stage::Final | Stage::Countersign => review("final"),
        Stage::Proof1 => proof(1),
        Stage::Proof2 => proof(2),
        Stage::Proof3 => proof(3),
        Stage::Corrections => {
            format!("neikan review corrections {article} --issue {folder} --by {who}")
        }
        _ => format!("neikan review status --issue {folder}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_a_shell_would_take_them_for_more() {
        for (name, wanted) in [
            ("梁以宁", "梁以宁"),
            ("阿依古丽·买买提", "阿依古丽·买买提"),
            ("J. Smith", "\"J. Smith\""),
            ("a;b", "\"a;b\""),
            ("$(a)", "'$(a)'"),
            ("\"o'b\"", "'\"o'\\''b\"'"),
        ] {
            assert_eq!(pasted(name), wanted);
        }
        let call = call(Stage::Second, "a", "inbox", "甲 乙");
        assert_eq!(
            call,
            "neikan review sign a --issue inbox --stage second --by \"甲 乙\" --verdict pass"
        );
    }
}
