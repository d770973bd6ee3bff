"""The interaction 客户交互: one contact with a customer, in either direction."""

from domain.interaction.interaction import Interaction

__all__ = ["Interaction"]
