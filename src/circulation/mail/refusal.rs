//! Whom the refusal of a mail server concerns: one recipient, or every mail of this sender.
//!
//! SMTP says so by the command that is refused (RFC 5321, 4.2 and 4.3.2) and by the enhanced status
//! code that most servers put before their words (RFC 2034, RFC 3463).

/// What an answer is the answer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// MAIL, which names the sender.
    Sender,
    /// RCPT, which names the recipient.
    Recipient,
    /// DATA, and the mail after it.
    Mail,
}

/// Whom a refusal concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// This copy alone.
    Copy,
    /// Every mail of this sender.
    Sender,
    /// Every mail of this sender, for now.
    Busy,
    /// Every mail that is as large.
    Size,
}

/// Replies that want a login or do not accept one (RFC 4954, 6).
const LOGIN: [u16; 4] = [530, 534, 535, 538];
/// The reply to a mail that is too large, and to a mailbox that is full (RFC 1870, 6; RFC 5321).
const STORAGE: u16 = 552;

/// Says whom a refusal concerns: a reply code, with the words after it.
pub fn concern(step: Step, code: u16, words: &str) -> Concern {
    let status = words.split_whitespace().next().and_then(|word| status(code, word));
    if code < 500 {
        return if step == Step::Sender { Concern::Busy } else { Concern::Copy };
    }
    match status {
        // Message too big for system, message length exceeds administrative limit.
        Some((3, 4) | (2, 3)) => Concern::Size,
        // Security or policy: what this sender may do.
        Some((7, _)) => Concern::Sender,
        // Mailbox full: that of the recipient, while others have room, or the sender's own.
        Some((2, 2)) if step != Step::Sender => Concern::Copy,
        Some((2, 2)) => Concern::Sender,
        _ if code == STORAGE => Concern::Size,
        _ if step == Step::Sender || LOGIN.contains(&code) => Concern::Sender,
        _ => Concern::Copy,
    }
}

/// Subject and detail of an enhanced status code whose class agrees with the reply code.
fn status(code: u16, word: &str) -> Option<(u16, u16)> {
    let mut parts = word.split('.').map(|part| part.parse::<u16>().ok());
    let (class, subject, detail) = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && class == code / 100).then_some((subject, detail))
}

/// The part of a refusal that does not differ from mail to mail: without the local part of the
/// recipient's address, and without words that hold digits, such as identifiers and times. The
/// codes at the beginning stay.
pub fn gist(reply: &str, recipient: &str) -> String {
    let local = recipient.split('@').next().unwrap_or_default();
    let code = reply.split_whitespace().next().and_then(|code| code.parse().ok()).unwrap_or(0);
    let kept = reply.split_whitespace().enumerate().filter(|(index, word)| match index {
        0 => true,
        1 if status(code, word).is_some() => true,
        _ => {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            !word.contains(|c: char| c.is_ascii_digit()) && !bare.eq_ignore_ascii_case(local)
        }
    });
    kept.map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_concerns_one_copy_or_all() {
        use Concern::{Busy, Copy, Sender, Size};
        use Step::{Mail, Recipient};
        for (step, reply, wanted) in [
            (Step::Sender, "550 sender rejected", Sender),
            (Step::Sender, "553 Mail from must equal authorized user", Sender),
            (Step::Sender, "501 5.1.7 bad sender address", Sender),
            (Step::Sender, "552 5.2.2 your mailbox is full", Sender),
            (Step::Sender, "552 too much", Size),
            (Step::Sender, "552 5.3.4 message too big", Size),
            (Step::Sender, "550 5.2.3 too long", Size),
            (Step::Sender, "451 4.7.1 too many mails", Busy),
            (Step::Sender, "452 4.3.1 insufficient storage", Busy),
            (Step::Sender, "421 closing", Busy),
            (Recipient, "550 5.7.1 relay access denied", Sender),
            (Recipient, "554 5.7.28 policy", Sender),
            (Recipient, "530 authentication required", Sender),
            (Recipient, "550 5.1.1 no such user", Copy),
            (Recipient, "550 5.2.1 mailbox disabled", Copy),
            (Recipient, "552 5.2.2 mailbox full", Copy),
            (Recipient, "552 too much", Size),
            (Recipient, "451 4.7.1 greylisted", Copy),
            (Recipient, "451 5.7.1 classes that disagree", Copy),
            (Recipient, "550 57.1 no status", Copy),
            (Recipient, "550 5.7.1.1 no status", Copy),
            (Recipient, "550", Copy),
            (Mail, "554 5.7.1 spam", Sender),
            (Mail, "552 5.7.0 blocked content", Sender),
            (Mail, "552 message size exceeds fixed maximum", Size),
            (Mail, "552 5.3.4 too big", Size),
            (Mail, "554 5.3.4 too big", Size),
            (Mail, "554 5.6.0 content refused", Copy),
            (Mail, "554 transaction failed", Copy),
            (Mail, "451 4.3.0 later", Copy),
        ] {
            let (code, words) = reply.split_once(' ').unwrap_or((reply, ""));
            assert_eq!(concern(step, code.parse().unwrap(), words), wanted, "{step:?} {reply}");
        }
    }

    #[test]
    fn what_differs_from_mail_to_mail_is_left_out() {
        let one = gist("554 5.1.8 …: lin, DT:SPM smtp11,D8CowAB4 refused", "lin@example.org");
        let two = gist("554 5.1.8 …: he, DT:SPM smtp12,E9DpxBC5 refused", "he@example.org");
        assert_eq!(one, two);
        assert_eq!(one, "554 5.1.8 …: DT:SPM refused");
        assert_ne!(gist("550 5.1.1 no", "a@b.cn"), gist("550 5.1.2 no", "a@b.cn"));
        assert_ne!(gist("550 no", "a@b.cn"), gist("554 no", "a@b.cn"));
    }
}
