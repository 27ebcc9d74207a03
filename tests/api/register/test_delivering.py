"""Webhooks reach a real receiver over TLS: told by the server by itself, or by cron, and checked by what receives them."""

import base64
import hashlib
import hmac
import json
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from licet.access.hooks import kept
from licet.access.hooks.delivering import delivering
from licet.access.hooks.sealing import Seal
from licet.cli.main import main
from licet.errors import InputError
from licet.record import replaced
from licet.service.service import Service
from licet.settings import Desk
from licet.store.register_access import hooks
from licet.store.store import Store
from tests.installed import settings_in

from .conftest import FILED, FIRM, account_of


class Receiver:
    """A program of somebody else that checks each message as Standard Webhooks says, and answers what it is told to."""

    def __init__(self, folder, clock):
        self.clock, self.secret, self.answers = clock, "", []
        self.taken, self.refused, self.seen = [], [], set()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take(self.headers, body)
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.cert = certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cert)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.host = f"localhost:{self.server.server_port}"
        self.url = f"https://{self.host}/licet"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))

    def take(self, headers, body):
        """200 for a message that is genuine, fresh and new; what was told beforehand where something was."""
        name, at = headers["webhook-id"], headers["webhook-timestamp"]
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        mac = hmac.new(key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
        fresh = abs(self.clock().timestamp() - int(at)) <= 300
        if headers["webhook-signature"] != f"v1,{base64.b64encode(mac).decode()}" or not fresh:
            self.refused.append(name)
            return 400
        if self.answers and (status := self.answers.pop(0)):
            return status
        if name not in self.seen:
            self.seen.add(name)
            self.taken.append(json.loads(body))
        return 200

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def certificate(folder):
    """A certificate of localhost with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    file = folder / "receiver.pem"
    file.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


@pytest.fixture
def receiver(tmp_path, clock, monkeypatch):
    with Receiver(tmp_path, clock) as found:
        monkeypatch.setenv("SSL_CERT_FILE", str(found.cert))
        yield found


@pytest.fixture
def service(tmp_path, library, clock, receiver):
    settings = replaced(settings_in(tmp_path), desk=Desk(hook_hosts=(receiver.host,)))
    with Service(library, settings, Store.open(settings, clock)) as one:
        yield one


@pytest.fixture
def ann(people, service, receiver):
    """Ann, whose program is told."""
    found = people.person(account_of(service.store, "ann", FIRM))
    receiver.secret = found.done("hooks", {"url": receiver.url})["secret"]
    return found


def until(holds, seconds=120):
    """Wait until something holds."""
    end = monotonic() + seconds
    while not holds() and monotonic() < end:
        sleep(0.02)
    assert holds()


def test_a_server_tells_by_itself_and_again_where_the_receiver_failed(
    ann, service, receiver, clock
):
    receiver.answers = [500]
    ann.done("applications", FILED)
    with delivering(service, 0.05):
        row = kept.standing(service.store)[0].id
        until(lambda: [each["said"] for each in kept.queue_of(service.store, row)] == ["HTTP 500"])
        assert receiver.taken == []
        clock.move(seconds=kept.WAITS[1])
        until(lambda: receiver.taken)
        ann.done("applications", FILED)
        until(lambda: len(receiver.taken) == 2)
    assert [each["data"]["file"] for each in receiver.taken] == ["A-000001", "A-000002"]
    assert receiver.refused == []


def test_a_message_whose_arrival_nobody_noted_comes_again_under_its_id(ann, service, receiver):
    ann.done("applications", FILED)
    with delivering(service, 0.05):
        until(lambda: receiver.taken)
    with service.store.writing() as work:  # as if the process had died before it noted the arrival
        work.db.execute(kept.deliveries.update().values(done=None, next=work.now))
    with delivering(service, 0.05):
        until(lambda: kept.queue_of(service.store, 1)[0]["arrived"])
    assert (len(receiver.taken), len(receiver.seen), receiver.refused) == (1, 1, [])
    assert kept.queue_of(service.store, 1)[0]["tries"] == 2


def test_two_servers_and_cron_tell_each_event_once(ann, service, receiver, monkeypatch, capsys):
    for _ in range(5):
        ann.done("applications", FILED)
    with delivering(service, 0.01), delivering(service, 0.01):
        until(lambda: len(receiver.taken) == 5)
    assert [each["tries"] for each in kept.queue_of(service.store, 1)] == [1] * 5
    ann.done("applications", FILED)
    home = service.settings.home
    (home / "settings.toml").write_text(f'[desk]\nhook_hosts = ["{receiver.host}"]\n', "utf-8")
    monkeypatch.setenv("LICET_HOME", str(home))
    receiver.clock = lambda: datetime.now(UTC)
    assert main(["register", "deliver", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"arrived": 1, "failed": 0}
    receiver.answers = [503]
    ann.done("applications", FILED)
    assert main(["register", "deliver"]) == 1
    assert "did not" in capsys.readouterr().out


def test_a_receiver_is_believed_by_its_certificate_alone(ann, service, receiver, monkeypatch):
    ann.done("applications", FILED)
    monkeypatch.delenv("SSL_CERT_FILE")
    with delivering(service, 0.05):
        until(lambda: kept.queue_of(service.store, 1) and kept.queue_of(service.store, 1)[0]["said"] not in ("", "being sent"))  # fmt: skip
    assert "SSLCertVerificationError" in kept.queue_of(service.store, 1)[0]["said"]
    assert receiver.taken == []


@pytest.mark.usefixtures("ann")
def test_a_secret_is_sealed_in_the_store_and_bound_to_its_address(service, receiver):
    with service.store.reading() as db:
        row = db.execute(hooks.select()).one()
    bare = receiver.secret.removeprefix("whsec_")
    assert bare not in str(tuple(row))
    assert bare.encode() not in (service.settings.home / "licet.sqlite").read_bytes()
    seal = Seal(service.settings.home)
    assert seal.open(row.secret, row.url) == receiver.secret
    key = service.settings.home / "keys" / "hooks.key"
    assert key.stat().st_mode & 0o777 == 0o600
    for secret, url in (
        (row.secret, "https://evil.example/"),
        (row.secret[:-4] + "AAA=", row.url),
        ("whsec_x", row.url),
    ):
        with pytest.raises(InputError, match="unsealed"):
            seal.open(secret, url)
    key.unlink()
    with pytest.raises(InputError, match="put it back"):
        seal.open(row.secret, row.url)


def test_a_key_that_another_process_made_first_is_taken(tmp_path):
    sealed = [Seal(tmp_path).close("whsec_x", "https://a.example/") for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert {Seal(tmp_path).open(each, "https://a.example/") for each in sealed} == {"whsec_x"}
    assert [each.name for each in (tmp_path / "keys").iterdir()] == ["hooks.key"]
