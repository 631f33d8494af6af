//! The binding: whether periodical and print shop agree on it, and whether the page count suits it.

use neikan_press::{BindingFit, bulk};

use super::Shop;
use crate::diagnostic::{Finding, Findings, Place};
use crate::publication::{Binding, Places, Publication};

/// A fault if the inside pages of an issue cannot be bound without blank ones.
pub fn page_count(multiple: usize, pages: usize, issue: &str) -> Option<Finding> {
    let fit = BindingFit::of(multiple, pages);
    let finding = Finding::stop("press-page-count")
        .at(Place::file(format!("issues/{issue}/issue.yml")))
        .with("pages", pages)
        .with("multiple", fit.multiple)
        .with("missing", fit.missing)
        .with("excess", fit.excess);
    (fit.missing > 0).then_some(finding)
}

/// Findings for what the print shop requires and `publication.yml` does not provide: the bleed, a
/// binding that is offered, a page count that can be folded. Each finding names both places.
pub fn agree(shop: &Shop, publication: &Publication, places: &Places) -> Findings {
    let mut findings = Findings::default();
    let profile = shop.profile();
    let bleed = publication.format.bleed;
    if bleed < profile.bleed {
        let place = match places.value("/format/bleed") {
            whole if whole.line == 0 => places.value("/format"),
            place => place,
        };
        let finding = Finding::stop("press-bleed").at(place).with("bleed", bleed);
        findings.push(finding.with("wanted", profile.bleed).with("profile", shop.said("/bleed")));
    }
    let binding = publication.binding.name();
    match profile.bindings.reach(publication.binding) {
        None => {
            let finding = Finding::stop("press-binding-offer").at(places.value("/binding"));
            let profile = shop.said("/bindings");
            findings.push(finding.with("binding", binding).with("profile", profile));
        }
        Some(reach) => {
            let multiple = publication.page_multiple();
            let wanted = reach.multiple.map_or(1, usize::from);
            if !multiple.is_multiple_of(wanted) {
                let finding = Finding::warn("press-binding-multiple");
                let profile = shop.said(&format!("/bindings/{binding}/multiple"));
                let finding = finding.at(places.value("/page_multiple")).with("binding", binding);
                let finding = finding.with("multiple", multiple).with("wanted", wanted);
                findings.push(finding.with("profile", profile));
            }
        }
    }
    findings
}

/// A finding if the inside pages are too few or too many for their binding, or else too thin or too
/// thick.
pub fn suits(shop: &Shop, binding: Binding, pages: usize, place: Place) -> Option<Finding> {
    let reach = shop.profile().bindings.reach(binding)?;
    let thickness = (bulk(pages, shop.profile()) * 100.0).round() / 100.0;
    let above = |limit: Option<f64>| limit.filter(|&limit| thickness > limit);
    let below = |limit: Option<f64>| limit.filter(|&limit| thickness < limit);
    let most = reach.max_pages.map(usize::from).filter(|&most| pages > most);
    let (finding, key, limit) = if pages < usize::from(reach.min_pages) {
        (Finding::warn("press-binding-few"), "min_pages", reach.min_pages.to_string())
    } else if let Some(most) = most {
        (Finding::warn("press-binding-many"), "max_pages", most.to_string())
    } else if let Some(least) = below(reach.min_thickness) {
        (Finding::warn("press-binding-thin"), "min_thickness", least.to_string())
    } else {
        let most = above(reach.max_thickness)?;
        (Finding::warn("press-binding-thick"), "max_thickness", most.to_string())
    };
    let name = binding.name();
    let profile = shop.said(&format!("/bindings/{name}/{key}"));
    let finding = finding.at(place).with("binding", name).with("pages", pages);
    Some(finding.with("thickness", thickness).with("limit", limit).with("profile", profile))
}
