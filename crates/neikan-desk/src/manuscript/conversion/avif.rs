//! AVIF: photographs from the web and from newer phones, AV1 in [`heif`].
//!
//! An item is decoded in one thread, so that a fault of the decoder ends here, and converted to RGB
//! by the same code as HEIC. Tiles are put together, transparency is attached, and the picture is
//! cropped, turned and mirrored (AV1 Image File Format 1.1).

use heifer::Image;
use heifer::color::{ColorParams, frame_to_rgba_sized};
use heifer::heifer_hevc_dec::recon::Frame;
use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{HeifFile, ItemId};
use image::{DynamicImage, RgbaImage};
use rusty_av1d::pixel::YUVRange;
use rusty_av1d::{Decoder, Picture, PixelLayout, PlanarImageComponent as Part, Settings};

use super::heif::{self, area};
use super::kind::Kind;
use super::{Pixels, broken, measured, unread};
use neikan_base::diagnostic::Finding;

/// Matrices by number (ITU-T H.273, table 4) that can be undone; 2 says nothing, and is taken for 6.
const MATRICES: [u16; 8] = [0, 1, 2, 4, 5, 6, 7, 9];

/// Reads the main picture of a file.
///
/// # Errors
/// A finding without a place: the file is broken or only a film, or the picture is too large,
/// brighter than white (HDR) or in a form that is not read.
pub fn read(bytes: &[u8]) -> Result<Pixels, Finding> {
    let file = heif::open(bytes, Kind::Avif, coded)?;
    let mut said = Said::default();
    let mut picture = assembled(&file, file.primary_id, 0, &mut said)?;
    let icc = heif::profile(&file, Kind::Avif, |_| said.numbers)?;
    measured(picture.width, picture.height)?;
    let main = file.primary_id;
    let masks = heif::alpha(&file, main);
    if masks.iter().any(|mask| file.referenced_items(main, b"prem").contains(mask)) {
        multiplied(&mut picture);
    }
    let clear = picture.has_alpha;
    let pixels = RgbaImage::from_raw(picture.width, picture.height, picture.data);
    let pixels = DynamicImage::from(pixels.ok_or_else(broken)?);
    let picture = if clear { pixels } else { pixels.into_rgb8().into() };
    Ok(Pixels { picture, inks: false, icc, remarks: heif::remarks(&file, bytes, said.depth) })
}

/// What the coded data of the first decoded item says.
#[derive(Debug, Default)]
struct Said {
    /// Bits per component.
    depth: Option<u8>,
    /// Primaries and transfer by number.
    numbers: Option<(u16, u16)>,
}

/// How large an item of AV1 is. Decoding ends if it has more pixels than the container says.
fn coded(file: &HeifFile<'_>, id: ItemId) -> Result<Option<(u64, usize)>, Finding> {
    if file.item(id).map_err(|_| broken())?.item_type.0 != *b"av01" {
        return Ok(None);
    }
    Ok(Some((0, file.item_data(id).map_err(|_| broken())?.len())))
}

/// A picture: coded or put together from others, with its transparency, the right way up.
fn assembled(
    file: &HeifFile<'_>,
    id: ItemId,
    depth: usize,
    said: &mut Said,
) -> Result<Image<u8>, Finding> {
    if depth > heif::DEPTH {
        return Err(broken());
    }
    let kind = file.item(id).map_err(|_| broken())?.item_type;
    let mut picture = match &kind.0 {
        b"av01" => decoded(file, id, said)?,
        b"grid" => tiled(file, id, depth, said)?,
        b"iden" => {
            let source = file.referenced_items(id, b"dimg").first().ok_or_else(broken)?;
            assembled(file, *source, depth + 1, said)?
        }
        _ => return Err(unread(Kind::Avif, kind)),
    };
    if let Some(mask) = heif::alpha(file, id).first() {
        let mask = assembled(file, *mask, depth + 1, said)?;
        masked(&mut picture, &mask)?;
    }
    for property in file.item_properties(id).map_err(|_| broken())? {
        picture = changed(picture, property)?;
    }
    Ok(picture)
}

