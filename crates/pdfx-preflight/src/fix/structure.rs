//! The logical structure of a page whose content has become a form: its elements name parts of
//! that form instead (ISO 32000-1, 14.7.4.2).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::reading::{dictionary, entry};

/// The form in which the content of each page now is.
pub type Forms = BTreeMap<ObjectId, ObjectId>;

/// Lets every element that names content of a page name it in its form.
pub fn follow(document: &mut Document, forms: &Forms) {
    if forms.is_empty() {
        return;
    }
    let moved = document.objects.iter().filter_map(|(&id, own)| {
        let own = own.as_dict().ok().filter(|own| own.has(b"S") && own.has(b"K"))?;
        Some((id, Object::Dictionary(element(document, own, forms)?)))
    });
    let moved: Vec<(ObjectId, Object)> = moved.collect();
    document.objects.extend(moved);
}

/// An element whose content is in forms now; `None` if none is.
fn element(document: &Document, own: &Dictionary, forms: &Forms) -> Option<Dictionary> {
    let page = own.get(b"Pg").and_then(Object::as_reference).ok();
    let kids = match entry(document, own, b"K") {
        Object::Array(kids) => kids.clone(),
        _ => vec![own.get(b"K").ok()?.clone()],
    };
    let moved: Vec<Option<Object>> =
        kids.iter().map(|kid| content(document, kid, page, forms)).collect();
    if moved.iter().all(Option::is_none) {
        return None;
    }
    let mut out = own.clone();
    let kids = kids.into_iter().zip(moved).map(|(kid, moved)| moved.unwrap_or(kid));
    out.set("K", kids.collect::<Vec<_>>());
    Some(out)
}

/// Content of a page as content of its form; `None` if it is that of another page or no content.
fn content(
    document: &Document,
    kid: &Object,
    page: Option<ObjectId>,
    forms: &Forms,
) -> Option<Object> {
    if let Object::Integer(number) = kid {
        let page = page?;
        let form = *forms.get(&page)?;
        let own = dictionary! { "Type" => "MCR", "Pg" => page, "Stm" => form, "MCID" => *number };
        return Some(own.into());
    }
    let own = dictionary(document, kid).filter(|own| own.has(b"MCID") && !own.has(b"Stm"))?;
    let page = own.get(b"Pg").and_then(Object::as_reference).ok().or(page)?;
    let mut out = own.clone();
    out.set("Stm", *forms.get(&page)?);
    Some(out.into())
}
