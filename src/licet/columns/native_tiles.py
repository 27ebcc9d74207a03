"""The loop over tiles in LLVM's own language: feeds fill input planes, gates join them, spells read numbers off.

A tile is some thousands of rows: its columns are read from memory once, and all planes that are
needed of it stay in the processor's cache until its answers are written.
"""

from __future__ import annotations

from licet.columns.native_rows import OPERATORS, WIDTHS
from licet.columns.native_text import field, loop, moved, switch

TILE = 64
"""Words of a plane that are worked through before the next are begun: 2,048 rows."""
LANES = 8
"""Words that one instruction takes at best."""
SPREAD, COMPARE, STRANGE = 0, 8, 16
"""Kinds of feed: words' tests by the bytes of a code, numbers held to a line by the operator's place, numbers refused."""


def kinds() -> tuple[dict[int, int], dict[str, int]]:
    """The kind of a feed of words by the bytes of a code, and of a comparison by its operator."""
    return (
        {width: SPREAD + at for at, width in enumerate(WIDTHS)},
        {op: COMPARE + at for at, op in enumerate(OPERATORS)},
    )


def tiles() -> str:
    """The loop, and what it does to a tile.

    Of ``first`` to ``last`` tiles; ``feeds`` are records of eight numbers (kind, source, its bytes a
    tile, what it is held to, plane of the known, its bytes a tile, plane laid, its bytes a tile);
    ``code`` holds ``ncode`` gates, each its target, how many it joins, and these (twice the place of a
    plane, and one where it is negated); ``now``, ``base`` and
    ``step`` addresses of planes and bytes from tile to tile, of which the first ``moving`` move;
    ``spells`` records of five (kind, planes, their numbers, codes laid, their bytes a tile).
    """
    return f"""{_feed()}{_spelled()}
define void @tiles(i64 %first, i64 %last, ptr %feeds, i64 %nfeeds, ptr %code, i64 %ncode, ptr %now, ptr %base, ptr %step, i64 %moving, ptr %spells, i64 %nspells) {{
entry:
  br label %tile
tile:
  %t = phi i64 [%first, %entry], [%t1, %tiled]
  %more = icmp slt i64 %t, %last
  br i1 %more, label %moves, label %end
{
        loop(
            "moves",
            "tile",
            "%moving",
            "feeding",
            '''
  %mbp = getelementptr i64, ptr %base, i64 %imoves
  %mb = load i64, ptr %mbp
  %msp = getelementptr i64, ptr %step, i64 %imoves
  %ms = load i64, ptr %msp
  %mo = mul i64 %ms, %t
  %ma = add i64 %mb, %mo
  %mp = getelementptr i64, ptr %now, i64 %imoves
  store i64 %ma, ptr %mp''',
        )
    }
{
        loop(
            "feeding",
            "moves",
            "%nfeeds",
            "gates",
            '''
  %fat = mul i64 %ifeeding, 64
  %fp = getelementptr i8, ptr %feeds, i64 %fat
  call void @feed(ptr %fp, i64 %t)''',
        )
    }
{_gates()}
{
        loop(
            "spelling",
            "gates",
            "%nspells",
            "tiled",
            '''
  %sat = mul i64 %ispelling, 40
  %sp = getelementptr i8, ptr %spells, i64 %sat
  call void @spelled(ptr %sp, ptr %now, i64 %t)''',
        )
    }
tiled:
  %t1 = add i64 %t, 1
  br label %tile
end:
  ret void
}}
"""


