//! Goes through the queue: paces the mails, tries again what the server defers, and writes every
//! step into the ledger before it is taken.

use std::collections::{BTreeMap, VecDeque};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::compose::MailRoom;
use super::queue::{Job, Queue};
use super::refusal::{Concern, gist};
use super::settings::Settings;
use super::smtp::{Answer, Server};
use super::trouble::Trouble;
use crate::circulation::ledger::{Ledger, State};
use crate::circulation::prepared::Copies;
use crate::diagnostic::Failure;
use crate::publication::Project;

/// How many copies in a row may be refused in the same words, from the first of a run on, before
/// the refusal is taken for one of the sender.
const SAME: usize = 3;

/// What happens while copies go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A copy's try ended so.
    Done(u32, State),
    /// Nothing can be done for so many seconds.
    Waiting(u64),
}

/// How the copies fared, by number.
#[derive(Debug, Default)]
pub struct Sent {
    /// How each copy stands, and what the server said.
    pub answers: BTreeMap<u32, Answer>,
    /// How many copies were not tried.
    pub untried: usize,
    /// What ended the work early.
    pub trouble: Option<(Trouble, String)>,
}

/// A copy that waits for its turn.
struct Turn {
    job: Job,
    /// Its mail, bytes.
    bytes: usize,
    tries: u8,
    from: Instant,
}

/// What became of a turn.
enum Taken {
    /// The copy is settled, or not tried any more in this run.
    Settled,
    /// It is to be tried again.
    Again(Turn),
    /// The server takes no mail; the copy is where it was.
    Halted(Turn, Trouble),
}

/// The refusals of a run as long as it knows of nothing else: in the same words, so that they may
/// be meant for the sender. Until that is known the ledger has these copies as deferred.
struct Doubt {
    /// Whether a run may still turn out to be refused as a whole.
    open: bool,
    gist: String,
    /// Identifier of the attempt and copy number.
    held: Vec<(i64, u32)>,
}

/// Sends every copy of the queue; `tell` hears of each try.
///
/// # Errors
/// [`Failure::Stopped`] when another process sends, or a copy is not what it was;
/// [`Failure::Machine`]. What was sent until then is in the ledger.
pub fn send(
    project: &Project,
    desk: &MailRoom<'_>,
    queue: Queue,
    settings: &Settings,
    tell: &mut dyn FnMut(Event),
) -> Result<Sent, Failure> {
    let mut ledger = Ledger::write(project, "deliver send")?;
    let mut server = Server::new(settings)?;
    let mut round = Round {
        desk,
        copies: &queue.copies,
        settings,
        sent: Sent::default(),
        begun: None,
        silences: 0,
        doubt: Doubt { open: true, gist: String::new(), held: Vec::new() },
    };
    let weights = desk.weigh(&queue.jobs)?;
    let start = Instant::now();
    let turn = |job: Job| {
        let bytes = weights.get(&job.recipient.number).map_or(0, |weight| weight.bytes);
        Turn { job, bytes, tries: 0, from: start }
    };
    let mut turns: VecDeque<Turn> = queue.jobs.into_iter().map(turn).collect();
    while let Some(turn) = round.next(&mut turns, tell) {
        let open = server.connect();
        let fit = open.and_then(|()| fits(server.limit(), std::iter::once(&turn).chain(&turns)));
        let taken = match fit {
            Ok(()) => round.take(turn, &mut server, &mut ledger, tell)?,
            Err(trouble) => Taken::Halted(turn, trouble),
        };
        match taken {
            Taken::Settled => {}
            Taken::Again(turn) => turns.push_back(turn),
            Taken::Halted(turn, trouble) => {
                turns.push_front(turn);
                if round.gives_up(trouble, server.name(), tell) {
                    break;
                }
            }
        }
    }
    round.trust(&ledger)?;
    server.quit();
    let untried = |turn: &&Turn| !round.sent.answers.contains_key(&turn.job.recipient.number);
    round.sent.untried = turns.iter().filter(untried).count();
    Ok(round.sent)
}

/// Holds the mails that are to go out against what the server says it takes: all of them, so that
/// it is known before the first.
fn fits<'a>(
    limit: Option<usize>,
    turns: impl Iterator<Item = &'a Turn> + Clone,
) -> Result<(), Trouble> {
    let Some(limit) = limit else { return Ok(()) };
    let large = turns.filter(|turn| turn.bytes > limit);
    let Some(bytes) = large.clone().map(|turn| turn.bytes).max() else { return Ok(()) };
    let mut numbers: Vec<u32> = large.map(|turn| turn.job.recipient.number).collect();
    numbers.sort_unstable();
    Err(Trouble::Limit { numbers, bytes, limit })
}

