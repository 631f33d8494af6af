//! The rules an issue must pass, and what happens to their findings.
//!
//! Faults of form (an unknown key, a missing picture) are found where files are read. This room has
//! the rules about what an issue says: each is one file under [`rules`], which holds the rule's
//! words, its source, its examples and its check. `judge` weighs their findings by the settings and
//! waivers of the publication; [`fix`] fixes what can be fixed without asking; [`markup`] finds
//! markup that does not work; [`catalogue`] shows the rules; [`shelf`] holds what they look things
//! up in.

pub mod catalogue;
pub mod clock;
mod coverage;
pub mod examples;
pub mod fix;
mod judge;
pub mod markup;
mod printed;
pub mod rule;
pub mod rules;
pub mod shelf;

use crate::manuscript::model::{BlockKind, Figure, Part, Picture, walk};
use crate::manuscript::prose::{SourceFile, Text};
use crate::manuscript::{Assembly, ISSUE_ROOT};
pub use coverage::{Coverage, Drawn};
use hanzi::Line;
use judge::judge;
use neikan_base::diagnostic::{Finding, Findings, Place};
use neikan_base::locale::Language;
pub use printed::{Placed, Printed};
use rayon::prelude::*;
pub use rule::{Check, Edit, Patch, Rule};
use rule::{Hit, Hits};
pub use shelf::Shelf;

/// What a rule can look at.
pub struct Context<'a> {
    /// The issue.
    pub assembly: &'a Assembly,
    /// What the project's faces draw.
    pub faces: &'a dyn Coverage,
    /// What rules look things up in.
    pub shelf: &'a Shelf,
}

impl Context<'_> {
    /// The first place in the sources that names a picture.
    fn place_of_picture(&self, path: &str) -> Place {
        let named = self.assembly.texts.iter().find_map(|text| {
            let at = text.source.find(path)?;
            Some(text.place(at))
        });
        named.unwrap_or_else(|| Place::file(format!("issues/{}/{path}", self.assembly.id)))
    }
}

/// What the rules have to say about an issue.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings.
    pub findings: Findings,
    /// The changes that would put some of them right.
    pub edits: Vec<Edit>,
    /// The findings that they put right, one for each change.
    pub mended: Vec<Finding>,
}

/// Checks an issue against every rule that does not need finished pages.
pub fn check(context: &Context<'_>) -> Checked {
    run(context, None)
}

/// Checks the finished pages of an issue against the rules about pages.
pub fn check_pages(context: &Context<'_>, printed: &Printed) -> Findings {
    run(context, Some(printed)).findings
}

/// Checks the manuscripts of the inbox against every rule that does not need an issue: those about
/// texts, and those about pictures.
pub fn check_inbox(context: &Context<'_>) -> Checked {
    let wanted = |entry: &&rules::Entry| !entry.rule.is_wide() || entry.family == "pictures";
    let rules = rules::all().iter().filter(wanted).map(|entry| entry.rule);
    let rules = rules.filter(|rule| !rule.needs_pages());
    let texts = &context.assembly.texts;
    let hits = rules.flat_map(|rule| look(rule, context, texts, None)).collect();
    judge(context, hits, false)
}

/// Checks one text of an issue, given by its index, against every rule about texts.
pub fn check_text(context: &Context<'_>, index: usize) -> Checked {
    let texts = context.assembly.texts.get(index..=index).unwrap_or_default();
    part(context, texts, |rule| !rule.is_wide())
}

/// Checks an issue against the rules about the issue as a whole.
pub fn check_whole(context: &Context<'_>) -> Checked {
    part(context, &[], Rule::is_wide)
}

/// What those rules have to say that are `wanted` and need no finished pages.
fn part(context: &Context<'_>, texts: &[Text], wanted: fn(&Rule) -> bool) -> Checked {
    let rules = rules::all().iter().map(|entry| entry.rule);
    let rules = rules.filter(|rule| !rule.needs_pages() && wanted(rule));
    let hits = rules.flat_map(|rule| look(rule, context, texts, None)).collect();
    judge(context, hits, false)
}

fn run(context: &Context<'_>, printed: Option<&Printed>) -> Checked {
    let wanted = |rule: &Rule| rule.needs_pages() == printed.is_some();
    let rules: Vec<&'static Rule> =
        rules::all().iter().map(|entry| entry.rule).filter(|rule| wanted(rule)).collect();
    let texts = &context.assembly.texts;
    // Rules do not depend on each other; their findings stay in the order of the rules.
    let hits =
        rules.into_par_iter().flat_map_iter(|rule| look(rule, context, texts, printed)).collect();
    judge(context, hits, printed.is_some())
}

/// What one rule finds in some texts of an issue, or in the issue as a whole.
fn look(
    rule: &'static Rule,
    context: &Context<'_>,
    texts: &[Text],
    printed: Option<&Printed>,
) -> Vec<Hit> {
    let mut hits = Hits::of(rule);
    match rule.check {
        Check::Plain(plain) => {
            for text in texts {
                hits.turn_to(text);
                plainly(plain, text, &mut hits);
            }
        }
        Check::Passages(look) => {
            for text in texts {
                hits.turn_to(text);
                text.passages.iter().for_each(|passage| look(passage, &mut hits));
            }
        }
        Check::Worded(look) => {
            for text in texts {
                hits.turn_to(text);
                let worded = text.passages.iter().filter(|passage| passage.is_worded());
                worded.for_each(|passage| look(passage, &mut hits));
            }
        }
        Check::Pictures(amiss) => {
            for text in texts {
                pictures(text, context, amiss, &mut hits);
            }
        }
        Check::Texts(look) => {
            for text in texts {
                hits.turn_to(text);
                look(text, context, &mut hits);
            }
        }
        Check::Issue(look) => look(context, &mut hits),
        Check::Pages(look) => {
            if let Some(printed) = printed {
                look(context, printed, &mut hits);
            }
        }
    }
    hits.all()
}

/// What a rule about plain Chinese text finds in the passages of a text.
fn plainly(rule: &'static hanzi::Rule, text: &Text, hits: &mut Hits<'_>) {
    let all = rule.scope == hanzi::lint::Scope::All;
    for passage in text.passages.iter().filter(|passage| all || passage.is_worded()) {
        for hit in rule.look(&Line::new(&passage.text, passage.kind.plain())) {
            hits.take(passage, hit);
        }
    }
}

/// Reports the pictures of an article in which something is amiss.
fn pictures(
    text: &Text,
    context: &Context<'_>,
    amiss: fn(&Figure, &Picture) -> bool,
    hits: &mut Hits<'_>,
) {
    let SourceFile::Article(index) = text.of else { return };
    walk(&context.assembly.articles[index].blocks, &mut |part| {
        let Part::Block(block) = part else { return };
        let BlockKind::Figure(figure) = &block.kind else { return };
        for picture in figure.pictures.iter().filter(|picture| amiss(figure, picture)) {
            let path = picture.path.trim_start_matches(ISSUE_ROOT);
            hits.at(Place::line(&text.file, picture.line)).with("found", path);
        }
    });
}

/// The messages of the rules in a language: name, message, hint.
pub fn messages(
    language: Language,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rules::all().iter().map(move |entry| {
        let rule: &'static Rule = entry.rule;
        rule.words(language).named(rule.name)
    })
}
