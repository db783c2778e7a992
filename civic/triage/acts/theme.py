"""주제: many reports go into one theme, or into none."""

from dataclasses import dataclass

from sqlalchemy import select

from civic.db import db
from civic.issues.models import Issue
from civic.themes import models as themes
from civic.themes import placements
from civic.themes.models import Theme
from civic.triage.acts.act import Act, Refused


@dataclass(frozen=True)
class InTheme(Act):
    """theme_id None: the planner sets them aside, into no theme."""

    kind = "theme"
    theme_id: int | None

    @property
    def details(self):
        return {"theme_id": self.theme_id}

    def prepare(self, round, rows):
        if self.theme_id is None:
            return
        theme = db.session.get(Theme, self.theme_id)
        if theme is None or theme.round_id != round.id or theme.gone_at is not None:
            raise Refused("theme", "no_theme")

    @classmethod
    def read(cls, ids):
        rounds = db.session.scalars(select(Issue.round_id).where(Issue.id.in_(ids)).distinct())
        states = {}
        for round_id in rounds.all():
            states |= placements.states_of(round_id, ids)
        return {id: {"placed": states.get(id)} for id in ids}

    def write(self, round_id, rows, planner):
        ids = [row.id for row in rows]
        themes.put(round_id, ids, self.theme_id, planner, themes.ANYWHERE)

    @classmethod
    def revert(cls, round_id, before, planner):
        here = select(Theme.id).filter_by(round_id=round_id, gone_at=None)
        alive = {None, *db.session.scalars(here)}
        states = {id: fact["placed"] for id, fact in before.items()}
        # A theme that was merged or dissolved since takes nothing back: its reports are in none.
        kept = {id: s if themes.theme_of(s) in alive else None for id, s in states.items()}
        themes.arrange(round_id, kept)
