"""Frozen values that cost little to define.

``dataclasses`` compiles six functions a class and loads ``inspect``: with some fifty classes
that is half of a command's start.  ``record`` compiles one, ``__init__``; the rest is shared.
To a type checker a record is a frozen dataclass.

>>> @record
... class Point:
...     '''A point.'''
...
...     x: int
...     y: int = 0
>>> Point(1), Point(1) == Point(1, 0), replaced(Point(1), y=2)
(Point(x=1, y=0), True, Point(x=1, y=2))
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make ``cls`` a frozen value with slots; its annotations are its fields, in order.

    A ``__post_init__`` runs after the fields are set.  Defaults must be immutable.
    """
    space = dict(cls.__dict__)
    names = tuple(space.get("__annotations__", ()))
    defaults = {name: space.pop(name) for name in names if name in space}
    for name in ("__dict__", "__weakref__"):
        space.pop(name, None)
    extra = space.pop("__extra_slots__", ())
    space.update(
        __slots__=(*names, *extra), __match_args__=names, __record_defaults__=defaults,
        __record_values__=_getter(names),
        __setattr__=_refuse, __delattr__=_refuse, __eq__=_equal, __hash__=_hash, __repr__=_shown,
        __getstate__=_state, __setstate__=_restore, __qualname__=cls.__qualname__,
    )  # fmt: skip
    for name in ("__repr__", "__str__", "__hash__", "__eq__"):
        if name in cls.__dict__:
            space[name] = cls.__dict__[name]
    if "__eq__" not in cls.__dict__:
        space["__hash__"] = cls.__dict__.get("__hash__") or _hash
    kind: Any = type(cls)
    made: Any = kind(cls.__name__, cls.__bases__, space)
    made.__init__ = _initialiser(made, names, defaults)
    return made  # type: ignore[no-any-return]


def _initialiser(cls: Any, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    scope: dict[str, Any] = {f"set_{name}": getattr(cls, name).__set__ for name in names}
    scope.update({f"default_{name}": value for name, value in defaults.items()})
    head = ", ".join(f"{name}=default_{name}" if name in defaults else name for name in names)
    lines = [f"    set_{name}(self, {name})" for name in names]
    if "__post_init__" in cls.__dict__:
        lines.append("    self.__post_init__()")
    body = "\n".join(lines) or "    pass"
    exec(f"def __init__(self, {head}):\n{body}", scope)  # noqa: S102 - names are our own annotations # nosec B102
    return scope["__init__"]


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__name__} is a frozen value; {name} cannot be changed")


def _values(self: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = self.__record_values__(self)
    return found


def _getter(names: tuple[str, ...]) -> Any:
    """All fields of a record as a tuple."""
    if len(names) > 1:
        return staticmethod(attrgetter(*names))
    return staticmethod(lambda self: tuple([getattr(self, name) for name in names]))


def _equal(self: object, other: object) -> bool:
    if self is other:
        return True
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: object) -> int:
    return hash((type(self), *_values(self)))


def _shown(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__name__}({inside})"


def _state(self: Any) -> tuple[Any, ...]:
    return _values(self)


def _restore(self: Any, state: tuple[Any, ...]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)


def fields_of(value: object) -> Iterator[tuple[str, Any, Any]]:
    """Name, content and default of each field; the default is ``...`` where there is none."""
    cls: Any = type(value)
    for name in cls.__match_args__:
        yield name, getattr(value, name), cls.__record_defaults__.get(name, ...)


def is_record(value: object) -> bool:
    """Whether ``value`` is an instance of a record."""
    return hasattr(type(value), "__record_defaults__")


def replaced(value: T, /, **changes: Any) -> T:
    """The same record with some fields changed."""
    cls: Any = type(value)
    held = [
        changes.pop(name) if name in changes else getattr(value, name)
        for name in cls.__match_args__
    ]
    return cls(*held, **changes)  # type: ignore[no-any-return]
