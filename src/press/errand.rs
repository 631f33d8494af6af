//! Errands: which pages are imposed, alone or with other pieces, and where the sheets are written.

use std::path::{Path, PathBuf};

use neikan_press::impose::block::{Bed, Duplex, GripperEdge, Lip, SideLay};
use neikan_press::impose::gang::{Ganged, Piece, Terms, gang};
use neikan_press::impose::scheme::{Half, Insert, Method, Spine};
use neikan_press::impose::sheet::Sheet;
use neikan_press::impose::{Heading, Imposed, Setter, Wish, impose};
use neikan_press::{Imposition, Inks, PressProfile};

use super::inks;
use super::slug::setter;
use crate::archive::outputs::Outputs;
use crate::archive::record::{self, Made};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{Lock, Set, display_path, lock, read_limited, write_whole};
use crate::locale::{Args, Language};
use crate::press::Shop;
use crate::publication::{
    Binding, Form, Format, Issue, Project, Publication, load_issue, load_publication, load_theme,
};
use crate::typeset::Faces;
use pdfx_preflight::pdf::POINTS;
use pdfx_preflight::reading::{Limits, open};

/// What the grippers hold by default, mm.
const GRIPPER: f64 = 10.0;
/// What is milled off at the spine of a perfect-bound book by default, mm.
const MILL: f64 = 3.0;
/// The bleed of a file that belongs to no issue, mm.
const BLEED: f64 = 3.0;

/// The options of the call; those left open follow from the issue and its press profile.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// How the sheets become a book.
    pub method: Option<Method>,
    /// At which side the book has its spine.
    pub spine: Spine,
    /// The sheet.
    pub sheet: Option<Sheet>,
    /// The edge that the grippers hold.
    pub gripper_edge: Option<GripperEdge>,
    /// What they hold of it, mm.
    pub gripper: Option<f64>,
    /// The edge at which the side lay marks the sheet.
    pub side_lay: Option<SideLay>,
    /// How the back is printed.
    pub duplex: Option<Duplex>,
    /// How the backs of the last, smaller signatures are printed.
    pub rest: Option<Duplex>,
    /// How many pages go on both sides of a sheet together.
    pub signature: Option<usize>,
    /// How many copies stand on a sheet that is cut; of an issue, how many covers.
    pub up: Option<u8>,
    /// The thickness of the paper, mm.
    pub thickness: Option<f64>,
    /// How far the innermost pages move, mm.
    pub creep: Option<f64>,
    /// What is milled off at the spine, mm.
    pub mill: Option<f64>,
    /// The lip of saddle-stitched signatures, mm.
    pub lip: Option<f64>,
    /// The half of a signature that has it.
    pub lip_half: Option<Half>,
    /// The pieces that are bound in between the signatures.
    pub inserts: Vec<Insert>,
    /// The distance between the trims of different pieces on one sheet, mm.
    pub gutter: Option<f64>,
    /// Where the sheets are written.
    pub out: Option<PathBuf>,
    /// Whether the pages of a draft are requested.
    pub draft: bool,
}

impl Asked {
    /// How pages are imposed by this; the shop's own ways count where they suit the binding.
    fn wish(&self, method: Method, shop: &Imposition, paper: Paper) -> Result<Wish, Failure> {
        let lip = self.lip.or(shop.lip.filter(|_| method == Method::Saddle));
        let half = self.lip_half.or(shop.lip_half);
        Ok(Wish {
            method,
            spine: self.spine,
            bed: self.bed(shop)?,
            shop: self.shop(shop)?,
            choose: self.sheet.is_none() && shop.sheet.is_none(),
            rest: self.rest.or(shop.rest.filter(|_| method != Method::Cut)),
            up: self.up.map_or(1, usize::from),
            signature: self.signature,
            thickness: self.thickness.or(paper.thickness),
            creep: self.creep,
            mill: self.mill.or(shop.mill).unwrap_or(MILL),
            lip: Lip { width: lip.unwrap_or(0.0), half: half.unwrap_or_default() },
            bleed: paper.bleed,
            inks: paper.inks,
            inserts: self.inserts.clone(),
            folds: Vec::new(),
        })
    }

    fn bed(&self, shop: &Imposition) -> Result<Bed, Failure> {
        let (sheet, grippers) = self.edge(shop).holds(self.sheet(shop)?);
        Ok(Bed {
            sheet,
            gripper: self.gripper.or(shop.gripper).unwrap_or(GRIPPER),
            grippers,
            side_lay: self.side_lay.or(shop.side_lay),
            duplex: self.duplex.or(shop.duplex).unwrap_or_default(),
        })
    }

