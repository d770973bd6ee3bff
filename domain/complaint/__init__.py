"""The complaint 投诉: one grievance, from receipt to closure, in eight steps."""

from domain.complaint.complaint import Complaint

__all__ = ["Complaint"]
