//! What keeps a mail server from taking any mail at all, and what is said of it.

use crate::diagnostic::Finding;

/// Why no copy goes out any more: what is wrong does not concern one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The server cannot be reached, or does not want to talk now.
    Away(String),
    /// Its certificate is not to be trusted, or it offers no encryption.
    Insecure(String),
    /// It does not accept name and password.
    Login(String),
    /// It takes no mail from this sender.
    Sender(String),
    /// It takes no mail from this sender for now.
    Busy(String),
    /// It refused the first copies of a run, all in the same words.
    Same(String),
    /// It says of a mail that it is too large.
    Size {
        /// Copy number.
        number: u32,
        /// The mail, bytes.
        bytes: usize,
        /// What the server said.
        reason: String,
    },
    /// Mails are larger than it says it takes.
    Limit {
        /// Copy numbers, in their order.
        numbers: Vec<u32>,
        /// The largest of the mails, bytes.
        bytes: usize,
        /// The largest mail that the server takes, bytes.
        limit: usize,
    },
}

impl Trouble {
    /// Whether it may be over after a while.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Away(_) | Self::Busy(_))
    }

    /// The finding that stops the work on account of it.
    pub fn finding(&self, server: &str) -> Finding {
        let because = |rule, reason: &str| Finding::stop(rule).with("reason", reason);
        let finding = match self {
            Self::Away(reason) => because("mail-away", reason),
            Self::Insecure(reason) => because("mail-insecure", reason),
            Self::Login(reason) => because("mail-login", reason),
            Self::Sender(reason) => because("mail-sender", reason),
            Self::Busy(reason) => because("mail-busy", reason),
            Self::Same(reason) => because("mail-same", reason),
            Self::Size { number, bytes, reason } => {
                let finding = because("mail-size", reason).with("number", number);
                finding.with("size", hundredths(bytes.saturating_mul(100).div_ceil(MEGABYTE)))
            }
            Self::Limit { numbers, bytes, limit } => Finding::stop("mail-limit")
                .with("numbers", spans(numbers))
                .with("size", hundredths(bytes.saturating_mul(100).div_ceil(MEGABYTE)))
                .with("limit", hundredths(limit.saturating_mul(100) / MEGABYTE)),
        };
        finding.with("server", server)
    }
}

const MEGABYTE: usize = 1 << 20;

/// A number of hundredths as a decimal.
fn hundredths(count: usize) -> String {
    format!("{}.{:02}", count / 100, count % 100)
}

/// Numbers that rise, those that follow each other as `first-last`.
fn spans(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let texts: Vec<String> = runs
        .filter_map(|run| Some((run.first()?, run.last()?)))
        .map(
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first}-{last}") }
            },
        )
        .collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_named_by_their_spans() {
        assert_eq!(spans(&[1, 2, 3, 5, 8, 9]), "1-3, 5, 8-9");
        assert_eq!(spans(&[7]), "7");
    }

    #[test]
    fn a_mail_that_is_too_large_never_looks_as_if_it_were_not() {
        for limit in [1000, MEGABYTE, 5 * MEGABYTE, 5_242_881, 20_000_000] {
            let trouble = Trouble::Limit { numbers: vec![1], bytes: limit + 1, limit };
            let values = trouble.finding("server").args;
            let of = |key: &str| -> f64 { values[key].parse().unwrap() };
            assert!(of("size") > of("limit"), "{values:?}");
        }
    }
}
