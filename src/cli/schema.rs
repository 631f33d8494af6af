//! `neikan schema`: prints the JSON Schema of a data file.

use super::{Console, Outcome, SchemaArgs, Subject, show};
use crate::publication::schema;
use neikan_press::PressProfile;

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
