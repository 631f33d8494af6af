# The commands that people type here most; `just` lists them.

# The sample issue, whole: out/2026-01
build:
    cargo run --release -- build

# One part of the tests: `just test gate::` (all of it: `just all`)
test filter="":
    cargo test --release --test suite {{filter}}

# Formatting, lints, every test with its outside judges, and the sample issue: what CI runs
all:
    bash .ci/run

# Formatting, of the files too that build scripts list
format:
    cargo fmt
    rustfmt --edition 2024 crates/*/build.rs crates/*/src/rules/*/*.rs crates/*/src/check/rules/*/*.rs

# Pages as pictures, to be looked at: `just pages out/2026-01/dggx-2026-01.pdf`
pages pdf to="out/pages":
    mkdir -p {{to}}
    pdftoppm -r 80 -png {{pdf}} {{to}}/page
