//! Single lines and letters are changed: what a rule finds is set to overprint or to knock out, made
//! black alone, or made thicker. Everything else in their content stays byte for byte.
//!
//! What a line or an area is painted with is changed for it alone, between `q` and `Q`. Text cannot
//! be put between these, so what was before is set again after it.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, dictionary};

use super::Job;
use super::content::{Operator, Patches, each, first_contents, inks_set, places, short};
use crate::facts::{Paint, Painted};
use crate::inspect::Space;
use neikan_base::diagnostic::Finding;

/// The graphics states for lines and areas that overprint and that knock out.
const OVER: &str = "NkOver";
const KNOCK: &str = "NkKnock";
/// Those for letters, of which only fills change.
const TEXT_OVER: &str = "NkTextOver";
const TEXT_KNOCK: &str = "NkTextKnock";
/// Those that bring back for letters what was before: whether they overprinted, and in which mode.
const BACK: [[&str; 2]; 2] = [["NkBack00", "NkBack01"], ["NkBack10", "NkBack11"]];
/// How thick lines become that are too thin, points.
const THIN: f64 = 0.25;
/// The black of a colour that is black to the eye: either so much of it, or less over so much of
/// the others.
const BLACK: [f64; 2] = [0.85, 0.5];
const COLORED: f64 = 1.2;

/// Mends what rules find at single operators. What has become black alone may have to overprint,
/// so that it is looked at once more.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    for round in 0..2 {
        let closes = round == 0 && job.request.has("print-unclosed");
        let edits = edits(job)?;
        if edits.is_empty() && !closes {
            return Ok(());
        }
        rewrite(job, &edits, closes);
        job.renew()?;
    }
    Ok(())
}

/// Rewrites the content in which something changes.
fn rewrite(job: &mut Job<'_>, edits: &Edits, closes: bool) {
    let none = BTreeMap::new();
    for place in places(&job.pdf.document, &job.pdf.pages) {
        let page = place.page.map_or(0, |at| at + 1);
        let own = edits.get(&(page, place.object));
        if own.is_none() && !closes {
            continue;
        }
        let Some(bytes) = job.bytes(&place) else { continue };
        let own = own.unwrap_or(&none);
        if let Some(mended) = Rewriter::new(&bytes, own, page > 0).run(closes) {
            job.put(&place, mended.bytes, &states(mended.states));
        }
    }
}

/// The graphics states that are named in rewritten content.
fn states(wanted: bool) -> Vec<(&'static str, &'static str, Object)> {
    if !wanted {
        return Vec::new();
    }
    let mut out = vec![
        (OVER, dictionary! { "OP" => true, "op" => true, "OPM" => 1 }),
        (KNOCK, dictionary! { "OP" => false, "op" => false }),
        (TEXT_OVER, dictionary! { "op" => true, "OPM" => 1 }),
        (TEXT_KNOCK, dictionary! { "op" => false }),
    ];
    for (over, names) in BACK.into_iter().enumerate() {
        for (mode, name) in names.into_iter().enumerate() {
            let mode = i64::from(mode == 1);
            out.push((name, dictionary! { "op" => over == 1, "OPM" => mode }));
        }
    }
    out.into_iter().map(|(name, own)| ("ExtGState", name, own.into())).collect()
}

/// What is changed at an operator.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Edit {
    /// Whether it overprints from now on.
    over: Option<bool>,
    /// Whether it overprinted, and in which mode.
    before: (bool, bool),
    /// The inks of its fill and of its stroke.
    inks: [Option<[f64; 4]>; 2],
    /// How wide its line is in its own coordinates.
    width: Option<f64>,
    /// How thin it is as a bar, and how thick it becomes, in its own coordinates.
    bar: Option<[f64; 2]>,
}

/// Edits by content (the page or 0, and the object) and operator.
type Edits = BTreeMap<(usize, ObjectId), BTreeMap<usize, Edit>>;

