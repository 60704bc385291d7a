#!/bin/sh
# Builds the Debian package into dist/, and as root installs it, tests what was installed and removes it again.
# KEEP=1 leaves it installed. Needs the environment that `make setup` makes, dpkg-deb and poppler-utils.
set -eu
cd "$(dirname "$0")/../.."
python=.venv/bin/python
name=handlaggarstod
version=$($python -c "import tomllib; print(tomllib.load(open('pyproject.toml', 'rb'))['project']['version'])")
machine=$(dpkg --print-architecture)
root=build/deb
package=dist/${name}_${version}_${machine}.deb

seconds() { date +%s; }

begun=$(seconds)
$python -m caseworker.i18n >/dev/null
unset PYTHONDONTWRITEBYTECODE
.venv/bin/pyinstaller --noconfirm --log-level ERROR --workpath build/pyinstaller --distpath dist installer/pyinstaller.spec
built=$(seconds)

rm -rf "$root"
mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/doc/$name" "$root/DEBIAN"
cp -a "dist/$name" "$root/usr/lib/$name"
ln -s "../lib/$name/$name" "$root/usr/bin/$name"
ln -s "../lib/$name/$name" "$root/usr/bin/caseworker"
cp installer/linux/handlaggarstod.desktop "$root/usr/share/applications/"
QT_QPA_PLATFORM=offscreen $python installer/linux/draw_icons.py "$root/usr/share/icons/hicolor"
$python installer/licences.py "$root/usr/share/doc/$name/copyright"
size=$(du -sk "$root/usr" | cut -f1)
depends=$(grep -v '^#' installer/linux/depends.txt | paste -sd, | sed 's/,/, /g')
sed -e "s/@VERSION@/$version/" -e "s/@MACHINE@/$machine/" -e "s/@SIZE@/$size/" -e "s/@DEPENDS@/$depends/" \
    installer/linux/control.in >"$root/DEBIAN/control"
find "$root" -type d -exec chmod 755 {} +
find "$root/usr" -type f ! -perm -u+x -exec chmod 644 {} +
mkdir -p dist
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
packed=$(seconds)
echo "$package: $(du -m "$package" | cut -f1) MB, installed $((size / 1024)) MB;" \
    "built in $((built - begun)) s, packed in $((packed - built)) s"

if [ "$(id -u)" != 0 ]; then
    echo "Not root: built, but neither installed nor tested. Test it with: sudo dpkg -i $package && sh installer/linux/self_test.sh"
    exit 0
fi
dpkg -i "$package" >/dev/null
installed=$(seconds)
status=0
sh installer/linux/self_test.sh || status=$?
tested=$(seconds)
if [ "${KEEP:-0}" != 1 ]; then
    dpkg -r "$name" >/dev/null
    for left in "/usr/lib/$name" "/usr/bin/$name" /usr/bin/caseworker "/usr/share/doc/$name" \
        /usr/share/applications/handlaggarstod.desktop; do
        if [ -e "$left" ] || [ -L "$left" ]; then
            echo "left behind after removal: $left" >&2
            status=1
        fi
    done
fi
echo "installed in $((installed - packed)) s, tested in $((tested - installed)) s, removed; exit status $status"
exit "$status"
