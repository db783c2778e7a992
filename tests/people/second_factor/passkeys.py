"""What a person does with a passkey on the pages."""

from tests.people.second_factor.authenticator import asked

SET_UP, KEYS = "/second-factor/set-up", "/second-factor/passkeys"


def register(client, device, name="서연의 휴대전화"):
    answer = device.make(asked(client.get(SET_UP).text, "passkeys"))
    return client.post(KEYS, data={"passkey": answer, "name": name})


def challenge(client):
    return asked(client.get("/second-factor").text, "second-factor")


def show(client, answer):
    return client.post("/second-factor", data={"passkey": answer})


def office(client):
    return client.get("/gaon/1/office").status_code
