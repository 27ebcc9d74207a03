"""Sums over columns in LLVM's own language: a short run of rows is worked through, node by node, then the next.

Every node has a value for each row, not a number where it is unknown, and the size of the numbers that
it is made of, by which it is told whether a value is too near a line for a float to be trusted.
"""

from __future__ import annotations

from struct import pack

from licet.columns.laying import NEAR_LINE
from licet.columns.native_rows import OPERATORS, WIDTHS
from licet.columns.native_text import broadcast, each_word, field, loop, moved, switch

RUN = 8
"""Words of a plane that are worked through before the next are begun: 512 rows."""
SLOT = RUN * 64 * 8
"""Bytes of a node's values, and behind them of its sizes."""
LOAD, MAP, FIXED, SUM, FIRST, COMPARE, NEAR, DEFINED = 0, 1, 5, 6, 10, 11, 17, 18
"""Kinds of steps: a column, words by a table, a number of the law, two nodes joined, the first that there is;
a plane of where a node stands so to a line, is near one, has a value."""
FIELDS = 9
"""Numbers of a step: kind, source, its bytes a run, what it takes, two nodes, and its own, plane, its bytes a run."""
JOINED = {"+": "fadd", "-": "fsub", "*": "fmul", "/": "fdiv"}
BY_WIDTH = {width: MAP + at for at, width in enumerate(WIDTHS)}
BY_JOINT = {op: SUM + at for at, op in enumerate(JOINED)}
BY_OPERATOR = {op: COMPARE + at for at, op in enumerate(OPERATORS)}
"""The kind of a step by the bytes of its codes, by how it joins, by how it compares."""
_MANY = "<64 x double>"
_NONE = f"<{', '.join(['double 0x7FF8000000000000'] * 64)}>"
"""Not a number, in every lane."""


def formulas() -> str:
    """The loop over runs of rows, from ``first`` to ``last``: ``steps`` records, ``slots`` the nodes."""
    calls = {
        LOAD: "call void @loaded(ptr %source, ptr %plane, ptr %own, ptr %size)",
        FIXED: "call void @fixed(double %line, ptr %own, ptr %size)",
        FIRST: "call void @first(ptr %a, ptr %b, ptr %own, ptr %size)",
        NEAR: "call void @near(ptr %a, ptr %asize, double %line, ptr %plane)",
        DEFINED: "call void @defined(ptr %a, ptr %plane)",
    }
    calls |= {
        kind: f"call void @mapped{width}(ptr %source, ptr %takenp, ptr %own, ptr %size)"
        for width, kind in BY_WIDTH.items()
    }
    calls |= {
        kind: f"call void @{JOINED[op]}(ptr %a, ptr %asize, ptr %b, ptr %bsize, ptr %own, ptr %size)"
        for op, kind in BY_JOINT.items()
    }
    calls |= {
        kind: f"call void @compare_{at}(ptr %a, double %line, i64 {RUN}, ptr %every, ptr %plane)"
        for at, kind in enumerate(BY_OPERATOR.values())
    }
    nodes = "\n".join(
        f"{field(name + '0', place)}\n  %{name}1 = mul i64 %{name}0, {2 * SLOT}\n"
        f"  %{name} = getelementptr i8, ptr %slots, i64 %{name}1\n"
        f"  %{size} = getelementptr i8, ptr %{name}, i64 {SLOT}"
        for place, name, size in ((4, "a", "asize"), (5, "b", "bsize"), (6, "own", "size"))
    )
    return f"""{_parts()}
define void @step(ptr %record, i64 %t, ptr %slots, ptr %every) {{
entry:
{field("kind", 0)}
{moved("source", 1)}
{field("taken", 3)}
  %takenp = inttoptr i64 %taken to ptr
  %line = bitcast i64 %taken to double
{nodes}
{moved("plane", 7)}
{switch(calls)}
}}
define void @formulas(i64 %first, i64 %last, ptr %steps, i64 %count, ptr %slots, ptr %every) {{
entry:
  br label %run
run:
  %t = phi i64 [%first, %entry], [%t1, %ran]
  %more = icmp slt i64 %t, %last
  br i1 %more, label %each, label %end
{loop("each", "run", "%count", "ran", _STEP)}
ran:
  %t1 = add i64 %t, 1
  br label %run
end:
  ret void
}}
"""


_STEP = f"""
  %at = mul i64 %ieach, {FIELDS * 8}
  %record = getelementptr i8, ptr %steps, i64 %at
  call void @step(ptr %record, i64 %t, ptr %slots, ptr %every)"""


