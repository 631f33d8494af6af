//! The table: what everybody who looks at the page sees, as it is now.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::book::Book;
use super::gate::Role;
use super::views::{self, Seen, View};
use super::words;
use crate::diagnostic::Findings;
use crate::locale::{Language, Locale};
use crate::pipeline::films::Films;
use crate::publication::Project;

/// What the program does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Busy {
    /// Pages are being set.
    #[default]
    Setting,
    /// Texts and pages are being looked through.
    Looking,
    /// Nothing.
    No,
}

/// What wakes the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Something may have changed.
    Changed,
    /// Somebody has come with a link that was used up.
    Spent,
}

/// How many bytes of drawn pages are kept.
const DRAWN: usize = 96 << 20;
/// Of how many pages the plates are kept.
const FILMS: usize = 24;
/// How many changes can be taken back.
const UNDOABLE: usize = 50;

/// A change that can be taken back.
#[derive(Debug, Clone)]
pub struct Done {
    /// The file, relative to the project.
    pub file: String,
    /// Its bytes before.
    pub before: Vec<u8>,
    /// The SHA-256 of its bytes after.
    pub after: String,
}

/// What all who look see.
#[derive(Default)]
struct State {
    /// Grows with everything that changes, from 1.
    version: u64,
    /// Grows with the pages.
    pages: u64,
    view: Option<Arc<View>>,
    /// What was found, and for which pages.
    seen: Option<(u64, Arc<Seen>)>,
    /// How often something was found.
    looks: u64,
    fault: Option<Findings>,
    busy: Busy,
    /// How often something has changed, and how much of that the program has taken up.
    asked: u64,
    taken: u64,
    ended: bool,
    done: Vec<Done>,
    drawn: Drawn,
}

/// Drawn pages by their names, those that were asked for last behind the others.
#[derive(Default)]
struct Drawn {
    pages: BTreeMap<String, Arc<[u8]>>,
    order: VecDeque<String>,
    bytes: usize,
}

impl Drawn {
    fn keep(&mut self, name: String, page: Arc<[u8]>) {
        self.bytes += page.len();
        if let Some(old) = self.pages.insert(name.clone(), page) {
            self.bytes -= old.len();
            self.order.retain(|own| *own != name);
        }
        self.order.push_back(name);
        while self.bytes > DRAWN && self.order.len() > 1 {
            let Some(first) = self.order.pop_front() else { break };
            self.bytes -= self.pages.remove(&first).map_or(0, |page| page.len());
        }
    }
}

/// What somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Of what version it was; 0 where nothing was told.
    pub version: u64,
    /// Of which pages.
    pages: u64,
    /// After how many looks.
    looks: u64,
    /// Whether there will be nothing more.
    pub ended: bool,
}

/// The plates of a page, or what keeps it off the press.
pub type Plated = Arc<Result<Films, Findings>>;

/// An e-book, or what keeps it from being made.
pub type Bound = Arc<Result<Book, Findings>>;

/// The table around which everybody sits.
pub struct Table {
    /// The project, as it is on the disk.
    pub project: Project,
    /// The issue.
    pub issue: String,
    /// Who sits here, if they have said so.
    pub name: Option<String>,
    /// The address that opens a file in an editor, with `{file}`, `{line}` and `{column}`.
    pub link: String,
    locales: [Locale; 2],
    state: Mutex<State>,
    /// The plates of pages, by the names of the pages; those that were asked for last are the last. It is
    /// held while plates are made: one page at a time takes enough of the machine.
    films: Mutex<VecDeque<(String, Plated)>>,
    /// The e-book, and for which pages; held while one is made.
    book: Mutex<Option<(u64, Bound)>>,
    changed: Condvar,
    notes: Mutex<Sender<Note>>,
}

impl Table {
    /// An empty table.
    pub fn new(
        project: Project,
        (issue, name, link): (String, Option<String>, String),
        locales: [Locale; 2],
        notes: Sender<Note>,
    ) -> Self {
        let state = Mutex::new(State { version: 1, ..State::default() });
        let (films, book) = (Mutex::default(), Mutex::default());
        let (changed, notes) = (Condvar::new(), Mutex::new(notes));
        Self { project, issue, name, link, locales, state, films, book, changed, notes }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is seen, and tells everybody.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        change(&mut state);
        state.version += 1;
        drop(state);
        self.changed.notify_all();
    }

