"""Makes a folder with formcheck, Python and all libraries, for people without Python: a step of a release.

    uv run --no-sync python tools/freeze.py dist

Builds the wheel, installs it with PyInstaller in an environment of its own, freezes it for the
system that this runs on, and starts the result: `--help`, an analysis of a trace, a count. Who has
no Python cannot add extras, so a phone as camera and the voice are in it.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TRACE = ROOT / "tests" / "data" / "calf-raise.npz"
PYINSTALLER = "pyinstaller>=6.16,<7"
START = "from formcheck.cli import main\nmain()\n"
# Their data lies beside their modules, and modules that are imported by name are not found.
COLLECTED = ("formcheck", "mediapipe", "pyttsx3")
EXTRAS = ("phone", "voice")
METADATA = ("formcheck", "mediapipe", "opencv-python", "numpy", "av")
LEFT_OUT = ("matplotlib", "tkinter", "sounddevice")  # imported by MediaPipe where nothing needs it


def freeze(out: Path, work: Path) -> Path:
    """Makes the folder `out/formcheck`; returns the program in it."""
    _run("uv", "build", "--quiet", "--wheel", "--out-dir", str(work / "wheel"))
    (wheel,) = (work / "wheel").glob("*.whl")
    python = work / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    _run("uv", "venv", "--quiet", str(work / "venv"))
    locked = work / "locked.txt"
    export = ("uv", "export", "--quiet", "--locked", "--no-dev", "--no-emit-project", "--no-hashes")
    _run(*export, *(f"--extra={extra}" for extra in EXTRAS), "--output-file", str(locked))
    install = ("uv", "pip", "install", "--quiet", "--python", str(python), "--constraint")
    _run(*install, str(locked), f"{wheel}[{','.join(EXTRAS)}]", PYINSTALLER)
    start = work / "start.py"  # not the name of the package
    start.write_text(START, "utf-8")
    _run(str(python), "-m", "PyInstaller", *_options(out, work), str(start), cwd=work)
    return out / "formcheck" / ("formcheck.exe" if sys.platform == "win32" else "formcheck")


def _options(out: Path, work: Path) -> list[str]:
    options = ["--noconfirm", "--onedir", "--log-level", "WARN", "--name", "formcheck"]
    options += ["--distpath", str(out), "--workpath", str(work / "build"), "--specpath", str(work)]
    options += [f"--collect-all={name}" for name in COLLECTED]
    options += [f"--copy-metadata={name}" for name in METADATA]
    return options + [f"--exclude-module={name}" for name in LEFT_OUT]


def try_out(program: Path, work: Path) -> None:
    """Starts it, away from the checkout; tells how long each start took, and the size."""
    raises = (str(TRACE), "-e", "calf-raise")
    analyze = ("analyze", *raises, "--out", str(work / "result"))
    for arguments in (("--help",), analyze, ("count", *raises)):
        began = time.monotonic()
        _run(str(program), *arguments, cwd=work)
        print(f"{arguments[0]}: {time.monotonic() - began:.1f} s")
    for name in ("report.json", "report.html"):
        if not (work / "result" / name).is_file():
            sys.exit(f"the frozen program wrote no {name}")
    size = sum(path.stat().st_size for path in program.parent.rglob("*") if not path.is_symlink())
    print(f"{program.parent}: {size / 1e6:.0f} MB")


def _run(*command: str, cwd: Path = ROOT) -> None:
    subprocess.run(command, cwd=cwd, check=True)  # noqa: S603 - our own words


def main() -> None:
    """Freezes and tries."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "dist").resolve()
    with tempfile.TemporaryDirectory() as work:
        try_out(freeze(out, Path(work)), Path(work))


if __name__ == "__main__":
    main()
