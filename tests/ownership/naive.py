"""A second evaluator of ownership rules that shares no code with the first: plain sets, asked again until nothing changes.

Fractions instead of parts, whole passes instead of a worklist.
"""

from fractions import Fraction

FIRST = {"shares": "shares", "voting": "voting"}


def found(stakes, listed, lines, *, control, add_up):
    """What is found of each firm: (certain, possible) as sets, without the listed.

    ``stakes`` are (owner, owned, interest, low, high) with percents as Fraction; ``lines`` are
    (interest, percent, strict).
    """
    firms = {each[0] for each in stakes} | {each[1] for each in stakes}

    def holds(firm, owners, most):
        if control and any(s[0] in owners and s[1] == firm and s[2] == "control" for s in stakes):
            return True
        for of, percent, strict in lines:
            total = Fraction(0)
            for owner, owned, interest, low, high in stakes:
                if owned != firm or owner not in owners:
                    continue
                if interest == of:
                    total += high if most else low
                elif most and (
                    interest == "unknown" or (interest == "indirect" and of == "shares")
                ):
                    total += high
            if total > percent or (total == percent and not strict):
                return True
        return False

    def closed(starts, most):
        reached = set(starts)
        while True:
            more = {firm for firm in firms - reached if holds(firm, reached, most)}
            if not more:
                return reached
            reached |= more

    def several(most, together):
        if together:
            return closed(listed, most)
        return set(listed).union(*(closed({each}, most) for each in listed))

    certain = several(most=False, together=add_up == "together")
    possible = several(most=True, together=add_up != "alone")
    return certain - set(listed), possible - set(listed)
