"""People in the admin site, where a superuser gives the first role and closes an account."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from stakeholders.accounts.models import RoleHeld, User


class RolesHeld(admin.TabularInline):
    """The portal-wide roles of a person; a role that ended stays in the list."""

    model = RoleHeld
    fk_name = "user"
    extra = 0
    fields = ("role", "given_at", "ended_at")
    can_delete = False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """A person: found by address or name; made by signing up, never here."""

    list_display = ("email", "full_name", "is_active", "is_staff", "is_superuser")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email_key", "full_name")
    fields = ("email", "full_name", "language", "time_zone", "is_active", "is_staff", "is_superuser", "joined_at")
    readonly_fields = ("email", "joined_at")
    inlines = (RolesHeld,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """False: an address must be confirmed by its owner."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """False: what a person decided stays on the record; close the account instead."""
        return False

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """Note who gave and who ended a role."""
        for role in formset.save(commit=False):
            _note_who(role, request.user)
            role.save()


def _note_who(role: RoleHeld, by: Any) -> None:
    if role.given_by is None:
        role.given_by = by
    if role.ended_at and role.ended_by is None:
        role.ended_by = by
