"""The steps of the journeys: what each person does on her pages, found by names and addresses, in any language."""

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import expect

from consultation.submissions.models import Call
from tests.e2e.browsing import Visitor
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"  # of everybody whom the factories give a second factor
SUBMIT = "form[method=post] .actions button.button"


@dataclass(frozen=True)
class Text:
    """What is written, and the word by which it is found again."""

    title: str
    body: str
    language: str
    word: str


def one_time_code(secret: str = SECRET) -> str:
    """The code of this half minute (RFC 6238 with RFC 4226's defaults), as a telephone computes it."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_up(visitor: Visitor, *, email: str, name: str) -> None:
    """From the start page to a confirmed address, with the letter read where this portal keeps what it would send."""
    visitor.go("/")
    visitor.look()
    visitor.page.click("header a[href*='/account/login/']")
    visitor.look()
    visitor.follow("/account/signup/")
    visitor.look()
    visitor.fill(email=email, full_name=name, password1=PASSWORD, password2=PASSWORD)
    visitor.press("button[type=submit]")
    visitor.look()
    visitor.follow("/letters/")
    visitor.look()
    visitor.page.locator("main td a").first.click()
    visitor.look()
    visitor.follow("/confirm-email/")
    visitor.look()
    visitor.press("button[type=submit]")


def sign_in(visitor: Visitor, email: str, *, second_factor: bool = False) -> None:
    """By password, and for staff by the code of the moment."""
    visitor.go("/account/login/")
    visitor.fill(login=email, password=PASSWORD)
    visitor.press("button[type=submit]")
    if second_factor:
        visitor.look()
        give_code(visitor)
    visitor.page.wait_for_selector("header form[action*='/logout/']", state="attached")


def give_code(visitor: Visitor) -> None:
    """Type the code that the telephone shows; where its half minute ended on the way, the next one."""
    for _attempt in range(2):
        visitor.fill(code=one_time_code())
        with visitor.page.expect_navigation():
            visitor.press("button[type=submit]")
        if not visitor.page.locator("main [name=code]").count():
            return


def propose_organisation(visitor: Visitor, *, name: str, country: int, group: int) -> None:
    """Register the organisation for which she will speak."""
    visitor.go("/desk/")
    visitor.look()
    visitor.follow("/organisations/")
    visitor.look()
    visitor.go("/organisations/register/")
    visitor.look()
    visitor.fill(name=name)
    visitor.page.select_option("main [name=seat]", str(country))
    visitor.page.check(f"[name=group_declared][value='{group}']")
    visitor.press(SUBMIT)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(name)
    visitor.look()


def recognise_organisation(visitor: Visitor, name: str) -> None:
    """The secretariat finds it on its desk and recognises it."""
    visitor.go("/secretariat/")
    visitor.look()
    visitor.follow("/secretariat/organisations/")
    visitor.look()
    visitor.page.get_by_role("link", name=name).click()
    visitor.look()
    visitor.press("form[action$='/recognise/'] button")
    expect(visitor.page.locator("main form[action$='/recognise/']")).to_have_count(0)


def begin_draft(visitor: Visitor, symbol: str) -> None:
    """From the call's public page to an empty draft."""
    visitor.go(f"/calls/{symbol}/")
    visitor.look()
    visitor.follow("/write/")
    visitor.look()
    visitor.press(SUBMIT)
    visitor.page.wait_for_selector("#id_body")


def write(visitor: Visitor, text: Text, *, scripts: bool = True) -> None:
    """Title, text and answers; with scripts the page saves by itself, without them a button does."""
    visitor.look()
    visitor.page.select_option("#id_language", text.language)
    visitor.fill(title=text.title, body=text.body)
    for answer in visitor.page.locator("textarea[name^=answer_]").all():
        answer.fill(f"{text.word} 1")
    if scripts:
        with visitor.page.expect_response(lambda response: "/autosave/" in response.url and response.status == 200):
            visitor.page.locator("#id_title").press("End")
        expect(visitor.page.locator("#saved strong")).to_have_count(0)
    else:
        visitor.press("button[name=save]")
    expect(visitor.page.locator("#id_title")).to_have_value(text.title)


def attach(visitor: Visitor, name: str, content: bytes) -> None:
    """A file is there once it is listed."""
    visitor.page.set_input_files("#id_uploads", {"name": name, "mimeType": "application/pdf", "buffer": content})
    visitor.press("button[name=add_files]")
    expect(visitor.page.locator("main a[href*='/files/']")).to_have_text(name)
    visitor.look()


def check_and_submit(visitor: Visitor) -> str:
    """Look at everything once more, submit, and return the reference on the receipt."""
    visitor.press("button[name=check]")
    visitor.page.wait_for_selector("[name=seal]", state="attached")
    visitor.look()
    visitor.press(SUBMIT)
    reference = visitor.page.locator("dd.symbol bdi").inner_text()
    visitor.look()
    return reference


