//! Which issues are open: begun and not yet finished. What a command means that names no issue follows
//! from it.

use serde::Serialize;

use crate::circulation::status::{Line, lines};
use crate::desk::review::Folder;
use crate::desk::review::ledger::Ledger;
use crate::diagnostic::Findings;
use crate::publication::calendar::{Due, Schedule};
use crate::publication::{Date, Project, Publication, issue_number, load_issue, load_publication};

/// Days after printing beyond which nothing keeps an issue open: who is still to get a copy then has
/// come to the list since.
const LATEST: i64 = 60;
/// Days after its date of printing beyond which an issue that was never signed for the press is not
/// worked on any more.
const FORGOTTEN: i64 = 400;

/// How far an issue has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It is not signed for the press.
    Editing,
    /// It is signed for the press, and the day of printing is not over.
    Signed,
    /// It is printed; samples or copies are still to be sent.
    Printed,
    /// Nothing is left to be done.
    Done,
    /// It was never signed for the press, and its date has long passed: nobody works on it.
    Lapsed,
}

impl Standing {
    /// Its name, by which the locales know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Editing => "editing",
            Self::Signed => "signed",
            Self::Printed => "printed",
            Self::Done => "done",
            Self::Lapsed => "lapsed",
        }
    }

    /// Whether the issue is open.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Lapsed)
    }
}

/// How the copies of an issue stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Copies {
    /// How many there are.
    pub all: usize,
    /// How many were taken by a mail server.
    pub sent: usize,
    /// How many are still to be mailed.
    pub waiting: usize,
    /// How many nobody knows of whether they were taken, or were refused.
    pub unsettled: usize,
    /// How many go to somebody without an address.
    pub by_hand: usize,
}

impl Copies {
    fn of(lines: &[Line]) -> Self {
        let count = |names: &[&str]| lines.iter().filter(|own| names.contains(&own.state)).count();
        Self {
            all: lines.len(),
            sent: count(&["sent"]),
            waiting: count(&["waiting", "deferred", "unsent", "begun"]),
            unsettled: count(&["unknown", "handing", "refused"]),
            by_hand: count(&["no-address"]),
        }
    }

    /// Whether mailing has begun.
    fn has_begun(self) -> bool {
        self.sent + self.unsettled > 0
    }
}

/// How the copies of an issue stand; nothing without a list of recipients.
pub fn copies(project: &Project, publication: &Publication, issue: &str) -> Option<Copies> {
    let lines = lines(project, publication, issue).ok()?;
    (!lines.is_empty()).then(|| Copies::of(&lines))
}

/// How far an issue has come on a day: by its ledger, by its date of printing, by the delivery ledger.
///
/// Signed for the press it is printed when the day of printing is over. It is done when all copies
/// that were being mailed are with their readers or, where none was ever mailed, when its samples
/// are due; at the latest two months after printing. An issue that was never signed has lapsed 400
/// days after its date, or two months after it where nobody has signed anything in it and a newer one
/// has been begun.
pub fn standing(
    project: &Project,
    publication: &Publication,
    issue: &str,
    today: Date,
) -> Standing {
    let mut unheard = Findings::default();
    let date = load_issue(project, issue, &mut unheard).map(|issue| issue.value.date);
    let ledger = Ledger::read(project, &Folder::issue(project, issue), &mut unheard);
    let Some(date) = date else { return Standing::Editing };
    let since = today.days() - date.days();
    if ledger.as_ref().is_none_or(|ledger| ledger.press().is_err()) {
        let touched = ledger.is_none_or(|ledger| !ledger.entries.is_empty());
        let newest = project.issue_ids().pop().is_some_and(|newest| newest == issue);
        let limit = if touched || newest { FORGOTTEN } else { LATEST };
        return if since > limit { Standing::Lapsed } else { Standing::Editing };
    }
    if since <= 0 {
        return Standing::Signed;
    }
    let samples = Schedule::of(&publication.calendar, issue, date).due(Due::Samples);
    let open = match copies(project, publication, issue).filter(|own| own.has_begun()) {
        Some(copies) => copies.waiting + copies.unsettled > 0,
        None => samples.is_some_and(|due| today <= due),
    };
    if open && since <= LATEST { Standing::Printed } else { Standing::Done }
}

/// The open issues, oldest first, with how far each has come.
///
/// Where `publication.yml` cannot be read, every issue counts as open: nothing is known of them.
pub fn open_issues(project: &Project, today: Date) -> Vec<(String, Standing)> {
    let publication = load_publication(project, &mut Findings::default());
    let named = project.issue_ids().into_iter().filter(|id| issue_number(id).is_some());
    let told = named.map(|id| {
        let standing = publication
            .as_ref()
            .map_or(Standing::Editing, |own| standing(project, &own.value, &id, today));
        (id, standing)
    });
    told.filter(|(_, standing)| standing.is_open()).collect()
}
