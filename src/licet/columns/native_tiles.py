"""The loop over tiles in LLVM's own language: feeds fill input planes, gates join them, spells read numbers off.

A tile is some thousands of rows: its columns are read from memory once, and all planes that are
needed of it stay in the processor's cache until its answers are written.
"""

from __future__ import annotations

from licet.columns.native_rows import OPERATORS, WIDTHS
from licet.columns.native_text import field, loop, moved, switch

TILE = 64
"""Words of a plane that are worked through before the next are begun: 4,096 rows."""
LANES = 8
"""Words that one instruction takes at best."""
_ONES = f"<{', '.join(['i64 -1'] * LANES)}>"
_NONE = "zeroinitializer"
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
    ``step`` addresses of planes and bytes from tile to tile, of which the first ``moving`` move and the first
    ``inputs`` are inputs; ``state`` a byte for each plane, ``spare`` room for all that one gate joins;
    ``spells`` records of five (kind, planes, their numbers, codes laid, their bytes a tile).
    """
    return f"""{_feed()}{_spelled()}
declare i64 @llvm.vector.reduce.or.v{LANES}i64(<{LANES} x i64>)
declare i64 @llvm.vector.reduce.and.v{LANES}i64(<{LANES} x i64>)
define void @tiles(i64 %first, i64 %last, ptr %feeds, i64 %nfeeds, ptr %code, i64 %ncode, ptr %now, ptr %base, ptr %step, i64 %inputs, i64 %moving, ptr %state, ptr %spare, ptr %spells, i64 %nspells) {{
entry:
  br label %tile
tile:
  %t = phi i64 [%first, %entry], [%t1, %tiled]
  %more = icmp slt i64 %t, %last
  br i1 %more, label %moves, label %end
{loop("moves", "tile", "%moving", "feeding", _MOVE)}
{loop("feeding", "moves", "%nfeeds", "states", _FEED)}
{loop("states", "feeding", "%inputs", "gates", _states())}
{_gates()}
{loop("spelling", "gates", "%nspells", "tiled", _SPELL)}
tiled:
  %t1 = add i64 %t, 1
  br label %tile
end:
  ret void
}}
"""


_MOVE = """
  %mbp = getelementptr i64, ptr %base, i64 %imoves
  %mb = load i64, ptr %mbp
  %msp = getelementptr i64, ptr %step, i64 %imoves
  %ms = load i64, ptr %msp
  %mo = mul i64 %ms, %t
  %ma = add i64 %mb, %mo
  %mp = getelementptr i64, ptr %now, i64 %imoves
  store i64 %ma, ptr %mp"""
_FEED = """
  %fat = mul i64 %ifeeding, 64
  %fp = getelementptr i8, ptr %feeds, i64 %fat
  call void @feed(ptr %fp, i64 %t)"""
_SPELL = """
  %sat = mul i64 %ispelling, 40
  %sp = getelementptr i8, ptr %spells, i64 %sat
  call void @spelled(ptr %sp, ptr %now, i64 %t)"""


def _states() -> str:
    """What is found of each input plane of a tile: one where it is all noughts, two where it is all ones."""
    vector, words = f"<{LANES} x i64>", range(0, TILE, LANES)
    lines = []
    for before, word in zip((None, *words), words, strict=False):
        some, all_ = (f"%o{before}", f"%e{before}") if word else (_NONE, _ONES)
        lines.append(f"""  %sx{word}p = getelementptr i64, ptr %inp, i64 {word}
  %sx{word} = load {vector}, ptr %sx{word}p, align 8
  %o{word} = or {vector} {some}, %sx{word}
  %e{word} = and {vector} {all_}, %sx{word}""")
    last = words[-1]
    return f"""
  %in32 = trunc i64 %istates to i32
{_plane_of("in", "%in32")}
{chr(10).join(lines)}
  %some = call i64 @llvm.vector.reduce.or.v{LANES}i64({vector} %o{last})
  %every = call i64 @llvm.vector.reduce.and.v{LANES}i64({vector} %e{last})
  %isnone = icmp eq i64 %some, 0
  %isall = icmp eq i64 %every, -1
  %bit0 = zext i1 %isnone to i8
  %bit1 = select i1 %isall, i8 2, i8 0
  %found = or i8 %bit0, %bit1
  %statep = getelementptr i8, ptr %state, i64 %istates
  store i8 %found, ptr %statep"""


def _gates() -> str:
    """Gates one after the other: what each joins is held in registers over a whole tile, then written once.

    What is all ones in this tile is not read, and where something is all noughts nothing is: of the rules
    of a whole book most have nothing to say of the rows of a tile.
    """
    vector, words = f"<{LANES} x i64>", range(0, TILE, LANES)
    accs = [
        f"  %acc{word} = phi {vector} [{_ONES}, %join], [%new{word}, %operand_do]" for word in words
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
    ors = [
        f"  %or{word} = or {vector} {f'%or{word - LANES}' if word else _NONE}, %acc{word}"
        for word in words
    ]
    same = [
        f"  %c{word}p = getelementptr i64, ptr %tp, i64 {word}\n"
        f"  store {vector} %alike, ptr %c{word}p, align 8"
        for word in words
    ]
    return f"""gates:
  %igates = phi i64 [0, %states], [%jgates, %gated]
  %op = phi ptr [%code, %states], [%opnext, %gated]
  %gogates = icmp slt i64 %igates, %ncode
  br i1 %gogates, label %gates_do, label %spelling
