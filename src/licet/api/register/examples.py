"""What each operation of the register answers, in short; firms, amounts and names are made up."""

from __future__ import annotations

from typing import Any

from licet.api import examples

SILENCE = examples.EXAMPLES["decide"]["silence"]
_ACTOR = {"id": "ann", "role": "applicant", "authority": "Example Silicon, Inc.", "rank": ""}
_EVENT: dict[str, Any] = {
    "case": "A-000001", "seq": 2, "kind": "submit", "actor": _ACTOR, "at": "2026-01-20T12:00:00+00:00",
    "body": {"signer": "Ann", "end_use_statement": "sha256:5f0c"},
}  # fmt: skip
_ACT: dict[str, Any] = {
    "event": _EVENT,
    "from": "draft",
    "to": "submitted",
    "also": [],
    "findings": [],
}
_STANDING: dict[str, Any] = {
    "case": "A-000001", "state": "referred", "title": "Referred to agencies", "open": True, "authority": "US",
    "waiting_for": [{"agency": "defense", "rule": "us.on_request", "due": None}],
    "clock": {"standing": "running", "clock": 5, "stopped": {}}, "limits": [{"title": "Review", "left": 85, "last_day": "2026-04-22"}],
}  # fmt: skip
_ROW = {
    "case": "A-000001", "state": "referred", "title": "Referred to agencies", "authority": "US", "days_left": 85,
    "last_day": "2026-04-22", "over": False, "stopped": "", "waiting_for": ["defense"],
}  # fmt: skip
_WAYS = {
    "case": "A-000001",
    "ways": [{"event": "withdraw", "to": ["withdrawn"], "guards": [], "cite": "", "body": []}],
}
_LICENSE: dict[str, Any] = {
    "number": "L-000001",
    "state": "in_use",
    "file": {"number": "L-000001", "lines": []},
}
_ENTRY = {
    "index": 0,
    "leaf": "5f0c...",
    "entry": {"type": "application", "event": "submit", "public": {"state": "submitted"}},
}
_LINES = '{"format": "licet-bundle/1"}'
_HOOK = {"id": 1, "url": "https://hooks.example.com/licet", "role": "applicant"}


def _page(item: dict[str, Any]) -> dict[str, Any]:
    return {"items": [item], "next": None}


EXAMPLES: dict[str, Any] = {
    "fileApplication": {**_ACT, "event": {**_EVENT, "seq": 1, "kind": "create", "body": {"authority": "US"}}, "from": "", "to": "draft"},
    "decideApplicationAgain": {**_ACT, "event": {**_EVENT, "seq": 3, "kind": "attach_decision", "body": {"reason": "x"}}, "from": "submitted"},
    "applications": _page(_ROW),
    "enterDue": {"done": []},
    "applicationStanding": _STANDING,
    "applicationEvents": _page(_EVENT),
    "applicationWays": _WAYS,
    "readers": _page({"line": 41, "at": "2026-01-22T12:00:00+00:00", "who": "olga", "what": "file", "role": "officer", "authority": "US", "order": ""}),
    "actOnApplication": _ACT,
    "issueLicense": {**_ACT, "event": {**_EVENT, "kind": "issue"}, "from": "countersigned", "to": "approved_with_conditions"},
    "application": {"standing": _STANDING, "file": {"case": "A-000001", "state": "referred"}},
    "licenses": _page({"number": "L-000001", "state": "in_use", "balances": [{"line": "1", "left": "10000"}]}),
    "licenseEvents": _page({**_EVENT, "case": "L-000001", "kind": "drawdown"}),
    "licenseWays": {**_WAYS, "case": "L-000001"},
    "actOnLicense": {**_ACT, "event": {**_EVENT, "case": "L-000001", "kind": "surrender"}},
    "license": _LICENSE,
    "drawDown": {
        "license": "L-000001", "taken": False, "refused": [{"code": "condition", "text": "the ratio would be 0.53 of at most 0.5"}],
        "findings": [], "balance": {"line": "1", "left": "10000"}, "silence": SILENCE,
    },
    "goodsBack": {**_ACT, "event": {**_EVENT, "case": "L-000001", "kind": "goods_back"}},
    "assess": {"shipment": "shipment-1", "readings": [{"reading": "duty_232_2026", "rate_pct": "25", "due": "24000000.00", "holds": True}]},
    "pay": {**_ACT, "event": {**_EVENT, "case": "L-000001", "kind": "paid"}},
    "fileReturn": {**_ACT, "event": {**_EVENT, "case": "L-000001", "kind": "return_filed"}},
    "money": {"license": "L-000001", "rows": [{"reading": "duty_232_2026", "open": "0.00"}], "ledger": []},
    "matchOrderLine": {"result": "HOLD", "code": "two_fit", "reason": "Two lines fit; a person says which.", "silence": SILENCE},
    "publicLog": {"size": 12, "checkpoint": "register.example/licenses\n12\n...", "key": "register.example/licenses+8a9b+..."},
    "publicEntries": _page(_ENTRY),
    "publicCase": _page(_ENTRY),
    "publicFile": "register.example/licenses\n12\n...",
    "publicStatistics": {"figures": {"result": {"cases": 40}}, "words": ["approved: 30 of 40 of the cases that were decided (75 %)"], "statement": "licet-statistics/1\n..."},
    "publicBundle": _LINES,
    "caseBundle": _LINES,
    "openBundle": _LINES,
    "hooks": _page(_HOOK),
    "addHook": {**_HOOK, "secret": "whsec_..."},
    "hookMessages": _page({"number": 17, "tries": 1, "arrived": "2026-01-20T12:00:01+00:00", "next": None, "said": "HTTP 204"}),
    "endHook": {"ended": True},
}  # fmt: skip