    fn edge(&self, shop: &Imposition) -> GripperEdge {
        self.gripper_edge.or(shop.gripper_edge).unwrap_or_default()
    }

    /// The sheet of the call, else of the profile, else the first that the shop has.
    fn sheet(&self, shop: &Imposition) -> Result<Sheet, Failure> {
        let missing = || Failure::Call(Box::new(Finding::stop("impose-sheet-missing")));
        match (self.sheet, shop.sheet.as_ref().or(shop.sheets.first())) {
            (Some(sheet), _) => Ok(sheet),
            (None, own) => sheet(own.ok_or_else(missing)?),
        }
    }

    /// The sheets that the shop has, as they lie on the press.
    fn shop(&self, shop: &Imposition) -> Result<Vec<Sheet>, Failure> {
        let lie = |text: &String| Ok(self.edge(shop).holds(sheet(text)?).0);
        shop.sheets.iter().map(lie).collect()
    }
}

/// A sheet as it is written.
///
/// # Errors
/// [`Failure::Call`] if it is none.
pub fn sheet(text: &str) -> Result<Sheet, Failure> {
    let unknown = || Finding::stop("impose-sheet").with("sheet", text);
    text.parse().map_err(|()| Failure::Call(Box::new(unknown())))
}

/// What the pages themselves say: the thickness of their paper, if known, their bleed, mm, and the inks.
#[derive(Debug, Clone)]
struct Paper {
    thickness: Option<f64>,
    bleed: f64,
    inks: Inks,
}

/// A file of sheets that was made.
#[derive(Debug)]
pub struct Written {
    /// Its path.
    pub path: PathBuf,
    /// Its contents.
    pub imposed: Imposed,
}

/// Imposes the finished pages of an issue, and its cover on a sheet of its own.
///
/// # Errors
/// [`Failure::Call`] if the issue has not been built; whatever [`impose`] finds.
pub fn issue(
    project: &Project,
    id: &str,
    asked: &Asked,
) -> Result<(Vec<Written>, Findings), Failure> {
    if asked.spine == Spine::Right {
        return Err(Failure::Call(Box::new(Finding::stop("impose-spine"))));
    }
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let issue = load_issue(project, id, &mut findings);
    let theme = publication.as_ref().zip(issue.as_ref());
    let theme = theme.and_then(|(own, issue)| load_theme(project, own, Some(issue), &mut findings));
    let publication = publication.map(|document| document.value);
    let issue = issue.map(|document| document.value);
    let press = publication.as_ref().and_then(|own| Shop::load(project, &own.press, &mut findings));
    let mut findings = findings.settle()?;
    let (Some(publication), Some(issue), Some(press), Some(theme)) =
        (publication, issue, press, theme)
    else {
        return Err(Failure::Stopped(findings));
    };
    let inks = inks(&theme);
    let faces = Faces::load(project)?;
    let out = project.root().join("out").join(id);
    let folder = out.join("press");
    // From here on nobody can rebuild the issue.
    let lock = Lock::for_reading(&out, lock::Kind::Passing, "impose")?;
    let method = asked.method.unwrap_or(match publication.binding {
        Binding::Saddle => Method::Saddle,
        Binding::Perfect => Method::Perfect,
        Binding::Side => Method::Cut,
    });
    let shop = &press.profile().imposition;
    let bleed = publication.format.bleed;
    let thickness = Some(press.profile().paper.body.thickness);
    let paper = Paper { thickness, bleed, inks: inks.clone() };
    let inside = Wish { up: 1, ..asked.wish(method, shop, paper)? };
    let cover = cover(asked, shop, Paper { thickness: None, bleed, inks })?;
    let mark = if asked.draft { "-draft" } else { "" };
    let mut made = Vec::new();
    let covered = Form::of(project, &publication.layout).covers;
    for (part, wish) in
        [("interior", inside)].into_iter().chain(covered.then_some(("cover", cover)))
    {
        let name = format!("{}-{id}-{part}{mark}", publication.slug);
        let from = folder.join(format!("{name}.pdf"));
        let to = match &asked.out {
            None => beside(&from, "-sheets"),
            Some(out) if part == "interior" => out.clone(),
            Some(out) => beside(out, "-cover"),
        };
        not_onto_itself(&from, &to)?;
        let pdf = read(&from, &Limits::OWN).map_err(|_| unbuilt(id))?;
        let folds = if part == "cover" { folds(&pdf, &publication.format) } else { Vec::new() };
        let wish = Wish { folds, ..wish };
        let heading = of_issue(&publication, &issue, part, name);
        let place = Place::file(project.show(&from));
        match placed(impose(&pdf, &wish, &heading, Some(&setter(&faces))), &place) {
            Ok(imposed) => made.push(Written { path: to, imposed }),
            // The pages are imposed even if their cover needs another sheet.
            Err(Failure::Stopped(_)) if part == "cover" => {
                findings.push(Finding::warn("impose-cover").at(place));
            }
            Err(failure) => return Err(failure),
        }
    }
    match lock.filter(|_| asked.out.is_none()) {
        Some(lock) => write_beside(project, id, &lock, &made)?,
        None => write(&made)?,
    }
    findings.extend(made.iter().flat_map(|written| written.imposed.findings.clone()));
    Ok((made, findings))
}

