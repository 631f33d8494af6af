//! The job ticket for machines: XJDF 2.1 by CIP4.
//!
//! A product ticket (`Types="Product"`): one root product, bound from a cover and a body, each with
//! its intents, followed by the known resources: who orders and who prints, the delivery date, the
//! papers with the number of sheets, the files with their page boxes and checksums. How the sheets
//! are imposed is left to the print shop. Elements are in alphabetical order, as the specification
//! requires.

use std::fmt::Display;

use super::Finished;
use super::paper::Need;
use super::ticket::{Filed, Ticket};
use crate::publication::{Binding, SpotKind};
use neikan_base::xml::Xml;
use pdfx_preflight::pdf::POINTS;

/// The namespace of XJDF 2.
pub const NAMESPACE: &str = "http://www.CIP4.org/JDFSchema_2_0";
/// The identifier of the body in the ticket.
const BODY: &str = "Body";
/// The identifier of the cover.
const COVER: &str = "Cover";

/// Writes the ticket.
pub fn write(job: &Finished, ticket: &Ticket) -> String {
    let mut xml = Xml::new("");
    let publication = &job.forms.assembly.publication;
    let name = format!("{} {}", publication.name, job.forms.assembly.id);
    xml.open("XJDF").attr("xmlns", NAMESPACE).attr("DescriptiveName", &name);
    xml.attr("JobID", &ticket.job).attr("Types", "Product").attr("Version", "2.1");
    audit(&mut xml, &format!("{}T00:00:00Z", job.forms.assembly.issue.date));
    for words in comments(ticket) {
        xml.open("Comment").text(&words).close();
    }
    general_id(&mut xml, "ContentSum", &ticket.sum);
    if let Some(permit) = &publication.permit {
        general_id(&mut xml, "Permit", permit);
    }
    products(&mut xml, ticket, &name);
    colors(&mut xml, ticket);
    component(&mut xml, ticket);
    contacts(&mut xml, &publication.sponsor, ticket);
    media(&mut xml, ticket);
    if let Some(day) = ticket.handoff.deliver_by {
        resources(&mut xml, "NodeInfo", "Input");
        xml.open("Resource").open("NodeInfo");
        xml.attr("LastEnd", &format!("{day}T00:00:00Z")).close().close().close();
    }
    resources(&mut xml, "RunList", "Input");
    ticket.files.iter().for_each(|file| run_list(&mut xml, file));
    xml.finish()
}

fn audit(xml: &mut Xml, time: &str) {
    xml.open("AuditPool").open("AuditCreated").open("Header");
    xml.attr("AgentName", "neikan").attr("AgentVersion", env!("CARGO_PKG_VERSION"));
    xml.attr("DeviceID", "neikan").attr("Time", time).close().close().close();
}

/// The information that has only a textual form.
fn comments(ticket: &Ticket) -> Vec<String> {
    let handoff = &ticket.handoff;
    let finishing = handoff.finishing.iter();
    finishing.chain(&handoff.packing).chain(&handoff.deliver_to).cloned().collect()
}

fn general_id(xml: &mut Xml, usage: &str, value: &str) {
    xml.open("GeneralID").attr("IDUsage", usage).attr("IDValue", value).close();
}

fn products(xml: &mut Xml, ticket: &Ticket, name: &str) {
    xml.open("ProductList");
    xml.open("Product").attr("Amount", &ticket.run.to_string()).attr("DescriptiveName", name);
    xml.attr("ID", "Issue").attr("IsRoot", "true").attr("ProductType", "Magazine");
    let (order, kind) = match ticket.binding {
        Binding::Saddle => ("Collecting", "SaddleStitch"),
        Binding::Perfect => ("Gathering", "SoftCover"),
        Binding::Side => ("Gathering", "SideStitch"),
    };
    let children = if ticket.cover.is_some() { format!("{COVER} {BODY}") } else { BODY.to_owned() };
    intent(xml, "BindingIntent").attr("BindingOrder", order).attr("BindingSide", "Left");
    xml.attr("BindingType", kind).attr("ChildRefs", &children).close().close();
    let thickness = if ticket.spine > 0.0 { ticket.spine } else { ticket.bulk };
    let [width, height] = ticket.trim;
    let size = points([width, height, thickness]);
    intent(xml, "LayoutIntent").attr("FinishedDimensions", &size);
    let covers = ticket.cover.as_ref().map_or(0, |cover| cover.pages);
    xml.attr("Pages", &even(ticket.body.pages + covers)).close().close();
    xml.close();
    if let Some(cover) = &ticket.cover {
        part(xml, ticket, COVER, cover);
    }
    part(xml, ticket, BODY, &ticket.body);
    xml.close();
}

