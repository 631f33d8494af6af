//! Any bytes are taken in as a picture or refused, without a panic that is not contained, and what is
//! taken can be printed. A decoder from outside may panic: that is a finding (`guard::contained`).
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_desk::manuscript::bare::bare;
use neikan_desk::manuscript::conversion::Converter;
use neikan_desk::manuscript::pictures::{PictureFile, recognise};

// Not every panic ends the run, as libFuzzer has it, but what escapes.
fuzz_target!(init: neikan_base::guard::silence(), |bytes: &[u8]| {
    let Ok(taken) = Converter::default().take(bytes.to_vec()) else { return };
    let (format, width, height) = recognise(&taken.bytes).expect("what is taken can be printed");
    assert_eq!((format, width, height), (taken.format, taken.width, taken.height));
    let (bytes, texts) = (taken.bytes.into(), Vec::new());
    let file = PictureFile { path: "a".into(), format, width, height, bytes, texts };
    // A picture that goes through as it is may be broken further on; a bare one is bare.
    let alone = bare(&file);
    let again = PictureFile { bytes: alone.clone().into(), ..file };
    assert_eq!(bare(&again), alone);
});
