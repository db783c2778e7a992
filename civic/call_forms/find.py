"""Places by what people type: a label, a label with its group or column, a path, a key."""

from itertools import permutations

from civic.call_forms.cells import labels_around
from civic.call_forms.form import Form
from civic.call_forms.normal import core, ends_with_colon, in_brackets, normal
from civic.call_forms.place import FillPlace
from civic.call_forms.refusals import ValueRefused

LEAST = 0.6
SURE = 0.9
MOST_NAMED, MOST_KNOWN = 3, 6  # labels around a cell that are named together, and known
# The nearer cell first; a cell before a line to write under.
_ORDER = ("field", "named_cell", "cell", "line", "checkbox", "rows", "block", "remove_guide")


def find(form: Form, asked: str, most: int = 10) -> list[tuple[FillPlace, float]]:
    """The places whose label reads like it, best first, each with its score from 0 to 1."""
    whole, bare = normal(asked), core(asked)
    scored = [
        (place, max(_score(place, whole, bare), _score_around(form, place, whole)))
        for place in form.places
    ]
    good = [(place, score) for place, score in scored if score >= LEAST]
    return sorted(good, key=_rank)[:most]


def _rank(scored: tuple[FillPlace, float]) -> tuple:
    place, score = scored
    return (-round(score, 3), _ORDER.index(place.kind), place.hops.count(">"), place.ordinal)


def _score(place: FillPlace, whole: str, bare: str) -> float:
    from rapidfuzz.fuzz import ratio

    if not whole:
        return 0.0
    bare_label, label = place.normal, normal(place.label)
    both = (
        normal(place.above) + label,
        label + normal(place.above),
        core(place.above) + bare_label,
    )
    if whole == label:
        return 0.96 if place.kind == "block" and ends_with_colon(place.label) else 1.0
    if bare and bare == bare_label:
        return 0.97
    if whole in both:
        return 0.95
    if place.above and bare == core(place.above):
        return 0.95 if place.kind == "checkbox" else 0.85  # 선정방식 of its boxes
    if abs(len(whole) - len(label)) > max(len(whole), len(label)) * 0.6:
        return 0.0
    return max(ratio(whole, label), ratio(bare, bare_label)) / 100 * 0.9


def _score_around(form: Form, place: FillPlace, whole: str) -> float:
    """A label with the wider ones left of it or over its column, or the heading over its table:
    장비비 1차년도 국비. A label goes by what stands in its brackets, too."""
    cell = form.targets[place.key].cell
    own = {word for word in _names(place.label) if word in whole}
    if cell is None or not own or whole in own:
        return 0.0
    words = {core(place.heading)}.union(*(_names(label.text) for label in labels_around(cell)))
    known = [word for word in words if word and word in whole]
    named = (
        "".join(each)
        for count in range(2, MOST_NAMED + 1)
        for each in permutations(known[:MOST_KNOWN], count)
        if own.intersection(each)
    )
    return 0.98 if whole in named else 0.0


def _names(label: str) -> set[str]:
    return {core(label), *in_brackets(label)} - {""}


def one_place(form: Form, asked: str) -> FillPlace:
    """The place of a key, a path or a label. Raises: ValueRefused, with candidates."""
    for place in form.places:
        if asked == place.key:
            return place
    for attribute in ("path", "label"):
        verbatim = [place for place in form.places if asked == getattr(place, attribute)]
        if len(verbatim) == 1:
            return verbatim[0]
    scored = find(form, asked, 30)
    best = [place for place, score in scored if score >= SURE and score == scored[0][1]]
    if len(best) == 1:
        return best[0]
    candidates = tuple(place for place, _score in scored[:10])
    raise ValueRefused("ambiguous" if best else "unknown_place", asked, candidates)
