"""What tests of settings share."""

from civic.settings.setting import Setting
from civic.settings.table import SETTINGS


def setting_of(name) -> Setting:
    return next(setting for setting in SETTINGS if setting.name == name)


def page(app) -> str:
    """A page that asks the database, for whoever comes."""
    answer = app.test_client().get("/sign-in")
    assert answer.status_code == 200
    return answer.text
