//! An issue that has been read, checked and approved: the basis of every edition.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde_json::json;
use typst::foundations::Bytes;
use typst::visualize::SvgImage;
use typst_layout::{Page, PagedDocument};

use super::plan::{self, Plan};
use super::published::went_back;
use super::{COVERS, Order};
use crate::check::fix::{self, Change};
use crate::check::{Context, Shelf, check, check_inbox, markup};
use crate::desk::review;
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::digital::placed;
use crate::guard;
use crate::manuscript::digest::Content;
use crate::manuscript::pictures::{Format, PictureFile};
use crate::manuscript::profiles::Profile;
use crate::manuscript::prose::SourceFile;
use crate::manuscript::{Assembly, assemble, assemble_inbox, bare, stand_in};
use crate::press::{self, Shop};
use crate::publication::{Head, INBOX, Places, Project};
use crate::sources::Shared;
use crate::typeset::compile::{EditionPictures, forget};
use crate::typeset::dress::{self, Screen};
use crate::typeset::{Colors, Faces, PageMap, Part, Shown, Stands, Tones, Typeset, told, typeset};

/// How many pixels all pictures of an issue have that is large.
const LARGE: u64 = 600_000_000;

/// An issue that has passed its checks, with everything that its editions need.
pub(super) struct Ready {
    pub(super) assembly: Assembly,
    pub(super) faces: Arc<Faces>,
    pub(super) shelf: Shelf,
    pub(super) press: Arc<Shop>,
    pub(super) colors: Colors,
    /// The tones of its pictures, if they are not printed in four inks.
    pub(super) tones: Option<Tones>,
    pub(super) draft: bool,
    /// How many faults of its contents, which the press would not take, a draft is made with.
    pub(super) faults: usize,
    /// The pictures whose profile has a version that PDF does not support.
    pub(super) foreign: BTreeSet<String>,
    /// The printed content, in its canonical form.
    pub(super) content: Content,
    /// The end of the review ledger.
    pub(super) ledger: Head,
    /// What was decided about its pages.
    pub(super) plan: OnceLock<Plan>,
    /// The articles of which alone a draft is made.
    pub(super) only: Vec<String>,
}

impl Ready {
    /// An issue of which nothing is decided yet.
    pub(super) fn of(
        assembly: Assembly,
        faces: Arc<Faces>,
        shelf: Shelf,
        press: Arc<Shop>,
    ) -> Self {
        let colors = press.colors(&assembly.theme);
        let tones = press.toned(&crate::press::inks(&assembly.theme)).map(Tones::new);
        Self {
            assembly,
            faces,
            shelf,
            press,
            colors,
            tones,
            draft: false,
            faults: 0,
            foreign: BTreeSet::new(),
            content: Content::new(String::new()),
            ledger: Head::default(),
            plan: OnceLock::new(),
            only: Vec::new(),
        }
    }

    /// Extracts the pictures from their files, without anything embedded next to or after them:
    /// from here on these are the only pictures, and every edition is made from them. Gives what is
    /// laid out: the pictures, or stand-ins for photographs.
    pub(super) fn take_pictures(&mut self, project: &Project) -> EditionPictures {
        let set = self.take_pictures_again(&mut BTreeMap::new());
        // Photographs are most of an issue, and only the archive looks at their files again.
        let photographs =
            self.assembly.pictures.values().filter(|file| file.format == Format::Jpeg);
        photographs.for_each(|file| project.sources().release(&file.path));
        set
    }

    /// Extracts the pictures as [`Ready::take_pictures`] does, but for those whose bytes are the very
    /// ones that were extracted before; `known` then has all of them.
    pub(super) fn take_pictures_again(
        &mut self,
        known: &mut BTreeMap<String, Taken>,
    ) -> EditionPictures {
        let id = &self.assembly.id;
        let taken = self.assembly.pictures.par_iter_mut().map(|(path, file)| {
            let old = known.get(path).filter(|old| Arc::ptr_eq(&old.original, &file.bytes));
            let make = || guard::naming(format!("issues/{id}/{path}"), || Taken::of(file));
            let taken = old.cloned().unwrap_or_else(make);
            file.bytes = taken.bare.clone();
            (path.clone(), taken)
        });
        *known = taken.collect();
        let foreign = known.iter().filter(|(_, taken)| taken.foreign);
        self.foreign = foreign.map(|(path, _)| path.clone()).collect();
        known.iter().map(|(path, taken)| (path.clone(), taken.set.clone())).collect()
    }

