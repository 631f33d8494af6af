//! A picture that looks grey is grey in its file.

use image::DynamicImage;
use rayon::prelude::*;

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::pictures::{Format, reduced};
use neikan_base::diagnostic::Severity;
use neikan_base::jpeg;
use neikan_base::store::{Inputs, Store};

/// The rule.
pub const RULE: Rule = Rule {
    name: "picture-grey",
    severity: Severity::Note,
    fix: false,
    source: Source::Print,
    zh: Words {
        about: "看上去是黑白的图，文件里却带一点颜色，付印要用四色套出灰来，稍有不准就偏红偏绿。存成灰度，只用黑版。",
        message: "图片 { $found } 近于黑白，却是彩色文件。",
        hint: "本是黑白的，请在制图软件里转成灰度再交；有意留的淡彩，不用改。",
    },
    en: Words {
        about: "A picture that is grey to the eye is grey in its file: with a trace of colour it takes all four inks, and leans to red or green when they are not quite in balance.",
        message: "The picture { $found } is nearly grey but saved in colour.",
        hint: "Turn it to greyscale if it is black and white; leave it if the tint is meant.",
    },
    wrong: &["@image faint.jpg\nfaint"],
    right: &["@image grey.jpg\ngrey"],
    check: Check::Issue(check),
};

/// The edge, px, that a picture is reduced to before it is judged.
const EDGE: u32 = 96;
/// The largest difference, of 255, between red, green and blue in what looks grey.
const SPREAD: u8 = 14;
/// How much of a picture may be more colourful than that, %.
const COLORED: usize = 1;

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let (pictures, store) = (&context.assembly.pictures, &context.shelf.store);
    let nearly = pictures
        .par_iter()
        .filter(|(_, file)| file.format != Format::Svg && known(&file.bytes, store) == Some(true));
    // A parallel iterator over a map keeps its order.
    for path in nearly.map(|(path, _)| path).collect::<Vec<_>>() {
        hits.at(context.place_of_picture(path)).with("found", path);
    }
}

/// Must change whenever a picture would be judged otherwise.
const VERSION: u32 = 2;

/// What was found out about a picture before, or is now.
fn known(bytes: &[u8], store: &Store) -> Option<bool> {
    let inputs = Inputs::new().with(bytes);
    let look = || nearly_grey(bytes).map(|nearly| vec![u8::from(nearly)]).ok_or(());
    store.step("picture-grey", VERSION, &inputs, look).ok().map(|found| found == [1])
}

/// A large JPEG at a share of its size.
fn small(bytes: &[u8]) -> Option<DynamicImage> {
    let [width, height] = jpeg::head(bytes)?.size;
    reduced(bytes, jpeg::share(u32::try_from(width.max(height)).ok()?, EDGE)?)
}

/// Whether a picture in colours has next to none; nothing if it cannot be decoded.
fn nearly_grey(bytes: &[u8]) -> Option<bool> {
    let picture = small(bytes).or_else(|| image::load_from_memory(bytes).ok())?;
    if !picture.color().has_color() {
        return Some(false);
    }
    let small = picture.thumbnail(EDGE, EDGE).into_rgb8();
    let spread = |rgb: &image::Rgb<u8>| {
        let [r, g, b] = rgb.0;
        r.max(g).max(b) - r.min(g).min(b)
    };
    let colored = small.pixels().filter(|rgb| spread(rgb) > SPREAD).count();
    let tinted = small.pixels().any(|rgb| spread(rgb) > 0);
    let all = small.pixels().len().max(1);
    Some(tinted && colored * 100 <= all * COLORED)
}
