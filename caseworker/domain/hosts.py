"""Which names and addresses are this very computer."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` is this computer and nobody else's; a name that would have to be looked up is not."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
