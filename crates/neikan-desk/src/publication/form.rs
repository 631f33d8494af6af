//! `form.yml` of a layout: which form of publication its pages make, and which layout has the files
//! that it does not have itself.
//!
//! What depends on the form (covers, the law of internal publications, how articles are made to fit)
//! is said here, by the layout, and nowhere decided by its name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Project, document};
use neikan_base::diagnostic::{Finding, Findings, Place};
use neikan_base::fs::display_path;

/// The name of the file in a layout's folder.
const FILE: &str = "form.yml";
/// The folder of the letters that go with copies, which no page shows.
const LETTERS: &str = "mail/";
/// The theme of a layout.
const THEME: &str = "theme.yml";

/// How many layouts may take files from one another, in a row.
const BASES: usize = 4;

/// The form of a publication. A layout without the file makes a magazine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Whether the inside pages have a cover of four pages around them.
    pub covers: bool,
    /// Whether it is printed under a permit, as 内部资料性出版物 are. The measures on them (2015,
    /// article 2) exclude bulletins of offices that are official documents.
    pub permit: bool,
    /// Whether articles may be made to fit their pages.
    pub fit: bool,
    /// Whether `pages` of `issue.yml` says which articles are on which page, as in a newspaper.
    pub pages: bool,
}

impl Default for Form {
    fn default() -> Self {
        Self { covers: true, permit: true, fit: true, pages: false }
    }
}

/// What the file says; what it leaves out is as in its base, or as in a magazine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Said {
    /// The layout whose files stand in for those that this one does not have.
    base: Option<String>,
    /// Whether a cover of four pages is around the inside pages.
    covers: Option<bool>,
    /// Whether it is printed under a permit.
    permit: Option<bool>,
    /// Whether articles may be made to fit their pages.
    fit: Option<bool>,
    pages: Option<bool>,
}

impl Form {
    /// The form of a layout; where its file cannot be read, which [`Form::load`] reports, that of
    /// a magazine.
    pub fn of(project: &Project, layout: &str) -> Self {
        Self::load(project, layout, &mut Findings::default())
    }

    /// Reads the form of a layout.
    pub fn load(project: &Project, layout: &str, findings: &mut Findings) -> Self {
        let line = line(project, layout, findings);
        let first = |said: fn(&Said) -> Option<bool>| line.iter().find_map(|(_, own)| said(own));
        let usual = Self::default();
        Self {
            covers: first(|own| own.covers).unwrap_or(usual.covers),
            permit: first(|own| own.permit).unwrap_or(usual.permit),
            fit: first(|own| own.fit).unwrap_or(usual.fit),
            pages: first(|own| own.pages).unwrap_or(usual.pages),
        }
    }
}

/// A layout and those that it takes files from, nearest first, each with what its file says.
fn line(project: &Project, layout: &str, findings: &mut Findings) -> Vec<(String, Said)> {
    let mut line: Vec<(String, Said)> = Vec::new();
    let mut next = Some(layout.to_owned());
    while let Some(name) = next.take() {
        let said = said(project, &name, findings);
        if let Some(base) = &said.base {
            let there =
                super::is_id(base) && !project.sources().tree(&project.layout(base)).is_empty();
            let again = *base == name || line.iter().any(|(known, _)| known == base);
            if !there || again || line.len() + 1 >= BASES {
                let place = Place::file(project.show(&project.layout(&name).join(FILE)));
                let finding = Finding::stop("form-base").at(place).with("base", base);
                findings.push(finding.with("layout", &name));
            } else {
                next = Some(base.clone());
            }
        }
        line.push((name, said));
    }
    line
}

/// What the form of one layout says by itself.
fn said(project: &Project, layout: &str, findings: &mut Findings) -> Said {
    let path = project.layout(layout).join(FILE);
    if !project.has(&path) {
        return Said::default();
    }
    let Some(source) = project.read_text(&path, findings) else { return Said::default() };
    let read = document::read::<Said>(&source.text, &source.file, 0, findings);
    read.map(|document| document.value).unwrap_or_default()
}

/// The names of a layout and of those that it takes files from, nearest first.
fn names(project: &Project, layout: &str) -> Vec<String> {
    let line = line(project, layout, &mut Findings::default());
    line.into_iter().map(|(name, _)| name).collect()
}

impl Project {
    /// The files of a layout by their paths in its folder: its own, those of its base that it does not
    /// have, and at the end what both say of their form. Hidden ones are not among them, and links to folders are not followed.
    pub fn layout_paths(&self, layout: &str) -> Vec<(String, PathBuf)> {
        let mut all: BTreeMap<String, PathBuf> = BTreeMap::new();
        let mut forms = Vec::new();
        for name in names(self, layout) {
            let folder = self.layout(&name);
            // A layout with a theme of its own has none of its base's.
            let themed = all.contains_key(THEME);
            for path in self.sources().tree(&folder) {
                let inner = display_path(&folder, &path);
                let theme = inner.starts_with("theme") && inner.ends_with(".yml");
                if inner == FILE {
                    forms.push((inner, path));
                } else if !(themed && theme) {
                    all.entry(inner).or_insert(path);
                }
            }
        }
        all.into_iter().chain(forms).collect()
    }

    /// The files of a layout that decide how pages look: all but the letters of `mail/`.
    pub fn design_paths(&self, layout: &str) -> Vec<(String, PathBuf)> {
        let all = self.layout_paths(layout).into_iter();
        all.filter(|(inner, _)| !inner.starts_with(LETTERS)).collect()
    }

    /// A file of a layout: its own, or else that of its base. Where none has it, the path that its
    /// own would have.
    pub fn layout_file(&self, layout: &str, inner: &str) -> PathBuf {
        let paths = names(self, layout).into_iter().map(|name| self.layout(&name).join(inner));
        let found = paths.into_iter().find(|path| self.has(path));
        found.unwrap_or_else(|| self.layout(layout).join(inner))
    }
}

/// The text of a `form.yml` for a copy that has every file itself, and so no base.
pub fn alone(form: Form) -> String {
    let Form { covers, permit, fit, pages } = form;
    format!("covers: {covers}\npermit: {permit}\nfit: {fit}\npages: {pages}\n")
}

/// Whether a file of a layout, by its path in the folder, is the one that says its form.
pub fn is_form(inner: &str) -> bool {
    inner == FILE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_a_magazine_but_for_what_it_says() {
        let read = |text: &str| {
            let mut findings = Findings::default();
            let read = document::read::<Said>(text, "form.yml", 0, &mut findings);
            (read.map(|own| own.value), findings)
        };
        let (said, _) = read("base: dongguan\ncovers: false\n");
        let said = said.unwrap();
        assert_eq!((said.base.as_deref(), said.covers), (Some("dongguan"), Some(false)));
        let said = read(&alone(Form::default())).0.unwrap();
        assert_eq!((said.base, said.covers, said.fit), (None, Some(true), Some(true)));
        // What is wrong is said as of any other file: at its line, without the library's words.
        for (text, line) in
            [("covers: false\ncover: true\n", 2), ("covers： false\n", 1), ("covers: 是\n", 1)]
        {
            let (said, findings) = read(text);
            assert_eq!(said, None, "{text}");
            let told: Vec<_> = findings.iter().collect();
            let place = told[0].place.as_ref().unwrap();
            assert_eq!((told.len(), place.line), (1, line), "{text}");
            assert_ne!(told[0].rule, "yaml-value", "{text}");
        }
    }
}
