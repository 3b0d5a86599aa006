"""One person at several addresses: proved, never guessed; nothing of either is lost."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.address import Address
from bot.errors import AddressStopped
from bot.message import Notice, Reply
from bot.text import verbatim
from handlers import HANDLERS
from handlers.link.codes import Sealed, code_in, fits, new_code, sealed
from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR, House

TELEGRAM = Address("telegram", "42")
SECOND = Address("telegram", "43")
UNKNOWN = Address("tel", "+22370000055")
LINKED = "est lié : ici et par SMS, vous êtes la même personne pour nous."
NUMBER = CHW.path


async def shares(house: House, number=CHW, who=TELEGRAM) -> list[str]:
    """Press the button of Telegram that shares one's own number."""
    return await house.says("", who, shared=number)


async def asks(house: House, who=TELEGRAM, number=CHW) -> str | None:
    """Say that a number is theirs; the code that went to it, if one did."""
    await house.says("lier", who)
    before = len(house.channel.sent)
    await house.says(number.path, who)
    return next((code_in(text) for text in house.sent_to(number, before)), None)


async def people(house: House) -> dict[str, str]:
    """Whose each address is."""
    return dict(await house.rows("SELECT address, contact_id FROM contact_address"))


async def are_one(house: House, one: Address, other: Address) -> bool:
    owners = await people(house)
    return owners.get(str(one)) == owners.get(str(other), "nobody")


async def test_a_number_shared_by_telegram_brings_role_language_and_history(staffed):
    await staffed.says("palu 2 koro", CHW)
    await staffed.says("hello", TELEGRAM)
    [answer] = await staffed.says("LIER", TELEGRAM)
    assert answer.startswith("Quel est votre numéro de téléphone ?")
    assert staffed.channel.sent[-1][0].reply.wants == "contact"
    assert staffed.channel.sent[-1][1].wants == ("contact", "Partager mon numéro")
    [answer] = await shares(staffed)
    assert answer.startswith(f"{NUMBER} {LINKED}")
    assert await are_one(staffed, CHW, TELEGRAM)
    await staffed.plays(
        """
        > rougeole 3 f
        < No 2 : rougeole, 3 cas féminins, Douentza. Superviseur prévenu. Erreur ? ANNULER 2
        > annuler 1
        < Annulé : no 1, paludisme, 2 cas. Pour le renvoyer, écrivez tout le rapport.
        """,
        TELEGRAM,
    )


async def test_the_phone_is_told_that_its_number_was_shared(staffed):
    await staffed.says("hello", TELEGRAM)
    await shares(staffed)
    [warning] = staffed.sent_to(CHW)
    assert warning.startswith("Ce numéro est maintenant lié à Telegram. Ce n’était pas vous ?")


async def test_a_number_that_was_typed_is_proved_by_the_code_that_its_phone_gets(staffed):
    await staffed.says("hello", TELEGRAM)
    await staffed.says("lier", TELEGRAM)
    [answer] = await staffed.says("70 00 00 01", TELEGRAM)
    assert answer == (
        f"Si {NUMBER} est connu ici, un code y arrive par SMS. Écrivez ce code ici dans les 10 "
        "minutes."
    )
    [sms] = staffed.sent_to(CHW)
    assert sms.endswith("Si vous ne l’avez pas demandé, ne faites rien.")
    assert not await are_one(staffed, CHW, TELEGRAM)
    [answer] = await staffed.says(code_in(sms), TELEGRAM)
    assert answer.startswith(f"{NUMBER} {LINKED}")
    assert await are_one(staffed, CHW, TELEGRAM)


@pytest.mark.parametrize("text", ["LIER 70 00 00 01", "lier +223 70000001", "numéro: 70-00-00-01"])
async def test_word_and_number_may_come_together(staffed, text):
    await staffed.says("hello", TELEGRAM)
    [answer] = await staffed.says(text, TELEGRAM)
    assert answer.startswith(f"Si {NUMBER} est connu ici")


@pytest.mark.parametrize("writing", ["{} {}", "{}-{}", "code {}{}.", "{} {} merci"])
async def test_the_code_is_found_however_it_is_written(staffed, writing):
    await staffed.says("hello", TELEGRAM)
    code = await asks(staffed)
    [answer] = await staffed.says(writing.format(code[:3], code[3:]), TELEGRAM)
    assert LINKED in answer


