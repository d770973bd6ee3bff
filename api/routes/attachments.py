"""Files of a case: the body is the file, its header says what it is."""

import functools
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.asking import Ask, Commanded, FileOrder
from api.commanding import PREFIX, ReceiptAnswer, answer, waited, written
from api.file_header import FileHeader
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = APIRouter(prefix=PREFIX, tags=["4 investigate 调查核实"])

BATCH_BYTES: Final = 1_048_576
"""So much is gathered before a thread writes it."""

BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
NAME: Final[dict[str, Any]] = {
    "name": "Content-Disposition",
    "in": "header",
    "required": True,
    "description": "Names the file; what is not ASCII as filename*=UTF-8''... (RFC 6266).",
    "schema": {"type": "string", "pattern": r'^attachment; filename="[A-Za-z0-9._-]{1,100}"$'},
    "example": 'attachment; filename="receipt.pdf"',
}
DESCRIPTION: Final[dict[str, Any]] = {
    "name": "Content-Description",
    "in": "header",
    "description": "What it shows, in UTF-8 percent-encoded; at most 500 characters.",
    "schema": {"type": "string", "pattern": r"^[A-Za-z0-9%._ -]{0,100}$"},
    "example": "The%20receipt%20of%20the%20counter",
}

Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file, in hexadecimal.")]


@router.post(
    "/{complaint_id}/attachments",
    name="attach_evidence",
    operation_id="attach_evidence",
    status_code=HTTPStatus.CREATED,
    response_model=None,
    responses={201: {"model": ReceiptAnswer}},
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/pdf": BINARY, "text/plain": BINARY, "*/*": BINARY}},
        "parameters": [NAME, DESCRIPTION],
    },
)
async def attach_evidence(complaint_id: ComplaintId, request: Request, order: FileOrder) -> Response:
    """Attach a file. The same bytes again add no event."""
    told = FileHeader.of(request.headers)
    files, run = order.services.attachments, order.services.workers.run
    await run(files.expect, complaint_id, told.media_type, order.command)
    with files.incoming() as incoming:
        async for batch in batches(request.stream()):
            await run(files.write, incoming, batch)
        give = functools.partial(
            files.attach,
            complaint_id,
            incoming,
            media_type=told.media_type,
            file_name=told.file_name,
            description=told.description,
            command=order.command,
        )
        receipt, response = await run(attached, give, order)
    return await waited(receipt, response, order)


@router.get(
    "/{complaint_id}/attachments/{digest}",
    name="read_attachment",
    operation_id="read_attachment",
    response_model=None,
    response_class=Response,
    responses={200: {"content": {"*/*": BINARY}}},
)
async def read_attachment(complaint_id: ComplaintId, digest: Digest, ask: Ask) -> Response:
    """Return a file of the case, as it came in."""
    attachment, chunks = await ask.services.workers.run(ask.services.attachments.read, complaint_id, digest, ask.by)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(attachment.file_name, safe='')}",
        "Content-Length": str(attachment.size_bytes),
        "ETag": f'"{digest}"',
    }
    return StreamingResponse(chunks, headers=headers, media_type=attachment.media_type)


def attached(give: Callable[[], tuple[Receipt, str]], order: Commanded) -> tuple[Receipt, Response]:
    """Give the command, and write its answer: where the file can be read."""
    receipt, digest = give()
    response = answer(receipt, written(receipt, order.services.positions), HTTPStatus.CREATED)
    response.headers["Location"] += f"/attachments/{digest}"
    return receipt, response


async def batches(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Gather what the network brings into larger pieces."""
    gathered = bytearray()
    async for chunk in chunks:
        gathered += chunk
        if len(gathered) >= BATCH_BYTES:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
