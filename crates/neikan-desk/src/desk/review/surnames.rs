//! Names of people in running text: a surname and one or two more characters, if the words around
//! them suggest that somebody is named.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

/// Surnames of two characters, then those of one that occur in bylines.
const SURNAMES: &str = "欧阳|司马|上官|诸葛|司徒|皇甫|尉迟|令狐|慕容|夏侯|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常于傅卞齐康伍余卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝臧伏戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀惠甄曲封芮储靳段巫乌焦巴谷车侯班伊宫宁仇栾甘厉武符刘景詹束龙叶幸司黎薄白蒲赖卓蔺屠蒙池乔胥闻党翟谭贡劳姬申冉雍桑桂濮牛寿边燕冀浦尚农温庄晏柴瞿阎慕连茹习艾容古易戈廖庾居衡耿匡文寇广欧利蔚隆师巩聂敖冷辛阚简饶曾沙丰关查荆游竺盖区招植冼麦黎缪邝谌肖闫付代邸尧]";

/// Characters that follow a name and are not part of it.
const REST: &str = "在是说的和与等为把也从到对向及或将就都又已曾正站坐走来去有要会能可才便着了过被让给用拿看听问答讲谈介表告认指带";

/// What a person does, or is called, after their name.
const AFTER: &str = "说|讲|介绍|表示|告诉|认为|指出|回忆|笑|问|答|同志|先生|女士|师傅|主任|书记|经理|局长|科长|处长|社长|站长|场长|厂长|店长|队长|组长|会长|理事长|董事长|教授|老师|大爷|大娘|大哥|大姐|伯|叔|婶|姨";

/// What a person is called before their name.
const BEFORE: &str = "主任|书记|经理|局长|科长|处长|社长|站长|场长|厂长|店长|队长|组长|会长|董事长|教授|老师|师傅|同志|员|户|民|友|工|师|手|记者|作者|叫|名叫|姓名";

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let given = format!(r"[\p{{Han}}--[{REST}]]");
    let patterns = [
        format!(r"((?:{SURNAMES}){given}{{1,2}}?)(?:{AFTER})"),
        format!(r"(?:{BEFORE})((?:{SURNAMES}){given}{{1,2}})"),
        format!(r"[、：:（(]((?:{SURNAMES}){given}{{1,2}})(?:[、，。；）)\s]|$)"),
        format!(r"(?:^|[，。；、\s])((?:{SURNAMES}){given}{{1,2}})[、（(]"),
    ];
    // An invalid pattern finds no names; the tests below use each of them.
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
});

/// The names of people that a text seems to contain.
pub fn people_in(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for pattern in PATTERNS.iter() {
        let mut from = 0;
        // What follows one name may precede the next.
        while let Some(name) = pattern.captures_at(text, from).and_then(|groups| groups.get(1)) {
            names.insert(name.as_str().to_owned());
            from = name.end();
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_by_what_stands_around_them() {
        assert_eq!(PATTERNS.len(), 4);
        for (text, name) in [
            ("那天莫秋容说，好。", "莫秋容"),
            ("见到张三主任。", "张三"),
            ("司秤员莫秋容站在那里", "莫秋容"),
            ("到场的有：梁以宁、陈禾。", "梁以宁"),
            ("到场的有：梁以宁、陈禾。", "陈禾"),
            ("何岸（左）", "何岸"),
            ("书记欧阳明走来", "欧阳明"),
        ] {
            assert!(people_in(text).contains(name), "{text}: {:?}", people_in(text));
        }
        for text in ["高效地做完了", "江边的田里", "方案已经定了，马上做。"] {
            assert!(people_in(text).is_empty(), "{text}: {:?}", people_in(text));
        }
    }
}