gates_do:
  %tn = load i32, ptr %op
{_plane_of("t", "%tn")}
  %ownp = getelementptr i8, ptr %state, i64 %tn64
  %countp = getelementptr i32, ptr %op, i64 1
  %count = load i32, ptr %countp
  %count64 = sext i32 %count to i64
  %operands = getelementptr i32, ptr %op, i64 2
  %opnext = getelementptr i32, ptr %operands, i64 %count64
  br label %look
look:
  %l = phi i64 [0, %gates_do], [%l1, %look_do]
  %few = phi i64 [0, %gates_do], [%few1, %look_do]
  %void = phi i32 [0, %gates_do], [%void1, %look_do]
  %looking = icmp slt i64 %l, %count64
  br i1 %looking, label %look_do, label %looked
look_do:
  %lp = getelementptr i32, ptr %operands, i64 %l
  %ls = load i32, ptr %lp
  %lplace = lshr i32 %ls, 1
  %lneg = and i32 %ls, 1
  %lplace64 = zext i32 %lplace to i64
  %lstatep = getelementptr i8, ptr %state, i64 %lplace64
  %lstate8 = load i8, ptr %lstatep
  %lstate = zext i8 %lstate8 to i32
  %isvoid = lshr i32 %lstate, %lneg
  %void0 = and i32 %isvoid, 1
  %void1 = or i32 %void, %void0
  %lpos = xor i32 %lneg, 1
  %isfull = lshr i32 %lstate, %lpos
  %full = and i32 %isfull, 1
  %counts = xor i32 %full, 1
  %counts64 = zext i32 %counts to i64
  %fewp = getelementptr i32, ptr %spare, i64 %few
  store i32 %ls, ptr %fewp
  %few1 = add i64 %few, %counts64
  %l1 = add i64 %l, 1
  br label %look
looked:
  %never = icmp ne i32 %void, 0
  %always = icmp eq i64 %few, 0
  %settled = or i1 %never, %always
  br i1 %settled, label %same, label %join
same:
  %kind = select i1 %never, i8 1, i8 2
  store i8 %kind, ptr %ownp
  %isout = icmp slt i64 %tn64, %moving
  br i1 %isout, label %out, label %gated
out:
  %fill = select i1 %never, i64 0, i64 -1
  %alike1 = insertelement {vector} poison, i64 %fill, i32 0
  %alike = shufflevector {vector} %alike1, {vector} poison, <{LANES} x i32> zeroinitializer
{chr(10).join(same)}
  br label %gated
join:
  br label %operand
operand:
  %k = phi i64 [0, %join], [%k1, %operand_do]
{chr(10).join(accs)}
  %goon = icmp slt i64 %k, %few
  br i1 %goon, label %operand_do, label %written
operand_do:
  %signalp = getelementptr i32, ptr %spare, i64 %k
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
{chr(10).join(ors)}
  %some1 = call i64 @llvm.vector.reduce.or.v{LANES}i64({vector} %or{words[-1]})
  %empty = icmp eq i64 %some1, 0
  %state1 = zext i1 %empty to i8
  store i8 %state1, ptr %ownp
  br label %gated
gated:
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
