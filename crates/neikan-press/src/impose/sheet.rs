//! Sheets of paper: the usual formats and their fractions.

use std::str::FromStr;

/// Named formats, mm: ISO 216 and ISO 217.
const NAMED: [(&str, f64, f64); 22] = [
    ("A0", 841.0, 1189.0),
    ("A1", 594.0, 841.0),
    ("A2", 420.0, 594.0),
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("B0", 1000.0, 1414.0),
    ("B1", 707.0, 1000.0),
    ("B2", 500.0, 707.0),
    ("B3", 353.0, 500.0),
    ("B4", 250.0, 353.0),
    ("B5", 176.0, 250.0),
    ("RA0", 860.0, 1220.0),
    ("RA1", 610.0, 860.0),
    ("RA2", 430.0, 610.0),
    ("RA3", 305.0, 430.0),
    ("RA4", 215.0, 305.0),
    ("SRA0", 900.0, 1280.0),
    ("SRA1", 640.0, 900.0),
    ("SRA2", 450.0, 640.0),
    ("SRA3", 320.0, 450.0),
    ("SRA4", 225.0, 320.0),
];
/// How many parts a sheet may be cut into.
const PARTS: [u32; 8] = [1, 2, 3, 4, 6, 8, 12, 16];
/// The shortest and the longest edge of a sheet, mm.
const EDGES: std::ops::RangeInclusive<f64> = 100.0..=3000.0;

/// A sheet as it lies on the press: usually the grippers hold its long edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// The edge at the grippers, mm.
    pub width: f64,
    /// The other edge, mm.
    pub height: f64,
}

impl Sheet {
    /// A sheet with its two edges in either order, mm.
    pub fn new(one: f64, other: f64) -> Self {
        Self { width: one.max(other), height: one.min(other) }
    }

    /// The sheet with its other edge at the grippers.
    pub fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }

    /// What remains when the sheet is cut into equal parts, across its long edge each time.
    fn part(self, parts: u32) -> Self {
        match (parts % 3, parts % 2) {
            (0, _) => Self::new(self.width / 3.0, self.height).part(parts / 3),
            (_, 0) => Self::new(self.width / 2.0, self.height).part(parts / 2),
            _ => self,
        }
    }
}

impl FromStr for Sheet {
    type Err = ();

    /// Parses `A3`, `787x1092` or `889x1194/2`; edges in mm.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (format, parts) = text.split_once('/').unwrap_or((text, "1"));
        let parts: u32 = parts.trim().parse().map_err(|_| ())?;
        let format = format.trim();
        let named = NAMED.iter().find(|(name, ..)| name.eq_ignore_ascii_case(format));
        let whole = match named {
            Some(&(_, one, other)) => Self::new(one, other),
            None => {
                let (one, other) = format.split_once(['x', 'X', '\u{d7}', '*']).ok_or(())?;
                let edge = |text: &str| match text.trim().parse::<f64>() {
                    Ok(edge) if edge.is_finite() => Ok(edge),
                    _ => Err(()),
                };
                Self::new(edge(one)?, edge(other)?)
            }
        };
        let sheet = if PARTS.contains(&parts) { whole.part(parts) } else { return Err(()) };
        let usable = EDGES.contains(&sheet.width) && EDGES.contains(&sheet.height);
        if usable { Ok(sheet) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_formats_and_fractions() {
        for (text, width, height) in [
            ("A3", 420.0, 297.0),
            ("sra3", 450.0, 320.0),
            ("787x1092", 1092.0, 787.0),
            ("787x1092/2", 787.0, 546.0),
            ("787x1092/4", 546.0, 393.5),
            ("889\u{d7}1194/2", 889.0, 597.0),
            ("900*600/3", 600.0, 300.0),
            ("320 x 460.5", 460.5, 320.0),
        ] {
            assert_eq!(text.parse(), Ok(Sheet { width, height }), "{text}");
        }
        for text in
            ["", "A9", "787", "787x", "787x1092/5", "787x1092/0", "NaNx200", "-3x200", "9x9"]
        {
            assert_eq!(text.parse::<Sheet>(), Err(()), "{text}");
        }
    }
}