/// Where the cover sheet in a press file is folded: what it is wider than its pages and flaps is the spine.
/// Nowhere if the file cannot be read, which is found when it is imposed.
fn folds(pdf: &[u8], format: &Format) -> Vec<f64> {
    let Ok(file) = open(pdf, &Limits::OWN) else { return Vec::new() };
    let Some([left, _, right, _]) = file.pages.first().map(|page| page.cut()) else {
        return Vec::new();
    };
    let spine = (right - left) / POINTS - format.cover_width(0.0);
    format.cover_folds(if spine > 0.05 { (spine * 10.0).round() / 10.0 } else { 0.0 })
}

/// How the cover of an issue is imposed: on sheets of its own, however the pages are.
fn cover(asked: &Asked, shop: &Imposition, paper: Paper) -> Result<Wish, Failure> {
    let up = asked.up.or(shop.covers).unwrap_or(1);
    let signature = Some(2 * usize::from(up));
    let none = Asked { rest: None, lip: None, inserts: Vec::new(), ..asked.clone() };
    let asked = Asked { up: Some(up), signature, ..none };
    asked.wish(Method::Cut, shop, paper)
}

/// Imposes any PDF; a project supplies its faces, the thickness of its paper and the shop's ways.
///
/// # Errors
/// [`Failure::Call`] if the file cannot be read or would be overwritten; whatever [`impose`] finds.
pub fn file(
    project: Option<&Project>,
    from: &Path,
    asked: &Asked,
) -> Result<(Vec<Written>, Findings), Failure> {
    let call = |finding: Finding| Failure::Call(Box::new(finding));
    let method = asked.method.ok_or_else(|| call(Finding::stop("impose-binding-missing")))?;
    let to = asked.out.clone().unwrap_or_else(|| beside(from, "-sheets"));
    not_onto_itself(from, &to)?;
    let pdf = read(from, &Limits::USUAL)?;
    let stem = from.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let faces = project.map(Faces::load).transpose()?;
    let profile = project.and_then(profile);
    let thickness = profile.as_ref().map(|own| own.paper.body.thickness);
    let shop = profile.map(|own| own.imposition).unwrap_or_default();
    let heading = Heading {
        key: "impose-slug-file",
        language: Language::Chinese,
        values: Args::from([("file", stem.clone())]),
        name: stem,
    };
    let wish =
        asked.wish(method, &shop, Paper { thickness, bleed: BLEED, inks: Inks::default() })?;
    let place = Place::file(from.display().to_string());
    let setter = faces.as_ref().map(setter);
    let setter = setter.as_ref().map(|set| set as &Setter<'_>);
    let imposed = placed(impose(&pdf, &wish, &heading, setter), &place)?;
    let made = vec![Written { path: to, imposed }];
    write(&made)?;
    let findings = made.iter().flat_map(|written| written.imposed.findings.clone());
    let mut all = Findings::default();
    all.extend(findings);
    Ok((made, all))
}

/// A sheet with several pieces that was made.
#[derive(Debug)]
pub struct Shared {
    /// Its path.
    pub path: PathBuf,
    /// Its contents.
    pub ganged: Ganged,
}

/// Puts the leaves of several PDFs on one sheet, each as often as it is said.
///
/// # Errors
/// [`Failure::Call`] if a file cannot be read or would be overwritten; whatever [`gang`] finds.
pub fn pieces(
    project: Option<&Project>,
    files: &[(PathBuf, usize)],
    asked: &Asked,
) -> Result<Shared, Failure> {
    let first = files.first().map(|(path, _)| path.as_path()).unwrap_or(Path::new(""));
    let to = asked.out.clone().unwrap_or_else(|| beside(first, "-sheets"));
    let read_in = |(path, copies): &(PathBuf, usize)| {
        not_onto_itself(path, &to)?;
        Ok((path.display().to_string(), read(path, &Limits::USUAL)?, *copies))
    };
    let read_in: Vec<(String, Vec<u8>, usize)> =
        files.iter().map(read_in).collect::<Result<_, Failure>>()?;
    let own = read_in.iter().map(|(name, pdf, copies)| Piece { name, pdf, copies: *copies });
    let own: Vec<Piece<'_>> = own.collect();
    let shop = project.and_then(profile).map(|own| own.imposition).unwrap_or_default();
    let terms = Terms {
        bed: asked.bed(&shop)?,
        shop: asked.shop(&shop)?,
        choose: asked.sheet.is_none() && shop.sheet.is_none(),
        gutter: asked.gutter.or(shop.gutter),
        bleed: BLEED,
    };
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let named = files.iter().map(|(path, copies)| format!("{} ×{copies}", stem(path)));
    let heading = Heading {
        key: "impose-slug-pieces",
        language: Language::Chinese,
        values: Args::from([("pieces", named.collect::<Vec<_>>().join(", "))]),
        name: stem(first),
    };
    let faces = project.map(Faces::load).transpose()?;
    let setter = faces.as_ref().map(setter);
    let setter = setter.as_ref().map(|set| set as &Setter<'_>);
    let ganged = gang(&own, &terms, &heading, setter)?;
    write_whole(&to, &ganged.pdf)?;
    Ok(Shared { path: to, ganged })
}

/// A project's press profile; `None` if that cannot be read.
fn profile(project: &Project) -> Option<PressProfile> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings)?.value;
    let press = Shop::load(project, &publication.press, &mut findings)?;
    Some(press.profile().clone())
}

