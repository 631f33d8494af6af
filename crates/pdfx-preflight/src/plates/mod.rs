//! The plates of a page: what each ink prints, pixel by pixel, with overprint and transparency.
//!
//! [`paint`] interprets the content of a page over a [`state`]; [`raster`] tells which pixels a
//! shape touches, [`colors`] which inks a colour takes, and [`layer`] lays them on one another.
//! [`text`] draws letters from their [`outlines`], [`pictures`] samples pictures, [`shadings`] and
//! [`tilings`] fill with more than one colour, and [`groups`] paints forms, transparency groups and
//! soft masks. Pixels are not anti-aliased: every pixel that anything touches has its full ink, as
//! RIPs paint, so that ink can be measured.
//!
//! A page has a budget of work and memory; what is not painted because it is used up, or because it
//! cannot be, is told in [`Plates::missed`].

pub mod bleed;
mod blend;
mod colors;
pub mod coverage;
mod groups;
mod layer;
mod outlines;
mod paint;
mod pictures;
mod raster;
mod shadings;
mod state;
mod text;
mod tilings;
mod type1;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kurbo::Affine;
use neikan_base::diagnostic::{Failure, Finding};
use neikan_base::fs::write_whole;
use tiff::encoder::colortype::Gray8;
use tiff::encoder::{Compression, Rational, TiffEncoder};
use tiff::tags::ResolutionUnit;

use crate::facts::{Feature, Spot};
use crate::layers::Layers;
use crate::pixels::Meter;
use crate::reading::{Bounds, Page, Pdf, Refused};
use colors::Press;
use paint::Painter;
pub(crate) use pictures::{keyed, matte, unmix};
use text::Faces;

/// The most components of a pixel, those of the process and spot inks.
const COMPONENTS: usize = 36;
/// The most spot inks of a page.
const SPOTS: usize = 32;
/// The most pixels of a page; a larger one is painted coarser.
const PIXELS: f64 = 24e6;
/// How much work all pages together may take: pixels painted, values read.
const WORK: u64 = 120_000_000_000;
/// How much work one page may take.
const PAGE: u64 = 3_000_000_000;
/// How much work one page may take that paints more than was looked through.
const ENDLESS: u64 = 300_000_000;

/// What the first components of a pixel are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Process {
    Gray,
    Rgb,
    Cmyk,
}

impl Process {
    fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// As what plates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// PNG.
    Png,
    /// TIFF, which programs for proofs and platesetters read.
    Tiff,
}

impl Form {
    /// How the names of its files end.
    fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Tiff => "tif",
        }
    }
}

/// How plates are made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Pixels per inch.
    pub ppi: f64,
    /// The ICC profile of the output condition, if not the one of the file's output intent.
    pub profile: Option<Vec<u8>>,
}

/// What is not on the plates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missed {
    /// The rest of the page: painting it would take too long.
    Work,
    /// Letters of a font whose outlines are not in the file or cannot be read.
    Font(String),
    /// A picture whose samples cannot be read.
    Picture,
    /// A gradient that cannot be read.
    Shading,
    /// Inks beyond the most that are counted.
    Inks,
    /// Forms, patterns or masks within one another beyond the most that are followed.
    Depth,
}

impl Missed {
    /// Its English name, which selectors in messages use.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Font(_) => "font",
            Self::Picture => "picture",
            Self::Shading => "shading",
            Self::Inks => "inks",
            Self::Depth => "depth",
        }
    }
}

/// The plates of a page.
#[derive(Debug, Clone)]
pub struct Plates {
    /// The number of the page, from 1.
    pub page: usize,
    /// The names of the inks: Cyan, Magenta, Yellow, Black, then the spot inks.
    pub inks: Vec<String>,
    /// Pixels per inch.
    pub ppi: f64,
    /// What of the page the pixels are, points of its coordinates.
    pub bounds: Bounds,
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The inks of each pixel from the upper left, 0 to 255 for none to full.
    pub samples: Vec<u8>,
    /// What is not on them.
    pub missed: BTreeSet<Missed>,
}

