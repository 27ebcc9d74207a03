"""What each operation answers, in short: shown in the OpenAPI document and on the page of the API.

Taken from real answers and cut; a test holds each against the model of its operation.
"""

from __future__ import annotations

import json
from typing import Any

_HASHES = {"law": "cce7a3f5e3d7...", "catalogue": "2b59738997bb...", "code": "b22d539a6536..."}
_DECISION: dict[str, Any] = {
    "item": "NVIDIA H200 SXM 141GB",
    "product": "nvidia-h200-sxm-141gb",
    "on": "2026-02-01",
    "known_on": None,
    "status": "license_required",
    "headline": "United States: license required; case-by-case review if all its conditions hold, otherwise presumption of denial.",
    "beside": [],
    "passes": False,
    "answers": [{"sovereign": "US", "status": "license_required", "classification": "3A090.a"}],
    "questions": [],
    "screening": None,
    "hashes": _HASHES,
}
_SILENCE = "Licet shows evidence; a named officer determines. Its silence means nothing."
_ANSWER = {
    "status": "license_required",
    "ref": "",
    "decisions": [_DECISION],
    "silence": _SILENCE,
}
_PRODUCT = {
    "id": "nvidia-h200-sxm-141gb", "shelf": "chip", "kind": "integrated_circuit",
    "name": "NVIDIA H200 SXM 141GB", "vendor": "NVIDIA", "confidence": "high",
    "facts": {"total_processing_performance": "15832", "die_area_mm2": "814"},
    "worked_out": {"performance_density": "19.45"},
}  # fmt: skip
_EVENT = {
    "on": "2026-11-10", "published": "2025-11-10", "sovereign": "US", "kind": "requirement",
    "subject": "us.744.11.affiliates", "what": "pause runs out", "source": "90 FR 50857 (2025-19846)",
}  # fmt: skip
_PROVISION: dict[str, Any] = {
    "id": "us.ccl.3A090.a", "kind": "classification", "title": "Advanced computing chips, upper level",
    "sovereign": "US", "state": "in_force",
    "cite": [{"text": "15 CFR Part 774, Supp. No. 1, 3A090.a", "url": "https://www.ecfr.gov/current/title-15"}],
    "from": "2023-11-17", "to": None, "confidence": "high", "checked": "2026-07-23",
}  # fmt: skip
_HIT: dict[str, Any] = {
    "id": 1, "state": "potential", "name": "Huawei Technologies", "entry": "US-EL:huawei-technologies-co-ltd",
    "score": 836, "band": "same", "asked": {"name": "Huawei Technologies", "ref": "PO-1001"},
    "listed": {"list": "US-EL", "name": "Huawei Technologies Co., Ltd.", "since": "2019-05-21"},
    "refs": ["PO-1001"], "history": [],
}  # fmt: skip

_CHECK: dict[str, Any] = {
    "ref": "SO-1001", "number": 1, "result": "HOLD",
    "lines": [
        {
            "line": "10", "item": "nvidia-h200-sxm-141gb", "result": "HOLD", "status": "license_required",
            "reason": "United States: license required; presumption of denial.", "code": "license_required",
            "next_step": "Assign a license to the line.", "hits": [], "matches": [],
        },
    ],
    "differs": [], "notes": [], "hashes": _HASHES,
}  # fmt: skip
_CHECKED = {**_CHECK, "state": "held", "held": "Check 1: Line 10 HOLD: license required"}
_ORDER: dict[str, Any] = {
    "ref": "SO-1001",
    "state": "held",
    "held": _CHECKED["held"],
    "result": "HOLD",
    "check": 1,
}
_DETERMINATION: dict[str, Any] = {
    "id": 1,
    "at": "2026-11-22T09:00:00+00:00",
    "officer": "anna",
    "ref": "SO-1001",
    "item": "NVIDIA H200 SXM 141GB",
    "status": "license_required",
    "note": "",
}


def _page(item: dict[str, Any], where: str) -> dict[str, Any]:
    return {"items": [item], "next": f"/api/v1/{where}?limit=1&cursor=Im52aWRpYS1oMjAwIg", "total": 2}  # fmt: skip


