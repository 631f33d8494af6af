//! `neikan schema`: prints the JSON Schema of a data file.

use super::{Desk, Outcome, SchemaArgs, Subject, show};
use crate::publication::schema;

/// Runs the command.
pub fn run(args: &SchemaArgs, desk: &mut Desk<'_>) -> Outcome {
    let subject = match args.subject {
        Subject::Publication => schema::Subject::Publication,
        Subject::Issue => schema::Subject::Issue,
        Subject::Article => schema::Subject::Article,
        Subject::Recipients => schema::Subject::Recipients,
        Subject::Review => schema::Subject::Review,
        Subject::Members => schema::Subject::Members,
        Subject::Words => schema::Subject::Words,
        Subject::Mail => schema::Subject::Mail,
    };
    show::line(desk.out, &show::pretty(&schema::described(subject, desk.locale)));
    Ok(())
}
