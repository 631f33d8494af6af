//! The XMP of PDF/X-4 has the title, the dates, the trapping state, and the identifiers of the
//! file.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-xmp",
    severity: Severity::Stop,
    source: Source::ClaimX4("14.3.2"),
    limit: None,
    zh: Words {
        about: "PDF/X-4 的 XMP 写有标题、日期、是否陷印和文件的标识。",
        message: "XMP 里缺 { $property }。",
        hint: "请重新导出为 PDF/X-4。",
    },
    en: Words {
        about: "The XMP of PDF/X-4 has the title, the dates, whether it is trapped, and the identifiers of the file.",
        message: "The XMP has no { $property }.",
        hint: "Export it again as PDF/X-4.",
    },
    check,
};

/// The required properties: namespace, usual prefix, name.
const PROPERTIES: [(&str, &str, &str); 8] = [
    ("http://purl.org/dc/elements/1.1/", "dc", "title"),
    ("http://ns.adobe.com/xap/1.0/", "xmp", "CreateDate"),
    ("http://ns.adobe.com/xap/1.0/", "xmp", "ModifyDate"),
    ("http://ns.adobe.com/xap/1.0/", "xmp", "MetadataDate"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM", "DocumentID"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM", "VersionID"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM", "RenditionClass"),
    ("http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped"),
];

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (namespace, prefix, name) in PROPERTIES {
        if facts.labels.property(namespace, name).is_none() {
            hits.file().with("property", format!("{prefix}:{name}"));
        }
    }
}
