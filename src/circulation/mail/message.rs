//! A mail as bytes (RFC 5322, MIME): the letter as text and as HTML, and the copy.
//!
//! The same letter, copy and date give the same bytes. The Message-ID is made of issue and number,
//! so that a receiver who gets a mail twice can tell.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use super::letter::Letter;
use crate::diagnostic::Finding;
use neikan_base::hash::sha256;

/// What a mail is made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// Its Message-ID, without angle brackets.
    pub id: String,
    /// The sender's address and name.
    pub from: (&'a str, &'a str),
    /// The address that answers go to.
    pub reply_to: Option<&'a str>,
    /// The recipient's address and name.
    pub to: (&'a str, &'a str),
    /// The words.
    pub letter: &'a Letter,
    /// The name and the bytes of the file that goes with it.
    pub attachment: Option<(String, Vec<u8>)>,
    /// Seconds since 1970.
    pub date: i64,
    /// Whether it is a draft that a person sends.
    pub draft: bool,
}

/// Writes a mail.
///
/// # Errors
/// The finding `mail-unfit` when a part of it cannot be written.
pub fn write(parts: Parts<'_>) -> Result<Vec<u8>, Finding> {
    let unfit = |reason: String| Finding::stop("mail-unfit").with("reason", reason);
    let mailbox = |(address, name): (&str, &str)| -> Result<Mailbox, Finding> {
        let address = address.parse().map_err(|error| unfit(format!("{error}")))?;
        // The library panics at names with line breaks; the list refuses them before.
        let name = name.split(char::is_control).collect::<Vec<_>>().join(" ");
        Ok(Mailbox::new(Some(name).filter(|name| !name.trim().is_empty()), address))
    };
    let date = Duration::from_secs(parts.date.max(0).unsigned_abs());
    let mut builder = Message::builder()
        .from(mailbox(parts.from)?)
        .to(mailbox(parts.to)?)
        .subject(parts.letter.subject.clone())
        .message_id(Some(format!("<{}>", parts.id)))
        .date(SystemTime::UNIX_EPOCH + date);
    if let Some(address) = parts.reply_to {
        builder = builder.reply_to(mailbox((address, ""))?);
    }
    if parts.draft {
        builder = builder.header(Draft);
    }
    let boundary = |part: &str| sha256(format!("{}/{part}", parts.id).as_bytes())[..40].to_owned();
    let text =
        |kind: ContentType, text: &str| SinglePart::builder().header(kind).body(text.to_owned());
    let letter = MultiPart::alternative()
        .boundary(boundary("letter"))
        .singlepart(text(ContentType::TEXT_PLAIN, &parts.letter.plain))
        .singlepart(text(ContentType::TEXT_HTML, &parts.letter.html));
    let whole = match parts.attachment {
        None => letter,
        Some((name, bytes)) => {
            let attached = SinglePart::builder()
                .header(Named::of(&name))
                .header(ContentDisposition::attachment(&name))
                .header(ContentTransferEncoding::Base64)
                .body(bytes);
            MultiPart::mixed().boundary(boundary("mail")).multipart(letter).singlepart(attached)
        }
    };
    let message = builder.multipart(whole).map_err(|error| unfit(error.to_string()))?;
    Ok(message.formatted())
}

/// How many bytes a file of so many takes in a mail: base64 in lines of 76 characters, each but the
/// last with its line break (RFC 2045, 6.8).
pub fn encoded(bytes: usize) -> usize {
    let characters = bytes.div_ceil(3) * 4;
    characters + 2 * characters.div_ceil(76).saturating_sub(1)
}

/// `X-Unsent: 1`: mail programs open the file as a draft that can be sent.
#[derive(Debug, Clone)]
struct Draft;

impl Header for Draft {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Unsent")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "1".to_owned())
    }
}

/// The type of an attachment with its name in the form of RFC 2047, which old mail programs read
/// in place of that of RFC 2231.
#[derive(Debug, Clone)]
struct Named {
    kind: &'static str,
    name: String,
}

impl Named {
    fn of(name: &str) -> Self {
        let kind = match name.rsplit('.').next() {
            Some("epub") => "application/epub+zip",
            Some("zip") => "application/zip",
            _ => "application/pdf",
        };
        Self { kind, name: name.to_owned() }
    }
}

impl Header for Named {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Type")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self::of(text))
    }

    fn display(&self) -> HeaderValue {
        let words = encoded_words(&self.name).join("\r\n ");
        let raw = format!("{}; name=\"{}\"", self.kind, self.name);
        let encoded = format!("{};\r\n name=\"{words}\"", self.kind);
        HeaderValue::dangerous_new_pre_encoded(Self::name(), raw, encoded)
    }
}

