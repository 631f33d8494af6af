//! Counting an issue: characters, pictures and pages by article, section, author and unit.
//!
//! Characters are counted in three ways: Han characters; everything that prints, blanks apart; and by
//! the lines they are set in, which is how fees are reckoned: 《使用文字作品支付报酬办法》(2014), article 5:
//! the characters of a line times the lines that are there, a line that is not full counting as one,
//! and of verse a thousand characters for ten lines, at least ten lines for a work.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Built;
use crate::archive::record;
use crate::desk::review::contents::Contents;
use crate::diagnostic::{Failure, Findings};
use crate::fs::read_limited;
use crate::manuscript::model::{Article, AuthorRef, Block, BlockKind, Part, walk};
use crate::manuscript::prose::{Kind, MASK, Passage, SourceFile};
use crate::manuscript::{Assembly, assemble, assemble_inbox};
use crate::publication::{INBOX, Project, Rank};
use crate::sources::OWN_LIMIT;
use crate::typeset::{PageMap, line_characters};

/// Characters that a line of verse counts for, and the fewest lines of a poem.
const VERSE: (usize, usize) = (100, 10);
/// The indent of a paragraph, characters.
const INDENT: f64 = 2.0;

/// What an article, or several, come to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tally {
    /// Articles.
    pub articles: usize,
    /// Han characters.
    pub han: usize,
    /// Characters that print, blanks apart.
    pub characters: usize,
    /// Characters by the lines of the page.
    pub set: usize,
    /// Pictures.
    pub pictures: usize,
    /// Pages that something of it is on; nothing where the issue was not built as it stands.
    pub pages: Option<usize>,
}

/// An article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleCount {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The name of its section.
    pub section: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Their units.
    pub units: Vec<String>,
    /// SHA-256 of what a signature of it binds.
    #[serde(skip)]
    pub content: String,
    /// What rules of points and fees ask for.
    #[serde(skip)]
    pub about: About,
    /// What it comes to.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What rules of points and fees ask of an article.
#[derive(Debug, Clone)]
pub struct About {
    /// Its section, by identifier.
    pub section: String,
    /// Its kind.
    pub kind: String,
    /// Its importance, if it states one.
    pub rank: Option<Rank>,
    /// Who wrote it, with their units.
    pub authors: Vec<AuthorRef>,
    /// Who took its pictures.
    pub photographers: Vec<String>,
    /// Its items that come from units: each of them is a contribution.
    pub items: Vec<Brief>,
}

/// One of several short items, from a unit.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Its title.
    pub title: String,
    /// The unit it comes from.
    pub unit: String,
    /// Characters that print.
    pub characters: usize,
    /// The line on which it begins.
    pub line: usize,
}

/// What the articles of a section, an author or a unit come to. An article by several counts in full
/// for each of them.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// The section, author or unit.
    pub name: String,
    /// What they come to.
    #[serde(flatten)]
    pub tally: Tally,
}

/// An issue, or the inbox, counted.
#[derive(Debug, Serialize)]
pub struct Counted {
    /// The issue, or `inbox`.
    pub issue: String,
    /// The characters of a line.
    pub line: usize,
    /// The articles in printing order.
    pub articles: Vec<ArticleCount>,
    /// By section, in printing order.
    pub sections: Vec<Group>,
    /// By author, the most characters first.
    pub authors: Vec<Group>,
    /// By unit, the most characters first.
    pub units: Vec<Group>,
    /// All of it; the pages are all inside pages.
    pub total: Tally,
    /// What ought to be looked at.
    #[serde(skip)]
    pub findings: Findings,
}