fn intent<'a>(xml: &'a mut Xml, name: &'static str) -> &'a mut Xml {
    xml.open("Intent").attr("Name", name).open(name)
}

/// A part of the product: cover or body.
fn part(xml: &mut Xml, ticket: &Ticket, id: &str, need: &Need) {
    xml.open("Product").attr("Amount", "1").attr("ID", id).attr("IsRoot", "false");
    xml.attr("ProductType", id);
    intent(xml, "ColorIntent");
    let [front, back] = if id == COVER { &ticket.printed.cover } else { &ticket.printed.interior };
    for (surface, inks) in [("Back", back), ("Front", front)] {
        let names: Vec<String> = inks.iter().map(|name| separation(name)).collect();
        xml.open("SurfaceColor").attr("ColorsUsed", &names.join(" "));
        if let Some(standard) = token(&ticket.condition.identifier) {
            xml.attr("PrintStandard", standard);
        }
        xml.attr("Surface", surface).close();
    }
    xml.close().close();
    let [width, height] = ticket.trim;
    intent(xml, "LayoutIntent").attr("Bleed", &points([ticket.bleed]));
    xml.attr("FinishedDimensions", &points([width, height, 0.0]));
    xml.attr("Pages", &even(need.pages)).attr("Sides", "TwoSidedHeadToHead");
    let spread = if id == COVER { "Spread" } else { "SinglePage" };
    xml.attr("SpreadType", spread).close().close();
    intent(xml, "MediaIntent");
    paper(xml, need);
    xml.close().close().close();
}

fn paper<'a>(xml: &'a mut Xml, need: &Need) -> &'a mut Xml {
    let micrometres = need.paper.thickness * 1000.0;
    xml.attr("MediaQuality", &need.paper.name).attr("MediaType", "Paper");
    xml.attr("Thickness", &number(micrometres)).attr("Weight", &number(need.paper.grammage))
}

fn resources(xml: &mut Xml, name: &'static str, usage: &str) {
    xml.open("ResourceSet").attr("Name", name).attr("Usage", usage);
}

fn amount(xml: &mut Xml, amount: impl Display) {
    xml.open("AmountPool").open("PartAmount").attr("Amount", &amount.to_string()).close().close();
}

/// The spot inks: each by its name with the colour that shows it, and all inks in the order of the plates.
fn colors(xml: &mut Xml, ticket: &Ticket) {
    if ticket.spots.is_empty() && ticket.process.len() == 4 {
        return;
    }
    if !ticket.spots.is_empty() {
        resources(xml, "Color", "Input");
    }
    for spot in &ticket.spots {
        xml.open("Resource").open("Part").attr("Separation", &separation(&spot.name)).close();
        xml.open("Color").attr("ActualColorName", &spot.name);
        xml.attr("CMYK", &list(spot.cmyk.map(|part| part / 100.0)));
        let kind = match spot.kind {
            SpotKind::Ink => "Normal",
            SpotKind::Gold => "Opaque",
            SpotKind::Varnish => "Transparent",
        };
        xml.attr("ColorType", kind).close().close();
    }
    if !ticket.spots.is_empty() {
        xml.close();
    }
    resources(xml, "ColorantControl", "Input");
    let spots: Vec<String> = ticket.spots.iter().map(|spot| separation(&spot.name)).collect();
    let process = ticket.process.iter().map(|name| (*name).to_owned());
    let order: Vec<String> = process.chain(spots.iter().cloned()).collect();
    xml.open("Resource").open("ColorantControl").attr("ColorantOrder", &order.join(" "));
    if !spots.is_empty() {
        xml.attr("ColorantParams", &spots.join(" "));
    }
    let model = if ticket.process.len() == 4 { "DeviceCMYK" } else { "DeviceGray" };
    xml.attr("ProcessColorModel", model).close().close().close();
}

