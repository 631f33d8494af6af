//! Which characters the faces of a project draw, as far as rules ask.

use std::collections::BTreeSet;

use crate::publication::Theme;

/// The faces of a project.
pub trait Coverage: Sync {
    /// Whether a family is there.
    fn has_family(&self, family: &str) -> bool;

    /// What tells whether a character is drawn where a role of the theme is set in a weight (100
    /// to 900), by any face of its chain; nothing when no face plays the role. Characters that
    /// show nothing count as drawn.
    fn role<'a>(
        &'a self,
        theme: &Theme,
        role: &str,
        weight: u16,
    ) -> Option<Box<dyn Fn(char) -> bool + 'a>>;

    /// The characters of a text that the face of a family which comes nearest to a style and a
    /// weight (100 to 900) has no glyph for; nothing when the family has no face.
    fn lacking(
        &self,
        family: &str,
        italic: bool,
        weight: u16,
        text: &str,
    ) -> Option<BTreeSet<char>>;
}
