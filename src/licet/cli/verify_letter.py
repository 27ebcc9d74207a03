"""``licet verify-letter FILE.pdf|CODE``: is a determination's letter what the officer signed?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, NOTHING_FOUND, PASS
from licet.cli.keeping import open_store, options_of
from licet.cli.show import print_json, strong, wrapped
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from licet.letters.verify import Verified

_CODES = {"genuine": PASS, "not genuine": DIFFERENT, "unknown": NOTHING_FOUND}
_MARKS = {True: "yes", False: "NO ", None: "?  "}
_EPILOG = """examples:
  licet verify-letter determination-12.pdf
  licet verify-letter determination-12.pdf --no-store --key ed25519:dh8...   anywhere, without the store
  licet verify-letter 5132-R7JV-4M15-A1DX-CQMB

exit codes: 0 genuine; 1 not genuine; 3 nothing is wrong, but something could not be compared;
2 bad input."""


def main(words: list[str]) -> int:
    """Verify, print what was compared, and exit with the verdict."""
    options = options_of("verify-letter", "Hold a letter against what was signed: it is made again from the statement and the answer that it carries, and the bytes are compared.", epilog=_EPILOG)  # fmt: skip
    options.add_argument("letter", metavar="FILE.pdf|CODE", help="the letter, or the code printed on it")  # fmt: skip
    options.add_argument("--no-store", action="store_true", help="compare the file with itself alone, not with the records here")  # fmt: skip
    options.add_argument("--key", default="", metavar="KEY", help="the officer's public key, as you know it from elsewhere")  # fmt: skip
    args = options.parse_args(words)
    found = _verified(args.letter, store=not args.no_store, key=args.key)
    if args.json:
        from licet.decide.report import plain_data

        print_json(plain_data(found))
        return _CODES[found.verdict]
    print(strong({"genuine": "Genuine.", "not genuine": "Not genuine.", "unknown": "This cannot be told here."}[found.verdict]))  # fmt: skip
    for text, holds in found.compared:
        print(wrapped(f"{_MARKS[holds]} {text}", 2, 6))
    if found.code:
        number = f", determination {found.number} of this store" if found.number else ""
        print(f"  code {found.code}{number}")
    return _CODES[found.verdict]


def _verified(named: str, *, store: bool, key: str) -> Verified:
    from licet.letters.verify import verify_code, verify_letter
    from licet.store.keys import read_public

    file = Path(named)
    if not (file.suffix.lower() == ".pdf" or file.is_file()):
        if not store:
            raise InputError("A code says nothing without the store that it stands in; name the letter's file.")  # fmt: skip
        with open_store() as opened:
            return verify_code(named, opened)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"the letter cannot be read: {error.strerror}", Place(named)) from None
    public = read_public(key) if key else ""
    if not store:
        return verify_letter(content, public_key=public)
    with open_store() as opened:
        return verify_letter(content, opened, public)
