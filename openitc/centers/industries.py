"""The industries that the network speaks of."""  # house: neither a table nor a rule, and all packages above name them

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Classes of ISIC Rev. 4 (United Nations, 2008), which Thailand's TSIC refines. The names are shortened; Thai ones are
# after TSIC 2552 (Department of Employment).
INDUSTRIES: dict[str, str | Promise] = {
    "1010": _("Meat"),
    "1020": _("Fish and seafood"),
    "1030": _("Fruit and vegetables"),
    "1040": _("Oils and fats"),
    "1050": _("Dairy"),
    "1061": _("Grain and rice"),
    "1062": _("Starch"),
    "1071": _("Bakery"),
    "1073": _("Cocoa and sweets"),
    "1075": _("Prepared meals"),
    "1079": _("Coffee, tea, herbs and other food"),
    "1080": _("Animal feed"),
    "1104": _("Soft drinks and water"),
    "1311": _("Yarn"),
    "1312": _("Weaving"),
    "1313": _("Dyeing and finishing of textiles"),
    "1392": _("Made-up textiles"),
    "1410": _("Clothing"),
    "1512": _("Bags and leather goods"),
    "1520": _("Shoes"),
    "1629": _("Wood, bamboo and rattan"),
    "1709": _("Paper goods"),
    "2011": _("Basic chemicals"),
    "2023": _("Soap and cosmetics"),
    "2100": _("Medicines and botanicals"),
    "2219": _("Rubber goods"),
    "2220": _("Plastic goods"),
    "2393": _("Porcelain and ceramics"),
    "2410": _("Iron and steel"),
    "2592": _("Metal treatment and machining"),
    "2593": _("Cutlery, tools and moulds"),
    "2599": _("Metal goods"),
    "2610": _("Electronic components"),
    "2651": _("Measuring and testing instruments"),
    "2710": _("Electric motors and apparatus"),
    "2750": _("Household appliances"),
    "2790": _("Other electrical equipment"),
    "2821": _("Farm machinery"),
    "2822": _("Machine tools"),
    "2829": _("Special machinery"),
    "2910": _("Vehicles"),
    "2930": _("Vehicle parts"),
    "3100": _("Furniture"),
    "3211": _("Jewellery and silverware"),
    "3290": _("Gifts, souvenirs and other goods"),
    "5210": _("Warehousing"),
}


def industry_name(code: str) -> str:
    """The name of the class in the reader's language; one unknown here is shown by its number."""
    return str(INDUSTRIES.get(code, code))


def industry_choices(*, blank: str | Promise | None = None) -> list[tuple[str, str | Promise]]:
    """The industries for a form, by their numbers; with `blank` one may choose none."""
    chosen = [] if blank is None else [("", blank)]
    return [*chosen, *INDUSTRIES.items()]
