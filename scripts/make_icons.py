"""Makes the icons of the installed app from the one drawing: static/icons/icon.svg.

.venv/bin/python -m scripts.make_icons
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts import browser as browsers

ICONS = Path(__file__).resolve().parent.parent / "static" / "icons"
SIZES = (192, 512)


def main() -> None:
    """Draw it in the sizes that phones ask for. Its lines keep clear of the edge, so that it may be cut round."""
    drawing = (ICONS / "icon.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px}}</style>{drawing}")
            page.screenshot(path=ICONS / f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
