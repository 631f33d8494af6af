//! The assembly of an issue: its articles are read, its pictures inspected, all faults collected.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::ISSUE_ROOT;
use super::digest::{self, Content};
use super::limits;
use super::markdown::{self, Read};
use super::model::{
    Article, Block, BlockKind, Boxed, Figure, Part, Picture, SectionRef, Width, is_blank, walk,
};
use super::pictures::{Format, Pictures, look_through};
use super::printable;
use super::prose::{self, Lines, SourceFile, Text};
use super::quotes;
use crate::publication::{
    ArticleHead, Cover, CoverPicture, CoverStyle, Date, Distribution, Document, Filler, FirstPage,
    Form, INBOX, Issue, Opener, Places, Plate, Project, Public, Publication, Rank, SourceText,
    Start, Theme, Words, Writing, arrangement, cover_lines, document, first_page, load_issue,
    load_publication, load_theme, pages, section_id,
};
use hanzi::is_han;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::{Refusal, resolve_inside};

/// The resolution that a picture over two pages must have, pixels per inch.
const SPREAD_PPI: f64 = 250.0;

/// What an author puts into a title where one of its lines ends.
const PART: char = '|';

/// A whole issue: everything the editions are made from.
#[derive(Debug, Clone)]
pub struct Assembly {
    /// The issue's folder name.
    pub id: String,
    /// The periodical.
    pub publication: Publication,
    /// The form that its layout makes.
    pub form: Form,
    /// Its theme.
    pub theme: Theme,
    /// The words that its layout itself adds.
    pub words: Words,
    /// The issue.
    pub issue: Issue,
    /// The pictures of the cover pages.
    pub covers: Covers,
    /// The articles in printing order.
    pub articles: Vec<Article>,
    /// What a signature binds, by article.
    pub contents: BTreeMap<String, Content>,
    /// In a draft, the articles that have not passed their reviews, and are marked as such.
    pub unreviewed: BTreeSet<String>,
    /// Whether it is made before everything that the press needs is signed: every page then says
    /// so.
    pub draft: bool,
    /// In a draft, how many faults in its contents keep it from the press: its pages say so.
    pub faults: usize,
    /// All pictures that are used.
    pub pictures: Pictures,
    /// The texts of its files: `publication.yml`, `issue.yml`, the articles.
    pub texts: Vec<Text>,
    /// The source files read, relative to the project.
    pub sources: BTreeSet<String>,
    /// The content sum, which the labels of all files made from it hold; empty until it is known.
    pub sum: String,
}

impl Assembly {
    /// The numbers that its inside pages begin with.
    pub fn first_page(&self) -> FirstPage {
        FirstPage::of(&self.publication, &self.issue)
    }
}

/// The pictures of the cover pages.
#[derive(Debug, Clone)]
pub struct Covers {
    /// 封一; a form without covers may have none.
    pub front: Option<Picture>,
    /// The other pictures of 封一, if it shows four.
    pub others: Vec<Picture>,
    /// 封二.
    pub inside_front: Option<Picture>,
    /// 封三.
    pub inside_back: Option<Picture>,
    /// 封四.
    pub back: Option<Picture>,
    /// The pictures of the fillers, in the order of the fillers.
    pub fillers: Vec<Option<Picture>>,
}

