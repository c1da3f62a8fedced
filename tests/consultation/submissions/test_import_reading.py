"""Files of inputs as they come: forms, encodings, columns, and lines that cannot be read."""

import io
import json
from collections.abc import Mapping
from typing import Any

import pytest

from consultation.submissions.reading import LONGEST_RECORD, UnusableFile, fields_of, records, survey

HEAD = "source_id,title,body\n"


def read(content: bytes | str, columns: Mapping[str, str] | None = None, encoding: str = "") -> tuple[Any, list[Any]]:
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    found = survey(file, encoding=encoding)
    return found, list(records(file, found, fields_of(found.columns, columns)))


def refusal(content: bytes | str, **options: Any) -> dict[str, Any]:
    with pytest.raises(UnusableFile) as refused:
        read(content, **options)
    return refused.value.reason


def test_json_lines_give_our_fields_by_name_and_alias_and_pass_over_the_rest() -> None:
    line = {"source": "elsewhere", "id": 7, "title": "Trust", "body": "We agree.", "stakeholder_group_guess": None}
    found, (record,) = read(json.dumps(line) + "\n\n")
    assert (found.kind, found.encoding, found.total) == ("jsonl", "utf-8", 1)
    assert record.fields == {"source_id": "7", "title": "Trust", "body": "We agree.", "stakeholder_group": ""}


def test_a_column_that_only_a_later_line_has_is_not_lost() -> None:
    _found, rows = read(json.dumps({"id": 1, "title": "a", "body": "b"}) + '\n{"id": 2, "country": "KE"}\n')
    assert rows[1].fields == {"source_id": "2", "country": "KE"}


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_csv_tells_its_delimiter_by_the_columns_that_are_known(sign: str) -> None:
    found, (record,) = read(f"ID{sign}Title{sign}Text\n1{sign}Trust{sign}We agree.\n")
    assert (found.kind, found.delimiter, record.line) == ("csv", sign, 2)
    assert record.fields == {"source_id": "1", "title": "Trust", "body": "We agree."}


def test_a_text_of_several_lines_counts_as_one_record_named_by_its_first_line() -> None:
    found, rows = read(HEAD + '1,A,"one\ntwo, ""three"""\n2,B,b\n')
    assert found.total == 2
    assert [(row.line, row.fields["body"]) for row in rows] == [(2, 'one\ntwo, "three"'), (4, "b")]


SENTENCES = {
    "cp1252": "Économie numérique : les États doivent coopérer — dès à présent, à l’école et ailleurs.",
    "cp1251": "Мы считаем, что государства должны сотрудничать в сетях общего пользования.",
    "cp1256": "نرى أن على الدول أن تتعاون في الشبكات المشتركة وأن تبني الثقة.",
    "gb18030": "我们认为各国应当在共享网络中合作并建立信任措施，这对所有人都有好处。",
}


@pytest.mark.parametrize("encoding", [*SENTENCES, "utf-16", "utf-8-sig", "utf-8", "utf-32"])
def test_the_encoding_is_detected_and_said(encoding: str) -> None:
    sentence = SENTENCES.get(encoding, "Économie")
    found, (record,) = read((f"id;title;body\n1;{sentence};{sentence}\n").encode(encoding))
    assert found.encoding == encoding
    assert (record.fields["title"], record.fields["body"]) == (sentence, sentence)


def test_a_few_lines_in_another_encoding_do_not_change_what_the_rest_is() -> None:
    good = "".join(f"{number},é,b\n" for number in range(5)).encode()
    found, rows = read(HEAD.encode() + good + b"9,\xe9cole,b\n")
    assert found.encoding == "utf-8"
    assert [row.fields["title"] for row in rows] == ["é"] * 5 + ["\udce9cole"]


def test_an_encoding_that_was_chosen_wins() -> None:
    _found, (record,) = read("id,title,body\n1,é,b\n", encoding="cp1252")
    assert record.fields["title"] == "Ã©"