async def test_a_code_in_pairs_is_no_report_in_codes(staffed):
    await staffed.says("hello", TELEGRAM)
    code = await asks(staffed)
    [answer] = await staffed.says(f"{code[:2]} {code[2:4]} {code[4:]}", TELEGRAM)
    assert LINKED in answer


# Nobody without proof ----------------------------------------------------------------------------


def another(code: str) -> str:
    return str((int(code) + 1 - 100_000) % 900_000 + 100_000)


async def test_three_wrong_codes_and_it_is_over(staffed):
    await staffed.says("hello", TELEGRAM)
    code = await asks(staffed)
    for _each in range(2):
        [answer] = await staffed.says(another(code), TELEGRAM)
        assert answer == "Ce n’est pas le bon code. Regardez bien et écrivez-le."
    [answer] = await staffed.says(another(code), TELEGRAM)
    assert answer == "Ce code n’est plus valable. Envoyez LIER pour en recevoir un autre."
    await staffed.says(code, TELEGRAM)
    assert not await are_one(staffed, CHW, TELEGRAM)


async def test_a_code_of_ten_minutes_ago_is_too_old(staffed):
    await staffed.says("hello", TELEGRAM)
    code = await asks(staffed)
    staffed.clock.advance(minutes=10)
    await staffed.says(code, TELEGRAM)
    assert not await are_one(staffed, CHW, TELEGRAM)


async def test_only_the_last_code_counts_and_only_once(staffed):
    await staffed.says("hello", TELEGRAM)
    first = await asks(staffed)
    staffed.clock.advance(minutes=1)
    second = await asks(staffed)
    await staffed.says(first, TELEGRAM)
    assert not await are_one(staffed, CHW, TELEGRAM)
    await staffed.says(second, TELEGRAM)
    assert await are_one(staffed, CHW, TELEGRAM)
    assert await staffed.rows("SELECT count(*) FROM linked") == [(1,)]
    await staffed.says(second, TELEGRAM)
    assert await staffed.rows("SELECT count(*) FROM linked") == [(1,)]


async def test_the_code_of_one_person_is_of_no_use_to_another(staffed):
    for who in (TELEGRAM, SECOND):
        await staffed.says("hello", who)
    code = await asks(staffed, TELEGRAM)
    await asks(staffed, SECOND)
    await staffed.says(code, SECOND)
    assert not await are_one(staffed, CHW, SECOND)


async def test_codes_are_kept_as_nobody_can_read_them(staffed):
    await staffed.says("hello", TELEGRAM)
    code = await asks(staffed)
    [row] = await staffed.rows("SELECT salt, digest, address, contact_id FROM link_code")
    assert code not in str(row)


async def test_three_codes_an_hour_for_a_person(staffed):
    await staffed.says("hello", TELEGRAM)
    phones = [BY_KEY[key] for key in ("chw-douentza", "chw-koro", "chw-ansongo", "resident-koro")]
    codes = [await asks(staffed, TELEGRAM, phone) for phone in phones]
    assert [bool(code) for code in codes] == [True, True, True, False]
    [answer] = await staffed.says("lier 70000007", TELEGRAM)
    assert answer == "Assez de codes ont été envoyés. Réessayez dans une heure."
    staffed.clock.advance(hours=1)
    assert await asks(staffed, TELEGRAM, phones[3])


async def test_three_codes_an_hour_for_a_number_whoever_asks(staffed):
    strangers = [Address("telegram", str(n)) for n in range(50, 54)]
    for who in strangers:
        await staffed.says("hello", who)
    assert [bool(await asks(staffed, who)) for who in strangers] == [True, True, True, False]


async def test_many_who_ask_at_once_for_one_number_get_three_codes_together(staffed):
    """The count is made under the number's lock: two processes do not both see room for one."""
    strangers = [Address("telegram", str(n)) for n in range(60, 68)]
    for who in strangers:
        await staffed.says("hello", who)
    processes = [staffed.with_handlers(*HANDLERS) for _each in strangers]
    asked = [staffed.message(f"lier {NUMBER}", who) for who in strangers]
    await asyncio.gather(*(p.receive(m) for p, m in zip(processes, asked, strict=True)))
    await staffed.hears(CHW)
    assert len(staffed.sent_to(CHW)) == 3


