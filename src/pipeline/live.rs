//! An issue that is kept laid out while people work on it.
//!
//! [`Live::lay`] reads what has changed and sets the pages as was decided for those before, beginning with
//! where everything stood on them, which Typst, remembering what it has set, does for a changed word in a
//! fraction of the time. [`Live::settle`] then lays out and decides anew, as a build does, so that in the
//! end the pages are those of the press; [`Laid::look`] says what is found in texts and on pages. What is laid out bears no mark of a draft and leaves the program
//! only as a view.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use typst_layout::{Page, PagedDocument};
use typst_svg::SvgOptions;

use super::digital::book_files;
use super::films::Films;
use super::plan::Plan;
use super::press::{looked_over, of_pages};
use super::ready::{Ready, Taken, read, shop};
use crate::check::fix::{self, Change};
use crate::check::{Checked, Context, Edit, Printed, Shelf, check};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::digital::epub::container::Files;
use crate::digital::pages::{PagePicture, hurried, render, shown};
use crate::digital::placed::{self, Quality};
use crate::guard;
use crate::manuscript::Assembly;
use crate::press::Shop;
use crate::publication::{Project, TEXT_LIMIT};
use crate::sources::Shared;
use crate::typeset::compile::{EditionPictures, forget};
use crate::typeset::rect::Rect;
use crate::typeset::{
    Altered, Colors, Faces, PageMap, Part, Spot, Stands, TypeArea, Typeset, add_inside, dress, eye,
    figures, spots, varnished,
};
use neikan_base::hash::sha256;
use neikan_press::BindingFit;

/// An issue that is laid out again and again.
pub struct Live {
    project: Project,
    issue: String,
    /// The faces, and by what is known that they have not changed.
    faces: Option<(Vec<FaceStamp>, Arc<Faces>)>,
    press: Option<Arc<Shop>>,
    pictures: BTreeMap<String, Taken>,
    plan: Option<Plan>,
    /// Where everything stands on the pages that were laid out last.
    stands: Option<Stands>,
    /// Whether Typst has set pages since it last forgot others.
    full: bool,
}

/// A file of a face: path, size, time of change.
type FaceStamp = (PathBuf, Option<(u64, SystemTime)>);

/// An issue, read and laid out.
#[derive(Clone)]
pub struct Laid {
    project: Project,
    ready: Arc<Ready>,
    /// The issue with its pictures as they came, at which rules look.
    came: Arc<Assembly>,
    pictures: Arc<EditionPictures>,
    set: Arc<Typeset>,
    map: Arc<PageMap>,
    plan: Option<Plan>,
    /// What was found while it was read.
    read: Findings,
}

/// What is found in an issue and on its pages.
#[derive(Debug, Default)]
pub struct Looked {
    /// All findings.
    pub findings: Findings,
    /// Those that a change puts right which [`Laid::mend`] can make.
    pub mendable: Vec<Finding>,
    /// Where its texts stand.
    pub spots: Vec<Spot>,
    /// Words that are not as they were when they were last approved or read.
    pub altered: Vec<Altered>,
    /// Where its pictures stand: page, from 0; path relative to the issue; box.
    pub figures: Vec<(usize, String, Rect)>,
    /// Where an eye stops.
    pub stops: Vec<eye::Stop>,
}

/// What became of pages that were laid out as others before.
pub enum Settled {
    /// They are those of a build.
    Same,
    /// Those of a build are others.
    Other(Box<Laid>),
    /// Nobody knows: there was something else to do.
    LeftOff,
}

/// Why pages were not decided about.
enum Halt {
    Called,
    Failed(Failure),
}

/// Whether the same can be seen on all pages.
fn look_alike(one: &PagedDocument, other: &PagedDocument) -> bool {
    let (one, other) = (one.pages(), other.pages());
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| shown(one) == shown(other))
}

