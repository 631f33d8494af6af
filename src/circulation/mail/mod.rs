//! Mails: who gets one, what it says, and how it is handed to the server.
//!
//! [`settings`] reads `issues/mail.yml` and the password; [`queue`] says which copies are to go and
//! finds every reason not to begin; [`letter`] writes the words from the layout's templates,
//! [`message`] makes a mail of them, [`compose`] one for each copy, of which it knows the size;
//! [`smtp`] speaks with the server and knows at every moment whether it may have taken the mail;
//! [`refusal`] says whom a refusal concerns, [`trouble`] what ends the work; [`send`] goes through
//! the queue.

pub mod compose;
pub mod letter;
pub mod message;
pub mod queue;
pub mod refusal;
pub mod send;
pub mod settings;
pub mod smtp;
pub mod trouble;
