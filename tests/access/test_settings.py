"""What [desk] may hold, and the verbs that go with it."""

import json

import pytest

from licet.cli.main import main
from licet.errors import InputError
from licet.settings import Desk, read_settings


def read(folder, text):
    (folder / "settings.toml").write_text(text)
    return read_settings({"LICET_HOME": str(folder)}).desk


def test_nothing_need_be_set(tmp_path):
    assert read(tmp_path, "") == Desk()
    assert Desk().public


def test_what_is_set_is_read(tmp_path):
    found = read(
        tmp_path,
        """
        [desk]
        public = false
        address = "https://desk.example"
        hosts = ["desk.example"]
        session_hours = 8
        [desk.oidc]
        issuer = "https://id.example"
        client_id = "licet"
        roles = {"trade" = "analyst"}
        """,
    )
    assert (found.public, found.hosts, found.session_hours) == (False, ("desk.example",), 8)
    assert found.oidc.issuer == "https://id.example"
    assert found.oidc.roles == {"trade": "analyst"}
    assert found.idle_minutes == Desk().idle_minutes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("desk = 1", "desk must be a table"),
        ("[desk]\npubic = true", "Did you mean public"),
        ("[desk]\npublic = 1", "desk.public must be true or false"),
        ("[desk]\nsession_hours = 0", "whole number above 0"),
        ("[desk]\nsession_hours = true", "whole number above 0"),
        ("[desk]\nhosts = 'x'", "a list of texts"),
        ("[desk.oidc]\nissuer = 1", "desk.oidc.issuer must be a text"),
        ("[desk.oidc.roles]\nx = 1", "a table of texts"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_way_out(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        read(tmp_path, text)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    (tmp_path / "word").write_text("correct horse battery\nsecond line")
    return tmp_path


def account(home, *words):
    return main(["account", *words, "--password-file", str(home / "word")])


def test_accounts_are_made_changed_and_ended_at_the_keyboard(home, capsys):
    assert main(["account", "list"]) == 0
    assert "for this machine alone" in capsys.readouterr().out
    assert account(home, "add", "ada", "--role", "administrator", "--shown", "Ada L") == 0
    assert account(home, "add", "bea", "--role", "analyst", "--role", "officer") == 0
    assert main(["account", "roles", "bea", "--role", "reader"]) == 0
    assert account(home, "password", "bea") == 0
    assert main(["account", "end", "bea"]) == 0
    capsys.readouterr()
    assert main(["account", "list", "--json"]) == 0
    ada, bea = json.loads(capsys.readouterr().out)
    assert (ada["shown"], ada["roles"], ada["by"]) == ("Ada L", ["administrator"], "password")
    assert bea["roles"] == ["reader"]
    assert bea["ended"]
    assert main(["log", "verify"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "bea", "--role", "reader"), "first account must be an administrator's"),
        (("add", "ada", "--role", "king"), "no known role"),
        (("add", "A da", "--role", "administrator"), "cannot name an account"),
        (("password", "nobody"), "no known account"),
    ],
)
def test_what_cannot_be_is_one_sentence(home, capsys, words, said):
    assert account(home, *words) == 2
    assert said in capsys.readouterr().err


def test_a_password_that_is_too_short_is_refused(home, capsys):
    (home / "word").write_text("short\n")
    assert account(home, "add", "ada", "--role", "administrator") == 2
    assert "at least 12" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_without_a_keyboard_a_file_is_asked_for(capsys):
    assert main(["account", "add", "ada", "--role", "administrator"]) == 2
    assert "--password-file" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])  # noqa: S104 - which is refused
@pytest.mark.usefixtures("home")
def test_a_desk_without_accounts_is_served_to_this_machine_alone(capsys, host):
    assert main(["serve", "--host", host, "--port", "0"]) == 2
    assert "licet account add NAME --role administrator" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_a_port_that_is_taken_is_told_with_another(capsys):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert f"Port {port} of 127.0.0.1 is in use" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--port", "70000"], ["--host", "203.0.113.7", "--port", "0"], ["--workers", "0"]])  # fmt: skip
def test_an_address_or_number_that_cannot_be_is_one_sentence(home, capsys, words):
    account(home, "add", "ada", "--role", "administrator")
    assert main(["serve", *words]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