impl Plates {
    /// One plate: 0 for no ink to 255 for full ink, row by row.
    pub fn plate(&self, ink: usize) -> Vec<u8> {
        self.samples.iter().skip(ink).step_by(self.inks.len().max(1)).copied().collect()
    }

    /// A plate as a grey PNG, in which full ink is black.
    ///
    /// # Errors
    /// What the coder says.
    pub fn png(&self, ink: usize) -> Result<Vec<u8>, String> {
        let size = |side: usize| u32::try_from(side).map_err(|error| error.to_string());
        let mut out = Vec::new();
        let mut coder = png::Encoder::new(&mut out, size(self.width)?, size(self.height)?);
        coder.set_color(png::ColorType::Grayscale);
        coder.set_depth(png::BitDepth::Eight);
        let dots = (self.ppi / 0.0254).round().clamp(1.0, 1e6) as u32;
        let unit = png::Unit::Meter;
        coder.set_pixel_dims(Some(png::PixelDimensions { xppu: dots, yppu: dots, unit }));
        let mut writer = coder.write_header().map_err(|error| error.to_string())?;
        let light: Vec<u8> = self.plate(ink).into_iter().map(|ink| 255 - ink).collect();
        writer.write_image_data(&light).map_err(|error| error.to_string())?;
        writer.finish().map_err(|error| error.to_string())?;
        Ok(out)
    }

    /// What adds up the inks of a pixel, 0 to 255 each, but for plates that are no colour (varnish, a die).
    pub(crate) fn total(&self, is_finish: &dyn Fn(&str) -> bool) -> impl Fn(&[u8]) -> u32 + use<> {
        let counts: Vec<bool> = self.inks.iter().map(|ink| !is_finish(ink)).collect();
        move |pixel| {
            let inks = pixel.iter().zip(&counts).filter(|(_, counts)| **counts);
            inks.map(|(&ink, _)| u32::from(ink)).sum()
        }
    }

    /// A plate as a grey TIFF, in which full ink is black.
    ///
    /// # Errors
    /// What the coder says.
    pub fn tiff(&self, ink: usize) -> Result<Vec<u8>, String> {
        let size = |side: usize| u32::try_from(side).map_err(|error| error.to_string());
        let (width, height) = (size(self.width)?, size(self.height)?);
        let mut out = Cursor::new(Vec::new());
        let coder = TiffEncoder::new(&mut out).map_err(|error| error.to_string())?;
        let mut coder = coder.with_compression(Compression::Lzw);
        let image = coder.new_image::<Gray8>(width, height);
        let mut image = image.map_err(|error| error.to_string())?;
        let dots = (self.ppi * 100.0).round().clamp(1.0, 1e6) as u32;
        image.resolution(ResolutionUnit::Inch, Rational { n: dots, d: 100 });
        let light: Vec<u8> = self.plate(ink).into_iter().map(|ink| 255 - ink).collect();
        image.write_data(&light).map_err(|error| error.to_string())?;
        Ok(out.into_inner())
    }

    /// The plates as the page is shown that is rotated by so many degrees clockwise; their bounds
    /// are those of the page turned upright, with its corner at zero.
    pub fn upright(&self, rotate: i64) -> Cow<'_, Self> {
        (0..quarters(rotate)).fold(Cow::Borrowed(self), |own, _| Cow::Owned(own.quarter()))
    }

    /// The plates turned by a quarter clockwise.
    fn quarter(&self) -> Self {
        let (n, [left, bottom, right, top]) = (self.inks.len(), self.bounds);
        let mut samples = Vec::with_capacity(self.samples.len());
        for x in 0..self.width {
            for y in (0..self.height).rev() {
                let at = (y * self.width + x) * n;
                samples.extend_from_slice(&self.samples[at..at + n]);
            }
        }
        Self {
            page: self.page,
            inks: self.inks.clone(),
            ppi: self.ppi,
            bounds: [0.0, 0.0, top - bottom, right - left],
            width: self.height,
            height: self.width,
            samples,
            missed: self.missed.clone(),
        }
    }

    /// A place in pixels as one in points of the page's coordinates.
    pub fn place(&self, [left, top, right, bottom]: [usize; 4]) -> Bounds {
        let across = (self.bounds[2] - self.bounds[0]) / self.width.max(1) as f64;
        let down = (self.bounds[3] - self.bounds[1]) / self.height.max(1) as f64;
        [
            self.bounds[0] + left as f64 * across,
            self.bounds[3] - bottom as f64 * down,
            self.bounds[0] + right as f64 * across,
            self.bounds[3] - top as f64 * down,
        ]
    }
}

