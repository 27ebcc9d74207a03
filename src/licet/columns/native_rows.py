"""Functions over rows in LLVM's own language: tests of words and comparisons of numbers into planes, planes into codes."""

from __future__ import annotations

from licet.columns.native_text import broadcast, each_word

WORD = 64
BITS = 8
WIDTHS = (1, 2, 4)
"""Bytes that a code may have."""
OPERATORS = {">=": "oge", ">": "ogt", "<": "olt", "<=": "ole", "==": "oeq", "!=": "one"}
"""No number stands in any way to a line."""


def spreads(*, permutes: bool) -> dict[int, str]:
    """By the bytes of a code: each row's byte of a table, its eight bits laid into eight planes, ``stride`` bytes apart.

    ``permutes`` where the processor looks up 64 bytes at once (AVX-512 VBMI): a table of bytes then has 256.
    """
    return {
        width: _spread_at_once() if permutes and width == 1 else _spread(width) for width in WIDTHS
    }


def marks() -> dict[int, str]:
    """By the bytes of a code: a byte set for every code that some row has."""
    return {width: _mark(width) for width in WIDTHS}


def comparisons() -> dict[str, str]:
    """By operator: a plane of the rows whose number is known and stands so to a line."""
    return {op: _compare(place, kind) for place, (op, kind) in enumerate(OPERATORS.items())}


def spells() -> dict[int, str]:
    """By the bytes of a code: each row's number, of which planes are the bits."""
    return {width: _spell(width) for width in WIDTHS}


def strange() -> str:
    """Adds the rows whose number is known and cannot be taken as it stands.

    It is out of bounds, or too small for a quantity, or has a fraction where none may be: ``limits``
    are the least, the greatest, the least beside nought, and one where the number is a whole one.
    """
    limits = "\n".join(
        f"  %{name}p = getelementptr double, ptr %limits, i64 {at}\n"
        f"  %{name} = load double, ptr %{name}p\n{broadcast(name)}"
        for at, name in enumerate(("low", "high", "least", "integer"))
    )
    return (
        each_word(
            "void @strange(ptr %values, i64 %words, ptr %limits, ptr %known, ptr %out)",
            "%words",
            f"""{_NUMBERS}
  %a = fcmp oge <64 x double> %v, %lows
  %b = fcmp ole <64 x double> %v, %highs
  %size = call <64 x double> @llvm.fabs.v64f64(<64 x double> %v)
  %c = fcmp oge <64 x double> %size, %leasts
  %d = fcmp oeq <64 x double> %v, zeroinitializer
  %round = call <64 x double> @llvm.rint.v64f64(<64 x double> %v)
  %e = fcmp oeq <64 x double> %v, %round
  %f = fcmp oeq <64 x double> %integers, zeroinitializer
  %ab = and <64 x i1> %a, %b
  %cd = or <64 x i1> %c, %d
  %ef = or <64 x i1> %e, %f
  %abcd = and <64 x i1> %ab, %cd
  %fine = and <64 x i1> %abcd, %ef
  %bits = bitcast <64 x i1> %fine to i64
  %wrong = xor i64 %bits, -1
  %kp = getelementptr i64, ptr %known, i64 %w
  %k = load i64, ptr %kp
  %here = and i64 %wrong, %k
  %p = getelementptr i64, ptr %out, i64 %w
  %before = load i64, ptr %p
  %after = or i64 %before, %here
  store i64 %after, ptr %p""",
            before=limits,
        )
        + "declare <64 x double> @llvm.fabs.v64f64(<64 x double>)\n"
        + "declare <64 x double> @llvm.rint.v64f64(<64 x double>)\n"
    )


def _compare(place: int, kind: str) -> str:
    return each_word(
        f"void @compare_{place}(ptr %values, double %line, i64 %words, ptr %known, ptr %out)",
        "%words",
        f"""{_NUMBERS}
  %m = fcmp {kind} <64 x double> %v, %lines
  %i = bitcast <64 x i1> %m to i64
  %kp = getelementptr i64, ptr %known, i64 %w
  %k = load i64, ptr %kp
  %held = and i64 %i, %k
  %p = getelementptr i64, ptr %out, i64 %w
  store i64 %held, ptr %p""",
        before=broadcast("line"),
    )


def _mark(width: int) -> str:
    return each_word(
        f"void @mark{width}(ptr %codes, i64 %rows, ptr %seen)",
        "%rows",
        f"""{_code(width, "%w")}
  %sp = getelementptr i8, ptr %seen, i64 %c64
  store i8 1, ptr %sp""",
    )


