//! The theme of a layout: `theme.yml`, or another next to it named `theme-<name>.yml`.
//!
//! Colours are given in CMYK (%), as the press prints them; their RGB for screens is derived
//! through the press profile, never written by hand. The rest of a theme is for the templates,
//! which see it as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::inks::{Color, Inks, Said};
use super::{Places, Project, document};
use neikan_base::diagnostic::{Finding, Findings};

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The named colours; those of a spot ink as it is shown where it is not there, and all others in
    /// black if that is the only ink of the press.
    pub colors: BTreeMap<String, Color>,
    /// What large black areas are printed with, if it is not black ink alone.
    pub rich_black: Option<Color>,
    /// The inks that it is printed with.
    pub inks: Inks,
    /// The faces: role to families; each character takes the first family that has it.
    pub faces: BTreeMap<String, Families>,
    /// The whole file as data.
    pub data: Value,
    /// The file it was read from, relative to the project.
    pub file: String,
    /// Where its values are.
    pub places: Places,
}

/// The parts of a theme that the program itself reads.
#[derive(Deserialize, JsonSchema)]
pub struct ThemeFile {
    colors: BTreeMap<String, Color>,
    rich_black: Option<Color>,
    faces: BTreeMap<String, Families>,
    #[serde(flatten)]
    said: Said,
}

/// The font families of a role, in the order in which they are tried; there is one at least. In
/// place of a family several may be named, of which the first that is there is taken: so a layout
/// asks for 仿宋 under every name that the office's own face may have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
#[schemars(inline)]
pub struct Families(Vec<Vec<String>>);

/// How families are written: a name, or a list of names and of lists of names.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum Written {
    One(String),
    Many(#[schemars(length(min = 1))] Vec<Choice>),
}

/// A family, or some of which one is taken.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum Choice {
    One(String),
    Any(#[schemars(length(min = 1))] Vec<String>),
}

impl TryFrom<Written> for Families {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let choice = |choice: Choice| match choice {
            Choice::One(name) => vec![name],
            Choice::Any(names) => names,
        };
        let choices: Vec<Vec<String>> = match written {
            Written::One(name) => vec![vec![name]],
            Written::Many(names) => names.into_iter().map(choice).collect(),
        };
        if choices.is_empty() || choices.iter().any(Vec::is_empty) {
            return Err("faces: a role names no font family");
        }
        Ok(Self(choices))
    }
}

impl Families {
    /// All names, each family under all that it may have.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().flatten()
    }

    /// The families, each as the names of which the first that is there is taken.
    pub fn choices(&self) -> &[Vec<String>] {
        &self.0
    }

    /// The families with the faces that are there: of several names the first that is one of theirs;
    /// a family under one name stays, there or not.
    pub fn taken(&self, has: impl Fn(&str) -> bool) -> Vec<String> {
        let one = |names: &Vec<String>| match names.as_slice() {
            [only] => Some(only.clone()),
            any => any.iter().find(|name| has(name)).cloned(),
        };
        self.0.iter().filter_map(one).collect()
    }
}

impl Theme {
    /// Reads a theme of a layout, the one named or `theme.yml`; adds a finding and returns nothing
    /// if the file is missing or is not a theme.
    pub fn load(
        project: &Project,
        layout: &str,
        name: Option<&str>,
        findings: &mut Findings,
    ) -> Option<Self> {
        let path = project.layout_file(layout, &file_name(name));
        let file = project.show(&path);
        let source = project.read_text(&path, findings)?;
        Self::parse(&source.text, &file, findings)
    }

    /// Parses a theme from the text of a file; adds findings and returns nothing if it is not one.
    pub fn parse(text: &str, file: &str, findings: &mut Findings) -> Option<Self> {
        let data = document::read::<Value>(text, file, 0, findings)?.value;
        let document = document::read::<ThemeFile>(text, file, 0, findings)?;
        let (known, places) = (document.value, document.places);
        findings.extend(known.out_of_range(&places));
        findings.extend(known.said.faults(&known.colors, &places));
        let inks = known.said.inks();
        let shown = |(name, color): (&String, &Color)| (name.clone(), inks.shown(name, *color));
        Some(Self {
            colors: known.colors.iter().map(shown).collect(),
            rich_black: known.rich_black.filter(|_| !inks.black_only),
            inks,
            faces: known.faces,
            data,
            file: file.to_owned(),
            places,
        })
    }

    /// Whether any role uses a family.
    pub fn names(&self, family: &str) -> bool {
        let named =
            |families: &Families| families.names().any(|name| name.eq_ignore_ascii_case(family));
        self.faces.values().any(named)
    }
}

impl ThemeFile {
    fn out_of_range(&self, places: &Places) -> Vec<Finding> {
        let rich = self.rich_black.iter().map(|color| ("rich_black", "/rich_black".into(), color));
        let named = self.colors.iter();
        let named = named.map(|(name, color)| (name.as_str(), format!("/colors/{name}"), color));
        let wrong = named.chain(rich).filter(|(.., color)| !color.is_percent());
        let finding = |name: &str, pointer: &str| {
            Finding::stop("color-range").at(places.value(pointer)).with("color", name)
        };
        wrong.map(|(name, pointer, _)| finding(name, &pointer)).collect()
    }
}

/// The file of the theme with this name, or of the default one.
pub fn file_name(name: Option<&str>) -> String {
    name.map_or_else(|| "theme.yml".to_owned(), |name| format!("theme-{name}.yml"))
}

