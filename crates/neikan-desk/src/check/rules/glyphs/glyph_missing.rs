//! Every character that prints has a glyph in one of the faces that set it.

use std::collections::BTreeMap;

use crate::check::rule::{Check, Hit, Hits, Rule, Source, Words};
use crate::check::{Context, Drawn};
use crate::manuscript::prose::{Construct, Kind, MASK, Passage, SourceFile, Text, Voice};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "glyph-missing",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "印出来的每个字，排它的字体里都要有：正文看“song”，小标题、图注、表格看“hei”，引文、导语看“kai”，常规和粗体各看各的。主题里写在后面的字体、fonts 文件夹里主题没有写到的字体，依次补缺。都没有的字会印成方框。",
        message: "字符“{ $character }”（{ $code }）要用“{ $role }”（字重 { $weight }）排，这一角色的字体里都没有。",
        hint: "请改用别的字，或在 fonts 文件夹里补上有这个字的字体。",
    },
    en: Words {
        about: "Every character that prints has a glyph in a face that sets it: text in “song”, heads, captions and tables in “hei”, quotations and leads in “kai”, each in its weights. Families that the theme names next, and those in the folder fonts that it does not name, help out in this order. What none of them has would come out as a box.",
        message: "The character “{ $character }” ({ $code }) is set in “{ $role }” here, in weight { $weight }; no face of that role has it.",
        hint: "Use another character, or add a face that has it to the folder fonts.",
    },
    wrong: &[
        "正文\u{1f980}一段。",
        "@layouts/dongguan/theme.yml\nfaces: {song: Noto Serif CJK SC, hei: Noto Sans CJK SC, kai: LXGW WenKai}\n@body\n元素\u{9fec}。",
    ],
    right: &[
        "正文一段，生僻字如“塱”也在。",
        "合成CO\u{2082}、10\u{2075}、\u{2153}，**Škoda**，*\u{9fec}*。",
    ],
    check: Check::Texts(check),
};

/// A role of the theme and a weight, 100 to 900.
type Setting = (&'static str, u16);

const HEI: &[Setting] = &[("hei", 400)];
const HEADS: &[Setting] = &[("hei", 700)];
const SMALL_PRINT: &[Setting] = &[("hei", 400), ("hei", 700)];
const SONG: &[Setting] = &[("song", 400)];
const KAI: &[Setting] = &[("kai", 400)];
const TITLES: &[Setting] =
    &[("song", 900), ("song", 700), ("hei", 400), ("hei", 700), ("kai", 400)];
const NAMED: &[Setting] = &[("song", 900), ("hei", 700)];
const NAMES: &[Setting] = &[("hei", 400), ("hei", 700), ("kai", 400)];

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let cast = Cast::of(context);
    let letter = match text.of {
        SourceFile::Article(index) => context.assembly.articles[index].kind == "foreword",
        SourceFile::Publication | SourceFile::Issue => false,
    };
    for passage in &text.passages {
        cast.look(passage, |voice| settings(passage, voice, letter), hits);
    }
    for aside in &text.asides {
        cast.look(aside, |_| SMALL_PRINT, hits);
    }
}

/// What the layouts set a passage in; `letter` says whether its whole article is set in the brush
/// face.
fn settings(passage: &Passage, voice: Voice, letter: bool) -> &'static [Setting] {
    use Construct as In;
    match (voice, passage.kind, passage.construct) {
        (_, Kind::Alt, _) => &[],
        (Voice::Strong, ..) => HEADS,
        (Voice::Emph, ..) => KAI,
        (Voice::Both, ..) => &[("kai", 700), ("hei", 700)],
        (_, Kind::Title | Kind::Entry, _) => TITLES,
        (_, Kind::Name, In::Caption) => &[("hei", 400), ("hei", 700)],
        (_, Kind::Deck | Kind::Name, _) => NAMES,
        (_, Kind::Unit | Kind::Cell, _) => SMALL_PRINT,
        (_, Kind::Credit, _) => HEI,
        (_, Kind::Heading, _) => HEADS,
        (_, Kind::Label, In::Data | In::Poem) => &[("song", 900)],
        (_, Kind::Label, In::Entries) => NAMED,
        (_, Kind::Label, In::Item) => &[("song", 700)],
        (_, Kind::Label, _) => HEADS,
        (_, Kind::Text | Kind::Quotation | Kind::Verse, In::Note) => SONG,
        (_, Kind::Text, In::Caption | In::Points) => HEI,
        (_, Kind::Text, In::Infobox) => SMALL_PRINT,
        (_, Kind::Text, In::Entries) => &[("song", 400), ("hei", 400)],
        (_, Kind::Text, In::Turns) => &[("song", 400), ("hei", 700)],
        (_, Kind::Text, In::Data | In::Pullquote) | (_, Kind::Quotation | Kind::Verse, _) => KAI,
        (_, Kind::Text, In::Body | In::Poem | In::Item) => {
            if letter {
                KAI
            } else {
                SONG
            }
        }
    }
}

/// Predicates that tell whether the faces of a setting draw a character; a role that the theme does
/// not have is reported by another rule.
struct Cast<'a>(BTreeMap<Setting, Drawn<'a>>);

impl<'a> Cast<'a> {
    fn of(context: &Context<'a>) -> Self {
        let settings = [SONG, KAI, TITLES, &[("kai", 700)]].concat();
        let drawn = context.faces.roles(&context.assembly.theme, &settings);
        let known = settings.into_iter().zip(drawn);
        Self(known.filter_map(|(setting, drawn)| Some((setting, drawn?))).collect())
    }

    /// Whether the faces of a setting lack a glyph for a character.
    fn lacks(&self, setting: Setting, c: char) -> bool {
        c != MASK && self.0.get(&setting).is_some_and(|drawn| !drawn(c))
    }

    fn look(
        &self,
        passage: &Passage,
        settings: impl Fn(Voice) -> &'static [Setting],
        hits: &mut Hits<'_>,
    ) {
        for (at, c) in passage.text.char_indices() {
            let settings = settings(passage.voice_at(at));
            if let Some(&setting) = settings.iter().find(|&&setting| self.lacks(setting, c)) {
                describe(hits.found(passage, at..at + c.len_utf8()), c, setting);
            }
        }
    }
}

fn describe(hit: &mut Hit, c: char, (role, weight): Setting) {
    let code = format!("U+{:04X}", u32::from(c));
    hit.with("character", c).with("code", code).with("role", role).with("weight", weight);
}
