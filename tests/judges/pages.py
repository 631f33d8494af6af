"""Pages of other makers, for judging the plates: `pages.py FOLDER FONTS [MAKER…]`.

Writes a PDF for every maker that is installed, each with pages drawn from a seed: shapes, lines,
dashes, clips, gradients, patterns, opacity, blend modes, groups, pictures, text in faces of the
folder FONTS. Prints one line of JSON: the number of pages by file. Makers that are not installed
are left out.
"""

import importlib
import json
import math
import os
import random
import shutil
import subprocess
import sys

A4 = (595.0, 842.0)
WORDS = (
    "The plates of a page show what each ink prints, pixel by pixel, with overprint and "
    "transparency; every pixel that anything touches has its full ink, as RIPs paint it."
).split()


def text(own, count):
    return " ".join(own.choice(WORDS) for _ in range(count))


def rgb(own):
    return tuple(round(own.random(), 3) for _ in range(3))


def cmyk(own):
    inks = [own.choice([0, 0, 0.2, 0.5, 0.8, 1]) for _ in range(3)] + [own.choice([0, 0, 0, 0.4, 1])]
    return tuple(inks)


def box(own):
    x, y = own.uniform(20, 420), own.uniform(20, 640)
    return x, y, own.uniform(20, 150), own.uniform(20, 150)


def pixels(own, width, height, parts):
    """Smooth samples with an edge in them."""
    a, b, c = own.random() * 6, own.random() * 6, own.random()
    out = bytearray()
    for y in range(height):
        for x in range(width):
            for part in range(parts):
                value = math.sin(a * x / width + part) * math.cos(b * y / height) / 2 + 0.5
                value = 1 - value if x > width * c else value
                out.append(max(0, min(255, int(value * 255))))
    return bytes(out)


def cairo(path, fonts, count):
    cairo = importlib.import_module("cairocffi")
    surface = cairo.PDFSurface(path, *A4)
    draw = cairo.Context(surface)
    modes = [cairo.OPERATOR_OVER, cairo.OPERATOR_MULTIPLY, cairo.OPERATOR_SCREEN, cairo.OPERATOR_DARKEN]
    for page in range(count):
        own = random.Random(f"cairo {page}")
        draw.set_source_rgb(*[0.85 + own.random() * 0.15] * 3)
        draw.paint()
        for _ in range(own.randint(6, 16)):
            x, y, w, h = box(own)
            draw.save()
            kind = own.randrange(8)
            if kind == 0:
                draw.rectangle(x, y, w, h)
            elif kind == 1:
                draw.arc(x + w / 2, y + h / 2, w / 2, 0, 2 * math.pi)
            elif kind == 2:
                draw.move_to(x, y)
                draw.curve_to(x + w, y, x, y + h, x + w, y + h)
                draw.line_to(x, y + h)
                draw.close_path()
            elif kind == 3:
                draw.rectangle(x, y, w, h)
                draw.rectangle(x + w / 4, y + h / 4, w / 2, h / 2)
                draw.set_fill_rule(cairo.FILL_RULE_EVEN_ODD)
            else:
                draw.rectangle(x, y, w, h)
            if kind == 4:
                paint = cairo.LinearGradient(x, y, x + w, y + h)
                for stop in (0, 0.4, 1):
                    paint.add_color_stop_rgb(stop, *rgb(own))
                draw.set_source(paint)
            elif kind == 5:
                paint = cairo.RadialGradient(x + w / 2, y + h / 2, 3, x + w / 2, y + h / 2, w / 2)
                paint.add_color_stop_rgb(0, *rgb(own))
                paint.add_color_stop_rgb(1, *rgb(own))
                draw.set_source(paint)
            elif kind == 6:
                draw.set_source_rgba(*rgb(own), own.choice([0.3, 0.5, 0.8]))
            else:
                draw.set_source_rgb(*rgb(own))
            if kind == 7:
                draw.set_line_width(own.choice([0.3, 1, 3, 9]))
                draw.set_dash(own.choice([[], [6, 3], [1, 4]]))
                draw.set_line_cap(own.choice([cairo.LINE_CAP_BUTT, cairo.LINE_CAP_ROUND, cairo.LINE_CAP_SQUARE]))
                draw.set_line_join(own.choice([cairo.LINE_JOIN_MITER, cairo.LINE_JOIN_ROUND, cairo.LINE_JOIN_BEVEL]))
                draw.stroke()
            elif own.random() < 0.2:
                draw.push_group()
                draw.set_operator(cairo.OPERATOR_OVER)
                draw.fill()
                draw.pop_group_to_source()
                draw.set_operator(own.choice(modes))
                draw.paint_with_alpha(own.choice([0.5, 1]))
            else:
                draw.fill()
            draw.restore()
        if page % 3 == 0:
            w, h = 40, 30
            stride = cairo.ImageSurface.format_stride_for_width(cairo.FORMAT_RGB24, w)
            data = bytearray(stride * h)
            samples = pixels(own, w, h, 3)
            for y in range(h):
                for x in range(w):
                    at = (y * w + x) * 3
                    data[y * stride + x * 4:y * stride + x * 4 + 3] = samples[at:at + 3]
            picture = cairo.ImageSurface.create_for_data(data, cairo.FORMAT_RGB24, w, h, stride)
            draw.save()
            draw.translate(300, 120)
            draw.rotate(own.choice([0, 0.3]))
            draw.scale(5, 5)
            draw.set_source_surface(picture, 0, 0)
            draw.get_source().set_filter(cairo.FILTER_NEAREST)
            draw.paint()
            draw.restore()
        surface.show_page()
    surface.finish()