/// By how many quarters a page is turned that is rotated by so many degrees clockwise.
fn quarters(rotate: i64) -> i64 {
    rotate.rem_euclid(360) / 90
}

/// Makes the plates of all pages, one after another, in the coordinates of each page: one that is
/// rotated lies as it is in the file.
///
/// # Errors
/// [`Refused`] if the pages paint more than the limits of the preflight allow.
pub fn each(pdf: &Pdf, options: &Options, mut take: impl FnMut(Plates)) -> Result<(), Refused> {
    let met = crate::walk::walk(pdf)?;
    let maker = Maker::new(pdf, &met.uses, options, None);
    pdf.pages.iter().for_each(|page| take(maker.page(page)));
    Ok(())
}

/// Writes the plates of all pages into a folder, each page as it is shown; their names are `stem`,
/// the page, and the ink as far as files may have its name.
///
/// # Errors
/// The finding `preflight-plates` if there is no such folder, [`Refused`] as [`each`], and what the
/// machine says.
pub fn write(
    pdf: &Pdf,
    options: &Options,
    form: Form,
    folder: &Path,
    stem: &str,
) -> Result<(), Failure> {
    if !folder.is_dir() {
        let finding = Finding::stop("preflight-plates").with("file", folder.display());
        return Err(Failure::Call(Box::new(finding)));
    }
    let mut prints = Prints { form, folder, stem, used: BTreeSet::new(), blank: Vec::new() };
    let mut done = Ok(());
    let painted = each(pdf, options, |plates| {
        if done.is_ok() {
            let page = plates.page.checked_sub(1).and_then(|at| pdf.pages.get(at));
            done = prints.page(&plates.upright(page.map_or(0, |page| page.rotate)));
        }
    });
    painted.map_err(|refused| Failure::from(Finding::from(refused)))?;
    done?;
    prints.finish()
}

/// Plates that are written to a folder. The blank ones wait until it is known whether any page has that
/// ink: a job of two inks has no empty plates of three others.
struct Prints<'a> {
    form: Form,
    folder: &'a Path,
    stem: &'a str,
    /// The inks that something is printed in.
    used: BTreeSet<String>,
    /// The ink, the path and the content of each blank plate.
    blank: Vec<(String, PathBuf, Vec<u8>)>,
}

impl Prints<'_> {
    fn page(&mut self, plates: &Plates) -> Result<(), Failure> {
        for (index, ink) in plates.inks.iter().enumerate() {
            let path = self.path(plates.page, index, ink);
            let made = match self.form {
                Form::Png => plates.png(index),
                Form::Tiff => plates.tiff(index),
            };
            let made = made.map_err(std::io::Error::other);
            let made = made.map_err(|error| Failure::machine(&path, error))?;
            if plates.plate(index).iter().all(|&tint| tint == 0) {
                self.blank.push((ink.clone(), path, made));
            } else {
                self.used.insert(ink.clone());
                write_whole(&path, &made)?;
            }
        }
        Ok(())
    }

    fn path(&self, page: usize, index: usize, ink: &str) -> PathBuf {
        let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
        let ink: String = ink.chars().map(plain).take(60).collect();
        let (stem, end) = (self.stem, self.form.extension());
        self.folder.join(format!("{stem}-p{page:03}-{}-{ink}.{end}", index + 1))
    }

    fn finish(self) -> Result<(), Failure> {
        let mut wanted = self.blank.iter().filter(|(ink, ..)| self.used.contains(ink));
        wanted.try_for_each(|(_, path, made)| write_whole(path, made))
    }
}

