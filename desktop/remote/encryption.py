"""Talking to a server so that nobody else can listen. A program that talks to none gets along without TLS."""

import sys
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from ssl import SSLCertVerificationError


def network_transport() -> httpx.AsyncBaseTransport:
    """A transport over the network: certificates are checked as the system would, a few connections are kept."""
    import ssl

    import truststore

    limits = httpx.Limits(max_connections=6, max_keepalive_connections=4, keepalive_expiry=30.0)
    trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    return httpx.AsyncHTTPTransport(limits=limits, trust_env=False, verify=trusted)


def is_mistrust(error: BaseException | None) -> bool:
    """Whether the other side's certificate was the cause; where TLS was never loaded, it was not."""
    kind: type[SSLCertVerificationError] | None = getattr(sys.modules.get("ssl"), "SSLCertVerificationError", None)
    while kind is not None and error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
