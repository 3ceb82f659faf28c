"""English: how a threat is put, on a condition or not, openly or by a hint (pure)."""

from typing import Final

from classifier.cues.cue import Kind
from classifier.cues.phrase import Phrases

FORM: Final[Phrases] = {
    (Kind.CONDITION, "if"): (
        (r"(?<!as\s)(?<!see\s)(?<!know\s)(?<!wonder\s)(?<!ask\s)(?<!asked\s)(?<!even\s)(?<!wondering\s)(?<!what\s)(?<!check\s)"
        r"(?<!shame\s)(?<!pity\s)(?<!pain\s)(?<!awful\s)(?<!sad\s)(?<!care\s)(?<!matter\s)(?<!matters\s)(?<!funny\s)"
        r"(?<!doubt\s)(?<!tell\s)(?<!like\s)if(?! only| i were you| ever there was| i may| you ask me)"),
        ("in case (?:{you})|should {you}|yes or no|your choice|you choose|up to you|you decide|ur choice"
        "|ur call"),
    ),
    (Kind.CONDITION, "unless"): (
        ("unless|unles|(?:not|no|nothing|wont|won't|never|keep~|stay~|free)<6>(?:until|til|till) {you}"
        "|as long as (?:{you}|i get|we get)|so long as (?:{you}|i|we)|provided {you}"),
    ),
    (Kind.CONDITION, "or_else"): (
        ("or else|otherwise|if not|either(?! way|side)<6>or|or (?:i|we|i'?ll|il|we'?ll|you|you'?ll|u|{your}"
        "|he|she|they|the|it"
        "|it'?s|someone|somebody|my|im|i'm|everyone|everybody|me|that|this|start|say goodbye|next)"),
    ),
    (Kind.CONDITION, "when"): (
        ("whenever {you}|any ?time (?:{you}|i|we)|(?:the (?:minute|moment|second|first time)"
        "|once) (?:{you})"
        "|(?:the )?next time {you}|(?:the )?(?:first|third|3rd|2nd|second) time (?:{you}|i|we|it|the)"),
    ),
    (Kind.CONDITION, "deed"): (
        ("(?:&|and|an|n|then|,) (?:i'?ll|il|we'?ll|i'?m gonna|imma|i put|i take|i break|i burn|i kill|it'?ll"
        "|{your}e? (?:dead"
        "|finished|done)|you'?re (?:dead|finished|done|next)|{you} (?:won'?t|wont|will regret|lose))"),
        ("and see (?:what|how|if|who|where)|see what happens|(?:and|n|&) (?:the|{your})<4>(?:gets?|goes|dies"
        "|burns?|stops?)"),
        ("(?:come|go|step|walk|set foot|stand) (?:near|anywhere|on|in|into|round|back)<4>again|touch<4>again"
        "|ever again"
        "|once more|one more|another word|word more|1 more|try me|dare|keep (?:talking|posting|it up|on"
        "|calling|ringing)"
        "|say (?:one|a) (?:more )?word|don'?t make me|you (?:leave|tell|go|talk|call|block) (?:me|anyone"
        "|to) (?:and|n|&|,)"
        "|(?:talk|speak|write|print|park|post|ring|call|report|testify|say)<4>again (?:and|n|&|,)"
        "|again<1>(?:and|n|u|you|i|i'?ll|see)"
        "|one (?:phone )?call<6>and"),
    ),
    (Kind.CONDITION, "demand"): (
        ("(?:drop|withdraw|pull|retract|take back) (?:the|that|your|ur) (?:<1>)?(?:charges?|complaints?"
        "|appeal|case|claim|report"
        "|statement|suit|lawsuit|review|grievance|story|video)"),
        ("(?:sign|pay|send|transfer|hand over|give back|give me back|bring back|bring|return|delete"
        "|take down) (?:it|up|me|us|back"
        "|them|the (?:money|cash|papers?|keys?|ring|deeds|video|post|review|rest|form)|what (?:{you}) owe"
        "|my (?:money|cash|stuff"
        "|bike|ring|keys))"),
        ("(?:give|get) (?:me|us) (?:back )?(?:my|our|the|what) (?:<1>)?(?:money|cash|key|keys|account|switch"
        "|phone|rent|deposit|i'm)"),
        ("withdraw|retract|plead (?:not )?guilty|not guilty|pull out|step down|resign"
        "|sign (?:the|it|them|here|up|over|{your})|keep (?:it |{your} (?:mouth )?)(?:shut|quiet)"
        "|shut {your} mouth|say nothing"),
        ("pay up|cough up|pick up the phone|answer (?:the|{your}|ur) phone|answer me|unblock(?: me)?"
        "|{you} owe"),
        (r"\b(?:i|we) (?:want|need) (?:my|the|our|that|\d~)|(?:i'?d like|i will have|i'?ll take) (?:my|the"
        r"|\d~)"),
    ),
    (Kind.CONDITION, "deadline"): (
        (r"by (?:{day}|noon|midnight|then|six|five|nine|ten|end of|easter|christmas|eid|diwali|the (?:\d~"
        r"|end|weekend|time i))"
        r"|by \d{1,2}(?:[:.]\d\d)?(?: ?(?:am|pm|st|nd|rd|th))?(?! (?:flats|men|people|others|votes|of))"),
        r"before (?:{day}|noon|midnight|\d~|the \d~)",
        (r"(?:{you}(?:'ve)? (?:have|got|get)|u got) (?:until|till|til|one|two|three|\d~)<1>(?:{day}|hours?"
        r"|days?|weeks?|min~)"
        "|{you}'ve (?:got )?(?:until|till|til)"),
        (r"\d{1,3} (?:hours?|hrs?|hr|days?|weeks?|minutes|mins) (?:to|left|or|from)|last (?:chance|warning)"
        r"|final warning"
        "|(?:one|two|three|four|five|seven|ten) (?:hours?|days?|weeks?|minutes) (?:left|to)"),
    ),
    (Kind.MANNER, "open"): (
        "{will}(?:<3>| )(?:{harm})",
        r"(?:(?<=going\sto\s)|(?<=gonna\s)|(?<=i'll\s)|(?<=will\s))(?:{harm})",
        "{harm}(?<!end)(?<!cut)(?<!map)<2>(?:{you}|him|her|them|{body})",
        ("(?:{you}|ur|youre|you'?re) (?:are|r|will|gonna|gon|is|going to)<1>(?:dead|die|bleed|burn|pay"
        "|suffer|finished|hurt|stabbed|shot|buried)"),
        ("you'?re (?:<1>)?(?:dead|finished|a dead~|getting (?:hurt|battered|done|it|stabbed|shot)|buried)"
        "|dead (?:man|woman|meat)"
        "|gets? it|next time|death to|(?:is|are|ur|u|your) dead|you'?ll (?:pay|regret|be sorry|die|bleed|suffer"
        "|never walk|wish you)"),
        ("watch<3>(?:bleed|die|burn)|bullet (?:in|for)|say (?:goodbye|ta-?ra|bye) to|in (?:the|a) (?:ground"
        "|hospital"
        "|coffin|box|hole|grave|wheelchair|ditch|body ?bag|freezer|bin bag|microwave)|in bits"
        "|get (?:stabbed|shot|killed|beaten|battered|raped|burnt|smashed)|(?:beat|batter|burn|shot"
        "|stab)~ to death"),
        ("(?:i'?ll|i will|we'?ll|il|ill|imma|i'?m gonna|or i|i'?m)<1>(?:have you|get you|tell|ring|call"
        "|report|send|post|put"
        "|bring|come|coming|make|take|leave|do|show|fix|find|sort|let|see to it)"),
        ("(?:coming|comin|come|round|there|down)<4>with (?:a|the|my|me|two)<1>(?:{arms})|throw<2>acid"
        "|acid (?:in|on) {your}"
        "|change (?:the|{your}) locks|locks get changed|(?:goes|go|going) (?:out|in|through|under|into"
        "|up in|off) (?:the|a)<1>(?:{ends})"
        "|{your} (?:<1>)?(?:coffin|funeral|grave|kneecaps)|broken (?:leg|arm|neck|jaw|nose|fingers?)"
        "|(?:dead|hit by) (?:girl|a bus|a car)|goes up like|(?:picking up|swallow~|missing"
        "|spitting)<2>teeth|(?:bring|need|order)<1>coffin"
        "|(?:someone|somebody) (?:shoot|kill|stab|should (?:shoot|kill|stab))|over for (?:{you})|(?:ring"
        "|rang|tell|told|text|messag|email|mail|sent to|go to)~ {your} (?:boss|manager|gaffer|employer"
        "|agency|school)"
        "|(?:lads|boys|brothers|men|cousins?|nephews) (?:will|are|are gonna|come|coming|remove|change)"),
    ),
    (Kind.MANNER, "veiled"): (
        ("(?:shame|pity|awful|terrible|sad|tragic|pain|sorry|nasty) (?:if|to see|were|when|should|about"
        "|bout)|accidents? (?:do )?"
        "happens?|(?:would|'d) be (?:a|an|such a) (?:shame|pity|pain|tragedy|waste|terrible thing|accident)"
        "|freak accidents?"),
        ("(?:things|anything|something|stuff|bad things) (?:can |could |do |might )?happens?"
        "|watch {your} (?:back|step)"),
        ("sleep (?:well|tight|good)|sweet dreams|night night|take care (?:of|on)|be careful|mind (?:how"
        "|yourself|{your})|stay safe"
        "|drive safe~|careful (?:now|on|with|out)|look after (?:yourself|{your})|safe journey|lock {your}"
        "|get home safe"),
        ("(?:nice|lovely|beautiful|pretty|cute|sweet|handsome) (?:<1>)?(?:{dwelling}|{kin}|{things}|{pets}"
        "|family|little)"),
        ("hope<5>insur~|wouldn'?t want|would hate|hate (?:to see|for)|i'?d be careful|if i were (?:you|him"
        "|her)|be wise"
        "|isn'?t it|aint it|doesn'?t (?:she|he|it)|does (?:she|he) (?:always|ever|still)|just saying"
        "|jus sayin~|only saying"),
        ("ask (?:the last|around|what happened|about)|remember what happened|last (?:one|person|man|fella"
        "|lad|guy|tenant) (?:who|that)"
        "|you know what happens|people (?:disappear|go missing|fall|have accidents)|dark (?:out|round"
        "|there)|on (?:her|his) own"
        "|all alone|no ?(?:one|body) (?:around|would|to hear)|slip(?:py|s|pery)?|fall down|long way (?:down"
        "|up)|would do well to"
        "|pray(?:ing)? for {you}|thinking (?:of|about) (?:you|your)|see you (?:soon|around|there|then)"
        "|thin walls|no signal"
        "|funny how|think on|have a think|not saying|(?:bad|worst) luck|no cameras|any day now"
        "|one of these nights"),
    ),
}  # fmt: skip
"""Phrases for `Kind.CONDITION` and `Kind.MANNER`."""

