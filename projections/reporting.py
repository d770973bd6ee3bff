"""Reporting: the tables that reporting tools read, one definition per figure, always at one position of the log."""

import hashlib
from functools import partial

from domain.complaint.receiving import Received
from domain.request.submitting import Submitted
from projections.reporting_cases import CASES, Case
from projections.reporting_clocks import clocks
from projections.reporting_contacts import contacts
from projections.reporting_fold import CHANGES, received
from projections.reporting_history import TRAIL
from projections.reporting_requests import REQUESTS, RequestRow
from projections.reporting_requests_fold import CHANGES as REQUEST_CHANGES
from projections.reporting_requests_fold import submitted
from projections.reporting_watermark import WATERMARK
from projections.view import Part, View
from projections.zones import Zones

NAME = "reporting"
VERSION = 6


def reporting_view(zones: Zones) -> View:
    """Return the view with local times by the units' zones; other zones make its rows anew."""
    return View(
        name=NAME,
        version=VERSION,
        parts=(cases(zones), requests(zones), contacts(zones), clocks(zones)),
        watermark=WATERMARK,
        depends_on=hashlib.sha256(str(zones).encode()).hexdigest()[:8] if zones.rules else "",
    )


def cases(zones: Zones) -> Part[Case]:
    """Return the cases with their history."""
    fold = CHANGES.beginning(Received, partial(received, zones))
    return Part(table=CASES, row=Case, fold=fold, trail=TRAIL)


def requests(zones: Zones) -> Part[RequestRow]:
    """Return the service requests."""
    return Part(table=REQUESTS, row=RequestRow, fold=REQUEST_CHANGES.beginning(Submitted, partial(submitted, zones)))