/// Counts an issue or the inbox.
///
/// # Errors
/// [`Failure::Stopped`] when it cannot be read, [`Failure::Machine`].
pub fn count(project: &Project, issue: &str) -> Result<Counted, Failure> {
    let inbox = issue == INBOX;
    let (assembly, findings) =
        if inbox { assemble_inbox(project)? } else { assemble(project, issue)? };
    let map = if inbox { None } else { built_map(project, &assembly)? };
    let line = line_characters(&assembly.theme);
    let all = assembly.articles.iter().enumerate();
    let articles: Vec<ArticleCount> =
        all.map(|(index, own)| article(&assembly, index, own, line, map.as_ref())).collect();
    let pages = |ids: &BTreeSet<&str>| map.as_ref().map(|map| pages(map, ids));
    let group = |names: &dyn Fn(&ArticleCount) -> Vec<String>, sorted| {
        let mut groups = groups(&articles, names, &pages);
        if sorted {
            groups.sort_by_key(|group| std::cmp::Reverse(group.tally.characters));
        }
        groups
    };
    let mut total = sum(&articles.iter().collect::<Vec<_>>());
    total.pages = map.as_ref().map(|map| map.pages.len());
    Ok(Counted {
        issue: issue.to_owned(),
        line,
        sections: group(&|own| vec![own.section.clone()], false),
        authors: group(&|own| own.authors.clone(), true),
        units: group(&|own| own.units.clone(), true),
        articles,
        total,
        findings,
    })
}

/// The page map of the issue's last build, if that was built from the issue as it stands.
fn built_map(project: &Project, assembly: &Assembly) -> Result<Option<PageMap>, Failure> {
    let path = project.root().join("out").join(&assembly.id).join(record::FILE);
    let bytes = read_limited(&path, OWN_LIMIT).ok().flatten();
    let built: Option<Built> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(built) = built else { return Ok(None) };
    let sum = Contents::of(project, assembly)?.issue.sha256;
    Ok((built.sum == sum).then_some(built.map))
}

/// How many pages something of these articles is on.
fn pages(map: &PageMap, ids: &BTreeSet<&str>) -> usize {
    let on = |page: &&crate::typeset::page_map::PageUse| {
        page.articles.iter().any(|id| ids.contains(id.as_str()))
    };
    map.pages.iter().filter(on).count()
}

fn article(
    assembly: &Assembly,
    index: usize,
    own: &Article,
    line: usize,
    map: Option<&PageMap>,
) -> ArticleCount {
    let text = assembly.texts.iter().find(|text| text.of == SourceFile::Article(index));
    let passages = text.map(|text| text.passages.as_slice()).unwrap_or_default();
    let asides = text.map(|text| text.asides.as_slice()).unwrap_or_default();
    let printed = |passage: &Passage| passage.text.chars().filter(|c| prints(*c)).count();
    let shown = passages.iter().filter(|own| own.kind != Kind::Alt).chain(asides);
    let characters = shown.map(printed).sum();
    let lines = passages.iter().filter(|own| !is_verse(own)).map(|own| set(own, line));
    let verse = verses(own).unwrap_or_else(|| {
        let verses = passages.iter().filter(|own| is_verse(own));
        verses.flat_map(|own| own.text.lines()).map(|verse| full(width(verse), line)).sum()
    });
    let mut units: Vec<String> = Vec::new();
    for unit in own.authors.iter().filter_map(|author| author.unit.clone()) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    ArticleCount {
        id: own.id.clone(),
        title: own.title.clone(),
        section: own.section.name.clone(),
        authors: own.authors.iter().map(|author| author.name.clone()).collect(),
        units,
        content: assembly.contents.get(&own.id).map(|own| own.sha256.clone()).unwrap_or_default(),
        about: About {
            section: own.section.id.clone(),
            kind: own.kind.clone(),
            rank: own.rank,
            authors: own.authors.clone(),
            photographers: own.photographers.clone(),
            items: own.blocks.iter().filter_map(brief).collect(),
        },
        tally: Tally {
            articles: 1,
            han: own.chars,
            characters,
            set: lines.sum::<usize>() + verse,
            pictures: pictures(own),
            pages: map.map(|map| pages(map, &BTreeSet::from([own.id.as_str()]))),
        },
    }
}

/// A block as an item from a unit.
fn brief(block: &Block) -> Option<Brief> {
    let BlockKind::Item { title, unit: Some(unit), c } = &block.kind else { return None };
    let mut characters = title.chars().filter(|c| prints(*c)).count();
    walk(c, &mut |part| {
        if let Part::Text(text, _) = part {
            characters += text.chars().filter(|c| prints(*c)).count();
        }
    });
    Some(Brief { title: title.clone(), unit: unit.clone(), characters, line: block.line })
}

