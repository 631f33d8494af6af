//! Forms, transparency groups and soft masks (ISO 32000-1, 8.10, 11.4 and 11.5).

use std::rc::Rc;

use kurbo::{Affine, Rect, Shape as _};
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::Process;
use super::blend::{Blend, luminosity};
use super::colors::Aim;
use super::layer::Layer;
use super::paint::{Run, Stop};
use super::raster::{Area, Rule, Shape, is_empty, size};
use super::state::{Mask, State};
use crate::function::Function;
use crate::pdf::is_name;
use crate::reading::{dictionary, entry, numbers, rectangle, resolve};

/// The most pixels that all open groups of a page may have together.
const PIXELS: usize = 200_000_000;
/// The work that beginning a form takes.
const FORM: u64 = 256;

impl<'a> Run<'_, 'a> {
    /// Paints a form.
    pub fn form(&mut self, id: ObjectId, stream: &'a Stream) -> Result<(), Stop> {
        self.painter.spend(FORM)?;
        let Some(depth) = self.deeper(id) else { return Ok(()) };
        let document = self.document();
        let resources = dictionary(document, entry(document, &stream.dict, b"Resources"));
        let resources = resources.unwrap_or(self.resources);
        let mut state = self.state.clone();
        enter(self.document(), stream, &mut state);
        if is_empty(state.clip.area) {
            return Ok(());
        }
        let group = dictionary(document, entry(document, &stream.dict, b"Group"));
        let group = group.filter(|group| is_name(group, b"S", b"Transparency"));
        let bytes = self.painter.content(Some(id), stream);
        self.painter.open.push(id);
        let done = match group {
            Some(group) => self.group(group, resources, state, depth, &bytes),
            // What is said of a form as a whole holds for each of its parts.
            None => Run::new(self.painter, resources, state, depth).run(&bytes),
        };
        self.painter.open.pop();
        done
    }

    /// Whether nothing is said of what is painted as a whole.
    fn is_plain(&self) -> bool {
        let state = &self.state;
        state.opacity[0] >= 1.0 && state.blend == Blend::Normal && state.soft.is_none()
    }

    /// Paints a transparency group.
    fn group(
        &mut self,
        group: &'a Dictionary,
        resources: &'a Dictionary,
        state: State<'a>,
        depth: usize,
        bytes: &[u8],
    ) -> Result<(), Stop> {
        let document = self.document();
        let flag = |key: &[u8]| entry(document, group, key).as_bool().unwrap_or(false);
        let (isolated, knockout) = (flag(b"I"), flag(b"K"));
        let above = self.painter.process();
        let process = self.painter.group_process(group, resources).filter(|_| isolated);
        let process = process.unwrap_or(above);
        // It is painted as if it were no group: nothing is said of it as a whole.
        if !isolated && !knockout && self.is_plain() {
            let state = state.of_group();
            return Run::new(self.painter, resources, state, depth).run(bytes);
        }
        let area = state.clip.area;
        self.check_memory(area)?;
        let mut layer = if isolated {
            Layer::new(area, process, self.painter.colors.count(process))
        } else {
            self.painter.layer().group(area)
        };
        if knockout {
            layer = layer.knocks_out();
        }
        let inner = state.of_group();
        self.painter.layers.push(layer);
        let done = Run::new(self.painter, resources, inner, depth).run(bytes);
        let Some(layer) = self.close_group() else { return done };
        let intent = self.state.intent;
        let layer = self.painter.in_process(layer, Aim { process: above, intent });
        self.lay_group(&layer);
        done
    }

    /// Sees that a group of an area has room beside those that are open.
    pub fn check_memory(&mut self, area: Area) -> Result<(), Stop> {
        let open: usize = self.painter.layers.iter().map(|layer| layer.alpha.len()).sum();
        self.painter.spend(2 * size(area) as u64)?;
        if open + size(area) > PIXELS { Err(Stop) } else { Ok(()) }
    }

    /// Sets the soft mask that a graphics state names.
    pub fn soft_mask(&mut self, own: &'a Dictionary) -> Result<(), Stop> {
        let document = self.document();
        match entry(document, own, b"SMask") {
            Object::Name(_) => self.state.soft = None,
            Object::Dictionary(mask) => self.state.soft = self.masked(mask)?,
            _ => {}
        }
        Ok(())
    }

    /// The opacities of a soft mask.
    fn masked(&mut self, mask: &'a Dictionary) -> Result<Option<Rc<Mask>>, Stop> {
        let document = self.document();
        let Ok(group) = mask.get(b"G") else { return Ok(None) };
        let (Ok(id), Object::Stream(stream)) = (group.as_reference(), resolve(document, group))
        else {
            return Ok(None);
        };
        let Some(depth) = self.deeper(id) else { return Ok(None) };
        let resources = dictionary(document, entry(document, &stream.dict, b"Resources"));
        let resources = resources.unwrap_or(self.resources);
        let own = dictionary(document, entry(document, &stream.dict, b"Group"));
        let process = own.and_then(|own| self.painter.group_process(own, resources));
        let process = process.unwrap_or(Process::Gray);
        let area = self.state.clip.area;
        self.check_memory(area)?;
        let mut state = State::new(self.state.matrix, area);
        enter(document, stream, &mut state);
        let count = self.painter.colors.count(process);
        self.painter.layers.push(Layer::new(area, process, count));
        let bytes = self.painter.content(Some(id), stream);
        self.painter.open.push(id);
        let done = Run::new(self.painter, resources, state, depth).run(&bytes);
        self.painter.open.pop();
        let Some(layer) = self.painter.layers.pop() else { return Ok(None) };
        done?;
        let light = is_name(mask, b"S", b"Luminosity");
        let back = mask.get(b"BC").ok().and_then(|back| numbers(document, back));
        let space = own.and_then(|own| own.get(b"CS").ok());
        let named = dictionary(document, entry(document, resources, b"ColorSpace"));
        let color = space.and_then(|space| self.painter.space(space, named));
        let back = back.zip(color).and_then(|(parts, color)| {
            let aim = Aim { process, intent: self.state.intent };
            self.painter.colors.tint(&color, &parts, aim).map(|tint| tint.inks)
        });
        let back = back.unwrap_or_else(|| black(process));
        let transfer = match entry(document, mask, b"TR") {
            Object::Null | Object::Name(_) => None,
            _ => mask.get(b"TR").ok().and_then(|own| Function::read(document, own)),
        };
        let curve = curve(transfer.as_ref());
        let n = layer.count;
        let values = layer.alpha.iter().zip(layer.inks.chunks_exact(n)).map(|(&alpha, inks)| {
            let value = if light { lightness(process, inks, alpha, &back) } else { alpha };
            curve[usize::from(value)]
        });
        let outside = if light { lightness(process, &back, 255, &back) } else { 0 };
        let outside = curve[usize::from(outside)];
        Ok(Some(Rc::new(Mask { area, values: values.collect(), outside })))
    }
}

