//! Shadings: gradients are converted to inks; gradients of greys, and those in masks, to grey.

use std::cell::Cell;

use lopdf::{Dictionary, Document, Object};

use super::functions::{self, Map};
use super::space::{Palette, SourceSpace};
use crate::color::{Tints, grey, luminosity};

/// Converts a shading; false if its kind cannot be converted.
pub fn convert(
    document: &mut Document,
    shading: &mut Dictionary,
    palette: &Palette<'_>,
    mask: bool,
) -> bool {
    let source = shading.get(b"ColorSpace").map(|space| SourceSpace::read(document, space));
    match source.unwrap_or(SourceSpace::Other) {
        SourceSpace::Light(_) if mask => shading.set("ColorSpace", "DeviceGray"),
        SourceSpace::Gray => shading.set("ColorSpace", "DeviceGray"),
        // The functions that can be converted have one or three results.
        SourceSpace::Cmyk(_) if palette.inks().black_only && !mask => return false,
        SourceSpace::Cmyk(_) => shading.set("ColorSpace", "DeviceCMYK"),
        SourceSpace::Light(profile) => {
            let tints = palette.tints(profile);
            if let Some(two) = palette.two() {
                let both: &Map<'_> = &|[g, ..]| two.duotone.pair(tints.ink(g)).to_vec();
                return apply(document, shading, two.space, both);
            }
            return apply(document, shading, "DeviceGray", &|[g, ..]| vec![1.0 - tints.ink(g)]);
        }
        SourceSpace::Rgb(profile) => {
            let converter = palette.converter(profile);
            let light: &Map<'_> = &|rgb| vec![luminosity(rgb)];
            let inks: &Map<'_> = &|rgb| converter.separated(rgb).to_vec();
            if mask {
                return apply(document, shading, "DeviceGray", light);
            }
            let tints = converter.tints();
            let black: &Map<'_> = &|rgb| vec![1.0 - tints.ink(luminosity(rgb))];
            if let Some(two) = palette.two() {
                let both: &Map<'_> = &|rgb| two.duotone.pair(tints.ink(luminosity(rgb))).to_vec();
                return apply(document, shading, two.space, both);
            }
            if palette.inks().black_only {
                return apply(document, shading, "DeviceGray", black);
            }
            return greys(document, shading, palette.tints(None))
                || apply(document, shading, "DeviceCMYK", inks);
        }
        SourceSpace::Other => {}
    }
    true
}

/// Converts a shading whose colours are all grey; false if one is not.
fn greys(document: &mut Document, shading: &mut Dictionary, tints: &Tints) -> bool {
    let all = Cell::new(true);
    let map = |rgb| {
        all.set(all.get() && grey(rgb).is_some());
        vec![1.0 - tints.ink(rgb[1])]
    };
    let mut attempt = shading.clone();
    let done = apply(document, &mut attempt, "DeviceGray", &map) && all.get();
    if done {
        *shading = attempt;
    }
    done
}

fn apply(
    document: &mut Document,
    shading: &mut Dictionary,
    space: impl Into<Object>,
    map: &Map<'_>,
) -> bool {
    let Ok(function) = shading.get(b"Function").cloned() else { return false };
    let Some(function) = functions::convert(document, &function, map) else { return false };
    if let Some(background) = functions::floats(document, shading, b"Background") {
        let Some(color) = functions::color(&background) else { return false };
        shading.set("Background", functions::numbers(&map(color)));
    }
    shading.set("Function", function);
    shading.set("ColorSpace", space.into());
    true
}
