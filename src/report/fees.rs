//! 稿酬 of an issue: basic fees by characters, pictures, copies printed, minimum, rounding, tax; per
//! contributor. The form of the rules follows 《使用文字作品支付报酬办法》 (2014): basic fees by the
//! thousand characters, up to 500 as half a thousand, more as a whole one; fees by the copies printed
//! (印数稿酬) as a percentage of the basic fee for every thousand copies.

use rust_decimal::Decimal;

use super::people::People;
use super::points::is_about;
use super::rounded;
use super::rules;
use super::works::{Work, works};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::publication::{
    Amount, Characters, Document, FeeRule, Fees, Project, Publication, Tax, Units, load_issue,
    load_publication,
};

/// Copies that 印数稿酬 is reckoned by.
const COPIES: u32 = 1000;
/// Characters that count as one unit of payment, and as half of one.
const THOUSAND: [usize; 2] = [1000, 500];

/// What somebody is paid for one contribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// The name of its section.
    pub section: String,
    /// What it is for: `text` or `pictures`.
    pub kind: &'static str,
    /// Characters that were counted; pictures.
    pub count: usize,
    /// Thousands of characters that are paid, halves included.
    pub thousands: Decimal,
    /// The basic fee of the whole article, yuan.
    pub basic: Decimal,
    /// The fee by copies of the whole article, yuan.
    pub copies: Decimal,
    /// Among how many it is shared.
    pub among: usize,
    /// What this person is paid, yuan.
    pub amount: Decimal,
    /// The line of `publication.yml` that it goes by.
    pub rule: Place,
}

/// What somebody is paid for an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    /// The name.
    pub name: String,
    /// The units that the articles name, by their full names.
    pub units: Vec<String>,
    /// For what.
    pub items: Vec<Item>,
    /// All of it, yuan.
    pub amount: Decimal,
    /// What is withheld, yuan.
    pub tax: Decimal,
}

impl Pay {
    /// What is paid out, yuan.
    pub fn net(&self) -> Decimal {
        self.amount - self.tax
    }
}

/// The fees of an issue.
#[derive(Debug)]
pub struct Paid {
    /// The name of the periodical.
    pub publication: String,
    /// The issue.
    pub issue: String,
    /// Its label: 2026年第1期.
    pub label: String,
    /// The date of printing.
    pub date: crate::publication::Date,
    /// The name of the tax, if one is withheld.
    pub tax: Option<String>,
    /// Who is paid, in the order in which they come.
    pub people: Vec<Pay>,
    /// The units, and who is who in them.
    pub units: Units,
    /// What ought to be looked at.
    pub findings: Findings,
}

/// Reckons the fees of an issue.
///
/// # Errors
/// The findings `fees-none` if there are no rules, those of the rules, of an issue that cannot be read.
pub fn fees(project: &Project, id: &str) -> Result<Paid, Failure> {
    let mut findings = Findings::default();
    let document = load_publication(project, &mut findings);
    let issue = load_issue(project, id, &mut findings);
    let mut findings = findings.settle()?;
    let (Some(document), Some(issue)) = (document, issue) else {
        return Err(Failure::Stopped(findings));
    };
    let Some(fees) = &document.value.fees else {
        return Err(Finding::stop("fees-none").at(document.places.value("")).into());
    };
    findings.extend(rules::fees(&document));
    let mut findings = findings.settle()?;
    let units = Units::read(project)?;
    let desk = Desk { document: &document, fees, units: &units, run: issue.value.run };
    let (mut people, mut who): (Vec<Pay>, _) = (Vec::new(), People::new(&units));
    for mut work in works(project, id, &issue.value)? {
        who.of_work(&mut work);
        desk.text(&work, &mut people, &mut findings);
        desk.pictures(&work, &mut people);
    }
    findings.extend(who.findings());
    people.retain(|own| !fees.unpaid.iter().any(|name| units.is(&own.name, name)));
    for own in &mut people {
        own.amount = own.items.iter().map(|item| item.amount).sum();
        own.tax = fees.tax.as_ref().map_or(Decimal::ZERO, |tax| withheld(tax, own.amount));
    }
    people.retain(|own| !own.amount.is_zero());
    Ok(Paid {
        publication: document.value.name.clone(),
        issue: id.to_owned(),
        label: issue.value.label(),
        date: issue.value.date,
        tax: fees.tax.as_ref().map(|tax| tax.name.clone()),
        people,
        units,
        findings,
    })
}

