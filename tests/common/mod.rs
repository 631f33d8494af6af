//! A small project in a temporary folder, and the program run in it.

pub mod book;
pub mod bucket;
pub mod catalogue;
pub mod chance;
pub mod content;
pub mod fire;
pub mod folding;
pub mod judging;
pub mod letters;
pub mod lines;
pub mod plates;
pub mod post;
pub mod prepress;
pub mod sample;
pub mod sheets;
pub mod surface;
pub mod tags;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};

use neikan::archive::bag::{manifest, sha512};
use neikan::publication::Project;
use neikan_base::store::Store;
use serde_json::Value;
use tempfile::TempDir;

/// The repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The project that the repository holds, with the sample issue.
pub fn project() -> Project {
    Project::find(&repository()).unwrap()
}

/// All characters of a text but white space.
pub fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A project with one small issue, the project's own layouts and fonts.
pub struct Sandbox {
    folder: TempDir,
    cache: PathBuf,
}

/// The cache that all tests share, so that each table of colours is made once.
pub fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// The same for what tests call without the program: what was found out about layouts, faces and drawings.
pub fn store() -> Arc<Store> {
    static OWN: LazyLock<Arc<Store>> = LazyLock::new(|| {
        let program = neikan::pipeline::program_sum().unwrap();
        Arc::new(Store::open(&cache(), &cache(), &program))
    });
    OWN.clone()
}

/// Signs an issue of the project in a folder, or the newest, as it stands.
pub fn approve(root: &Path, id: Option<&str>) {
    let project = Project::find(root).unwrap().with_kit(neikan::kit::kit());
    catalogue::approve(&project.with_store(store()), id);
}

/// What a run of the program said.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The report written with `--format json`.
    pub fn report(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|e| panic!("{e}: {}\n{}", self.out, self.err))
    }

    /// The rules of the findings in the report.
    pub fn rules(&self) -> Vec<String> {
        let report = self.report();
        let findings = report["findings"].as_array().unwrap();
        findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    }

    /// The first finding of a rule.
    pub fn finding(&self, rule: &str) -> Value {
        let report = self.report();
        let findings = report["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["rule"] == rule);
        found.cloned().unwrap_or_else(|| panic!("no {rule} in {}", self.out))
    }
}

impl Sandbox {
    /// An empty folder.
    pub fn empty() -> Self {
        let mut folder = tempfile::tempdir().unwrap();
        // To look at what a test has made: NEIKAN_KEEP=1.
        folder.disable_cleanup(std::env::var_os("NEIKAN_KEEP").is_some());
        Self { folder, cache: cache() }
    }

    /// The same with a cache of its own, `.cache` in its folder.
    pub fn with_own_cache(mut self) -> Self {
        self.cache = self.path(".cache");
        self
    }

    /// A fresh copy of the small issue.
    pub fn new() -> Self {
        let sandbox = Self::empty();
        let fixture = repository().join("tests/fixtures/small");
        copy(&fixture, sandbox.folder.path());
        for shared in ["layouts", "fonts"] {
            link(&repository().join(shared), &sandbox.path(shared));
        }
        sandbox
    }

    /// A copy of the sample issue.
    pub fn of_sample() -> Self {
        let sandbox = Self::new();
        fs::remove_dir_all(sandbox.path("issues")).unwrap();
        copy(&repository().join("issues"), &sandbox.path("issues"));
        sandbox
    }

    /// A copy of a project in `examples/`, which [`Sandbox::approve`] can sign; layouts and faces are
    /// those that the program carries.
    pub fn of_example(name: &str) -> Self {
        let sandbox = Self::empty();
        copy(&repository().join("examples").join(name), sandbox.folder.path());
        let publication = "issues/publication.yml";
        let text = sandbox.read(publication);
        let (head, _) = text.split_once("review:").unwrap();
        let own = fs::read_to_string(repository().join("tests/fixtures/small").join(publication));
        let own = own.unwrap();
        let (_, review) = own.split_once("review:").unwrap();
        sandbox.write(publication, format!("{head}review:{review}"));
        drop(fs::remove_file(sandbox.path("issues/register.txt")));
        for issue in ["issues/2026-03", "issues/2026-05"] {
            drop(fs::remove_file(sandbox.path(&format!("{issue}/review.yml"))));
            drop(fs::remove_dir_all(sandbox.path(&format!("{issue}/review"))));
        }
        sandbox
    }

