//! Tables on a terminal: columns as wide as their widest cell; a Han character counts as two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The greatest width of a cell, in terminal columns.
const WIDEST: usize = 36;

/// Rows with their columns aligned.
pub fn table(rows: &[Vec<String>]) -> Vec<String> {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| fitted(cell)).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())))
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// A cell without control characters, truncated if it is too wide.
fn fitted(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.width() <= WIDEST {
        return text;
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.width().unwrap_or(0) >= WIDEST {
            break;
        }
        out.push(c);
    }
    out + "\u{2026}"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_whatever_is_in_them() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [
            row(["0001", "林样例", "已寄"]),
            row(["0002", "Ana", "未寄"]),
            row(["0003", &"长".repeat(200), "待确认"]),
            row(["0004", "𬭚㙍\u{1b}[31m", ""]),
        ];
        let lines = table(&rows);
        let column = |line: &str, mark: &str| line[..line.find(mark).unwrap()].width();
        assert_eq!(column(&lines[0], "已寄"), column(&lines[1], "未寄"));
        assert_eq!(column(&lines[0], "已寄"), column(&lines[2], "待确认"));
        assert!(lines[2].contains('…') && !lines[3].contains('\u{1b}'));
    }
}
