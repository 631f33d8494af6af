//! Goes through the queue: paces the mails, tries again what the server defers, and writes every
//! step into the ledger before it is taken.

use std::collections::{BTreeMap, VecDeque};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::letter::{Letter, Writer};
use super::message::{Parts, file_name, write};
use super::queue::{Job, Queue};
use super::settings::Settings;
use super::smtp::{Answer, Server, Trouble};
use crate::circulation::ledger::{Attempt, Ledger, State};
use crate::circulation::prepared::Copies;
use crate::diagnostic::{Failure, Findings};
use crate::manuscript::Assembly;
use crate::publication::{Date, Mail, Project};

/// What a mail about an issue is made with.
pub struct Desk<'a> {
    /// The issue.
    pub assembly: &'a Assembly,
    /// The sender.
    pub mail: &'a Mail,
    /// The words.
    pub writer: Writer,
    /// The day in Beijing.
    pub today: Date,
    /// Seconds since 1970.
    pub now: &'a dyn Fn() -> i64,
}

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

impl Desk<'_> {
    /// Writes every letter, so that a fault shows before anything goes out.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the faults.
    pub fn letters(&self, jobs: &[Job]) -> Result<Vec<Letter>, Failure> {
        let mut findings = Findings::default();
        let mut letters = Vec::new();
        for job in jobs {
            match self.writer.letter(job) {
                Ok(letter) => letters.push(letter),
                Err(finding) => findings.push(finding),
            }
        }
        findings.settle()?;
        Ok(letters)
    }

    /// The mail for a copy.
    ///
    /// # Errors
    /// [`Failure::Stopped`] when the copy is not what it was; [`Failure::Machine`].
    pub fn compose(&self, job: &Job, copies: &Copies, draft: bool) -> Result<Vec<u8>, Failure> {
        let publication = &self.assembly.publication;
        let number = job.recipient.number;
        let letter = self.writer.letter(job)?;
        let attachment = if self.writer.attaches(job) {
            let issue = &self.assembly.issue;
            let last = issue.number_to.map_or(String::new(), |to| format!("-{to}"));
            let (name, year, first) = (&publication.name, issue.year, issue.number);
            let stem = format!("{name}{year}年第{first}{last}期-赠阅{number:04}");
            let extension = job.copy.file.rsplit('.').next().unwrap_or("pdf");
            Some((file_name(&stem, extension), copies.bytes(&job.copy)?))
        } else {
            None
        };
        let editors = format!("{}编辑部", publication.name);
        let domain = self.mail.from.rsplit('@').next().unwrap_or_default();
        let parts = Parts {
            id: format!("{}-{}-{number:04}@{domain}", publication.slug, self.assembly.id),
            from: (&self.mail.from, self.mail.from_name.as_deref().unwrap_or(&editors)),
            reply_to: self.mail.reply_to.as_deref(),
            to: (&job.address, &job.recipient.name),
            letter: &letter,
            attachment,
            date: (self.now)(),
            draft,
        };
        Ok(write(parts)?)
    }

    fn attempt(&self, job: &Job) -> Attempt {
        let recipient = &job.recipient;
        Attempt {
            issue: self.assembly.id.clone(),
            number: recipient.number,
            day: self.today,
            at: (self.now)(),
            name: recipient.name.clone(),
            title: recipient.title.clone(),
            unit: recipient.unit.clone(),
            category: recipient.category.clone(),
            address: job.address.clone(),
            file: job.copy.file.clone(),
            sha256: job.copy.sha256.clone(),
        }
    }
}

/// A copy that waits for its turn.
struct Turn {
    job: Job,
    tries: u8,
    from: Instant,
}

/// Sends every copy of the queue; `tell` hears of each try.
///
/// # Errors
/// [`Failure::Stopped`] when another process sends, or a copy is not what it was;
/// [`Failure::Machine`]. What was sent until then is in the ledger.
pub fn send(
    project: &Project,
    desk: &Desk<'_>,
    queue: Queue,
    settings: &Settings,
    tell: &mut dyn FnMut(Event),
) -> Result<Sent, Failure> {
    let mut ledger = Ledger::write(project)?;
    let mut server = Server::new(settings)?;
    let mut round = Round {
        desk,
        copies: &queue.copies,
        settings,
        sent: Sent::default(),
        begun: None,
        silences: 0,
    };
    let start = Instant::now();
    let turn = |job| Turn { job, tries: 0, from: start };
    let mut turns: VecDeque<Turn> = queue.jobs.into_iter().map(turn).collect();
    while let Some(turn) = round.next(&mut turns, tell) {
        match server.connect() {
            Ok(()) => round.silences = 0,
            Err(trouble) => {
                turns.push_front(turn);
                if round.gives_up(trouble, server.name(), tell) {
                    break;
                }
                continue;
            }
        }
        if let Some(again) = round.take(turn, &mut server, &mut ledger, tell)? {
            turns.push_back(again);
        }
    }
    server.quit();
    let tried = |turn: &&Turn| !round.sent.answers.contains_key(&turn.job.recipient.number);
    round.sent.untried = turns.iter().filter(tried).count();
    Ok(round.sent)
}

/// One run through the queue.
struct Round<'a> {
    desk: &'a Desk<'a>,
    copies: &'a Copies,
    settings: &'a Settings,
    sent: Sent,
    /// When the last mail began.
    begun: Option<Instant>,
    /// How often the server was called in vain since the last mail.
    silences: u8,
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
        let passing = matches!(trouble, Trouble::Away(_));
        if !passing || self.silences >= self.settings.mail.retries {
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

    /// Tries a copy once; gives it back when it is to be tried again.
    fn take(
        &mut self,
        turn: Turn,
        server: &mut Server<'_>,
        ledger: &mut Ledger,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Option<Turn>, Failure> {
        let Turn { job, tries, .. } = turn;
        let mail = self.desk.compose(&job, self.copies, false)?;
        self.begun = Some(Instant::now());
        let id = ledger.begin(&self.desk.attempt(&job))?;
        let answer = server.hand_over(&job.address, &mail, || ledger.hand_over(id))?;
        ledger.end(id, answer.state, &answer.reply, (self.desk.now)())?;
        let number = job.recipient.number;
        tell(Event::Done(number, answer.state));
        let again = answer.state == State::Deferred && tries < self.settings.mail.retries;
        self.sent.answers.insert(number, answer);
        let from = Instant::now() + self.backoff(tries);
        Ok(again.then_some(Turn { job, tries: tries + 1, from }))
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