/// Puts an issue together.
///
/// # Errors
/// [`Failure::Stopped`] with every fault in every file.
pub fn assemble(project: &Project, id: &str) -> Result<(Assembly, Findings), Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let issue = load_issue(project, id, &mut findings);
    let theme = publication
        .as_ref()
        .and_then(|publication| load_theme(project, publication, issue.as_ref(), &mut findings));
    let words = publication
        .as_ref()
        .and_then(|publication| Words::load(project, &publication.value.layout, &mut findings));
    let mut assembler = Assembler {
        project,
        id,
        issue: issue.as_ref(),
        articles: "articles/",
        pictures: Pictures::new(),
        contents: BTreeMap::new(),
        texts: Vec::new(),
        bytes: 0,
        findings,
    };
    // If issue.yml cannot be read, the articles are read all the same, for their faults.
    let names = match &issue {
        Some(issue) => issue.value.in_print_order(),
        None => project.article_names(id),
    };
    let articles =
        assembler.articles(&names, publication.as_ref().map(|publication| &publication.value));
    let covers = issue.as_ref().map(|issue| assembler.covers(issue));
    let layout = publication.as_ref().map(|publication| publication.value.layout.as_str());
    let form = layout.map(|layout| Form::of(project, layout)).unwrap_or_default();
    if let Some(issue) = &issue {
        cover_lines(issue, &mut assembler.findings);
        arrangement(issue, &mut assembler.findings);
        if let Some(publication) = &publication {
            pages(issue, &publication.value, form, &mut assembler.findings);
            first_page(issue, &publication.value, &mut assembler.findings);
        }
        if form.covers && issue.value.cover.is_none() {
            let finding = Finding::stop("key-missing").at(issue.places.value(""));
            assembler.findings.push(finding.with("key", "cover"));
        }
    }
    let Assembler { pictures, contents, texts, mut findings, .. } = assembler;
    for text in &texts {
        let SourceFile::Article(at) = text.of else { continue };
        printable::look(text, articles.get(at), &mut findings);
    }
    let heads = [
        publication.as_ref().map(|p| data_text(SourceFile::Publication, p)),
        issue.as_ref().map(|i| data_text(SourceFile::Issue, i)),
    ];
    heads.iter().flatten().for_each(|text| printable::look(text, None, &mut findings));
    // If an article could not be read, it may be the one that a jump leads to.
    if articles.len() == names.len() {
        jumps(id, &articles, &mut findings);
        first_start(id, &articles, &mut findings);
        one_lead(id, &articles, issue.as_ref(), &mut findings);
    }
    limits::look(id, &articles, &mut findings);
    let findings = findings.settle()?;
    let (Some(publication), Some(theme), Some(words), Some(issue), Some(covers)) =
        (publication, theme, words, issue, covers)
    else {
        return Err(Failure::Stopped(findings));
    };
    let sources = sources(id, &issue.value, &pictures);
    let all = heads.into_iter().flatten().chain(texts).collect();
    let (publication, issue) = (publication.value, issue.value);
    let (id, texts) = (id.to_owned(), all);
    let assembly = Assembly {
        id,
        publication,
        form,
        theme,
        words,
        issue,
        covers,
        articles,
        contents,
        unreviewed: BTreeSet::new(),
        draft: false,
        faults: 0,
        pictures,
        texts,
        sources,
        sum: String::new(),
    };
    Ok((assembly, findings))
}

/// Puts the manuscripts of the inbox together, as far as they can be read, so that rules can look
/// at them before they belong to an issue. What an issue says about itself is taken from the newest
/// one.
///
/// # Errors
/// [`Failure::Stopped`] if the publication, its theme or its layout has a fault; what is wrong with
/// a manuscript is among the findings.
pub fn assemble_inbox(project: &Project) -> Result<(Assembly, Findings), Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let theme = publication
        .as_ref()
        .and_then(|publication| load_theme(project, publication, None, &mut findings));
    let words = publication
        .as_ref()
        .and_then(|publication| Words::load(project, &publication.value.layout, &mut findings));
    let (Some(publication), Some(theme), Some(words)) = (publication, theme, words) else {
        return Err(Failure::Stopped(findings));
    };
    let mut assembler = Assembler {
        project,
        id: INBOX,
        issue: None,
        articles: "",
        pictures: Pictures::new(),
        contents: BTreeMap::new(),
        texts: Vec::new(),
        bytes: 0,
        findings,
    };
    let names = project.sources().files(&project.issue(INBOX)).into_iter();
    let names = names.filter_map(|name| name.strip_suffix(".md").map(str::to_owned));
    let names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    let articles = assembler.articles(&names, Some(&publication.value));
    let Assembler { pictures, contents, texts, mut findings, .. } = assembler;
    for text in &texts {
        let SourceFile::Article(at) = text.of else { continue };
        printable::look(text, articles.get(at), &mut findings);
    }
    let issue = unwritten_issue(project, &names);
    let covers = Covers {
        front: None,
        others: Vec::new(),
        inside_front: None,
        inside_back: None,
        back: None,
        fillers: Vec::new(),
    };
    let assembly = Assembly {
        id: INBOX.to_owned(),
        form: Form::of(project, &publication.value.layout),
        publication: publication.value,
        theme,
        words,
        issue,
        covers,
        articles,
        contents,
        unreviewed: BTreeSet::new(),
        draft: true,
        faults: 0,
        pictures,
        texts,
        sources: BTreeSet::new(),
        sum: String::new(),
    };
    Ok((assembly, findings))
}

