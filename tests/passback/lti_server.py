"""An LTI 1.3 platform, as far as Assignment and Grade Services and the class list go."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from .server import Lms, Reply

CLIENT, KEY_ID = "the-grader", "key-1"
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"


def pem(key: rsa.RSAPrivateKey) -> str:
    """Write a private key as a file has it."""
    form, no = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, no).decode()


def member(number: str, known: str, role: str = "Learner", **more: Any) -> dict[str, Any]:
    """One of a class list."""
    roles = [ROLE + role]
    return {"user_id": number, "lis_person_sourcedid": known, "roles": roles, **more}


@dataclass
class Platform(Lms):
    """One course. Its addresses have a `?`, as Moodle's have; two entries to a page.

    worth: its own maximum of every column; 0: what the tool says.
    scores: what it keeps, by column and person: (points, maximum, time).
    good_for: how many requests a token is taken.
    """

    items: list[dict[str, Any]] = field(default_factory=list)
    scores: dict[str, tuple[float, float, datetime]] = field(default_factory=dict)
    posted: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(
        default_factory=lambda: [
            member("u9", "ada", "Instructor"),  # she teaches, too
            member("u1", "ada"),
            member("u2", "ben"),
            member("u3", "cleo"),
            member("u5", "eve"),
            member("u7", "eve", status="Inactive"),
        ]
    )
    worth: float = 0
    good_for: int = 1000
    filters: bool = True
    refuses: set[str] = field(default_factory=set)
    tokens: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    scopes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Be an LMS too."""
        super().__init__()

    def marks(self) -> dict[str, float]:
        """Give what the gradebook shows."""
        return {who: points for who, (points, _, _) in self.scores.items()}

    def answer(self, method: str, path: str, query: dict[str, str], body: str) -> Reply:
        """Answer as the specifications say."""
        if path == "/token":
            return self._token(dict(parse_qsl(body)))
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.tokens.get(token, 0) <= 0:
            return 401, {"error": "invalid_token"}, {}
        self.tokens[token] -= 1
        kind = self.headers["Content-Type" if method == "POST" else "Accept"]
        if path == "/7/members" and NRPS in self.scopes:
            status, page, more = self.page(path, query, self.members, 2)
            return status, {"id": self.url + path, "members": page}, more
        if path == "/7/lineitems" and method == "POST":
            assert kind == "application/vnd.ims.lis.v2.lineitem+json"
            number = len(self.items) + 1
            item = {**json.loads(body), "id": f"{self.url}/7/lineitems/{number}/lineitem?type_id=4"}
            self.items.append(item)
            return 201, item, {}
        if path == "/7/lineitems":
            assert query["type_id"] == "4"
            wanted = query.get("resource_id")
            found = [i for i in self.items if not self.filters or i.get("resourceId") == wanted]
            return self.page(path, query, found, 2)
        place = re.fullmatch(r"/7/lineitems/(\d+)/lineitem/(scores|results)", path)
        if not place or int(place[1]) > len(self.items) or query.get("type_id") != "4":
            return 404, {}, {}
        if method == "POST":
            assert kind == "application/vnd.ims.lis.v1.score+json"
            return self._score(json.loads(body), self.items[int(place[1]) - 1])
        results = [
            {
                "id": f"{self.url}/r/{who}",
                "userId": who,
                "resultScore": points,
                "resultMaximum": most,
            }
            for who, (points, most, _) in self.scores.items()
            if query.get("user_id", who) == who
        ]
        return self.page(path, query, results, 2)

    def _score(self, score: dict[str, Any], item: dict[str, Any]) -> Reply:
        who, when = score["userId"], datetime.fromisoformat(score["timestamp"])
        assert when.tzinfo is not None
        if who in self.refuses or who not in {m["user_id"] for m in self.members}:
            return 422, {}, {}
        if who in self.scores and self.scores[who][2] >= when:
            return 409, {}, {}
        assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
        most = self.worth or item["scoreMaximum"]
        self.posted.append(score)
        self.scores[who] = (
            round(score["scoreGiven"] / score["scoreMaximum"] * most, 2),
            most,
            when,
        )
        return 200, "", {}

    def _token(self, form: dict[str, str]) -> Reply:
        assert form["grant_type"] == "client_credentials"
        assert form["client_assertion_type"].endswith(":jwt-bearer")
        try:
            told = jwt.decode(
                form["client_assertion"],
                PRIVATE.public_key(),
                ["RS256"],
                audience=self.url + "/token",
                issuer=CLIENT,
                subject=CLIENT,
                options={"require": ["exp", "iat", "jti", "sub", "iss"]},
            )
        except jwt.PyJWTError:
            return 400, {"error": "invalid_client"}, {}
        if (
            told["jti"] in self.seen
            or jwt.get_unverified_header(form["client_assertion"])["kid"] != KEY_ID
        ):
            return 400, {"error": "invalid_client"}, {}
        self.seen.add(told["jti"])
        token = f"token-{len(self.tokens)}"
        self.tokens[token] = self.good_for
        self.scopes = form["scope"].split()
        assert f"{AGS}score" in self.scopes
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600}, {}
