//! The report: what was found, grouped, with the places in millimetres.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::ObjectId;
use serde::Serialize;
use serde_json::{Value, json};

use crate::facts::{Facts, Spot};
use crate::reading::{Bounds, Page};
use crate::rule::{Hits, POINTS, Rule, Settings, Waiver, short};
use crate::{Inventory, Part};
use neikan_base::diagnostic::{Finding, Findings, Place, Severity};
use neikan_base::locale::Locale;

/// How many places of one kind are listed per page.
const PLACES: usize = 40;
/// How many kinds are listed per rule.
const GROUPS: usize = 400;

/// The rules that say that the ink of something was not judged.
const UNJUDGED: [&str; 3] =
    ["print-plates-missed", "print-picture-unmeasured", "print-page-unjudged"];

/// What the preflight of a file found.
pub struct Report {
    /// The part of PDF/X by which it was judged, if any.
    pub part: Option<Part>,
    /// The number of its pages.
    pub pages: usize,
    /// What is in it.
    pub inventory: Inventory,
    /// What was found, what is let pass included.
    pub faults: Vec<Fault>,
    /// What was to be let pass, and how many places each waiver covers.
    pub waivers: Vec<(Waiver, usize)>,
    sheets: Vec<Sheet>,
}

/// How a page lies, for stating positions on it.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    trim: Bounds,
    unit: f64,
    /// How many quarters it is turned clockwise when it is shown.
    turns: i64,
}

impl Sheet {
    /// A place on it as it is shown: from the left and from the top, width and height, mm.
    fn place(&self, bounds: Bounds) -> [f64; 4] {
        let mm = |points: f64| {
            let mm = points * self.unit / POINTS;
            (mm.clamp(-1e6, 1e6) * 10.0).round() / 10.0
        };
        let ([left, bottom, right, top], [x0, y0, x1, y1]) = (self.trim, bounds);
        let [width, height] = [x1 - x0, y1 - y0];
        match self.turns {
            1 => [mm(y0 - bottom), mm(x0 - left), mm(height), mm(width)],
            2 => [mm(right - x1), mm(y0 - bottom), mm(width), mm(height)],
            3 => [mm(top - y1), mm(right - x1), mm(height), mm(width)],
            _ => [mm(x0 - left), mm(top - y1), mm(width), mm(height)],
        }
    }
}

/// One kind of fault on one page.
pub struct Fault {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// Why it is let pass, if it is.
    pub waived: Option<String>,
    /// The page, from 1; 0 for the whole file.
    pub page: usize,
    /// The values of the message's placeables.
    pub args: BTreeMap<&'static str, String>,
    /// How many places there are.
    pub count: usize,
    /// The first of them.
    pub places: Vec<Spotted>,
}

/// Faults of one rule.
pub struct Kind<'r> {
    /// The rule.
    pub rule: &'static Rule,
    /// How much they weigh.
    pub severity: Severity,
    /// Why they are let pass, if they are.
    pub reason: Option<String>,
    /// The faults, each with its number in the report.
    pub faults: Vec<(usize, &'r Fault)>,
}

impl Kind<'_> {
    /// How many places there are in all.
    pub fn count(&self) -> usize {
        self.faults.iter().map(|(_, fault)| fault.count).sum()
    }

    /// The pages, each once; none if the whole file is meant.
    pub fn pages(&self) -> Vec<usize> {
        let pages = self.faults.iter().map(|(_, fault)| fault.page).filter(|page| *page > 0);
        pages.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// A place on a page, in the units people measure in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spotted {
    /// The object's number in the file.
    pub object: Option<u32>,
    /// The operator in the object's stream, from 1.
    pub operator: Option<usize>,
    /// From the left edge of the trimmed page, mm.
    pub x: Option<f64>,
    /// From its upper edge, mm.
    pub y: Option<f64>,
    /// Width, mm.
    pub width: Option<f64>,
    /// Height, mm.
    pub height: Option<f64>,
    /// The bounds on the page, points.
    #[serde(skip)]
    pub bounds: Option<Bounds>,
}