/// An issue that nobody has written yet, with the year, number and date of the newest one.
fn unwritten_issue(project: &Project, names: &[String]) -> Issue {
    let newest = project.choose_issue(None).ok();
    let newest = newest.and_then(|id| load_issue(project, &id, &mut Findings::default()));
    let newest = newest.map(|document| document.value);
    let first = Date { year: 2000, month: 1, day: 1 };
    Issue {
        year: newest.as_ref().map_or(first.year, |issue| issue.year),
        number: newest.as_ref().map_or(1, |issue| issue.number),
        number_to: None,
        total: newest.as_ref().map_or(1, |issue| issue.total),
        first_page: None,
        date: newest.as_ref().map_or(first, |issue| issue.date),
        theme: None,
        layout_theme: None,
        articles: names.to_vec(),
        arrangement: BTreeMap::new(),
        pages: Vec::new(),
        cover: None,
        inside_front: None,
        inside_back: None,
        back: None,
        classification: None,
        distribution: Distribution::default(),
        run: 1,
        printer: None,
        handoff: Default::default(),
        fillers: Vec::new(),
        blanks: false,
        greeting: None,
        waivers: Vec::new(),
    }
}

impl Assembly {
    /// One of its articles, by its name.
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.articles.iter().find(|own| own.id == id)
    }

    /// Whether it is the inbox, whose manuscripts belong to no issue yet.
    pub fn is_inbox(&self) -> bool {
        self.id == INBOX
    }

    /// One of its articles as another content of it has it ([`digest::article`]), for comparing their texts:
    /// pictures are as they are named there. Gives nothing for what is no such content.
    pub fn as_read(&self, at: usize, content: &str) -> Option<Article> {
        let own = self.articles.get(at)?;
        let (head, body) = digest::read_article(content)?;
        let blocks = markdown::read_body(body, &own.id, 0, &mut Findings::default());
        Some(article(&own.id, head, own.section.clone(), own.kind.clone(), blocks))
    }

    /// Replaces a text, as if this is what had been read from its file, apart from its pictures.
    /// Returns everything that was read from it and adds what the reading found, or returns nothing
    /// if it cannot be read.
    ///
    /// What it says about the issue as a whole (its articles, its section) must not have changed.
    pub fn reread(
        &mut self,
        index: usize,
        source: String,
        findings: &mut Findings,
    ) -> Option<Value> {
        let Text { of, file, .. } = self.texts.get(index)?;
        let (of, file) = (*of, file.clone());
        let (text, tree) = match of {
            SourceFile::Publication => {
                let read = document::read::<Publication>(&source, &file, 0, findings)?;
                let text = data_text(of, &read);
                self.publication = read.value;
                (text, serde_json::to_value(&self.publication))
            }
            SourceFile::Issue => {
                let read = document::read::<Issue>(&source, &file, 0, findings)?;
                let text = data_text(of, &read);
                self.issue = read.value;
                (text, serde_json::to_value(&self.issue))
            }
            SourceFile::Article(at) => {
                let source = SourceText { file, text: source };
                let Read { head, blocks, .. } = markdown::read(&source, findings)?;
                let head = head?;
                let old = self.articles.get_mut(at)?;
                let tree = serde_json::to_value((&head.value, &blocks));
                let printed = printed(&source);
                let text = article_text(at, source, &head, printed);
                let pages_line = head.places.value("/pages").line;
                let (section, kind) = (old.section.clone(), old.kind.clone());
                let mut own = head.value;
                self.issue.arrange(&old.id, &mut own);
                *old =
                    Article { pages_line, ..article(&old.id.clone(), own, section, kind, blocks) };
                (text, tree)
            }
        };
        self.texts[index] = text;
        tree.ok()
    }
}

/// What is read from the file of an article and from nothing else.
struct Parsed {
    file: String,
    read: Option<Read>,
    findings: Findings,
    /// The printed texts of its body.
    printed: prose::Body,
}

impl Parsed {
    fn of(source: &SourceText) -> Self {
        let mut findings = Findings::default();
        let read = markdown::read(source, &mut findings);
        Self { file: source.file.clone(), read, findings, printed: printed(source) }
    }
}

/// The printed texts of the body of an article.
pub(super) fn printed(source: &SourceText) -> prose::Body {
    prose::body(&source.text, markdown::body_start(&source.text))
}