def reportlab(path, fonts, count):
    canvas = importlib.import_module("reportlab.pdfgen.canvas")
    colors = importlib.import_module("reportlab.lib.colors")
    metrics = importlib.import_module("reportlab.pdfbase.pdfmetrics")
    ttfonts = importlib.import_module("reportlab.pdfbase.ttfonts")
    metrics.registerFont(ttfonts.TTFont("Serif", os.path.join(fonts, "NotoSerif-Regular.ttf")))
    metrics.registerFont(ttfonts.TTFont("Sans", os.path.join(fonts, "NotoSans-Bold.ttf")))
    page = canvas.Canvas(path, pagesize=A4, invariant=1)
    spot = colors.CMYKColorSep(0, 0.9, 0.8, 0.1, spotName="PANTONE 485 C", density=1)
    for number in range(count):
        own = random.Random(f"reportlab {number}")
        for _ in range(own.randint(6, 14)):
            x, y, w, h = box(own)
            page.saveState()
            color = spot if own.random() < 0.15 else colors.CMYKColor(*cmyk(own))
            page.setFillColor(color)
            page.setStrokeColor(colors.CMYKColor(*cmyk(own)))
            page.setLineWidth(own.choice([0.25, 0.5, 2, 7]))
            if own.random() < 0.3:
                page.setFillAlpha(own.choice([0.3, 0.6]))
            if own.random() < 0.3:
                page.setFillOverprint(True)
                page.setStrokeOverprint(True)
                page.setOverprintMask(True)
            kind = own.randrange(7)
            if kind == 0:
                page.rect(x, y, w, h, fill=1, stroke=own.randrange(2))
            elif kind == 1:
                page.ellipse(x, y, x + w, y + h, fill=1, stroke=1)
            elif kind == 2:
                page.roundRect(x, y, w, h, 9, fill=1, stroke=1)
            elif kind == 3:
                page.setDash(own.choice([[4, 2], [1, 1], []]))
                page.line(x, y, x + w, y + h)
            elif kind == 4:
                page.clipPath(circle(page, x + w / 2, y + h / 2, w / 2), stroke=0)
                stops = (colors.CMYKColor(*cmyk(own)), colors.CMYKColor(*cmyk(own)))
                page.linearGradient(x, y, x + w, y + h, stops, extend=True)
            elif kind == 5:
                page.rotate(own.choice([0, 8, 33]))
                page.rect(x, y, w, h, fill=1, stroke=0)
            else:
                page.setFont(own.choice(["Serif", "Sans"]), own.choice([9, 18, 40]))
                page.drawString(x, y, text(own, 4))
            page.restoreState()
        if number % 4 == 0:
            page.setFillColor(colors.CMYKColor(0, 0, 0, 1))
            page.setFont("Serif", 11)
            for line in range(40):
                page.drawString(60, 780 - line * 17, text(own, 12))
        page.showPage()
    page.save()


def circle(page, x, y, radius):
    path = page.beginPath()
    path.circle(x, y, radius)
    return path


