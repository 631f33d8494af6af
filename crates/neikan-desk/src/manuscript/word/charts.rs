//! Charts: the figures that a chart in a document was drawn from, drawn anew or set as a table.

use super::xml::{Node, below, child, elements, number, value};
use crate::manuscript::incoming::arrange::bare_table;
use crate::manuscript::incoming::text::clean;
use crate::manuscript::model::{BlockKind, Chart, ChartKind, ChartRow, Inline, Inlines};

/// The most rows and series that layouts draw: what the manuscript reader accepts.
const DRAWN: [usize; 2] = [24, 8];
/// The most rows and series that are read at all.
const READ: [usize; 2] = [400, 60];
/// Values must be below this: what the manuscript reader accepts.
const VALUE: f64 = 1e15;

/// The figures of a chart.
#[derive(Debug, Default, PartialEq)]
pub struct Figures {
    kind: Option<ChartKind>,
    title: String,
    percent: bool,
    labels: Vec<String>,
    series: Vec<(String, Vec<Option<f64>>)>,
}

/// Reads a part that contains a chart; nothing if it has no figures.
pub fn read(root: Node<'_>) -> Option<Figures> {
    let area = below(root, "plotArea")?;
    let plots: Vec<Node<'_>> =
        elements(area).filter(|node| node.tag_name().name().ends_with("Chart")).collect();
    let mut figures = Figures { title: title(root), ..Figures::default() };
    if let [plot] = plots.as_slice() {
        figures.kind = kind(*plot);
    }
    let all = plots.iter().flat_map(|plot| elements(*plot));
    for series in all.filter(|node| node.tag_name().name() == "ser").take(READ[1]) {
        figures.add(series);
    }
    (!figures.series.is_empty() && !figures.labels.is_empty()).then_some(figures)
}

/// The kind of chart by which layouts can draw a plot.
fn kind(plot: Node<'_>) -> Option<ChartKind> {
    let stacked = value(plot, "grouping").is_some_and(|how| how.to_lowercase().contains("stacked"));
    match plot.tag_name().name() {
        _ if stacked => None,
        "barChart" | "bar3DChart" => Some(ChartKind::Bars),
        "lineChart" | "line3DChart" => Some(ChartKind::Line),
        "pieChart" | "pie3DChart" | "ofPieChart" | "doughnutChart" => Some(ChartKind::Pie),
        _ => None,
    }
}

fn title(root: Node<'_>) -> String {
    let title = below(root, "chart").and_then(|chart| child(chart, "title"));
    let texts = title.into_iter().flat_map(|title| title.descendants());
    let texts = texts.filter(|node| matches!(node.tag_name().name(), "t" | "v"));
    flat(&texts.filter_map(|node| node.text()).collect::<String>())
}

