//! HEIF, the container of HEIC and AVIF (ISO/IEC 23008-12).
//!
//! What a file says about itself is not trusted: its boxes are counted before they are read, and
//! the pixels of everything that the picture is put together from are added up before anything is
//! decoded. An orientation in Exif merely records what the boxes `irot` and `imir` demand (annex
//! A.1) and is ignored. Gain maps, depth maps and thumbnails are left out.

use heifer::heifer_isobmff::boxes::{self, ColorInfo, Property};
use heifer::heifer_isobmff::{BoxIter, HeifFile, ItemId};

use super::super::code_points::{Meaning, meaning};
use super::super::pictures::PIXELS;
use super::kind::Kind;
use super::{Remark, broken, measured};
use neikan_base::diagnostic::Finding;

/// The largest description of a file, without the picture data in it, bytes.
const META: usize = 16 << 20;
/// The most items, and the most references between items: a picture of 100 million pixels has some
/// 400 tiles of 512 px.
const ITEMS: usize = 4000;
/// How deeply pictures may be made of pictures.
pub const DEPTH: usize = 4;
/// The most pixels in everything that a picture is made of: itself, its tiles, its transparency.
const WORK: u64 = 3 * PIXELS;
/// The largest profile, bytes.
const PROFILE: usize = 4 << 20;
/// The boxes around the sizes of the frames of a film, the outermost first (ISO/IEC 14496-12, 8).
const FRAMES: [&[u8; 4]; 6] = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsz"];

/// How an item of this codec is coded: its pixels as the coded data declares them (zero if they are
/// as many as the container says), and the length of that data, bytes. Nothing for other items.
pub type Coded = fn(&HeifFile<'_>, ItemId) -> Result<Option<(u64, usize)>, Finding>;

/// Opens a file whose main picture is not too large.
///
/// # Errors
/// A finding without a place: the file is broken or only a film, or the picture is too large.
pub fn open<'a>(bytes: &'a [u8], kind: Kind, coded: Coded) -> Result<HeifFile<'a>, Finding> {
    counted(bytes, kind)?;
    let file = HeifFile::parse(bytes).map_err(|_| broken())?;
    weigh(&file, bytes.len(), coded)?;
    Ok(file)
}

/// The profile of the main picture: its own, or one made from numbers of primaries and transfer,
/// which `coded` finds in the coded data of an item if they are not beside it.
///
/// # Errors
/// The finding about a picture brighter than white (HDR).
pub fn profile(
    file: &HeifFile<'_>,
    kind: Kind,
    coded: impl Fn(ItemId) -> Option<(u16, u16)>,
) -> Result<Option<Vec<u8>>, Finding> {
    let icc = file.icc_profile(file.primary_id).ok().flatten();
    if let Some(icc) = icc.filter(|icc| icc.len() <= PROFILE) {
        return Ok(Some(icc.to_vec()));
    }
    let mut parts = made_of(file, file.primary_id);
    let said = parts.find_map(|id| numbers(file, id).or_else(|| coded(id)));
    match said.map(|(primaries, transfer)| meaning(primaries, transfer, true)) {
        Some(Meaning::Hdr) => Err(Finding::stop("picture-hdr").with("kind", kind.name())),
        Some(Meaning::Icc(icc)) => Ok(Some(icc)),
        _ => Ok(None),
    }
}

/// The numbers of primaries and transfer that are given beside the coded data of an item.
fn numbers(file: &HeifFile<'_>, id: ItemId) -> Option<(u16, u16)> {
    file.item_properties(id).ok()?.find_map(|property| match property {
        Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) => {
            Some((*primaries, *transfer))
        }
        _ => None,
    })
}

/// What is told of a file whose main picture was taken, of so many bits per component.
pub fn remarks(file: &HeifFile<'_>, bytes: &[u8], depth: Option<u8>) -> Vec<Remark> {
    let count = file.top_level_image_ids().len().max(frames(bytes).unwrap_or_default());
    let first = (count > 1).then_some(Remark::First(count));
    let depth = depth.filter(|bits| *bits > 8).map(Remark::Depth);
    first.into_iter().chain(depth).collect()
}

/// How many frames the first film in a file has.
fn frames(bytes: &[u8]) -> Option<usize> {
    let sizes = FRAMES.iter().try_fold(bytes, |within, name| {
        let mut parts = BoxIter::new(within).filter_map(Result::ok);
        Some(parts.find(|part| part.header.box_type.0 == **name)?.content)
    })?;
    let count = sizes.get(8..12)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(count)).ok()
}

/// Counts what a file describes before the description is read, which takes time that grows with
/// the square of it.
fn counted(bytes: &[u8], kind: Kind) -> Result<(), Finding> {
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
        (false, true) => Err(Finding::stop("picture-sequence").with("kind", kind.name())),
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

/// Adds up the pixels of everything that the main picture is made of, and the coded data (at most
/// `length` bytes), each as often as it is used.
fn weigh(file: &HeifFile<'_>, length: usize, coded: Coded) -> Result<(), Finding> {
    let main = file.primary_id;
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
        let (own, data) = weight(file, id, coded)?;
        pixels = pixels.saturating_add(own);
        read = read.saturating_add(data);
        if pixels > WORK || read > length.saturating_mul(2) {
            return Err(broken());
        }
        let parts = file.referenced_items(id, b"dimg").iter().copied();
        open.extend(parts.chain(alpha(file, id)).map(|part| (part, depth + 1)));
    }
    Ok(())
}

/// The items that make a picture transparent.
pub fn alpha(file: &HeifFile<'_>, id: ItemId) -> Vec<ItemId> {
    let all = file.referencing_items(id, b"auxl").into_iter();
    let is_alpha = |part: &Property| matches!(part, Property::AuxiliaryType(kind) if kind.contains("alpha") || kind.ends_with("auxid:1"));
    all.filter(|item| file.item_properties(*item).is_ok_and(|mut all| all.any(is_alpha))).collect()
}

/// The pixels of one item, as declared or as in its coded data, and the length of that data, bytes.
fn weight(file: &HeifFile<'_>, id: ItemId, coded: Coded) -> Result<(u64, usize), Finding> {
    let item = file.item(id).map_err(|_| broken())?;
    let said = match &item.item_type.0 {
        b"grid" => {
            let grid = file.grid(id).map_err(|_| broken())?;
            measured(grid.output_width, grid.output_height)?;
            area(grid.output_width, grid.output_height)
        }
        _ => file.image_size(id).map_err(|_| broken())?.map_or(0, |(w, h)| area(w, h)),
    };
    Ok(coded(file, id)?.map_or((said, 0), |(pixels, length)| (said.max(pixels), length)))
}

/// The pixels of a picture.
pub fn area(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

/// A picture, the first of those it is made of, the first of those, …
pub fn made_of<'a>(file: &'a HeifFile<'_>, main: ItemId) -> impl Iterator<Item = ItemId> + 'a {
    let first = |id: &ItemId| file.referenced_items(*id, b"dimg").first().copied();
    std::iter::successors(Some(main), first).take(DEPTH)
}
