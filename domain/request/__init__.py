"""The service request 服务请求: inquiry, suggestion, praise, business handling."""

from domain.request.service_request import ServiceRequest

__all__ = ["ServiceRequest"]
