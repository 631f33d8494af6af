//! Paper and plates: which full sheet an issue is cut from, how many of them the run takes, and how
//! many plates are needed.
//!
//! 开数 is the number of pieces of the trim size that a full sheet yields. 印张 is a half sheet printed
//! on both sides: as many pages as the 开数, so an issue has pages ÷ 开数 of them. 令 is 500 full
//! sheets, or 1000 印张. This is how the Chinese trade counts, and how the 版权页 of books state their
//! 开本 and 印张.

use serde::Serialize;

use neikan_press::profile::{Paper, PressProfile, Sheet};

/// Half sheets in a ream: 500 full sheets.
const HALVES: f64 = 1000.0;
/// Full sheets in a ream.
const REAM: f64 = 500.0;
/// A standard full sheet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stock {
    /// Its name: `regular` (正度), `large` (大度), `a` (the A series), `own` (from the profile).
    pub name: &'static str,
    /// The short side, mm.
    pub width: f64,
    /// The long side, mm.
    pub height: f64,
}

/// The full sheets that print shops usually stock: 正度 and 大度, and the sheet of the A series (GB/T
/// 788-1999).
const STOCKS: [Stock; 3] = [
    Stock { name: "regular", width: 787.0, height: 1092.0 },
    Stock { name: "large", width: 889.0, height: 1194.0 },
    Stock { name: "a", width: 890.0, height: 1240.0 },
];

/// The sheet that pieces are cut from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cut {
    /// The full sheet.
    pub stock: Stock,
    /// 开数: the number of pieces it yields.
    pub pieces: usize,
}

impl Cut {
    /// The sheet for folded pages of a trim size, mm: halved repeatedly, with room on each piece
    /// for the bleed at head, foot and fore-edge. Of several sheets, the one that wastes the least.
    pub fn folded(profile: &PressProfile, [width, height]: [f64; 2], bleed: f64) -> Option<Self> {
        let wanted = [width + bleed, height + 2.0 * bleed];
        best(profile, |stock| {
            let cuts = (1..=7).map(|times| (1 << times, halved(stock, times)));
            cuts.filter(|&(_, piece)| fits(wanted, piece)).map(|(pieces, _)| pieces).max()
        })
    }

    /// The sheet for flat pieces of a size with bleed, mm, arranged in rows in either direction.
    pub fn flat(profile: &PressProfile, [width, height]: [f64; 2]) -> Option<Self> {
        best(profile, |stock| {
            let along = |side: f64, piece: f64| (side / piece).floor() as usize;
            let upright = along(stock.width, width) * along(stock.height, height);
            let turned = along(stock.width, height) * along(stock.height, width);
            Some(upright.max(turned)).filter(|&pieces| pieces > 0)
        })
    }
}

/// The sheet with the least paper per piece.
fn best(profile: &PressProfile, pieces: impl Fn(Stock) -> Option<usize>) -> Option<Cut> {
    let own = profile.sheet.map(|Sheet { width, height }| [Stock { name: "own", width, height }]);
    let stocks = own.as_ref().map_or(STOCKS.as_slice(), |own| own.as_slice());
    let cuts = stocks.iter().filter_map(|&stock| Some(Cut { stock, pieces: pieces(stock)? }));
    let each = |cut: &Cut| cut.stock.width * cut.stock.height / cut.pieces as f64;
    cuts.min_by(|a, b| each(a).total_cmp(&each(b)))
}

/// The sides of a sheet that was halved across its long side this many times.
fn halved(stock: Stock, times: u32) -> [f64; 2] {
    (0..times).fold([stock.width, stock.height], |sides, _| {
        let [short, long] = sorted(sides);
        [short, long / 2.0]
    })
}

fn fits(wanted: [f64; 2], piece: [f64; 2]) -> bool {
    let ([short, long], [width, height]) = (sorted(wanted), sorted(piece));
    short <= width && long <= height
}

fn sorted([a, b]: [f64; 2]) -> [f64; 2] {
    [a.min(b), a.max(b)]
}

/// The material that a part of an issue takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Need {
    /// The paper.
    pub paper: Paper,
    /// The number of pages per copy.
    pub pages: usize,
    /// Inks on the front and on the back.
    pub inks: [usize; 2],
    /// The sheet it is cut from, if one is large enough.
    pub cut: Option<Cut>,
    /// 印张 per copy, to a thousandth; inside pages only.
    pub signatures: Option<f64>,
    /// Reams in the delivered copies, to a thousandth.
    pub net_reams: Option<f64>,
    /// Spoilage, %.
    pub spoilage: f64,
    /// Full sheets used, including spoilage.
    pub sheets: Option<u64>,
    /// The same in reams, to a thousandth.
    pub reams: Option<f64>,
    /// Their weight, kg, to a tenth.
    pub kilograms: Option<f64>,
    /// Plates.
    pub plates: Option<usize>,
}

impl Need {
    /// The material for the inside pages of a run: `pages` of them, with so many `inks` on the front and
    /// on the back.
    pub fn body(
        profile: &PressProfile,
        trim: [f64; 2],
        bleed: f64,
        (pages, inks): (usize, [usize; 2]),
        run: u32,
    ) -> Self {
        let cut = Cut::folded(profile, trim, bleed);
        let signatures = cut.map(|cut| pages as f64 / cut.pieces as f64);
        let reams = signatures.map(|signatures| f64::from(run) * signatures / HALVES);
        let plates = cut.map(|cut| forms(pages, cut.pieces) * inks[0].max(inks[1]));
        let spoilage = profile.spoilage.body;
        let need = Self::of(&profile.paper.body, (pages, inks), cut, reams, spoilage);
        Self { signatures: signatures.map(thousandth), plates, ..need }
    }

