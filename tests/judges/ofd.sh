#!/usr/bin/env bash
# Has two readers of OFD judge what the program makes of the sample issue: tests/judges/ofd.sh [PROGRAM].
# Not part of the tests: compiling the readers takes four minutes of a processor, and they take as long to judge.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${1:-target/release/neikan}
for judge in pdftoppm python3; do command -v "$judge" >/dev/null || { echo "$judge is missing"; exit 1; }; done
if [ ! -x target/judges/bin/judge-ofd ]; then
  CARGO_TARGET_DIR=target/judges/ofd RUSTFLAGS='' RUSTC_WORKSPACE_WRAPPER='' \
    cargo install --quiet --debug --locked --path tests/judges/ofd --root target/judges
  rm -rf target/judges/ofd
fi
out=target/judges/ofd-pages
rm -rf "$out" && mkdir -p "$out"
"$program" build 2026-01 --editions digital,ofd --out "$out" >/dev/null
target/judges/bin/judge-ofd "$out"/2026-01/dggx-2026-01.ofd "$out"/2026-01/dggx-2026-01.pdf "$out" >"$out/found.json"
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
sys.exit(bool(found["issues"] or other or titles != found["outline"]))
PYTHON
