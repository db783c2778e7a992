"""What became of a round's plan and promises, as entries of a feed."""

from datetime import UTC, datetime, time

from civic.korean_time import SEOUL
from civic.notices.feeds.atom import FeedEntry
from civic.plans.filing.labels import OUTCOME_NAMES, STEP_NAMES
from civic.plans.filing.models import filing_of
from civic.plans.models import Plan
from civic.rounds.models import Round
from civic.targets.results.accountability import accounts
from civic.web.filters import number


def result_entries(round: Round, page: str) -> list[FeedEntry]:
    """Steps after filing and the results that stand, newest first. page: the address of results.

    Needs a Korean locale.
    """
    entries = [*_steps(round, page), *_results(round, page)]
    return sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)


def _steps(round, page):
    for kind, row in filing_of(Plan.of(round)).items():
        title = str(STEP_NAMES[kind])
        if row.outcome:
            title = f"{title}: {OUTCOME_NAMES[row.outcome]}"
        yield _entry(page, f"f{row.id}", "filed", title, row.words or title, row)


def _results(round, page):
    for account in accounts(round):
        for row in account.results:
            indicator = account.indicator
            title = f"{indicator.name}: {number(row.value)}{indicator.unit}"
            words = " ".join(filter(None, (row.source, row.note)))
            yield _entry(page, f"r{row.id}", f"i{indicator.id}", title, words, row)


def _entry(page, id, anchor, title, words, row) -> FeedEntry:
    day = getattr(row, "measured_on", None) or row.happened_on
    published = datetime.combine(day, time(), SEOUL).astimezone(UTC)
    return FeedEntry(f"{page}#{id}", f"{page}#{anchor}", title, words, published, row.entered_at)
