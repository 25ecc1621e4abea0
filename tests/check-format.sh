#!/bin/sh
# check-format.sh: is every source file laid out as .clang-format says? `clang-format -i FILE` puts it right.
# Only the release that Debian 12 ships (14) decides: others lay out some lines differently. Exit 77: it is not here.
set -eu
cd "$(dirname "$0")/.."
for tool in clang-format-14 clang-format; do
  if command -v "$tool" >/dev/null && "$tool" --version | grep -q 'version 14\.'; then
    find src tests -name '*.[ch]' -print0 | sort -z | xargs -0r "$tool" --dry-run -Werror --style=file
    exit $?
  fi
done
echo "clang-format 14 is not here"
exit 77
