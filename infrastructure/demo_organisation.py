"""The demo's units and users, registered before its first case."""

from application.demo.bank import BANKS, SHANGHAI, Bank
from domain.actor import Actor
from infrastructure.demo_users import USERS
from infrastructure.wiring import Redress, system_command

SYSTEM_UNIT = "system"
IMPORT_UNIT = "unrouted"
"""What the shipped mapping brings in comes here; those whose tokens are printed see it."""


def register_banks(redress: Redress) -> None:
    """Register everybody who has a part in the demo; doing it again changes nothing."""
    _found(redress, SYSTEM_UNIT, "System", None)
    for bank in BANKS:
        _register_bank(redress, bank)
    for user in USERS:
        _register(redress, user)
    _found(redress, IMPORT_UNIT, "Imported complaints", SHANGHAI.superior.unit_id)


def _register_bank(redress: Redress, bank: Bank) -> None:
    superior = bank.superior.unit_id
    _found(redress, superior, f"{bank.brand} {superior}", None)
    command = system_command(f"demo jurisdiction of {superior}")
    redress.units.set_jurisdiction(superior, bank.jurisdiction, command=command)
    for unit in bank.units.values():
        if unit.unit_id != superior:
            _found(redress, unit.unit_id, f"{bank.brand} {unit.unit_id}", superior)
    for unit in bank.units.values():
        for user in (*unit.handlers, unit.supervisor):
            _register(redress, user)
        head = unit.supervisor.user_id
        redress.units.appoint_head(unit.unit_id, head, command=system_command(f"demo head of {unit.unit_id}"))
    for user in (bank.gate, bank.auditor, bank.compliance):
        _register(redress, user)


def _found(redress: Redress, unit_id: str, name: str, superior_id: str | None) -> None:
    redress.units.found(unit_id, name, superior_id, command=system_command(f"demo unit {unit_id}"))


def _register(redress: Redress, user: Actor) -> None:
    command = system_command(f"demo user {user.user_id}")
    redress.users.register(user.user_id, user.unit_id, (user.role,), command=command)
