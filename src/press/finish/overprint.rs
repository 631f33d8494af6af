//! Overprint: black text and rules print on top of what is there, so that no white shows where
//! plates are not quite in register (ISO 32000-1, 8.6.7).
//!
//! Only full black ink alone overprints, in letters, lines and shapes as thin as lines. White
//! and every other colour knock out, and so do black areas: they would show what is under them.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::press::pdf::draws;

/// Shapes up to this wide or high, pt, are rules.
const RULE: f32 = 3.0;

/// The graphics states by name: whether strokes and whether fills overprint.
const STATES: [(&str, bool, bool); 4] = [
    ("NkKnock", false, false),
    ("NkFill", false, true),
    ("NkStroke", true, false),
    ("NkBoth", true, true),
];

/// Sets overprint in everything that draws on a page.
///
/// # Errors
/// What lopdf says of content that cannot be read; it was written by the step before.
pub fn set(document: &mut Document) -> lopdf::Result<()> {
    let states: Vec<(&str, ObjectId)> = STATES
        .iter()
        .map(|&(name, stroke, fill)| {
            let state = dictionary! {
                "Type" => "ExtGState", "OP" => stroke, "op" => fill, "OPM" => 1,
            };
            (name, document.add_object(state))
        })
        .collect();
    for page in document.page_iter().collect::<Vec<_>>() {
        let mut used = false;
        for id in document.get_page_contents(page) {
            used |= rewrite(document, id)?;
        }
        if used {
            let mut resources = page_resources(document, page);
            add(document, &mut resources, &states);
            document.get_dictionary_mut(page)?.set("Resources", resources);
        }
    }
    let forms: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| object.as_stream().is_ok_and(|stream| draws(&stream.dict)))
        .map(|(&id, _)| id)
        .collect();
    for id in forms {
        if rewrite(document, id)? {
            let own = document.get_object(id)?.as_stream()?.dict.get_deref(b"Resources", document);
            let mut resources = own.and_then(Object::as_dict).cloned().unwrap_or_default();
            add(document, &mut resources, &states);
            document.get_object_mut(id)?.as_stream_mut()?.dict.set("Resources", resources);
        }
    }
    Ok(())
}

/// The resources of a page, its own or those it inherits.
fn page_resources(document: &Document, page: ObjectId) -> Dictionary {
    let Ok((own, inherited)) = document.get_page_resources(page) else { return Dictionary::new() };
    let inherited = inherited.iter().filter_map(|&id| document.get_dictionary(id).ok());
    own.into_iter().chain(inherited).next().cloned().unwrap_or_default()
}

/// Adds the graphics states to resources.
fn add(document: &Document, resources: &mut Dictionary, states: &[(&str, ObjectId)]) {
    let known = resources.get_deref(b"ExtGState", document).and_then(Object::as_dict);
    let mut known = known.cloned().unwrap_or_default();
    states.iter().for_each(|&(name, id)| known.set(name, id));
    resources.set("ExtGState", known);
}

/// Rewrites a content stream; says whether it needed any of the graphics states.
fn rewrite(document: &mut Document, id: ObjectId) -> lopdf::Result<bool> {
    let stream = document.get_object(id)?.as_stream()?;
    let content = Content::decode_strict(&stream.get_plain_content()?)?;
    let mut printer = Printer::default();
    content.operations.into_iter().for_each(|operation| printer.step(operation));
    let used = printer.used;
    let content = Content { operations: printer.out }.encode()?;
    let stream = document.get_object_mut(id)?.as_stream_mut()?;
    stream.set_plain_content(content);
    stream.compress()?;
    Ok(used)
}

/// What a graphics state knows that matters here.
#[derive(Clone, Copy)]
struct State {
    /// Whether fills, and whether strokes, are full black ink alone.
    black: (bool, bool),
    /// What is set: whether fills, and whether strokes, overprint; unknown at first.
    set: Option<(bool, bool)>,
    /// How much lengths grow, to the right and upwards.
    scale: (f32, f32),
    text_mode: i64,
}

impl Default for State {
    fn default() -> Self {
        // A page begins in DeviceGray black; a fill in that is set again by what Typst writes.
        Self { black: (false, false), set: None, scale: (1.0, 1.0), text_mode: 0 }
    }
}

#[derive(Default)]
struct Printer {
    state: State,
    saved: Vec<State>,
    /// The bounds of the path so far: left, bottom, right, top.
    path: Option<[f32; 4]>,
    used: bool,
    out: Vec<Operation>,
}

impl Printer {
    fn step(&mut self, operation: Operation) {
        let numbers: Vec<f32> =
            operation.operands.iter().filter_map(|part| part.as_float().ok()).collect();
        match operation.operator.as_str() {
            "q" => self.saved.push(self.state),
            "Q" => self.state = self.saved.pop().unwrap_or_default(),
            "cm" => self.scale(&numbers),
            "Tr" => self.state.text_mode = numbers.first().map_or(0, |mode| *mode as i64),
            "k" => self.state.black.0 = numbers == [0.0, 0.0, 0.0, 1.0],
            "K" => self.state.black.1 = numbers == [0.0, 0.0, 0.0, 1.0],
            "g" | "rg" | "cs" | "sc" | "scn" => self.state.black.0 = false,
            "G" | "RG" | "CS" | "SC" | "SCN" => self.state.black.1 = false,
            "m" | "l" | "c" | "v" | "y" => self.points(&numbers),
            "re" => self.rectangle(&numbers),
            "Tj" | "TJ" | "'" | "\"" => {
                let (fill, stroke) = self.state.black;
                let strokes = matches!(self.state.text_mode, 1 | 2 | 5 | 6);
                self.want((fill, stroke && strokes));
            }
            "S" | "s" => self.want((false, self.state.black.1)),
            "f" | "F" | "f*" => self.want((self.fills_rule(), false)),
            "B" | "B*" | "b" | "b*" => self.want((self.fills_rule(), self.state.black.1)),
            "Do" | "sh" | "BI" => self.want((false, false)),
            _ => {}
        }
        if matches!(
            operation.operator.as_str(),
            "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n"
        ) {
            self.path = None;
        }
        self.out.push(operation);
    }

    /// Whether what is filled now is black and as thin as a rule.
    fn fills_rule(&self) -> bool {
        let thin = self.path.is_some_and(|[left, bottom, right, top]| {
            let (x, y) = self.state.scale;
            ((right - left) * x).min((top - bottom) * y) <= RULE
        });
        self.state.black.0 && thin
    }

    fn want(&mut self, (fill, stroke): (bool, bool)) {
        if self.state.set == Some((fill, stroke)) {
            return;
        }
        let name = STATES.iter().find(|state| (state.2, state.1) == (fill, stroke));
        if let Some(&(name, ..)) = name {
            self.out.push(Operation::new("gs", vec![Object::Name(name.into())]));
            self.state.set = Some((fill, stroke));
            self.used = true;
        }
    }

    fn scale(&mut self, numbers: &[f32]) {
        if let &[a, b, c, d, ..] = numbers {
            let (x, y) = self.state.scale;
            self.state.scale = (x * a.hypot(b), y * c.hypot(d));
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
