//! The data for templates: one JSON file, described in docs/template-data.md.
//!
//! Texts are composed for the page here and nowhere else: other editions never see a joiner.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::chains::{Chains, foreign, taken};
use super::{Faces, Fits, Mentions, Spreads};
use crate::manuscript::Assembly;
use crate::manuscript::compose::Composed;
use crate::manuscript::model::{Article, Picture};
use crate::publication::{Binding, Filler, Issue, Opener, Plate, Publication, Rank, Start, Theme};

/// The screen RGB of every named colour, derived through the press profile.
pub type Colors = BTreeMap<String, [u8; 3]>;

/// Writes the data of an issue; `spine` is the spine's thickness in mm, 0 without a spine, and
/// `filler_pages` the number of inside pages that fillers have to make up; `fits` is done so that
/// articles end well, `spreads` says where stands what is over two pages, and `mentions` what is called
/// earlier than where it is written.
pub fn data(
    assembly: &Assembly,
    (colors, faces): (&Colors, &Faces),
    spine: f64,
    (filler_pages, fits, spreads, mentions): (usize, &Fits, &Spreads, &Mentions),
) -> Value {
    let composed = Composed::new(assembly);
    json!({
        "publication": publication(&assembly.publication),
        "issue": issue(assembly, &composed.issue, spine, filler_pages),
        "theme": theme(&assembly.theme, colors, faces),
        "articles": articles(assembly, &composed, (fits, spreads, mentions)),
        "unreviewed": assembly.unreviewed,
        "draft": assembly.draft,
        "faults": assembly.faults,
    })
}

/// The articles, with what follows for each from the issue as a whole: its rank, and the pieces
/// between which the lines of its title may end.
fn articles(
    assembly: &Assembly,
    composed: &Composed,
    (fits, spreads, mentions): (&Fits, &Spreads, &Mentions),
) -> Vec<Value> {
    let ranks = ranks(assembly);
    let all = composed.articles.par_iter().zip(ranks).zip(&composed.titles);
    all.map(|((article, rank), pieces)| {
        let id = article.id.as_str();
        let fit = fits.get(id);
        let own = spreads.data(id);
        let mut article = json!(article);
        if fit.follows {
            article["start"] = json!(Start::After);
        }
        // A picture over two pages begins on a left one.
        if article["opener"] == json!(Opener::Spread) {
            article["start"] = json!(Start::Left);
        }
        article["heights"] = json!(fit.heights);
        article["unset"] = json!(fits.unset(assembly, id));
        article["spreads"] = own;
        article["called"] = mentions.data(id);
        article["tracking"] = json!(f64::from(-fit.tighter) / 100.0);
        article["rank"] = json!(rank);
        article["pieces"] = json!(pieces);
        article
    })
    .collect()
}

/// The rank of each article: its own, else that of the cover line that announces it. The first
/// cover line leads, unless another article does.
fn ranks(assembly: &Assembly) -> Vec<Rank> {
    let led = assembly.articles.iter().any(|article| article.rank == Some(Rank::Lead));
    let lines = assembly.issue.cover_lines();
    let announced = |id: &str| lines.iter().position(|line| line.article.as_deref() == Some(id));
    let rank = |article: &Article| match (article.rank, announced(&article.id)) {
        (Some(rank), _) => rank,
        (None, Some(0)) if !led => Rank::Lead,
        (None, Some(_)) => Rank::Major,
        (None, None) => Rank::Normal,
    };
    assembly.articles.iter().map(rank).collect()
}

/// The periodical as templates see it.
pub fn publication(publication: &Publication) -> Value {
    json!({
        "name": publication.name,
        "masthead": publication.masthead,
        "pinyin": publication.pinyin,
        "english": publication.english,
        "language": publication.language,
        "sponsor": publication.sponsor,
        "permit": publication.permit,
        // The notice belongs to the permit.
        "notice": publication.permit.as_ref().map_or("", |_| publication.notice.as_str()),
        "scope": publication.scope,
        "distribution": publication.distribution,
        "frequency": publication.frequency,
        "format": publication.format,
        "address": publication.address,
        "phone": publication.phone,
        "email": publication.email,
        "staff": publication.staff,
        "sections": publication.sections,
    })
}

