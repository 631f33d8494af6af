//! Lists the rules: every file `src/rules/<family>/<rule>.rs` becomes a module and an entry of
//! `ALL`, so that a new rule is one new file and nothing else changes.

fn main() {
    rule_list::write("src/rules", "rules.rs");
}