    /// A small issue whose layouts are a copy that a test may change.
    pub fn with_own_layouts() -> Self {
        let sandbox = Self::new();
        let layouts = sandbox.path("layouts");
        if layouts.is_symlink() {
            fs::remove_file(&layouts).unwrap();
            copy(&repository().join("layouts"), &layouts);
        }
        sandbox
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    pub fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces a text that occurs exactly once in a file.
    pub fn replace(&self, relative: &str, from: &str, to: &str) {
        let text = self.read(relative);
        assert_eq!(text.matches(from).count(), 1, "{from} in {relative}");
        self.write(relative, text.replace(from, to));
    }

    /// Runs the program in the project.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// Runs the program with more environment variables.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_neikan"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            // What the developer has set for themselves is none of a test's business.
            .env("XDG_CONFIG_HOME", self.path(".config"))
            .env("XDG_CACHE_HOME", &self.cache)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        Run {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Signs the newest issue as it stands: three reviews, three proofs, the list of those who
    /// sign, the press.
    pub fn approve(&self) {
        approve(self.folder.path(), None);
    }

    /// Signs the newest issue and builds it.
    pub fn build(&self, arguments: &[&str]) -> Run {
        self.approve();
        self.run(&[&["build"], arguments].concat())
    }

    /// Whether nothing at all was written.
    pub fn nothing_written(&self) -> bool {
        !self.path("out").exists()
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) {
    std::os::unix::fs::symlink(from, to).unwrap();
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) {
    copy(from, to);
}

/// The files in a zip, by name.
pub fn zip_entries(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// The files in an archive, by their paths in its bag.
pub fn archive_entries(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let inner = |name: &str| name.split_once('/').unwrap().1.to_owned();
    zip_entries(bytes).into_iter().map(|(name, bytes)| (inner(&name), bytes)).collect()
}

/// Renews the sums in the files of a bag, so that they agree with the rest.
pub fn summed_up(files: &mut BTreeMap<String, Vec<u8>>) {
    let sums = |files: &BTreeMap<String, Vec<u8>>, data: bool| {
        let own = files.iter().filter(|(path, _)| path.starts_with("data/") == data);
        let own = own.filter(|(path, _)| *path != "tagmanifest-sha512.txt");
        own.map(|(path, bytes)| (path.clone(), sha512(bytes))).collect()
    };
    let data = manifest(&sums(files, true));
    files.insert("manifest-sha512.txt".to_owned(), data.into_bytes());
    let tags = manifest(&sums(files, false));
    files.insert("tagmanifest-sha512.txt".to_owned(), tags.into_bytes());
}

/// An Exif segment of a JPEG that says where a photograph was taken: 22.5° north.
pub fn exif_gps() -> Vec<u8> {
    let mut tiff: Vec<u8> = b"MM\0\x2a\0\0\0\x08".to_vec();
    // IFD 0: one entry, the pointer to the GPS IFD at 26.
    tiff.extend([0, 1, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]);
    // GPS IFD: latitude reference and latitude, whose three fractions stand at 56.
    tiff.extend([0, 2, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0]);
    tiff.extend([0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 56, 0, 0, 0, 0]);
    for (top, bottom) in [(22_u32, 1_u32), (30, 1), (0, 1)] {
        tiff.extend(top.to_be_bytes());
        tiff.extend(bottom.to_be_bytes());
    }
    let mut segment = vec![0xff, 0xe1];
    segment.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}
