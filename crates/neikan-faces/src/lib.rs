//! The faces that the program carries. They are compressed while the program is built; a face is
//! decompressed when it is needed, and what it is called and which characters it has can be read
//! without that.

use std::fmt;
use std::io::{self, Read};

use flate2::read::ZlibDecoder;

include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// A face.
#[derive(Clone, Copy)]
pub struct Face {
    /// The name of its file.
    pub file: &'static str,
    /// The size of its file, bytes.
    pub bytes: usize,
    /// The SHA-256 of its file, in hexadecimal.
    pub sha256: &'static str,
    packed: &'static [u8],
    described: &'static [u8],
}

impl fmt::Debug for Face {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Face").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Face {
    /// The whole file.
    ///
    /// # Errors
    /// The decoder's error, if the program itself is damaged.
    pub fn unpack(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.bytes);
        ZlibDecoder::new(self.packed).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A file with only those tables of the face that describe it: names, style, character map,
    /// variations. It has no outlines.
    ///
    /// # Errors
    /// The decoder's error, if the program itself is damaged.
    pub fn description(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        ZlibDecoder::new(self.described).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// How many bytes of the program it takes.
    pub fn packed_bytes(&self) -> usize {
        self.packed.len() + self.described.len()
    }
}

/// The faces, sorted by their file names.
pub fn all() -> &'static [Face] {
    FACES
}

/// The face in the file of this name.
pub fn find(file: &str) -> Option<&'static Face> {
    FACES.iter().find(|face| face.file == file)
}
