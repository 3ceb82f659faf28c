"""Words that are disguised because they hurt (pure data)."""

from typing import Final

HOSTILE: Final = tuple(
    """
    fuck fucks fucked fucker fuckers fuckin fucking fuckface fuckhead fuckwit motherfucker motherfuckers
    motherfucking shit shits shitty shithead shithole shitbag shitface shitfaced bullshit dipshit shite
    shitting bitch bitches bitchy bitching bitchass cunt cunts cunty dick dicks dickhead dickheads cock
    cocks cocksucker cocksuckers pussy pussies prick pricks twat twats ass asses asshole assholes arse
    arsehole arseholes dumbass jackass badass smartass fatass asswipe whore whores slut sluts slutty skank
    skanks slag slags hoe hoes thot tramp hooker hookers bastard bastards wanker wankers wank tosser bellend
    knobhead bollocks minger nigger niggers nigga niggas faggot faggots fag fags faggy dyke dykes tranny
    trannies shemale kike kikes spic spics chink chinks gook gooks paki pakis wetback wetbacks raghead
    ragheads towelhead coon coons jigaboo spastic retard retards retarded mongoloid cripple golliwog gypsy
    gypo kill kills killed killer killing kys die dies died dying dead death murder murders murdered
    murderer murdering rape raped rapes raping rapist rapists stab stabs stabbed stabbing shoot shoots
    shooting shot gun guns knife knives bomb bombs bombed burn burned burning burnt hang hanged hanging hurt
    hurting hurts choke choked strangle strangled slit throat slice sliced slash slashed butcher drown
    drowned poison beat beating beaten punch punched smash smashed crush crushed destroy destroyed bury
    buried grave graves coffin bleed bleeding blood bloody attack torture tortured suffer suffering threat
    threaten violence weapon acid hunt hunting hunted kidnap kidnapped execute executed lynch lynched
    suicide suicidal harm yourself stupid stupidity idiot idiots idiotic moron morons moronic imbecile dumb
    dumber dumbest loser losers pathetic worthless useless ugly ugliest fat fatty fatso disgusting disgust
    disgrace disgraceful filthy filth trash garbage scum scumbag scumbags vermin pig pigs rat rats snake
    parasite parasites cockroach cockroaches maggot maggots leech creep creepy freak freaks pervert perverts
    perverted pedo pedos pedophile paedophile paedo lunatic psycho crazy insane liar coward cowards weak
    waste joke failure hate hated hates hateful despise nobody wretched vile repulsive monster animal
    animals subhuman savage savages terrorist terrorists nazi nazis damn goddamn crap piss pissed hell porn
    nude nudes naked tits titties boobs penis vagina cum cumming suck sucks sucked sucker sucking lick
    blowjob handjob horny sexy sex anal dildo orgasm masturbate wanking jerk jerkoff nipples blackmail
    expose leak leaked leaking address house home family children daughter sister mother watching follow
    following find found waiting outside police bitcoin pay puta putas puto putos mierda joder jodete cabron
    cabrona cabrones pendejo pendeja pendejos marica maricon maricones zorra zorras perra perras gilipollas
    imbecil idiota idiotas estupido estupida hijueputa malparido malparida gonorrea verga culo cono matar
    matarte muere muerete asco merde pute putes putain salope salopes connard connards connasse encule
    enculer enculee batard batarde chienne crever creve niquer nique tuer scheisse scheiss arschloch
    arschlocher fotze fotzen hure huren hurensohn wichser schlampe schlampen schwuchtel missgeburt umbringen
    totschlagen verrecke verrecken drecksau schwein idiotin stronzo stronza stronzi puttana puttane troia
    troie cazzo merda vaffanculo bastardo bastarda coglione coglioni ammazzare ammazzo uccidere frocio
    caralho porra foder fodase buceta viado viados vadia vadias desgraca desgracado desgracada corno
    arrombado kurwa kurwy kurwo chuj chuja pierdol pierdolony pierdolona pizda suka suki zajebac zajebany
    zabije dziwka dziwko debil spierdalaj jebac jebany cwel pedal szmata szmato kut kanker kankerhoer hoer
    hoeren klootzak klootzakken lul mongool tering tyfus kapot vermoorden sukkel eikel orospu pic siktir
    sikerim sikeyim gavat kahpe gebertecegim geber oldur ibne pezevenk serefsiz madarchod madarchot
    behenchod bhenchod bhosdike chutiya chutiye gaand gandu randi harami kutta kutte kamina saala
    """.split()  # noqa: SIM905  (a page of words is read more easily than a page of quotes)
)
"""Words of threats, insults and obscenity in languages with Latin letters, the likelier reading of a disguise first.

No word list judges: these only say which word a disguised one was, and the model judges that.
"""

SPELLINGS: Final = {
    **dict.fromkeys(("fck", "fuk", "fuc", "fcuk", "phuck", "phuk", "fvck", "fukk", "fucc", "fvk"), "fuck"),
    **dict.fromkeys(
        ("fking", "fkin", "fcking", "fckin", "fckng", "fukin", "fuking", "fkn", "fckn"), "fucking"
    ),
    **dict.fromkeys(("phucking", "fvcking", "fuckn", "fukking"), "fucking"),
    **dict.fromkeys(("btch", "biatch", "biotch", "bytch", "bxtch", "bithc"), "bitch"),
    **dict.fromkeys(("shyt", "shiet", "sht", "shxt"), "shit"),
    **dict.fromkeys(("azz", "asz"), "ass"),
    **dict.fromkeys(("azzhole", "asshoel"), "asshole"),
    **dict.fromkeys(("cvnt", "cxnt", "kvnt"), "cunt"),
    **dict.fromkeys(("phag", "phaggot", "fagot", "phagot"), "faggot"),
    **dict.fromkeys(("niqqa", "nigguh", "nikka"), "nigga"),
    **dict.fromkeys(("niqqer", "nikker"), "nigger"),
    **dict.fromkeys(("kll", "kxll", "unalive"), "kill"),
    "fxck": "fuck",
    "dickhed": "dickhead",
    "mofo": "motherfucker",
    "yov": "you",
    "pvssy": "pussy",
    "slvt": "slut",
    "stoopid": "stupid",
    "stupit": "stupid",
    "vgly": "ugly",
}
"""Ways to write a word so that it sounds or looks the same, none of them a word of another language."""
