//! No pixel of a picture has more ink than the paper can take.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-picture-ink",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "图片的总墨量逐个像素算，不超过纸张吃得住的量。JPEG 压缩会使个别像素略高，所以超出 5 个百分点的像素不到千分之一，不算。",
        message: "图片的总墨量最高 { $ink }%，最多 { $limit }%；超出的像素占 { $share }%。",
        hint: "请用印刷厂的特性文件重新转换这幅图片，或限制总墨量。",
    },
    en: Words {
        about: "No pixel of a picture has more ink than the paper takes. JPEG makes single pixels a little higher, so less than one pixel in a thousand may be more than 5 points over.",
        message: "The picture has up to { $ink } % of ink; { $limit } % is the limit. { $share } % of its pixels are over it.",
        hint: "Convert the picture anew with the profile of the print shop, or limit its total ink.",
    },
    check,
};

/// The share of pixels that may be over the limit.
const SHARE: f64 = 0.001;

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    for (at, painted) in facts.painted.iter().enumerate() {
        let ink = painted.picture.and_then(|id| facts.inks.get(&id));
        let Some(ink) = ink.or_else(|| facts.inline.get(&at)) else { continue };
        if !facts.is_printed(painted) {
            continue;
        }
        if ink.over > SHARE {
            let hit = hits.at(painted.spot);
            hit.with("ink", short(ink.most)).with("limit", short(settings.total_ink));
            hit.with("share", format!("{:.2}", ink.over * 100.0));
        }
    }
}