/// What findings of one rule must share to be grouped: the page and the values of the message.
type Alike = (usize, Vec<(&'static str, String)>);

impl Report {
    /// A report without any findings yet.
    pub fn of(facts: &Facts<'_>, settings: &Settings) -> Self {
        let sheet = |page: &Page| Sheet {
            trim: page.cut(),
            unit: page.unit,
            turns: page.rotate.rem_euclid(360) / 90,
        };
        let sheets: Vec<Sheet> = facts.opened.pages.iter().map(sheet).collect();
        Self {
            part: facts.part,
            pages: sheets.len(),
            inventory: Inventory::take(facts, settings),
            faults: Vec::new(),
            waivers: Vec::new(),
            sheets,
        }
    }

    /// Adds what a rule found, and how much it weighs.
    pub fn add(&mut self, rule: &'static Rule, severity: Severity, hits: Hits) {
        let mut groups: BTreeMap<Alike, usize> = BTreeMap::new();
        for hit in hits.0 {
            let key = (hit.spot.page, hit.args.clone().into_iter().collect());
            let full = groups.len() >= GROUPS;
            let at = match groups.get(&key) {
                Some(&at) => at,
                // Anything beyond the limit is counted with the last group listed.
                None if full => self.faults.len() - 1,
                None => {
                    let (page, args) = (hit.spot.page, hit.args);
                    let (waived, count, places) = (None, 0, Vec::new());
                    self.faults.push(Fault { rule, severity, waived, page, args, count, places });
                    groups.insert(key, self.faults.len() - 1);
                    self.faults.len() - 1
                }
            };
            let spotted = self.spotted(&hit.spot);
            let fault = &mut self.faults[at];
            fault.count += 1;
            if fault.places.len() < PLACES && !fault.places.contains(&spotted) {
                fault.places.push(spotted);
            }
        }
    }

    /// Lets pass what waivers cover.
    pub fn waive(&mut self, waivers: &[Waiver]) {
        self.waivers = waivers.iter().map(|own| (own.clone(), 0)).collect();
        for fault in &mut self.faults {
            let covers = |own: &&mut (Waiver, usize)| own.0.covers(fault.rule.name, fault.page);
            if let Some((waiver, count)) = self.waivers.iter_mut().find(covers) {
                *count += fault.count;
                fault.waived = Some(waiver.reason.clone());
            }
        }
    }

    /// Sorts by severity, most severe first, what is let pass last; then by page.
    pub fn sort(&mut self) {
        self.faults.sort_by_key(|fault| {
            (fault.waived.is_some(), std::cmp::Reverse(fault.severity), fault.page)
        });
    }

    /// What counts, folded by rule: most severe first, then in the order of the rules.
    pub fn kinds(&self) -> Vec<Kind<'_>> {
        self.fold(|fault| fault.waived.is_none())
    }

    /// What is let pass, folded by rule.
    pub fn passed(&self) -> Vec<Kind<'_>> {
        self.fold(|fault| fault.waived.is_some())
    }

    fn fold(&self, is: impl Fn(&Fault) -> bool) -> Vec<Kind<'_>> {
        let mut kinds: Vec<Kind<'_>> = Vec::new();
        for (index, fault) in self.faults.iter().enumerate().filter(|(_, fault)| is(fault)) {
            let alike = |own: &&mut Kind<'_>| {
                own.rule.name == fault.rule.name && own.reason == fault.waived
            };
            match kinds.iter_mut().find(alike) {
                Some(kind) => kind.faults.push((index + 1, fault)),
                None => kinds.push(Kind {
                    rule: fault.rule,
                    severity: fault.severity,
                    reason: fault.waived.clone(),
                    faults: vec![(index + 1, fault)],
                }),
            }
        }
        kinds
    }

    fn spotted(&self, spot: &Spot) -> Spotted {
        let number = |(number, _): ObjectId| number;
        let sheet = spot.page.checked_sub(1).and_then(|at| self.sheets.get(at));
        let place = spot.bounds.zip(sheet).map(|(bounds, sheet)| sheet.place(bounds));
        Spotted {
            object: spot.object.map(number),
            operator: Some(spot.operator).filter(|&operator| operator > 0),
            x: place.map(|place| place[0]),
            y: place.map(|place| place[1]),
            width: place.map(|place| place[2]),
            height: place.map(|place| place[3]),
            bounds: spot.bounds,
        }
    }

    /// The number of faults of this severity that count.
    pub fn count(&self, severity: Severity) -> usize {
        let counts = |fault: &&Fault| fault.waived.is_none() && fault.severity == severity;
        self.faults.iter().filter(counts).count()
    }

    /// Whether any fault keeps the file from the press.
    pub fn stops(&self) -> bool {
        self.count(Severity::Stop) > 0
    }

    /// The number of faults that say that something was not judged and that nobody has let pass.
    pub fn unjudged(&self) -> usize {
        let open = |fault: &&Fault| fault.waived.is_none() && UNJUDGED.contains(&fault.rule.name);
        self.faults.iter().filter(open).count()
    }

    /// Whether the file can go on press: nothing stops it, and all of it was judged.
    pub fn is_fit(&self) -> bool {
        !self.stops() && self.unjudged() == 0
    }

    /// The faults as findings about a file, what is let pass as a note with its reason; the page
    /// number follows the file name as in a link.
    pub fn findings(&self, file: &str) -> Findings {
        let mut findings = Findings::default();
        for fault in &self.faults {
            let place = match fault.page {
                0 => file.to_owned(),
                page => format!("{file}#page={page}"),
            };
            let finding = match &fault.waived {
                Some(reason) => Finding::note("rule-waived")
                    .with("rule", fault.rule.name)
                    .with("reason", reason),
                None => fault.finding(),
            };
            findings.push(finding.at(Place::file(place)));
        }
        findings
    }

    /// The report as data.
    pub fn data(&self, file: &str, locale: &Locale) -> Value {
        let faults = self.faults.iter().enumerate().map(|(index, fault)| {
            let finding = fault.finding();
            json!({
                "number": index + 1,
                "rule": fault.rule.name,
                "severity": fault.severity,
                "waived": fault.waived,
                "page": Some(fault.page).filter(|&page| page > 0),
                "message": locale.message(&finding),
                "hint": locale.hint(&finding),
                "count": fault.count,
                "places": fault.places,
            })
        });
        let kinds = self.kinds().into_iter().map(|kind| {
            json!({
                "rule": kind.rule.name,
                "severity": kind.severity,
                "count": kind.count(),
                "pages": kind.pages(),
            })
        });
        let waivers = self.waivers.iter().map(|(waiver, count)| {
            let Waiver { rule, pages, reason } = waiver;
            json!({ "rule": rule, "pages": pages, "reason": reason, "count": count })
        });
        json!({
            "file": file,
            "standard": self.part.map(Part::version),
            "pages": self.pages,
            "ok": self.is_fit(),
            "unjudged": self.unjudged(),
            "stops": self.count(Severity::Stop),
            "warns": self.count(Severity::Warn),
            "inventory": self.inventory,
            "kinds": kinds.collect::<Vec<_>>(),
            "waivers": waivers.collect::<Vec<_>>(),
            "findings": faults.collect::<Vec<_>>(),
        })
    }
}

/// The report on a file that could not be judged, as data.
pub fn refused(file: &str, findings: &Findings, locale: &Locale) -> Value {
    let found = findings.iter().enumerate().map(|(index, finding)| {
        json!({
            "number": index + 1,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": locale.message(finding),
            "hint": locale.hint(finding),
        })
    });
    json!({
        "file": file,
        "ok": false,
        "stops": findings.count(Severity::Stop),
        "warns": findings.count(Severity::Warn),
        "findings": found.collect::<Vec<_>>(),
    })
}

impl Fault {
    /// The fault without its place.
    pub fn finding(&self) -> Finding {
        let (rule, severity) = (self.rule.name, self.severity);
        Finding { rule, severity, place: None, args: self.args.clone() }
    }
}

impl Spotted {
    /// The place as values of a message, in millimetres; `None` if it has no place.
    pub fn values(&self) -> Option<[(&'static str, String); 4]> {
        let (x, y) = self.x.zip(self.y)?;
        let (width, height) = self.width.zip(self.height)?;
        Some([("x", short(x)), ("y", short(y)), ("width", short(width)), ("height", short(height))])
    }
}
