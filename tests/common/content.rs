//! Issues of content that nobody prepared: what a year of contributions brings, made from a seed.
//!
//! Articles of every kind and length, titles of 2 to 80 characters, pictures of every shape, alone, in
//! groups and over two pages, tables of up to 14 columns, addresses and long Latin words, lists in lists,
//! notes in every place, speeches, documents, upright articles, for a magazine, a bulletin or a newspaper. The
//! same seed makes the same issue.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Cursor;

use super::Sandbox;
use super::chance::Chance;

/// Where the words of each title end, by article: offsets in characters.
pub type Titles = BTreeMap<String, Vec<usize>>;

/// Short clauses.
const CLAUSES: &[&str] = &[
    "天还没亮",
    "秤停稳了",
    "账算清了",
    "雨下了三天",
    "门市重新开张",
    "社员自己投票",
    "价格写在黑板上",
    "冷库连夜开了机",
    "雨停了……路也干了",
    "他想了想——还是先修仓库",
    "早上（天还没有亮，路灯也没有关）",
    "“顺路送”三个字写在车厢两侧",
];

/// Who does something.
const WHO: &[&str] = &[
    "老社长",
    "陆启明和苏青",
    "镇上的年轻人",
    "约翰·李",
    "合作社",
    "县里的农技员",
    "运输车队",
    "几位社员代表",
    "供销社",
    "隔壁村的果农",
    "夜班的过磅员",
    "第十二届三次会议",
    "这批新来的大学生",
    "荔塘分社",
    "开货车的何师傅",
    "卖种子的柜台",
    "二十三个服务点",
    "他的徒弟",
    "退休的老会计",
    "冷链公司",
    "再生资源站",
    "古丽娜尔·买买提",
];

/// When or where.
const WHEN: &[&str] = &[
    "",
    "",
    "",
    "去年冬天",
    "赶在清明以前",
    "从2024年到2026年",
    "每逢墟日",
    "在三号仓库门口",
    "一连十二天",
    "下半夜两点多",
    "趁着雨停",
    "在《民法典》实施以后",
    "按新的办法",
    "用了不到28小时",
    "往后的日子里",
    "头一回",
];

/// What is done.
const WHAT: &[&str] = &[
    "把账本摊在桌面上给大家看",
    "把秤杆又看了一遍",
    "收购荔枝{}吨",
    "把损耗率由{}%降到7%",
    "给每亩地多算了{}元",
    "让库温稳定在2℃—5℃",
    "用完了1,{}条编织袋",
    "修好了三条通到田头的水渠",
    "把农资送到地头再把收成运出来",
    "在纸条上写满了字",
    "给每个门市装上同样的招牌",
    "分三路出发，天黑以前全部回到仓库",
    "让过去要跑三个部门盖五个章的事，在一个窗口就能办完",
    "从柜子里翻出两本旧账",
    "寄来一封{}个字的长信",
    "打了一上午0769-2200{}的电话",
    "发现试验田的产量高出{}.6%",
    "把分拣、打包、过磅放在同一条线上",
    "还剩1.{}万元没有花",
    "守了同一个柜台三十六年",
    "腾出一半地方放化肥",
    "量了{}平方米的地面",
    "说：“秤杆翘一分，人情厚一寸，这话到什么时候都不过时”",
    "记下了第{}号桶的温度",
    "种下{}棵龙眼和荔枝",
    "开了{}次短会，一次也没有超过一刻钟",
    "把合格率保持在95%~98.{}%之间",
    "算出一笔谁也没有想到的运费：每吨{}元",
];

/// What Chinese lines take badly: Latin words, addresses, numbers that are not to be parted.
const AWKWARD: &[&str] = &[
    "使用ERP系统和Microsoft Office软件",
    "接入NB-IoT网关和LoRaWAN基站",
    "详见https://www.example.com/reports/2026/annual-summary.html",
    "按ISO 9001:2015和GB/T 19001—2016的要求",
    "internationalization与standardization两个词",
    "写信到member.services@supply-cooperative.example.org",
    "运行`systemctl restart cold-chain-monitor`以后",
    "用户名叫@guangdong_coop_official_2026",
    "引自Proceedings of the International Conference on Agricultural Cooperatives",
    "编号DGGX-2026-000318-B的批次",
    "读《关于进一步深化供销合作社综合改革若干问题的意见（征求意见稿）》",
    "每车28 t，共1,260车次",
    "（见附表三，其中含上一年度结转的1,350.75吨）",
];

