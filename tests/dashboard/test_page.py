"""The dashboard in every state of a round."""
BOARD = "/gaon/1/office/dashboard"

def test_an_empty_round_has_a_dashboard(round, seoyeon, as_person):
    page = as_person(seoyeon).get(BOARD)
    assert page.status_code == 200
