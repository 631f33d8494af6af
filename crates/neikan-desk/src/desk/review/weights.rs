//! What a change means, whatever its length: a negation, a number, a date, a name, a place, a
//! credit, a table cell or a word of a title always goes back to the reviewers (核红 is only for
//! slips of the pen).
//!
//! If it is not certain that a change is important, it is taken to be.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;

use super::changes::{Changes, Difference, changes, counts, differences};
use super::heavy::{Heavy, Why};
use super::surnames::people_in;
use super::typing::mends;
use crate::publication::{Members, Project, Publication, WordList, document};
use hanzi::is_han;
use neikan_base::diagnostic::Findings;

/// Characters that negate, or reverse a sentence.
const NEGATIONS: &str = "不没未无非勿莫别否毋弗甭休禁免沒無別";

/// Characters of words that turn a meaning into another: 同意 and 反对, 增加 and 减少, 南城 and 北城, 镇长 and
/// 副镇长; 必须 and 可以, 已经 and 正在, 把 and 被, 甲方 and 乙方, 会计 and 出纳, 送货 and 收货.
const MEANINGS: &str = "同反批驳准拒绝缺增减升降涨跌多少大小高低左右东西南北副主次协县市省区镇乡村男女盈亏买卖赞免罚奖撤停\
应须必可能坚弃放担已经尚待将曾把被给向从使让甲乙丙收送进出借首末先共约计纳深浅满空丢农商工化";

/// Marks that turn a statement into a question.
const QUESTIONS: &str = "？?";

/// An adverb of degree that contains numerals but counts nothing.
const DEGREE: &str = "十分";

/// The address that a link leads to.
static LINKS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\]\([^\s)]*").ok());

/// Chinese numerals, signs that go with numbers of digits, and words that multiply.
const NUMERALS: &str =
    "〇零一二三四五六七八九十百千万亿兆两壹贰叁肆伍陆柒捌玖拾佰仟廿卅半倍萬億兩貳參陸%％‰℃°￥¥$＄€";

/// Characters that make a date.
const CALENDAR: &str = "年月日号旬周季";

/// Characters that make a date of the following day, month or year.
const RELATIVE: &str = "今明昨前后去上下本";

/// What can follow those.
const RELATED: &str = "天日年月周晚早晨午季旬";

/// What names of places end with.
const PLACES: &str = "省市县区州镇乡村屯寨街路巷圩墟湾洲涌社厂店";

/// How many characters before such an ending may belong to the name.
const REACH: usize = 2;

/// What names of units end with; what comes before it is mostly a place.
const UNITS: [&str; 9] = [
    "供销合作社联合社",
    "供销合作联社",
    "供销合作社",
    "供销社",
    "有限责任公司",
    "有限公司",
    "连锁公司",
    "公司",
    "合作社",
];

/// The lines of the front matter that are words of a title.
const TITLES: [&str; 4] = ["/title ", "/kicker ", "/deck ", "/running "];

/// The lines of the front matter that name people and their units.
const PEOPLE: [&str; 2] = ["/authors/", "/photographers"];

/// The line of the front matter that names sources.
const SOURCES: &str = "/sources";

