//! iCalendar (RFC 5545): days as events of whole days, which every calendar shows.
//!
//! An event has the same identifier whenever it is written, so that a calendar which takes the file
//! again moves it instead of adding another. The stamp is the day on which it was asked for.

use crate::publication::Date;
use neikan_base::hash::sha256;

/// An event of a whole day.
#[derive(Debug, Clone)]
pub struct Event {
    /// What it is, for its identifier: never shown, the same in every language.
    pub of: Vec<String>,
    /// The day.
    pub date: Date,
    /// Its heading.
    pub summary: String,
    /// What there is to say.
    pub description: String,
}

/// The octets of a line before it is folded (section 3.1).
const LINE: usize = 75;

/// Events as a calendar file; `name` is that of the calendar, `source` of what it comes from.
pub fn calendar(name: &str, source: &str, today: Date, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(&folded(text));
        out.push_str("\r\n");
    };
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(&format!("PRODID:-//neikan//{}//ZH", env!("CARGO_PKG_VERSION")));
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        let parts: Vec<&str> =
            std::iter::once(source).chain(event.of.iter().map(String::as_str)).collect();
        let uid = sha256(parts.join("\n").as_bytes());
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@neikan.invalid", &uid[..32]));
        line(&format!("DTSTAMP:{}T000000Z", compact(today)));
        line(&format!("DTSTART;VALUE=DATE:{}", compact(event.date)));
        line(&format!("DTEND;VALUE=DATE:{}", compact(event.date.plus(1))));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        if !event.description.is_empty() {
            line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        }
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A text as a value (section 3.3.11): control characters other than line ends cannot stand in one.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line folded so that none is longer than 75 octets, and no character is parted.
fn folded(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event(summary: &str) -> Event {
        Event {
            of: vec!["2026-01".to_owned(), "copy".to_owned()],
            date: "2026-02-28".parse().unwrap(),
            summary: summary.to_owned(),
            description: "一；二, 三;\\\n四".to_owned(),
        }
    }

    #[test]
    fn an_event_lasts_a_day_and_keeps_its_identifier() {
        let day = |text: &str| text.parse().unwrap();
        let own = calendar("名", "slug", day("2026-01-01"), &[event("稿件截止")]);
        assert!(own.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"));
        assert!(own.contains("DESCRIPTION:一；二\\, 三\\;\\\\\\n四\r\n"), "{own}");
        let uid = |text: &str| {
            text.lines().find_map(|line| line.strip_prefix("UID:").map(str::to_owned)).unwrap()
        };
        let later = calendar("名", "slug", day("2026-01-09"), &[event("Copy due")]);
        assert_eq!(uid(&own), uid(&later));
        let other = calendar("名", "other", day("2026-01-01"), &[event("稿件截止")]);
        assert_ne!(uid(&own), uid(&other));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_they_were(text in "\\PC{0,200}") {
            let own = calendar("n", "s", "2026-01-01".parse().unwrap(), &[event(&text)]);
            for line in own.split("\r\n") {
                prop_assert!(line.len() <= LINE && !line.contains(['\r', '\n']), "{line}");
            }
            let unfolded = own.replace("\r\n ", "");
            let wanted = format!("SUMMARY:{}\r\n", escaped(&text));
            prop_assert!(unfolded.contains(&wanted));
        }
    }
}
