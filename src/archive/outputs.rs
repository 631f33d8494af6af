//! The register of built files: see [`crate::desk::register`].

use std::collections::BTreeSet;

use super::record::Made;
use crate::desk::register::{OUTPUTS, add, text};
use crate::diagnostic::Failure;
use crate::publication::Project;

/// The files that were built from the issues of a project.
#[derive(Debug, Default)]
pub struct Outputs(BTreeSet<String>);

impl Outputs {
    /// Reads the register.
    pub fn read(project: &Project) -> Self {
        Self(text(project, OUTPUTS).lines().map(str::to_owned).collect())
    }

    /// Whether this very file was built from an issue.
    pub fn knows(&self, issue: &str, made: &Made) -> bool {
        self.0.contains(&line(issue, made))
    }

    /// The path, in the output folder of an issue, of the file with this SHA-256 and this content
    /// sum; `None` if it is unknown.
    pub fn path(&self, issue: &str, sum: &str, sha256: &str) -> Option<&str> {
        let begin = format!("{issue} {sum} {sha256} ");
        self.0.iter().find_map(|line| line.strip_prefix(begin.as_str()))
    }

    /// The issue from which something with this content sum was built.
    pub fn issue(&self, sum: &str) -> Option<&str> {
        self.0.iter().find_map(|line| {
            let (issue, rest) = line.split_once(' ')?;
            rest.strip_prefix(sum)?.starts_with(' ').then_some(issue)
        })
    }

    /// Adds files before they are put in place in the output folder of an issue.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn note(project: &Project, issue: &str, made: &[Made]) -> Result<(), Failure> {
        let lines: Vec<String> = made.iter().map(|made| line(issue, made)).collect();
        add(&project.issues().join(OUTPUTS), &lines)
    }
}

fn line(issue: &str, made: &Made) -> String {
    format!("{issue} {} {} {}", made.sum, made.sha256, made.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> (tempfile::TempDir, Project) {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("issues")).unwrap();
        std::fs::write(root.path().join("issues/publication.yml"), "").unwrap();
        let project = Project::find(root.path()).unwrap();
        (root, project)
    }

    #[test]
    fn a_file_is_known_as_it_was_built_and_not_otherwise() {
        let (_root, project) = project();
        let sum = "a".repeat(64);
        let made = Made::of(("press/x.pdf", b"%PDF"), None, &sum);
        Outputs::note(&project, "2026-01", std::slice::from_ref(&made)).unwrap();
        let known = Outputs::read(&project);
        assert!(known.knows("2026-01", &made) && !known.knows("2026-02", &made));
        assert!(!known.knows("2026-01", &Made::of(("press/x.pdf", b"%pdf"), None, &sum)));
        assert_eq!(known.path("2026-01", &sum, &made.sha256), Some("press/x.pdf"));
        assert_eq!((known.issue(&sum), known.issue("aa")), (Some("2026-01"), None));
    }
}