/// A text in one line, cleaned, of at most 80 characters.
fn flat(text: &str) -> String {
    let text = clean(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    text.chars().take(80).collect()
}

impl Figures {
    fn add(&mut self, series: Node<'_>) {
        let name = child(series, "tx").map(points).unwrap_or_default();
        let name = name.into_iter().map(|(_, text)| text).next().unwrap_or_default();
        let labels = ["cat", "xVal"].into_iter().find_map(|name| child(series, name));
        for (at, label) in labels.map(points).unwrap_or_default() {
            self.label(at, label);
        }
        let Some(values) = ["val", "yVal"].into_iter().find_map(|name| child(series, name)) else {
            return;
        };
        let percent = below(values, "formatCode").and_then(|code| code.text());
        let percent = percent.is_some_and(|code| code.contains('%'));
        self.percent = if self.series.is_empty() { percent } else { self.percent && percent };
        let mut found = Vec::new();
        for (at, text) in points(values) {
            let value: Option<f64> = text.parse().ok().filter(|value: &f64| value.is_finite());
            if found.len() <= at {
                found.resize(at + 1, None);
            }
            found[at] = value;
            if self.labels.len() <= at {
                self.label(at, (at + 1).to_string());
            }
        }
        self.series.push((name, found));
    }

    fn label(&mut self, at: usize, label: String) {
        if self.labels.len() <= at {
            self.labels.resize(at + 1, String::new());
        }
        if self.labels[at].is_empty() {
            self.labels[at] = label;
        }
    }

    /// A value as it is shown; shares of a whole become percentages.
    fn shown(&self, value: f64) -> f64 {
        if self.percent { (value * 1e8).round() / 1e6 } else { value }
    }

    /// The chart that layouts draw of the figures, if they can; `alt` describes it.
    pub fn chart(&self, alt: &str) -> Option<Chart> {
        let series = self.series.len();
        let kind = match self.kind? {
            ChartKind::Bars if series == 1 => ChartKind::Bar,
            ChartKind::Pie if series > 1 => return None,
            kind => kind,
        };
        if self.labels.len() > DRAWN[0] || series > DRAWN[1] {
            return None;
        }
        let rows: Option<Vec<ChartRow>> = (0..self.labels.len()).map(|at| self.row(at)).collect();
        let rows = rows?;
        let values = || rows.iter().flat_map(|row| &row.values);
        if kind == ChartKind::Pie
            && (values().any(|value| *value < 0.0) || values().all(|value| *value == 0.0))
        {
            return None;
        }
        let names = self.series.iter().map(|(name, _)| name.clone());
        let names: Vec<String> =
            names.map(|name| if name.is_empty() { "数值".to_owned() } else { name }).collect();
        // Word shows the name of a lone series as the title.
        let title = if self.title.is_empty() { names.join("、") } else { self.title.clone() };
        let alt = if alt.is_empty() { described(kind, &names, &rows) } else { alt.to_owned() };
        let unit = self.percent.then(|| "%".to_owned());
        let label = "项目".to_owned();
        Some(Chart { kind, title, unit, source: None, alt, label, series: names, rows })
    }

    fn row(&self, at: usize) -> Option<ChartRow> {
        let label = self.labels.get(at).filter(|label| !label.is_empty())?.clone();
        let values = self.series.iter().map(|(_, values)| values.get(at).copied().flatten());
        let values: Option<Vec<f64>> = values.collect();
        let values: Vec<f64> = values?.into_iter().map(|value| self.shown(value)).collect();
        values.iter().all(|value| value.abs() < VALUE).then_some(ChartRow { label, values })
    }

    /// The figures as a table.
    pub fn table(&self) -> BlockKind {
        let text = |s: String| -> Inlines {
            if s.is_empty() { Vec::new() } else { vec![Inline::Text { s }] }
        };
        let head = std::iter::once(Vec::new());
        let head = head.chain(self.series.iter().map(|(name, _)| text(name.clone()))).collect();
        let rows = self.labels.iter().enumerate().map(|(at, label)| {
            let values = self.series.iter().map(|(_, values)| {
                let value = values.get(at).copied().flatten().map(|value| self.shown(value));
                let sign = if self.percent { "%" } else { "" };
                text(value.map(|value| format!("{value}{sign}")).unwrap_or_default())
            });
            std::iter::once(text(label.clone())).chain(values).collect()
        });
        let rows = std::iter::once(head).chain(rows).collect();
        let align =
            std::iter::once(None).chain(self.series.iter().map(|_| Some("right"))).collect();
        let mut table = bare_table(align, rows);
        table.title = Some(self.title.clone()).filter(|title| !title.is_empty());
        BlockKind::Table(table)
    }
}

/// A description of a chart, made from its figures.
fn described(kind: ChartKind, names: &[String], rows: &[ChartRow]) -> String {
    let kind = match kind {
        ChartKind::Bar | ChartKind::Bars => "柱形图",
        ChartKind::Line => "折线图",
        ChartKind::Pie => "饼图",
    };
    let series = names.iter().enumerate().map(|(at, name)| {
        let values =
            rows.iter().filter_map(|row| Some(format!("{}{}", row.label, row.values.get(at)?)));
        format!("{name}：{}", values.collect::<Vec<_>>().join("，"))
    });
    let text = format!("{kind}。{}。", series.collect::<Vec<_>>().join("；"));
    text.chars().take(600).collect()
}

/// The cached points of what a chart refers to, by index.
fn points(node: Node<'_>) -> Vec<(usize, String)> {
    let Some(cache) = ["strCache", "numCache", "strLit", "numLit", "lvl"]
        .into_iter()
        .find_map(|name| below(node, name))
    else {
        // The name of a series may be written directly.
        return below(node, "v")
            .and_then(|v| v.text())
            .map(|text| (0, flat(text)))
            .into_iter()
            .collect();
    };
    let points = elements(cache).filter(|node| node.tag_name().name() == "pt");
    let points = points.filter_map(|point| {
        let at: usize = number(point, "idx")?;
        Some((at, flat(child(point, "v")?.text()?)))
    });
    points.filter(|(at, _)| *at < READ[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(plot: &str, title: &str) -> Option<Figures> {
        let xml =
            format!("<chartSpace><chart>{title}<plotArea>{plot}</plotArea></chart></chartSpace>");
        let document = roxmltree::Document::parse(&xml).unwrap();
        read(document.root_element())
    }

    fn series(name: &str, code: &str, values: &[&str]) -> String {
        let point = |(at, v): (usize, &&str)| format!("<pt idx='{at}'><v>{v}</v></pt>");
        let values: String = values.iter().enumerate().map(point).collect();
        format!(
            "<ser><tx><strRef><strCache><pt idx='0'><v>{name}</v></pt></strCache></strRef></tx>\
             <cat><strRef><strCache><pt idx='0'><v>一季度</v></pt><pt idx='1'><v>二季度</v></pt></strCache></strRef></cat>\
             <val><numRef><numCache><formatCode>{code}</formatCode>{values}</numCache></numRef></val></ser>"
        )
    }

    #[test]
    fn figures_are_drawn_anew() {
        let plot = format!(
            "<barChart>{}{}</barChart>",
            series("稻谷", "General", &["1", "2.5"]),
            series("花生", "0", &["3", "4"])
        );
        let title =
            "<title><tx><rich><p><r><t>各季</t></r><r><t>收购</t></r></p></rich></tx></title>";
        let drawn = chart(&plot, title).unwrap().chart("").unwrap();
        assert_eq!(
            (drawn.kind, drawn.title.as_str(), drawn.unit),
            (ChartKind::Bars, "各季收购", None)
        );
        assert_eq!(drawn.series, ["稻谷", "花生"]);
        assert_eq!(drawn.rows[1], ChartRow { label: "二季度".to_owned(), values: vec![2.5, 4.0] });
        assert_eq!(drawn.alt, "柱形图。稻谷：一季度1，二季度2.5；花生：一季度3，二季度4。");
    }

    #[test]
    fn a_lone_series_names_the_chart() {
        let plot = format!("<pieChart>{}</pieChart>", series("占比", "0.0%", &["0.35", "0.65"]));
        let drawn = chart(&plot, "").unwrap().chart("饼").unwrap();
        assert_eq!(
            (drawn.kind, drawn.title.as_str(), drawn.alt.as_str()),
            (ChartKind::Pie, "占比", "饼")
        );
        assert_eq!((drawn.unit.as_deref(), drawn.rows[0].values[0]), (Some("%"), 35.0));
    }

    #[test]
    fn what_the_house_does_not_draw_is_a_table() {
        let one = series("甲", "0", &["1", "2"]);
        let stacked = format!("<barChart><grouping val='stacked'/>{one}</barChart>");
        let area = format!("<areaChart>{one}</areaChart>");
        let two = format!("<barChart>{one}</barChart><lineChart>{one}</lineChart>");
        let gap = format!("<barChart>{}</barChart>", series("甲", "0", &["1"]));
        let rings = format!("<doughnutChart>{one}{one}</doughnutChart>");
        for plot in [stacked, area, two, gap, rings] {
            let figures = chart(&plot, "").unwrap();
            assert_eq!(figures.chart(""), None, "{plot}");
            let BlockKind::Table(table) = figures.table() else { panic!("{plot}") };
            assert_eq!((table.head.len() > 1, table.rows.len()), (true, 2), "{plot}");
        }
        assert_eq!(chart("<barChart/>", ""), None);
        let far = "<barChart><ser><val><numRef><numCache><pt idx='999999999'><v>1</v></pt></numCache></numRef></val></ser></barChart>";
        assert_eq!(chart(far, ""), None);
    }
}