    /// Wakes the program: a source may have changed. Until it has looked, what is seen is not current.
    pub fn wake(&self) {
        let mut state = self.state();
        let first = state.asked == state.taken;
        state.asked += 1;
        // Of a thousand changes at once the first is news.
        state.version += u64::from(first);
        drop(state);
        if first {
            self.changed.notify_all();
        }
        self.note(Note::Changed);
    }

    /// Tells the program something.
    pub fn note(&self, note: Note) {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        // Where nobody listens any more the program is ending.
        let _ = notes.send(note);
    }

    /// Says that pages are being set, of everything that has changed until now.
    pub fn setting(&self) {
        self.change(|state| {
            state.busy = Busy::Setting;
            state.taken = state.asked;
        });
    }

    /// Shows other pages.
    pub fn show(&self, view: View) {
        let before = self.state().view.clone();
        if before.as_ref().is_some_and(|before| !before.laid.shares_press(&view.laid)) {
            self.films().clear();
        }
        self.change(|state| {
            state.pages += 1;
            state.view = Some(Arc::new(view));
            state.fault = None;
            state.busy = Busy::Looking;
        });
        // To forget the pages before takes a while, in which nobody has to wait.
        drop(before);
    }

    /// Shows what was found on the pages that are shown.
    pub fn found(&self, seen: Seen) {
        self.change(|state| {
            state.seen = Some((state.pages, Arc::new(seen)));
            state.looks += 1;
            state.busy = Busy::No;
        });
    }

    /// Shows why no pages can be made; those that were made last stay.
    pub fn fail(&self, fault: Findings) {
        self.change(|state| {
            state.fault = Some(fault);
            state.busy = Busy::No;
        });
    }

    /// Says that there is nothing more to be shown.
    pub fn end(&self) {
        self.change(|state| state.ended = true);
    }

    /// The messages of a language.
    pub fn locale(&self, asked: Option<&str>) -> &Locale {
        let language = asked.and_then(Language::from_tag).unwrap_or(Language::Chinese);
        let found = self.locales.iter().find(|locale| locale.language() == language);
        found.unwrap_or(&self.locales[0])
    }

    /// The pages that are shown, and what was found on them or on those before.
    pub fn current(&self) -> (Option<Arc<View>>, Option<Arc<Seen>>) {
        let state = self.state();
        (state.view.clone(), state.seen.as_ref().map(|(_, seen)| seen.clone()))
    }

    /// Waits until something is newer than a version, for a while; gives what is seen then.
    pub fn next(&self, known: u64, patience: Duration) -> u64 {
        let state = self.state();
        let same = |state: &mut State| state.version <= known;
        let waited = self.changed.wait_timeout_while(state, patience, same);
        waited.unwrap_or_else(PoisonError::into_inner).0.version
    }

    /// What is seen and was not told yet, in words of a language.
    pub fn told(&self, role: Role, locale: &Locale, known: &mut Known) -> Value {
        let state = self.state();
        let (version, pages, looks) = (state.version, state.pages, state.looks);
        let (view, seen, fault) = (state.view.clone(), state.seen.clone(), state.fault.clone());
        let current = state.asked == state.taken;
        let busy = if current { state.busy } else { Busy::Setting };
        let undo = state.done.last().map(|done| done.file.clone());
        let ended = state.ended;
        drop(state);
        let fresh = current && seen.as_ref().is_some_and(|(of, _)| *of == pages);
        let seen = seen.as_ref().map(|(_, seen)| &**seen);
        let busy = match busy {
            Busy::Setting => "setting",
            Busy::Looking => "looking",
            Busy::No => "no",
        };
        let mut told = json!({
            "version": version,
            "pagesVersion": pages,
            "busy": busy,
            "fresh": fresh,
            "ended": ended,
            "fault": fault.map(|own| views::findings(&own, seen, view.as_deref(), locale)),
            "undo": undo,
        });
        let (first, paged, looked) = (known.version == 0, known.pages < pages, known.looks < looks);
        *known = Known { version, pages, looks, ended };
        if first {
            told["issue"] = json!(self.issue);
            told["role"] = json!(if role == Role::Editor { "editor" } else { "reader" });
            for list in ["findings", "queries", "articles"] {
                told[list] = json!([]);
            }
            if role == Role::Editor {
                told["root"] = json!(self.project.root().display().to_string());
                told["link"] = json!(self.link);
                told["me"] = json!(self.name);
            }
        }
        let Some(view) = view.as_deref() else { return told };
        if paged {
            told["plan"] = views::pages(view);
            told["name"] = json!(view.laid.assembly().publication.name);
            told["files"] = views::files(view);
        }
        if paged || looked {
            told["articles"] = views::articles(view, seen);
        }
        if let Some(seen) = seen.filter(|_| looked) {
            let found = &seen.looked.findings;
            told["findings"] = views::findings(found, Some(seen), Some(view), locale);
            told["queries"] = views::remarks(seen, &self.issue);
        }
        told
    }

