"""The roles an invitation gives, on the pages of its plan alone."""

from flask import g
from flask_login import current_user

from civic.plans.links.models import Invitation


def lend_role(_endpoint, _values):
    """Who was invited to this plan is its consultant, on its pages and nowhere else."""
    if current_user.is_authenticated and Invitation.lets_in(g.round, current_user):
        g.lent_roles = frozenset({"consultant"})