/// Words that titles are made of.
const TITLE_WORDS: &[&str] = &[
    "春耕",
    "冷链",
    "荔枝",
    "账本",
    "仓库",
    "老街",
    "供销社",
    "合作社",
    "社员",
    "农资",
    "门市",
    "秤杆",
    "车队",
    "水渠",
    "试验田",
    "收购",
    "改造",
    "服务",
    "日用品",
    "再生资源",
    "综合改革",
    "基层社",
    "庄稼医院",
    "直播间",
    "年货",
    "开张",
    "盘点",
    "分红",
    "入股",
    "运输",
    "保鲜",
    "一百一十吨",
    "三十六年",
    "第十二届",
    "ERP",
    "2026年",
    "《合作社法》",
    "“顺路送”",
];

/// What joins the words of a title; nothing that may begin a line.
const TITLE_JOINTS: &[&str] = &["", "", "", "的", "和", "与", "里的", "，", "：", "——", "、"];

/// The sections of the publication and how often they come.
const SECTIONS: &[&str] = &[
    "news",
    "news",
    "briefs",
    "policy",
    "feature",
    "feature",
    "grassroots",
    "enterprise",
    "research",
    "service",
    "party",
    "people",
    "culture",
    "gallery",
    "notices",
];

/// Shapes of pictures, px.
const SHAPES: &[(u32, u32)] = &[
    (600, 400),
    (400, 600),
    (640, 480),
    (480, 640),
    (500, 500),
    (800, 450),
    (450, 800),
    (900, 300),
    (300, 900),
    (1040, 400),
];
/// The number of the shape that suits two facing pages.
const PANORAMA: usize = 9;
/// How a paragraph begins that sends its reader to the picture after it; a number follows.
pub const SENT: &str = "站里的人天一亮就到了现场，把看见的都记在本子上：";
/// How long articles may be, in characters.
const LENGTHS: [usize; 7] = [60, 300, 900, 1800, 3000, 5000, 12000];
/// How many of those lengths articles of a newspaper may have.
const SHORT: usize = 4;
/// How much of a newspaper's page articles are to fill, in characters; what stands beside text counts.
const PAGE: usize = 4200;
/// The pages of a newspaper.
const PAGES: usize = 4;

/// What a publication is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Magazine,
    Bulletin,
    Newspaper,
}

impl Form {
    /// The name of its layout.
    pub fn layout(self) -> &'static str {
        match self {
            Self::Magazine => "dongguan",
            Self::Bulletin => "bulletin",
            Self::Newspaper => "newspaper",
        }
    }

    /// What its publication says, from that of the sample.
    fn publication(self, sample: &str) -> String {
        let format = match self {
            Self::Magazine => return sample.to_owned(),
            Self::Bulletin => "{width: 210, height: 297, bleed: 3}",
            Self::Newspaper => "{width: 297, height: 420, bleed: 3}",
        };
        let (head, rest) = sample.split_once("format:").unwrap();
        let (_, rest) = rest.split_once('\n').unwrap();
        let rest =
            rest.replace("layout: dongguan\n", "").replace("press: coated", "press: uncoated");
        format!("{head}format: {format}\nform: {}\n{rest}", self.layout())
    }
}

