//! Mails as files, for offices that send by hand: one `.eml` for each copy, a draft that a mail
//! program opens and sends.

use std::path::{Path, PathBuf};

use super::mail::compose::MailRoom;
use super::mail::queue::Queue;
use crate::diagnostic::Failure;
use crate::fs::write_private;

/// Writes a mail for every copy of the queue; gives the files.
///
/// # Errors
/// [`Failure::Stopped`] when a copy is not what it was; [`Failure::Machine`].
pub fn write(folder: &Path, desk: &MailRoom<'_>, queue: &Queue) -> Result<Vec<PathBuf>, Failure> {
    let slug = &desk.assembly.publication.slug;
    let mut files = Vec::new();
    for job in &queue.jobs {
        let name = format!("{slug}-{}-{:04}.eml", desk.assembly.id, job.recipient.number);
        let path = folder.join(name);
        write_private(&path, &desk.compose(job, &queue.copies, true)?)?;
        files.push(path);
    }
    Ok(files)
}
