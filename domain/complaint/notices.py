"""What a notice consists of: blocks as data, some of them mandatory."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.documents import Document
from domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class NoticeBlock:
    """One row of the document `notice_block`: a part that the notice of a decision may have, or has to have."""

    block: str
    name_en: str
    name_zh: str = ""
    is_mandatory: bool = False


NO_LAYOUT: Document[NoticeBlock] = Document("notice_block", 0, ())
"""What holds where no layout is in force: any notice will do, and it lists no blocks."""


class UnknownBlock(Refusal):
    """The notice lists a block that the layout in force does not have."""

    code = "unknown_block"


class NoticeIncomplete(Refusal):
    """The notice lacks a block that is mandatory."""

    code = "notice_incomplete"


def wrong_blocks(blocks: Iterable[str], layout: Document[NoticeBlock]) -> Refusal | None:
    """Refuse a notice that lists unknown blocks or lacks mandatory ones."""
    listed, known = set(blocks), {row.block for row in layout.rows}
    if unknown := sorted(listed - known):
        return UnknownBlock(f"There is no block {', '.join(unknown)}. Known: {', '.join(sorted(known)) or 'none'}.")
    missing = [row.block for row in layout.rows if row.is_mandatory and row.block not in listed]
    return NoticeIncomplete(f"The notice lacks: {', '.join(missing)}.") if missing else None
