#!/usr/bin/env bash
# pdf.js 5.4.624 (npm package pdfjs-dist, the viewer of Firefox) paints a path that is filled and stroked in one
# go with transparency (operator `B`, CA and ca below 1) as two objects one over the other, so the fill shows
# through the inner half of the line. By ISO 32000-2, 11.7.4.4, both together are one object of a knockout group:
# the line takes the place of the fill. PDFium and MuPDF paint it so, as a RIP does.
#
# Seen with a red square and a blue line, both half transparent: within the line a pixel is (128, 128, 255) in
# PDFium and MuPDF, and (128, 64, 191) in pdf.js. Fails when that changes. Neikan's plates are painted as the
# standard says; whoever compares them with a browser's view sees this.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pypdfium2==5.15.2 pymupdf==2.0 pillow==12.0.0
(cd "$folder" && npm install --silent --no-audit --no-fund --no-package-lock pdfjs-dist@5.4.624 @napi-rs/canvas@0.1.88 >/dev/null)

"$folder/venv/bin/python" - "$folder/page.pdf" <<'PYTHON'
import sys

content = b"/T gs 1 0 0 rg 0 0 1 RG 20 w 30 30 40 40 re B"
objects = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R"
    b" /Resources << /ExtGState << /T << /Type /ExtGState /CA 0.5 /ca 0.5 >> >> >> >>",
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
]
out, places = b"%PDF-1.7\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
start = len(out)
out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
out += b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
open(sys.argv[1], "wb").write(out)
PYTHON

cat >"$folder/paint.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const file = await getDocument({ data: new Uint8Array(readFileSync("page.pdf")), verbosity: 0 }).promise;
const page = await file.getPage(1);
const canvas = createCanvas(100, 100);
const canvasContext = canvas.getContext("2d");
await page.render({ canvas, canvasContext, viewport: page.getViewport({ scale: 1 }) }).promise;
console.log(JSON.stringify([...canvasContext.getImageData(35, 50, 1, 1).data.slice(0, 3)]));
JS
js=$(cd "$folder" && node paint.mjs)

"$folder/venv/bin/python" - "$folder/page.pdf" "$js" <<'PYTHON'
import json
import sys

import pymupdf
import pypdfium2

path, js = sys.argv[1], json.loads(sys.argv[2])
# Within the inner half of the line: 5 pt inside the edge of the square.
pdfium = pypdfium2.PdfDocument(path)[0].render(scale=1).to_pil().convert("RGB").getpixel((35, 50))
mupdf = pymupdf.open(path)[0].get_pixmap().pixel(35, 50)
print(f"within the line: PDFium {tuple(pdfium)}, MuPDF {tuple(mupdf)}, pdf.js {tuple(js)}")
near = lambda one, other: all(abs(a - b) <= 1 for a, b in zip(one, other))
assert near(pdfium, (128, 128, 255)) and near(mupdf, (128, 128, 255)), "PDFium or MuPDF has changed"
assert near(js, (128, 64, 191)), "pdf.js has changed"
PYTHON
