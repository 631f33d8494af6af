//! Mends what can be mended, and leaves everything else as it is.
//!
//! Each fix has a name: that of the rule whose faults it mends, or its own where no rule asks for
//! it. They run in a fixed order: [`objects`] takes out what does not print, [`boxes`] sets the
//! boxes of pages and [`sheet`] what is on them, [`colors`], [`shades`], [`pictures`] and [`inline`]
//! bring colours to the inks of the press, [`marks`] changes single lines and letters, and the labels come last. Colours
//! and labels are those of a [`House`], which whoever calls this brings along. Objects that a fix
//! does not touch stay as they are, and whoever calls this judges the file again: what is still
//! found was not mended.

mod boxes;
mod colors;
mod content;
mod destinations;
mod inline;
mod marks;
mod meshes;
mod objects;
mod pictures;
mod shades;
mod sheet;
mod structure;
mod turned;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, ObjectId};

use crate::facts::Facts;
use crate::reading::{Pdf, Refused};
use crate::rule::{Hits, Rule, Settings};
use crate::{judge, rules};
use colors::Known;
use neikan_base::diagnostic::Finding;
use neikan_base::locale::Language;

/// A fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix {
    /// Its name: that of a rule, or one of its own that begins with `fix-`.
    pub name: &'static str,
    /// Whether it needs a [`House`].
    pub house: bool,
    zh: &'static str,
    en: &'static str,
}

impl Fix {
    const fn new(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { name, house: false, zh, en }
    }

    const fn of_house(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { house: true, ..Self::new(name, zh, en) }
    }

    /// What it does.
    pub fn about(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// Every fix, by its name.
pub const FIXES: [Fix; 22] = [
    Fix::new(
        "fix-gray",
        "文字、线条和色块的灰色（DeviceGray）改成四色里的单黑；图片不动。",
        "Grey (DeviceGray) of letters, lines and areas becomes black of CMYK; pictures stay.",
    ),
    Fix::new(
        "fix-rotate",
        "页面的旋转（/Rotate）化入内容，方框、批注和指到这些页的书签、链接跟着转。",
        "The rotation of pages (/Rotate) goes into their content, boxes and annotations, and into the bookmarks and links that lead to them.",
    ),
    Fix::of_house(
        "fix-spot",
        "文字、线条、色块、渐变和图片的专色，按它自带的替代色换成四色；上光、模切、白墨和套版色不动。",
        "Spot inks of letters, lines, areas, gradients and pictures become the four inks by their alternate colour; varnish, dies, white ink and registration stay.",
    ),
    Fix::new("pdfx-action", "去掉动作和脚本。", "Actions and scripts are taken out."),
    Fix::new(
        "pdfx-alternates",
        "去掉图片的替代版本。",
        "Alternate versions of pictures are taken out.",
    ),
    Fix::new(
        "pdfx-annotation",
        "去掉批注、链接和表单。",
        "Annotations, links and form fields are taken out.",
    ),
    Fix::new(
        "pdfx-boxes-nested",
        "出血框和裁切框收进页面框，裁剪框放宽到不切出血。",
        "TrimBox and BleedBox are brought inside the MediaBox, and the CropBox no longer cuts them.",
    ),
    Fix::of_house(
        "pdfx-claim",
        "按印刷特性文件写上 PDF/X 的标记、输出意图和文件信息；已有的输出意图和标题保留，原有的 XMP 换掉。",
        "Labels of PDF/X, output intent and document information are set by the press profile; an output intent and a title that are there stay, the XMP is replaced.",
    ),
    Fix::new("pdfx-halftone", "去掉网目（HT）。", "Halftones (HT) are taken out."),
    Fix::new("pdfx-lzw", "LZW 压缩改成 ZIP 压缩。", "LZW compression becomes ZIP compression."),
    Fix::new(
        "pdfx-trim-box",
        "裁切框按 --trim 给的成品尺寸居中设，没有给就按页上的裁切线；出血框随着设好，多余的 ArtBox 去掉。",
        "The TrimBox is set in the middle of the page from the size in --trim, or from the crop marks on the page; the BleedBox goes with it, an ArtBox goes out.",
    ),
    Fix::new("print-attached", "去掉附件和 XFA 表单。", "Attachments and XFA forms are taken out."),
    Fix::new(
        "print-black-knockout",
        "黑色小字设为叠印。",
        "Small black letters are set to overprint.",
    ),
    Fix::new(
        "print-bleed-box",
        "出血框按要求的出血设好；页面框里没有地方的不动。",
        "The BleedBox is set to the bleed that is asked for, where the MediaBox has room for it.",
    ),
    Fix::new(
        "print-bleed-missing",
        "缺出血的边，把页边的内容镜像过去补上，页面框不够就放大。补出来的只是近似，请看打样。",
        "Where bleed is missing, what is along the edge is mirrored into it, and the MediaBox grows. It is only like the picture: look at a proof.",
    ),
    Fix::of_house(
        "print-color-space",
        "RGB、Lab 和带 ICC 特性文件的文字、线条、色块、渐变和图片，换成输出意图的油墨；写在内容里的图片另成对象，按颜色蒙版的改用蒙版图。",
        "Letters, lines, areas, gradients and pictures in RGB, Lab or with a profile of their own become the inks of the output intent; pictures within content become objects, masks by colour become masks.",
    ),
    Fix::new(
        "print-hairline",
        "太细的线加粗到 0.25 点。",
        "Lines that are too thin become 0.25 pt.",
    ),
    Fix::new(
        "print-line-knockout",
        "彩色底上的黑色细线设为叠印。",
        "Thin black lines on a colour are set to overprint.",
    ),
    Fix::new(
        "print-picture-ink",
        "四色图片墨量超限的像素，按比例减青、品红、黄，黑不动。",
        "Pixels of CMYK pictures with too much ink lose cyan, magenta and yellow in proportion; black stays.",
    ),
    Fix::new(
        "print-text-plates",
        "三色、四色叠成的黑色小字改成单黑；别的颜色的小字不动。",
        "Small letters in a black of three or four inks become black alone; those in other colours stay.",
    ),
    Fix::new(
        "print-unclosed",
        "补上没有还原的图形状态（Q）。",
        "States that were saved are restored (Q).",
    ),
    Fix::new(
        "print-white-overprint",
        "叠印的白色改成不叠印。",
        "White that overprints is set to knock out.",
    ),
];

/// The fix of a name.
pub fn find(name: &str) -> Option<&'static Fix> {
    FIXES.iter().find(|fix| fix.name == name)
}

/// The fixes of some names; with `house` also those that need a [`House`].
///
/// # Errors
/// The finding `preflight-fix-rule` about a name that is none of them.
pub fn named<'n>(
    names: impl Iterator<Item = &'n str>,
    house: bool,
) -> Result<BTreeSet<&'n str>, Finding> {
    let known = |name: &str| find(name).is_some_and(|fix| house || !fix.house);
    let mut out = BTreeSet::new();
    for name in names {
        if !known(name) {
            let all = FIXES.iter().map(|fix| fix.name).filter(|name| known(name));
            let all: Vec<&str> = all.collect();
            let finding = Finding::stop("preflight-fix-rule").with("name", name);
            return Err(finding.with("rules", all.join(", ")));
        }
        out.insert(name);
    }
    Ok(out)
}

