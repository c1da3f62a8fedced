"""How a form is drawn: what a screen reader needs, and nothing a browser would shout."""

import re

import pytest
from django import forms
from django.forms import formset_factory
from django.utils import translation

from look.forms import PlenumRenderer


class LetterForm(forms.Form):
    """One field of each manner."""

    title = forms.CharField(label="Title", help_text="In a few words.")
    note = forms.CharField(label="Note", required=False)
    address = forms.EmailField(label="Address")
    body = forms.CharField(label="Text", widget=forms.Textarea(attrs={"data-word-limit": 2000}))
    audience = forms.ChoiceField(
        label="Who sees it", widget=forms.RadioSelect, choices=[("all", "All"), ("few", "Few")], help_text="You choose."
    )
    items = forms.MultipleChoiceField(
        label="Items", required=False, widget=forms.CheckboxSelectMultiple, choices=[("1", "One"), ("2", "Two")]
    )
    closes = forms.SplitDateTimeField(label="Closes at", widget=forms.SplitDateTimeWidget)
    file = forms.FileField(label="File", required=False)
    agreed = forms.BooleanField(label="I agree", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.fixture
def blank() -> str:
    return str(LetterForm(initial={"version": 3}))


@pytest.fixture
def wrong() -> str:
    return str(LetterForm({"title": "", "note": "", "body": "x", "closes_0": "", "version": "?"}))


def tag_with(html: str, attribute: str) -> str:
    """The one opening tag that holds the attribute."""
    (tag,) = re.findall(rf"<[a-z][^>]*{re.escape(attribute)}[^>]*>", html)
    return tag


def test_no_browser_popup_and_no_placeholder(blank: str) -> None:
    assert "required" not in blank
    assert "placeholder" not in blank


def test_a_placeholder_set_elsewhere_is_dropped() -> None:
    class Foreign(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Name"}))

    assert "placeholder" not in str(Foreign())


def test_a_field_has_its_label_and_its_hint(blank: str) -> None:
    assert '<label for="id_title">Title</label>' in blank
    assert '<div class="hint" id="id_title_helptext">In a few words.</div>' in blank
    assert 'aria-describedby="id_title_helptext"' in tag_with(blank, 'id="id_title"')


def test_optional_fields_say_so_and_nothing_has_an_asterisk(blank: str) -> None:
    assert '<label for="id_note">Note <span class="optional">(optional)</span></label>' in blank
    assert blank.count("(optional)") == 3  # note, items, file; a lone checkbox needs no word
    assert "*" not in blank


def test_free_text_takes_the_direction_of_what_is_typed(blank: str) -> None:
    assert 'dir="auto"' in tag_with(blank, 'id="id_title"')
    assert 'dir="auto"' in tag_with(blank, 'id="id_body"')
    assert "dir=" not in tag_with(blank, 'id="id_address"')


def test_a_direction_that_is_known_is_kept() -> None:
    class Known(forms.Form):
        symbol = forms.CharField(widget=forms.TextInput(attrs={"dir": "ltr"}))

    assert 'dir="ltr"' in str(Known())


def test_groups_of_choices_are_fieldsets_with_a_legend(blank: str) -> None:
    assert '<fieldset class="field" aria-describedby="id_audience_helptext">\n<legend>Who sees it</legend>' in blank
    assert "<legend>Items" in blank


def test_date_and_time_have_a_label_each(blank: str) -> None:
    assert "<legend>Closes at</legend>" in blank
    assert '<label for="id_closes_0">Date</label>' in blank
    assert '<label for="id_closes_1">Time</label>' in blank


def test_a_word_limit_is_stated_and_tied_to_its_field(blank: str) -> None:
    assert "Up to 2000 words" in blank or "Up to 2,000 words" in blank
    assert 'aria-describedby="id_body_words"' in tag_with(blank, 'id="id_body"')
    assert 'data-pattern="Words: %(count)s of %(limit)s"' in blank


def test_a_checkbox_stands_before_its_label(blank: str) -> None:
    assert re.search(
        r'<div class="tick"><input[^>]+id="id_agreed"[^>]*>\s*<label for="id_agreed">I agree</label>', blank
    )


def test_hidden_fields_are_there_once(blank: str) -> None:
    assert blank.count('name="version"') == 1


def test_a_form_without_problems_has_no_summary(blank: str) -> None:
    assert "problem" not in blank


def test_problems_come_first_and_lead_to_their_fields(wrong: str) -> None:
    assert wrong.index('role="alert"') < wrong.index("<label")
    assert "There is a problem" in wrong
    assert '<a href="#id_title"><bdi>Title</bdi>: This field is required.</a>' in wrong
    assert '<a href="#id_audience_0"><bdi>Who sees it</bdi>: This field is required.</a>' in wrong
    assert '<a href="#id_closes_0"><bdi>Closes at</bdi>: This field is required.</a>' in wrong
    assert "<li>Enter a whole number.</li>" in wrong


def test_every_link_of_the_summary_leads_to_a_field_that_exists(wrong: str) -> None:
    targets = re.findall(r'href="#([^"]+)"', wrong)
    assert len(targets) == 4
    for target in targets:
        assert f'id="{target}"' in wrong


def test_a_wrong_field_says_what_is_wrong(wrong: str) -> None:
    assert '<div class="error" id="id_title_error"><p>Error: This field is required.</p></div>' in wrong
    field = tag_with(wrong, 'id="id_title"')
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_title_helptext id_title_error"' in field


def test_a_wrong_group_says_what_is_wrong(wrong: str) -> None:
    assert '<fieldset class="field wrong" aria-describedby="id_audience_helptext id_audience_error">' in wrong


def test_what_was_typed_is_kept_and_escaped() -> None:
    html = str(LetterForm({"note": '"><script>alert(1)</script>', "body": "</textarea><b>"}))
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;/textarea&gt;&lt;b&gt;</textarea>" in html


def test_what_goes_wrong_as_a_whole_is_listed_without_a_link() -> None:
    form = LetterForm({})
    form.add_error(None, "The <call> has closed.")
    assert "<li>The &lt;call&gt; has closed.</li>" in str(form)


def test_a_formset_brings_its_management_fields_and_each_form() -> None:
    html = str(formset_factory(LetterForm, extra=2)())
    assert 'name="form-TOTAL_FORMS"' in html
    assert html.count("<legend>Who sees it</legend>") == 2


def test_what_goes_wrong_with_a_formset_as_a_whole_is_told() -> None:
    letters = formset_factory(LetterForm, max_num=1, validate_max=True)
    html = str(letters({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}))
    assert "Please submit at most 1 form." in html


def test_a_list_of_choices_is_drawn_with_its_groups_its_choice_and_every_sign_escaped() -> None:
    choices = [("", "Choose"), ("Group & co", [("a", "<b>A</b>"), (7, "Seven")])]

    drawn = str(forms.ChoiceField(choices=choices).widget.render("one", 7, renderer=PlenumRenderer()))

    assert drawn == (
        '<select name="one">\n<option value="">Choose</option>\n<optgroup label="Group &amp; co">'
        '\n<option value="a">&lt;b&gt;A&lt;/b&gt;</option>\n<option value="7" selected>Seven</option>\n</optgroup>'
        "\n</select>"
    )


def test_a_form_speaks_the_readers_language() -> None:
    with translation.override("ar"):
        assert "هذا الحقل مطلوب" in str(LetterForm({}))
