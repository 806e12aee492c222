"""A refusal carries every reason at once."""

import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy

from openitc.shared.forms import capitalised, refusals_on
from openitc.shared.refusals import Reason, Refused, gather


class TooLate(Refused):
    """Some refusal."""


class NameForm(forms.Form):
    """Asks for a name."""

    name = forms.CharField(required=False)


def test_every_reason_is_there_and_reads_as_one_text() -> None:
    refusal = TooLate("It is over.", Reason("Choose another day.", "past", "day"))
    assert [reason.code for reason in refusal.reasons] == ["", "past"]
    assert str(refusal) == "It is over. Choose another day."


def test_staff_may_go_on_only_where_they_may_for_every_reason() -> None:
    assert TooLate(Reason("Short notice.", overridable=True)).overridable
    assert not TooLate(Reason("Short notice.", overridable=True), "Closed.").overridable


def test_gathering_refuses_with_all_the_reasons_or_not_at_all() -> None:
    gather([], kind=TooLate)
    with pytest.raises(TooLate) as refusal:
        gather([Reason("One."), Reason("Two.")], kind=TooLate)
    assert len(refusal.value.reasons) == 2


def test_a_form_shows_each_reason_where_it_belongs() -> None:
    form = NameForm({"name": "Somchai"})
    assert form.is_valid()
    with refusals_on(form):
        gather([Reason("Taken.", field="name"), Reason("Closed.", field="elsewhere"), Reason("Late.")])
    assert form.errors == {"name": ["Taken."], "__all__": ["Closed.", "Late."]}


def test_what_is_no_refusal_is_not_hidden_in_a_form() -> None:
    with pytest.raises(ZeroDivisionError), refusals_on(NameForm({})):
        assert 1 // 0


def test_a_choice_stands_alone_with_a_capital_in_the_language_of_whoever_reads() -> None:
    choices = capitalised([("machine", gettext_lazy("machine"))], blank="Any")
    with translation.override("en"):
        assert [(value, str(label)) for value, label in choices] == [("", "Any"), ("machine", "Machine")]
    with translation.override("th"):
        assert str(choices[1][1]) == "เครื่องจักร"