/// Reads the size of a trimmed page, mm: `210x285`.
pub fn size(text: &str) -> Option<[f64; 2]> {
    let side = |text: &str| text.trim().parse().ok().filter(|own| (20.0..=2_000.0).contains(own));
    let (width, height) = text.trim_end_matches("mm").split_once(['x', 'X', '×'])?;
    Some([side(width)?, side(height)?])
}

/// Where colours come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source<'a> {
    /// Screen greys, with their ICC profile.
    Gray(Option<&'a [u8]>),
    /// Red, green and blue, with their ICC profile; sRGB without one.
    Rgb(Option<&'a [u8]>),
    /// The inks of another press, with its ICC profile.
    Cmyk(&'a [u8]),
}

/// Brings colours of one source to the inks of the press.
pub trait Separate {
    /// The inks of a flat colour, 0 to 1 each.
    fn flat(&self, parts: &[f64]) -> [f64; 4];
    /// The inks of the pixels of a picture, 8 bits for each component.
    fn pixels(&self, samples: &[u8]) -> Vec<u8>;
}

/// What a press knows that is not in the file: its colours and its labels.
pub trait House {
    /// How colours of a source come to its inks; `None` if their profile cannot be used.
    fn separate(&self, source: Source<'_>) -> Option<Box<dyn Separate>>;
    /// Sets the labels of PDF/X and, if there is none, the output intent.
    fn label(&self, document: &mut Document);
}

/// What is to be mended, and by what.
pub struct Request<'a> {
    /// The names of the fixes.
    pub fixes: &'a BTreeSet<&'a str>,
    /// What the file is judged by.
    pub settings: &'a Settings,
    /// The size of the trimmed pages, mm, if it is given: width and height.
    pub trim: Option<[f64; 2]>,
    /// The press, for the fixes that need one.
    pub house: Option<&'a dyn House>,
}

impl Request<'_> {
    fn has(&self, name: &str) -> bool {
        self.fixes.contains(name)
    }

    fn any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }
}

