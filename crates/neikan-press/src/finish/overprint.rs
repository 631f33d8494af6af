//! Overprint: black text and rules print on top of what is there, so that no white shows if the
//! plates are slightly out of register (ISO 32000-1, 8.6.7).
//!
//! Only solid black ink on its own overprints, in text, lines and shapes as thin as lines. White
//! and all other colours knock out, and so do black areas, which would otherwise show what is under
//! them. Large areas are printed in the theme's rich black, if it has one, because black ink alone
//! looks grey. A varnish lies on top of everything; where transparency is allowed it is multiplied with
//! what is below, too, so that viewers that do not show overprint do not hide that.

use std::collections::BTreeSet;

use libm::hypotf;
use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::amounts::inks;

/// Shapes no wider or no higher than this, pt, are rules.
const RULE: f32 = 3.0;
/// Shapes at least this wide and this high, pt, are areas: 20 mm.
const AREA: f32 = 56.7;

/// The graphics states by name: whether strokes overprint, and whether fills do.
const STATES: [(&str, bool, bool); 4] = [
    ("NkKnock", false, false),
    ("NkFill", false, true),
    ("NkStroke", true, false),
    ("NkBoth", true, true),
];
/// The graphics state of varnish.
const COAT: &str = "NkCoat";

/// The pages, streams and fonts whose content uses graphics states.
#[derive(Debug, Default)]
pub struct Hosts {
    /// Those of overprint.
    pub overprinting: BTreeSet<ObjectId>,
    /// That of varnish.
    pub coated: BTreeSet<ObjectId>,
}

/// Adds the graphics states to the resources that name them; where everything is `opaque`, without
/// blending.
///
/// # Errors
/// lopdf's error about a missing object.
pub fn add_states(document: &mut Document, hosts: &Hosts, opaque: bool) -> lopdf::Result<()> {
    let blended = !opaque && !hosts.coated.is_empty();
    let mut state = |(name, stroke, fill): (&'static str, bool, bool)| {
        let mut state = dictionary! {
            "Type" => "ExtGState", "OP" => stroke, "op" => fill, "OPM" => 1,
        };
        if blended {
            state.set("BM", if name == COAT { "Multiply" } else { "Normal" });
        }
        (name, document.add_object(state))
    };
    let states = STATES.map(&mut state);
    let coat = (!hosts.coated.is_empty()).then(|| state((COAT, true, true)));
    add(document, &hosts.overprinting, "ExtGState", &states)?;
    coat.map_or(Ok(()), |coat| add(document, &hosts.coated, "ExtGState", &[coat]))
}

/// Adds named objects of a kind to the resources of pages, streams and fonts.
///
/// # Errors
/// lopdf's error about a missing object.
pub fn add(
    document: &mut Document,
    hosts: &BTreeSet<ObjectId>,
    kind: &str,
    named: &[(&str, ObjectId)],
) -> lopdf::Result<()> {
    for &host in hosts {
        let page = document.get_dictionary(host).is_ok_and(|own| own.has_type(b"Page"));
        let mut resources = match (page, document.get_object(host)?) {
            (true, _) => page_resources(document, host),
            (false, Object::Stream(stream)) => own_resources(document, &stream.dict),
            (false, other) => own_resources(document, other.as_dict()?),
        };
        let known = resources.get_deref(kind.as_bytes(), document).and_then(Object::as_dict);
        let mut known = known.cloned().unwrap_or_default();
        named.iter().for_each(|&(name, id)| known.set(name, id));
        resources.set(kind, known);
        match document.get_object_mut(host)? {
            Object::Stream(stream) => stream.dict.set("Resources", resources),
            other => other.as_dict_mut()?.set("Resources", resources),
        }
    }
    Ok(())
}

fn own_resources(document: &Document, own: &Dictionary) -> Dictionary {
    let resources = own.get_deref(b"Resources", document).and_then(Object::as_dict);
    resources.cloned().unwrap_or_default()
}

/// The resources of a page, its own or inherited.
fn page_resources(document: &Document, page: ObjectId) -> Dictionary {
    let Ok((own, inherited)) = document.get_page_resources(page) else { return Dictionary::new() };
    let inherited = inherited.iter().filter_map(|&id| document.get_dictionary(id).ok());
    own.into_iter().chain(inherited).next().cloned().unwrap_or_default()
}

/// The part of the graphics state that matters here.
#[derive(Clone, Copy)]
struct State {
    /// Whether fills, and whether strokes, are solid black ink on its own.
    black: (bool, bool),
    /// Whether fills, and whether strokes, are varnish.
    finish: (bool, bool),
    /// The current setting: whether fills, and whether strokes, overprint, and whether it is that of
    /// varnish; unknown at first.
    set: Option<(bool, bool, bool)>,
    /// By how much lengths are scaled, to the right and upwards.
    scale: (f32, f32),
    text_mode: i64,
}

impl Default for State {
    fn default() -> Self {
        // A page begins in DeviceGray black, but Typst always sets the colour before it fills.
        Self {
            black: (false, false),
            finish: (false, false),
            set: None,
            scale: (1.0, 1.0),
            text_mode: 0,
        }
    }
}

/// Which graphics states a content stream uses.
#[derive(Debug, Clone, Copy, Default)]
pub struct States {
    /// Those of overprint.
    pub overprint: bool,
    /// That of varnish.
    pub coat: bool,
}

/// Follows the operations of a content stream in inks and sets overprint where it changes.
pub struct Printer<'a> {
    state: State,
    saved: Vec<State>,
    /// The bounds of the path so far: left, bottom, right, top.
    path: Option<[f32; 4]>,
    uses: States,
    rich: Option<[f32; 4]>,
    /// The names of the colour spaces that are varnish.
    finishes: &'a BTreeSet<Vec<u8>>,
    out: Vec<Operation>,
}

