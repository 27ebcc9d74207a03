#!/bin/sh
# The project's own uv, fetched into .tools when it is not there: sh utils/uv.sh lock
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$here/utils/setup.sh"
set_up_uv
exec "$uv" "$@"
