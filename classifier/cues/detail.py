"""English: when, where, with what, and what the writer knows of the reader (pure)."""

from typing import Final

from classifier.cues.cue import Kind
from classifier.cues.phrase import Phrases

DETAIL: Final[Phrases] = {
    (Kind.TIME, "clock"): (
        (r"half (?:past )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})|noon"
        r"|midnight|first light"
        r"|quarter (?:to|past) \w{1,8}|(?:at|by|before|after|till|until) (?:one|two|three|four|five|six"
        r"|seven|eight|nine"
        r"|ten|eleven|twelve)(?! of)|(?:at|by) \d{1,2}(?![\d./:])|\w{3,6} o'?clock"),
    ),
    (Kind.TIME, "date"): (
        (r"\d{1,2}(?:st|nd|rd|th)(?: of)?(?: (?:jan~|feb~|mar|march|apr~|may|june?|july?|aug~|sep~|oct~|nov~"
        r"|dec~))?"),
        (r"\d{1,2} (?:jan~|feb~|march|apr|april|may|june|july|aug~|sept~|oct|october|nov|november|dec"
        r"|december)"),
        r"(?:january|february|march|april|june|july|august|september|october|november|december) \d{1,2}",
    ),
    (Kind.TIME, "day"): (
        "{day}(?: (?:morning|night|evening|afternoon|after|noon))?|(?:this|next) (?:week~|morning|evening)",
    ),
    (Kind.PLACE, "home"): (
        ("(?:{your})(?:<1>| )(?:{dwelling}|window|gate|garden|drive|driveway|balcony|bedroom|stairs|landing"
        "|street|road|estate)"),
        "(?:come|coming|comin) (?:round|over|to (?:{your}) )|(?:{your}) ma'?s|round (?:yours|urs)|at yours",
    ),
    (Kind.PLACE, "work"): (
        ("{your} (?:<1>)?(?:work|office|job|shop|salon|clinic|surgery|workplace|ward|site|desk|shift"
        "|restaurant|bakery|studio)"),
        "(?:the|that) (?:office|surgery|clinic|salon|warehouse|ward|depot|loading bay|plant|rank|staff room)",
    ),
    (Kind.PLACE, "school"): (
        ("(?:the|{your}|her|his|their|outside|after|at|from) (?:<1>)?(?:school|nursery|college|kindergarten"
        "|preschool"
        "|creche|uni|university|campus|daycare|halls|class|dorm|school ?gates?|playground)"),
    ),
    (Kind.PLACE, "way"): (
        ("(?:the|{your}|that|a) (?:<1>)?(?:bus ?stop|station|car ?park|parking lot|alley|underpass|canal"
        "|towpath|park|bridge"
        "|lane|bus|train|tram|platform|gym|pub|church|mosque|layby|corner|tracks|river|path|footpath|subway"
        "|lot|pool|court"
        "|shortcut|ginnel|snicket|quarry|woods|market|chippy|club|library|garage|crossing)"),
    ),
    (Kind.PLACE, "address"): (
        (r"\d{1,4}[a-d]?,? (?:\w{2,14} ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct"
        r"|terrace|crescent"
        r"|way|place|gardens|grove|square|boulevard|blvd|parade|row)"),
        (r"(?:flat|apt|apartment|unit|number|no\.?|house|room) \d{1,4}[a-f]?|(?:\w{3,14} )(?:street|road"
        r"|avenue|crescent)"),
    ),
    (Kind.WEAPON, "firearm"): (
        ("guns?|rifle|pistol|shotgun|handgun|glock|revolver|bullets?|crossbow|ak|ar-?15|\\.?22"
        "|double barrels?|strap|9mm"
        "|cartridges?|firearm|shoot~|shot"),
    ),
    (Kind.WEAPON, "blade"): (
        ("knife|knives|blades?|machetes?|axe|razor|sword|cleaver|stanley|box ?cutter|okapi|dagger|shank|chib"
        "|scissors|hatchet"
        "|secateurs|panga|cutlass|screwdriver|shears|chainsaw|stab~|scalpel|sickle|kirpan"),
    ),
    (Kind.WEAPON, "blunt"): (
        ("hammer|bats?|crowbar|bricks?|wheel brace|golf club|hurley|pipe|wrench|spanner|baton|shovel|spade"
        "|iron bar|tyre iron"
        "|tire iron|knuckle ?dusters?|sledge~|cricket bat|club|steel toe~|belt|rock|stick|tow bar|mallet"
        "|maul|pool cue"),
    ),
    (Kind.WEAPON, "fire"): (
        ("petrol|gasoline|matches|lighter|kerosene|paraffin|diesel|jerry ?can|molotov|on fire|fire ?bomb"
        "|torch (?:{your}|the)"
        "|burn~|accelerant|lighter fluid|set fire|blowtorch|box of matches"),
    ),
    (Kind.WEAPON, "explosive"): (
        "bombs?|grenades?|explosives?|dynamite|pipe ?bomb|blow(?:n|ing)? up|semtex|nail bomb",
    ),
    (Kind.WEAPON, "chemical"): (
        "acid|poison~|antifreeze|bleach|rat bait|weed ?killer|slug pellets|ammonia|lye|cyanide",
    ),
    (Kind.WHEREABOUTS, "lives"): (
        ("(?:know|found|got|have|find~|see|worked) (?:out )?(?:exactly |well )?(?:where|wer|wher) (?:{you}"
        "|{your}|she|he|they)"
        "<3>(?:live~|stay~|sleep~|park~|work~|lives|goes|kids?|is|are|at|drink~|train~)"),
        ("(?:{your}) (?:<1>)?(?:address|addy|postcode|zip|ip|route|plate|reg|rego|number ?plate|home number"
        "|street|location)"),
        ("(?:know|which|what|found|seen|got) (?:<2>)?(?:{your})(?:<1>| )(?:house|flat|street|road|door|car"
        "|window|building|bus)"),
        ("{you} (?:live|lives|stay|moved|sleep) (?:at|in|on|near|by|alone|with|next|above|there)|spare key"
        "|got keys|door code"),
    ),
    (Kind.WHEREABOUTS, "seen"): (
        ("(?:saw|seen|see|watched|watching|followed|following|passed|spotted|met|clocked|heard) (?:{you}"
        "|{your}|her|him|them)"),
        ("(?:outside|behind|opposite|across from|parked by|parked at) (?:{your}|{you})|i can see (?:{you}"
        "|{your})"
        "|behind (?:{you})|i'?m (?:at|in|outside|by) {your}|was (?:at|outside|in|by) {your}|was outside"
        "|drove past"),
    ),
    (Kind.WHEREABOUTS, "routine"): (
        ("every (?:{day}|day|morning|night|evening|week|weekday)|each (?:morning|night|day)|(?:on )?(?:mon"
        "|tues|wednes|thurs"
        "|fri|satur|sun)days|(?:{you}|she|he|they|who) (?:always |usually |still )?(?:leaves?|finish(?:es)?"
        "|walks?|gets? (?:on|off"
        "|out|home|the)|takes?|parks?|catch(?:es)?|comes? (?:home|out|through)|run|runs|jogs?|cycles?"
        "|picks?|drops?|train|trains"
        "|shuts?|locks?|opens?|puts?|sits?|smokes?) (?:at|the|to|from|by|home|on|through|past|it|alone"
        "|there|your|her|his|up|off)"),
        ("what time {you}|when {you} (?:leave|finish|get|go|come)|same (?:time|route|bus|train|road|way)"
        "|home alone"
        "|(?:on {your} own|alone) (?:on|at|till|until|every|in)"),
    ),
}  # fmt: skip
"""Phrases for `Kind.TIME`, `Kind.PLACE`, `Kind.WEAPON` and `Kind.WHEREABOUTS`."""