/// Writes an issue of a form into a sandbox, with the publication of the sample; but for a newspaper,
/// whose pages take what they hold, of so many articles.
pub fn issue(sandbox: &Sandbox, form: Form, seed: u64, articles: usize) -> Titles {
    let sample = std::fs::read_to_string(super::repository().join("issues/publication.yml"));
    sandbox.write("issues/publication.yml", form.publication(&sample.unwrap()));
    std::fs::remove_dir_all(sandbox.path("issues/2026-01")).unwrap();
    let mut writer = Writer { chance: Chance(seed), pictures: 0, notes: Vec::new(), form };
    let mut titles = Titles::new();
    let mut names = String::from("  - foreword\n");
    sandbox.write(&path("foreword"), writer.article("foreword", &mut titles, "foreword"));
    let mut pages: Vec<(usize, Vec<String>)> = vec![(600, vec!["foreword".to_owned()])];
    for number in 1.. {
        if form == Form::Newspaper && pages.last().unwrap().0 > PAGE {
            pages.push((0, Vec::new()));
        }
        let full = match form {
            Form::Newspaper => pages.len() > PAGES,
            _ => number > articles,
        };
        if full {
            break;
        }
        let id = format!("piece-{number}");
        let section = writer.chance.one(SECTIONS);
        let pictures = writer.pictures;
        let text = writer.article(section, &mut titles, &id);
        let (taken, own) = pages.last_mut().unwrap();
        *taken += text.chars().count() + 500 * (writer.pictures - pictures) + 150;
        own.push(id.clone());
        sandbox.write(&path(&id), text);
        let _ = writeln!(names, "  - {id}");
    }
    for (number, shape) in SHAPES.iter().enumerate() {
        sandbox.write(&format!("issues/2026-01/images/shape-{number}.png"), picture(*shape));
    }
    let fillers: String = (0..6)
        .map(|_| format!("  - {{title: 柜台话, text: \"{}。\"}}\n", writer.clause()))
        .collect();
    if form == Form::Newspaper {
        names.push_str("pages:\n");
        for (number, (_, own)) in pages[..PAGES].iter().enumerate() {
            let _ = writeln!(names, "  - {{name: 第{number}类, articles: [{}]}}", own.join(", "));
        }
    }
    let cover = match form {
        Form::Magazine => "cover:\n  picture: images/shape-1.png\n  alt: 封面上的色块\n",
        _ => "",
    };
    sandbox.write(
        "issues/2026-01/issue.yml",
        format!(
            "year: 2026\nnumber: 1\ntotal: 61\ndate: 2026-02-05\ntheme: 什么都有的一期\narticles:\n{names}{cover}run: 100\nfillers:\n{fillers}"
        ),
    );
    titles
}

fn path(id: &str) -> String {
    format!("issues/2026-01/articles/{id}.md")
}

/// A picture of a shape: rings about its middle, so that an eye sees what is cut off.
fn picture((width, height): (u32, u32)) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        let edge = x.min(y).min(width - 1 - x).min(height - 1 - y);
        let tone = u8::try_from((edge * 5) % 200).unwrap_or(0);
        image::Rgb([60 + tone / 2, 90 + tone / 2, 120])
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

struct Writer {
    chance: Chance,
    pictures: usize,
    notes: Vec<String>,
    form: Form,
}

impl Writer {
    fn article(&mut self, section: &str, titles: &mut Titles, id: &str) -> String {
        self.notes.clear();
        let mut text = self.head(section, titles, id);
        let plain = matches!(section, "news" | "policy" | "research" | "party");
        let kind = if plain && self.chance.once_in(5) {
            self.chance.one(&["document", "speech"])
        } else if matches!(section, "culture" | "people") && self.chance.once_in(3) {
            "upright"
        } else {
            ""
        };
        self.kind(kind, &mut text);
        let body = match section {
            _ if kind == "upright" => self.upright(),
            "briefs" | "notices" => self.items(),
            "culture" if self.chance.once_in(2) => self.poems(),
            "gallery" => self.gallery(),
            "foreword" => self.prose(600),
            _ => self.piece(),
        };
        text.push_str(&body);
        for (number, note) in self.notes.iter().enumerate() {
            let _ = write!(text, "\n[^n{number}]: {note}\n");
        }
        text
    }

    /// Says of a head what kind of article it is of.
    fn kind(&mut self, kind: &str, head: &mut String) {
        let more = match kind {
            "document" => {
                "kind: document\ndocument:\n  number: 荔供〔2026〕3号\n  signer: 黄锦添\n  to: 各基层社、社有企业：\n  issuer: 荔塘供销社\n  date: 2026年1月5日\n"
            }
            "speech" => {
                "kind: speech\nspeech:\n  occasion: 在全市供销工作会议上的讲话\n  date: 2026年1月5日\n  to: 同志们：\n"
            }
            "upright" => "writing: vertical\n",
            _ => return,
        };
        let end = head.rfind("---\n").unwrap();
        head.insert_str(end, more);
    }

