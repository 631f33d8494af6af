//! `neikan completions`: prints the script with which a shell completes commands, options and values.

use clap::Args;
use clap_complete::Shell;

use super::{Console, Outcome, help, show};

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

/// Runs the command.
pub(super) fn run(args: &CompletionsArgs, console: &mut Console<'_>) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(console.locale), "neikan", &mut script);
    show::line(console.out, String::from_utf8_lossy(&script).trim_end());
    Ok(())
}
