"""The few words of the simulator page. Patterns keep their {names}: the page fills them in."""

from __future__ import annotations

from bot.text import Text, _

TEXTS: dict[str, Text] = {
    "title": _("Kunnafoni simulator"),
    "tagline": _("Community health, on any phone"),
    "demo": _("Demo data: nobody here is real, and no message leaves this page."),
    "page_language": _("Language of this page"),
    "reset": _("Clear the view"),
    "views": _("What to show"),
    "sms_phone": _("SMS phone"),
    "chat_phone": _("Smartphone"),
    "record": _("What the bot did"),
    "holder": _("Who holds this phone?"),
    "messages": _("Messages"),
    "write_sms": _("Write an SMS"),
    "write_chat": _("Write a message"),
    "send": _("Send"),
    "examples": _("Try one of these"),
    "empty_phone": _("Tap an example below the phone, or write as you would on your own."),
    "empty_record": _(
        "Send a message: you will see here how it is understood, stored and answered."
    ),
    "location": _("Share a location"),
    "choose_place": _("Choose a place, or click on the map"),
    "place": _("Place"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "share": _("Share"),
    "close": _("Close"),
    "connected": _("Connected"),
    "connecting": _("Connecting"),
    "stopped": _("The bot does not answer. Start it again: this page reconnects by itself."),
    "sending": _("Sending"),
    "kept": _("Stored"),
    "not_kept": _("Not stored"),
    "again": _("Send again"),
    "old_button": _("This question is closed. Please write your answer."),
    "understood": _("Understood as"),
    "nothing": _("nothing known"),
    "handler": _("Answered by"),
    "events": _("What happened"),
    "replies": _("Replies"),
    "stored_in": _("Durably stored after {ms} ms"),
    "thought": _("{ms} ms of thought"),
    "sent": _("Sent to {person}"),
    "urgent": _("urgent"),
    "folded": _("written for SMS"),
    "newer": _("{person} has a new message"),
}
