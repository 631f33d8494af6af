//! Properties in both the document information and the XMP have the same values.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-labels-differ",
    severity: Severity::Stop,
    source: Source::PdfX("14.3"),
    zh: Words {
        about: "文件信息和 XMP 都写的，写得一样。",
        message: "文件信息里的 { $key } 和 XMP 里的不一样：{ $info }，{ $xmp }。",
        hint: "请重新导出，不要用别的程序单改其中一处。",
    },
    en: Words {
        about: "What stands both in the document information and in the XMP is the same.",
        message: "{ $key } is not the same in the document information and in the XMP: { $info }, { $xmp }.",
        hint: "Export it again; do not change one of the two alone.",
    },
    check,
};

/// Keys of the document information, and their counterparts in the XMP.
const PAIRS: [(&str, &str, &str); 6] = [
    ("Title", "http://purl.org/dc/elements/1.1/", "title"),
    ("Producer", "http://ns.adobe.com/pdf/1.3/", "Producer"),
    ("Trapped", "http://ns.adobe.com/pdf/1.3/", "Trapped"),
    ("Creator", "http://ns.adobe.com/xap/1.0/", "CreatorTool"),
    ("CreationDate", "http://ns.adobe.com/xap/1.0/", "CreateDate"),
    ("ModDate", "http://ns.adobe.com/xap/1.0/", "ModifyDate"),
];

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (key, namespace, name) in PAIRS {
        let (info, xmp) = (facts.labels.entry(key), facts.labels.property(namespace, name));
        if let (Some(info), Some(xmp)) = (info, xmp) {
            let same = if key.ends_with("Date") { same_date(info, xmp) } else { info == xmp };
            if !same {
                hits.file().with("key", key).with("info", info).with("xmp", xmp);
            }
        }
    }
}

/// Whether two dates agree to the precision of the shorter one.
fn same_date(info: &str, xmp: &str) -> bool {
    let digits = |text: &str| -> String {
        let text = text.replace('Z', "+0000");
        text.chars().filter(char::is_ascii_digit).collect()
    };
    let (info, xmp) = (digits(info), digits(xmp));
    info.len() >= 4 && xmp.len() >= 4 && (info.starts_with(&xmp) || xmp.starts_with(&info))
}