impl Live {
    /// An issue of which nothing is read yet.
    pub fn new(project: &Project, issue: &str) -> Self {
        Self {
            project: project.frozen(),
            issue: issue.to_owned(),
            faces: None,
            press: None,
            pictures: BTreeMap::new(),
            plan: None,
            stands: None,
            full: false,
        }
    }

    /// Reads the issue as it is now and lays it out, as was decided for the pages before if there were
    /// any.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with what keeps the issue from being read or its pages from being set;
    /// [`Failure::Machine`].
    pub fn lay(&mut self) -> Result<Laid, Failure> {
        let project = self.project.renewed();
        self.project = project.clone();
        let (assembly, mut findings) = read(&project, &self.issue)?;
        let faces = self.faces(&project)?;
        let shelf = Shelf::load(&project, &self.issue, &mut findings);
        let press = shop(&project, &assembly, self.press.as_ref(), &mut findings);
        let findings = findings.settle()?;
        let Some(press) = press else { return Err(Failure::Stopped(findings)) };
        self.press = Some(press.clone());
        let came = Arc::new(assembly.clone());
        let mut ready = Ready::of(assembly, faces, shelf, press);
        let pictures = ready.take_pictures_again(&mut self.pictures);
        // What is forgotten takes a while: pages that are waited for come first, if they can.
        if std::mem::replace(&mut self.full, self.plan.is_some()) {
            forget();
        }
        let set = match &self.plan {
            Some(plan) => {
                let before = self.stands.as_ref();
                ready.set_as(&project, Part::Whole, 0.0, &pictures, plan, before)?
            }
            None => ready.set(&project, Part::Whole, 0.0, &pictures)?,
        };
        self.stands = Some(set.stands.clone());
        let plan = self.plan.clone();
        self.plan = plan.clone().or_else(|| ready.plan.get().cloned());
        let map = PageMap::of(&ready.assembly, &set.document, ready.covers());
        Ok(Laid {
            project,
            ready: Arc::new(ready),
            came,
            pictures: Arc::new(pictures),
            set: Arc::new(set),
            map: Arc::new(map),
            plan,
            read: findings,
        })
    }

    /// Lays out pages again, as a build does, and decides anew about them where they were laid out as others
    /// before; leaves off once `stop` says so.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the findings of the layout.
    pub fn settle(
        &mut self,
        laid: &Laid,
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<Settled, Failure> {
        if laid.plan.is_none() {
            return Ok(Settled::Same);
        }
        let (ready, stop) = (&laid.ready, RefCell::new(stop));
        let decided = ready.decide(&|plan: &Plan| -> Result<Typeset, Halt> {
            let called = (*stop.borrow_mut())();
            if called {
                return Err(Halt::Called);
            }
            let set = ready.set_as(&laid.project, Part::Whole, 0.0, &laid.pictures, plan, None);
            set.map_err(Halt::Failed)
        });
        forget();
        self.full = false;
        let set = match decided {
            Ok(set) => set,
            Err(Halt::Called) => return Ok(Settled::LeftOff),
            Err(Halt::Failed(failure)) => return Err(failure),
        };
        self.plan = ready.plan.get().cloned();
        if self.plan == laid.plan && look_alike(&set.document, laid.document()) {
            return Ok(Settled::Same);
        }
        self.stands = Some(set.stands.clone());
        let map = PageMap::of(&ready.assembly, &set.document, ready.covers());
        let other = Laid { set: Arc::new(set), map: Arc::new(map), plan: None, ..laid.clone() };
        Ok(Settled::Other(Box::new(other)))
    }

    /// The faces, loaded again only if one of their files has changed.
    fn faces(&mut self, project: &Project) -> Result<Arc<Faces>, Failure> {
        let stamp = |path: PathBuf| {
            let about = path.metadata().ok();
            let about = about.and_then(|about| Some((about.len(), about.modified().ok()?)));
            (path, about)
        };
        let stamps: Vec<FaceStamp> = project.face_files().into_iter().map(stamp).collect();
        if let Some((known, faces)) = &self.faces
            && *known == stamps
        {
            return Ok(faces.clone());
        }
        let faces = Arc::new(Faces::load(project)?);
        self.faces = Some((stamps, faces.clone()));
        Ok(faces)
    }
}

impl Laid {
    /// The issue.
    pub fn assembly(&self) -> &Assembly {
        &self.ready.assembly
    }

