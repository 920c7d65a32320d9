"""A line item of LTI's Assignment and Grade Services: one column of a platform's gradebook."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from grader.engine.errors import CannotSend, ConnectionLost, MarkRefused
from grader.engine.lms.intake.roster_forms import Student

from .lti_client import Client
from .lti_settings import Platform
from .patience import FIRST, TRIES
from .secret import must_be_private
from .send import Standing

LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
TAG = "layerwise"


class LtiPlace:
    """One assignment in a platform. Its column is made when the first mark is sent."""

    name = "the LMS"

    def __init__(self, platform: Platform, assignment: str, worth: float, known: list[str]) -> None:
        """Find the column, if it is there.

        Args:
            platform: where.
            assignment: names the column, by its resourceId.
            worth: its points here. A platform turns them into its own.
            known: the platform's names of students, where it has no class list for us.

        Raises:
            CannotSend: the key or an address is wrong, or there are several such columns.
        """
        if worth <= 0:
            raise CannotSend(f"{assignment} is worth no points, which LTI cannot say.")
        self.max_score = worth
        self._platform, self._assignment, self._known = platform, assignment, known
        self._client = Client(platform)
        self._people: list[Student] | None = None
        self._item = self._find()

    def people(self) -> list[Student]:
        """Name the learners: by the platform's class list, or by what the gradebook knows."""
        if self._people is None:
            self._people = self._learners()
        return self._people

    def _learners(self) -> list[Student]:
        if not self._platform.members:
            return [Student("", lms_user_id=who) for who in self._known if who]
        pages = self._client.read(self._platform.members, MEMBERS)
        with_members = _entries(page.get("members") for page in pages if isinstance(page, dict))
        return [
            Student(
                str(one.get("lis_person_sourcedid") or one.get("ext_user_username") or ""),
                lms_user_id=str(one.get("user_id", "")),
            )
            for one in with_members
            if one.get("status", "Active") == "Active" and _learns(one.get("roles") or [])
        ]

    def standing(self) -> dict[str, Standing]:
        """Give the results that are there; of everybody else, that there is none."""
        nothing = {person.lms_user_id: Standing(None) for person in self.people()}
        return {**nothing, **(self._results() if self._item else {})}

    def send(self, who: str, mark: float) -> None:
        """Post one score, with the time of now: a platform leaves out what is older than it has."""
        if not self._item:
            self._item = self._surely(self._make, self._find)
        place = _below(self._item, "scores")

        def post() -> str:
            score = {"userId": who, "scoreGiven": mark, "scoreMaximum": self.max_score}
            score |= {"activityProgress": "Completed", "gradingProgress": "FullyGraded"}
            score["timestamp"] = datetime.now(UTC).isoformat(timespec="microseconds")
            self._client.post(place, SCORE, score)
            return place

        def arrived() -> str:
            found = self._results(who).get(who)
            return place if found is not None and found.has(mark) else ""

        self._surely(post, arrived)

    @staticmethod
    def _surely(do: Callable[[], str], done: Callable[[], str]) -> str:
        """Do it once, whatever the line does: without an answer, see first whether it is done."""
        wait = FIRST
        for _ in range(TRIES - 1):
            try:
                return do()
            except ConnectionLost:
                time.sleep(wait)
                wait *= 2
                if found := done():
                    return found
        return do()

    def _find(self) -> str:
        """Give the column's address; empty where there is none. Some platforms do not filter."""
        url = httpx.URL(self._platform.line_items)
        url = url.copy_merge_params({"resource_id": self._assignment, "tag": TAG})
        found = [
            str(one["id"])
            for one in _entries(self._client.read(str(url), LINE_ITEMS))
            if one.get("resourceId") == self._assignment and one.get("tag") == TAG and one.get("id")
        ]
        if len(found) > 1:
            raise CannotSend(
                f"the LMS has several columns for {self._assignment}. Remove all but one there."
            )
        for address in found:
            must_be_private(address, "a line item")
        return found[0] if found else ""

    def _make(self) -> str:
        item = {"label": self._assignment, "scoreMaximum": self.max_score}
        item |= {"resourceId": self._assignment, "tag": TAG}
        try:
            made = self._client.post(self._platform.line_items, LINE_ITEM, item)
        except MarkRefused as error:
            raise CannotSend(f"the column could not be made: {error}.") from None
        if not isinstance(made, dict) or not isinstance(made.get("id"), str):
            raise CannotSend("the LMS has made a column, and does not say where.")
        must_be_private(made["id"], "a line item")
        return str(made["id"])

    def _results(self, who: str = "") -> dict[str, Standing]:
        url = _below(self._item, "results")
        if who:
            url = str(httpx.URL(url).copy_merge_params({"user_id": who}))
        found = {}
        for one in _entries(self._client.read(url, RESULTS)):
            score, most = one.get("resultScore"), one.get("resultMaximum") or 1
            if not isinstance(score, int | float | None) or not isinstance(most, int | float):
                raise CannotSend(f"what answers at {url} is no LTI service.")
            scale = most / self.max_score
            points = None if score is None else score / scale
            found[str(one.get("userId", ""))] = Standing(points, scale=scale)
        return found


def _below(item: str, what: str) -> str:
    """Give a service of a line item: its path goes on, and what is behind a `?` stays there."""
    parts = urlsplit(item)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{what}"))


def _entries(pages: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        one
        for page in pages
        for one in (page if isinstance(page, list) else [])
        if isinstance(one, dict)
    ]


def _learns(roles: list[Any]) -> bool:
    """Tell whether somebody is a learner, and not the platform's pretended one."""
    names = {str(role).rpartition("#")[2] for role in roles}
    return "Learner" in names and "TestUser" not in names
