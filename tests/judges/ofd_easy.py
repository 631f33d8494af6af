"""Opens an OFD with easyofd, which draws all letters in a face of the host that it calls 宋体, and says as JSON
what letters every page has.

    python3 ofd_easy.py OFD FACE PDF

FACE is a TrueType face that stands for 宋体; the pages are written to PDF.
"""

import contextlib
import json
import sys

from loguru import logger

logger.remove()
file, face, out = sys.argv[1:]
# What it prints of itself is no report.
with contextlib.redirect_stdout(sys.stderr):
    import fitz
    from easyofd.ofd import OFD
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("宋体", face))
    reader = OFD()
    reader.read(file, fmt="path")
    pdf = reader.to_pdf()
with open(out, "wb") as to:
    to.write(pdf)
print(json.dumps({"texts": [page.get_text() for page in fitz.open(stream=pdf, filetype="pdf")]}))
