//! Tones: the pictures of an issue of one or two inks as it prints them, for screens and proofs.

use typst::foundations::Bytes;
use typst::visualize::SvgImage;

/// The attributes of a drawing that have colours, as usvg writes them.
const COLORS: [&str; 5] = ["fill", "stroke", "stop-color", "flood-color", "lighting-color"];

/// The screen colours that greys have in the inks of an issue.
#[derive(Debug, Clone, PartialEq)]
pub struct Tones(Vec<[u8; 3]>);

impl Tones {
    /// The tones by the colours of 256 greys.
    pub fn new(table: Vec<[u8; 3]>) -> Self {
        Self(table)
    }

    /// The colour that another one is printed in: that of the grey with its luminosity.
    pub fn color(&self, [r, g, b]: [u8; 3]) -> [u8; 3] {
        let grey = (30 * u32::from(r) + 59 * u32::from(g) + 11 * u32::from(b) + 50) / 100;
        self.0.get(grey as usize).copied().unwrap_or([r, g, b])
    }

    /// What makes these tones different from others.
    pub fn id(&self) -> Vec<u8> {
        self.0.concat()
    }

    /// A drawing in these tones; `None` if it cannot be drawn anew.
    pub fn drawing(&self, drawing: &SvgImage) -> Option<SvgImage> {
        let text = drawing.tree().to_string(&usvg::WriteOptions::default());
        SvgImage::new(Bytes::new(self.recolored(&text).into_bytes())).ok()
    }

    /// The text of a drawing with its colours in these tones.
    fn recolored(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("=\"#") {
            out.push_str(before);
            out.push_str("=\"#");
            rest = after;
            let named = COLORS.iter().any(|name| before.ends_with(name));
            let color = after.get(..6).filter(|_| named && after[6..].starts_with('"'));
            let color = color.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            if let Some(color) = color {
                let [_, rgb @ ..] = color.to_be_bytes();
                let [r, g, b] = self.color(rgb);
                out.push_str(&format!("{r:02x}{g:02x}{b:02x}"));
                rest = &after[6..];
            }
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_take_the_tones_of_their_greys() {
        let red = |grey: u16| [255, grey as u8, grey as u8];
        let tones = Tones::new((0..256).map(red).collect());
        let text = r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
            <path id="#abcdef" fill="#00ff00" stroke="url(#abcdef)" d="M0 0h9v9z"/></svg>"##;
        let own = tones.recolored(text);
        assert!(own.contains("fill=\"#ff9696\"") && own.contains("id=\"#abcdef\""), "{own}");
        let drawing = SvgImage::new(Bytes::new(text.as_bytes().to_vec())).unwrap();
        let own = tones.drawing(&drawing).unwrap();
        assert!(String::from_utf8_lossy(own.data()).contains("#ff9696"));
        assert_eq!((own.width(), own.height()), (9.0, 9.0));
    }
}
