"""What somebody sees, as a value."""

from domain.sight import Sight
from tests.domain.fixed import ANN


def test_who_sees_alike_sees_the_same() -> None:
    assert Sight("ann", ANN.recused_from) == Sight("ann", frozenset({"ann"}))
