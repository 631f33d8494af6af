//! Faults of the program itself, or of a library under it, while it handles one file.
//!
//! Such a fault is a panic. [`naming`] attaches the file in hand, as close to the work as that is
//! known; [`contained`] catches it at the edge of a command and turns it into
//! [`Failure::Internal`]. In between it unwinds through every caller and every thread, so nothing
//! that was begun is written.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Failure;

/// The message of the last panic and its place in the source code.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// The payload of a panic that knows the file in hand.
struct Fault {
    file: String,
    reason: String,
}

/// Keeps panics from being printed: they are reported as a failure, in the user's language.
pub fn silence() {
    panic::set_hook(Box::new(note));
}

fn note(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
    let text = words(info.payload()) + &place.unwrap_or_default();
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
}

/// Does some work with a file in hand. A panic passes through and takes the file along, unless work
/// inside this has already named one.
pub fn naming<T>(file: impl Into<String>, work: impl FnOnce() -> T) -> T {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done,
        Err(payload) => panic::resume_unwind(Box::new(fault(file.into(), payload))),
    }
}

/// Does some work and turns a panic into a failure that names the file in hand: the one that
/// [`naming`] attached, else `file`.
///
/// # Errors
/// [`Failure::Internal`].
pub fn contained<T>(
    file: impl Into<String>,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let Fault { file, reason } = fault(file.into(), payload);
        Err(Failure::Internal { file, reason })
    })
}

/// The fault that a panic carries, or a new one for a file.
fn fault(file: String, payload: Box<dyn Any + Send>) -> Fault {
    match payload.downcast::<Fault>() {
        Ok(known) => *known,
        Err(payload) => {
            let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
            Fault { file, reason: last.unwrap_or_else(|| words(&*payload)) }
        }
    }
}

/// The message of a panic.
fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "panic".to_owned())
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    fn internal(result: Result<(), Failure>) -> (String, String) {
        match result {
            Err(failure @ Failure::Internal { .. }) => {
                assert_eq!(failure.status(), 4);
                let Failure::Internal { file, reason } = failure else { unreachable!() };
                (file, reason)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_panic_becomes_a_failure_that_names_the_file_in_hand() {
        let (file, reason) = internal(contained("a.jpg", || panic!("out of range")));
        assert_eq!(file, "a.jpg");
        assert!(reason.contains("out of range"), "{reason}");
        assert!(contained("a.jpg", || Ok(7)).is_ok_and(|seven| seven == 7));
        assert!(matches!(
            contained("a.jpg", || Err::<(), _>(Failure::Reported)),
            Err(Failure::Reported)
        ));
    }

    #[test]
    fn the_innermost_name_counts_also_from_another_core() {
        let work = || {
            let files = ["a.svg", "b.svg", "c.svg"];
            files.par_iter().for_each(|file| {
                naming(*file, || assert!(*file != "b.svg", "unlucky"));
            });
            Ok(())
        };
        let (file, _) = internal(contained("issues/2026-01", || naming("layout", work)));
        assert_eq!(file, "b.svg");
    }
}
