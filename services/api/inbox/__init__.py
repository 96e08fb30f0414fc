"""The mailbox (收件): mail stored first, then opened, every part of it on the ledger."""
