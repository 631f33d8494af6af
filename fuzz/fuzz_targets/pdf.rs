//! Any bytes are read as a PDF without a panic, and what is read is a manuscript.
//!
//! The input is a PDF as it is; or, after a C, the contents of pages with 0x1e between them, which
//! are put into a PDF with two fonts. So the bytes that are changed are those of the pages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_desk::manuscript::pdf::read;
use neikan_fuzz::round_trip;

fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((b'C', rest)) => round_trip(&pages(rest), read),
        _ => round_trip(bytes, read),
    }
});

/// Codes of two bytes that are the characters themselves.
const MAP: &str = "1 begincodespacerange <0000> <ffff> endcodespacerange \
    1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap";

/// A PDF of pages with these contents.
fn pages(bytes: &[u8]) -> Vec<u8> {
    let contents: Vec<&[u8]> = bytes.split(|byte| *byte == 0x1e).take(8).collect();
    let kids: String = (0..contents.len()).map(|at| format!("{} 0 R ", 6 + 2 * at)).collect();
    let stream = |body: &[u8]| {
        let head = format!("<< /Length {} >> stream\n", body.len());
        [head.as_bytes(), body, b"\nendstream"].concat()
    };
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] \
             /Resources << /Font << /F 3 0 R /B 5 0 R >> >> >>",
            contents.len()
        )
        .into_bytes(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /ToUnicode 4 0 R \
          /DescendantFonts [<< /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 >>] >>"
            .to_vec(),
        stream(MAP.as_bytes()),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /SimHei /Encoding /GBK-EUC-H \
          /DescendantFonts [<< /Subtype /CIDFontType0 /BaseFont /SimHei >>] >>"
            .to_vec(),
    ];
    for (at, content) in contents.iter().enumerate() {
        let own = 7 + 2 * at;
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {own} 0 R >>").into_bytes());
        objects.push(stream(content));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(table.bytes());
    let size = objects.len() + 1;
    out.extend(format!("trailer << /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}
