//! PDFs made by hand: pages of text in fonts that say what their codes mean.

use lopdf::{Document, Object, ObjectId, dictionary};

/// Codes of two bytes that are the characters themselves.
const MAP: &str = "1 begincodespacerange <0000> <ffff> endcodespacerange \
    1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap";
/// The resources of every page: a text face, a bold one and one in GBK; what is called `I` is a picture.
const FONTS: &str = "/Font << /F 4 0 R /B 6 0 R /G 7 0 R >> /XObject << /I 8 0 R >>";
/// Where the pages begin.
const FIRST: usize = 9;

/// A line of text: where it begins, its size, its face and its words.
pub fn line(x: f64, y: f64, size: f64, face: &str, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    format!("BT /{face} {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// Lines one below another, 16 points apart.
pub fn lines(x: f64, y: f64, size: f64, face: &str, texts: &[&str]) -> String {
    let each = texts.iter().enumerate();
    each.map(|(at, text)| line(x, y - 16.0 * at as f64, size, face, text)).collect()
}

/// A picture of 60 × 40 points in grey, left and bottom corner.
pub fn picture(x: f64, y: f64) -> String {
    format!("q 120 0 0 80 {x} {y} cm /I Do Q\n")
}

/// The stream of an object.
fn stream(entries: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >> stream\n", body.len());
    [head.as_bytes(), body, b"\nendstream"].concat()
}

/// A PDF of A4 pages with these contents.
pub fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, ["", ""], "")
}

/// A PDF of A4 pages with these contents, and more entries of its catalogue, its trailer and its
/// pages.
pub fn pdf_with(pages: &[String], [catalogue, trailer]: [&str; 2], page: &str) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", FIRST + 2 * at)).collect();
    let font = |name: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /ToUnicode 5 0 R \
             /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 1000 \
             /W [32 126 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
        )
        .into_bytes()
    };
    let grey: Vec<u8> = (0..60 * 50).map(|at| (at % 251) as u8).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>").into_bytes(),
        format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] /Resources << {FONTS} >> >>",
            pages.len()
        )
        .into_bytes(),
        b"<< /Title (Microsoft Word - a.doc) /ModDate (D:20260305083000+08'00') >>".to_vec(),
        font("Song"),
        stream("", MAP.as_bytes()),
        font("SimHei"),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts \
          [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 >>] >>"
            .to_vec(),
        stream(
            "/Type /XObject /Subtype /Image /Width 60 /Height 50 /ColorSpace /DeviceGray \
             /BitsPerComponent 8 /Filter /FlateDecode",
            &deflated(&grey),
        ),
    ];
    for (at, content) in pages.iter().enumerate() {
        let own = FIRST + 2 * at + 1;
        let entries = format!("<< /Type /Page /Parent 2 0 R /Contents {own} 0 R {page} >>");
        objects.push(entries.into_bytes());
        objects.push(stream("", content.as_bytes()));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out.extend(table.bytes());
    let trailer = format!("trailer << /Root 1 0 R /Info 3 0 R /Size {size} {trailer} >>");
    out.extend(format!("{trailer}\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), bytes.to_vec());
    stream.compress().unwrap();
    stream.content
}

/// The file of a document whose pages are these, in a tree that they name as their parent.
pub fn saved(mut document: Document, tree: ObjectId, pages: Vec<Object>) -> Vec<u8> {
    let count = pages.len() as i64;
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
