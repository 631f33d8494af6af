//! Reports: what contributions counted for in a period ([`contributions`]), and what is paid for those of
//! an issue ([`fees`]).
//!
//! Both go by rules in `publication.yml`, which are first held against each other ([`rules`]); then the
//! works are read from the issues ([`works`]), it is settled who is who in them ([`people`]), and everything that counts becomes one entry with the rule
//! that it counts by ([`points`]), so that each sum can be traced. [`workbook`] and [`notice`] write the
//! results for others.

pub mod charts;
pub mod contributions;
pub mod fees;
pub mod notice;
pub mod outside;
pub mod people;
pub mod period;
pub mod points;
pub mod quality;
pub mod rules;
pub mod table;
pub mod workbook;
pub mod works;

use rust_decimal::{Decimal, RoundingStrategy};

/// A number as it is shown: no zeros at its end.
pub fn shown(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A number rounded to some decimals; a half goes up.
fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}