/// A list of attributes that say who made something or where it is from.
static CREDITS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\{[^{}\n]*\b(?:credit|names|by|unit|source)="[^{}\n]*\}"#).ok());

/// The names of people and units that the house knows.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeSet<String>);

impl Known {
    /// The names in `publication.yml`, in the member list and in the lists of leaders.
    pub fn of(project: &Project, publication: &Publication) -> Self {
        let mut names: BTreeSet<String> = BTreeSet::new();
        names.extend(publication.review.reviewers.iter().map(|own| own.name.clone()));
        names.extend(publication.staff.iter().flat_map(|staff| staff.names.iter().cloned()));
        names.extend([publication.sponsor.clone(), publication.printer.name.clone()]);
        if let Some(members) = read::<Members>(project, "members.yml") {
            let units = members.members.into_iter();
            names.extend(units.flat_map(|unit| std::iter::once(unit.name).chain(unit.short)));
        }
        for file in super::house::words(project) {
            let list = read::<WordList>(project, &file).unwrap_or_default();
            names.extend(list.leaders.into_iter().map(|leader| leader.name));
        }
        Self(names)
    }

    /// These names, with the people and units that two contents of an article name.
    fn with(&self, contents: [&str; 2]) -> BTreeSet<String> {
        let mut names = self.0.clone();
        for content in contents {
            let (head, _) = content.split_once("\n---\n").unwrap_or((content, ""));
            let lines = head.lines().filter(|line| PEOPLE.iter().any(|own| line.starts_with(own)));
            let values =
                lines.filter_map(|line| serde_json::from_str(line.split_once(" = ")?.1).ok());
            names.extend(values);
            names.extend(people_in(content));
        }
        let stems: Vec<String> = names.iter().filter_map(|name| stem(name)).collect();
        names.extend(stems);
        names.retain(|name| name.chars().count() > 1);
        names
    }
}

/// The place with which the name of a unit begins: 荔塘 in 荔塘供销社.
fn stem(name: &str) -> Option<String> {
    let stem = UNITS.iter().find_map(|unit| name.strip_suffix(unit))?;
    (stem.chars().count() > 1 && stem.chars().all(is_han)).then(|| stem.to_owned())
}

/// Compares two contents and weighs what changed.
pub fn weighed(old: &str, new: &str, known: &Known) -> Changes {
    if old == new {
        return Changes::default();
    }
    let mut changes = changes(old, new);
    changes.heavy = weigh(old, new, known);
    changes
}

/// The important changes between two contents.
fn weigh(old: &str, new: &str, known: &Known) -> Vec<Heavy> {
    let names = known.with([old, new]);
    let data = [old, new].into_iter().flat_map(chart_lines).collect();
    let differences = differences(old, new).0;
    let lines = differences.chunk_by(|one, other| Rc::ptr_eq(&one.was, &other.was));
    let mut heavy = Vec::new();
    for line in lines {
        let reworded = reworded(line);
        heavy.extend(line.iter().filter_map(|own| {
            let (why, word) = reason(own, &names, &data)
                .or_else(|| (reworded && !is_slip(own)).then_some((Why::Meaning, None)))?;
            let word = word.map(str::to_owned);
            Some(Heavy { why, old: own.gone().to_owned(), new: own.come().to_owned(), word })
        }));
    }
    heavy
}

/// Whether the changes of a line replace a word with another. What was removed and what was added
/// may be apart on it, so everything that is not a slip of typing is taken together.
fn reworded(line: &[Difference]) -> bool {
    let says = |text: &str| text.chars().any(counts);
    let changed = || line.iter().filter(|own| !is_slip(own));
    changed().any(|own| says(own.gone())) && changed().any(|own| says(own.come()))
}

/// Whether a change only fixes how a word was typed.
fn is_slip(own: &Difference) -> bool {
    mends(own.gone(), own.come())
}

/// The lines in chart blocks.
fn chart_lines(content: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    content.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside = if fence { !inside && line.contains("```chart") } else { inside };
        inside && !fence
    })
}

fn reason<'a>(
    own: &Difference,
    names: &'a BTreeSet<String>,
    data: &BTreeSet<&str>,
) -> Option<(Why, Option<&'a str>)> {
    let has = |marks: &str| own.gone().chars().chain(own.come().chars()).any(|c| marks.contains(c));
    let counted = own.gone().chars().chain(own.come().chars()).any(counts);
    if counted && [&own.was, &own.is].iter().any(|lines| lines.lines().any(titles)) {
        return Some((Why::Title, None));
    }
    let sides = [(&own.was, &own.old), (&own.is, &own.new)];
    if counted && sides.iter().any(|(text, range)| credits(text, range)) {
        return Some((Why::Credit, None));
    }
    if let Some(name) = names.iter().find(|name| counted && touches(own, name)) {
        return Some((Why::Name, Some(name)));
    }
    if date(own) {
        return Some((Why::Date, None));
    }
    if number(own, counted) {
        return Some((Why::Number, None));
    }
    let after_negation = own.is[..own.new.start].chars().next_back();
    let negates = after_negation.is_some_and(|c| counted && NEGATIONS.contains(c));
    if has(NEGATIONS) || negates {
        return Some((Why::Negation, None));
    }
    let cell = |line: &str| line.trim_start().starts_with('|') || data.contains(line);
    if counted && sides.iter().any(|(text, _)| text.lines().any(cell)) {
        return Some((Why::Table, None));
    }
    if counted && has(MEANINGS) || has(QUESTIONS) || sides.iter().any(|(text, own)| link(text, own))
    {
        return Some((Why::Meaning, None));
    }
    if !counted && beside_negation(&own.is, &own.new) {
        return Some((Why::Negation, None));
    }
    let place = counted && sides.iter().any(|(text, range)| place(text, range));
    place.then_some((Why::Place, None))
}

