//! What is decided about the pages of an issue when they are first set, so that they end well: setting after
//! setting, each looked at before the next.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use typst_layout::PagedDocument;

use crate::diagnostic::{Finding, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::Article;
use crate::typeset::eye::look;
use crate::typeset::stiff::{Loose, counted, stiff};
use crate::typeset::tails::{Rows, rows};
use crate::typeset::{
    Colors, Evened, Faces, Fits, Mentions, PageMap, Spreads, TypeArea, Typeset, Weighed, data,
    evened, moved,
};
use neikan_press::BindingFit;

/// How often floats after the end of a text are grouped, at most.
const REGROUPINGS: usize = 3;

/// How often pages that do not settle are set again where nothing has moved.
const SETTINGS: usize = 2;

/// What is decided about the pages of an issue when they are first set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    filler_pages: usize,
    fits: Fits,
    /// What was weighed before those were decided.
    weighed: Weighed,
    /// Where stands what is over two pages.
    spreads: Spreads,
    /// What is called earlier than where it is written, to stand on the pages of the words that send to it.
    mentions: Mentions,
    /// What stands over all columns instead of in them, since it comes after the end of its text.
    regrouped: BTreeMap<String, Rows>,
    /// What floats to the head of the next column, since it would leave a hole at the foot of its own.
    loose: Loose,
    /// Whether columns that end an article are left as they fall: made even they would not settle.
    steady: bool,
    /// The articles of which that is true alone.
    restless: BTreeSet<String>,
    /// How columns were made even when pages did not settle, to begin with the next time.
    evened: Evened,
    /// What stands near its place but for the page before, which had no room for it, by the names that
    /// the layout gave it.
    moved: BTreeSet<String>,
}

impl Plan {
    /// The data that the pages are laid out from; `spine` is the spine's thickness in mm.
    pub(super) fn data(
        &self,
        assembly: &Assembly,
        sources: (&Colors, &Faces),
        spine: f64,
    ) -> Value {
        let fits = (self.filler_pages, &self.fits, &self.spreads, &self.mentions);
        let mut data = data::data(assembly, sources, spine, fits);
        data["steady"] = match self.steady || self.restless.is_empty() {
            true => json!(self.steady),
            false => json!(self.restless),
        };
        data["evened"] = json!(self.evened);
        data["moved"] = json!(self.moved);
        for article in data["articles"].as_array_mut().into_iter().flatten() {
            let id = article["id"].as_str().unwrap_or_default().to_owned();
            article["regrouped"] = json!(self.regrouped.get(&id).unwrap_or(&Rows::new()));
            article["loose"] = json!(self.loose.get(&id).unwrap_or(&BTreeSet::new()));
        }
        data
    }

    /// What was done so that articles end well, as notes.
    pub(super) fn told(&self, assembly: &Assembly) -> Vec<Finding> {
        let note = |rule: &'static str, id: &str, count: usize| {
            let place = Place::file(format!("issues/{}/articles/{id}.md", assembly.id));
            Finding::note(rule).at(place).with("count", count)
        };
        let rows = self.regrouped.iter();
        let rows = rows.map(|(id, rows)| note("fit-rows", id, rows.iter().map(Vec::len).sum()));
        let loose = self.loose.iter().map(|(id, lines)| note("fit-loose", id, lines.len()));
        let spreads = self.spreads.told(assembly).into_iter().chain(self.mentions.told(assembly));
        self.fits.told(assembly).into_iter().chain(rows).chain(loose).chain(spreads).collect()
    }

    /// What was weighed for each article, as notes.
    pub(super) fn explained(&self, assembly: &Assembly) -> Vec<Finding> {
        self.weighed.explained(&self.fits, assembly)
    }

    /// The same with what fills pages after texts: what floated to the head of a column there has no room any more.
    fn filled(mut self, fits: Fits) -> Self {
        self.loose.retain(|id, _| fits.get(id) == self.fits.get(id));
        Self { fits, ..self }
    }

    /// The same without what is known of pages that were set otherwise.
    fn afresh(self) -> Self {
        Self { evened: Evened::default(), ..self }
    }
}

/// Whether the layout engine gave up before the pages had settled.
fn is_unsettled(typeset: &Typeset) -> bool {
    let gave_up = |finding: &Finding| {
        let reason = finding.args.get("reason");
        finding.rule == "layout-warning"
            && reason.is_some_and(|own| own.contains("did not converge within"))
    };
    typeset.findings.iter().any(gave_up)
}

/// Decides about the pages of an issue with `covers` pages before its inside, and gives them as they are set then.
///
/// # Errors
/// Those of `set`, which lays out the whole according to a plan.
pub(super) fn decide<E>(
    assembly: &Assembly,
    covers: usize,
    set: &dyn Fn(&Plan) -> Result<Typeset, E>,
) -> Result<(Plan, Typeset), E> {
    let spreads = match assembly.form.fit {
        true => Spreads::open(assembly),
        false => Spreads::default(),
    };
    let open = Plan { spreads, mentions: Mentions::of(assembly), ..Plan::default() };
    let planner = Planner { assembly, covers };
    let decided = planner.decided((set(&open)?, open), set)?;
    planner.gather(decided, set)
}