/// A file that was mended.
pub struct Fixed {
    /// The file.
    pub bytes: Vec<u8>,
    /// The objects that were changed, added or taken out.
    pub changed: BTreeSet<ObjectId>,
    /// What was left as it was although it was named, or what to know of what was done: keys of
    /// messages, and how often.
    pub notes: BTreeMap<&'static str, usize>,
}

/// Mends a file.
///
/// # Errors
/// The finding `pdf-damaged` when the file cannot be written, and those of the preflight.
pub fn fix(mut pdf: Pdf, request: &Request<'_>) -> Result<Fixed, Finding> {
    pdf.load().map_err(Finding::from)?;
    let before = pdf.document.objects.clone();
    let (notes, replaced, known) = Default::default();
    let mut job = Job { pdf, request, notes, replaced, known };
    objects::mend(&mut job);
    job.renew()?;
    boxes::mend(&mut job)?;
    sheet::mend(&mut job)?;
    colors::mend(&mut job)?;
    shades::mend(&mut job)?;
    pictures::mend(&mut job)?;
    inline::mend(&mut job)?;
    marks::mend(&mut job)?;
    if let Some(house) = request.house.filter(|_| request.has("pdfx-claim")) {
        house.label(&mut job.pdf.document);
    }
    job.drop_replaced();
    let Job { pdf: Pdf { mut document, .. }, notes, .. } = job;
    let changed = document.objects.iter().filter(|(id, own)| before.get(id) != Some(own));
    let gone = before.keys().filter(|id| !document.objects.contains_key(id));
    let changed = changed.map(|(&id, _)| id).chain(gone.copied()).collect();
    drop(before);
    document.max_id = document.objects.keys().next_back().map_or(0, |id| id.0);
    let mut bytes = Vec::new();
    match document.save_to(&mut bytes) {
        Ok(()) => Ok(Fixed { bytes, changed, notes }),
        Err(_) => Err(Finding::stop("pdf-damaged").with("offset", 0)),
    }
}

/// A file while it is mended.
struct Job<'a> {
    pdf: Pdf,
    request: &'a Request<'a>,
    notes: BTreeMap<&'static str, usize>,
    /// Contents in whose place others have come.
    replaced: BTreeSet<ObjectId>,
    /// How colours come to the inks, as far as that was asked for.
    known: Known,
}

impl Job<'_> {
    /// Notes something that has to be known.
    fn note(&mut self, key: &'static str) {
        self.notes(key, 1);
    }

    fn notes(&mut self, key: &'static str, count: usize) {
        if count > 0 {
            *self.notes.entry(key).or_default() += count;
        }
    }

    /// Reads the pages again after they were changed.
    fn renew(&mut self) -> Result<(), Finding> {
        self.pdf.renew().map_err(Finding::from)
    }

    /// The facts of the file as it now is, without its plates.
    fn facts(&self) -> Result<Facts<'_>, Finding> {
        let settings = Settings { plates: None, ..self.request.settings.clone() };
        judge::gather(&self.pdf, &settings).map_err(|refused: Refused| refused.into())
    }

    /// What a rule finds.
    fn hits(&self, facts: &Facts<'_>, name: &str) -> Hits {
        let mut hits = Hits::default();
        if let Some(rule) = rule(name) {
            (rule.check)(facts, self.request.settings, &mut hits);
        }
        hits
    }

    /// Takes out the contents in whose place others have come, where nothing else needs them.
    fn drop_replaced(&mut self) {
        let mut unused = std::mem::take(&mut self.replaced);
        let document = &mut self.pdf.document;
        loop {
            let before = unused.len();
            // What only they themselves name is not needed either.
            let others: Vec<ObjectId> =
                document.objects.keys().filter(|id| !unused.contains(id)).copied().collect();
            others.iter().for_each(|id| content::referred(&document.objects[id], &mut unused));
            if unused.len() == before {
                break;
            }
        }
        unused.iter().for_each(|id| drop(document.objects.remove(id)));
    }
}

/// The rule of a name.
fn rule(name: &str) -> Option<&'static Rule> {
    rules::ALL.iter().map(|entry| entry.rule).find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_millimetres() {
        assert_eq!(size("210x285"), Some([210.0, 285.0]));
        assert_eq!(size("93.8 × 129.1mm"), Some([93.8, 129.1]));
        for wrong in ["", "210", "5x5", "210x", "x285", "210x9000", "NaNx210"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_are_those_of_fixes_that_can_be_made() {
        assert!(named(["fix-gray", "pdfx-claim"].into_iter(), true).is_ok());
        let refused = named(["fix-gray", "pdfx-claim"].into_iter(), false).unwrap_err();
        assert_eq!(refused.args["name"], "pdfx-claim");
        assert!(!refused.args["rules"].contains("pdfx-claim"));
        assert!(named(["print-ink"].into_iter(), true).is_err());
    }
}