FAINT: Final[Phrases] = {
    (Kind.MANNER, "veiled"): (
        ("lovely|charming|delightful|pretty|nice|sweet|cosy|tidy|quiet|brave|bold of|well done|congrat~|bravo|do let"
        "|how (?:kind|nice|sweet|lovely|brave|responsible)"),
        ("funny (?:thing|old)|small (?:town|world|place|village|car ?park)|such an?|what an?|asking for a"
        "|word (?:to the wise|of (?:advice|warning))|friendly (?:word|advice|warning|one|note|reminder)"
        "|(?:a|only a) friendly"),
        ("so easy|easy to|easily|be so|trusting|by (?:him|her|your|my)self|at (?:his|her|your|their) age"
        "|(?:it|he|she|they|that|things?) (?:could|might|may)|i'?d be|i would be|you'?d be surprised"
        "|anyone could|anybody could|who knows|you never know"),
        ("i(?:'ve| have)? (?:noticed?|hear|heard|remember)|remember (?:me|when|that|the)|thanks for|thank you for"
        "|best wishes|all the best|regards to|my (?:regards|love|best) to|how(?:'s| is| are) (?:{your}) (?:{kin})"
        "|a lot of"),
        ("no (?:street ?lights?|lights?|neighbours?|witnesses)|wet|steep|icy|brakes|the stairs|dark"
        "|let me (?:know|remind)|long (?:walk|drive|road|way)|hard to (?:see|hear|find)|lets? anyone|let anybody"),
    ),
}  # fmt: skip
"""Hints that are looked for where no other word tells the manner: politeness that no threat needs."""
