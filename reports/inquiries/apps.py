"""The app of inquiries."""

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    """Holds challenges to issued summaries and the replies to them."""

    name = "reports.inquiries"
    label = "inquiries"
