"""The customer 客户: what the bank knows of a person who does business with it."""

from domain.customer.customer import Customer

__all__ = ["Customer"]
