//! The inks of a theme: spot inks beside the four of the press or in their place (`spot`, `plates`,
//! `duotone` in `theme.yml`).
//!
//! A spot ink takes the place of colours of the theme, its roles; a varnish lies on top of what is
//! printed. An issue whose `plates` are black and a spot ink, or black alone, has all its other colours
//! in tints of black.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Places;
use neikan_base::diagnostic::{Finding, Place};

/// The most spot inks: print units have four, five or six works.
const MOST: usize = 2;
/// The longest name of an ink, bytes: that of a name in a PDF (ISO 32000-1, table C.1).
const LONGEST: usize = 127;
/// How `plates` calls the inks of the press.
const PROCESS: [&str; 4] = ["C", "M", "Y", "K"];
/// Names that mean something else in a PDF, in lower case: inks of the press, all of them, none.
const TAKEN: [&str; 12] = [
    "cyan",
    "magenta",
    "yellow",
    "black",
    "key",
    "c",
    "m",
    "y",
    "k",
    "all",
    "none",
    "registration",
];
/// The colour that stays paper.
const PAPER: &str = "paper";
/// The ending of the name of a colour that small letters have in place of another.
const SMALL: &str = "-small";

/// A process colour: cyan, magenta, yellow, black, each 0 to 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Color(pub [f64; 4]);

/// What a spot ink is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum SpotKind {
    /// A mixed ink: it knocks out what is below, and has tints.
    #[default]
    Ink,
    /// A metallic ink: as an ink, but opaque.
    Gold,
    /// A varnish: it lies on top, leaves the inks below as they are and is no colour.
    Varnish,
}

/// A spot ink as it is written.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SpotInk")]
pub(super) struct Written {
    /// Its name, as the print shop knows it.
    #[schemars(length(min = 1))]
    ink: String,
    /// The colour that shows it where it is not there: on screens and proofs, in percent.
    cmyk: Option<Color>,
    /// What it is.
    #[serde(default)]
    kind: SpotKind,
    /// The colours of the theme that it replaces, each with its tint in percent; those that a
    /// varnish lies on.
    #[serde(default)]
    roles: BTreeMap<String, f64>,
    /// Whether a varnish lies on the pictures of the cover.
    #[serde(default)]
    pictures: bool,
}

/// The parts of a theme that say what is printed with.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(super) struct Said {
    /// The spot inks.
    #[serde(default)]
    pub(super) spot: BTreeMap<String, Written>,
    /// The plates: `K` or `C M Y K`, and spot inks; all if nothing is said.
    #[schemars(length(min = 1))]
    plates: Option<Vec<String>>,
    /// The spot ink that pictures have beside black.
    duotone: Option<String>,
}

/// A spot ink.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// How the theme calls it.
    pub key: String,
    /// Its name, as the print shop knows it.
    pub ink: String,
    /// The colour that shows it where it is not there, in percent.
    pub cmyk: Color,
    /// What it is.
    pub kind: SpotKind,
    /// The colours of the theme that it replaces, or that a varnish lies on, each with its tint in
    /// percent.
    pub roles: BTreeMap<String, f64>,
    /// Whether a varnish lies on the pictures of the cover.
    pub pictures: bool,
}

/// The inks of a theme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inks {
    /// The spot inks.
    pub spots: Vec<Spot>,
    /// Whether black is the only ink of the press that is used.
    pub black_only: bool,
    /// The name of the spot ink that pictures have beside black.
    pub duotone: Option<String>,
}

impl Inks {
    /// The spot ink that replaces a colour of the theme, and its tint in percent.
    pub fn of_role(&self, role: &str) -> Option<(&Spot, f64)> {
        let inks = self.spots.iter().filter(|spot| spot.kind != SpotKind::Varnish);
        inks.clone().find_map(|spot| Some((spot, *spot.roles.get(role)?))).or_else(|| {
            let whole = role.strip_suffix(SMALL)?;
            inks.clone().find_map(|spot| Some((spot, *spot.roles.get(whole)?)))
        })
    }

    /// The varnishes.
    pub fn varnishes(&self) -> impl Iterator<Item = &Spot> {
        self.spots.iter().filter(|spot| spot.kind == SpotKind::Varnish)
    }

