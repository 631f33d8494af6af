#!/usr/bin/env python3
"""How fast the program makes an issue, as ratios within one run on one machine.

    python3 benches/engine.py target/release/neikan [--before OTHER] [--growth]

It builds a copy of the sample issue cold, warm and with one word changed, and sets the exported layout
with Typst alone (PyPI `typst`). `--before` names an older program to compare with; `--others` makes the
same content with Typst, Ghostscript (PDF/X in CMYK), pandoc (EPUB; PyPI `pypandoc_binary`) and zip; `--growth` builds issues of ever more pages and
photographs and prints the table of docs/performance.md. Times are the sum of all cores
(CPU) and by the clock, both the best of several runs.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ISSUE = "2026-01"
ARTICLE = f"issues/{ISSUE}/articles"


class Cost:
    """What a run took: seconds by the clock, seconds of all cores, most memory in MB."""

    def __init__(self, clock, cpu, memory):
        self.clock, self.cpu, self.memory = clock, cpu, memory

    def __str__(self):
        return f"{self.clock:6.2f} s by the clock, {self.cpu:6.2f} s of CPU, {self.memory:5.0f} MB"


def run(call, **more):
    """Runs a program, which must succeed, and measures it with all it starts."""
    began = time.monotonic()
    child = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    clock = time.monotonic() - began
    if status != 0:
        sys.exit(f"{call}: {said.decode(errors='replace')}")
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def best(times, work):
    """The cheapest of several runs."""
    return min((work() for _ in range(times)), key=lambda cost: cost.cpu)


def copy(folder):
    """A copy of the sample in a folder; layouts and faces are those that each program carries."""
    shutil.copytree(ROOT / "issues", folder / "issues")
    return folder


class Program:
    """A program with a project, an output folder and a cache of its own."""

    def __init__(self, path, folder):
        self.path, self.folder = str(pathlib.Path(path).resolve()), copy(folder)
        self.cache = folder / "cache"

    def build(self, *more):
        here = dict(os.environ, XDG_CACHE_HOME=str(self.cache))
        return run([self.path, "build", ISSUE, "--draft", *more], cwd=self.folder, env=here)

    def cold(self):
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        shutil.rmtree(self.cache, ignore_errors=True)
        return self.build()

    def changed(self, count):
        """After a word of the first long paragraph has changed."""
        path = sorted((self.folder / ARTICLE).glob("*.md"))[0]
        text = path.read_text()
        begins, words = text.split("\n---\n", 1)
        words = words.replace("的", f"之{'甲乙丙丁戊己'[count % 6]}的", 1)
        path.write_text(f"{begins}\n---\n{words}")
        try:
            return self.build()
        finally:
            path.write_text(text)


def typst_alone(folder):
    """One `typst compile` of an exported layout, in a process of its own."""
    code = (
        "import sys, typst; folder, out = sys.argv[1:]; "
        "typst.compile(folder + '/layout/issue.typ', root=folder, output=out, "
        "font_paths=[folder + '/fonts'], ignore_system_fonts=True)"
    )
    return run([sys.executable, "-c", code, str(folder), str(folder / "typst.pdf")])


AGAIN = """
import json, resource, sys, typst
folder = sys.argv[1]

def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime

