//! Short changes that are no slips of the pen.

use super::*;

#[test]
fn a_change_with_weight_goes_back_to_the_reviewers() {
    hold(vec![
        ("a negation", || corrected("水够了", "水不够了"), Refused, "corrections-weight"),
        ("a number", || corrected("| 2025 | 12 ", "| 2025 | 21 "), Refused, "corrections-weight"),
        ("a numeral", || corrected("正文一段", "正文两段"), Refused, "corrections-weight"),
        ("a date", || corrected("春天开工", "明天开工"), Refused, "corrections-weight"),
        ("a name in the text", || corrected("莫秋容", "莫秋荣"), Refused, "corrections-weight"),
        ("a unit", || corrected("unit: 样例单位", "unit: 样本单位"), Refused, "corrections-weight"),
        (
            "a word of the title",
            || corrected("title: 要闻一则", "title: 新闻一则"),
            Refused,
            "corrections-weight",
        ),
        (
            "a word of the kicker",
            || corrected("kicker: 引题", "kicker: 眉题"),
            Refused,
            "corrections-weight",
        ),
        (
            "swapped cells of a table",
            || corrected("| 年份 | 数量 |", "| 数量 | 年份 |"),
            Refused,
            "corrections-weight",
        ),
        (
            "another who made a picture",
            || corrected("何岸 绘", "陈禾 绘"),
            Refused,
            "corrections-weight",
        ),
        (
            "a place inside a longer name",
            || corrected("去看过", "去过石涌镇看过"),
            Refused,
            "corrections-weight",
        ),
        (
            "the place that a unit is named after",
            || {
                let sandbox = Sandbox::new();
                sandbox.write(
                    "issues/members.yml",
                    "members:\n  - {name: 样例单位}\n  - {name: 荔塘供销社}\n",
                );
                sandbox.replace(NEWS, "正文一段", "车往荔塘去了。正文一段");
                sandbox.approve();
                sandbox.replace(NEWS, "荔塘", "荔溏");
                review(&sandbox, "corrections news --by 校五")
            },
            Refused,
            "corrections-weight",
        ),
    ]);
    let run = corrected("带脚注", "代脚注");
    assert_eq!(run.status, 0, "{}", run.out);
    let run = corrected("水够了", "水不够了");
    assert!(run.finding("corrections-weight")["message"].as_str().unwrap().contains("添上了“不”"));
}
