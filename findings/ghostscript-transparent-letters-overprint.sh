#!/usr/bin/env bash
# Ghostscript 10.00.0 (tiffsep, -dOverprint=/simulate) loses the fill of letters that are filled and stroked in one go
# (text rendering mode 2 or 6), overprint and are transparent: their plates have what is below, and the stroke alone.
# By ISO 32000-2, 11.7.4.4, such letters are painted as a path by operator `B`: where fills and strokes overprint and
# are equally opaque, the stroke overprints the fill; else it takes the place of the fill. Ghostscript paints a path so,
# opaque letters too, and transparent ones that do not overprint.
#
# Seen with the ink of the fill, half opaque: a path covers some of its plate, the letters nothing. Fails when that
# changes. Neikan's plates have the fill of letters as that of paths; whoever compares them with Ghostscript's sees this.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$(dirname "$0")/.."

python3 - "$folder" fonts/NotoSans-Bold.ttf <<'PYTHON'
import pathlib
import sys

folder, face = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_bytes()
below = b"0 0 1 0 k 20 20 260 160 re f /T gs 1 0 0 0 k 0 1 0 0 K 6 w "


def stream(data, more=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


for name, drawn in {
    "path": b"60 60 100 80 re B",
    "letters": b"BT /F 150 Tf 2 Tr 40 50 Td (AB) Tj ET",
}.items():
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >>"
        b" /ExtGState << /T << /CA 0.5 /ca 0.5 /OP true /op true /OPM 1 >> >> >> >>",
        stream(below + drawn),
        b"<< /Type /Font /Subtype /TrueType /BaseFont /N /FirstChar 65 /LastChar 66 /Widths [690 673]"
        b" /Encoding /WinAnsiEncoding /FontDescriptor 6 0 R >>",
        b"<< /Type /FontDescriptor /FontName /N /Flags 32 /FontBBox [-600 -300 1500 1100] /ItalicAngle 0"
        b" /Ascent 1000 /Descent -300 /CapHeight 714 /StemV 120 /FontFile2 7 0 R >>",
        stream(face, b"/Length1 %d" % len(face)),
    ]
    out, places = b"%PDF-1.6\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 8\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    (folder / f"{name}.pdf").write_bytes(out)
PYTHON

for name in path letters; do
  gs -q -dBATCH -dNOPAUSE -dSAFER -sDEVICE=tiffsep -sCompression=none -dOverprint=/simulate -r72 \
    "-sOutputFile=$folder/$name.tif" "$folder/$name.pdf"
done

python3 - "$folder" <<'PYTHON'
import pathlib
import sys

# Without compression a plate is its header and a byte a pixel, 255 for none.
inked = {}
for name in ("path", "letters"):
    plate = (pathlib.Path(sys.argv[1]) / f"{name}(Cyan).tif").read_bytes()
    inked[name] = sum(byte < 250 for byte in plate[-300 * 200 :])
print(f"pixels with the ink of the fill: path {inked['path']}, letters {inked['letters']}")
assert inked["path"] > 3000, "Ghostscript has changed"
assert inked["letters"] < 1000, "Ghostscript has changed"
PYTHON
