//! A back catalogue: as many issues as are asked for, of varied text, signed for the press.
//!
//! Sentences are put together from the clauses of the repository's own sample articles, in which names of
//! people, places and goods are made up, so that words are as often and as rare as in such a
//! periodical. The same seed makes the same issues. The benchmarks use this file too.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use neikan::desk::review::{Folder, Request, sign};
use neikan::diagnostic::{Failure, Finding, Severity};
use neikan::publication::{Date, Duty, Project, Stage, Verdict};

use super::chance::Chance;

const SURNAMES: &str = "陈梁何黎叶刘袁张李王黄周莫邓谢苏卢罗林郑吴曾彭钟尹方温香祁游";
const GIVEN: &str = "禾岸宁澄远青山明达海棠松柏晓梅秋生志强丽华建国永康伟文静雅思源春来福安庆余光辉长河新民德厚家俊子涵若溪";
const PLACES: &str = "荔塘榕溪莲湾石涌沙桥横塱鹤洲龙背麻岗新沙稔洲长坑潭头企岭寮边冲坪蕉利水涡";
const GOODS: &str = "丝苗糯玉紫茄番椒藕粉莞香桂味妃笑腐竹米酒陈皮冬菇豆豉虾酱咸鸭酥饼腊肠芥蓝节瓜";

/// The sections: identifier, name, kind, colour.
const SECTIONS: [[&str; 4]; 8] = [
    ["foreword", "卷首语", "foreword", "cinnabar"],
    ["news", "要闻", "news", "river"],
    ["policy", "政策解读", "news", "indigo"],
    ["feature", "深度", "feature", "leaf"],
    ["grassroots", "基层社", "news", "lychee"],
    ["enterprise", "社有企业", "news", "river"],
    ["research", "调研", "feature", "indigo"],
    ["culture", "文苑", "news", "plum"],
];

const REVIEW: &str = "review:
  corrections: 6
  reviewers:
    - {name: 初一, stages: [first, proof]}
    - {name: 复二, stages: [second]}
    - {name: 终三, stages: [final, press]}
    - {name: 校五, stages: [proof]}
";

/// What issues are written from.
pub struct Author {
    root: PathBuf,
    chance: Chance,
    clauses: Vec<String>,
    people: Vec<(String, String)>,
    places: Vec<String>,
    goods: Vec<String>,
}