struct Desk<'a> {
    document: &'a Document<Publication>,
    fees: &'a Fees,
    units: &'a Units,
    /// How many copies are printed.
    run: u32,
}

impl Desk<'_> {
    /// Adds what the authors of a work are paid for its text.
    fn text(&self, work: &Work, people: &mut Vec<Pay>, findings: &mut Findings) {
        let authors = &work.about.authors;
        if authors.is_empty() {
            return;
        }
        let about = |rule: &FeeRule| is_about((&rule.sections, &rule.kinds, &rule.ranks), work);
        let Some(at) = self.fees.articles.iter().position(about) else {
            let finding = Finding::warn("fees-unmatched").at(Place::file(&work.file));
            return findings.push(finding.with("title", &work.title));
        };
        let rule = &self.fees.articles[at];
        let count = match self.fees.count {
            Characters::Set => work.tally.set,
            Characters::Printed => work.tally.characters,
            Characters::Han => work.tally.han,
        };
        let thousands = thousands(count);
        let basic = match (rule.each, rule.per_thousand) {
            (Some(each), _) => each.0,
            (None, Some(price)) => price.0 * thousands,
            (None, None) => Decimal::ZERO,
        };
        let copies = self.by_copies(basic);
        let least = self.fees.minimum.map_or(Decimal::ZERO, |least| least.0);
        let whole = self.round((basic + copies).max(least));
        let item = |amount| Item {
            article: work.id.clone(),
            title: work.title.clone(),
            section: work.section.clone(),
            kind: "text",
            count,
            thousands,
            basic,
            copies,
            among: authors.len(),
            amount,
            rule: self.document.places.value(&format!("/fees/articles/{at}")),
        };
        for (own, amount) in authors.iter().zip(shares(whole, authors.len())) {
            self.add(people, (&own.name, own.unit.as_deref()), item(amount));
        }
    }

    /// Adds what is paid for the pictures of a work: to those who took them, else to its authors.
    fn pictures(&self, work: &Work, people: &mut Vec<Pay>) {
        let authors = work.about.authors.iter();
        let authors: Vec<_> = authors.map(|own| (own.name.as_str(), own.unit.as_deref())).collect();
        let photographers = work.about.photographers.iter().map(|name| (name.as_str(), None));
        let photographers: Vec<_> = photographers.collect();
        let whose = if photographers.is_empty() { &authors } else { &photographers };
        let count = work.tally.pictures;
        let basic = self.fees.picture.0 * Decimal::from(count);
        if basic.is_zero() {
            return;
        }
        for (who, amount) in whose.iter().zip(shares(self.round(basic), whose.len())) {
            let item = Item {
                article: work.id.clone(),
                title: work.title.clone(),
                section: work.section.clone(),
                kind: "pictures",
                count,
                thousands: Decimal::ZERO,
                basic,
                copies: Decimal::ZERO,
                among: whose.len(),
                amount,
                rule: self.document.places.value("/fees/picture"),
            };
            self.add(people, *who, item);
        }
    }

    /// Adds what somebody is paid for.
    fn add(&self, people: &mut Vec<Pay>, (name, unit): (&str, Option<&str>), item: Item) {
        let at = people.iter().position(|own| own.name == name).unwrap_or(people.len());
        if at == people.len() {
            people.push(Pay {
                name: name.to_owned(),
                units: Vec::new(),
                items: Vec::new(),
                amount: Decimal::ZERO,
                tax: Decimal::ZERO,
            });
        }
        let own = &mut people[at];
        own.items.push(item);
        let unit = unit.map(|unit| self.units.full(unit));
        if let Some(unit) = unit.filter(|unit| !own.units.iter().any(|known| known == unit)) {
            own.units.push(unit.to_owned());
        }
    }

    /// 印数稿酬 of a basic fee.
    fn by_copies(&self, basic: Decimal) -> Decimal {
        let percent = self.fees.print_run.map_or(Decimal::ZERO, |own| own.0);
        let thousands = Decimal::from(self.run.div_ceil(COPIES));
        rounded(basic * percent / Decimal::ONE_HUNDRED * thousands, 2)
    }

    /// An amount rounded as the rules say, a half up; to the fen by itself.
    fn round(&self, amount: Decimal) -> Decimal {
        let step = self.fees.round_to.map(|Amount(step)| step).filter(|step| !step.is_zero());
        match step {
            Some(step) => rounded(amount / step, 0) * step,
            None => rounded(amount, 2),
        }
    }
}