    /// The project as it was when the issue was read.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The pages, in the inks of the press, with bleed.
    pub fn document(&self) -> &PagedDocument {
        &self.set.document
    }

    /// What its inside pages hold.
    pub fn map(&self) -> &PageMap {
        &self.map
    }

    /// The colours of the theme as screens show them.
    pub fn colors(&self) -> &Colors {
        &self.ready.colors
    }

    /// How many cover pages come before the inside pages, and after them.
    pub fn covers(&self) -> usize {
        self.ready.covers()
    }

    /// How the inside pages suit the binding.
    pub fn fit(&self) -> BindingFit {
        BindingFit::of(self.assembly().publication.page_multiple(), self.map.pages.len())
    }

    /// The type area of its pages.
    pub fn area(&self) -> TypeArea {
        TypeArea::of_pages(&self.assembly().theme, self.document())
    }

    /// A name for everything that can be seen on each page: pages that look the same have the same.
    pub fn keys(&self) -> Vec<String> {
        let colors = format!("{:?}", self.colors());
        let keys = self.document().pages().iter().map(|page| {
            let seen = format!("{:032x}{:?}{colors}", shown(page), page.bleed);
            sha256(seen.as_bytes())[..24].to_owned()
        });
        keys.collect()
    }

    /// A page (from 0) with its bleed as SVG, in the colours of screens, with pictures that are good
    /// enough for them.
    ///
    /// # Errors
    /// [`Failure::Call`] for a page that is not there; a finding `picture-broken`.
    pub fn svg(&self, index: usize) -> Result<String, Failure> {
        let page = self.dressed(index)?;
        Ok(typst_svg::svg(&page, &SvgOptions { render_bleed: true, pretty: false }))
    }

    /// A page (from 0) with its bleed as a PNG so many px wide, likewise: sooner there, and sooner painted,
    /// than a drawing.
    ///
    /// # Errors
    /// Those of [`Laid::svg`]; [`Failure::Internal`] if the encoder fails.
    pub fn png(&self, index: usize, width: u32) -> Result<Vec<u8>, Failure> {
        hurried(&self.dressed(index)?, width)
    }

    /// A page (from 0) without its bleed as a small picture.
    ///
    /// # Errors
    /// Those of [`Laid::svg`]; [`Failure::Internal`] if the encoder fails.
    pub fn thumb(&self, index: usize, height: u32) -> Result<PagePicture, Failure> {
        render(&self.dressed(index)?, height, self.project.store())
    }

    /// A picture by its path relative to the issue, bare, and its media type.
    pub fn picture(&self, path: &str) -> Option<(&'static str, Shared)> {
        let file = self.assembly().pictures.get(path)?;
        Some((file.format.media_type(), file.bytes.clone()))
    }

    /// What each ink prints on a page (from 0).
    ///
    /// # Errors
    /// Those of [`Laid::svg`]; findings that keep the page off the press.
    pub fn films(&self, index: usize) -> Result<Films, Failure> {
        let (alone, pictures) = (self.alone(index)?, self.ready.shown(&self.pictures));
        let page = dress::for_press(&alone, 0..1);
        let inside = self.ready.inside(self.document()).contains(&index);
        let page = if inside { page } else { varnished(&page, &self.assembly().theme) };
        guard::naming("films", || Films::of(&self.ready, pictures, &page))
    }

    /// The files of the EPUB, by their paths in its container.
    ///
    /// # Errors
    /// Those of [`Laid::svg`]; findings that keep the book from being made.
    pub fn book(&self) -> Result<Files, Failure> {
        let front = self.dressed(0)?;
        let pages = (front, self.document());
        guard::naming("EPUB", || book_files(&self.project, &self.ready, pages, &self.map))
    }

