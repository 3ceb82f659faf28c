"""HTML in, the text that a reader sees out, and which of it the markup says is quoted; nothing is rendered (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from types import MappingProxyType
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mail_agent.charset import Note

MAX_OPEN: Final = 400
"""Elements open at once; deeper HTML is read without its structure, since a tree of it takes quadratic time."""

MAX_TAG: Final = 4_000
"""Characters of one tag; of a longer one (a picture within) only what matters here is read."""

Ranges = tuple[tuple[int, int], ...]

_NOT_SHOWN: Final = frozenset(
    {"head", "script", "style", "template", "title", "meta", "link", "object", "iframe"}
)
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_VOID: Final = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    }
)  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_CLOSED_BY_NEXT: Final = frozenset({"p", "li", "td", "th", "tr", "dt", "dd", "option"})

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^>]*)>?")
_KEPT: Final = re.compile(
    r"""\s(?:style|class|id|name|type|hidden|alt)\s*=\s*(?:"[^"<>]{0,500}"|'[^'<>]{0,500}')"""
)
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_SHEET_RULE: Final = re.compile(r"(?:(?<=[},])|^)\s*\.([\w-]{1,60})\s*\{([^{}]{0,500})\}")
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)

_HIDING: Final = MappingProxyType(
    {
        "display": re.compile("none"),
        "visibility": re.compile("hidden|collapse"),
        "mso-hide": re.compile("all"),
        "font-size": re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%)?|1p[xt]"),
        "opacity": re.compile(r"0+(?:\.0*)?|\.0+"),
        "text-indent": re.compile(r"-\d{3,}.*"),
    }
)
"""Values that hide what is in an element, by property."""
_AWAY: Final = re.compile(r"-\d{4,}(?:px|pt)?|-\d{3,}(?:em|rem|%|vw|vh)")
_OVERRIDE, _POP = "\u202e", "\u202c"
_SIZES: Final = ("width", "height", "max-width", "max-height")
_NO_SIZE: Final = re.compile(r"0(?:px|pt|em|%)?")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
_HEX: Final = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_BAR: Final = re.compile(r"border-left\s*:[^;]*\b(?:solid|[1-9]\d*(?:\.\d+)?p[xt])")
_OUTLOOK: Final = re.compile(r"border-top\s*:\s*solid\s*#(?:b5c4df|e1e1e1)\s*1\.0pt")

