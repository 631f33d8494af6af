"""Holds the list of what the program is made of against CycloneDX's schema, and against the licences.

    python3 bill.py LIST.json LICENCES.txt.gz
"""

import gzip
import json
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = Path(sys.argv[1]).read_text(encoding="utf-8")
fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
assert fault is None, fault

bill = json.loads(text)
parts = {part["bom-ref"]: part for part in bill["components"]}
assert len(parts) == len(bill["components"]), "a name stands for two parts"
crates = [part for part in parts.values() if part.get("purl", "").startswith("pkg:cargo/")]
assert len(crates) > 200, len(crates)
names = {part["name"] for part in crates}
assert {"typst", "clap", "rusqlite", "lettre"} <= names, names
# What only compiles or tests the program is not in it.
assert not names & {"syn", "insta", "divan", "proptest", "clap_mangen", "serde_derive"}, names
assert all(part["hashes"][0]["alg"] == "SHA-256" for part in crates)
assert all(part.get("licenses") for part in parts.values())
assert sum(part["type"] == "file" for part in parts.values()) >= 14

known = parts.keys() | {bill["metadata"]["component"]["bom-ref"]}
edges = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
assert all(ref in known and set(used) <= known for ref, used in edges.items())
reached, left = set(), [bill["metadata"]["component"]["bom-ref"]]
while left:
    ref = left.pop()
    if ref not in reached:
        reached.add(ref)
        left += edges[ref]
lost = {part["bom-ref"] for part in crates} - reached
assert not lost, f"nothing uses {lost}"

licences = gzip.open(sys.argv[2], "rt", encoding="utf-8").read()
listed = {line.strip() for line in licences.splitlines()}
missing = [f"{part['name']} {part['version']}" for part in crates]
missing = [name for name in missing if name not in listed]
assert not missing, f"no licence of {missing}"
print(f"bill of materials: {len(parts)} parts, {len(crates)} of them crates, valid CycloneDX 1.6")