fn issue(assembly: &Assembly, issue: &Issue, spine: f64, filler_pages: usize) -> Value {
    let covers = &assembly.covers;
    let binding = match assembly.publication.binding {
        Binding::Saddle => "saddle",
        Binding::Perfect => "perfect",
        Binding::Side => "side",
    };
    let distribution = match issue.distribution.is_empty() {
        true => &assembly.publication.distribution,
        false => &issue.distribution,
    };
    let first = assembly.first_page();
    let fillers: Vec<Value> = issue.fillers.iter().zip(&covers.fillers).map(filler).collect();
    json!({
        "id": assembly.id,
        "year": issue.year,
        "number": issue.number,
        "number_to": issue.number_to,
        "total": issue.total,
        "first_page": { "folio": first.folio, "through": first.through },
        "date": { "year": issue.date.year, "month": issue.date.month, "day": issue.date.day },
        "theme": issue.theme,
        "run": issue.run,
        "printer": issue.printer.as_ref().unwrap_or(&assembly.publication.printer),
        "spine": spine,
        "binding": binding,
        "page_multiple": assembly.publication.page_multiple(),
        "classification": issue.classification,
        "distribution": distribution,
        "cover": issue.cover.as_ref().map(|cover| json!({
            "picture": covers.front,
            "others": covers.others,
            "lines": cover.lines,
            "style": cover.style,
            "masthead": cover.masthead,
        })),
        "inside_front": plate(issue.inside_front.as_ref(), covers.inside_front.as_ref()),
        "inside_back": plate(issue.inside_back.as_ref(), covers.inside_back.as_ref()),
        "back": plate(issue.back.as_ref(), covers.back.as_ref()),
        "fillers": fillers,
        "pages": issue.pages,
        "blanks": issue.blanks,
        "filler_pages": filler_pages,
    })
}

fn filler((filler, picture): (&Filler, &Option<Picture>)) -> Value {
    json!({ "title": filler.title, "text": filler.text, "by": filler.by, "picture": picture })
}

fn plate(plate: Option<&Plate>, picture: Option<&Picture>) -> Value {
    let (Some(plate), Some(picture)) = (plate, picture) else { return Value::Null };
    json!({ "picture": picture, "title": plate.title, "text": plate.text })
}

/// The theme as it is written, with both values of every colour, the families of each role, and the
/// characters that its second family sets.
pub fn theme(theme: &Theme, colors: &Colors, faces: &Faces) -> Value {
    let mut data = theme.data.clone();
    let both: BTreeMap<_, _> = theme
        .colors
        .iter()
        .map(|(name, color)| {
            let [r, g, b] = colors.get(name).copied().unwrap_or_default();
            let mut both = json!({ "cmyk": color.0, "rgb": format!("#{r:02x}{g:02x}{b:02x}") });
            if let Some((spot, tint)) = theme.inks.of_role(name) {
                both["spot"] = json!({ "ink": spot.ink, "cmyk": spot.cmyk.0, "tint": tint });
            }
            (name, both)
        })
        .collect();
    data["colors"] = json!(both);
    data["faces"] = json!(taken(theme, faces));
    data["chains"] = json!(Chains::of(theme, faces).all());
    data["foreign"] = json!(foreign(theme, faces));
    data
}

#[cfg(test)]
mod tests {
    use crate::publication::Start;

    #[test]
    fn templates_read_where_an_article_starts_as_a_word() {
        let words = [Start::Page, Start::Left, Start::After].map(|start| serde_json::json!(start));
        assert_eq!(words, ["page", "left", "after"]);
        assert_eq!(Start::default(), Start::Page);
    }
}
