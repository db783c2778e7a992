"""Is what came back what was there? The program's own checks, each with a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app

from civic.backups.manifest import Manifest
from civic.db import db
from civic.photos.models import Photo
from civic.photos.stored import names_of
from civic.plans.evidence.verify import UnreadableBundle, differences
from civic.plans.jobs.models import Job
from civic.rounds.models import Round
from civic.rounds.recounting import recount_all
from civic.votes.seal import promises
from civic.votes.seal.tally import Tally


@dataclass(frozen=True)
class Check:
    """wrong: what does not agree, in words; nothing when all does. count: how many were asked."""

    name: str
    count: int
    wrong: tuple[str, ...]


def checks(manifest: Manifest) -> Iterator[Check]:
    yield _roots(manifest)
    yield _votes()
    yield _counts()
    yield _photos()
    yield _bundles()


def _roots(manifest: Manifest) -> Check:
    tallies = db.session.scalars(db.select(Tally))
    roots = {promises.address_of(tally.round): tally.root for tally in tallies}
    wrong = [
        f"{at}: the ledger's root differs"
        for at, root in manifest.sealed.items()
        if roots.get(at) != root
    ]
    return Check("ledger roots", len(manifest.sealed), tuple(wrong))


def _votes() -> Check:
    by_round = promises.differing()
    wrong = [
        f"{promises.address_of(round)}: {'; '.join(differences)}"
        for round, differences in by_round.items()
        if differences
    ]
    return Check("sealed votes", len(by_round), tuple(wrong))


def _counts() -> Check:
    repairs = recount_all(db.session.scalars(db.select(Round.id)).all(), only_look=True)
    wrong = [
        f"{name} {one.row}: {one.before} should be {one.after}"
        for name, changes in repairs.items()
        for one in changes
    ]
    return Check("kept counts", len(repairs), tuple(wrong))


def _photos() -> Check:
    there = {name for name, _ in current_app.extensions["photo_store"].names()}
    keys = db.session.scalars(db.select(Photo.key)).all()
    wrong = [f"{name} is missing" for key in keys for name in names_of(key) if name not in there]
    return Check("photos", len(keys), tuple(wrong))


def _bundles() -> Check:
    kept = db.select(Job.id, Job.made).where(Job.kind == "bundle", Job.made.is_not(None))
    wrong, count = [], 0
    for id, packed in db.session.execute(kept):
        count += 1
        try:
            wrong += [f"bundle {id}: {sentence}" for sentence in differences(packed)]
        except UnreadableBundle as unreadable:
            wrong.append(f"bundle {id}: {unreadable}")
    return Check("evidence bundles", count, tuple(wrong))
