//! Text files in: any encoding in use becomes UTF-8, plain lines become paragraphs, and a
//! front matter is guessed for the editor to correct. The file that was sent stays as it is.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::{read_limited, write_whole};
use crate::publication::{Project, Publication, TEXT_LIMIT, load_publication, plain_lines};

/// A file that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The file that was sent, as it was named.
    pub from: PathBuf,
    /// The manuscript, relative to the project.
    pub to: String,
    /// The encoding it was in.
    pub encoding: &'static str,
}

/// A manuscript that is ready to be written.
struct Draft {
    from: PathBuf,
    to: PathBuf,
    encoding: &'static str,
    text: String,
}

/// Imports text files into `issues/inbox`; all of them or, if one has a fault, none.
///
/// # Errors
/// [`Failure::Stopped`] with every file's fault; [`Failure::Machine`].
pub fn import(project: &Project, files: &[PathBuf]) -> Result<Vec<Imported>, Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let mut drafts: Vec<Draft> = Vec::new();
    for file in files {
        let publication = publication.as_ref().map(|document| &document.value);
        match draft(project, file, publication) {
            Ok(draft) if drafts.iter().any(|other| other.to == draft.to) => {
                findings.push(taken(project, file, &draft.to));
            }
            Ok(draft) => drafts.push(draft),
            Err(finding) => findings.push(finding),
        }
    }
    findings.settle()?;
    drafts.into_iter().map(|draft| keep(project, draft)).collect()
}

fn keep(project: &Project, draft: Draft) -> Result<Imported, Failure> {
    write_whole(&draft.to, draft.text.as_bytes())?;
    Ok(Imported { from: draft.from, to: project.show(&draft.to), encoding: draft.encoding })
}

fn draft(
    project: &Project,
    file: &Path,
    publication: Option<&Publication>,
) -> Result<Draft, Finding> {
    let fault = |rule| Finding::stop(rule).with("path", file.display());
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    if !["md", "txt"].contains(&extension.as_str()) {
        return Err(fault("import-kind"));
    }
    let bytes = match read_limited(file, TEXT_LIMIT) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(fault("import-large").with("limit", TEXT_LIMIT >> 20)),
        Err(error) => return Err(fault("import-unreadable").with("reason", error)),
    };
    let (text, encoding) = decode(&bytes).ok_or_else(|| fault("import-encoding"))?;
    let lines = clean(&text);
    let text = if lines.starts_with("---\n") {
        lines
    } else {
        let section = publication.and_then(|p| p.sections.first()).map(|s| s.id.as_str());
        with_head(&lines, section.unwrap_or_default(), extension == "txt")
    };
    let to = project.issues().join("inbox").join(format!("{}.md", identifier(file)));
    if to.exists() {
        return Err(taken(project, file, &to));
    }
    Ok(Draft { from: file.to_owned(), to, encoding: encoding.name(), text })
}

fn taken(project: &Project, file: &Path, to: &Path) -> Finding {
    Finding::stop("import-taken").with("path", file.display()).with("target", project.show(to))
}

/// Reads a text by its byte order mark, else as UTF-8, else as GB18030 where that is possible.
fn decode(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (UTF_8, bytes),
    };
    [encoding, GB18030].into_iter().find_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest)?;
        Some((text.into_owned(), encoding))
    })
}

/// Line feeds only; no indents of full-width spaces, no trailing blanks, no control characters.
fn clean(text: &str) -> String {
    let text = plain_lines(text);
    let lines = text.lines().map(|line| {
        let line = line.trim_start_matches('\u{3000}').trim_end();
        if line.contains(|c: char| c.is_control() && c != '\t') {
            Cow::Owned(line.chars().filter(|c| !c.is_control()).collect::<String>())
        } else {
            Cow::Borrowed(line)
        }
    });
    let mut out = String::new();
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Puts a guessed front matter before a text; its first line is taken for the title.
///
/// In a plain text every line is a paragraph, and what Markdown would take as mark-up is text.
fn with_head(text: &str, section: &str, plain: bool) -> String {
    let mut lines = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    let title = lines.next().unwrap_or_default().trim_start_matches('#').trim();
    let title = serde_json::Value::from(title).to_string();
    let body: Vec<String> = if plain {
        lines.filter(|line| !line.is_empty()).map(escape).collect()
    } else {
        vec![text.trim_start().split_once('\n').map_or("", |(_, rest)| rest).trim().to_owned()]
    };
    let marks = "# 以下各项是 neikan import 猜的，请核对后删去这一行。";
    format!("---\n{marks}\ntitle: {title}\nsection: {section}\n---\n{}\n", body.join("\n\n"))
}

/// Escapes what Markdown would take as mark-up.
fn escape(line: &str) -> String {
    let special = |c: char| "\\`*_[]<>#|~!{}&:-+".contains(c);
    let opens = line.starts_with(|c: char| c.is_ascii_digit());
    line.chars()
        .flat_map(|c| {
            let escaped = special(c) || (opens && c == '.');
            escaped.then_some('\\').into_iter().chain([c])
        })
        .collect()
}

/// The identifier of a manuscript: the file's name in lower-case letters, digits and hyphens.
fn identifier(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let stem = stem.unwrap_or_default();
    let parts = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("-");
    if !joined.is_empty() {
        return joined;
    }
    let sum: u32 = stem.chars().fold(0, |sum, c| sum.wrapping_mul(31).wrapping_add(u32::from(c)));
    format!("manuscript-{sum:08x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_in_use_are_read() {
        let text = "荔枝红了\n正文";
        let (gb, ..) = GB18030.encode(text);
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
            (gb.into_owned(), "gb18030"),
            (utf16, "UTF-16LE"),
        ] {
            let (read, encoding) = decode(&bytes).unwrap();
            assert_eq!((read.as_str(), encoding.name()), (text, name));
        }
        assert!(decode(&[0xff, 0xff, 0xff]).is_none());
    }

    #[test]
    fn identifiers_are_ascii() {
        assert_eq!(identifier(Path::new("a/Lychee 2026.TXT")), "lychee-2026");
        assert!(identifier(Path::new("荔枝.txt")).starts_with("manuscript-"));
        assert_ne!(identifier(Path::new("荔枝.txt")), identifier(Path::new("香蕉.txt")));
    }
}
