#!/usr/bin/env bash
# Has four readers of OFD judge what the program makes of the sample issue: tests/judges/ofd.sh [PROGRAM].
# Not part of the tests: compiling two of the readers takes four minutes of a processor, and they take as long to judge.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${1:-target/release/neikan}
for judge in pdftoppm python3 npm node chromium; do command -v "$judge" >/dev/null || { echo "$judge is missing"; exit 1; }; done
if [ ! -x target/judges/bin/judge-ofd ]; then
  CARGO_TARGET_DIR=target/judges/ofd RUSTFLAGS='' RUSTC_WORKSPACE_WRAPPER='' \
    cargo install --quiet --debug --locked --path tests/judges/ofd --root target/judges
  rm -rf target/judges/ofd
fi
readers=target/judges/ofd-readers
if [ ! -x "$readers/python/bin/python" ]; then
  npm install --prefix "$readers" --ignore-scripts --no-audit --no-fund --silent ofd.js@0.2.6 playwright-core@1.65.1
  python3 -m venv "$readers/python.new"
  "$readers/python.new/bin/python" -m pip install --quiet easyofd==20260427
  mv "$readers/python.new" "$readers/python"
fi
out=target/judges/ofd-pages
rm -rf "$out" && mkdir -p "$out"
"$program" build 2026-01 --editions digital,ofd --out "$out" >/dev/null
target/judges/bin/judge-ofd "$out"/2026-01/dggx-2026-01.ofd "$out"/2026-01/dggx-2026-01.pdf "$out" >"$out/found.json"
# Two poor readers, which know neither embedded faces nor, one of them, filled shapes: all letters must be there.
node tests/judges/ofd.mjs "$readers" "$(command -v chromium)" "$out"/2026-01/dggx-2026-01.ofd "$out" 1 5 9 >"$out/ofdjs.json"
"$readers/python/bin/python" tests/judges/ofd_easy.py "$out"/2026-01/dggx-2026-01.ofd fonts/LXGWWenKai-Regular.ttf "$out/easyofd.pdf" \
  >"$out/easyofd.json" 2>/dev/null
python3 - "$out" <<'PYTHON'
import json, re, sys, zipfile
import xml.etree.ElementTree as xml

out = sys.argv[1]
found = json.load(open(f"{out}/found.json"))
package = zipfile.ZipFile(f"{out}/2026-01/dggx-2026-01.ofd")
space = "{http://www.ofdspec.org/2016}"
dense = lambda text: re.sub(r"\s", "", text)

def codes(page):
    tree = xml.fromstring(package.read(f"Doc_0/Pages/Page_{page}/Content.xml"))
    return dense("".join(code.text or "" for code in tree.iter(f"{space}TextCode")))

own = [codes(page) for page in range(found["pages"])]
other = [page + 1 for page, text in enumerate(found["texts"]) if dense(text) != own[page]]
titles = [node.get("Title") for node in xml.fromstring(package.read("Doc_0/Document.xml")).iter(f"{space}OutlineElem")]
print(f"references that lead nowhere: {len(found['issues'])}")
print(f"texts: {sum(map(len, own))} characters, pages that differ: {other}")
print(f"outline: {len(titles)} entries, the same: {titles == found['outline']}")
for reader in ("sofd", "ofdrw"):
    means = [page[reader]["mean"] for page in found["drawn"]]
    far = [page[reader]["far"] for page in found["drawn"]]
    print(f"{reader}: {len(means)} pages beside poppler's, mean difference {sum(means) / len(means):.2f} % "
          f"(at most {max(means):.2f}), pixels far off {sum(far) / len(far):.2f} % (at most {max(far):.2f})")
poor = []
for reader in ("ofdjs", "easyofd"):
    texts = json.load(open(f"{out}/{reader}.json"))["texts"]
    differ = [page + 1 for page, text in enumerate(texts) if dense(text) != own[page]]
    print(f"{reader}: {len(texts)} pages, texts that differ: {differ}")
    poor += differ if len(texts) == len(own) else ["pages"]
sys.exit(bool(found["issues"] or other or titles != found["outline"] or poor))
PYTHON
