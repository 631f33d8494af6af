//! Properties in both the document information and the XMP have the same values.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-labels-differ",
    severity: Severity::Stop,
    source: Source::Claim("14.3"),
    limit: None,
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

/// Whether two dates are one instant, to the precision of the shorter one.
fn same_date(info: &str, xmp: &str) -> bool {
    let (Some(info), Some(xmp)) = (Date::read(info), Date::read(xmp)) else { return false };
    let parts = info.parts.min(xmp.parts);
    match (info.zone, xmp.zone) {
        // Days and years cannot be moved to another time zone.
        (Some(_), Some(_)) if parts >= MINUTES => {
            let exact = if parts > MINUTES { 1 } else { 60 };
            info.seconds().div_euclid(exact) == xmp.seconds().div_euclid(exact)
        }
        _ => info.numbers[..parts] == xmp.numbers[..parts],
    }
}

/// How many parts a date has that goes down to minutes.
const MINUTES: usize = 5;

/// A date: year, month, day, hour, minute, second, as far as it is given.
struct Date {
    numbers: [i64; 6],
    parts: usize,
    /// The offset from UTC, seconds, if it is given.
    zone: Option<i64>,
}

impl Date {
    /// Reads `D:20260101120000+08'00'` and `2026-01-01T12:00:00+08:00`.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("D:");
        let (date, zone) = match text.find(['Z', '+']) {
            Some(at) => text.split_at(at),
            // A minus is the zone's only after the time.
            None => match text.rfind('-').filter(|&at| at > 10 || !text[..at].contains('-')) {
                Some(at) if at > 4 => text.split_at(at),
                _ => (text, ""),
            },
        };
        let whole = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (digits, offset) = (whole(date.split('.').next()?), whole(zone));
        let mut numbers = [0, 1, 1, 0, 0, 0];
        let (mut parts, mut rest) = (0, digits.as_str());
        for (slot, length) in numbers.iter_mut().zip([4, 2, 2, 2, 2, 2]) {
            let Some((own, after)) = rest.split_at_checked(length) else { break };
            (*slot, rest, parts) = (own.parse().ok()?, after, parts + 1);
        }
        let hours: i64 = offset.get(..2).map_or(Some(0), |own| own.parse().ok())?;
        let minutes: i64 = offset.get(2..4).map_or(Some(0), |own| own.parse().ok())?;
        let sign = if zone.starts_with('-') { -1 } else { 1 };
        let zone = (!zone.is_empty()).then_some(sign * (hours * 3_600 + minutes * 60));
        (parts > 0).then_some(Self { numbers, parts, zone })
    }

    /// Seconds from the beginning of 1970 in UTC (days from civil, by Howard Hinnant).
    fn seconds(&self) -> i64 {
        let [year, month, day, hour, minute, second] = self.numbers;
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        days * 86_400 + hour * 3_600 + minute * 60 + second - self.zone.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_instant_has_many_spellings() {
        let info = "D:20260101120000+08'00'";
        for same in [
            "2026-01-01T12:00:00+08:00",
            "2026-01-01T04:00:00Z",
            "2025-12-31T23:00:00-05:00",
            "2026-01-01T12:00+08:00",
            "2026-01-01",
            "2026-01-01T12:00:00",
        ] {
            assert!(same_date(info, same), "{same}");
        }
        for other in ["2026-01-01T12:00:00Z", "2026-01-01T12:00:07+08:00", "2026-01-02", "", "soon"]
        {
            assert!(!same_date(info, other), "{other}");
        }
        assert!(same_date("D:20260205000000+08'00'", "2026-02-04T16:00:00Z"));
    }
}
