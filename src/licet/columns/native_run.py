"""The interpreter of programs in LLVM's own language: an operation over a tile of rows, then the next."""

from __future__ import annotations

from licet.columns.program import AND, AND_NOT, CLEAR, COPY, NOR, NOT, SET

LANES = 8
"""Words in one step of the inner loop."""

_BODIES = {
    AND: "%r = and {v} %x, %y",
    AND_NOT: "%n = xor {v} %y, {ones}\n  %r = and {v} %x, %n",
    NOR: "%n = or {v} %x, %y\n  %r = xor {v} %n, {ones}",
    COPY: "%r = or {v} %x, %x",
    NOT: "%r = xor {v} %x, {ones}",
    SET: "%r = or {v} %x, {ones}",
    CLEAR: "%r = xor {v} %x, %x",
}


def interpreter() -> str:
    """The interpreter in LLVM's own language."""
    vector = f"<{LANES} x i64>"
    ones = f"<{', '.join(['i64 -1'] * LANES)}>"
    cases = "\n".join(f"    i32 {kind}, label %op{kind}" for kind in _BODIES)
    bodies = "\n".join(_loop(kind, body.format(v=vector, ones=ones), vector) for kind, body in _BODIES.items())  # fmt: skip
    return f"""
define void @run(ptr %code, i64 %count, ptr %base, ptr %step, i64 %tiles, i64 %words) {{
entry:
  br label %tile
tile:
  %t = phi i64 [0, %entry], [%t1, %tiled]
  %more = icmp slt i64 %t, %tiles
  br i1 %more, label %next, label %end
next:
  %i = phi i64 [0, %tile], [%i1, %done]
  %left = icmp slt i64 %i, %count
  br i1 %left, label %fetch, label %tiled
fetch:
  %at = mul i64 %i, 16
  %op = getelementptr i8, ptr %code, i64 %at
  %kind = load i32, ptr %op
  %pt = getelementptr i8, ptr %op, i64 4
  %pa = getelementptr i8, ptr %op, i64 8
  %pb = getelementptr i8, ptr %op, i64 12
  %nt = load i32, ptr %pt
  %na = load i32, ptr %pa
  %nb = load i32, ptr %pb
{_address("t", "nt")}
{_address("a", "na")}
{_address("b", "nb")}
  switch i32 %kind, label %done [
{cases}
  ]
{bodies}
done:
  %i1 = add i64 %i, 1
  br label %next
tiled:
  %t1 = add i64 %t, 1
  br label %tile
end:
  ret void
}}
"""


def _address(name: str, number: str) -> str:
    """Where the current tile of an operand lies."""
    return f"""  %{name}n = sext i32 %{number} to i64
  %{name}bp = getelementptr i64, ptr %base, i64 %{name}n
  %{name}sp = getelementptr i64, ptr %step, i64 %{name}n
  %{name}b = load i64, ptr %{name}bp
  %{name}s = load i64, ptr %{name}sp
  %{name}o = mul i64 %{name}s, %t
  %{name}i = add i64 %{name}b, %{name}o
  %{name}p = inttoptr i64 %{name}i to ptr"""


def _loop(kind: int, body: str, vector: str) -> str:
    """One operation over the words of a tile."""
    for name in ("x", "y", "n", "r"):
        body = body.replace(f"%{name}", f"%{name}{kind}")
    return f"""op{kind}:
  br label %loop{kind}
loop{kind}:
  %w{kind} = phi i64 [0, %op{kind}], [%v{kind}, %loop{kind}]
  %xp{kind} = getelementptr i64, ptr %ap, i64 %w{kind}
  %yp{kind} = getelementptr i64, ptr %bp, i64 %w{kind}
  %rp{kind} = getelementptr i64, ptr %tp, i64 %w{kind}
  %x{kind} = load {vector}, ptr %xp{kind}, align 8
  %y{kind} = load {vector}, ptr %yp{kind}, align 8
  {body}
  store {vector} %r{kind}, ptr %rp{kind}, align 8
  %v{kind} = add i64 %w{kind}, {LANES}
  %go{kind} = icmp slt i64 %v{kind}, %words
  br i1 %go{kind}, label %loop{kind}, label %done"""
