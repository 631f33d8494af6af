//! Opens a file in the editor that a person has set. Nothing goes through a shell: the command is
//! parted at spaces, and `{file}`, `{line}` and `{column}` are replaced in its words.

use std::path::Path;
use std::process::Command;

use super::Console;
use crate::diagnostic::{Failure, Finding};

/// Opens a file at a line and a column, and waits until the editor is closed.
///
/// # Errors
/// [`Failure::Call`] where no editor is set; [`Failure::Machine`] where it cannot be started.
pub fn open(path: &Path, place: (usize, usize), console: &Console<'_>) -> Result<(), Failure> {
    let command = console.settings.editor.value.as_deref();
    let words = command.map(|command| words(command, path, place)).unwrap_or_default();
    let Some((program, arguments)) = words.split_first() else {
        return Err(Failure::Call(Box::new(Finding::stop("editor-none"))));
    };
    let done = Command::new(program).args(arguments).status();
    let done = done.map_err(|reason| Failure::machine(Path::new(program), reason))?;
    if done.success() {
        return Ok(());
    }
    let finding = Finding::stop("editor-failed").with("command", program);
    Err(Failure::Call(Box::new(finding.with("status", done))))
}

/// The words of a command that opens a file; the file comes last where the command does not say.
fn words(command: &str, path: &Path, (line, column): (usize, usize)) -> Vec<String> {
    let file = path.display().to_string();
    let mut named = false;
    let mut words: Vec<String> = parted(command)
        .into_iter()
        .map(|word| {
            named |= word.contains("{file}");
            let word = word.replace("{line}", &line.max(1).to_string());
            word.replace("{column}", &column.max(1).to_string()).replace("{file}", &file)
        })
        .collect();
    if !named && !words.is_empty() {
        words.push(file);
    }
    words
}

/// A command parted at spaces, but not within quotation marks.
fn parted(command: &str) -> Vec<String> {
    let (mut out, mut word, mut until, mut begun) = (Vec::new(), String::new(), None, false);
    for c in command.chars() {
        match until {
            Some(mark) if c == mark => until = None,
            Some(_) => word.push(c),
            None if c == '"' || c == '\'' => (until, begun) = (Some(c), true),
            None if c.is_whitespace() => {
                if begun || !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            None => word.push(c),
        }
    }
    if begun || !word.is_empty() {
        out.push(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_says_where_the_file_goes() {
        let words = |command: &str| words(command, Path::new("a b.md"), (12, 3));
        assert_eq!(words("code -g {file}:{line}:{column}"), ["code", "-g", "a b.md:12:3"]);
        assert_eq!(words("\"/opt/my editor/ed\" +{line}"), ["/opt/my editor/ed", "+12", "a b.md"]);
        assert_eq!(words("vi"), ["vi", "a b.md"]);
        assert!(words("  ").is_empty());
        assert_eq!(words("ed ; rm"), ["ed", ";", "rm", "a b.md"]);
    }
}
