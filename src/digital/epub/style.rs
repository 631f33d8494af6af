//! The style sheet: the theme's colours as custom properties, then the layout's own sheet.
//!
//! For each colour the layout's sheet can use `--NAME` (areas, lines), `--NAME-text` (text, legible
//! on paper and on the tint) and `--NAME-tint` (grounds). A page says which colour is its section's
//! by a class, and that class sets `--section`, `--section-text` and `--section-tint`. `--sheet`
//! is the paper by day and by night, for pictures that are drawn on paper.

use super::names::css_name;
use super::palette::{Rgb, hex, legible, night, tint};
use crate::typeset::Colors;

/// The class of a page whose section has a colour.
pub fn color_class(color: &str) -> String {
    format!("color-{}", css_name(color))
}

/// Writes the style sheet.
pub fn style(colors: &Colors, sheet: &str) -> String {
    let paper = colors.get("paper").copied().unwrap_or([255, 255, 255]);
    let by_day = properties(colors, paper, |color| color);
    let by_night = properties(colors, night(paper), night);
    let classes: String = colors.keys().map(|name| class(&css_name(name))).collect();
    let sheet_color = hex(paper);
    format!(
        ":root {{\n  color-scheme: light dark;\n  --sheet: {sheet_color};\n{by_day}}}\n\
         @media (prefers-color-scheme: dark) {{\n:root {{\n{by_night}}}\n}}\n{classes}\n{sheet}"
    )
}

fn properties(colors: &Colors, paper: Rgb, shade: impl Fn(Rgb) -> Rgb) -> String {
    let lines = colors.iter().map(|(name, &color)| {
        let (name, color) = (css_name(name), shade(color));
        let ground = tint(color, paper);
        let (text, ground, color) = (hex(legible(color, ground)), hex(ground), hex(color));
        format!("  --{name}: {color};\n  --{name}-text: {text};\n  --{name}-tint: {ground};\n")
    });
    lines.collect()
}

fn class(name: &str) -> String {
    format!(
        ".color-{name} {{ --section: var(--{name}); --section-text: var(--{name}-text); \
         --section-tint: var(--{name}-tint); }}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_a_theme_cannot_leave_their_place() {
        let colors = Colors::from([("a}*{x:url(http://b)".to_owned(), [1, 2, 3])]);
        let css = style(&colors, "");
        assert!(!css.contains("url(") && !css.contains("http:"));
        assert!(css.contains("--a---x-url-http---b-: #010203;"));
    }
}
