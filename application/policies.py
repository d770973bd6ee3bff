"""The use cases of policies: packs, calendars and the selection table, published and looked at."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from application.command import Command, Receipt
from application.ledger import Ledger, NotFound
from application.ports import CodesInForce
from application.rights import role_refusal
from application.sla.differences import Difference, differences
from application.sla.policy_text import TABLE, Policy, read_policy
from application.sla.published import PolicyKind, PolicyVersion, PublishedPolicies, in_force
from domain.actor import Actor, Role
from domain.catalogue import TOPICS
from domain.codes import Codes
from domain.complaint.values import DispatchWay
from domain.documents import AppliesTo
from domain.reference_data import ReferenceData, stream_of
from domain.refusals import refuse_first
from domain.sla.calendar_data import CalendarData
from domain.sla.pack import Pack
from domain.sla.pack_rules import Vocabulary
from domain.sla.selection_rules import LISTS, SelectionVocabulary


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One version of a policy. `own_version` is what a pack or calendar calls itself."""

    number: int
    own_version: str | None
    effective_from: date
    effective_until: date | None
    applies_to: AppliesTo
    content_hash: str
    published_at: datetime
    published_by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class ListedPolicy:
    """A policy in the list: what is in force today (null: nothing yet), and how many versions there are."""

    name: str
    kind: PolicyKind
    in_force: PolicyLine | None
    versions: int


@dataclass(frozen=True, slots=True)
class PolicyList:
    """All policies, by name."""

    items: list[ListedPolicy]


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """One version of a policy with its content, and every version that there is."""

    name: str
    kind: PolicyKind
    shown: PolicyLine
    versions: list[PolicyLine]
    content: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PolicyDifferences:
    """What changed from one version of a policy to another."""

    name: str
    before: PolicyLine
    after: PolicyLine
    differences: list[Difference]


class Policies:
    """What can be done with policies. A name is that of the document; a pack or calendar may leave out its kind."""

    def __init__(self, ledger: Ledger, codes: CodesInForce, published: PublishedPolicies) -> None:
        """Work on a ledger, with the lists in force and what was published."""
        self._ledger = ledger
        self._codes = codes
        self._published = published

    def publish(
        self, text: str, applies_to: AppliesTo, effective_from: date | None = None, *, command: Command
    ) -> Receipt:
        """Publish what a file holds as the next version of its policy. What was published last already adds nothing.

        Without `effective_from` it is in force from the date that it says itself, or from today.

        Raises:
            RoleForbidden: The role does not publish.
            InvalidDocument: It is no TOML, no policy, or has other fields.
            Refusal: It is incomplete or contradicts itself: its line, and a code for each reason.
            PackInForce, CalendarInForce: Its own version was published before, with another content.
        """
        refuse_first(role_refusal(command.by.role, "policy.publish"))
        policy = self._read(text, is_draft=applies_to is AppliesTo.WHAT_IF_ONLY)

        def publish(reference_data: ReferenceData, now: datetime) -> None:
            since = effective_from or policy.effective_from or now.date()
            reference_data.publish_document(policy.name, policy.document, since, applies_to=applies_to, now=now)

        return self._ledger.change(ReferenceData, stream_of(policy.name), command, publish, may_begin=True)

    def draft(self, text: str, by: Actor) -> Policy:
        """Read a file that is not published, as one for a what-if would be.

        Raises:
            RoleForbidden: The role does not read policies.
            InvalidDocument, Refusal: As for publishing.
        """
        refuse_first(role_refusal(by.role, "policy.read"))
        return self._read(text, is_draft=True)

    def overview(self, by: Actor) -> PolicyList:
        """Return every policy, with what is in force today.

        Raises:
            RoleForbidden: The role does not read them.
        """
        refuse_first(role_refusal(by.role, "policy.read"))
        items, on = [], self._today()
        for name, versions in self._by_name().items():
            current = in_force(versions, on)
            line = _line(current, current) if current else None
            items.append(ListedPolicy(name, versions[0].kind, line, len(versions)))
        return PolicyList(items)

    def show(self, name: str, number: int | None, by: Actor) -> ShownPolicy:
        """Return a version of a policy; without a number the one in force today, or else the last.

        Raises:
            RoleForbidden: The role does not read them.
            NotFound: There is no policy of this name, or no such version.
        """
        versions = self._versions(name, by)
        current = in_force(versions, self._today())
        shown = _numbered(versions, number) if number is not None else current or versions[-1]
        return ShownPolicy(
            shown.name,
            shown.kind,
            _line(shown, current),
            [_line(each, current) for each in versions],
            json.loads(shown.document),
        )

    def compare(self, name: str, before: int | None, after: int | None, by: Actor) -> PolicyDifferences:
        """Return what changed from one version of a policy to another: to the last one, from the one before it.

        Raises:
            RoleForbidden: The role does not read them.
            NotFound: There is no policy of this name, or no such version.
        """
        versions = self._versions(name, by)
        other = _numbered(versions, versions[-1].version if after is None else after)
        one = _numbered(versions, max(other.version - 1, 1) if before is None else before)
        current = in_force(versions, self._today())
        found = differences(*(_content(each) for each in (one, other)))
        return PolicyDifferences(one.name, _line(one, current), _line(other, current), found)

    def _today(self) -> date:
        return self._ledger.event_log.load(ReferenceData, stream_of(TABLE)).now.date()

    def _by_name(self) -> dict[str, tuple[PolicyVersion, ...]]:
        found: dict[str, tuple[PolicyVersion, ...]] = {}
        for each in self._published():
            found[each.name] = (*found.get(each.name, ()), each)
        return dict(sorted(found.items()))

    def _versions(self, name: str, by: Actor) -> tuple[PolicyVersion, ...]:
        refuse_first(role_refusal(by.role, "policy.read"))
        known = self._by_name()
        for candidate in (name, *(f"{kind}.{name}" for kind in PolicyKind)):
            if candidate in known:
                return known[candidate]
        raise NotFound("There is no such policy.")

    def _read(self, text: str, *, is_draft: bool) -> Policy:
        """Read a file by the lists in force, and by what was published for cases; a draft also by other drafts."""
        there = [each.content for each in self._published() if is_draft or not each.is_draft]
        codes = self._codes()
        return read_policy(text, vocabulary(codes, there), selection_vocabulary(codes, there))


