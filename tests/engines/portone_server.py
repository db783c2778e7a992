"""PortOne's /identity-verifications as its OpenAPI (V2) describes it: send, confirm, get."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET, CHANNEL = "secret of gaon", "channel-key-gaon"
CI = "c2lpZ2g=" * 11  # 88 letters
PERSON = {
    **{"name": "김민지", "birthDate": "1985-03-02", "phoneNumber": "01012345678"},
    **{"gender": "FEMALE", "isForeigner": False, "ci": CI, "di": "ZGk="},
}
STEP = re.compile(r"/identity-verifications/([A-Za-z0-9-]+)(/send|/confirm)?(?:\?.*)?")


class PortOneServer:
    """approved: the person answered in the app. person: whom the carrier knows. broken: a status,
    or bytes, instead of every answer. known: id → what was sent."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads, self.server.portone = True, self
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.approved, self.broken, self.person, self.known = False, None, dict(PERSON), {}
        self.done = set()
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def send(self, key, body):
        asked = body["customer"]
        if body.get("channelKey") != CHANNEL:
            return 404, {"type": "CHANNEL_NOT_FOUND"}
        if key in self.known:
            return 409, {"type": "IDENTITY_VERIFICATION_ALREADY_SENT"}
        right = [asked["name"], asked["phoneNumber"]]
        if right != [self.person["name"], "01012345678"] or not asked["ipAddress"]:
            return 400, pg("정보가 일치하지 않습니다")
        self.known[key] = body
        return 200, {}

    def confirm(self, key, _body):
        if key not in self.known:
            return 404, {"type": "IDENTITY_VERIFICATION_NOT_FOUND"}
        if key in self.done:
            return 409, {"type": "IDENTITY_VERIFICATION_ALREADY_VERIFIED"}
        if not self.approved:
            return 400, pg("앱 인증이 완료되지 않았습니다")
        self.done.add(key)
        return 200, {"identityVerification": self.whole(key)}

    def whole(self, key):
        at = "2026-11-22T03:00:00Z"
        found = {"id": key, "requestedAt": at, "updatedAt": at, "statusChangedAt": at}
        found |= {"version": "V2"}
        if key not in self.done:
            return found | {"status": "READY", "requestedCustomer": self.known[key]["customer"]}
        found |= {"verifiedAt": at, "pgTxId": "tx", "pgRawResponse": "{}"}
        return found | {"status": "VERIFIED", "verifiedCustomer": self.person}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        portone, key = self.server.portone, STEP.fullmatch(self.path)[1]
        if key not in portone.known:
            return self.answer(404, {"type": "IDENTITY_VERIFICATION_NOT_FOUND"})
        return self.answer(200, portone.whole(key))

    def do_POST(self):
        key, act = STEP.fullmatch(self.path).groups()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        portone = self.server.portone
        return self.answer(*(portone.send if act == "/send" else portone.confirm)(key, body))

    def answer(self, status, value):
        broken = self.server.portone.broken
        if self.headers["Authorization"] != f"PortOne {SECRET}":
            status, value = 401, {"type": "UNAUTHORIZED"}
        body = broken if isinstance(broken, bytes) else json.dumps(value).encode()
        self.send_response(broken if isinstance(broken, int) else status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


def pg(words):
    return {"type": "PG_PROVIDER", "pgCode": "0009", "pgMessage": words}
