//! Compressing of content streams.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::Stream;

/// Compresses the plain content of a stream (FlateDecode, ISO 32000-2, 7.4.4), unless that makes it larger.
/// The level is zlib's default: the highest, which lopdf takes, makes the content of pages a hundredth
/// smaller in three times the time.
pub fn compress(stream: &mut Stream) {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
    // Writing to memory does not fail; what could not be compressed would stay as it is.
    if let Ok(packed) = packed
        && packed.len() < stream.content.len()
    {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Dictionary;

    #[test]
    fn what_becomes_smaller_is_compressed_and_comes_out_again() {
        let content = b"0 0 0 1 k 10 10 100 100 re f\n".repeat(100);
        let mut stream = Stream::new(Dictionary::new(), content.clone());
        compress(&mut stream);
        assert!(stream.content.len() < content.len() / 10);
        assert_eq!(stream.get_plain_content().unwrap(), content);
        let mut short = Stream::new(Dictionary::new(), b"q Q".to_vec());
        compress(&mut short);
        assert_eq!((short.content.as_slice(), short.dict.has(b"Filter")), (&b"q Q"[..], false));
    }
}
