"""What states an inquiry has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class InquiryState(TextChoices):
    """Whether an inquiry has its reply."""

    OPEN = "open", pgettext_lazy("state of an inquiry", "Awaiting a reply")
    ANSWERED = "answered", pgettext_lazy("state of an inquiry", "Answered")


INQUIRY_MOVES = (
    Transition("answered", (InquiryState.OPEN,), InquiryState.ANSWERED, "inquiries.answer_inquiry"),
)  # fmt: skip