def vocabulary(codes: Codes, published: list[Any]) -> Vocabulary:
    """Return what a pack of the bank may speak of."""
    return Vocabulary(
        events=frozenset(TOPICS),
        pause_reasons=codes.of("suspension_reason"),
        extension_reasons=codes.of("extension_reason"),
        calendars=frozenset(each.id for each in published if isinstance(each, CalendarData)),
        channels=codes.of("channel"),
        sources=codes.of("source"),
        roles=frozenset(role.value for role in Role),
        ways=frozenset(way.value for way in DispatchWay),
    )


def selection_vocabulary(codes: Codes, published: list[Any]) -> SelectionVocabulary:
    """Return what the bank's table may speak of: milestones of any version of a pack, and codes of its lists."""
    milestones: dict[str, frozenset[str]] = {}
    for pack in published:
        if isinstance(pack, Pack):
            milestones[pack.id] = milestones.get(pack.id, frozenset()) | {each.id for each in pack.milestones}
    return SelectionVocabulary(milestones, {name: codes.of(name) for name in LISTS.values()})


def _numbered(versions: tuple[PolicyVersion, ...], number: int) -> PolicyVersion:
    for each in versions:
        if each.version == number:
            return each
    raise NotFound(f"There is no version {number} of '{versions[0].name}'; there are 1 to {versions[-1].version}.")


def _line(version: PolicyVersion, current: PolicyVersion | None) -> PolicyLine:
    return PolicyLine(
        version.version,
        version.own_version,
        version.effective_from,
        version.effective_until,
        version.applies_to,
        version.content_hash,
        version.published_at,
        version.published_by,
        is_in_force=version is current,
    )


def _content(version: PolicyVersion) -> Any:  # noqa: ANN401 - what JSON holds
    """Return what is compared: the rows of the table, or the one pack or calendar."""
    rows = json.loads(version.document)
    return {"rows": rows} if version.kind is PolicyKind.SELECTION else rows[0]
