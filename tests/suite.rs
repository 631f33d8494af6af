//! Every test of the program at the level of use, in one binary: what they share is compiled and
//! linked once.

mod common;

mod agreement;
mod attacks;
mod bad_input;
mod calls;
mod colour;
mod composition;
mod copies;
mod desk;
mod editions;
mod epub;
mod epub_letters;
mod epub_notes;
mod flatplan;
mod gate;
mod gather;
mod handoff;
mod house;
mod import;
mod impose;
mod judges;
mod layouts;
mod mail;
mod mail_crash;
mod mail_refusals;
mod measures;
mod mending;
mod modes;
mod old_readers;
mod outbox;
mod page_map;
mod preflight;
mod press;
mod press_judges;
mod press_pictures;
mod private;
mod proofreading;
mod properties;
mod reader;
mod recipients;
mod review;
mod rules;
mod signs;
mod tags;
