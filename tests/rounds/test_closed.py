"""What somebody reads who comes too early or too late."""


def test_who_comes_too_early_reads_when_it_begins(round, person, as_person):
    minji = as_person(person("민지"))
    page = minji.get("/gaon/1/solutions/new")
    assert page.status_code == 409
    assert "지금은 해결방안을 제안하는 기간이 아니에요. 12월\u00a01일(화)에 시작해요." in page.text
    assert "저장되지" not in page.text  # nothing was sent


def test_who_sends_too_late_reads_that_it_was_not_saved(round, person, as_person, open_phase):
    open_phase("target")
    minji = as_person(person("민지"))
    page = minji.post("/gaon/1/solutions/", data={"title": "그늘막"})
    assert page.status_code == 409
    assert "보낸 내용은 저장되지 않았어요. 뒤로 가면 그대로 있어요." in page.text
    kept = minji.post("/gaon/1/solutions/", headers={"Accept": "application/json"})
    assert kept.json["error"] == "지금은 해결방안을 제안하는 기간이 아니에요."  # the phone keeps it
