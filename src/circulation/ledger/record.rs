//! What the ledger holds: attempts, and how a copy stands after all of them.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

use crate::publication::Date;

/// How an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It began; nothing can have been taken.
    Begun,
    /// The copy is being handed over; it may be taken at any moment.
    Handing,
    /// The server took the copy.
    Sent,
    /// It did not take the copy this time.
    Deferred,
    /// It will not take the copy.
    Refused,
    /// Nobody knows whether it took the copy: 待确认.
    Unknown,
    /// A person says that it did not.
    Unsent,
}

impl State {
    const ALL: [Self; 7] = [
        Self::Begun,
        Self::Handing,
        Self::Sent,
        Self::Deferred,
        Self::Refused,
        Self::Unknown,
        Self::Unsent,
    ];

    /// Its name in the ledger, in reports and in the keys of messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Handing => "handing",
            Self::Sent => "sent",
            Self::Deferred => "deferred",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Unsent => "unsent",
        }
    }

    /// Whether no further copy may be handed over by itself.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Begun | Self::Handing | Self::Sent | Self::Unknown)
    }
}

impl ToSql for State {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for State {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        let found = Self::ALL.into_iter().find(|state| state.name() == name);
        found.ok_or(FromSqlError::InvalidType)
    }
}

/// An attempt that begins.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The issue.
    pub issue: String,
    /// Copy number.
    pub number: u32,
    /// The day in Beijing.
    pub day: Date,
    /// Seconds since 1970.
    pub at: i64,
    /// Name of the recipient.
    pub name: String,
    /// Honorific title.
    pub title: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// Category.
    pub category: String,
    /// The address it goes to.
    pub address: String,
    /// The file of the copy, below the issue's output folder.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// How a copy stands after all its attempts; who it went to is empty once it is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Copy number.
    pub number: u32,
    /// How the last attempt stands, or the one that settled it.
    pub state: State,
    /// The day of that attempt.
    pub day: String,
    /// How many attempts there were.
    pub attempts: u32,
    /// Name of the recipient.
    pub name: Option<String>,
    /// Honorific title.
    pub title: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// The address it went to.
    pub address: Option<String>,
    /// What the server said.
    pub reply: Option<String>,
}

/// How every copy of an issue stands, by number.
pub(super) fn entries(db: &Connection, issue: &str) -> rusqlite::Result<Vec<Entry>> {
    let mut query = db.prepare(
        "SELECT number, state, day, name, title, unit, category, address, reply \
         FROM attempts WHERE issue = ?1 ORDER BY number, id",
    )?;
    let rows = query.query_map(params![issue], entry)?;
    let mut entries: Vec<Entry> = Vec::new();
    for row in rows {
        let entry = row?;
        match entries.last_mut().filter(|last| last.number == entry.number) {
            Some(last) => {
                let attempts = last.attempts + 1;
                if !last.state.is_settled() || entry.state.is_settled() {
                    *last = entry;
                }
                last.attempts = attempts;
            }
            None => entries.push(entry),
        }
    }
    Ok(entries)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        number: row.get(0)?,
        state: row.get(1)?,
        day: row.get(2)?,
        attempts: 1,
        name: row.get(3)?,
        title: row.get(4)?,
        unit: row.get(5)?,
        category: row.get(6)?,
        address: row.get(7)?,
        reply: row.get(8)?,
    })
}
