"""Reading a problem file one field at a time; whatever departs from the agreed form is refused by its path."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeGuard, TypeVar

T = TypeVar("T")

LARGEST = 2**53


class Malformed(ValueError):  # noqa: N818 - says what happened, as every refusal does
    """The problem does not have the agreed form; the message begins with the path of the field."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one object, each read by a reader that knows its path."""

    values: Mapping[str, object]
    path: str

    @classmethod
    def of(cls, value: object, path: str) -> "Fields":
        """The fields of what must be an object."""
        if not isinstance(value, Mapping):
            refuse(path or "problem", "must be an object")
        return cls(value, path)

    def read(self, name: str, reader: Callable[[object, str], T]) -> T:
        """The named field as `reader` understands it."""
        path = f"{self.path}.{name}" if self.path else name
        if name not in self.values:
            refuse(path, "is missing")
        return reader(self.values[name], path)


def loaded(text: str | bytes, name: str = "problem") -> object:
    """The JSON in `text`, where no object may name a field twice."""
    try:
        return json.loads(text, object_pairs_hook=_without_doubles)
    except Malformed:
        raise
    except UnicodeDecodeError as error:
        raise Malformed(f"{name}: is not UTF-8 text ({error.reason})") from error
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{name}: is not JSON ({error})") from error


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        refuse(doubled, "stands twice in one object")
    return fields


def refuse(path: str, reason: str) -> NoReturn:
    """Give up on the whole file because of the field at `path`."""
    raise Malformed(f"{path}: {reason}")


def integer(value: object, path: str) -> int:
    """A whole number within what every JSON reader keeps exact."""
    # A bool is an int to Python, but not here.
    if isinstance(value, bool) or not isinstance(value, int):
        refuse(path, "must be a whole number")
    if abs(value) > LARGEST:
        refuse(path, "is beyond 2^53")
    return value


def positive(value: object, path: str) -> int:
    """A whole number from 1 up."""
    number = integer(value, path)
    if number < 1:
        refuse(path, "must be at least 1")
    return number


def optional_integer(value: object, path: str) -> int | None:
    """A whole number or null."""
    return None if value is None else integer(value, path)


def text(value: object, path: str) -> str:
    """A string."""
    if not isinstance(value, str):
        refuse(path, "must be text")
    return value


def flag(value: object, path: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        refuse(path, "must be true or false")
    return value


def items(value: object, path: str, reader: Callable[[object, str], T], length: int | None = None) -> tuple[T, ...]:
    """A list, of `length` entries where that is given, each as `reader` understands it."""
    if not isinstance(value, list | tuple):
        refuse(path, "must be a list")
    if length is not None and len(value) != length:
        refuse(path, f"must have {length} entries, has {len(value)}")
    return tuple(reader(item, f"{path}[{index}]") for index, item in enumerate(value))


def spans(value: object, path: str, width: int) -> tuple[tuple[int, ...], ...]:
    """Lists of `width` whole numbers, of which the first two are a start before an end."""
    if _is_plain(value, width):
        quick = tuple(map(tuple, value))
        if all(span[0] < span[1] for span in quick):
            return quick
    return items(value, path, lambda item, where: _span(item, where, width))


def _is_plain(value: object, width: int) -> TypeGuard[list[list[int]]]:
    """Whether nothing but the order can be wrong: a quick look, as a file may hold a hundred thousand intervals."""
    return (
        type(value) is list
        and all(type(item) is list and len(item) == width for item in value)
        and all(type(number) is int and -LARGEST <= number <= LARGEST for item in value for number in item)
    )


def _span(value: object, path: str, width: int) -> tuple[int, ...]:
    span = items(value, path, integer, width)
    if span[0] >= span[1]:
        refuse(path, "starts at or after its end")
    return span


def once(names: Sequence[str], path: str, field: str = "") -> None:
    """Refuse the second of two equal names."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            refuse(f"{path}[{index}]{field}", f"{name!r} stands twice")
        seen.add(name)
