"""What whoever reported an issue types about it later: another version, an answer to a question."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from civic.issues.forms import IssueForm
from civic.text import paragraphs

REPLY_MAX = 1000


class AmendForm(IssueForm):
    """A report as it should read. A pin decides the district."""

    shows_name = confirmed = None

    def fields(self) -> dict[str, dict]:
        """Field of issues/correction.py → its columns."""
        lat, lon = self.point or (None, None)
        district_id = self.district.id if self.district else None
        return {
            "title": {"title": self.title.data},
            "body": {"body": self.body.data},
            "category": {"category": self.category.data},
            "place": {
                "district_id": district_id,
                "place": self.place.data,
                "lat": lat,
                "lon": lon,
            },
        }


class ReplyForm(IssueForm):
    """An answer to the office, with a better place where one was marked."""

    title = category = district_id = place = shows_name = confirmed = None
    body = TextAreaField(
        _l("답 쓰기"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("담당자에게 보낼 답을 적어 주세요.")),
            Length(max=REPLY_MAX, message=_l("1,000자까지 적을 수 있어요.")),
        ],
    )

    def fields(self, issue) -> dict[str, dict]:
        """As AmendForm's: the place, if another one was marked."""
        if self.point is None or self.district is None:
            return {}
        lat, lon = self.point
        moved = {"district_id": self.district.id, "place": issue.place, "lat": lat, "lon": lon}
        return {"place": moved}

    def _settle_place(self):
        if self.lat.data or self.lon.data:
            self._settle_point()
