#!/bin/sh
# Opens a review page and expects every chart to be drawn and the console to be silent.
# usage: check_page.sh CHROMIUM PAGE
set -eu
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
"$1" --headless --no-sandbox --disable-gpu --user-data-dir="$profile" \
  --disable-background-networking --no-first-run --enable-logging=stderr --v=0 \
  --virtual-time-budget=5000 --dump-dom "file://$2" >"$profile/dom.html" 2>"$profile/log"

if grep 'CONSOLE' "$profile/log"; then
  echo "the page wrote to the console"
  exit 1
fi
places=$(grep -c '<div class="chart ' "$2" || true)
drawn=$(grep -o '<svg [^>]*baseProfile="full"' "$profile/dom.html" | wc -l)
if [ "$places" -eq 0 ] || [ "$drawn" -ne "$places" ]; then
  echo "$places charts have a place on the page, $drawn were drawn"
  exit 1
fi
echo "$drawn charts drawn"