/// An article's file as a text with passages, those of its body among them.
pub(super) fn article_text(
    index: usize,
    source: SourceText,
    head: &Document<ArticleHead>,
    body: prose::Body,
) -> Text {
    let SourceText { file, text: source } = source;
    let value = serde_json::to_value(&head.value).unwrap_or_default();
    let mut passages = prose::data(&value, prose::ARTICLE, &head.places, &source);
    let prose::Body { passages: own, asides } = body;
    passages.extend(own);
    let places = head.places.clone();
    let lines = Lines::of(&source);
    Text { of: SourceFile::Article(index), file, source, lines, places, passages, asides }
}

/// A YAML file as a text with passages.
pub(super) fn data_text<T: Serialize>(of: SourceFile, document: &Document<T>) -> Text {
    let (printed, aside): (_, prose::Printed) = match of {
        SourceFile::Publication => (prose::PUBLICATION, prose::PUBLICATION_ASIDES),
        SourceFile::Issue | SourceFile::Article(_) => (prose::ISSUE, &[]),
    };
    let Document { value, places, text } = document;
    let value = serde_json::to_value(value).unwrap_or_default();
    Text {
        of,
        file: places.file().to_owned(),
        source: text.clone(),
        lines: Lines::of(text),
        places: places.clone(),
        passages: prose::data(&value, printed, places, text),
        asides: prose::data(&value, aside, places, text),
    }
}

fn sources(id: &str, issue: &Issue, pictures: &Pictures) -> BTreeSet<String> {
    let articles = issue.articles.iter().map(|name| format!("issues/{id}/articles/{name}.md"));
    let pictures = pictures.keys().map(|path| format!("issues/{id}/{path}"));
    let heads = ["issues/publication.yml".to_owned(), format!("issues/{id}/issue.yml")];
    articles.chain(pictures).chain(heads).collect()
}

struct Assembler<'a> {
    project: &'a Project,
    id: &'a str,
    /// The issue that they are for, if it could be read.
    issue: Option<&'a Document<Issue>>,
    /// Where the articles are, below the folder.
    articles: &'static str,
    pictures: Pictures,
    contents: BTreeMap<String, Content>,
    texts: Vec<Text>,
    /// How many bytes the articles have so far.
    bytes: usize,
    findings: Findings,
}