def test_wrong_columns_name_what_is_there_what_is_missing_and_what_is_known() -> None:
    assert refusal("Name,Remark\na,b\n") == {
        "code": "wrong_columns", "found": ["Name", "Remark"], "missing": ["source_id", "title", "body"],
        "expected": ["source_id", "title", "body", "organisation", "stakeholder_group", "country", "language",
                     "submitted_at", "url"],
    }  # fmt: skip


def test_names_of_columns_that_no_database_can_hold_are_told_without_that() -> None:
    reason = refusal("é,è,ê\n".encode() * 3)
    assert reason["found"] == ["é", "è", "ê"]
    reason = refusal(b"id,tit\xe9l\0e," + b"x" * 90 + b"\n" + "é\n".encode() * 3)
    assert reason["found"] == ["id", "tit?le", "x" * 80]


def test_columns_with_other_names_can_be_named() -> None:
    _found, (record,) = read("Nr,Betreff,Text\n1,a,b\n", columns={"Nr": "source_id", "betreff": "title"})
    assert record.fields == {"source_id": "1", "title": "a", "body": "b"}


def test_two_columns_for_one_field_are_refused() -> None:
    expected = {"code": "column_twice", "field": "title"}
    assert refusal("id,title,body,title\n1,a,b,c\n") == expected
    assert refusal("id,title,body,x\n1,a,b,c\n", columns={"title": "title", "x": "title"}) == expected


def test_the_exact_name_wins_over_an_alias() -> None:
    _found, (record,) = read("id,source_id,title,body\nx,1,a,b\n")
    assert record.fields["source_id"] == "1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04 an XLSX", "not_text"),
        (b"%PDF-1.7", "not_text"),
        (b"\x00\x01\x00\x01 nothing", "not_text"),
        (b'[{"id": 1}]', "json_not_lines"),
        (b'{\n "id": 1\n}', "json_not_lines"),
        (b"{broken}\n{broken too}\n", "wrong_columns"),
    ],
)
def test_what_is_no_file_of_inputs_is_refused_as_a_whole(content: bytes, code: str) -> None:
    assert refusal(content)["code"] == code


def test_an_unknown_encoding_is_refused() -> None:
    assert refusal("id,title,body\n", encoding="klingon") == {"code": "unknown_encoding", "encoding": "klingon"}


GOOD = json.dumps({"id": "1", "title": "a", "body": "b"})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "2", "title": }', {"code": "not_json", "column": 22}),
        ("[1, 2]", {"code": "no_object"}),
        ('"text"', {"code": "no_object"}),
        ('{"id": "2", "title": ["a"], "body": "b"}', {"code": "no_text", "column_name": "title"}),
        ('{"id": "2", "title": true, "body": "b"}', {"code": "no_text", "column_name": "title"}),
        ("[" * 200_000, {"code": "not_json", "column": 1}),
        ('{"id": ' + "9" * 5000 + "}", {"code": "not_json", "column": 1}),
        ('{"id": "' + "x" * LONGEST_RECORD + '"}', {"code": "too_long", "most": LONGEST_RECORD}),
    ],
)
def test_a_line_of_json_that_cannot_be_read_is_refused_alone(line: str, reason: dict[str, Any]) -> None:
    found, rows = read(f"{GOOD}\n{line}\n{GOOD}\n")
    assert (found.total, [row.line for row in rows]) == (3, [1, 2, 3])
    assert [row.reason for row in rows] == [None, reason, None]


def test_a_line_of_csv_with_another_number_of_values_is_refused_alone() -> None:
    _found, rows = read(HEAD + "1,a,b\n2,a\n3,a,b,c\n4,a,b\n")
    assert [row.reason for row in rows] == [
        None,
        {"code": "wrong_number_of_columns", "found": 2, "expected": 3},
        {"code": "wrong_number_of_columns", "found": 4, "expected": 3},
        None,
    ]


def test_a_quotation_mark_that_is_never_closed_costs_one_record_and_says_so() -> None:
    _found, rows = read(HEAD + '1,a,b\n2,a,"' + "x" * (LONGEST_RECORD + 10))
    assert [row.reason for row in rows] == [None, {"code": "broken_csv"}]