    fn photographs(&mut self) -> Vec<&mut PictureFile> {
        let all = self.assembly.pictures.values_mut();
        all.filter(|file| file.format == Format::Jpeg).collect()
    }

    /// Lets go of its photographs while pages are laid out, which shows their stand-ins alone.
    pub(super) fn put_photographs_away(&mut self) {
        self.photographs().into_iter().for_each(|file| file.bytes = Shared::from([]));
    }

    /// Reads its photographs again, which were put away.
    ///
    /// # Errors
    /// [`Failure::Machine`] if one is not what it was any more.
    pub(super) fn fetch_photographs(&mut self, project: &Project) -> Result<(), Failure> {
        self.photographs().into_par_iter().try_for_each(|file| {
            file.bytes = project.read_own(&file.path)?;
            file.bytes = bare_bytes(file);
            Ok(())
        })
    }

    /// Whether its editions, made side by side, would take more memory than a common computer has to spare.
    pub(super) fn is_large(&self) -> bool {
        let pixels = |file: &PictureFile| u64::from(file.width) * u64::from(file.height);
        self.assembly.pictures.values().map(pixels).sum::<u64>() > LARGE
    }

    /// Its pictures, given what is laid out for them.
    pub(super) fn shown<'a>(&'a self, set: &'a EditionPictures) -> Shown<'a> {
        Shown { set, files: &self.assembly.pictures, tones: self.tones.as_ref() }
    }

    /// The prefix of its file names: `dggx-2026-01`.
    pub(super) fn name(&self) -> String {
        format!("{}-{}", self.assembly.publication.slug, self.assembly.id)
    }

