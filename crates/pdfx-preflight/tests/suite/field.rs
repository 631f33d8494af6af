//! Files from the field with the right verdict: see docs/preflight-suite.md.
