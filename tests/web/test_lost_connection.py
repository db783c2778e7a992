"""A connection that dies after a page is made does not spoil the page."""

from flask import request_finished
from sqlalchemy import text

from civic.db import db


def lose_the_connection():
    db.session.execute(text("SELECT 1"))
    db.session.connection().connection.dbapi_connection.close()


def test_a_session_whose_connection_died_ends_quietly(app):
    lose_the_connection()
    db.session.remove()
    assert db.session.scalar(text("SELECT 1")) == 1


def test_a_page_that_is_made_is_answered(client):
    """As when a database is stopped between the last row read and the answer."""

    def lose(_sender, response):
        lose_the_connection()

    with request_finished.connected_to(lose):
        assert client.get("/healthz").status_code == 200
