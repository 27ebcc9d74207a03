"""Machine code by llvmlite, made once in some tens of milliseconds whatever the law; None without llvmlite.

Three small functions: the interpreter of programs, the spreading of words' tests into planes, and the
comparison of numbers with a line.  None of them holds Python's lock while it runs.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING, Any

from licet.columns.native_rows import comparisons, marks, spreads, within
from licet.columns.native_run import interpreter
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@record
class Native:
    """The functions by what they take, all as addresses and counts.

    ``run``: code, operations, addresses, steps, tiles, words.  ``spread``, by the bytes of a code: codes,
    table of bytes, words, addresses of eight planes.  ``compare``, by operator: numbers, line, words, plane.  ``mark``, by the
    bytes of a code: codes, rows, a byte for each code.  ``within``: numbers, words, least, greatest, least
    beside nought, plane of the known, its step (nought for one word that stands for all); gives nought where all are.
    """

    run: Callable[..., None]
    spread: Mapping[int, Callable[..., None]]
    compare: Mapping[str, Callable[..., None]]
    mark: Mapping[int, Callable[..., None]]
    within: Callable[..., int]
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
    by_operator, by_width, by_mark = comparisons(), spreads(), marks()
    module = llvm.parse_assembly(
        "\n".join(
            [interpreter(), *by_width.values(), *by_operator.values(), *by_mark.values(), within()]
        )
    )
    module.verify()
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    pointer, number, double = ctypes.c_void_p, ctypes.c_int64, ctypes.c_double

    def function(name: str, *shape: Any) -> Callable[..., None]:
        return ctypes.CFUNCTYPE(None, *shape)(engine.get_function_address(name))

    return Native(
        function("run", pointer, number, pointer, pointer, number, number),
        {
            width: function(f"spread{width}", pointer, pointer, number, pointer)
            for width in by_width
        },
        {
            op: function(f"compare_{place}", pointer, double, number, pointer)
            for place, op in enumerate(by_operator)
        },
        {width: function(f"mark{width}", pointer, number, pointer) for width in by_mark},
        ctypes.CFUNCTYPE(number, pointer, number, double, double, double, pointer, number)(
            engine.get_function_address("within")
        ),
        engine,
    )
