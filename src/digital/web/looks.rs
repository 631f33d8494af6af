//! How an article looks in WeChat: the declarations of each element, since a style sheet is dropped there.
//!
//! Sizes in px, as accounts set them; colours from the theme, darkened until text in them is legible on
//! white (WCAG 2.1, 1.4.3).

use crate::digital::epub::palette::{hex, legible, tint};
use crate::typeset::Colors;

const PAPER: [u8; 3] = [255; 3];
const INK: [u8; 3] = [51; 3];
const SOFT: [u8; 3] = [102; 3];

/// The colours of an article.
#[derive(Debug, Clone)]
pub struct Looks {
    /// That of its section, for text.
    accent: String,
    /// A tint of it, for boxes.
    tint: String,
    ink: String,
    soft: String,
}

impl Looks {
    /// The looks of an article in a section of some colour.
    pub fn of(colors: &Colors, section: &str) -> Self {
        let own = colors.get(section).copied().unwrap_or(INK);
        let tint = tint(own, PAPER);
        let accent = hex(legible(own, &[PAPER, tint]));
        Self { accent, tint: hex(tint), ink: hex(INK), soft: hex(SOFT) }
    }

    /// The declarations of an element of one of these classes; nothing for one that needs none.
    pub fn style(&self, element: &str, classes: &[&str]) -> String {
        let Self { accent, tint, ink, soft } = self;
        let has = |class: &str| classes.contains(&class);
        let body = "font-size:16px;line-height:1.8;text-align:justify";
        match element {
            "body" => format!("color:{ink};{body};letter-spacing:0.5px;word-break:break-word"),
            "h2" | "h3" if has("box-title") => {
                format!(
                    "margin:0 0 8px;color:{accent};font-size:16px;font-weight:bold;line-height:1.5"
                )
            }
            "h2" => format!(
                "margin:28px 0 14px;padding-left:10px;border-left:4px solid {accent};color:{accent};\
                 font-size:18px;font-weight:bold;line-height:1.5"
            ),
            "h3" | "h4" | "h5" | "h6" => {
                "margin:22px 0 10px;font-size:16px;font-weight:bold;line-height:1.5".to_owned()
            }
            "p" if has("kicker") => {
                format!("margin:0 0 6px;color:{accent};font-size:15px;font-weight:bold")
            }
            "p" if has("deck") => format!("margin:0 0 12px;color:{soft};font-size:16px"),
            "p" if has("byline") || has("unit") || has("source") => {
                format!("margin:0 0 16px;color:{soft};font-size:14px")
            }
            "p" if has("lead") => format!(
                "margin:0 0 20px;padding:12px 14px;background-color:{tint};color:{ink};font-size:15px;\
                 line-height:1.75"
            ),
            "p" if has("by") || has("serial-mark") => {
                format!("margin:0 0 12px;color:{soft};font-size:14px;text-align:right")
            }
            "p" if has("verse") => {
                "margin:0;font-size:16px;line-height:1.9;text-align:center".to_owned()
            }
            "p" if has("note") => {
                format!("margin:0 0 8px;color:{soft};font-size:14px;line-height:1.7")
            }
            "p" | "dd" => format!("margin:0 0 16px;{body}"),
            "dt" => format!("margin:0 0 4px;color:{accent};font-weight:bold"),
            "aside" if has("pullquote") => format!(
                "margin:24px 0;padding:4px 14px;border-left:4px solid {accent};color:{accent};font-size:17px"
            ),
            "aside" => format!("margin:24px 0;padding:14px 16px 2px;background-color:{tint}"),
            "blockquote" => format!(
                "margin:16px 0;padding:2px 14px;border-left:3px solid {accent};color:{soft}"
            ),
            "ul" | "ol" => "margin:0 0 16px;padding-left:24px".to_owned(),
            "li" => "margin:0 0 6px".to_owned(),
            "figure" => "margin:20px 0;text-align:center".to_owned(),
            "figcaption" => format!(
                "margin:8px 0 0;color:{soft};font-size:13px;line-height:1.6;text-align:left"
            ),
            "img" => "max-width:100%;height:auto;vertical-align:bottom".to_owned(),
            "table" => {
                "width:100%;border-collapse:collapse;font-size:14px;line-height:1.6".to_owned()
            }
            "th" => format!(
                "padding:6px 8px;border:1px solid #d9d9d9;background-color:{tint};font-weight:bold;text-align:left"
            ),
            "td" if has("right") => {
                "padding:6px 8px;border:1px solid #d9d9d9;text-align:right".to_owned()
            }
            "td" if has("center") => {
                "padding:6px 8px;border:1px solid #d9d9d9;text-align:center".to_owned()
            }
            "td" => "padding:6px 8px;border:1px solid #d9d9d9;text-align:left".to_owned(),
            "scroll" => "margin:16px 0;overflow-x:auto".to_owned(),
            "stanza" => "margin:0 0 16px".to_owned(),
            "issued" => "margin:0 0 16px;text-align:right".to_owned(),
            "strong" if has("speaker") => format!("color:{accent}"),
            "hr" => "margin:24px auto;width:40%;border:0;border-top:1px solid #cccccc".to_owned(),
            "sup" => format!("color:{accent};font-size:12px;line-height:0"),
            _ => String::new(),
        }
    }
}
