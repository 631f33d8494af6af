#!/usr/bin/env bash
# Makes the packages of the program from what is committed: a Debian package and an archive with the
# same files, for the system that this runs on. The same sources give the same bytes.
#
#     packaging/build.sh [FOLDER]       otherwise target/packages
#
# PROFILE names the profile of Cargo, otherwise dist, and LEVEL how hard is packed, otherwise 6: the tests
# use the profile that they have compiled, and pack in a hurry.
# The files are dated by SOURCE_DATE_EPOCH, otherwise by the last commit. DEBFULLNAME and DEBEMAIL say
# who answers for the package.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

out=${1:-target/packages}
profile=${PROFILE:-dist}
level=${LEVEL:-6}
target=${CARGO_TARGET_DIR:-target}/$profile
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH
maintainer="${DEBFULLNAME:-The neikan developers} <${DEBEMAIL:-neikan@example.invalid}>"

# Nothing that is compiled is dated, and C libraries would be compiled anew for another date.
env -u SOURCE_DATE_EPOCH cargo build --profile "$profile" --locked --bin neikan --example package
program=$target/neikan
version=$("$program" --version | cut -d ' ' -f 2)
host=$(rustc -vV | sed -n 's/^host: //p')
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# What both packages hold, below the folder that it is installed in.
tree=$stage/tree
share=$tree/share
install -D -m 755 "$program" "$tree/bin/neikan"
strip "$tree/bin/neikan"
"$target/examples/package" "$tree" "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)"
completions() { mkdir -p "$(dirname "$share/$2")" && "$program" completions "$1" --lang zh >"$share/$2"; }
completions bash bash-completion/completions/neikan
completions zsh zsh/site-functions/_neikan
completions fish fish/vendor_completions.d/neikan.fish
completions powershell neikan/completions/neikan.ps1
completions elvish neikan/completions/neikan.elv
install -m 644 README.md "$share/doc/neikan/"
cp CHANGELOG.md "$share/doc/neikan/changelog"
find "$share/man" "$share/doc/neikan/changelog" "$share/doc/neikan/licences.txt" -type f -exec gzip -9n {} +
dated() { chmod -R u=rwX,go=rX "$1" && find "$1" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +; }
dated "$tree"

mkdir -p "$out"
# The archive: `tar -C /usr/local --strip-components 1` installs it.
name=neikan-$version-$host
tar --create --directory "$tree" --transform "s,^\.,$name," --sort name --format gnu \
  --owner 0 --group 0 --numeric-owner . |
  gzip -n "-$level" >"$out/$name.tar.gz"

# The Debian package: the same tree in /usr.
package=$stage/package
mkdir -p "$package/DEBIAN"
cp -r "$tree" "$package/usr"
# Where Debian's zsh looks for what packages bring.
mkdir -p "$package/usr/share/zsh" && mv "$package/usr/share/zsh/site-functions" "$package/usr/share/zsh/vendor-completions"
glibc=$(objdump -T "$package/usr/bin/neikan" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
# Debian's policy 5.6.20: every file and folder in whole KiB.
size=$(find "$package/usr" -printf '%y %s\n' | awk '{ total += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print total }')
cat >"$package/DEBIAN/control" <<CONTROL
Package: neikan
Version: $version-1
Architecture: $(dpkg --print-architecture)
Maintainer: $maintainer
Installed-Size: $size
Depends: libc6 (>= ${glibc#GLIBC_}), libgcc-s1
Section: text
Priority: optional
Description: turns approved articles into an issue of a Chinese periodical
 Editors write Markdown; neikan checks every manuscript, records its reviews,
 lays the issue out and writes PDF/X for the print shop with preflight, job
 ticket and press sheets, a PDF and an EPUB for screens, personal copies for
 complimentary recipients, and an archive of everything. It carries its layout,
 press profiles, faces and manual.
CONTROL
(cd "$package" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
dated "$package"
# The faces are packed already: xz would save a tenth and take minutes.
dpkg-deb --root-owner-group -Zgzip "-z$level" --build "$package" "$out" >/dev/null
(cd "$out" && sha256sum -- neikan_"$version"-1_*.deb "$name.tar.gz" >SHA256SUMS && cat SHA256SUMS)
