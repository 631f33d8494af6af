//! Large pictures stay in their file until their pixels are looked at, so that a file takes little
//! memory however large it is.
//!
//! A file is read into room of its own size, of which what pictures are made of is never touched:
//! such room is no memory. What a picture is made of is told by its dictionary, and believed if
//! `endstream` follows where it says. Where reading the file finds anything else (another place of a
//! stream, damage, encryption), it is read whole.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use lopdf::{Dictionary, Object, Stream};
use memchr::memmem::{Finder, rfind};

use super::objects::{Part, fill};
use super::syntax::{Budget, Lexer};
use super::{Limits, Pdf, Refused, bounded, mend_whole, own_profiles, read};
use crate::pdf::{integer, is_name};
use neikan_base::diagnostic::{Failure, Finding, Place};
use neikan_base::fs::read_limited;

/// The least that a picture is made of to stay in its file, bytes.
const LEAST: usize = 64 << 10;
/// How much of a file is read at once, bytes.
const PIECE: usize = 64 << 10;
/// The longest dictionary of a picture that stays in its file, bytes.
const DICTIONARY: usize = 8 << 10;
/// What may be between a picture and `endstream`, with that word, bytes.
const END: usize = 16;
/// The entries of pictures that stay in their file (ISO 32000-1, 7.3.8.2 and table 89): what has
/// others may be something else too.
const ENTRIES: [&[u8]; 22] = [
    b"BitsPerComponent",
    b"ColorSpace",
    b"DL",
    b"Decode",
    b"DecodeParms",
    b"Filter",
    b"Height",
    b"ID",
    b"ImageMask",
    b"Intent",
    b"Interpolate",
    b"Length",
    b"Mask",
    b"Matte",
    b"Metadata",
    b"Name",
    b"OC",
    b"SMask",
    b"StructParent",
    b"Subtype",
    b"Type",
    b"Width",
];

/// The file in which pictures have stayed.
#[derive(Debug, Default)]
pub struct Far(Option<(Mutex<File>, Look)>);

/// How a file looks from outside.
type Look = (u64, Option<SystemTime>);

fn look(file: &File) -> io::Result<Look> {
    file.metadata().map(|own| (own.len(), own.modified().ok()))
}

impl Far {
    /// A stream with its content, which is read if it has stayed in the file; `None` if the file is
    /// no longer as it was.
    pub fn whole<'s>(&self, stream: &'s Stream) -> Option<Cow<'s, Stream>> {
        let Some(start) = stream.start_position else { return Some(Cow::Borrowed(stream)) };
        let (file, known) = self.0.as_ref()?;
        let length = integer(&stream.dict, b"Length").and_then(|own| usize::try_from(own).ok())?;
        let mut content = vec![0; length];
        {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(u64::try_from(start).ok()?)).ok()?;
            file.read_exact(&mut content).ok()?;
            look(&file).ok().filter(|own| own == known)?;
        }
        let stream = Stream { content, start_position: None, dict: stream.dict.clone(), ..*stream };
        Some(Cow::Owned(stream))
    }
}

impl Pdf {
    /// Reads what has stayed in the file, before the file is changed.
    ///
    /// # Errors
    /// [`Refused::CutOff`] if it is no longer there.
    pub(crate) fn load(&mut self) -> Result<(), Refused> {
        for object in self.document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.start_position.is_some()
            {
                *stream = self.far.whole(stream).ok_or(Refused::CutOff)?.into_owned();
            }
        }
        self.far = Far::default();
        Ok(())
    }
}

/// Reads a PDF as [`mend_whole`] does, but that large pictures stay in their file until they are
/// looked at.
///
/// # Errors
/// A finding that says why the file is refused, and what the machine says.
pub fn mend_file(path: &Path, limits: &Limits) -> Result<Pdf, Failure> {
    let machine = |reason| Failure::machine(path, reason);
    let place = || Place::file(path.display().to_string());
    if let Some(pdf) = sparse(path, limits).map_err(machine)? {
        return Ok(pdf);
    }
    let bytes = read_limited(path, limits.file).map_err(machine)?;
    let bytes = bytes.ok_or_else(|| Finding::from(Refused::Large).at(place()))?;
    Ok(mend_whole(bytes, limits).map_err(|finding| finding.at(place()))?)
}

