#!/bin/sh
# Sees to what is not Python: `chromium` (with Thai fonts) for browser tests, `gettext` to collect messages.
# Installs it where we may; says in plain words what is missing where we may not.
set -u
has() {
    case "$1" in
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        fonts-thai-tlwg) fc-list :lang=th 2>/dev/null | grep -q . ;;
        gettext) command -v xgettext && command -v msgmerge && command -v msguniq ;;
    esac >/dev/null 2>&1
}
case "$1" in
    chromium) wanted="chromium fonts-thai-tlwg"; without="the browser journeys are skipped" ;;
    *) wanted="$1"; without="messages cannot be collected" ;;
esac
missing=""
for package in $wanted; do has "$package" || missing="$missing $package"; done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="none"; fi
fi
if command -v apt-get >/dev/null && [ "$as_root" != none ]; then
    echo "Installing$missing with apt-get (once) …"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    { $as_root apt-get -qq update && $as_root apt-get -qq install -y --no-install-recommends $missing; } >/dev/null 2>&1
fi
still=""
for package in $missing; do has "$package" || still="$still $package"; done
[ -z "$still" ] && exit 0
echo "Without$still $without. Install it yourself: apt-get install$still" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
