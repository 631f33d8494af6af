//! The theme of a layout: `theme.yml`.
//!
//! Colours are named in CMYK (%), as the press prints them; their RGB for screens is derived
//! through the press profile, never written by hand. What else a theme says is for the
//! templates, which see it as it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Project, read_text};
use crate::diagnostic::{Finding, Findings, Place};

/// A process colour: cyan, magenta, yellow, black, each 0 to 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Color(pub [f64; 4]);

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The named colours.
    pub colors: BTreeMap<String, Color>,
    /// The faces: role to family.
    pub faces: BTreeMap<String, String>,
    /// The whole file as data.
    pub data: Value,
}

/// The parts of a theme that the program itself reads.
#[derive(Deserialize)]
struct Known {
    colors: BTreeMap<String, Color>,
    faces: BTreeMap<String, String>,
}

impl Theme {
    /// Reads the theme of a layout.
    pub fn load(project: &Project, layout: &str, findings: &mut Findings) -> Option<Self> {
        let path = project.layout(layout).join("theme.yml");
        let file = project.show(&path);
        let source = read_text(&path, &file, findings)?;
        match Self::parse(&source.text) {
            Ok(theme) => {
                findings.extend(theme.out_of_range(&file));
                Some(theme)
            }
            Err(error) => {
                let location = error.location();
                let place = location.map_or(Place::file(&file), |location| {
                    Place::at(&file, location.line(), location.column())
                });
                findings.push(Finding::stop("yaml-syntax").at(place).with("reason", error));
                None
            }
        }
    }

    /// Takes a theme from its text.
    ///
    /// # Errors
    /// What serde_yaml says of a text that is no theme.
    pub fn parse(text: &str) -> Result<Self, serde_yaml::Error> {
        let data: Value = serde_yaml::from_str(text)?;
        let known: Known = serde_yaml::from_str(text)?;
        Ok(Self { colors: known.colors, faces: known.faces, data })
    }

    fn out_of_range(&self, file: &str) -> Vec<Finding> {
        let wrong = self
            .colors
            .iter()
            .filter(|(_, color)| color.0.iter().any(|part| !(0.0..=100.0).contains(part)));
        wrong
            .map(|(name, _)| Finding::stop("color-range").at(Place::file(file)).with("color", name))
            .collect()
    }
}