def _spread(width: int) -> str:
    """Bytes of 64 rows are gathered one after the other, then laid into the planes bit by bit."""
    return _laid_apart(
        f"void @spread{width}(ptr %codes, ptr %table, i64 %words, ptr %out, i64 %stride)",
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
  %v = load <64 x i8>, ptr %bytes, align 64""",
        before="  %bytes = alloca [64 x i8], align 64",
        last="lay",
    )


def _laid_apart(head: str, body: str, *, before: str, last: str = "body") -> str:
    """A function that finds %v, a byte for each row of a word, and lays its eight bits into eight planes."""
    outs = "\n".join(
        f"  %far{bit} = mul i64 %stride, {bit}\n  %out{bit} = getelementptr i8, ptr %out, i64 %far{bit}"
        for bit in range(BITS)
    )
    planes = "\n".join(map(_plane, range(BITS)))
    return each_word(head, "%words", f"{body}\n{planes}", before=f"{before}\n{outs}", last=last)


def _spread_at_once() -> str:
    """The same for codes of a byte: 64 rows in two lookups of half a table each, of which the code's top bit takes one."""
    quarters = "\n".join(
        f"  %q{at}p = getelementptr i8, ptr %table, i64 {at * WORD}\n"
        f"  %q{at} = load <64 x i8>, ptr %q{at}p, align 1"
        for at in range(4)
    )
    return (
        _laid_apart(
            "void @spread1(ptr %codes, ptr %table, i64 %words, ptr %out, i64 %stride)",
            f"""  %first = mul i64 %w, {WORD}
  %cp = getelementptr i8, ptr %codes, i64 %first
  %c = load <64 x i8>, ptr %cp, align 1
  %low = call <64 x i8> @llvm.x86.avx512.vpermi2var.qi.512(<64 x i8> %q0, <64 x i8> %c, <64 x i8> %q1)
  %high = call <64 x i8> @llvm.x86.avx512.vpermi2var.qi.512(<64 x i8> %q2, <64 x i8> %c, <64 x i8> %q3)
  %top = icmp slt <64 x i8> %c, zeroinitializer
  %v = select <64 x i1> %top, <64 x i8> %high, <64 x i8> %low""",
            before=quarters,
        )
        + "declare <64 x i8> @llvm.x86.avx512.vpermi2var.qi.512(<64 x i8>, <64 x i8>, <64 x i8>)\n"
    )


def picks() -> str:
    """The bits of a plane in the rows of another, one after the other, by an instruction that does a word at once (BMI2)."""
    return """
define void @picked(ptr %plane, ptr %rows, i64 %words, ptr %out) {
entry:
  br label %next
next:
  %w = phi i64 [0, %entry], [%w1, %kept]
  %at = phi i64 [0, %entry], [%at1, %kept]
  %fill = phi i64 [0, %entry], [%fill1, %kept]
  %acc = phi i64 [0, %entry], [%acc1, %kept]
  %more = icmp slt i64 %w, %words
  br i1 %more, label %body, label %end
body:
  %pp = getelementptr i64, ptr %plane, i64 %w
  %p = load i64, ptr %pp
  %mp = getelementptr i64, ptr %rows, i64 %w
  %m = load i64, ptr %mp
  %bits = call i64 @llvm.x86.bmi.pext.64(i64 %p, i64 %m)
  %count = call i64 @llvm.ctpop.i64(i64 %m)
  %here = shl i64 %bits, %fill
  %all = or i64 %acc, %here
  %sum = add i64 %fill, %count
  %op = getelementptr i64, ptr %out, i64 %at
  store i64 %all, ptr %op
  %full = icmp uge i64 %sum, 64
  br i1 %full, label %over, label %kept
over:
  %none = icmp eq i64 %fill, 0
  %shift = sub i64 64, %fill
  %safe = select i1 %none, i64 0, i64 %shift
  %left = lshr i64 %bits, %safe
  %rest = select i1 %none, i64 0, i64 %left
  %next1 = add i64 %at, 1
  br label %kept
kept:
  %at1 = phi i64 [%at, %body], [%next1, %over]
  %acc1 = phi i64 [%all, %body], [%rest, %over]
  %fill1 = and i64 %sum, 63
  %w1 = add i64 %w, 1
  br label %next
end:
  %ep = getelementptr i64, ptr %out, i64 %at
  store i64 %acc, ptr %ep
  ret void
}
declare i64 @llvm.x86.bmi.pext.64(i64, i64)
declare i64 @llvm.ctpop.i64(i64)
"""


def _spell(width: int) -> str:
    """Word by word of 64 rows: for each plane its bit of the number, in the rows that have it."""
    kind, lanes = f"i{width * BITS}", f"<64 x i{width * BITS}>"
    return each_word(
        f"void @spell{width}(ptr %planes, i64 %bits, ptr %places, i64 %words, ptr %out)",
        "%words",
        f"""  br label %bit
bit:
  %n = phi i64 [0, %body], [%n1, %one]
  %acc = phi {lanes} [zeroinitializer, %body], [%acc1, %one]
  %left = icmp slt i64 %n, %bits
  br i1 %left, label %one, label %lay
one:
  %placep = getelementptr i32, ptr %places, i64 %n
  %place = load i32, ptr %placep
  %place64 = sext i32 %place to i64
  %basep = getelementptr i64, ptr %planes, i64 %place64
  %base = load i64, ptr %basep
  %plane = inttoptr i64 %base to ptr
  %wp = getelementptr i64, ptr %plane, i64 %w
  %word = load i64, ptr %wp
  %rows = bitcast i64 %word to <64 x i1>
  %nk = trunc i64 %n to i32
  %worth32 = shl i32 1, %nk
  %worth = trunc i32 %worth32 to {kind}
  %worth1 = insertelement {lanes} poison, {kind} %worth, i32 0
  %worths = shufflevector {lanes} %worth1, {lanes} poison, <64 x i32> zeroinitializer
  %here = select <64 x i1> %rows, {lanes} %worths, {lanes} zeroinitializer
  %acc1 = or {lanes} %acc, %here
  %n1 = add i64 %n, 1
  br label %bit
lay:
  %to = mul i64 %w, {WORD}
  %op = getelementptr {kind}, ptr %out, i64 %to
  store {lanes} %acc, ptr %op, align 1""".replace(
            "trunc i32 %worth32 to i32", "add i32 %worth32, 0"
        ),
        last="lay",
    )


_NUMBERS = f"""  %first = mul i64 %w, {WORD}
  %vp = getelementptr double, ptr %values, i64 %first
  %v = load <64 x double>, ptr %vp, align 8"""
"""The 64 numbers of the word at hand."""


def _code(width: int, row: str) -> str:
    """The code of a row, of so many bytes, as an index."""
    kind = f"i{width * BITS}"
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
