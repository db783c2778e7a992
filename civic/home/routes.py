"""The front page, a municipality's and a round's home, and the planner's cockpit."""

from flask import Blueprint, current_app, flash, g, json, redirect, render_template, url_for
from flask_login import current_user

from civic.db import db, now
from civic.home import counts
from civic.home.cockpit import cockpit_of
from civic.home.labels import NOT_NOW, next_step_words
from civic.home.manifest import manifest_of
from civic.home.navigation import app_links, bars, page_foot, page_head
from civic.issues.life.solved import solved_lately
from civic.places.models import Municipality
from civic.rounds.at_hand import by_nearness, open_acts
from civic.rounds.models import Round
from civic.votes.ballots.frozen_ballot import number_on_ballot
from civic.web.addresses import asked_values
from civic.web.i18n import CODES

bp = Blueprint("home", __name__)
for part in (app_links, bars, page_foot, page_head):
    bp.add_app_template_global(part)
bp.add_app_template_global(next_step_words)


@bp.get("/")
def front():
    """Every municipality; with exactly one, straight to it."""
    places = db.session.scalars(db.select(Municipality).order_by(Municipality.name)).all()
    if len(places) == 1:
        return redirect(url_for(".municipality", municipality=places[0].slug))
    return render_template("home/front.html", places=places)


@bp.get("/<municipality>/")
def municipality():
    """The city's home: what can be done in any round, my reports, and what became better."""
    return render_template(
        "home/municipality.html",
        rounds=by_nearness(g.rounds),
        acts=open_acts(g.rounds, now()),
        solved=solved_lately(g.rounds),
    )


@bp.get("/<municipality>/<int:round_number>/")
def show():
    """What this round is about, what can be done now, and what became of the reports."""
    mine = counts.mine(current_user, g.round) if current_user.is_authenticated else None
    return render_template(
        "home/show.html",
        standing=g.round.standing(),
        issues=counts.most_supported(g.round),
        became=counts.what_became(g.round),
        beside=counts.beside(g.round),
        on_ballot=number_on_ballot(g.round),
        mine=mine,
    )


@bp.get("/<municipality>/<int:round_number>/office")
def cockpit():
    """What to do next, what waits, what the plan still lacks, and the call's calendar."""
    return render_template("home/cockpit.html", **cockpit_of(g.round))


@bp.get(f"/<municipality>/<any({CODES}):language>.webmanifest")
def manifest(language):
    """What a phone needs to know to install the municipality's app."""
    body = json.dumps(manifest_of(g.municipality, language))
    return current_app.response_class(body, mimetype="application/manifest+json")


@bp.get("/<municipality>/<any(report, vote):act>")
def go(act):
    """An address that lasts: reporting or voting in whichever round it is open now."""
    round = Round.with_open(g.municipality, act)
    if round is None:
        flash(NOT_NOW[act], "warn")
        return redirect(url_for(".municipality"))
    pages = {"report": "issues.reporting.new", "vote": "votes.show"}
    values = asked_values() | {"round_number": round.number}
    return redirect(url_for(pages[act], **values))
