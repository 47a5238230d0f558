"""Builds the site into build/site, or finds it there whole; what is in it, it does not know."""

import os
import shutil
import subprocess
import sys

from decision_tree import load

from .bundling import BundlingError, bundle_troubleshooter
from .compressed import compress
from .engine import EngineError, build_engine
from .inlining import InliningError, inline_styles
from .offline import KILL_SWITCH, build_offline
from .places import BUILD, CASES, ENGINE, ROOT, SITE
from .planting import plant_trees
from .policy import PolicyError, add_policies
from .search import SearchError, build_search
from .stamp import Stamp, digest

SOURCES = (
    *("decision_tree", "docs", "hooks", "mkdocs.yml", "overrides"),
    *("package-lock.json", "requirements.lock"),
)


class SiteError(Exception):
    """The site cannot be built; the sentence says where to look."""


FAILURES = (BundlingError, EngineError, InliningError, PolicyError, SearchError, SiteError)


def main() -> int:
    try:
        build_engine()
        build_site()
    except FAILURES as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def build_site() -> None:
    """Leave the complete site in build/site; a build that stopped halfway never gets there."""
    stamp = Stamp(BUILD / "site.stamp", SITE)
    inputs = _inputs()
    if stamp.fits(inputs):
        print("Site: up to date in build/site")
        return
    print("Site: building into build/site", flush=True)
    fresh = SITE.with_suffix(".tmp")
    shutil.rmtree(fresh, ignore_errors=True)
    _run_mkdocs(str(fresh))
    build_search(fresh)
    bundle_troubleshooter(fresh)
    inline_styles(fresh)
    add_policies(fresh)
    plant_trees(load(), fresh)
    build_offline(fresh)
    compress(fresh, earlier=SITE)
    shutil.rmtree(SITE, ignore_errors=True)
    fresh.rename(SITE)
    stamp.set(inputs)


def _inputs() -> str:
    sources = [*(ROOT / name for name in SOURCES), CASES]
    given = (os.environ.get(name, "") for name in ("SITE_URL", "SOURCE_DATE_EPOCH", KILL_SWITCH))
    return digest(*(path for path in sources if path.exists()), ENGINE, *given)


def _run_mkdocs(folder: str) -> None:
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder)
    # The theme's notice about a future MkDocs is no news to a build with pinned versions.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode != 0:
        raise SiteError("The site was not built: MkDocs stopped at what it says above.")


if __name__ == "__main__":
    sys.exit(main())