def pymupdf(path, fonts, count):
    pymupdf = importlib.import_module("pymupdf")
    document = pymupdf.open()
    for number in range(count):
        own = random.Random(f"pymupdf {number}")
        page = document.new_page(width=A4[0], height=A4[1])
        page.insert_font("serif", fontfile=os.path.join(fonts, "NotoSerif-Italic.ttf"))
        for _ in range(own.randint(5, 12)):
            x, y, w, h = box(own)
            shape = page.new_shape()
            kind = own.randrange(5)
            if kind == 0:
                shape.draw_rect(pymupdf.Rect(x, y, x + w, y + h))
            elif kind == 1:
                shape.draw_oval(pymupdf.Rect(x, y, x + w, y + h))
            elif kind == 2:
                shape.draw_zigzag((x, y), (x + w, y + h), breadth=5)
            elif kind == 3:
                shape.draw_bezier((x, y), (x + w, y), (x, y + h), (x + w, y + h))
            else:
                shape.draw_squiggle((x, y), (x + w, y + 10), breadth=4)
            fill = own.choice([None, rgb(own), cmyk(own)]) if kind < 2 else None
            shape.finish(
                color=own.choice([rgb(own), cmyk(own)]), fill=fill, width=own.choice([0.2, 1, 4]),
                dashes=own.choice([None, "[3 2] 0"]), fill_opacity=own.choice([1, 1, 0.4]),
            )
            shape.commit()
        if number % 2 == 0:
            page.insert_textbox(pymupdf.Rect(60, 500, 500, 800), text(own, 160), fontname="serif", fontsize=10)
        if number % 3 == 0:
            space = own.choice([pymupdf.csGRAY, pymupdf.csRGB, pymupdf.csCMYK])
            samples = pixels(own, 60, 40, space.n)
            picture = pymupdf.Pixmap(space, 60, 40, samples, False)
            page.insert_image(pymupdf.Rect(300, 90, 540, 250), pixmap=picture, rotate=own.choice([0, 90]))
    document.save(path, deflate=True)


def fpdf(path, fonts, count):
    fpdf = importlib.import_module("fpdf")
    document = fpdf.FPDF(unit="pt", format=A4)
    document.add_font("serif", fname=os.path.join(fonts, "NotoSerif-Bold.ttf"))
    for number in range(count):
        own = random.Random(f"fpdf {number}")
        document.add_page()
        for _ in range(own.randint(5, 12)):
            x, y, w, h = box(own)
            document.set_fill_color(*[int(part * 255) for part in rgb(own)])
            document.set_draw_color(*[int(part * 255) for part in rgb(own)])
            document.set_line_width(own.choice([0.3, 1, 5]))
            document.set_dash_pattern(dash=own.choice([0, 4]), gap=own.choice([0, 3]))
            kind = own.randrange(4)
            with document.local_context(fill_opacity=own.choice([1, 1, 0.5])):
                if kind == 0:
                    document.rect(x, y, w, h, style="DF")
                elif kind == 1:
                    document.ellipse(x, y, w, h, style="F")
                elif kind == 2:
                    document.line(x, y, x + w, y + h)
                else:
                    document.polygon([(x, y), (x + w, y + h / 3), (x + w / 2, y + h)], style="DF")
        document.set_font("serif", size=own.choice([9, 12, 24]))
        document.set_xy(60, 560)
        document.multi_cell(460, text="" + text(own, 60))
    document.output(path)


def matplotlib(path, fonts, count):
    module = importlib.import_module("matplotlib")
    module.use("pdf")
    module.rcParams["pdf.fonttype"] = 42
    plot = importlib.import_module("matplotlib.pyplot")
    pages = importlib.import_module("matplotlib.backends.backend_pdf").PdfPages
    with pages(path) as out:
        for number in range(count):
            own = random.Random(f"matplotlib {number}")
            figure, axes = plot.subplots(2, 2, figsize=(8, 10))
            xs = [n / 10 for n in range(60)]
            axes[0][0].plot(xs, [math.sin(x + own.random()) for x in xs], color=rgb(own), linewidth=2)
            axes[0][1].bar(range(6), [own.random() for _ in range(6)], color=rgb(own), alpha=0.6, hatch="//")
            axes[1][0].scatter([own.random() for _ in range(40)], [own.random() for _ in range(40)], c=[rgb(own)], alpha=0.5)
            axes[1][1].fill_between(xs, [math.cos(x) for x in xs], color=rgb(own), alpha=0.4)
            axes[0][0].set_title(text(own, 4))
            out.savefig(figure)
            plot.close(figure)


