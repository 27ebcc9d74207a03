"""Sign-in through a provider: a real one, small, on this machine."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from licet.access.provider import Provider
from licet.errors import InputError
from licet.settings import Desk, Oidc

from .conftest import Opened, served

CLIENT, SECRET = "licet-desk", "a client's secret"


class Small:
    """A provider that signs in one person; ``spoil`` changes what it says before it is signed."""

    def __init__(self):
        self.keys = {"RS256": RSAKey.generate_key(2048, {"kid": "r"}), "ES256": ECKey.generate_key("P-256", {"kid": "e"})}  # fmt: skip
        self.signs = "RS256"
        self.person = {"sub": "7", "preferred_username": "Grete", "name": "Grete Hermann"}
        self.spoil = lambda claims: claims
        self.forge = lambda signed: signed
        self.names_itself = None
        self.codes = {}
        self.asked = []
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                outer.asked.append(self.path)
                where = urlsplit(self.path)
                if where.path == "/.well-known/openid-configuration":
                    self.tell({"issuer": outer.names_itself or outer.issuer, **{f"{name}_endpoint": f"{outer.issuer}/{name}" for name in ("authorization", "token")}, "jwks_uri": f"{outer.issuer}/keys"})  # fmt: skip
                elif where.path == "/keys":
                    self.tell(KeySet(list(outer.keys.values())).as_dict(private=False))
                else:
                    self.tell({"error": "not found"}, 404)

            def do_POST(self):
                form = {name: each[0] for name, each in parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()).items()}  # fmt: skip
                self.tell(*outer.token(form, self.headers.get("authorization", "")))

            def tell(self, data, status=200):
                body = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def authorize(self, url):
        """What the person's browser does there: the query with which it is sent back."""
        asked = {name: each[0] for name, each in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, form, authorization):
        if authorization != "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode():
            return {"error": "invalid_client"}, 401
        asked = self.codes.pop(form["code"], None)
        if asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return {"error": "invalid_grant"}, 400
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if proof.decode().rstrip("=") != asked["code_challenge"]:
            return {"error": "invalid_grant"}, 400
        now = int(time.time())
        claims = self.spoil({"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.person})  # fmt: skip
        key = self.keys[self.signs]
        signed = jwt.encode({"alg": self.signs, "kid": key.kid}, claims, key)
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.forge(signed)}, 200


@pytest.fixture(scope="module")
def _small():
    found = Small()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def small(_small, monkeypatch):
    """The provider, telling the truth."""
    monkeypatch.setenv("LICET_OIDC_SECRET", SECRET)
    _small.spoil, _small.forge = (lambda claims: claims), (lambda signed: signed)
    _small.names_itself, _small.signs = None, "RS256"
    return _small


@pytest.fixture
def desk(library, tmp_path, clock, small):
    oidc = Oidc(small.issuer, CLIENT, label="Example Works", roles={"trade": "analyst"})
    clock.now = clock.now.replace(year=2026)
    with served(library, tmp_path, clock, Desk(oidc=oidc)) as (service, app):
        yield Opened(service, app)


def gone(desk, going="/chips?kind=x"):
    """A browser that has been sent to the provider, and the address."""
    browser = desk.browser()
    answer = browser.get(f"/sign-in/provider?{urlencode({'next': going})}")
    assert answer.status_code == 303
    return browser, answer.headers["location"]


def back(browser, query):
    return browser.get(f"/sign-in/provider/answer?{urlencode(query)}")


@pytest.mark.parametrize("signs", ["RS256", "ES256"])
def test_a_person_comes_back_with_an_account_of_their_own(shared, small, signs):
    small.signs = signs
    assert "Sign in with Example Works" in shared.browser().get("/sign-in").text
    browser, url = gone(shared)
    answer = back(browser, small.authorize(url))
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/chips?kind=x"
    page = browser.get("/account").text
    assert "Grete Hermann" in page
    assert "reader" in page
    assert "You sign in through provider" in page
    again, url = gone(shared)
    back(again, small.authorize(url))
    assert shared.signed_in("ada").get("/people").text.count("Grete Hermann") == 1


def test_roles_follow_what_the_provider_says_where_the_settings_map_it(shared, small):
    small.spoil = lambda claims: claims | {"groups": ["trade", "other"]}
    browser, url = gone(shared)
    back(browser, small.authorize(url))
    assert browser.get("/records").status_code == 200
    small.spoil = lambda claims: claims | {"groups": []}
    browser, url = gone(shared)
    back(browser, small.authorize(url))
    assert browser.get("/records").status_code == 403


def test_a_name_that_is_taken_gets_a_number_and_no_account_of_another(shared, small):
    small.spoil = lambda claims: claims | {"sub": "8", "preferred_username": "ada"}
    browser, url = gone(shared)
    back(browser, small.authorize(url))
    assert "ada-2" in browser.get("/account").text
    assert browser.get("/people").status_code == 403


def test_an_account_that_ended_does_not_come_back(shared, small):
    browser, url = gone(shared)
    back(browser, small.authorize(url))
    from licet.access import accounts

    accounts.end(shared.store, accounts.named(shared.store, "grete").id, "test")
    browser, url = gone(shared)
    answer = back(browser, small.authorize(url))
    assert answer.status_code == 400
    assert "has ended" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another-client"}, {"aud": ["another-client"]},
        {"aud": [CLIENT, "another-client"]}, {"exp": 1_700_000_000}, {"iss": "https://evil.example"},
        {"iat": 4_000_000_000}, {"azp": "another-client"}, {"sub": None}, {"exp": None}, {"at_hash": "wrong"},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_with_a_wrong_claim_signs_in_nobody(shared, small, wrong):
    small.spoil = lambda claims: {name: each for name, each in (claims | wrong).items() if each is not None}  # fmt: skip
    browser, url = gone(shared)
    answer = back(browser, small.authorize(url))
    assert answer.status_code == 400, answer.headers
    assert browser.get("/account").status_code == 303


def unsigned(signed):
    """The same token with ``none`` as its algorithm."""
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return f"{head}.{signed.split('.')[1]}."


def by_another(signed):
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    return jwt.encode({"alg": "RS256", "kid": "r"}, claims, RSAKey.generate_key(2048))


def by_the_secret(signed):
    from joserfc.jwk import OctKey

    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("a client's secret that is long enough"), algorithms=["HS256"])  # fmt: skip