    /// The suffix of its file names, before the extension.
    pub(super) fn mark(&self) -> &'static str {
        if self.draft { "-draft" } else { "" }
    }

    /// The number of cover pages before the inside pages of the screen edition, and after them.
    pub(super) fn covers(&self) -> usize {
        if self.assembly.form.covers { COVERS } else { 0 }
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context { assembly: &self.assembly, faces: &*self.faces, shelf: &self.shelf }
    }

    /// Lays out a part. How the articles are made to fit and how many filler pages the inside wants is
    /// decided when the whole is first set; `spine` in mm.
    pub(super) fn set(
        &self,
        project: &Project,
        part: Part,
        spine: f64,
        pictures: &EditionPictures,
    ) -> Result<Typeset, Failure> {
        let set = self.set_deciding(project, part, spine, pictures);
        forget();
        set
    }

    fn set_deciding(
        &self,
        project: &Project,
        part: Part,
        spine: f64,
        pictures: &EditionPictures,
    ) -> Result<Typeset, Failure> {
        let set = |plan: &Plan| self.set_as(project, part, spine, pictures, plan, None);
        match (part, self.plan.get()) {
            (Part::Whole, None) => self.decide(&set),
            (Part::Whole, Some(plan)) => set(plan),
            _ => set(&Plan::default()),
        }
    }

    /// Lays out a part as it was decided, beginning with where everything stood on pages `before` if there
    /// were any. Typst remembers more and more until [`forget`] is called.
    pub(super) fn set_as(
        &self,
        project: &Project,
        part: Part,
        spine: f64,
        pictures: &EditionPictures,
        plan: &Plan,
        before: Option<&Stands>,
    ) -> Result<Typeset, Failure> {
        let bytes = Bytes::new(self.data(part, spine, plan)?);
        let layout = format!("layouts/{}", self.assembly.publication.layout);
        guard::naming(layout, || {
            typeset(project, &self.assembly, &self.faces, part, (&bytes, pictures), before)
        })
    }

    /// Decides about the pages of the whole, and gives them as they are set then.
    ///
    /// # Errors
    /// Those of `set`, which lays out the whole according to a plan.
    pub(super) fn decide<E>(
        &self,
        set: &dyn Fn(&Plan) -> Result<Typeset, E>,
    ) -> Result<Typeset, E> {
        let (plan, typeset) = plan::decide(&self.assembly, self.covers(), set)?;
        // Whoever came first has decided the same.
        drop(self.plan.set(plan));
        Ok(typeset)
    }

    /// The data that a part is laid out from, as JSON.
    fn data(&self, part: Part, spine: f64, plan: &Plan) -> Result<Vec<u8>, Failure> {
        let mut data = plan.data(&self.assembly, (&self.colors, &*self.faces), spine);
        if part == Part::Articles {
            data["only"] = json!(self.only);
        }
        serde_json::to_vec(&data).map_err(|error| Failure::internal("data.json", error))
    }

    /// The data that the whole was laid out from, once it was.
    pub(super) fn settled(&self) -> Result<Vec<u8>, Failure> {
        let plain = Plan::default();
        self.data(Part::Whole, 0.0, self.plan.get().unwrap_or(&plain))
    }

    /// The range of the inside pages among all.
    pub(super) fn inside(&self, document: &PagedDocument) -> Range<usize> {
        let covers = self.covers();
        covers..document.pages().len().saturating_sub(covers).max(covers)
    }

    /// The pages for screens.
    pub(super) fn on_screen(&self, document: PagedDocument) -> PagedDocument {
        let other = |inks| self.press.screen_rgb(inks);
        dress::for_screen(document, &Screen::new(&self.assembly.theme, &self.colors, &other))
    }

    /// What was done so that articles end well, as notes.
    pub(super) fn fitted(&self) -> Vec<Finding> {
        self.plan.get().map_or_else(Vec::new, |plan| plan.told(&self.assembly))
    }

    /// What was weighed for each article so that it ends well, and how tables were set, as notes.
    pub(super) fn explained(&self, document: &PagedDocument) -> Vec<Finding> {
        let explained = |plan: &Plan| plan.explained(&self.assembly);
        let mut notes = self.plan.get().map_or_else(Vec::new, explained);
        notes.extend(told::tables(&self.assembly, document));
        notes.extend(told::openers(&self.assembly, document));
        notes
    }
}

/// A picture that was extracted from its file.
#[derive(Clone)]
pub(super) struct Taken {
    original: Shared,
    /// The picture alone.
    bare: Shared,
    /// What is laid out for it.
    set: Bytes,
    /// Whether its profile has a version that PDF does not support.
    foreign: bool,
}

impl Taken {
    fn of(file: &PictureFile) -> Self {
        let original = file.bytes.clone();
        let profile = Profile::of(&original);
        let foreign = matches!(profile, Profile::Icc(icc) if !neikan_base::icc::passes(&icc));
        let file = PictureFile { bytes: bare_bytes(file), ..file.clone() };
        let stand_in = stand_in::of(&file).map(Bytes::new);
        let set = stand_in.unwrap_or_else(|| Bytes::new(file.bytes.clone()));
        if file.format == Format::Svg {
            // Typst would read it in the middle of a page, where the file is no longer known.
            drop(SvgImage::new(set.clone()));
        }
        Self { original, bare: file.bytes, set, foreign }
    }
}

/// The bytes of a picture without anything beside it; many come like that.
fn bare_bytes(file: &PictureFile) -> Shared {
    let bare = Some(bare::bare(file)).filter(|bare| **bare != *file.bytes);
    bare.map_or_else(|| file.bytes.clone(), Shared::from)
}

/// Reads and checks an issue without building it.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn check_issue(project: &Project, issue: &str) -> Result<(Assembly, Findings), Failure> {
    prepare(project, issue, false).map(|(ready, findings)| (ready.assembly, findings))
}

/// How often rules may find something new in what other rules have changed.
const ROUNDS: usize = 4;