def _parts() -> str:
    every = [
        _node(
            "loaded(ptr %source, ptr %known, ptr %own, ptr %size)",
            f"""{_from("v", "source")}
  %kp = getelementptr i64, ptr %known, i64 %w
  %k = load i64, ptr %kp
  %there = bitcast i64 %k to <64 x i1>
  %r = select <64 x i1> %there, {_MANY} %v, {_MANY} {_NONE}""",
        ),
        _node(
            "fixed(double %line, ptr %own, ptr %size)",
            "",
            before=f"""  %one = insertelement {_MANY} poison, double %line, i32 0
  %r = shufflevector {_MANY} %one, {_MANY} poison, <64 x i32> zeroinitializer""",
        ),
        _node(
            "first(ptr %a, ptr %b, ptr %own, ptr %size)",
            f"""{_from("v", "a")}
{_from("u", "b")}
  %none = fcmp uno {_MANY} %v, %v
  %r = select <64 x i1> %none, {_MANY} %u, {_MANY} %v""",
        ),
        _plane_of(
            "near(ptr %a, ptr %asize, double %line, ptr %plane)",
            f"""{_from("v", "a")}
{_from("s", "asize")}
  %far = fsub {_MANY} %v, %lines
  %off = call {_MANY} @llvm.fabs.v64f64({_MANY} %far)
  %all = fadd {_MANY} %s, %longs
  %most = fmul {_MANY} %all, %parts
  %m = fcmp ole {_MANY} %off, %most""",
            before=f"""  %long = call double @llvm.fabs.f64(double %line)
  %part = fadd double 0.0, {_bits(NEAR_LINE)}
{broadcast("line")}
{broadcast("long")}
{broadcast("part")}""",
        ),
        _plane_of("defined(ptr %a, ptr %plane)", f"{_from('v', 'a')}\n  %m = fcmp ord {_MANY} %v, %v"),
        *(_mapped(width) for width in WIDTHS),
        *(_sum(op, name) for op, name in JOINED.items()),
    ]  # fmt: skip
    return "\n".join([*every, "declare double @llvm.fabs.f64(double)"])


def _sum(op: str, name: str) -> str:
    """Two nodes joined; what is divided by nought has no value."""
    head = f"{name}(ptr %a, ptr %asize, ptr %b, ptr %bsize, ptr %own, ptr %size)"
    joined = f"{_from('v', 'a')}\n{_from('u', 'b')}"
    if op == "/":
        return _node(
            head,
            f"""{joined}
  %made = fdiv {_MANY} %v, %u
  %none = fcmp oeq {_MANY} %u, zeroinitializer
  %r = select <64 x i1> %none, {_MANY} {_NONE}, {_MANY} %made""",
        )
    return _node(
        head,
        f"""{joined}
  %r = {name} {_MANY} %v, %u
{_from("sa", "asize")}
{_from("sb", "bsize")}
  %s = {"fmul" if op == "*" else "fadd"} {_MANY} %sa, %sb""",
        size="",
    )


def _mapped(width: int) -> str:
    """The number of a table that each row's code stands for."""
    return each_word(
        f"void @mapped{width}(ptr %source, ptr %table, ptr %own, ptr %size)",
        str(RUN * 64),
        f"""  %cp = getelementptr i{width * 8}, ptr %source, i64 %w
  %c = load i{width * 8}, ptr %cp
  %c64 = zext i{width * 8} %c to i64
  %tp = getelementptr double, ptr %table, i64 %c64
  %r = load double, ptr %tp
  %s = call double @llvm.fabs.f64(double %r)
  %op = getelementptr double, ptr %own, i64 %w
  store double %r, ptr %op
  %sp = getelementptr double, ptr %size, i64 %w
  store double %s, ptr %sp""",
    )


def _node(
    head: str, body: str, *, before: str = "",
    size: str = f"  %s = call {_MANY} @llvm.fabs.v64f64({_MANY} %r)",
) -> str:  # fmt: skip
    """A function that fills a node: %r are its values, %s its sizes."""
    return each_word(
        f"void @{head}",
        str(RUN),
        f"""{body}
{size}
  %to = mul i64 %w, 64
  %op = getelementptr double, ptr %own, i64 %to
  store {_MANY} %r, ptr %op, align 8
  %sp = getelementptr double, ptr %size, i64 %to
  store {_MANY} %s, ptr %sp, align 8""",
        before=before,
    )


def _plane_of(head: str, body: str, *, before: str = "") -> str:
    """A function that fills a plane: %m says of each row of a word whether it holds."""
    return each_word(
        f"void @{head}",
        str(RUN),
        f"""{body}
  %i = bitcast <64 x i1> %m to i64
  %pp = getelementptr i64, ptr %plane, i64 %w
  store i64 %i, ptr %pp""",
        before=before,
    )


def _from(name: str, pointer: str) -> str:
    """The 64 numbers of the word at hand."""
    return f"""  %{name}at = mul i64 %w, 64
  %{name}p = getelementptr double, ptr %{pointer}, i64 %{name}at
  %{name} = load {_MANY}, ptr %{name}p, align 8"""


def _bits(number: float) -> str:
    """A number as LLVM writes its bits."""
    return f"0x{pack('>d', number).hex().upper()}"
