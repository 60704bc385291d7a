#!/bin/sh
# Makes sure the Debian packages in system-packages.txt are there: as root by installing, otherwise by printing the one
# line an administrator runs. Elsewhere than on Debian it only says what is needed.
set -eu
cd "$(dirname "$0")"
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "Not a Debian system: see installer/system-packages.txt for what is needed." >&2
    exit 0
fi
missing=""
for package in $(cat system-packages.txt "$@"); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086  # one word a package
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "These packages are missing. Ask an administrator to run:" >&2
    echo "  sudo apt-get install --no-install-recommends$missing" >&2
    exit 4
fi
