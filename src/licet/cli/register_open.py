"""What the actions of ``licet register`` share: the open register, who acts, when, files, the last line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.keeping import open_store, options_of, print_rules
from licet.cli.show import print_json, strong, visible, wrapped
from licet.errors import InputError, Place, UnknownName
from licet.register.events import ROLES, Actor

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from licet.registry.model import Acted
    from licet.registry.registry import Registry

CODES = "exit codes: 0 done; 2 bad input, or what the procedure or your role does not allow."


def register_options(
    action: str, about: str, *, epilog: str = CODES, acts: bool = False, reads: bool = False
) -> argparse.ArgumentParser:
    """A parser with who acts and when; ``acts`` adds the key of a message, ``reads`` the order of a reader."""
    options = options_of(f"register {action}", about, epilog=epilog)
    add_who(options, reads=reads)
    if acts:
        options.add_argument("--key", default="", metavar="KEY", help="your own number of this message: sent twice, it counts once")  # fmt: skip
    return options


def add_who(options: argparse.ArgumentParser, *, reads: bool = False) -> None:
    """Who acts in the register and when; ``reads`` adds the order of a reader."""
    who = options.add_argument_group("who and when")
    who.add_argument(
        "--as", dest="by", type=actor_of, required=True, metavar="ROLE:ID[:AUTHORITY[:RANK]]",
        help=f"who acts: one of {', '.join(ROLES)}; the name; the firm, agency or country spoken for; an official's rank",
    )  # fmt: skip
    who.add_argument("--at", type=moment, metavar="MOMENT", help="when it happened, such as 2026-02-10T12:00Z or a day (noon); default now")  # fmt: skip
    if reads:
        who.add_argument("--order", default="", metavar="REF", help="the order by which you read, where your role reads by order only")  # fmt: skip


def actor_of(text: str) -> Actor:
    """Who acts, from ``role:id``, then the authority or firm, then a rank.

    >>> actor_of("agency:dan:defense")
    Actor(id='dan', role='agency', authority='defense', rank='')
    """
    role, _, rest = text.partition(":")
    parts = rest.split(":")
    if role not in ROLES:
        raise ArgumentTypeError(str(UnknownName("role", role, ROLES)))
    if not parts[0] or len(parts) > 3:  # noqa: PLR2004 - id, authority, rank
        raise ArgumentTypeError(f"{text!r} is no ROLE:ID[:AUTHORITY[:RANK]], such as agency:dan:defense")  # fmt: skip
    return Actor(parts[0], role, *parts[1:])


def moment(text: str) -> datetime:
    """A moment with its zone, or a day, which is its noon in UTC.

    >>> moment("2026-02-10").isoformat()
    '2026-02-10T12:00:00+00:00'
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no moment; write 2026-02-10T12:00Z, or a day") from None  # fmt: skip
    if len(text) == len("2026-02-10"):
        return found.replace(hour=12, tzinfo=UTC)
    if found.tzinfo is None:
        raise ArgumentTypeError(f"{text!r} has no time zone; write 2026-02-10T12:00Z")
    return found


@contextmanager
def open_registry() -> Iterator[Registry]:
    """The register of the user's store, under the law in use."""
    from licet.pack.store import open_library
    from licet.register.procedure import procedure_in_use
    from licet.registry.registry import Registry

    with open_store() as store:
        yield Registry(store, procedure_in_use(), open_library())


def file_of(path: Path, what: str) -> Any:
    """A YAML or JSON file of data, every scalar as text; a file of numbers stays exact so."""
    from licet.cases.read import read_yaml

    if not path.is_file():
        raise InputError(f"there is no such file; wanted {what}", Place(str(path)))
    return read_yaml(path)


def print_acts(acts: Iterable[Acted], *, json: bool) -> None:
    """Each act as it is done, one line an act, and at the end the state that they led to.

    What was done before an act that is refused stays done, and stands there.
    """
    from licet.register.events import as_data
    from licet.register.procedure import procedure_in_use
    from licet.registry.told import event_told, state_told

    done: list[Acted] = []
    for each in (part for act in acts for part in (act, *act.also)):
        done.append(each)
        if not json:
            print(wrapped(visible(f"{each.event.case}{event_told(each.event)}"), 0, 4))
            if each.repeated:
                print("    the same message as before; nothing was written")
    if json:
        print_json([
            {"event": as_data(each.event), "from": each.before.state, "to": each.state.state, "repeated": each.repeated}
            for each in done
        ])  # fmt: skip
        return
    for case, state in {each.event.case: each.state for each in done}.items():
        print(strong(visible(f"{case}: {state_told(state, procedure_in_use())}.")))


def print_lines(lines: Iterable[str], indent: int = 2) -> None:
    """Sentences, each on its own line and wrapped."""
    for each in lines:
        inner = indent + len(each) - len(each.lstrip())
        print(wrapped(visible(each.lstrip()), inner, inner + 2))


def print_last() -> None:
    """What the register is not."""
    print_rules()
