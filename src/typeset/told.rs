//! What a layout says of how it set things: tables and openings that took another way than the usual one,
//! and cover lines that it had no room for.

use typst::foundations::{Dict, Value};
use typst_layout::PagedDocument;

use super::marks::{noted, number};
use crate::diagnostic::{Finding, Place};
use crate::manuscript::Assembly;

/// The label of what a layout says of a table: a dictionary with `article`, `line`, `how`, and `count`, its
/// parts.
const TABLE: &str = "table-set";
/// The label of the name of an article whose opening took another form.
const OPENER: &str = "opener-other";
/// The label of how many cover lines are left over.
const LINES: &str = "cover-lines-left";

/// How tables were set that are not set in a column, in one piece and in the usual size, as notes.
pub fn tables(assembly: &Assembly, document: &PagedDocument) -> Vec<Finding> {
    let found = noted(document, TABLE).filter_map(|value| match value {
        Value::Dict(dict) => table(assembly, &dict),
        _ => None,
    });
    found.collect()
}

/// Tables whose columns were divided between two, as notes.
pub fn divided(assembly: &Assembly, document: &PagedDocument) -> Vec<Finding> {
    let is_divided = |own: &Finding| own.args.get("how").is_some_and(|how| how == "columns");
    tables(assembly, document).into_iter().filter(is_divided).collect()
}

fn table(assembly: &Assembly, dict: &Dict) -> Option<Finding> {
    let text = |key: &str| match dict.get(key) {
        Ok(Value::Str(text)) => Some(text.as_str().to_owned()),
        _ => None,
    };
    let number = |key: &str| dict.get(key).ok().and_then(number);
    let key = text("article")?;
    let file = format!("issues/{}/articles/{}.md", assembly.id, key.trim_end_matches(".rest"));
    let finding = Finding::note("table-set").at(Place::line(file, number("line")?));
    Some(finding.with("how", text("how")?).with("count", number("count")?))
}

/// Openings that took another form than their kind has, since it would show too little of their picture.
pub fn openers(assembly: &Assembly, document: &PagedDocument) -> Vec<Finding> {
    let found = noted(document, OPENER).filter_map(|value| {
        let Value::Str(id) = value else { return None };
        let place = Place::file(format!("issues/{}/articles/{}.md", assembly.id, id.as_str()));
        Some(Finding::note("opener-other").at(place))
    });
    found.collect()
}

/// Cover lines that the cover has no room for.
pub fn cover_lines(assembly: &Assembly, document: &PagedDocument) -> Option<Finding> {
    let Value::Int(count) = noted(document, LINES).next()? else { return None };
    let place = Place::file(format!("issues/{}/issue.yml", assembly.id));
    Some(Finding::warn("cover-lines").at(place).with("count", usize::try_from(count).ok()?))
}
