//! The editor's table: a local page on which an issue is seen as it will be printed, while it is being
//! written.
//!
//! [`serve`] keeps an issue laid out ([`crate::pipeline::live`]). [`watch`] says when a source has
//! changed, [`table`] holds what all who look see, [`views`] tells it as data, in the words of [`words`],
//! and [`book`] has the e-book of it. [`http`] is the way in, [`gate`] keeps out who has no link,
//! [`rooms`] answers what is asked for, and [`actions`] writes what is changed on the page into the files
//! in which an editor would change it.
//! The page itself, in the folder `page`, is a part of the program: nothing is loaded from elsewhere.

mod actions;
mod book;
mod gate;
mod http;
mod rooms;
mod table;
mod views;
mod watch;
mod words;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::diagnostic::{Failure, Finding, Place};
use crate::guard;
use crate::locale::Locale;
use crate::pipeline::live::{Live, Settled};
use crate::publication::Project;
use gate::{Gate, Role};
use neikan_base::hash::hex;
use table::{Note, Table};
use views::{Seen, View};

/// How long nothing has to happen before what has happened is looked at.
const QUIET: Duration = Duration::from_millis(5);
/// How long it is put off at most.
const PATIENCE: Duration = Duration::from_millis(150);
/// How long browsers have for painting pages before they are looked through.
const PAINTING: Duration = Duration::from_millis(200);
/// How long a folder of an issue may be away: some programs replace whole folders.
const AWAY: Duration = Duration::from_secs(2);

/// How a table is laid.
#[derive(Debug, Clone)]
pub struct Order {
    /// The issue's folder name.
    pub issue: String,
    /// The port for editors; 0 for any that is free.
    pub port: u16,
    /// The address at which others may look and comment, if they may.
    pub bind: Option<SocketAddr>,
    /// Who comments, if they have said so.
    pub name: Option<String>,
    /// The address that opens a file in an editor, with `{file}`, `{line}` and `{column}`.
    pub link: String,
}

/// What whoever has called is told meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The page is there: the link for an editor, and the one for readers.
    Ready(String, Option<String>),
    /// The first link was used by somebody else's browser too; here is another.
    Again(String),
}

/// The address of this computer in its network, by which others reach it; nothing is sent to find out.
///
/// # Errors
/// The finding `preview-no-network`.
pub fn own_address() -> Result<IpAddr, Finding> {
    // A datagram socket that is connected knows its own address. This one is for documentation
    // (RFC 5737); nothing listens there.
    let found = std::net::UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        Ok(socket.local_addr()?.ip())
    });
    let found = found.ok().filter(|own| !own.is_loopback() && !own.is_unspecified());
    found.ok_or_else(|| Finding::stop("preview-no-network"))
}

/// Shows an issue on a local page until it is gone; `locales` are the languages that the page speaks.
///
/// # Errors
/// [`Failure::Call`] where the port is taken, or the issue goes away; [`Failure::Machine`].
pub fn serve(
    project: &Project,
    order: &Order,
    locales: [Locale; 2],
    tell: &mut dyn FnMut(&Told),
) -> Result<(), Failure> {
    let (notes, heard) = channel();
    let who = (order.issue.clone(), order.name.clone(), order.link.clone());
    let table = Arc::new(Table::new(project.clone(), who, locales, notes));
    let local = SocketAddr::from((Ipv4Addr::LOCALHOST, order.port));
    let editors = open(&table, local, Role::Editor)?;
    let readers = order.bind.map(|own| open(&table, own, Role::Reader)).transpose()?;
    let awake = table.clone();
    let changed = move || awake.wake();
    let _watcher = watch::watch(project, &order.issue, changed)?;
    tell(&Told::Ready(editors.link(), readers.map(|gate| gate.link())));
    let mut live = Live::new(project, &order.issue);
    loop {
        if !is_there(project, &order.issue) {
            table.end();
            // Browsers are told before the program goes.
            std::thread::sleep(QUIET * 10);
            let place = Place::file(format!("issues/{}", order.issue));
            let finding = Finding::stop("preview-gone").at(place).with("issue", &order.issue);
            return Err(Failure::Call(Box::new(finding)));
        }
        let mut news = News { heard: &heard, changed: false, spent: false };
        guard::contained(format!("issues/{}", order.issue), || {
            work(&mut live, &table, &mut news);
            Ok(())
        })
        .unwrap_or_else(|failure| table.fail(words::reasons(&failure)));
        news.wait();
        if news.spent {
            editors.renew(secret()?);
            tell(&Told::Again(editors.link()));
        }
    }
}

