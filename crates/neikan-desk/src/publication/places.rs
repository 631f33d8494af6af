//! Where every value and key of a YAML text is.
//!
//! serde gives types but no places, so the text is read a second time, event by event. The same
//! pass refuses what a data file has no use for but an attacker has: aliases (which can multiply a
//! text a billionfold), tags, deep nesting, several documents.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScanError, Span};

use super::slips;
use neikan_base::diagnostic::{Finding, Findings, Place};

/// Levels of nesting allowed in a data file.
const DEPTH: usize = 32;

/// The places of a YAML text, by JSON pointer.
#[derive(Debug, Clone, Default)]
pub struct Places {
    file: String,
    values: BTreeMap<String, (usize, usize)>,
    keys: BTreeMap<String, (usize, usize)>,
}

impl Places {
    /// Where the value with this JSON pointer is; the whole file if there is no such value.
    pub fn value(&self, pointer: &str) -> Place {
        self.find(&self.values, pointer)
    }

    /// Where the key with this JSON pointer is; the whole file if there is no such key.
    pub fn key(&self, pointer: &str) -> Place {
        self.find(&self.keys, pointer)
    }

    /// The file these places are in.
    pub fn file(&self) -> &str {
        &self.file
    }

    fn find(&self, map: &BTreeMap<String, (usize, usize)>, pointer: &str) -> Place {
        match map.get(pointer).or_else(|| self.values.get(pointer)) {
            Some(&(line, column)) => Place::at(self.file.clone(), line, column),
            None => Place::file(self.file.clone()),
        }
    }
}

/// A mapping or sequence that is being read.
enum Frame {
    Mapping { pointer: String, key: Option<String> },
    Sequence { pointer: String, next: usize },
}

/// Reads the places of a YAML text that begins after line `offset` of its file.
///
/// Adds a finding if the text cannot be read or holds what is refused.
pub fn places(text: &str, file: &str, offset: usize, findings: &mut Findings) -> Places {
    let mut reader = Reader {
        places: Places { file: file.to_owned(), ..Places::default() },
        stack: Vec::new(),
        offset,
        documents: 0,
    };
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => reader.step(event, span),
            Err(error) => Err(reader.fault(text, &error)),
        };
        if let Err(finding) = step {
            findings.push(finding);
            break;
        }
    }
    reader.places
}

/// The line, from 1, at or next to `line` whose indentation contains a tab.
fn tab_near(text: &str, line: usize) -> Option<usize> {
    let has_tab = |number: &usize| {
        let line = text.lines().nth(number.wrapping_sub(1)).unwrap_or_default();
        line.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\t')
    };
    (line.saturating_sub(1)..=line + 1).find(has_tab)
}

struct Reader {
    places: Places,
    stack: Vec<Frame>,
    offset: usize,
    documents: usize,
}

impl Reader {
    /// What is wrong where the parser gave up.
    fn fault(&self, text: &str, error: &ScanError) -> Finding {
        let marker = error.marker();
        if let Some(line) = tab_near(text, marker.line()) {
            return Finding::stop("yaml-tab").at(self.place(line, 0));
        }
        slips::finding(text, (marker.line(), marker.col() + 1), &self.places.file, self.offset)
    }

