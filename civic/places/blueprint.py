"""The blueprint of places, which the files of its routes share."""

from flask import Blueprint

bp = Blueprint("places", __name__, url_prefix="/<municipality>")
