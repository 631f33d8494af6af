//! A mail that was saved (`.eml`), or a page saved as one (`.mht`): its body and what is attached.
//!
//! `mail-parser` takes it apart; what it cannot tell is read again from the bytes: headers in GBK
//! without encoding, encoded words (RFC 2047) that part a character, bodies without a charset.

use std::cell::Cell;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Address, Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use super::{coded, decode, words};
use crate::manuscript::html;
use crate::manuscript::incoming::Item;
use crate::manuscript::incoming::arrange::first_words;
use crate::manuscript::incoming::text::clean;
use crate::publication::Date;
use neikan_base::diagnostic::{Finding, Findings};

/// The most parts of a mail; nesting takes one for each level.
const PARTS: usize = 500;
/// How much of what is left out is shown, characters.
const SHOWN: usize = 200;
/// What a line of a header that begins a part holds.
const HEADER: &[u8] = b"content-type";

/// A mail that was taken apart.
#[derive(Debug, Default)]
pub struct Mail {
    /// What it is about, without 回复 and 转发.
    pub subject: String,
    /// The name of who sent it.
    pub sender: Option<String>,
    /// The day it was sent.
    pub date: Option<Date>,
    /// Its body.
    pub body: Option<Body>,
    /// What is attached.
    pub files: Vec<Attached>,
}

/// The body of a mail.
#[derive(Debug)]
pub struct Body {
    /// Its text.
    pub text: String,
    /// Whether the text is a page of HTML.
    pub html: bool,
}

impl Body {
    /// Its words, without what makes a page of them.
    pub fn plain(&self) -> String {
        if !self.html {
            return self.text.trim().to_owned();
        }
        let page = html::read(&self.text, "", &mut |_| None, &mut Findings::default());
        let texts = page.incoming.items.iter().filter_map(Item::text);
        texts.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

/// A file that is attached to a mail.
#[derive(Debug)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What the body calls it: `cid:…`, or the address it had on the web.
    pub keys: Vec<String>,
}

/// Takes a mail apart; nothing when it is none.
pub fn read(bytes: &[u8], findings: &mut Findings) -> Option<Mail> {
    // Every level of nesting has a header of its own: this bounds the depth too.
    let parts = bytes.windows(HEADER.len()).filter(|own| own.eq_ignore_ascii_case(HEADER));
    if parts.take(PARTS + 1).count() > PARTS {
        findings.push(Finding::stop("import-mail-parts").with("limit", PARTS));
        return None;
    }
    let (bytes, tails) = coded::untailed(bytes);
    for tail in tails {
        let text = tail.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = clean(&text).chars().take(SHOWN).collect();
        findings.push(Finding::note("import-mail-tail").with("text", text));
    }
    let message = MessageParser::default().parse(&*bytes);
    let known = [HeaderName::From, HeaderName::Date, HeaderName::Subject, HeaderName::ContentType];
    let message = message.filter(|message| {
        let headers = message.headers();
        known.iter().any(|name| headers.iter().any(|own| own.name == *name))
    });
    let Some(message) = message else {
        findings.push(Finding::stop("import-mail-broken"));
        return None;
    };
    let reader = Reader { bytes: &bytes, message: &message, lost: Cell::new(0) };
    let mut mail = Mail {
        subject: subject(&reader.header(&HeaderName::Subject).unwrap_or_default()),
        sender: reader.sender(),
        date: reader.date(),
        body: reader.body(),
        files: reader.files(),
    };
    reader.add_frames(&mut mail, findings);
    if reader.lost.get() > 0 {
        findings.push(Finding::warn("import-mail-bytes").with("count", reader.lost.get()));
    }
    Some(mail)
}

/// A plain text as paragraphs of a page.
fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let lines = escaped.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| format!("<p>{line}</p>\n")).collect()
}

struct Reader<'a> {
    bytes: &'a [u8],
    message: &'a Message<'a>,
    /// How many places of its texts are no characters.
    lost: Cell<usize>,
}

