#!/usr/bin/env bash
# pandoc 3.9 (PyPI package pypandoc_binary 1.17) reads Word and OpenDocument texts without the words that
# carry a reading (ruby: pinyin above a character, `w:ruby` of ECMA-376 part 1, 17.3.3.25, and `text:ruby`
# of OpenDocument 1.3, 6.4): reading and base text are both gone, though the base is ordinary text of the
# sentence. With `--verbose` and `--fail-if-warnings` it says nothing and ends with status 0, so a manuscript
# that was converted on the way reads well and lacks a word: 赴墟的人多。 becomes 赴的人多。
#
# Seen: 墟 and xū are missing from both, no message. Fails when that changes. Neikan reads such documents
# itself, keeps the word with its reading, and its conformance test does not count on pandoc for them.
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
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def word(path):
    ruby = f"<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val='center'/><w:hps w:val='10'/><w:hpsRaise w:val='18'/><w:hpsBaseText w:val='21'/><w:lid w:val='zh-CN'/></w:rubyPr><w:rt>{run('xū')}</w:rt><w:rubyBase>{run('墟')}</w:rubyBase></w:ruby></w:r>"
    body = f"<w:p>{run('赴')}{ruby}{run('的人多。')}</w:p>"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", f"<Types xmlns='{PACKAGE}/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/word/document.xml' ContentType='{main}'/></Types>")
        file.writestr("_rels/.rels", f"<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>")
        file.writestr("word/document.xml", f"<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>")


def open_document(path):
    ruby = "<text:ruby><text:ruby-base>墟</text:ruby-base><text:ruby-text>xū</text:ruby-text></text:ruby>"
    names = f"xmlns:office='{OFFICE}:office:1.0' xmlns:text='{OFFICE}:text:1.0'"
    kind = "application/vnd.oasis.opendocument.text"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", kind)
        file.writestr("META-INF/manifest.xml", f"<manifest:manifest xmlns:manifest='{OFFICE}:manifest:1.0' manifest:version='1.3'><manifest:file-entry manifest:full-path='/' manifest:media-type='{kind}'/><manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/><manifest:file-entry manifest:full-path='styles.xml' manifest:media-type='text/xml'/></manifest:manifest>")
        file.writestr("content.xml", f"<office:document-content {names} office:version='1.3'><office:body><office:text><text:p>赴{ruby}的人多。</text:p></office:text></office:body></office:document-content>")
        file.writestr("styles.xml", f"<office:document-styles {names} xmlns:style='{OFFICE}:style:1.0' office:version='1.3'><office:font-face-decls/><office:styles><style:style style:name='Standard' style:family='paragraph'/></office:styles><office:automatic-styles/><office:master-styles/></office:document-styles>")


print("pandoc", pypandoc.get_pandoc_version())
assert pypandoc.get_pandoc_version() == "3.9"
for name, write in [("a.docx", word), ("a.odt", open_document)]:
    write(f"{folder}/{name}")
    call = [pypandoc.get_pandoc_path(), "--verbose", "--fail-if-warnings", "-t", "plain", f"{folder}/{name}"]
    said = subprocess.run(call, capture_output=True, text=True)
    print(name, "->", said.stdout.strip(), "| status", said.returncode, "| said", repr(said.stderr))
    assert said.stdout.strip() == "赴的人多。" and said.returncode == 0, "the behaviour has changed"
    assert "ruby" not in said.stderr.lower(), "it says so now"
PYTHON
