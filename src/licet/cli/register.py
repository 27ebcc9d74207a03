"""``licet register ACTION ...``: applications, licenses, drawdowns and the money, step by step.

Every event of ``law/procedure`` is an action too: ``licet register submit A-000001 signer=Ann ...``.
"""

from __future__ import annotations

import sys

from licet.cli.actions import not_an_action, run_module

_ACTIONS = {
    "file": "open an application from what licet decide says of the transfer",
    "list": "applications that you may see: state, days left, who is waited for",
    "show": "one application: where it stands, what it rests on, positions, conditions",
    "events": "what happened to an application or a license, in order",
    "ways": "what you may do next with an application or a license, and the fields it wants",
    "route": "ask the agencies that the routing rules name, each with its rule",
    "conditions": "conditions of an application: list them, propose those that a rule asks for, adopt",
    "issue": "issue the decision, and its license where it grants one",
    "license": "one license: lines, what is left, conditions, shipments taken and refused",
    "draw": "take goods from a license, or be refused, with the arithmetic",
    "match": "which line of your licenses an order line fits; takes nothing",
    "assess": "one shipment under every reading of the money",
    "pay": "enter a payment for a shipment",
    "money": "all shipments of a license under every reading, the ledger, what is due",
    "holder": "the licenses of your firm: balances, reports that are due, money",
    "deliver": "tell webhooks what happened since: for cron, where no server runs",
    "tick": "do what is due without anybody's word: for cron",
    "log": "the public log: begin it, once; its key and its newest checkpoint",
    "publish": "put into the public log what happened since: for cron",
    "statistics": "figures that follow from the public log, signed",
    "bundle": "the log, one case, or cases opened to one reader, as a file for licet verify",
    "proof": "one entry of the log with the proof that it is there",
    "correction": "put a public field of the log right by a new entry; the old one stays",
    "forget": "destroy the salts of fields of one event; the log says that it was done",
    "check": "replay everything; each fault",
}
_AFTER = """Any event of the procedure is an action too:
  licet register EVENT CASE FIELD=VALUE ... --as ROLE:ID:AUTHORITY
  licet register submit A-000001 signer=Ann end_use_statement=sha256:4f... --as applicant:ann:Acme
licet register ways CASE tells which are open to you.

Each action has its own --help, and --json.
Exit codes: 0 done; 1 a drawdown was refused, a webhook was not reached, or check found a fault; 2 bad input, or what the
procedure does not allow; 20 match: a person must look; holder: something is overdue."""


def main(words: list[str]) -> int:
    """Run one action, or do the event that the first word names."""
    if not words or words[0] in _ACTIONS or words[0] in ("-h", "--help"):
        return run_module("register", _ACTIONS, words, _AFTER)
    from licet.cli.register_event import event_named
    from licet.cli.register_event import main as act
    from licet.register.procedure import procedure_in_use

    law = procedure_in_use()
    if found := event_named(words[0], law):
        return act(found, words[1:], law)
    events = (*law.application.events, *law.license.events)
    code = not_an_action("register", {**_ACTIONS, **dict.fromkeys(events, "")}, words)
    print("licet register --help lists the actions; licet register ways CASE what may be done.", file=sys.stderr)  # fmt: skip
    return 2 if code is None else code