async def test_a_stranger_s_phone_gets_nothing_and_nobody_learns_whether_we_know_it(staffed):
    await staffed.says("hello", TELEGRAM)
    known = await staffed.says(f"lier {NUMBER}", TELEGRAM)
    unknown = await staffed.says(f"lier {UNKNOWN.path}", TELEGRAM)
    assert unknown == [known[0].replace(NUMBER, UNKNOWN.path)]
    assert staffed.sent_to(UNKNOWN) == []
    assert str(UNKNOWN) not in await people(staffed)


async def test_who_said_stop_is_not_sent_codes_that_others_ask_for(staffed):
    await staffed.says("stop", CHW)
    await staffed.says("hello", TELEGRAM)
    assert await asks(staffed) is None


async def test_what_is_no_number_is_asked_for_again_and_left_politely(staffed):
    await staffed.says("hello", TELEGRAM)
    await staffed.says("lier", TELEGRAM)
    for text in ("je ne sais pas", "7000"):
        [answer] = await staffed.says(text, TELEGRAM)
        assert answer.startswith("Je ne trouve pas de numéro de téléphone.")
    [answer] = await staffed.says("hmm", TELEGRAM)
    assert answer.startswith("Nous en restons là.")


async def test_a_report_instead_of_the_number_is_taken(staffed):
    await staffed.says("lier", CHW)
    [answer] = await staffed.says("palu 2 koro", CHW)
    assert answer.startswith("No 1 : paludisme, 2 cas, Koro.")


# What comes together -----------------------------------------------------------------------------


async def test_everything_of_both_is_the_person_s(staffed):
    """A role, a report, a signal, what was followed and heard: nothing stays with the older."""
    await staffed.says("english", TELEGRAM)
    await staffed.says("measles 1 koro", TELEGRAM)
    await staffed.says("zero", CHW)
    older = (await people(staffed))[str(TELEGRAM)]
    person = (await people(staffed))[str(CHW)]
    await staffed.rows(
        "INSERT INTO assignment (contact_id, role, area_id) "
        f"VALUES ('{older}', 'chw', 'district-douentza') RETURNING role"
    )
    await staffed.rows(
        "INSERT INTO assignment (contact_id, role, area_id) "
        f"VALUES ('{older}', 'supervisor', NULL) RETURNING role"
    )
    await shares(staffed)
    for table in NAMING:
        rows = await staffed.rows(f"SELECT count(*) FROM {table} WHERE contact_id = '{older}'")
        assert rows == [(0,)], table
    assert await staffed.rows(
        f"SELECT role FROM assignment WHERE contact_id = '{person}' ORDER BY role"
    ) == [("chw",), ("supervisor",)]
    assert await staffed.rows("SELECT DISTINCT contact_id FROM report") == [(person,)]
    assert await staffed.rows(f"SELECT merged_into FROM contact WHERE id = '{older}'") == [
        (person,)
    ]
    assert await staffed.rows(f"SELECT locale FROM contact WHERE id = '{person}'") == [("fr",)]


VERSIONS = Path("bot/store/migrations/versions")
TABLE = re.compile(r"CREATE TABLE (\w+) \(\n(.*?)\n\s*\)", re.DOTALL)
NAMING = sorted(
    name
    for path in VERSIONS.glob("v*.py")
    for name, columns in TABLE.findall(path.read_text())
    if re.search(r"\bcontact_id\b", columns) and name != "linked"
)


# A recipient's row stays where the sending has come to; who it is now is asked when it is sent.
STAY = {"broadcast_recipient"}


@pytest.mark.parametrize("table", NAMING)
def test_every_table_that_names_a_person_is_moved(table):
    """A new table belongs to a feature, which reacts to `PeopleMerged`."""
    files = [path for root in ("bot", "handlers") for path in Path(root).rglob("*.sql")]
    sql = "\n".join(path.read_text() for path in files)
    if table in STAY:
        return
    into = "(:into|CASE WHEN contact_id = :older THEN :into .*)"
    moved = re.search(rf"UPDATE {table} SET contact_id = {into}", sql)
    copied = re.search(rf"INSERT INTO {table} [^;]*CAST\(:into AS TEXT\)", sql)
    assert moved or copied, f"{table}: nothing moves its rows when two contacts are one person"


