"""What every part of the load carries with it: who does it, when, by which chance, and what is there so far."""

import random
from dataclasses import dataclass, field
from datetime import datetime

from openitc.cases.models import Case
from openitc.centers.models import Center, Province
from openitc.enterprises.models import Enterprise, Product
from openitc.pathways.models import Step, Version
from openitc.people.models import User
from openitc.resources.models import Capability, Resource, ResourceType
from openitc.sourcing.models import Maker

SEED = 2561_11_23


@dataclass(slots=True)
class Loading:
    """One load of the sample network; rows are kept by the codes of the catalogue."""

    by: User
    now: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    provinces: dict[str, Province] = field(default_factory=dict)
    centers: dict[str, Center] = field(default_factory=dict)
    capabilities: dict[str, Capability] = field(default_factory=dict)
    types: dict[str, ResourceType] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    steps: dict[int, list[Step]] = field(default_factory=dict)  # by the version of a pathway
    people: dict[str, User] = field(default_factory=dict)
    serving: dict[int | None, User] = field(default_factory=dict)  # the first officer, by the key of the center
    officers: list[tuple[Case, User]] = field(default_factory=list)  # who is to look after which case
    enterprises: list[tuple[Enterprise, Product, str]] = field(default_factory=list)  # with its pathway's code
    makers: dict[str, Maker] = field(default_factory=dict)
    story_enterprises: dict[str, tuple[Enterprise, Product]] = field(default_factory=dict)
