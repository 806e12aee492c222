"""What a person has been told."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openitc.notices import operations, queries
from openitc.notices.access import notice_to_read
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.paging import page_of


@signed_in
@require_GET
def notices(request: SignedInRequest) -> HttpResponse:
    """The person's notices, the unread first."""
    page = page_of(queries.notices_for(request.user), request)
    unread = queries.unread_count(request.user)
    return render(request, "notices/list.html", {"page": page, "unread_here": unread})


@signed_in
@require_GET
def notice(request: SignedInRequest, notice_id: int) -> HttpResponse:
    """Go where the notice leads; having followed it is having read it, so that one click does both."""
    opened = operations.read(notice=notice_to_read(user=request.user, notice_id=notice_id), now=clock.now())
    return redirect(opened.link or "notices:list")


@signed_in
@require_POST
def reading(request: SignedInRequest) -> HttpResponse:
    """Mark everything as read."""
    operations.read_all(by=request.user, now=clock.now())
    return redirect("notices:list")
