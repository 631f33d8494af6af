#!/usr/bin/env bash
# Typst 0.15.1 (PyPI package typst 0.15.2): on a page of two columns that a float across both has
# shortened, a column float that fits neither column is set in the second one and runs below the
# bottom margin, though on the next page it would fit. Placed where the text is in the second
# column already, it goes to the next page.
#
# Seen with columns 155 pt high and a float of 255 pt: it ends 100 pt below the type area of page 1.
# Fails when that changes. Neikan sets such floats across all columns (`column-most` in
# layouts/dongguan/parts/grid.typ).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet typst==0.15.2 pymupdf==2.0
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys, pymupdf, typst

folder = sys.argv[1]
HEAD = """#set page(width: 200mm, height: 200mm, margin: 20mm, columns: 2)
#set text(size: 10pt)
#place(top, float: true, scope: "parent", rect(width: 100%, height: 100mm))
#lorem(30)

"""
FLOAT = "#place(auto, float: true, block(width: 100%, height: 90mm, fill: red))\n\n"
TEXT = "#lorem(120)\n\n"


def place(body):
    path = f"{folder}/page.typ"
    with open(path, "w") as file:
        file.write(HEAD + body)
    document = pymupdf.open(stream=typst.compile(path), filetype="pdf")
    boxes = [
        (number + 1, round(drawing["rect"].y1))
        for number, page in enumerate(document)
        for drawing in page.get_drawings()
        if drawing["type"] == "f"
    ]
    return boxes[0]


early, late = place(FLOAT + TEXT), place(TEXT + FLOAT)
print(f"type area ends at 510 pt; float from the first column: page {early[0]}, ends at {early[1]} pt;",
      f"from the second: page {late[0]}, ends at {late[1]} pt")
assert early[0] == 1 and early[1] > 510, "the behaviour has changed"
assert late[0] == 2 and late[1] <= 510, "the behaviour has changed"
PYTHON
