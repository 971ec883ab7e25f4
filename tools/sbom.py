"""Writes what the wheel and its extras bring with them, as an SBOM in CycloneDX: a step of a release.

    uv run --no-sync python tools/sbom.py sbom.cdx.json

It needs no network. The file is there only once it was held against CycloneDX's schema.
"""

import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[1]
WANTED = ("--locked", "--all-extras", "--no-dev", "--no-emit-project", "--quiet")
FORMAT = ("--preview-features", "sbom-export", "--format", "cyclonedx1.5")


def exported() -> str:
    """What `uv.lock` names."""
    command = ["uv", "export", *WANTED, *FORMAT]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - fixed
    return done.stdout


def mistake(sbom: str) -> str | None:
    """What is wrong with it by the schema; None where nothing is."""
    error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(sbom)
    return None if error is None else str(error)


def main(path: Path) -> None:
    """Writes the file."""
    sbom = exported()
    if wrong := mistake(sbom):
        sys.exit(f"the SBOM is not valid: {wrong}")
    path.write_text(sbom, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
