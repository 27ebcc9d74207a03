"""Functions over rows in LLVM's own language: tests of words into planes, and numbers held to a line."""

from __future__ import annotations

WORD = 64


def spreads() -> dict[int, str]:
    """By the bytes of a code: each row's byte of a table, its eight bits laid into eight planes."""
    return {width: _spread(width) for width in (1, 2, 4)}


def marks() -> dict[int, str]:
    """By the bytes of a code: a byte set for every code that some row has."""
    return {width: _mark(width) for width in (1, 2, 4)}


def comparisons() -> dict[str, str]:
    """By operator: a plane of the rows whose number stands so to a line."""
    kinds = {">=": "oge", ">": "ogt", "<": "olt", "<=": "ole", "==": "oeq", "!=": "une"}
    return {op: _compare(place, kind) for place, (op, kind) in enumerate(kinds.items())}


def within() -> str:
    """Whether some known number lies out of bounds, or is too small for a quantity: its bits, or nought."""
    return _each(
        "i64 @within(ptr %values, i64 %words, double %low, double %high, double %least, ptr %known, i64 %step)",
        "%words",
        f"""{_NUMBERS}
  %a = fcmp oge <64 x double> %v, %lows
  %b = fcmp ole <64 x double> %v, %highs
  %size = call <64 x double> @llvm.fabs.v64f64(<64 x double> %v)
  %c = fcmp oge <64 x double> %size, %leasts
  %d = fcmp oeq <64 x double> %v, zeroinitializer
  %ab = and <64 x i1> %a, %b
  %cd = or <64 x i1> %c, %d
  %fine = and <64 x i1> %ab, %cd
  %bits = bitcast <64 x i1> %fine to i64
  %wrong = xor i64 %bits, -1
  %kw = mul i64 %w, %step
  %kp = getelementptr i64, ptr %known, i64 %kw
  %k = load i64, ptr %kp
  %here = and i64 %wrong, %k
  %bad1 = or i64 %bad, %here""",
        before="\n".join(map(_broadcast, ("low", "high", "least"))),
        carried="  %bad = phi i64 [0, %entry], [%bad1, %body]",
        after="ret i64 %bad",
    ) + "declare <64 x double> @llvm.fabs.v64f64(<64 x double>)\n"  # fmt: skip


def _compare(place: int, kind: str) -> str:
    return _each(
        f"void @compare_{place}(ptr %values, double %line, i64 %words, ptr %out)",
        "%words",
        f"""{_NUMBERS}
  %m = fcmp {kind} <64 x double> %v, %lines
  %i = bitcast <64 x i1> %m to i64
  %p = getelementptr i64, ptr %out, i64 %w
  store i64 %i, ptr %p""",
        before=_broadcast("line"),
    )


def _mark(width: int) -> str:
    return _each(
        f"void @mark{width}(ptr %codes, i64 %rows, ptr %seen)",
        "%rows",
        f"""{_code(width, "%w")}
  %sp = getelementptr i8, ptr %seen, i64 %c64
  store i8 1, ptr %sp""",
    )


def _spread(width: int) -> str:
    """Bytes of 64 rows are gathered one after the other, then laid into the planes bit by bit."""
    slots = "\n".join(
        f"  %slot{bit} = getelementptr ptr, ptr %outs, i64 {bit}\n  %out{bit} = load ptr, ptr %slot{bit}"
        for bit in range(8)
    )
    return _each(
        f"void @spread{width}(ptr %codes, ptr %table, i64 %words, ptr %outs)",
        "%words",
        f"""  %first = mul i64 %w, {WORD}
  br label %row
row:
  %r = phi i64 [0, %body], [%r1, %row]
  %at = add i64 %first, %r
{_code(width, "%at")}
  %tp = getelementptr i8, ptr %table, i64 %c64
  %b = load i8, ptr %tp
  %bp = getelementptr i8, ptr %bytes, i64 %r
  store i8 %b, ptr %bp
  %r1 = add i64 %r, 1
  %go = icmp slt i64 %r1, {WORD}
  br i1 %go, label %row, label %lay
lay:
  %v = load <64 x i8>, ptr %bytes, align 64
{chr(10).join(map(_plane, range(8)))}""",
        before=f"  %bytes = alloca [64 x i8], align 64\n{slots}",
        last="lay",
    )


_NUMBERS = f"""  %first = mul i64 %w, {WORD}
  %vp = getelementptr double, ptr %values, i64 %first
  %v = load <64 x double>, ptr %vp, align 8"""
"""The 64 numbers of the word at hand."""


def _each(
    head: str, count: str, body: str, *, before: str = "", carried: str = "",
    after: str = "ret void", last: str = "body",
) -> str:  # fmt: skip
    """A function that does ``body`` for each %w under ``count``; ``last`` is the block in which the body ends."""
    return f"""
define {head} {{
entry:
{before}
  br label %next
next:
  %w = phi i64 [0, %entry], [%w1, %{last}]
{carried}
  %more = icmp slt i64 %w, {count}
  br i1 %more, label %body, label %end
body:
{body}
  %w1 = add i64 %w, 1
  br label %next
end:
  {after}
}}
"""


def _broadcast(name: str) -> str:
    """A number in every lane: %lows of %low."""
    return f"""  %{name}1 = insertelement <64 x double> poison, double %{name}, i32 0
  %{name}s = shufflevector <64 x double> %{name}1, <64 x double> poison, <64 x i32> zeroinitializer"""


def _code(width: int, row: str) -> str:
    """The code of a row, of so many bytes, as an index."""
    kind = f"i{width * 8}"
    return f"""  %cp = getelementptr {kind}, ptr %codes, i64 {row}
  %c = load {kind}, ptr %cp
  %c64 = zext {kind} %c to i64"""


def _plane(bit: int) -> str:
    """One bit of 64 bytes as a word: shifted to the top, where it is the sign."""
    shift = ", ".join([f"i8 {7 - bit}"] * WORD)
    return f"""  %s{bit} = shl <64 x i8> %v, <{shift}>
  %m{bit} = icmp slt <64 x i8> %s{bit}, zeroinitializer
  %i{bit} = bitcast <64 x i1> %m{bit} to i64
  %p{bit} = getelementptr i64, ptr %out{bit}, i64 %w
  store i64 %i{bit}, ptr %p{bit}"""
