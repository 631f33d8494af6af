//! Small PDFs for the press, sound but for what a test changes.

use std::path::{Path, PathBuf};

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};
use pdfx_preflight::{Demand, Part, Report, Settings};

/// The ICC profile of the draft's output intent: that of the repository's press for coated paper.
fn profile() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let roots = [own.to_path_buf(), own.join("../..")];
    let files = roots.map(|root| root.join("layouts/press/fogra39l-coated.icc"));
    files.into_iter().find(|file| file.exists()).unwrap()
}

/// A PDF in the making: one page of 266 × 366 pt, trimmed at 20 pt, with 9 pt of bleed.
pub struct Draft {
    pub document: Document,
    pub settings: Settings,
    /// The content of the page so far.
    pub content: String,
    /// The XMP.
    pub xmp: String,
    /// Whether objects are packed into object streams.
    pub packed: bool,
    pub page: ObjectId,
    pub info: ObjectId,
    pub intent: ObjectId,
    pub icc: ObjectId,
    /// What happens to the bytes in the end.
    pub mangle: fn(Vec<u8>) -> Vec<u8>,
    resources: Dictionary,
}

impl Draft {
    pub fn new(part: impl Into<Part>) -> Self {
        let part = part.into();
        let mut document = Document::new();
        part.pdf().clone_into(&mut document.version);
        document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
        let icc = Stream::new(dictionary! { "N" => 4 }, std::fs::read(profile()).unwrap());
        let icc = document.add_object(icc);
        let intent = document.add_object(dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFX",
            "OutputConditionIdentifier" => text_string("FOGRA39"),
            "RegistryName" => text_string("http://www.color.org"),
            "Info" => text_string("Offset"),
            "DestOutputProfile" => icc,
        });
        let page = document.new_object_id();
        let pages = document.add_object(dictionary! {
            "Type" => "Pages", "Kids" => vec![Object::Reference(page)], "Count" => 1,
        });
        document.objects.insert(
            page,
            Object::Dictionary(dictionary! {
                "Type" => "Page",
                "Parent" => pages,
                "MediaBox" => numbers(&[0.0, 0.0, 306.0, 406.0]),
                "BleedBox" => numbers(&[11.0, 11.0, 295.0, 395.0]),
                "TrimBox" => numbers(&[20.0, 20.0, 286.0, 386.0]),
            }),
        );
        let catalog = document.add_object(dictionary! {
            "Type" => "Catalog", "Pages" => pages,
            "OutputIntents" => vec![Object::Reference(intent)],
        });
        let info = document.add_object(dictionary! {
            "Title" => text_string("内刊"),
            "Creator" => text_string("maker"),
            "Producer" => text_string("maker"),
            "CreationDate" => text_string("D:20260205000000+08'00'"),
            "ModDate" => text_string("D:20260205000000+08'00'"),
            "Trapped" => "False",
            "GTS_PDFXVersion" => text_string(part.version()),
        });
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", info);
        document.trailer.set("ID", vec![text_string("one"), text_string("two")]);
        let mut draft = Self {
            document,
            settings: Settings { standard: Demand::Part(part), ..Settings::usual(None) },
            content: String::new(),
            xmp: XMP.to_owned(),
            packed: false,
            page,
            info,
            intent,
            icc,
            mangle: |bytes| bytes,
            resources: Dictionary::new(),
        };
        let over = dictionary! { "OP" => true, "op" => true, "OPM" => 1 };
        draft.resource("ExtGState", "Over", over.into());
        let program = draft.document.add_object(Stream::new(Dictionary::new(), face()));
        draft.font("F1", "Sound", Some(program));
        draft.add("q /Over gs 0 0 0 1 k BT /F1 10 Tf 100 200 Td (abc) Tj ET Q");
        // The letters draw nothing; this does.
        draft.add("0 0 0 0.5 k 60 300 9 9 re f");
        draft
    }

    /// Adds content to the page.
    pub fn add(&mut self, content: &str) {
        self.content.push_str(content);
        self.content.push('\n');
    }

    /// Adds an object and a resource that names it.
    pub fn resource(&mut self, kind: &str, name: &str, object: Object) -> ObjectId {
        let id = self.document.add_object(object);
        let known = self.resources.get(kind.as_bytes()).and_then(Object::as_dict);
        let mut known = known.cloned().unwrap_or_default();
        known.set(name, id);
        self.resources.set(kind, known);
        id
    }

    /// Adds a font; its outlines are in the file if it has a program.
    pub fn font(&mut self, name: &str, base: &str, program: Option<ObjectId>) {
        let mut descriptor = dictionary! { "Type" => "FontDescriptor", "FontName" => base };
        if let Some(program) = program {
            descriptor.set("FontFile2", program);
        }
        let descriptor = self.document.add_object(descriptor);
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => base,
            "FirstChar" => 97, "LastChar" => 99, "Widths" => numbers(&[500.0, 500.0, 500.0]),
            "FontDescriptor" => descriptor,
        };
        self.resource("Font", name, font.into());
    }

    /// Adds a picture of raw samples; `more` adds to its dictionary.
    pub fn picture(
        &mut self,
        name: &str,
        space: &str,
        size: i64,
        samples: Vec<u8>,
        more: Dictionary,
    ) {
        let mut own = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => size, "Height" => size,
            "ColorSpace" => space, "BitsPerComponent" => 8,
        };
        more.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
        self.resource("XObject", name, Stream::new(own, samples).into());
    }

    /// Adds a Separation with the colour of its full tint.
    pub fn spot(&mut self, resource: &str, name: &[u8], full: [f32; 4]) {
        let tint = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
            "C0" => numbers(&[0.0; 4]), "C1" => numbers(&full),
        };
        let tint = self.document.add_object(tint);
        let space = vec![
            "Separation".into(),
            Object::Name(name.to_vec()),
            "DeviceCMYK".into(),
            tint.into(),
        ];
        self.resource("ColorSpace", resource, Object::Array(space));
    }

    pub fn dictionary(&mut self, id: ObjectId) -> &mut Dictionary {
        self.document.get_dictionary_mut(id).unwrap()
    }

    pub fn catalog(&mut self) -> &mut Dictionary {
        self.document.catalog_mut().unwrap()
    }

    /// The file.
    pub fn bytes(mut self) -> Vec<u8> {
        let content = Stream::new(Dictionary::new(), self.content.clone().into_bytes());
        let content = self.document.add_object(content);
        let xmp = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        let xmp = self.document.add_object(Stream::new(xmp, self.xmp.clone().into_bytes()));
        self.catalog().set("Metadata", xmp);
        let (page, resources) = (self.page, self.resources.clone());
        self.dictionary(page).set("Contents", content);
        self.dictionary(page).set("Resources", resources);
        let mut bytes = Vec::new();
        if self.packed {
            let version = self.document.version.clone();
            self.document.save_modern(&mut bytes).unwrap();
            // lopdf raises it to the first that knows object streams.
            bytes[5..8].copy_from_slice(version.as_bytes());
        } else {
            self.document.save_to(&mut bytes).unwrap();
        }
        (self.mangle)(bytes)
    }
}

