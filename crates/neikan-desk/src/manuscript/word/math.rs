//! Formulas (OMML) as a readable line of text: (a+b)/2, √(x), x².

use unicode_normalization::UnicodeNormalization;

use super::xml::{Node, attr, child, elements, switch, value};
use crate::manuscript::incoming::eq::{Part, fraction, grouped, push};

/// The parts of a formula in one line; it can be no deeper than the document, whose depth is
/// limited.
pub fn line(node: Node<'_>) -> Vec<Part> {
    let mut out = Vec::new();
    inside(node, &mut out);
    out
}

fn inside(node: Node<'_>, out: &mut Vec<Part>) {
    elements(node).for_each(|part| element(part, out));
}

fn element(node: Node<'_>, out: &mut Vec<Part>) {
    let text = |name: &str| child(node, name).map(flat).unwrap_or_default();
    let set = |name: &str, out: &mut Vec<Part>| {
        if let Some(part) = child(node, name) {
            inside(part, out);
        }
    };
    let plain = |text: String, out: &mut Vec<Part>| push(out, Part::Text(text));
    match node.tag_name().name() {
        "t" => plain(letters(node.text().unwrap_or_default()), out),
        "f" => plain(fraction(&text("num"), &text("den")), out),
        "sSup" | "limUpp" => {
            set("e", out);
            push(out, Part::Up(text("sup") + &text("lim")));
        }
        "sSub" | "limLow" => {
            set("e", out);
            push(out, Part::Down(text("sub") + &text("lim")));
        }
        "sSubSup" => {
            set("e", out);
            push(out, Part::Down(text("sub")));
            push(out, Part::Up(text("sup")));
        }
        "sPre" => {
            push(out, Part::Down(text("sub")));
            push(out, Part::Up(text("sup")));
            set("e", out);
        }
        "rad" => {
            let properties = child(node, "radPr");
            let hidden = properties.and_then(|p| switch(p, "degHide")) == Some(true);
            if !hidden {
                push(out, Part::Up(text("deg")));
            }
            plain(format!("√{}", grouped(&text("e"))), out);
        }
        "nary" => {
            let sign = child(node, "naryPr").and_then(|p| value(p, "chr")).unwrap_or("∫");
            plain(letters(sign), out);
            push(out, Part::Down(text("sub")));
            push(out, Part::Up(text("sup")));
            set("e", out);
        }
        "d" => delimited(node, out),
        "m" | "eqArr" => {
            let rows = elements(node).filter(|row| matches!(row.tag_name().name(), "mr" | "e"));
            let rows = rows.map(|row| match row.tag_name().name() {
                "mr" => elements(row).map(flat).collect::<Vec<_>>().join(" "),
                _ => flat(row),
            });
            plain(rows.collect::<Vec<_>>().join("; "), out);
        }
        "func" => {
            set("fName", out);
            let shown = text("e");
            let parted = shown.starts_with('(');
            plain(if parted { shown } else { format!(" {shown}") }, out);
        }
        name if name.ends_with("Pr") => {}
        _ => inside(node, out),
    }
}

/// Terms between brackets.
fn delimited(node: Node<'_>, out: &mut Vec<Part>) {
    let properties = child(node, "dPr");
    let sign = |name: &str, usual: &str| {
        let own = properties.and_then(|p| child(p, name));
        own.map_or(usual.to_owned(), |own| letters(attr(own, "val").unwrap_or_default()))
    };
    push(out, Part::Text(sign("begChr", "(")));
    let terms = elements(node).filter(|part| part.tag_name().name() == "e");
    for (at, term) in terms.enumerate() {
        if at > 0 {
            push(out, Part::Text(sign("sepChr", "|")));
        }
        inside(term, out);
    }
    push(out, Part::Text(sign("endChr", ")")));
}

/// An element as plain characters.
fn flat(node: Node<'_>) -> String {
    let parts = line(node).into_iter().map(|part| match part {
        Part::Text(s) | Part::Ruby(s, _) => s,
        Part::Up(s) => format!("^{}", grouped(&s)),
        Part::Down(s) => format!("_{}", grouped(&s)),
    });
    parts.collect()
}

/// Mathematical letters (𝑥) as ordinary letters; invisible operators are dropped.
fn letters(text: &str) -> String {
    let folded = text.chars().flat_map(|c| match c {
        '\u{1d400}'..='\u{1d7ff}' => c.nfkc().collect::<Vec<char>>(),
        '\u{2061}'..='\u{2064}' => Vec::new(),
        c => vec![c],
    });
    folded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(xml: &str) -> String {
        let xml = format!("<oMath>{xml}</oMath>");
        let document = roxmltree::Document::parse(&xml).unwrap();
        let parts = line(document.root_element()).into_iter().map(|part| match part {
            Part::Text(s) | Part::Ruby(s, _) => s,
            Part::Up(s) => format!("^{s}^"),
            Part::Down(s) => format!("~{s}~"),
        });
        parts.collect()
    }

    #[test]
    fn formulas_are_a_line_of_text() {
        let r = |text: &str| format!("<r><rPr><sty val='p'/></rPr><t>{text}</t></r>");
        let (a, b, x) = (r("a"), r("a+b"), r("𝑥"));
        for (xml, text) in [
            (format!("<f><num>{b}</num><den>{a}</den></f>"), "(a+b)/a"),
            (format!("<sSup><e>{x}</e><sup>{}</sup></sSup>", r("2")), "x^2^"),
            (format!("<sSubSup><e>{x}</e><sub>{a}</sub><sup>{b}</sup></sSubSup>"), "x~a~^a+b^"),
            (format!("<rad><radPr><degHide/></radPr><deg/><e>{b}</e></rad>"), "√(a+b)"),
            (format!("<rad><deg>{}</deg><e>{x}</e></rad>", r("3")), "^3^√x"),
            (format!("<d><e>{a}</e></d>"), "(a)"),
            (format!("<d><dPr><begChr val='['/><endChr val=''/></dPr><e>{a}</e></d>"), "[a"),
            (
                format!(
                    "<nary><naryPr><chr val='∑'/></naryPr><sub>{}</sub><sup>{}</sup><e>{x}</e></nary>",
                    r("i=1"),
                    r("n")
                ),
                "∑~i=1~^n^x",
            ),
            (format!("<func><fName>{}</fName><e>{x}</e></func>", r("sin")), "sin x"),
            (
                format!(
                    "<f><num><sSup><e>{x}</e><sup>{}</sup></sSup></num><den>{a}</den></f>",
                    r("2")
                ),
                "(x^2)/a",
            ),
            (
                format!("<m><mr><e>{a}</e><e>{x}</e></mr><mr><e>{x}</e><e>{a}</e></mr></m>"),
                "a x; x a",
            ),
            (format!("<acc><accPr><chr val='~'/></accPr><e>{x}</e></acc>"), "x"),
        ] {
            assert_eq!(shows(&xml), text, "{xml}");
        }
    }
}
