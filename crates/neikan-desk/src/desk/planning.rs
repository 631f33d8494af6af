//! Planning a year: its issues with their dates of printing, into the calendar of `publication.yml`.

use crate::publication::calendar::frequency::Frequency;
use crate::publication::calendar::year::{Unplannable, entries, numbers};
use crate::publication::calendar::{Unwritable, Workdays, insert};
use crate::publication::{
    Date, Document, PlannedIssue, Printing, Project, Publication, issue_number, load_issue,
    load_publication, write_in_place,
};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};

/// The plan of a year.
#[derive(Debug)]
pub struct Plan {
    /// What is entered into the calendar.
    pub entries: Vec<PlannedIssue>,
    /// The text of `publication.yml` with it.
    pub text: String,
    /// What ought to be looked at.
    pub findings: Findings,
}

/// Plans a year by the frequency; `asked` comes before the rule of the calendar. Issues that have
/// been begun keep their own dates. `comment` stands above a calendar that is begun.
///
/// # Errors
/// [`Failure::Call`] for what means nothing at the frequency; the findings `plan-already` where the
/// calendar has issues of that year, `plan-frequency`, `plan-months`, `plan-days`, `plan-nothing` and
/// `plan-form`; those of `publication.yml`.
pub fn plan(
    project: &Project,
    year: u16,
    asked: &Printing,
    comment: &str,
) -> Result<Plan, Failure> {
    let mut findings = Findings::default();
    let document = load_publication(project, &mut findings);
    let mut findings = findings.settle()?;
    let Some(document) = document else { return Err(Failure::Stopped(findings)) };
    already(&document, year)?;
    let publication = &document.value;
    let calendar = &publication.calendar;
    useful(&document, asked)?;
    let printing = combined(asked, calendar.printing.as_ref());
    let numbers = numbers(year, &publication.frequency, &printing, calendar)
        .map_err(|why| unplannable(&document, why))?;
    let entries =
        entries(year, &numbers, total_before(project, &document, year), &begun(project, year));
    if entries.is_empty() {
        let place = Place::file("issues/publication.yml");
        return Err(Finding::stop("plan-nothing").at(place).with("year", year).into());
    }
    if !Workdays(calendar).knows(year) {
        let place = Place::file("issues/publication.yml");
        findings.push(Finding::note("calendar-holidays-unknown").at(place).with("year", year));
    }
    let text = insert(&document, &entries, (comment, asked)).map_err(|Unwritable(line)| {
        let place = Place::line("issues/publication.yml", line);
        Failure::from(Finding::stop("plan-form").at(place))
    })?;
    Ok(Plan { entries, text, findings })
}

/// The day on which an issue that no plan has is printed by the frequency; nothing where that does
/// not tell.
pub fn usual_date(publication: &Publication, year: u16, number: u16) -> Option<Date> {
    let printing = publication.calendar.printing.clone().unwrap_or_default();
    let all = numbers(year, &publication.frequency, &printing, &publication.calendar).ok()?;
    all.into_iter().find(|(own, _)| *own == number).map(|(_, date)| date)
}

/// Writes a plan.
///
/// # Errors
/// [`Failure::Machine`].
pub fn write(project: &Project, plan: &Plan) -> Result<(), Failure> {
    write_in_place(&project.issues().join("publication.yml"), &plan.text)
}

/// Refuses a year that the calendar has already: what people have entered is theirs.
fn already(document: &Document<Publication>, year: u16) -> Result<(), Failure> {
    let issues = document.value.calendar.issues.iter().enumerate();
    let mut own = issues.filter(|(_, own)| issue_number(&own.issue).is_some_and(|n| n.0 == year));
    let Some((index, first)) = own.next() else { return Ok(()) };
    let place = document.places.value(&format!("/calendar/issues/{index}"));
    let finding = Finding::stop("plan-already").at(place).with("year", year);
    Err(finding.with("issue", &first.issue).with("count", own.count() + 1).into())
}

/// Refuses what was asked for and means nothing at a frequency.
fn useful(document: &Document<Publication>, asked: &Printing) -> Result<(), Failure> {
    let name = &document.value.frequency;
    let Some(frequency) = Frequency::of(name) else { return Ok(()) };
    let weeks = matches!(frequency, Frequency::Weeks(_));
    let options = [
        ("--months", !asked.months.is_empty(), matches!(frequency, Frequency::Months(_))),
        ("--days", !asked.days.is_empty(), !weeks),
        ("--weekday", asked.weekday.is_some(), weeks),
    ];
    match options.into_iter().find(|(_, given, useful)| *given && !useful) {
        Some((option, ..)) => {
            let finding = Finding::stop("plan-useless").with("option", option);
            Err(Failure::Call(Box::new(finding.with("frequency", name))))
        }
        None => Ok(()),
    }
}

/// What was asked for, and for the rest the rule of the calendar.
fn combined(asked: &Printing, rule: Option<&Printing>) -> Printing {
    let rule = rule.cloned().unwrap_or_default();
    let chosen = |own: &Vec<u8>, other: Vec<u8>| if own.is_empty() { other } else { own.clone() };
    Printing {
        months: chosen(&asked.months, rule.months),
        days: chosen(&asked.days, rule.days),
        weekday: asked.weekday.or(rule.weekday),
    }
}

fn unplannable(document: &Document<Publication>, why: Unplannable) -> Failure {
    let frequency = &document.value.frequency;
    let (rule, count) = match why {
        Unplannable::Frequency if Frequency::of(frequency).is_some() => ("plan-daily", 0),
        Unplannable::Frequency => ("plan-frequency", 0),
        Unplannable::Months(count) => ("plan-months", count),
        Unplannable::Days(count) => ("plan-days", count),
    };
    let place = document.places.value("/frequency");
    let finding = Finding::stop(rule).at(place);
    finding.with("frequency", frequency).with("count", count).into()
}

/// The numbers of a year that have been begun, with their total numbers.
fn begun(project: &Project, year: u16) -> Vec<(u16, Option<u32>)> {
    let mut out = Vec::new();
    for id in project.issue_ids() {
        let Some((_, number)) = issue_number(&id).filter(|own| own.0 == year) else { continue };
        let issue = load_issue(project, &id, &mut Findings::default()).map(|own| own.value);
        let last = issue.as_ref().and_then(|own| own.number_to).unwrap_or(number);
        let total = issue.map(|own| own.total);
        out.extend((number..=last.max(number)).map(|number| (number, total)));
    }
    out
}

/// The total number of the last issue before a year, if anything says it.
fn total_before(project: &Project, document: &Document<Publication>, year: u16) -> Option<u32> {
    let before = |id: &str| issue_number(id).is_some_and(|own| own.0 < year);
    let folders = project.issue_ids().into_iter().filter(|id| before(id)).filter_map(|id| {
        let issue = load_issue(project, &id, &mut Findings::default())?;
        Some((id, issue.value.total))
    });
    let planned = document.value.calendar.issues.iter().filter(|own| before(&own.issue));
    let planned = planned.filter_map(|own| Some((own.issue.clone(), own.total?)));
    folders.chain(planned).max().map(|(_, total)| total)
}
