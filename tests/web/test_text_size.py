"""큰 글씨: a switch that works without script, kept in a cookie."""


def test_large_text_is_chosen_and_given_back(client, round):
    assert 'class="large"' not in client.get("/gaon/").text
    answer = client.get("/text/large?next=/gaon/1/issues/")
    assert (answer.status_code, answer.location) == (303, "/gaon/1/issues/")
    page = client.get("/gaon/1/issues/").text
    assert '<html lang="ko" class="large">' in page
    assert "/text/plain?next=" in page
    client.get("/text/plain?next=/gaon/")
    assert 'class="large"' not in client.get("/gaon/").text


def test_it_leads_to_no_other_site(client, round):
    assert client.get("/text/large?next=//evil.example/").location == "/"
    assert client.get("/text/huge").status_code == 404
