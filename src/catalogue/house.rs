//! What all pages of a site share: the publication, its words, colours and units.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::sums::Sums;
use crate::desk::find::words::Cutter;
use crate::diagnostic::{Failure, Findings};
use crate::flatplan::words::Words;
use crate::manuscript::Assembly;
use crate::press::Shop;
use crate::publication::{Project, Publication, Units, load_publication};
use crate::typeset::Colors;
use neikan_base::store::Inputs;

/// The publication with all that does not change from issue to issue.
pub struct House<'a> {
    /// The project.
    pub project: &'a Project,
    /// The periodical.
    pub publication: Publication,
    /// Its member units.
    pub units: Units,
    /// The texts of the pages, in the periodical's language.
    pub words: Words,
    /// What cuts texts into words for the index.
    pub cutter: Cutter,
    /// The sums of everything in it.
    pub inputs: Inputs,
    /// Whether it is that of an archive, whose layout need not be that of today: its issue has a style
    /// sheet of its own.
    pub apart: bool,
    /// The press, which knows how colours look on screens; read when it is first asked.
    shop: OnceLock<Result<Shop, Findings>>,
}

impl<'a> House<'a> {
    /// Reads what all issues share.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the faults of `publication.yml` and `members.yml`;
    /// [`Failure::Machine`] if a file of the layout cannot be read.
    pub fn read(project: &'a Project, sums: &Sums) -> Result<Self, Failure> {
        let mut findings = Findings::default();
        let publication = load_publication(project, &mut findings);
        let publication = publication.ok_or(Failure::Stopped(findings))?.value;
        let units = Units::read(project)?;
        Ok(Self {
            inputs: inputs(project, &publication, sums)?,
            words: Words::of(&publication.language),
            cutter: Cutter::knowing(units.names()),
            publication,
            units,
            project,
            apart: false,
            shop: OnceLock::new(),
        })
    }

    /// The same, of an archive.
    ///
    /// # Errors
    /// As [`House::read`].
    pub fn of_archive(project: &'a Project, sums: &Sums) -> Result<Self, Failure> {
        Ok(Self { apart: true, ..Self::read(project, sums)? })
    }

    /// A message in the periodical's language.
    pub fn say(&self, key: &str, values: &[(&'static str, String)]) -> String {
        self.words.plain(key, values)
    }

    /// The colours of an issue's theme on screens.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the faults of the press profile.
    pub fn colors(&self, assembly: &Assembly) -> Result<Colors, Failure> {
        let load = || {
            let mut findings = Findings::default();
            let shop = Shop::load(self.project, &self.publication.press, &mut findings);
            shop.ok_or(findings)
        };
        let shop = self.shop.get_or_init(load).as_ref();
        let shop = shop.map_err(|findings| Failure::Stopped(findings.clone()))?;
        Ok(shop.colors(&assembly.theme))
    }
}

/// The sums of the files that every issue depends on.
fn inputs(project: &Project, publication: &Publication, sums: &Sums) -> Result<Inputs, Failure> {
    let issues = project.issues();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for name in ["publication.yml", "members.yml"] {
        let path = issues.join(name);
        let sum = if path.is_file() { sums.of(&path) } else { Ok(String::new()) };
        let sum = sum.map_err(|reason| Failure::machine(&path, reason))?;
        files.insert(name.to_owned(), sum);
    }
    let press = project.sources().tree(&project.layout(crate::publication::PRESS)).into_iter();
    let press = press.map(|path| (project.show(&path), path));
    for (name, path) in project.design_paths(&publication.layout).into_iter().chain(press) {
        files.insert(name, project.sum_own(&path)?.sha256);
    }
    let pairs = files.iter().fold(Inputs::new(), |inputs, (name, sum)| inputs.with(name).with(sum));
    Ok(pairs)
}
