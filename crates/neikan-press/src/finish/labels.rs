//! Labels: title, dates, producer and identifiers, all derived from the job and the input. Imposed
//! sheets are labelled here too.

use lopdf::{Document, Object, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

use neikan_base::Date;
use neikan_base::hash::identifier;
use neikan_base::hash::uuid;
use pdfx_preflight::Part;

/// The program that wrote the file.
pub const PRODUCER: &str = concat!("neikan ", env!("CARGO_PKG_VERSION"));

/// The name of a file, and what it was made from.
pub struct Labels<'a> {
    /// The title for readers.
    pub title: String,
    /// The identifier of the file, e.g. `dggx-2026-01-interior`.
    pub identifier: String,
    /// What its content depends on.
    pub made_of: &'a [u8],
    /// The content sum of the issue; empty if the file belongs to no issue.
    pub sum: String,
    /// Whether the file has been trapped.
    pub trapped: bool,
}

/// Writes the document information, the same properties as XMP, and the identifiers in the trailer;
/// of PDF/X-6 the XMP alone.
pub fn set(document: &mut Document, labels: &Labels<'_>, date: Date, part: Part) {
    let Labels { title, identifier, made_of, sum, trapped } = labels;
    let trapped = if *trapped { "True" } else { "False" };
    let work = hash(&[identifier.as_bytes()]);
    let version = hash(&[identifier.as_bytes(), title.as_bytes(), made_of]);
    // Midnight in China, where the date applies.
    let stamp = format!("D:{:04}{:02}{:02}000000+08'00'", date.year, date.month, date.day);
    let mut info = dictionary! {
        "Title" => text_string(title),
        "Creator" => text_string(PRODUCER),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => text_string(&stamp),
        "ModDate" => text_string(&stamp),
        "Trapped" => trapped,
        // X-1a and X-3 name themselves here (ISO 15930-4, 6.9) and X-4 in the XMP (ISO 15930-7,
        // 6.9), but many readers look only here.
        "GTS_PDFXVersion" => text_string(part.version()),
    };
    if part == Part::X1a2001 {
        // What it is called is its conformance to PDF/X-1 (ISO 15930-1, 6.12).
        info.set("GTS_PDFXVersion", text_string("PDF/X-1:2001"));
        info.set("GTS_PDFXConformance", text_string(part.version()));
    }
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let xmp = xmp((title, sum, trapped), date, [work, version], part).into_bytes();
    let xmp = Stream::new(kind, xmp).with_compression(false);
    let xmp = document.add_object(xmp);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Metadata", xmp);
    }
    let hexadecimal = |hash: &[u8]| Object::String(hash.to_vec(), StringFormat::Hexadecimal);
    if part.has_info() {
        let info = document.add_object(info);
        document.trailer.set("Info", info);
    } else {
        // PDF 2.0 says all of it in the XMP (ISO 32000-2, 14.3.3), and so does PDF/X-6.
        document.trailer.remove(b"Info");
    }
    document.trailer.set("ID", vec![hexadecimal(&work), hexadecimal(&version)]);
}

/// The first 16 bytes of a SHA-256 over parts, each preceded by its length.
fn hash(parts: &[&[u8]]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hasher.finalize()[..16]);
    first
}

/// The XMP packet; `hashes` are those of the work and of this version.
fn xmp(
    (title, sum, trapped): (&str, &str, &str),
    date: Date,
    hashes: [[u8; 16]; 2],
    part: Part,
) -> String {
    let sum = match sum {
        "" => String::new(),
        sum => format!("<dc:identifier>{}</dc:identifier>\n", identifier(sum)),
    };
    let name = part.version();
    let space = if part.is_live() {
        "http://www.npes.org/pdfx/ns/id/"
    } else {
        "http://ns.adobe.com/pdfx/1.3/"
    };
    let title = escape(title);
    let date = format!("{date}T00:00:00+08:00");
    let [work, version] = hashes.map(|hash| format!("uuid:{}", uuid(hash)));
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfxid=\"{space}\">\n\
<pdfxid:GTS_PDFXVersion>{name}</pdfxid:GTS_PDFXVersion>\n\
<dc:format>application/pdf</dc:format>\n\
{sum}\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
<xmp:CreateDate>{date}</xmp:CreateDate>\n\
<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
<xmp:MetadataDate>{date}</xmp:MetadataDate>\n\
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>\n\
<pdf:Producer>{PRODUCER}</pdf:Producer>\n\
<pdf:Trapped>{trapped}</pdf:Trapped>\n\
<xmpMM:DocumentID>{work}</xmpMM:DocumentID>\n\
<xmpMM:InstanceID>{version}</xmpMM:InstanceID>\n\
<xmpMM:VersionID>1</xmpMM:VersionID>\n\
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n\
</rdf:Description>\n\
</rdf:RDF>\n\
</x:xmpmeta>\n\
<?xpacket end=\"r\"?>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
