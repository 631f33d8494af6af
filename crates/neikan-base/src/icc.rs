//! ICC profiles, reduced to what defines colours.

/// The tags of a profile that define colours (ICC.1:2010, 9.2; `cicp` of ICC.1:2022).
const COLOR_TAGS: [&[u8; 4]; 18] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad",
    b"cicp", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt",
];
/// The size of a profile's header, bytes.
const HEAD: usize = 128;
/// The most tags that are read from a profile.
const TAGS: usize = 100;

/// A profile reduced to what defines its colours: no texts, no names of programs or makers, no
/// private tags, no date. Colours are the same to the last bit.
///
/// Typst passes on profiles of versions up to 2.2, and 4.2. What later versions added are tags that
/// are dropped here, so such a profile is labelled 2.1 or 4.2.
pub fn bare(icc: &[u8]) -> Option<Vec<u8>> {
    let head = icc.get(..HEAD)?;
    let count = u32::from_be_bytes(icc.get(HEAD..HEAD + 4)?.try_into().ok()?) as usize;
    let space = std::str::from_utf8(&head[16..20]).ok()?.trim();
    let mut tags: Vec<([u8; 4], Vec<u8>)> =
        vec![(*b"desc", description(head[8], space)), (*b"cprt", copyright(head[8]))];
    let table = icc.get(HEAD + 4..)?.chunks_exact(12).take(count.min(TAGS));
    for entry in table {
        let number = |at: usize| Some(u32::from_be_bytes(entry.get(at..at + 4)?.try_into().ok()?));
        let (from, length) = (number(4)? as usize, number(8)? as usize);
        let name: [u8; 4] = entry[..4].try_into().ok()?;
        if COLOR_TAGS.contains(&&name) && tags.iter().all(|(known, _)| *known != name) {
            tags.push((name, trimmed(icc.get(from..from.checked_add(length)?)?).to_vec()));
        }
    }
    let mut out = plain_head(head);
    out.extend((tags.len() as u32).to_be_bytes());
    let mut body: Vec<u8> = Vec::new();
    let begin = out.len() + tags.len() * 12;
    // Identical curves are written once.
    let mut written: Vec<(&[u8], u32)> = Vec::new();
    for (name, data) in &tags {
        let known = written.iter().find(|(known, _)| known == data).map(|(_, at)| *at);
        let at = known.unwrap_or((begin + body.len()) as u32);
        if known.is_none() {
            body.extend(data);
            body.resize(body.len().next_multiple_of(4), 0);
            written.push((data, at));
        }
        out.extend(name);
        out.extend(at.to_be_bytes());
        out.extend((data.len() as u32).to_be_bytes());
    }
    out.extend(body);
    let length = (out.len() as u32).to_be_bytes();
    out[..4].copy_from_slice(&length);
    Some(out)
}

/// The header of a profile (ICC.1:2010, 7.2), reduced to its class, colour spaces, intent and
/// illuminant.
fn plain_head(head: &[u8]) -> Vec<u8> {
    let mut out = vec![0; HEAD];
    let version: [u8; 4] = match (head[8], passes(head)) {
        (_, true) => [head[8], head[9], 0, 0],
        (..=2, false) => [2, 0x10, 0, 0],
        (3.., false) => [4, 0x20, 0, 0],
    };
    out[8..12].copy_from_slice(&version);
    out[12..24].copy_from_slice(&head[12..24]);
    // The same date for all: 1 January 2000.
    out[24..30].copy_from_slice(&[0x07, 0xd0, 0, 1, 0, 1]);
    out[36..40].copy_from_slice(b"acsp");
    out[64..80].copy_from_slice(&head[64..80]);
    out
}

/// Whether Typst passes a profile on (PDF 1.7, table 67 and what came after it): up to 2.2 and 4.2.
pub fn passes(icc: &[u8]) -> bool {
    matches!(icc.get(8..10), Some([..=4, minor]) if minor >> 4 <= 2)
}

/// The data of a tag up to its real end, where its type tells.
fn trimmed(data: &[u8]) -> &[u8] {
    let count = |bytes: usize| {
        let number = data.get(8..8 + bytes).unwrap_or_default().iter();
        number.fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = match data.get(..4) {
        Some(b"XYZ ") => 20,
        Some(b"cicp") => 12,
        Some(b"sf32") => 44,
        Some(b"curv") => count(4).saturating_mul(2).saturating_add(12),
        Some(b"para") => 12 + 4 * [1, 3, 4, 5, 7].get(count(2)).copied().unwrap_or(7),
        _ => data.len(),
    };
    &data[..end.min(data.len())]
}

/// The description of a reduced profile, the same for every profile of a colour space.
fn description(major: u8, space: &str) -> Vec<u8> {
    if major >= 4 {
        return localised(space);
    }
    // textDescriptionType (ICC.1:2001-04, 6.5.17): ASCII, no Unicode, no ScriptCode.
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend((space.len() as u32 + 1).to_be_bytes());
    out.extend(space.as_bytes());
    out.extend([0; 1 + 4 + 4 + 2 + 1 + 67]);
    out
}

fn copyright(major: u8) -> Vec<u8> {
    if major >= 4 { localised("-") } else { b"text\0\0\0\0-\0".to_vec() }
}

/// A text in one language (multiLocalizedUnicodeType, ICC.1:2010, 10.13).
fn localised(text: &str) -> Vec<u8> {
    let mut out = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    out.extend((utf16.len() as u32).to_be_bytes());
    out.extend(28_u32.to_be_bytes());
    out.extend(utf16);
    out
}
