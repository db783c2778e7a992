"""The reports of a snapshot as lists have them. Pure."""

from collections.abc import Iterator, Sequence
from typing import overload

from civic.documents.model import ListedIssue
from civic.documents.numbers import korean_day, numbered
from civic.plans.section.schema import IssueData


class ListedIssues(Sequence[ListedIssue]):
    """Each is made when it is asked for: most files tell of none, and there may be thousands."""

    def __init__(self, issues: Sequence[IssueData]):
        self._issues = issues

    def __len__(self) -> int:
        return len(self._issues)

    def __iter__(self) -> Iterator[ListedIssue]:
        return map(_listed, self._issues)

    @overload
    def __getitem__(self, at: int) -> ListedIssue: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ListedIssue]: ...
    def __getitem__(self, at: int | slice) -> ListedIssue | Sequence[ListedIssue]:
        if isinstance(at, slice):
            return ListedIssues(self._issues[at])
        return _listed(self._issues[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return len(self)


def _listed(issue: IssueData) -> ListedIssue:
    day, concealed = korean_day(issue["reported_at"]), "concealed" in issue
    return ListedIssue(
        receipt=numbered(day, issue["receipt"]),
        title=issue["title"],
        category=issue["category"],
        district=issue["district"],
        status=issue["status"],
        supports=issue["supports"],
        reported_on=day.isoformat(),
        lat=None if concealed else issue["lat"],
        lon=None if concealed else issue["lon"],
        theme=issue["theme"],
    )
