"""How a command on the terminal can end, other than well."""

from marketplace.contract.refusals import Refusal


class Failed(Exception):
    """It did not work; the text is one plain sentence."""

    exit_code = 1


class Usage(Failed):
    """It was asked for in a way that makes no sense, or is not possible yet."""

    exit_code = 2


class Refused(Failed):
    """The marketplace said no."""

    exit_code = 3

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal
