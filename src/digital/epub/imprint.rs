//! What the colophon of the EPUB says of an issue.

use crate::manuscript::Assembly;
use neikan_base::xml::clean;

/// What the colophon says of the issue: names and values.
pub fn imprint(assembly: &Assembly) -> Vec<(&'static str, String)> {
    let (publication, issue) = (&assembly.publication, &assembly.issue);
    let printer = issue.printer.as_ref().unwrap_or(&publication.printer);
    let format = publication.format;
    let sent = match issue.distribution.is_empty() {
        true => &publication.distribution,
        false => &issue.distribution,
    };
    // What is printed without a permit is no publication that is 编印, but a document that is 印发.
    let [sponsor, printed, copies] = match assembly.form.permit {
        true => ["编印单位", "印刷日期", "册"],
        false => ["编发单位", "印发日期", "份"],
    };
    let covers = assembly.covers.front.iter().chain(&assembly.covers.others);
    let mut credits: Vec<&str> = covers.filter_map(|own| own.credit.as_deref()).collect();
    credits.dedup();
    let mut rows = vec![
        ("密级", issue.classification.clone().unwrap_or_default()),
        (sponsor, publication.sponsor.clone()),
        ("准印证号", publication.permit.clone().unwrap_or_default()),
        ("期号", format!("{}（总第{}期）", issue.label(), issue.total)),
        ("发送对象", if sent.is_empty() { publication.scope.join("、") } else { String::new() }),
        ("报", sent.report.join("、")),
        ("送", sent.copy.join("、")),
        ("发", sent.issue.join("、")),
        ("刊期", publication.frequency.clone()),
        ("开本", format!("{}毫米×{}毫米", format.width, format.height)),
        ("印刷单位", printer.name.clone()),
        ("印刷地址", printer.address.clone().unwrap_or_default()),
        (printed, format!("{}年{}月{}日", issue.date.year, issue.date.month, issue.date.day)),
        ("印数", format!("{}{copies}", issue.run)),
        ("封面图片", if assembly.form.covers { credits.join("；") } else { String::new() }),
    ];
    rows.retain(|(_, value)| !clean(value).is_empty());
    rows
}
