#!/usr/bin/env python3
"""What a preflight with plates takes, beside Ghostscript's tiffsep and qpdf on the same file in one run.

    python3 benches/plates.py target/release/pdfx-preflight FILE.pdf [PROFILE.icc]

The program may be `neikan` too. If the example `unpainted` has been built beside it, the preflight without plates is
measured as well. Both paint every page ink by ink at 72 pixels per inch with overprint, Ghostscript for the press
profile PROFILE (that for coated paper without one). Seconds are those of all cores, the best of three, one program
after the other. In the end it says how that compares with what is wanted, for which a large file is made, too: 500
pages with a picture each, 240 MB. With `--large` as FILE, all programs read that one.
"""

import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMES = 3
PAGES, WIDTH, HEIGHT = 500, 400, 300


def cost(call):
    """The seconds of CPU of a program, whatever it says, and its most memory in MiB."""
    child = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    # A file that is not fit for the press is status 1.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{call}: {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def large(path):
    """Writes 500 pages with a picture of its own each, whose pixels hardly compress; its name."""
    source, places = random.Random(1), []
    with open(path, "wb") as out:
        out.write(b"%PDF-1.6\n")

        # One by one: what this program keeps would count as memory of those that it starts.
        def add(head, data=None):
            places.append(out.tell())
            out.write(b"%d 0 obj\n" % len(places))
            if data is None:
                out.write(head.encode())
            else:
                out.write(f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")
            out.write(b"\nendobj\n")

        add("<< /Type /Catalog /Pages 2 0 R >>")
        kids = " ".join(f"{3 + 3 * page} 0 R" for page in range(PAGES))
        add(f"<< /Type /Pages /Kids [{kids}] /Count {PAGES} >>")
        for page in range(PAGES):
            text, picture = 4 + 3 * page, 5 + 3 * page
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /TrimBox [9 9 586 833] /Contents {text} 0 R "
                f"/Resources << /XObject << /I {picture} 0 R >> >> >>"
            )
            add("", b"q 216 0 0 168 100 300 cm /I Do Q 0 0 0 1 k 60 60 300 20 re f")
            # Half of full ink at most, so that not every picture is a fault.
            pixels = bytes(value >> 1 for value in source.randbytes(WIDTH * HEIGHT * 4))
            add(
                f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /ColorSpace /DeviceCMYK "
                "/BitsPerComponent 8",
                pixels,
            )
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    return str(path)


def preflight(program, file):
    return [program, *(["preflight"] if "neikan" in os.path.basename(program) else []), file]


def wanted(best, memory):
    """What is wanted of the preflight, and what was measured."""
    ours, bare = best["preflight with plates"][0], best.get("preflight without plates")
    tiffsep = min(best["tiffsep"][0], best["tiffsep, not compressed"][0])
    print(f"with plates: {ours / tiffsep:.2f} of tiffsep; wanted: 0.5 at most")
    if bare:
        print(f"without plates: 1/{best['qpdf --check'][0] / bare[0]:.1f} of qpdf --check; wanted: 1/9 at most")
    for name, most in memory.items():
        print(f"500 pages, 240 MB, {name}: {most * 1.048576:.0f} MB; wanted: 300 MB at most")


def main():
    program, file, *profile = sys.argv[1:]
    icc = profile[0] if profile else str(ROOT / "layouts/press/fogra39l-coated.icc")
    unpainted = pathlib.Path(program).parent / "examples/unpainted"
    with tempfile.TemporaryDirectory() as folder:
        big = large(pathlib.Path(folder) / "large.pdf")
        if file == "--large":
            file = big
        plates = [
            "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-dOverprint=/simulate", "-r72",
            f"-sOutputFile={folder}/p%d.tif", f"-sOutputICCProfile={icc}", f"-sDefaultCMYKProfile={icc}",
            f"--permit-file-read={icc}", file,
        ]
        calls = {
            "preflight with plates": preflight(program, file),
            "tiffsep": plates,
            "tiffsep, not compressed": [*plates[:-1], "-sCompression=none", file],
            "qpdf --check": ["qpdf", "--check", file],
        }
        heavy = {"with plates": preflight(program, big)}
        if unpainted.exists():
            calls["preflight without plates"] = [str(unpainted), file]
            heavy["without plates"] = [str(unpainted), big]
        best = {name: (float("inf"), 0.0) for name in calls}
        for _ in range(TIMES):
            for name, call in calls.items():
                best[name] = min(best[name], cost(call))
        memory = {name: cost(call)[1] for name, call in heavy.items()}
    ours = best["preflight with plates"][0]
    for name, (seconds, memory_of) in best.items():
        print(f"{name:24} {seconds:6.2f} s of CPU, {memory_of:5.0f} MiB, ours is {ours / seconds:.2f} of it")
    wanted(best, memory)


if __name__ == "__main__":
    main()
