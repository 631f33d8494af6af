//! Symbol fonts: what a code of Symbol, Wingdings or Webdings shows, in Unicode characters.
//!
//! The counterparts are those that Unicode 7.0 names for these fonts; where the house's faces lack
//! one and a plain sign looks the same (a hollow square, an arrow), the plain sign is used. Each
//! table begins at code 0x20 and has 32 codes per line; 〓 marks a code without a counterpart.

/// The stand-in for an unknown sign: the printers' mark for a missing sort.
pub const MISSING: char = '\u{3013}';

/// A face, by how its codes map to characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// A text font: its characters are what they are.
    Letters,
    /// Symbol.
    Symbol,
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Wingdings 3.
    Wingdings3,
    /// Webdings.
    Webdings,
}

impl Face {
    /// The face for a name as documents write it.
    pub fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "symbol" | "symbolmt" => Self::Symbol,
            "wingdings" | "wingdings-regular" => Self::Wingdings,
            "wingdings 2" | "wingdings2" => Self::Wingdings2,
            "wingdings 3" | "wingdings3" => Self::Wingdings3,
            "webdings" => Self::Webdings,
            _ => Self::Letters,
        }
    }

    /// What a code of the face shows, whether it is written as 0x41 or as U+F041.
    pub fn sign(self, code: u32) -> Option<char> {
        let table = match self {
            Self::Letters => return None,
            Self::Symbol => &SYMBOL,
            Self::Wingdings => &WINGDINGS,
            Self::Wingdings2 => &WINGDINGS_2,
            Self::Wingdings3 => &WINGDINGS_3,
            Self::Webdings => &WEBDINGS,
        };
        let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
        let at = usize::try_from(code).ok()?.checked_sub(0x20)?;
        let sign = table.get(at / 32)?.chars().nth(at % 32)?;
        (sign != MISSING).then_some(sign)
    }
}

/// A text as it shows when set in a face, and whether each of its characters has a counterpart.
///
/// In a symbol font the ASCII letters are signs too. In a text font only the private-use codes
/// U+F020 to U+F0FF, which are codes of some symbol font, have no counterpart.
pub fn shown(text: &str, face: Face) -> (String, bool) {
    let mut whole = true;
    let chars = text.chars().map(|c| {
        let private = ('\u{f020}'..='\u{f0ff}').contains(&c);
        let coded = private || (face != Face::Letters && ('!'..='\u{ff}').contains(&c));
        if !coded || c.is_control() {
            return c;
        }
        face.sign(u32::from(c)).unwrap_or_else(|| {
            whole = false;
            MISSING
        })
    });
    let shown = chars.collect();
    (shown, whole)
}

/// The sign that a field `SYMBOL 254 \f "Wingdings"` shows; nothing if it is another field.
///
/// The error is the name of the face, if its sign has no counterpart.
pub fn symbol_field(instruction: &str) -> Option<Result<char, String>> {
    let rest = after_name(instruction, "SYMBOL")?;
    let (code, switches) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
    let hex = code.strip_prefix("0x").or_else(|| code.strip_prefix("0X"));
    let code = hex.map_or_else(|| code.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
    let name = face_name(switches);
    let face = Face::named(&name);
    let sign = code.and_then(|code| match face {
        Face::Letters => char::from_u32(code).filter(|c| {
            // Without \u the code is one of the Windows code page, of which only ASCII is the same.
            !c.is_control() && (c.is_ascii() || switches.to_ascii_lowercase().contains("\\u"))
        }),
        face => face.sign(code),
    });
    Some(sign.ok_or(name))
}

/// What follows the name of a field, if it has the given name.
pub fn after_name<'a>(instruction: &'a str, name: &str) -> Option<&'a str> {
    let text = instruction.trim();
    let own = text.get(..name.len()).filter(|own| own.eq_ignore_ascii_case(name))?;
    let rest = &text[own.len()..];
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then(|| rest.trim_start())
}

/// The face that the switch `\f` of a field names.
fn face_name(switches: &str) -> String {
    let lower = switches.to_ascii_lowercase();
    let Some(at) = lower.find("\\f") else { return String::new() };
    let rest = switches[at + 2..].trim_start();
    let name = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => rest.split(['\\', ' ']).next().unwrap_or_default(),
    };
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

