//! Units: what follows a number and stays with it (CLREQ 3.2.3; GB/T 15835-2011, GB 3100).

use crate::is_han;

/// Between a number and its unit: 1.26万亩, 300多名.
const MULTIPLIERS: &str = "十百千万亿多余来几";
/// Units and measure words of one character, looked for after a multiplier.
const MEASURES: &str = "年月日时分秒天周岁期届号位名个户家人次件项条款章节页本册份张块幅座栋间套台辆艘架吨斤克两米尺里亩顷升度元角倍成所站点批组队班级箱袋筐桶瓶盒包把根株棵头只匹场片面笔起轮回遍趟种代类首篇句字词门口颗粒杯碗餐桌床股票封部集方立平担车船单";
/// Units of more than one character.
const LONG: &[&str] = &[
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "微米",
    "公斤",
    "千克",
    "毫克",
    "毫升",
    "公顷",
    "公分",
    "小时",
    "分钟",
    "秒钟",
    "个月",
    "个百分点",
    "百分点",
    "摄氏度",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "人次",
    "户次",
    "车次",
    "件次",
    "余元",
    "美元",
    "港元",
    "周年",
    "年代",
    "世纪",
    "月份",
    "号楼",
    "平方",
];
/// Letters in the longest Latin unit: km², mg/L.
const LATIN: usize = 5;

/// How many characters after a number belong to it.
pub fn after(text: &[char]) -> usize {
    let multipliers = text.iter().take(3).take_while(|c| MULTIPLIERS.contains(**c)).count();
    let rest = &text[multipliers..];
    let unit = match rest.first() {
        _ if long(rest) > 0 => long(rest),
        // Anything can be counted: a measure word directly follows its number.
        Some(&c) if multipliers == 0 && is_han(c) => 1,
        Some(&c) if MEASURES.contains(c) => 1,
        Some(' ' | '\u{a0}') => latin(&rest[1..]).map_or(0, |length| length + 1),
        _ => 0,
    };
    multipliers + unit
}

/// The length of a unit of several characters at the beginning of a text.
fn long(text: &[char]) -> usize {
    let begins = |unit: &&&str| text.iter().copied().take(unit.chars().count()).eq(unit.chars());
    LONG.iter().find(begins).map_or(0, |unit| unit.chars().count())
}

/// The length of a Latin unit at the beginning of a text.
fn latin(text: &[char]) -> Option<usize> {
    let part =
        |c: &&char| c.is_ascii_alphabetic() || matches!(c, '/' | '²' | '³' | '·' | '°' | '℃');
    let length = text.iter().take_while(part).count();
    (1..=LATIN).contains(&length).then_some(length)
}