/// What the rules that are named find.
fn edits(job: &Job<'_>) -> Result<Edits, Finding> {
    let rules = [
        ("print-black-knockout", overprinted as Change),
        ("print-line-knockout", overprinted),
        ("print-white-overprint", knocked_out),
        ("print-text-plates", blackened),
        ("print-hairline", thickened),
    ];
    let mut out = Edits::new();
    if !rules.iter().any(|(rule, _)| job.request.has(rule)) {
        return Ok(out);
    }
    let facts = job.facts()?;
    let firsts = first_contents(&facts);
    let mut painted: BTreeMap<(usize, ObjectId, usize), Vec<&Painted>> = BTreeMap::new();
    for own in &facts.painted {
        if let Some(object) = own.spot.object {
            painted.entry((own.spot.page, object, own.spot.operator)).or_default().push(own);
        }
    }
    for (rule, change) in rules.into_iter().filter(|(rule, _)| job.request.has(rule)) {
        for hit in job.hits(&facts, rule).0 {
            let Some(object) = hit.spot.object else { continue };
            let key = (hit.spot.page, object, hit.spot.operator);
            let page = if firsts.contains(&(hit.spot.page, object)) { hit.spot.page } else { 0 };
            let of_operator = out.entry((page, object)).or_default();
            let edit = of_operator.entry(hit.spot.operator).or_default();
            painted.get(&key).into_iter().flatten().for_each(|own| change(own, edit));
        }
    }
    Ok(out)
}

/// A change to an edit because of something painted.
type Change = fn(&Painted, &mut Edit);

fn paint(own: &Painted) -> Option<Paint> {
    own.fill.or(own.stroke)
}

fn remember(own: &Painted, edit: &mut Edit) {
    if let Some(paint) = paint(own) {
        edit.before = (paint.overprint, paint.keeps_zero);
    }
}

/// Black overprints; that of DeviceGray becomes that of CMYK, since only this can.
fn overprinted(own: &Painted, edit: &mut Edit) {
    // What is black of CMYK already may be so from outside, and stays.
    let black = |paint: Option<Paint>| {
        paint.is_some_and(|own| own.ink.is_black() && own.ink.space != Space::DeviceCmyk)
    };
    remember(own, edit);
    edit.over = Some(true);
    for (slot, paint) in edit.inks.iter_mut().zip([own.fill, own.stroke]) {
        if black(paint) {
            *slot = Some([0.0, 0.0, 0.0, 1.0]);
        }
    }
}

fn knocked_out(own: &Painted, edit: &mut Edit) {
    remember(own, edit);
    edit.over = Some(false);
}

/// A black of several inks becomes black alone.
fn blackened(own: &Painted, edit: &mut Edit) {
    remember(own, edit);
    for (slot, paint) in edit.inks.iter_mut().zip([own.fill, own.stroke]) {
        if paint.is_some_and(is_rich_black) {
            *slot = Some([0.0, 0.0, 0.0, 1.0]);
        }
    }
}

/// Whether a colour of several inks is black to the eye.
fn is_rich_black(paint: Paint) -> bool {
    let [c, m, y, k] = paint.ink.process;
    let even = c.min(m).min(y) > 0.3;
    let dark = k >= BLACK[0] || k >= BLACK[1] && even && c + m + y >= COLORED;
    let dark = dark || even && c + m + y >= 2.0 * COLORED;
    paint.ink.known && paint.ink.spot_count == 0 && paint.ink.plates() > 1 && dark
}

fn thickened(own: &Painted, edit: &mut Edit) {
    let (Some(width), true) = (own.width, own.scale > 1e-9) else { return };
    let wanted = THIN / own.scale;
    if own.stroke.is_some() {
        edit.width = Some(wanted);
    } else {
        edit.bar = Some([width / own.scale, wanted]);
    }
}

/// Content that was rewritten.
struct Mended {
    bytes: Vec<u8>,
    /// Whether it names the graphics states that are added.
    states: bool,
}

/// Rewrites content: everything but what is put in stays byte for byte.
struct Rewriter<'a> {
    bytes: &'a [u8],
    edits: &'a BTreeMap<usize, Edit>,
    patches: Patches,
    states: bool,
    /// What set the fill colour; `None` where that is not known.
    fill: Option<Vec<u8>>,
    saved: Vec<Option<Vec<u8>>>,
    /// Where the path begins, whether it clips, and its rectangle if it is one.
    path: Option<usize>,
    clips: bool,
    bar: Option<[f64; 4]>,
}