const SYMBOL: [&str; 7] = [
    " !∀#∃%&∍()*+,−./0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~〓",
    "〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪〓〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭〓",
];
const WINGDINGS: [&str; 7] = [
    " ✎✂✁👓🕭🕮🕯☎✆✉🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍",
    "🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉",
    "♊♋♌♍♎♏♐♑♒♓🙰🙵●○■□□□□◆◆◆❖◆⌧⮹⌘🏵🏶🙶🙷▯",
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•",
    "▪○○○◉◎🔿▪□🟁🟅★🟋🟏🟓🟑⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘",
    "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦◀➢⮙⮛⮈➲⮉⮋←",
    "→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⇔⇕↖↗↙↘🢬🢭✗✓☒☑〓",
];
const WINGDINGS_2: [&str; 7] = [
    " 🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙",
    "🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺",
    "🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿〓",
    "☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧🙨🙩··●●○○○🞉⊙◉▪",
    "▪■■□□□🞓🞔▣🞕🞖🞗🞘◆◆◇◇◈🞛🞜🞝🞞⬪◆◇🞠◖◗⯊⯋⯀⯁",
    "⬟⯂⬣⬢⯃⯄🞡🞢🞣🞤🞥🞦🞧🞨🞩🞪🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺",
    "🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒✹🟃🟇✯🟍🟔⯌⯍※⁂〓〓〓〓〓〓",
];
const WINGDINGS_3: [&str; 7] = [
    " ←→↑↓↖↗↙↘⭰⭲⭱⭳⭶⭸⭻⭽↔↕⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧",
    "⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌⭮⭯⎋⌤⌃⌥␣⍽⇪⮸🢠🢡🢢🢣🢤🢥",
    "🢦🢧🢨🢩🢪🢫←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲▼",
    "🞃⯅⯆⯇⯈⮜⮞⮝⮟🠐🠒🠑🠓🠔🠖🠕🠗🠘🠚🠙🠛🠜🠞🠝🠟🠀🠂🠁🠃🠄🠆🠅",
    "🠇🠈🠊🠉🠋🠠🠢🠤🠦🠨🠪🠬🢜🢝🢞🢟🠮🠰🠲🠴🠶🠸🠺🠹🠻🢘🢚🢙🢛🠼🠾🠽",
    "🠿🡀🡂🡁🡃🡄🡆🡅🡇⮨⮩⮪⮫⮬⮭⮮⮯🡠🡢🡡🡣🡤🡥🡧🡦🡰🡲🡱🡳🡴🡵🡷",
    "🡶🢀🢂🢁🢃🢄🢅🢇🢆🢐🢒🢑🢓🢔🢖🢕🢗〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓",
];
const WEBDINGS: [&str; 7] = [
    " 🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗◀▶▲▼⏪⏩⏮⏭⏸⏹⏺🗚🗳",
    "🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫",
    "→✓🚲□🛡📦🛱■🚑🛈🛩🛰🟈🕴●🛥🚔🗘✗❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲〓",
    "🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻",
    "🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻",
    "🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫",
    "🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_whole() {
        for table in [SYMBOL, WINGDINGS, WINGDINGS_2, WINGDINGS_3, WEBDINGS] {
            for row in table {
                assert_eq!(row.chars().count(), 32, "{row}");
            }
            assert!(table[0].starts_with(' '));
        }
    }

    #[test]
    fn codes_are_the_signs_they_show() {
        for (face, code, sign) in [
            ("Wingdings", 0xfe, Some('☑')),
            ("wingdings", 0xf0fc, Some('✓')),
            ("Wingdings", 0xa8, Some('□')),
            ("Wingdings", 0x6c, Some('●')),
            ("Wingdings", 0x8c, Some('❶')),
            ("Wingdings", 0xff, None),
            ("Wingdings 2", 0x52, Some('☑')),
            ("Wingdings 2", 0xf8, Some('※')),
            ("Wingdings 3", 0x7d, Some('▶')),
            ("Webdings", 0x61, Some('✓')),
            ("Symbol", 0xb3, Some('≥')),
            ("Symbol", 0xf061, Some('α')),
            ("Symbol", 0xb7, Some('•')),
            ("Symbol", 0xf0, None),
            ("Symbol", 0x7f, None),
            ("宋体", 0x41, None),
            ("Symbol", 0xffff_ffff, None),
        ] {
            assert_eq!(Face::named(face).sign(code), sign, "{face} {code:x}");
        }
    }

    #[test]
    fn texts_in_faces_of_signs() {
        assert_eq!(shown("\u{f0fe} 甲A", Face::Wingdings), ("☑ 甲✌".to_owned(), true));
        assert_eq!(shown("\u{f0fe}甲", Face::Letters), ("〓甲".to_owned(), false));
        assert_eq!(shown("a≥b", Face::Symbol), ("α≥β".to_owned(), true));
        assert_eq!(shown("\u{f0ff}", Face::Wingdings), ("〓".to_owned(), false));
    }

    #[test]
    fn fields_of_signs() {
        let shows = |field| symbol_field(field);
        assert_eq!(shows(r#" SYMBOL 254 \f "Wingdings" \s 12 "#), Some(Ok('☑')));
        assert_eq!(shows(r#"symbol 0xF0B3 \f Symbol"#), Some(Ok('≥')));
        assert_eq!(shows(r#"SYMBOL 65"#), Some(Ok('A')));
        assert_eq!(shows(r#"SYMBOL 9312 \u"#), Some(Ok('①')));
        assert_eq!(shows(r#"SYMBOL 254 \f "MT Extra""#), Some(Err("MT Extra".to_owned())));
        assert_eq!(shows(r#"SYMBOL"#), Some(Err(String::new())));
        assert_eq!(shows(r#"SYMBOLS 1"#), None);
    }
}
