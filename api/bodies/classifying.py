"""The bodies of step 3, classify and route 分类处理."""

from typing import Annotated

from pydantic import Field

import domain.complaint.values as domain_values
from api.bodies.fields import MOST_ITEMS, Body, Code, Identifier, LongText, ShortText, example
from api.bodies.shared import ProductIssue


class Classify(Body):
    """What the complaint is about: several axes side by side."""

    model_config = example(
        {
            "complaint_class": "product",
            "category": "fee",
            "reason": "double_charge",
            "severity": "high",
            "regimes": ["payment_services"],
        }
    )

    complaint_class: Code
    category: Code | None = None
    reason: Code | None = None
    severity: Code = "normal"
    complexity: Code | None = None
    main_cause: Code | None = None
    about: Annotated[tuple[ProductIssue, ...], Field(max_length=MOST_ITEMS)] = ()
    risk_flags: Annotated[tuple[Code, ...], Field(max_length=MOST_ITEMS)] = ()
    regimes: Annotated[
        tuple[Code, ...],
        Field(
            max_length=MOST_ITEMS,
            description="Which rules reach it beside where its unit lies, codes of the list regime: "
            "policy packs are selected by them.",
        ),
    ] = ()

    def value(self) -> domain_values.Classification:
        """Return it as the domain's value."""
        return domain_values.Classification(
            complaint_class=self.complaint_class,
            category=self.category,
            reason=self.reason,
            severity=self.severity,
            complexity=self.complexity,
            main_cause=self.main_cause,
            about=tuple(one.value() for one in self.about),
            risk_flags=self.risk_flags,
            regimes=self.regimes,
        )


class Assign(Body):
    """Who becomes responsible, in which unit."""

    model_config = example({"handler_id": "li.wei", "unit_id": "shanghai"})

    handler_id: Identifier
    unit_id: Identifier


class Transfer(Body):
    """Which unit takes over, and what it has to know."""

    model_config = example({"unit_id": "cards", "handover": "The customer waits for the statement."})

    unit_id: Identifier
    handover: LongText


class Release(Body):
    """Why the handler gives it back."""

    model_config = example({"reason": "on leave from tomorrow"})

    reason: ShortText
