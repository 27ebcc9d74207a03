"""Runs a program over planes: machine code where llvmlite is installed, else NumPy; the same bits.

The machine code is one small interpreter, made once in some 30 ms whatever the law: it takes an
operation, runs it over a tile of rows that stays in the processor's cache, and takes the next.  It
holds no lock of Python's, so two threads run on two cores.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.program import AND, AND_NOT, CLEAR, COPY, NOR, NOT, SET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from licet.columns.program import Program

    Planes = NDArray[np.uint64]

WORD = 64
"""Rows in a word of a plane."""
TILE = 128
"""Words that an operation runs over before the next starts: 8,192 rows, 1 KB."""
_LANES = 8
"""Words in one step of the machine code's inner loop."""


def words_of(rows: int) -> int:
    """Words of a plane of so many rows, whole tiles.

    >>> words_of(1), words_of(8193)
    (128, 256)
    """
    return -(-rows // (WORD * TILE)) * TILE


def run(program: Program, inputs: Sequence[Planes], words: int) -> Planes:
    """The output planes, one a row of the result, of inputs of ``words`` words each (whole tiles)."""
    found = np.empty((program.outputs, words), dtype=np.uint64)
    native = _native()
    if native is None:
        _by_numpy(program, inputs, found, words)
        return found
    scratch = np.empty((program.scratch, TILE), dtype=np.uint64)
    planes = [*inputs, *found]
    base = np.empty(len(planes) + program.scratch, dtype=np.int64)
    base[: len(planes)] = [each.ctypes.data for each in planes]
    base[len(planes) :] = scratch.ctypes.data + np.arange(program.scratch) * (TILE * 8)
    step = np.zeros_like(base)
    step[: len(planes)] = TILE * 8
    native(
        program.code.ctypes.data, len(program.code), base.ctypes.data, step.ctypes.data, words // TILE, TILE
    )  # fmt: skip
    return found


def _by_numpy(program: Program, inputs: Sequence[Planes], found: Planes, words: int) -> None:
    """The same in NumPy: a dozen times slower, and needs nothing else."""
    scratch = np.empty((program.scratch, words), dtype=np.uint64)
    planes = [*inputs, *found, *scratch]
    spare = np.empty(words, dtype=np.uint64)
    for kind, target, first, second in program.code.tolist():
        out, a, b = planes[target], planes[first], planes[second]
        if kind == AND:
            np.bitwise_and(a, b, out=out)
        elif kind == AND_NOT:
            np.bitwise_and(a, np.invert(b, out=spare), out=out)
        elif kind == NOR:
            np.invert(np.bitwise_or(a, b, out=out), out=out)
        elif kind == COPY:
            out[:] = a
        elif kind == NOT:
            np.invert(a, out=out)
        else:
            out[:] = _ALL if kind == SET else 0


_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@cache
def _native() -> Callable[..., None] | None:
    """The interpreter as machine code; None where llvmlite is not installed."""
    try:
        from llvmlite import binding as llvm
    except ImportError:
        return None
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_default_triple()
    machine = target.create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=2
    )
    module = llvm.parse_assembly(_interpreter())
    module.verify()
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    pointer, number = ctypes.c_void_p, ctypes.c_int64
    shape = ctypes.CFUNCTYPE(None, pointer, number, pointer, pointer, number, number)
    made: Any = shape(engine.get_function_address("run"))
    made.engine = engine  # which owns the code
    return made  # type: ignore[no-any-return]


_BODIES = {
    AND: "%r = and {v} %x, %y",
    AND_NOT: "%n = xor {v} %y, {ones}\n  %r = and {v} %x, %n",
    NOR: "%n = or {v} %x, %y\n  %r = xor {v} %n, {ones}",
    COPY: "%r = or {v} %x, %x",
    NOT: "%r = xor {v} %x, {ones}",
    SET: "%r = or {v} %x, {ones}",
    CLEAR: "%r = xor {v} %x, %x",
}


def _interpreter() -> str:
    """The interpreter in LLVM's own language."""
    vector = f"<{_LANES} x i64>"
    ones = f"<{', '.join(['i64 -1'] * _LANES)}>"
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
  %v{kind} = add i64 %w{kind}, {_LANES}
  %go{kind} = icmp slt i64 %v{kind}, %words
  br i1 %go{kind}, label %loop{kind}, label %done"""
