//! The desk: how texts from outside come into the house, and who passes them.
//!
//! [`import`] turns a file that somebody sent into a manuscript in `issues/inbox`, [`pictures`] a
//! picture into one that can be printed; [`review`] keeps the ledger of who read and passed which
//! text; [`register`] remembers how far each ledger had come and what was built; [`gather`] moves
//! what is approved into an issue.

pub mod gather;
pub mod import;
pub mod pictures;
pub mod register;
pub mod review;
