# ruff: noqa: E501, SIM905
"""Names of hosts: which are real, and what is found there."""

from enum import Enum, auto
from functools import cache
from importlib import resources

RESERVED = frozenset(
    {"example", "test", "invalid", "localhost", "local", "internal", "lan", "localdomain", "home", "corp", "svc"}
)
RESERVED_DOMAINS = frozenset(
    {
        "example.com",
        "example.org",
        "example.net",
        "example.edu",
        "yourdomain.com",
        "domain.com",
        "mydomain.com",
        "yoursite.com",
    }
)
PROVIDERS = frozenset(
    "gmail googlemail yahoo ymail hotmail outlook live msn icloud proton protonmail gmx web yandex ukr wp onet interia rediffmail"
    " zoho fastmail tutanota tuta aol rambler libero orange laposte bol uol terra seznam mail hey inbox freenet t-online naver qq 163".split()
)


class Place(Enum):
    """What a link leads to."""

    MEETING = auto()
    CHAT = auto()
    FORM = auto()
    WORK = auto()
    OTHER = auto()


_PLACES = {
    Place.MEETING: (
        "zoom.us zoom.com/j meet.google.com teams.microsoft.com teams.live.com calendly.com cal.com whereby.com meet.jit.si"
        " webex.com gotomeeting.com gotomeet.me bluejeans.com tidycal.com savvycal.com meetings.hubspot.com doodle.com"
        " acuityscheduling.com youcanbook.me koalendar.com zcal.co calendar.app.google calendar.google.com join.skype.com"
        " meetup.com/join chime.aws lu.ma cal.me oncehub.com simplybook.me setmore.com appoint.ly zeeg.me tucalendi.com"
        " riverside.fm streamyard.com gather.town discord.com/channels huddle.team meet.new app.gather.town book.ms"
        " outlook.office365.com/owa/calendar outlook.office.com/bookwithme bookings.office.com reclaim.ai picktime.com"
    ),
    Place.CHAT: (
        "t.me telegram.me telegram.dog telegram.org/@ wa.me api.whatsapp.com chat.whatsapp.com web.whatsapp.com wa.link m.me fb.me"
        " facebook.com fb.com instagram.com instagr.am ig.me linkedin.com lnkd.in twitter.com x.com tiktok.com snapchat.com"
        " discord.gg discord.com/invite discord.com/users discordapp.com/users join.slack.com viber.me line.me vk.com ok.ru"
        " signal.me signal.group threads.net bsky.app linktr.ee bio.link about.me beacons.ai taplink.cc keybase.io"
        " reddit.com/u reddit.com/user wechat.com msng.link qr.link lnk.bio solo.to bento.me contact.me hihello.me"
        " kakao.com open.kakao.com zalo.me xing.com mastodon.social icq.im matrix.to rocket.chat u.wechat.com skype.com"
        " messenger.com tlgg.ru tele.click"
    ),
    Place.FORM: (
        "forms.gle docs.google.com/forms typeform.com airtable.com/shr airtable.com/app airtable.com/form jotform.com tally.so surveymonkey.com"
        " forms.office.com forms.microsoft.com wufoo.com paperform.co formstack.com cognitoforms.com greenhouse.io lever.co"
        " workable.com ashbyhq.com fiverr.com freelancer.com peopleperhour.com guru.com recruitee.com bamboohr.com smartrecruiters.com"
        " forms.yandex.ru forms.zoho.com zfrmz.com fillout.com formspree.io getform.io survey.zoho.com opnform.com teamtailor.com"
        " personio.de breezy.hr forms.clickup.com forms.monday.com wkf.ms limesurvey.net indeed.com wellfound.com angel.co"
    ),
    Place.WORK: (
        "behance.net dribbble.com github.com github.io gitlab.com bitbucket.org codepen.io medium.com dev.to artstation.com vimeo.com"
        " youtube.com youtu.be soundcloud.com figma.com stackoverflow.com kaggle.com huggingface.co deviantart.com 500px.com"
        " flickr.com unsplash.com itch.io substack.com contently.com muckrack.com clippings.me journoportfolio.com myportfolio.com"
        " coroflot.com issuu.com play.google.com apps.apple.com pinterest.com cargo.site format.com crevado.com hashnode.dev"
        " upwork.com codesandbox.io jsfiddle.net replit.com observablehq.com public.tableau.com sketchfab.com audius.co"
        " bandcamp.com imdb.com mixcloud.com spotify.com open.spotify.com proz.com translatorscafe.com scholar.google.com orcid.org"
        " researchgate.net wattpad.com carbonmade.com ulule.com notion.site vercel.app netlify.app"
    ),
}
_BY_PREFIX = {name: place for place, names in _PLACES.items() for name in names.split()}


def place_of(host: str, path: str) -> Place:
    """What stands behind `host` and `path`: the longest entry that fits decides."""
    labels = host.removeprefix("www.").split(".")
    first = path.lstrip("/").split("/")[0].split("?")[0]
    for index in range(max(0, len(labels) - 4), len(labels) - 1):
        domain = ".".join(labels[index:])
        for name in (
            f"{domain}/{path.lstrip('/')[:3]}",
            f"{domain}/{first}",
            f"{domain}/@" if first.startswith("@") else "",
            domain,
        ):
            if (place := _BY_PREFIX.get(name)) is not None:
                return place
    if len(labels) > 3 and (place := _BY_PREFIX.get(".".join(labels[-2:]))) is not None:
        return place
    return Place.OTHER


def is_reserved(domain: str) -> bool:
    """Made for examples and inner networks: it reaches nobody."""
    labels = domain.split(".")
    return labels[-1] in RESERVED or ".".join(labels[-2:]) in RESERVED_DOMAINS


@cache
def _suffixes() -> frozenset[str]:
    file = resources.files("marketplace.contract.contact") / "tables" / "suffixes.txt"
    return frozenset(line for line in file.read_text("utf-8").split("\n") if line and not line.startswith("#"))


def is_suffix(label: str) -> bool:
    """Whether `label` is a top-level domain in which names are given out."""
    return label in _suffixes() or label.startswith("xn--")