fn of_issue(publication: &Publication, issue: &Issue, part: &str, name: String) -> Heading {
    let number = issue.numbers();
    let values = Args::from([
        ("publication", publication.name.clone()),
        ("year", issue.year.to_string()),
        ("number", number),
        ("part", part.to_owned()),
        ("date", issue.date.to_string()),
    ]);
    let language = Language::from_tag(&publication.language).unwrap_or(Language::Chinese);
    Heading { key: "impose-slug-issue", language, values, name }
}

/// A path next to another: `a.pdf` and `-sheets` yield `a-sheets.pdf`.
fn beside(path: &Path, end: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}{end}.pdf"))
}

/// Refuses to write to the file being read, whatever its path.
fn not_onto_itself(from: &Path, to: &Path) -> Result<(), Failure> {
    let same = from.canonicalize().ok().zip(to.canonicalize().ok());
    if from == to || same.is_some_and(|(from, to)| from == to) {
        let finding = Finding::stop("impose-onto-itself").with("path", to.display());
        return Err(Failure::Call(Box::new(finding)));
    }
    Ok(())
}

fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    match read_limited(path, limits.file) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => {
            let finding = Finding::stop("pdf-large").with("limit", limits.file >> 20);
            Err(finding.at(Place::file(path.display().to_string())).into())
        }
        Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => {
            let finding = Finding::stop("impose-file-missing").with("path", path.display());
            Err(Failure::Call(Box::new(finding)))
        }
        Err(reason) => Err(Failure::machine(path, reason)),
    }
}

fn unbuilt(id: &str) -> Failure {
    Failure::Call(Box::new(Finding::stop("impose-not-built").with("issue", id)))
}

/// Adds to every finding which file it is about.
fn placed(outcome: Result<Imposed, Failure>, place: &Place) -> Result<Imposed, Failure> {
    let here = |findings: Findings| {
        let mut all = Findings::default();
        all.extend(findings.into_iter().map(|finding| finding.at(place.clone())));
        all
    };
    match outcome {
        Ok(imposed) => Ok(Imposed { findings: here(imposed.findings), ..imposed }),
        Err(Failure::Stopped(findings)) => Err(Failure::Stopped(here(findings))),
        Err(failure) => Err(failure),
    }
}

/// Writes the sheets.
fn write(made: &[Written]) -> Result<(), Failure> {
    made.iter().try_for_each(|written| write_whole(&written.path, &written.imposed.pdf))
}

/// Writes the sheets into the output folder of their issue, as one set with its record: they belong
/// to the build whose pages they show.
fn write_beside(project: &Project, id: &str, lock: &Lock, made: &[Written]) -> Result<(), Failure> {
    let set = Set::begin(lock);
    let known = record::files(lock.folder());
    let mut files = Vec::with_capacity(made.len());
    for Written { path, imposed } in made {
        let path = display_path(lock.folder(), path);
        set.put(&path, &imposed.pdf)?;
        let shown = |made: &&Made| beside(Path::new(&made.path), "-sheets") == Path::new(&path);
        let sum = known.iter().find(shown).map(|made| made.sum.clone()).unwrap_or_default();
        files.push(Made::of((&path, &imposed.pdf), Some(imposed.sides), &sum));
    }
    Outputs::note(project, id, &files)?;
    if let Some(record) = record::with(lock.folder(), &files) {
        set.put(record::FILE, &record)?;
    }
    set.commit()
}
