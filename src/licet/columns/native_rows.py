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

    def every(name: str, value: str) -> str:
        return f"""  %{name}1 = insertelement <64 x double> poison, double {value}, i32 0
  %{name}s = shufflevector <64 x double> %{name}1, <64 x double> poison, <64 x i32> zeroinitializer"""

    return f"""
declare <64 x double> @llvm.fabs.v64f64(<64 x double>)
define i64 @within(ptr %values, i64 %words, double %low, double %high, double %least, ptr %known, i64 %step) {{
entry:
{every("low", "%low")}
{every("high", "%high")}
{every("least", "%least")}
  br label %word
word:
  %w = phi i64 [0, %entry], [%w1, %look]
  %bad = phi i64 [0, %entry], [%bad1, %look]
  %more = icmp slt i64 %w, %words
  br i1 %more, label %look, label %end
look:
  %first = mul i64 %w, {WORD}
  %vp = getelementptr double, ptr %values, i64 %first
  %v = load <64 x double>, ptr %vp, align 8
  %a = fcmp oge <64 x double> %v, %lows
  %b = fcmp ole <64 x double> %v, %highs
  %size = call <64 x double> @llvm.fabs.v64f64(<64 x double> %v)
  %c = fcmp oge <64 x double> %size, %leasts
  %d = fcmp oeq <64 x double> %v, zeroinitializer
  %ai = bitcast <64 x i1> %a to i64
  %bi = bitcast <64 x i1> %b to i64
  %ci = bitcast <64 x i1> %c to i64
  %di = bitcast <64 x i1> %d to i64
  %ab = and i64 %ai, %bi
  %cd = or i64 %ci, %di
  %fine = and i64 %ab, %cd
  %wrong = xor i64 %fine, -1
  %kw = mul i64 %w, %step
  %kp = getelementptr i64, ptr %known, i64 %kw
  %k = load i64, ptr %kp
  %here = and i64 %wrong, %k
  %bad1 = or i64 %bad, %here
  %w1 = add i64 %w, 1
  br label %word
end:
  ret i64 %bad
}}
"""


def _mark(width: int) -> str:
    return f"""
define void @mark{width}(ptr %codes, i64 %rows, ptr %seen) {{
entry:
  br label %row
row:
  %r = phi i64 [0, %entry], [%r1, %set]
  %more = icmp slt i64 %r, %rows
  br i1 %more, label %set, label %end
set:
  %cp = getelementptr i{width * 8}, ptr %codes, i64 %r
  %c = load i{width * 8}, ptr %cp
  %c64 = zext i{width * 8} %c to i64
  %sp = getelementptr i8, ptr %seen, i64 %c64
  store i8 1, ptr %sp
  %r1 = add i64 %r, 1
  br label %row
end:
  ret void
}}
"""


def _spread(width: int) -> str:
    bits = width * 8
    widened = f"%c64 = zext i{bits} %c to i64"
    planes = "\n".join(_plane(bit) for bit in range(8))
    loads = "\n".join(
        f"  %slot{bit} = getelementptr ptr, ptr %outs, i64 {bit}\n  %out{bit} = load ptr, ptr %slot{bit}"
        for bit in range(8)
    )
    return f"""
define void @spread{width}(ptr %codes, ptr %table, i64 %words, ptr %outs) {{
entry:
  %bytes = alloca [64 x i8], align 64
{loads}
  br label %word
word:
  %w = phi i64 [0, %entry], [%w1, %lay]
  %more = icmp slt i64 %w, %words
  br i1 %more, label %start, label %end
start:
  %first = mul i64 %w, {WORD}
  br label %row
row:
  %r = phi i64 [0, %start], [%r1, %row]
  %at = add i64 %first, %r
  %cp = getelementptr i{bits}, ptr %codes, i64 %at
  %c = load i{bits}, ptr %cp
  {widened}
  %tp = getelementptr i8, ptr %table, i64 %c64
  %b = load i8, ptr %tp
  %bp = getelementptr i8, ptr %bytes, i64 %r
  store i8 %b, ptr %bp
  %r1 = add i64 %r, 1
  %go = icmp slt i64 %r1, {WORD}
  br i1 %go, label %row, label %lay
lay:
  %v = load <64 x i8>, ptr %bytes, align 64
{planes}
  %w1 = add i64 %w, 1
  br label %word
end:
  ret void
}}
"""


def _plane(bit: int) -> str:
    """One bit of 64 bytes as a word: shifted to the top, where it is the sign."""
    shift = ", ".join([f"i8 {7 - bit}"] * WORD)
    return f"""  %s{bit} = shl <64 x i8> %v, <{shift}>
  %m{bit} = icmp slt <64 x i8> %s{bit}, zeroinitializer
  %i{bit} = bitcast <64 x i1> %m{bit} to i64
  %p{bit} = getelementptr i64, ptr %out{bit}, i64 %w
  store i64 %i{bit}, ptr %p{bit}"""


def _compare(place: int, kind: str) -> str:
    return f"""
define void @compare_{place}(ptr %values, double %line, i64 %words, ptr %out) {{
entry:
  %one = insertelement <64 x double> poison, double %line, i32 0
  %lines = shufflevector <64 x double> %one, <64 x double> poison, <64 x i32> zeroinitializer
  br label %word
word:
  %w = phi i64 [0, %entry], [%w1, %lay]
  %more = icmp slt i64 %w, %words
  br i1 %more, label %lay, label %end
lay:
  %first = mul i64 %w, {WORD}
  %vp = getelementptr double, ptr %values, i64 %first
  %v = load <64 x double>, ptr %vp, align 8
  %m = fcmp {kind} <64 x double> %v, %lines
  %i = bitcast <64 x i1> %m to i64
  %p = getelementptr i64, ptr %out, i64 %w
  store i64 %i, ptr %p
  %w1 = add i64 %w, 1
  br label %word
end:
  ret void
}}
"""
