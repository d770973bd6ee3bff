"""Who asks read models."""

from domain.sight import Sight

ZOE = Sight("zoe", frozenset({"zoe"}))
"""No case is about her."""
EVE = Sight("eve", frozenset({"eve"}))
"""Cases are about her."""
BELOW_ANN = Sight("dan", frozenset({"dan", "ann", "eve"}))
"""He works below two people whom cases are about."""
