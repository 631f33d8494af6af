//! HEIC: photographs from phones and cameras.
//!
//! What the file says about itself is not trusted: its boxes are counted before they are read, and
//! the pixels of everything that the picture is put together from are added up, from the headers of
//! the coded data, before anything is decoded. The decoder crops, turns and mirrors as the file
//! demands (`clap`, `irot`, `imir`); an orientation in Exif then merely records this (ISO/IEC
//! 23008-12, annex A.1) and is ignored. Gain maps, depth maps and thumbnails are left out.

use heifer::heifer_hevc_dec::nal::{NalUnit, NalUnitType, split_annex_b};
use heifer::heifer_hevc_dec::params::Sps;
use heifer::heifer_isobmff::boxes::{self, ColorInfo, Property};
use heifer::heifer_isobmff::{BoxIter, HeifFile, ItemId};
use heifer::{Error, Options};
use image::{DynamicImage, RgbaImage};

use super::super::code_points::{Meaning, meaning};
use super::super::pictures::PIXELS;
use super::kind::Kind;
use super::{Pixels, Remark, broken, measured, unread};
use neikan_base::diagnostic::Finding;

/// The largest description of a file, without the picture data in it, bytes.
const META: usize = 16 << 20;
/// The most items, and the most references between items: a picture of 100 million pixels has some
/// 400 tiles of 512 px.
const ITEMS: usize = 4000;
/// How deeply pictures may be made of pictures.
const DEPTH: usize = 4;
/// The most pixels in everything that a picture is made of: itself, its tiles, its transparency.
const WORK: u64 = 3 * PIXELS;
/// The largest profile, bytes.
const PROFILE: usize = 4 << 20;

/// Reads the main picture of a file.
///
/// # Errors
/// A finding without a place: the file is broken or only a film, or the picture is too large,
/// brighter than white (HDR) or in a form that is not read.
pub fn read(bytes: &[u8]) -> Result<Pixels, Finding> {
    counted(bytes)?;
    let file = HeifFile::parse(bytes).map_err(|_| broken())?;
    let main = file.primary_id;
    weigh(&file, main, bytes.len())?;
    let (icc, meant) = colors(&file, main);
    if meant == Meaning::Hdr {
        return Err(Finding::stop("picture-hdr").with("kind", Kind::Heic.name()));
    }
    let options = Options { max_threads: 0, max_pixels: PIXELS };
    let picture = heifer::decode_rgba8(bytes, &options).map_err(fault)?;
    measured(picture.width, picture.height)?;
    let (width, height, clear) = (picture.width, picture.height, picture.has_alpha);
    let pixels = RgbaImage::from_raw(width, height, picture.data).ok_or_else(broken)?;
    let pixels = DynamicImage::from(pixels);
    let picture = if clear { pixels } else { pixels.into_rgb8().into() };
    let icc = icc.or(match meant {
        Meaning::Icc(icc) => Some(icc),
        _ => None,
    });
    let count = file.top_level_image_ids().len();
    let first = (count > 1).then_some(Remark::First(count));
    let depth = depth(&file, main).filter(|bits| *bits > 8).map(Remark::Depth);
    let remarks = first.into_iter().chain(depth).collect();
    Ok(Pixels { picture, inks: false, icc, remarks })
}

fn fault(error: Error) -> Finding {
    match error {
        Error::Unsupported(reason) => unread(Kind::Heic, reason),
        _ => broken(),
    }
}

/// Counts what a file describes before the description is read, which takes time that grows with
/// the square of it.
fn counted(bytes: &[u8]) -> Result<(), Finding> {
    let mut described = false;
    let mut film = false;
    for part in BoxIter::new(bytes) {
        let part = part.map_err(|_| broken())?;
        match &part.header.box_type.0 {
            b"meta" => {
                described = true;
                let content = part.content.get(4..).ok_or_else(broken)?;
                count(content).ok_or_else(broken)?;
            }
            b"moov" => film = true,
            _ => {}
        }
    }
    match (described, film) {
        (true, _) => Ok(()),
        (false, true) => Err(Finding::stop("picture-sequence").with("kind", Kind::Heic.name())),
        (false, false) => Err(broken()),
    }
}

/// Counts the items of a description; nothing if there are too many, or if it is broken.
fn count(meta: &[u8]) -> Option<()> {
    let mut size = 0;
    let few = |count: usize| (count <= ITEMS).then_some(());
    for part in BoxIter::new(meta) {
        let part = part.ok()?;
        let content = part.content;
        match &part.header.box_type.0 {
            b"idat" => continue,
            b"iinf" => few(boxes::parse_item_infos(content).ok()?.len())?,
            b"iloc" => few(boxes::parse_item_locations(content).ok()?.len())?,
            b"iref" => {
                let all = boxes::parse_item_references(content).ok()?;
                few(all.len())?;
                few(all.iter().map(|one| one.to.len()).sum())?;
            }
            b"iprp" => properties(content)?,
            _ => {}
        }
        size += content.len();
    }
    (size <= META).then_some(())
}

