"""Sign-in through a provider that speaks OpenID Connect: authorization code, PKCE, state and nonce.

    visit, url = provider.begin("/chips")      # the browser keeps the visit in a cookie, and goes to the url
    claims = provider.finish(visit, query)     # what the provider says of the person, checked

Nothing of an answer is believed before its signature, issuer, audience, times and nonce are right.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from licet.access import secrets
from licet.access.origin import is_loopback
from licet.errors import InputError
from licet.record import record

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client

    from licet.settings import Oidc

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""How an ID token may be signed: with a key of the provider's own, never with a shared secret."""
VISIT_SECONDS = 600
"""How long a sign-in at the provider may take."""
_KEPT_SECONDS = 3600
_TIMEOUT_SECONDS = 10
_LEEWAY_SECONDS = 60
_LARGEST = 1_000_000


@record
class Visit:
    """A sign-in under way: what the answer must fit, and the page to go on to."""

    state: str
    nonce: str
    verifier: str
    next: str
    at: int

    def text(self) -> str:
        """As the cookie holds it."""
        data = [self.state, self.nonce, self.verifier, self.next, self.at]
        return base64.urlsafe_b64encode(json.dumps(data).encode()).decode()

    @classmethod
    def of_text(cls, text: str) -> Visit:
        """What a cookie held.

        Raises:
            InputError: there is none, or it is too old.
        """
        try:
            state, nonce, verifier, going, at = json.loads(base64.urlsafe_b64decode(text))
            found = cls(str(state), str(nonce), str(verifier), str(going), int(at))
        except (ValueError, TypeError, binascii.Error):
            raise _begin_again() from None
        if not 0 <= time.time() - found.at <= VISIT_SECONDS or not found.state or not found.nonce:
            raise _begin_again()
        return found


class Provider:
    """One provider; what it says of itself is read when it is first wanted, and kept for an hour."""

    def __init__(self, oidc: Oidc, secret: str, answer: str) -> None:
        """``answer`` is the address to which the provider sends people back."""
        self._oidc = oidc
        self._secret = secret
        self._answer = answer
        self._lock = Lock()
        self._read: dict[str, tuple[float, Any]] = {}

    def begin(self, going: str) -> tuple[Visit, str]:
        """A new visit, and where to send the browser."""
        visit = Visit(secrets.fresh(), secrets.fresh(), secrets.fresh(), going, int(time.time()))
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._endpoint(client, "authorization_endpoint"), state=visit.state,
                nonce=visit.nonce, code_verifier=visit.verifier,
            )  # fmt: skip
        return visit, str(url)

    def finish(self, visit: Visit, query: Mapping[str, str]) -> dict[str, Any]:
        """The claims of the person, once the answer fits the visit.

        Raises:
            InputError: it does not fit, the provider refused, or the provider cannot be asked.
        """
        if not secrets.same(query.get("state", ""), visit.state):
            raise _begin_again()
        if "error" in query:
            raise InputError(f"The provider did not sign you in: {query['error'][:200]}.")
        if query.get("iss", self._oidc.issuer) != self._oidc.issuer:
            raise _not_believed("it came from another issuer")
        with self._client() as client:
            return self._claims(client, visit, query.get("code", ""))

    def _claims(self, client: OAuth2Client, visit: Visit, code: str) -> dict[str, Any]:
        from authlib.integrations.base_client import OAuthError
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        try:
            token = client.fetch_token(
                self._endpoint(client, "token_endpoint"), grant_type="authorization_code", code=code,
                code_verifier=visit.verifier,
            )  # fmt: skip
            signed = str(token["id_token"])
            found = self._decoded(client, signed)
            claims = CodeIDToken(
                found.claims, found.header,
                {"iss": {"essential": True, "value": self._oidc.issuer}, "aud": {"essential": True, "value": self._oidc.client_id}},
                {"nonce": visit.nonce, "client_id": self._oidc.client_id, "access_token": token.get("access_token")},
            )  # fmt: skip
            claims.validate(int(time.time()), _LEEWAY_SECONDS)
        except OAuthError as error:
            raise InputError(f"The provider did not sign you in: {str(error)[:200]}.") from None
        except JoseError as error:
            raise _not_believed(str(error)) from None
        except _http().HTTPError as error:
            raise _unreachable(error) from None
        except (KeyError, ValueError, TypeError) as error:
            raise _not_believed(f"it cannot be read ({type(error).__name__})") from None
        return dict(claims)

    def _decoded(self, client: OAuth2Client, signed: str) -> Any:
        """The token with its signature checked; keys are read anew where the ones kept do not fit."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            return jwt.decode(signed, self._keys(client, anew=False), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            return jwt.decode(signed, self._keys(client, anew=True), algorithms=ALGORITHMS)

    def _client(self) -> OAuth2Client:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self._oidc.client_id, self._secret or None, scope="openid profile email",
            redirect_uri=self._answer, code_challenge_method="S256", timeout=_TIMEOUT_SECONDS,
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
            follow_redirects=False,
        )  # fmt: skip

    def _endpoint(self, client: OAuth2Client, name: str) -> str:
        address = self._metadata(client).get(name)
        if not isinstance(address, str):
            raise _not_believed(f"it does not say where its {name} is")
        return _safe(address)

    def _metadata(self, client: OAuth2Client) -> dict[str, Any]:
        issuer = _safe(self._oidc.issuer)
        where = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._get(client, where)
        if found.get("issuer") != issuer:
            raise _not_believed("what stands at its address names another issuer")
        return found

    def _keys(self, client: OAuth2Client, *, anew: bool) -> Any:
        from joserfc.jwk import KeySet

        told: Any = self._get(client, self._endpoint(client, "jwks_uri"), anew=anew)
        return KeySet.import_key_set(told)

    def _get(self, client: OAuth2Client, address: str, *, anew: bool = False) -> dict[str, Any]:
        with self._lock:
            kept = self._read.get(address)
        if kept and not anew and time.monotonic() - kept[0] < _KEPT_SECONDS:
            return dict(kept[1])
        try:
            answer = client.request("GET", address, withhold_token=True)
            answer.raise_for_status()
            data = json.loads(answer.content[:_LARGEST])
        except _http().HTTPError as error:
            raise _unreachable(error) from None
        except ValueError:
            raise _not_believed("it did not answer in JSON") from None
        if not isinstance(data, dict):
            raise _not_believed("it did not answer with a table")
        with self._lock:
            self._read[address] = (time.monotonic(), data)
        return dict(data)


def _http() -> Any:
    """The HTTP library that authlib takes."""
    try:
        import httpx2
    except ModuleNotFoundError:
        import httpx

        return httpx
    return httpx2


def _safe(address: str) -> str:
    """An address over https, or on this machine.

    Raises:
        InputError: it is neither.
    """
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return address
    raise InputError(f"The provider's address {address[:200]!r} must begin with https://. It stands under [desk.oidc] as issuer.")  # fmt: skip


def _begin_again() -> InputError:
    return InputError("This sign-in was finished before, took too long, or was begun in another browser. Begin again at Sign in.")  # fmt: skip


def _not_believed(why: str) -> InputError:
    return InputError(f"The provider's answer cannot be believed: {why}. Nobody was signed in.")


def _unreachable(error: Exception) -> InputError:
    return InputError(f"The provider cannot be asked ({type(error).__name__}). Try again, or sign in with an account of this desk.")  # fmt: skip
