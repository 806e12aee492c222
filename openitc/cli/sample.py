"""`openitc sample`: the sample network, loaded once or begun anew."""

import argparse

from openitc.cli.framework import part, ready_django


def run(words: list[str]) -> int:
    """Load, begin anew, or say who can sign in."""
    parser = argparse.ArgumentParser(prog="openitc sample", description="The sample network: not official data.")
    parser.add_argument("what", choices=["load", "reset", "people", "story"])
    what = parser.parse_args(words).what
    ready_django()
    match what:
        case "load":
            part("openitc.sample.load", "load_once")()
        case "reset":
            part("openitc.sample.load", "reset")()
        case "people":
            from django.utils import translation

            with translation.override("en"):
                people = part("openitc.sample.people", "who_can_sign_in")()
            width = max((len(email) for email, _role in people), default=0)
            print(f"\nWho can sign in; the password of all is {part('openitc.sample.people', 'PASSWORD')}")
            for email, role in people:
                print(f"  {email:<{width}}  {role}")
        case "story":
            number = part("openitc.sample.people", "story_case")()
            return int(part("openitc.routes.report", "print_case")(number)) if number else 0
    return 0
