"""The page's server, asked by clients that mean well and by others."""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import numpy as np
import pytest
from cryptography import x509

from formcheck.errors import CameraError
from formcheck.media.camera.camera import Camera
from formcheck.media.camera.devices import Asked
from formcheck.media.phone import line as line_room
from formcheck.media.phone import phone as phone_room
from formcheck.media.phone.phone import Phone
from formcheck.media.picture import MOST_BYTES
from formcheck.words import use
from tests.media.phone.phones import ANOTHER, ME, announcing, ask, jpeg
from tests.media.waiting import HANGS_S, Clock

HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, a phone is not silent for long; none is waited for at the end."""
    monkeypatch.setattr(line_room, "time", Clock())
    monkeypatch.setattr(phone_room, "_GOODBYE_S", 0.05)
    monkeypatch.setattr(phone_room, "_HANDSHAKE_S", HANGS_S)


@pytest.fixture
def phone() -> Iterator[Phone]:
    with Phone(HERE, Asked((640, 480), 30)) as served:
        yield served


def test_there_is_one_page_and_it_names_nothing_outside(phone: Phone) -> None:
    answer = ask(phone.address)
    page = answer.body.decode()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert not re.search(r"https?:|//[a-z]|\bsrc=|@import|url\(|stun|turn:", page)
    assert 'data-width="640" data-height="480" data-fps="30"' in page


def test_the_policy_allows_its_own_style_and_script_only(phone: Phone) -> None:
    answer = ask(phone.address)
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert not re.search(r"unsafe|\*|http", answer.headers["Content-Security-Policy"])
    assert not re.search(r'\sstyle=|\son[a-z]+="', answer.body.decode())
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", ["en", "nl", "de"])
def test_the_page_speaks_the_language_of_the_session(code: str) -> None:
    use(code)
    with Phone(HERE, Asked()) as phone:
        page = ask(phone.address).body.decode()
    about = {
        "en": "to your computer only",
        "nl": "alleen naar je computer",
        "de": "nur an deinen Computer",
    }
    assert f'<html lang="{code}">' in page
    assert about[code] in page


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address[:-1],
        lambda address: address[:-1] + ("A" if address[-1] != "A" else "B"),
        lambda address: address + "/",
        lambda address: address + "/frames",
        lambda address: address + "?x=1",
        lambda address: address.rpartition("/")[0] + "/",
        lambda address: address.rpartition("/")[0] + "/favicon.ico",
        lambda address: address.rpartition("/")[0] + "/%00",
        lambda address: address.rpartition("/")[0] + "/%C3%A9",
    ],
    ids=range(9),
)
@pytest.mark.parametrize("body", [None, b"x"])
def test_who_does_not_know_the_address_gets_404_and_nothing_else(
    phone: Phone, change: object, body: bytes | None
) -> None:
    answer = ask(change(phone.address), body)  # type: ignore[operator]
    assert (answer.status, answer.body) == (404, b"")
    assert answer.headers.keys() <= {
        "Server",
        "Content-Length",
        "Date",
        "Connection",
        "Content-Type",
    }
    assert not answer.headers["Server"]
    assert not phone.present


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_other_methods_get_nothing(phone: Phone, method: str) -> None:
    answer = ask(phone.address, method=method)
    assert (answer.status, answer.body) == (404, b"")


def test_addresses_are_secret_and_new_each_time() -> None:
    tokens = set()
    for _ in range(3):
        with Phone(HERE, Asked()) as phone:
            tokens.add(urlsplit(phone.address).path)
    assert len(tokens) == 3
    assert all(re.fullmatch(r"/[\w-]{22}", token) for token in tokens)


def test_a_picture_comes_to_the_camera(phone: Phone) -> None:
    assert ask(phone.address, jpeg(77)).status == 204
    with Camera("phone", opens=phone.device) as camera:
        frame = camera.newest(20.0)
        assert frame is not None
        assert abs(frame.image.astype(int) - 77).max() <= 2
        assert phone.present


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"text instead of a picture", 400),
        (announcing(65000, 65000), 400),
        (bytes(MOST_BYTES - 1), 400),
        (jpeg() + bytes(MOST_BYTES), 413),
    ],
    ids=["empty", "text", "bomb", "zeros", "huge"],
)
def test_what_is_no_picture_is_refused_and_the_next_one_comes(
    phone: Phone, body: bytes, status: int
) -> None:
    assert ask(phone.address, body).status == status
    assert not phone.present
    assert ask(phone.address, jpeg()).status == 204


@pytest.mark.parametrize("taken_ms", ["", "soon", "nan", "inf", "-inf", "1e999"])
def test_times_that_are_none_are_refused(phone: Phone, taken_ms: str) -> None:
    assert ask(phone.address, jpeg(), taken_ms=taken_ms).status == 400


@pytest.mark.parametrize("name", ["", "x", "0" * 15, "0" * 17, "G" * 16, "0" * 5000])
def test_phones_without_a_proper_name_are_refused(phone: Phone, name: str) -> None:
    assert ask(phone.address, jpeg(), phone=name).status == 400


def test_a_packed_body_is_not_unpacked(phone: Phone) -> None:
    assert (
        ask(phone.address, b"\x1f\x8b" + bytes(50), headers={"Content-Encoding": "gzip"}).status
        == 400
    )


def test_a_second_phone_is_told_so_and_the_first_goes_on(phone: Phone) -> None:
    assert ask(phone.address, jpeg(), phone=ME, taken_ms=0).status == 204
    assert ask(phone.address, jpeg(), phone=ANOTHER).status == 409
    assert ask(phone.address, jpeg(), phone=ME, taken_ms=50).status == 204


@pytest.mark.parametrize("sent", [b"nonsense\r\n\r\n", b"\x00" * 5000, b"GET " + b"/x" * 9000, b""])
def test_what_is_no_request_does_no_harm(
    phone: Phone, sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    place = urlsplit(phone.address)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    for encrypted in (True, False):
        plain = socket.create_connection((HERE, place.port or 0))
        with trusting.wrap_socket(plain) if encrypted else plain as line:
            line.sendall(sent)
    assert ask(phone.address, jpeg()).status == 204
    assert "".join(capfd.readouterr()) == ""


def test_the_page_is_gone_when_the_session_ends() -> None:
    with Phone(HERE, Asked()) as phone:
        place = urlsplit(phone.address)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HERE, place.port or 0))


def test_nothing_is_open_before_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    assert not Phone(HERE, Asked()).address


def test_a_place_that_is_no_local_one_is_refused() -> None:
    with pytest.raises(CameraError, match="no address of a local network"):
        Phone("8.8.8.8", Asked())


def test_the_certificate_is_for_this_address_and_has_the_fingerprint_that_is_shown(
    phone: Phone,
) -> None:
    place = urlsplit(phone.address)
    found = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((HERE, place.port or 0)))
    made = x509.load_der_x509_certificate(found)
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name) for name in names.get_values_for_type(x509.IPAddress)] == [HERE]
    assert hashlib.sha256(found).digest().hex(":").upper() == phone.fingerprint
    with Phone(HERE, Asked()) as other:
        assert other.fingerprint != phone.fingerprint


def test_old_tls_is_refused(phone: Phone) -> None:
    place = urlsplit(phone.address)
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    trusting.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        trusting.minimum_version = trusting.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection((HERE, place.port or 0)) as line, pytest.raises(ssl.SSLError):
        trusting.wrap_socket(line)


def test_the_code_is_square_with_its_quiet_zone(phone: Phone) -> None:
    code = phone.code
    assert code.dtype == np.bool_
    assert code.shape[0] == code.shape[1]
    inner = code[4:-4, 4:-4]
    assert code.sum() == inner.sum()
    assert inner[0, :7].all()
    assert inner[:7, 0].all()
