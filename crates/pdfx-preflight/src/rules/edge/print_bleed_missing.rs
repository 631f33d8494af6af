//! Pictures and areas that touch the trim extend into the bleed; otherwise white shows if the knife
//! is slightly off.

use std::collections::BTreeMap;

use crate::facts::{Facts, Kind, Painted, overlap};
use crate::reading::{Bounds, Page};
use crate::rule::{Hits, POINTS, Rule, Settings, Source, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-bleed-missing",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "碰到裁切线的图片和色块一直铺到出血边，否则裁切稍有偏差就露白边。下面另有东西铺满出血的，不算。",
        message: "碰到裁切线的{ $kind ->\n        [picture] 图片\n       *[vector] 色块或线条\n    }没有铺满出血，差 { $short } mm。",
        hint: "请把它拉到出血边，或者离开裁切线。",
    },
    en: Words {
        about: "Pictures and areas that touch the trim go on to the bleed, or white shows where the knife is a little off. What lies on something that fills the bleed may end where it likes.",
        message: "{ $kind ->\n        [picture] A picture that touches the trim\n       *[vector] An area or a line that touches the trim\n    } does not fill the bleed: { $short } mm are missing.",
        hint: "Draw it out to the bleed, or move it away from the trim.",
    },
    check,
};

/// Anything this close to the trim touches it, mm.
const TOUCH: f64 = 0.2;
/// How many objects that fill the bleed are considered per side.
const FILLERS: usize = 64;
/// How much bleed may be missing, mm.
const TOLERANCE: f64 = 0.1;

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    each(facts, settings, |painted, missing| {
        let picture = painted.kind == Kind::Picture;
        let hit = hits.at(painted.spot);
        hit.with("kind", if picture { "picture" } else { "vector" });
        hit.with("short", short(missing.into_iter().fold(0.0, f64::max)));
    });
}

/// The pages on which bleed is missing, and on which of their sides: left, bottom, right, top.
pub(crate) fn lacking(facts: &Facts<'_>, settings: &Settings) -> BTreeMap<usize, [bool; 4]> {
    let mut out: BTreeMap<usize, [bool; 4]> = BTreeMap::new();
    each(facts, settings, |painted, missing| {
        let sides = out.entry(painted.spot.page).or_default();
        sides.iter_mut().zip(missing).for_each(|(side, own)| *side |= own > TOLERANCE);
    });
    out
}

/// What has ink and fills the bleed of a page by its outline: left, bottom, right, top.
pub(crate) fn fills(facts: &Facts<'_>, settings: &Settings, page: &Page) -> [Vec<Bounds>; 4] {
    let own = facts.painted.iter().filter(|own| own.spot.page == page.number && !own.is_white());
    let painted: Vec<&Painted> = own.filter(|own| own.kind != Kind::Text).collect();
    let mm = POINTS / page.unit;
    let sheet = Sheet { trim: page.cut(), bleed: settings.bleed * mm, mm };
    std::array::from_fn(|side| sheet.fillers(side, &painted))
}

/// Tells of everything that leaves bleed white how much on each side, mm.
fn each(facts: &Facts<'_>, settings: &Settings, mut tell: impl FnMut(&Painted, [f64; 4])) {
    let mut pages: BTreeMap<usize, Vec<&Painted>> = BTreeMap::new();
    for painted in facts.painted.iter().filter(|painted| painted.kind != Kind::Text) {
        pages.entry(painted.spot.page).or_default().push(painted);
    }
    for (page, painted) in pages {
        let Some(page) = facts.page(page) else { continue };
        let mm = POINTS / page.unit;
        let sheet = Sheet { trim: page.cut(), bleed: settings.bleed * mm, mm };
        let fills: [Vec<Bounds>; 4] = std::array::from_fn(|side| sheet.fillers(side, &painted));
        for painted in painted.iter().filter(|painted| !painted.is_white()) {
            let bounds = painted.bounds();
            let missing =
                std::array::from_fn(|side| sheet.missing(side, bounds, &fills[side]) / mm);
            if missing.into_iter().fold(0.0, f64::max) > TOLERANCE {
                tell(painted, missing);
            }
        }
    }
}

/// A page as the knife sees it, points.
struct Sheet {
    trim: Bounds,
    bleed: f64,
    /// The length of a millimetre.
    mm: f64,
}

impl Sheet {
    /// How far something reaches beyond the trim on a side: left, bottom, right, top.
    fn reach(&self, side: usize, bounds: Bounds) -> f64 {
        let beyond = bounds[side] - self.trim[side];
        if side < 2 { -beyond } else { beyond }
    }

    /// What fills the bleed on a side: the longest objects first, and only as many as are worth
    /// checking.
    fn fillers(&self, side: usize, painted: &[&Painted]) -> Vec<Bounds> {
        let along = (side + 1) % 2;
        let whole = self.bleed - TOLERANCE * self.mm;
        let bounds = painted.iter().map(|painted| painted.bounds());
        let mut fills: Vec<Bounds> = bounds
            .filter(|bounds| overlap(*bounds, self.trim) && self.reach(side, *bounds) >= whole)
            .collect();
        fills.sort_by(|a, b| (b[along + 2] - b[along]).total_cmp(&(a[along + 2] - a[along])));
        fills.truncate(FILLERS);
        fills
    }

    /// How much of the bleed an object leaves white on a side that it touches, points.
    fn missing(&self, side: usize, bounds: Bounds, fills: &[Bounds]) -> f64 {
        let reach = self.reach(side, bounds);
        let along = (side + 1) % 2;
        let (from, to) =
            (bounds[along].max(self.trim[along]), bounds[along + 2].min(self.trim[along + 2]));
        if !overlap(bounds, self.trim) || reach <= -TOUCH * self.mm {
            return 0.0;
        }
        // An object on top of one that fills the bleed leaves nothing white.
        let lies = |fill: &Bounds| fill[along] <= from + self.mm && fill[along + 2] >= to - self.mm;
        if fills.iter().any(lies) { 0.0 } else { (self.bleed - reach).max(0.0) }
    }
}