impl Assembler<'_> {
    fn articles(&mut self, names: &[String], publication: Option<&Publication>) -> Vec<Article> {
        let mut seen = BTreeSet::new();
        let names = names.iter().filter(|name| seen.insert(name.as_str()));
        names.filter_map(|name| self.article(name, publication)).collect()
    }

    fn article(&mut self, name: &str, publication: Option<&Publication>) -> Option<Article> {
        let folder = self.project.issue(self.id);
        let relative = format!("{}{name}.md", self.articles);
        let path = folder.join(&relative);
        let file = self.project.show(&path);
        match resolve_inside(&folder, &relative) {
            Ok(_) => {}
            // Which articles an issue has is stated, and checked, in issue.yml.
            Err(Refusal::Name) if self.articles.is_empty() => {
                let finding = Finding::stop("form-id").at(Place::file(&file));
                self.findings.push(finding.with("value", name));
                return None;
            }
            Err(Refusal::Missing | Refusal::Name) => return None,
            Err(Refusal::Outside) => {
                self.findings.push(Finding::stop("article-outside").at(Place::file(&file)));
                return None;
            }
        }
        let bytes = self.project.read_bytes(&path, &mut self.findings)?;
        let source = SourceText::of(&bytes, file.clone(), &mut self.findings)?;
        // Manuscripts in the inbox are not typeset together.
        let before = if self.articles.is_empty() { 0 } else { self.bytes };
        self.bytes = before + source.text.len();
        if self.bytes > limits::TEXT {
            let finding = Finding::stop("issue-text").at(Place::file(&file));
            self.findings.push(finding.with("limit", limits::TEXT >> 20));
            return None;
        }
        let parsed = self.project.sources().made(&bytes, |_| Parsed::of(&source));
        // A file may be an article under two names.
        let parsed = if parsed.file == file { parsed } else { Arc::new(Parsed::of(&source)) };
        self.findings.extend(parsed.findings.clone());
        let Read { head, body, mut blocks } = parsed.read.clone()?;
        if blocks.is_empty() {
            let head = &source.text[..markdown::body_start(&source.text)];
            let place = Place::line(&file, head.matches('\n').count());
            self.findings.push(Finding::stop("article-empty").at(place));
        }
        self.look_at_all(&mut blocks, &file);
        let (mut head, publication) = (head?, publication?);
        // A section may be named by its name; what is signed is its identifier.
        if let Some(id) = section_id(publication, &head.value.section) {
            head.value.section = id.to_owned();
        }
        self.unsettled(&head);
        if is_blank(&head.value.title) {
            self.findings.push(Finding::stop("title-blank").at(head.places.value("/title")));
        }
        self.arranged(name, &mut head);
        self.opener(name, &head, publication, &blocks);
        self.two_pages(&file, publication, &blocks);
        self.spare(&file, &blocks);
        if head.value.writing == Some(Writing::Vertical) {
            self.upright(&file, &blocks);
        }
        let content = self.content(&head.value, &body, &blocks);
        self.contents.insert(name.to_owned(), content);
        let (section, kind) = self.section(&head, publication)?;
        let printed = parsed.printed.clone();
        self.texts.push(article_text(self.texts.len(), source, &head, printed));
        let pages_line = head.places.value("/pages").line;
        let rank_line = head.places.value("/rank").line;
        let article = article(name, head.value, section, kind, blocks);
        Some(Article { pages_line, rank_line, ..article })
    }

    /// Gives an article what its issue decides about it, and tells where its front matter says otherwise.
    fn arranged(&mut self, name: &str, head: &mut Document<ArticleHead>) {
        let Some(issue) = self.issue else { return };
        let Some(own) = issue.value.arrangement.get(name) else { return };
        let said = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let pairs = [
            ("rank", json!(own.rank), json!(head.value.rank)),
            ("opener", json!(own.opener), json!(head.value.opener)),
            ("fit", json!(own.fit), json!(head.value.fit)),
        ];
        for (key, here, there) in pairs {
            if !here.is_null() && !there.is_null() && here != there {
                let place = issue.places.value(&format!("/arrangement/{name}/{key}"));
                let finding = Finding::warn("arrangement-differs").at(place).with("key", key);
                let finding = finding.with("id", name).with("value", said(here));
                self.findings.push(finding.with("other", said(there)));
            }
        }
        issue.value.arrange(name, &mut head.value);
    }

    /// Where the form of an article's opening is asked for.
    fn opener_place(&self, name: &str, head: &Document<ArticleHead>) -> Place {
        let decided = self.issue.filter(|issue| {
            issue.value.arrangement.get(name).is_some_and(|own| own.opener.is_some())
        });
        decided.map_or_else(
            || head.places.value("/opener"),
            |issue| issue.places.value(&format!("/arrangement/{name}/opener")),
        )
    }

    /// Checks the form of an opening against the pictures of its article: it takes the first that
    /// is by itself, at least as wide as the type area and may be cropped, which for an opening over two
    /// pages has to be large.
    fn opener(
        &mut self,
        name: &str,
        head: &Document<ArticleHead>,
        publication: &Publication,
        blocks: &[Block],
    ) {
        let wanted = head.value.opener.filter(|opener| *opener != Opener::Type);
        let Some(opener) = wanted else { return };
        let place = self.opener_place(name, head);
        let alone = blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Figure(Figure { width: Width::Full | Width::Page, pictures, .. }) => {
                let [picture] = pictures.as_slice() else { return None };
                (!picture.whole).then_some(picture)
            }
            _ => None,
        });
        let Some(picture) = alone else {
            self.findings.push(Finding::stop("opener-picture").at(place));
            return;
        };
        if opener == Opener::Spread {
            self.large("opener-small", head.places.file(), publication, picture);
        }
    }

    /// Reports a picture that has fewer than 250 ppi over two pages; drawings have any.
    fn large(
        &mut self,
        rule: &'static str,
        file: &str,
        publication: &Publication,
        picture: &Picture,
    ) {
        let wanted = (SPREAD_PPI * 2.0 * publication.format.width / 25.4).ceil();
        if picture.svg || f64::from(picture.width) >= wanted {
            return;
        }
        let path = picture.path.strip_prefix(ISSUE_ROOT).unwrap_or(&picture.path);
        let finding = Finding::warn(rule).at(Place::line(file, picture.line));
        let finding = finding.with("path", path).with("width", picture.width);
        self.findings.push(finding.with("wanted", wanted));
    }

    /// Checks what is to be set over two pages: that its pictures are large enough, and that it
    /// stands in the text itself, not in a box or a list.
    fn two_pages(&mut self, file: &str, publication: &Publication, blocks: &[Block]) {
        let own: Vec<usize> = blocks.iter().map(|block| block.line).collect();
        walk(blocks, &mut |part| {
            let Part::Block(block) = part else { return };
            if !block.is_spread() {
                return;
            }
            if !own.contains(&block.line) {
                let finding = Finding::warn("spread-place");
                self.findings.push(finding.at(Place::line(file, block.line)));
            } else if let BlockKind::Figure(Figure { pictures, .. }) = &block.kind {
                for picture in pictures {
                    self.large("spread-small", file, publication, picture);
                }
            }
        });
    }

    /// Reports pull quotes that may be left out, but say what stands nowhere else, or are part of something.
    fn spare(&mut self, file: &str, blocks: &[Block]) {
        let repeated = quotes::repeated(blocks);
        walk(blocks, &mut |part| {
            if let Part::Block(Block { line, kind: BlockKind::Pullquote { spare: true, .. } }) =
                part
                && !repeated.contains(line)
            {
                let finding = Finding::stop("pullquote-spare");
                self.findings.push(finding.at(Place::line(file, *line)));
            }
        });
    }

    /// Reports what cannot stand among upright lines.
    fn upright(&mut self, file: &str, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Para { .. }
                | BlockKind::Heading { .. }
                | BlockKind::Rule
                | BlockKind::Poem { .. } => {}
                BlockKind::Quote { c } => self.upright(file, c),
                _ => {
                    let place = Place::line(file, block.line);
                    self.findings.push(Finding::stop("upright-content").at(place));
                }
            }
        }
    }

    /// Says what an import guessed and nobody has confirmed, and which remarks are open.
    fn unsettled(&mut self, head: &Document<ArticleHead>) {
        let ArticleHead { guessed, notes, .. } = &head.value;
        if !guessed.is_empty() {
            let finding = Finding::warn("head-guessed").at(head.places.key("/guessed"));
            self.findings.push(finding.with("keys", guessed.join(", ")));
        }
        if !notes.is_empty() {
            let finding = Finding::note("notes-open").at(head.places.key("/notes"));
            self.findings.push(finding.with("count", notes.len()));
        }
    }

    fn content(&self, head: &ArticleHead, body: &str, blocks: &[Block]) -> Content {
        let paths = digest::picture_paths(blocks).into_iter();
        let sums = paths.filter_map(|path| {
            let sum = self.project.sources().sum_of(&self.pictures.get(&path)?.bytes);
            Some((path, sum))
        });
        digest::article(head, body, &sums.collect())
    }

    fn section(
        &mut self,
        head: &Document<ArticleHead>,
        publication: &Publication,
    ) -> Option<(SectionRef, String)> {
        let id = &head.value.section;
        let Some(section) = publication.sections.iter().find(|section| section.id == *id) else {
            let known: Vec<_> = publication.sections.iter().map(|s| s.id.as_str()).collect();
            let finding = Finding::stop("section-unknown").at(head.places.value("/section"));
            self.findings.push(finding.with("id", id).with("known", known.join(", ")));
            return None;
        };
        let kind = head.value.kind.clone().unwrap_or_else(|| section.kind.clone());
        let kinds = crate::publication::kinds(self.project, &publication.layout);
        if head.value.kind.is_some() && !kinds.contains(&kind) {
            let finding = crate::publication::unknown_kind(&kind, &kinds);
            self.findings.push(finding.at(head.places.value("/kind")));
        }
        let reference = SectionRef {
            id: section.id.clone(),
            name: section.name.clone(),
            english: section.english.clone(),
            color: section.color.clone(),
        };
        Some((reference, kind))
    }

    /// Inspects the pictures of all blocks, boxes and items included.
    fn look_at_all(&mut self, blocks: &mut [Block], file: &str) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Figure(Figure { pictures, .. }) => {
                    for picture in pictures {
                        let place = Place::line(file, picture.line);
                        self.look_at(picture, place);
                    }
                }
                BlockKind::List { items, .. } => {
                    items.iter_mut().for_each(|item| self.look_at_all(item, file));
                }
                BlockKind::Qa { portraits, turns } => {
                    for picture in portraits {
                        let place = Place::line(file, picture.line);
                        self.look_at(picture, place);
                    }
                    turns.iter_mut().for_each(|turn| self.look_at_all(&mut turn.c, file));
                }
                BlockKind::Quote { c }
                | BlockKind::Item { c, .. }
                | BlockKind::Sidebar(Boxed { c, .. })
                | BlockKind::Infobox(Boxed { c, .. })
                | BlockKind::Points(Boxed { c, .. }) => self.look_at_all(c, file),
                _ => {}
            }
        }
    }

    /// Inspects one picture and notes its size.
    fn look_at(&mut self, picture: &mut Picture, place: Place) {
        if is_blank(&picture.alt) {
            let finding = Finding::stop("picture-alt").at(place.clone());
            self.findings.push(finding.with("path", &picture.path));
        }
        let known = self.pictures.contains_key(&picture.path);
        if !known {
            match look_through(
                self.project.sources(),
                self.project.store(),
                &self.project.issue(self.id),
                &picture.path,
            ) {
                Ok(file) => {
                    self.pictures.insert(picture.path.clone(), file);
                }
                Err(faults) => {
                    let inside = |own: Place| Place {
                        file: format!("issues/{}/{}", self.id, own.file),
                        ..own
                    };
                    for mut fault in faults {
                        let own = fault.place.take().map(inside);
                        let fault = fault.at(own.unwrap_or_else(|| place.clone()));
                        // An unfit picture that is named twice is inspected twice.
                        if !self.findings.iter().any(|known| *known == fault) {
                            self.findings.push(fault);
                        }
                    }
                    return;
                }
            }
        }
        if let Some(file) = self.pictures.get(&picture.path) {
            picture.svg = file.format == Format::Svg;
            (picture.width, picture.height) = (file.width, file.height);
            picture.path = format!("{ISSUE_ROOT}{}", picture.path);
        }
    }

    /// Inspects the picture of a filler, if it has one.
    fn filler(&mut self, filler: &Filler, index: usize, places: &Places) -> Option<Picture> {
        let path = filler.picture.as_ref()?;
        let place = places.value(&format!("/fillers/{index}/picture"));
        let alt = filler.alt.as_deref().unwrap_or_default();
        let mut picture = Picture::named(path, alt, filler.focus, place.line);
        picture.credit = filler.credit.clone();
        self.look_at(&mut picture, place);
        Some(picture)
    }

    /// Looks at the picture of the front cover.
    fn front(&mut self, cover: &Cover, places: &Places) -> Picture {
        let place = places.value("/cover/picture");
        let mut front = Picture::named(&cover.picture, &cover.alt, cover.focus, place.line);
        front.credit.clone_from(&cover.credit);
        self.look_at(&mut front, place);
        front
    }

    /// Looks at the other pictures of a front cover that shows four.
    fn others(&mut self, cover: &Cover, places: &Places) -> Vec<Picture> {
        let mut other = |(index, own): (usize, &CoverPicture)| {
            let place = places.value(&format!("/cover/pictures/{index}/picture"));
            let mut picture = Picture::named(&own.picture, &own.alt, own.focus, place.line);
            picture.credit.clone_from(&own.credit);
            self.look_at(&mut picture, place);
            picture
        };
        let shown = if cover.style == CoverStyle::Quad { &cover.pictures[..] } else { &[] };
        shown.iter().enumerate().map(&mut other).collect()
    }

    fn covers(&mut self, issue: &Document<Issue>) -> Covers {
        let places = &issue.places;
        let cover = issue.value.cover.as_ref();
        let front = cover.map(|cover| self.front(cover, places));
        let others = cover.map(|cover| self.others(cover, places)).unwrap_or_default();
        let fillers = issue.value.fillers.iter().enumerate();
        let fillers = fillers.map(|(index, filler)| self.filler(filler, index, places)).collect();
        let mut plate = |plate: &Option<Plate>, pointer: &str| {
            let plate = plate.as_ref()?;
            let place = places.value(pointer);
            let mut picture = Picture::named(&plate.picture, &plate.alt, plate.focus, place.line);
            picture.credit = plate.credit.clone();
            self.look_at(&mut picture, place);
            Some(picture)
        };
        Covers {
            fillers,
            inside_front: plate(&issue.value.inside_front, "/inside_front/picture"),
            inside_back: plate(&issue.value.inside_back, "/inside_back/picture"),
            back: plate(&issue.value.back, "/back/picture"),
            front,
            others,
        }
    }
}

