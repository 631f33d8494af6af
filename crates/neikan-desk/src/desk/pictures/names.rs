//! Names of pictures: such as every disk, every system and every path in a manuscript accepts.

use std::collections::BTreeSet;
use std::path::Path;

use pinyin::ToPinyin;

/// The longest name without its number and extension, characters.
const LONGEST: usize = 60;
/// Names that Windows reserves for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The names that a picture may have, best first: numbered as import numbers the pictures of an
/// article, or like its file.
pub fn wanted(file: &Path, article: Option<&str>) -> Box<dyn Iterator<Item = String>> {
    match article.map(str::to_owned) {
        Some(article) => Box::new((1..).map(move |number| format!("{article}-{number}"))),
        None => Box::new(numbered(&picture(file))),
    }
}

/// A name, followed by the same name with numbers from 2.
pub fn numbered(name: &str) -> impl Iterator<Item = String> + 'static {
    let name = name.to_owned();
    let others = name.clone();
    std::iter::once(name).chain((2..).map(move |number| format!("{others}-{number}")))
}

/// The name of a picture, made from that of its file: lower-case letters, digits and hyphens;
/// Chinese characters by their reading.
fn picture(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let mut words: Vec<String> = vec![String::new()];
    for c in stem.unwrap_or_default().chars() {
        match c.to_pinyin() {
            Some(read) => words.extend([read.plain().to_owned(), String::new()]),
            None if c.is_ascii_alphanumeric() => {
                words.last_mut().into_iter().for_each(|w| w.push(c))
            }
            None => words.push(String::new()),
        }
    }
    let spelt = words.iter().map(|word| word.replace('ü', "v"));
    let spelt: Vec<String> = spelt.filter(|word| !word.is_empty() && word.is_ascii()).collect();
    let name: String = spelt.join("-").chars().take(LONGEST).collect();
    let name = name.trim_end_matches('-');
    let device = DEVICES.contains(&name)
        || name
            .strip_prefix("com")
            .or(name.strip_prefix("lpt"))
            .is_some_and(|rest| rest.len() == 1);
    if name.is_empty() || device {
        format!("picture-{name}").trim_end_matches('-').to_owned()
    } else {
        name.to_owned()
    }
}

/// The stem and the extension of the name under which a file is kept as it came: its own, as far as
/// any disk accepts them.
pub fn original(file: &Path) -> (String, String) {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let safe = |c: char| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c };
    let name: String = name.trim_start_matches('.').chars().map(safe).collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "bin"));
    let stem: String = stem.chars().take(LONGEST).collect();
    let stem = if stem.trim().is_empty() { "picture".to_owned() } else { stem };
    (stem, extension.chars().take(10).collect())
}

/// The names in a folder without their extensions, in lower case, since some disks do not
/// distinguish `A` from `a`.
pub fn in_folder(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().to_lowercase());
    names
        .map(|name| name.rsplit_once('.').map_or(name.clone(), |(stem, _)| stem.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_can_be_read() {
        for (file, name) in [
            ("IMG_1234.HEIC", "img-1234"),
            ("荔枝 丰收(2).heic", "li-zhi-feng-shou-2"),
            ("微信图片_20260101.jpg", "wei-xin-tu-pian-20260101"),
            ("绿色.webp", "lv-se"),
            ("Ærø – été.tiff", "r-t"),
            ("……", "picture"),
            ("CON.bmp", "picture-con"),
            ("com1.bmp", "picture-com1"),
            ("common.bmp", "common"),
        ] {
            assert_eq!(picture(Path::new(file)), name, "{file}");
        }
        let long = "长".repeat(99);
        assert!(picture(Path::new(&long)).len() <= LONGEST);
    }

    #[test]
    fn files_are_kept_under_their_own_names() {
        for (file, name) in [
            ("a/荔枝 1.HEIC", ("荔枝 1", "HEIC")),
            ("..hidden", ("hidden", "bin")),
            ("a:b?.tif", ("a_b_", "tif")),
            (".", ("picture", "bin")),
        ] {
            let (stem, extension) = original(Path::new(file));
            assert_eq!((stem.as_str(), extension.as_str()), name, "{file}");
        }
    }
}