    /// A colour of the theme, in the inks that show it: of a spot ink the alternate colour.
    pub(super) fn shown(&self, role: &str, color: Color) -> Color {
        match self.of_role(role) {
            Some((spot, tint)) => Color(spot.cmyk.0.map(|part| part * tint / 100.0)),
            None if self.black_only => color.in_black(),
            None => color,
        }
    }
}

impl Color {
    /// Whether all four are from 0 to 100 %.
    pub(super) fn is_percent(self) -> bool {
        self.0.iter().all(|part| (0.0..=100.0).contains(part))
    }

    /// The tint of black that is as dark (ISO 32000-1, 10.3.5).
    pub fn in_black(self) -> Self {
        let [c, m, y, k] = self.0;
        let dark = (0.3 * c + 0.59 * m + 0.11 * y + k).min(100.0);
        Self([0.0, 0.0, 0.0, (dark * 10.0).round() / 10.0])
    }
}

impl Said {
    /// The inks, whatever is wrong with them.
    pub(super) fn inks(&self) -> Inks {
        let spot = |(key, own): (&String, &Written)| Spot {
            key: key.clone(),
            ink: own.ink.clone(),
            cmyk: own.cmyk.unwrap_or(Color([0.0; 4])),
            kind: own.kind,
            roles: own.roles.clone(),
            pictures: own.pictures || own.kind == SpotKind::Varnish && own.roles.is_empty(),
        };
        let black_only = self.plates.as_ref().is_some_and(|plates| {
            !plates.iter().any(|plate| ["C", "M", "Y"].contains(&plate.as_str()))
        });
        let duotone = self.duotone.as_ref().and_then(|key| self.spot.get(key));
        Inks {
            spots: self.spot.iter().map(spot).collect(),
            black_only,
            duotone: duotone.map(|own| own.ink.clone()),
        }
    }

    /// Everything that is wrong with them; `colors` are those of the theme.
    pub(super) fn faults(&self, colors: &BTreeMap<String, Color>, places: &Places) -> Vec<Finding> {
        let mut faults = Faults { said: self, colors, places, found: Vec::new() };
        faults.count();
        self.spot.iter().for_each(|(key, own)| faults.spot(key, own));
        faults.names();
        faults.roles();
        faults.plates();
        faults.duotone();
        faults.found
    }
}

/// What is wrong with the inks of a theme.
struct Faults<'a> {
    said: &'a Said,
    colors: &'a BTreeMap<String, Color>,
    places: &'a Places,
    found: Vec<Finding>,
}

