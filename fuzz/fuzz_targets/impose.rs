//! Any PDF is put on sheets or refused with a finding, and what is written can be read again.
//!
//! The first byte chooses binding, turning and sheet; the rest is the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_base::diagnostic::Failure;
use neikan_base::locale::{Args, Language};
use neikan_press::impose::block::{Bed, Duplex, Grippers, Lip};
use neikan_press::impose::scheme::{Method, Spine};
use neikan_press::impose::{impose, Heading, Wish};
use pdfx_preflight::{Limits, open};

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, pdf)) = bytes.split_first() else { return };
    let choice = usize::from(choice);
    let sheets = ["A3", "SRA3", "787x1092/2", "889x1194"];
    let wish = Wish {
        method: [Method::Saddle, Method::Perfect, Method::Cut][choice % 3],
        bed: Bed {
            sheet: sheets[choice / 16 % 4].parse().unwrap(),
            gripper: 10.0,
            grippers: Grippers::Below,
            side_lay: None,
            duplex: [Duplex::Sheetwise, Duplex::Tumble, Duplex::WorkAndTurn, Duplex::WorkAndTumble][choice / 3 % 4],
        },
        spine: [Spine::Left, Spine::Right][choice / 64 % 2],
        shop: Vec::new(),
        choose: false,
        rest: None,
        up: 1,
        lip: Lip::default(),
        signature: None,
        thickness: Some(0.1),
        creep: None,
        mill: 3.0,
        bleed: 3.0,
        inks: neikan_press::Inks::default(),
        inserts: Vec::new(),
        folds: Vec::new(),
    };
    let values = Args::from([("file", "a".to_owned())]);
    let heading = Heading {
        key: "impose-slug-file",
        language: Language::Chinese,
        values,
        name: "a".to_owned(),
    };
    match impose(pdf, &wish, &heading, None) {
        Ok(made) => assert!(open(&made.pdf, &Limits::USUAL).is_ok_and(|again| again.pages.len() == made.sides)),
        Err(failure) => assert!(matches!(failure, Failure::Stopped(_)), "{failure:?}"),
    }
});
