//! Links lead somewhere: to an article of the issue by its identifier, or elsewhere by a complete
//! address.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::model::{BlockKind, Inline, Part, walk};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "link-dead",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "文内链接要指得到：指向本期文章的，写文章的标识；指向别处的，写完整的网址。",
        message: "链接 { $found } 指不到任何地方。",
        hint: "指向本期文章请写“#标识”，如 #lychee-chain；网址要以 https:// 开头。",
    },
    en: Words {
        about: "Links lead somewhere: to an article of the issue by its name, elsewhere by a whole address.",
        message: "The link { $found } leads nowhere.",
        hint: "Write #NAME for an article of the issue, such as #lychee-chain; an address begins with https://.",
    },
    wrong: &["见[上一篇](#no-such)。", "见[网页](www.example.org)。"],
    right: &["见[卷首](#foreword)。", "见[网页](https://example.org/)。"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let SourceFile::Article(index) = text.of else { return };
    let article = &context.assembly.articles[index];
    walk(&article.blocks, &mut |part| {
        let Part::Block(block) = part else { return };
        for url in links(&block.kind) {
            let whole = ["https://", "http://", "mailto:"].iter().any(|way| url.starts_with(way));
            // Which articles will be beside a manuscript of the inbox is not known yet.
            let known = |id: &str| {
                context.assembly.is_inbox()
                    || context.assembly.articles.iter().any(|article| article.id == id)
            };
            let inside = url.strip_prefix('#').is_some_and(known);
            if !whole && !inside {
                hits.at(Place::line(&text.file, block.line)).with("found", url);
            }
        }
    });
}

fn links(kind: &BlockKind) -> Vec<&str> {
    let (BlockKind::Heading { c, .. } | BlockKind::Para { c } | BlockKind::Pullquote { c, .. }) =
        kind
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut rest: Vec<&Inline> = c.iter().collect();
    while let Some(inline) = rest.pop() {
        match inline {
            Inline::Link { url, c } => {
                out.push(url.as_str());
                rest.extend(c);
            }
            Inline::Strong { c } | Inline::Emph { c } | Inline::Strike { c } => rest.extend(c),
            _ => {}
        }
    }
    out
}