_SIGNALS: dict[str, Any] = {
    "kind": "transfer", "subject": "NVIDIA H200 SXM 141GB", "on": "2026-06-01",
    "signals": [
        {
            "code": "rf_10", "title": "Red flag 10: an odd route", "truth": True, "rule": "transshipment or red flag: odd route",
            "cite": ["15 CFR Part 732, Supp. No. 3"], "confidence": "high", "strength": "weak",
            "looks_alike": "Hubs are hubs because most trade through them is lawful.", "facts": [["red_flag.odd_route", True]], "wanted": [],
        }
    ],
    "not_known": {"rf_5": ["red_flag.cash_offered"]}, "quiet": [], "evidence": [],
    "estimate": {"shares": {"diversion": ["0.0044", "0.0230", "0.0972"]}, "counted": ["rf_10"]}, "note": "",
}  # fmt: skip

EXAMPLES: dict[str, Any] = {
    "decide": _ANSWER,
    "signals": {"ref": "", "subjects": [_SIGNALS], "hashes": _HASHES, "silence": _SILENCE},
    "decideMany": "\n".join(
        json.dumps(each)
        for each in (
            {"row": 1, "ref": "a", "answer": {**_ANSWER, "ref": "a", "decisions": []}},
            {"end": True, "rows": 1, "answers": 1, "problems": 0},
        )
    ),
    "products": _page(_PRODUCT, "products"),
    "product": {"variants": [_PRODUCT], "hashes": _HASHES},
    "productHistory": {
        "variants": [
            {
                "product": "nvidia-h200-sxm-141gb",
                "name": "NVIDIA H200 SXM 141GB",
                "history": [
                    {
                        "from": "2026-01-15", "to": None, "status": "license_required",
                        "headline": _DECISION["headline"], "changed": ["review"], "causes": [_EVENT],
                    }
                ],
            }
        ],
        "hashes": _HASHES,
    },
    "provisions": _page(_PROVISION, "law/provisions"),
    "provision": {
        **_PROVISION, "says": "A chip with digital processing units is .a when ...",
        "versions": [{"from": "2023-11-17", "to": None, "published": "2023-10-25", "source": "88 FR 73458"}],
        "hashes": _HASHES,
    },
    "changes": {"from": "2026-11-10", "to": "2026-11-10", "count": 1, "changes": [_EVENT], "hashes": _HASHES},
    "coverage": {
        "laws": [{"sovereign": "NL", "areas": [["Measures on machines", "modelled", ""]], "not_modelled": []}],
        "hashes": _HASHES,
    },
    "screen": {
        "answers": [{"query": {"name": "Huawei Technologies", "ref": "PO-1001"}, "result": "hits", "hits": []}],
        "searched": {"editions": [{"list": "US-EL", "as_of": "2026-07-31", "entries": 404}], "not_searched": ["US-DPL"]},
        "record": {"run": 1, "counts": {"queries": 1, "hits": 10, "opened": 10}},
        "silence": "No hit is not a clearance ...",
    },
    "hits": _page(_HIT, "hits"),
    "hit": _HIT,
    "worklist": {
        "today": "2026-11-22", "hits": [_HIT], "proposals": [], "expiring": [], "holds": [], "unscreened": [],
    },
    "lists": {
        "on": "2026-11-22",
        "lists": [{"list": "US-EL", "title": "Entity List", "state": "snapshot", "as_of": "2026-07-31", "entries": 404}],
    },
    "sendOrder": _CHECKED,
    "checkOrder": _CHECKED,
    "orders": _page(_ORDER, "orders"),
    "order": {**_ORDER, "body": {"ref": "SO-1001", "lines": []}, "last": _CHECK},
    "orderChecks": {"ref": "SO-1001", "state": "held", "checks": [_CHECK]},
    "determinations": _page(_DETERMINATION, "determinations"),
    "determination": {
        **_DETERMINATION, "code": "LCT-1-XXXX", "statement": {"officer": "anna", "status": "license_required"},
        "signature": "c2lnbmF0dXJl", "public_key": "ed25519:...", "answer": [_DECISION], "faults": [],
    },
    "letter": "%PDF-1.7 ...",
    "health": {"status": "ok", "etag": "c58658998272b893367e4198bc3ce281", "hashes": _HASHES},
}  # fmt: skip
"""An answer by the ``operationId`` that gives it."""
