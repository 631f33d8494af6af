//! A place elsewhere as the second tier of the store of steps.

use super::{Depot, fault};
use neikan_base::store::tier::{LIMIT, Remote};

/// What the tier adds to a result, bytes.
const CODE: usize = 32;

impl Remote for Depot {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        self.read(name, (LIMIT + CODE) as u64).map_err(|failure| fault::reason(&failure))
    }

    fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        self.replace(name, bytes).map_err(|failure| fault::reason(&failure))
    }
}
