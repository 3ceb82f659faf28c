"""One TOML table read key by key, collecting every problem instead of stopping at the first."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the path to it, and the list to which problems are added.

    A getter that finds a problem notes it and returns the default, so that reading goes on; nothing read may
    be used while `problems` is not empty.
    """

    values: dict[str, Any]
    path: str
    problems: list[str]

    def wrong(self, key: str, what: str) -> None:
        """Note a problem with `key`."""
        self.problems.append(f"{self.path}{key}: {what}")

    def unknown(self, known: Iterable[str], refused: Mapping[str, str] | None = None) -> None:
        """Note every key that is not among `known`, with what was likely meant or why it is refused."""
        names = sorted(known)
        for key in self.values:
            if key in names:
                continue
            if refused and key in refused:
                self.wrong(key, refused[key])
                continue
            near = difflib.get_close_matches(key, names, n=1, cutoff=0.6)
            hint = f"did you mean {near[0]!r}?" if near else f"known here are: {', '.join(names)}."
            self.wrong(key, f"is not a setting; {hint}")

    def text(self, key: str, default: str | None = None, *, empty: bool = False) -> str:
        """Return a string; without a default the key must be there."""
        value = self.values.get(key, default)
        if value is None:
            self.wrong(key, "is missing.")
        elif not isinstance(value, str):
            self.wrong(key, f"must be text in quotes, not {_kind(value)}.")
        elif not (value.strip() or empty):
            self.wrong(key, "must not be empty.")
        elif any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
            self.wrong(key, "must not hold line breaks or control characters.")
        else:
            return value.strip()
        return default or ""

    def choice(self, key: str, words: Sequence[Word], default: Word) -> Word:
        """Return one of `words`."""
        value = self.values.get(key, default)
        if value in words:
            return cast("Word", value)
        near = difflib.get_close_matches(str(value).lower(), words, n=1, cutoff=0.5)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        self.wrong(
            key, "must be " + " or ".join(f'"{word}"' for word in words) + f", not {value!r:.40}.{hint}"
        )
        return default

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """Return an integer in [least, most]."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, f"must be a whole number without quotes, not {_kind(value)}.")
        elif not least <= value <= most:
            self.wrong(key, f"must be from {least} to {most}, not {value}.")
        else:
            return value
        return default

    def texts(self, key: str, default: tuple[str, ...] = (), *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of strings; if `needed`, it must not be empty."""
        value = self.values.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.wrong(key, 'must be a list of texts, such as ["one", "two"].')
        elif needed and not value:
            self.wrong(key, "must name at least one.")
        elif len(set(value)) < len(value):
            self.wrong(key, "names the same one twice.")
        else:
            return tuple(item.strip() for item in value)
        return default


def _kind(value: object) -> str:
    names: dict[type, str] = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "text" if isinstance(value, str) else "a date or time")
