"""Opens an EPUB in MuPDF, the engine of SumatraPDF and others, which knows little more than CSS 2.

    python3 mupdf.py BOOK.epub SHOTS WIDTHxHEIGHT@SIZE …

Says as JSON, for each size of page and type (points): the outline, and of every page its text, how
much of it has ink, words that stand beyond its sides, and its pictures with their own size and where
they are. Writes every page as a picture into SHOTS, which is a folder, or `-` for none.
"""

import json
import sys
from pathlib import Path

import pymupdf


def look(page):
    # Grey, small: a page is blank when no point differs from the paper.
    pixels = page.get_pixmap(dpi=48, colorspace=pymupdf.csGRAY).samples
    paper = max(pixels)
    words = page.get_text("words", clip=pymupdf.INFINITE_RECT())
    return {
        "text": page.get_text(),
        "beyond": [word[4] for word in words if word[0] < -1 or word[2] > page.rect.width + 1],
        "ink": sum(value < paper - 24 for value in pixels) / len(pixels),
        "pictures": [
            {"own": [info["width"], info["height"]], "box": [round(at, 2) for at in info["bbox"]]}
            for info in page.get_image_info()
        ],
    }


def read(book, shots, size):
    measure, _, em = size.partition("@")
    width, height = map(float, measure.split("x"))
    document = pymupdf.open(book)
    document.layout(width=width, height=height, fontsize=float(em))
    if shots != "-":
        folder = Path(shots) / size
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(document):
            page.get_pixmap(dpi=96).save(folder / f"{number:03}.png")
    return {
        "size": size,
        "width": width,
        "height": height,
        "outline": document.get_toc(),
        "pages": [look(page) for page in document],
    }


def main():
    book, shots, *sizes = sys.argv[1:]
    pymupdf.TOOLS.mupdf_display_errors(False)
    print(json.dumps([read(book, shots, size) for size in sizes], ensure_ascii=False))


main()