/// Decides about pages.
struct Planner<'a> {
    assembly: &'a Assembly,
    covers: usize,
}

impl Planner<'_> {
    fn map(&self, typeset: &Typeset) -> PageMap {
        PageMap::of(self.assembly, &typeset.document, self.covers)
    }

    /// Decides from pages that were set plainly; gives them as they are set then.
    fn decided<E>(
        &self,
        (plain, open): (Typeset, Plan),
        set: &dyn Fn(&Plan) -> Result<Typeset, E>,
    ) -> Result<(Plan, Typeset), E> {
        let settled = self.settle((open, plain), set)?;
        let (open, plain) = self.regroup(settled, Some(false), set)?;
        let steady = is_unsettled(&plain);
        let open = Plan { steady, ..open };
        let plain = if steady { set(&open)? } else { plain };
        let before = self.map(&plain);
        let area = TypeArea::of_pages(&self.assembly.theme, &plain.document);
        let (mut fits, mut loose, mut stops) = (Fits::default(), Loose::new(), Vec::new());
        if self.assembly.form.fit {
            fits = Fits::of(self.assembly, &plain.document, &before, &open.spreads);
            stops = look(self.assembly, &plain.document, &before, self.covers);
            loose = stiff(self.assembly, &plain.document, &stops);
        }
        let weighed = Weighed::of(&fits, &before, area.page_lines());
        let mentions = open.mentions.next(&plain.document);
        let is_same = fits.is_empty() && mentions.is_none() && loose.is_empty();
        let mentions = mentions.unwrap_or_else(|| open.mentions.clone());
        let tried = Plan { fits, weighed, mentions, loose, ..open };
        // What is set with other heights ends elsewhere.
        let tried = if is_same { tried } else { tried.afresh() };
        let (fits, loose, last) = if is_same {
            (Fits::default(), Loose::new(), plain)
        } else {
            let fitted = set(&tried)?;
            let after = self.map(&fitted);
            let mut loose = tried.loose.clone();
            if !loose.is_empty() {
                let holes = counted(&stops, &before, self.covers);
                let stops = look(self.assembly, &fitted.document, &after, self.covers);
                let fewer = counted(&stops, &after, self.covers);
                loose.retain(|id, _| fewer.get(id) < holes.get(id));
            }
            let (then, now) = ((&before, &plain.document), (&after, &fitted.document));
            (tried.fits.kept(then, now, &area), loose, fitted)
        };
        let kept = Plan { fits, loose, ..tried.clone() };
        let last = if kept == tried { last } else { set(&kept)? };
        let (plan, last) = self.close(kept, last, set)?;
        if steady || !is_unsettled(&last) {
            return Ok((plan, last));
        }
        let (plan, last) = self.settle((plan, last), set)?;
        let (plan, last) =
            if is_unsettled(&last) { (plan, last) } else { self.close(plan, last, set)? };
        if !is_unsettled(&last) {
            return Ok((plan, last));
        }
        let plan = Plan { steady: true, filler_pages: 0, ..plan.afresh() };
        let last = set(&plan)?;
        self.close(plan, last, set)
    }

    /// Sets pages again that did not settle because what had to go to the next page made others go, or
    /// because columns could not be made as even as they looked at first, which no setting comes to the end
    /// of: what has gone once stays there, and what is known of columns is handed on, so that every setting
    /// begins where the last one ended. Articles whose columns differ from one setting to the next in the end
    /// are left as they fall.
    fn settle<E>(
        &self,
        (mut plan, mut last): (Plan, Typeset),
        set: &dyn Fn(&Plan) -> Result<Typeset, E>,
    ) -> Result<(Plan, Typeset), E> {
        let ids = || self.assembly.articles.iter().map(|article| article.id.as_str());
        let mut settings = 0;
        while is_unsettled(&last) {
            let moved = moved(&last.document);
            let evened = evened(&last.document, ids());
            settings += usize::from(moved.is_subset(&plan.moved));
            if settings == SETTINGS {
                let differs = |(id, own): &(&String, _)| plan.evened.get(*id) != Some(*own);
                plan.restless = evened.iter().filter(differs).map(|(id, _)| id.clone()).collect();
            }
            if settings > SETTINGS || evened == plan.evened && moved.is_subset(&plan.moved) {
                break;
            }
            plan.moved.extend(moved);
            plan.evened = evened;
            last = set(&plan)?;
        }
        Ok((plan, last))
    }

    /// Finds where stands what is over two pages, then fills the pages after the text of those articles, then
    /// finds how many filler pages binding wants.
    fn close<E>(
        &self,
        plan: Plan,
        last: Typeset,
        set: &dyn Fn(&Plan) -> Result<Typeset, E>,
    ) -> Result<(Plan, Typeset), E> {
        let spread = self.spread((plan, last), set)?;
        let regrouped = self.regroup(spread, None, set)?;
        let (mut plan, mut last) = self.spread(regrouped, set)?;
        let map = self.map(&last);
        let fits = plan.fits.with_tails(self.assembly, &last.document, &map, &plan.spreads);
        if fits != plan.fits {
            let tried = plan.clone().filled(fits);
            let filled = set(&tried)?;
            let after = self.map(&filled);
            let holes = |typeset: &Typeset, map: &PageMap| {
                let stops = look(self.assembly, &typeset.document, map, self.covers);
                counted(&stops, map, self.covers)
            };
            let (then, now) = (holes(&last, &map), holes(&filled, &after));
            let fits = tried.fits.without_longer(&plan.fits, (&map, &then), (&after, &now));
            if fits == tried.fits {
                (plan, last) = self.spread((tried, filled), set)?;
            } else if fits != plan.fits {
                let kept = plan.filled(fits);
                let again = set(&kept)?;
                (plan, last) = self.spread((kept, again), set)?;
            }
        }
        let inside = last.document.pages().len().saturating_sub(2 * self.covers);
        let missing = BindingFit::of(self.assembly.publication.page_multiple(), inside).missing;
        let issue = &self.assembly.issue;
        let filled = !issue.fillers.is_empty() || issue.blanks;
        let filler_pages = if filled { missing } else { 0 };
        if plan.filler_pages != filler_pages {
            plan = Plan { filler_pages, ..plan };
            last = set(&plan)?;
        }
        Ok((plan, last))
    }

    /// Sets over all columns what stands in columns on pages after the end of a text, where that takes no more
    /// pages: in all articles, or in those alone that have something over two pages or have not (`two`). What
    /// comes to stand after the text only then is looked at again.
    fn regroup<E>(
        &self,
        (mut plan, mut last): (Plan, Typeset),
        two: Option<bool>,
        set: &dyn Fn(&Plan) -> Result<Typeset, E>,
    ) -> Result<(Plan, Typeset), E> {
        let pages = |map: &PageMap, id: &str| map.article(id).map(|own| own.pages);
        for _ in 0..REGROUPINGS {
            let more = self.left_over(&plan, &last.document, two);
            if more.is_empty() {
                break;
            }
            let known = plan.regrouped.clone();
            let before = self.map(&last);
            plan.regrouped.extend(more.clone());
            plan = plan.afresh();
            let fitted = set(&plan)?;
            (plan, last) = self.settle((plan, fitted), set)?;
            let after = self.map(&last);
            let longer: Vec<&String> =
                more.keys().filter(|id| pages(&after, id) > pages(&before, id)).collect();
            if longer.is_empty() {
                continue;
            }
            for id in longer {
                match known.get(id) {
                    Some(rows) => plan.regrouped.insert(id.clone(), rows.clone()),
                    None => plan.regrouped.remove(id),
                };
            }
            plan = plan.afresh();
            let fitted = set(&plan)?;
            return self.settle((plan, fitted), set);
        }
        Ok((plan, last))
    }

    /// What stands in columns on pages after the end of a text, or leaves holes there, and has not been set
    /// over all columns yet.
    fn left_over(
        &self,
        plan: &Plan,
        document: &PagedDocument,
        two: Option<bool>,
    ) -> BTreeMap<String, Rows> {
        let area = TypeArea::of_pages(&self.assembly.theme, document);
        let measures = (area.columns(), area.column_lines());
        let is_asked = |id: &str| two.is_none_or(|two| plan.spreads.concern(id) == two);
        let new = |article: &Article| {
            let free = self.assembly.form.fit && article.fit != Some(false);
            let rows =
                (free && is_asked(&article.id)).then(|| rows(document, &article.id, measures))?;
            let known: BTreeSet<usize> =
                plan.regrouped.get(&article.id).into_iter().flatten().flatten().copied().collect();
            let is_new = rows.iter().flatten().any(|line| !known.contains(line));
            is_new.then(|| (article.id.clone(), rows))
        };
        self.assembly.articles.iter().filter_map(new).collect()
    }

    /// Finds where stands what is over two pages.
    fn spread<E>(
        &self,
        (mut plan, mut last): (Plan, Typeset),
        set: &dyn Fn(&Plan) -> Result<Typeset, E>,
    ) -> Result<(Plan, Typeset), E> {
        while let Some(spreads) = plan.spreads.next(self.assembly, &last.document) {
            plan = Plan { spreads, ..plan };
            last = set(&plan)?;
        }
        Ok((plan, last))
    }

    /// Calls what a text sends its reader to so that it stands on the two pages of those words.
    fn gather<E>(
        &self,
        (mut plan, mut last): (Plan, Typeset),
        set: &dyn Fn(&Plan) -> Result<Typeset, E>,
    ) -> Result<(Plan, Typeset), E> {
        while let Some(mentions) = plan.mentions.next(&last.document) {
            let tried = Plan { mentions, ..plan.clone().afresh() };
            let fitted = set(&tried)?;
            let (tried, fitted) = self.settle((tried, fitted), set)?;
            let (tried, fitted) = self.close(tried, fitted, set)?;
            if is_unsettled(&fitted) {
                break;
            }
            (plan, last) = (tried, fitted);
        }
        plan.mentions = plan.mentions.seen(&last.document);
        Ok((plan, last))
    }
}
