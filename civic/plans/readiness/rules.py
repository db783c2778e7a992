"""What is missing before the plan can be handed in, item by item, each with where it is fixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from civic.plans.wording.finding import Finding
from civic.targets.results.progress import points_the_wrong_way
from civic.targets.rules import POINTS
from civic.text import as_id


@dataclass(frozen=True)
class Measure:
    """An indicator as the plan prints it. target: None while nobody has set one. solution: the id
    of its own."""

    id: int
    name: str
    unit: str
    direction: str
    baseline: float | None = None
    baseline_year: int | None = None
    baseline_source: str = ""
    method: str = ""
    formula: str = ""
    data_source: str = ""
    target: float | None = None
    weight_percent: float | None = None


@dataclass(frozen=True)
class ReadinessFacts:
    """vote: none (the round holds none) | open (not over yet) | uncounted | counted.

    unmeasured: (id, title) of selected solutions without an indicator; unplanned: of those without
    a project plan that says what it costs. open_remarks: ids.
    open_places: (paragraph's id or None for one of the template, part, heading, the words).
    changed: parts that differ from the latest snapshot (staleness). too_long: (part, heading,
    letters, most letters). too_many_pages: (pages, most pages). snapshot: its number, None before
    the first. goes_on: activities with residents are written, where the template has their chapter.
    national_off: (percent the call asks, the round's) where they differ; shares_off: (payer,
    percent the call asks, percent planned) that differ. years_off: names of indicators whose years
    lead elsewhere than to the target. wording: how many lines are not written as a plan is;
    numbers_off: typed numbers that differ from the snapshot's.
    """

    vote: str = "none"
    sheets_waiting: int = 0
    measures: Sequence[Measure] = ()
    unmeasured: Sequence[tuple[int, str]] = ()
    unplanned: Sequence[tuple[int, str]] = ()
    open_remarks: Sequence[int] = ()
    photos_without_words: int = 0
    open_places: Sequence[tuple[int | None, str, str, str]] = ()
    snapshot: int | None = None
    changed: Sequence[str] = ()
    too_long: Sequence[tuple[str, str, int, int]] = ()
    too_many_pages: tuple[int, int] | None = None
    template_is_example: bool = False
    goes_on: bool = True
    years_off: Sequence[str] = ()
    national_off: tuple[float, float] | None = None
    shares_off: Sequence[tuple[str, float, float]] = ()
    wording: int = 0
    numbers_off: Sequence[Finding] = ()
    districts_without_population: int = 0
    reports_unanswered: int = 0


@dataclass(frozen=True)
class Item:
    """kind: a name of labels.ITEMS; values: what its sentence wants; endpoint and args:
    the page that fixes it."""

    kind: str
    required: bool
    endpoint: str
    args: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


# What an indicator lacks → the field it is written in.
FIELDS = {
    "no_baseline": "baseline",
    "no_baseline_year": "baseline_year",
    "no_baseline_source": "baseline_source",
    "no_method": "method",
    "no_formula": "formula",
}


class NotReady(Exception):
    """Required items are open. items: those."""

    def __init__(self, items: Sequence[Item]):
        super().__init__(", ".join(item.kind for item in items))
        self.items = list(items)


def readiness(facts: ReadinessFacts) -> list[Item]:
    """Everything that is missing: what is required first, then advice."""
    items = [
        *_vote(facts),
        *_measures(facts),
        *_weights(facts),
        *_paper(facts),
        *_advice(facts),
    ]
    return sorted(items, key=lambda item: not item.required)


def _vote(facts: ReadinessFacts) -> Iterator[Item]:
    if facts.vote in ("open", "uncounted"):
        yield Item(f"vote_{facts.vote}", True, "votes.result")
    if facts.sheets_waiting and facts.vote != "counted":
        yield Item("sheets", True, "votes.paper.index", values={"n": facts.sheets_waiting})
    for solution_id, title in facts.unmeasured:
        args = {"solution_id": solution_id}
        yield Item("no_indicator", True, "targets.new_indicator", args, {"name": title})


def _measures(facts: ReadinessFacts) -> Iterator[Item]:
    for measure in facts.measures:
        for kind, required in _measure_kinds(measure, facts.vote):
            endpoint = "targets.edit_indicator"
            args: dict[str, Any] = {"indicator_id": measure.id}
            args |= {"_anchor": FIELDS[kind]} if kind in FIELDS else {}
            if kind == "no_target":  # residents set it: the calendar gives them time
                endpoint, args = "rounds.phases.edit", {}
            yield Item(kind, required, endpoint, args, {"name": measure.name})


def _measure_kinds(measure: Measure, vote: str) -> Iterator[tuple[str, bool]]:
    """(kind, whether it is required) of what an indicator lacks."""
    if measure.baseline is not None:
        if measure.baseline_year is None:
            yield "no_baseline_year", True
        if not measure.baseline_source.strip():
            yield "no_baseline_source", True
    elif measure.unit != POINTS:
        yield "no_baseline", False
    if not measure.method.strip():
        yield "no_method", True
    if not (measure.formula.strip() and measure.data_source.strip()):
        yield "no_formula", False
    if vote in ("counted", "none") and measure.target is None:
        yield "no_target", True
    if points_the_wrong_way(measure.direction, measure.baseline, measure.target):
        yield "wrong_way", True


def _weights(facts: ReadinessFacts) -> Iterator[Item]:
    """Once it is known which indicators stay: each has a weight, and together they are 100 %."""
    if facts.vote not in ("counted", "none") or not facts.measures:
        return
    missing = [measure for measure in facts.measures if measure.weight_percent is None]
    for measure in missing:
        yield Item("no_weight", True, "targets.weights.show", values={"name": measure.name})
    total = sum(measure.weight_percent or 0 for measure in facts.measures)
    if not missing and abs(total - 100) > 0.05:
        yield Item("weights", True, "targets.weights.show", values={"percent": total})


def _paper(facts: ReadinessFacts) -> Iterator[Item]:
    if facts.open_remarks:
        anchor = {"_anchor": f"r{facts.open_remarks[0]}"}
        yield Item("remarks", True, "plans.show", anchor, {"n": len(facts.open_remarks)})
    if facts.photos_without_words:
        yield Item(
            "photos", True, "plans.readiness.photo_words", values={"n": facts.photos_without_words}
        )
    for paragraph_id, part, heading, words in facts.open_places:
        endpoint, args = "plans.writing.chapter", dict[str, object](part=part)
        if paragraph_id is not None:
            endpoint, args = "plans.writing.edit_paragraph", {"paragraph_id": paragraph_id}
        yield Item("open_place", True, endpoint, args, {"name": heading, "words": words})
    if facts.snapshot is None:
        yield Item("no_snapshot", True, "plans.show")
    elif facts.changed:
        values = {"n": facts.snapshot, "parts": tuple(facts.changed)}
        yield Item("stale", True, "plans.show", values=values)
    for name in facts.years_off:
        yield Item("years_off", True, "plans.follow_up.edit", {"_anchor": "years"}, {"name": name})
    # The limits of an example form are nobody's rule.
    required = not facts.template_is_example
    for part, heading, letters, most in facts.too_long:
        values = {"name": heading, "letters": letters, "most": most}
        yield Item("too_long", required, "plans.writing.chapter", {"part": part}, values)
    if facts.too_many_pages:
        count, most = facts.too_many_pages
        values = {"pages": count, "most": most}
        yield Item("too_many_pages", required, "plans.writing.paragraphs", values=values)


def _advice(facts: ReadinessFacts) -> Iterator[Item]:
    for solution_id, title in facts.unplanned:
        args = {"solution_id": solution_id, "_anchor": "costs"}
        yield Item("no_project", False, "solutions.project_plan.edit", args, {"name": title})
    if facts.national_off:
        asked, planned = facts.national_off
        values: dict[str, Any] = {"asked": asked, "planned": planned}
        yield Item("national_off", False, "rounds.settings.show", values=values)
    for payer, asked, planned in facts.shares_off:
        values = {"payer": payer, "asked": asked, "planned": planned}
        yield Item("shares_off", False, "solutions.project_plan.index", values=values)
    if not facts.goes_on:
        yield Item("no_follow_up", False, "plans.follow_up.edit", {"_anchor": "activities"})
    for finding in facts.numbers_off:
        values = {"words": finding.words, "value": finding.values["value"]}
        anchor = {"_anchor": f"w-{as_id(finding.key)}"}
        yield Item("number_off", False, "plans.writing.paragraphs", anchor, values)
    if facts.wording:
        values = {"n": facts.wording}
        yield Item("wording", False, "plans.writing.paragraphs", {"_anchor": "looked-over"}, values)
    if facts.template_is_example:
        yield Item("example", False, "plans.writing.template")
    if facts.districts_without_population:
        values = {"n": facts.districts_without_population}
        yield Item("population", False, "places.population.show", values=values)
    if facts.reports_unanswered:
        values = {"n": facts.reports_unanswered}
        yield Item("reports", False, "moderation.queue", values=values)