def _gates() -> str:
    """Gates one after the other: what each joins is held in registers over a whole tile, then written once."""
    vector, words = f"<{LANES} x i64>", range(0, TILE, LANES)
    ones = f"<{', '.join(['i64 -1'] * LANES)}>"
    lines = [
        f"  %acc{word} = phi {vector} [{ones}, %gates_do], [%new{word}, %operand_do]"
        for word in words
    ]
    joins = [
        f"""  %x{word}p = getelementptr i64, ptr %ap, i64 {word}
  %x{word} = load {vector}, ptr %x{word}p, align 8
  %p{word} = xor {vector} %x{word}, %flips
  %new{word} = and {vector} %acc{word}, %p{word}"""
        for word in words
    ]
    writes = [
        f"  %r{word}p = getelementptr i64, ptr %tp, i64 {word}\n"
        f"  store {vector} %acc{word}, ptr %r{word}p, align 8"
        for word in words
    ]
    return f"""gates:
  %igates = phi i64 [0, %feeding], [%jgates, %written]
  %op = phi ptr [%code, %feeding], [%opnext, %written]
  %gogates = icmp slt i64 %igates, %ncode
  br i1 %gogates, label %gates_do, label %spelling
gates_do:
  %tn = load i32, ptr %op
{_plane_of("t", "%tn")}
  %countp = getelementptr i32, ptr %op, i64 1
  %count = load i32, ptr %countp
  %count64 = sext i32 %count to i64
  %operands = getelementptr i32, ptr %op, i64 2
  br label %operand
operand:
  %k = phi i64 [0, %gates_do], [%k1, %operand_do]
{chr(10).join(lines)}
  %goon = icmp slt i64 %k, %count64
  br i1 %goon, label %operand_do, label %written
operand_do:
  %signalp = getelementptr i32, ptr %operands, i64 %k
  %signal = load i32, ptr %signalp
  %place = lshr i32 %signal, 1
{_plane_of("a", "%place")}
  %flip1 = trunc i32 %signal to i1
  %flip = sext i1 %flip1 to i64
  %flips1 = insertelement {vector} poison, i64 %flip, i32 0
  %flips = shufflevector {vector} %flips1, {vector} poison, <{LANES} x i32> zeroinitializer
{chr(10).join(joins)}
  %k1 = add i64 %k, 1
  br label %operand
written:
{chr(10).join(writes)}
  %opnext = getelementptr i32, ptr %operands, i64 %count64
  %jgates = add i64 %igates, 1
  br label %gates"""


def _plane_of(name: str, number: str) -> str:
    """Where the current tile of a plane lies."""
    return f"""  %{name}n64 = sext i32 {number} to i64
  %{name}np = getelementptr i64, ptr %now, i64 %{name}n64
  %{name}i = load i64, ptr %{name}np
  %{name}p = inttoptr i64 %{name}i to ptr"""


def _feed() -> str:
    """One feed of a tile, by its kind."""
    words, numbers = kinds()
    calls = {
        place: f"call void @spread{width}(ptr %source, ptr %argp, i64 {TILE}, ptr %out, i64 {TILE * 8})"
        for width, place in words.items()
    }
    calls |= {
        place: f"call void @compare_{at}(ptr %source, double %line, i64 {TILE}, ptr %known, ptr %out)"
        for at, place in enumerate(numbers.values())
    }
    calls[STRANGE] = f"call void @strange(ptr %source, i64 {TILE}, ptr %argp, ptr %known, ptr %out)"
    return f"""
define void @feed(ptr %record, i64 %t) {{
entry:
{field("kind", 0)}
{moved("source", 1)}
{field("arg", 3)}
  %argp = inttoptr i64 %arg to ptr
  %line = bitcast i64 %arg to double
{moved("known", 4)}
{moved("out", 6)}
{switch(calls)}
}}
"""


def _spelled() -> str:
    """One column of numbers of a tile, by the bytes of a number."""
    calls = {
        width: f"call void @spell{width}(ptr %now, i64 %bits, ptr %placesp, i64 {TILE}, ptr %out)"
        for width in WIDTHS
    }
    return f"""
define void @spelled(ptr %record, ptr %now, i64 %t) {{
entry:
{field("kind", 0)}
{field("bits", 1)}
{field("places", 2)}
  %placesp = inttoptr i64 %places to ptr
{moved("out", 3)}
{switch(calls)}
}}
"""
