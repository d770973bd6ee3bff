"""The shape of a step in a complaint's life: who gives which command, and what happens then."""

from collections.abc import Callable
from uuid import UUID

from application.command import Command, Receipt
from application.complaints import Complaints
from domain.actor import Actor

UseCase = Callable[[Complaints, UUID, Command], Receipt]
Step = tuple[Actor, str, UseCase]
