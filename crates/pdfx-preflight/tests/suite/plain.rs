//! Content streams that are plainly written are read as lopdf reads them.

use lopdf::content::{Content, Operation};
use pdfx_preflight::plain::operations;

const PLAIN: &[u8] =
    b"q 1 0 0 1 72.5 -.25 cm\n/F1 12 Tf [(a\\)b(c)) -120 <4aF>(\\101\\0\n\\\n)]TJ T* \
    4. w +3 0 m\x00(x)' 0.1 .2 +0.3 -4 k/N gs f* 1 1 1 rg [] 0 d [3 2]0 d \
    (\\8\\n\\r\\t\\b\\f\\() Tj/Span <</A 1/B <fe>/C[.5 /D]>>BDC EMC Q ";

/// Checks that both read a stream the same, or that both refuse it.
#[track_caller]
fn assert_agree(content: &[u8], what: &str) {
    let theirs = Content::decode_strict(content).map(|content| content.operations);
    match (operations(content), theirs) {
        (Ok(own), Ok(theirs)) => {
            let same = |(a, b): (&Operation, &Operation)| {
                a.operator == b.operator && a.operands == b.operands
            };
            let all = own.len() == theirs.len() && own.iter().zip(&theirs).all(same);
            assert!(all, "{what}: {own:?} for {theirs:?}");
        }
        (own, theirs) => assert_eq!(own.is_ok(), theirs.is_ok(), "{what}"),
    }
}

#[test]
fn what_is_plain_and_what_is_not_is_read_as_lopdf_reads_it() {
    assert_agree(PLAIN, "plain");
    assert_eq!(operations(PLAIN).unwrap().len(), 18);
    let streams = [
        "",
        " ",
        "q",
        "1 0 0 RG",
        "/A/B/C scn",
        "-0 0 m",
        "007 -00.50 l",
        "(()) Tj",
        "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI q",
        "/P <</MCID 0>> BDC EMC",
        "/Span<</ActualText<FEFF> /E(x)/L /zh>>BDC",
        "/A <</B <</C 1>>>> DP",
        "/A <</B 1 /B 2>> DP",
        "/Artifact<</BBox[0 0 595.2756 807.874]/Type/Background>>BDC EMC",
        "/A <</B [/C (d) <e>] /F []>> DP",
        "/A <</B [[1]]>> DP",
        "/A <</B [1 0 R]>> DP",
        "/A <</B [1 2>> DP",
        "87.4 0.0000000000000071054274 l",
        "-0.00000000000000000000000000000000000000000000000000001 0 m",
        "123456789012345.678901234567890123456789 0 m",
        "1234567890123456 0 m",
        "/A <</B>> DP",
        "/A <</B 1 0 R>> DP",
        "/A <<1 2>> DP",
        "/A <</B 1> DP",
        "q % comment\nQ",
        "1 2",
        "(open",
        "<4",
        "<4 a\n> Tj",
        "[1 [2]] d",
        "/A#20B gs",
        "true Tj",
        "0.00-41 w",
        "1..2 w",
        "- w",
        "99999999999999999999 w",
        "(a\rb) Tj",
        "12Tf",
        "1 0 R",
        "q ) Q",
    ];
    streams.iter().for_each(|content| assert_agree(content.as_bytes(), content));
}

#[test]
fn damaged_streams_are_read_alike() {
    // Every byte exchanged for each of those that mean something, one after the other.
    for at in 0..PLAIN.len() {
        for byte in b" \n\r\x00()<>[]{}/%\\#+-.017aTBI*'\"\xff" {
            let mut content = PLAIN.to_vec();
            content[at] = *byte;
            assert_agree(&content, &format!("{at} {}", char::from(*byte)));
            content.truncate(at + 1);
            assert_agree(&content, &format!("{at} {}, cut", char::from(*byte)));
        }
    }
}
