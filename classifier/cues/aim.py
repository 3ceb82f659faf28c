"""English: who or what a threat is aimed at (pure)."""

from typing import Final

from classifier.cues.cue import Kind
from classifier.cues.phrase import Phrases

AIM: Final[Phrases] = {
    (Kind.AIMED_AT, "reader"): (
        "{harm}(?:<2>| (?:{your}) )(?:{you}|{body})",
        ("(?:{you}|ur|youre|yr|you'?re|you'?ll|youll) (?:are|r|will|gonna|gon|is|going to|gon be|wont"
        "|won't)<2>"
        "(?:dead|die|bleed|burn|pay|regret~|suffer|next|finished|done|hurt|stabbed|shot|sorry|beg~|cry~"
        "|wake|see)"),
        "you'?re (?:<1>)?(?:dead|next|finished|done|a dead~|fucked|getting~)",
        "(?:come|coming|comin|came)<3>for (?:{you})",
        "(?:find|finding|follow|following|catch|get|getting|hunt|visit|meet|watch|watching) (?:{you})",
        "(?:{your}) (?:own )?(?:<1>)?(?:{body}|funeral|grave|coffin|casket|corpse)",
        "watch {your} back|dead (?:man|woman|meat|girl|boy)|bullet<4>{you}|u dead",
    ),
    (Kind.AIMED_AT, "family"): (
        (r"(?<!tell\s)(?<!told\s)(?<!left\s)(?<!ring\s)(?<!rang\s)(?<!its\s)(?<!it's\s)(?<!like\s)"
        "(?:{your})(?:<1>| )(?:{kin})(?! (?:said|told|is a|was a|printed|knows|gave|owes|says|rang|asked"
        "|thinks|will hear))"),
        "(?:{your}) (?:{kin})'s (?:{kin})",
        ("(?:them|those|both|her|his|that)(?:<1>| )(?:kids|children|twins|baby|babies|wife|missus"
        "|little ones?|bairns|brother"
        "|sister|mother|mum|son|daughter)"),
        ("(?:{kin}) of (?:yours|urs)|{your} (?:little|wee) (?:guy|one|man|princess|angel)|{your} (?:first"
        "|last)born"),
        ("(?:mum|mom|dad|grandma|grandad|gran|nan) (?:gets|has a|goes|dies|will|falls)|(?:wife|son|husband"
        "|daughter|sister) (?:works"
        "|walks|leaves|plays|drives|goes|closes|takes|at|is at)|no kids|take {your} kids|your (?:entire"
        "|whole) family"),
    ),
    (Kind.AIMED_AT, "pet"): (
        ("(?:{your}|that|them|those|her|his|yon|of {your})(?:<1>| )(?:{pets})"
        "|(?:{your}) <1>little <1>(?:{pets})|nice (?:{pets})"),
        ("(?:kill|killing|feed|drown|poison|poisoning|run over|shoot|got|bye|goodbye)<1>(?:the|this|that|one"
        "|a) (?:{pets})|the (?:{pets})<1>(?:gets|goes|dies"
        "|is|was|will|in|back|next|bark~|shut|found|down)|(?:{pets}) (?:down|dead|gone|gets it|next|poison)"),
    ),
    (Kind.AIMED_AT, "property"): (
        "(?:{your}|that|his|her)(?:<1>| )(?:{goods})(?! park)",
        "(?:{kin})'s (?:{goods}|{dwelling})",
        ("(?:burn~|torch~|smash~|wreck~|trash~|key|keyed|slash~|rip~|flood~|demolish~|set fire to|kick~"
        "|break~|ruin~"
        "|paint~|change|chuck~|bin|dump~|brick~|scratch~)<3>(?:{goods}|{things}|{dwelling}|locks"
        "|stuff)(?! park)"),
        ("(?:{goods}|{things}|{dwelling}|shutters)<1>(?:burn~|goes up|go up|up in|on fire|is ash|will be ash"
        "|in bits|put through"
        "|put out|in the (?:skip|dumpster|bin|fire|pool)|gets (?:keyed|smashed|bricked|burnt))"),
        ("(?:good|decent|home|house|fire|contents) insurance|insured|places? like that goes? up"
        "|lighter fluid|hedge|tyres|tires"
        "|windows put|paintwork|propane"),
    ),
    (Kind.AIMED_AT, "job"): (
        ("{your} (?:<1>)?(?:job|jobs|career|boss|bosses|manager|employers?|workplace|hr|licen[cs]e|contract"
        "|visa|agency|school"
        "|pension|reference|hours|shifts?|clients?|customers|tenure|degree|supervisor|probation|scholarship"
        "|sponsor~|head of~"
        "|practice|internship|placement|livelihood|rota|grade|wages|salary|promotion|phd|regulator"
        "|registration|dean|partners"
        "|references|iqama|matron|reputation|name in)"),
        ("(?:fired|sacked|unemployable|blacklisted|struck off|deported|jobless|fire you|sack you|suspended"
        "|redundant|bye career"
        "|disciplinary|out of work|immigration|home office|never work|gross misconduct|the (?:gmc|nmc"
        "|bar council))"),
        ("(?:never|won't|wont|nobody will|not|no one will)<4>(?:work|teach|nurse|practise|practice|hire"
        "|hired|drive)(?:<3>again"
        "| anywhere| in this)"),
        ("(?:tell|told|ring|call|email|write to|report|phone|lose|talk to|word with)<3>(?:boss|hr|employer"
        "|job|manager|council"
        "|sponsor|agency|head|principal|dean|governors|matron|ward)"),
        "(?:{you})(?:<2>)?out of a job|references?|shifts go|hours go|a reference",
    ),
    (Kind.AIMED_AT, "third_party"): (
        ("{your} (?:<1>)?(?:friends?|pal|mates?|neighbou?rs?|colleagues?|boyfriend|girlfriend|bf|gf|lover"
        "|fella|new man|ex|fancy man"
        "|lawyer|solicitor|witness|flatmate|housemate|roommate|teacher|client|bestie|buddy|lodger)"),
        "tell (?:him|yer man|{your} (?:mate|friend|pal|brother|husband|man|boss))|him and his",
        "{will} (?:{harm})<1>(?:him|her|them|his|their)",
        ("(?:he|she|they)(?:'s|'re| is| are| will| gonna| gon)<1>(?:dead|next|finished|getting|die|pay"
        "|regret)"),
    ),
    (Kind.AIMED_AT, "group"): (
        ("you people|{your} kind|{your} (?:people|tribe|mosque|synagogue|temple|church|gurdwara|shul"
        "|camp)(?! (?:at|on))"
        "|(?:the|that|this|a) (?:<1>)?(?:mosque|synagogue|gurdwara|pride|parade|refuge|hostel|vicarage)"
        "|(?:immigrants|asylum~"
        "|illegals|muslims|jews|gays|trannies|migrants|refugees|travellers|gypsies|foreigners)"),
        "(?:every one|every last one|the lot|each one) of (?:you|yous|youse|them)|people like you|patriots",
    ),
    (Kind.AIMED_AT, "self"): (
        "(?:kill|kills|killing|hang|hanging|hurt|shoot|cut|drown|top|harm|unalive) (?:myself|meself|mesel)",
        "(?:end|ending|take|taking) (?:it all|my own life|my life)",
    ),
}  # fmt: skip
"""Phrases for `Kind.AIMED_AT`."""