_QUOTES: Final = (
    "gmail_quote",
    "protonmail_quote",
    "yahoo_quoted",
    "moz-cite-prefix",
    "gmail_attr",
    "quote_body",
    "cite",
)
_REST_IDS: Final = frozenset(
    {"divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "replysplit"}
)
_REST_CLASSES: Final = frozenset({"moz-forward-container", "outlookmessageheader"})


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside an element."""

    hidden: bool = False
    quoted: bool = False
    as_typed: bool = False
    turned: bool = False
    colour: str = ""
    background: str = ""


@dataclass(slots=True)
class _Page:
    """Lines seen so far, each with whether it is quoted, and what the style sheets say."""

    lines: list[tuple[str, bool]]
    line: list[str]
    hidden: int
    rest: bool
    hiding_classes: frozenset[str]
    shown_again: bool
    coloured: bool

    def end_line(self, *, quoted: bool) -> None:
        text = "".join(self.line)
        self.line.clear()
        if text.strip():
            self.lines.append((text.rstrip(), quoted or self.rest))

    def blank(self, *, quoted: bool) -> None:
        if self.line:
            self.end_line(quoted=quoted)
        elif self.lines and self.lines[-1][0]:
            self.lines.append(("", quoted or self.rest))


def visible(html: str, note: Note) -> tuple[str, Ranges]:
    """Return the text that a reader sees, block by line, and the ranges of it that the markup says are quoted.

    Hidden text is left out and noted with its count of letters and digits. Letters parted by inline tags are joined
    again. Text is taken for hidden only where no style sheet of the same HTML may show it again.
    """
    html = html.replace("\x00", "")
    if len(html) > MAX_TAG:
        html = _TAG.sub(lambda match: match[0] if len(match[0]) <= MAX_TAG else _shortened(match), html)
    if _too_deep(html):
        note(
            "html.deep",
            f"HTML nested deeper than {MAX_OPEN}; its tags were left out without a look at what is hidden",
        )
        return _flat(html), ()
    tree = LexborHTMLParser(html)
    page = _page(tree)
    if tree.root is not None:
        _walk(tree.root, page)
    page.end_line(quoted=False)
    if page.hidden:
        note("html.hidden", f"{page.hidden} letters and digits that a reader does not see")
    return _joined(page.lines)


def _shortened(match: re.Match[str]) -> str:
    return f"<{match[1]}{match[2]}{''.join(_KEPT.findall(match[3])[:20])}>"


def _too_deep(html: str) -> bool:
    depth = most = 0
    foreign = "<svg" in html.lower() or "<math" in html.lower()
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _VOID or (name in _CLOSED_BY_NEXT and not foreign):
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        most = max(most, depth)
    return most > MAX_OPEN


def _flat(html: str) -> str:
    breaks = _BLOCKS | {"br"}
    return unescape(_TAG.sub(lambda match: "\n" if match[2].lower() in breaks else "", html))


def _page(tree: LexborHTMLParser) -> _Page:
    sheets = " ".join(node.text() for node in tree.css("style"))[:200_000].lower()
    rules: dict[str, list[bool]] = {}
    for name, rule in _SHEET_RULE.findall(_COMMENT.sub(" ", sheets.partition("@media")[0])):
        rules.setdefault(name, []).append(_hides(_declared(rule)))
    hiding = frozenset(name for name, hides in rules.items() if all(hides))
    return _Page([], [], 0, False, hiding, "!important" in sheets, "background" in sheets)


def _walk(root: LexborNode, page: _Page) -> None:
    """Go through the tree in document order without recursion."""
    node: LexborNode | None = root
    states = [_State()]
    path: list[LexborNode] = []
    while node is not None:
        if node.is_text_node or node.is_comment_node:
            _text(node, states[-1], page)
        else:
            tag = node.tag or ""
            state = _entered(node, tag, states[-1], page)
            child = node.first_child if tag not in _NOT_SHOWN else None
            if child is not None:
                path.append(node)
                states.append(state)
                node = child
                continue
            _left(tag, state, page)
        while node is not None and node.next is None:
            if not path:
                return
            node = path.pop()
            _left(node.tag or "", states.pop(), page)
        node = node.next if node is not None and path else None


def _text(node: LexborNode, state: _State, page: _Page) -> None:
    if node.is_comment_node:
        said = node.comment_content or ""
        page.hidden += 0 if said.lstrip().startswith("[") or "{" in said else _letters(said)
        return
    text = node.text_content or ""
    if state.hidden:
        page.hidden += _letters(text)
    elif state.as_typed:
        first, *more = text.split("\n")
        page.line.append(first)
        for one in more:
            page.blank(quoted=state.quoted)
            page.line.append(one)
    else:
        text = _SPACE.sub(" ", text)
        text = f"{_OVERRIDE}{text}{_POP}" if state.turned and text.strip() else text
        text = text if page.line else text.lstrip(" ")
        if text:
            page.line.append(text)


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _entered(node: LexborNode, tag: str, outer: _State, page: _Page) -> _State:
    if tag == "br":
        page.blank(quoted=outer.quoted)
        return outer
    if tag in _BLOCKS:
        page.end_line(quoted=outer.quoted)
    elif tag in _CELLS and page.line:
        page.line.append(" ")
    attributes = node.attributes
    if not attributes:
        return replace(outer, as_typed=True) if tag == "pre" else outer
    named = {name: (value or "") for name, value in attributes.items()}
    if tag == "img" and named.get("alt") and not outer.hidden:
        page.line.append(_SPACE.sub(" ", f" {named['alt']} "))
    return _styled(tag, named, outer, page)


def _styled(tag: str, named: dict[str, str], outer: _State, page: _Page) -> _State:
    style = named.get("style", "").lower()
    classes = named.get("class", "").lower().split()
    declared = _declared(style)
    elsewhere = "hidden" in named or not page.hiding_classes.isdisjoint(classes)
    hidden = outer.hidden or (
        not page.shown_again
        and (
            _hides(declared) or (elsewhere and declared.keys().isdisjoint(_HIDING))
        )  # an element's own style wins
    )
    painted = [value for name, value in declared.items() if name in {"background", "background-color"}]
    background = _colour(painted[-1] if painted else named.get("bgcolor", "")) or outer.background
    colour = (
        _colour(declared.get("color") or (named.get("color", "") if tag == "font" else "")) or outer.colour
    )
    if colour and colour == background and not page.coloured and "url(" not in style:
        hidden = True
    quoted = outer.quoted or _is_quote(tag, named, classes, style)
    if not hidden and _is_rest(named, classes, style):
        page.end_line(quoted=outer.quoted)
        page.rest = True
    turned = outer.turned or _turns(tag, named, declared)
    return _State(hidden, quoted, outer.as_typed or tag == "pre", turned, colour, background)


def _turns(tag: str, named: dict[str, str], declared: dict[str, str]) -> bool:
    """Whether letters are shown from right to left, whatever they are (HTML `bdo`, CSS Writing Modes section 2.2)."""
    if tag == "bdo" and named.get("dir", "").lower() == "rtl":
        return True
    backward = declared.get("direction") == "rtl" or named.get("dir", "").lower() == "rtl"
    return backward and "override" in declared.get("unicode-bidi", "")


def _declared(style: str) -> dict[str, str]:
    """Return the value of each property that holds: the last one, or the last important one, in that order.

    A reader sees what is declared last (CSS Cascade section 6); who wants to hide words from us alone declares twice.
    """
    found: dict[str, tuple[str, bool]] = {}
    for declaration in _COMMENT.sub(" ", style).split(";"):
        name, _, value = declaration.partition(":")
        value, important, _ = value.partition("!")
        name = name.strip()
        if important or not found.get(name, ("", False))[1]:
            found.pop(name, None)
            found[name] = (value.strip(), bool(important))
    return {name: value for name, (value, _) in found.items()}


def _hides(declared: dict[str, str]) -> bool:
    if any(name in _HIDING and _HIDING[name].fullmatch(value) for name, value in declared.items()):
        return True
    if declared.get("position") in {"absolute", "fixed"} and any(
        _AWAY.fullmatch(declared.get(side, "")) for side in ("left", "top", "right", "bottom")
    ):
        return True
    cut_off = any(declared.get(name) == "hidden" for name in ("overflow", "overflow-x", "overflow-y"))
    return cut_off and any(_NO_SIZE.fullmatch(declared.get(name, "")) for name in _SIZES)


def _colour(text: str) -> str:
    """Return a colour in one spelling, or an empty string where it is none that can be compared."""
    text = text.strip().lower()
    if found := _HEX.search(text):
        return found[1] if len(found[1]) == 6 else "".join(char * 2 for char in found[1])
    if found := _RGB.search(text):
        return "".join(f"{min(int(number), 255):02x}" for number in found.groups())
    return {"white": "ffffff", "black": "000000"}.get(text.split(" ")[0], "")


def _is_quote(tag: str, named: dict[str, str], classes: list[str], style: str) -> bool:
    if tag == "blockquote":
        return (
            named.get("type", "").lower() == "cite"
            or "cite" in named
            or any(name.startswith(_QUOTES) or name.endswith("quote") for name in classes)
            or _BAR.search(style) is not None
        )
    if tag not in {"div", "span"}:
        return False
    marked = any(
        name in {"gmail_attr", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote"} for name in classes
    )
    return marked or (named.get("name", "").lower() == "quote" and tag == "div")


def _is_rest(named: dict[str, str], classes: list[str], style: str) -> bool:
    """Whether from here on everything is an earlier message."""
    return (
        named.get("id", "").lower().removeprefix("x_") in _REST_IDS
        or not _REST_CLASSES.isdisjoint(classes)
        or _OUTLOOK.search(style) is not None
    )


def _left(tag: str, state: _State, page: _Page) -> None:
    if tag in _BLOCKS:
        page.end_line(quoted=state.quoted)
        if tag == "p" and page.lines and page.lines[-1][0]:
            page.lines.append(("", state.quoted or page.rest))


def _joined(lines: list[tuple[str, bool]]) -> tuple[str, Ranges]:
    while lines and not lines[-1][0]:
        lines.pop()
    ranges: list[tuple[int, int]] = []
    at = 0
    for text, quoted in lines:
        end = at + len(text)
        if quoted and ranges and ranges[-1][1] == at - 1:
            ranges[-1] = (ranges[-1][0], end)
        elif quoted:
            ranges.append((at, end))
        at = end + 1
    return "\n".join(text for text, _ in lines), tuple(ranges)


def line_ranges(text: str, ranges: Ranges) -> Iterator[tuple[str, bool]]:
    """Yield each line of `text` with whether it lies in one of `ranges`."""
    at, number = 0, 0
    for line in text.split("\n"):
        end = at + len(line)
        while number < len(ranges) and ranges[number][1] < end:
            number += 1
        yield line, number < len(ranges) and ranges[number][0] <= at
        at = end + 1
