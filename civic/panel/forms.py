"""What a resident says when applying for a panel; only what its strata are made of is asked."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from civic.db import now
from civic.korean_time import SEOUL
from civic.panel.draw.cells import YOUNGEST
from civic.panel.labels import SEX_NAMES
from civic.places.population.labels import band_words
from civic.places.population.rows import BANDS, age_band
from civic.web.choices import choices
from civic.web.filters import called

CHOOSE = _l("하나를 골라 주세요.")


class ApplyForm(FlaskForm):
    """After validate(), values() is what Panel.apply takes."""

    band = RadioField(_l("나이"), validators=[InputRequired(CHOOSE)])
    is_old_enough = BooleanField(
        _l("20세 이상이에요"), validators=[InputRequired(_l("20세부터 신청할 수 있어요."))]
    )
    sex = RadioField(
        _l("성별"),
        choices=choices(SEX_NAMES.items()),
        validators=[InputRequired(CHOOSE)],
    )
    district_id = SelectField(_l("사는 읍면동"), coerce=lambda text: int(text) if text else None)
    consent = BooleanField(
        _l("위의 정보를 시민참여단을 뽑고 꾸리는 데 쓰는 데 동의해요"),
        validators=[InputRequired(_l("신청하려면 동의가 필요해요."))],
    )

    def __init__(self, panel, person, mine=None, **kwargs):
        super().__init__(data=_known(panel, person, mine), **kwargs)
        bands = [band for band in BANDS if int(band) >= int(panel.youngest)]
        self.band.choices = choices((band, band_words(band)) for band in bands)
        places = [(each.id, called(each)) for each in panel.round.municipality.districts]
        self.district_id.choices = choices([("", _("골라 주세요")), *places])
        self.asks_district = "district" in panel.features and not _proven(panel, person)
        if not self.asks_district:
            del self.district_id
        if "sex" not in panel.features:
            del self.sex
        if "age" not in panel.features:
            del self.band
        if "age" in panel.features or panel.youngest == YOUNGEST[0]:
            del self.is_old_enough

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if self.asks_district and not self.district_id.data:
            self.district_id.errors = [_("사는 읍면동을 골라 주세요.")]
        return good and not self.errors

    def values(self) -> dict:
        return {
            "band": self.band.data if "band" in self else None,
            "sex": self.sex.data if "sex" in self else "none",
            "district_id": self.district_id.data if self.asks_district else None,
        }


def _known(panel, person, mine) -> dict:
    """What the account says already, or what was said before."""
    if mine is not None:
        answers = {"band": mine.band, "sex": mine.sex, "district_id": mine.district_id}
        return answers | {"is_old_enough": True}
    year = now().astimezone(SEOUL).year
    born = person.birth_year
    band = age_band(born, year) if born and born <= year else None
    return {"band": band, "district_id": person.home_district_id}


def _proven(panel, person) -> bool:
    """Proof of residency says in which district."""
    residency = person.residency_in(panel.round.municipality)
    return residency is not None and residency.district_id is not None
