"""The attributes that tests of liking usually ask about, in words; one may always name another."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AMOUNTS: Mapping[str, str | Promise] = {  # judged from too little to too much
    "sweetness": _("sweetness"),
    "saltiness": _("saltiness"),
    "sourness": _("sourness"),
    "bitterness": _("bitterness"),
    "strength": _("strength of taste"),
    "crispness": _("crispness"),
    "size": _("size"),
}
LIKED: Mapping[str, str | Promise] = {  # judged from dislike to like
    "look": _("look"),
    "smell": _("smell"),
    "taste": _("taste"),
    "texture": _("texture"),
    "aftertaste": _("aftertaste"),
    "package": _("package"),
}
