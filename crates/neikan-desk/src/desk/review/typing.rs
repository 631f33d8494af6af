//! Whether a correction only fixes how a word was typed: a character is replaced by one that sounds
//! or looks like it. Any other word in its place says something else.

use pinyin::ToPinyin;
use strsim::osa_distance;

use super::changes::counts;

/// Characters that are mistaken for one another because they look alike, group by group.
const LOOK_ALIKE: &str = "己已巳 戊戌戍 土士 人入 日曰 候侯 准淮 拔拨 茶荼 徒徙陡 赢羸 析折拆 睛晴 崇祟 钓钩 抡抢 沦沧 育肓盲 鸟乌 \
    天夭 师帅 间问 干千于 今令 木本术 田由甲申 刺剌 券卷 冶治 撤撒 遣遗 泠冷 栗粟票 壶壸 灸炙 亳毫 籍藉 密蜜 孤弧 竞竟 暑署 \
    哀衷衰 侍待恃持 垒磊 戎戒 偏遍编篇 抱跑泡炮饱 请清情 秤称 峻竣俊 栽裁载 幕墓慕暮募 拙掘 蓝篮 货贷 住往 洒酒 末未 \
    班斑 燥躁噪澡 复覆 历厉 贴帖 玉王 历厌 厅厂 折拆 咀嘴 磬罄 汩汨 场扬 桨浆奖 辩辨辫 眼眠 捡检 辑缉 彩采 概慨";

/// Particles that are typed for one another.
const PARTICLES: &str = "的地得";

/// The fewest letters of a word in Latin letters, one letter of which may be fixed.
const LETTERS: usize = 5;

/// Whether `new` can be what was meant by `old`, which was typed in its place; texts without a
/// character that counts are punctuation only, and always can.
pub fn mends(old: &str, new: &str) -> bool {
    let counted = |text: &str| text.chars().filter(|c| counts(*c)).collect::<Vec<char>>();
    let (old, new) = (counted(old), counted(new));
    match old.iter().chain(&new).all(char::is_ascii_alphabetic) {
        true => same_letters(&old, &new),
        false => old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| alike(*a, *b)),
    }
}

/// Whether two words in Latin letters are the same, apart from one letter or from two adjacent ones
/// that were swapped.
fn same_letters(old: &[char], new: &[char]) -> bool {
    let text = |chars: &[char]| chars.iter().collect::<String>().to_lowercase();
    let (old, new) = (text(old), text(new));
    old == new || old.len().min(new.len()) >= LETTERS && osa_distance(&old, &new) == 1
}

fn alike(a: char, b: char) -> bool {
    let together = |group: &str| group.contains(a) && group.contains(b);
    a == b
        || together(PARTICLES)
        || LOOK_ALIKE.split_whitespace().any(together)
        || matches!((sound(a), sound(b)), (Some(a), Some(b)) if a == b)
}

/// How a character sounds without its tone to a Southerner at a keyboard: zh like z, l like n, ang
/// like an.
fn sound(c: char) -> Option<String> {
    let plain = c.to_pinyin()?.plain();
    let plain = match plain.strip_prefix('l') {
        Some(rest) => format!("n{rest}"),
        None => plain.replacen("zh", "z", 1).replacen("ch", "c", 1).replacen("sh", "s", 1),
    };
    Some(plain.strip_suffix('g').filter(|rest| rest.ends_with('n')).unwrap_or(&plain).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_or_looks_alike_was_mistyped() {
        for (old, new) in [
            ("称", "秤"),
            ("象", "像"),
            ("的", "得"),
            ("拔", "拨"),
            ("侯", "候"),
            ("做工", "作工"),
            ("兰", "难"),
            ("经", "金"),
            ("Shangahi", "Shanghai"),
            ("neikan", "Neikan"),
            ("\u{ff0c}", "。"),
        ] {
            assert!(mends(old, new), "{old} → {new}");
        }
    }

    #[test]
    fn another_word_was_not() {
        for (old, new) in [
            ("农", "商"),
            ("农户", "商户"),
            ("书摊", "果栏"),
            ("和", "及"),
            ("kg", "mg"),
            ("书", "书摊"),
        ] {
            assert!(!mends(old, new), "{old} → {new}");
        }
    }
}
