"""``licet determinations list|show|verify``: what officers have signed."""

from __future__ import annotations

import base64
import json
import sys
from typing import TYPE_CHECKING, Any

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.keeping import act, open_store, options_of, print_rules
from licet.cli.show import print_json, strong, table, wrapped

if TYPE_CHECKING:
    from licet.store.model import Determination


def main(words: list[str]) -> int:
    """Run one action on determinations."""
    return act(
        "determinations", {
            "list": ("all, or those of one order", _list),
            "show": ("one: the statement, or the answer's bytes", _show),
            "verify": ("re-check bytes, hashes and signatures", _verify),
        }, words,
    )  # fmt: skip


def _list(words: list[str]) -> int:
    options = options_of("determinations list", "What officers have signed, the oldest first.")
    options.add_argument("--ref", default="", metavar="REF", help="those of this order")
    args = options.parse_args(words)
    with open_store() as store:
        found = store.determinations(args.ref)
    if args.json:
        print_json([determination_data(each, answer=False) for each in found])
        return PASS
    rows = [
        (str(each.id), f"{each.at:%Y-%m-%d}", each.officer, each.ref, each.item, each.status, each.note)
        for each in found
    ]  # fmt: skip
    print(table(rows, ("no.", "signed", "by", "order", "item", "status", "note")) if rows else "None yet.")  # fmt: skip
    print_rules()
    return PASS


def _show(words: list[str]) -> int:
    options = options_of("determinations show", "One determination.")
    options.add_argument("number", type=int, metavar="NUMBER")
    options.add_argument("--answer", action="store_true", help="print the answer's bytes as they were signed, and nothing else")  # fmt: skip
    args = options.parse_args(words)
    with open_store() as store:
        found = store.determination(args.number)
    if args.answer:
        sys.stdout.flush()
        sys.stdout.buffer.write(found.answer)
    elif args.json:
        print_json(determination_data(found))
    else:
        print_one(found)
    return PASS


def determination_data(found: Determination, *, answer: bool = True) -> dict[str, Any]:
    """A determination as JSON: its statement, the signature over its canonical bytes, the answer."""
    data = {
        "number": found.id,
        "statement": json.loads(found.statement),
        "signature": base64.b64encode(found.signature).decode(),
        "public_key": found.public_key,
    }
    if answer:
        data["answer"] = found.answer.decode()
    return data


def print_one(found: Determination) -> None:
    """A determination for a person."""
    said = json.loads(found.statement)
    print(strong(f"Determination {found.id}: {found.item}, law of {said['on']}"))
    print(f"  the machine's answer  {found.status}")
    if found.note:
        print(wrapped(f"  the officer's note    {found.note}", 0, 24))
    if found.ref:
        print(f"  order                 {found.ref}")
    print(f"  signed by             {found.officer}, {said['title']}, {found.at:%Y-%m-%d %H:%M} UTC")  # fmt: skip
    print(f"  answer                sha256 {said['answer_sha256']}")
    print(f"  what was asked        sha256 {said['inputs_sha256']}")
    print("  rests on              " + " · ".join(f"{name} {str(value)[:12]}" for name, value in said["hashes"].items()))  # fmt: skip
    print_rules()


def _verify(words: list[str]) -> int:
    options = options_of(
        "determinations verify",
        "Hold the kept bytes against what was signed, and the signature against the officer's key. "
        "The answer is not decided anew.",
        epilog="exit codes: 0 nothing is wrong; 1 something is; 2 bad input.",
    )  # fmt: skip
    options.add_argument("numbers", type=int, nargs="*", metavar="NUMBER", help="none: all of them")
    args = options.parse_args(words)
    with open_store() as store:
        numbers = args.numbers or [each.id for each in store.determinations()]
        found = {number: store.verify_determination(number).faults for number in numbers}
    wrong = any(found.values())
    if args.json:
        print_json({"wrong": wrong, "faults": {str(number): list(each) for number, each in found.items()}})  # fmt: skip
        return DIFFERENT if wrong else PASS
    for number, faults in found.items():
        for fault in faults:
            print(f"determination {number}: {fault}")
    print(f"{len(found)} checked: bytes, hashes and signatures {'do not all fit' if wrong else 'fit'}. No answer was decided anew.")  # fmt: skip
    return DIFFERENT if wrong else PASS
