"""How forms are drawn: fields with label, hint, error and, where asked, a count of words."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class PlenumBoundField(BoundField):
    """A field as the templates of templates/look/forms draw it.

    No `required` attribute: browsers' own pop-ups cannot be translated, styled or read back (GOV.UK Design System,
    "Recover from validation errors"). Text inputs take the direction of what is typed in them.
    """

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Attributes of the widget: no `required`, no placeholder, `dir` on free text, the counter's id."""
        built = super().build_widget_attrs(attrs, widget) | {"required": False, "placeholder": False}
        widget = widget or self.field.widget
        if is_free_text(widget) and "dir" not in widget.attrs:
            built.setdefault("dir", "auto")
        if self.word_limit and self.auto_id:
            built["aria-describedby"] = f"{built.get('aria-describedby', '')} {self.auto_id}_words".strip()
        return built

    @property
    def first_id(self) -> str:
        """The id to which the error summary leads: the first control of a group, else the field itself."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.auto_id else "")

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label says "(optional)"; a lone checkbox is optional by its nature."""
        return not (self.field.required or self.field.disabled or self.widget_type == "checkbox")

    @property
    def word_limit(self) -> int:
        """The number of words the field takes, from the widget's `data-word-limit`; 0 without one."""
        return int(self.field.widget.attrs.get("data-word-limit") or 0)


def is_free_text(widget: forms.Widget) -> bool:
    """Whether people write words in it, in whatever script."""
    return isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") == "text"


class PlenumRenderer(TemplatesSetting):
    """Draws every form with the templates of templates/look/forms."""

    form_template_name = "look/forms/form.html"
    formset_template_name = "look/forms/formset.html"
    field_template_name = "look/forms/field.html"
    bound_field_class = PlenumBoundField