async def test_a_language_that_the_phone_had_not_chosen_is_taken_over(house):
    await house.says("palu", UNKNOWN)
    await house.says("english", TELEGRAM)
    [answer] = await shares(house, UNKNOWN)
    assert answer.startswith(f"{UNKNOWN.path} is linked")


async def test_the_question_that_waits_at_the_phone_still_waits(staffed):
    await staffed.says("palu 3m", CHW)
    await staffed.says("hello", TELEGRAM)
    await shares(staffed)
    [answer] = await staffed.says("1", CHW)
    assert "3 cas masculins" in answer


async def test_who_stopped_anywhere_has_stopped(staffed):
    await staffed.says("stop", TELEGRAM)
    await shares(staffed)
    await staffed.says("rougeole 1 douentza", BY_KEY["chw-koro"])
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(2,)]


async def test_what_was_to_be_told_to_the_older_is_told_to_the_person(staffed):
    """A reminder that was set before keeps the old id."""
    await staffed.says("hello", TELEGRAM)
    older = (await people(staffed))[str(TELEGRAM)]
    await shares(staffed)
    async with staffed.dispatcher._store.batch() as session:
        await session.notify([Notice(older, Reply(verbatim("reminder")))], staffed.clock())
    assert await staffed.hears(TELEGRAM) == ["reminder"]


async def test_three_in_a_row_become_one(staffed):
    """Two telephones and a Telegram: first one, then the other, each proved."""
    other = BY_KEY["resident-koro"]
    await staffed.says("hello", TELEGRAM)
    first = (await people(staffed))[str(TELEGRAM)]
    await shares(staffed, other)
    code = await asks(staffed, TELEGRAM, CHW)
    await staffed.says(code, TELEGRAM)
    assert await are_one(staffed, CHW, other)
    assert await are_one(staffed, CHW, TELEGRAM)
    person = (await people(staffed))[str(CHW)]
    assert await staffed.rows(f"SELECT merged_into FROM contact WHERE id = '{first}'") == [
        (person,)
    ]


async def test_a_number_that_never_wrote_is_known_from_now_on(staffed):
    await staffed.says("hello", TELEGRAM)
    [answer] = await shares(staffed, UNKNOWN)
    assert answer.startswith(f"{UNKNOWN.path} {LINKED}")
    assert await are_one(staffed, UNKNOWN, TELEGRAM)
    assert staffed.sent_to(UNKNOWN) == []
    await staffed.says("english", UNKNOWN)
    [answer] = await staffed.says("help", TELEGRAM)
    assert answer.startswith("Danger (fits")


async def test_to_share_the_number_twice_changes_nothing(staffed):
    await staffed.says("hello", TELEGRAM)
    await shares(staffed)
    before = await people(staffed)
    [answer] = await shares(staffed)
    assert answer.startswith(f"{NUMBER} {LINKED}")
    assert await people(staffed) == before


async def test_by_sms_the_other_number_is_asked_for(staffed):
    await staffed.plays(
        """
        > lier
        < Quel est votre autre numéro ? Envoyez-le : il reçoit un code par SMS. Pour Telegram, écrivez-y LIER.
        > 70000001
        < C’est le numéro avec lequel vous écrivez.
        """  # noqa: E501
    )
    code = await asks(staffed, BY_KEY["resident-koro"], CHW)
    await staffed.says(code, BY_KEY["resident-koro"])
    assert await are_one(staffed, CHW, BY_KEY["resident-koro"])


async def test_who_blocks_telegram_is_told_by_sms(staffed):
    await staffed.says("hello", TELEGRAM)
    await shares(staffed, SUPERVISOR)
    staffed.clock.advance(minutes=1)
    await staffed.says("merci", TELEGRAM)
    staffed.channel.sent.clear()
    staffed.channel.failures = [AddressStopped("blocked")]
    await staffed.dispatcher.receive(staffed.message("rougeole 3 f douentza", STRANGER))
    await staffed.rows(
        f"DELETE FROM outbound WHERE address = '{STRANGER}' AND status = 'queued' RETURNING id"
    )
    await staffed.hears(SUPERVISOR)
    [alert] = staffed.sent_to(SUPERVISOR)
    assert "rougeole, 3 cas" in alert
    assert staffed.sent_to(TELEGRAM) == []


