"""Everything that others read and send by programs, under one blueprint."""

from flask import Blueprint

from civic.open_data.api import routes as api_routes
from civic.open_data.elections import routes as elections_routes
from civic.open_data.embeds import routes as embeds_routes
from civic.open_data.open311 import routes as open311_routes
from civic.open_data.webhooks import routes as webhooks_routes

bp = Blueprint("open_data", __name__)
bp.register_blueprint(open311_routes.bp)
bp.register_blueprint(api_routes.bp)
bp.register_blueprint(embeds_routes.bp)
bp.register_blueprint(elections_routes.bp)
bp.register_blueprint(webhooks_routes.bp)
