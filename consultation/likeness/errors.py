"""What can stop a decision about near-identical texts; the message of each class is what a person reads."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class OnlyTwoLeft(MoveRefused):
    """Taking out one of two would leave a family of one."""

    message = _("Only two texts are left here. If they do not belong together, decide “Not the same”.")


class InAnotherFamily(MoveRefused):
    """A text that was taken out has since been found alike to others, and a text stands in one family only."""

    message = _("This text stands in another group of near-identical texts by now. Take it out of that one first.")