impl Reader<'_> {
    /// The value of a header as a text.
    fn header(&self, name: &HeaderName<'_>) -> Option<String> {
        let header = self.message.headers().iter().find(|own| own.name == *name)?;
        let raw = self.bytes.get(header.offset_start as usize..header.offset_end as usize)?;
        let text = clean(&words::decode(raw));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// The name of who sent it; of an address alone nothing is kept.
    fn sender(&self) -> Option<String> {
        let raw = self.header(&HeaderName::From)?;
        let named = raw.split('<').next().unwrap_or_default();
        let name = named.trim().trim_matches(['"', '\'']).trim();
        let parsed = match self.message.from() {
            Some(Address::List(list)) => list.first().and_then(|own| own.name.as_deref()),
            _ => None,
        };
        let name = if name.is_empty() { parsed.unwrap_or_default() } else { name };
        let name: String = name.chars().take(40).collect();
        (!name.is_empty() && !name.contains('@')).then_some(name)
    }

    fn date(&self) -> Option<Date> {
        let date = self.message.date()?;
        format!("{:04}-{:02}-{:02}", date.year, date.month, date.day).parse().ok()
    }

    /// The body: its parts one after the other, as a page where one of them is one, otherwise as a
    /// plain text. Only parts of an alternative stand for one another; a page without words gives
    /// way to the text beside it.
    fn body(&self) -> Option<Body> {
        let part = |id: &u32| self.message.parts.get(*id as usize);
        let shown: Vec<_> = self.message.html_body.iter().filter_map(part).collect();
        let pieces = shown.iter().map(|part| match &part.body {
            PartType::Html(_) => self.text(part),
            PartType::Text(_) => paragraphs(&self.text(part)),
            _ => String::new(),
        });
        let page = Body { text: pieces.collect::<Vec<_>>().join("\n"), html: true };
        let is_page = shown.iter().any(|part| matches!(part.body, PartType::Html(_)));
        if is_page && !page.plain().is_empty() {
            return Some(page);
        }
        let texts = self.message.text_body.iter().filter_map(part);
        let texts = texts.filter(|part| matches!(part.body, PartType::Text(_)));
        let text: String = texts.map(|part| self.text(part)).collect::<Vec<_>>().join("\n");
        if !text.trim().is_empty() {
            return Some(Body { text, html: false });
        }
        (is_page && !page.text.trim().is_empty()).then_some(page)
    }

    /// The text of a part. One whose bytes are not what its charset says is told by its bytes.
    fn text(&self, part: &MessagePart<'_>) -> String {
        let (PartType::Text(text) | PartType::Html(text)) = &part.body else {
            return String::new();
        };
        let lost = text.matches('\u{fffd}').count();
        if lost == 0 {
            return text.to_string();
        }
        // A few bytes that are none of a text's characters are told; more are of another charset.
        if lost * 50 <= text.chars().count() {
            self.lost.set(self.lost.get() + lost);
            return text.replace('\u{fffd}', "\u{3013}");
        }
        let read = self.raw(part).and_then(|bytes| decode::page(&bytes));
        read.map_or_else(|| text.to_string(), |(text, _)| text)
    }

    /// The bytes of a part as they were sent, whatever charset they are in.
    fn raw(&self, part: &MessagePart<'_>) -> Option<Vec<u8>> {
        let raw = self.bytes.get(part.offset_body as usize..part.offset_end as usize)?;
        match part.encoding {
            Encoding::Base64 => base64_decode(raw),
            Encoding::QuotedPrintable => quoted_printable_decode(raw),
            Encoding::None => Some(raw.to_vec()),
        }
    }

    /// The pages that a page saved as a mail shows in its frames: one with more words than the page
    /// itself goes on with its text, of the others it is told that they are there.
    fn add_frames(&self, mail: &mut Mail, findings: &mut Findings) {
        let Some(body) = mail.body.as_mut().filter(|body| body.html) else { return };
        let words = |body: &Body| body.plain().chars().filter(|c| !c.is_whitespace()).count();
        let own = words(body);
        let parts = self.message.attachments.iter();
        let parts = parts.filter_map(|id| self.message.parts.get(*id as usize));
        for part in parts.filter(|part| is_frame(part)) {
            let frame = Body { text: self.text(part), html: true };
            let shown: String = frame.plain().split_whitespace().collect::<Vec<_>>().join(" ");
            let text: String = shown.chars().take(SHOWN).collect();
            if words(&frame) > own {
                body.text.push('\n');
                body.text.push_str(&frame.text);
                findings.push(Finding::note("import-frame").with("text", first_words(&text)));
            } else if !text.is_empty() {
                findings.push(Finding::warn("import-frame-left").with("text", text));
            }
        }
    }

    fn files(&self) -> Vec<Attached> {
        let ids = self.message.attachments.iter().enumerate();
        let files = ids.filter_map(|(index, id)| {
            let part = self.message.parts.get(*id as usize)?;
            let bytes = match &part.body {
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
                PartType::Text(text) | PartType::Html(text) => {
                    self.raw(part).unwrap_or_else(|| text.as_bytes().to_vec())
                }
                PartType::Message(inner) => inner.raw_message().to_vec(),
                PartType::Multipart(_) => return None,
            };
            let keys = [
                part.content_id().map(|id| format!("cid:{}", id.trim_matches(['<', '>']))),
                part.content_location().map(str::to_owned),
            ];
            let name = self.name(part).unwrap_or_else(|| unnamed(part, index + 1));
            Some(Attached { name, bytes, keys: keys.into_iter().flatten().collect() })
        });
        files.collect()
    }

    /// The name of a part.
    fn name(&self, part: &MessagePart<'_>) -> Option<String> {
        let head = self.bytes.get(part.offset_header as usize..part.offset_body as usize);
        let raw = head.and_then(|head| {
            words::parameter(head, "filename").or_else(|| words::parameter(head, "name"))
        });
        let known = part.attachment_name().filter(|name| !name.contains(['\u{fffd}', '?']));
        let name = known.map(str::to_owned).or(raw)?;
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = clean(name).trim().chars().take(200).collect();
        (!name.is_empty()).then_some(name)
    }
}

