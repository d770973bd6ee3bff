"""Processes that the bench asks over JSON lines, so that nothing is measured in its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
THIS_PYTHON = Path(sys.executable)

Answer = dict[str, Any]


class LineProcess:
    """A module of the bench that runs as a process; each question is one line, and so is its answer.

    `first` is what it is started with; it answers when it is ready.
    """

    def __init__(self, module: str, first: dict[str, Any], *, python: Path = THIS_PYTHON) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [python, "-m", module], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.process_id = self._process.pid
        self.ask(**first)

    def __enter__(self) -> Self:
        """Ask inside of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let it end, and wait for it."""
        self._process.communicate()

    def tell(self, **question: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Send a question; its answer is fetched later."""
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Answer:
        """Wait for the answer to the oldest question.

        Raises:
            ChildProcessError: The process ended instead.
        """
        assert self._process.stdout is not None  # noqa: S101 - it was opened as a pipe
        line = self._process.stdout.readline()
        if not line:
            raise ChildProcessError(f"{self._process.args!r} ended before it answered.")
        answer: Answer = json.loads(line)
        return answer

    def ask(self, **question: Any) -> Answer:  # noqa: ANN401 - whatever JSON can hold
        """Send a question and wait for its answer."""
        self.tell(**question)
        return self.answer()


def serve(start: Callable[..., Callable[..., Answer]]) -> None:
    """Be such a process: the first line's values go to `start`, each further line's to what it returns."""
    answer = start(**json.loads(sys.stdin.readline()))
    print("{}", flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)
