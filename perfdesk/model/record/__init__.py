"""One filled form (一份自评表): its rows and levels, and which of its values wait to be confirmed."""