/// Makes plates: what all pages of a file share.
pub(crate) struct Maker<'a> {
    pdf: &'a Pdf,
    ppi: f64,
    /// The spot inks that each page uses.
    spots: BTreeMap<usize, BTreeSet<&'a [u8]>>,
    /// The pages that paint more than was looked through.
    endless: BTreeSet<usize>,
    press: Arc<Press>,
    layers: Arc<Layers>,
    /// Measures the pictures that are decoded.
    meter: Option<&'a Meter<'a>>,
    /// The fonts of all pages.
    faces: Arc<Faces<'a>>,
}

impl<'a> Maker<'a> {
    /// For the pages of a file; `uses` are the features that the walk of them met.
    pub fn new(
        pdf: &'a Pdf,
        uses: &'a [(Feature, Spot)],
        options: &Options,
        meter: Option<&'a Meter<'a>>,
    ) -> Self {
        let profile = options.profile.clone().or_else(|| pdf.profile());
        let press = Arc::new(Press::new(profile.as_deref()));
        let layers = Arc::new(Layers::read(&pdf.document));
        let faces = Arc::default();
        let endless = uses.iter().filter(|(feature, _)| *feature == Feature::Unjudged);
        let endless = endless.map(|(_, spot)| spot.page).collect();
        Self { pdf, ppi: options.ppi, spots: spots(uses), endless, press, layers, meter, faces }
    }

    /// The plates of a page.
    pub fn page(&self, page: &'a Page) -> Plates {
        let used = self.spots.get(&page.number);
        let named = used.into_iter().flatten().take(SPOTS);
        let spots: Vec<Vec<u8>> = named.map(|name| name.to_vec()).collect();
        let bounds = page.media.unwrap_or_default();
        let (scale, width, height) = size(page, self.ppi);
        let share = if self.endless.contains(&page.number) { ENDLESS } else { PAGE };
        let work = (WORK / self.pdf.pages.len().max(1) as u64).min(share);
        let names = ["Cyan", "Magenta", "Yellow", "Black"].map(str::to_owned).into_iter();
        let inks = names.chain(spots.iter().map(|name| String::from_utf8_lossy(name).into_owned()));
        let inks = inks.collect();
        let mut painter = Painter::new(self, spots, work);
        if used.is_some_and(|used| used.len() > SPOTS) {
            painter.missed.insert(Missed::Inks);
        }
        let matrix = Affine::new([scale, 0.0, 0.0, -scale, -bounds[0] * scale, bounds[3] * scale]);
        let area = [0, 0, width as i32, height as i32];
        let layer = painter.page(page, area, matrix);
        let missed = std::mem::take(&mut painter.missed);
        Plates {
            page: page.number,
            inks,
            ppi: scale / page.unit * 72.0,
            bounds,
            width,
            height,
            samples: layer.into_printed(),
            missed,
        }
    }
}

/// The pixels per unit of a page, and its size in pixels.
fn size(page: &Page, ppi: f64) -> (f64, usize, usize) {
    let [left, bottom, right, top] = page.media.unwrap_or_default();
    let (width, height) = ((right - left).clamp(0.0, 1e6), (top - bottom).clamp(0.0, 1e6));
    let mut scale = ppi.clamp(9.0, 1_200.0) / 72.0 * page.unit.clamp(1e-3, 1e3);
    let pixels = width * height * scale * scale;
    if pixels > PIXELS {
        scale *= (PIXELS / pixels).sqrt();
    }
    let side = |length: f64| ((length * scale).ceil().clamp(1.0, 200_000.0)) as usize;
    (scale, side(width), side(height))
}

/// The spot inks that each page uses.
fn spots(uses: &[(Feature, Spot)]) -> BTreeMap<usize, BTreeSet<&[u8]>> {
    let process = [&b"Cyan"[..], b"Magenta", b"Yellow", b"Black", b"All", b"None"];
    let mut pages: BTreeMap<usize, BTreeSet<&[u8]>> = BTreeMap::new();
    for (feature, spot) in uses {
        if let Feature::Colorant(name, _) = feature
            && !process.contains(&name.as_slice())
        {
            pages.entry(spot.page).or_default().insert(name.as_slice());
        }
    }
    pages
}
