"""The rules of the house, executable. Every failure says why the rule exists."""
