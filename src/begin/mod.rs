//! Beginning a periodical: from what its editors answer to a project that can be checked and built
//! at once. Nothing that exists is overwritten.

mod publication;
mod sections;

use std::path::Path;

use crate::diagnostic::Failure;
use crate::fs::{Lock, lock, write_whole};
use crate::locale::{Language, Locale};
use crate::publication::{TO_FILL_IN, schema};
use neikan_press::PressProfile;

pub use publication::text as publication_text;
pub use sections::Preset;

/// The folder of the schemas in a project.
pub const SCHEMAS: &str = "schemas";

/// What a new periodical is: the answers of its editors. An empty text or list is to be filled in
/// later.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Name in running text.
    pub name: String,
    /// Name as the cover shows it; empty: as the name.
    pub masthead: String,
    /// Short name for file names; empty: from the name.
    pub slug: String,
    /// 编印单位.
    pub sponsor: String,
    /// 准印证号.
    pub permit: String,
    /// The province that issued the permit.
    pub province: String,
    /// 发送对象.
    pub scope: Vec<String>,
    /// 刊期.
    pub frequency: String,
    /// 印刷单位.
    pub printer: String,
    /// 开本.
    pub size: Size,
    /// The sections.
    pub sections: Preset,
    /// What kind of publication it is.
    pub kind: Kind,
    /// Who signs 初审.
    pub first: Vec<String>,
    /// Who signs 复审.
    pub second: Vec<String>,
    /// Who signs 终审 and for the press; the first of them is the editor in chief.
    pub last: Vec<String>,
    /// Who signs 校对.
    pub proof: Vec<String>,
}

/// What kind of publication is begun: each has a layout of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A magazine with covers, printed under a permit.
    #[default]
    Magazine,
    /// 红头简报: a bulletin with a red head on A4.
    Bulletin,
    /// 内部报纸: a newspaper of four or eight pages, printed under a permit.
    Newspaper,
}

/// A trim size that the layout fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// 大16开, 210 × 285 mm.
    #[default]
    Sixteenmo,
    /// A4, 210 × 297 mm.
    A4,
    /// A3, 297 × 420 mm: a newspaper.
    A3,
    /// 对开, 390 × 545 mm: a newspaper of full size.
    Broadsheet,
}

impl Size {
    /// Width and height, mm.
    pub fn millimetres(self) -> (u16, u16) {
        match self {
            Self::Sixteenmo => (210, 285),
            Self::A4 => (210, 297),
            Self::A3 => (297, 420),
            Self::Broadsheet => (390, 545),
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The files that were written, as paths in the project.
    pub written: Vec<String>,
    /// The files that were there already and stay as they were.
    pub kept: Vec<String>,
}

/// Writes a project into a folder. What makes it a project is written last.
///
/// # Errors
/// [`Failure::Machine`]; the finding `lock-held`.
pub fn begin(folder: &Path, plan: &Plan, locale: &Locale) -> Result<Begun, Failure> {
    let _lock = Lock::take(&folder.join("issues"), lock::Kind::Lasting, "init")?;
    let mut begun = Begun { written: Vec::new(), kept: Vec::new() };
    for (path, text) in files(plan, locale) {
        let target = folder.join(&path);
        if target.symlink_metadata().is_ok() {
            begun.kept.push(path);
        } else {
            write_whole(&target, text.as_bytes())?;
            begun.written.push(path);
        }
    }
    Ok(begun)
}

/// The files of a new project, in the order in which they are written.
fn files(plan: &Plan, locale: &Locale) -> Vec<(String, String)> {
    let readme = match locale.language() {
        Language::Chinese => include_str!("readme.zh-Hans.md"),
        Language::English => include_str!("readme.en.md"),
    };
    let name = publication::or_to_fill_in(&plan.name, "刊名");
    let mut files = vec![
        (".gitignore".to_owned(), include_str!("gitignore").to_owned()),
        (".gitattributes".to_owned(), include_str!("gitattributes").to_owned()),
        ("README.md".to_owned(), readme.replace("{name}", &name)),
    ];
    files.extend(schemas(locale));
    files.push(("issues/publication.yml".to_owned(), publication_text(plan, locale.language())));
    files
}

/// The schemas of all data files, for editors such as VS Code.
fn schemas(locale: &Locale) -> Vec<(String, String)> {
    let path = |name: &str| format!("{SCHEMAS}/{name}.schema.json");
    let known = schema::Subject::ALL.into_iter();
    let known = known.map(|(name, subject)| (path(name), schema::described(subject, locale)));
    let press = (path("press"), schema::described_as::<PressProfile>(locale));
    let all = known.chain([press]);
    all.map(|(path, schema)| (path, format!("{schema:#}\n"))).collect()
}

/// A short name for file names: the first letters of the name's syllables, its Latin letters and
/// digits as they are.
pub fn slug(name: &str) -> String {
    use pinyin::ToPinyin;
    let letters = name.chars().filter_map(|c| match c.to_pinyin() {
        Some(syllable) => syllable.plain().chars().next(),
        None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
    });
    let slug: String = letters.filter(char::is_ascii_alphanumeric).take(24).collect();
    let filled_in = !name.is_empty() && !name.starts_with(TO_FILL_IN);
    if filled_in && !slug.is_empty() { slug } else { "neikan".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_made_of_the_name() {
        assert_eq!(slug("青山农友"), "qsny");
        assert_eq!(slug("ABC 通讯"), "abctx");
        assert_eq!(
            (slug(""), slug("待填·刊名"), slug("《》")),
            ("neikan".into(), "neikan".into(), "neikan".into())
        );
        assert!(crate::publication::is_id(&slug("青山 2")));
    }

    #[test]
    fn what_exists_stays() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("README.md"), "own").unwrap();
        let locale = Locale::new(Language::Chinese);
        let begun = begin(folder.path(), &Plan::default(), &locale).unwrap();
        assert_eq!(begun.kept, ["README.md"]);
        assert_eq!(begun.written.last().map(String::as_str), Some("issues/publication.yml"));
        assert_eq!(std::fs::read(folder.path().join("README.md")).unwrap(), b"own");
        let again = begin(folder.path(), &Plan::default(), &locale).unwrap();
        assert!(again.written.is_empty());
    }
}