/// The name of an ink as a name token; what cannot stand in one is a low line.
fn separation(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.:".contains(c);
    name.chars().map(|c| if plain(c) { c } else { '_' }).collect()
}

/// What is delivered.
fn component(xml: &mut Xml, ticket: &Ticket) {
    resources(xml, "Component", "Output");
    xml.open("Resource");
    amount(xml, ticket.run);
    let thickness = if ticket.spine > 0.0 { ticket.spine } else { ticket.bulk };
    let [width, height] = ticket.trim;
    xml.open("Component").attr("Dimensions", &points([width, height, thickness]));
    xml.attr("ProductType", "Magazine").close().close().close();
}

/// The ordering party and the printer.
fn contacts(xml: &mut Xml, sponsor: &str, ticket: &Ticket) {
    let (handoff, printer) = (&ticket.handoff, &ticket.printer);
    resources(xml, "Contact", "Input");
    for (kind, name, person, address) in [
        ("Customer", sponsor, &handoff.contact, &None),
        ("Supplier", printer.name.as_str(), &handoff.printer_contact, &printer.address),
    ] {
        xml.open("Resource").open("Part").attr("ContactType", kind).close().open("Contact");
        if let Some(address) = address {
            xml.open("Address").leaf("AddressLine", "", address).close();
        }
        xml.open("Company").attr("OrganizationName", name).close();
        if let Some(person) = person {
            xml.open("Person").attr("DescriptiveName", person).close();
        }
        xml.close().close();
    }
    xml.close();
}

/// The papers, with the full sheets of each.
fn media(xml: &mut Xml, ticket: &Ticket) {
    resources(xml, "Media", "Input");
    let cover = ticket.cover.iter().map(|cover| (COVER, cover));
    for (id, need) in std::iter::once((BODY, &ticket.body)).chain(cover) {
        xml.open("Resource");
        if let Some(sheets) = need.sheets {
            amount(xml, sheets);
        }
        xml.open("Part").attr("ProductPart", id).close().open("Media");
        if let Some(cut) = need.cut {
            xml.attr("Dimension", &points([cut.stock.width, cut.stock.height]));
        }
        paper(xml, need);
        xml.close().close();
    }
    xml.close();
}

/// A file, with the boxes of its first page in points and its checksum.
fn run_list(xml: &mut Xml, file: &Filed) {
    let id = if file.part == "cover" { COVER } else { BODY };
    xml.open("Resource").attr("DescriptiveName", &file.name);
    general_id(xml, "SHA-256", &file.sha256);
    xml.open("Part").attr("ProductPart", id).close();
    xml.open("RunList").attr("NPage", &file.pages.to_string());
    xml.attr("Pages", &format!("0 {}", file.pages.saturating_sub(1)));
    let names = ["SourceTrimBox", "SourceBleedBox", "SourceMediaBox"];
    let mut boxes: Vec<_> = names.into_iter().zip(file.boxes).collect();
    boxes.sort_by_key(|&(name, _)| name);
    for (name, sides) in boxes {
        xml.attr(name, &list(sides.map(f64::from)));
    }
    xml.open("FileSpec").attr("MimeType", "application/pdf").attr("URL", &file.name);
    xml.close().close().close();
}

/// Lengths in mm as points.
fn points<const N: usize>(lengths: [f64; N]) -> String {
    list(lengths.map(|length| length * POINTS))
}

fn list<const N: usize>(numbers: [f64; N]) -> String {
    numbers.map(number).join(" ")
}

/// A number with at most three decimals.
fn number(value: f64) -> String {
    ((value * 1000.0).round() / 1000.0).to_string()
}

/// A number of pages that must be even.
fn even(pages: usize) -> String {
    pages.next_multiple_of(2).to_string()
}

/// A text that is valid as an XML name token.
fn token(text: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    (!text.is_empty() && text.chars().all(plain)).then_some(text)
}