def typst(path, fonts, count):
    typst = importlib.import_module("typst")
    lines = ['#set page(width: 595pt, height: 842pt)', '#set text(font: "Noto Serif CJK SC")']
    for number in range(count):
        own = random.Random(f"typst {number}")
        for _ in range(own.randint(4, 9)):
            x, y, w, h = box(own)
            c, m, yellow, k = (int(part * 100) for part in cmyk(own))
            fill = own.choice([
                f"cmyk({c}%, {m}%, {yellow}%, {k}%)",
                f"gradient.linear(cmyk({c}%, 0%, 0%, 0%), cmyk(0%, {m}%, 0%, 20%))",
                f"gradient.radial(red, blue)",
                f"tiling(size: (12pt, 12pt), circle(radius: 5pt, fill: cmyk({c}%, {m}%, 0%, 0%)))",
                f"rgb({int(own.random() * 255)}, 90, 120, 50%)",
            ])
            shape = own.choice(["rect", "ellipse", "polygon.regular"])
            size = f"size: {w}pt, vertices: 6" if shape.startswith("polygon") else f"width: {w}pt, height: {h}pt"
            lines.append(f"#place(dx: {x - 70:.1f}pt, dy: {y - 20:.1f}pt, {shape}({size}, fill: {fill}, stroke: {own.choice([0.3, 1, 3])}pt))")
        lines.append(f"#v(300pt) 荔塘供销 {text(own, 120)}")
        if number + 1 < count:
            lines.append("#pagebreak()")
    typst.compile("\n".join(lines).encode(), output=path, font_paths=[fonts])


def html(own):
    out = []
    for _ in range(own.randint(4, 9)):
        x, y, w, h = box(own)
        first, second = ("#%02x%02x%02x" % tuple(int(part * 255) for part in rgb(own)) for _ in range(2))
        look = own.choice([
            f"background:{first}",
            f"background:linear-gradient(40deg,{first},{second})",
            f"background:radial-gradient({first},{second})",
            f"background:{first};opacity:.5",
            f"background:{first};mix-blend-mode:multiply",
            f"border:4px dashed {first}",
            f"background:{first};border-radius:30px;transform:rotate(12deg)",
        ])
        out.append(f"<div style='position:absolute;left:{x * 1.2:.0f}px;top:{y * 1.1:.0f}px;width:{w:.0f}px;height:{h:.0f}px;{look}'></div>")
    out.append(f"<p style='position:absolute;top:700px;width:600px'>{text(own, 90)}</p>")
    return "<section>" + "".join(out) + "</section>"


def chromium(path, fonts, count):
    style = "<style>@page{size:A4;margin:0}section{position:relative;height:1122px;break-after:page;overflow:hidden}</style>"
    body = "".join(html(random.Random(f"chromium {number}")) for number in range(count))
    source = path[:-4] + ".html"
    with open(source, "w", encoding="utf-8") as to:
        to.write(f"<!doctype html><meta charset=utf-8>{style}<body style='margin:0'>{body}")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={path}", "file://" + os.path.abspath(source)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    os.remove(source)


def libreoffice(path, fonts, count):
    parts = []
    for number in range(count):
        own = random.Random(f"libreoffice {number}")
        first = "#%02x%02x%02x" % tuple(int(part * 255) for part in rgb(own))
        rows = "".join(f"<tr><td bgcolor='{first}'>{text(own, 3)}</td><td>{text(own, 5)}</td></tr>" for _ in range(8))
        parts.append(f"<h1><font color='{first}'>{text(own, 5)}</font></h1><p>{text(own, 150)}</p><table border=1>{rows}</table><p><b>{text(own, 60)}</b></p><p style='page-break-before:always'></p>")
    source = path[:-4] + ".html"
    with open(source, "w", encoding="utf-8") as to:
        to.write("<!doctype html><meta charset=utf-8>" + "".join(parts))
    folder = os.path.dirname(os.path.abspath(path))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder, source]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    shutil.rmtree(os.path.join(folder, "office"), ignore_errors=True)
    os.remove(source)


POSTSCRIPT = """%!PS
/spot [/Separation (Spot Gold) /DeviceCMYK {dup 0.2 mul exch dup 0.7 mul exch 0.1 mul 0 4 1 roll}] def
"""