/// Whether a change concerns who made something or where it is from.
fn credits(text: &str, range: &Range<usize>) -> bool {
    let sources = text.lines().any(|line| line.starts_with(SOURCES));
    let inside = |pattern: &Regex| {
        pattern.find_iter(text).any(|own| range.start <= own.end() && own.start() <= range.end)
    };
    sources || CREDITS.as_ref().is_some_and(inside)
}

/// Whether a change is in the address that a link leads to.
fn link(text: &str, range: &Range<usize>) -> bool {
    let inside = |pattern: &Regex| {
        pattern.find_iter(text).any(|own| range.start <= own.end() && own.start() + 1 < range.end)
    };
    LINKS.as_ref().is_some_and(inside)
}

/// Whether a change of punctuation is next to a negation, which may then belong to what is on the
/// other side of it.
fn beside_negation(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    before.into_iter().chain(after).any(|c| NEGATIONS.contains(c))
}

/// Whether a change is in a character that may be part of a place name: one of the last, next to an
/// ending of such names.
fn place(text: &str, range: &Range<usize>) -> bool {
    let mut after = text[range.end..].chars().take(REACH).take_while(|c| is_han(*c));
    let name = text[range.clone()].chars().next_back().is_some_and(is_han);
    name && after.any(|c| PLACES.contains(c))
}

/// Whether a line is a title or a heading.
fn titles(line: &str) -> bool {
    line.starts_with('#') || TITLES.iter().any(|key| line.starts_with(key))
}

/// Whether a change overlaps a place where a name is or was.
fn touches(own: &Difference, name: &str) -> bool {
    let over = |text: &str, range: &Range<usize>| {
        text.match_indices(name).any(|(at, _)| {
            let end = at + name.len();
            if range.is_empty() {
                at < range.start && range.start < end
            } else {
                range.start < end && at < range.end
            }
        })
    };
    over(&own.was, &own.old) || over(&own.is, &own.new)
}

/// Whether a change concerns a date.
fn date(own: &Difference) -> bool {
    let side = |text: &str, range: &Range<usize>| {
        let next = text[range.end..].chars().next();
        let mut chars = text[range.clone()].chars().chain(next).peekable();
        let count = text[range.clone()].chars().count();
        (0..count).any(|_| {
            let c = chars.next();
            let next = chars.peek();
            c.is_some_and(|c| {
                CALENDAR.contains(c)
                    || RELATIVE.contains(c) && next.is_some_and(|next| RELATED.contains(*next))
            })
        })
    };
    side(&own.was, &own.old) || side(&own.is, &own.new)
}

/// Whether a change concerns a number: its figures or the unit after them.
fn number(own: &Difference, counted: bool) -> bool {
    let numeral = |c: char| c.is_numeric() || NUMERALS.contains(c);
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let counts = |text: &str| text.replace(DEGREE, "").chars().any(numeral);
    if counts(own.gone()) || counts(own.come()) {
        return true;
    }
    let before = own.is[..own.new.start].chars().next_back();
    let after = own.is[own.new.end..].chars().next();
    if counted {
        return before.is_some_and(numeral) || digit(after);
    }
    let signs = own.gone().contains('-') || own.come().contains('-');
    digit(after) && (digit(before) || signs)
}

