//! The command `neikan`: parse, dispatch, exit status.

use std::io::{IsTerminal, stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    neikan::guard::silence();
    let (mut out, mut err) = (stdout(), stderr());
    let terminals = (out.is_terminal(), err.is_terminal());
    let environment = |name: &str| std::env::var(name).ok();
    let status =
        neikan::cli::run(std::env::args_os(), environment, (&mut out, &mut err), terminals);
    ExitCode::from(status)
}
