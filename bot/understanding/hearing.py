"""To hear no more from us, or again; to be told of visits, or no more of those of a place.

`J'ai quitté Kolokani. Plus besoin de m'avertir des visites` asks for no visit.
"""

from __future__ import annotations

from bot.understanding.said import Said
from bot.understanding.sentences import Sentence
from bot.understanding.small import small

TELLS_ME, WORD, WHENEVER = small("tells_me"), small("sends_me_word"), small("whenever")
WHEN, CHANGES = small("when_it_comes"), small("it_changes")
SAYS, EVERY_TIME = small("says_to_me"), small("every_time")
NO_MORE, NEVER_AGAIN, SOONER = small("no_more_of"), small("never_again"), small("sooner_or_later")
ENDS, FOLLOWING, MY_FOLLOWS = small("ends_it"), small("following_it"), small("of_my_follows")
ENDS_WORD, MESSAGE, NOTHING = small("ends_word"), small("word_of_ours"), small("nothing_more")
GETS, WEARIES, NOT_RECEIVED = small("gets_it"), small("wearies_me"), small("not_received")
TAKES_OFF, NUMBER, ALONE = small("takes_off"), small("own_number"), small("leaves_me_alone")
BEHIND, RESUMES = small("ended_behind"), small("resumes_word")
STOPS, COURTESIES = small("stops_alone"), small("courtesy")
DENIES, WANTED = small("does_not_want"), small("wanted_behind")
DENIES_FIRST = small("denies_first")
AGAIN, LET_COME, TAKEN_BACK = small("once_more"), small("let_it_come"), small("taken_back")
STOPS_NOW, HAD_STOPPED = small("stops_now"), small("had_stopped")
WANTS, NEWS = small("wants_it"), small("news_of_it")
RESTARTS = ((AGAIN, LET_COME), (LET_COME, AGAIN), (RESUMES, MESSAGE))
# Words between two that belong together.
BESIDE, FEW, SOME, FAR = 1, 2, 4, 6


# Without one of these nothing of the kind is meant; which is so of nearly all messages.
TELLING = TELLS_ME | WORD | SAYS | NEWS | FOLLOWING | MY_FOLLOWS
SENDING = MESSAGE | NOTHING | NUMBER | ALONE | STOPS | HAD_STOPPED


def starts(said: Said) -> bool:
    """`je veux encore recevoir vos sms`, `j'avais tout arrêté. Renvoyez les messages`."""
    had = said.has(HAD_STOPPED)
    if not (had or said.has(MESSAGE)):
        return False
    if any(each.has(STOPS_NOW) and not each.has(HAD_STOPPED) for each in said.sentences):
        return False
    return any(
        any(each.led(*row, within=FAR) for row in RESTARTS) and not each.has(TAKEN_BACK)
        for each in said.sentences
    )


def stops(said: Said) -> bool:
    """`plus de sms svp`, `on veut plus rien recevoir`; but not `plus de sms pour Boron`."""
    told = said.has(MESSAGE)
    return any(
        (_wants_no_word(each) or (told and each.led(NO_MORE, WORD, within=BESIDE)))
        and not _is_of_one_place(said, each)
        for each in said.sentences
    ) or (not said.ill and _only_stops(said))


def _wants_no_word(said: Sentence) -> bool:
    if said.has(HAD_STOPPED):
        return False
    if said.has(ALONE) or said.led(TAKES_OFF, NUMBER, within=BESIDE):
        return True
    if said.led(NOTHING, GETS, within=FEW) or said.led(GETS, NOTHING, within=FEW):
        return True
    if said.led(MESSAGE, WEARIES, within=FEW) or said.led(DENIES, MESSAGE, WANTED, within=SOME):
        return True
    if said.led(MESSAGE, BEHIND, within=BESIDE):
        return True
    if said.has(NOT_RECEIVED):
        return False  # `je ne reçois plus de messages` complains
    return said.led(ENDS_WORD, MESSAGE, within=SOME)


def _only_stops(said: Said) -> bool:
    """`J'ai pas d'enfant, pourquoi ces sms ? Stop.`: a sentence that is nothing else."""
    words = STOPS_NOW if said.has(MESSAGE) else STOPS
    return any(each.is_only(words, COURTESIES) for each in said.sentences)


def _is_of_one_place(said: Said, sentence: Sentence) -> bool:
    """`plus de messages sur Boron`; in Bambara the place stands before the message."""
    if said.is_about(sentence, MESSAGE) or sentence.led(TAKES_OFF, MY_FOLLOWS, within=FEW):
        return True
    ends = [end for _begin, end in sentence.spans(DENIES_FIRST)]
    begins = [begin for begin, _end in sentence.spans(MESSAGE)]
    between = (sentence.words[e:b] for e in ends for b in begins if e < b)
    return any(said.names_a_thing([each]) for words in between for each in words)


def leaves(said: Said) -> bool:
    """`plus besoin de m'avertir`, `ne me prévenez plus`, `arrêt suivi Koro`."""
    return any(
        each.led(NO_MORE, TELLS_ME, within=FEW)
        or each.led(NO_MORE, WORD, within=BESIDE)
        or each.led(DENIES_FIRST, WORD, within=SOME)
        or (each.led(NO_MORE, SAYS, within=BESIDE) and said.is_about(each, SAYS))
        or _never_again(each)
        or each.led(ENDS, FOLLOWING, within=FEW)
        or each.led(ENDS, MY_FOLLOWS, within=SOME)
        or (_wants_no_word(each) and _is_of_one_place(said, each))
        or (each.led(ENDS_WORD, NEWS, within=FEW) and said.is_about(each, NEWS))
        for each in said.sentences
    )


def _never_again(said: Sentence) -> bool:
    """`ne me prévenez plus`; but not `prévenez-moi plus tôt`."""
    after = (said.words[end : end + 1] for end in said.behind(TELLS_ME, NEVER_AGAIN))
    return any(not each or each[0] not in SOONER for each in after)


def follows(said: Said) -> bool:
    """`avisez-moi quand l'équipe vient`, `un message dès qu'il y a du nouveau sur le passage`."""
    if any(word.means("mark") == "death" for word in said.words):
        return False  # `il est mort sans nous prévenir`
    return any(
        (each.has(TELLS_ME) and (said.visits or each.has(WHENEVER) or each.has(WHEN)))
        or (each.has(WORD) and each.has(WHENEVER) and (said.visits or each.has(CHANGES)))
        or (said.visits and each.led(WORD, WHEN, within=FEW))
        or (said.visits and each.has(SAYS) and each.has(EVERY_TIME))
        or said.is_about(each, TELLS_ME)
        or (each.led(WANTS, NEWS, within=FEW) and said.is_about(each, NEWS))
        for each in said.sentences
    )