    /// What may stand in an upright article.
    fn upright(&mut self) -> String {
        if self.chance.once_in(3) {
            return self.poems();
        }
        let least = [200, 500, 1500][self.chance.below(3)];
        let mut text = self.prose(least);
        for _ in 0..self.chance.below(3) {
            let (head, _) = self.title(12);
            let (quoted, said) = (self.sentences(1, true), self.paragraph());
            let _ = write!(text, "\n## {head}\n\n> {quoted}\n\n***\n\n{said}\n");
        }
        text
    }

    fn head(&mut self, section: &str, titles: &mut Titles, id: &str) -> String {
        let most = [10, 16, 24, 40, 80][self.chance.below(5)];
        let (title, ends) = self.title(most);
        titles.insert(id.to_owned(), ends);
        let mut head = format!("---\ntitle: \"{title}\"\nsection: {section}\n");
        if title.chars().count() > 14 {
            head.push_str("running: 短的标题\n");
        }
        let rank = match id {
            "piece-2" => "lead",
            _ => self.chance.one(&["", "", "minor", "major"]),
        };
        if !rank.is_empty() && section != "foreword" {
            let _ = writeln!(head, "rank: {rank}");
        }
        if self.chance.once_in(2) {
            let (deck, _) = self.title(30);
            let _ = writeln!(head, "deck: \"{deck}\"");
        }
        if self.chance.once_in(3) {
            let _ =
                writeln!(head, "kicker: {}", self.chance.one(&["回访", "图上的一年", "田头的话"]));
        }
        let authors = [0, 1, 1, 1, 2, 5][self.chance.below(6)];
        if authors > 0 {
            head.push_str("authors:\n");
            for author in 0..authors {
                let name = ["陆启明", "苏青", "欧阳明远", "古丽娜尔·买买提", "何岸"][author];
                let _ = writeln!(
                    head,
                    "  - {{name: {name}, unit: {}}}",
                    self.chance.one(&["荔塘供销社", "市供销合作社联合社综合资料室", "榕溪社"])
                );
            }
        }
        if self.chance.once_in(2) && section != "foreword" {
            let sentences = self.chance.between(1, 4);
            let _ =
                writeln!(head, "lead: \"{}\"", self.sentences(sentences, false).replace('"', ""));
        }
        head.push_str("---\n");
        head
    }

    /// A title of at most so many characters, and where its words end.
    fn title(&mut self, most: usize) -> (String, Vec<usize>) {
        let mut title = String::new();
        let mut ends = Vec::new();
        loop {
            let word = self.chance.one(TITLE_WORDS);
            let joint = if title.is_empty() { "" } else { self.chance.one(TITLE_JOINTS) };
            let length = (title.chars().count(), word.chars().count(), joint.chars().count());
            if length.0 + length.1 + length.2 > most {
                break;
            }
            title.push_str(joint);
            if !joint.is_empty() {
                ends.push(title.chars().count());
            }
            title.push_str(word);
            ends.push(title.chars().count());
            if title.chars().count() >= 2 && self.chance.once_in(9) {
                break;
            }
        }
        (title, ends)
    }

    fn sentence(&mut self, awkward: bool) -> String {
        let mut text = String::new();
        for _ in 0..self.chance.below(3) {
            text.push_str(&self.clause());
            text.push('，');
        }
        if awkward && self.chance.once_in(5) {
            text.push_str(self.chance.one(WHO));
            text.push_str(self.chance.one(AWKWARD));
        } else {
            text.push_str(&self.clause());
        }
        text.push_str(self.chance.one(&["。", "。", "。", "！", "？"]));
        text
    }

    fn clause(&mut self) -> String {
        if self.chance.once_in(5) {
            return self.chance.one(CLAUSES).to_owned();
        }
        let number = self.chance.between(11, 989).to_string();
        let (who, when) = (self.chance.one(WHO), self.chance.one(WHEN));
        format!("{who}{when}{}", self.chance.one(WHAT).replace("{}", &number))
    }