/// A picture cropped, turned or mirrored as a property demands.
fn changed(picture: Image<u8>, property: &Property) -> Result<Image<u8>, Finding> {
    Ok(match *property {
        Property::Rotation(quarters) if quarters > 0 => picture.rotate_ccw(quarters),
        Property::Mirror(upside_down) => picture.mirror(upside_down),
        Property::CleanAperture { width, height, horiz_offset, vert_offset } => {
            let across = window(picture.width, width, horiz_offset).ok_or_else(broken)?;
            let down = window(picture.height, height, vert_offset).ok_or_else(broken)?;
            picture.crop(across.0, down.0, across.1, down.1)
        }
        _ => picture,
    })
}

/// Where a clean aperture begins along one side of so many pixels, and its length, px (ISO/IEC
/// 14496-12, 12.1.4): a fraction of pixels around a centre that is shifted by another fraction.
fn window(side: u32, length: (u32, u32), shift: (i32, u32)) -> Option<(u32, u32)> {
    if length.1 == 0 || shift.1 == 0 {
        return None;
    }
    let length = f64::from(length.0) / f64::from(length.1);
    let shift = f64::from(shift.0) / f64::from(shift.1);
    let start = shift + (f64::from(side) - length) / 2.0;
    Some((start.round().max(0.0) as u32, length.round() as u32))
}

/// A picture of equal tiles, row by row; the last ones may stand out (ISO/IEC 23008-12, 6.6.2.3).
fn tiled(
    file: &HeifFile<'_>,
    id: ItemId,
    depth: usize,
    said: &mut Said,
) -> Result<Image<u8>, Finding> {
    let grid = file.grid(id).map_err(|_| broken())?;
    let tiles = file.referenced_items(id, b"dimg");
    if tiles.len() != usize::from(grid.rows) * usize::from(grid.columns) {
        return Err(broken());
    }
    let clear = [0, 0, 0, u8::MAX];
    let mut whole = Image::filled_samples(grid.output_width, grid.output_height, 8, clear);
    let mut size = None;
    for (at, tile) in tiles.iter().enumerate() {
        let tile = assembled(file, *tile, depth + 1, said)?;
        let own = (tile.width, tile.height);
        if *size.get_or_insert(own) != own {
            return Err(broken());
        }
        let (row, column) = (at / usize::from(grid.columns), at % usize::from(grid.columns));
        whole.draw(&tile, column as i64 * i64::from(own.0), row as i64 * i64::from(own.1));
    }
    Ok(whole)
}

/// Makes a picture as transparent as a mask of its size is dark.
fn masked(picture: &mut Image<u8>, mask: &Image<u8>) -> Result<(), Finding> {
    if (picture.width, picture.height) != (mask.width, mask.height) {
        return Err(unread(Kind::Avif, "alpha"));
    }
    for (pixel, mask) in picture.data.chunks_exact_mut(4).zip(mask.data.chunks_exact(4)) {
        pixel[3] = mask[0];
    }
    picture.has_alpha = true;
    Ok(())
}

/// Undoes the multiplication of colours by their opacity.
fn multiplied(picture: &mut Image<u8>) {
    for pixel in picture.data.chunks_exact_mut(4) {
        let opaque = u32::from(pixel[3]);
        for part in &mut pixel[..3] {
            let whole = (u32::from(*part) * 255 + opaque / 2).checked_div(opaque);
            *part = whole.unwrap_or_default().min(255) as u8;
        }
    }
}

/// The pixels of a coded item.
fn decoded(file: &HeifFile<'_>, id: ItemId, said: &mut Said) -> Result<Image<u8>, Finding> {
    let (width, height) = file.image_size(id).ok().flatten().ok_or_else(broken)?;
    let data = file.item_data(id).map_err(|_| broken())?.into_owned();
    let picture = first(data, area(width, height)).ok_or_else(broken)?;
    if picture.width() < width || picture.height() < height {
        return Err(broken());
    }
    let params = params(file, id, &picture)?;
    let frame = frame(&picture, params).ok_or_else(broken)?;
    said.depth.get_or_insert(frame.bit_depth[0]);
    let numbers = (picture.color_primaries() as u16, picture.transfer_characteristic() as u16);
    said.numbers = said.numbers.or((numbers != (2, 2)).then_some(numbers));
    Ok(frame_to_rgba_sized(&frame, params, width, height))
}

