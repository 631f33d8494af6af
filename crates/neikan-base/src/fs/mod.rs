//! Files: reading under limits, staying inside a folder, writing whole, alone and as sets.
//!
//! [`reading`] and [`writing`] handle single files. [`lock`] lets one process at a time write into
//! a folder; whoever takes a lock first completes the [`set`] that a dead process had begun there,
//! and removes its [`leftovers`]. A [`Stamp`] tells whether a file may have changed.

mod journal;
mod leftovers;
pub mod lock;
mod reading;
pub mod set;
mod stamp;
mod writing;

pub use leftovers::sweep;
pub use lock::Lock;
pub use reading::{
    Refusal, display_path, is_private, pieces, read, read_limited, resolve_inside, sum_limited,
};
pub use set::Set;
pub use stamp::Stamp;
pub use writing::{
    above, make_folder, private_temporary, remove, sync_folder, temporary, temporary_folder,
    write_like, write_passing, write_private, write_private_parts, write_whole,
};

/// The lock file of a folder, locked by whoever writes into the folder.
pub const LOCK: &str = ".neikan.lock";
/// The prefix of the names of all files that are being made.
const PREFIX: &str = ".neikan-";

/// Whether a file of this name is one that is being made, or was left by a dead process.
pub fn is_made(name: &str) -> bool {
    name.starts_with(PREFIX)
}
