"""The table `reporting.watermark`: what every reporting table includes."""

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Table, Text

WATERMARK = Table(
    "watermark",
    MetaData(),
    Column("position", Text, nullable=False, comment="Epoch and position: every event up to it is in every table."),
    Column("log_position", BigInteger, nullable=False, comment="The position alone, to compare with case_history."),
    Column(
        "recorded_at", DateTime(timezone=True), comment="Instant (UTC) at which the last event included was recorded."
    ),
    Column(
        "refreshed_at",
        DateTime(timezone=True),
        nullable=False,
        comment="Instant (UTC) at which the log held no more.",
    ),
    Column(
        "parked_cases",
        Integer,
        nullable=False,
        comment="Cases and contacts that lack events since one of them could not be read.",
    ),
    schema="reporting",
    comment="One row: up to where the other tables are complete. They change together, in one transaction.",
)
