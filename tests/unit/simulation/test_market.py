"""Markets in bulk: reproducible, plausible, and varied enough to look at."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from marketplace.contract.entities import Client, FixedBudget, HourlyRange, Invitation, InvitationState, Job, Origin
from marketplace.contract.policy import Policy
from marketplace.engine import Engine
from marketplace.simulation.demo import ANA, open_account
from marketplace.simulation.market import SPAN, bulk, vocabulary

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
COUNT = 4_000
POLICY = Policy()

Row = tuple[Client, Job, Invitation]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(bulk(COUNT, 7, NOW))


def test_the_same_arguments_make_the_same_market(rows: list[Row]) -> None:
    assert list(bulk(COUNT, 7, NOW)) == rows


def test_another_seed_makes_another_market(rows: list[Row]) -> None:
    others = list(bulk(COUNT, 8, NOW))

    assert {invitation.id for _, _, invitation in others}.isdisjoint(invitation.id for _, _, invitation in rows)
    assert [job.title for _, job, _ in others] != [job.title for _, job, _ in rows]


def test_a_huge_market_is_made_as_it_is_taken() -> None:
    assert len(list(islice(bulk(10**9, 7, NOW), 3))) == 3


def test_invitations_come_oldest_first_over_two_years(rows: list[Row]) -> None:
    sent = [invitation.sent_at for _, _, invitation in rows]

    assert sent == sorted(sent)
    assert NOW - SPAN <= sent[0] < NOW - SPAN + timedelta(days=7)
    assert NOW - timedelta(days=7) < sent[-1] <= NOW


def test_nothing_lies_in_the_future_and_nothing_precedes_its_cause(rows: list[Row]) -> None:
    for client, job, invitation in rows:
        assert client.member_since <= invitation.sent_at.date()
        assert job.posted_at <= invitation.sent_at
        assert invitation.sent_at <= (invitation.seen_at or invitation.sent_at) <= NOW


def test_all_states_but_accepted_occur(rows: list[Row]) -> None:
    counts = Counter(invitation.state for _, _, invitation in rows)

    assert set(counts) == set(InvitationState) - {InvitationState.ACCEPTED}
    assert counts[InvitationState.RECEIVED] + counts[InvitationState.SEEN] > COUNT / 3


def test_each_state_brings_what_belongs_to_it(rows: list[Row]) -> None:
    for _, job, invitation in rows:
        state = invitation.state
        assert (invitation.decline is not None) == (state is InvitationState.DECLINED)
        assert (invitation.answered_at is not None) == (state is InvitationState.DECLINED)
        assert (invitation.notice is not None) == (state is InvitationState.REMOVED)
        assert job.is_open == (state is not InvitationState.CLOSED)
        assert (invitation.seen_at is None) or state is not InvitationState.RECEIVED


def test_keys_are_those_of_the_policy(rows: list[Row]) -> None:
    durations = {choice.key for choice in POLICY.durations} | {None}
    reasons = {choice.key for choice in POLICY.decline_reasons}

    assert {job.duration for _, job, _ in rows} == durations
    assert {invitation.decline.reason for _, _, invitation in rows if invitation.decline} == reasons


def test_descriptions_are_worth_reading_and_not_endless(rows: list[Row]) -> None:
    lengths = [len(job.description) for _, job, _ in rows]

    assert min(lengths) >= 200
    assert max(lengths) <= 700


def test_no_slot_of_a_sentence_stays_unfilled(rows: list[Row]) -> None:
    texts = [text for _, job, _ in rows for text in (job.title, job.description)]

    assert not [text for text in texts if "{" in text or "}" in text]


def test_titles_and_descriptions_vary(rows: list[Row]) -> None:
    assert len({job.title for _, job, _ in rows}) > COUNT / 2
    assert len({job.description for _, job, _ in rows}) > COUNT * 0.9


def test_budgets_are_within_the_policy(rows: list[Row]) -> None:
    limits = POLICY.limits
    for _, job, _ in rows:
        match job.budget:
            case HourlyRange(low=low, high=high):
                assert limits.rate_low <= low < high <= limits.rate_high
            case FixedBudget(amount=amount):
                assert limits.amount_low <= amount <= limits.amount_high


def test_both_ways_of_paying_and_both_origins_occur(rows: list[Row]) -> None:
    assert {type(job.budget) for _, job, _ in rows} == {HourlyRange, FixedBudget}
    assert {invitation.origin for _, _, invitation in rows} == set(Origin)


def test_a_client_sends_eight_invitations_on_average(rows: list[Row]) -> None:
    assert len({client.id for client, _, _ in rows}) == COUNT / 8


def test_earlier_invitations_by_the_same_client_are_counted(rows: list[Row]) -> None:
    sent: Counter[str] = Counter()
    for client, _, invitation in rows:
        assert invitation.earlier == sent[client.id]
        sent[client.id] += 1


def test_clients_are_of_every_quality(rows: list[Row]) -> None:
    clients = {client.id: client for client, _, _ in rows}.values()

    assert {client.payment_verified for client in clients} == {True, False}
    assert any(client.hires and client.spent is None for client in clients), "hidden spending"
    assert any(not client.hires for client in clients), "newcomers"
    assert any(client.hires and not client.reviews for client in clients), "never rated"
    assert any(client.rating == 5 for client in clients), "the best"
    assert any(client.rating is not None and client.rating < 4 for client in clients), "the worst"


def test_every_city_has_a_real_time_zone() -> None:
    zones = {zone for place in vocabulary().places for _, zone in place.cities}

    assert all(ZoneInfo(zone) for zone in zones)


def test_the_engine_takes_a_bulk_market_as_it_is(bare: Engine) -> None:
    open_account(bare)

    assert bare.load(bulk(200, 7, NOW), ANA.id) == 200
    assert bare.head(ANA.id) >= 200
