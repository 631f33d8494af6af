//! The words of a mail, from the templates in the layout's folder `mail`: `subject.txt`,
//! `letter.txt` and `letter.html`, in which every value is escaped.

use std::collections::BTreeMap;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use serde_json::json;

use super::queue::Job;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::digital::epub::palette::{Rgb, hex, legible, night, tint};
use crate::manuscript::Assembly;
use crate::press::Shop;
use crate::publication::{Date, Mail, Project};

/// The templates, by name.
const TEMPLATES: [&str; 3] = ["subject.txt", "letter.txt", "letter.html"];

/// The words of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub plain: String,
    /// The text in the colours of the theme.
    pub html: String,
}

/// Writes letters about one issue.
pub struct Writer {
    templates: Environment<'static>,
    files: BTreeMap<&'static str, String>,
    /// What every letter says.
    common: serde_json::Value,
}

impl Writer {
    /// Reads the templates and what every letter about an issue says.
    ///
    /// # Errors
    /// [`Failure::Stopped`] when a template is missing or wrong.
    pub fn new(
        project: &Project,
        assembly: &Assembly,
        mail: &Mail,
        today: Date,
    ) -> Result<Self, Failure> {
        let mut findings = Findings::default();
        let layout = &assembly.publication.layout;
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_auto_escape_callback(|name| {
            if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
        });
        let mut files = BTreeMap::new();
        for name in TEMPLATES {
            let path = project.layout_file(layout, &format!("mail/{name}"));
            let Some(source) = project.read_text(&path, &mut findings) else {
                continue;
            };
            if let Err(error) = templates.add_template_owned(name, source.text) {
                findings.push(fault(&error, &source.file));
            }
            files.insert(name, source.file);
        }
        let press = Shop::load(project, &assembly.publication.press, &mut findings);
        let findings = findings.settle()?;
        let Some(press) = press else { return Err(Failure::Stopped(findings)) };
        let common = common(assembly, mail, &press, today);
        Ok(Self { templates, files, common })
    }

    /// Writes the letter that goes with a copy, or that only announces it.
    ///
    /// # Errors
    /// The finding `mail-template`.
    pub fn letter(&self, job: &Job, attached: bool) -> Result<Letter, Finding> {
        let mut values = self.common.clone();
        let recipient = &job.recipient;
        values["recipient"] = json!({
            "name": recipient.name,
            "title": recipient.title.clone().unwrap_or_default(),
            "unit": recipient.unit.clone().unwrap_or_default(),
        });
        values["copy"] = json!({
            "number": format!("{:04}", recipient.number),
            "form": form(&job.copy.file),
            "megabytes": megabytes(job.copy.bytes),
            "attached": attached,
            "protected": job.copy.protected,
        });
        let subject = self.fill("subject.txt", &values)?;
        let words: Vec<&str> = subject.split_whitespace().collect();
        let plain = self.fill("letter.txt", &values)?;
        Ok(Letter {
            subject: words.join(" "),
            plain: plain.trim_end().to_owned() + "\n",
            html: self.fill("letter.html", &values)?,
        })
    }

    fn fill(&self, name: &'static str, values: &serde_json::Value) -> Result<String, Finding> {
        let filled =
            self.templates.get_template(name).and_then(|template| template.render(value(values)));
        filled.map_err(|error| fault(&error, self.files.get(name).map_or(name, String::as_str)))
    }
}

fn value(data: &impl Serialize) -> Value {
    Value::from(Serde(data))
}

fn fault(error: &minijinja::Error, file: &str) -> Finding {
    let line = error.line().unwrap_or_default();
    let finding = Finding::stop("mail-template").at(Place::line(file, line));
    finding.with("reason", error)
}

/// What every letter about an issue says.
fn common(assembly: &Assembly, mail: &Mail, press: &Shop, today: Date) -> serde_json::Value {
    let publication = &assembly.publication;
    let issue = &assembly.issue;
    let number = issue.numbers();
    let (day, night) = colors(assembly, press);
    json!({
        "publication": {
            "name": publication.name,
            "masthead": publication.masthead,
            "language": publication.language,
            "sponsor": publication.sponsor,
            "notice": publication.notice,
            "address": publication.address.clone().unwrap_or_default(),
            "phone": publication.phone.clone().unwrap_or_default(),
        },
        "issue": {
            "year": issue.year,
            "number": number,
            "total": issue.total,
            "theme": issue.theme.clone().unwrap_or_default(),
        },
        "sections": sections(assembly),
        "reply_to": mail.reply_to.as_ref().unwrap_or(&mail.from),
        "date": { "year": today.year, "month": today.month, "day": today.day },
        "day": day,
        "night": night,
    })
}

/// The contents: each section with its articles, as they follow each other.
fn sections(assembly: &Assembly) -> Vec<serde_json::Value> {
    let mut sections: Vec<(String, String, Vec<serde_json::Value>)> = Vec::new();
    for article in &assembly.articles {
        let names: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
        let entry = json!({ "title": article.title, "authors": names.join("\u{3001}") });
        match sections.last_mut().filter(|last| last.0 == article.section.name) {
            Some(last) => last.2.push(entry),
            None => {
                let (name, color) = (article.section.name.clone(), article.section.color.clone());
                sections.push((name, color, vec![entry]));
            }
        }
    }
    let sections = sections.into_iter();
    sections
        .map(
            |(name, color, articles)| json!({ "name": name, "color": color, "articles": articles }),
        )
        .collect()
}

/// The theme's colours by day and by night: each by its name as area (`area`), as text (`text`)
/// and as ground (`tint`).
fn colors(assembly: &Assembly, press: &Shop) -> (serde_json::Value, serde_json::Value) {
    let screen = |name: &str| Some(press.screen_rgb(assembly.theme.colors.get(name)?.0));
    let paper = screen("paper").unwrap_or([255, 255, 255]);
    let shades = |paper: Rgb, shade: fn(Rgb) -> Rgb| {
        let named = assembly.theme.colors.iter().map(|(name, color)| {
            let color = shade(press.screen_rgb(color.0));
            let ground = tint(color, paper);
            let shown = json!({
                "area": hex(color), "text": hex(legible(color, &[ground])), "tint": hex(ground),
            });
            (name.clone(), shown)
        });
        named.collect::<serde_json::Map<_, _>>().into()
    };
    (shades(paper, |color| color), shades(night(paper), night))
}

/// The form of a copy as the letter names it.
fn form(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("epub") => "EPUB",
        Some("zip") => "ZIP",
        _ => "PDF",
    }
}

/// A size in megabytes with one decimal.
fn megabytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}
