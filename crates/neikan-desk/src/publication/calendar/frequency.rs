//! 刊期: how many numbers a year has.

/// A frequency that is known by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// So many numbers a year, each of as many months.
    Months(u16),
    /// So many numbers a month.
    InMonth(u16),
    /// A number in so many weeks.
    Weeks(u16),
    /// A number a day.
    Daily,
}

/// The names; those that contain others stand before them.
const NAMES: [(&str, Frequency); 10] = [
    ("双周刊", Frequency::Weeks(2)),
    ("双月刊", Frequency::Months(6)),
    ("半月刊", Frequency::InMonth(2)),
    ("半年刊", Frequency::Months(2)),
    ("旬刊", Frequency::InMonth(3)),
    ("周刊", Frequency::Weeks(1)),
    ("月刊", Frequency::Months(12)),
    ("季刊", Frequency::Months(4)),
    ("年刊", Frequency::Months(1)),
    ("日刊", Frequency::Daily),
];

impl Frequency {
    /// The frequency that a text names, such as `双月刊`.
    pub fn of(text: &str) -> Option<Self> {
        NAMES.iter().find(|(name, _)| text.contains(name)).map(|(_, own)| *own)
    }

    /// The most numbers that a year can have.
    pub fn most(self) -> u16 {
        match self {
            Self::Months(numbers) => numbers,
            Self::InMonth(numbers) => 12 * numbers,
            Self::Weeks(2) => 27,
            Self::Weeks(_) => 53,
            Self::Daily => 366,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_contain_others_are_themselves() {
        let most = |text| Frequency::of(text).map(Frequency::most);
        let texts = ["双周刊", "月刊", "双月刊", "半月刊", "旬刊", "周刊", "季刊（每季一期）"];
        assert_eq!(texts.map(most), [27, 12, 6, 24, 36, 53, 4].map(Some));
        assert_eq!(most("不定期"), None);
    }
}
