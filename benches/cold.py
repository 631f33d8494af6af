#!/usr/bin/env python3
"""Measures what compiling the program from nothing takes, in CPU seconds, crate by crate.

    python3 benches/cold.py [COMMIT ...]

Without a commit it measures the working copy; with some, each of them in a checkout of its own, one after the
other. Builds go into folders that are removed at the end. CPU seconds hardly depend on what else the machine does;
a build takes half an hour of them.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

LOG = "NEIKAN_COLD_LOG"
SHOWN = 25


def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compile_one(command):
    """Stands in for rustc: runs it, and writes down what it took."""
    # With the files that are open: cargo gives out its slots through them.
    status = subprocess.run(command, close_fds=False).returncode
    name = command[command.index("--crate-name") + 1] if "--crate-name" in command else "-"
    with open(os.environ[LOG], "a", encoding="utf-8") as log:
        log.write(f"{spent():.2f} {name}\n")
    return status


def measure(folder, target):
    """Builds the program in a folder; returns all CPU seconds and those of each crate."""
    log = target / "crates"
    environment = os.environ | {
        LOG: str(log),
        "RUSTC_WRAPPER": str(Path(__file__).resolve()),
        "CARGO_TARGET_DIR": str(target),
    }
    before = spent()
    subprocess.run(["cargo", "build", "--release", "--locked", "--bin", "neikan"], cwd=folder, env=environment, check=True)
    crates = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        seconds, name = line.split()
        crates[name] = crates.get(name, 0) + float(seconds)
    return spent() - before, crates


def main(commits):
    root = Path(__file__).resolve().parent.parent
    for commit in commits or [None]:
        with tempfile.TemporaryDirectory() as scratch:
            folder, target = root, Path(scratch) / "target"
            target.mkdir()
            if commit:
                folder = Path(scratch) / "checkout"
                subprocess.run(["git", "clone", "--quiet", "--no-checkout", root, folder], check=True)
                subprocess.run(["git", "checkout", "--quiet", commit], cwd=folder, check=True)
            total, crates = measure(folder, target)
        print(f"{commit or 'the working copy'}: {total:.0f} CPU seconds, {sum(crates.values()):.0f} of them rustc")
        for name, seconds in sorted(crates.items(), key=lambda entry: -entry[1])[:SHOWN]:
            print(f"{seconds:8.1f}  {name}")


if __name__ == "__main__":
    if LOG in os.environ and len(sys.argv) > 1:
        sys.exit(compile_one(sys.argv[1:]))
    main(sys.argv[1:])
