"""What a plan puts into a form now, old → new of each place, and by what it is known again."""

from dataclasses import dataclass

from civic.documents.canonical import canonical, fingerprint
from civic.plans.call_form.filling import Chosen, Content, FillSource, is_much
from civic.plans.call_form.form_places import FormPlace, FormText
from civic.plans.call_form.kept_source import KeptSource, kept_of
from civic.plans.call_form.models import CallForm
from civic.plans.call_form.rules import LEAVE
from civic.plans.filing.models import filed_at
from civic.plans.models import Snapshot
from civic.plans.snapshots.documents import about, concealed_in, document_of, opened
from civic.plans.snapshots.reading import is_large


class WordsHidden(Exception):
    """The snapshot holds words of things hidden since, and a bundle or form would hold them."""


def refuse_hidden(snapshot: Snapshot, hidden_by=None) -> None:
    """hidden_by: when it was handed in, for whoever may have it as it was. Raises: WordsHidden."""
    if concealed_in(snapshot, hidden_by):
        raise WordsHidden


@dataclass(frozen=True)
class Filling:
    """pairs: what is put in; empty: places whose source has nothing to give; made_of: changes
    when anything of this does."""

    pairs: list[tuple[Chosen, Content]]
    empty: list[Chosen]
    made_of: str

    @property
    def long(self) -> list[Chosen]:
        """Where so much goes that a table may reach over its page."""
        return [one for one, content in self.pairs if is_much(content)]


def source_of(snapshot: Snapshot) -> FillSource:
    """For pages. Raises: WordsHidden."""
    if not is_large(snapshot.data):
        return opened_source_of(snapshot)
    filed = filed_at(snapshot)
    refuse_hidden(snapshot, filed)
    return KeptSource(kept_of(snapshot.data, about(snapshot, filed)))


def opened_source_of(snapshot: Snapshot) -> FillSource:
    """The snapshot read here whole, as the worker does. Raises: WordsHidden."""
    filed = filed_at(snapshot)
    refuse_hidden(snapshot, filed)
    return FillSource(opened(snapshot.data), document_of(snapshot, filed))


def chosen_of(row: FormPlace, words: dict[int, str]) -> Chosen:
    return Chosen(row.as_place, row.source, row.options, words.get(row.id, ""))


def filling(form: CallForm, snapshot: Snapshot, source: FillSource) -> Filling:
    """Of the confirmed places alone. source: of the snapshot."""
    words = FormText.of(form.id, snapshot.plan)
    chosen = [chosen_of(row, words) for row in form.confirmed() if row.source != LEAVE]
    contents = [(one, source.content(one)) for one in chosen]
    choices = [[one.place.key, one.source, one.options, one.words] for one in chosen]
    text = canonical({"form": form.sha256, "snapshot": snapshot.sha256, "places": choices})
    return Filling(
        pairs=[(one, content) for one, content in contents if content is not None],
        empty=[one for one, content in contents if content is None],
        made_of=fingerprint(text),
    )
