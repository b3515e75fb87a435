"""Times as a person says them, in local time. Moments are milliseconds since the epoch."""

import time

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

DAY = 86_400_000


def short(at: int, now: int) -> str:
    """`09:12` for today, then `Yesterday`, `Fri` within the week, `14 Nov` within the year, `14 Nov 2024`."""
    moment = time.localtime(at / 1000)
    match days_between(at, now):
        case 0:
            return f"{moment.tm_hour:02}:{moment.tm_min:02}"
        case 1:
            return "Yesterday"
        case days if 1 < days < 7:
            return DAYS[moment.tm_wday]
        case _:
            return date(at, now)


def date(at: int, now: int) -> str:
    """`14 Nov`, or with the year where it is another one."""
    moment = time.localtime(at / 1000)
    year = "" if moment.tm_year == time.localtime(now / 1000).tm_year else f" {moment.tm_year}"
    return f"{moment.tm_mday} {MONTHS[moment.tm_mon - 1]}{year}"


def day(at: int, now: int) -> str:
    """The heading a thing stands under: `Today`, `Yesterday`, `Friday`, `14 Nov`."""
    match days_between(at, now):
        case 0:
            return "Today"
        case 1:
            return "Yesterday"
        case days if 1 < days < 7:
            return LONG_DAYS[time.localtime(at / 1000).tm_wday]
        case _:
            return date(at, now)


def clock(at: int) -> str:
    """`09:12`."""
    moment = time.localtime(at / 1000)
    return f"{moment.tm_hour:02}:{moment.tm_min:02}"


def at_length(at: int, now: int) -> str:
    """`today 09:12`, `yesterday 18:20`, `Friday 09:12`, `14 Nov 09:12`."""
    heading = day(at, now)
    return f"{heading.lower() if heading in {'Today', 'Yesterday'} else heading} {clock(at)}"


def until(at: int, now: int) -> str:
    """How far off a moment is: `today`, `tomorrow`, `in 3 days`."""
    match -days_between(at, now):
        case days if days <= 0:
            return "today"
        case 1:
            return "tomorrow"
        case days:
            return f"in {days} days"


def days_between(at: int, now: int) -> int:
    """Calendar days from the day of `at` to the day of `now`; negative for the future."""
    return _day_number(now) - _day_number(at)


def _day_number(at: int) -> int:
    """Days of the calendar up to the local day of `at`, as `date.toordinal` counts them, without its module."""
    moment = time.localtime(at / 1000)
    past = moment.tm_year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + moment.tm_yday