fn properties(content: &[u8]) -> Option<()> {
    for part in BoxIter::new(content) {
        let part = part.ok()?;
        if part.header.box_type.0 == *b"ipma" {
            let all = boxes::parse_property_associations(part.content).ok()?;
            let named: usize = all.iter().map(|(_, properties)| properties.len()).sum();
            if all.len() > ITEMS || named > ITEMS * 8 {
                return None;
            }
        }
    }
    Some(())
}

/// Adds up the pixels of everything that a picture is made of, and the coded data (at most `length`
/// bytes), each as often as it is used.
fn weigh(file: &HeifFile<'_>, main: ItemId, length: usize) -> Result<(), Finding> {
    if let Some((width, height)) = file.image_size(main).map_err(|_| broken())? {
        measured(width, height)?;
    }
    let (mut pixels, mut read, mut count) = (0_u64, 0_usize, 0_usize);
    let mut open = vec![(main, 0_usize)];
    while let Some((id, depth)) = open.pop() {
        count += 1;
        if depth > DEPTH || count > ITEMS {
            return Err(broken());
        }
        let (own, coded) = weight(file, id)?;
        pixels = pixels.saturating_add(own);
        read = read.saturating_add(coded);
        if pixels > WORK || read > length.saturating_mul(2) {
            return Err(broken());
        }
        let parts = file.referenced_items(id, b"dimg").iter().copied();
        open.extend(parts.chain(alpha(file, id)).map(|part| (part, depth + 1)));
    }
    Ok(())
}

/// The items that make a picture transparent.
fn alpha(file: &HeifFile<'_>, id: ItemId) -> Vec<ItemId> {
    let all = file.referencing_items(id, b"auxl").into_iter();
    let is_alpha = |part: &Property| matches!(part, Property::AuxiliaryType(kind) if kind.contains("alpha") || kind.ends_with("auxid:1"));
    all.filter(|item| file.item_properties(*item).is_ok_and(|mut all| all.any(is_alpha))).collect()
}

/// The pixels of one item, as declared or as in its coded data, and the length of that data, bytes.
fn weight(file: &HeifFile<'_>, id: ItemId) -> Result<(u64, usize), Finding> {
    let item = file.item(id).map_err(|_| broken())?;
    let said = match &item.item_type.0 {
        b"grid" => {
            let grid = file.grid(id).map_err(|_| broken())?;
            measured(grid.output_width, grid.output_height)?;
            area(grid.output_width, grid.output_height)
        }
        _ => file.image_size(id).map_err(|_| broken())?.map_or(0, |(w, h)| area(w, h)),
    };
    if item.item_type.0 != *b"hvc1" {
        return Ok((said, 0));
    }
    let coded = file.hevc_bitstream(id).map_err(|_| broken())?;
    let sizes = headers(&coded)
        .map(|sps| area(sps.pic_width_in_luma_samples, sps.pic_height_in_luma_samples));
    Ok((said.max(sizes.max().unwrap_or_default()), coded.len()))
}

fn area(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

/// The headers in coded data that state its size (ITU-T H.265, 7.3.2.2).
fn headers(coded: &[u8]) -> impl Iterator<Item = Sps> {
    split_annex_b(coded).filter_map(|unit| {
        let unit = NalUnit::parse(unit).ok()?;
        (unit.header.unit_type == NalUnitType::Sps).then(|| Sps::parse(&unit.rbsp).ok())?
    })
}

/// The bits per component in the coded data.
fn depth(file: &HeifFile<'_>, main: ItemId) -> Option<u8> {
    let mut parts = made_of(file, main);
    parts.find_map(|id| Some(file.hevc_config(id).ok()??.bit_depth_luma))
}

/// A picture, the first of those it is made of, the first of those, …
fn made_of<'a>(file: &'a HeifFile<'_>, main: ItemId) -> impl Iterator<Item = ItemId> + 'a {
    let first = |id: &ItemId| file.referenced_items(*id, b"dimg").first().copied();
    std::iter::successors(Some(main), first).take(DEPTH)
}

/// What a file says about its colours: a profile, or else numbers, or else those in the coded data.
fn colors(file: &HeifFile<'_>, main: ItemId) -> (Option<Vec<u8>>, Meaning) {
    let icc = file.icc_profile(main).ok().flatten();
    if let Some(icc) = icc.filter(|icc| icc.len() <= PROFILE) {
        return (Some(icc.to_vec()), Meaning::Srgb);
    }
    let said = made_of(file, main).find_map(|id| numbers(file, id));
    let meant = said.map(|(primaries, transfer)| meaning(primaries, transfer, true));
    (None, meant.unwrap_or(Meaning::Srgb))
}

/// The numbers of primaries and transfer that are given for an item, beside its coded data or in
/// it.
fn numbers(file: &HeifFile<'_>, id: ItemId) -> Option<(u16, u16)> {
    let said = file.item_properties(id).ok()?.find_map(|property| match property {
        Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) => {
            Some((*primaries, *transfer))
        }
        _ => None,
    });
    said.or_else(|| {
        let coded = file.hevc_bitstream(id).ok()?;
        let vui = headers(&coded).find_map(|sps| sps.vui)?;
        let known = vui.colour_primaries != 2 && vui.transfer_characteristics != 2;
        known.then(|| (vui.colour_primaries.into(), vui.transfer_characteristics.into()))
    })
}
