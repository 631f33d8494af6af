//! Laying out pages again that were laid out before.
//!
//! Typst begins every layout without knowing where anything stands, and lays out again until what the
//! templates asked about pages holds on them: three rounds or more. Where pages are there from the last
//! time, [`compile`] begins with where everything stood on them. After a change that moves nothing, the
//! first round then is the last. Where pages could settle in more than one way, they may settle otherwise
//! than from nothing, so whoever needs the pages of a build lays them out plainly ([`typst::compile`]).

use comemo::{Constraint, Track};
use typst::World;
use typst::diag::{FileError, SourceDiagnostic, SourceResult, Warned};
use typst::ecow::{EcoString, EcoVec, eco_vec};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Output, StyleChain, Target, TargetElem};
use typst::introspection::{Introspector, MAX_ITERS};
use typst::syntax::Span;
use typst::utils::Protected;
use typst_layout::PagedDocument;

/// Lays out the pages of a world, whose pages `before` had stood so.
pub fn compile(
    world: &dyn World,
    before: &dyn Introspector,
) -> Warned<SourceResult<PagedDocument>> {
    let mut sink = Sink::new();
    let output = rounds(world, before, &mut sink);
    Warned { output, warnings: sink.warnings() }
}

fn rounds(
    world: &dyn World,
    before: &dyn Introspector,
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
    let (mut last, mut round): (Option<PagedDocument>, usize) = (None, 1);
    loop {
        let stood = last.as_ref().map_or(before, |last| Output::introspector(last));
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
        // What has not settled by then is laid out plainly before long, and told then.
        if round == MAX_ITERS || constraint.validate(Output::introspector(&document)) {
            sink.extend_from_sink(own);
            let delayed = sink.delayed();
            return if delayed.is_empty() { Ok(document) } else { Err(delayed) };
        }
        (last, round) = (Some(document), round + 1);
    }
}

/// The main file cannot be read.
fn unread(error: FileError) -> EcoVec<SourceDiagnostic> {
    eco_vec![SourceDiagnostic::error(Span::detached(), EcoString::from(error))]
}