/// Whether a part is a page that another shows in a frame, and no file that was attached.
fn is_frame(part: &MessagePart<'_>) -> bool {
    let attached = part.content_disposition().is_some_and(|own| own.is_attachment());
    let shown = part.content_location().is_some() || part.content_id().is_some();
    matches!(part.body, PartType::Html(_)) && shown && !attached
}

/// The name of a part without one.
fn unnamed(part: &MessagePart<'_>, number: usize) -> String {
    let kind = part.content_type();
    let (kind, form) = kind.map_or(("", None), |kind| (kind.ctype(), kind.subtype()));
    let ending = match (kind, form) {
        ("text", Some("html")) => "html",
        ("text", _) => "txt",
        ("message", _) => "eml",
        (_, Some("jpeg")) => "jpg",
        (_, Some("svg+xml")) => "svg",
        (_, Some(form)) if form.chars().all(|c| c.is_ascii_alphanumeric()) => form,
        _ => "bin",
    };
    format!("附件{number}.{ending}")
}

/// A subject without what mail programs and senders put before it.
fn subject(text: &str) -> String {
    const BEFORE: [&str; 14] = [
        "re:",
        "re：",
        "fw:",
        "fw：",
        "fwd:",
        "fwd：",
        "回复:",
        "回复：",
        "转发:",
        "转发：",
        "答复:",
        "答复：",
        "投稿:",
        "投稿：",
    ];
    let mut rest = text.trim();
    loop {
        let lower = rest.to_lowercase();
        let found = BEFORE.iter().find(|before| lower.starts_with(**before));
        // Lower case may be longer or shorter than what it stands for, but not in these.
        let Some(after) = found.and_then(|before| rest.get(before.len()..)) else { break };
        rest = after.trim();
    }
    let brackets = [("【投稿】", ""), ("[投稿]", ""), ("【来稿】", ""), ("（投稿）", "")];
    let bare = brackets.iter().fold(rest.to_owned(), |text, (from, to)| text.replace(from, to));
    bare.trim().to_owned()
}

