//! The style sheet: the theme's colours as custom properties, then the layout's own sheet.
//!
//! For each colour the layout's sheet can use `--NAME` (areas, lines), `--NAME-text` (text, legible
//! on paper and on the tint) and `--NAME-tint` (backgrounds). A class on a page names the colour of
//! its section, and sets `--section`, `--section-text` and `--section-tint`. `--sheet` is the paper
//! by day and by night, for pictures that are drawn on paper.

use super::names::css_name;
use super::palette::{Rgb, contrast, hex, legible, night, tint};
use crate::typeset::Colors;

/// The class of a page whose section has a colour.
pub fn color_class(color: &str) -> String {
    format!("color-{}", css_name(color))
}

/// Writes the style sheet.
pub fn style(colors: &Colors, sheet: &str) -> String {
    let by_day = properties(&shades(colors, |color| color));
    let by_night = properties(&shades(colors, night));
    let classes: String = colors.keys().map(|name| class(&css_name(name))).collect();
    let sheet_color = hex(paper(colors));
    format!(
        ":root {{\n  color-scheme: light dark;\n  --sheet: {sheet_color};\n{by_day}}}\n\
         @media (prefers-color-scheme: dark) {{\n:root {{\n{by_night}}}\n}}\n{classes}\n{sheet}"
    )
}

fn paper(colors: &Colors) -> Rgb {
    colors.get("paper").copied().unwrap_or([255, 255, 255])
}

/// A colour by day or by night: for areas, for text, and as a background.
struct Shade<'a> {
    name: &'a str,
    area: Rgb,
    text: Rgb,
    tint: Rgb,
}

/// The colours of a theme by day or by night. Text in each is legible on the paper and on the tint
/// of every colour, since a caption may be in any section's box.
fn shades<'a>(colors: &'a Colors, shade: impl Fn(Rgb) -> Rgb) -> Vec<Shade<'a>> {
    let paper = shade(paper(colors));
    let areas: Vec<(&str, Rgb)> =
        colors.iter().map(|(name, &color)| (name.as_str(), shade(color))).collect();
    let tints = areas.iter().map(|(_, area)| tint(*area, paper));
    let grounds: Vec<Rgb> = std::iter::once(paper).chain(tints).collect();
    areas
        .iter()
        .map(|&(name, area)| {
            let text = legible(area, &grounds);
            Shade { name, area, text, tint: tint(area, paper) }
        })
        .collect()
}

/// Whether text is legible wherever a sheet may put it, by day and by night (WCAG 2.1, 1.4.3): text
/// and ink on paper and on tints, and paper on the text colours.
pub fn is_legible(colors: &Colors) -> bool {
    let by_day = shades(colors, |color| color);
    [by_day, shades(colors, night)].iter().all(|shades| {
        let area = |name| shades.iter().find(|shade| shade.name == name).map(|shade| shade.area);
        let grounds = shades.iter().map(|shade| shade.tint).chain(area("paper"));
        let grounds: Vec<Rgb> = grounds.collect();
        let texts = shades.iter().map(|shade| shade.text).chain(area("ink"));
        let is_paper = |shade: &&Shade<'_>| shade.name != "paper";
        texts.into_iter().all(|text| super::palette::is_legible(text, &grounds))
            && shades
                .iter()
                .filter(is_paper)
                .all(|shade| area("paper").is_none_or(|paper| contrast(paper, shade.text) >= 4.5))
    })
}

/// Whether a sheet leaves sizes to the reader: lengths relative to the text, or percentages.
pub fn is_adaptable(sheet: &str) -> bool {
    let fixed = ["px", "pt", "mm", "cm", "in", "pc", "q"];
    let mut words = sheet.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '%'));
    !words.any(|word| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        unit.len() < word.len() && fixed.contains(&unit.to_ascii_lowercase().as_str())
    })
}

/// Whether a sheet takes all its colours from the theme and changes none.
pub fn has_no_colors(sheet: &str) -> bool {
    let own = ["#", "rgb(", "rgba(", "hsl(", "oklch(", "color-mix(", "opacity", "filter:"];
    !own.iter().any(|part| sheet.contains(part))
}

fn properties(shades: &[Shade<'_>]) -> String {
    let lines = shades.iter().map(|Shade { name, area, text, tint }| {
        let (name, area, text, tint) = (css_name(name), hex(*area), hex(*text), hex(*tint));
        format!("  --{name}: {area};\n  --{name}-text: {text};\n  --{name}-tint: {tint};\n")
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
    fn text_can_be_read_in_both_themes_by_day_and_by_night() {
        // The colours of theme.yml as the coated profile renders them.
        let colors = [
            ("paper", [255, 255, 255]),
            ("ink", [29, 29, 27]),
            ("soft", [112, 111, 111]),
            ("rule", [198, 198, 198]),
            ("banana", [248, 185, 0]),
            ("cinnabar", [216, 48, 38]),
            ("indigo", [24, 72, 126]),
        ];
        let mut colors: Colors =
            colors.into_iter().map(|(name, color)| (name.to_owned(), color)).collect();
        assert!(is_legible(&colors));
        colors.insert("ink".to_owned(), [150, 150, 150]);
        assert!(!is_legible(&colors), "grey ink is not legible");
    }

    #[test]
    fn a_sheet_with_sizes_or_colours_of_its_own_is_told() {
        assert!(is_adaptable("p { margin: 0 1.5em; max-height: 92vh; width: 100% }"));
        assert!(!is_adaptable("p { font-size: 12px }") && !is_adaptable("p { margin: 3PT }"));
        assert!(has_no_colors("p { color: var(--ink) }") && !has_no_colors("p { color: #777 }"));
    }

    #[test]
    fn names_from_a_theme_cannot_leave_their_place() {
        let colors = Colors::from([("a}*{x:url(http://b)".to_owned(), [1, 2, 3])]);
        let css = style(&colors, "");
        assert!(!css.contains("url(") && !css.contains("http:"));
        assert!(css.contains("--a---x-url-http---b-: #010203;"));
    }
}