    fn sentences(&mut self, count: usize, awkward: bool) -> String {
        (0..count).map(|_| self.sentence(awkward)).collect()
    }

    /// A mark of a new note.
    fn note(&mut self) -> String {
        let length = [1, 1, 2, 6][self.chance.below(4)];
        let note = self.sentences(length, true);
        self.notes.push(note);
        format!("[^n{}]", self.notes.len() - 1)
    }

    fn paragraph(&mut self) -> String {
        let length = [1, 2, 4, 7, 12][self.chance.below(5)];
        let mut text = self.sentences(length, true);
        if self.chance.once_in(12) {
            let note = self.note();
            let before = text.pop();
            text.push_str(&note);
            text.extend(before);
        }
        if self.chance.once_in(15) {
            text = format!("**{}**{text}", self.chance.one(CLAUSES));
        }
        text
    }

    fn prose(&mut self, least: usize) -> String {
        let mut text = String::new();
        while text.chars().count() < least {
            let _ = write!(text, "\n{}\n", self.paragraph());
        }
        text
    }

    /// An article of 0 to 12,000 characters with whatever may stand in one.
    fn piece(&mut self) -> String {
        let most = if self.form == Form::Newspaper { SHORT } else { LENGTHS.len() };
        let least = LENGTHS[self.chance.below(most)];
        let rich = self.chance.below(3);
        let mut text = String::new();
        if self.chance.once_in(2) {
            let _ = write!(text, "\n{}\n", self.figure(true));
        }
        let _ = write!(text, "\n{}\n", self.paragraph());
        let mut major = false;
        while text.chars().count() < least {
            let part = match self.chance.below(16 - 3 * rich) {
                0 => self.table(),
                1 => self.shown(),
                2 => self.boxed(),
                3 => self.list(),
                4 => self.quotation(),
                5 if rich > 0 => self.chart(),
                6 if rich > 0 => self.group(),
                9 => self.over_two_pages(),
                7 | 8 => {
                    let level = if major && self.chance.once_in(3) { "###" } else { "##" };
                    major = true;
                    let (words, _) = self.title(22);
                    format!("{level} {words}\n\n{}", self.paragraph())
                }
                _ => self.paragraph(),
            };
            let _ = write!(text, "\n{part}\n");
        }
        if text.trim_end().ends_with(':') || self.chance.once_in(2) {
            let _ = write!(text, "\n{}\n", self.paragraph());
        }
        text
    }

    fn items(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.chance.between(1, 14) {
            let (title, _) = self.title(20);
            let body = self.paragraph();
            let _ = write!(text, "\n::: item {title} {{unit=\"荔塘供销社\"}}\n{body}\n:::\n");
        }
        text
    }

    fn poems(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.chance.between(1, 5) {
            let (title, _) = self.title(8);
            let _ = write!(text, "\n::: poem {title} {{by=\"谭洁\"}}\n");
            for _ in 0..self.chance.between(1, 6) {
                for _ in 0..self.chance.between(2, 7) {
                    let _ = writeln!(text, "{}", self.chance.one(&CLAUSES[..12]));
                }
                text.push('\n');
            }
            text.push_str(":::\n");
        }
        text
    }

    fn gallery(&mut self) -> String {
        let mut text = String::new();
        for number in 0..self.chance.between(1, 12) {
            let width = if number == 0 {
                ".page"
            } else {
                [".full", ".full", ".page", ""][self.chance.below(4)]
            };
            let _ = write!(text, "\n{}\n", self.picture(width));
            if self.chance.once_in(2) {
                let _ = write!(text, "\n{}\n", self.paragraph());
            }
        }
        let _ = write!(text, "\n{}\n", self.paragraph());
        text
    }