/// Whether a subject says what a manuscript is about.
pub fn tells(subject: &str) -> bool {
    const NOTHING: [&str; 12] = [
        "投稿",
        "来稿",
        "稿件",
        "稿子",
        "供稿",
        "上报稿件",
        "无主题",
        "(无主题)",
        "（无主题）",
        "附件",
        "新闻稿",
        "信息",
    ];
    !subject.is_empty() && !NOTHING.contains(&subject)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &[u8]) -> Mail {
        read(text, &mut Findings::default()).unwrap()
    }

    #[test]
    fn subjects_lose_what_stands_before_them() {
        for (text, wanted) in [
            ("Re: 转发：荔枝开秤", "荔枝开秤"),
            ("【投稿】荔枝开秤", "荔枝开秤"),
            ("荔枝：一车的账", "荔枝：一车的账"),
            ("回复：", ""),
        ] {
            assert_eq!(subject(text), wanted);
        }
        assert!(!tells("投稿") && !tells("") && tells("荔枝开秤"));
    }

    #[test]
    fn headers_and_bodies_in_gbk_are_read() {
        let text = "From: 陈禾 <a@example.org>\r\nSubject: 荔枝开秤\r\nDate: Thu, 05 Mar 2026 08:30:00 +0800\r\n\
            Content-Type: text/plain\r\n\r\n头一筐荔枝过了秤。\r\n";
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        for bytes in [text.as_bytes(), &gbk] {
            let mail = parsed(bytes);
            assert_eq!(mail.subject, "荔枝开秤");
            assert_eq!(mail.sender.as_deref(), Some("陈禾"));
            assert_eq!(mail.date.map(|date| date.to_string()).as_deref(), Some("2026-03-05"));
            assert_eq!(mail.body.unwrap().text.trim(), "头一筐荔枝过了秤。");
        }
    }

    #[test]
    fn only_alternatives_stand_for_one_another() {
        let mail = |parts: &[(&str, &str)]| {
            let part = |(kind, text): &(&str, &str)| {
                format!("--b\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{text}\r\n")
            };
            let parts: String = parts.iter().map(part).collect();
            let head = "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
            parsed(format!("{head}{parts}--b--\r\n").as_bytes()).body.unwrap().plain()
        };
        let footer = ("html", "<p>页脚</p>");
        assert_eq!(
            mail(&[("plain", "题目\r\n头一筐<荔枝>。"), footer]),
            "题目\n头一筐<荔枝>。\n页脚"
        );
        assert_eq!(mail(&[("plain", "头一筐荔枝。"), ("html", "<br>")]), "头一筐荔枝。");
        assert_eq!(mail(&[footer, ("plain", "头一筐荔枝。")]), "页脚\n头一筐荔枝。");
    }

    #[test]
    fn a_text_with_a_cut_character_stays_what_it_says_it_is() {
        let text = "头一筐荔枝过了秤。".repeat(12);
        let mut bytes =
            format!("From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}");
        bytes.pop();
        let mut bytes = bytes.into_bytes();
        bytes.extend_from_slice(&"。".as_bytes()[..2]);
        let mut findings = Findings::default();
        let body = read(&bytes, &mut findings).unwrap().body.unwrap().text;
        assert!(
            body.starts_with("头一筐荔枝过了秤。") && body.trim_end().ends_with('〓'),
            "{body}"
        );
        assert_eq!(findings.iter().next().unwrap().rule, "import-mail-bytes");
    }

    #[test]
    fn what_is_no_mail_is_refused() {
        for bytes in [&b""[..], b"\0\0\0", b"hello", b"\n\n\n"] {
            let mut findings = Findings::default();
            assert!(read(bytes, &mut findings).is_none() && findings.stops(), "{bytes:?}");
        }
        let deep = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
        assert!(read(deep.as_bytes(), &mut Findings::default()).is_none());
    }

    proptest! {
        #[test]
        fn any_mail_is_taken_apart(parts in proptest::collection::vec(0..PIECES.len(), 0..40)) {
            let bytes: Vec<u8> = parts.iter().flat_map(|&at| PIECES[at].to_vec()).collect();
            if let Some(mail) = read(&bytes, &mut Findings::default()) {
                for file in &mail.files {
                    prop_assert!(!file.name.is_empty() && !file.name.contains(['/', '\\', '\0']));
                }
                drop(mail.body.map(|body| body.plain()));
            }
        }

        #[test]
        fn any_header_is_read(raw in proptest::collection::vec(any::<u8>(), 0..200)) {
            drop(words::decode(&raw));
            drop(words::parameter(&raw, "name"));
            let worded = [b"=?gbk?Q?", &raw[..], b"?= =?utf-8?b?", &raw[..], b"?="].concat();
            drop(words::decode(&worded));
        }
    }

    /// Pieces that mails are made of.
    const PIECES: [&[u8]; 24] = [
        b"From: a@b\r\n",
        b"Subject: =?gbk?B?wPM=?= =?gbk?B?1qY=?=\r\n",
        b"Subject: \xc0\xf3\r\n",
        b"Date: Thu, 05 Mar 2026 08:30:00 +0800\r\n",
        b"Date: 99 Xxx 0\r\n",
        b"\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"Content-Type: multipart/digest; boundary=\"b\"\r\n",
        b"Content-Type: multipart/related; boundary=\"--\"\r\n",
        b"Content-Type: message/rfc822\r\n",
        b"Content-Type: text/html; charset=gb2312\r\n",
        b"Content-Type: text/plain; charset=utf-16\r\n",
        b"Content-Type: image/png; name=\"..\\..\\a/b\"\r\n",
        b"Content-Disposition: attachment; filename*0*=gbk''%C0; filename*1=\xf3\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Content-ID: <1>\r\n",
        b"--b\r\n",
        b"--b--\r\n",
        b"<p>\xd5\xfd\xce\xc4</p><img src=cid:1>",
        b"=C0=F3=\r\n=D",
        b"iVBORw0KGgo=\r\n",
        b" folded\r\n",
        b"\0\xff",
    ];
}
