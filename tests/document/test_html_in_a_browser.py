"""The page as a browser shows it: opened from a folder, without a network, on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from saidanddone.document.html import render

from .samples import report

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_report_opens_from_a_folder_and_everyone_can_read_it(chromium, tmp_path: Path, width, scheme):
    file = tmp_path / "report.html"
    file.write_text(render(report()), "utf-8")
    asked: list[str] = []
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    found = Axe().run(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.get_by_role("link", name="41%").first.click()
    arrived = page.evaluate("document.querySelector(':target').id")
    page.close()
    assert found.violations_count == 0, found.generate_report()
    assert wide <= width
    assert arrived == "figure-useful"
    assert {url.split("#")[0] for url in asked} == {file.as_uri()}
