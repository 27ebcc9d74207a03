"""Persons, permissions and roles of the desk and the API.

A permission opens a route.  What an officer may do to a hit or an order is beyond that a right of the
officer in the store (``licet.store.states.RIGHTS``): an account with the role ``officer`` signs as the
officer whose name it carries, and with that officer's own key.
"""

from __future__ import annotations

from licet.record import record
from licet.register.events import Actor

PERMISSIONS = {
    "read": "read the law, the products and what is not modelled",
    "ask": "ask what a transfer needs, and keep the question under a link",
    "screen": "screen names, and see hits and the worklist",
    "review": "say what a hit is; two persons do, each signing",
    "order": "send orders, and see what holds them",
    "records": "see determinations, their letters and the log",
    "sign": "sign a determination, and release an order",
    "lists": "take in new editions of lists",
    "timeline": "judge events of the timeline: confirm, correct or reject what articles tell",
    "watch": "see and keep case files of the leak watch",
    "register": "act and read in the license register, as the account's register roles allow",
    "people": "accounts, roles, officers and tokens of others",
}
"""What may be done, and the scopes that an API token may have."""

ROLES = {
    "reader": ("read", "ask"),
    "order_desk": ("read", "ask", "order"),
    "analyst": ("read", "ask", "screen", "order", "records", "timeline", "watch"),
    "officer": (
        "read",
        "ask",
        "screen",
        "review",
        "order",
        "records",
        "sign",
        "lists",
        "timeline",
        "watch",
    ),
    "register": ("read", "ask", "register"),
    "administrator": ("read", "ask", "lists", "records", "people"),
}
"""What each role may do.  ``register`` alone opens no file: see ``licet.access.registered``.  Nobody who gives out roles signs, unless given that role by another."""

ROLES_SAID = {
    "reader": "reads, asks, and keeps questions under links",
    "order_desk": "a reader who also sends orders and sees what holds them",
    "analyst": "of the order desk, and screens names, sees hits, determinations and the log, judges what the timeline holds, and keeps case files of the leak watch",
    "officer": "an analyst who also says what a hit is, signs, releases orders and takes in lists",
    "register": "a reader who also comes to the license register, in the register roles given besides",
    "administrator": "looks after accounts, roles and officers, takes in lists, sees the records; signs nothing",
}
"""The same in a line each."""

ANONYMOUS = ("read", "ask")
"""What a visitor may do where the desk is public; nothing where it is not."""


@record
class Person:
    """Who asks: a signed-in account, a token, the one user of a private desk, or a visitor.

    ``how`` is ``session``, ``token``, ``local`` or ``visitor``; ``account`` the number of the account,
    None for ``local`` and ``visitor``; ``officer`` the name under which acts are signed, perhaps empty;
    ``csrf`` what forms of this session must send back, empty where there is no session.  ``actors`` is as
    whom an account may act in the license register (``licet.access.registered``).
    """

    name: str
    how: str
    may: frozenset[str]
    account: int | None = None
    officer: str = ""
    csrf: str = ""
    actors: tuple[Actor, ...] = ()

    @property
    def signed_in(self) -> bool:
        """Whether somebody has said who this is."""
        return self.how != "visitor"


VISITOR = Person("visitor", "visitor", frozenset(ANONYMOUS))
"""Somebody who has not signed in."""

LOCAL = Person("the user of this machine", "local", frozenset(PERMISSIONS))
"""The one user of a desk that listens on this machine alone, before any account is made."""
