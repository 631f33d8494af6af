//! How long complimentary copies of an issue of 10 MB take, besides writing them: the leaves are laid
//! out, written as PDF, put into the edition, and the sum of each whole copy is taken.
//!
//! Run by hand with `cargo bench -- copies`. With `COPIES=1000` it makes that many in batches of
//! 64, as `neikan deliver prepare` does, and says how much memory the last batches took.

use std::path::Path;

use divan::counter::ItemsCount;
use lopdf::{Dictionary, Document, Stream};
use neikan::circulation::copies::graft::Body;
use neikan::circulation::copies::leaf::{Leaves, Words};
use neikan::circulation::copies::mark::Mark;
use neikan::digital::screen;
use neikan::manuscript::{Assembly, assemble};
use neikan::press::Shop;
use neikan::publication::Project;
use neikan::typeset::Faces;
use neikan_base::hash::sha256;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

const ISSUE: &str = "2026-01";
/// The size of the edition, bytes.
const SIZE: usize = 10 << 20;
/// How many leaves are laid out at a time.
const BATCH: u32 = 64;

struct Job {
    project: Project,
    assembly: Assembly,
    leaves: Leaves,
    body: Body,
    hash: Sha256,
}

impl Job {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let project = Project::find(root).expect("the repository is a project");
        let (assembly, mut findings) = assemble(&project, ISSUE).expect("the sample is sound");
        let pages = neikan::pipeline::screen_pages(&project, ISSUE).expect("the sample can be set");
        let pdf = screen::write(&assembly, &pages).expect("the sample can be written");
        let edition = padded(&pdf);
        let press = Shop::load(&project, &assembly.publication.press, &mut findings);
        let press = press.expect("the sample has a press");
        let colors = assembly.theme.colors.iter();
        let colors =
            colors.map(|(name, color)| (name.clone(), press.screen_rgb(color.0))).collect();
        let leaves = Leaves::new(
            &assembly.publication,
            (ISSUE, &assembly.issue),
            (&assembly.theme, &colors),
            ("新一期编印完成。", None),
            Faces::load(&project).expect("the project has faces"),
        );
        let body = Body::read(&edition, &sha256(&edition)).expect("the edition is ours");
        Self { project, assembly, leaves, body, hash: Sha256::new_with_prefix(&edition) }
    }

    /// Makes the copies of a batch and gives the bytes they have besides the edition.
    fn batch(&self, numbers: std::ops::Range<u32>) -> usize {
        let words: Vec<Words> = numbers.map(|number| self.words(number)).collect();
        let leaves = self.leaves.set(&self.project, &words.iter().collect::<Vec<_>>());
        let pairs = leaves.expect("leaves can be set").into_par_iter().zip(&words);
        let copies = pairs.map(|(leaf, words)| {
            let leaf = leaf.expect("a leaf can be written");
            let tail = self.body.graft(&leaf, &words.mark).expect("a leaf has its place");
            let sum = self.hash.clone().chain_update(&tail).finalize();
            tail.len() + usize::from(sum.is_empty())
        });
        copies.sum()
    }

    fn words(&self, number: u32) -> Words {
        let c = |from: u32| char::from_u32(0x4e00 + from % 800).unwrap_or('样');
        Words {
            name: [c(number * 7), c(number * 31), c(number * 13)].iter().collect(),
            title: Some("代表".to_owned()),
            unit: Some(format!("样例镇第{number}选区")),
            mark: Mark::new(&self.assembly.publication.slug, ISSUE, number),
        }
    }
}

/// The edition made as large as it may be, by bytes that no page shows.
fn padded(pdf: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).expect("a PDF");
    let mut seed = 1_u32;
    let noise = (pdf.len()..SIZE).map(|_| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    });
    document.add_object(Stream::new(Dictionary::new(), noise.collect()));
    let mut out = Vec::new();
    document.save_to(&mut out).expect("memory takes it");
    out
}

/// The most memory the program has taken so far, kB (Linux).
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned()
}

#[divan::bench(sample_count = 8, sample_size = 1)]
fn sixty_four_copies(bencher: divan::Bencher<'_, '_>) {
    let job = Job::new();
    bencher.counter(ItemsCount::new(BATCH)).bench(|| job.batch(1..BATCH + 1));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn as_many_as_are_asked_for(bencher: divan::Bencher<'_, '_>) {
    let asked = std::env::var("COPIES").ok().and_then(|text| text.parse().ok());
    let asked: u32 = asked.unwrap_or(BATCH);
    let job = Job::new();
    println!("before: {}", peak());
    bencher.counter(ItemsCount::new(asked)).bench(|| {
        let starts = (1..=asked).step_by(BATCH as usize);
        let sizes = starts.map(|from| {
            let size = job.batch(from..(from + BATCH).min(asked + 1));
            println!("{from}: {}", peak());
            size
        });
        sizes.sum::<usize>()
    });
}
