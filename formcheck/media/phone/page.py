"""The one page that a phone is shown: no file beside it, no address but its own."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from formcheck.media.camera.devices import Asked
from formcheck.words import language, said

__all__ = ["HEADERS", "page"]

_STATES: Final = (
    *("idle", "asking", "on", "lost", "taken"),
    *("over", "denied", "none", "stopped"),
)
_SIZE_PX: Final = (1280, 720)
_FPS: Final = 30.0

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), screen-wake-lock=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "Server": "",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Of every answer."""


def page(asked: Asked) -> tuple[str, str]:
    """The page in the language in use, and its content security policy.

    Args:
        asked: Size and rate to ask the phone's camera for.
    """
    templates = files("formcheck.media.phone") / "templates"
    style, script = (
        (templates / name).read_text(encoding="utf-8") for name in ("phone.css", "phone.js")
    )
    loader = PackageLoader("formcheck.media.phone", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    width, height = asked.size_px or _SIZE_PX
    content = made.get_template("phone.html").render(
        said=said,
        language=language(),
        style=style,
        script=script,
        states=_STATES,
        width=width,
        height=height,
        fps=asked.fps or _FPS,
    )
    return content, _policy(style, script)


def _policy(style: str, script: str) -> str:
    """This style, this script, pictures to this computer; nothing else from or to anywhere."""
    style_hash, script_hash = (
        b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
