"""What keeps a pathway from being planned, said to a person: what is wrong, and what to do."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openitc.pathways.rules import Fault, FaultKind, GapPlan, RolePlan, StepPlan
from openitc.shared.models import in_language
from openitc.ui.lengths import duration

_LENGTHS = ("least", "most", "shipping", "longest_use", "longest_opening")

SENTENCES: Mapping[FaultKind, str | Promise] = {
    FaultKind.NO_STEPS: gettext_lazy("There are no steps yet. Add the first one."),
    FaultKind.KEY_TWICE: gettext_lazy("“%(step)s” is there twice. Remove one of the two."),
    FaultKind.NO_ROLES: gettext_lazy(
        "“%(step)s” needs nothing yet. Say which machine, expert, laboratory or room it needs."
    ),
    FaultKind.ROLE_OUTSIDE_STEP: gettext_lazy(
        "In “%(step)s”, %(capability)s is needed beyond the step's %(duration)s. "
        "Make the step longer, or let it begin earlier or end sooner."
    ),
    FaultKind.UNKNOWN_STEP: gettext_lazy(
        "“%(step)s” follows a step that is no longer there. Choose another step for it to follow."
    ),
    FaultKind.FOLLOWS_TWICE: gettext_lazy("“%(step)s” follows “%(after)s” twice. Keep one of the two."),
    FaultKind.CYCLE: gettext_lazy(
        "%(steps)s wait for each other, so none of them can begin. Let one of them follow something else."
    ),
    FaultKind.MOST_BELOW_LEAST: gettext_lazy(
        "Between “%(after)s” and “%(step)s” the longest wait (%(most)s) is shorter than the shortest (%(least)s). "
        "Change one of the two."
    ),
    FaultKind.MOST_BELOW_SHIPPING: gettext_lazy(
        "“%(step)s” must begin within %(most)s after “%(after)s”, but no center can do both, and a parcel takes "
        "%(shipping)s. Allow a longer wait."
    ),
    FaultKind.NOBODY_HAS: gettext_lazy(
        "No center has %(capability)s, which “%(step)s” needs. Choose something else, or add the resource first."
    ),
    FaultKind.TOO_MANY_UNITS: gettext_lazy(
        "“%(step)s” needs %(units)s places of %(capability)s; the largest anywhere has %(places)s. Ask for fewer."
    ),
    FaultKind.LONGER_THAN_A_USE: gettext_lazy(
        "“%(step)s” needs %(capability)s for %(wanted)s; it may be used for %(longest_use)s at most. "
        "Split the step, or make it shorter."
    ),
    FaultKind.LONGER_THAN_OPEN: gettext_lazy(
        "“%(step)s” needs %(capability)s for %(wanted)s at a stretch; the longest opening anywhere is "
        "%(longest_opening)s. Split the step, or mark that it runs through the night."
    ),
    FaultKind.NOT_OVERNIGHT: gettext_lazy(
        "“%(step)s” runs through the night, but no %(capability)s in the network may run overnight. "
        "Split it into parts of %(longest_opening)s at most."
    ),
    FaultKind.NOT_TOGETHER: gettext_lazy(
        "No one center has everything that “%(step)s” needs at the same time: %(capabilities)s. "
        "Split it into two steps, or ask for less at once."
    ),
}


def in_words(fault: Fault, steps: Sequence[StepPlan], capabilities: Mapping[str, str]) -> str:
    """The fault as a sentence in the reader's language; `capabilities` gives names by code."""
    names = {step.key: in_language(step.name_th, step.name_en) for step in steps}
    values = fault.values
    spoken = {
        "step": names.get(fault.step or "", ""),
        "after": names.get(values.get("after", ""), ""),
        "steps": _(", ").join(names[key] for key in values.get("steps", ())),
        "capability": capabilities.get(values.get("capability", ""), values.get("capability", "")),
        "capabilities": _(", ").join(capabilities.get(code, code) for code in values.get("capabilities", ())),
        "units": values.get("units"),
        "places": values.get("places"),
        "duration": duration(values.get("duration") or 0),
        "wanted": duration(values.get("duration") or 0),
    }
    spoken |= {name: duration(values.get(name) or 0) for name in _LENGTHS}
    return str(SENTENCES[fault.kind]) % spoken


def need_in_words(role: RolePlan, step: StepPlan, capabilities: Mapping[str, str]) -> str:
    """What the step needs: `Coffee roaster`, `2 × Shelf-life chamber, for 14 days, from 1 h after the start`."""
    name = capabilities.get(role.capability, role.capability)
    words = [name if role.units == 1 else f"{role.units} × {name}"]
    if role.duration != step.duration:
        words.append(_("for %(time)s") % {"time": duration(role.duration)})
    if role.offset:
        words.append(_("from %(time)s after the start") % {"time": duration(role.offset)})
    return _(", ").join(words)


def wait_in_words(gap: GapPlan, steps: Sequence[StepPlan]) -> str:
    """What the step follows, and how long after: `3 days to 21 days after “Trial roasts”; a sample is sent`."""
    after = next((in_language(step.name_th, step.name_en) for step in steps if step.key == gap.after), "")
    values = {"after": after, "least": duration(gap.least), "most": duration(gap.most or 0)}
    if gap.most is None:
        sentence = _("at least %(least)s after “%(after)s”") if gap.least else _("after “%(after)s”")
    elif gap.least:
        sentence = _("%(least)s to %(most)s after “%(after)s”")
    else:
        sentence = _("within %(most)s after “%(after)s”")
    words = sentence % values
    return _("%(wait)s; a sample is sent") % {"wait": words} if gap.ships else words