/// Refuses a first article that starts after another.
fn first_start(id: &str, articles: &[Article], findings: &mut Findings) {
    if let Some(first) = articles.first().filter(|article| article.start == Start::After) {
        let file = format!("issues/{id}/articles/{}.md", first.id);
        findings.push(Finding::stop("start-first").at(Place::file(file)));
    }
}

/// Refuses more than one article that leads an issue.
fn one_lead(
    id: &str,
    articles: &[Article],
    issue: Option<&Document<Issue>>,
    findings: &mut Findings,
) {
    let decided = |other: &Article| {
        let issue = issue?;
        issue.value.arrangement.get(&other.id)?.rank?;
        Some(issue.places.value(&format!("/arrangement/{}/rank", other.id)))
    };
    let mut leads = articles.iter().filter(|article| article.rank == Some(Rank::Lead));
    let Some(first) = leads.next() else { return };
    for other in leads {
        let file = format!("issues/{id}/articles/{}.md", other.id);
        let place = decided(other).unwrap_or_else(|| Place::line(file, other.rank_line));
        findings.push(Finding::stop("rank-lead").at(place).with("id", &first.id));
    }
}

/// Checks every 下转 against the articles: it must be at the top level of its article, the only one
/// there, with text after it, and lead to a later article.
fn jumps(id: &str, articles: &[Article], findings: &mut Findings) {
    for (index, article) in articles.iter().enumerate() {
        let file = format!("issues/{id}/articles/{}.md", article.id);
        let mut all = Vec::new();
        walk(&article.blocks, &mut |part| {
            if let Part::Block(Block { kind: BlockKind::Jump { after }, line }) = part {
                all.push((after.clone(), *line));
            }
        });
        let top = article.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Jump { .. }));
        let at_end =
            matches!(article.blocks.last(), Some(b) if matches!(b.kind, BlockKind::Jump { .. }));
        if let [.., (_, line)] = all.as_slice()
            && (top.count() != all.len() || all.len() > 1 || at_end)
        {
            findings.push(Finding::stop("jump-place").at(Place::line(&file, *line)));
        }
        for (after, line) in all {
            if !articles[index + 1..].iter().any(|later| later.id == after) {
                let finding = Finding::stop("jump-target").at(Place::line(&file, line));
                findings.push(finding.with("id", after));
            }
        }
    }
}

