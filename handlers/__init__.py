"""The whole bot at a glance: who answers, what follows from what happened, what comes later."""

from bot.handler import Job
from handlers import emergency, help, join, language, stop, training, welcome  # noqa: A004
from handlers.advice import handler as advice
from handlers.alerts import (
    again,
    answering,
    checked,
    comparing,
    deciding,
    ending,
    escalating,
    listing,
    new_cases,
    not_theirs,
    reopened,
    settled,
    spoken,
    unchecked,
    warning,
    watching,
    which,
)
from handlers.alerts import handler as alerts
from handlers.alerts import records as decided
from handlers.alerts.heard import hearing
from handlers.alerts.naming import naming
from handlers.broadcast import counting, sending, steering
from handlers.broadcast import following as broadcasts
from handlers.broadcast import handler as broadcast
from handlers.clinics import asking, following, keeping, late, reminding
from handlers.clinics import records as schedule
from handlers.link import handler as link
from handlers.link import records as linked
from handlers.report import (
    changes,
    kept_zeros,
    nobody,
    questions,
    records,
    signals,
    telling,
    unanswered,
)
from handlers.report import handler as report
from handlers.report import late as late_answers
from handlers.report.amending import handler as amending
from handlers.talk import handler as talk
from handlers.talk import records as talks
from handlers.weeks import handler as weeks
from handlers.weeks import records as told
from handlers.weeks import telling as weekly
from handlers.welcome import introducing

HANDLERS = (
    stop.stopping,
    stop.starting,
    broadcast.handler,
    steering.handler,
    talk.answering,
    talk.handler,
    emergency.handler,
    amending.handler,
    keeping.handler,
    language.handler,
    help.handler,
    not_theirs.handler,
    alerts.handler,
    listing.handler,
    which.handler,
    spoken.handing(report.anew),
    new_cases.handing(report.anew, alerts.taken),
    answering.handing(report.anew, alerts.answered),
    nobody.handler,
    weeks.handler,
    training.handler,
    introducing(join.handler),
    talk.opening,
    link.handler,
    following.handler,
    changes.cancelling,
    changes.correcting,
    signals.placing,
    introducing(report.handler),
    introducing(advice.handler),
    introducing(asking.handler),
    welcome.handler,
)
FALLBACK = late_answers.answering(
    answering.answering(naming(hearing(welcome.fallback))), report.handler, amending.handler
)
REACTIONS = (
    language.reaction,
    stop.reaction,
    *join.reactions,
    training.reaction,
    *linked.reactions,
    *records.reactions,
    *kept_zeros.reactions,
    *unanswered.reactions,
    *questions.reactions,
    checked.reaction,
    *deciding.reactions,
    *ending.reactions,
    warning.reaction,
    *watching.reactions,
    *reopened.reactions,
    *again.reactions,
    decided.moving,
    told.moving,
    *telling.reactions,
    *schedule.reactions,
    asking.reaction,
    *late.reactions,
    *broadcasts.reactions,
    *counting.reactions,
    *talks.reactions,
)
JOBS: tuple[Job, ...] = (
    *reminding.jobs,
    escalating.job,
    unchecked.job,
    unanswered.job,
    settled.job,
    *comparing.jobs,
    *weekly.jobs,
    counting.job,
    sending.job,
    talks.job,
)
