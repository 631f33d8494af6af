//! The plan of a year: which numbers it has, and when each is printed.

use super::Workdays;
use super::frequency::Frequency;
use crate::publication::{Calendar, Date, PlannedIssue, Printing};

/// Why a year cannot be planned by a rule; the names of what it is about are those of the calendar's
/// keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unplannable {
    /// The frequency says nothing of days: it is irregular, or daily.
    Frequency,
    /// There must be so many months.
    Months(usize),
    /// There must be so many days of the month.
    Days(usize),
}

/// The numbers of a year with their dates of printing, which are days that are worked.
///
/// A number that appears once in some months is printed in the last of them; `printing` says
/// otherwise. A day that is off gives way to the working day before it, or after it where that is in
/// another month.
///
/// # Errors
/// [`Unplannable`].
pub fn numbers(
    year: u16,
    frequency: &str,
    printing: &Printing,
    calendar: &Calendar,
) -> Result<Vec<(u16, Date)>, Unplannable> {
    let frequency = Frequency::of(frequency).ok_or(Unplannable::Frequency)?;
    let days = match frequency {
        Frequency::Months(count) => {
            let every = 12 / count;
            let usual = (1..=count).map(|number| (number * every) as u8).collect();
            let months =
                chosen(&printing.months, usual, usize::from(count)).map_err(Unplannable::Months)?;
            let days = chosen(&printing.days, vec![15], 1).map_err(Unplannable::Days)?;
            in_months(year, &months, &days)
        }
        Frequency::InMonth(count) => {
            let usual = if count == 2 { vec![10, 25] } else { vec![5, 15, 25] };
            let days =
                chosen(&printing.days, usual, usize::from(count)).map_err(Unplannable::Days)?;
            in_months(year, &(1..=12).collect::<Vec<u8>>(), &days)
        }
        Frequency::Weeks(every) => in_weeks(year, printing.weekday.unwrap_or(5), every),
        Frequency::Daily => return Err(Unplannable::Frequency),
    };
    let workdays = Workdays(calendar);
    let days = days.into_iter().map(|day| {
        let before = workdays.before(day);
        if before.month == day.month { before } else { workdays.after(day) }
    });
    Ok((1..).zip(days).collect())
}

/// What was asked for, sorted, or what is usual; as many as there must be.
fn chosen(asked: &[u8], usual: Vec<u8>, count: usize) -> Result<Vec<u8>, usize> {
    if asked.is_empty() {
        return Ok(usual);
    }
    let mut own = asked.to_vec();
    own.sort_unstable();
    own.dedup();
    if own.len() == count { Ok(own) } else { Err(count) }
}

fn in_months(year: u16, months: &[u8], days: &[u8]) -> Vec<Date> {
    let all = months.iter().flat_map(|month| days.iter().map(move |day| (*month, *day)));
    all.map(|(month, day)| {
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let last = Date { year: next.0, month: next.1, day: 1 }.plus(-1);
        Date { year, month, day: day.min(last.day) }
    })
    .collect()
}

/// Every so many weeks on a day of the week, from the first one in the year.
fn in_weeks(year: u16, weekday: u8, every: u16) -> Vec<Date> {
    let new_year = Date { year, month: 1, day: 1 };
    let ahead = (i64::from(weekday) - i64::from(new_year.weekday())).rem_euclid(7);
    let days = (0..).map(|number: i64| new_year.plus(ahead + number * 7 * i64::from(every)));
    days.take_while(|day| day.year == year).collect()
}

/// The entries of a plan, with total numbers that go on from the last one before; nothing is entered
/// for an issue that has been begun, whose own `issue.yml` says when it is printed.
pub fn entries(
    year: u16,
    numbers: &[(u16, Date)],
    before: Option<u32>,
    begun: &[(u16, Option<u32>)],
) -> Vec<PlannedIssue> {
    let mut total = before;
    let mut out = Vec::new();
    for (number, date) in numbers {
        if let Some((_, own)) = begun.iter().find(|(known, _)| known == number) {
            total = own.or(total.map(|total| total + 1));
            continue;
        }
        total = total.map(|total| total + 1);
        out.push(PlannedIssue {
            issue: format!("{year}-{number:02}"),
            date: *date,
            total,
            deadlines: Default::default(),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(year: u16, frequency: &str, printing: &str) -> Result<Vec<String>, Unplannable> {
        let printing: Printing = serde_yaml::from_str(printing).unwrap();
        let numbers = numbers(year, frequency, &printing, &Calendar::default())?;
        Ok(numbers.iter().map(|(number, date)| format!("{number} {date}")).collect())
    }

    #[test]
    fn issues_are_printed_on_working_days() {
        let own = planned(2026, "双月刊", "days: [5]").unwrap();
        let wanted = [
            "1 2026-02-05",
            "2 2026-04-03",
            "3 2026-06-05",
            "4 2026-08-05",
            "5 2026-10-08",
            "6 2026-12-04",
        ];
        assert_eq!(own, wanted);
        let own = planned(2026, "季刊", "months: [1, 4, 7, 10]\ndays: [31]").unwrap();
        assert_eq!(own, ["1 2026-01-30", "2 2026-04-30", "3 2026-07-31", "4 2026-10-30"]);
    }

    #[test]
    fn every_frequency_with_a_rule_has_its_numbers() {
        for (frequency, most) in
            [("年刊", 1), ("半年刊", 2), ("月刊", 12), ("半月刊", 24), ("旬刊", 36), ("周刊", 52)]
        {
            assert_eq!(planned(2026, frequency, "{}").unwrap().len(), most, "{frequency}");
        }
        assert_eq!(planned(2026, "双周刊", "weekday: 1").unwrap().len(), 26);
        assert_eq!(planned(2026, "不定期", "{}"), Err(Unplannable::Frequency));
        assert_eq!(planned(2026, "日刊", "{}"), Err(Unplannable::Frequency));
        assert_eq!(planned(2026, "季刊", "months: [1, 2]"), Err(Unplannable::Months(4)));
        assert_eq!(planned(2026, "半月刊", "days: [1]"), Err(Unplannable::Days(2)));
    }

    #[test]
    fn total_numbers_go_on() {
        let date = Date { year: 2026, month: 1, day: 15 };
        let numbers = [(1, date), (2, date.plus(30)), (3, date.plus(60))];
        let totals = |own: Vec<PlannedIssue>| {
            own.into_iter().map(|own| (own.issue, own.total)).collect::<Vec<_>>()
        };
        let own = totals(entries(2026, &numbers, Some(60), &[]));
        assert_eq!(own[2], ("2026-03".to_owned(), Some(63)));
        let own = totals(entries(2026, &numbers, None, &[(1, Some(61))]));
        assert_eq!(own, [("2026-02".to_owned(), Some(62)), ("2026-03".to_owned(), Some(63))]);
    }
}
