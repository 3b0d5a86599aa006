"""One person at several addresses: a phone number that is proved to be theirs."""
