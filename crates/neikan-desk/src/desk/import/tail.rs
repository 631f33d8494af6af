//! The end of an article on the web: who edited it, and what asks readers to follow and like.

use super::byline::parse;
use crate::manuscript::incoming::Item;
use crate::manuscript::model::{BlockKind, Figure, plain};
use neikan_base::diagnostic::{Finding, Findings};

/// How many paragraphs at the end are looked at.
const DEPTH: usize = 30;
/// The longest line that belongs to an end, characters.
const LINE: usize = 60;
/// A line longer than this with a mark in it is a sentence, characters.
const SENTENCE: usize = 24;
/// How much of what is left out is shown, characters.
const SHOWN: usize = 400;

/// Labels of those who worked on the page, not on the text.
const LABELS: [&str; 24] = [
    "编辑",
    "责编",
    "责任编辑",
    "执行编辑",
    "本期编辑",
    "微信编辑",
    "新媒体编辑",
    "编审",
    "审核",
    "初审",
    "复审",
    "终审",
    "审稿",
    "审校",
    "校对",
    "校审",
    "监制",
    "总监制",
    "签发",
    "排版",
    "美编",
    "制作",
    "统筹",
    "出品",
];
/// What begins a line that asks readers for something, or leads them on.
const STARTS: [&str; 22] = [
    "扫一扫",
    "扫码",
    "扫描",
    "长按",
    "识别二维码",
    "微信扫一扫",
    "阅读原文",
    "点击阅读原文",
    "点击“阅读原文”",
    "点赞",
    "点个在看",
    "点“在看”",
    "喜欢就",
    "觉得好看",
    "关注我们",
    "欢迎关注",
    "点击关注",
    "点击蓝字",
    "往期",
    "相关阅读",
    "推荐阅读",
    "转载请",
];
/// Words of the buttons below an article; a line of nothing else is none of the text.
const BUTTONS: [&str; 14] = [
    "点赞",
    "在看",
    "分享",
    "收藏",
    "关注",
    "转发",
    "留言",
    "评论",
    "赞",
    "end",
    "完",
    "阅读",
    "原文",
    "预览时标签不可点",
];

/// Takes the end of an article on the web off a text and says what it was.
///
/// Bylines among its lines stay: they are the author's.
pub fn cut(items: &mut Vec<Item>, findings: &mut Findings) {
    let from = items.len().saturating_sub(DEPTH);
    let mut first = items.len();
    for at in (from.max(1)..items.len()).rev() {
        match kind(&items[at]) {
            Line::Tail => first = at,
            Line::Quiet => {}
            Line::Text => break,
        }
    }
    let mut left = Vec::new();
    let mut at = first;
    while at < items.len() {
        if matches!(kind(&items[at]), Line::Tail) || is_picture(&items[at]) {
            left.push(shown(&items.remove(at)));
        } else {
            at += 1;
        }
    }
    if !left.is_empty() {
        let text: String = left.join(" / ").chars().take(SHOWN).collect();
        let finding = Finding::note("import-tail").with("count", left.len());
        findings.push(finding.with("text", text));
    }
}

/// What a paragraph at the end is.
enum Line {
    /// It belongs to the end of the page.
    Tail,
    /// It may stand among such lines: a byline, a picture, a mark.
    Quiet,
    /// It is text.
    Text,
}

fn kind(item: &Item) -> Line {
    if is_picture(item) {
        return Line::Quiet;
    }
    let Some(text) = item.text() else { return Line::Text };
    // Lines of one paragraph count as one only if all of them do.
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_none() || text.chars().count() > 4 * LINE || item.has_note() {
        return if text.is_empty() { Line::Quiet } else { Line::Text };
    }
    if lines.clone().all(is_tail) {
        return Line::Tail;
    }
    let byline = |line: &str| parse(line, true).is_some();
    if lines.all(|line| is_tail(line) || byline(line)) { Line::Quiet } else { Line::Text }
}

fn is_picture(item: &Item) -> bool {
    matches!(item.block, BlockKind::Figure(_))
}

fn is_tail(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && !"“”\u{ff1a}:|/".contains(c));
    let bare = bare.trim();
    if bare.is_empty() {
        return !line.is_empty();
    }
    let long = bare.chars().count();
    if long > LINE || long > SENTENCE && line.contains(['。', '\u{ff0c}']) {
        return false;
    }
    STARTS.iter().any(|start| bare.starts_with(start)) || is_label(bare) || is_buttons(bare)
}

/// Whether a line begins with a label and a mark: 编辑：陈禾, 审核 | 何岸.
fn is_label(line: &str) -> bool {
    let spread: String = line.chars().filter(|c| !matches!(c, ' ' | '\u{3000}')).collect();
    LABELS.iter().any(|label| {
        let rest = spread.strip_prefix(label);
        rest.is_some_and(|rest| {
            rest.starts_with(['\u{ff1a}', ':', '|', '\u{ff5c}', '/', '丨', '\u{ff0f}'])
        })
    })
}

/// Whether a line holds nothing but words of buttons.
fn is_buttons(line: &str) -> bool {
    let mut rest = line.to_lowercase();
    rest.retain(|c| c.is_alphanumeric() && !c.is_ascii_digit());
    let had = !rest.is_empty();
    for word in BUTTONS {
        rest = rest.replace(word, "");
    }
    had && rest.is_empty()
}

fn shown(item: &Item) -> String {
    match &item.block {
        BlockKind::Figure(Figure { pictures, .. }) => {
            let paths = pictures.iter().map(|picture| picture.path.as_str());
            paths.collect::<Vec<_>>().join(", ")
        }
        BlockKind::Para { c } => plain(c).trim().replace('\n', " / "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::model::Inline;

    fn left(lines: &[&str]) -> (Vec<String>, usize) {
        let para = |s: &&str| Item::para(vec![Inline::Text { s: (*s).to_owned() }], 1);
        let mut items: Vec<Item> = lines.iter().map(para).collect();
        let mut findings = Findings::default();
        cut(&mut items, &mut findings);
        (items.iter().filter_map(Item::text).collect(), findings.iter().count())
    }

    #[test]
    fn the_end_of_a_page_is_told_from_the_text() {
        let (kept, told) = left(&[
            "题",
            "正文。",
            "来源：荔塘供销社",
            "END",
            "编辑：陈禾",
            "审核 | 何岸",
            "校 对：林一",
            "长按识别二维码关注我们",
            "点赞 在看 分享",
            "点击“阅读原文”看更多",
        ]);
        assert_eq!(
            (kept, told),
            (["题", "正文。", "来源：荔塘供销社"].map(str::to_owned).to_vec(), 1)
        );
    }

    #[test]
    fn text_that_speaks_of_such_things_stays() {
        for last in [
            "扫一扫墙上的码，社员就能看到这一车荔枝走到了哪里，什么时候过的秤，谁过的秤，都在上面写着，一笔不差，也赖不掉。",
            "编辑部搬到了桥头。",
            "大家都说在看。荔枝红了。",
        ] {
            let (kept, told) = left(&["题", last]);
            assert_eq!((kept.len(), told), (2, 0), "{last}");
        }
        assert_eq!(left(&["编辑：陈禾"]).0.len(), 1);
    }
}
