//! The charts of a workbook, on a sheet of their own that prints page by page.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartSolidFill, ChartType, RowNum, Workbook, XlsxError,
};

use super::table::{Cell, Drawn, Form, Table};

/// A4, as Excel numbers papers.
pub(super) const A4: u8 = 9;
/// The width of a chart, pixels: that of a page across.
const WIDTH: u32 = 1040;
/// The height of a page of this width across on A4, pixels.
const PAGE: u32 = 720;
/// The height of a row of a sheet, pixels.
const ROW: u32 = 20;
/// The height of a chart without its bars, of a bar, and of a chart whose bars stand, pixels.
const HEAD: u32 = 80;
const BAR: u32 = 26;
const STANDING: u32 = 340;
/// The colour of bars.
const RED: &str = "#A8322A";
/// The size of letters, points.
const SIZE: f64 = 10.0;

/// Adds a sheet with the charts of tables, one below the other, none of them over two pages. Each table has
/// a sheet of the same title; `say` gives the texts of keys.
///
/// # Errors
/// The writer's own.
pub fn add(
    book: &mut Workbook,
    tables: &[Table],
    say: &dyn Fn(&str) -> String,
) -> Result<(), XlsxError> {
    let drawn = tables.iter().flat_map(|table| table.drawn.iter().map(move |own| (table, *own)));
    let known = |table: &Table, own: Drawn| {
        let cells = table.rows.iter().take(own.rows).map(|row| row.get(usize::from(own.values)));
        cells.flatten().any(|cell| *cell != Cell::None)
    };
    let drawn = drawn.filter(|(table, own)| known(table, *own));
    let charts: Vec<(Chart, u32)> = drawn.map(|(table, own)| chart(table, own, say)).collect();
    if charts.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(say("report-charts"))?;
    sheet.set_screen_gridlines(false);
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    let (mut row, mut used, mut breaks): (RowNum, u32, Vec<RowNum>) = (0, 0, Vec::new());
    for (chart, height) in &charts {
        if used > 0 && used + height > PAGE {
            breaks.push(row);
            used = 0;
        }
        sheet.insert_chart(row, 0, chart)?;
        let rows = height.div_ceil(ROW) + 1;
        row += rows;
        used += rows * ROW;
    }
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

/// A chart with its height, pixels.
fn chart(table: &Table, drawn: Drawn, say: &dyn Fn(&str) -> String) -> (Chart, u32) {
    let sheet = say(table.title);
    let value = table.head.get(usize::from(drawn.values)).map(|key| say(key)).unwrap_or_default();
    let count = u32::try_from(drawn.rows).unwrap_or(u32::MAX);
    let (kind, height) = match drawn.form {
        // Many bars get thinner, so that they stay on one page.
        Form::Ranking => (ChartType::Bar, (HEAD + BAR * count.min(PAGE)).min(PAGE)),
        Form::Course => (ChartType::Column, STANDING),
    };
    let mut chart = Chart::new(kind);
    let mut font = ChartFont::new();
    font.set_size(SIZE);
    chart
        .add_series()
        .set_categories((sheet.as_str(), 1, drawn.names, count, drawn.names))
        .set_values((sheet.as_str(), 1, drawn.values, count, drawn.values))
        .set_name(value.as_str())
        .set_format(ChartSolidFill::new().set_color(RED))
        .set_data_label(ChartDataLabel::new().show_value().set_font(&font))
        .set_gap(60);
    chart.title().set_name(&format!("{sheet} · {value}"));
    chart.legend().set_hidden();
    // The values stand at the bars.
    if drawn.form == Form::Ranking {
        chart.y_axis().set_reverse().set_font(&font).set_major_gridlines(false);
        chart.x_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    } else {
        chart.x_axis().set_font(&font).set_major_gridlines(false);
        chart.y_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    }
    chart.set_width(WIDTH).set_height(height);
    (chart, height)
}
