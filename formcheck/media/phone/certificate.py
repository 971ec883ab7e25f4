"""A certificate for one session, made on the spot: nobody vouches for it, nobody keeps it."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

__all__ = ["certified"]

_VALID: Final = timedelta(days=2)  # before and after: the phone's clock may be wrong


def certified(host: str) -> tuple[ssl.SSLContext, str]:
    """What a server at this address needs to speak https, and the certificate's fingerprint.

    The key is on the disk for a moment, encrypted, because ssl takes it from nowhere else.

    Returns:
        The context, and the SHA-256 of the certificate as browsers show it: pairs of hexadecimal
        digits.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    made = _certificate(host, key)
    password = token_bytes(32).hex().encode()
    locked = BestAvailableEncryption(password)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with TemporaryDirectory() as folder:
        path = Path(folder) / "session.pem"
        path.write_bytes(made.public_bytes(Encoding.PEM) + secret)
        context.load_cert_chain(path, password=password)
    return context, made.fingerprint(hashes.SHA256()).hex(":").upper()


def _certificate(host: str, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "formcheck")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _VALID)
        .not_valid_after(now + _VALID)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
    )
    return builder.sign(key, hashes.SHA256())
