//! The file declares its part of PDF/X: PDF/X-1a in the document information, PDF/X-4 in the XMP.

use crate::Standard;
use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-label",
    severity: Severity::Stop,
    source: Source::PdfX("14.3.2"),
    zh: Words {
        about: "文件写明自己是 PDF/X 的哪一部分：PDF/X-1a 写在文件信息里，PDF/X-4 写在 XMP 里。",
        message: "文件没有写明是 { $wanted }（读到：{ $found }）。",
        hint: "请重新导出为 { $wanted }，或用 --standard 换一个标准检查。",
    },
    en: Words {
        about: "The file says which part of PDF/X it is: PDF/X-1a in the document information, PDF/X-4 in the XMP.",
        message: "The file does not say that it is { $wanted } (found: { $found }).",
        hint: "Export it again as { $wanted }, or name another standard with --standard.",
    },
    check,
};

/// The namespace of the PDF/X identification schema.
const PDFXID: &str = "http://www.npes.org/pdfx/ns/id/";

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let found = match settings.standard {
        Standard::X1a => facts.labels.entry("GTS_PDFXVersion"),
        Standard::X4 => facts.labels.property(PDFXID, "GTS_PDFXVersion"),
    };
    let wanted = settings.standard.version();
    if found != Some(wanted) {
        hits.file().with("wanted", wanted).with("found", found.unwrap_or("-"));
    }
}
