"""What only one kind of test asks of whoever plans it; each form gives the settings of `rules.questionnaire`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openitc.centers.operations.wording import label_in_both
from openitc.market_tests.queries.attributes import AMOUNTS, LIKED
from openitc.market_tests.rules.questionnaire import Settings, attributes_of, prices_of, words_of
from openitc.market_tests.rules.settings import FEWEST_PRICES, MOST_PRICES
from openitc.shared.forms import BahtField, capitalised

OWN = "own"  # the key of an attribute that is named freely
UNIT_HELP = _("As people buy it: one bag of 10, one jar of 200 g.")
PRICE = "price_"


class SettingsForm(forms.Form):
    """What every one of them can do."""

    use_required_attribute = False

    @property
    def settings(self) -> dict[str, object]:
        """What was typed, as the test keeps it."""
        return {}

    @staticmethod
    def typed_of(settings: Settings) -> dict[str, Any]:  # noqa: ARG004 - each kind reads its own
        """The settings as they stand in the fields."""
        return {}

    def pair(self, name: str) -> dict[str, str]:
        """A pair of fields as a pair of words."""
        return {language: str(self.cleaned_data.get(f"{name}_{language}") or "").strip() for language in ("th", "en")}


class LikingSettings(SettingsForm):
    """Which attributes are judged, and how."""

    amounts = forms.MultipleChoiceField(
        label=_("Is it just right? From too little to too much"),
        choices=capitalised(AMOUNTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("These tell you what to change in the recipe."),
    )
    liked = forms.MultipleChoiceField(
        label=_("How much do they like it? Nine points"),
        choices=capitalised(LIKED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Overall liking is always asked. Choose few: all of it is to be answered within a minute."),
    )
    own_th = forms.CharField(label=_("Another attribute (Thai)"), max_length=60, required=False)
    own_en = forms.CharField(label=_("Another attribute (English)"), max_length=60, required=False)
    own_amount = forms.BooleanField(label=_("Ask whether it is too little or too much"), required=False)
    buy = forms.BooleanField(label=_("Ask whether they would buy it"), required=False, initial=True)

    @property
    def settings(self) -> dict[str, object]:
        """The chosen attributes with their words in both languages, and the one that was named freely."""
        typed = self.cleaned_data
        attributes: list[dict[str, object]] = [
            {"key": key, "words": label_in_both(words), "liked": liked, "amount": not liked}
            for chosen, known, liked in ((typed["amounts"], AMOUNTS, False), (typed["liked"], LIKED, True))
            for key, words in known.items()
            if key in chosen
        ]
        own = self.pair(OWN)
        if any(own.values()):
            amount = typed["own_amount"]
            attributes.append({"key": OWN, "words": words_of(own), "liked": not amount, "amount": amount})
        return {"attributes": attributes, "buy": typed["buy"]}

    @staticmethod
    def typed_of(settings: Settings) -> dict[str, Any]:
        """The settings as they stand in the fields."""
        rows = attributes_of(settings)
        own = next((row for row in rows if row["key"] == OWN), None)
        words = words_of(own["words"]) if own else {"th": "", "en": ""}
        return {
            "amounts": [row["key"] for row in rows if row.get("amount")],
            "liked": [row["key"] for row in rows if row.get("liked")],
            "own_th": words["th"],
            "own_en": words["en"],
            "own_amount": bool(own and own.get("amount")),
            "buy": settings.get("buy", True),
        }


class PriceSettings(SettingsForm):
    """What the price is for."""

    unit_th = forms.CharField(label=_("What is priced (Thai)"), max_length=100, help_text=UNIT_HELP)
    unit_en = forms.CharField(label=_("What is priced (English)"), max_length=100, required=False)

    @property
    def settings(self) -> dict[str, object]:
        """The unit that is priced."""
        return {"unit": self.pair("unit")}

    @staticmethod
    def typed_of(settings: Settings) -> dict[str, Any]:
        """The settings as they stand in the fields."""
        words = words_of(settings.get("unit"))
        return {"unit_th": words["th"], "unit_en": words["en"]}


class IntentSettings(PriceSettings):
    """The prices that are asked, one after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's forms take them
        super().__init__(*args, **kwargs)
        for turn in range(1, MOST_PRICES + 1):
            label = _("Price %(turn)s in baht") % {"turn": turn}
            self.fields[f"{PRICE}{turn}"] = BahtField(label=label, required=turn <= FEWEST_PRICES)

    @property
    def prices(self) -> list[forms.BoundField]:
        """The fields of the prices."""
        return [self[f"{PRICE}{turn}"] for turn in range(1, MOST_PRICES + 1)]

    @property
    def settings(self) -> dict[str, object]:
        """The unit and its prices, ascending."""
        given = {self.cleaned_data.get(f"{PRICE}{turn}") for turn in range(1, MOST_PRICES + 1)}
        return {**super().settings, "prices": sorted(price for price in given if price)}

    @staticmethod
    def typed_of(settings: Settings) -> dict[str, Any]:
        """The settings as they stand in the fields."""
        prices = {f"{PRICE}{turn}": price for turn, price in enumerate(prices_of(settings), start=1)}
        return {**PriceSettings.typed_of(settings), **prices}


class ChoiceSettings(SettingsForm):
    """What A and B are, and whether everyone sees both."""

    about = forms.ChoiceField(
        label=_("What differs"),
        choices=[("package", _("The package")), ("name", _("The name")), ("recipe", _("The recipe"))],
    )
    how = forms.ChoiceField(
        label=_("How it is shown"),
        choices=[
            ("paired", _("Everyone compares both: needs fewer people")),
            ("monadic", _("Each person sees one of the two, drawn by chance: as in a shop")),
        ],
        widget=forms.RadioSelect,
        initial="paired",
    )
    a_th = forms.CharField(label=_("A in Thai"), max_length=100)
    a_en = forms.CharField(label=_("A in English"), max_length=100, required=False)
    b_th = forms.CharField(label=_("B in Thai"), max_length=100)
    b_en = forms.CharField(label=_("B in English"), max_length=100, required=False)

    @property
    def settings(self) -> dict[str, object]:
        """A and B by their names."""
        typed = self.cleaned_data
        return {"about": typed["about"], "how": typed["how"], "a": self.pair("a"), "b": self.pair("b")}

    @staticmethod
    def typed_of(settings: Settings) -> dict[str, Any]:
        """The settings as they stand in the fields."""
        words = {side: words_of(settings.get(side)) for side in ("a", "b")}
        named = {f"{side}_{language}": words[side][language] for side in words for language in ("th", "en")}
        return {"about": settings.get("about"), "how": settings.get("how"), **named}


class PilotSettings(PriceSettings):
    """At what price it is sold."""

    price = BahtField(label=_("Price in baht"))

    @property
    def settings(self) -> dict[str, object]:
        """The unit and its price."""
        return {**super().settings, "price": self.cleaned_data["price"]}

    @staticmethod
    def typed_of(settings: Settings) -> dict[str, Any]:
        """The settings as they stand in the fields."""
        return {**PriceSettings.typed_of(settings), "price": settings.get("price")}
