"""Passkeys at the address at hand: whether they work there, and what the browser is asked."""

import hmac
from urllib.parse import urlsplit

from flask import current_app, g, request, session
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import now
from civic.people.second_factor import ceremony
from civic.people.second_factor.ceremony import NewKey, RelyingParty
from civic.people.second_factor.passkeys import Passkey
from civic.people.second_factor.rules import FactorRefused
from civic.people.secrets import lasting_secret, secret, secrets
from civic.people.sign_in.codes import new_token

LOCAL = "localhost"  # the one name that browsers trust without TLS


def relying_party() -> RelyingParty | None:
    """The site of PUBLIC_URL, for its names of SITE_HOSTS that end in it; on this machine,
    localhost. None where a browser would refuse: without TLS, or by another name."""
    public = urlsplit(current_app.config["PUBLIC_URL"])
    asked = urlsplit(request.host_url)
    if public.scheme != "https" or not public.hostname:
        is_local = asked.hostname == LOCAL
        return RelyingParty(LOCAL, (f"{asked.scheme}://{asked.netloc}",)) if is_local else None
    names = (name.lstrip(".") for name in current_app.config["SITE_HOSTS"].split())
    below = [name for name in names if name.endswith(f".{public.hostname}")]
    if asked.hostname not in (public.hostname, *below):
        return None
    origins = (f"https://{public.netloc}", *(f"https://{name}" for name in below))
    return RelyingParty(public.hostname, origins)


def party() -> RelyingParty:
    """The same. Raises: FactorRefused, elsewhere."""
    relying = relying_party()
    if relying is None:
        raise FactorRefused("elsewhere")
    return relying


def asked_to_make() -> dict | None:
    """Options of navigator.credentials.create() for whoever is signed in; None: not here."""
    here = relying_party()
    if here is None:
        return None
    handle = hmac.digest(
        lasting_secret().encode(), f"handle\x1f{current_user.id}".encode(), "sha256"
    )
    place = g.get("municipality")
    site = place.app_name if place is not None else _("함께 정하는 우리 도시")
    user = (handle, current_user.address, current_user.name)
    known = [passkey.credential_id for passkey in Passkey.of(current_user)]
    challenge = ceremony.draw(secret(), _whom("make"), now())
    return ceremony.options_to_make(here, site, user, challenge, known)


def asked_to_show() -> dict | None:
    """Options of navigator.credentials.get() for whoever is signed in; None: not here, or none."""
    here = relying_party()
    known = [passkey.credential_id for passkey in Passkey.of(current_user)] if here else []
    if here is None or not known:
        return None
    return ceremony.options_to_show(here, ceremony.draw(secret(), _whom("show"), now()), known)


def asked_to_sign_in() -> dict | None:
    """The same for nobody yet: any passkey of this site."""
    here = relying_party()
    if here is None:
        return None
    session.setdefault("browser", new_token())
    return ceremony.options_to_show(here, ceremony.draw(secret(), _browser(), now()), ())


def new_key(answer: str) -> NewKey:
    """Raises: FactorRefused."""
    return ceremony.new_key(answer, party(), secrets(), _whom("make"), now())


def shown(answer: str) -> Passkey:
    """A passkey of whoever is signed in. Raises: FactorRefused."""
    return Passkey.show(answer, party(), secrets(), _whom("show"), current_user)


def signed_in(answer: str) -> Passkey:
    """A passkey of anybody. Raises: FactorRefused."""
    return Passkey.show(answer, party(), secrets(), _browser())


def _whom(act: str) -> str:
    return f"{act} {current_user.sign_in.id}"


def _browser() -> str:
    return f"sign in {session.get('browser', '')}"
