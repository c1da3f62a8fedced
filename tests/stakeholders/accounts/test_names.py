"""Names as a reader sees them: what is invisible, mixed or a look-alike."""

import pytest

from stakeholders.accounts.names import cleaned_name, is_mixed_script, skeleton


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Lake   Watch ", "Lake Watch"),
        ("Lake\nWatch", "Lake Watch"),
        ("Lake\u2028Watch", "Lake Watch"),
        ("Lake\x00Watch", "LakeWatch"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066a\u2069\u200b\ufeffb", "ab"),
        ("La\u200cke", "Lake"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Cafe\u0301", "Café"),
        ("منظمة", "منظمة"),
        ("联合国", "联合国"),
    ],
)
def test_row_32_a_name_is_kept_as_it_is_seen(typed, kept):
    assert cleaned_name(typed) == kept


@pytest.mark.parametrize(
    ("name", "is_mixed"),
    [
        ("Amnesty International", False),
        ("Аmnesty International", True),  # Cyrillic А
        ("Amnesty Интернешнл", False),  # two words, one script each
        ("Αmnesty", True),  # Greek Alpha
        ("Красный Крест", False),
        ("منظمة UN", False),
        ("中国ICT协会", False),
        ("3M", False),
        ("", False),
    ],
)
def test_row_32_words_that_mix_scripts_are_known(name, is_mixed):
    assert is_mixed_script(name) is is_mixed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lake Watch", "LAKE-WATCH"),
        ("Lake Watch", "Lаke Wаtch"),  # Cyrillic а
        ("Lake Watch", "Ｌａｋｅ Ｗａｔｃｈ"),
        ("Cafe", "Café"),
        ("Oslo", "0sl0"),
    ],
)
def test_row_32_names_that_look_the_same_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


def test_other_names_have_other_skeletons():
    assert skeleton("Lake Watch") != skeleton("Lake Match")
    assert skeleton("منظمة") != skeleton("منطقة")
