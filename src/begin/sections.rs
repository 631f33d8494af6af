//! Sections to begin with.

/// A choice of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preset {
    /// News, reports, people, culture: a periodical of some forty pages.
    #[default]
    General,
    /// News and notices: a newsletter of some pages.
    Newsletter,
    /// Essays, poems, pictures.
    Literary,
    /// 内部报纸: news, comment, the grass roots, people, a supplement.
    Newspaper,
    /// 红头简报: a note of the editors, what is going on, experience, what is noticed.
    Bulletin,
}

/// A section: identifier, name, English name, kind of article, colour of the theme.
pub type Section = [&'static str; 5];

const FOREWORD: Section = ["foreword", "卷首语", "Foreword", "foreword", "cinnabar"];
const NEWS: Section = ["news", "要闻", "News", "news", "cinnabar"];
const BRIEFS: Section = ["briefs", "简讯", "In Brief", "briefs", "river"];
const POLICY: Section = ["policy", "政策解读", "Policy", "policy", "river"];
const FEATURE: Section = ["feature", "专题", "Feature", "feature", "lychee"];
const RESEARCH: Section = ["research", "调研", "Research", "report", "indigo"];
const GRASSROOTS: Section = ["grassroots", "基层", "Grassroots", "portrait", "ochre"];
const SERVICE: Section = ["service", "服务", "Service", "service", "leaf"];
const PEOPLE: Section = ["people", "人物", "People", "profile", "plum"];
const CULTURE: Section = ["culture", "文化", "Culture", "literature", "plum"];
const GALLERY: Section = ["gallery", "图片", "Pictures", "photo-essay", "slate"];
const NOTICES: Section = ["notices", "启事", "Notices", "notices", "slate"];
const ESSAYS: Section = ["essays", "散文", "Essays", "literature", "plum"];
const NOTE: Section = ["note", "编者按", "Editors' Note", "foreword", "ink"];
const WORK: Section = ["work", "工作动态", "Work", "news", "ink"];
const EXPERIENCE: Section = ["experience", "经验交流", "Experience", "report", "ink"];
const REPORTS: Section = ["reports", "调查研究", "Research", "report", "ink"];
const NOTICED: Section = ["noticed", "信息参考", "Noticed", "briefs", "ink"];
const COMMENT: Section = ["comment", "短评", "Comment", "foreword", "cinnabar"];
const SUPPLEMENT: Section = ["supplement", "副刊", "Supplement", "literature", "plum"];
const STORIES: Section = ["stories", "故事", "Stories", "literature", "ochre"];

impl Preset {
    /// Its sections, in their usual order.
    pub fn sections(self) -> &'static [Section] {
        match self {
            Self::General => &[
                FOREWORD, NEWS, BRIEFS, POLICY, FEATURE, GRASSROOTS, RESEARCH, SERVICE, PEOPLE,
                CULTURE, GALLERY, NOTICES,
            ],
            Self::Newsletter => &[NEWS, BRIEFS, POLICY, SERVICE, NOTICES],
            Self::Bulletin => &[WORK, EXPERIENCE, REPORTS, NOTICED, NOTE],
            Self::Newspaper => &[NEWS, COMMENT, BRIEFS, GRASSROOTS, SERVICE, PEOPLE, SUPPLEMENT],
            Self::Literary => &[FOREWORD, ESSAYS, STORIES, PEOPLE, GALLERY, NOTICES],
        }
    }
}
