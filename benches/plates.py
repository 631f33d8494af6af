#!/usr/bin/env python3
"""What a preflight with plates takes, beside Ghostscript's tiffsep and qpdf on the same file in one run.

    python3 benches/plates.py target/release/pdfx-preflight FILE.pdf [PROFILE.icc]

The program may be `neikan` too. Both paint every page ink by ink at 72 pixels per inch with overprint, Ghostscript
for the press profile PROFILE (that for coated paper without one). Seconds are those of all cores, the best of three,
one program after the other.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMES = 3


def cost(call):
    """The seconds of CPU of a program, whatever it says, and its most memory in MB."""
    child = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    # A file that is not fit for the press is status 1.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{call}: {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    program, file, *profile = sys.argv[1:]
    icc = profile[0] if profile else str(ROOT / "layouts/press/fogra39l-coated.icc")
    own = [program, *(["preflight"] if "neikan" in os.path.basename(program) else []), file]
    with tempfile.TemporaryDirectory() as folder:
        plates = [
            "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-dOverprint=/simulate", "-r72",
            f"-sOutputFile={folder}/p%d.tif", f"-sOutputICCProfile={icc}", f"-sDefaultCMYKProfile={icc}",
            f"--permit-file-read={icc}", file,
        ]
        calls = {
            "preflight with plates": own,
            "tiffsep": plates,
            "tiffsep, not compressed": [*plates[:-1], "-sCompression=none", file],
            "qpdf --check": ["qpdf", "--check", file],
        }
        best = {name: (float("inf"), 0.0) for name in calls}
        for _ in range(TIMES):
            for name, call in calls.items():
                best[name] = min(best[name], cost(call))
    ours = best["preflight with plates"][0]
    for name, (seconds, memory) in best.items():
        print(f"{name:24} {seconds:6.2f} s of CPU, {memory:5.0f} MB, ours is {ours / seconds:.2f} of it")


if __name__ == "__main__":
    main()