    fn step(&mut self, event: Event<'_>, span: Span) -> Result<(), Finding> {
        let (line, column) = (span.start.line(), span.start.col());
        let here = self.place(line, column);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Finding::stop("yaml-documents").at(here));
                }
            }
            Event::Alias(_) => return Err(Finding::stop("yaml-alias").at(here)),
            Event::Scalar(text, _, _, tag) => {
                if tag.is_some() {
                    return Err(Finding::stop("yaml-tag").at(here));
                }
                self.scalar(&text, here)?;
            }
            Event::MappingStart(_, tag) | Event::SequenceStart(_, tag) if tag.is_some() => {
                return Err(Finding::stop("yaml-tag").at(here));
            }
            Event::MappingStart(..) => {
                let pointer = self.open(here)?;
                self.stack.push(Frame::Mapping { pointer, key: None });
            }
            Event::SequenceStart(..) => {
                let pointer = self.open(here)?;
                self.stack.push(Frame::Sequence { pointer, next: 0 });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.stack.pop();
                self.close();
            }
            _ => {}
        }
        Ok(())
    }

    fn place(&self, line: usize, column: usize) -> Place {
        Place::at(self.places.file.clone(), line + self.offset, column + 1)
    }

    /// Notes the start of a mapping or sequence and returns its pointer.
    fn open(&mut self, here: Place) -> Result<String, Finding> {
        if self.stack.len() >= DEPTH {
            return Err(Finding::stop("yaml-depth").at(here).with("limit", DEPTH));
        }
        if let Some(Frame::Mapping { key: None, .. }) = self.stack.last() {
            return Err(Finding::stop("yaml-key").at(here));
        }
        let pointer = self.pointer();
        self.places.values.insert(pointer.clone(), (here.line, here.column));
        Ok(pointer)
    }

    fn scalar(&mut self, text: &str, here: Place) -> Result<(), Finding> {
        if let Some(Frame::Mapping { pointer, key: key @ None }) = self.stack.last_mut() {
            let full = format!("{pointer}/{}", escape(text));
            *key = Some(text.to_owned());
            if self.places.keys.insert(full, (here.line, here.column)).is_some() {
                return Err(Finding::stop("yaml-duplicate").at(here).with("key", text));
            }
            return Ok(());
        }
        let pointer = self.pointer();
        self.places.values.insert(pointer, (here.line, here.column));
        self.close();
        Ok(())
    }

    /// The pointer of the value that comes next.
    fn pointer(&self) -> String {
        match self.stack.last() {
            None => String::new(),
            Some(Frame::Mapping { pointer, key }) => {
                format!("{pointer}/{}", escape(key.as_deref().unwrap_or_default()))
            }
            Some(Frame::Sequence { pointer, next }) => format!("{pointer}/{next}"),
        }
    }

    /// Moves on to the next entry of the enclosing mapping or sequence.
    fn close(&mut self) {
        match self.stack.last_mut() {
            Some(Frame::Mapping { key, .. }) => *key = None,
            Some(Frame::Sequence { next, .. }) => *next += 1,
            None => {}
        }
    }
}

/// Escapes a key for a JSON pointer (RFC 6901, section 3).
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Places, Vec<&'static str>) {
        let mut findings = Findings::default();
        let places = places(text, "a.yml", 2, &mut findings);
        (places, findings.iter().map(|finding| finding.rule).collect())
    }

    #[test]
    fn knows_where_values_and_keys_stand() {
        let (places, rules) = read("a: 1\nb:\n  - x\n  - c: 荔枝\n    d/e: 2\n");
        assert!(rules.is_empty());
        assert_eq!(places.value("/a"), Place::at("a.yml", 3, 4));
        assert_eq!(places.key("/b"), Place::at("a.yml", 4, 1));
        assert_eq!(places.value("/b/0"), Place::at("a.yml", 5, 5));
        assert_eq!(places.value("/b/1/c"), Place::at("a.yml", 6, 8));
        assert_eq!(places.key("/b/1/d~1e"), Place::at("a.yml", 7, 5));
        assert_eq!(places.value("/none"), Place::file("a.yml"));
    }

    #[test]
    fn refuses_what_a_data_file_has_no_use_for() {
        assert_eq!(read("a: &x 1\nb: *x\n").1, ["yaml-alias"]);
        assert_eq!(read("a: !!binary aGk=\n").1, ["yaml-tag"]);
        assert_eq!(read("a: 1\na: 2\n").1, ["yaml-duplicate"]);
        assert_eq!(read("? [a]\n: 2\n").1, ["yaml-key"]);
        assert_eq!(read("a: 1\n---\nb: 1\n").1, ["yaml-documents"]);
        assert_eq!(read(&"[".repeat(64)).1, ["yaml-depth"]);
        assert_eq!(read("a:\n\tb: 1\n").1, ["yaml-tab"]);
        assert_eq!(read("a: [1\nb: 2").1, ["yaml-bracket"]);
    }
}
