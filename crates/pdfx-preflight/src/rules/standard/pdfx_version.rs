//! PDF/X-1a is PDF 1.4 or older, PDF/X-4 is PDF 1.6 or older.

use crate::facts::Facts;
use crate::reading::{dictionary, entry};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-version",
    severity: Severity::Stop,
    source: Source::PdfX("7.5.2"),
    zh: Words {
        about: "PDF/X-1a 用 PDF 1.4 及以前的版本，PDF/X-4 用 PDF 1.6 及以前的版本。",
        message: "文件是 PDF { $found }，这个标准最高到 PDF { $most }。",
        hint: "请导出为 PDF { $most }。",
    },
    en: Words {
        about: "PDF/X-1a is PDF 1.4 or older, PDF/X-4 is PDF 1.6 or older.",
        message: "The file is PDF { $found }; the standard goes up to PDF { $most }.",
        hint: "Export it as PDF { $most }.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let document = &facts.opened.document;
    let catalog = dictionary(document, entry(document, &document.trailer, b"Root"));
    let later = catalog.and_then(|own| entry(document, own, b"Version").as_name().ok());
    let later = later.map(|name| String::from_utf8_lossy(name).into_owned());
    let most = settings.standard.pdf();
    let found = later.into_iter().fold(document.version.clone(), |a, b| if b > a { b } else { a });
    if found.len() != most.len() || found.as_str() > most {
        hits.file().with("found", found).with("most", most);
    }
}