    /// A picture of the next shape.
    fn picture(&mut self, width: &str) -> String {
        self.pictures += 1;
        let shape = if width.starts_with(".spread") && !self.chance.once_in(3) {
            PANORAMA
        } else {
            (self.pictures * 4) % PANORAMA
        };
        let caption = match self.chance.below(4) {
            0 => String::new(),
            1 => format!("\"{}。\"", self.clause().replace(['“', '”'], "")),
            2 => format!("\"{}\"", self.sentences(3, false)),
            _ => {
                let note = if self.chance.once_in(4) { self.note() } else { String::new() };
                format!("\"{}{note}。\"", self.clause())
            }
        };
        let gap = if caption.is_empty() { "" } else { " " };
        format!(
            "![一幅画着方框的图](images/shape-{shape}.png{gap}{caption}){{credit=\"何岸 摄\" {width}}}"
        )
    }

    fn figure(&mut self, first: bool) -> String {
        let widths: &[&str] =
            if first { &[".full", ".full", "", ".page"] } else { &["", "", ".full", ".page"] };
        let width = self.chance.one(widths);
        self.picture(width)
    }

    /// A picture, to which every second time the text sends its reader.
    fn shown(&mut self) -> String {
        let number = self.pictures;
        let figure = self.figure(false);
        match number % 4 {
            0 => format!(
                "{SENT}第{number}次过磅的经过如下图，守夜的人说和前一天没有两样。\n\n{figure}"
            ),
            2 => format!("{SENT}第{number}次盘点的结果如图。\n\n{figure}"),
            _ => figure,
        }
    }

    /// A picture or a box over two facing pages.
    fn over_two_pages(&mut self) -> String {
        if !self.chance.once_in(3) {
            return self.picture(".spread focus=\"30% 40%\"");
        }
        let (title, _) = self.title(14);
        let length = self.chance.between(1, 8);
        let body: String = (0..length).map(|_| format!("{}\n\n", self.paragraph())).collect();
        format!("::: sidebar {title} {{.spread}}\n{body}:::")
    }

    /// A picture story.
    fn story(&mut self) -> String {
        let count = self.chance.between(2, 7);
        let lead = self.chance.between(1, count);
        let mut text = format!("::: pictures {} {{lead={lead}}}\n", self.chance.one(CLAUSES));
        for _ in 0..count {
            let _ = write!(text, "{}\n\n", self.picture(""));
        }
        text + ":::"
    }

    fn group(&mut self) -> String {
        if self.chance.once_in(2) {
            return self.story();
        }
        let columns = self.chance.between(1, 4);
        let count = self.chance.between(2, 9);
        let width = self.chance.one(&["", ".full"]);
        let mut text =
            format!("::: grid {} {{columns={columns} {width}}}\n", self.chance.one(CLAUSES));
        for _ in 0..count {
            let _ = write!(text, "{}\n\n", self.picture(""));
        }
        text + ":::"
    }

    fn table(&mut self) -> String {
        let columns = [2, 2, 3, 4, 5, 7, 10, 14][self.chance.below(8)];
        let rows = [2, 4, 8, 20, 60][self.chance.below(5)];
        let wide = self.chance.one(&["", ".full"]);
        let (title, _) = self.title(16);
        let mut text = format!("::: table {title} {{source=\"荔塘供销社\" {wide}}}\n|");
        let heads =
            ["项目", "数量（吨）", "金额", "负责的单位", "备注", "一季度", "二季度", "完成率"];
        for column in 0..columns {
            let _ = write!(text, " {} |", heads[column % heads.len()]);
        }
        text.push_str("\n|");
        for column in 0..columns {
            text.push_str(if column % 3 == 1 { "--:|" } else { "---|" });
        }
        let prose = self.chance.once_in(4);
        for _ in 0..rows {
            text.push_str("\n|");
            for column in 0..columns {
                let cell = match column % 3 {
                    1 => format!("{}.{}", self.chance.below(9000), self.chance.below(10)),
                    2 if prose && column < 6 => self.sentences(1, columns < 8),
                    _ => self.chance.one(TITLE_WORDS).to_owned(),
                };
                let _ = write!(text, " {cell} |");
            }
        }
        text + "\n:::"
    }

