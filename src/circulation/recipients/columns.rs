//! Which column of a spreadsheet holds what, by the words of its first row.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Copy number.
    Number,
    /// Name.
    Name,
    /// Honorific title.
    Title,
    /// Unit.
    Unit,
    /// Category.
    Category,
    /// E-mail address.
    Email,
    /// Preferred edition.
    Format,
}

/// The headings in use, as [`plain`] makes them.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Number, &["编号", "赠阅编号", "号", "number", "no", "no.", "copynumber"]),
    (Column::Name, &["姓名", "名字", "收件人", "赠阅对象", "name", "fullname"]),
    (Column::Title, &["称谓", "称呼", "职务", "title", "honorific", "honorifictitle"]),
    (
        Column::Unit,
        &["单位", "工作单位", "部门", "单位名称", "unit", "organisation", "organization"],
    ),
    (Column::Category, &["类别", "赠阅类别", "发送对象", "分类", "category"]),
    (
        Column::Email,
        &[
            "邮箱",
            "电子邮箱",
            "电子邮件",
            "邮件地址",
            "邮箱地址",
            "电子邮件地址",
            "email",
            "mail",
            "emailaddress",
        ],
    ),
    (Column::Format, &["格式", "版本", "文件格式", "format", "edition", "preferredformat"]),
];

/// The key that `recipients.yml` has for a column.
pub fn key(column: Column) -> &'static str {
    match column {
        Column::Number => "number",
        Column::Name => "name",
        Column::Title => "title",
        Column::Unit => "unit",
        Column::Category => "category",
        Column::Email => "email",
        Column::Format => "format",
    }
}

/// The column that a heading announces.
pub fn column(text: &str) -> Option<Column> {
    let text = plain(text);
    let found = HEADINGS.iter().find(|(_, names)| names.contains(&text.as_str()));
    found.map(|(column, _)| *column)
}

/// A heading without space, hyphens and letter case, and without a remark in brackets.
fn plain(text: &str) -> String {
    let text = text.split(['(', '\u{ff08}']).next().unwrap_or_default();
    let kept = text.chars().filter(|c| !c.is_whitespace() && !"-_*:\u{ff1a}".contains(*c));
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_written() {
        for (text, wanted) in [
            ("姓 名", Some(Column::Name)),
            ("E-mail", Some(Column::Email)),
            ("电子邮箱（必填）", Some(Column::Email)),
            ("Copy number", Some(Column::Number)),
            ("类别：", Some(Column::Category)),
            ("备注", None),
        ] {
            assert_eq!(column(text), wanted, "{text}");
        }
    }
}
