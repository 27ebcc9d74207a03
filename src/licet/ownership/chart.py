"""An ownership chart as SVG: the firm at the bottom, its owners above, each share on its line.

Plain shapes and text, no script and no font of its own; the proof stands in ``desc``, so that a
screen reader reads what the eye sees.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape  # it writes, and reads nothing # nosec B406

from licet.ownership.judge import CERTAIN, LISTED, NOT_SHOWN, POSSIBLE
from licet.ownership.layout import FREE, layout
from licet.ownership.model import CONTROL, SHARES
from licet.ownership.shares import shown
from licet.ownership.words import proof_lines, rule_line, standing

if TYPE_CHECKING:
    from licet.ownership.judge import Judged
    from licet.ownership.layout import Layout, Line
    from licet.ownership.proof import Proof

_BOX, _TALL, _GAP, _STEP, _EDGE = 216, 66, 36, 150, 32
_FREE, _SIDE = 56, 44
_FONT = "font-family=\"'Noto Sans','Helvetica Neue',Arial,'Noto Sans CJK SC',sans-serif\""
# Fill, border, words, second line: told apart by shape of the border as well as by color.
_LOOK = {
    LISTED: ("#7a1f1f", "#7a1f1f", "#ffffff", "#f3d6d6", ""),
    CERTAIN: ("#fbe9e7", "#b3261e", "#1f1f1f", "#8c1d18", ""),
    POSSIBLE: ("#fff6e0", "#a86a00", "#1f1f1f", "#7a4d00", ' stroke-dasharray="7 4"'),
    NOT_SHOWN: ("#f4f5f7", "#8a929c", "#1f1f1f", "#59616b", ""),
}
_SAYS = {
    LISTED: "listed", CERTAIN: "restricted by ownership", POSSIBLE: "cannot be excluded",
    NOT_SHOWN: "not on this data",
}  # fmt: skip
_PER_LINE, _LINES = 25, 2
_LETTER = 6.9
"""Width of a letter of a note, at most, on average over a line."""


def chart(proof: Proof, footer: str = "") -> str:
    """The chart of one proof; ``footer`` is printed at the bottom, such as the hashes."""
    judged = proof.judged
    placed = layout(judged.cut, proof.firm)
    rises = any(each.rises for each in placed.lines)
    width = max(max(map(_span, placed.rows)) + 2 * (_EDGE + (_SIDE if rises else 0)), 760)
    most = int((width - 2 * _EDGE) / _LETTER)
    notes = [line for note in _notes(proof, placed, footer) for line in _broken(note, most)]
    top = 84
    bottom = top + (len(placed.rows) - 1) * _STEP + _TALL
    height = bottom + 62 + 17 * len(notes) + 12
    spots = _spots(placed, width, top)
    title = f"Who owns {judged.cut.label(proof.firm)}, {judged.day}"
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'role="img" aria-labelledby="title desc" {_FONT}>'
        ),
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(_description(proof))}</desc>',
        (
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto">'
            '<path d="M0 0.6 L7.4 4 L0 7.4 z" fill="#59616b"/></marker></defs>'
        ),
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(_EDGE, 36, title, size=19, weight="600"),
        _text(_EDGE, 58, f"{judged.ruling.regime}: {judged.ruling.asks}", size=13, fill="#59616b"),
    ]
    lines, labels = _lines(judged, placed, spots)
    parts += lines
    parts += [
        _box(proof, key, *spots[key])
        for row in placed.rows
        for key in row
        if not key.startswith(FREE)
    ]
    parts += labels
    parts += _legend(bottom + 34)
    parts += [
        _text(_EDGE, bottom + 74 + 17 * at, note, size=12, fill="#59616b")
        for at, note in enumerate(notes)
    ]
    return "\n".join([*parts, "</svg>", ""])


def _description(proof: Proof) -> str:
    lines = [rule_line(proof.judged.ruling), standing(proof.judged.ruling)]
    return " ".join([*lines, *(text for _, text in proof_lines(proof))])


def _notes(proof: Proof, placed: Layout, footer: str) -> list[str]:
    notes = [standing(proof.judged.ruling)]
    if placed.left_out:
        notes.append(f"{placed.left_out} owners further up found no place here.")
    notes.append("Licet shows evidence; a named officer determines. Its silence means nothing.")
    return [*notes, footer] if footer else notes


def _span(row: tuple[str, ...]) -> int:
    return sum(map(_width, row)) + (len(row) - 1) * _GAP


def _width(key: str) -> int:
    return _FREE if key.startswith(FREE) else _BOX


def _spots(placed: Layout, width: int, top: int) -> dict[str, tuple[float, float]]:
    """The upper left corner of each place: a row stands in the middle of the width."""
    found = {}
    for number, row in enumerate(placed.rows):
        x = (width - _span(row)) / 2
        for key in row:
            found[key] = x, float(top + number * _STEP)
            x += _width(key) + _GAP
    return found


def _lines(
    judged: Judged, placed: Layout, spots: dict[str, tuple[float, float]]
) -> tuple[list[str], list[str]]:
    """Curves from owner to owned, and the shares that stand on them."""
    leaving: dict[str, list[Line]] = {}
    coming: dict[str, list[Line]] = {}
    for each in placed.lines:
        if not each.rises:
            leaving.setdefault(each.stake.owner, []).append(each)
            coming.setdefault(each.stake.owned, []).append(each)
    for several in leaving.values():
        several.sort(key=lambda each: spots[(*each.through, each.stake.owned)[0]])
    for several in coming.values():
        several.sort(key=lambda each: spots[(each.stake.owner, *each.through)[-1]])
    drawn, labels = [], []
    taken: list[tuple[float, float, float]] = []
    for each in placed.lines:
        stake = each.stake
        if each.rises:
            curve, label = _around(spots[stake.owner], spots[stake.owned])
        else:
            start = (spots[stake.owner][0] + _part(leaving[stake.owner], each), spots[stake.owner][1] + _TALL)  # fmt: skip
            end = (
                spots[stake.owned][0] + _part(coming[stake.owned], each),
                spots[stake.owned][1] - 2,
            )
            curve, label = _down(start, [spots[key] for key in each.through], end)
        counts = judged.cut.place[stake.owner] in judged.possible
        look = (
            'stroke="#8c1d18" stroke-width="2"' if counts else 'stroke="#8a929c" stroke-width="1.4"'
        )
        if stake.interest != SHARES:
            look += ' stroke-dasharray="5 4"'
        drawn.append(f'<path d="{curve}" fill="none" {look} marker-end="url(#tip)"/>')
        words = "control" if stake.interest == CONTROL else shown(stake.share)
        if stake.interest not in (SHARES, CONTROL):
            words += {"voting": " of votes", "indirect": " indirect"}.get(stake.interest, " of unknown kind")  # fmt: skip
        labels.append(_label(words, label, taken))
    return drawn, labels


Point = tuple[float, float]


def _down(start: Point, through: list[Point], end: Point) -> tuple[str, tuple[Point, Point]]:
    """A curve down through free places, and the stretch of it on which its share stands."""
    stops = [start]
    for x, y in through:
        stops += [(x + _FREE / 2, y), (x + _FREE / 2, y + _TALL)]
    stops.append(end)
    parts = [f"M{start[0]:.1f} {start[1]:.1f}"]
    for number, ((x1, y1), (x2, y2)) in enumerate(pairwise(stops)):
        if number % 2:  # past a row of boxes, straight down
            parts.append(f"L{x2:.1f} {y2:.1f}")
            continue
        bend = (y2 - y1) * 0.5
        parts.append(f"C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}")
    return " ".join(parts), (stops[0], stops[1])


def _around(owner: Point, owned: Point) -> tuple[str, tuple[Point, Point]]:
    """A curve that closes a ring: out of the right side of the owner, into that of what it owns."""
    x1, y1 = owner[0] + _BOX, owner[1] + _TALL / 2
    x2, y2 = owned[0] + _BOX + 3, owned[1] + _TALL / 2
    out = max(x1, x2) + _SIDE + 24
    middle = (max(x1, x2) + _SIDE, (y1 + y2) / 2)
    return f"M{x1:.1f} {y1:.1f} C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {x2:.1f} {y2:.1f}", (middle, middle)  # fmt: skip


def _part(several: list[Line], line: Line) -> float:
    """Where on the edge of a box a line leaves or comes: the lines share the edge evenly."""
    return _BOX * (several.index(line) + 1) / (len(several) + 1)


def _label(words: str, on: tuple[Point, Point], taken: list[tuple[float, float, float]]) -> str:
    """A share on a white ground, at the first place along its line that no other share takes."""
    (start, end), half = on, 3.6 * len(words) + 8
    x = y = 0.0
    for t in (0.5, 0.36, 0.64, 0.25, 0.75):
        x = start[0] + (end[0] - start[0]) * (3 * t * t - 2 * t * t * t)
        y = start[1] + (end[1] - start[1]) * t
        if all(abs(x - a) > half + b or abs(y - c) > 20 for a, b, c in taken):  # noqa: PLR2004 - the height of a label
            break
    taken.append((x, half, y))
    return (
        f'<rect x="{x - half:.1f}" y="{y - 10:.1f}" width="{2 * half:.1f}" height="20" rx="4" fill="#ffffff" stroke="#d5d9de" stroke-width="0.8"/>'
        + _text(x, y + 4.5, words, size=12.5, anchor="middle", weight="600")
    )


def _box(proof: Proof, key: str, x: float, y: float) -> str:
    judged = proof.judged
    found = judged.found(key)
    fill, border, words, second, dash = _LOOK[found]
    node = judged.cut.nodes[key]
    thick = 3 if key == proof.firm else 1.5
    says = _SAYS[found]
    if found == LISTED:
        says = ", ".join(dict.fromkeys(each.list for each in judged.listed[key]))
    places = node.country
    if node.headquarters and node.headquarters != node.country:
        places = f"{node.country or '?'}, seat {node.headquarters}"
    if found == NOT_SHOWN and key != proof.firm:
        says = ""  # the common case, which the legend names
    lines = _wrapped(judged.cut.label(key))
    head = y + (27 if len(lines) == 1 else 20)
    parts = [
        f"<g><title>{escape(judged.cut.label(key))}: {escape(_SAYS[found])}</title>",
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{_BOX}" height="{_TALL}" rx="7" fill="{fill}" stroke="{border}" stroke-width="{thick}"{dash}/>',
    ]
    parts += [
        _text(x + _BOX / 2, head + 16 * at, line, size=13.5, fill=words, anchor="middle", weight="600")
        for at, line in enumerate(lines)
    ]  # fmt: skip
    under = " · ".join(each for each in (places, says) if each)
    parts.append(
        _text(x + _BOX / 2, y + 56, _cut(under, 32), size=11.5, fill=second, anchor="middle")
    )
    return "\n".join([*parts, "</g>"])


def _legend(y: float) -> list[str]:
    parts, x = [], float(_EDGE)
    for found, says in _SAYS.items():
        fill, border, _, _, dash = _LOOK[found]
        parts.append(f'<rect x="{x:.1f}" y="{y - 11:.1f}" width="22" height="14" rx="3" fill="{fill}" stroke="{border}" stroke-width="1.4"{dash}/>')  # fmt: skip
        parts.append(_text(x + 29, y, says, size=12, fill="#3c434b"))
        x += 52 + 6.6 * len(says)
    return parts


def _broken(text: str, most: int) -> list[str]:
    """Lines of at most ``most`` letters, unless one word is longer.  Han counts double."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if _wide(joined) <= most or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _wrapped(text: str) -> list[str]:
    """At most two lines; what is too long ends in a dot of three."""
    lines = _broken(text, _PER_LINE)
    if len(lines) > _LINES:
        lines = [lines[0], " ".join(lines[1:])]
    return [_cut(line, _PER_LINE) for line in lines]


def _cut(text: str, most: int) -> str:
    if _wide(text) <= most:
        return text
    while _wide(text) >= most:
        text = text[:-1]
    return f"{text.rstrip()}\u2026"


def _wide(text: str) -> int:
    return sum(2 if each >= "\u1100" else 1 for each in text)


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = "#1f1f1f",
    anchor: str = "start",
    weight: str = "400",
) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>'