path = folder + "/data.json"
text = open(path).read()
data = json.loads(text)
compiler = typst.Compiler(folder + "/layout/issue.typ", root=folder, font_paths=[folder + "/fonts"], ignore_system_fonts=True)
before = spent(); compiler.compile(); first = spent() - before
data["articles"] = [json.loads(json.dumps(a, ensure_ascii=False).replace("的", "之", 1)) if at == 5 else a for at, a in enumerate(data["articles"])]
open(path, "w").write(json.dumps(data, ensure_ascii=False))
before = spent(); compiler.compile(); again = spent() - before
open(path, "w").write(text)
print(first, again)
"""


def typst_again(folder):
    """Seconds of CPU for the first layout in a process, and for the next with one word changed."""
    said = subprocess.run([sys.executable, "-c", AGAIN, str(folder)], check=True, capture_output=True, text=True)
    return [float(seconds) for seconds in said.stdout.split()]


# What Ghostscript needs to know of the printing condition to write PDF/X-3.
PRESS = """
[/GTS_PDFXVersion (PDF/X-3:2002) /Title (x) /Trapped /False /DOCINFO pdfmark
[/_objdef {icc} /type /stream /OBJ pdfmark
[{icc} <</N 4>> /PUT pdfmark
[{icc} (%s) (r) file /PUT pdfmark
[/_objdef {intent} /type /dict /OBJ pdfmark
[{intent} <</Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39)
  /RegistryName (http://www.color.org) /DestOutputProfile {icc}>> /PUT pdfmark
[{Catalog} <</OutputIntents [{intent}]>> /PUT pdfmark
"""


def others(folder, project):
    """The same content by other programs, what each of them took: Typst, Ghostscript to PDF/X in CMYK, pandoc, zip."""
    import pypandoc

    articles = sorted(str(path) for path in (project / ARTICLE).glob("*.md"))
    images = project / "issues" / ISSUE
    pdf, press, book = (str(folder / name) for name in ("typst.pdf", "press.pdf", "book.epub"))
    profile = ROOT / "layouts/press/fogra39l-coated.icc"
    condition = folder / "press.ps"
    condition.write_text(PRESS % profile)
    steps = {
        "gs": ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFX", "-sDEVICE=pdfwrite", "-sColorConversionStrategy=CMYK",
               "-sProcessColorModel=DeviceCMYK", f"-sOutputICCProfile={profile}", f"--permit-file-read={profile}",
               f"-sOutputFile={press}", str(condition), pdf],
        "pandoc": [pypandoc.get_pandoc_path(), "--quiet", "-f", "markdown", "-t", "epub3", "--resource-path",
                   str(images), "-o", book, "--metadata", "title=x", *articles],
        "zip": ["zip", "-q", "-r", str(folder / "all.zip"), pdf, press, book, str(images)],
    }
    return {"typst": typst_alone(folder)} | {name: run(step) for name, step in steps.items()}


TEXT = "书摊的主人清早六点把两块门板卸下来，架在渠边的石墩上，一本一本摆开，天就亮了。"
# A page of the small issue holds about so many paragraphs of four such sentences.
PARAGRAPHS = 7


def photograph(folder):
    """A photograph of 12 megapixels: the cover of the sample, drawn large by poppler."""
    program = Program.here
    run([program, "build", ISSUE, "--draft", "--editions", "digital", "--out", str(folder)], cwd=ROOT)
    pdf = next((folder / ISSUE).glob("*.pdf"))
    size = ["-scale-to-x", "4000", "-scale-to-y", "3000"]
    run(["pdftoppm", "-jpeg", "-jpegopt", "quality=88", "-singlefile", "-f", "1", *size, str(pdf), str(folder / "p")])
    return (folder / "p.jpg").read_bytes()


def variant(jpeg, number):
    """The same photograph with other pixels: its first quantisation table differs in two places."""
    at = jpeg.index(b"\xff\xdb") + 5
    table = bytearray(jpeg[at:at + 64])
    for place in (20 + number % 20, 41 + number // 20):
        table[place] = max(1, table[place] ^ 1)
    return jpeg[:at] + bytes(table) + jpeg[at + 64:]


def large(folder, pages, pictures, jpeg):
    """An issue of about so many pages and pictures in a folder."""
    shutil.copytree(ROOT / "tests/fixtures/small", folder)
    issue = folder / "issues" / ISSUE
    names = [f"a{number:03}" for number in range(pages // 4)]
    text = (issue / "issue.yml").read_text()
    (issue / "issue.yml").write_text(text.replace("  - news\n", "".join(f"  - {name}\n" for name in names)))
    (issue / "articles/news.md").unlink()
    made = 0
    for at, name in enumerate(names):
        own = pictures * (at + 1) // len(names) - made
        lines = [f"---\ntitle: 第{at + 1}篇\nsection: news\nauthors:\n  - {{name: 梁以宁, unit: 样例单位}}\n---"]
        for paragraph in range(max(1, 4 * PARAGRAPHS - 2 * own)):
            lines.append(f"第{at + 1}篇第{paragraph + 1}段。" + TEXT * 4)
            if paragraph % 3 == 0 and own > 0:
                own, made = own - 1, made + 1
                (issue / f"images/p{made}.jpg").write_bytes(variant(jpeg, made))
                lines.append(f'![第{made}张](images/p{made}.jpg "第{made}张。"){{credit="何岸 摄"}}')
        (issue / f"articles/{name}.md").write_text("\n\n".join(lines) + "\n")
    return made


def growth(program):
    """The table of docs/performance.md: time and memory as issues grow."""
    Program.here = str(pathlib.Path(program).resolve())
    print("| pages | photographs | CPU, s | clock, s | memory, MB | CPU a page, s | unchanged, s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        jpeg = photograph(made / "photograph")
        for pages, pictures in [(48, 24), (200, 200), (500, 400)]:
            folder = made / str(pages)
            count = large(folder, pages, pictures, jpeg)
            here = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
            build = lambda: run([Program.here, "build", "--draft"], cwd=folder, env=here)
            cold, warm = build(), build()
            record = json.loads((folder / "out" / ISSUE / "build.json").read_text())
            pages = len(record["map"]["pages"])
            print(f"| {pages} | {count} | {cold.cpu:.1f} | {cold.clock:.1f} | {cold.memory:.0f} | {cold.cpu / pages:.3f} | {warm.cpu:.1f} |")
            shutil.rmtree(folder)


def ratio(one, other):
    return f"{one.clock / other.clock:5.2f} by the clock, {one.cpu / other.cpu:5.2f} of CPU"


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("program")
    words.add_argument("--before")
    words.add_argument("--others", action="store_true")
    words.add_argument("--growth", action="store_true")
    words.add_argument("--times", type=int, default=3)
    args = words.parse_args()
    if args.growth:
        return growth(args.program)
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        (made / "now").mkdir()
        now = Program(args.program, made / "now")
        cold = best(args.times, now.cold)
        warm = best(args.times, now.build)
        counts = iter(range(args.times))
        changed = best(args.times, lambda: now.changed(next(counts)))
        exported = made / "exported"
        run([now.path, "layout", "export", ISSUE, "--to", str(exported)], cwd=now.folder)
        alone = best(args.times, lambda: typst_alone(exported))
        for name, cost in [("cold", cold), ("nothing changed", warm), ("a word changed", changed), ("Typst alone", alone)]:
            print(f"{name:<24}{cost}")
        print(f"{'a word / Typst alone':<24}{ratio(changed, alone)}")
        first, again = typst_again(exported)
        print(f"{'a word, warm process':<24}{again:.2f} of {first:.2f} s of CPU for Typst's first: {again / first:.2f}")
        if args.before:
            (made / "before").mkdir()
            before = Program(args.before, made / "before")
            old_cold = best(args.times, before.cold)
            old_warm = best(args.times, before.build)
            counts = iter(range(args.times))
            old_changed = best(args.times, lambda: before.changed(next(counts)))
            for name, cost in [("before: cold", old_cold), ("before: nothing changed", old_warm), ("before: a word changed", old_changed)]:
                print(f"{name:<24}{cost}")
            print(f"{'cold / before':<24}{ratio(cold, old_cold)}")
            print(f"{'nothing / before':<24}{ratio(warm, old_warm)}")
            print(f"{'a word / before':<24}{ratio(changed, old_changed)}")
        if args.others:
            all = others(exported, now.folder)
            for name, cost in all.items():
                print(f"{'other: ' + name:<24}{cost}")
            cost = Cost(*(sum(getattr(c, part) for c in all.values()) for part in ("clock", "cpu")),
                        max(c.memory for c in all.values()))
            print(f"{'other programs':<24}{cost}")
            print(f"{'cold / other programs':<24}{ratio(cold, cost)}")


if __name__ == "__main__":
    main()
