# ruff: noqa: E501, SIM905
"""User names of other services: a name beside the service, or one that is there to be written to."""

import re
from collections.abc import Iterator

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.lexicon import triggers
from marketplace.contract.contact.scene import Match, Scene

_NAME = r"@?(?:live:)?\.?[a-z][\w.-]{1,38}\w(?:#\d{4})?"
_MARKED = re.compile(r"@[a-z]\w|live:|[a-z][._]|\d|_|#\d{4}$|[a-z]-[a-z]")
_SERVICES = (
    r"whats?app|telegram|tg|skype|viber|wechat|weixin|discord|snap(?:chat)?|kakao(?:talk)?|line|signal|icq|threema|kik|insta(?:gram)?|ig|facebook|fb|messenger|linkedin"
    r"|twitter|tiktok|vk|slack|zoom|teams|hangouts|телеграм\w*|телег\w*|тг|скайп\w*|вайбер\w*|ватсап\w*|вотсап\w*|инстаграм\w*|інстаграм\w*|инста|інста|дискорд\w*|фейсбук\w*"
    r"|zap|zapzap|wasap|واتساب|تلغرام|تيليجرام|सкайп|टेलीग्राम|व्हाट्सएप|github|gitlab"
)
_AFTER_SERVICE = re.compile(
    rf"(?<![\w@])(?P<service>{_SERVICES})(?![\w])(?P<link>[\s:=(\-–—>,\"']|\b(?:id|is|handle|user\s?name|user|nick(?:name)?|name|account|contact|as|at|me|under|by|on|und|ist|es|est|é|e|jest|hai|number|profile|tag|"
    rf"ник|нік|логін|логин|it's|there|my|i'm|im|add|to|ping|write|pls|please|called|user-id|userid|unter|als|como|com|bajo|sous|pod|під|под|mein|mon|mi|meu|here|:)\b){{0,6}}[\s:=(\-–—>\"']*(?P<name>{_NAME})"
)
_BEFORE_SERVICE = re.compile(
    rf"(?<![\w.@/])(?P<name>@?[a-z][\w.-]{{2,38}}\w(?:#\d{{4}})?)(?P<link>[\s,(\-:]+(?:(?:is|on|in|at|my|via|my|the|for|over|from|en|no|na|auf|sur|bei|в|у|на|for|it's|i'm|=|is\smy|handle)[\s:]+){{0,3}})(?P<service>{_SERVICES})(?![\w])"
)
_TALKED_OF = re.compile(
    r"[\s'’-]*(?:api|bot|bots|clone|integration|business|template|channel|group|ads?|feed|sdk|web|app|widget|campaign|account manager|marketing|chatbot|support|team|users?|customers?)\b"
)
_AT_NAME = re.compile(r"(?<![\w@./])@([a-z][\w.-]{2,38}\w)(?![\w@/-])")
_CODE_WORDS = frozenset(
    "property media import keyframes supports override staticmethod classmethod types font-face charset param return returns deprecated layer apply tailwind include mixin extend use"
    " everyone here channel all team admin component injectable input output entity autowired bean test before after dataclass cached_property lru_cache cache app.route pytest.fixture"
    " pytest.mark.parametrize decorator namespace container page throws author see since todo ts-ignore ts-expect-error babel angular nestjs vue react mui latest next beta alpha click.command"
    " abstractmethod wraps login_required transactional service controller restcontroller requestmapping getmapping postmapping component viewchild pipe ngmodule"
    " functools.wraps contextmanager override suppresswarnings nullable nonnull inject module query mutation resolver column data builder getter setter slf4j".split()
)
_CALLING = re.compile(
    r"\b(?:ping|dm|pm|message|msg|text|add|follow|find|write|contact|reach|hit|tag|search|look|hmu|inbox|user\s?name|handle|nick(?:name)?|insta|ig|я|пишіть|пишите|підписуй\w*|schreib\w*|folg\w*|escribeme|sigueme|buscame|"
    r"me chama|me siga|chama|ecris\w*|napisz|dm's|dms|me at|i'm|i am|find me|catch me|handle's|username's|my ig|my user)\b"
)
_EMOJI = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff]")
_ORDINARY = frozenset(
    "is are was has have had can will would should the and but not for with from this that these those there here your you our group channel chat call calls link links button message messages number account"
    " profile business automation marketing content posts ads page pages login connect connection available broken down working integration please instead because before after when where while now today tomorrow"
    " only too well also and/or or video voice meeting meetings web app-based based first second style like-minded e-commerce end-to-end real-time follow-up sign-up set-up one-on-one add-on built-in opt-in log-in".split()
)


def handles(scene: Scene) -> Iterator[Match]:
    """User names, with the services they belong to."""
    known = triggers()
    if "github" in scene.words or any("Csc".find(known[word][0]) >= 0 for word in scene.triggering):
        yield from _beside_services(scene)
    if "@" in scene.text:
        yield from _standing_alone(scene)


def _beside_services(scene: Scene) -> Iterator[Match]:
    for found in _AFTER_SERVICE.finditer(scene.text):
        if _is_name(scene, found):
            yield Match(found.start("name"), found.end("name"), Kind.HANDLE)
    for found in _BEFORE_SERVICE.finditer(scene.text):
        if _is_marked(found["name"]) and not _TALKED_OF.match(scene.text, found.end("service")) and _named_like(found):
            yield Match(found.start("name"), found.end("name"), Kind.HANDLE)


def _is_name(scene: Scene, found: re.Match[str]) -> bool:
    name = found["name"]
    if _TALKED_OF.match(scene.text, found.end("service")) or name.lstrip("@") in _ORDINARY | _CODE_WORDS:
        return False
    if _is_marked(name):
        return True
    said = found["link"] or ""
    whole = scene.text[found.start() : found.start("name")]
    tail = scene.text[found.end() : found.end() + 2]
    stops = not tail.strip() or tail[0] in ".,;!?)\n"
    return (
        bool(said)
        and stops
        and bool(re.search(r":\s*$|=\s*$|\b(?:id|user\s?name|handle|nick(?:name)?|ник|нік)\b", whole))
    )


def _is_marked(name: str) -> bool:
    return (
        _MARKED.search(name) is not None
        and name.lstrip("@") not in _CODE_WORDS | _ORDINARY
        and not re.fullmatch(r"[a-z]+\d?\.(?:js|py|net|io|ts|md|app|json|css|html?|php|com)|\w+-\w+", name)
    )


def _named_like(found: re.Match[str]) -> bool:
    return found["name"].startswith("@") or bool(re.search(r"[_\d]|\w\.\w", found["name"]))


def _standing_alone(scene: Scene) -> Iterator[Match]:
    for found in _AT_NAME.finditer(scene.text):
        name = found[1].rstrip(".")
        if name in _CODE_WORDS or found[1].split(".")[0] in _CODE_WORDS:
            continue
        sentence = scene.around(found.start())
        before = scene.text[sentence.start : found.start()]
        if (
            scene.alone(found.start(), found.end())
            or _EMOJI.search(before[-6:])
            or _CALLING.search(scene.text, sentence.start, sentence.end)
        ):
            yield Match(found.start(), found.start() + 1 + len(name), Kind.HANDLE)
