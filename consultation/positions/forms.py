"""A position, as a delegate gives it."""

from typing import ClassVar

from django import forms

from consultation.positions.models import Position


class PositionForm(forms.ModelForm):  # type: ignore[type-arg]
    """In favour, against or abstaining, with an explanation or without."""

    class Meta:
        model = Position
        fields = ("stance", "explanation")
        widgets: ClassVar = {"stance": forms.RadioSelect, "explanation": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["stance"].choices = Position.Stance.choices  # type: ignore[attr-defined]
