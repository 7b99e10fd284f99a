"""Preserving a copy as a person does it, in a real browser; and opening what would run if it could."""

import re
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from sources.models import Capture
from sources.preserving import actions, store
from tests.factories import (
    NOON,
    make_capture,
    make_citation,
    make_claim,
    make_file_text,
    make_source,
    make_user,
    the_editor,
)
from tests.preserving.bring import NOTE, PAGE, PIXEL, bring

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
RAN = "document.title = 'it ran'; fetch('/accounts/login/?it-ran')"
HTML_WITH_SCRIPT = f'<!doctype html><title>quiet</title><body onload="{RAN}"><script>{RAN}</script>'.encode()
SVG_WITH_SCRIPT = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RAN}"><script>{RAN}</script></svg>'.encode()
XHTML_WITH_SCRIPT = (
    f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>quiet</title></head>'
    f"<body><script>{RAN}</script></body></html>"
).encode()
MHTML_WITH_SCRIPT = (
    b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
    b"--x\r\nContent-Type: text/html\r\n\r\n" + HTML_WITH_SCRIPT + b"\r\n--x--\r\n"
)
PDF_WITH_SCRIPT = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS("
    + RAN.encode().replace(b"(", b"\\(").replace(b")", b"\\)")
    + b")>>>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
SLOW = {"offline": False, "latency": 20, "downloadThroughput": 5_000_000, "uploadThroughput": 400_000}


@pytest.fixture
def source(transactional_db):
    """A source that readers come upon."""
    made = make_source(slug="the-article", title="The article", url="https://press.example/one")
    make_claim(citation=make_citation(source=made))
    return made


@pytest.fixture
def at_the_source(new_page, sign_in, source):
    """Open the source's page as somebody of the desk."""

    def open_page(**options):
        page = new_page(**options)
        sign_in(page, options.pop("user", None) or make_user())
        page.goto("/sources/the-article/")
        return page

    return open_page


def drop(page, *files):
    """Let go of files over the zone."""
    script = """(files) => {
        const transfer = new DataTransfer();
        for (const [name, text] of files) transfer.items.add(new File([text], name));
        return transfer;
    }"""
    transfer = page.evaluate_handle(script, list(files))
    for kind in ("dragenter", "dragover", "drop"):
        page.dispatch_event("[data-area]", kind, {"dataTransfer": transfer})


def wait_for(page, script):
    """What a script gives once that is true. Playwright's own way of waiting is forbidden by the pages' policy."""
    for _ in range(300):
        if found := page.evaluate(script):
            return found
        page.wait_for_timeout(50)
    return pytest.fail(f"never: {script}")


def requests_of(page):
    """The addresses that a window asks for, as they come."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def ran(page, asked):
    """Whether the script of a preserved page ran, once it had the time to."""
    page.wait_for_timeout(500)
    return page.title() == "it ran" or any("it-ran" in url for url in asked)


def slow_down(page):
    """A connection on which three megabytes take seconds."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_file_that_is_dropped_and_sent_becomes_a_copy(at_the_source, size):
    page = at_the_source(viewport=size)

    drop(page, ["note.txt", NOTE.decode()])
    page.get_by_role("button", name="Preserve this file").click()

    page.wait_for_url("**/sources/the-article/#capture-*")
    capture = Capture.objects.get()
    expect(page.locator(f"#capture-{capture.pk}")).to_contain_text(capture.file.sha256)
    expect(page.locator(f"#capture-{capture.pk}")).to_be_in_viewport()
    assert capture.name == "note.txt"


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_long_upload_shows_and_says_how_far_it_is(at_the_source, size):
    page = at_the_source(viewport=size)
    slow_down(page)
    page.evaluate("""() => {
        window.said = [];
        const status = document.querySelector(".drop-zone [data-said]");
        new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
    }""")
    page.set_input_files("#copy-file", {"name": "long.txt", "mimeType": "text/plain", "buffer": b"word " * 300_000})

    page.get_by_role("button", name="Preserve this file").click()
    expect(page.locator(".drop-zone progress")).to_be_visible()
    said = wait_for(page, "window.said.at(-1)?.startsWith('All of it has arrived') && window.said")

    page.wait_for_url("**/sources/the-article/#capture-*")
    assert [line for line in said if re.fullmatch(r"\d+ % sent", line)]
    assert len(said) <= 6
    assert Capture.objects.get().file.size == 1_500_000


def test_a_cancelled_upload_preserves_nothing_and_keeps_the_file_chosen(at_the_source):
    page = at_the_source()
    slow_down(page)
    page.set_input_files("#copy-file", {"name": "long.txt", "mimeType": "text/plain", "buffer": b"word " * 600_000})
    page.get_by_role("button", name="Preserve this file").click()
    wait_for(page, "document.querySelector('.drop-zone progress').value > 3")

    page.get_by_role("button", name="Cancel").press("Enter")

    expect(page.locator(".drop-zone [data-said]")).to_have_text(re.compile("^Cancelled"))
    expect(page.locator(".drop-zone progress")).to_be_hidden()
    assert page.evaluate("document.getElementById('copy-file').files[0].name") == "long.txt"
    assert not Capture.objects.exists()


def test_the_sentence_of_a_refusal_is_shown_and_nothing_is_lost(at_the_source):
    page = at_the_source()
    page.set_input_files("#copy-file", {"name": "run.exe", "mimeType": "text/plain", "buffer": b"MZ\x90\x00" * 99})

    page.get_by_role("button", name="Preserve this file").click()

    expect(page.locator(".drop-zone [data-problem]")).to_have_text(re.compile("^Files of this kind are not kept"))
    assert page.evaluate("document.getElementById('copy-file').files[0].name") == "run.exe"
    assert page.url.endswith("/sources/the-article/")


def test_what_is_too_large_is_told_before_it_travels(at_the_source, settings):
    settings.CAPTURE_MAX_BYTES = 1024 * 1024
    page = at_the_source()
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    page.set_input_files("#copy-file", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a" * (2 * 1024 * 1024)})

    expect(page.locator(".drop-zone [data-problem]")).to_have_text(re.compile("larger than 1 MB"))
    page.get_by_role("button", name="Preserve this file").click()
    expect(page.locator(".drop-zone [data-problem]")).to_be_visible()
    assert sent == []


def test_two_files_at_once_are_one_too_many(at_the_source):
    page = at_the_source()

    drop(page, ["one.txt", "One."], ["two.txt", "Two."])

    expect(page.locator(".drop-zone [data-problem]")).to_have_text("Drop one file at a time.")
    assert page.evaluate("document.getElementById('copy-file').files.length") == 0


def test_whoever_was_signed_out_meanwhile_is_told_and_keeps_the_file(at_the_source):
    page = at_the_source()
    page.set_input_files("#copy-file", {"name": "note.txt", "mimeType": "text/plain", "buffer": NOTE})
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Preserve this file").click()

    expect(page.locator(".drop-zone [data-problem]")).to_have_text(re.compile("You are signed out"))


def test_the_same_file_again_is_told_with_a_way_to_the_copy(at_the_source, source):
    capture = bring(source, NOTE)
    page = at_the_source()
    page.set_input_files("#copy-file", {"name": "again.txt", "mimeType": "text/plain", "buffer": NOTE})

    page.get_by_role("button", name="Preserve this file").click()

    expect(page.locator(".drop-zone [data-said]")).to_have_text(re.compile("this very copy already"))
    assert page.locator(".drop-zone [data-said] a").get_attribute("href").endswith(f"#capture-{capture.pk}")


def test_without_javascript_a_file_is_preserved_by_the_plain_form(at_the_source):
    page = at_the_source(java_script_enabled=False)
    page.set_input_files("#copy-file", {"name": "note.txt", "mimeType": "text/plain", "buffer": NOTE})

    page.get_by_role("button", name="Preserve this file").click()

    page.wait_for_url("**/sources/the-article/#capture-*")
    expect(page.locator(".messages")).to_contain_text("Preserved")
    assert Capture.objects.get().name == "note.txt"


def test_without_javascript_a_refusal_is_a_page_with_the_form(at_the_source):
    page = at_the_source(java_script_enabled=False)
    page.set_input_files("#copy-file", {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""})

    page.get_by_role("button", name="Preserve this file").click()

    expect(page.locator("[role=alert]").first).to_have_text("The file is empty: there is nothing to preserve.")
    expect(page.locator("input[type=file]")).to_be_visible()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_an_address_that_is_refused_is_told_in_a_sentence(at_the_source, source, java_script_enabled):
    type(source).objects.filter(pk=source.pk).update(url="http://127.0.0.1:9/one")
    page = at_the_source(java_script_enabled=java_script_enabled)

    page.get_by_role("button", name="Fetch a copy from its address").click()

    told = page.locator(".lede")
    expect(told).to_be_visible()
    expect(told).to_have_text(re.compile(r"^[A-Z].*\.$"))
    assert not Capture.objects.exists()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_axe_finds_nothing_wrong(new_page, sign_in, source, theme, size):
    taken = bring(source, NOTE)
    actions.take_down(taken, reason="privacy", note="A note.", by=the_editor(), at=NOON)
    file = store.keep(BytesIO(PAGE), at=NOON, media_type="text/html")
    make_file_text(file=file, properties=[["Author", "Anna Example"]])
    capture = make_capture(source=source, file=file, name="page.html")
    make_capture(source=source, content=PIXEL)
    page, reader = new_page(color_scheme=theme, viewport=size), new_page(color_scheme=theme, viewport=size)
    sign_in(page, the_editor())
    found = {}

    for address in ("", f"captures/{capture.pk}/takedown/", f"captures/{capture.pk}/release/"):
        page.goto(f"/sources/the-article/{address}")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        part = "main" if address else "#copies"
        found[address] = [
            (each["id"], str(each["nodes"])) for each in Axe().run(page, context=part).response["violations"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reader.goto("/sources/the-article/")
    found["reader"] = [
        (each["id"], str(each["nodes"])) for each in Axe().run(reader, context="#copies").response["violations"]
    ]

    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.fixture
def hostile(browser, live_server, source):
    """A window of the desk that may complain of anything, and the address of a copy with a script in it."""
    context = browser.new_context(base_url=live_server.url)
    client = Client()
    client.force_login(make_user())
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    def keep(content, media_type):
        capture = make_capture(source=source, file=store.keep(BytesIO(content), at=NOON, media_type=media_type))
        return context.new_page(), f"/sources/the-article/captures/{capture.pk}/file"

    yield keep
    context.close()


KINDS = [
    pytest.param(HTML_WITH_SCRIPT, "text/html", id="html"),
    pytest.param(SVG_WITH_SCRIPT, "image/svg+xml", id="svg"),
    pytest.param(XHTML_WITH_SCRIPT, "application/xhtml+xml", id="xhtml"),
    pytest.param(HTML_WITH_SCRIPT, "text/plain", id="a page that passes for text"),
]
OTHER_KINDS = [
    pytest.param(MHTML_WITH_SCRIPT, "message/rfc822", id="mhtml"),
    pytest.param(PDF_WITH_SCRIPT, "application/pdf", id="pdf"),
]


@pytest.mark.parametrize(("content", "media_type"), KINDS + OTHER_KINDS)
def test_a_preserved_page_with_a_script_is_saved_and_never_opened(hostile, content, media_type):
    page, address = hostile(content, media_type)
    asked = requests_of(page)
    page.goto("/method/")

    with page.expect_download() as saved:
        page.evaluate("(address) => { location.href = address }", address)

    assert saved.value.path().read_bytes() == content
    assert page.url.endswith("/method/")
    assert not ran(page, asked)


@pytest.mark.parametrize(("content", "media_type"), KINDS + OTHER_KINDS)
@pytest.mark.parametrize("tag", ["iframe", "object", "embed", "img", "script"])
def test_a_preserved_page_with_a_script_does_not_run_inside_another_of_our_pages(hostile, content, media_type, tag):
    page, address = hostile(content, media_type)
    asked = requests_of(page)
    page.goto("/method/")

    page.evaluate(
        """([tag, address]) => new Promise((done) => {
            const part = document.createElement(tag);
            part[tag === "object" ? "data" : "src"] = address;
            part.onload = part.onerror = done;
            document.body.append(part);
            setTimeout(done, 1500);
        })""",
        [tag, address],
    )

    assert not ran(page, asked)


@pytest.mark.parametrize(("content", "media_type"), KINDS)
def test_even_if_it_were_shown_as_a_page_its_own_policy_stops_the_script(hostile, content, media_type):
    page, address = hostile(content, media_type)
    asked = requests_of(page)

    def show_it(route):
        answer = route.fetch()
        headers = {**answer.headers, "content-type": media_type}
        del headers["content-disposition"]
        route.fulfill(response=answer, headers=headers)

    page.route("**/file", show_it)
    page.goto(address)

    assert page.url.endswith(address)
    assert not ran(page, asked)


def test_the_script_of_these_tests_would_run_if_nothing_stopped_it(hostile):
    page, address = hostile(HTML_WITH_SCRIPT, "text/html")
    asked = requests_of(page)
    page.route("**/file", lambda route: route.fulfill(body=HTML_WITH_SCRIPT, content_type="text/html"))

    page.goto(address)

    assert ran(page, asked)
    assert any("it-ran" in url for url in asked)


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_an_editor_takes_a_copy_down_with_the_keyboard_alone(new_page, sign_in, source, java_script_enabled, size):
    capture = bring(source, NOTE, name="note.txt")
    page = new_page(java_script_enabled=java_script_enabled, viewport=size)
    sign_in(page, the_editor())
    page.goto(f"/sources/the-article/captures/{capture.pk}/takedown/")
    page.get_by_role("radio").first.focus()

    for key in ("ArrowDown", "Tab", "Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)

    page.wait_for_url("**/sources/the-article/#capture-*")
    expect(page.locator(f"#capture-{capture.pk}")).to_contain_text("Taken down")
    expect(page.locator(f"#capture-{capture.pk}")).to_contain_text(capture.file.sha256)
