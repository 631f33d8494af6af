//! How long it takes to verify an archive, beside summing up the same bytes in one thread.

use std::path::Path;

use neikan::archive::bag::{Bag, sha512};
use neikan::archive::verify::verify;
use neikan::pipeline::{Editions, Order, build};
use neikan::publication::Project;

/// The archive of the sample issue, made once.
fn archive() -> tempfile::TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Project::find(root).expect("the repository is a project");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let editions = Editions { archive: true, ..Editions::NONE };
    let order = Order { editions, ..Order::whole("2026-01", folder.path().to_owned()) };
    build(&project, &order, &|_| ()).expect("the sample is sound");
    folder
}

const PATH: &str = "2026-01/dggx-2026-01-archive.zip";

#[divan::bench(sample_count = 5, sample_size = 1)]
fn verified(bencher: divan::Bencher<'_, '_>) {
    let folder = archive();
    let path = folder.path().join(PATH);
    bencher.bench(|| Bag::open(&path).and_then(|bag| verify(&bag)).map(|own| own.files).ok());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn summed(bencher: divan::Bencher<'_, '_>) {
    let folder = archive();
    let path = folder.path().join(PATH);
    bencher.bench(|| std::fs::read(&path).map(|bytes| sha512(&bytes)).ok());
}