/// The theme files of a layout's folder, sorted.
pub fn files(project: &Project, layout: &str) -> Vec<String> {
    let is_theme =
        |name: &String| name == "theme.yml" || name.starts_with("theme-") && name.ends_with(".yml");
    let inner = project.layout_paths(layout).into_iter().map(|(inner, _)| inner);
    inner.filter(is_theme).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_names_one_family_or_a_list() {
        let read = |faces: &str| {
            let text = format!("{{colors: {{}}, faces: {faces}}}");
            Theme::parse(&text, "theme.yml", &mut Findings::default())
        };
        let theme = read("{song: A, hei: [B, C]}").unwrap();
        assert_eq!(theme.faces["song"].choices(), [["A"]]);
        assert_eq!(theme.faces["hei"].choices(), [["B"], ["C"]]);
        assert!(theme.names("c") && !theme.names("D"));
        let theme = read("{fang: [[A, B], C]}").unwrap();
        let taken = |there: &str| theme.faces["fang"].taken(|name| there.contains(name));
        assert_eq!(
            (taken("AB"), taken("B")),
            (vec!["A".into(), "C".into()], vec!["B".into(), "C".into()])
        );
        assert_eq!(taken(""), ["C"]);
        for wrong in ["{song: []}", "{song: 3}", "{song: {a: b}}", "{song: [[]]}"] {
            assert!(read(wrong).is_none(), "{wrong}");
        }
    }

    /// The rules broken by a theme, each with its line.
    fn broken(text: &str) -> Vec<(&'static str, usize)> {
        let mut findings = Findings::default();
        let theme = format!(
            "colors: {{paper: [0, 0, 0, 0], ink: [0, 0, 0, 100], red: [0, 90, 90, 0]}}\nfaces: {{}}\n{text}"
        );
        drop(Theme::parse(&theme, "theme.yml", &mut findings));
        let mut found: Vec<_> =
            findings.iter().map(|own| (own.rule, own.place.as_ref().unwrap().line)).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn what_cannot_be_printed_is_told_with_its_line() {
        let sound = "spot:\n  red:\n    ink: PANTONE 485 C\n    cmyk: [0, 95, 100, 0]\n    roles: {red: 100}\n";
        assert!(broken(sound).is_empty(), "{:?}", broken(sound));
        assert!(broken(&format!("{sound}plates: [K, red]\nduotone: red\n")).is_empty());
        assert!(broken("plates: [K]\n").is_empty());
        assert!(broken(&format!("{sound}plates: [C, M, Y, K, red]\n")).is_empty());
        for (text, rule, line) in [
            ("spot:\n  red: {ink: A, cmyk: [0, 0, 0, 1], roles: {reed: 100}}\n", "spot-role", 4),
            ("spot:\n  red: {ink: A, cmyk: [0, 0, 0, 1], roles: {paper: 100}}\n", "spot-role", 4),
            ("spot:\n  red: {ink: A, cmyk: [0, 0, 0, 1], roles: {red: 101}}\n", "spot-tint", 4),
            ("spot:\n  red: {ink: A, cmyk: [0, 0, 0, 1], roles: {red: .nan}}\n", "type-number", 4),
            ("spot:\n  red: {ink: \"A\\u0007\", cmyk: [0, 0, 0, 1]}\n", "spot-name", 4),
            ("spot:\n  red: {ink: Black, cmyk: [0, 0, 0, 1]}\n", "spot-name", 4),
            ("spot:\n  red: {ink: None, cmyk: [0, 0, 0, 1]}\n", "spot-name", 4),
            ("spot:\n  red: {ink: A, cmyk: [0, 0, 0, 101]}\n", "color-range", 4),
            ("spot:\n  red: {ink: A, cmyk: [0, 0, 0]}\n", "list-length", 4),
            ("spot:\n  red: {ink: A}\n", "key-missing", 4),
            ("spot:\n  Red A: {ink: A, cmyk: [0, 0, 0, 1]}\n", "form-id", 4),
            ("spot:\n  a: {ink: A, cmyk: [0, 0, 0, 1], pictures: true}\n", "spot-pictures", 4),
            (
                "spot:\n  a: {ink: A, cmyk: [0, 0, 0, 1]}\n  b: {ink: a, cmyk: [0, 0, 0, 1]}\n",
                "spot-twice",
                5,
            ),
            (
                "spot:\n  a: {ink: A, cmyk: [0, 0, 0, 1]}\n  b: {ink: B, cmyk: [0, 0, 0, 1]}\n  v: {ink: V, kind: varnish}\n",
                "spot-many",
                3,
            ),
            ("plates: [K, red]\n", "plates-unknown", 3),
            ("plates: [K, K]\n", "plates-twice", 3),
            ("plates: [C, K]\n", "plates-process", 3),
            ("spot:\n  a: {ink: A, cmyk: [0, 0, 0, 1]}\nplates: [K]\n", "plates-spot", 4),
            ("duotone: red\n", "duotone-spot", 3),
        ] {
            assert_eq!(broken(text), [(rule, line)], "{text}");
        }
    }

    #[test]
    fn roles_are_shown_in_the_alternate_colour() {
        let text = "{colors: {a: [0, 90, 90, 0], a-small: [0, 100, 100, 0], b: [50, 0, 50, 0]}, faces: {}, \
                    spot: {red: {ink: R, cmyk: [0, 80, 100, 0], roles: {a: 50}}}, plates: [K, red]}";
        let mut findings = Findings::default();
        let theme = Theme::parse(text, "theme.yml", &mut findings).unwrap();
        assert_eq!(theme.colors["a"].0, [0.0, 40.0, 50.0, 0.0]);
        assert_eq!(theme.colors["a-small"].0, [0.0, 40.0, 50.0, 0.0]);
        assert_eq!(theme.colors["b"].0, [0.0, 0.0, 0.0, 20.5]);
    }
}
