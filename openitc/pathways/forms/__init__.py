"""What is typed about pathways, one file a noun."""

from openitc.pathways.forms.pathways import HomeForm, NewPathwayForm, PathwayForm
from openitc.pathways.forms.steps import StepForms

__all__ = ("HomeForm", "NewPathwayForm", "PathwayForm", "StepForms")