/// A title without the strokes that divide it, and the places where they were, in characters.
fn parted(title: &str) -> (String, Vec<usize>) {
    let parts: Vec<&str> = title.split(PART).collect();
    let ends = parts.iter().scan(0, |at, part| {
        *at += part.chars().count();
        Some(*at)
    });
    (parts.concat(), ends.take(parts.len() - 1).collect())
}

fn article(
    id: &str,
    head: ArticleHead,
    section: SectionRef,
    kind: String,
    blocks: Vec<Block>,
) -> Article {
    let han = |text: &str| text.chars().filter(|&c| is_han(c)).count();
    let (title, breaks) = parted(&head.title);
    let heads = [Some(&head.title), head.kicker.as_ref(), head.deck.as_ref(), head.lead.as_ref()];
    let mut chars: usize = heads.into_iter().flatten().map(|text| han(text)).sum();
    walk(&blocks, &mut |part| {
        if let Part::Text(text, _) = part {
            chars += han(text);
        }
    });
    Article {
        id: id.to_owned(),
        running: head.running.unwrap_or_else(|| title.clone()),
        title,
        breaks,
        kicker: head.kicker,
        deck: head.deck,
        section,
        kind,
        authors: head.authors.iter().map(Into::into).collect(),
        photographers: head.photographers,
        lead: head.lead,
        sources: head.sources,
        serial: head.serial.map(Into::into),
        document: head.document,
        speech: head.speech,
        writing: head.writing,
        public: head.public == Some(Public::Yes),
        subjects: head.subjects,
        pages: head.pages,
        pages_line: 0,
        rank_line: 0,
        start: head.start,
        rank: head.rank,
        opener: head.opener,
        fit: head.fit,
        chars,
        waivers: head.waivers,
        original: head.original,
        blocks,
    }
}
