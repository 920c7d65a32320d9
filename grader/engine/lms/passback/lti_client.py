"""LTI's services over httpx: a token for a signed question, pages, and what was refused."""

import time
import uuid
from typing import Any
from urllib.parse import urljoin

import httpx
import jwt

from grader.engine.errors import CannotSend, ConnectionLost, MarkRefused

from .lti_settings import Platform
from .patience import BUSY, TIMEOUT, patiently, throttled
from .secret import must_be_private

AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
SCOPES = (f"{AGS}lineitem", f"{AGS}score", f"{AGS}result.readonly")
MEMBERS_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFE = 300  # seconds, of a signed question
MOST_PAGES = 10_000


class Client:
    """Asks a platform's services, with a token that it renews.

    What is read is asked for again where the line fails. What is posted is not: whether it was
    done must be read first.
    """

    def __init__(self, platform: Platform) -> None:
        """Keep what is needed; nothing is asked yet."""
        self._platform = platform
        self._http = httpx.Client(timeout=TIMEOUT)
        self._token = ""

    def read(self, url: str, kind: str) -> list[Any]:
        """Read a list, or the objects that hold it, page by page.

        Raises:
            CannotSend: it cannot be had.
        """
        pages: list[Any] = []
        for _ in range(MOST_PAGES):
            answer = self._ask("GET", url, {"Accept": kind})
            if not answer.is_success:
                raise CannotSend(self._why(answer, url))
            pages.append(_json(answer, url))
            further = answer.links.get("next", {}).get("url", "")
            if not further:
                return pages
            url = urljoin(url, further)
            must_be_private(url, "an LMS")
        raise CannotSend(f"the list at {url} has no end.")

    def post(self, url: str, kind: str, content: dict[str, Any]) -> Any:
        """Post once.

        Raises:
            MarkRefused: it was not done.
            ConnectionLost: nobody knows whether it was done.
            CannotSend: it was not done, and nothing else will be.
        """
        answer = self._ask("POST", url, {"Content-Type": kind}, content)
        if answer.status_code >= 500:
            raise ConnectionLost(f"{_host(url)} does not work now ({answer.status_code}).")
        if answer.status_code in (400, 403, 404, 409, 422) and not throttled(answer):
            raise MarkRefused(self._why(answer, url))
        if not answer.is_success:
            raise CannotSend(self._why(answer, url))
        return _json(answer, url) if answer.content.strip() else None

    def _ask(
        self, method: str, url: str, headers: dict[str, str], content: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Ask with a token; with a new one where the platform takes the old one no more."""
        reads = method == "GET"
        for renewed in (False, True):
            if renewed or not self._token:
                self._token = self._new_token()
            signed = {**headers, "Authorization": f"Bearer {self._token}"}
            try:
                answer = patiently(
                    lambda signed=signed: self._http.request(  # type: ignore[misc]
                        method, url, headers=signed, json=content
                    ),
                    (httpx.TransportError,) if reads else (),
                    BUSY if reads else (429,),
                )
            except httpx.HTTPError:
                raise ConnectionLost(f"the connection to {_host(url)} was lost.") from None
            if answer.status_code != 401:
                break
        return answer

    def _new_token(self) -> str:
        """Ask for a token: the question is signed with the tool's key."""
        told = self._platform
        scopes = [*SCOPES, *([MEMBERS_SCOPE] if told.members else [])]

        def ask() -> httpx.Response:
            now = int(time.time())
            claims = {"iss": told.client_id, "sub": told.client_id, "aud": told.audience}
            claims |= {"iat": now, "exp": now + LIFE, "jti": str(uuid.uuid4())}  # type: ignore[dict-item]
            signed = jwt.encode(claims, told.key, "RS256", headers={"kid": told.key_id})
            form = {"grant_type": "client_credentials", "scope": " ".join(scopes)}
            form |= {"client_assertion_type": ASSERTION, "client_assertion": signed}
            return self._http.post(told.token_url, data=form)

        try:
            answer = patiently(ask, (httpx.TransportError,), BUSY)
        except httpx.HTTPError:
            raise ConnectionLost(f"the connection to {_host(told.token_url)} was lost.") from None
        except (jwt.PyJWTError, ValueError, TypeError):
            raise CannotSend("the key's file holds no private RSA key in PEM form.") from None
        if answer.status_code in (400, 401, 403) and not throttled(answer):
            raise CannotSend(
                "the LMS does not take the key. Compare client_id, key_id, audience, and the "
                "public key that is registered there, and that the tool may use the grade services."
            )
        if not answer.is_success:
            raise CannotSend(self._why(answer, told.token_url))
        token = _json(answer, told.token_url)
        if not isinstance(token, dict) or not isinstance(token.get("access_token"), str):
            raise CannotSend(f"{told.token_url} gives no token: is it the address for tokens?")
        return str(token["access_token"])

    @staticmethod
    def _why(answer: httpx.Response, url: str) -> str:
        """Say what a number means. What the platform wrote may hold anything, and is left out."""
        status = answer.status_code
        if throttled(answer):
            return f"{_host(url)} has too much to do. Try again in some minutes."
        if status == 401:
            return f"{_host(url)} does not take the token that it gave. Compare the addresses."
        if status == 403:
            return "the LMS does not allow the tool to do this"
        if status == 404:
            return f"there is nothing at {url}"
        if status == 409:
            return "the LMS has a later mark: compare the clock of this machine"
        if status >= 500:
            return f"{_host(url)} does not work now ({status}). Try again in some minutes."
        return f"the LMS does not take it ({status})"


def _json(answer: httpx.Response, url: str) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise CannotSend(f"what answers at {url} is no LTI service.") from None


def _host(url: str) -> str:
    return httpx.URL(url).host
