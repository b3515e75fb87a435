"""Run by `guard.py` in an environment of its own: time a peer on texts, JSON in and out."""

import json
import sys
import time
from collections.abc import Callable


def presidio() -> tuple[Callable[[str], object], str]:
    """Its pattern recognizers on a blank pipeline: its language model is not on the package index."""
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__()
            self.nlp = {"en": spacy.blank("en")}

        def load(self) -> None:
            """Loaded already."""

    engine = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
    wanted = ["EMAIL_ADDRESS", "PHONE_NUMBER", "URL"]
    return (
        lambda text: engine.analyze(text, language="en", entities=wanted)
    ), "patterns alone, without a language model"


def phonenumbers_and_linkify() -> tuple[Callable[[str], object], str]:
    """The two component libraries, one after the other."""
    import phonenumbers
    from linkify_it import LinkifyIt

    links = LinkifyIt()
    return (lambda text: (links.match(text), list(phonenumbers.PhoneNumberMatcher(text, "US")))), "links and numbers"


def main() -> None:
    """Answer the milliseconds of each text."""
    asked = json.load(sys.stdin)
    detect, how = presidio() if asked["peer"] == "presidio" else phonenumbers_and_linkify()
    detect(asked["texts"][0])
    taken = []
    for text in asked["texts"]:
        began = time.process_time()
        detect(text)
        taken.append((time.process_time() - began) * 1000)
    print(json.dumps({"ms": taken, "bytes": sum(len(text.encode()) for text in asked["texts"]), "how": how}))


if __name__ == "__main__":
    main()
