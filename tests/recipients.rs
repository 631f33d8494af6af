//! The list of recipients: spreadsheets that come in, faults, and where the list never goes.

use crate::common;

use std::io::{Cursor, Read, Write};

use common::{Run, Sandbox};
use memchr::memmem;
use rust_xlsxwriter::Workbook;

const LIST: &str = "issues/recipients.yml";

fn import(sandbox: &Sandbox, file: &str, bytes: impl AsRef<[u8]>) -> Run {
    sandbox.write(file, bytes);
    sandbox.run(&["deliver", "import", file, "--format", "json"])
}

/// A workbook whose rows hold texts.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells.iter()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn spreadsheets_are_merged_without_losing_anything() {
    let sandbox = Sandbox::new();
    let run = import(
        &sandbox,
        "list.csv",
        "姓名,称谓,单位,类别,邮箱\n林样例,同志,荔塘供销社,分管领导,lin@example.org\n",
    );
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["added"][0], serde_json::json!([1, "林样例"]));
    sandbox.replace(LIST, "recipients:\n", "# 名单，勿外传\nrecipients:\n  # 领导\n");
    let rows: &[&[&str]] = &[
        &["2026年赠阅名单"],
        &["编号", "姓 名", "职务", "单位", "类别", "电子邮箱（必填）", "格式", "备注"],
        &["", "林样例", "", "荔塘供销社", "", "LIN2@example.org", "EPUB", "新邮箱"],
        &["12", "𬭚㙍", "“主任”", "甲, 乙: 丙 #1", "分管领导", "he@example.org", "", ""],
        &["", "何样例", "", "", "分管领导", "", "", ""],
    ];
    let dry = {
        sandbox.write("list.xlsx", workbook(rows));
        let before = sandbox.read(LIST);
        let run = sandbox.run(&["deliver", "import", "list.xlsx", "--dry-run"]);
        assert_eq!((run.status, sandbox.read(LIST)), (0, before), "{}", run.err);
        run.out
    };
    assert!(dry.contains("林样例") && dry.contains("email"), "{dry}");
    let run = import(&sandbox, "list.xlsx", workbook(rows));
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["added"], serde_json::json!([[12, "𬭚㙍"], [13, "何样例"]]));
    assert_eq!(run.report()["changed"][0][2], serde_json::json!(["email", "format"]));
    assert!(
        run.finding("list-heading-unknown")["file"].as_str().unwrap().ends_with("list.xlsx:H2")
    );
    let wanted = "# 名单，勿外传\nrecipients:\n  # 领导\n  \
        - {number: 1, name: 林样例, title: 同志, unit: 荔塘供销社, category: 分管领导, email: LIN2@example.org, format: epub}\n  \
        - {number: 12, name: 𬭚㙍, title: \"“主任”\", unit: \"甲, 乙: 丙 #1\", category: 分管领导, email: he@example.org, format: pdf}\n  \
        - {number: 13, name: 何样例, category: 分管领导, format: pdf}\n";
    assert_eq!(sandbox.read(LIST), wanted);
    // Once more changes nothing.
    let run = import(&sandbox, "list.xlsx", workbook(rows));
    assert_eq!(
        (run.report()["unchanged"].as_u64(), sandbox.read(LIST)),
        (Some(3), wanted.to_owned())
    );
    assert_eq!(sandbox.run(&["check"]).status, 0);
}

#[test]
fn texts_of_every_encoding_and_separator_come_in() {
    let text = "姓名,类别,邮箱\r\n林样例,分管领导,lin@example.org\r\n";
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let tabs = text.replace(',', "\t").into_bytes();
    for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), gb, tabs] {
        let sandbox = Sandbox::new();
        let run = import(&sandbox, "list.csv", bytes);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert!(
            sandbox.read(LIST).contains("name: 林样例, category: 分管领导, email: lin@example.org")
        );
    }
}

