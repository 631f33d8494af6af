//! Charts: a fenced block ```` ```chart bar ```` with a header and figures as CSV.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::model::{Chart, ChartKind, ChartRow, is_blank};
use super::attributes::note_call;
use crate::publication::document;
use neikan_base::diagnostic::{Finding, Findings, Place};

/// The most rows and series a chart can show.
const ROWS: usize = 24;
const SERIES: usize = 8;
/// Values are below this, as are the whole numbers of the layout; and no label has room for more.
const VALUE: f64 = 1e15;

/// What is above the figures.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    unit: Option<String>,
    source: Option<String>,
    alt: String,
}

/// Reads a chart whose fence is on `line` of the file; adds findings and returns nothing if it
/// cannot be read.
pub fn read(
    kind: &str,
    text: &str,
    file: &str,
    line: usize,
    findings: &mut Findings,
) -> Option<Chart> {
    let fault = |rule, at: usize| Finding::stop(rule).at(Place::line(file, at));
    let kind = match kind {
        "bar" => ChartKind::Bar,
        "bars" => ChartKind::Bars,
        "line" => ChartKind::Line,
        "pie" => ChartKind::Pie,
        _ => {
            findings.push(fault("chart-kind", line).with("kind", kind));
            return None;
        }
    };
    let Some((head, figures)) = text.split_once("\n---\n") else {
        findings.push(fault("chart-head", line));
        return None;
    };
    for (index, text) in text.lines().enumerate() {
        if let Some((_, name, _)) = note_call(text) {
            findings.push(fault("note-place", line + 1 + index).with("name", name));
        }
    }
    let first = line + head.matches('\n').count() + 3;
    let head = document::read::<Head>(head, file, line, findings)?.value;
    let mut lines = figures.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut columns = cells(lines.next().map_or("", |(_, line)| line)).into_iter();
    let label = columns.next().unwrap_or_default();
    let series: Vec<String> = columns.collect();
    let (mut rows, mut faulty) = (Vec::new(), false);
    for (index, text) in lines {
        match row(text, series.len()) {
            Some(row) => rows.push(row),
            None => {
                faulty = true;
                findings.push(fault("chart-row", first + index).with("text", text));
            }
        }
    }
    // If every row is at fault, that is all there is to say.
    if rows.is_empty() && faulty {
        return None;
    }
    let few = rows.is_empty() || series.is_empty();
    if few || rows.len() > ROWS || series.len() > SERIES {
        let finding = fault("chart-size", line).with("rows", ROWS).with("series", SERIES);
        findings.push(finding);
        return None;
    }
    let Head { title, unit, source, alt } = head;
    for (text, rule) in [(&title, "chart-title"), (&alt, "chart-alt")] {
        if is_blank(text) {
            findings.push(fault(rule, line));
        }
    }
    if series.len() > 1 && matches!(kind, ChartKind::Bar | ChartKind::Pie) {
        findings.push(fault("chart-series", line));
    }
    if kind == ChartKind::Pie && !is_whole(&rows) {
        findings.push(fault("chart-parts", line));
    }
    Some(Chart { kind, title, unit, source, alt, label, series, rows })
}

/// Writes a chart as [`read`] expects it; marks that would separate figures are replaced.
pub fn write(chart: &Chart) -> String {
    let kind = match chart.kind {
        ChartKind::Bar => "bar",
        ChartKind::Bars => "bars",
        ChartKind::Line => "line",
        ChartKind::Pie => "pie",
    };
    let mut out = format!("```chart {kind}\n");
    let head = [("title", Some(&chart.title)), ("unit", chart.unit.as_ref())];
    let rest = [("source", chart.source.as_ref()), ("alt", Some(&chart.alt))];
    for (name, text) in head.into_iter().chain(rest) {
        if let Some(text) = text {
            out.push_str(&format!("{name}: {}\n", scalar(&bare(text))));
        }
    }
    let names = std::iter::once(&chart.label).chain(&chart.series);
    let names: Vec<String> = names.map(|name| cell(name)).collect();
    out.push_str(&format!("---\n{}\n", names.join(",")));
    for row in &chart.rows {
        let values = row.values.iter().map(f64::to_string);
        let cells: Vec<String> = std::iter::once(cell(&row.label)).chain(values).collect();
        out.push_str(&format!("{}\n", cells.join(",")));
    }
    out + "```"
}

