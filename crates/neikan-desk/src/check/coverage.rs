//! Which characters a project's faces can draw, as far as rules ask.

use std::collections::BTreeSet;

use crate::publication::Theme;

/// Tells whether a character is drawn.
pub type Drawn<'a> = Box<dyn Fn(char) -> bool + 'a>;

/// The faces of a project.
pub trait Coverage: Sync {
    /// Whether there is a face of this family.
    fn has_family(&self, family: &str) -> bool;

    /// For each role of the theme with a weight (100 to 900), a predicate that tells whether any
    /// face in the role's chain draws a character; nothing for a role that has no face. Characters
    /// that show nothing count as drawn.
    fn roles<'a>(&'a self, theme: &Theme, roles: &[(&str, u16)]) -> Vec<Option<Drawn<'a>>>;

    /// The characters of a text for which the family's face nearest to a style and a weight (100 to
    /// 900) has no glyph; nothing if the family has no face.
    fn lacking(
        &self,
        family: &str,
        italic: bool,
        weight: u16,
        text: &str,
    ) -> Option<BTreeSet<char>>;
}
