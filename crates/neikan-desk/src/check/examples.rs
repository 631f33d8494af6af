//! The examples of the rules: short texts, or keys of data files, that are put into a small issue.
//!
//! An example is the body of an article. A line `@file` begins a part meant for another file:
//! `@article` for a whole article with front matter, otherwise a YAML file whose keys replace those
//! of the small issue: `@publication.yml`, `@issue.yml`, `@members.yml`, `@words/a.yml`. The text
//! of `@image name.jpg` is the kind of photograph, that of `@image field.svg` what is drawn into
//! the cover's drawing.

/// A part of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// The file it is meant for; nothing if it is the body of an article.
    pub file: Option<&'a str>,
    /// Its text.
    pub text: &'a str,
}

/// The parts of an example.
pub fn parts(example: &str) -> Vec<Part<'_>> {
    if !example.starts_with('@') {
        return vec![Part { file: None, text: example }];
    }
    let pieces = example[1..].split("\n@");
    pieces
        .map(|piece| {
            let (file, text) = piece.split_once('\n').unwrap_or((piece, ""));
            Part { file: Some(file), text }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_have_parts() {
        assert_eq!(parts("甲"), [Part { file: None, text: "甲" }]);
        let two = parts("@issue.yml\na: 1\nb: 2\n@article\n---\nx");
        assert_eq!(two[0], Part { file: Some("issue.yml"), text: "a: 1\nb: 2" });
        assert_eq!(two[1], Part { file: Some("article"), text: "---\nx" });
    }
}
