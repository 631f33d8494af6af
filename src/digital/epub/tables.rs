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
        let headed = table.head.iter().any(|cell| !plain(cell).trim().is_empty());
        let headed = headed || table.heads() > 1;
        let heads = table.heads();
        let rows = std::iter::once(&table.head).chain(&table.rows).enumerate();
        if headed {
            self.xml.open("thead");
            for (row, cells) in rows.clone().take(heads) {
                self.row(table, row, cells, true);
            }
            self.xml.close();
        }
        self.xml.open("tbody");
        for (row, cells) in rows.skip(if headed { heads } else { 1 }) {
            self.row(table, row, cells, false);
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

    fn row(&mut self, table: &'a Table, row: usize, cells: &'a [Inlines], head: bool) {
        self.xml.open("tr");
        for (column, cell) in cells.iter().enumerate() {
            if !table.is_covered(row, column) {
                self.cell(table, [row, column], cell, head);
            }
        }
        self.xml.close();
    }

    /// A cell; in a head that of a column, or of several, unless it is an empty corner.
    fn cell(&mut self, table: &Table, [row, column]: [usize; 2], cell: &'a Inlines, head: bool) {
        let headed = head && !plain(cell).trim().is_empty();
        let span = table.span_at(row, column);
        let columns = span.map_or(1, |span| span.columns);
        let class = if columns > 1 { "center" } else { alignment(table, column) };
        self.xml.open(if headed { "th" } else { "td" }).class(class);
        if headed {
            self.xml.attr("scope", if columns > 1 { "colgroup" } else { "col" });
        }
        if columns > 1 {
            self.xml.attr("colspan", &columns.to_string());
        }
        if let Some(span) = span.filter(|span| span.rows > 1) {
            self.xml.attr("rowspan", &span.rows.to_string());
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

    pub(super) fn source(&mut self, source: Option<&str>) {
        if let Some(source) = source {
            self.xml.leaf("p", "source", &format!("来源：{source}"));
        }
    }
}

fn alignment(table: &Table, column: usize) -> &'static str {
    table.align.get(column).copied().flatten().unwrap_or_default()
}
