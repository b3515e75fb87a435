"""A token is shown to the marketplace whose address was given, where nobody else can read it, or to nobody."""

import asyncio
import ssl
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.errors import AppError, Offline, Unreadable, Untrusted
from desktop.remote.encryption import network_transport
from desktop.remote.market import Market
from tests.faults.servers import response

pytest.importorskip("cryptography", reason="comes with the keyring on Linux only")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems trust what their owners told them to")

from tests.faults.certificates import Authority  # noqa: E402 - where there is cryptography

ACCOUNT = b'{"type":"account","id":"ana","version":1,"name":"Ana","title":"","rate":"45","connects":20}'
TOKEN = "canary-of-the-token"


class Heard(list[bytes]):
    """Everything that a server was told, decrypted."""

    @property
    def all(self) -> bytes:
        return b"".join(self)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this system trusts."""
    authority = Authority(tmp_path, "trusted")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def stranger(tmp_path: Path) -> Authority:
    """One that it does not."""
    return Authority(tmp_path, "stranger")


def asked(context: ssl.SSLContext | None, heard: Heard, answer: bytes | None = None) -> object:
    """What comes of asking a server, the name or the error."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            heard.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(response(ACCOUNT) if answer is None else answer)
            await writer.drain()
        writer.close()

    async def ask() -> object:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        scheme = "http" if context is None else "https"
        market = Market(f"{scheme}://localhost:{port}", TOKEN, network_transport)
        try:
            return (await market.account()).name
        except AppError as error:
            return error
        finally:
            await market.close()
            server.close()

    return asyncio.run(ask())


def test_a_certificate_that_the_system_trusts_is_good(trusted: Authority) -> None:
    heard = Heard()
    assert asked(trusted.server(), heard) == "Ana"
    assert TOKEN.encode() in heard.all


@pytest.fixture(params=["a stranger's", "expired", "another host's"])
def wrong(request: pytest.FixtureRequest, trusted: Authority, stranger: Authority) -> Iterator[ssl.SSLContext]:
    """A certificate with one thing wrong."""
    match request.param:
        case "a stranger's":
            yield stranger.server()
        case "expired":
            yield trusted.server(until=datetime.now(UTC) - timedelta(days=1))
        case _:
            yield trusted.server("market.example")


def test_a_certificate_with_anything_wrong_hears_no_token_and_cannot_be_waved_through(wrong: ssl.SSLContext) -> None:
    heard = Heard()
    error = asked(wrong, heard)
    assert isinstance(error, Untrusted)
    assert "your access token neither" in error.sentence
    assert TOKEN.encode() not in heard.all


def test_an_outdated_protocol_is_not_spoken(trusted: Authority) -> None:
    context = trusted.server()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.minimum_version = ssl.TLSVersion.TLSv1
    heard = Heard()
    assert isinstance(asked(context, heard), Offline)
    assert TOKEN.encode() not in heard.all


@pytest.mark.parametrize("status", [b"301 Moved", b"302 Found", b"307 Temporary", b"308 Permanent"])
@pytest.mark.parametrize("scheme", [b"http", b"https"])
def test_a_redirect_leads_nowhere_and_takes_no_token_along(trusted: Authority, status: bytes, scheme: bytes) -> None:
    """To whatever origin, encrypted or not: where the user did not say, nobody asks."""

    async def listen() -> tuple[object, int]:
        callers: list[asyncio.StreamWriter] = []

        async def elsewhere(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            callers.append(writer)
            writer.close()

        trap = await asyncio.start_server(elsewhere, "127.0.0.1", 0)
        place = b"%s://127.0.0.1:%d/v1/account" % (scheme, trap.sockets[0].getsockname()[1])
        answer = response(b"", b"location: " + place, status=status)
        error = await asyncio.to_thread(asked, trusted.server(), Heard(), answer)
        trap.close()
        return error, len(callers)

    error, callers = asyncio.run(listen())
    assert isinstance(error, Unreadable)
    assert callers == 0
