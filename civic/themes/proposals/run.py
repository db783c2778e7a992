"""Grouping a round's texts, done by the worker."""

from civic.db import db
from civic.long_work.doing import Doer, RecordProgress
from civic.themes.proposals.grouper import TooFewTexts, grouped
from civic.themes.proposals.models import GroupingProposal


def _work(proposal_id: int, record: RecordProgress) -> None:
    round_id = db.session.get_one(GroupingProposal, proposal_id).round_id
    db.session.rollback()  # no transaction is open while it works
    groups = grouped(round_id, record)
    GroupingProposal.finish(proposal_id, groups=groups)
    db.session.commit()


GROUPINGS = Doer(rows=GroupingProposal, work=_work, failures={TooFewTexts: "few"}, queue="themes")
