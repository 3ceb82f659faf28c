"""English words that the phrases share, and how they are written in a hurry (pure)."""

from typing import Final

WORDS: Final = {
    "your": "your|ur|yr|yer|yo|ya|thy|u're",
    "you": "you|u|ya|yous|youse|ye|yer|yourself|yall|y'all|thee",
    "will": "i'?ll|i will|i'?m gonna|i'?m going to|i'?m gonnae|imma|ima|we'?ll|we will|we'?re gonna"
    "|we'?re going to"
    "|gonna|gonnae|gon|going to|gunna|finna|will|il|i'?d|we'?d|shall|i swear|about to|wanna|want to"
    "|someone'?s going to"
    "|he'?ll|she'?ll|they'?ll|it'?ll|someone'?ll|somebody'?ll",
    "harm": "kill~|murder~|shoot~|stab~|cut~|slit|slice~|smash~|break~|batter~|beat|bash~|burn~|torch~"
    "|hurt~|harm~|die|stomp~|leather|lamp|throttle|thump~|murder"
    "|punch~|kick~|knock~|crush~|bury|drown~|strangle~|choke|hang|rape~|gut|skin|destroy~|ruin~|end|finish"
    "|poison~"
    "|wreck~|rip~|tear|snap|stamp|knife|glass|slap~|whip~|drag~|cave|blow|run you over|deck|do you in|smack~"
    "|twat|nut|brick|mess you up|fuck you up|break|throw~|pour~|pull~|put you|put a|chop~|carve~|crack~|scar~"
    "|bleed|set fire|set the dogs?|kick|stick~|shove~|strip~|flatten|claim|take your|feed|pay you a visit"
    "|bury you",
    "body": "face|head|teeth|tooth|legs?|knees?|kneecaps?|throat|neck|skull|hands?|fingers?|arms?|ribs?|jaw"
    "|nose|eyes?"
    "|bones?|back|guts|ears?|skin|spine|ass|arse|brains?|heart|tongue|blood|life|thumbs?|wrists?|chest|mouth",
    "kin": "mum~|mam|mom~|momma|mother|dad~|da|father|mama|papa|parents|wife|husband|hubby|missus|partner"
    "|son|sons"
    "|daughters?|kids?|child|children|boys?|girls?|lads?|lass|baby|babies|bairns?|wee'?un|brothers?|bro"
    "|sisters?|sis"
    "|nan|nana|nanna|gran|granny|grandma~|grandmother|grandad|granddad|grandpa|grandfather|uncle|aunt~"
    "|cousins?|niece"
    "|nephew|family|folks|twins|grandsons?|grandkids|granddaughter|in-laws|little ones?|fiancee?|old man"
    "|old lady|wean",
    "pets": "dogs?|doggy|cats?|pupp~|pup|kitt~|horses?|pony|ponies|rabbits?|bunny|hens?|chickens?|hamsters?"
    "|gerbils?"
    "|parrot|budgies?|goats?|sheep|cattle|cows?|mutt|terrier|spaniel|lab|labrador|retriever|poodle|collie"
    "|mare|foal"
    "|tortoise|ferrets?|guinea pigs?|pets?|animals?|birds?|pigeons?|donkeys?|llamas?|alpacas?|ducks?|geese"
    "|bees|hives?"
    "|whippet|greyhound|staffy|dachshund|tomcat|koi|goldfish|calves|lambs?|flock|herd|mongrel|mare",
    "things": "car|cars|van|truck|lorry|ute|bike|bicycle|motorbike|scooter|windows?|windscreen|windshield"
    "|tyres?|tires?"
    "|shed|garage|garden|shop|boat|caravan|fence|stall|cart|greenhouse|salon|restaurant|barn|roof|gate"
    "|brakes|paintwork"
    "|laptop|phone|xbox|playstation|ps5|guitar|piano|hay|tractor|polytunnel|allotment|workshop|store|stuff"
    "|furniture"
    "|hedge|business|bakery|cafe|food truck|pub|bar|office|studio|yard|property|belongings|clothes|camper"
    "|trailer",
    "goods": "cars|car|van|truck|lorry|ute|bike|motorbike|scooter|moped|windows?|windscreen|windshield"
    "|tyres?|tires?|shed|shops?"
    "|boat|caravans?|fence|stall|greenhouse|salon|barn|brakes|paintwork|piano|hay|tractor|polytunnel"
    "|allotment|workshop|guitar"
    "|food truck|food van|cello|sofa|sofa set|books|cottage|roof|chapel|mirror|wing mirror|restaurant|farm"
    "|crops?|garage",
    "dwelling": "house|home|flat|place|apartment|front door|door|door ?step|gaff|gaffe|yard|bungalow"
    "|cottage|farm",
    "arms": "bats?|hammer|knife|blade|gun|shotgun|axe|machete|crowbar|tire iron|tyre iron|brick|bar|petrol"
    "|lighter|shovel"
    "|bottle|hurley|chain|acid|match~|rifle|petrol can|claw hammer|sledge~",
    "ends": "dumpster|bin|skip|window|fire|river|canal|shaft|lift|drain|gutter|bath|oven|sea"
    "|quarry|lake|reservoir|van|stove|pool|microwave|flames|smoke|wall|stairs|sea",
    "day": "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays"
    "|fridays"
    "|saturdays|sundays|thurs|tues|weds|tomorrow|tmrw|2moro|tmoro|tonight|tonite|2nite|2night",
}  # fmt: skip
"""Lists by name; a phrase takes one in as `{name}`."""