/// Reads a file without its large pictures; `None` if it has to be read whole.
fn sparse(path: &Path, limits: &Limits) -> io::Result<Option<Pdf>> {
    let data = std::fs::metadata(path)?;
    if !data.is_file() || data.len() > limits.file {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let before = look(&file)?;
    let Ok(size) = usize::try_from(before.0) else { return Ok(None) };
    let (bytes, cuts) = match room(&mut file, size) {
        // It has become shorter meanwhile.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    };
    if cuts.is_empty() || look(&file)? != before {
        return Ok(None);
    }
    let Ok((mut pdf, parts, head)) = bounded(&bytes, limits, |own| read(own, limits, true, true))
    else {
        return Ok(None);
    };
    if !pdf.repairs.is_empty() || pdf.encrypted || head > 0 {
        return Ok(None);
    }
    let cuts: BTreeMap<usize, usize> = cuts.into_iter().map(|cut| (cut.start, cut.end)).collect();
    let Some((far, near)) = parted(parts, &cuts) else { return Ok(None) };
    // What is in no stream may be in anything else.
    if far.len() < cuts.len() {
        return Ok(None);
    }
    for (id, part) in far {
        match pdf.document.objects.get_mut(&id) {
            Some(Object::Stream(stream)) if is_picture(&stream.dict) => {
                stream.start_position = Some(part.start);
            }
            _ => return Ok(None),
        }
    }
    fill(&mut pdf.document.objects, near, bytes);
    pdf.own = own_profiles(&pdf.document);
    pdf.far = Far(Some((Mutex::new(file), before)));
    Ok(Some(pdf))
}

/// The streams that have stayed in the file, and the others; `None` if one of these was to be where
/// nothing was read.
fn parted(parts: Vec<Part>, cuts: &BTreeMap<usize, usize>) -> Option<(Vec<Part>, Vec<Part>)> {
    let is_cut = |part: &Range<usize>| cuts.get(&part.start) == Some(&part.end);
    let (far, near): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|own| is_cut(&own.1));
    let was_read = |(_, part): &Part| {
        let before = cuts.range(..part.end.max(part.start + 1)).next_back();
        before.is_none_or(|(_, &end)| end <= part.start)
    };
    near.iter().all(was_read).then_some((far, near))
}

/// A file but for what its large pictures are made of, and where that is.
fn room(file: &mut File, size: usize) -> io::Result<(Vec<u8>, Vec<Range<usize>>)> {
    let (mut bytes, mut cuts) = (vec![0; size], Vec::new());
    let finder = Finder::new(b"stream");
    // Up to where it is read, from where on pictures are looked for, and where the last may end.
    let (mut at, mut seen, mut last) = (0, 0, 0);
    while at < size {
        let to = (at + PIECE).min(size);
        file.seek(SeekFrom::Start(at as u64))?;
        file.read_exact(&mut bytes[at..to])?;
        at = to;
        while let Some(found) = finder.find(&bytes[seen..at]) {
            let word = seen + found;
            if word + END > at && at < size {
                break;
            }
            let picture = picture(&bytes, last, word);
            (seen, last) = (word + 6, word + 6);
            let Some(own) = picture.filter(|own| own.end > at) else { continue };
            if ends(file, own.end)? {
                (at, seen, last) = (own.end, own.end, own.end);
                cuts.push(own);
                break;
            }
        }
        // A word may begin in this piece.
        seen = seen.max(at.saturating_sub(END));
    }
    Ok((bytes, cuts))
}

/// What a picture is made of whose dictionary ends at a word, if it is large; nothing before `from` is
/// part of it.
fn picture(bytes: &[u8], from: usize, word: usize) -> Option<Range<usize>> {
    let from = from.max(word.saturating_sub(DICTIONARY));
    let start = from + rfind(&bytes[from..word], b"obj")? + 3;
    let mut budget = Budget { values: DICTIONARY, bytes: DICTIONARY };
    let mut lexer = Lexer::of_file(bytes, start);
    let Ok(Object::Dictionary(own)) = lexer.value(&mut budget) else { return None };
    if !lexer.take(b"stream") || lexer.at() != word + 6 || !is_picture(&own) {
        return None;
    }
    let skip = match lexer.rest() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    let start = lexer.at() + skip;
    let length = integer(&own, b"Length").and_then(|own| usize::try_from(own).ok())?;
    let end = start.checked_add(length).filter(|end| *end < bytes.len())?;
    (length >= LEAST).then_some(start..end)
}

/// Whether a stream is a picture and nothing else.
fn is_picture(own: &Dictionary) -> bool {
    is_name(own, b"Subtype", b"Image")
        && own.iter().all(|(key, _)| ENTRIES.contains(&key.as_slice()))
}

/// Whether a stream ends at a place in the file.
fn ends(file: &mut File, at: usize) -> io::Result<bool> {
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(at as u64))?;
    file.take(END as u64).read_to_end(&mut tail)?;
    Ok(Lexer::of_file(&tail, 0).take(b"endstream"))
}
