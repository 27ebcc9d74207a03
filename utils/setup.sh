# Sourced by `run`, `test` and utils/uv.sh, which set $here to the root of the tree.
# Plain POSIX sh. Everything it makes lies in .tools and .venv; nothing needs root.
# What it says goes to standard error, so that the answer of a command stays clean.

uv_version=0.13.9 # the one place where uv's version is named
uv=$here/.tools/bin/uv

say() {
    printf 'licet: %s\n' "$*" >&2
}

stop() {
    say "$@"
    exit 1
}

# Sets $python, or explains.
find_python() {
    python=${LICET_PYTHON:-python3}
    command -v "$python" >/dev/null 2>&1 || stop "no $python found." \
        "Install Python 3.11 or later (Debian: apt-get install python3 python3-pip)," \
        "or name one: LICET_PYTHON=/path/to/python3.12 sh run"
    found=$("$python" -c '
import sys
print(".".join(map(str, sys.version_info[:3])))
sys.exit(sys.version_info < (3, 11))') || stop "Python 3.11 or later is needed," \
        "and $python is ${found:-not working}." \
        "Name another: LICET_PYTHON=/path/to/python3.12 sh run"
}

# Debian's pip refuses to install into the system and venv may be missing; `--target` needs
# neither.
fetch_uv() {
    case $("$uv" --version 2>/dev/null) in
    "uv $uv_version" | "uv $uv_version "*) return ;;
    esac
    "$python" -m pip --version >/dev/null 2>&1 || stop "$python has no pip." \
        "Install it (Debian: apt-get install python3-pip) and try again."
    say "fetching uv $uv_version into .tools (once)"
    PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore \
        "$python" -m pip install -qq --disable-pip-version-check --no-input --upgrade \
        --target "$here/.tools" "uv==$uv_version" >&2 ||
        stop "pip could not fetch uv $uv_version; its words are above." \
            "Is the Python package index within reach, and may you write to $here?"
}

set_up_uv() {
    find_python
    fetch_uv

    unset VIRTUAL_ENV # an environment that happens to be active is not ours
    UV_PROJECT_ENVIRONMENT=$here/.venv
    UV_PYTHON_DOWNLOADS=never
    export UV_PROJECT_ENVIRONMENT UV_PYTHON_DOWNLOADS

    # Debian's pip trusts the certificates of the system; let uv do so too.
    if [ -r /etc/ssl/certs/ca-certificates.crt ]; then
        UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1}
        export UV_SYSTEM_CERTS
    fi

    # Some accounts of services and CI have no home they can write to.
    if [ -z "${UV_CACHE_DIR:-}" ]; then
        cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/uv
        if ! { mkdir -p "$cache" && [ -w "$cache" ]; } 2>/dev/null; then
            UV_CACHE_DIR=$here/.tools/cache
            export UV_CACHE_DIR
        fi
    fi
}

set_up() {
    set_up_uv
    [ -d "$here/.venv" ] || say "making .venv from uv.lock with Python $found (once)"
    "$uv" sync --frozen --quiet --project "$here" --python "$python" >&2 ||
        stop "uv could not make .venv from uv.lock; its words are above." \
            "If the fault is a broken .venv, remove $here/.venv and try again."
    # Compiled once here, commands start in half the time, also where Python may not write beside its sources.
    "$here/.venv/bin/python" -m compileall -q "$here/src" >/dev/null 2>&1 || :
}

# The pages are tried in a real browser (whose driver wants libatomic), letters are read back from their PDF,
# and the API's page is tried with curl. Root may install what is needed; anyone else is told the line.
packages='chromium fonts-noto-cjk poppler-utils libatomic1 curl'
find_browser() {
    browser=${LICET_CHROMIUM:-chromium}
    has_browser && return
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing $packages, for the tests of pages and letters (once)"
        # shellcheck disable=SC2086
        if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            --no-install-recommends $packages; } >/dev/null && has_browser; then
            return
        fi
    fi
    stop "the tests of the pages and the letters need $missing. Type, as root:" \
        "apt-get install --yes $packages   (or name a browser: LICET_CHROMIUM=/path/to/chrome sh test)"
}

# Sets $missing to what is not there.
has_browser() {
    missing=
    command -v "$browser" >/dev/null 2>&1 || missing="a browser named $browser"
    command -v pdftotext >/dev/null 2>&1 || missing="${missing:+$missing, }pdftotext"
    [ -n "${LICET_CJK_FONTS:-}" ] || [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] ||
        missing="${missing:+$missing, }the font Noto Sans CJK"
    command -v curl >/dev/null 2>&1 || missing="${missing:+$missing, }curl"
    PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' ||
        missing="${missing:+$missing, }libatomic"
    [ -z "$missing" ]
}
