"""The list flag, the map's cells and the round's count change together, once."""

from civic.db import db
from civic.issues.listing.map_cells import IssueCell
from civic.issues.models import Issue, rebuild_round_index
from civic.places.map_cells import ZOOMS, cell_of


def cells():
    rows = db.session.execute(
        db.select(
            IssueCell.zoom,
            IssueCell.x,
            IssueCell.y,
            IssueCell.issues,
            IssueCell.sum_lat,
            IssueCell.sum_lon,
        ).order_by(IssueCell.zoom, IssueCell.x, IssueCell.y)
    )
    return [(*row[:4], round_(row[4]), round_(row[5])) for row in rows]


def round_(value):
    return float(f"{value:.6f}")


def test_two_issues_share_the_wide_cells_and_part_in_the_narrow_ones(report, minji):
    report(minji, lat=36.55, lon=127.05)
    report(minji, lat=36.551, lon=127.052)
    zoomed_out = [cell for cell in cells() if cell[0] == 9]
    zoomed_in = [cell for cell in cells() if cell[0] == 16]
    assert zoomed_out == [(9, *cell_of(36.55, 127.05, 9), 2, 73.101, 254.102)]
    assert [cell[3] for cell in zoomed_in] == [1, 1]


def test_unlisting_twice_counts_once(report, minji, round):
    issue, other = report(minji), report(minji, lat=36.56)
    assert issue.unlist() is True
    assert issue.unlist() is False
    db.session.commit()
    assert round.issues_count == 1
    assert {cell[3] for cell in cells()} == {1}
    assert other.unlist() is True
    db.session.commit()
    assert cells() == []
    assert round.issues_count == 0
    assert other.list_it() is True
    assert other.list_it() is False
    db.session.commit()
    assert len(cells()) == len(ZOOMS)


def test_rows_put_in_at_once_are_counted_by_a_rebuild(report, minji, round):
    report(minji)
    kept = cells()
    told = {"title": "가로등이 없어요", "category": "safety", "round_id": round.id}
    db.session.execute(
        db.insert(Issue),
        [
            told | {"receipt": 100 + i, "lat": 36.55 + i / 1000, "lon": 127.05, "listed": i != 3}
            for i in range(10)
        ]
        + [told | {"receipt": 200, "lat": None, "lon": None, "listed": True}],
    )
    rebuild_round_index(round)
    db.session.commit()
    assert round.issues_count == 11
    assert sum(cell[3] for cell in cells() if cell[0] == 12) == 10
    db.session.execute(db.delete(Issue).where(Issue.receipt >= 100))
    rebuild_round_index(round)
    db.session.commit()
    assert cells() == kept


def test_an_issue_without_a_place_is_in_no_cell(report, minji):
    issue = report(minji, lat=None, lon=None)
    assert issue.listed
    assert cells() == []
    issue.unlist()
    assert cells() == []