impl<'a> Printer<'a> {
    /// A printer for some operations; `rich` are the inks of large black areas.
    pub fn new(length: usize, rich: Option<[f32; 4]>, finishes: &'a BTreeSet<Vec<u8>>) -> Self {
        let (saved, out) = (Vec::new(), Vec::with_capacity(length));
        Self {
            state: State::default(),
            saved,
            path: None,
            uses: States::default(),
            rich,
            finishes,
            out,
        }
    }

    /// Returns the operations, and which of the graphics states they use.
    pub fn finish(self) -> (Vec<Operation>, States) {
        (self.out, self.uses)
    }

    /// Processes the next operation.
    pub fn step(&mut self, operation: Operation) {
        let numbers: Vec<f32> =
            operation.operands.iter().filter_map(|part| part.as_float().ok()).collect();
        match operation.operator.as_str() {
            "q" => self.saved.push(self.state),
            "Q" => self.state = self.saved.pop().unwrap_or_default(),
            "cm" => self.scale(&numbers),
            "Tr" => self.state.text_mode = numbers.first().map_or(0, |mode| *mode as i64),
            "k" => {
                self.state.black.0 = numbers == [0.0, 0.0, 0.0, 1.0];
                self.state.finish.0 = false;
            }
            "K" => {
                self.state.black.1 = numbers == [0.0, 0.0, 0.0, 1.0];
                self.state.finish.1 = false;
            }
            "cs" => (self.state.black.0, self.state.finish.0) = (false, self.is_finish(&operation)),
            "CS" => (self.state.black.1, self.state.finish.1) = (false, self.is_finish(&operation)),
            "sc" | "scn" => self.state.black.0 = false,
            "SC" | "SCN" => self.state.black.1 = false,
            "g" | "rg" => (self.state.black.0, self.state.finish.0) = (false, false),
            "G" | "RG" => (self.state.black.1, self.state.finish.1) = (false, false),
            "m" | "l" | "c" | "v" | "y" => self.points(&numbers),
            "re" => self.rectangle(&numbers),
            "Tj" | "TJ" | "'" | "\"" => {
                let (fill, stroke) = self.on_top();
                let strokes = matches!(self.state.text_mode, 1 | 2 | 5 | 6);
                self.want((fill, stroke && strokes));
            }
            "S" | "s" => self.want((false, self.on_top().1)),
            "f" | "F" | "f*" => self.want((self.fills_on_top(), false)),
            "B" | "B*" | "b" | "b*" => self.want((self.fills_on_top(), self.on_top().1)),
            "Do" | "sh" | "BI" => self.want((false, false)),
            _ => {}
        }
        let ends = matches!(
            operation.operator.as_str(),
            "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n"
        );
        let fills = ends && !matches!(operation.operator.as_str(), "S" | "s" | "n");
        let rich = self.rich.filter(|_| fills && self.fills_area());
        self.out.extend(rich.map(|rich| inks(rich, false)));
        self.out.push(operation);
        self.out.extend(rich.map(|_| inks([0.0, 0.0, 0.0, 1.0], false)));
        if ends {
            self.path = None;
        }
    }

    /// Whether an operation chooses a varnish.
    fn is_finish(&self, operation: &Operation) -> bool {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        name.is_some_and(|name| self.finishes.contains(name))
    }

    /// Whether the fills of letters, and whether strokes, are printed on top of what is below.
    fn on_top(&self) -> (bool, bool) {
        let State { black, finish, .. } = self.state;
        (black.0 || finish.0, black.1 || finish.1)
    }

    /// Whether the current fill is varnish, or black and as thin as a rule.
    fn fills_on_top(&self) -> bool {
        let rule = || self.narrow().is_some_and(|side| side <= RULE);
        self.state.finish.0 || self.state.black.0 && rule()
    }

    /// Whether the current fill is black and so large that black alone would look grey.
    fn fills_area(&self) -> bool {
        self.state.black.0 && self.narrow().is_some_and(|side| side >= AREA)
    }

    /// The shorter side of the path, pt.
    fn narrow(&self) -> Option<f32> {
        let (x, y) = self.state.scale;
        self.path.map(|[left, bottom, right, top]| ((right - left) * x).min((top - bottom) * y))
    }

    fn want(&mut self, (fill, stroke): (bool, bool)) {
        let State { finish, .. } = self.state;
        let coat = fill && finish.0 || stroke && finish.1;
        if self.state.set == Some((fill, stroke, coat)) {
            return;
        }
        let name = STATES.iter().find(|state| (state.2, state.1) == (fill, stroke));
        let name = if coat { Some(COAT) } else { name.map(|state| state.0) };
        if let Some(name) = name {
            self.out.push(Operation::new("gs", vec![Object::Name(name.into())]));
            self.state.set = Some((fill, stroke, coat));
            self.uses.coat |= coat;
            self.uses.overprint |= !coat;
        }
    }

    fn scale(&mut self, numbers: &[f32]) {
        if let &[a, b, c, d, ..] = numbers {
            let (x, y) = self.state.scale;
            self.state.scale = (x * hypotf(a, b), y * hypotf(c, d));
        }
    }

    fn rectangle(&mut self, numbers: &[f32]) {
        if let &[x, y, width, height] = numbers {
            self.points(&[x, y, x + width, y + height]);
        }
    }

    fn points(&mut self, numbers: &[f32]) {
        for &[x, y] in numbers.as_chunks().0 {
            let [left, bottom, right, top] = self.path.unwrap_or([x, y, x, y]);
            self.path = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
        }
    }
}
