"""The table of results, for the terminal and for the README alike."""

from collections.abc import Iterable, Sequence

from benchmarks.result import Goal, Result

HEADINGS = ("what", "measured", "goal", "verdict")


def table(results: Iterable[Result]) -> str:
    """Return a Markdown table whose columns also stand straight in a terminal."""
    rows = [HEADINGS, *map(_cells, results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    ruler = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join((lines[0], ruler, *lines[1:]))


def _cells(result: Result) -> tuple[str, str, str, str]:
    measured = "–" if result.measured is None else f"{figure(result.measured)} {result.unit}".rstrip()
    what = f"{result.what} ({result.note})" if result.note else result.what
    return (what, measured, _goal(result.goal, result.unit), result.verdict)


def _goal(goal: Goal | None, unit: str) -> str:
    if goal is None:
        return ""
    return f"{'≥' if goal.at_least else '≤'} {figure(goal.limit)} {unit}".rstrip()


def figure(value: float) -> str:
    """Write a number with three digits that count, and no more."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "| " + " | ".join(cells) + " |"