/// Brings a state into the coordinates and the bounds of a form.
fn enter(document: &lopdf::Document, stream: &Stream, state: &mut State<'_>) {
    let matrix = stream.dict.get(b"Matrix").ok().and_then(|own| numbers(document, own));
    if let Some(matrix) = matrix.and_then(|own| own.try_into().ok()) {
        state.matrix *= Affine::new(matrix);
    }
    if let Some([left, bottom, right, top]) = rectangle(document, &stream.dict, b"BBox") {
        let bounds = Rect::new(left, bottom, right, top).to_path(0.1);
        let is_box = super::state::is_box(&bounds, state.matrix);
        state.clip.narrow(&Shape::new(&bounds, state.matrix), Rule::Nonzero, is_box);
    }
}

/// Black in a process, as components of a layer.
fn black(process: Process) -> super::layer::Inks {
    let mut inks = [0; super::COMPONENTS];
    match process {
        Process::Gray => inks[0] = 255,
        Process::Rgb => inks[..3].fill(255),
        Process::Cmyk => inks[3] = 255,
    }
    inks
}

/// How light a pixel is on a backdrop, 0 to 255.
fn lightness(process: Process, inks: &[u8], alpha: u8, back: &[u8]) -> u8 {
    let share = f32::from(alpha) / 255.0;
    let part = |at: usize| {
        let (own, back) = (f32::from(inks[at]), f32::from(back[at]));
        1.0 - (back + (own - back) * share) / 255.0
    };
    let light = match process {
        Process::Gray => part(0),
        Process::Rgb => luminosity([part(0), part(1), part(2)]),
        Process::Cmyk => {
            let black = 1.0 - part(3);
            luminosity([part(0), part(1), part(2)].map(|own| (own - black).max(0.0)))
        }
    };
    (light * 255.0 + 0.5).clamp(0.0, 255.0) as u8
}

/// The transfer function of a mask as a table.
fn curve(transfer: Option<&Function>) -> [u8; 256] {
    std::array::from_fn(|value| match transfer {
        None => value as u8,
        Some(function) => {
            let out = function.values(&[value as f64 / 255.0]).first().copied().unwrap_or(0.0);
            (out * 255.0 + 0.5).clamp(0.0, 255.0) as u8
        }
    })
}
