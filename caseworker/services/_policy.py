"""What the computer's policy says about a service. Not a service."""

from caseworker import platform
from caseworker.errors import Refused
from caseworker.exchange.endpoint import Endpoint


def require_allowed(endpoint: Endpoint) -> Endpoint:
    """Return ``endpoint`` when counts may go there. Raises ``Refused("policy.endpoint_not_allowed")``."""
    if not platform.machine_policy().allows_endpoint(endpoint.url):
        raise Refused("policy.endpoint_not_allowed")
    return endpoint


def require_printing() -> None:
    """Raise ``Refused("policy.printing_not_allowed")`` where letters may not be printed."""
    if not platform.machine_policy().printing:
        raise Refused("policy.printing_not_allowed")