/// The first picture of at most so many pixels in coded data.
fn first(data: Vec<u8>, limit: u64) -> Option<Picture> {
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    // Of a picture in layers, each better than the one before, only the best.
    settings.set_all_layers(false);
    settings.set_frame_size_limit(u32::try_from(limit).ok()?);
    let mut decoder = Decoder::with_settings(&settings).ok()?;
    // What is pending after the first picture is not needed.
    let _pending = decoder.send_data(data.into_boxed_slice(), None, None, None);
    decoder.get_picture().ok()
}

/// How samples become colours, as the container says, or else as the coded data says.
fn params(file: &HeifFile<'_>, id: ItemId, picture: &Picture) -> Result<ColorParams, Finding> {
    let mut properties = file.item_properties(id).map_err(|_| broken())?;
    let said = properties.find_map(|property| match property {
        Property::Color(ColorInfo::Nclx { matrix, full_range, .. }) => {
            Some(ColorParams { matrix: *matrix, full_range: *full_range })
        }
        _ => None,
    });
    let params = said.unwrap_or_else(|| ColorParams {
        matrix: picture.matrix_coefficients() as u16,
        full_range: picture.color_range() == YUVRange::Full,
    });
    let whole = params.matrix != 0 || picture.pixel_layout() != PixelLayout::I420;
    if whole && MATRICES.contains(&params.matrix) {
        Ok(params)
    } else {
        Err(unread(Kind::Avif, format_args!("matrix {}", params.matrix)))
    }
}

/// The samples of a picture. Where colours are coarser than light, both are as large as full
/// squares of colour, the outer samples repeated.
fn frame(picture: &Picture, params: ColorParams) -> Option<Frame> {
    let (width, height) = (picture.width(), picture.height());
    let (across, down, format) = match picture.pixel_layout() {
        PixelLayout::I400 => (0, 0, 0),
        PixelLayout::I420 => (2, 2, 1),
        PixelLayout::I422 => (2, 1, 2),
        PixelLayout::I444 => (1, 1, 3),
    };
    let depth = u8::try_from(picture.bit_depth()).ok()?;
    let full = [width.next_multiple_of(across.max(1)), height.next_multiple_of(down.max(1))];
    let light = samples(picture, Part::Y, [width, height], full)?;
    let mut planes = [light, Vec::new(), Vec::new()];
    let mut color = [0, 0];
    if format == 0 {
        if !params.full_range {
            stretch(&mut planes[0], depth);
        }
    } else {
        color = [full[0] / across, full[1] / down];
        planes[1] = samples(picture, Part::U, color, color)?;
        planes[2] = samples(picture, Part::V, color, color)?;
    }
    Some(Frame {
        widths: [full[0], color[0], color[0]],
        heights: [full[1], color[1], color[1]],
        planes,
        bit_depth: [depth, depth],
        chroma_format: format,
        full_range: params.full_range,
        matrix_coeffs: u8::try_from(params.matrix).ok()?,
    })
}

/// The samples of one plane of a size, px, its last column and row repeated up to a full size.
fn samples(picture: &Picture, part: Part, size: [u32; 2], full: [u32; 2]) -> Option<Vec<u16>> {
    let (bytes, stride) = (picture.plane(part), picture.stride(part) as usize);
    let [width, height, wide, high] = [size[0], size[1], full[0], full[1]].map(|n| n as usize);
    let deep = picture.bit_depth() > 8;
    let mut all: Vec<u16> = Vec::with_capacity(wide * high);
    for y in 0..high {
        let row = bytes.get(y.min(height.checked_sub(1)?) * stride..)?;
        if deep {
            let pairs = row.chunks_exact(2).take(width);
            all.extend(pairs.map(|pair| u16::from_ne_bytes([pair[0], pair[1]])));
        } else {
            all.extend(row.iter().take(width).map(|byte| u16::from(*byte)));
        }
        let last = *all.last()?;
        all.resize(wide * (y + 1), last);
    }
    Some(all)
}

/// Stretches greys of limited range (16 to 235 of 255) to the full one.
fn stretch(samples: &mut [u16], depth: u8) {
    let scale = 1_u64 << (depth - 8);
    let most = (1_u64 << depth) - 1;
    for sample in samples {
        let above = u64::from(*sample).saturating_sub(16 * scale);
        *sample = (above * most / (219 * scale)).min(most) as u16;
    }
}