# At once -----------------------------------------------------------------------------------------


async def both(staffed, *messages):
    """Each in a process of its own."""
    processes = [staffed.with_handlers(*HANDLERS) for _each in messages]
    await asyncio.gather(*(p.receive(m) for p, m in zip(processes, messages, strict=True)))
    while await staffed.outbox.deliver(100):
        pass


async def failed(staffed) -> int:
    return (await staffed.rows("SELECT count(*) FROM inbound WHERE error IS NOT NULL"))[0][0]


@pytest.mark.parametrize("attempt", range(5))
async def test_the_phone_writes_while_it_is_being_linked(staffed, attempt):
    await staffed.says("hello", TELEGRAM)
    report = staffed.message(f"palu {attempt + 2} koro", CHW)
    await both(staffed, staffed.message("", TELEGRAM, shared=CHW), report)
    assert await are_one(staffed, CHW, TELEGRAM)
    person = (await people(staffed))[str(CHW)]
    assert await staffed.rows("SELECT contact_id FROM report") == [(person,)]
    assert await staffed.rows(f"SELECT count(*) FROM inbound WHERE contact_id <> '{person}'") == [
        (0,)
    ]
    assert await failed(staffed) == 0


@pytest.mark.parametrize("attempt", range(5))
async def test_two_who_prove_the_same_number_at_once_are_one_person_with_it(staffed, attempt):
    for who in (TELEGRAM, SECOND):
        await staffed.says("hello", who)
    shared = [staffed.message("", who, shared=CHW) for who in (TELEGRAM, SECOND)]
    await both(staffed, *shared[:: 1 if attempt % 2 else -1])
    assert await are_one(staffed, CHW, TELEGRAM)
    assert await are_one(staffed, CHW, SECOND)
    assert await failed(staffed) == 0


@pytest.mark.parametrize("attempt", range(5))
async def test_two_who_prove_a_number_that_nobody_had_yet(staffed, attempt):
    for who in (TELEGRAM, SECOND):
        await staffed.says("hello", who)
    await both(staffed, *(staffed.message("", w, shared=UNKNOWN) for w in (TELEGRAM, SECOND)))
    assert await are_one(staffed, TELEGRAM, SECOND)
    assert await failed(staffed) == 0


@pytest.mark.parametrize("attempt", range(5))
async def test_two_phones_that_prove_each_other_at_once(staffed, attempt):
    other = BY_KEY["resident-koro"]
    codes = {CHW: await asks(staffed, other, CHW), other: await asks(staffed, CHW, other)}
    proofs = [staffed.message(codes[CHW], other), staffed.message(codes[other], CHW)]
    await both(staffed, *proofs)
    assert await are_one(staffed, CHW, other)
    assert await failed(staffed) == 0


async def test_both_addresses_of_one_batch(staffed):
    """The message that links and a report from the phone, taken together in one transaction."""
    await staffed.says("hello", TELEGRAM)
    await asyncio.gather(
        staffed.dispatcher.receive(staffed.message("", TELEGRAM, shared=CHW)),
        staffed.dispatcher.receive(staffed.message("palu 2 koro", CHW)),
        staffed.dispatcher.receive(staffed.message("aide", TELEGRAM)),
    )
    assert await are_one(staffed, CHW, TELEGRAM)
    await staffed.hears(TELEGRAM)
    assert staffed.sent_to(TELEGRAM)[-1].startswith("Cas : ROUGEOLE 3 F DOUENTZA")


# Codes -------------------------------------------------------------------------------------------


def test_a_code_fits_itself_and_nothing_else():
    code = new_code()
    kept = sealed(code)
    assert len(code) == 6
    assert code[0] != "0"
    assert fits(code, kept)
    assert not fits(another(code), kept)
    assert sealed(code) != kept, "the same code is kept differently each time"
    assert not fits(code, Sealed("other", kept.digest))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("12-34-56", "123456"),
        ("le code est 123456.", "123456"),
        ("１２３４５６", "123456"),
        ("1234567", None),
        ("12345", None),
        ("70 00 00 01", None),
        ("", None),
    ],
)
def test_a_code_in_a_message(text, code):
    assert code_in(text) == code