/// A text as encoded words of at most 75 characters (RFC 2047, 2), none of which splits a
/// character.
fn encoded_words(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in text.chars() {
        if parts.last().is_some_and(|last| last.len() + c.len_utf8() > 42) {
            parts.push(String::new());
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts.iter().map(|part| format!("=?utf-8?B?{}?=", STANDARD.encode(part))).collect()
}

/// A name of a file that every system takes: without the characters that some of them refuse.
pub fn file_name(stem: &str, extension: &str) -> String {
    let kept = stem.chars().filter(|&c| !c.is_control() && !"/\\:*?\"<>|".contains(c));
    let kept: String = kept.take(80).collect();
    format!("{}.{extension}", kept.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        let long = "很长的一段话，".repeat(40);
        Letter {
            subject: format!("《东莞供销》2026年第1期赠阅（第 0001 号）{}", "长".repeat(60)),
            plain: format!("尊敬的林样例同志：\n.\n..\n{long}\n"),
            html: format!("<p>{long}</p>\n"),
        }
    }

    fn mail(name: &str) -> String {
        with_file(name, vec![0, 1, 2, 255])
    }

    fn with_file(name: &str, bytes: Vec<u8>) -> String {
        let letter = letter();
        let bytes = write(Parts {
            id: "dggx-2026-01-0001@example.org".to_owned(),
            from: ("neikan@example.org", "东莞供销编辑部"),
            reply_to: Some("tougao@example.org"),
            to: ("lin@example.org", name),
            letter: &letter,
            attachment: Some((file_name(&"长".repeat(60), "pdf"), bytes)),
            date: 1_770_220_800,
            draft: true,
        });
        String::from_utf8(bytes.unwrap()).unwrap()
    }

    #[test]
    fn mails_are_ascii_in_short_lines_and_always_the_same() {
        let text = mail("林样例");
        assert!(text.is_ascii());
        assert!(text.split("\r\n").all(|line| line.len() <= 78 && !line.contains(['\r', '\n'])));
        assert!(text.contains("Date: Wed, 04 Feb 2026 16:00:00 +0000\r\n"), "{text}");
        assert!(text.contains("Message-ID: <dggx-2026-01-0001@example.org>\r\n"));
        assert!(text.contains("X-Unsent: 1\r\n"));
        assert_eq!(text, mail("林样例"));
    }

    #[test]
    fn the_size_of_a_mail_is_known_before_its_file_is_read() {
        let without = with_file("林样例", Vec::new()).len();
        for size in [0, 1, 2, 3, 56, 57, 58, 59, 113, 114, 115, 1000, 65_537] {
            // Letters alone, bytes that are no text, and lines of their own.
            for byte in [b'a', 0xff, b'\n'] {
                let whole = with_file("林样例", vec![byte; size]).len();
                assert_eq!(without + encoded(size), whole, "{size} bytes of {byte}");
            }
        }
    }

    #[test]
    fn names_cannot_add_headers() {
        for name in ["林\r\nBcc: x@example.org", "\"林\", <x@example.org>", "a\nb", "林\" <y@z.cn>"]
        {
            let text = mail(name);
            let head = text.split("\r\n\r\n").next().unwrap();
            let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
            let names: Vec<&str> = lines.filter_map(|line| line.split(':').next()).collect();
            assert!(!names.contains(&"Bcc") && names.iter().filter(|n| **n == "To").count() == 1);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_words_make_a_mail(name: String, subject: String, plain: String, file: String) {
            let letter = Letter { subject, plain: plain.clone(), html: plain };
            let bytes = write(Parts {
                id: "x@example.org".to_owned(),
                from: ("neikan@example.org", &file),
                reply_to: None,
                to: ("lin@example.org", &name),
                letter: &letter,
                attachment: Some((file_name(&file, "epub"), Vec::new())),
                date: 0,
                draft: false,
            });
            let bytes = bytes.unwrap();
            proptest::prop_assert!(bytes.is_ascii());
            let text = String::from_utf8(bytes).unwrap();
            let head = text.split("\r\n\r\n").next().unwrap();
            let own = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
            let known = ["From", "To", "Subject", "Message-ID", "Date", "MIME-Version", "Content-Type"];
            for line in own {
                let name = line.split(':').next().unwrap();
                proptest::prop_assert!(known.contains(&name), "{line:?}");
            }
        }
    }
}
