"""하루 소식: the mail that gathers a day's notices, in their reader's language."""

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _

from civic.notices.labels import detail, headline, page, subject
from civic.notices.models import Notice
from civic.notices.unsubscribe import token_for
from civic.people.models import Person
from civic.text import one_line
from civic.web.addresses import public_address
from civic.web.filters import app_called

OLDEST = timedelta(days=7)
MOST = 20  # in one mail; the rest is counted and waits in the app


def send(person: Person, news: list[Notice]) -> None:
    """Mail these notices to this person. Raises: SendFailed."""
    site = app_called(news[-1].round.municipality)
    title = one_line(_("[%(site)s] 새 소식 %(n)s가지", site=site, n=len(news)))
    ending = public_address("notices.unsubscribe", token=token_for(person))
    headers = {
        "List-Unsubscribe": f"<{ending}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    sender = current_app.extensions["sender"]
    sender.send(person.email, title, _text(person, news, ending), headers)


def _text(person, news, ending):
    parts = [_("%(name)s님, 소식 받는 일이 이렇게 됐어요.", name=person.name)]
    parts += [_item(notice) for notice in news[:MOST]]
    if len(news) > MOST:
        parts.append(_("그 밖에 %(n)s가지가 더 있어요.", n=len(news) - MOST))
    here = news[-1].round
    place = {"municipality": here.municipality.slug, "round_number": here.number}
    parts.append(_("모든 알림: %(address)s", address=public_address("notices.index", **place)))
    parts.append("-- \n" + _("이메일을 그만 받으려면 (로그인 없이): %(address)s", address=ending))
    return "\n\n".join(parts) + "\n"


def _item(notice):
    endpoint, values = page(notice)
    lines = [f"■ {headline(notice)}", subject(notice), detail(notice)]
    return "\n".join([line for line in lines if line] + [public_address(endpoint, **values)])
