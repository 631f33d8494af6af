//! Colours and links on a terminal. Nothing here is ever written into a file of an issue.

use std::path::Path;

use crate::publication::Colouring;

/// How a call speaks: with or without colours, much or little.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Whether results have colours and links.
    pub out: bool,
    /// Whether findings have colours and links.
    pub err: bool,
    /// Whether only errors are told beside results.
    pub quiet: bool,
    /// Whether everything is told.
    pub verbose: bool,
}

impl Look {
    /// How a call speaks to streams that are terminals or not.
    pub fn of(color: Colouring, (out, err): (bool, bool), dumb: bool) -> Self {
        let on = |terminal: bool| match color {
            Colouring::Always => true,
            Colouring::Never => false,
            Colouring::Auto => terminal && !dumb,
        };
        Self { out: on(out), err: on(err), quiet: false, verbose: false }
    }
}

/// A word that was looked for: on a terminal bold and red, elsewhere between brackets.
pub fn mark(word: &str, colors: bool) -> String {
    if colors { format!("\x1b[1;31m{word}\x1b[0m") } else { format!("\u{3010}{word}\u{3011}") }
}

/// A heading.
pub fn bold(text: &str, colors: bool) -> String {
    if colors { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
}

/// A text that leads to a file (OSC 8), where there are links.
pub fn link(text: &str, path: &Path, links: bool) -> String {
    let Some(path) = path.canonicalize().ok().filter(|_| links) else { return text.to_owned() };
    format!("\x1b]8;;file://{}\x1b\\{text}\x1b]8;;\x1b\\", encoded(&path.to_string_lossy()))
}

/// A path as a part of an address (RFC 3986).
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let path = path.replace('\\', "/");
    let start = if path.starts_with('/') { "" } else { "/" };
    let bytes = path.bytes().map(|byte| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    start.to_owned() + &bytes.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_unless_asked_for() {
        let look = |color, terminals, dumb| {
            let look = Look::of(color, terminals, dumb);
            (look.out, look.err)
        };
        assert_eq!(look(Colouring::Auto, (true, false), false), (true, false));
        assert_eq!(look(Colouring::Auto, (true, true), true), (false, false));
        assert_eq!(look(Colouring::Always, (false, false), true), (true, true));
        assert_eq!(look(Colouring::Never, (true, true), false), (false, false));
    }

    #[test]
    fn links_lead_to_files_that_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("内 刊.pdf");
        std::fs::write(&path, "").unwrap();
        let shown = link("x", &path, true);
        assert!(shown.contains("%E5%86%85%20%E5%88%8A.pdf\x1b\\x\x1b]8;;\x1b\\"), "{shown:?}");
        assert_eq!(link("x", &path, false), "x");
        assert_eq!(link("x", &folder.path().join("none"), true), "x");
    }
}
