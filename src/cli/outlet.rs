//! Standard output that records whether everything was written.

use std::io::{self, ErrorKind, Write};

use super::show;
use crate::locale::Locale;

/// The exit status for errors of the system.
const MACHINE: u8 = 3;

/// Passes on what is written and remembers the first error.
pub struct Outlet<'a> {
    to: &'a mut dyn Write,
    fault: Option<String>,
}

impl<'a> Outlet<'a> {
    /// An outlet to a stream.
    pub fn new(to: &'a mut dyn Write) -> Self {
        Self { to, fault: None }
    }

    /// Turns the exit status of a command into the final one: if its report was lost, on a full
    /// disk for instance, `err` is told and the status is that of a machine error. A closed pipe is
    /// not an error.
    pub fn settle(mut self, status: u8, locale: &Locale, err: &mut dyn Write) -> u8 {
        let _ = self.flush();
        let Some(reason) = self.fault else { return status };
        let outcome = if status == 0 { "done" } else { "stopped" };
        let values = [("reason", reason), ("outcome", outcome.to_owned())];
        show::line(err, &show::say(locale, "report-lost", &values));
        MACHINE
    }

    fn note<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        let Err(reason) = &done else { return done };
        let passing = matches!(reason.kind(), ErrorKind::BrokenPipe | ErrorKind::Interrupted);
        if !passing && self.fault.is_none() {
            self.fault = Some(reason.to_string());
        }
        done
    }
}

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        self.note(flushed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_lost_report_is_told_and_a_reader_who_left_is_not() {
        let locale = Locale::new(Language::Chinese);
        for (kind, status, ended) in [
            (ErrorKind::StorageFull, 0, 3),
            (ErrorKind::StorageFull, 1, 3),
            (ErrorKind::BrokenPipe, 0, 0),
            (ErrorKind::BrokenPipe, 1, 1),
        ] {
            let (mut broken, mut err) = (Broken(kind), Vec::new());
            let mut outlet = Outlet::new(&mut broken);
            show::line(&mut outlet, "荔枝");
            assert_eq!(outlet.settle(status, &locale, &mut err), ended, "{kind}");
            assert_eq!(err.is_empty(), ended != 3, "{kind}");
        }
    }
}
