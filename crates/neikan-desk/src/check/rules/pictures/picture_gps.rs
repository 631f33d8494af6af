//! No photograph carries the place where it was taken, which tells where people live.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use std::io::Cursor;

use exif::{Reader, Tag};

/// The rule.
pub const RULE: Rule = Rule {
    name: "picture-gps",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "照片里的拍摄地点会暴露住处和行踪。印刷版、屏幕版、电子书里的图片都重新编码，不带地点；存档包保留原图，地点也在里面。",
        message: "照片 { $found } 记着拍摄地点（GPS）。",
        hint: "各版成品里不会有；存档包里的原图请先去掉，如用 exiftool -gps:all= 处理。",
    },
    en: Words {
        about: "The place of a photograph tells where people live. All editions have their pictures written anew without it; the archive keeps the originals as they are.",
        message: "The photograph { $found } says where it was taken (GPS).",
        hint: "No edition shows it; take it out of the original before it goes into the archive, for instance with exiftool -gps:all=.",
    },
    wrong: &["@image gps.jpg\ngps"],
    right: &["@image grey.jpg\ngrey"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    for (path, file) in &context.assembly.pictures {
        let mut bytes = Cursor::new(&file.bytes);
        let read = Reader::new().continue_on_error(true).read_from_container(&mut bytes);
        let exif = read.or_else(|error| error.distill_partial_result(|_| ()));
        let located = exif.is_ok_and(|exif| {
            exif.fields().any(|field| {
                field.tag.context() == exif::Context::Gps && field.tag != Tag::GPSVersionID
            })
        });
        if located {
            hits.at(context.place_of_picture(path)).with("found", path);
        }
    }
}