/// Fixes whatever can be fixed safely and without asking in an issue or in the inbox, until nothing
/// is left to fix.
///
/// # Errors
/// [`Failure::Machine`]. Faults that prevent reading are left for the check to report.
pub fn fix_issue(project: &Project, issue: &str) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    let faces = Faces::load(project)?;
    let inbox = issue == INBOX;
    if !inbox {
        changes.extend(fix::markup(project, issue, &faces)?);
    }
    for _ in 0..ROUNDS {
        let read = if inbox { assemble_inbox(project) } else { assemble(project, issue) };
        let Ok((assembly, _)) = read else { break };
        let shelf = Shelf::load(project, issue, &mut Findings::default());
        let context = Context { assembly: &assembly, faces: &faces, shelf: &shelf };
        let checked = if inbox { check_inbox(&context) } else { check(&context) };
        let round = fix::edits(project, assembly, &faces, &shelf, &checked.edits)?;
        if round.is_empty() {
            break;
        }
        changes.extend(round);
    }
    Ok(changes)
}

/// Lays out the screen edition without writing any files.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn screen_pages(project: &Project, issue: &str) -> Result<PagedDocument, Failure> {
    screen_typeset(project, issue).map(|typeset| typeset.document)
}

/// Lays out the screen edition as [`screen_pages`] does; gives what the layout said, too.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn screen_typeset(project: &Project, issue: &str) -> Result<Typeset, Failure> {
    let (mut ready, _) = prepare(project, issue, false)?;
    let pictures = ready.take_pictures(project);
    let whole = ready.set(project, Part::Whole, 0.0, &pictures)?;
    let document = placed::unveil(ready.on_screen(whole.document), ready.shown(&pictures))?;
    Ok(Typeset { document, ..whole })
}

/// Lays out the cover sheet and its reverse without writing any files.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn cover_pages(project: &Project, issue: &str) -> Result<PagedDocument, Failure> {
    let (mut ready, _) = prepare(project, issue, false)?;
    let pictures = ready.take_pictures(project);
    let whole = ready.set(project, Part::Whole, 0.0, &pictures)?;
    let inside = ready.inside(&whole.document).len();
    let binding = ready.assembly.publication.binding;
    let spine = neikan_press::spine(binding, inside, ready.press.profile());
    Ok(ready.set(project, Part::Cover, spine, &pictures)?.document)
}

/// The page maps of the press edition and the screen edition, which are the same.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn page_maps(project: &Project, issue: &str) -> Result<[PageMap; 2], Failure> {
    let (mut ready, _) = prepare(project, issue, false)?;
    let [interior, screen] = both_editions(project, &mut ready)?;
    let map = |document, covers| PageMap::of(&ready.assembly, document, covers);
    Ok([map(&interior, 0), map(&screen, ready.covers())])
}

/// The inside pages of the press edition and the screen edition, which are set alike.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn inside_pages(project: &Project, issue: &str) -> Result<[Vec<Page>; 2], Failure> {
    let (mut ready, _) = prepare(project, issue, false)?;
    let [interior, screen] = both_editions(project, &mut ready)?;
    let covers = ready.covers();
    let inside = screen.pages().iter().skip(covers).take(interior.pages().len()).cloned();
    Ok([interior.pages().to_vec(), inside.collect()])
}

fn both_editions(project: &Project, ready: &mut Ready) -> Result<[PagedDocument; 2], Failure> {
    let pictures = ready.take_pictures(project);
    let whole = ready.set(project, Part::Whole, 0.0, &pictures)?.document;
    let interior = dress::for_press(&whole, ready.inside(&whole));
    Ok([interior, ready.on_screen(whole)])
}

/// Puts an issue together; where that fails, says too which markup may be the reason.
pub(super) fn read(project: &Project, issue: &str) -> Result<(Assembly, Findings), Failure> {
    assemble(project, issue).map_err(|failure| match failure {
        Failure::Stopped(mut findings) => {
            findings.extend(markup::findings(project, issue));
            Failure::Stopped(findings)
        }
        failure => failure,
    })
}

/// Faults found by rules without which pages cannot be made: letters that no face draws.
const MAKING: [&str; 3] = ["glyph-missing", "picture-text-face", "picture-text-glyph"];