/// Thousands of characters: up to 500 count as half of one, more as a whole one.
fn thousands(count: usize) -> Decimal {
    let [whole, half] = THOUSAND;
    let (full, rest) = (count / whole, count % whole);
    let more = match rest {
        0 => Decimal::ZERO,
        rest if rest <= half => Decimal::new(5, 1),
        _ => Decimal::ONE,
    };
    Decimal::from(full) + more
}

/// An amount in equal shares, to the fen; what is left over goes to the first.
fn shares(whole: Decimal, among: usize) -> Vec<Decimal> {
    let count = Decimal::from(among.max(1));
    let share = (whole / count).trunc_with_scale(2);
    let mut shares = vec![share; among];
    if let Some(first) = shares.first_mut() {
        *first += whole - share * count;
    }
    shares
}

/// What is withheld from an amount, yuan to the fen.
pub fn withheld(tax: &Tax, amount: Decimal) -> Decimal {
    let fits = |limit: Option<Amount>| limit.is_none_or(|limit| amount <= limit.0);
    let Some(step) = tax.steps.iter().find(|step| fits(step.up_to)) else { return Decimal::ZERO };
    let percent = |Amount(value): Amount| value / Decimal::ONE_HUNDRED;
    let share = step.share_percent.map_or(Decimal::ONE, percent);
    let income = amount - step.deduct.0 - amount * percent(step.deduct_percent);
    let due = income.max(Decimal::ZERO) * share * percent(step.rate) - step.quick.0;
    rounded(due.max(Decimal::ZERO), 2)
}

/// All that is paid and withheld.
pub fn total(people: &[Pay]) -> (Decimal, Decimal) {
    people.iter().fold((Decimal::ZERO, Decimal::ZERO), |(amount, tax), own| {
        (amount + own.amount, tax + own.tax)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_are_begun_by_halves() {
        for (count, wanted) in [
            (0, "0"),
            (1, "0.5"),
            (500, "0.5"),
            (501, "1"),
            (1000, "1"),
            (1001, "1.5"),
            (2600, "3"),
        ] {
            assert_eq!(thousands(count), decimal(wanted), "{count}");
        }
    }

    #[test]
    fn shares_add_up_to_the_whole() {
        assert_eq!(shares(decimal("100"), 3), ["33.34", "33.33", "33.33"].map(decimal));
        assert_eq!(shares(decimal("0.01"), 2), ["0.01", "0.00"].map(decimal));
        assert!(shares(decimal("5"), 0).is_empty());
    }

    #[test]
    fn tax_goes_by_the_first_step_that_fits() {
        // 劳务报酬: 800 yuan free, above 4,000 a fifth; 20 %, above 25,000 of income 30 % less 2,000.
        let tax: Tax = serde_yaml::from_str(
            "{name: 劳务, steps: [{up_to: 4000, deduct: 800, rate: 20}, \
             {up_to: 25000, deduct_percent: 20, rate: 20}, {deduct_percent: 20, rate: 30, quick: 2000}]}",
        )
        .unwrap();
        for (amount, wanted) in [
            ("500", "0"),
            ("800", "0"),
            ("1000", "40"),
            ("4000", "640"),
            ("5000", "800"),
            ("30000", "5200"),
        ] {
            assert_eq!(withheld(&tax, decimal(amount)), decimal(wanted), "{amount}");
        }
    }
}
