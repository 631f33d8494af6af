//! `neikan schema`: prints the JSON Schema of a data file.

use clap::{Args, ValueEnum};

use super::{Console, Outcome, show};
use crate::publication::schema;
use neikan_press::PressProfile;

/// Whose schema is shown.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    #[arg(value_name = "SUBJECT", hide_possible_values = true)]
    subject: Subject,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Subject {
    Publication,
    Issue,
    Article,
    Recipients,
    Review,
    Members,
    Words,
    Mail,
    Theme,
    Press,
}

/// Runs the command.
pub fn run(args: &SchemaArgs, console: &mut Console<'_>) -> Outcome {
    let print = |subject| schema::described(subject, console.locale);
    let schema = match args.subject {
        Subject::Publication => print(schema::Subject::Publication),
        Subject::Issue => print(schema::Subject::Issue),
        Subject::Article => print(schema::Subject::Article),
        Subject::Recipients => print(schema::Subject::Recipients),
        Subject::Review => print(schema::Subject::Review),
        Subject::Members => print(schema::Subject::Members),
        Subject::Words => print(schema::Subject::Words),
        Subject::Mail => print(schema::Subject::Mail),
        Subject::Theme => print(schema::Subject::Theme),
        Subject::Press => schema::described_as::<PressProfile>(console.locale),
    };
    show::line(console.out, &show::pretty(&schema));
    Ok(())
}
