"""A small sealed vote for the tests of the ledger and of verify.py."""

from civic.votes.counting.count import count
from civic.votes.counting.greedy import Project
from civic.votes.ledger import ledger
from civic.votes.ledger.ledger import Entry, Terms

TERMS = Terms("gaon/2", "choice", "greedy-skip", "approval", 3, 100)
PROJECTS = [Project(1, 60, 0, 1), Project(2, 50, 0, 2), Project(3, 40, 0, 3), Project(4, 10, 0, 4)]
TITLES = {1: "가로등", 2: "정류장", 3: "쉼터", 4: "자전거길"}
WISHES = [(1, 2), (1, 2, 3), (1,), (3,)]
ENTRIES = [
    *(
        Entry(wish, [f"{voter}{solution}" * 16 for solution in wish])
        for voter, wish in enumerate(WISHES)
    ),
    Entry((1, 2), ["91" * 16, "92" * 16], source="paper"),
]


def sealed(entries=None, terms=TERMS, projects=PROJECTS, eligible=20, annulments=()):
    """(lines, result): 가로등 4 votes, 정류장 3, 쉼터 2, 자전거길 none; 100 to spend."""
    entries = ENTRIES if entries is None else entries
    placed = count(
        terms.rule,
        projects,
        [entry.choices for entry in entries],
        terms.budget,
        form=terms.ballot_form,
        completion=terms.completion or "none",
        max_choices=terms.max_choices,
        least_votes=terms.least_votes,
        step=terms.step or 1,
    )
    lines = ledger.lines(terms, entries)
    titles = {project.id: TITLES.get(project.id, "") for project in projects}
    result = ledger.result(
        terms, lines, entries, placed, eligible=eligible, titles=titles, annulments=annulments
    )
    return lines, result
