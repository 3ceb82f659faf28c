"""Texts from which the small judge's pieces are made."""

TEXTS = (
    "I will see you at the station tomorrow morning, bring the keys.",
    "Nos vemos mañana en la estación, trae las llaves por favor.",
    "Wir sehen uns morgen am Bahnhof, bring bitte die Schlüssel mit.",
    "Завтра утром увидимся на вокзале, не забудь, пожалуйста, ключи.",
    "kal station pe milte hain, chabi mat bhoolna yaar",
    "明天车站见，请带上钥匙。",
)
