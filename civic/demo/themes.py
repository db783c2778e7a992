"""The demo's themes: what the planner made of the reports of the rounds around today."""

import tomllib

from civic.demo.clock import living_at
from civic.demo.content import DATA
from civic.issues.models import Issue
from civic.people.models import Person
from civic.rounds.models import Round
from civic.themes.log import ThemeChange
from civic.themes.models import Theme, arrange
from civic.themes.placements import placed
from civic.themes.quotes import Quote, span_of


def order_themes(round: Round, planner: Person, issues: dict[str, Issue], moment) -> None:
    """The themes of one demo round. issues: by title; those merged into others are in none."""
    everything = tomllib.loads((DATA / "themes.toml").read_text())["theme"]
    listed = {title: issue for title, issue in issues.items() if issue.listed}
    with living_at(moment):
        for entry in everything:
            if entry["round"] == round.number:
                _make(round, planner, entry, listed)


def _make(round: Round, planner: Person, entry: dict, issues: dict[str, Issue]) -> None:
    theme, changes = Theme.start(round, entry["words"])
    words_of = {issues[title].id: words for title, words in entry["found"].items()}
    states = {id: placed(theme.id, None, bool(words), words) for id, words in words_of.items()}
    changes |= arrange(round.id, states)
    changes |= theme.take([issues[title].id for title in entry["by_person"]], planner)
    ThemeChange.record(round, "start", planner, changes, theme=theme.called)
    if entry["name"]:
        named = theme.rename(entry["name"], entry["sentence"], planner)
        ThemeChange.record(round, "name", planner, named, theme=entry["name"])
    quoted = [issues[title] for title in entry["quotes"]]
    Quote.choose(theme, [span_of(theme, issue, issue.body) for issue in quoted], planner)
