//! The theme of a layout: `theme.yml`, or another next to it named `theme-<name>.yml`.
//!
//! Colours are given in CMYK (%), as the press prints them; their RGB for screens is derived
//! through the press profile, never written by hand. The rest of a theme is for the templates,
//! which see it as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Project, document};
use neikan_base::diagnostic::{Finding, Findings, Place};

/// A process colour: cyan, magenta, yellow, black, each 0 to 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Color(pub [f64; 4]);

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The named colours.
    pub colors: BTreeMap<String, Color>,
    /// What large black areas are printed with, if it is not black ink alone.
    pub rich_black: Option<Color>,
    /// The faces: role to families; each character takes the first family that has it.
    pub faces: BTreeMap<String, Families>,
    /// The whole file as data.
    pub data: Value,
    /// The file it was read from, relative to the project.
    pub file: String,
}

/// The parts of a theme that the program itself reads.
#[derive(Deserialize, JsonSchema)]
struct Known {
    colors: BTreeMap<String, Color>,
    rich_black: Option<Color>,
    faces: BTreeMap<String, Families>,
}

/// The font families of a role, in the order in which they are tried; there is one at least. In
/// place of a family several may be named, of which the first that is there is taken: so a layout
/// asks for 仿宋 under every name that the office's own face may have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
pub struct Families(Vec<Vec<String>>);

/// How families are written: a name, or a list of names and of lists of names.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum Written {
    One(String),
    Many(#[schemars(length(min = 1))] Vec<Choice>),
}

/// A family, or some of which one is taken.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
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
        let theme = Self::parse(&source.text, &file, findings)?;
        findings.extend(theme.out_of_range(&file));
        Some(theme)
    }

    /// Parses a theme from the text of a file; adds findings and returns nothing if it is not one.
    pub fn parse(text: &str, file: &str, findings: &mut Findings) -> Option<Self> {
        let data = document::read::<Value>(text, file, 0, findings)?.value;
        let known = document::read::<Known>(text, file, 0, findings)?.value;
        let Known { colors, rich_black, faces } = known;
        Some(Self { colors, rich_black, faces, data, file: file.to_owned() })
    }

    /// Whether any role uses a family.
    pub fn names(&self, family: &str) -> bool {
        let named =
            |families: &Families| families.names().any(|name| name.eq_ignore_ascii_case(family));
        self.faces.values().any(named)
    }

    fn out_of_range(&self, file: &str) -> Vec<Finding> {
        let rich = self.rich_black.iter().map(|color| ("rich_black", color));
        let named = self.colors.iter().map(|(name, color)| (name.as_str(), color));
        let wrong = named
            .chain(rich)
            .filter(|(_, color)| color.0.iter().any(|part| !(0.0..=100.0).contains(part)));
        wrong
            .map(|(name, _)| Finding::stop("color-range").at(Place::file(file)).with("color", name))
            .collect()
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
}
