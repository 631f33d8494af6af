//! Erasing a person: what remains of a copy is its issue, its number, its day and how it stands.

use rusqlite::{Connection, params};

use super::Ledger;
use crate::diagnostic::Failure;

/// Who is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The recipient of the copies with this number.
    Number(u32),
    /// Whoever received copies at this address.
    Address(String),
}

impl Ledger {
    /// The numbers of the copies that attempts for a person were about.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn numbers(&self, who: &Who) -> Result<Vec<u32>, Failure> {
        numbers(&self.db, who).map_err(|error| self.broken(error))
    }

    /// Erases a person from the file, free pages and journal included; gives how many attempts were
    /// about their copies.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn erase(&self, who: &Who) -> Result<usize, Failure> {
        self.try_erase(who).map_err(|error| self.broken(error))
    }

    fn try_erase(&self, who: &Who) -> rusqlite::Result<usize> {
        let act = self.db.unchecked_transaction()?;
        let numbers = numbers(&act, who)?;
        // With an address, copies of the same number that went to somebody else stay.
        let mut count = 0;
        for number in &numbers {
            let address = match who {
                Who::Number(_) => None,
                Who::Address(address) => Some(address),
            };
            count += act.execute(
                "UPDATE attempts SET name = NULL, title = NULL, unit = NULL, category = NULL, \
                 address = NULL, file = NULL, sha256 = NULL, reply = NULL, at = NULL, ended = NULL \
                 WHERE number = ?1 AND (?2 IS NULL OR LOWER(address) = LOWER(?2))",
                params![number, address],
            )?;
        }
        act.commit()?;
        self.sweep()?;
        Ok(count)
    }

    /// Writes the file anew, so that nothing erased is left in free pages or in the journal.
    fn sweep(&self) -> rusqlite::Result<()> {
        let empty = || self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        empty()?;
        self.db.execute_batch("VACUUM")?;
        empty()
    }
}

fn numbers(db: &Connection, who: &Who) -> rusqlite::Result<Vec<u32>> {
    match who {
        Who::Number(number) => {
            let query = "SELECT DISTINCT number FROM attempts WHERE number = ?1";
            db.prepare(query)?.query_map(params![number], |row| row.get(0))?.collect()
        }
        Who::Address(address) => {
            let query = "SELECT DISTINCT number FROM attempts \
                         WHERE LOWER(address) = LOWER(?1) ORDER BY number";
            db.prepare(query)?.query_map(params![address], |row| row.get(0))?.collect()
        }
    }
}
