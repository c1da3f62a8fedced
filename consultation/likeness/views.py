"""Pages of near-identical texts, for the chair's team: what is to decide, one family with its texts side by side."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.likeness import actions
from consultation.likeness.forms import FilterForm, JudgementForm
from consultation.likeness.history import told
from consultation.likeness.minhash import METHOD
from consultation.likeness.models import Family, Member
from consultation.likeness.pairs import laid_side_by_side
from consultation.likeness.querysets import never_read
from consultation.likeness.states import FAMILY_MOVES
from consultation.processes.models import Process
from consultation.submissions.models import Submission
from look.paging import KeysetPage, counted_up_to
from register.errors import MoveRefused
from register.moves import open_moves
from stakeholders.accounts.gate import staff_page

CHANGES: dict[str, Callable[..., None]] = {
    "confirm": actions.confirm_member,
    "take_out": actions.take_out,
    "put_back": actions.put_back,
}
for_staff = staff_page("likeness.open_desk")


@require_safe
@for_staff
def desk(request: HttpRequest) -> HttpResponse:
    """The processes that the person works on, each with the number of families to decide."""
    to_decide = Family.objects.visible_to(request.user).to_decide()
    numbers = to_decide.numbers_by_process()
    processes = [one for one in Process.objects.visible_to(request.user) if _may_see(request.user, one)]
    rows = [(process, numbers.get(process.pk, 0)) for process in processes]
    return render(request, "likeness/desk.html", {"rows": rows})


@require_safe
@for_staff
def families(request: HttpRequest, slug: str) -> HttpResponse:
    """The families of a process, the last found first; those to decide where nothing else is asked for."""
    process = _process(request, slug)
    form = FilterForm(request.GET)
    shown = form.cleaned_data["show"] if form.is_valid() else ""
    mine = Family.objects.visible_to(request.user).filter(process=process)
    rows = {"": mine.to_decide, "decided": mine.decided, "all": mine.all}[shown]()
    context = {
        "process": process,
        "form": form,
        "shown": shown,
        "count": counted_up_to(rows),
        "page": KeysetPage(rows.with_counts().with_first(), order="-formed_at", query=request.GET),
        "waiting": counted_up_to(never_read(Submission.objects.filter(process=process), METHOD)),
    }
    return render(request, "likeness/families.html", context)


@require_POST
@for_staff
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the texts that wait compared at once."""
    number = actions.look_now(process=_process(request, slug), by=request.user)
    done = ngettext(
        "%(count)d contribution is being compared. Look at this page again in a moment.",
        "%(count)d contributions are being compared. Look at this page again in a moment.", number,
    )  # fmt: skip
    nothing = _("Every contribution has been compared already.")
    messages.success(request, done % {"count": number} if number else nothing)
    return redirect("likeness:families", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def family(request: HttpRequest, pk: int) -> HttpResponse:
    """One family: its texts, two of them side by side, and the decision."""
    rows = Family.objects.visible_to(request.user).select_related("process", "decided_by").with_counts()
    found = get_object_or_404(rows, pk=pk)
    moves = open_moves(found, FAMILY_MOVES, by=request.user)
    if request.method == "POST" and not moves:
        raise PermissionDenied
    form = JudgementForm(request.POST if request.method == "POST" else None, moves=moves)
    if form.is_valid() and _judged(request, found, form):
        return redirect("likeness:families", found.process.slug)
    members = _members(found)
    context = {
        "family": found,
        "form": form,
        "moves": moves,
        "page": KeysetPage(members.defer("submission__body", "submission__search"), order="joined_at",
                           query=request.GET),
        "pair": _pair(request, members),
        "history": told(found),
    }  # fmt: skip
    return render(request, "likeness/family.html", context)


@require_POST
@for_staff
def change_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one text out of its family, put it back, or confirm one that joined since the decision."""
    rows = Member.objects.filter(family__in=Family.objects.visible_to(request.user))
    member = get_object_or_404(rows.select_related("family", "submission"), pk=pk)
    change = CHANGES.get(request.POST.get("change", ""))
    if change is None:
        raise PermissionDenied
    try:
        change(member=member, by=request.user, at=timezone.now())
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Changed: %(reference)s.") % {"reference": member.submission.reference})
    return redirect("likeness:family", member.family_id)


# --- parts ------------------------------------------------------------------------------------------------------------


def _may_see(user: Any, process: Process) -> bool:
    return bool(user.has_perm("likeness.see_families", process))


def _process(request: HttpRequest, slug: str) -> Process:
    process: Process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    if not _may_see(request.user, process):
        raise PermissionDenied
    return process


def _members(found: Family) -> QuerySet[Member]:
    shown = ("submission__call", "submission__group", "submission__country", "left_out_by")
    members: QuerySet[Member] = found.members.select_related(*shown).defer("submission__search")
    return members


def _judged(request: HttpRequest, found: Family, form: JudgementForm) -> bool:
    """Whether the decision could be kept; if not, the form says why."""
    try:
        actions.judge_family(family=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Decided: %(decision)s.") % {"decision": found.get_state_display()})
    return True


def _pair(request: HttpRequest, members: QuerySet[Member]) -> Any:
    """The two texts that are asked for; else the first of the family and the one that needs a look, or the second."""
    left = _asked_for(request, members, "left") or members.filter(left_out_at=None).first()
    if left is None:
        return None
    others = members.exclude(pk=left.pk)
    right = _asked_for(request, others, "right") or others.order_by("left_out_at", "-is_new", "pk").first()
    return laid_side_by_side(left, right) if right else None


def _asked_for(request: HttpRequest, members: QuerySet[Member], name: str) -> Member | None:
    asked = request.GET.get(name, "")
    return members.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
