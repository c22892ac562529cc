"""What a phone number at Twilio does with calls and texts, what it should do, and how to have it so."""

from hotline.connect.account import Account, CarrierError, Number, Service
from hotline.connect.wanted import KEEPS_TRYING, Change, changes, fallbacks, shown, wanted

__all__ = [
    "KEEPS_TRYING",
    "Account",
    "CarrierError",
    "Change",
    "Number",
    "Service",
    "changes",
    "fallbacks",
    "shown",
    "wanted",
]