impl Faults<'_> {
    fn at(&self, pointer: &str) -> Place {
        self.places.value(pointer)
    }

    fn add(&mut self, rule: &'static str, place: Place, values: &[(&'static str, String)]) {
        let finding = Finding::stop(rule).at(place);
        let finding = values.iter().fold(finding, |own, (name, value)| own.with(name, value));
        self.found.push(finding);
    }

    fn count(&mut self) {
        let count = self.said.spot.len();
        if count > MOST {
            let values = [("count", count.to_string()), ("limit", MOST.to_string())];
            self.add("spot-many", self.places.key("/spot"), &values);
        }
    }

    /// What is wrong with a spot ink by itself.
    fn spot(&mut self, key: &str, own: &Written) {
        let pointer = format!("/spot/{key}");
        if !key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            let place = self.places.key(&pointer);
            self.add("form-id", place, &[("value", key.escape_debug().to_string())]);
        }
        let folded = folded(&own.ink);
        let plain =
            own.ink.chars().all(is_seen) && own.ink.trim() == own.ink && own.ink.len() <= LONGEST;
        if !plain || folded.is_empty() || TAKEN.contains(&folded.as_str()) {
            let short: String = own.ink.chars().take(LONGEST).collect();
            let values = [("name", short.escape_debug().to_string())];
            self.add("spot-name", self.at(&format!("{pointer}/ink")), &values);
        }
        match own.cmyk {
            Some(color) if !color.is_percent() => {
                let place = self.at(&format!("{pointer}/cmyk"));
                self.add("color-range", place, &[("color", key.to_owned())]);
            }
            None if own.kind != SpotKind::Varnish => {
                let values = [("key", "cmyk".to_owned())];
                self.add("key-missing", self.places.key(&pointer), &values);
            }
            _ => {}
        }
        if own.pictures && own.kind != SpotKind::Varnish {
            let place = self.places.key(&format!("{pointer}/pictures"));
            self.add("spot-pictures", place, &[("spot", key.to_owned())]);
        }
        for (role, tint) in &own.roles {
            let place = self.places.key(&format!("{pointer}/roles/{role}"));
            if role == PAPER || !self.colors.contains_key(role) {
                let known = self.colors.keys().filter(|name| *name != PAPER);
                let known = known.cloned().collect::<Vec<_>>().join(", ");
                let values = [("role", role.escape_debug().to_string()), ("known", known)];
                self.add("spot-role", place, &values);
            } else if !(0.0..=100.0).contains(tint) || *tint == 0.0 {
                let values = [("role", role.clone()), ("tint", tint.to_string())];
                self.add("spot-tint", place, &values);
            }
        }
    }

    /// Two spot inks with one name.
    fn names(&mut self) {
        let mut seen = BTreeSet::new();
        for (key, own) in &self.said.spot {
            if !seen.insert(folded(&own.ink)) {
                let values = [("name", own.ink.escape_debug().to_string())];
                self.add("spot-twice", self.at(&format!("/spot/{key}/ink")), &values);
            }
        }
    }

    /// Colours that two spot inks replace.
    fn roles(&mut self) {
        let mut seen = BTreeSet::new();
        let inks = self.said.spot.iter().filter(|(_, own)| own.kind != SpotKind::Varnish);
        for (key, own) in inks {
            for role in own.roles.keys().filter(|role| !seen.insert((*role).clone())) {
                let place = self.places.key(&format!("/spot/{key}/roles/{role}"));
                self.add("spot-role-twice", place, &[("role", role.escape_debug().to_string())]);
            }
        }
    }

    fn plates(&mut self) {
        let Some(plates) = &self.said.plates else { return };
        let mut seen = BTreeSet::new();
        for (index, plate) in plates.iter().enumerate() {
            let place = self.at(&format!("/plates/{index}"));
            let values = [("plate", plate.escape_debug().to_string())];
            if !seen.insert(plate.as_str()) {
                self.add("plates-twice", place, &values);
            } else if !PROCESS.contains(&plate.as_str()) && !self.said.spot.contains_key(plate) {
                let known = PROCESS.iter().map(|own| (*own).to_owned());
                let known = known.chain(self.said.spot.keys().cloned()).collect::<Vec<_>>();
                let [plate] = values;
                self.add("plates-unknown", place, &[plate, ("known", known.join(", "))]);
            }
        }
        let process = PROCESS.iter().filter(|own| seen.contains(*own)).count();
        if !seen.contains("K") || !matches!(process, 1 | 4) {
            self.add("plates-process", self.places.key("/plates"), &[]);
        }
        for key in self.said.spot.keys().filter(|key| !seen.contains(key.as_str())) {
            let place = self.places.key(&format!("/spot/{key}"));
            self.add("plates-spot", place, &[("spot", key.clone())]);
        }
    }

    fn duotone(&mut self) {
        let Some(key) = &self.said.duotone else { return };
        let ink = self.said.spot.get(key).is_some_and(|own| own.kind != SpotKind::Varnish);
        if !ink || !self.said.inks().black_only {
            let values = [("spot", key.escape_debug().to_string())];
            self.add("duotone-spot", self.at("/duotone"), &values);
        }
    }
}

/// A name of an ink, without case and spaces, and with the plain forms of letters and digits.
fn folded(name: &str) -> String {
    let plain = |c: char| hanzi::look_alikes::narrow(c).unwrap_or(c);
    name.chars().filter(|c| !c.is_whitespace()).map(plain).flat_map(char::to_lowercase).collect()
}

/// Whether a character can be seen, or is a space: names that only differ in others would be two plates
/// that nobody can tell apart.
fn is_seen(c: char) -> bool {
    let special = ('\u{fff0}'..='\u{fffb}').contains(&c);
    !c.is_control() && !special && !hanzi::folding::is_hidden(c)
}
