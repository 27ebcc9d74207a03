"""Pieces of LLVM's own language that the machine code is written in."""

from __future__ import annotations


def each_word(head: str, count: str, body: str, *, before: str = "", last: str = "body") -> str:
    """A function that does ``body`` for each %w under ``count``; ``last`` is the block in which the body ends."""
    return f"""
define {head} {{
entry:
{before}
  br label %next
next:
  %w = phi i64 [0, %entry], [%w1, %{last}]
  %more = icmp slt i64 %w, {count}
  br i1 %more, label %body, label %end
body:
{body}
  %w1 = add i64 %w, 1
  br label %next
end:
  ret void
}}
"""


def broadcast(name: str) -> str:
    """A number in every lane: %lows of %low."""
    return f"""  %{name}1 = insertelement <64 x double> poison, double %{name}, i32 0
  %{name}s = shufflevector <64 x double> %{name}1, <64 x double> poison, <64 x i32> zeroinitializer"""


def loop(name: str, before: str, count: str, after: str, body: str) -> str:
    """A loop named so, entered from ``before``, that does its body so often and goes on at ``after``."""
    return f"""{name}:
  %i{name} = phi i64 [0, %{before}], [%j{name}, %{name}_do]
  %go{name} = icmp slt i64 %i{name}, {count}
  br i1 %go{name}, label %{name}_do, label %{after}
{name}_do:{body}
  %j{name} = add i64 %i{name}, 1
  br label %{name}"""


def switch(calls: dict[int, str]) -> str:
    """The call for the record's kind."""
    cases = "\n".join(f"    i64 {kind}, label %do{kind}" for kind in calls)
    bodies = "\n".join(f"do{kind}:\n  {call}\n  ret void" for kind, call in calls.items())
    return f"  switch i64 %kind, label %none [\n{cases}\n  ]\n{bodies}\nnone:\n  ret void"


def field(name: str, place: int) -> str:
    """One number of the record."""
    return f"""  %{name}f = getelementptr i64, ptr %record, i64 {place}
  %{name} = load i64, ptr %{name}f"""


def moved(name: str, place: int) -> str:
    """An address and, behind it, its bytes a tile: where the tile lies."""
    return f"""{field(name + "0", place)}
{field(name + "1", place + 1)}
  %{name}2 = mul i64 %{name}1, %t
  %{name}3 = add i64 %{name}0, %{name}2
  %{name} = inttoptr i64 %{name}3 to ptr"""
