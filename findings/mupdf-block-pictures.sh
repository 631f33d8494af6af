#!/usr/bin/env bash
# MuPDF 1.28.5 (PyPI package pymupdf 2.0, the engine of SumatraPDF) lays out an EPUB picture that has
# `display: block` together with a `width` attribute as a box as wide as the attribute's number and
# lets it run out of the page, though `max-width: 100%` is given. Without `display: block` the same
# picture is fitted into the page.
#
# Seen on a page 300 pt wide with a picture 900 px wide: its box ends beyond the page with
# `display: block` and inside it without. Fails when that changes. Neikan's style sheet sets
# pictures as inline content for such readers (layouts/dongguan/epub.css).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pymupdf==2.0
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys, zipfile, pymupdf

folder = sys.argv[1]
pixmap = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 900, 450))
pixmap.clear_with(90)
picture = pixmap.tobytes("png")
CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x:1</dc:identifier>
<dc:title>t</dc:title><dc:language>en</dc:language></metadata><manifest>
<item id="p" href="p.xhtml" media-type="application/xhtml+xml"/><item id="g" href="g.png" media-type="image/png"/>
</manifest><spine><itemref idref="p"/></spine></package>"""


def right_edge(style):
    path = f"{folder}/book.epub"
    page = f"""<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title>
<style>img {{ max-width: 100%; {style} }}</style></head>
<body><p>Before.</p><p><img src="g.png" alt="a" width="900" height="450"/></p><p>After.</p></body></html>"""
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book.opf", PACKAGE)
        book.writestr("p.xhtml", page)
        book.writestr("g.png", picture)
    with pymupdf.open(path) as document:
        document.layout(width=300, height=400, fontsize=12)
        boxes = [info["bbox"] for page in document for info in page.get_image_info()]
    return max(box[2] for box in boxes)


inline, block = right_edge(""), right_edge("display: block;")
print(f"right edge on a page of 300 pt: inline {inline:.0f} pt, block {block:.0f} pt")
assert inline <= 300 < block, "the behaviour has changed"
PYTHON
