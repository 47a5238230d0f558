"""Pages of other sites that show our answers, and who visits them; what they show, tests know.

The site is served at one address and the host at another, which to a browser is another site.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE
from served import Served, serving
from views import Scheme, View
from visitors import BROWSERS, Visitors

from decision_tree.answer_forms import Forms
from decision_tree.publishing import Addresses, Published, publish
from hooks import places
from hooks.embed_scripts import newest
from hooks.host_files import HEADERS, Rule, as_headers_file
from hooks.snippets import Snippets

TEMPLATES = Path(__file__).with_name("hosts")
BUILT_FOR = re.compile(r"http://127\.0\.0\.1:8000/")
"""The address for which the site of the tests is built."""

PUBLISHED = ("api", "embed", "oembed")
"""The folders of the site that are for others."""

TEXTS = (".html", ".json", ".md", ".txt")

KEPT = """(async () => {
  const kept = [];
  const look = async (place, keys) => {
    try {
      for (const key of await keys()) kept.push(`${place}: ${key}`);
    } catch {
      // A sandbox has no such place.
    }
  };
  await look("cookie", () => document.cookie.split("; ").filter(Boolean));
  await look("local", () => Object.keys(localStorage));
  await look("session", () => Object.keys(sessionStorage));
  await look("database", async () => (await indexedDB.databases()).map(({ name }) => name));
  await look("cache", () => caches.keys());
  return kept;
})()"""
"""All that a page, or a frame, can leave behind in the browser."""


@pytest.fixture(scope="session")
def embeds(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Embeds"]:  # noqa: ARG001 - builds it
    """What the built site has for others, served as if it had been built for its address here."""
    folder = tmp_path_factory.mktemp("embeds")
    for name in PUBLISHED:
        ignored = shutil.ignore_patterns("*.br", "*.gz")
        shutil.copytree(places.SITE / name, folder / name, ignore=ignored)
    shutil.copyfile(places.SITE / HEADERS, folder / HEADERS)
    with serving(folder) as served:
        for file in folder.rglob("*"):
            if file.suffix in TEXTS:
                text = BUILT_FOR.sub(served.address, file.read_text("utf-8"))
                file.write_text(text, "utf-8")
        yield Embeds(served, folder)


@pytest.fixture(params=BROWSERS)
def host(
    request: pytest.FixtureRequest, embeds: "Embeds", visitors: Visitors, tmp_path: Path
) -> Iterator["Host"]:
    """Another site; at the end none of its pages may have given anything away or complained."""
    with ExitStack() as stack:
        host = Host(request.param, embeds, visitors, tmp_path, stack)
        yield host
        host.assert_quiet()


@dataclass(frozen=True)
class Embeds:
    served: Served
    folder: Path

    @property
    def address(self) -> str:
        return self.served.address

    def answer(self, path: str, lang: str = "id") -> "Answer":
        data = json.loads((self.folder / f"api/v1/{lang}/{path}.json").read_text("utf-8"))
        forms = Forms(KNOWLEDGE, self._addresses, lang)
        return Answer(
            data, path, self._published[lang][path], Snippets(forms, newest()), self.address
        )

    def oembed(self, answer: "Answer") -> str:
        return (self.folder / f"oembed/v1/{answer.lang}/{answer.path}.json").read_text("utf-8")

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses.of(KNOWLEDGE, self.address)

    @cached_property
    def _published(self) -> Mapping[str, Mapping[str, Published]]:
        return publish(KNOWLEDGE, self._addresses).answers


@dataclass(frozen=True)
class Answer:
    """One of our answers: as a program gets it, and what is pasted to show it."""

    data: Mapping[str, Any]
    path: str
    published: Published
    snippets: Snippets
    base: str

    @property
    def lang(self) -> str:
        return str(self.data["lang"])

    @property
    def url(self) -> str:
        return str(self.data["url"])

    @property
    def question(self) -> str:
        return str(self.data["question"])

    @property
    def text(self) -> str:
        """The whole answer in one line, without its question."""
        return " ".join(str(self.data["text"]).split())

    @property
    def card(self) -> str:
        """All that the component says, in one line."""
        labels = self.data["labels"]
        foot = " · ".join(labels[name] for name in ("checked", "source", "license", "check"))
        return " ".join(f"{self.question} {self.text} {foot}".split())

    @property
    def api(self) -> str:
        return f"{self.base}api/v1/{self.lang}/{self.path}.json"

    @property
    def frame_address(self) -> str:
        return f"{self.base}embed/v1/{self.path}.{self.lang}.html"

    @property
    def component(self) -> str:
        return str(self.snippets.component(self.published))

    @property
    def pinned(self) -> str:
        return str(self.snippets.pinned(self.published))

    @property
    def frame(self) -> str:
        return str(self.snippets.frame(self.published))

    def themed(self, theme: str) -> str:
        """The frame with a look that the host has chosen."""
        return str(self.snippets.frame(self.published, theme))


@dataclass
class Host:
    """A site that shows answers of ours, visited with one browser."""

    browser: str
    embeds: Embeds
    visitors: Visitors
    folder: Path
    stack: ExitStack
    views: list[View] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """What the pages are expected to complain of."""
    referers: set[str] = field(default_factory=set)
    """What our site is expected to learn of where it is shown."""
    addresses: set[str] = field(default_factory=set)
    """Where its pages stood."""

    def write(self, name: str, template: str, embed: str) -> None:
        page = (TEMPLATES / template).read_text("utf-8").replace("{{embed}}", embed)
        (self.folder / name).write_text(page, "utf-8")

    def show(  # noqa: PLR0913 - each is a way in which hosts and their visitors differ
        self,
        embed: str,
        *,
        template: str = "plain.html",
        headers: Mapping[str, str] = MappingProxyType({}),
        javascript: bool = True,
        scheme: Scheme = "light",
        width: int = 800,
        height: int = 600,
    ) -> View:
        """Serve a page that holds what was pasted, and have it visited."""
        self.write("index.html", template, embed)
        rule = Rule("/*", tuple(headers.items()))
        (self.folder / HEADERS).write_text(as_headers_file([rule]), "utf-8")
        self.embeds.served.asked.clear()
        served = self.stack.enter_context(serving(self.folder, "localhost"))
        visitor = self.visitors.of(self.browser, javascript=javascript, scheme=scheme)
        view = visitor.open(f"{served.address}?read=this", width=width, height=height)
        self.views.append(view)
        self.addresses.add(served.address)
        return view

    def asked(self, start: str = "") -> list[str]:
        """The paths that our site was asked for, in order."""
        return [one.path for one in self.embeds.served.asked if one.path.startswith(f"/{start}")]

    def assert_quiet(self) -> None:
        """Assert that nothing was kept, told to anybody, or complained of, and leave."""
        assert [said for view in self.views for said in view.complaints()] == self.complaints
        own = (self.embeds.address, *self.addresses)
        for view in self.views:
            assert [url for url in view.requests() if not url.startswith(own)] == []
            assert view.cookies() == []
            if view.runs_scripts:
                assert [kept for places in view.everywhere(KEPT) for kept in places] == []
        assert {one.headers.get("referer") for one in self.embeds.served.asked} - {None} == (
            self.referers
        )
        assert [one.path for one in self.embeds.served.asked if "cookie" in one.headers] == []
        for view in self.views:
            view.close()
