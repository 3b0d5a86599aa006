"""SMS and WhatsApp through Twilio: signed webhooks in, the official asynchronous client out."""

from bot.channels.twilio.channel import TwilioChannel, WhatsAppChannel, opened
from bot.channels.twilio.parsing import EMPTY, SMS, WHATSAPP

__all__ = ["EMPTY", "SMS", "WHATSAPP", "TwilioChannel", "WhatsAppChannel", "opened"]
