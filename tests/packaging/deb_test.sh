#!/usr/bin/env bash
# Builds the Debian package, unpacks it without installing (so any user can run this), and runs the
# program from there; the same for cmake --install. usage: deb_test.sh BUILD_FOLDER VERSION
set -euo pipefail

build=$1
version=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "deb_test: $*" >&2
  exit 1
}

# check_program PATH: the program runs away from the sources.
check_program() {
  [ -x "$1" ] || fail "$1 is missing"
  local said
  said=$(cd "$work" && "$1" --version) || fail "$1 --version failed"
  [[ $said == *"$version"* ]] || fail "$1 --version says '$said', expected $version"
  said=$(cd "$work" && "$1" --help) || fail "$1 --help failed"
  [[ $said == *review* ]] || fail "$1 --help does not name 'review'"
  rm -rf "$work/run" && mkdir -p "$work/run/logs"
  printf 'order_id,ordered_at\nA1,2026-09-01\nA2,2026-09-20\n' > "$work/run/logs/orders.csv"
  (cd "$work/run" && "$1" review logs --out review --quiet) || fail "$1 review failed"
  [ -s "$work/run/review/review.xlsx" ] || fail "$1 review wrote no workbook"
}

# check_tree ROOT: everything is where it belongs.
check_tree() {
  check_program "$1/usr/bin/rastro"
  [ -s "$1/usr/share/doc/rastro/README.md" ] || fail "README.md is missing"
  compgen -G "$1/usr/share/rastro/examples/*.toml" > /dev/null || fail "no example models"
}

cpack -G DEB -B "$work/packages" --config "$build/CPackConfig.cmake" > "$work/cpack.log" 2>&1 || {
  cat "$work/cpack.log"
  fail "cpack failed"
}
package=$(find "$work/packages" -maxdepth 1 -name 'rastro_*.deb')
[ -n "$package" ] || fail "cpack made no rastro_*.deb"

[ "$(dpkg-deb -f "$package" Package)" = rastro ] || fail "the package has another name"
[ "$(dpkg-deb -f "$package" Version)" = "$version" ] || fail "the package has another version"
for library in libc6 libgvc6 libxlsxwriter4 libzip4; do
  [[ $(dpkg-deb -f "$package" Depends) == *$library* ]] || fail "the package depends on no $library"
done

dpkg-deb -x "$package" "$work/unpacked"
check_tree "$work/unpacked"

DESTDIR=$work/installed cmake --install "$build" --prefix /usr > /dev/null
check_tree "$work/installed"
echo "deb_test: $(basename "$package") installs and runs"
