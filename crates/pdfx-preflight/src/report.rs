//! The report: what was found, grouped, with the places in millimetres.

use std::collections::BTreeMap;

use lopdf::ObjectId;
use serde::Serialize;
use serde_json::{Value, json};

use crate::facts::{Facts, Spot};
use crate::reading::{Bounds, Page};
use crate::rule::{Hits, POINTS, Rule, short};
use crate::{Inventory, Part};
use neikan_base::diagnostic::{Finding, Findings, Place, Severity};
use neikan_base::locale::Locale;

/// How many places of one kind are listed per page.
const PLACES: usize = 40;
/// How many kinds are listed per rule.
const GROUPS: usize = 400;

/// What the preflight of a file found.
pub struct Report {
    /// The part of PDF/X by which it was judged, if any.
    pub part: Option<Part>,
    /// The number of its pages.
    pub pages: usize,
    /// What is in it.
    pub inventory: Inventory,
    /// What was found.
    pub faults: Vec<Fault>,
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
    /// The page, from 1; 0 for the whole file.
    pub page: usize,
    /// The values of the message's placeables.
    pub args: BTreeMap<&'static str, String>,
    /// How many places there are.
    pub count: usize,
    /// The first of them.
    pub places: Vec<Spotted>,
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
    pub fn of(facts: &Facts<'_>) -> Self {
        let sheet = |page: &Page| Sheet {
            trim: page.cut(),
            unit: page.unit,
            turns: page.rotate.rem_euclid(360) / 90,
        };
        let sheets: Vec<Sheet> = facts.opened.pages.iter().map(sheet).collect();
        Self {
            part: facts.part,
            pages: sheets.len(),
            inventory: Inventory::take(facts),
            faults: Vec::new(),
            sheets,
        }
    }

    /// Adds what a rule found.
    pub fn add(&mut self, rule: &'static Rule, hits: Hits) {
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
                    self.faults.push(Fault { rule, page, args, count: 0, places: Vec::new() });
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

    /// Sorts by severity, most severe first, then by page.
    pub fn sort(&mut self) {
        self.faults.sort_by_key(|fault| (std::cmp::Reverse(fault.rule.severity), fault.page));
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

    /// The number of faults of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.faults.iter().filter(|fault| fault.rule.severity == severity).count()
    }

    /// Whether any fault keeps the file from the press.
    pub fn stops(&self) -> bool {
        self.count(Severity::Stop) > 0
    }

    /// The faults as findings about a file; the page number follows the file name as in a link.
    pub fn findings(&self, file: &str) -> Findings {
        let mut findings = Findings::default();
        for fault in &self.faults {
            let place = match fault.page {
                0 => file.to_owned(),
                page => format!("{file}#page={page}"),
            };
            findings.push(Finding { place: Some(Place::file(place)), ..fault.finding() });
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
                "severity": fault.rule.severity,
                "page": Some(fault.page).filter(|&page| page > 0),
                "message": locale.message(&finding),
                "hint": locale.hint(&finding),
                "count": fault.count,
                "places": fault.places,
            })
        });
        json!({
            "file": file,
            "standard": self.part.map(Part::version),
            "pages": self.pages,
            "ok": !self.stops(),
            "stops": self.count(Severity::Stop),
            "warns": self.count(Severity::Warn),
            "inventory": self.inventory,
            "findings": faults.collect::<Vec<_>>(),
        })
    }
}

impl Fault {
    /// The fault without its place.
    pub fn finding(&self) -> Finding {
        let (rule, severity) = (self.rule.name, self.rule.severity);
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
