"""Opening windows of a day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.refusals import Refusal
from domain.sla.instants import DAY_SECONDS

TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?")


class InvalidWindow(Refusal):
    """A window that is not two times of a day, the first before the second or overnight."""

    code = "calendar_invalid_window"


class WindowsOverlap(Refusal):
    """Two windows of one day overlap."""

    code = "calendar_windows_overlap"


@dataclass(frozen=True, slots=True)
class Window:
    """Open on [opens, closes), in seconds of wall time since midnight; overnight `closes` lies in the next day."""

    opens: int
    closes: int

    @property
    def text(self) -> tuple[str, str]:
        """The window as it is written: 22:00 to 06:00 is overnight, 24:00 is the end of the day."""
        closes = self.closes if self.closes <= DAY_SECONDS else self.closes - DAY_SECONDS
        return _written(self.opens), _written(closes)


def read_windows(pairs: Iterable[Sequence[str]]) -> tuple[Window, ...]:
    """Read the windows of a day, such as [["09:00", "12:00"], ["13:00", "24:00"]], and put them in order.

    A window that closes before it opens is overnight. It belongs to the day on which it opens.

    Raises:
        InvalidWindow: One of them is no window.
        WindowsOverlap: Two of them overlap.
    """
    windows = sorted((_window(pair) for pair in pairs), key=lambda window: window.opens)
    for before, after in pairwise(windows):
        if after.opens < before.closes:
            raise WindowsOverlap(f"{'-'.join(before.text)} and {'-'.join(after.text)} overlap.")
    return tuple(windows)


def _window(pair: Sequence[str]) -> Window:
    if len(pair) != len(("opens", "closes")):
        raise InvalidWindow("A window is two times: when it opens and when it closes.")
    opens, closes = (_second_of_day(text) for text in pair)
    if opens in {closes, DAY_SECONDS}:
        raise InvalidWindow(f"{'-'.join(pair)} is no window; 00:00-24:00 is the whole day.")
    return Window(opens, closes if closes > opens else closes + DAY_SECONDS)


def _second_of_day(text: str) -> int:
    found = TIME.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (24, 0, 1)
    second = hours * 3600 + minutes * 60 + seconds
    if minutes >= 60 or seconds >= 60 or second > DAY_SECONDS:  # noqa: PLR2004 - an hour has 60 minutes
        raise InvalidWindow(f"'{text}' is no time of a day (00:00 to 24:00).")
    return second


def _written(second: int) -> str:
    text = f"{second // 3600:02}:{second % 3600 // 60:02}"
    return f"{text}:{second % 60:02}" if second % 60 else text