/// Whether the issue is there, or comes back soon.
fn is_there(project: &Project, issue: &str) -> bool {
    let since = Instant::now();
    let file = project.issue(issue).join("issue.yml");
    while !file.is_file() {
        if since.elapsed() > AWAY {
            return false;
        }
        std::thread::sleep(AWAY / 20);
    }
    true
}

/// Lays out the issue, decides about its pages and looks through them; leaves off where there is news.
fn work(live: &mut Live, table: &Table, news: &mut News<'_>) {
    table.setting();
    let laid = match live.lay() {
        Ok(laid) => laid,
        Err(failure) => return table.fail(words::reasons(&failure)),
    };
    table.show(View::of(laid.clone()));
    if news.leave() {
        return;
    }
    let laid = match live.settle(&laid, &mut || news.has_come()) {
        Ok(Settled::Same) => laid,
        Ok(Settled::Other(settled)) => {
            table.show(View::of((*settled).clone()));
            *settled
        }
        Ok(Settled::LeftOff) => return,
        Err(failure) => return table.fail(words::reasons(&failure)),
    };
    let found = if news.has_come() { None } else { Seen::of(&laid, &mut || news.has_come()) };
    if let Some(found) = found {
        table.found(found);
    }
}

/// What has happened meanwhile.
struct News<'a> {
    heard: &'a Receiver<Note>,
    changed: bool,
    spent: bool,
}

impl News<'_> {
    fn take(&mut self, note: Note) {
        match note {
            Note::Changed => self.changed = true,
            Note::Spent => self.spent = true,
        }
    }

    /// Whether a source has changed.
    fn has_come(&mut self) -> bool {
        while let Ok(note) = self.heard.try_recv() {
            self.take(note);
        }
        self.changed
    }

    /// Leaves the machine to the browsers for a moment, which paint what is shown; tells whether a source
    /// has changed meanwhile.
    fn leave(&mut self) -> bool {
        if !self.has_come()
            && let Ok(note) = self.heard.recv_timeout(PAINTING)
        {
            self.take(note);
        }
        self.has_come()
    }

    /// Waits until something has happened, and then until no more happens for a moment.
    fn wait(&mut self) {
        if !self.has_come()
            && !self.spent
            && let Ok(note) = self.heard.recv()
        {
            self.take(note);
        }
        let since = Instant::now();
        while self.changed && since.elapsed() < PATIENCE {
            match self.heard.recv_timeout(QUIET) {
                Ok(note) => self.take(note),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
    }
}

/// Opens an address, and answers there from now on.
fn open(table: &Arc<Table>, at: SocketAddr, role: Role) -> Result<Arc<Gate>, Failure> {
    let taken = |reason: std::io::Error| {
        let finding = Finding::stop("preview-port").with("address", at).with("reason", reason);
        Failure::Call(Box::new(finding))
    };
    let listener = TcpListener::bind(at).map_err(taken)?;
    let host = listener.local_addr().map_err(taken)?.to_string();
    let gate = Arc::new(Gate::new(role, host, secret()?, secret()?));
    rooms::open(table.clone(), gate.clone(), listener);
    Ok(gate)
}

/// A text that nobody guesses: 256 bits.
fn secret() -> Result<String, Failure> {
    let mut bytes = [0; 32];
    let filled = getrandom::fill(&mut bytes);
    filled.map_err(|reason| Failure::machine("getrandom", std::io::Error::other(reason)))?;
    Ok(hex(&bytes))
}
