"""Names the folders that the build shares; what is in them, it does not know."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
VENV = ROOT / ".venv"
PYODIDE_PACKAGES = VENV / "pyodide-packages"
"""Pure Python packages for use inside Pyodide only, never on the path of the host's Python."""
NODE_MODULES = ROOT / "node_modules"
SITE = BUILD / "site"
ENGINE = BUILD / "engine"
CASES = ROOT.parent / "shared" / "cases" / "public.toml"
"""The cases with a known cause, which stand beside the project; a checkout may be without them."""