impl<'a> Rewriter<'a> {
    fn new(bytes: &'a [u8], edits: &'a BTreeMap<usize, Edit>, page: bool) -> Self {
        Self {
            bytes,
            edits,
            patches: Patches::default(),
            states: false,
            // A page begins in black.
            fill: page.then(|| b"0 g".to_vec()),
            saved: Vec::new(),
            path: None,
            clips: false,
            bar: None,
        }
    }

    /// Rewrites the content; `None` if nothing changes or it cannot be read to its end.
    fn run(mut self, closes: bool) -> Option<Mended> {
        each(self.bytes, |own| self.step(&own))?;
        if closes && !self.saved.is_empty() {
            let end = self.bytes.len();
            self.patches.put(end..end, b"\nQ".repeat(self.saved.len()));
        }
        let states = self.states;
        Some(Mended { bytes: self.patches.apply(self.bytes)?, states })
    }

    fn step(&mut self, own: &Operator<'_>) {
        if let Some(edit) = self.edits.get(&own.number) {
            if own.shows() {
                self.letters(own, edit);
            } else if own.ends_path().is_some() {
                self.shape(own, edit);
            }
        }
        self.follow(own);
    }

    fn follow(&mut self, own: &Operator<'_>) {
        let text = || self.bytes[own.range.clone()].to_vec();
        match own.word {
            b"q" => self.saved.push(self.fill.clone()),
            b"Q" => self.fill = self.saved.pop().flatten(),
            b"g" | b"rg" | b"k" | b"cs" => self.fill = Some(text()),
            b"sc" | b"scn" => {
                // The space may have been set long before.
                let space = self.fill.take().and_then(|own| {
                    let end = own.windows(3).position(|part| part == b" cs")? + 3;
                    Some(own[..end].to_vec())
                });
                self.fill = space.map(|space| [space, b" ".to_vec(), text()].concat());
            }
            b"W" | b"W*" => self.clips = true,
            _ if own.extends() => {
                self.bar = match (own.word, own.numbers().as_slice()) {
                    (b"re", &[x, y, w, h]) if self.path.is_none() => Some([x, y, w, h]),
                    _ => None,
                };
                self.path.get_or_insert(own.range.start);
            }
            _ if own.ends_path().is_some() => {
                (self.path, self.clips, self.bar) = (None, false, None);
            }
            _ => {}
        }
    }

    /// Changes letters, and sets what was before again.
    fn letters(&mut self, own: &Operator<'_>, edit: &Edit) {
        let mut before = String::from("\n");
        let mut after: Vec<u8> = Vec::new();
        if let Some(inks) = edit.inks[0] {
            let Some(fill) = &self.fill else { return };
            let set = inks_set(inks, false);
            if *fill != set.as_bytes() {
                before.push_str(&set);
                before.push(' ');
                after.extend([b" ", fill.as_slice()].concat());
            }
        }
        if let Some(over) = edit.over {
            let name = if over { TEXT_OVER } else { TEXT_KNOCK };
            before.push_str(&format!("/{name} gs "));
            let (was, mode) = edit.before;
            after.extend(format!(" /{} gs", BACK[usize::from(was)][usize::from(mode)]).bytes());
            self.states = true;
        }
        if after.is_empty() {
            return;
        }
        self.patches.put(own.range.start..own.range.start, before);
        self.patches.put(own.range.end..own.range.end, after);
    }

    /// Changes a line or an area, for itself alone.
    fn shape(&mut self, own: &Operator<'_>, edit: &Edit) {
        let Some(start) = self.path.filter(|_| !self.clips) else { return };
        let mut before = String::from("q ");
        if let Some(over) = edit.over {
            before.push_str(&format!("/{} gs ", if over { OVER } else { KNOCK }));
            self.states = true;
        }
        for (inks, strokes) in edit.inks.into_iter().zip([false, true]) {
            if let Some(inks) = inks {
                before.push_str(&inks_set(inks, strokes));
                before.push(' ');
            }
        }
        if let Some(width) = edit.width {
            before.push_str(&format!("{} w ", short(width)));
        }
        match edit.bar.and_then(|bar| thicker(self.bar?, bar)) {
            Some(bar) => {
                before.push_str(&format!("{} re ", bar.map(short).join(" ")));
                self.patches.put(start..own.range.start, before);
            }
            None if before == "q " => return,
            None => self.patches.put(start..start, before),
        }
        self.patches.put(own.range.end..own.range.end, " Q");
    }
}