    /// A page by the name of what can be seen on it, drawn once.
    pub fn page(&self, key: &str) -> Option<Arc<[u8]>> {
        self.drawn(&format!("{key}.svg"), key, |view, index| {
            Some(view.laid.svg(index).ok()?.into_bytes())
        })
    }

    /// A page as pixels, so many wide, likewise.
    pub fn pixels(&self, key: &str, width: u32) -> Option<Arc<[u8]>> {
        self.drawn(&format!("{key}-{width}.png"), key, |view, index| {
            view.laid.png(index, width).ok()
        })
    }

    /// A small view of a page, likewise.
    pub fn thumb(&self, key: &str, height: u32) -> Option<Arc<[u8]>> {
        self.drawn(&format!("{key}-{height}.jpg"), key, |view, index| {
            Some(view.laid.thumb(index, height).ok()?.bytes)
        })
    }

    fn films(&self) -> MutexGuard<'_, VecDeque<(String, Plated)>> {
        self.films.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The plates of a page by its name, made once.
    pub fn plates(&self, key: &str) -> Option<Plated> {
        let mut all = self.films();
        let known = all.iter().position(|(own, _)| own == key).and_then(|at| all.remove(at));
        let plated = match known {
            Some((_, plated)) => plated,
            None => {
                let view = self.state().view.clone()?;
                let index = view.keys.iter().position(|own| own == key)?;
                let films = view.laid.films(index);
                Arc::new(films.map_err(|failure| words::reasons(&failure)))
            }
        };
        all.push_back((key.to_owned(), plated.clone()));
        if all.len() > FILMS {
            all.pop_front();
        }
        Some(plated)
    }

    /// The e-book of the pages that are shown, made once, and for which pages it is.
    pub fn book(&self) -> Option<(u64, Bound)> {
        let mut known = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let (pages, view) = (state.pages, state.view.clone()?);
        drop(state);
        if let Some(known) = known.as_ref().filter(|(of, _)| *of == pages) {
            return Some(known.clone());
        }
        let files = view.laid.book().map_err(|failure| words::reasons(&failure));
        let book = (pages, Arc::new(files.map(|files| Book::of(&files))));
        *known = Some(book.clone());
        Some(book)
    }

    /// The e-book that was made last.
    pub fn last_book(&self) -> Option<Bound> {
        let known = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().map(|(_, book)| book.clone())
    }

    fn drawn(
        &self,
        name: &str,
        key: &str,
        draw: impl FnOnce(&View, usize) -> Option<Vec<u8>>,
    ) -> Option<Arc<[u8]>> {
        let state = self.state();
        if let Some(page) = state.drawn.pages.get(name) {
            return Some(page.clone());
        }
        let view = state.view.clone()?;
        drop(state);
        let index = view.keys.iter().position(|own| own == key)?;
        let page: Arc<[u8]> = draw(&view, index)?.into();
        self.state().drawn.keep(name.to_owned(), page.clone());
        Some(page)
    }

    /// Remembers a change that can be taken back.
    pub fn remember(&self, done: Done) {
        self.change(|state| {
            state.done.push(done);
            let over = state.done.len().saturating_sub(UNDOABLE);
            state.done.drain(..over);
        });
    }

    /// The change that is taken back next.
    pub fn last_done(&self) -> Option<Done> {
        self.state().done.last().cloned()
    }

    /// Forgets the change that was taken back, or cannot be.
    pub fn forget(&self) {
        self.change(|state| drop(state.done.pop()));
    }
}
