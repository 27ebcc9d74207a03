#!/bin/sh
# Does the project work where nothing is installed?  Run as root, on Debian or a relative:
#
#     sudo sh utils/bare-machine-check.sh
#
# Makes a bare Debian 12 (Python and pip, no compiler, no git, no venv), puts a fresh clone of
# the last commit into it, in a folder with a space in its name, and runs `sh run` and `sh test`
# there as an ordinary user.  A machine in daily use hides missing steps; this one does not.
#
#     BARE_BASE=/tmp/bare-base    the Debian to copy; made with debootstrap if it is not there
#     BARE_MIRROR=http://...      where debootstrap fetches from
#     BARE_KEEP=1                 leave the copy for a look afterwards
#     BARE_SOURCE=/path           the repository to clone, if not this one
#     BARE_COMMAND='sh run'       what to run, if not both
#
# The way to the package index is this machine's own: its pip configuration, certificates and
# name resolution are copied in for the run, and written nowhere else.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
base=${BARE_BASE:-/tmp/bare-base}
source=${BARE_SOURCE:-$here}

say() {
    printf 'bare: %s\n' "$*" >&2
}

stop() {
    say "$@"
    exit 1
}

[ "$(id -u)" -eq 0 ] || stop "needs root for chroot; try: sudo sh $0"
# Mounts made below vanish with this process if they are in a space of their own.
if [ -z "${BARE_INSIDE:-}" ]; then
    BARE_INSIDE=1
    export BARE_INSIDE
    if unshare -m true 2>/dev/null; then
        exec unshare -m sh "$here/utils/bare-machine-check.sh"
    fi
    say "no private mounts on this machine; going on without /proc and /dev/shm"
    BARE_MOUNTS=no
fi
command -v git >/dev/null || stop "git is needed to clone the repository."

seconds() {
    date +%s
}

if [ ! -x "$base/usr/bin/python3" ]; then
    command -v debootstrap >/dev/null || stop "debootstrap is missing: apt-get install debootstrap"
    say "making a bare Debian 12 in $base"
    start=$(seconds)
    # Built beside its place and moved, so that a broken one is never taken for a whole one.
    rm -rf "$base.part"
    debootstrap --variant=minbase --include=python3,python3-pip bookworm "$base.part" \
        "${BARE_MIRROR:-http://deb.debian.org/debian}" >"$base.log" 2>&1 ||
        stop "debootstrap failed; see $base.log"
    mv "$base.part" "$base"
    say "debootstrap took $(($(seconds) - start)) s"
fi

work=$(mktemp -d /tmp/bare-XXXXXX)
root=$work/root
leave() {
    code=$?
    if [ "${BARE_MOUNTS:-yes}" = yes ]; then
        umount "$root/dev/shm" "$root/proc" 2>/dev/null || :
    fi
    # Never delete through a mount that would not go away.
    if [ -n "${BARE_KEEP:-}" ] || grep -q " $root/" /proc/mounts; then
        say "left in $root"
    else
        rm -rf "$work"
    fi
    exit "$code"
}
trap leave EXIT
trap 'exit 130' INT TERM

start=$(seconds)
cp -a --reflink=auto "$base" "$root"
if [ "${BARE_MOUNTS:-yes}" = yes ]; then
    mount -t proc proc "$root/proc"
    mkdir -p "$root/dev/shm"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
fi

# The way to the package index, as this machine has it.
for file in /etc/hosts /etc/resolv.conf /etc/pip.conf; do
    if [ -r "$file" ]; then
        rm -f "$root$file"
        cp "$file" "$root$file"
    fi
done
for bundle in /etc/ssl/certs/ca-certificates.crt "${PIP_CERT:-}" "${SSL_CERT_FILE:-}"; do
    if [ -n "$bundle" ] && [ -r "$bundle" ]; then
        mkdir -p "$root$(dirname -- "$bundle")"
        cp -L "$bundle" "$root$bundle"
    fi
done

chroot "$root" useradd --create-home --shell /bin/sh visitor
place='/home/visitor/a fresh clone'
git -c safe.directory='*' clone --quiet --no-hardlinks -- "$source" "$root$place"
chroot "$root" chown -R visitor:visitor "$place"
if [ -n "$(git -c safe.directory='*' -C "$source" status --porcelain)" ]; then
    say "note: changes that are not committed are not in the clone"
fi
say "copy and clone took $(($(seconds) - start)) s"

# What `sh test` tells a person without a browser to type, the only step of all that needs root.
start=$(seconds)
chroot "$root" env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk poppler-utils libatomic1 curl' \
    >"$work/browser.log" 2>&1 || stop "the browser could not be installed; see $work/browser.log"
say "installing the browser took $(($(seconds) - start)) s"

# An empty environment but for the settings that lead to the index.
set -- HOME=/home/visitor USER=visitor LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin
for name in PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST PIP_CERT UV_DEFAULT_INDEX UV_INDEX \
    UV_INDEX_URL SSL_CERT_FILE http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    eval "value=\${$name:-}"
    [ -z "$value" ] || set -- "$@" "$name=$value"
done

start=$(seconds)
code=0
chroot --userspec=visitor:visitor "$root" env -i "$@" \
    sh -c 'cd "$1" && eval "$2"' sh "$place" "${BARE_COMMAND:-sh run && sh test}" \
    </dev/null || code=$?
say "'${BARE_COMMAND:-sh run && sh test}' took $(($(seconds) - start)) s, exit code $code"
exit "$code"
