#!/usr/bin/env bash
# Makes the packages twice, holds them against each other, installs the Debian package, tries what it
# brings, and lets a newcomer use it (tests/newcomer.py). `tests/run.sh` calls it.
#
# In CI, as root and where no neikan is installed, the package is installed as anybody would do it;
# elsewhere it is unpacked into a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
installed=
clean_up() {
  [ -z "$installed" ] || dpkg --purge neikan >/dev/null
  rm -rf "$work"
}
trap clean_up EXIT
say() { echo "packages: $*"; }
fail() { say "$*" >&2; exit 1; }
empty() { [ ! -s "$1" ] || { cat "$1" >&2; fail "$2"; }; }

export PROFILE=release LEVEL=1
# Neither the time zone nor the language, nor who may read new files, reaches a package.
packaging/build.sh "$work/one"
(umask 077 && TZ=Asia/Shanghai LC_ALL=C packaging/build.sh "$work/two" >"$work/log" 2>&1) || { cat "$work/log"; exit 1; }
diff -r "$work/one" "$work/two" || fail "two runs made different bytes"
(cd "$work/one" && sha256sum --quiet --check SHA256SUMS)
deb=$(echo "$work"/one/*.deb)
archive=$(echo "$work"/one/*.tar.gz)
ls -l "$work/one"

# Both have the same files, which belong to root.
dpkg-deb --fsys-tarfile "$deb" | tar --list | sed -n 's,^\./usr/,,p' |
  sed 's,zsh/vendor-completions,zsh/site-functions,' | grep -v '/$' | grep . | sort >"$work/deb.list"
tar --list --file "$archive" | cut -d / -f 2- | grep -v '/$' | grep . | sort >"$work/archive.list"
diff "$work/deb.list" "$work/archive.list" || fail "the archive has other files than the Debian package"
if dpkg-deb --fsys-tarfile "$deb" | tar --list --verbose | grep -v 'root/root'; then
  fail "these do not belong to root"
fi

if [ "${NEIKAN_INSTALL:-}" = true ] && [ "$(id -u)" = 0 ] && ! dpkg --status neikan >/dev/null 2>&1; then
  dpkg --install "$deb" >/dev/null
  installed=yes
  root=/usr
  dpkg --verify neikan >"$work/verify" || true
  empty "$work/verify" "files are not as the package says"
else
  dpkg-deb --extract "$deb" "$work/root"
  root=$work/root/usr
fi
share=$root/share
export PATH=$root/bin:$PATH
[ "$(command -v neikan)" = "$root/bin/neikan" ] || fail "another neikan comes first"
say "$(neikan --version) in $root"

# Man pages: one for each command, in both languages, without a warning.
for folder in man1 zh_CN/man1; do
  [ "$(find "$share/man/$folder" -name '*.1.gz' | wc -l)" -gt 40 ] || fail "man pages are missing in $folder"
done
LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 find "$share/man" -name '*.1.gz' -exec \
  man --warnings -E UTF-8 -l -Tutf8 -Z {} + 2>"$work/man" >/dev/null
empty "$work/man" "man pages have warnings"
page() { LC_ALL=C.UTF-8 MANWIDTH=80 man -l "$share/man/$1" | col -b; }
page man1/neikan-build.1.gz | grep -q 'neikan build 2026-01' || fail "neikan-build(1) has no example"
page zh_CN/man1/neikan-build.1.gz | grep -q '退出状态' || fail "neikan-build(1) is not in Chinese"
[ "$(page zh_CN/man1/neikan.1.gz | LC_ALL=C.UTF-8 wc -L)" -le 80 ] || fail "lines of neikan(1) are too long"

# Completions: each shell loads its own, and completes a command, an option and a value.
bash -c '
  . "$0"
  completed() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _neikan neikan "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    echo "${COMPREPLY[*]}"
  }
  [ "$(completed neikan bui)" = build ] &&
    [ "$(completed neikan build --dra)" = --draft ] &&
    [ "$(completed neikan build --flatplan "")" = png ]
' "$share/bash-completion/completions/neikan" || fail "bash does not complete"
if command -v zsh >/dev/null; then
  zsh -f -c 'fpath=("$0" $fpath) && autoload -U compinit && compinit -D -u && [ "$_comps[neikan]" = _neikan ] && autoload +X _neikan' \
    "$(dirname "$(find "$share/zsh" -name _neikan)")" || fail "zsh does not load its completions"
fi
if command -v fish >/dev/null; then
  fish --no-config -c 'source $argv[1]; and complete -C "neikan bui" | string match -q "build*"' \
    "$share/fish/vendor_completions.d/neikan.fish" || fail "fish does not complete"
fi
# The other two need an interactive shell, or one that Debian does not have.
grep -qF 'edit:completion:arg-completer[neikan]' "$share/neikan/completions/neikan.elv" || fail "nothing for elvish"
grep -q 'Register-ArgumentCompleter' "$share/neikan/completions/neikan.ps1" || fail "nothing for PowerShell"

# Licences and what the program is made of.
papers=$share/doc/neikan
for word in 'SIL OPEN FONT LICENSE' 'FOGRA39L' 'UNICODE LICENSE V3' 'Apache License'; do
  grep -q "$word" "$papers/copyright" || fail "copyright does not have $word"
done
python3 tests/judges/bill.py "$papers/neikan.cdx.json" "$papers/licences.txt.gz"

python3 tests/newcomer.py

if [ -n "$installed" ]; then
  dpkg --purge neikan >/dev/null
  installed=
  [ ! -e /usr/bin/neikan ] && [ ! -e /usr/share/doc/neikan ] || fail "something is left after removal"
fi
say "sound"
