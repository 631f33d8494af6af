//! The elements of the flatplan's HTML: words, colours and escaped text.

use crate::locale::{Args, Language, Locale};

/// The texts of the page, in the publication's language.
pub struct Words(Locale);

impl Words {
    /// The texts in the language of a publication, else in Chinese.
    pub fn of(language: &str) -> Self {
        Self(Locale::new(Language::from_tag(language).unwrap_or(Language::Chinese)))
    }

    /// A message with its values, as HTML.
    pub fn say(&self, key: &str, values: &[(&'static str, String)]) -> String {
        escape(&self.plain(key, values))
    }

    /// A message with its values, as it is.
    pub fn plain(&self, key: &str, values: &[(&'static str, String)]) -> String {
        self.0.fill(key, &values.iter().cloned().collect::<Args>())
    }
}

/// The colour of a section, for the style sheet.
pub fn color([r, g, b]: [u8; 3]) -> String {
    format!("--c:#{r:02x}{g:02x}{b:02x}")
}

/// Text escaped for HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
