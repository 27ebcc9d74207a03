# The project's verbs. `just` comes with the environment: .venv/bin/just (after `sh test`).
set positional-arguments

uv := "sh utils/uv.sh"
export NO_MKDOCS_2_WARNING := "1" # a notice about another product, of no use here

# list the verbs
default:
    @just --list --unsorted

# everything CI checks
check:
    sh test

# the tests alone; arguments go to pytest
test *args:
    {{ uv }} run pytest "$@"

# every provision: form, citations, case tables, overlaps
law *args:
    {{ uv }} run licet law check "$@"

# one-way layers, as [tool.importlinter] in pyproject.toml states them
layers:
    {{ uv }} run lint-imports

# put code into the common format and mend what can be mended
format:
    {{ uv }} run ruff format
    {{ uv }} run ruff check --fix

# time ourselves, beside other engines
benchmarks *args:
    {{ uv }} run --group benchmarks python -m benchmarks "$@"

# read the documentation at a local address while writing it
docs:
    {{ uv }} run --group docs mkdocs serve

# build the documentation and fail on a broken link
docs-build:
    {{ uv }} run --group docs mkdocs build --strict

# bring uv.lock in step with pyproject.toml
lock *args:
    {{ uv }} lock "$@"