/// One run through the queue.
struct Round<'a> {
    desk: &'a MailRoom<'a>,
    copies: &'a Copies,
    settings: &'a Settings,
    sent: Sent,
    /// When the last mail began.
    begun: Option<Instant>,
    /// How often the server was called in vain since the last mail.
    silences: u8,
    doubt: Doubt,
}

impl Round<'_> {
    /// Waits for the next turn, by the rate and by what has to wait longer.
    fn next(&self, turns: &mut VecDeque<Turn>, tell: &mut dyn FnMut(Event)) -> Option<Turn> {
        let first = (0..turns.len()).min_by_key(|&index| turns[index].from)?;
        let turn = turns.remove(first)?;
        let pace = Duration::from_secs(60) / u32::from(self.settings.mail.rate);
        let paced = self.begun.map_or(turn.from, |begun| begun + pace);
        wait(turn.from.max(paced), tell);
        Some(turn)
    }

    /// Whether trouble with the server ends the work; otherwise waits before the next call.
    fn gives_up(&mut self, trouble: Trouble, server: String, tell: &mut dyn FnMut(Event)) -> bool {
        if !trouble.is_passing() || self.silences >= self.settings.mail.retries {
            self.sent.trouble = Some((trouble, server));
            return true;
        }
        wait(Instant::now() + self.backoff(self.silences), tell);
        self.silences += 1;
        false
    }

    /// How long to wait after so many tries.
    fn backoff(&self, tries: u8) -> Duration {
        Duration::from_secs(u64::from(self.settings.mail.backoff) << tries.min(20))
    }

    /// Tries a copy once.
    fn take(
        &mut self,
        turn: Turn,
        server: &mut Server<'_>,
        ledger: &mut Ledger,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Taken, Failure> {
        let (job, number) = (&turn.job, turn.job.recipient.number);
        let mail = self.desk.compose(job, self.copies, false)?;
        self.begun = Some(Instant::now());
        let id = ledger.begin(&self.desk.attempt(job))?;
        let answer = server.hand_over(&job.address, &mail, || ledger.hand_over(id))?;
        let (state, reply, concern) = (answer.state, answer.reply.clone(), answer.concern);
        let doubted = state == State::Refused && self.doubt.holds(id, number, &reply, job);
        let written = if doubted { State::Deferred } else { state };
        ledger.end(id, written, &reply, (self.desk.now)())?;
        self.sent.answers.insert(number, answer);
        tell(Event::Done(number, state));
        let trouble = match concern {
            Concern::Sender => Some(Trouble::Sender(reply)),
            Concern::Busy => Some(Trouble::Busy(reply)),
            Concern::Size => Some(Trouble::Size { number, bytes: mail.len(), reason: reply }),
            Concern::Copy if self.doubt.held.len() == SAME => Some(self.same(reply)),
            Concern::Copy => None,
        };
        if let Some(trouble) = trouble {
            return Ok(Taken::Halted(turn, trouble));
        }
        self.silences = 0;
        if !doubted && state != State::Deferred {
            self.trust(ledger)?;
        }
        if state != State::Deferred || turn.tries >= self.settings.mail.retries {
            return Ok(Taken::Settled);
        }
        let from = Instant::now() + self.backoff(turn.tries);
        Ok(Taken::Again(Turn { tries: turn.tries + 1, from, ..turn }))
    }

    /// The first copies were all refused in the same words: none of them is.
    fn same(&mut self, reply: String) -> Trouble {
        for (_, number) in self.doubt.held.drain(..) {
            if let Some(answer) = self.sent.answers.get_mut(&number) {
                (answer.state, answer.concern) = (State::Deferred, Concern::Sender);
            }
        }
        Trouble::Same(reply)
    }

    /// Refusals concern their copies from now on, and so did those that were in doubt.
    fn trust(&mut self, ledger: &Ledger) -> Result<(), Failure> {
        self.doubt.open = false;
        for (id, number) in self.doubt.held.drain(..) {
            let reply = self.sent.answers.get(&number).map_or("", |answer| answer.reply.as_str());
            ledger.end(id, State::Refused, reply, (self.desk.now)())?;
        }
        Ok(())
    }
}

impl Doubt {
    /// Whether a refusal is in the same words as all before it; then its attempt is held.
    fn holds(&mut self, id: i64, number: u32, reply: &str, job: &Job) -> bool {
        let gist = gist(reply, &job.address);
        let same = self.open && (self.held.is_empty() || self.gist == gist);
        if same {
            self.gist = gist;
            self.held.push((id, number));
        }
        same
    }
}

/// Sleeps until a moment; says so when it takes long.
fn wait(until: Instant, tell: &mut dyn FnMut(Event)) {
    let left = until.saturating_duration_since(Instant::now());
    if left >= Duration::from_secs(5) {
        tell(Event::Waiting(left.as_secs()));
    }
    sleep(left);
}