    /// The material for the covers of a run; `flat` is the size of a cover with bleed, mm, and `inks` are
    /// those on the front and on the back.
    pub fn cover(profile: &PressProfile, flat: [f64; 2], inks: [usize; 2], run: u32) -> Self {
        let cut = Cut::flat(profile, flat);
        let reams = cut.map(|cut| f64::from(run) / (cut.pieces as f64 * REAM));
        let need = Self::of(&profile.paper.cover, (4, inks), cut, reams, profile.spoilage.cover);
        Self { plates: Some(inks[0] + inks[1]), ..need }
    }

    fn of(
        paper: &Paper,
        (pages, inks): (usize, [usize; 2]),
        cut: Option<Cut>,
        net: Option<f64>,
        spoilage: f64,
    ) -> Self {
        // A whole number of sheets may come out slightly too large.
        let whole = |sheets: f64| (sheets - 1e-6).ceil().max(0.0);
        let sheets = net.map(|reams| whole(reams * REAM * (1.0 + spoilage / 100.0)));
        let square = cut.map(|cut| cut.stock.width * cut.stock.height / 1e6);
        let weight = sheets.zip(square).map(|(sheets, square)| sheets * square * paper.grammage);
        Self {
            paper: paper.clone(),
            pages,
            inks,
            cut,
            signatures: None,
            net_reams: net.map(thousandth),
            spoilage,
            sheets: sheets.map(|sheets| sheets as u64),
            reams: sheets.map(|sheets| thousandth(sheets / REAM)),
            kilograms: weight.map(|grams| (grams / 100.0).round() / 10.0),
            plates: None,
        }
    }
}

/// The plate sets for inside pages on half sheets: two for each whole 印张, front and back; for the
/// rest one for each half, quarter and so on, printed on both sides by turning the sheet (自翻版).
fn forms(pages: usize, pieces: usize) -> usize {
    let rest = (pages % pieces).div_ceil(2);
    2 * (pages / pieces) + rest.count_ones() as usize
}

/// The weight of a trimmed copy, g, to a tenth: its sheets and, if it has one, its cover, with its width
/// in mm when it lies open.
pub fn copy_weight(
    profile: &PressProfile,
    trim: [f64; 2],
    pages: usize,
    cover: Option<f64>,
) -> f64 {
    let [width, height] = trim;
    let body = pages.div_ceil(2) as f64 * width * height * profile.paper.body.grammage;
    let cover = cover.map_or(0.0, |open| open * height * profile.paper.cover.grammage);
    ((body + cover) / 1e5).round() / 10.0
}

fn thousandth(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> PressProfile {
        let text = include_str!("../../../layouts/press/coated.yml");
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn formats_come_from_the_sheets_they_are_named_after() {
        let cut = |trim| Cut::folded(&profile(), trim, 3.0).map(|cut| (cut.stock.name, cut.pieces));
        assert_eq!(cut([210.0, 285.0]), Some(("large", 16)));
        assert_eq!(cut([185.0, 260.0]), Some(("regular", 16)));
        assert_eq!(cut([210.0, 297.0]), Some(("a", 16)));
        assert_eq!(cut([130.0, 184.0]), Some(("regular", 32)));
        assert_eq!(cut([140.0, 210.0]), Some(("large", 32)));
        let flat = |size| Cut::flat(&profile(), size).map(|cut| (cut.stock.name, cut.pieces));
        assert_eq!(flat([426.0, 291.0]), Some(("large", 8)));
        // A wide spine leaves room for only six.
        assert_eq!(flat([451.0, 291.0]), Some(("large", 6)));
        let own = PressProfile { sheet: Some(Sheet { width: 700.0, height: 1000.0 }), ..profile() };
        assert_eq!(Cut::folded(&own, [210.0, 297.0], 3.0).map(|cut| cut.pieces), Some(8));
        let small =
            PressProfile { sheet: Some(Sheet { width: 300.0, height: 300.0 }), ..profile() };
        assert_eq!(Cut::flat(&small, [426.0, 291.0]), None);
    }

    #[test]
    fn plates_are_made_for_whole_signatures_and_for_what_is_left() {
        for (pages, expected) in
            [(16, 2), (48, 6), (8, 1), (4, 1), (12, 2), (56, 7), (60, 8), (2, 1), (0, 0)]
        {
            assert_eq!(forms(pages, 16), expected, "{pages}");
        }
    }

    #[test]
    fn reams_are_those_of_the_trade() {
        let spoilage = neikan_press::profile::Spoilage { body: 3.0, cover: 5.0 };
        let profile = PressProfile { spoilage, ..profile() };
        // 48 pages of 大16开 are 3 印张; 1200 copies take 3600 of them: 1800 full sheets.
        let body = Need::body(&profile, [210.0, 285.0], 3.0, (48, [4, 4]), 1200);
        assert_eq!((body.signatures, body.net_reams), (Some(3.0), Some(3.6)));
        assert_eq!((body.sheets, body.reams, body.plates), (Some(1854), Some(3.708), Some(24)));
        // 1854 × 0.889 m × 1.194 m × 128 g/m²
        assert_eq!(body.kilograms, Some(251.9));
        // 1200 covers, 8 per sheet: 150 sheets, plus 5 %, rounded up.
        let cover = Need::cover(&profile, [426.0, 291.0], [5, 4], 1200);
        assert_eq!((cover.net_reams, cover.sheets, cover.plates), (Some(0.3), Some(158), Some(9)));
    }
}