    /// Whether the press of other pages is the very same.
    pub fn shares_press(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.ready.press, &other.ready.press)
    }

    /// A page (from 0) by itself.
    fn alone(&self, index: usize) -> Result<PagedDocument, Failure> {
        let missing = || Finding::stop("preview-page-none").with("page", index);
        let page = self.document().pages().get(index).cloned();
        let page = page.ok_or_else(|| Failure::Call(Box::new(missing())))?;
        let info = self.document().clone().info_mut().clone();
        Ok(PagedDocument::new([page].into_iter().collect(), info))
    }

    fn dressed(&self, index: usize) -> Result<Page, Failure> {
        let bleed = self.document().pages().get(index).map(|page| page.bleed);
        let alone = self.ready.on_screen(self.alone(index)?);
        let (pictures, foreign) = (self.ready.shown(&self.pictures), &self.ready.foreign);
        let making = (self.project.store().as_ref(), &placed::nothing_else as placed::Also<'_>);
        let alone = placed::fit(alone, pictures, foreign, Quality::Screen, making)?;
        let none = || Failure::internal("page.svg", "no page");
        let page = alone.pages().first().cloned().ok_or_else(none)?;
        Ok(Page { bleed: bleed.unwrap_or_default(), ..page })
    }

    /// Looks through texts and pages as check and build do, and reads where everything stands; leaves off,
    /// with nothing, once `stop` says so. `read` are the contents of articles that were read otherwise than
    /// they are now.
    pub fn look(
        &self,
        read: &BTreeMap<String, String>,
        stop: &mut dyn FnMut() -> bool,
    ) -> Option<Looked> {
        let (checked, mut findings) = (self.checked(), self.read.clone());
        if stop() {
            return None;
        }
        findings.extend(checked.findings);
        findings.extend(looked_over(&self.ready, (&self.set, &self.map), false));
        if stop() {
            return None;
        }
        let pictures = self.ready.shown(&self.pictures);
        let mut printed = Printed::new(self.ready.press.profile().minimum_ppi);
        let inside = self.ready.inside(self.document());
        add_inside(&mut printed, pictures, &dress::for_press(self.document(), inside));
        findings.extend(of_pages(&self.ready, &printed));
        let all = self.assembly().articles.iter().enumerate();
        let before = all.filter_map(|(at, article)| {
            Some((at, self.assembly().as_read(at, read.get(&article.id)?)?))
        });
        let (spots, altered) = spots(self.assembly(), self.document(), &before.collect());
        Some(Looked {
            findings,
            mendable: checked.mended,
            spots,
            altered,
            figures: figures(pictures, self.document()),
            stops: eye::look(self.assembly(), self.document(), &self.map, self.covers()),
        })
    }

    /// What rules find.
    fn checked(&self) -> Checked {
        let (faces, shelf) = (&*self.ready.faces, &self.ready.shelf);
        check(&Context { assembly: &self.came, faces, shelf })
    }

    /// The SHA-256 of a text file as it was when the issue was read; nothing for one that was not.
    pub fn sum(&self, file: &str) -> Option<String> {
        let path = self.project.root().join(file);
        let bytes = self.project.sources().read(&path, TEXT_LIMIT).ok().flatten()?;
        Some(sha256(&bytes))
    }

    /// Puts right what was found by a rule at a place, as `check --fix` would; gives the files that were
    /// changed. The caller holds the lock of the issues.
    ///
    /// # Errors
    /// Those of [`fix::edits`].
    pub fn mend(&self, finding: &Finding) -> Result<Vec<Change>, Failure> {
        let checked = self.checked();
        let pairs = checked.edits.into_iter().zip(&checked.mended);
        let edits: Vec<Edit> =
            pairs.filter(|(_, own)| *own == finding).map(|(edit, _)| edit).collect();
        let assembly = Assembly::clone(&self.came);
        guard::naming(finding.rule, || {
            fix::edits(&self.project, assembly, &*self.ready.faces, &self.ready.shelf, &edits)
        })
    }
}
