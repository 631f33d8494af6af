"""What readers of PDF make of the text of a PDF: poppler's pdftotext, MuPDF and pdfium, which is
what a person gets who searches or copies in most viewers and browsers.

Usage: pdf_letters.py FILE.pdf

Prints as JSON, by the name of the reader, the characters of every page without white space, in the
order in which the reader has them; null for a reader that is not installed.
"""

import json
import subprocess
import sys


def poppler(path):
    text = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"],
                          check=True, capture_output=True).stdout.decode()
    return text.removesuffix("\f").split("\f")


def mupdf(path):
    import pymupdf
    # Nothing is guessed: ligatures stay as they are coded, what has no code shows as U+FFFD.
    flags = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE
    with pymupdf.open(path) as document:
        return [page.get_text("text", flags=flags) for page in document]


def pdfium(path):
    import pypdfium2
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded() for page in document]


def letters(read, path):
    try:
        return ["".join(text.split()) for text in read(path)]
    except (ImportError, FileNotFoundError):
        return None


def main():
    path = sys.argv[1]
    open(path, "rb").close()
    readers = {"poppler": poppler, "mupdf": mupdf, "pdfium": pdfium}
    json.dump({name: letters(read, path) for name, read in readers.items()}, sys.stdout)


if __name__ == "__main__":
    main()
