//! Where every issue stands on a day, and what has to be done next by whom: the stages of its articles,
//! its pages as they were last built, what a check finds, the dates of the calendar, the copies.
//!
//! [`open`] says which issues are open, [`overview`] how each stands, [`tasks`] what each person does
//! next; [`ics`] writes dates for the calendar of an office. Nothing is built.

pub mod ics;
mod open;
mod overview;
mod tasks;

pub use open::{Copies, Standing, open_issues};
pub use overview::{Inbox, IssueOverview, Overview, Pages, Planned, overview};
pub use tasks::{Agenda, Milestone, Task, agenda};
