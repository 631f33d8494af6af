//! Amounts of ink, for a colour and for a picture.

use crate::inspect::Space;

/// What plates are called that are no colours: varnish, dies, white ink.
const NAMES: [&str; 21] = [
    "varnish", "lack", "coating", "gloss", "uv", "emboss", "foil", "die", "dieline", "cut",
    "cutter", "crease", "fold", "perf", "white", "上光", "过油", "局部", "模切", "刀版", "白墨",
];

/// An amount of ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    /// The family of the colour space in which it was given.
    pub space: Space,
    /// Cyan, magenta, yellow, black; 0 to 1.
    pub process: [f64; 4],
    /// The sum of all other inks.
    pub spots: f64,
    /// How many other inks there are.
    pub spot_count: usize,
    /// Whether it is on every plate (the colorant All).
    pub registration: bool,
    /// Whether the amounts are known; for RGB, say, they are not.
    pub known: bool,
}

impl Ink {
    /// Black ink, the initial colour of a page.
    pub const BLACK: Self = Self::process(Space::DeviceGray, [0.0, 0.0, 0.0, 1.0]);

    /// The four inks.
    pub const fn process(space: Space, process: [f64; 4]) -> Self {
        Self { space, process, spots: 0.0, spot_count: 0, registration: false, known: true }
    }

    /// A colour whose inks are unknown.
    pub const fn unknown(space: Space) -> Self {
        Self { known: false, ..Self::process(space, [0.0; 4]) }
    }

    /// The total of all inks, percent.
    pub fn total(&self) -> f64 {
        (self.process.iter().sum::<f64>() + self.spots) * 100.0
    }

    /// Whether it is known to have no ink.
    pub fn is_white(&self) -> bool {
        self.known && self.total() < 0.5
    }

    /// Whether it is full black ink and nothing else.
    pub fn is_black(&self) -> bool {
        let [c, m, y, k] = self.process;
        self.known && k > 0.995 && c + m + y + self.spots < 0.005 && !self.registration
    }

    /// The number of plates it takes.
    pub fn plates(&self) -> usize {
        self.process.iter().filter(|&&part| part > 0.005).count() + self.spot_count
    }
}

/// The ink of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureInk {
    /// The most ink on a single pixel, percent.
    pub most: f64,
    /// The share of pixels over the limit, 0 to 1.
    pub over: f64,
    /// Where the pixel with the most ink is: from the left and from the top, each 0 to 1.
    pub at: [f64; 2],
}

/// Whether a plate is no colour, by the words of its name in lower case; those of Chinese have no
/// spaces between them.
pub fn is_finish(name: &str) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    NAMES.iter().any(|own| if own.is_ascii() { words.contains(own) } else { name.contains(own) })
}
