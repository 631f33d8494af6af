//! Labels: title, dates, producer and identifiers, all of them from the job and the input.

use lopdf::{Document, Object, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

use super::Job;
use crate::archive::uuid;
use crate::press::Standard;

/// What wrote the file.
const PRODUCER: &str = concat!("neikan ", env!("CARGO_PKG_VERSION"));

/// Writes the document information, the same as XMP, and the trailer's identifiers.
pub fn set(document: &mut Document, pdf: &[u8], job: &Job, standard: Standard) {
    let work = hash(&[job.identifier.as_bytes()]);
    let version = hash(&[job.identifier.as_bytes(), job.title.as_bytes(), pdf]);
    let date = &job.date;
    // Midnight in China, where the date is said.
    let stamp = format!("D:{:04}{:02}{:02}000000+08'00'", date.year, date.month, date.day);
    let info = document.add_object(dictionary! {
        "Title" => text_string(&job.title),
        "Creator" => text_string(PRODUCER),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => text_string(&stamp),
        "ModDate" => text_string(&stamp),
        "Trapped" => "False",
        // X-1a names itself here (ISO 15930-4, 6.9); X-4 does so in the XMP (ISO 15930-7, 6.9),
        // but many readers only look here.
        "GTS_PDFXVersion" => text_string(standard.version()),
    });
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let xmp =
        Stream::new(kind, xmp(job, &work, &version, standard).into_bytes()).with_compression(false);
    let xmp = document.add_object(xmp);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Metadata", xmp);
    }
    let identifier = |hash: &[u8]| Object::String(hash.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("Info", info);
    document.trailer.set("ID", vec![identifier(&work), identifier(&version)]);
}

/// The first 16 bytes of a SHA-256 over parts, each with its length before it.
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

fn xmp(job: &Job, work: &[u8; 16], version: &[u8; 16], standard: Standard) -> String {
    let (space, name) = match standard {
        Standard::X4 => ("http://www.npes.org/pdfx/ns/id/", standard.version()),
        Standard::X1a => ("http://ns.adobe.com/pdfx/1.3/", standard.version()),
    };
    let title = escape(&job.title);
    let date = format!("{}T00:00:00+08:00", job.date);
    let [work, version] = [work, version].map(|hash| format!("uuid:{}", uuid(*hash)));
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfxid=\"{space}\">\n\
<pdfxid:GTS_PDFXVersion>{name}</pdfxid:GTS_PDFXVersion>\n\
<dc:format>application/pdf</dc:format>\n\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
<xmp:CreateDate>{date}</xmp:CreateDate>\n\
<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
<xmp:MetadataDate>{date}</xmp:MetadataDate>\n\
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>\n\
<pdf:Producer>{PRODUCER}</pdf:Producer>\n\
<pdf:Trapped>False</pdf:Trapped>\n\
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
