//! HEIC: photographs from phones and cameras, HEVC in [`heif`].
//!
//! The decoder puts tiles together, crops, turns and mirrors as the file demands.

use heifer::heifer_hevc_dec::nal::{NalUnit, NalUnitType, split_annex_b};
use heifer::heifer_hevc_dec::params::Sps;
use heifer::heifer_isobmff::{HeifFile, ItemId};
use heifer::{Error, Options};
use image::{DynamicImage, RgbaImage};

use super::super::pictures::PIXELS;
use super::heif::{self, area};
use super::kind::Kind;
use super::{Pixels, broken, measured, unread};
use neikan_base::diagnostic::Finding;

/// Reads the main picture of a file.
///
/// # Errors
/// A finding without a place: the file is broken or only a film, or the picture is too large,
/// brighter than white (HDR) or in a form that is not read.
pub fn read(bytes: &[u8]) -> Result<Pixels, Finding> {
    let file = heif::open(bytes, Kind::Heic, coded)?;
    let icc = heif::profile(&file, Kind::Heic, |id| numbers(&file, id))?;
    let options = Options { max_threads: 0, max_pixels: PIXELS };
    let picture = heifer::decode_rgba8(bytes, &options).map_err(fault)?;
    measured(picture.width, picture.height)?;
    let (width, height, clear) = (picture.width, picture.height, picture.has_alpha);
    let pixels = RgbaImage::from_raw(width, height, picture.data).ok_or_else(broken)?;
    let pixels = DynamicImage::from(pixels);
    let picture = if clear { pixels } else { pixels.into_rgb8().into() };
    let remarks = heif::remarks(&file, bytes, depth(&file));
    Ok(Pixels { picture, inks: false, icc, remarks })
}

fn fault(error: Error) -> Finding {
    match error {
        Error::Unsupported(reason) => unread(Kind::Heic, reason),
        _ => broken(),
    }
}

/// How large an item of HEVC is.
fn coded(file: &HeifFile<'_>, id: ItemId) -> Result<Option<(u64, usize)>, Finding> {
    if file.item(id).map_err(|_| broken())?.item_type.0 != *b"hvc1" {
        return Ok(None);
    }
    let coded = file.hevc_bitstream(id).map_err(|_| broken())?;
    let sizes = headers(&coded)
        .map(|sps| area(sps.pic_width_in_luma_samples, sps.pic_height_in_luma_samples));
    Ok(Some((sizes.max().unwrap_or_default(), coded.len())))
}

/// The headers in coded data that state its size (ITU-T H.265, 7.3.2.2).
fn headers(coded: &[u8]) -> impl Iterator<Item = Sps> {
    split_annex_b(coded).filter_map(|unit| {
        let unit = NalUnit::parse(unit).ok()?;
        (unit.header.unit_type == NalUnitType::Sps).then(|| Sps::parse(&unit.rbsp).ok())?
    })
}

/// The bits per component in the coded data.
fn depth(file: &HeifFile<'_>) -> Option<u8> {
    let mut parts = heif::made_of(file, file.primary_id);
    parts.find_map(|id| Some(file.hevc_config(id).ok()??.bit_depth_luma))
}

/// The numbers of primaries and transfer in the coded data of an item.
fn numbers(file: &HeifFile<'_>, id: ItemId) -> Option<(u16, u16)> {
    let coded = file.hevc_bitstream(id).ok()?;
    let vui = headers(&coded).find_map(|sps| sps.vui)?;
    let known = vui.colour_primaries != 2 && vui.transfer_characteristics != 2;
    known.then(|| (vui.colour_primaries.into(), vui.transfer_characteristics.into()))
}