fn is_verse(passage: &Passage) -> bool {
    passage.kind == Kind::Verse
}

/// Whether a character is something on the page.
fn prints(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && c != MASK
}

/// The width of a text in characters: letters and digits take half of one.
fn width(text: &str) -> f64 {
    let own = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
    text.chars().filter(|c| prints(*c) || *c == ' ').map(own).sum()
}

/// The characters of the lines that a text of some width takes.
fn full(width: f64, line: usize) -> usize {
    (width / line as f64).ceil() as usize * line
}

/// What a passage counts for by its lines: names and cells share theirs with others.
fn set(passage: &Passage, line: usize) -> usize {
    let width = width(&passage.text);
    match passage.kind {
        Kind::Alt | Kind::Entry => 0,
        Kind::Name | Kind::Unit | Kind::Credit | Kind::Cell => width.ceil() as usize,
        Kind::Text => full(width + INDENT, line),
        _ => full(width, line),
    }
}

/// What an article of nothing but poems counts for.
fn verses(article: &Article) -> Option<usize> {
    let poem = |kind: &BlockKind| match kind {
        BlockKind::Poem { stanzas, .. } => Some(stanzas.iter().map(Vec::len).sum::<usize>()),
        _ => None,
    };
    let poems: Option<Vec<usize>> = article.blocks.iter().map(|block| poem(&block.kind)).collect();
    let poems = poems.filter(|poems| !poems.is_empty())?;
    Some(poems.into_iter().map(|lines| lines.max(VERSE.1) * VERSE.0).sum())
}

fn pictures(article: &Article) -> usize {
    let mut paths = BTreeSet::new();
    walk(&article.blocks, &mut |part| {
        if let Part::Picture(picture) = part {
            paths.insert(picture.path.as_str());
        }
    });
    paths.len()
}

/// The articles grouped by the names that each is counted under, in the order in which names come.
fn groups(
    articles: &[ArticleCount],
    names: &dyn Fn(&ArticleCount) -> Vec<String>,
    pages: &dyn Fn(&BTreeSet<&str>) -> Option<usize>,
) -> Vec<Group> {
    let mut out: Vec<(String, Vec<&ArticleCount>)> = Vec::new();
    for own in articles {
        let own_names: BTreeSet<String> = names(own).into_iter().collect();
        for name in own_names {
            match out.iter_mut().find(|(known, _)| *known == name) {
                Some((_, list)) => list.push(own),
                None => out.push((name, vec![own])),
            }
        }
    }
    let group = |(name, list): (String, Vec<&ArticleCount>)| {
        let ids = list.iter().map(|own| own.id.as_str()).collect();
        Group { name, tally: Tally { pages: pages(&ids), ..sum(&list) } }
    };
    out.into_iter().map(group).collect()
}

/// What several articles come to, pages apart.
fn sum(articles: &[&ArticleCount]) -> Tally {
    articles.iter().fold(Tally::default(), |all, own| Tally {
        articles: all.articles + 1,
        han: all.han + own.tally.han,
        characters: all.characters + own.tally.characters,
        set: all.set + own.tally.set,
        pictures: all.pictures + own.tally.pictures,
        pages: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::prose::Construct;

    #[test]
    fn a_line_that_is_not_full_counts_as_one() {
        let passage = |kind, text| Passage::found((kind, Construct::Body), text, text, 0);
        let text: String = "字".repeat(21);
        // 21 characters and the indent are two lines of 22.
        assert_eq!(set(&passage(Kind::Text, &text), 22), 44);
        assert_eq!(set(&passage(Kind::Text, &text[..60]), 22), 22);
        assert_eq!(set(&passage(Kind::Heading, "春耕"), 22), 22);
        assert_eq!(set(&passage(Kind::Cell, "约12吨"), 22), 3);
        assert!((width("第12期 PDF") - 5.0).abs() < 1e-9);
    }
}
