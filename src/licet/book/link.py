"""What provisions say of each other: every name leads somewhere, and never in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.book.patterns import fitting
from licet.errors import LawError, UnknownName
from licet.language.nodes import Ref, refs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.markdown import Page
    from licet.book.provision import Provision


def link(provisions: dict[str, Provision], pages: dict[str, Page]) -> None:
    """Every id that a provision names exists, and references never go in a circle.

    Raises ``LawError`` with the place of the name.
    """
    for provision in provisions.values():
        page = pages[provision.id]
        for pattern in (
            *provision.carves_out,
            *provision.overcomes,
            *provision.reviews,
            *provision.refines,
        ):
            if not fitting(pattern, provisions):
                raise LawError(
                    str(UnknownName("provision", pattern, provisions)), page.place(pattern)
                )
        _opposed(provision, provisions, page)
        if provision.scope and provision.scope not in provisions:
            raise LawError(
                str(UnknownName("provision", provision.scope, provisions)), page.place("scope")
            )
        for ref in _refs(provision):
            _known(ref, provisions, page)
    _no_circles(provisions, pages)


def _opposed(provision: Provision, provisions: dict[str, Provision], page: Page) -> None:
    """What a conflict provision stands against exists, wherever that other law is loaded at all."""
    if (provision.kind == "conflict") is not bool(provision.against):
        raise LawError(
            "against = [...] names the needs of other laws that a conflict provision forbids to follow; "
            "such a provision has one, and no other kind has",
            page.place("kind"),
        )
    if not provision.against:
        return
    loaded = {each.split(".", 1)[0] for each in provisions}
    for pattern in provision.against:
        home = pattern.split(".", 1)[0]
        if home == provision.id.split(".", 1)[0]:
            raise LawError(
                f"{pattern} is of the same law; a conflict lies between two", page.place(pattern)
            )
        if home in loaded and not fitting(pattern, provisions):
            raise LawError(str(UnknownName("provision", pattern, provisions)), page.place(pattern))


def _refs(provision: Provision) -> Iterator[Ref]:
    for tree in provision.trees:
        yield from refs_of(tree)


def _known(ref: Ref, provisions: dict[str, Provision], page: Page) -> None:
    if ref.id not in provisions:
        raise LawError(str(UnknownName("provision", ref.id, provisions)), page.place(f"@{ref.id}"))
    if ref.part is not None:
        parts = {name for version in provisions[ref.id].versions for name, _ in version.parts}
        if ref.part not in parts:
            raise LawError(
                str(UnknownName(f"part of {ref.id}", ref.part, parts)),
                page.place(f"@{ref.id}#{ref.part}"),
            )


def _no_circles(provisions: dict[str, Provision], pages: dict[str, Page]) -> None:
    carvers: dict[str, list[str]] = {target: [] for target in provisions}
    for each in provisions.values():
        carved = (target for pattern in each.carves_out for target in fitting(pattern, provisions))
        for target in dict.fromkeys(carved):
            carvers[target].append(each.id)
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            loop = " -> ".join((*trail[trail.index(name) :], name))
            raise LawError(
                f"these provisions refer to each other in a circle: {loop}", pages[name].place()
            )
        if name in done:
            return
        provision = provisions[name]
        below = [ref.id for ref in _refs(provision)] + carvers[name]
        for target in dict.fromkeys([*below, *([provision.scope] if provision.scope else [])]):
            visit(target, (*trail, name))
        done.add(name)

    for name in provisions:
        visit(name, ())
