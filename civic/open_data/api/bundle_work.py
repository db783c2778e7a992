"""Making a round's zip, done by the worker."""

from tempfile import SpooledTemporaryFile

from civic.db import db, now, one_moment, writing
from civic.long_work.doing import Doer, RecordProgress
from civic.open_data.api.bundle import write_bundle
from civic.open_data.api.bundle_mark import mark_of
from civic.open_data.api.models import RoundBundle

IN_MEMORY = 1_000_000  # bytes; a larger one is made on disk


def _work(bundle_id: int, record: RecordProgress) -> None:
    with SpooledTemporaryFile(IN_MEMORY) as file:
        with one_moment():
            round = db.session.get_one(RoundBundle, bundle_id).round
            mark = mark_of(round)
            write_bundle(round, file, now())
        file.seek(0)
        content = file.read()
    record(95, "")  # raises where nobody wants it any more
    with writing():
        RoundBundle.finish(bundle_id, mark=mark, made=content)
        RoundBundle.drop_earlier(db.session.get_one(RoundBundle, bundle_id))
        db.session.commit()


BUNDLES = Doer(rows=RoundBundle, work=_work, failures={}, queue="bundles")
