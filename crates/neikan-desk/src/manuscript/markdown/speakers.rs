//! Portraits that the front matter of an interview names: they stand before its first turn, as pictures do
//! that are written there.

use crate::manuscript::model::{Block, BlockKind, Inline, Picture};
use crate::publication::{ArticleHead, Document, Speaker};
use neikan_base::diagnostic::{Finding, Findings};

use super::divs::PORTRAITS;

/// Gives the portraits that a front matter names to the first interview of its article.
pub fn add(head: &Document<ArticleHead>, blocks: &mut [Block], findings: &mut Findings) {
    let speakers = &head.value.speakers;
    if speakers.is_empty() {
        return;
    }
    let place = || head.places.key("/speakers");
    let interview = blocks.iter_mut().find_map(|block| match &mut block.kind {
        BlockKind::Qa { portraits, .. } => Some(portraits),
        _ => None,
    });
    let Some(portraits) = interview else {
        findings.push(Finding::stop("speakers-qa").at(place()));
        return;
    };
    let own = speakers.iter().enumerate().map(|(index, speaker)| {
        portrait(speaker, head.places.value(&format!("/speakers/{index}/picture")).line)
    });
    portraits.splice(0..0, own);
    if portraits.len() > PORTRAITS {
        let finding = Finding::stop("qa-portraits").with("count", portraits.len());
        findings.push(finding.at(place()).with("limit", PORTRAITS));
    }
}

/// The portrait of a speaker, with name and unit below it.
fn portrait(speaker: &Speaker, line: usize) -> Picture {
    let Speaker { name, unit, picture, alt, focus, credit } = speaker;
    let alt = alt.as_deref().unwrap_or(name);
    let mut caption = vec![Inline::Strong { c: vec![Inline::Text { s: name.clone() }] }];
    caption.extend(unit.iter().map(|unit| Inline::Text { s: format!("\u{3000}{unit}") }));
    Picture { credit: credit.clone(), caption, ..Picture::named(picture, alt, *focus, line) }
}