impl Author {
    /// Begins a project in a folder, whose layouts and faces are those that the program carries.
    pub fn begin(root: &Path, seed: u64) -> Self {
        let mut own = Self {
            root: root.to_owned(),
            chance: Chance(seed),
            clauses: clauses(),
            people: Vec::new(),
            places: Vec::new(),
            goods: Vec::new(),
        };
        assert!(own.clauses.len() > 2_000, "{} clauses", own.clauses.len());
        own.places = (0..400).map(|_| own.compound(PLACES, 2)).collect();
        own.goods = (0..600).map(|_| own.compound(GOODS, 2)).collect();
        let units: Vec<String> = (0..40).map(|at| format!("{}供销社", own.places[at])).collect();
        own.people = (0..160)
            .map(|_| {
                let given = own.chance.between(1, 2);
                let name = own.compound(SURNAMES, 1) + &own.compound(GIVEN, given);
                (name, units[own.chance.below(units.len())].clone())
            })
            .collect();
        let members: String = units.iter().map(|unit| format!("  - {{name: {unit}}}\n")).collect();
        own.write("issues/members.yml", format!("members:\n{members}"));
        let sections: String = SECTIONS
            .iter()
            .map(|[id, name, kind, color]| {
                format!("  - {{id: {id}, name: {name}, kind: {kind}, color: {color}}}\n")
            })
            .collect();
        own.write(
            "issues/publication.yml",
            format!(
                "slug: gk\nname: 东莞供销\nmasthead: 東莞供銷\nsponsor: 样例供销合作社联合社\n\
                 permit: 样例〔2026〕第001号\nscope: [分管领导]\nfrequency: 月刊\n\
                 format: {{width: 210, height: 285}}\nsections:\n{sections}\
                 printer: {{name: 样例印刷厂}}\narchive: {{fonts: false}}\n{REVIEW}"
            ),
        );
        own
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Some characters of a list, joined.
    fn compound(&mut self, of: &str, length: usize) -> String {
        let all: Vec<char> = of.chars().collect();
        (0..length).map(|_| all[self.chance.below(all.len())]).collect()
    }

    /// Writes an issue of so many articles; `total` is its number among all.
    pub fn issue(&mut self, year: u16, number: u16, total: usize, articles: usize) -> String {
        let id = format!("{year}-{number:02}");
        let mut names = String::new();
        for at in 0..articles {
            let [section, ..] = SECTIONS[at * SECTIONS.len() / articles];
            let name = format!("piece-{}", at + 1);
            // A serial runs through the issues of a year, two chapters of it in the last quarter.
            let text = match at + 1 == articles && articles > 2 {
                true => self.part(year, number),
                false => self.article(section, at == 1),
            };
            self.write(&format!("issues/{id}/articles/{name}.md"), text);
            let _ = writeln!(names, "  - {name}");
        }
        let theme = self.theme();
        let day = 1 + self.chance.below(27);
        self.write(
            &format!("issues/{id}/issue.yml"),
            format!(
                "year: {year}\nnumber: {number}\ntotal: {total}\ndate: {year}-{:02}-{day:02}\n\
                 theme: {theme}\narticles:\n{names}cover:\n  picture: images/cover.jpg\n  alt: 田野\n\
                 run: 500\nblanks: true\n",
                number.min(12)
            ),
        );
        self.write(&format!("issues/{id}/images/cover.jpg"), self.picture(600, 800, total));
        self.write(&format!("issues/{id}/images/field.jpg"), self.picture(640, 420, total + 7));
        id
    }

    /// A part of the serial of a year.
    fn part(&mut self, year: u16, number: u16) -> String {
        let (name, unit) = self.people[usize::from(year) % self.people.len()].clone();
        let body = self.prose(900);
        format!(
            "---\ntitle: {}旧事（之{number}）\nsection: culture\nserial: {{part: {number}}}\n\
             authors:\n  - {{name: {name}, unit: {unit}}}\n---\n{body}",
            self.places[usize::from(year) % self.places.len()].clone()
        )
    }

    fn article(&mut self, section: &str, pictured: bool) -> String {
        let title = self.title();
        let mut text = format!("---\ntitle: \"{title}\"\nsection: {section}\n");
        if self.chance.once_in(3) {
            let _ = writeln!(text, "deck: \"{}\"", self.title());
        }
        text.push_str("authors:\n");
        for _ in 0..self.chance.between(1, 2) {
            let (name, unit) = self.people[self.chance.below(self.people.len())].clone();
            if !text.contains(&format!("name: {name},")) {
                let _ = writeln!(text, "  - {{name: {name}, unit: {unit}}}");
            }
        }
        text.push_str("---\n");
        let length = [500, 800, 1_200, 1_600, 2_600][self.chance.below(5)];
        text.push_str(&self.prose(length));
        if pictured {
            text.push_str("\n![田野](images/field.jpg \"收割后的田野。\"){credit=\"何岸 摄\"}\n");
        }
        if self.chance.once_in(4) {
            text.push_str("\n| 品种 | 吨 |\n|---|--:|\n");
            for _ in 0..self.chance.between(2, 5) {
                let goods = self.goods[self.chance.below(self.goods.len())].clone();
                let _ = writeln!(text, "| {goods} | {} |", self.chance.between(3, 990));
            }
        }
        text
    }

    fn prose(&mut self, least: usize) -> String {
        let mut text = String::new();
        let mut length = 0;
        while length < least {
            let mut paragraph = String::new();
            for _ in 0..self.chance.between(2, 6) {
                paragraph.push_str(&self.sentence());
            }
            length += paragraph.chars().count();
            if length > 600 && self.chance.once_in(4) {
                let _ = write!(text, "\n## {}\n", self.theme());
            }
            let _ = write!(text, "\n{paragraph}\n");
        }
        text
    }

    fn sentence(&mut self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for _ in 0..self.chance.between(1, 4) {
            parts.push(self.clause());
        }
        parts.join("，") + self.chance.one(&["。", "。", "。", "；", "！"])
    }

    /// A clause of the samples; one in five has names and numbers of its own.
    fn clause(&mut self) -> String {
        let clause = self.clauses[self.chance.below(self.clauses.len())].clone();
        if !self.chance.once_in(5) {
            return clause;
        }
        let place = self.places[self.chance.below(self.places.len())].clone();
        let goods = self.goods[self.chance.below(self.goods.len())].clone();
        let person = self.people[self.chance.below(self.people.len())].0.clone();
        let number = self.chance.between(2, 9_999);
        match self.chance.below(4) {
            0 => format!("{place}村的{person}说{clause}"),
            1 => format!("{place}供销社收购{goods}{number}公斤"),
            2 => format!("{clause}，{goods}卖到{}元", number % 100 + 2),
            _ => format!("在{place}{clause}"),
        }
    }

    fn theme(&mut self) -> String {
        let short: Vec<&String> =
            self.clauses.iter().filter(|own| own.chars().count() < 9).collect();
        short[self.chance.below(short.len())].clone()
    }

    fn title(&mut self) -> String {
        let place = self.places[self.chance.below(self.places.len())].clone();
        let theme = self.theme();
        match self.chance.below(3) {
            0 => theme,
            1 => format!("{place}：{theme}"),
            _ => format!("{place}供销社{theme}"),
        }
    }

    /// A photograph of fields and sky, another one for each number.
    fn picture(&self, width: u32, height: u32, number: usize) -> Vec<u8> {
        let tone = u32::try_from(number * 37 % 90).unwrap_or(0);
        let horizon = height / 3 + u32::try_from(number * 53 % 120).unwrap_or(0);
        let image = image::RgbImage::from_fn(width, height, |x, y| {
            let wave = (x * (3 + tone % 5) / 40 + y / 9) % 24;
            match y < horizon {
                true => image::Rgb([150 + (tone / 2) as u8, 190, 215 - (y * 60 / horizon) as u8]),
                false => image::Rgb([70 + tone as u8, (110 + wave * 2) as u8, 50]),
            }
        });
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    /// Signs an issue as it stands.
    pub fn approve(&self, id: &str) {
        let project = Project::find(&self.root).unwrap().with_kit(neikan::kit::kit());
        approve(&project, Some(id));
    }
}

/// The days on which tests sign, of which every month has 24.
fn signing_day(day: usize) -> Date {
    format!("2026-{:02}-{:02}", 1 + day / 24, 2 + day % 24).parse().unwrap()
}

/// How many of them have passed when a folder was signed last: what was signed before is signed again on
/// later days.
fn days_signed(folder: &Path) -> usize {
    let signed = fs::read_to_string(folder.join("review.yml")).unwrap_or_default();
    let dates = signed.lines().filter_map(|line| line.trim().strip_prefix("date: 2026-"));
    let days = dates.map(|date| {
        let [month, day] = [&date[..2], &date[3..5]].map(|part| part.parse::<usize>().unwrap());
        (month - 1) * 24 + day - 1
    });
    days.max().unwrap_or_default()
}

/// Signs an issue of a project, or the newest, as it stands: three reviews, three proofs, the list of those who sign,
/// the press.
pub fn approve(project: &Project, id: Option<&str>) {
    let folder = Folder::choose(project, id).unwrap();
    let signed = days_signed(&folder.root);
    for (day, (stage, by)) in [
        (Stage::First, "初一"),
        (Stage::Second, "复二"),
        (Stage::Final, "终三"),
        (Stage::Proof1, "初一"),
        (Stage::Proof2, "校五"),
        (Stage::Proof3, "校五"),
        (Stage::People, "终三"),
        (Stage::Press, "终三"),
    ]
    .into_iter()
    .enumerate()
    {
        let date = signing_day(signed + day);
        let request = Request {
            article: stage.duty().filter(|duty| *duty != Duty::Press).map(|_| "all".to_owned()),
            stage,
            by: by.to_owned(),
            verdict: Verdict::Pass,
            note: Some("读过".to_owned()),
            date,
            today: date,
            of: None,
            seen: Vec::new(),
        };
        match sign(project, &folder, &request) {
            Err(Failure::Stopped(faults)) if faults.iter().all(is_signed) => {}
            said => drop(said.unwrap_or_else(|e| panic!("{} {stage:?}: {e:?}", folder.id))),
        }
    }
}

/// Whether a finding of signing is no fault here, or says that this is signed already.
fn is_signed(finding: &Finding) -> bool {
    finding.severity < Severity::Stop
        || ["review-nothing", "review-already", "house-already"].contains(&finding.rule)
}

/// The clauses of the repository's sample articles.
fn clauses() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["issues/2026-01/articles", "issues/inbox", "examples"].map(|own| root.join(own));
    let entries = folders.iter().flat_map(|own| walkdir::WalkDir::new(own).sort_by_file_name());
    let files =
        entries.flatten().filter(|entry| entry.path().extension().is_some_and(|e| e == "md"));
    let mut clauses = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file.path()).unwrap();
        let body = text.splitn(3, "---\n").last().unwrap_or_default();
        let prose = body.lines().filter(|line| {
            line.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        });
        let plain = |c: char| c.is_alphanumeric() || c == '、';
        for part in prose.flat_map(|line| line.split(|c: char| !plain(c))) {
            let han = part.chars().all(|c| c == '、' || ('\u{4e00}'..='\u{9fff}').contains(&c));
            if han && (5..=24).contains(&part.chars().count()) {
                clauses.insert(part.to_owned());
            }
        }
    }
    clauses.into_iter().collect()
}