def ghostscript(path, fonts, count):
    lines = [POSTSCRIPT]
    for number in range(count):
        own = random.Random(f"ghostscript {number}")
        for _ in range(own.randint(5, 12)):
            x, y, w, h = box(own)
            inks = " ".join(str(part) for part in cmyk(own))
            kind = own.randrange(6)
            lines.append("gsave " + f"{inks} setcmykcolor")
            if kind == 0:
                lines.append(f"{x} {y} {w} {h} rectfill")
            elif kind == 1:
                lines.append(f"newpath {x} {y} {w / 2} 20 300 arc closepath fill")
            elif kind == 2:
                lines.append(f"{own.choice([0.2, 1, 6])} setlinewidth {x} {y} moveto {w} {h} rlineto {w} {-h} rlineto stroke")
            elif kind == 3:
                lines.append(f"true setoverprint spot setcolorspace {own.random():.2f} setcolor {x} {y} {w} {h} rectfill")
            elif kind == 4:
                lines.append(
                    f"{x} {y} {w} {h} rectclip << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [{x} {y} {x + w} {y + h}] "
                    f"/Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [{inks}] /C1 [0 1 0 0] >> /Extend [true true] >> shfill"
                )
            else:
                lines.append(f"{own.random():.2f} setgray {x} {y} translate {w} {h} scale 8 8 8 [8 0 0 8 0 0] {{<{pixels(own, 8, 8, 1).hex()}>}} image")
            lines.append("grestore")
        lines.append("showpage")
    source = path[:-4] + ".ps"
    with open(source, "w", encoding="ascii") as to:
        to.write("\n".join(lines))
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", f"-g5950x8420", "-r720", f"-sOutputFile={path}", source]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    os.remove(source)


def weasyprint(path, fonts, count):
    module = importlib.import_module("weasyprint")
    style = "<style>@page{size:A4;margin:0}section{position:relative;height:1100px;break-after:page;overflow:hidden}</style>"
    body = "".join(html(random.Random(f"weasyprint {number}")) for number in range(count))
    module.HTML(string=f"<!doctype html><meta charset=utf-8>{style}<body style='margin:0'>{body}").write_pdf(path)


def pikepdf(path, fonts, count):
    """Pages of other makers in the same folder, rewritten: as forms on pages, in object streams."""
    pikepdf = importlib.import_module("pikepdf")
    folder = os.path.dirname(path)
    names = [name + ".pdf" for name in ("fpdf", "ghostscript", "reportlab", "cairo")]
    sources = [os.path.join(folder, name) for name in names]
    sources = [pikepdf.open(source) for source in sources if os.path.exists(source)]
    if not sources:
        raise OSError("no pages to rewrite")
    out = pikepdf.new()
    for number in range(count):
        own = random.Random(f"pikepdf {number}")
        source = sources[number % len(sources)]
        page = out.add_blank_page(page_size=A4)
        for _ in range(own.choice([1, 1, 2])):
            other = own.choice(source.pages)
            x, y = own.uniform(0, 120), own.uniform(0, 200)
            size = own.uniform(250, 470)
            rectangle = pikepdf.Rectangle(x, y, x + size, y + size * 1.41)
            page.add_overlay(other, rectangle)
    out.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


MAKERS = [
    (cairo, "cairo", 60),
    (reportlab, "reportlab", 60),
    (pymupdf, "pymupdf", 50),
    (fpdf, "fpdf", 40),
    (matplotlib, "matplotlib", 20),
    (typst, "typst", 50),
    (ghostscript, None, 50),
    (chromium, None, 40),
    (libreoffice, None, 40),
    (weasyprint, "weasyprint", 40),
    (pikepdf, "pikepdf", 60),
]
PROGRAMS = {"ghostscript": "gs", "chromium": "chromium", "libreoffice": "soffice"}


def main():
    folder, fonts, *wanted = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    made = {}
    for make, module, count in MAKERS:
        name = make.__name__
        if wanted and name not in wanted:
            continue
        if module is None and shutil.which(PROGRAMS[name]) is None:
            continue
        path = os.path.join(folder, name + ".pdf")
        if not os.path.exists(path):
            try:
                make(path, fonts, count)
            except (ModuleNotFoundError, OSError):
                continue
        made[name + ".pdf"] = count
    print(json.dumps(made))


if __name__ == "__main__":
    main()
