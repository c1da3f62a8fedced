"""Pages are compressed for those who take it, in lengths that tell nothing; files are not."""

import gzip

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory

from look.compression import PagesCompressedMiddleware

PAGE = "<!doctype html><p>" + "Ada Lovelace " * 400
TAKES_IT = {"headers": {"accept-encoding": "br, gzip"}}


def answered(response: HttpResponseBase, **request: object) -> HttpResponseBase:
    def respond(_request: HttpRequest) -> HttpResponseBase:
        return response

    return PagesCompressedMiddleware(respond)(RequestFactory().get("/", **request))  # type: ignore[arg-type, return-value]


def test_a_page_is_compressed_for_a_browser_that_takes_it() -> None:
    response = answered(HttpResponse(PAGE), **TAKES_IT)
    assert isinstance(response, HttpResponse)
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert len(response.content) < 400
    assert gzip.decompress(response.content).decode() == PAGE


def test_a_page_stays_plain_for_others() -> None:
    response = answered(HttpResponse(PAGE))
    assert isinstance(response, HttpResponse)
    assert response.content.decode() == PAGE


def test_the_length_of_a_page_differs_each_time() -> None:
    lengths = {len(answered(HttpResponse(PAGE), **TAKES_IT).content) for _ in range(60)}  # type: ignore[attr-defined]
    assert len(lengths) > 10


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"%PDF-1.7 " * 400, content_type="application/pdf"),
        HttpResponse('{"a": 1}' * 400, content_type="application/json"),
        FileResponse([PAGE.encode()], content_type="text/html"),
    ],
    ids=["a PDF", "data", "a stream"],
)
def test_what_is_no_page_goes_out_as_it_is(response: HttpResponseBase) -> None:
    assert not answered(response, **TAKES_IT).has_header("Content-Encoding")


@pytest.mark.django_db
def test_the_front_page_is_compressed(client: Client) -> None:
    response = client.get("/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).startswith(b"<!doctype html>")