fn read<T: serde::de::DeserializeOwned + schemars::JsonSchema>(
    project: &Project,
    file: &str,
) -> Option<T> {
    let path = project.issues().join(file);
    let text = std::fs::read_to_string(path).ok()?;
    // What is wrong with the file is reported where its rules are applied.
    document::read::<T>(&text, file, 0, &mut Findings::default()).map(|read| read.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known(["陈禾", "荔塘供销社"].into_iter().map(str::to_owned).collect())
    }

    fn why(old: &str, new: &str) -> Vec<Why> {
        weigh(old, new, &known()).into_iter().map(|heavy| heavy.why).collect()
    }

    #[test]
    fn what_turns_the_meaning_goes_back() {
        for (old, new, wanted) in [
            ("可以出库", "不可以出库", Why::Negation),
            ("尚未付款", "尚已付款", Why::Negation),
            ("不得外传", "不必外传", Why::Negation),
            ("没有到", "有到", Why::Negation),
            ("一致同意", "一致反对", Why::Meaning),
            ("增加收入", "减少收入", Why::Meaning),
            ("书记讲话", "副书记讲话", Why::Meaning),
            ("必须按时到", "应当按时到", Why::Meaning),
            ("应当上报", "可以上报", Why::Meaning),
            ("坚持下去", "放弃下去", Why::Meaning),
            ("大家放心", "大家担心", Why::Meaning),
            ("上门送货", "上门收货", Why::Meaning),
            ("共计三项", "约计三项", Why::Meaning),
            ("由甲方付款", "由乙方付款", Why::Meaning),
            ("把他推开", "被他推开", Why::Meaning),
            ("已经完工", "正在完工", Why::Meaning),
            ("化肥价格", "农药价格", Why::Meaning),
            ("水很满", "水很浅", Why::Meaning),
            ("发给住户", "发给商户", Why::Meaning),
            ("书摊摆在渠边", "果栏摆在渠边", Why::Meaning),
            ("肥料户户自领", "户户自领薄膜", Why::Meaning),
            ("他同意了。", "他同意了？", Why::Meaning),
            ("见[这里](https://a.example/b)", "见[这里](https://a.example/c)", Why::Meaning),
            ("合作社不，会看着办", "合作社，不会看着办", Why::Negation),
            ("共 1450 公里", "共 1540 公里", Why::Number),
            ("存粮三百担", "存粮五百担", Why::Number),
            ("种了5亩", "种了5顷", Why::Number),
            ("长了12.5", "长了125", Why::Number),
            ("降到-5度", "降到5度", Why::Number),
            ("近50人", "超50人", Why::Number),
            ("春月开工", "春年开工", Why::Date),
            ("他说明天来", "他说昨天来", Why::Date),
            ("今年丰收", "去年丰收", Why::Date),
            ("由陈禾主持", "由陈和主持", Why::Name),
            ("到荔塘供销社看", "到荔溏供销社看", Why::Name),
            ("司秤员莫秋容站在那里", "司秤员莫秋荣站在那里", Why::Name),
            ("## 一张单子\n文", "## 一张单据\n文", Why::Title),
            ("由荔塘去往城里", "由荔溏去往城里", Why::Name),
            ("到石涌镇看", "到石滘镇看", Why::Place),
            ("在白石村过夜", "在自石村过夜", Why::Place),
            ("| 稻谷 | 花生 |", "| 花生 | 稻谷 |", Why::Table),
            ("```chart bars\n---\n稻谷,1\n```", "```chart bars\n---\n花生,1\n```", Why::Table),
            ("![](a.jpg){credit=\"何岸 摄\"}", "![](a.jpg){credit=\"谭洁 摄\"}", Why::Credit),
            ("::: table 表 {source=\"编者\"}", "::: table 表 {source=\"读者\"}", Why::Credit),
            ("/sources/000 = \"省社\"", "/sources/000 = \"县志\"", Why::Credit),
            ("/title = \"荔枝上路\"\n", "/title = \"荔枝下路\"\n", Why::Title),
            ("/kicker = \"专题\"\n", "/kicker = \"特稿\"\n", Why::Title),
            ("文\n", "文\n## 新题\n", Why::Title),
        ] {
            let found = why(old, new);
            assert!(!found.is_empty(), "{old} → {new}");
            assert!(found.iter().all(|own| *own == wanted), "{old} → {new}: {found:?}");
        }
        let authors = "/authors/000/name = \"莫大\"\n---\n看莫大走\n";
        assert_eq!(why(authors, &authors.replace("看莫大走", "看莫太走")), [Why::Name]);
    }

    #[test]
    fn slips_of_the_pen_do_not() {
        for (old, new) in [
            ("司称员站在那里", "司秤员站在那里"),
            ("好的,很好", "好的\u{ff0c}很好。"),
            ("他做的很快", "他做得很快"),
            ("象一条河", "像一条河"),
            ("两块门卸下来", "两块门板卸下来"),
            ("卖的的书", "卖的书"),
            ("划拔一笔钱", "划拨一笔钱"),
            ("象一条河,流到渠边里边", "像一条河\u{ff0c}流到渠边"),
            (
                "![](a.jpg \"他做的很快\"){credit=\"何岸\"}",
                "![](a.jpg \"他做得很快\"){credit=\"何岸\"}",
            ),
            ("| 甲 | 乙 |", "| 甲 | 乙。 |"),
            ("## 题目\n文", "## 题目\u{ff01}\n文"),
        ] {
            assert_eq!(why(old, new), [], "{old} → {new}");
        }
    }

    #[test]
    fn the_finding_says_which_word() {
        let heavy = &weigh("由陈禾主持", "由陈和主持", &known())[0];
        assert_eq!((heavy.word.as_deref(), heavy.old.as_str()), (Some("陈禾"), "禾"));
        let finding = weigh("可以", "不可以", &known())[0].finding("news");
        assert_eq!((finding.args["how"].as_str(), finding.args["new"].as_str()), ("added", "不"));
    }
}
