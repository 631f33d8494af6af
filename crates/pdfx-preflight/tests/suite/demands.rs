//! What a shop asks for changes how findings weigh, where limits are, and what is let pass.

use neikan_base::diagnostic::Severity;
use neikan_base::locale::{Language, Locale};
use pdfx_preflight::demands::{NAMED, Named};
use pdfx_preflight::rules;
use pdfx_preflight::{Demands, Report, Standard, messages, words};

use crate::draft::Draft;

/// A page with a line of 0.2 pt, small letters on three plates and a picture of 200 ppi.
fn draft() -> Draft {
    let mut draft = Draft::new(Standard::X4);
    draft.add("/Over gs 0 0 0 1 K 0.2 w 90 150 m 140 150 l S");
    draft.add("0.5 0.5 0.5 0 k BT /F1 8 Tf 90 90 Td (abc) Tj ET");
    draft.picture("I", "DeviceGray", 50, vec![128; 5_000], lopdf::Dictionary::new());
    draft.add("q 18 0 0 18 100 100 cm /I Do Q");
    draft
}

fn judged(demands: &str) -> Report {
    let demands = Demands::from_json(demands).unwrap_or_else(|found| panic!("{found:?}"));
    crate::judged(&draft().bytes(), &demands.settings())
}

/// The rules that find something, with how much it weighs.
fn found(report: &Report) -> Vec<(&'static str, Severity)> {
    let mut found: Vec<_> =
        report.kinds().iter().map(|kind| (kind.rule.name, kind.severity)).collect();
    found.sort();
    found
}

#[test]
fn sets_with_names_move_weights_and_limits() {
    use Severity::Warn;
    let usual = [("print-picture-ppi", Warn), ("print-text-plates", Warn)];
    assert_eq!(found(&judged("{}")), usual);
    let magazine =
        [("print-hairline", Warn), ("print-picture-ppi", Warn), ("print-text-plates", Warn)];
    assert_eq!(found(&judged(r#"{ "base": "gwg2022-magazine" }"#)), magazine);
    let news = [("print-hairline", Warn), ("print-text-plates", Warn)];
    assert_eq!(found(&judged(r#"{ "base": "gwg2022-newspaper" }"#)), news);
    assert_eq!(found(&judged(r#"{ "base": "office" }"#)), []);
    // The figures of GWG 2022: R0026, R0031 (warning), R0016, R0017.
    for (name, ink, ppi, letters) in [
        ("gwg2022-magazine", 305.0, 225.0, 9.0),
        ("gwg2022-newspaper", 245.0, 150.0, 10.0),
        ("gwg2022-sheet", 320.0, 225.0, 8.0),
    ] {
        let own = Named::find(name).unwrap().demands().settings();
        assert_eq!((own.total_ink, own.minimum_ppi), (ink, ppi), "{name}");
        for rule in ["print-text-plates", "print-text-reversed"] {
            assert_eq!(own.limit(rules::find(rule).unwrap().rule), letters, "{name} {rule}");
        }
    }
    // Each is a set by its name too.
    for named in &NAMED {
        assert!(Named::find(named.called).is_some());
    }
}

#[test]
fn what_is_waived_stands_in_the_report_with_its_reason() {
    let report = judged(
        r#"{ "base": "gwg2022-magazine", "waivers": [
            { "rule": "print-hairline", "pages": [1], "reason": "the client has seen the proof" },
            { "rule": "print-text-plates", "pages": [2], "reason": "another page" } ] }"#,
    );
    assert!(!report.stops());
    assert_eq!(report.waivers.iter().map(|own| own.1).collect::<Vec<_>>(), [1, 0]);
    let locale = Locale::with_rules(Language::English, messages(Language::English));
    let said = words::waivers(&report, &locale);
    assert_eq!(
        said,
        [
            "Let pass: print-hairline, one place on page 1. Reason: the client has seen the proof",
            "A waiver that was not needed: print-text-plates. Reason: another page",
        ]
    );
    let data = report.data("a.pdf", &locale);
    assert_eq!((&data["ok"], &data["stops"]), (&true.into(), &0.into()));
    let hairline = |own: &&serde_json::Value| own["rule"] == "print-hairline";
    let waived = data["findings"].as_array().unwrap().iter().find(hairline).unwrap();
    assert_eq!(waived["waived"], "the client has seen the proof");
    assert!(!data["kinds"].as_array().unwrap().iter().any(|own| hairline(&own)));
}

#[test]
fn findings_of_a_rule_are_folded() {
    let mut draft = draft();
    for size in 3..9 {
        draft.add(&format!("0.4 0.4 0.4 0 k BT /F1 {size}.5 Tf 90 200 Td (abc) Tj ET"));
    }
    let settings = draft.settings.clone();
    let report = crate::judged(&draft.bytes(), &settings);
    let locale = Locale::with_rules(Language::Chinese, messages(Language::Chinese));
    let folded = words::folded(&report, "a.pdf", &locale);
    let plates: Vec<_> = folded.iter().filter(|own| own.rule == "print-text-plates").collect();
    assert_eq!(plates.len(), 1);
    assert!(plates[0].notes[0].starts_with("共 7 处，在第 1 页"), "{:?}", plates[0].notes);
    assert!(plates[0].notes[1].starts_with("另有 6 条数值不同"), "{:?}", plates[0].notes);
    assert!(plates[0].notes[2].starts_with("第 1 页，距成品左边"), "{:?}", plates[0].notes);
    let each = words::each(&report, "a.pdf", &locale);
    assert_eq!(each.iter().filter(|own| own.rule == "print-text-plates").count(), 7);
}
