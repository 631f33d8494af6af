//! Turns a YAML text into a typed value, or into all its faults with their places.
//!
//! The steps: find the places, read the tree, check it against the JSON Schema of the type, then
//! deserialize the type from it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::places::{Places, escape, places};
use super::{schema, slips};
use neikan_base::diagnostic::{Finding, Findings};
use neikan_base::rulebook::nearest;

/// A typed value, with the place of every part of it.
#[derive(Debug, Clone)]
pub struct Document<T> {
    /// The value.
    pub value: T,
    /// Where its parts are.
    pub places: Places,
    /// The text it was read from.
    pub text: String,
}

/// Reads a YAML text that begins after line `offset` of `file` (0 for the whole file).
///
/// Returns nothing if a finding was added that stops the work.
pub fn read<T: DeserializeOwned + JsonSchema>(
    text: &str,
    file: &str,
    offset: usize,
    findings: &mut Findings,
) -> Option<Document<T>> {
    let mut own = Findings::default();
    let places = places(text, file, offset, &mut own);
    let tree = if own.stops() { None } else { tree(text, &places, offset, &mut own) };
    if let Some(tree) = &tree {
        hold_against_schema::<T>(tree, &places, &mut own);
    }
    let value = match tree {
        Some(tree) if !own.stops() => typed(tree, &places, &mut own),
        _ => None,
    };
    findings.extend(own);
    value.map(|value| Document { value, places, text: text.to_owned() })
}

fn tree(text: &str, places: &Places, offset: usize, findings: &mut Findings) -> Option<Value> {
    match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Null) => Some(Value::Object(serde_json::Map::new())),
        Ok(tree) => Some(tree),
        Err(error) => {
            let at = error.location().map_or((1, 1), |place| (place.line(), place.column()));
            findings.push(slips::finding(text, at, places.file(), offset));
            None
        }
    }
}

fn typed<T: DeserializeOwned>(tree: Value, places: &Places, findings: &mut Findings) -> Option<T> {
    serde_json::from_value(tree)
        .map_err(|error| {
            findings.push(Finding::stop("yaml-value").at(places.value("")).with("reason", error));
        })
        .ok()
}

fn hold_against_schema<T: JsonSchema>(tree: &Value, places: &Places, findings: &mut Findings) {
    match compiled::<T>() {
        Ok(compiled) => {
            let (schema, validator) = &*compiled;
            let errors = validator.iter_errors(tree);
            errors.for_each(|error| report(&error, schema, places, findings));
        }
        Err(error) => {
            findings.push(Finding::stop("yaml-value").at(places.value("")).with("reason", error));
        }
    }
}

/// A schema, and the validator that holds values against it.
type Compiled = Arc<(Value, Validator)>;

/// The schema of a type, compiled once in a process: an issue has many files of one type.
fn compiled<T: JsonSchema>() -> Result<Compiled, ValidationError<'static>> {
    static KNOWN: Mutex<BTreeMap<Cow<'static, str>, Compiled>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(compiled) = known.get(&T::schema_id()) {
        return Ok(compiled.clone());
    }
    let schema = schema::of::<T>();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema)?;
    let compiled = Arc::new((schema, validator));
    known.insert(T::schema_id(), compiled.clone());
    Ok(compiled)
}

/// Turns one fault from the schema's validator into findings of ours.
fn report(error: &ValidationError<'_>, schema: &Value, places: &Places, findings: &mut Findings) {
    let pointer = error.instance_path().as_str();
    let here = places.value(pointer);
    let finding = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            for key in unexpected {
                let place = places.key(&format!("{pointer}/{}", escape(key)));
                findings.push(unknown_key(key, &schema::keys(schema, pointer)).at(place));
            }
            return;
        }
        ValidationErrorKind::AnyOf { context } => {
            // An optional part: its own faults are in the first branch; the other is null.
            let inner = context.iter().take(1).flatten();
            inner.for_each(|inner| report(inner, schema, places, findings));
            return;
        }
        ValidationErrorKind::Required { property } => {
            Finding::stop("key-missing").with("key", property.as_str().unwrap_or_default())
        }
        ValidationErrorKind::Type { .. } => {
            let wanted = schema::expected_type(error);
            Finding::stop(wanted).with("value", shown(error.instance()))
        }
        ValidationErrorKind::Enum { options } => {
            let (value, choices) = (shown(error.instance()), choices(options));
            let meant = nearest(choices.split(", "), &value).unwrap_or("none").to_owned();
            let finding = Finding::stop("value-choice").with("value", value);
            finding.with("choices", choices).with("meant", meant)
        }
        ValidationErrorKind::Pattern { .. } | ValidationErrorKind::MinLength { .. } => {
            Finding::stop(schema::expected_form(error)).with("value", shown(error.instance()))
        }
        // A value that does not even look like a date is reported by its pattern.
        ValidationErrorKind::Format { .. } if !has_date_form(error.instance()) => return,
        ValidationErrorKind::Format { .. } => {
            Finding::stop("date-none").with("value", shown(error.instance()))
        }
        ValidationErrorKind::MinItems { limit: 1 } => Finding::stop("list-empty"),
        ValidationErrorKind::MinItems { limit } | ValidationErrorKind::MaxItems { limit } => {
            let count = error.instance().as_array().map_or(0, Vec::len);
            Finding::stop("list-length").with("count", count).with("limit", *limit as usize)
        }
        ValidationErrorKind::Minimum { limit } => Finding::stop("number-small")
            .with("value", shown(error.instance()))
            .with("limit", limit),
        ValidationErrorKind::Maximum { limit } => Finding::stop("number-large")
            .with("value", shown(error.instance()))
            .with("limit", limit),
        _ => Finding::stop("yaml-value").with("reason", error),
    };
    findings.push(finding.at(here));
}

/// A finding about a key that is not known in its place.
fn unknown_key(key: &str, known: &[String]) -> Finding {
    match nearest(known.iter().map(String::as_str), key) {
        Some(meant) => {
            Finding::stop("key-meant").with("meant", meant).with("known", known.join(", "))
        }
        None => Finding::stop("key-unknown"),
    }
    .with("key", key)
}

/// Whether a value is written like a date: `2026-02-30`.
fn has_date_form(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.len() == 10
        && text
            .char_indices()
            .all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() })
}

/// A value as messages show it: at most 40 characters, without quotation marks.
fn shown(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}……") } else { short }
}

fn choices(options: &Value) -> String {
    let names = options.as_array().into_iter().flatten().filter_map(Value::as_str);
    names.collect::<Vec<_>>().join(", ")
}
