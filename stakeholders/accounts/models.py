"""What a person is to the portal, and which portal-wide roles she holds."""

import unicodedata
from typing import Any, ClassVar

import rules
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def email_key(email: str) -> str:
    """The form under which two addresses count as one: NFKC, then case folded (Unicode TR36, CVE-2019-19844)."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


class UserManager(BaseUserManager["User"]):
    """Makes people; the e-mail address is the log-in name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with that address; without a password she can sign in only after a reset."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may use the admin site once she has set a second factor."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person of that address, however it is spelt; raises User.DoesNotExist."""
        return self.get(email_key=email_key(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. What she may say is decided by memberships and offices, never by this row alone.

    `gender` is what she says of herself, or nothing; it serves to count who is heard, and is shown of nobody.
    """

    class Gender(models.TextChoices):
        """What people say of themselves, where they want to."""

        WOMAN = "woman", pgettext_lazy("gender", "Woman")
        MAN = "man", pgettext_lazy("gender", "Man")
        ANOTHER = "another", pgettext_lazy("gender", "Another")

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    language = models.CharField(
        _("language of pages and mails"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    gender = models.CharField(
        _("gender"), max_length=8, choices=Gender, blank=True,
        help_text=_("Leave it open if you like. It is only counted, to see who is heard; nobody is shown yours."),
    )  # fmt: skip
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the admin site"), default=False)
    joined_at = models.DateTimeField(_("joined at"), db_default=Now(), editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(email_key=""), name="user_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key that makes addresses unique in step with the address."""
        self.email_key = email_key(self.email)
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and "email" in update_fields:
            kwargs["update_fields"] = {*update_fields, "email_key"}
        super().save(*args, **kwargs)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask our own rules of everybody alike; being a superuser counts on the admin site only."""
        if rules.perm_exists(perm):
            return bool(self.is_active and rules.has_perm(perm, self, obj))
        return super().has_perm(perm, obj)

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether TOTP or a passkey is set; read with the person of a request, else asked once."""
        return self.authenticator_set.exclude(type="recovery_codes").exists()  # type: ignore[attr-defined,no-any-return]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The portal-wide roles held now; read with the person of a request, else asked once."""
        return frozenset(self.roles_held.filter(ended_at=None).values_list("role", flat=True))


class PortalRole(models.TextChoices):
    """Roles that are not tied to one process."""

    SECRETARIAT = "secretariat", _("Secretariat of the portal")


class RoleHeld(models.Model):
    """A portal-wide role that a person holds or held; kept when it ends."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles_held", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=PortalRole)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role"], condition=Q(ended_at=None), name="role_held_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("given_at")), name="role_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
