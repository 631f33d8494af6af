//! Laying out pages, round after round.
//!
//! Typst begins every layout without knowing where anything stands, and lays out again until what the
//! templates asked about pages holds on them: three rounds or more. [`compile`] does as Typst does, with
//! two differences. Where pages are there from the last time, it can begin with where everything stood
//! on them: after a change that moves nothing, the first round then is the last. Where pages could
//! settle in more than one way, they may settle otherwise than from nothing, so whoever needs the pages
//! of a build begins with nothing. And of a long issue, what a round has made of earlier rounds' answers
//! is forgotten as soon as the next has answers of its own: the pages are the same, and need less memory.

use std::collections::BTreeSet;
use std::sync::Arc;

use comemo::{Constraint, Track, Tracked};
use typst::World;
use typst::diag::{FileError, SourceDiagnostic, SourceResult, Warned};
use typst::ecow::{EcoString, EcoVec, eco_vec};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Output, StyleChain, Target, TargetElem};
use typst::introspection::{EmptyIntrospector, Introspector, MAX_ITERS, analyze};
use typst::syntax::Span;
use typst::utils::{Protected, hash128};
use typst_layout::{PagedDocument, PagedIntrospector};

/// How many pages are many: what Typst remembers of more of them is not kept from round to round.
const MANY: usize = 200;
/// How many rounds Typst looks back.
const AGE: usize = 1;

/// Lays out the pages of a world, which stood as `before` says, if anything is known of that.
pub fn compile(
    world: &dyn World,
    before: Option<&dyn Introspector>,
) -> Warned<SourceResult<PagedDocument>> {
    let mut sink = Sink::new();
    let output = rounds(world, before, &mut sink).map_err(once);
    Warned { output, warnings: sink.warnings() }
}

fn rounds(
    world: &dyn World,
    before: Option<&dyn Introspector>,
    sink: &mut Sink,
) -> SourceResult<PagedDocument> {
    let (library, traced, world) = (world.library(), Traced::default(), world.track());
    let target = TargetElem::target.set(Target::Paged).wrap();
    let base = StyleChain::new(&library.styles);
    let styles = base.chain(&target);
    let source = world.source(world.main()).map_err(unread)?;
    let (route, own) = (Route::default(), traced.track());
    let content =
        typst_eval::eval(world, library, own, sink.track_mut(), route.track(), &source)?.content();
    // Where everything stood after each round that was not the last.
    let mut history: Vec<Arc<PagedIntrospector>> = Vec::new();
    loop {
        let first = before.unwrap_or(&EmptyIntrospector);
        let stood = history.last().map_or(first, |last| &**last as &dyn Introspector);
        let (constraint, mut own) = (Constraint::new(), Sink::new());
        let mut engine = Engine {
            library,
            world,
            introspector: Protected::new(stood.track_with(&constraint)),
            traced: traced.track(),
            sink: own.track_mut(),
            route: Route::default(),
        };
        let document = PagedDocument::create(&mut engine, &content, styles)?;
        let settled = constraint.validate(Output::introspector(&document));
        if settled || history.len() + 1 == MAX_ITERS {
            // From pages of the last time, what has not settled by then is laid out from nothing before
            // long, and told then.
            let warnings = match settled || before.is_some() {
                true => EcoVec::new(),
                false => unsettled(world, &history, &document, &own),
            };
            sink.extend_from_sink(own);
            warnings.into_iter().for_each(|warning| sink.warn(warning));
            let delayed = sink.delayed();
            return if delayed.is_empty() { Ok(document) } else { Err(delayed) };
        }
        history.push(document.introspector().clone());
        if document.pages().len() > MANY {
            drop(document);
            comemo::evict(AGE);
        }
    }
}

/// What keeps pages from settling, as Typst tells it.
fn unsettled(
    world: Tracked<'_, dyn World + '_>,
    history: &[Arc<PagedIntrospector>],
    last: &PagedDocument,
    sink: &Sink,
) -> EcoVec<SourceDiagnostic> {
    let mut all = [&EmptyIntrospector as &dyn Introspector; MAX_ITERS + 1];
    let later = history.iter().chain([last.introspector()]);
    all[1..].iter_mut().zip(later).for_each(|(own, known)| *own = &**known);
    analyze(world, all, sink.introspections())
}

/// Each fault once.
fn once(mut faults: EcoVec<SourceDiagnostic>) -> EcoVec<SourceDiagnostic> {
    let mut seen = BTreeSet::new();
    faults.retain(|fault| seen.insert(hash128(&(&fault.span, &fault.message))));
    faults
}

/// The main file cannot be read.
fn unread(error: FileError) -> EcoVec<SourceDiagnostic> {
    eco_vec![SourceDiagnostic::error(Span::detached(), EcoString::from(error))]
}