def decide(visitor: Visitor, title: str, decision: str, *, reason: str = "") -> None:
    """The chair opens what awaits a decision, and decides."""
    visitor.go("/chair/")
    visitor.look()
    visitor.page.get_by_role("link", name=title).first.click()
    visitor.look()
    visitor.page.check(f"[name=decision][value={decision}]")
    if reason:
        visitor.fill(reason=reason)
    visitor.press(SUBMIT)
    visitor.page.wait_for_url("**/chair/")


def find_in_record(visitor: Visitor, slug: str, text: Text, reference: str) -> None:
    """Somebody who is not signed in searches the public record and reads."""
    visitor.go(f"/processes/{slug}/record/")
    visitor.look()
    visitor.fill(q=text.word)
    visitor.press("form[role=search] button")
    visitor.look()
    visitor.page.get_by_role("link", name=text.title).click()
    expect(visitor.page.locator("h1")).to_have_text(text.title)
    expect(visitor.page.locator(".symbol", has_text=reference).first).to_be_visible()
    visitor.look()


def begin_summary(visitor: Visitor, call: Call, *, title: str, symbol: str, language: str) -> None:
    """A summary of the call and its session."""
    visitor.go("/chair/summaries/")
    visitor.look()
    visitor.follow("/begin/")
    visitor.look()
    visitor.page.select_option("main [name=session]", str(call.session_id))
    visitor.page.check(f"[name=calls][value='{call.pk}']")
    visitor.fill(title=title, symbol=symbol)
    visitor.page.select_option("main [name=language]", language)
    visitor.page.check("[name=attribution][value=attributed]")
    visitor.press(SUBMIT)
    expect(visitor.page.locator("h1")).to_have_text(title)
    visitor.look()


def write_paragraph(visitor: Visitor, text: str, *, cites: str = "") -> None:
    """A paragraph at the end of the first section, resting on the one contribution that the word finds."""
    visitor.page.locator("main a[href*='/paragraph/']").first.click()
    visitor.look()
    visitor.fill(text=text)
    visitor.press(SUBMIT)
    if cites:
        visitor.fill(q=cites)
        visitor.press("button[name=find]")
        visitor.look()
        visitor.press("button[name=cite]")
        expect(visitor.page.locator("button[name=uncite]")).to_have_count(1)
    visitor.press("button[name=done]")
    expect(visitor.page.locator("ol.paras", has_text=text)).to_be_visible()


def issue_summary(visitor: Visitor) -> None:
    """Close the drafting, look at it once more, look at what is open, issue it."""
    visitor.press("form:has(input[value=finalised]) button")
    visitor.page.wait_for_selector("a[href$='/issue/']")
    visitor.look()
    visitor.follow("/issue/")
    visitor.look()
    visitor.press("form[method=post] button")
    expect(visitor.page.locator("input[name=move]")).to_have_count(0)
    visitor.look()


def compile_summary(visitor: Visitor, title: str) -> None:
    """The secretariat finds the summary and asks for its document; the page of the document opens."""
    visitor.go("/secretariat/")
    visitor.follow("/chair/summaries/")
    visitor.look()
    visitor.page.get_by_role("link", name=title).click()
    visitor.look()
    visitor.follow("/documents/")
    visitor.look()
    visitor.press(SUBMIT)
    visitor.page.wait_for_selector("#progress")


def wait_for_document(visitor: Visitor, *, scripts: bool = True) -> None:
    """The page comes to the download by itself; without scripts by asking it again."""
    link = visitor.page.locator("main a[href$='/file/pdf/']")
    if scripts:
        expect(link).to_be_visible(timeout=120_000)
        return
    until = time.monotonic() + 120
    while not link.count() and time.monotonic() < until:
        visitor.page.reload()
    expect(link).to_be_visible()


def download(visitor: Visitor, folder: Path) -> tuple[Path, str]:
    """The file, and the checksum that the page gives for it."""
    row = visitor.page.locator("tr", has=visitor.page.locator("a[href$='/file/pdf/']"))
    checksum = row.locator("code.sum").inner_text()
    with visitor.page.expect_download() as coming:
        visitor.follow("/file/pdf/")
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path, checksum


def issue_document(visitor: Visitor, address: str) -> None:
    """The Chair shows the document to the public."""
    visitor.page.goto(address)
    visitor.look()
    visitor.press("button[value=issued]")
    expect(visitor.page.locator("button[value=issued]")).to_have_count(0)


def public_page_of(reference: str) -> str:
    """The address of a contribution in the public record."""
    return f"/submissions/{quote(reference)}/"


def read_letter(visitor: Visitor, *, language: str, about: str) -> None:
    """The newest letter that tells of it is in her language."""
    visitor.go("/letters/")
    letter = visitor.page.locator(f"main td a:has(bdi[lang='{language}'])").first
    letter.click()
    expect(visitor.page.locator("main .letter")).to_contain_text(about)
    visitor.look()
