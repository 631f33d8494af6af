//! How much two texts have in common, measured by runs of characters.

use std::collections::BTreeSet;

use hanzi::is_han;

/// The length of a run, characters.
const RUN: usize = 5;
/// The fewest runs of a text that can be compared at all.
const LEAST: usize = 30;
/// From this share of the shorter text's runs on, in %, two texts are duplicates.
pub const DUPLICATE: usize = 60;

/// A text as the set of its runs of Han characters, without punctuation and markup.
#[derive(Debug, Clone, Default)]
pub struct Runs(BTreeSet<String>);

impl Runs {
    /// The runs of a canonical content's body.
    pub fn of(content: &str) -> Self {
        let body = content.split_once("\n---\n").map_or(content, |(_, body)| body);
        let characters: Vec<char> = body.chars().filter(|&c| is_han(c)).collect();
        Self(characters.windows(RUN).map(|run| run.iter().collect()).collect())
    }

    /// The share of the shorter text's runs that the other has too, in %; 0 if it has too few runs.
    pub fn shared(&self, other: &Self) -> usize {
        let shorter = self.0.len().min(other.0.len());
        if shorter < LEAST {
            return 0;
        }
        self.0.intersection(&other.0).count() * 100 / shorter
    }
}

/// A title without punctuation and blanks.
pub fn bare(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_like_its_revision_and_unlike_another() {
        let text = "荔塘的三座预冷库昼夜不停，我们在库里待了一个夜班，看热乎乎的果子怎样一筐一筐地凉下来，\
                    也看守着它们的人怎样把自己裹起来，天亮以后才走出库门。";
        let revised = text.replace("三座", "五座").replace("夜班", "通宵");
        let other = "榕溪村口的供销社卷帘门六点四十拉起，进门的人有的捏着一片病叶，有的揣着一张电费单，\
                     有的来取包裹，有的只是坐下来喝一杯茶说几句话。";
        assert!(Runs::of(text).shared(&Runs::of(&revised)) >= DUPLICATE);
        assert_eq!(Runs::of(text).shared(&Runs::of(other)), 0);
        assert_eq!(Runs::of("短").shared(&Runs::of("短")), 0);
        assert_eq!(bare("春耕：\u{201c}早\u{201d}一步"), bare("春耕 早一步"));
    }
}
