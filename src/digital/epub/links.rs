//! Which addresses become links, and in which form.

use std::net::Ipv4Addr;

/// The address of a link in the form that the URL standard requires; `None` if it is not a plain
/// web or mail address, in which case only the text of the link is shown.
pub fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        scheme @ ("http" | "https") => {
            let rest = rest.strip_prefix("//")?;
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (host, path) = rest.split_at(end);
            is_host(host).then(|| format!("{scheme}://{host}{}", encode(path)))
        }
        "mailto" => {
            let (user, host) = rest.split_once('@')?;
            let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
            let user_is_plain = !user.is_empty() && user.chars().all(plain);
            (user_is_plain && is_domain(host)).then(|| format!("mailto:{user}@{host}"))
        }
        _ => None,
    }
}

/// Whether a text is a host of ASCII letters, optionally with a port; user names are rejected.
fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').unwrap_or((text, "80"));
    let last = name.rsplit('.').next().unwrap_or_default();
    let numeric = last.starts_with(|c: char| c.is_ascii_digit());
    is_domain(name) && port.parse::<u16>().is_ok() && (!numeric || name.parse::<Ipv4Addr>().is_ok())
}

fn is_domain(name: &str) -> bool {
    name.split('.').all(|label| {
        let plain = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (1..=63).contains(&label.len()) && plain && !label.starts_with('-') && !label.ends_with('-')
    })
}

/// Percent-encodes what a path, query or fragment must not contain literally.
fn encode(path: &str) -> String {
    let mut out = String::new();
    let mut fragment = false;
    for (at, &byte) in path.as_bytes().iter().enumerate() {
        let hex =
            |offset: usize| path.as_bytes().get(at + offset).is_some_and(u8::is_ascii_hexdigit);
        let kept = match byte {
            b'%' => hex(1) && hex(2),
            b'#' => !std::mem::replace(&mut fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte),
        };
        if kept {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_are_links() {
        for (url, expected) in [
            ("https://example.org", Some("https://example.org")),
            ("HTTP://example.org:8080/a?b=c#d", Some("http://example.org:8080/a?b=c#d")),
            ("https://example.org/荔枝 1", Some("https://example.org/%E8%8D%94%E6%9E%9D%201")),
            ("https://example.org/100%/a%20b#x#y", Some("https://example.org/100%25/a%20b#x%23y")),
            ("https://192.0.2.1/", Some("https://192.0.2.1/")),
            ("mailto:a.b@example.org", Some("mailto:a.b@example.org")),
            ("https://999.1.1.1/", None),
            ("https://user@example.org/", None),
            ("https://", None),
            ("https://exa mple.org", None),
            ("https://example.org:99999", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("mailto:a@b?bcc=c@d", None),
            ("../other.xhtml", None),
            ("", None),
        ] {
            assert_eq!(address(url).as_deref(), expected, "{url}");
        }
    }
}