/// A rectangle whose thin side becomes thicker, about its middle.
fn thicker([x, y, width, height]: [f64; 4], [thin, wanted]: [f64; 2]) -> Option<[f64; 4]> {
    let is_thin = |side: f64| (side.abs() - thin).abs() <= 0.02 * thin + 1e-6;
    if is_thin(width) {
        Some([x + (width - wanted) / 2.0, y, wanted, height])
    } else if is_thin(height) {
        Some([x, y + (height - wanted) / 2.0, width, wanted])
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str, operator: usize, edit: Edit) -> Option<String> {
        let edits = BTreeMap::from([(operator, edit)]);
        let mended = Rewriter::new(text.as_bytes(), &edits, true).run(true)?;
        Some(String::from_utf8(mended.bytes).unwrap())
    }

    #[test]
    fn letters_are_set_to_overprint_and_nothing_else_changes() {
        let edit =
            Edit { over: Some(true), inks: [Some([0.0, 0.0, 0.0, 1.0]), None], ..Edit::default() };
        let text = "BT 0 0 0 1 k /F1 9 Tf (a) Tj ET";
        let wanted = "BT 0 0 0 1 k /F1 9 Tf \n/NkTextOver gs (a) Tj /NkBack00 gs ET";
        assert_eq!(rewritten(text, 4, edit).unwrap(), wanted);
        let wanted = "BT \n0 0 0 1 k /NkTextOver gs (a) Tj 0 g /NkBack00 gs ET";
        assert_eq!(rewritten("BT (a) Tj ET", 2, edit).unwrap(), wanted);
        let text = "/P cs 1 scn BT 0.5 scn (a) Tj ET";
        let wanted = "/P cs 1 scn BT 0.5 scn \n0 0 0 1 k /NkTextOver gs (a) Tj /P cs 0.5 scn /NkBack00 gs ET";
        assert_eq!(rewritten(text, 5, edit).unwrap(), wanted);
        assert_eq!(rewritten("q Q", 9, edit), None);
        assert_eq!(rewritten("q 0 1 0 0 k q", 9, edit).unwrap(), "q 0 1 0 0 k q\nQ\nQ");
    }

    #[test]
    fn lines_become_thicker_for_themselves_alone() {
        let edit = Edit { width: Some(0.5), ..Edit::default() };
        let text = "0 w 1 1 m 9 9 l S 2 2 m 8 8 l S";
        let wanted = "0 w q 0.5 w 1 1 m 9 9 l S Q 2 2 m 8 8 l S";
        assert_eq!(rewritten(text, 4, edit).unwrap(), wanted);
        let bar = Edit { bar: Some([0.1, 0.25]), ..Edit::default() };
        assert_eq!(rewritten("0 0 90 0.1 re f", 2, bar).unwrap(), "q 0 -0.075 90 0.25 re f Q");
        // What clips has to clip what follows, too.
        assert_eq!(rewritten("0 0 m 9 9 l W S", 4, edit), None);
    }

    #[test]
    fn a_black_of_many_inks_is_told_from_other_colours() {
        let paint = |process| Paint {
            ink: crate::ink::Ink::process(crate::inspect::Space::DeviceCmyk, process),
            overprint: false,
            keeps_zero: false,
        };
        for black in [[0.7, 0.6, 0.6, 0.9], [0.5, 0.4, 0.4, 0.6], [0.9, 0.85, 0.8, 0.0]] {
            assert!(is_rich_black(paint(black)), "{black:?}");
        }
        for other in [[0.0, 0.0, 0.0, 1.0], [1.0, 0.9, 0.1, 0.2], [0.4, 0.4, 0.4, 0.1]] {
            assert!(!is_rich_black(paint(other)), "{other:?}");
        }
    }
}
