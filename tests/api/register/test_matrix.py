"""Every address of the register against every role, by law/procedure/roles.yaml and by the permissions of accounts."""

import re

import pytest

from licet.access.guard import permission_of
from licet.access.model import PERMISSIONS
from licet.api.described import routes
from licet.api.register import requests
from licet.register.events import ROLES
from licet.register.procedure import procedure_in_use
from licet.registry.model import APPLICATION, LICENSE
from licet.registry.roles import read_roles
from tests.register.stories import STAND_IN

from .conftest import FILED

TOUCHED = {
    "enterDue": {"officer", "system"}, "addHook": {"applicant", "agent", "officer", "agency", "countersigner", "board", "customs"},
    "hooks": set(ROLES), "hookMessages": set(ROLES), "endHook": set(ROLES),
    "decideApplicationAgain": {"applicant", "agent", "officer"},
    "applicationWays": set(ROLES), "licenseWays": set(ROLES), "actOnApplication": None, "actOnLicense": None,
}  # fmt: skip
"""Operations that stand under no one right of roles.yaml: who may ask, None where the act itself decides."""
ALSO = {
    "assess": ("read", "license"),
    "openBundle": ("read", "file"),
    "drawDown": ("read", "license"),
}
"""A second right that the operation asks for on its way."""
BODIES = {
    "fileApplication": FILED, "issueLicense": {"notice": "x"}, "drawDown": requests.DrawIn, "goodsBack": requests.BackIn,
    "assess": requests.AssessIn, "pay": requests.PayIn, "fileReturn": requests.ReturnIn, "matchOrderLine": requests.OrderLineIn,
    "openBundle": requests.BundleIn, "addHook": requests.HookIn,
}  # fmt: skip


def body_of(operation):
    found = BODIES.get(operation, {})
    return (
        found if isinstance(found, dict) else found.model_config["json_schema_extra"]["examples"][0]
    )


@pytest.fixture
def operations(people):
    """Method, address, operation and permission of each route of the register."""
    app = people.wrapped.app.state.api
    found = [each for each in routes(app) if each.path.startswith("/register/")]
    return [
        (
            min(each.methods),
            each.path.removeprefix("/register/"),
            each.operation_id,
            permission_of(each.dependencies),
            right_of(each),
        )
        for each in found
    ]


@pytest.fixture
def rights(library):
    return read_roles(library.folder, procedure_in_use())


def filled(path):
    gaps = {
        "number": "1" if "hooks" in path or "roles" in path else "L-000009",
        "case": "A-000009",
        "name": "0" * 32,
        "path": "checkpoint",
    }
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda gap: gaps.get(gap[1], gap[0]), path)


def right_of(route):
    """The right that the route's dependencies ask for; None where none does."""
    stack = list(route.dependant.dependencies)
    while stack:
        each = stack.pop()
        if found := getattr(each.call, "right", None):
            return found
        stack += each.dependencies
    return None


def may(rights, role, operation, asked):
    if operation in TOUCHED:
        return role in TOUCHED[operation]
    reaches = [
        (rights.to_do(*each[1:]) if each[0] == "do" else rights.to_read(each[1])).reach(role)
        for each in (asked, ALSO.get(operation, asked))
    ]
    if operation in ("licenses", "matchOrderLine"):  # by order one reads a license that is named
        return all(reaches) and "order" not in reaches
    return all(reaches)


def test_every_address_names_a_permission_and_a_right(operations):
    assert len(operations) > 30
    for method, path, operation, permission, right in operations:
        assert permission in PERMISSIONS, path
        if permission == "register":
            assert (right is None) == (operation in TOUCHED), (
                f"{method} {path} stands under no right"
            )


def test_each_role_is_turned_away_where_the_law_gives_it_no_right_and_nowhere_else(
    people, operations, rights
):
    wrong = []
    for role, actor in STAND_IN.items():
        for method, path, operation, permission, right in operations:
            if permission != "register" or TOUCHED.get(operation, "") is None:
                continue
            by_order = (
                "?order=x"
                if operation
                in ("application", "applicationEvents", "license", "licenseEvents", "money")
                else ""
            )
            answer = people.as_(actor, account=None).ask(
                method,
                filled(path) + by_order,
                json=body_of(operation) if method == "POST" else None,
            )
            if answer.status_code >= 500 or (answer.status_code == 403) == may(
                rights, role, operation, right
            ):
                wrong.append(f"{role} {method} {path}: {answer.status_code} {answer.text[:150]}")
    assert not wrong, "\n".join(wrong)


def test_each_act_of_both_tables_is_for_the_roles_of_the_law_and_no_other(
    people, submitted, rights
):
    law, wrong = procedure_in_use(), []
    own = {
        "create",
        "attach_decision",
        "issue",
        "drawdown",
        "drawdown_refused",
        "goods_back",
        "assessed",
        "paid",
    }
    for nature, table, where in (
        (APPLICATION, law.application, "applications/A-999999"),
        (LICENSE, law.license, "licenses/L-000009"),
    ):
        for kind in set(table.events) - own:
            right = rights.to_do(nature, kind)
            for role, actor in STAND_IN.items():
                answer = people.as_(actor).post(f"{where}/acts/{kind}")
                if answer.status_code != (404 if right.reach(role) else 403):
                    wrong.append(f"{role} {kind}: {answer.status_code}")
    assert not wrong, "\n".join(wrong[:20])
    assert len(people["auditor"].seen(f"applications/{submitted}/events?order=x")["items"]) == 2


def test_the_permission_of_an_account_comes_before_its_register_roles(people, operations):
    for method, path, _, permission, _ in operations:
        others = people.as_(STAND_IN["officer"], may=frozenset(PERMISSIONS) - {permission})
        assert others.ask(method, filled(path)).status_code == 403, path
        visitor = people.as_(how="visitor", account=None, may=frozenset())
        assert visitor.ask(method, filled(path)).status_code == 401, path


def test_visitors_see_the_public_part_and_nothing_else(people, operations):
    visitor = people.as_(how="visitor", account=None, may=frozenset({"read", "ask"}))
    opened = {
        path
        for method, path, *_ in operations
        if visitor.ask(method, filled(path)).status_code not in (401, 403)
    }
    assert opened == {path for _, path, *_ in operations if path.startswith("public/")}
