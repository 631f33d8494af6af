//! `neikan preview`: the editor's table.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::str::FromStr;

use clap::Args;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use super::{Console, Format, Outcome, cache, locale, show, which};
use crate::diagnostic::Failure;
use crate::locale::Language;
use crate::preview::{Order, Told, own_address, serve};
use crate::publication::Project;

/// The address that opens a file in an editor, where no other is set.
const LINK: &str = "vscode://file{file}:{line}:{column}";

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct PreviewArgs {
    #[arg(value_name = "ISSUE")]
    pub(super) issue: Option<String>,
    #[arg(long)]
    open: bool,
    #[arg(long, value_name = "PORT", default_value = "0", hide_default_value = true)]
    port: u16,
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    bind: Option<Bound>,
    #[arg(long, value_name = "URL")]
    link: Option<String>,
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
}

/// An address for others: the one of this computer, or one that is named, perhaps with a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Own,
    Named(SocketAddr),
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Ok(Self::Own);
        }
        let alone = text.parse::<IpAddr>().map(|address| SocketAddr::new(address, 0));
        let named = text.parse::<SocketAddr>().or(alone).map_err(|_| text.to_owned())?;
        // A browser names the address that it asks, and any would be none.
        if named.ip().is_unspecified() { Err(text.to_owned()) } else { Ok(Self::Named(named)) }
    }
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &PreviewArgs, console: &mut Console<'_>) -> Outcome {
    let issue = which::newest(project, args.issue.as_deref(), Format::Human, console)?;
    let store = cache::store(args.cache.as_deref(), console.environment);
    let bind = args.bind.map(address).transpose()?;
    let settings = console.settings;
    let link = args.link.clone().or_else(|| settings.link.value.clone());
    let order = Order {
        issue: issue.clone(),
        port: args.port,
        bind,
        name: settings.name.value.clone(),
        link: link.unwrap_or_else(|| LINK.to_owned()),
    };
    let locales = [Language::Chinese, Language::English].map(locale);
    serve(&project.clone().with_store(store), &order, locales, &mut |told| {
        announce(told, &issue, args.open, console);
    })
}

fn address(bound: Bound) -> Result<SocketAddr, Failure> {
    match bound {
        Bound::Named(address) => Ok(address),
        Bound::Own => {
            let own = own_address().map_err(|finding| Failure::Call(Box::new(finding)))?;
            Ok(SocketAddr::new(own, 0))
        }
    }
}

/// Says where the page is.
fn announce(told: &Told, issue: &str, open: bool, console: &mut Console<'_>) {
    let mut say = |key: &str, link: &str| {
        let values = [("issue", issue.to_owned()), ("link", link.to_owned())];
        show::line(console.out, &show::say(console.locale, key, &values));
    };
    match told {
        Told::Ready(link, readers) => {
            say("summary-preview", link);
            if let Some(readers) = readers {
                say("summary-preview-readers", readers);
                // A link is always short enough for a code.
                if let Ok(code) = QrCode::new(readers.as_bytes()) {
                    let drawn = code.render::<Dense1x2>().quiet_zone(true).build();
                    show::line(console.out, &drawn);
                }
            }
            if open {
                browse(link, console);
            }
        }
        Told::Again(link) => say("summary-preview-again", link),
    }
    let _ = console.out.flush();
}

/// Opens a link in the browser that the system has for it. Nothing goes through a shell.
fn browse(link: &str, console: &mut Console<'_>) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler", link]),
        "macos" => ("open", &[link]),
        _ => ("xdg-open", &[link]),
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(reason) = command.spawn() {
        let values = [("reason", reason.to_string())];
        show::line(console.err, &show::say(console.locale, "summary-preview-browser", &values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_be_named_with_a_port_or_without() {
        assert_eq!("".parse(), Ok(Bound::Own));
        let named = |text: &str| match text.parse() {
            Ok(Bound::Named(address)) => Some(address.to_string()),
            _ => None,
        };
        assert_eq!(named("192.168.1.20").as_deref(), Some("192.168.1.20:0"));
        assert_eq!(named("192.168.1.20:8080").as_deref(), Some("192.168.1.20:8080"));
        assert_eq!(named("[fe80::1]:80").as_deref(), Some("[fe80::1]:80"));
        for wrong in ["0.0.0.0", "::", "host", "1.2.3", "1.2.3.4:x"] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
    }
}
