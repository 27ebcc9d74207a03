"""XML that came from elsewhere, without entities or bombs, read piece by piece."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from licet.errors import InputError, Place


def pieces(data: bytes, file: str, depth: int) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The elements ``depth`` levels below the root as (names from the root, element), then dropped.

    Elements nearer the root come too, at their end, without the children that were given before.
    Namespaces are taken off every name.  An element is emptied once it was given.

    Raises:
        InputError: not well-formed, cut short, or carrying a document type with entities.
    """
    from xml.etree.ElementTree import ParseError  # what defusedxml raises # nosec B405

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    names: list[str] = []
    stack: list[Any] = []
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end")):
            if event == "start":
                element.tag = local(element.tag)
                names.append(element.tag)
                stack.append(element)
                continue
            level = len(names) - 1
            if level <= depth:
                yield tuple(names), element
                element.clear()
                if len(stack) > 1 and level == depth:
                    stack[-2].remove(element)
            names.pop()
            stack.pop()
    except ParseError as error:
        line, column = error.position
        raise InputError(
            f"the XML is damaged or ends in the middle ({str(error).split(':')[0]}). Fetch it again.",
            Place(file, line, column),
        ) from None
    except DefusedXmlException:
        raise InputError(
            "the XML defines entities or points outside itself, which no list does and an attack "
            "would. It was not read.",
            Place(file),
        ) from None
    except (LookupError, ValueError, RecursionError) as error:
        raise InputError(f"the XML cannot be read ({error}).", Place(file)) from None


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rsplit("}", maxsplit=1)[-1]


def below(element: Any, *path: str) -> list[Any]:
    """The elements down a path of names, none where there is no such path."""
    found = [element]
    for name in path:
        found = [child for each in found for child in each if child.tag == name]
    return found


def text(element: Any, *path: str) -> str:
    """The text of the first element down a path, "" where there is none."""
    found = below(element, *path)
    return "".join(found[0].itertext()).strip() if found else ""
