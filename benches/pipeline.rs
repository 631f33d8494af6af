//! How long the sample issue takes: reading and checking it, and all editions of it.
//!
//! Run by hand with `cargo bench`; the CI only sees that it runs (`-- --test`).

use std::path::Path;

use neikan::check::{Context, Shelf, check as rules_of};
use neikan::diagnostic::Severity;
use neikan::manuscript::assemble;
use neikan::pipeline::{Order, build, check_issue};
use neikan::publication::Project;
use neikan::typeset::Faces;

fn project() -> Project {
    Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a project")
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn check(bencher: divan::Bencher<'_, '_>) {
    let project = project();
    bencher.bench(|| check_issue(&project, "2026-01").map(|(issue, _)| issue.articles.len()).ok());
}

/// The rules alone, on an issue that is read already.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn rules(bencher: divan::Bencher<'_, '_>) {
    let project = project();
    let (assembly, mut findings) = assemble(&project, "2026-01").expect("the sample is sound");
    let shelf = Shelf::load(&project, "2026-01", &mut findings);
    let faces = Faces::load(&project).expect("the project has faces");
    let context = Context { assembly: &assembly, faces: &faces, shelf: &shelf };
    bencher.bench(|| rules_of(&context).findings.count(Severity::Stop));
}

/// All editions again, when nothing has changed.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn nothing_changed(bencher: divan::Bencher<'_, '_>) {
    let project = project();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let order = Order::whole("2026-01", folder.path().to_owned());
    build(&project, &order, &|_| ()).expect("the sample is sound");
    bencher.bench(|| build(&project, &order, &|_| ()).map(|built| built.unchanged).ok());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn all_editions(bencher: divan::Bencher<'_, '_>) {
    let project = project();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let order = Order { fresh: true, ..Order::whole("2026-01", folder.path().to_owned()) };
    bencher.bench(|| build(&project, &order, &|_| ()).map(|built| built.pages).ok());
}