#[test]
fn every_fault_is_named_with_its_cell_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    import(
        &sandbox,
        "list.csv",
        "编号,姓名,单位,类别\n1,林样例,甲,分管领导\n2,同名,甲,分管领导\n3,同名,乙,分管领导\n",
    );
    let before = sandbox.read(LIST);
    let long = "长".repeat(201);
    let text = format!(
        "编号,姓名,称谓,单位,类别,邮箱,格式\n\
         1,另一位,,,,,\n\
         x,何样例,,,合作客户,not an address,word\n\
         ,\"苏\nBcc: x@b.cn\",,,分管领导,\"a@b.cn\r\nBcc: c@d.cn\",\n\
         ,新人,{long},,,,\n\
         ,,,丙,分管领导,,\n\
         ,同名,,,,,\n\
         7,赵样例,,,分管领导,,\n\
         ,赵样例,,,分管领导,,\n"
    );
    let run = import(&sandbox, "list.csv", text);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    for (rule, cell) in [
        ("list-number-taken", "A2"),
        ("list-number", "A3"),
        ("recipients-scope", "E3"),
        ("recipient-address", "F3"),
        ("list-format", "G3"),
        ("recipient-control", "B4"),
        ("recipient-address", "F4"),
        ("recipient-long", "C7"),
        ("list-cell-missing", "E7"),
        ("list-cell-missing", "B8"),
        ("list-ambiguous", "B9"),
        ("list-row-twice", "B11"),
    ] {
        let report = run.report();
        let found = report["findings"].as_array().unwrap().iter().any(|finding| {
            let file = finding["file"].as_str().unwrap_or_default();
            finding["rule"] == rule && file.ends_with(&format!("list.csv:{cell}"))
        });
        assert!(found, "{rule} at {cell}: {}", run.out);
    }
    assert_eq!(sandbox.read(LIST), before);
}

#[test]
fn what_is_no_honest_spreadsheet_is_refused() {
    let sandbox = Sandbox::new();
    let bomb = {
        // A workbook whose only sheet unpacks to 400 MB.
        let honest = workbook(&[&["姓名"]]);
        let mut archive = zip::ZipArchive::new(Cursor::new(honest)).unwrap();
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            out.start_file(part.name().unwrap().into_owned(), options).unwrap();
            out.write_all(&bytes).unwrap();
        }
        out.start_file("xl/worksheets/sheet9.xml", options).unwrap();
        for _ in 0..400 {
            out.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        out.finish().unwrap().into_inner()
    };
    let far = {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "姓名").unwrap();
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
        book.save_to_buffer().unwrap()
    };
    for (rule, file, bytes) in [
        ("list-bomb", "a.xlsx", bomb),
        ("list-size", "b.xlsx", far),
        ("list-broken", "c.xlsx", b"PK\x03\x04 no zip".to_vec()),
        ("list-headings", "d.csv", "甲,乙\n1,2\n".into()),
        ("list-encoding", "e.csv", vec![0xff; 9]),
        ("list-large", "f.csv", vec![b'a'; 21 << 20]),
    ] {
        let run = import(&sandbox, file, bytes);
        assert_eq!(run.status, 1, "{rule}: {}{}", run.out, run.err);
        run.finding(rule);
    }
    assert_eq!(import(&sandbox, "g.doc", "x").status, 2);
    assert_eq!(sandbox.run(&["deliver", "import", "none.csv"]).status, 2);
    assert!(!sandbox.path(LIST).exists());
}

#[test]
fn names_and_addresses_reach_no_output_of_a_build() {
    let sandbox = Sandbox::new();
    sandbox.write(LIST, "recipients:\n  - {number: 1, name: 欧阳𬭚㙍, title: 特约代表, unit: 秘境供销社, category: 分管领导, email: geheim@example.org}\n");
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: geheim2@example.org\n");
    sandbox.write("issues/deliveries.sqlite", "geheim3@example.org");
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let secrets = ["欧阳𬭚㙍", "特约代表", "秘境供销社", "geheim"];
    let clean = |name: &str, bytes: &[u8]| {
        for secret in secrets {
            let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let there = |needle: &[u8]| memmem::find(bytes, needle).is_some();
            assert!(!there(secret.as_bytes()) && !there(&wide), "{secret} in {name}");
        }
    };
    clean("report", run.out.as_bytes());
    clean("messages", run.err.as_bytes());
    let mut files = 0;
    for entry in walkdir::WalkDir::new(sandbox.path("out")) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let (name, bytes) =
            (entry.path().display().to_string(), std::fs::read(entry.path()).unwrap());
        clean(&name, &bytes);
        files += 1;
        let extension = entry.path().extension().unwrap_or_default();
        if extension == "zip" || extension == "epub" {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                let path = part.name().unwrap().into_owned();
                assert!(!path.contains("mail.yml") && !path.contains("deliveries"), "{path}");
                let mut inner = Vec::new();
                part.read_to_end(&mut inner).unwrap();
                clean(&path, &inner);
            }
        } else if extension == "pdf" {
            let mut document = lopdf::Document::load_mem(&bytes).unwrap();
            document.decompress();
            let mut plain = Vec::new();
            document.save_to(&mut plain).unwrap();
            clean(&name, &plain);
        }
    }
    assert!(files >= 6, "the test no longer finds the outputs");
}
