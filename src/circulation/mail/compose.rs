//! Puts the mail for a copy together: whether the copy goes with it, how large it becomes, and its
//! bytes.

use std::collections::BTreeMap;

use super::letter::Writer;
use super::message::{Parts, encoded, file_name, write};
use super::queue::Job;
use crate::circulation::ledger::Attempt;
use crate::circulation::prepared::Copies;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::manuscript::Assembly;
use crate::publication::{Date, Mail};

/// What a mail about an issue is made with.
pub struct MailRoom<'a> {
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

/// How large the mail for a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// Whether the copy goes with it; a larger one is only announced.
    pub attached: bool,
    /// The mail as it is handed over, bytes.
    pub bytes: usize,
}

impl MailRoom<'_> {
    /// Weighs every mail, by the number of its copy, so that a fault of the letters shows before
    /// anything goes out.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the faults.
    pub fn weigh(&self, jobs: &[Job]) -> Result<BTreeMap<u32, Weight>, Failure> {
        let mut findings = Findings::default();
        let mut weights = BTreeMap::new();
        for job in jobs {
            match self.weight(job) {
                Ok(weight) => {
                    weights.insert(job.recipient.number, weight);
                }
                Err(finding) => findings.push(finding),
            }
        }
        findings.settle()?;
        Ok(weights)
    }

    /// The mail for a copy.
    ///
    /// # Errors
    /// [`Failure::Stopped`] when the copy is not what it was; [`Failure::Machine`].
    pub fn compose(&self, job: &Job, copies: &Copies, draft: bool) -> Result<Vec<u8>, Failure> {
        let file = if self.weight(job)?.attached { Some(copies.bytes(&job.copy)?) } else { None };
        Ok(self.mail(job, file, draft)?)
    }

    /// The record of an attempt that begins.
    pub fn attempt(&self, job: &Job) -> Attempt {
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

    /// Weighs a mail without reading its copy.
    fn weight(&self, job: &Job) -> Result<Weight, Finding> {
        let whole = self.mail(job, Some(Vec::new()), false)?.len() + encoded(job.copy.bytes);
        if whole <= usize::from(self.mail.size_limit) << 20 {
            return Ok(Weight { attached: true, bytes: whole });
        }
        Ok(Weight { attached: false, bytes: self.mail(job, None, false)?.len() })
    }

    fn mail(&self, job: &Job, file: Option<Vec<u8>>, draft: bool) -> Result<Vec<u8>, Finding> {
        let publication = &self.assembly.publication;
        let issue = &self.assembly.issue;
        let number = job.recipient.number;
        let letter = self.writer.letter(job, file.is_some())?;
        let attachment = file.map(|bytes| {
            let stem = format!("{}{}-赠阅{number:04}", publication.name, issue.label());
            let extension = job.copy.file.rsplit('.').next().unwrap_or("pdf");
            (file_name(&stem, extension), bytes)
        });
        let editors = format!("{}编辑部", publication.name);
        let domain = self.mail.from.rsplit('@').next().unwrap_or_default();
        write(Parts {
            id: format!("{}-{}-{number:04}@{domain}", publication.slug, self.assembly.id),
            from: (&self.mail.from, self.mail.from_name.as_deref().unwrap_or(&editors)),
            reply_to: self.mail.reply_to.as_deref(),
            to: (&job.address, &job.recipient.name),
            letter: &letter,
            attachment,
            date: (self.now)(),
            draft,
        })
    }
}
