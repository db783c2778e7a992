"""The edge: whose word is taken for where a request comes from, and the names it may be for.

A proxy says in X-Forwarded-* who asked, by which name and how. Whoever reaches the program past
the proxy could say the same, so these headers count only from PROXY_ADDRESSES.
"""

from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from civic.web.errors import fault

FORWARDED = ("FOR", "PROTO", "HOST", "PORT", "PREFIX")
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")  # of this machine: its monitor, the worker
BY_ADDRESS = ("health.alive", "health.ready", "health.metrics")  # asked by number, not by name
ANY = "*"


def init_app(app) -> None:
    """Raises: ValueError for an address of a proxy that is none."""
    app.before_request(_refuse_strange_name)
    app.after_request(_https_from_now_on)
    app.extensions["trusted_hosts"] = trusted_hosts(app.config)
    count, addresses = app.config["PROXIES"], app.config["PROXY_ADDRESSES"]
    if count:
        fixed = ProxyFix(app.wsgi_app, x_for=count, x_proto=1, x_host=1)
        app.wsgi_app = FromProxies(fixed, addresses)


class FromProxies:
    """Takes X-Forwarded-* off every request that no proxy of ours hands on."""

    def __init__(self, app: Callable, addresses: str):
        try:
            self.networks = [ip_network(text) for text in addresses.split()]
        except ValueError as wrong:
            raise ValueError(f"CIVIC_PROXY_ADDRESSES: {wrong}.") from wrong
        self.app = app
        self.is_ours = lru_cache(1000)(self._is_ours)

    def __call__(self, environ, start_response):
        if not self.is_ours(environ.get("REMOTE_ADDR", "")):
            environ.pop("HTTP_FORWARDED", None)
            for name in FORWARDED:
                environ.pop(f"HTTP_X_FORWARDED_{name}", None)
        return self.app(environ, start_response)

    def _is_ours(self, peer: str) -> bool:
        if not peer:  # a socket of this machine, which has no address
            return True
        try:
            address = ip_address(peer.partition("%")[0])
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self.networks)


def trusted_hosts(settings) -> tuple[str, ...]:
    """Names the program may be asked for by; none: by any. Without a setting, a site that is
    known by https is asked for by the name of its PUBLIC_URL alone."""
    named = settings["SITE_HOSTS"].split()
    public = urlsplit(settings["PUBLIC_URL"])
    if not named and public.scheme == "https" and public.hostname:
        named = [public.hostname]
    return () if not named or ANY in named else (*named, *OWN_NAMES)


def _refuse_strange_name():
    trusted = current_app.extensions["trusted_hosts"]
    if not trusted or request.endpoint in BY_ADDRESS:
        return None
    if host_is_trusted(request.host, trusted):
        return None
    return fault(_("이 주소로는 열 수 없어요. 안내받은 주소로 다시 들어와 주세요."), 400)


def _https_from_now_on(response):
    days = current_app.config["HSTS_DAYS"]
    if days and request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={days * 86_400}")
    return response
