"""HTML made of a template: style and script are in it, and nothing else may load but the video."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from formcheck.words import language, said

__all__ = ["rendered", "text"]

_TEMPLATES: Final = files("formcheck.page") / "templates"


def rendered(template: str, script: str = "", **values: Any) -> str:
    """The HTML of a template, in the language in use.

    Args:
        template: Its name.
        script: What runs in it.
        values: What it shows; texts are escaped.
    """
    style = text("page.css")
    about = {"said": said, "language": language(), "style": style, "script": script}
    return str(
        _templates().get_template(template).render(policy=_policy(style, script), **about | values)
    )


def text(name: str) -> str:
    """A file beside the templates."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("formcheck.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(style: str, script: str) -> str:
    """Nothing from anywhere, but this style, this script, pictures inside and the video."""
    hashes = (b64encode(sha256(content.encode()).digest()).decode() for content in (style, script))
    style_hash, script_hash = hashes
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "img-src data:; media-src 'self' file: data:; base-uri 'none'; form-action 'none'"
    )