/// A text in one line that neither ends the fence nor calls a note.
fn bare(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('`', "'").replace("[^", "[ ^")
}

fn cell(text: &str) -> String {
    bare(text).replace([',', '\u{ff0c}'], "、")
}

/// A text as a YAML value: quoted if it could mean anything else.
fn scalar(text: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() && !c.is_ascii() || "，。；（）《》“”、：".contains(c);
    let safe = text.chars().next().is_some_and(plain)
        && text.chars().all(|c| plain(c) || c.is_ascii_alphanumeric());
    if safe { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Whether the values of a pie are parts of a whole: none is negative, and not all are zero.
fn is_whole(rows: &[ChartRow]) -> bool {
    let mut values = rows.iter().flat_map(|row| &row.values);
    values.clone().all(|value| *value >= 0.0) && values.any(|value| *value > 0.0)
}

fn row(text: &str, series: usize) -> Option<ChartRow> {
    let mut cells = cells(text).into_iter();
    let label = cells.next()?;
    let values: Option<Vec<f64>> =
        cells.map(|cell| cell.parse().ok().filter(|value: &f64| value.abs() < VALUE)).collect();
    values.filter(|values| values.len() == series).map(|values| ChartRow { label, values })
}

fn cells(line: &str) -> Vec<String> {
    line.split([',', '\u{ff0c}']).map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "title: 图1\nunit: 吨\nalt: 柱形图\n---\n季度,2024,2025\n一季度,310,3.5\n";

    fn rules(kind: &str, text: &str) -> Vec<(&'static str, usize)> {
        let mut findings = Findings::default();
        read(kind, text, "a.md", 10, &mut findings);
        findings.iter().map(|f| (f.rule, f.place.as_ref().unwrap().line)).collect()
    }

    #[test]
    fn reads_figures() {
        let mut findings = Findings::default();
        let chart = read("bars", GOOD, "a.md", 10, &mut findings).unwrap();
        assert!(findings.is_empty());
        assert_eq!(chart.series, ["2024", "2025"]);
        assert_eq!(chart.rows[0].values, [310.0, 3.5]);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut findings = Findings::default();
        let mut chart = read("bars", GOOD, "a.md", 10, &mut findings).unwrap();
        chart.title = "图1: \"[^a]\" ```\n2".to_owned();
        chart.rows[0].label = "一,二".to_owned();
        let written = write(&chart);
        let inner = written.strip_prefix("```chart bars\n").unwrap().strip_suffix("```").unwrap();
        let read = read("bars", inner, "a.md", 10, &mut findings).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(read.title, "图1: \"[ ^a]\" ''' 2");
        assert_eq!((read.rows[0].label.as_str(), read.rows[0].values[1]), ("一、二", 3.5));
        assert_eq!((read.alt, read.unit), (chart.alt, chart.unit));
    }

    #[test]
    fn reports_faults_with_their_lines() {
        assert_eq!(rules("cake", GOOD), [("chart-kind", 10)]);
        assert_eq!(rules("bar", "title: x"), [("chart-head", 10)]);
        assert_eq!(rules("bar", "title: x\nalt: y\nfoo: z\n---\na,b\nc,1")[0], ("key-unknown", 13));
        assert_eq!(rules("bar", "title: x\nalt: y\n---\na,b\nc,1\nd,NaN\n"), [("chart-row", 16)]);
        assert_eq!(rules("bar", "title: x\nalt: y\n---\na\n"), [("chart-size", 10)]);
        let far = rules("bar", "title: x\nalt: y\n---\na,b\nc,1\nd,1e30\n");
        assert_eq!(far, [("chart-row", 16)]);
        assert_eq!(rules("bar", "title: x\nalt: ''\n---\na,b\nc,1\n"), [("chart-alt", 10)]);
        assert_eq!(rules("bar", "title: ' '\nalt: y\n---\na,b\nc,1\n"), [("chart-title", 10)]);
        assert_eq!(rules("pie", "title: x\nalt: y\n---\na,b\nc,-1\nd,3\n"), [("chart-parts", 10)]);
        assert_eq!(rules("pie", GOOD), [("chart-series", 10)]);
    }
}
