//! The desk: how texts from outside are taken in, and who approves them.
//!
//! [`import`] turns what somebody sent into manuscripts in `issues/inbox`, and [`arrivals`] records
//! when they came; [`pictures`] turns a picture into one that can be printed; [`review`] keeps the
//! ledger of who read and passed which text; [`register`] remembers how far each ledger had come and
//! what was built; [`gather`] moves what is approved into an issue, [`order`] gives articles another place
//! in it; [`find`] looks for words in all manuscripts; [`planning`] plans the issues of a year;
//! [`amend`] changes a single value of a text where it stands.

pub mod amend;
pub mod arrivals;
pub mod find;
pub mod gather;
pub mod import;
pub mod order;
pub mod pictures;
pub mod planning;
pub mod register;
pub mod review;
