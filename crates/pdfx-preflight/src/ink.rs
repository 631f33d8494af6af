//! Amounts of ink, for a colour and for a picture.

use crate::inspect::Space;

/// What plates are called that are no colours: varnish, dies, white ink.
const NAMES: [&str; 21] = [
    "varnish", "lack", "coating", "gloss", "uv", "emboss", "foil", "die", "dieline", "cut",
    "cutter", "crease", "fold", "perf", "white", "上光", "过油", "局部", "模切", "刀版", "白墨",
];

/// Takes cyan, magenta and yellow off a pixel in proportion until its inks are within a limit, in 255ths
/// of one ink; black stays.
#[inline]
pub fn lighten(pixel: &mut [u8; 4], most: u32) {
    let [c, m, y, k] = pixel.map(u32::from);
    let colored = c + m + y;
    if colored + k > most && colored > 0 {
        let allowed = most.saturating_sub(k);
        for (part, value) in pixel.iter_mut().zip([c, m, y]) {
            *part = (value * allowed / colored) as u8;
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_beyond_the_limit_is_taken_off_the_colours() {
        let mut pixel = [255, 200, 100, 255];
        lighten(&mut pixel, 3 * 255);
        assert_eq!(pixel[3], 255);
        let sum: u32 = pixel.iter().map(|&part| u32::from(part)).sum();
        assert!((750..=765).contains(&sum) && pixel[0] > pixel[1] && pixel[1] > pixel[2]);
        let mut light = [10, 20, 30, 40];
        lighten(&mut light, 3 * 255);
        assert_eq!(light, [10, 20, 30, 40]);
    }
}