@pytest.mark.parametrize("forge", [unsigned, by_another, by_the_secret, lambda _: "nonsense"])
def test_a_token_that_the_provider_did_not_sign_signs_in_nobody(shared, small, forge):
    small.forge = forge
    browser, url = gone(shared)
    assert back(browser, small.authorize(url)).status_code == 400
    assert browser.get("/account").status_code == 303


def test_an_answer_is_taken_once(shared, small):
    browser, url = gone(shared)
    cookie = browser.cookies["licet_visit"]
    query = small.authorize(url)
    assert back(browser, query).status_code == 303
    assert "licet_visit" not in browser.cookies
    thief = shared.browser()
    thief.cookies.set("licet_visit", cookie)
    assert back(thief, query).status_code == 400
    small.codes["code-again"] = {name: each[0] for name, each in parse_qs(urlsplit(url).query).items()}  # fmt: skip
    answer = back(
        thief, query | {"code": "code-again"}
    )  # also where the provider gives a code twice
    assert answer.status_code == 400
    assert "finished before" in answer.text


def test_an_answer_for_another_browser_or_state_is_refused(shared, small):
    _, url = gone(shared)
    query = small.authorize(url)
    assert back(shared.browser(), query).status_code == 400, "it began in no browser"
    other, _ = gone(shared)
    assert back(other, query).status_code == 400, "it began in another"
    assert back(other, {"code": query["code"]}).status_code == 400


def test_an_answer_that_took_too_long_is_refused(shared, small, monkeypatch):
    browser, url = gone(shared)
    query = small.authorize(url)
    late = time.time() + 601
    monkeypatch.setattr("licet.access.provider.time.time", lambda: late)
    assert back(browser, query).status_code == 400


def test_a_code_without_the_proof_of_who_asked_is_refused(shared, small):
    browser, url = gone(shared)
    query = small.authorize(url)
    small.codes[query["code"]]["code_challenge"] = "another"
    answer = back(browser, query)
    assert answer.status_code == 400
    assert "invalid_grant" in answer.text


def test_what_the_provider_refuses_is_told_and_escaped(shared, small):
    browser, url = gone(shared)
    state = small.authorize(url)["state"]
    answer = back(browser, {"error": "<script>alert(1)</script>", "state": state})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text


def test_a_provider_that_names_itself_otherwise_or_is_away_is_not_believed(shared, small):
    small.names_itself = "https://evil.example"
    assert shared.browser().get("/sign-in/provider").status_code == 400
    away = Provider(Oidc("http://127.0.0.1:9", CLIENT), "", "http://localhost/answer")
    with pytest.raises(InputError, match="cannot be asked"):
        away.begin("/")
    with pytest.raises(InputError, match="must begin with https"):
        Provider(Oidc("http://provider.example", CLIENT), "", "x").begin("/")


def test_a_desk_without_accounts_gets_its_first_from_no_provider(desk, small):
    browser, url = gone(desk)
    answer = back(browser, small.authorize(url))
    assert answer.status_code == 400
    assert "no accounts yet" in answer.text


def test_nobody_is_sent_on_to_another_site(shared, small):
    browser, url = gone(shared, going="//evil.example/x")
    assert back(browser, small.authorize(url)).headers["location"] == "/"
