"""One filled form (一份自评表): its rows and levels, and what is marked on its values."""
