//! The file declares its part of PDF/X: PDF/X-1a in the document information, PDF/X-4 in the XMP.

use crate::Part;
use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-label",
    severity: Severity::Stop,
    source: Source::Claim("14.3.2"),
    limit: None,
    zh: Words {
        about: "文件写明自己是 PDF/X 的哪一部分：PDF/X-1a、PDF/X-3 写在文件信息里，PDF/X-4、PDF/X-6 写在 XMP 里。",
        message: "文件没有写明是 { $wanted }（读到：{ $found }）。",
        hint: "请重新导出为 { $wanted }，或用 --standard 换一个标准检查。",
    },
    en: Words {
        about: "The file says which part of PDF/X it is: PDF/X-1a and PDF/X-3 in the document information, PDF/X-4 and PDF/X-6 in the XMP.",
        message: "The file does not say that it is { $wanted } (found: { $found }).",
        hint: "Export it again as { $wanted }, or name another standard with --standard.",
    },
    check,
};

/// The namespace of the PDF/X identification schema.
const PDFXID: &str = "http://www.npes.org/pdfx/ns/id/";

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    let Some(part) = facts.part else { return };
    let found = match part {
        Part::X4 | Part::X6 => facts.labels.property(PDFXID, "GTS_PDFXVersion"),
        Part::X1a2001 => facts.labels.entry("GTS_PDFXConformance"),
        _ => facts.labels.entry("GTS_PDFXVersion"),
    };
    let wanted = part.version();
    if found != Some(wanted) {
        hits.file().with("wanted", wanted).with("found", found.unwrap_or("-"));
    }
}