/// A TrueType face with the glyphs a, b and c, which draw nothing.
pub fn face() -> Vec<u8> {
    let mut head = vec![0; 54];
    head[18..20].copy_from_slice(&1_000_u16.to_be_bytes());
    let hhea = vec![0; 36];
    let maxp = [0, 0, 0x50, 0, 0, 4];
    // One table, of Mac Roman, in format 0.
    let mut cmap = vec![0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 12, 0, 0, 1, 6, 0, 0];
    let codes = (0..=255_u8).map(|code| if (97..100).contains(&code) { code - 96 } else { 0 });
    cmap.extend(codes);
    let tables: [(&[u8; 4], &[u8]); 4] =
        [(b"cmap", &cmap), (b"head", &head), (b"hhea", &hhea), (b"maxp", &maxp)];
    let mut bytes = vec![0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
    let mut data = Vec::new();
    for (tag, table) in tables {
        let at = (12 + 16 * tables.len() + data.len()) as u32;
        bytes.extend(tag);
        bytes.extend([0; 4]);
        bytes.extend(at.to_be_bytes());
        bytes.extend((table.len() as u32).to_be_bytes());
        data.extend(table);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    bytes.extend(data);
    bytes
}

/// A form with content.
pub fn form(content: &str) -> Stream {
    let own = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 400.0, 400.0]) };
    Stream::new(own, content.as_bytes().to_vec())
}

/// What a report says of missing glyphs: page, font, codes; and of fonts that cannot be read.
pub fn missing(report: &Report) -> (Vec<(usize, String, String)>, Vec<String>) {
    let named =
        |name: &'static str| report.faults.iter().filter(move |fault| fault.rule.name == name);
    let lacking = named("print-notdef")
        .map(|fault| (fault.page, fault.args["font"].clone(), fault.args["codes"].clone()));
    let unread = named("print-glyphs-unread").map(|fault| fault.args["font"].clone());
    (lacking.collect(), unread.collect())
}

pub fn numbers(values: &[f32]) -> Object {
    Object::Array(values.iter().map(|&value| value.into()).collect())
}

const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmp:CreatorTool="maker" xmpMM:VersionID="1" xmpMM:RenditionClass="default">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">内刊</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-02-05T00:00:00+08:00</xmp:CreateDate>
<xmp:ModifyDate>2026-02-05T00:00:00+08:00</xmp:ModifyDate>
<xmp:MetadataDate>2026-02-05T00:00:00+08:00</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>
<pdf:Producer>maker</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"#;
