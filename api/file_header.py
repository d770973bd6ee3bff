"""What the header of a request says about the file in its body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import unquote

from api.errors import MalformedHeader

MOST_NAME, MOST_DESCRIPTION = 200, 500
UNFIT: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
ENCODED_NAME: Final = re.compile(r";\s*filename\*=UTF-8'[^']*'([A-Za-z0-9%!#$&+.^_`|~-]+)", re.IGNORECASE)
QUOTED_NAME: Final = re.compile(r';\s*filename="((?:[ !#-\[\]-~]|\\[ -~])*)"', re.IGNORECASE)
ESCAPED: Final = re.compile(r"\\(.)")
LAST_PART: Final = re.compile(r"[^/\\]*\Z")


@dataclass(frozen=True, slots=True)
class FileHeader:
    """The type, the name and the description of a file."""

    media_type: str
    file_name: str
    description: str

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self:
        """Read Content-Type, Content-Disposition (RFC 6266) and Content-Description (percent-encoded UTF-8).

        Raises:
            MalformedHeader: One of them does not have its form.
        """
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        return cls(
            media_type,
            file_name(headers.get("content-disposition", "")),
            description(headers.get("content-description", "")),
        )


def file_name(disposition: str) -> str:
    """Return the name of the file, without the folders that some clients put before it."""
    name = ""
    if encoded := ENCODED_NAME.search(disposition):
        name = decoded(encoded[1], "Content-Disposition")
    elif quoted := QUOTED_NAME.search(disposition):
        name = ESCAPED.sub(r"\1", quoted[1])
    last = LAST_PART.search(name)
    return fit(last[0].strip(" .") if last else "", 1, MOST_NAME, "Content-Disposition")


def description(text: str) -> str:
    """Return what the file shows."""
    return fit(decoded(text, "Content-Description"), 0, MOST_DESCRIPTION, "Content-Description")


def decoded(text: str, header: str) -> str:
    """Return what percent-encoded UTF-8 stands for."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise MalformedHeader(f"{header} is UTF-8, percent-encoded.") from None


def fit(text: str, least: int, most: int, header: str) -> str:
    """Return a text of a header that can be kept."""
    if not least <= len(text) <= most or UNFIT.search(text):
        raise MalformedHeader(f"{header} says {least} to {most} characters, none of them a control.")
    return text
