//! PDF/X-1a is PDF 1.4 or older, PDF/X-4 is PDF 1.6 or older.

use crate::facts::Facts;
use crate::reading::{dictionary, entry};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-version",
    severity: Severity::Stop,
    source: Source::Claim("7.5.2"),
    limit: None,
    zh: Words {
        about: "PDF/X-1a、PDF/X-3 用 PDF 1.4（2001、2002 年版用 1.3）及以前的版本，PDF/X-4 用 PDF 1.6、PDF/X-6 用 PDF 2.0 及以前的版本。",
        message: "文件是 PDF { $found }，这个标准最高到 PDF { $most }。",
        hint: "请导出为 PDF { $most }。",
    },
    en: Words {
        about: "PDF/X-1a and PDF/X-3 are PDF 1.4 or older (those of 2001 and 2002 PDF 1.3), PDF/X-4 is PDF 1.6, PDF/X-6 is PDF 2.0 or older.",
        message: "The file is PDF { $found }; the standard goes up to PDF { $most }.",
        hint: "Export it as PDF { $most }.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    let Some(part) = facts.part else { return };
    let document = &facts.opened.document;
    let catalog = dictionary(document, entry(document, &document.trailer, b"Root"));
    let later = catalog.and_then(|own| entry(document, own, b"Version").as_name().ok());
    let later = later.map(|name| String::from_utf8_lossy(name).into_owned());
    let most = part.pdf();
    let found = later.into_iter().fold(document.version.clone(), |a, b| if b > a { b } else { a });
    if found.len() != most.len() || found.as_str() > most {
        hits.file().with("found", found).with("most", most);
    }
}
