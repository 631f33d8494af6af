//! Which characters the faces of a project draw, as far as rules ask.

use std::collections::BTreeSet;

use crate::publication::Theme;

/// Tells whether a character is drawn.
pub type Drawn<'a> = Box<dyn Fn(char) -> bool + 'a>;

/// The faces of a project.
pub trait Coverage: Sync {
    /// Whether a family is there.
    fn has_family(&self, family: &str) -> bool;

    /// For each of some roles of the theme with a weight (100 to 900), what tells whether a
    /// character is drawn there by any face of the role's chain; nothing for a role that no face
    /// plays. Characters that show nothing count as drawn.
    fn roles<'a>(&'a self, theme: &Theme, roles: &[(&str, u16)]) -> Vec<Option<Drawn<'a>>>;

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
