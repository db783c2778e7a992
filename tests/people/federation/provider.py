"""A sign-in service: an OpenID Connect server as Kakao is one, and Naver's OAuth 2.0, which answer
in the shapes these publish. It signs with its own key and holds the client to the protocol."""

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "app of gaon", "secret of the app"


class Provider:
    """subject: who comes. changes: claims of the ID token that differ from the right ones. key,
    alg: what signs. broken: paths that fail, and how: a status, or bytes instead of JSON."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads, self.server.provider = True, self
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.key, self.alg = first_key(), "RS256"
        self.published, self.codes, self.changes, self.broken = [self.key], {}, {}, {}
        self.subject, self.asked = "4183720951", []
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def visit(self, address: str) -> str:
        """A person says yes on the service's page: where their browser is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def token(self, told: dict) -> dict:
        asked = self.codes.pop(told.get("code"), None)
        right = told.get("client_id") == CLIENT and told.get("client_secret") == SECRET
        if asked is None or not right or told.get("grant_type") != "authorization_code":
            return {"error": "invalid_grant", "error_code": "KOE320"}
        if asked["redirect_uri"] != told.get("redirect_uri"):
            return {"error": "invalid_grant", "error_code": "KOE303"}
        digest = sha256(told.get("code_verifier", "").encode()).digest()
        proof = plain(digest)
        if asked.get("code_challenge", proof) != proof:
            return {"error": "invalid_grant"}
        answer = {"token_type": "bearer", "access_token": "of " + self.subject}
        answer |= {"expires_in": 21599, "refresh_token": "r", "scope": "openid"}
        if "nonce" in asked:
            answer["id_token"] = self.id_token(asked["nonce"])
        return answer

    def id_token(self, nonce: str) -> str:
        """As Kakao's: aud, sub, auth_time, iss, exp, iat, nonce; with an address nobody reads."""
        at = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": nonce}
        claims |= {"iat": at, "auth_time": at, "exp": at + 21599, "email": "p1@example.com"}
        claims = {k: v for k, v in (claims | self.changes).items() if v is not None}
        header = {"alg": self.alg, "typ": "JWT", "kid": self.key.kid}
        if self.alg == "RS256":
            return jwt.encode(header, claims, self.key, algorithms=[self.alg])
        said = ".".join(plain(json.dumps(part).encode()) for part in (header, claims))
        by_shared = hmac.digest(self.key.as_pem(private=False), said.encode(), "sha256")
        return f"{said}.{plain(by_shared) if self.alg == 'HS256' else ''}"

    def description(self) -> dict:
        """The part of Kakao's /.well-known/openid-configuration that is read."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/oauth/authorize",
            "token_endpoint": f"{self.issuer}/oauth/token",
            "userinfo_endpoint": f"{self.issuer}/v1/oidc/userinfo",
            "jwks_uri": f"{self.issuer}/.well-known/jwks.json",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        provider, path = self.server.provider, urlsplit(self.path).path
        provider.asked.append(path)
        if path == "/.well-known/openid-configuration":
            self.answer(path, provider.description())
        elif path == "/oauth/authorize":  # a browser: its person says yes at once
            self.send_response(302)
            self.send_header("Location", provider.visit(self.path))
            self.end_headers()
        elif path == "/.well-known/jwks.json":
            self.answer(path, KeySet(provider.published).as_dict(private=False))
        elif path == "/v1/nid/me":  # Naver's 회원 프로필 조회
            known = self.headers["Authorization"] == "Bearer of " + provider.subject
            person = {"id": provider.subject, "email": "p1@example.com", "name": "민지"}
            good = {"resultcode": "00", "message": "success", "response": person}
            bad = {"resultcode": "024", "message": "Authentication failed"}
            self.answer(path, good | provider.changes if known else bad)

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        told = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
        path = urlsplit(self.path).path
        self.server.provider.asked.append(path)
        if path in self.server.provider.broken:
            return self.answer(path, {})
        answer = self.server.provider.token(told)
        return self.answer(path, answer, 400 if "error" in answer and "oauth/" in path else 200)

    def answer(self, path, value, status=200):
        broken = self.server.provider.broken.get(path)
        body = broken if isinstance(broken, bytes) else json.dumps(value).encode()
        self.send_response(broken if isinstance(broken, int) else status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@cache  # a tenth of a second
def first_key() -> RSAKey:
    return new_key("1")


def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}, private=True)


def plain(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
