"""A walk through docs/tutorial.md: each label and each typed word is met in the order in which the lesson prints it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Locator, Page, expect

LESSON = Path(settings.BASE_DIR) / "docs" / "tutorial.md"
PRACTICE = Path(settings.BASE_DIR) / "docs" / "practice" / "notice.html"
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"\*\*(.+?)\*\*|`(.+?)`", re.DOTALL)


def printed(markdown: str) -> list[str]:
    """What a lesson prints in bold (it is on the page) or as code (the reader types or chooses it), in order."""
    found = PRINTED.findall(FENCED.sub("", markdown))
    return [" ".join((bold or typed).split()) for bold, typed in found]


@dataclass
class Walk:
    """One reader of the lesson, who does only what comes next in it. `left` is what the lesson still says."""

    page: Page
    left: list[str] = field(default_factory=lambda: printed(LESSON.read_text(encoding="utf-8")))

    def told(self, words: str) -> str:
        """What the lesson says next."""
        assert self.left, f"The lesson is over, and says nothing of “{words}”."
        assert self.left.pop(0) == words
        return words

    def press(self, label: str, *, within: Locator | None = None) -> None:
        """Press the button, or follow the link, of that name."""
        self.told(label)
        place = within or self.page.locator("body")
        button, link = (place.get_by_role(role, name=label, exact=True) for role in ("button", "link"))
        button.or_(link).locator("visible=true").first.click()

    def open(self, label: str, *, within: Locator | None = None) -> None:
        """Open what is folded under that line."""
        self.told(label)
        folded = (within or self.page.locator("main")).locator("summary")
        folded.filter(has_text=label, visible=True).first.click()

    def tick(self, label: str) -> None:
        """Tick the box, or choose the circle, of that name."""
        self.told(label)
        self.page.locator("label").filter(has_text=re.compile(f"^\\s*{re.escape(label)}")).locator(
            "visible=true"
        ).first.click()

    def type(self, label: str, words: str, *, within: Locator | None = None) -> None:
        """Type words into a field."""
        self.field(label, within).fill(self.told(words))

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Choose from a list."""
        self.field(label, within).select_option(label=self.told(option))

    def find(self, label: str, words: str) -> None:
        """Type into a search field, and take what is found under these very words."""
        field = self.field(label)
        field.press_sequentially(self.told(words))
        lookup = field.locator("xpath=ancestor::*[contains(@class, 'lookup')][@data-lookup]")
        lookup.get_by_role("option").filter(has=self.page.get_by_text(words, exact=True)).first.click()
        expect(lookup.locator(".lookup-chosen")).to_contain_text(words)

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """The field in sight under that label."""
        name = re.compile(f"^\\s*{re.escape(self.told(label))}(\\s+optional)?\\s*$")
        return (within or self.page.locator("main")).get_by_label(name).locator("visible=true").first

    def sees(self, words: str, *, within: str = "main") -> None:
        """Meet these words on the page."""
        expect(self.page.locator(within).filter(visible=True).first).to_contain_text(self.told(words))

    def select(self, words: str) -> None:
        """Draw the mouse over words of the preserved text."""
        line = self.page.locator(".text-words").filter(has_text=self.told(words))
        line.scroll_into_view_if_needed()
        ends = line.evaluate(ENDS_OF_WORDS, words)
        mouse = self.page.mouse
        mouse.move(*ends[0])
        mouse.down()
        mouse.move(*ends[1], steps=8)
        mouse.up()


# Where the first of these words begins on the screen, and where the last one ends.
ENDS_OF_WORDS = """(line, words) => {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const boxes = [...range.getClientRects()];
    const middle = (box) => box.top + box.height / 2;
    return [[boxes[0].left + 1, middle(boxes[0])], [boxes.at(-1).right - 1, middle(boxes.at(-1))]];
  }
}"""
