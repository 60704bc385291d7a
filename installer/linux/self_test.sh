#!/bin/sh
# Tests the installed program, not the checkout: unlocks a register that the checkout made, shapes Arabic, prints a
# letter, runs the demo with ten people, paints the first window, and refuses what must be refused.
set -eu
cd "$(dirname "$0")/../.."
python=$(pwd)/.venv/bin/python
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
export HOME="$here/home" XDG_CONFIG_HOME="$here/config" XDG_DATA_HOME="$here/data" QT_QPA_PLATFORM=offscreen
export QT_LOGGING_RULES="qt.qpa.*=false"
mkdir -p "$HOME"

fail() {
    echo "self-test: $1" >&2
    exit 1
}

# a template register from the checkout, with one person
$python -m caseworker.start init --demo --office U01 --municipality 0380 --user "Maj Ekholm" \
    --register "$here/register" --json >"$here/made.json" || fail "the checkout could not make a register"
person=$($python -m caseworker.start person add --register "$here/register" --given Samira --family Haddad \
    --born 1988-03-20 --original-name "سميرة حداد" --language ar --json |
    $python -c "import json, sys; print(json.load(sys.stdin)['id'])")

cd "$here" # nothing of the checkout is within reach from here on
caseworker person search Haddad --register "$here/register" --json | grep -q "$person" ||
    fail "the register does not unlock, or the person is not found"
caseworker letter --register "$here/register" --person "$person" --sheet valkommen --language ar \
    --out "$here/letter.pdf" --json | grep -q '"pages"' || fail "no letter"
pdftotext -layout "$here/letter.pdf" "$here/letter.txt"
# shaped: the logical words can be read back, and no glyph is missing
grep -q "Migrationsverket" "$here/letter.txt" || fail "the letter lacks its Swedish words"
grep -q "حداد" "$here/letter.txt" || fail "the letter lacks its Arabic words"
pdffonts "$here/letter.pdf" | grep -q "NotoSansArabic" || fail "the Arabic font is not embedded"
caseworker verify --register "$here/register" --json | grep -q '"ok": true' || fail "the register is not whole"
caseworker demo --dir "$here/demo" --persons 10 --json | grep -q '"whole": true' || fail "the demo failed"
handlaggarstod --self-test | grep -q "^painted$" || fail "the first window was not painted"
if caseworker person show nobody --register "$here/register" --json >/dev/null 2>&1; then
    fail "an unknown person was not refused"
fi
echo "self-test of the installed program: everything passed"
