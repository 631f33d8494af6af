#!/usr/bin/env bash
# pandoc 3.9 (PyPI package pypandoc_binary 1.17) reads either a text box of a Word document or the paragraph
# in which it is anchored, never both. In the form that Word and LibreOffice write (`mc:AlternateContent` with
# a `wps:txbx` and a fallback in VML) the text in the box comes out and the paragraph's own text is gone; with
# one of the two alone it is the other way round. Nothing is said, even with `--verbose` and
# `--fail-if-warnings`, and the status is 0. Word puts the anchor of a box into whatever paragraph is nearest,
# so any paragraph of an article can go.
#
# Seen: of 账记完，天就黑了。 with a box 值班表 only 值班表 is left in the usual form, and only the paragraph with
# the drawing or the VML alone. Fails when that changes. Neikan reads both, the box as a sidebar after the
# paragraph.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pypandoc_binary==1.17
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import subprocess
import sys
import zipfile

import pypandoc

folder = sys.argv[1]
SCHEMAS = "http://schemas.openxmlformats.org"
OFFICE = "http://schemas.microsoft.com/office/word/2010"
NAMES = f"xmlns:w='{SCHEMAS}/wordprocessingml/2006/main' xmlns:mc='{SCHEMAS}/markup-compatibility/2006' xmlns:wp='{SCHEMAS}/drawingml/2006/wordprocessingDrawing' xmlns:a='{SCHEMAS}/drawingml/2006/main' xmlns:wps='{OFFICE}/wordprocessingShape' xmlns:v='urn:schemas-microsoft-com:vml'"
OWN, BOX = "账记完，天就黑了。", "值班表"
CONTENT = f"<w:txbxContent><w:p><w:r><w:t>{BOX}</w:t></w:r></w:p></w:txbxContent>"
DRAWING = f"<w:drawing><wp:inline><wp:extent cx='1800000' cy='360000'/><wp:docPr id='1' name='box'/><a:graphic><a:graphicData uri='{OFFICE}/wordprocessingShape'><wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='1800000' cy='360000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{CONTENT}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
PICT = f"<w:pict><v:rect style='width:140pt;height:28pt'><v:textbox>{CONTENT}</v:textbox></v:rect></w:pict>"
BOXES = {
    "both": f"<mc:AlternateContent><mc:Choice Requires='wps'>{DRAWING}</mc:Choice><mc:Fallback>{PICT}</mc:Fallback></mc:AlternateContent>",
    "drawing": f"<mc:AlternateContent><mc:Choice Requires='wps'>{DRAWING}</mc:Choice></mc:AlternateContent>",
    "vml": PICT,
}


def write(path, box):
    paragraph = f"<w:p><w:r><w:t>{OWN}</w:t></w:r><w:r>{box}</w:r></w:p>"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    package = f"{SCHEMAS}/package/2006"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", f"<Types xmlns='{package}/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/word/document.xml' ContentType='{main}'/></Types>")
        file.writestr("_rels/.rels", f"<Relationships xmlns='{package}/relationships'><Relationship Id='a' Type='{SCHEMAS}/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>")
        file.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{paragraph}</w:body></w:document>")


assert pypandoc.get_pandoc_version() == "3.9"
for name, box in BOXES.items():
    path = f"{folder}/{name}.docx"
    write(path, box)
    call = [pypandoc.get_pandoc_path(), "--verbose", "--fail-if-warnings", "-t", "plain", path]
    said = subprocess.run(call, capture_output=True, text=True)
    print(f"{name}: {said.stdout.split()} | status {said.returncode} | said {said.stderr!r}")
    left = BOX if name == "both" else OWN
    assert said.stdout.split() == [left] and (said.returncode, said.stderr) == (0, ""), "the behaviour has changed"
PYTHON
