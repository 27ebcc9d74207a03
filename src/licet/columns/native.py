"""Machine code by llvmlite, made once in some tens of milliseconds whatever the law; None without llvmlite.

One loop over tiles of rows (``licet.columns.native_tiles``), and the small functions over rows that it
calls (``licet.columns.native_rows``).  None of them holds Python's lock while it runs.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.laying import address, bits_of, laid, words_of
from licet.columns.native_formulas import formulas
from licet.columns.native_rows import WORD, comparisons, marks, picks, spells, spreads, strange
from licet.columns.native_tiles import tiles
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Plane = NDArray[np.uint64]


@record
class Native:
    """The functions by what they take, all as addresses and counts.

    ``tiles`` is the loop over tiles, ``formulas`` that over runs (``licet.columns.native_formulas``).  ``mark``, by the bytes of a code: codes, rows, a byte for each code.  ``picked``, where the
    processor can: plane, plane of the rows, words, plane of these rows' bits (a word more than they need).
    """

    tiles: Callable[..., None]
    formulas: Callable[..., None]
    mark: Mapping[int, Callable[..., None]]
    picked: Callable[..., None] | None
    engine: Any
    """What owns the code."""


@cache
def native() -> Native | None:
    """The functions; None where llvmlite is not installed, and NumPy does the same, slower."""
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
    has = llvm.get_host_cpu_features()
    by_mark = marks()
    parts = (spreads(permutes=has.get("avx512vbmi", False)), by_mark, comparisons(), spells())
    texts = [text for part in parts for text in part.values()]
    texts += [strange(), tiles(), formulas(), *([picks()] if has.get("bmi2") else [])]
    module = llvm.parse_assembly("\n".join(texts))
    module.verify()
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    pointer, number = ctypes.c_void_p, ctypes.c_int64

    def function(name: str, *shape: Any) -> Callable[..., None]:
        return ctypes.CFUNCTYPE(None, *shape)(engine.get_function_address(name))

    return Native(
        function(
            "tiles", number, number, pointer, number, pointer, number, pointer, pointer, pointer,
            number, number, pointer, pointer, pointer, number,
        ),
        function("formulas", number, number, pointer, number, pointer, pointer),
        {width: function(f"mark{width}", pointer, number, pointer) for width in by_mark},
        function("picked", pointer, pointer, number, pointer) if has.get("bmi2") else None,
        engine,
    )  # fmt: skip


def used(codes: NDArray[Any], size: int) -> NDArray[np.bool_]:
    """Which of so many codes some row has."""
    seen = np.zeros(size, dtype=np.uint8)
    code = native()
    if code is not None and codes.flags.c_contiguous and codes.dtype.itemsize in code.mark:
        code.mark[codes.dtype.itemsize](address(codes), len(codes), address(seen))
    else:
        seen[codes] = 1
    return seen.view(np.bool_)


def picked(plane: Plane, rows: Plane, count: int) -> Plane:
    """The bits of a plane in the rows of another, of which there are so many, as a plane of their own."""
    code = native()
    if code is None or code.picked is None:
        all_rows = len(plane) * WORD
        return laid(bits_of(plane, all_rows)[bits_of(rows, all_rows)], words_of(count))
    found = np.zeros(words_of(count) + 1, dtype=np.uint64)
    code.picked(address(plane), address(rows), len(plane), address(found))
    return found[:-1]
