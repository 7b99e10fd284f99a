"""Makes the pictures of README.md and docs/tutorial.md from the running demo, which keeps nothing of it.

`make demo`, and beside it `make screenshots`.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from scripts import browser as browsers

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
LAPTOP = {"width": 1280, "height": 800}
PRACTICE = ROOT / "docs" / "practice" / "notice.html"
SLIP = "The office said that it had counted 135 stations in 21 towns"
PAGES = {"home": "/", "country": "/countries/it/", "add-claim": "/claims/new/?country=it"}


def main() -> int:
    """Take the pictures, as a contributor who is signed in."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    var_dir = ROOT / (os.environ.get("VAR_DIR") or "var")
    address = f"http://{host}:{port}"
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find())
        page = browser.new_context(base_url=address, viewport=LAPTOP, color_scheme="light").new_page()  # type: ignore[arg-type]
        try:
            sign_in(page, (var_dir / "demo-password").read_text().strip())
            for name, path in PAGES.items():
                take(page, path, IMAGES / f"{name}.png")
            take_nearest(page, IMAGES / "nearest.png")
        except (Error, OSError) as reason:
            print(
                f"No demo answers at {address}: run make demo first. ({str(reason).splitlines()[0]})", file=sys.stderr
            )
            return 1
        finally:
            browser.close()
    return 0


def sign_in(page: Page, password: str) -> None:
    """Sign in through the form, as a person does."""
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("contributor@example.org")
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def take(page: Page, path: str, image: Path) -> None:
    """Take one picture, once the page stands still."""
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=image, animations="disabled")
    print(image.relative_to(ROOT))


def take_nearest(page: Page, image: Path) -> None:
    """Take what the form says of words with a slip. The copy that is held for it is dropped again."""
    page.goto("/claims/new/", wait_until="networkidle")
    page.set_input_files("#id_copy", PRACTICE)
    page.locator("#held").wait_for()
    page.locator("#id_exact").fill(SLIP)
    page.locator("#check-nearest .nearest").wait_for()
    page.locator("#exact-part").evaluate(
        "(part) => window.scrollTo(0, part.getBoundingClientRect().top + scrollY - 90)"
    )
    page.evaluate("document.fonts.ready")
    page.screenshot(path=image, animations="disabled", clip={"x": 0, "y": 0, "width": 760, "height": 488})
    page.locator("#drop-copy").click()
    page.locator("#held").wait_for(state="detached")
    print(image.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
