//! Tables, and charts with the figures they are drawn from.

use super::article::Writer;
use super::boxes::{shown, width_class};
use crate::manuscript::model::{Chart, Inlines, Table, plain};

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table) {
        let title = shown(table.title.as_deref());
        let class = format!("table{}", width_class(table.width));
        self.xml.open(if title.is_some() { "figure" } else { "div" }).class(&class);
        // Old readers put a real caption after the table.
        let label = title.map(|title| {
            let label = self.label();
            self.xml.open("figcaption").attr("id", &label).text(title).close();
            label
        });
        self.scroller(title.unwrap_or("表格"));
        self.xml.open("table");
        if let Some(label) = label {
            self.xml.attr("aria-labelledby", &label);
        }
        if table.head.iter().any(|cell| !plain(cell).trim().is_empty()) {
            self.xml.open("thead").open("tr");
            for (column, cell) in table.head.iter().enumerate() {
                self.head_cell(table, column, cell);
            }
            self.xml.close().close();
        }
        self.xml.open("tbody");
        for row in &table.rows {
            self.xml.open("tr");
            for (column, cell) in row.iter().enumerate() {
                self.xml.open("td").class(alignment(table, column));
                self.inlines(cell);
                self.xml.close();
            }
            self.xml.close();
        }
        self.xml.close().close().close();
        self.source(table.source.as_deref());
        self.xml.close();
    }

    /// Opens the frame in which a wide table scrolls.
    fn scroller(&mut self, name: &str) {
        self.xml.open("div").class("scroll").attr("role", "region").attr("tabindex", "0");
        self.xml.attr("aria-label", name);
    }

    /// A column header; the empty corner of a table is not one.
    fn head_cell(&mut self, table: &Table, column: usize, cell: &'a Inlines) {
        let empty = plain(cell).trim().is_empty();
        self.xml.open(if empty { "td" } else { "th" }).class(alignment(table, column));
        if !empty {
            self.xml.attr("scope", "col");
        }
        self.inlines(cell);
        self.xml.close();
    }

    pub(super) fn chart(&mut self, chart: &'a Chart) {
        let drawing = self.drawing(chart);
        let class = if drawing.is_some() { "chart drawn" } else { "chart" };
        self.xml.open("figure").class(class).open("figcaption").text(&chart.title);
        if let Some(unit) = &chart.unit {
            self.xml.text(" ").leaf("span", "unit", &format!("单位：{unit}"));
        }
        self.xml.close();
        if let Some(file) = drawing {
            self.xml.open("img").attr("src", &file).attr("alt", &chart.alt).close();
            self.xml.open("details").leaf("summary", "", "数据");
            self.values(chart);
            self.xml.close();
        } else {
            self.values(chart);
        }
        self.source(chart.source.as_deref());
        self.xml.close();
    }

    /// The figures of a chart as a table.
    fn values(&mut self, chart: &Chart) {
        self.scroller(&format!("{}：数据", chart.title));
        self.xml.open("table").open("thead").open("tr");
        match shown(Some(&chart.label)) {
            Some(label) => self.xml.open("th").attr("scope", "col").text(label).close(),
            None => self.xml.open("td").close(),
        };
        for name in &chart.series {
            self.xml.open("th").class("right").attr("scope", "col").text(name).close();
        }
        self.xml.close().close().open("tbody");
        for row in &chart.rows {
            self.xml.open("tr").open("th").attr("scope", "row").text(&row.label).close();
            for value in &row.values {
                self.xml.leaf("td", "right", &value.to_string());
            }
            self.xml.close();
        }
        self.xml.close().close().close();
    }

    fn source(&mut self, source: Option<&str>) {
        if let Some(source) = source {
            self.xml.leaf("p", "source", &format!("来源：{source}"));
        }
    }
}

fn alignment(table: &Table, column: usize) -> &'static str {
    table.align.get(column).copied().flatten().unwrap_or_default()
}
