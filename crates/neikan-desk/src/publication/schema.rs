//! JSON Schemas of the data files, made from the types, with descriptions in the user's language.

use jsonschema::{JsonType, ValidationError, error::TypeKind, error::ValidationErrorKind};
use schemars::JsonSchema;
use serde_json::{Value, json};

use super::{
    ArticleHead, Issue, Ledger, Mail, Members, Publication, Recipients, ThemeFile, WordList,
};
use neikan_base::locale::Locale;

/// The data files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `issues/publication.yml`
    Publication,
    /// `issues/<issue>/issue.yml`
    Issue,
    /// The front matter of `issues/<issue>/articles/*.md`
    Article,
    /// `issues/recipients.yml`
    Recipients,
    /// `issues/<issue>/review.yml`
    Review,
    /// `issues/members.yml`
    Members,
    /// `issues/words/*.yml`
    Words,
    /// `issues/mail.yml`
    Mail,
    /// `layouts/<layout>/theme.yml`
    Theme,
}

impl Subject {
    /// All of them, with the names they have on the command line.
    pub const ALL: [(&'static str, Self); 9] = [
        ("publication", Self::Publication),
        ("issue", Self::Issue),
        ("article", Self::Article),
        ("recipients", Self::Recipients),
        ("review", Self::Review),
        ("members", Self::Members),
        ("words", Self::Words),
        ("mail", Self::Mail),
        ("theme", Self::Theme),
    ];
}

/// The schema of a type, as the validator needs it.
pub fn of<T: JsonSchema>() -> Value {
    let mut schema = schemars::schema_for!(T).to_value();
    join_constants(&mut schema);
    schema
}

/// The keys that a schema knows at a place in the data, given as a JSON pointer; sorted.
pub fn keys(schema: &Value, pointer: &str) -> Vec<String> {
    let mut part = refer(schema, schema);
    for step in pointer.split('/').skip(1) {
        let inner = part.pointer(&format!("/properties/{step}"));
        let inner =
            inner.or_else(|| part.get("items")).or_else(|| part.get("additionalProperties"));
        let Some(inner) = inner else { return Vec::new() };
        part = refer(schema, inner);
    }
    let known = part.get("properties").and_then(Value::as_object);
    let mut keys: Vec<String> = known.into_iter().flatten().map(|(key, _)| key.clone()).collect();
    keys.sort();
    keys
}

/// What a part of a schema refers to, or the one of its choices that is not null, or else the part
/// itself.
fn refer<'a>(schema: &'a Value, part: &'a Value) -> &'a Value {
    let named = part.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
    let choice = || {
        let choices = part.get("anyOf")?.as_array()?;
        choices.iter().find(|choice| choice.get("type").is_none_or(|own| own != "null"))
    };
    match named.and_then(|pointer| schema.pointer(pointer)) {
        Some(named) => named,
        None => choice().map_or(part, |choice| refer(schema, choice)),
    }
}

/// Rewrites a choice between constants as an enumeration, which editors can complete and the
/// validator can list.
fn join_constants(part: &mut Value) {
    let constants = |part: &Value| -> Option<Vec<Value>> {
        part.get("oneOf")?.as_array()?.iter().map(|choice| choice.get("const").cloned()).collect()
    };
    if let Some(choices) = constants(part)
        && let Some(map) = part.as_object_mut()
    {
        map.remove("oneOf");
        map.insert("type".to_owned(), json!("string"));
        map.insert("enum".to_owned(), json!(choices));
    }
    match part {
        Value::Object(map) => map.values_mut().for_each(join_constants),
        Value::Array(items) => items.iter_mut().for_each(join_constants),
        _ => {}
    }
}

/// The schema of a data file, with titles and descriptions in the language of `locale`.
pub fn described(subject: Subject, locale: &Locale) -> Value {
    match subject {
        Subject::Publication => described_as::<Publication>(locale),
        Subject::Issue => described_as::<Issue>(locale),
        Subject::Article => described_as::<ArticleHead>(locale),
        Subject::Recipients => described_as::<Recipients>(locale),
        Subject::Review => described_as::<Ledger>(locale),
        Subject::Members => described_as::<Members>(locale),
        Subject::Words => described_as::<WordList>(locale),
        Subject::Mail => described_as::<Mail>(locale),
        Subject::Theme => described_as::<ThemeFile>(locale),
    }
}

/// The schema of a type, with descriptions in the language of `locale`.
pub fn described_as<T: JsonSchema>(locale: &Locale) -> Value {
    let mut schema = of::<T>();
    let root = schema["title"].as_str().unwrap_or_default().to_owned();
    describe(&mut schema, &root, locale);
    if let Some(parts) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        for (name, part) in parts.iter_mut() {
            describe(part, name, locale);
        }
    }
    schema
}

fn describe(part: &mut Value, name: &str, locale: &Locale) {
    part["description"] = json!(locale.text(&type_key(name)));
    if let Some(properties) = part.get_mut("properties").and_then(Value::as_object_mut) {
        for (key, property) in properties.iter_mut() {
            property["description"] = json!(locale.text(&property_key(name, key)));
        }
    }
}

fn type_key(name: &str) -> String {
    format!("schema-{}", kebab(name))
}

fn property_key(name: &str, key: &str) -> String {
    format!("schema-{}-{}", kebab(name), key.replace('_', "-"))
}

/// `ArticleHead` becomes `article-head`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The rule to report if a value has the wrong type.
pub fn expected_type(error: &ValidationError<'_>) -> &'static str {
    let ValidationErrorKind::Type { kind } = error.kind() else { return "yaml-value" };
    let wants = |wanted: JsonType| match kind {
        TypeKind::Single(one) => *one == wanted,
        TypeKind::Multiple(many) => many.contains(wanted),
    };
    if wants(JsonType::String) && wants(JsonType::Integer) {
        "type-deadline"
    } else if wants(JsonType::String) {
        "type-text"
    } else if wants(JsonType::Integer) || wants(JsonType::Number) {
        "type-number"
    } else if wants(JsonType::Array) {
        "type-list"
    } else if wants(JsonType::Object) {
        "type-mapping"
    } else {
        "type-boolean"
    }
}

/// The rule to report if a text does not have the required form.
pub fn expected_form(error: &ValidationError<'_>) -> &'static str {
    match error.kind() {
        ValidationErrorKind::Pattern { pattern } if pattern == neikan_base::date::DATE => {
            "form-date"
        }
        ValidationErrorKind::Pattern { pattern } if pattern == super::types::ID => "form-id",
        ValidationErrorKind::Pattern { pattern } if pattern == super::types::FOCUS => "form-focus",
        ValidationErrorKind::Pattern { pattern } if pattern == super::types::EMAIL => "form-email",
        ValidationErrorKind::Pattern { pattern } if pattern == super::types::ISSUE => "form-issue",
        ValidationErrorKind::Pattern { pattern } if pattern == super::review::SHA256 => {
            "form-sha256"
        }
        _ => "text-empty",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_every_place_are_known() {
        let schema = of::<Publication>();
        let has = |pointer: &str, key: &str| keys(&schema, pointer).iter().any(|own| own == key);
        assert!(has("", "sponsor") && has("/format", "bleed") && has("/sections/3", "kind"));
        assert!(has("/seal", "picture") && has("/review/reviewers/0", "stages"));
        assert!(keys(&schema, "/name").is_empty() && keys(&schema, "/none/0").is_empty());
    }
}