/// What rules have found, for a draft: what has nothing to do with its making does not keep an
/// editor from seeing pages. Gives how many faults there are of that kind.
pub(super) fn eased(findings: Findings) -> (Findings, usize) {
    let (hard, soft): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| MAKING.contains(&finding.rule));
    let mut out = Findings::default();
    out.extend(soft);
    let faults = out.count(Severity::Stop);
    out = out.softened();
    out.extend(hard);
    (out, faults)
}

/// What a check only warns of, though nothing with it goes to press: the words that show what belongs
/// there are no fault while an issue is being written.
const PRESS: [&str; 2] = ["template-left", "to-fill-in"];

/// What a check has found, for the press: nothing that only shows what belongs there goes on.
pub fn strict(findings: Findings) -> Findings {
    let hard = |finding: Finding| match PRESS.contains(&finding.rule) {
        true => Finding { severity: Severity::Stop, ..finding },
        false => finding,
    };
    findings.into_iter().map(hard).collect()
}

/// Reads and checks an issue; what a draft is made in spite of is a warning then.
pub(super) fn prepare(
    project: &Project,
    issue: &str,
    draft: bool,
) -> Result<(Ready, Findings), Failure> {
    let (assembly, mut findings) = read(project, issue)?;
    let faces = Arc::new(Faces::load(project)?);
    findings.extend(faces.broken());
    let shelf = Shelf::load(project, issue, &mut findings);
    let context = Context { assembly: &assembly, faces: &*faces, shelf: &shelf };
    let found = check(&context).findings;
    let (found, faults) = if draft { eased(found) } else { (found, 0) };
    findings.extend(found);
    if faults > 0 {
        let place = Place::file(format!("issues/{issue}"));
        findings.push(Finding::warn("draft-faults").at(place).with("count", faults));
    }
    let press = shop(project, &assembly, None, &mut findings);
    let findings = findings.settle()?;
    let Some(press) = press else { return Err(Failure::Stopped(findings)) };
    let ready = Ready { faults, ..Ready::of(assembly, faces, shelf, press) };
    Ok((ready, findings))
}

/// The print shop of an issue, the one that is known if its files are the same; finds where it and the
/// periodical do not agree.
pub(super) fn shop(
    project: &Project,
    assembly: &Assembly,
    known: Option<&Arc<Shop>>,
    findings: &mut Findings,
) -> Option<Arc<Shop>> {
    let name = &assembly.publication.press;
    let press = match known.filter(|own| own.is_of(project, name)) {
        Some(own) => own.clone(),
        None => Arc::new(Shop::load(project, name, findings)?),
    };
    let places = publication_places(assembly);
    findings.extend(press::agree(&press, &assembly.publication, &places));
    Some(press)
}

/// Where in `publication.yml` each value is.
pub(super) fn publication_places(assembly: &Assembly) -> Places {
    let text = assembly.texts.iter().find(|text| text.of == SourceFile::Publication);
    text.map(|text| text.places.clone()).unwrap_or_default()
}

/// Checks an issue against its review ledger. A draft is made regardless: anything lacking is then
/// a warning, and the articles that have not passed their reviews are marked.
pub(super) fn approve(
    project: &Project,
    issue: &mut Ready,
    order: &Order,
) -> Result<Findings, Failure> {
    if order.draft && order.editions.archive {
        let finding = Finding::stop("draft-archive").with("issue", &order.issue);
        return Err(Failure::Call(Box::new(finding)));
    }
    let gate = review::gate(project, &issue.assembly)?;
    let found = gate.findings.clone();
    let mut findings = if order.draft { found.softened() } else { found.settle()? };
    findings.extend(went_back(&gate, &order.out.join(&order.issue), order)?);
    issue.ledger = gate.head();
    issue.assembly.sources.extend(gate.ledger.iter().flat_map(|ledger| ledger.files(project)));
    issue.assembly.sum.clone_from(&gate.content.sha256);
    issue.content = gate.content;
    if order.draft {
        issue.draft = true;
        issue.assembly.unreviewed = gate.unreviewed;
        issue.assembly.draft = gate.findings.stops() || issue.faults > 0;
        issue.assembly.faults = issue.faults;
    }
    Ok(findings)
}
