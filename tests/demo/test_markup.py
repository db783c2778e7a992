"""The checker of HTML that reads every page of the invented city (test_city.py)."""

from tests.markup import faults_of


def test_what_is_wrong_is_seen():
    page = (
        '<p id="a.b"><ul><b></b></ul></p><h2> </h2><nav></nav><nav></nav><label for="none"></label>'
        '<time datetime="2026-11-21T10:00:00.123456+00:00"></time><img src="data:a b">'
    )
    found = "\n".join(faults_of(page))
    for fault in (
        *("id of other letters: a.b", "<ul> in <p>", "<b> in <ul>", "empty <h2>"),
        *("2 landmarks nav", "points at nothing: none", "no day: 2026", "space in an address"),
        "img without alt",
    ):
        assert fault in found
