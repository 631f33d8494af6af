//! What happens on the disk to the files that pages are made from.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diagnostic::Failure;
use crate::publication::Project;

/// How often the disk is asked where the system does not tell.
const ASK: Duration = Duration::from_secs(1);

/// Calls `tell` whenever something has happened to the sources of an issue, for as long as what is
/// returned is kept.
///
/// # Errors
/// [`Failure::Machine`] where the folder of the issues cannot be watched.
pub fn watch(
    project: &Project,
    issue: &str,
    tell: impl Fn() + Send + Clone + 'static,
) -> Result<Box<dyn Watcher>, Failure> {
    let heard = move |event: notify::Result<Event>| match event {
        Ok(event) if !concerns(&event) => {}
        // A fault may hide a change.
        Ok(_) | Err(_) => tell(),
    };
    let own = RecommendedWatcher::new(heard.clone(), Config::default());
    if let Ok(mut watcher) = own
        && follow(&mut watcher, project, issue).is_ok()
    {
        return Ok(Box::new(watcher));
    }
    let polling = Config::default().with_poll_interval(ASK);
    let failed = |error: notify::Error| {
        let reason = std::io::Error::other(error);
        Failure::machine(project.issues(), reason)
    };
    let mut watcher = PollWatcher::new(heard, polling).map_err(failed)?;
    follow(&mut watcher, project, issue).map_err(failed)?;
    Ok(Box::new(watcher))
}

/// Follows the folders from which pages are made: the issue with all that is in it, what all issues
/// share, layouts and faces where the project has its own.
fn follow(watcher: &mut dyn Watcher, project: &Project, issue: &str) -> notify::Result<()> {
    let real = |path: PathBuf| path.canonicalize().unwrap_or(path);
    watcher.watch(&real(project.issues()), RecursiveMode::NonRecursive)?;
    watcher.watch(&real(project.issue(issue)), RecursiveMode::Recursive)?;
    let layouts = project.root().join("layouts");
    for folder in [project.issues().join("words"), layouts, project.fonts()] {
        if folder.is_dir() {
            watcher.watch(&real(folder), RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}

/// Whether something has happened to a source: reading is nothing, and neither is what programs write
/// for themselves.
fn concerns(event: &Event) -> bool {
    let read = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    let own = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && !name.ends_with('~') && !is_swapped(path)
    };
    !read && (event.paths.is_empty() || event.paths.iter().any(own))
}

/// Whether a file is one that an editor keeps beside the one that is open.
fn is_swapped(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ["swp", "swx", "tmp", "part", "crdownload"].iter().any(|own| ending == *own)
}
