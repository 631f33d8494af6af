//! What belongs together in a bundle: manuscripts, their pictures, and the files of saved pages.

use std::collections::BTreeSet;

use super::bundle::Entry;
use super::{Container, Kind};
use crate::manuscript::incoming::picture::is_picture_name;

/// What a file of a bundle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A manuscript.
    Manuscript,
    /// A bundle of its own.
    Container,
    /// A picture that stands by itself.
    Picture,
    /// A file that a saved page brings along.
    OfPage,
    /// The same as a manuscript beside it, as pages.
    Twin,
    /// Something else.
    Other,
}

/// Says what each file of a bundle is.
pub fn parts(entries: &[Entry]) -> Vec<Part> {
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    entries.iter().map(|entry| part(&entry.path, &names)).collect()
}

fn part(path: &str, names: &BTreeSet<&str>) -> Part {
    if is_of_page(path, names) {
        return Part::OfPage;
    }
    if Container::of(path).is_some() {
        return Part::Container;
    }
    match Kind::of(path.as_ref()) {
        // A copy for reading beside the text itself.
        _ if are_pages(path) && has_text_beside(path, names) => Part::Twin,
        Ok(_) => Part::Manuscript,
        Err("import-kind") if is_picture_name(path) => Part::Picture,
        Err("import-kind") => Part::Other,
        // It is a manuscript, though not one that can be read.
        Err(_) => Part::Manuscript,
    }
}

/// Whether a file lies in the folder that a browser makes beside a page: 荔枝.html, 荔枝_files/.
fn is_of_page(path: &str, names: &BTreeSet<&str>) -> bool {
    let mut at = 0;
    while let Some(length) = path[at..].find('/') {
        let folder = &path[..at + length];
        let page = folder.strip_suffix("_files").or_else(|| folder.strip_suffix(".files"));
        let beside = |page: &str| {
            ["html", "htm", "HTML", "HTM"]
                .iter()
                .any(|end| names.contains(&*format!("{page}.{end}")))
        };
        if page.is_some_and(beside) {
            return true;
        }
        at += length + 1;
    }
    false
}

/// Whether a file is called as finished pages are.
fn are_pages(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    matches!(ending.as_deref(), Some("pdf" | "ofd" | "caj"))
}

fn has_text_beside(path: &str, names: &BTreeSet<&str>) -> bool {
    let Some((stem, _)) = path.rsplit_once('.') else { return false };
    names.iter().any(|other| {
        let same = other.rsplit_once('.').is_some_and(|(own, _)| own == stem);
        same && *other != path && !are_pages(other) && Kind::of((*other).as_ref()).is_ok()
    })
}

/// The manuscript that a picture belongs to, as an index into `manuscripts`: the only one in its
/// folder or, from there upwards, in the next that has any; of several the one whose name the
/// picture or its folder bears.
pub fn owner(picture: &str, manuscripts: &[&str]) -> Option<usize> {
    let mut folder = folder(picture);
    loop {
        let here: Vec<usize> = (0..manuscripts.len())
            .filter(|&index| self::folder(manuscripts[index]) == folder)
            .collect();
        match here.as_slice() {
            [] if folder.is_empty() => {
                // A picture outside the folder of the only manuscript can belong to no other.
                return (manuscripts.len() == 1).then_some(0);
            }
            [] => folder = self::folder(folder),
            [only] => return Some(*only),
            several => {
                let below = picture[folder.len()..].trim_start_matches('/');
                return by_name(below, several, manuscripts);
            }
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Of several manuscripts the one whose name a path has in it, or that has the picture's name in its
/// own; nothing when two fit as well.
fn by_name(below: &str, several: &[usize], manuscripts: &[&str]) -> Option<usize> {
    let path = bare(below);
    let stem = bare(stem(below)).trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let fit = |index: &usize| {
        let own = bare(self::stem(manuscripts[*index]));
        let long = |text: &str| text.chars().count() >= 2;
        if long(&own) && path.contains(&own) {
            own.chars().count()
        } else if long(&stem) && own.contains(&stem) {
            stem.chars().count()
        } else {
            0
        }
    };
    let best = several.iter().map(fit).max().filter(|fit| *fit > 0)?;
    let mut fitting = several.iter().filter(|index| fit(index) == best);
    let first = fitting.next().copied();
    first.filter(|_| fitting.next().is_none())
}

/// A file's name without folders and ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A name without what parts its words.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart() {
        let names = [
            "荔枝.docx",
            "荔枝.pdf",
            "龙眼.pdf",
            "图1.jpg",
            "网页.html",
            "网页_files/a.js",
            "网页_files/640",
            "b.zip",
            "账.xlsx",
            "旧稿.doc",
        ];
        let set: BTreeSet<&str> = names.into_iter().collect();
        let parts: Vec<Part> = names.iter().map(|name| part(name, &set)).collect();
        assert_eq!(
            parts,
            [
                Part::Manuscript,
                Part::Twin,
                Part::Manuscript,
                Part::Picture,
                Part::Manuscript,
                Part::OfPage,
                Part::OfPage,
                Part::Container,
                Part::Other,
                Part::Manuscript,
            ]
        );
    }

    #[test]
    fn pictures_find_their_manuscripts() {
        let two = ["一/荔枝开秤.docx", "二/龙眼.docx"];
        assert_eq!(owner("一/图1.jpg", &two), Some(0));
        assert_eq!(owner("二/图片/图1.jpg", &two), Some(1));
        assert_eq!(owner("图1.jpg", &two), None);
        let same = ["荔枝开秤.docx", "龙眼.docx"];
        assert_eq!(owner("荔枝开秤1.jpg", &same), Some(0));
        assert_eq!(owner("荔枝 (2).jpg", &same), Some(0));
        assert_eq!(owner("龙眼图片/DSC_1.jpg", &same), Some(1));
        assert_eq!(owner("DSC_1.jpg", &same), None);
        assert_eq!(owner("图1.jpg", &["稿/荔枝.docx"]), Some(0));
        assert_eq!(owner("图1.jpg", &[]), None);
    }
}
