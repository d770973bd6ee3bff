"""How much a run measures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes in cases, and for how long each thing is measured."""

    sizes: tuple[int, ...]
    """Databases, smallest first."""
    rounds: int
    """How often things that are compared alternate; the median counts."""
    seconds: float
    """Of one round."""
    rivals: bool = True
    """Whether the other stores are installed and measured."""
    imported_rows: int = 20_000
    clients: tuple[int, ...] = (1, 2, 4, 8)
    """Processes that append side by side."""
    durable: bool = True
    """Whether PostgreSQL waits for the disk, as in production."""

    @property
    def smallest(self) -> int:
        """The size where commands are measured."""
        return self.sizes[0]

    @property
    def largest(self) -> int:
        """The size where lists are measured."""
        return self.sizes[-1]


ORDINARY = Scale(sizes=(10_000, 100_000), rounds=3, seconds=3)
FULL = Scale(sizes=(10_000, 1_000_000), rounds=3, seconds=8, imported_rows=100_000)
TINY = Scale(sizes=(200,), rounds=1, seconds=0.1, rivals=False, imported_rows=200, clients=(2,), durable=False)
"""For the test of the bench itself."""