    fn boxed(&mut self) -> String {
        let (title, _) = self.title(14);
        let wide = self.chance.one(&["", "", ".full"]);
        let kind = self.chance.one(&[
            "sidebar",
            "infobox",
            "points",
            "pullquote",
            "qa",
            "numbers",
            "timeline",
            "steps",
            "compare",
        ]);
        match kind {
            "numbers" | "timeline" | "steps" | "compare" => self.rows(kind, &title, wide),
            "pullquote" => {
                format!("::: pullquote {{by=\"苏青\"}}\n{}\n:::", self.sentences(1, false))
            }
            "qa" => {
                let turns = self.chance.between(1, 5);
                let portraits = if self.chance.once_in(3) { self.chance.between(1, 2) } else { 0 };
                let faces: String =
                    (0..portraits).map(|_| format!("{}\n\n", self.picture(""))).collect();
                let turns: String = (0..turns)
                    .map(|_| {
                        format!("问：{}\n\n答：{}\n\n", self.sentences(1, false), self.paragraph())
                    })
                    .collect();
                format!("::: qa\n{faces}{turns}:::")
            }
            "sidebar" => {
                let length = self.chance.between(1, 8);
                let body: String =
                    (0..length).map(|_| format!("{}\n\n", self.paragraph())).collect();
                format!("::: sidebar {title} {{{wide}}}\n{body}:::")
            }
            _ => {
                let count = self.chance.between(2, 9);
                let body: String = (0..count)
                    .map(|number| {
                        let name = if kind == "infobox" {
                            format!("第{number}项：")
                        } else {
                            String::new()
                        };
                        format!("- {name}{}\n", self.sentences(1, true))
                    })
                    .collect();
                format!("::: {kind} {title} {{{wide}}}\n{body}:::")
            }
        }
    }

    /// Rows of a name and a text.
    fn rows(&mut self, kind: &str, title: &str, wide: &str) -> String {
        let count = match kind {
            "compare" => self.chance.between(2, 3),
            _ => self.chance.between(1, 9),
        };
        let mut text = format!("::: {kind} {title} {{{wide}}}\n");
        for number in 1..=count {
            let name = match kind {
                "numbers" => {
                    format!("{}{}", self.chance.below(90_000), ["吨", "%", "万元", ""][number % 4])
                }
                "timeline" => format!("{}年{number}月", self.chance.between(1949, 2026)),
                _ => self.chance.one(TITLE_WORDS).to_owned(),
            };
            let said = match kind {
                "compare" => self.paragraph(),
                "numbers" if !self.chance.once_in(4) => self.chance.one(TITLE_WORDS).to_owned(),
                _ => self.sentences(1, true),
            };
            let _ = writeln!(text, "{name} | {said}");
        }
        text + ":::"
    }

    fn list(&mut self) -> String {
        let mut text = String::new();
        let ordered = self.chance.once_in(2);
        for number in 1..=self.chance.between(2, 6) {
            let mark = if ordered { format!("{number}. ") } else { "- ".to_owned() };
            let _ = writeln!(text, "{mark}{}", self.sentences(1, true));
            if self.chance.once_in(3) {
                for _ in 0..2 {
                    let _ =
                        writeln!(text, "{}- {}", " ".repeat(mark.len()), self.sentences(1, true));
                }
            }
        }
        text.trim_end().to_owned()
    }

    fn quotation(&mut self) -> String {
        let length = [1, 2, 9][self.chance.below(3)];
        format!("> {}\n>\n> {}", self.sentences(length, true), self.sentences(1, true))
    }

    fn chart(&mut self) -> String {
        let kind = self.chance.one(&["bar", "bars", "line", "pie"]);
        let series = if matches!(kind, "bars" | "line") { self.chance.between(1, 4) } else { 1 };
        let rows = self.chance.between(2, 9);
        let (title, _) = self.title(14);
        let mut text = format!(
            "```chart {kind}\ntitle: \"{title}\"\nunit: 吨\nsource: 荔塘供销社\nalt: 图。\n---\n项目"
        );
        for number in 1..=series {
            let _ = write!(text, ",第{number}组");
        }
        for number in 1..=rows {
            let _ =
                write!(text, "\n{}{number}", self.chance.one(&["月", "季度", "荔塘供销社", "镇"]));
            for _ in 0..series {
                let _ = write!(text, ",{}", self.chance.between(10, 990));
            }
        }
        text + "\n```"
    }
}
