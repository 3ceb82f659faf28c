"""Words by which a disguise is recognised: what it hides must be one of them (pure data)."""

from typing import Final

COMMON: Final = tuple(
    """
    the to i a and you is of it that in for on this not be are have with if but your my as so can what was
    do me or at like just all they about from no an there one by we will don he up get would who out has how
    when know more see she think people should article some her now them any been only then here because
    bitch his why time page other their good talk please http which want go also did than wikipedia even
    make am being well need had these say were way right too does got could thanks use back its really still
    much women him where going very look over first again off take those same never our said new into after
    work us something many before let most may find fuck someone stupid help man such better two come made
    since sure put own stop thing down another edit doesn every read anything anyone shit yes tell name
    nothing thank try day little used keep trump white give articles actually point sorry love last while
    things lol without done years didn always bitches fucking problem feel old life might trying mean hope
    bad already best doing call long isn user ok ever using wrong left ass both says though dont woman
    person believe source fact free ask information great probably place around maybe real reason sources
    world few thought lot seems change enough hi add oh men under girl hate agree year else next having part
    getting section against pussy must through case won com post show list yourself yet saying called
    discussion question either found understand comment editing makes black told idiot edits guy looking
    leave until pages big home support least link making everyone start far etc different yeah away needs
    once bit however issue history added end others care times rather check today money nice hard looks
    girls comments true hoe country kind instead seen blocked whole everything removed word idea hey pretty
    guys note matter run between days above state guess remove live school wiki non number block text
    talking course working happy less mind trash seem deleted news content line personal god utc write each
    control dear fine given means quite second job simply install stuff message editors example asked bring
    perhaps open full hello house three move anyway wife system kill wanted remember head night face top
    came myself liberals tried welcome words correct gets nobody week clear version saw went group wants
    continue clearly sex able hell policy important dumb sense cannot editor english opinion site war ago
    family based account watch goes wait wouldn book coming high self works friends unless female took
    american whether wasn media kids single game damn possible comes answer pay exactly taking mother
    whatever set idiots gun side cause party wish delete later reliable subject started further original
    stay aren gonna send reference questions order play government image president written public claim file
    main deletion video thinking children evidence vandalism past date hear hand themselves view mention
    thats issues several consensus dead ones type soon ignorant especially lost attack heard changed during
    vote created term taken hit haven friend current links gone story reading gay consider ain almost alone
    request users running obviously states dick law half truth maga statement suggest small rest org america
    learn known antifa explain four racist fix anti common adding become asking shows language notice facts
    okay power yours info behind cant calling cut following general reply crap address problems follow
    references title completely wonder including sounds review police phone report per knows wrote human
    changes topic fair certainly gave death boy https although create admin mentioned conservatives fat
    website together funny include writing political die future within research considered likely stand
    short nigga poor otherwise ugly deal pathetic mine community due act somebody seriously entire material
    picture simple specific itself needed revert happen turn along himself except child allowed windows
    happened class piece hours car eat template often liberal shut interested attention tag red sick similar
    sound room encyclopedia worth reverted office sort related outside wow internet dog dude google front
    meet living cheers close sad notable city young contributions posted lead fun rules couple shouldn
    response giving months looked sign currently drive speak linux regards sentence regarding complete
    provide suck fool stupidity project relevant interesting telling appears process error easy couldn
    according installed killed moved respect buy form absolutely obama position actual included argument
    usually longer team business sometimes light names son nor canada none chance claims bunch discuss month
    muslim interest rape takes useful social ill box happens major sent late minutes appropriate indeed knew
    mom enjoy race involved baby third pov morning lying area glad email difference definitely male youtube
    level style boot crazy points worked tonight noticed faggot hot search low warning door rights meant
    moron body reasons certain removing worse recent expect cool cunt doubt false seeing images contact
    below books apt paid thinks test hillary wanna hold sister watching serious disagree supposed obvious
    situation fight online anymore available official break therefore quote finally brother apparently
    present jews straight till particular company win putting generally listen via lmao bet fake ridiculous
    rule computer early weeks personally eyes dad across exist music guidelines totally figure copy pass
    special appear action lives banned age update playing lie beat appreciate society loser shot basically
    attacks experience policies asshole advice national space father muslims web joke avoid neutral assume
    card server gives strong service faith lies five mouth miss imagine twitter countries disgusting accept
    aware ban actions sleep listed summary near forget water gotta hands table save walk result realize
    command lack uses sit ring standard majority large btw silly allow pick lady knowledge nonsense multiple
    hurt status edited moment anybody proper data forward photo criteria published luck members united
    sexual lose middle court ignore husband recently views improve upon ready bill access posting hair
    period sunday terms haha neither daughter blue stick key americans proof normal record join million
    missing john tomorrow games legal total born friday brought huge waiting force college fucked street
    truly crime local easily everybody kid niggas reality step bird ahead trust press posts ways deserve
    stated attempt count decided election somewhere share channel failed thread parents trouble fire prefer
    provided culture worst clinton jewish changing thus food category mad agreed club literally definition
    numbers behavior town prove fixed window military wing wear necessary debate round lots mistake speedy
    hour details throw bullshit decide troll driver whites specifically ideas package killing evil kept
    deleting turned british directly likes twice south boys civil network died previous size letter liar
    film paper waste retarded drop met placed places choose messages leaving copyright beyond clean context
    plus voted unfortunately song nation pictures shall safe bed plan beautiful laws choice band valid
    starting abuse tax basic shoot quick meaning cat various willing march earlier private murder usa lets
    useless cover screen showing paragraph moving movie release admins fuckin mail member purpose fan
    dispute explanation among opinions blame mum helpful results relationship heart mostly log reported
    difficult possibly tired university character addition science earth speaking church garbage tho files
    touch brain illegal wondering cited separate entry series doesnt amount christian nigger accepted
    program democrats properly shame double sourced road excuse fit speech judge supported land honestly
    modern standards german hopefully chinese sites towards vandalize fall six statements option wont yellow
    sub checked north suppose feeling accurate surprised honest paste click politics laugh direct spend
    didnt cite desktop july respond primary monday code anywhere voice value final pro groups bottom gnome
    wall bro entirely board understanding quality cases inside felt admit author significant perfect worry
    nature russian refer offer proud calls return missed creating broken folks keeps manager bout fast
    particularly afraid archive blood europe despite named keeping bias wit bot meeting angry blocking
    immediately jew arguments nazi weird stopped forgot decision blacks bus bag acting automatically
    considering closed chat building health somehow description herself religion protect eating broke air
    machine married existing accounts default girlfriend connection net drivers green former conservative
    dirty busy administrator ten grow effort quit wtf highly average fools reasonable theory amazing belong
    examples higher campaign html apply mark jerk saturday slow shown software mess guns violence readers
    citations finding proposed usual typical agenda yesterday drink fully donald french random individual
    conversation charge scum burn discussed lines destroy build background concerned biased contributing
    popular eye dark ignorance merely cold held effect referring cares weight regardless focus hasn idiotic
    violation june event flat august weekend explaining field star season jesus criticism brown whose
    security republicans education easier population contribute thoughts photos russia bother latest west
    spent historical negative charlie conflict smart bar forum practice mental hide cuz defend religious
    weak elected cry fear root irrelevant fault republican king logic park terminal thursday plenty nearly
    confused acceptable exact kick freedom tells approach cute incorrect biggest western lists required
    stuck sat matters asian dat suggestion april sir lil china rich active bought plain cock username mrs
    minor carry jobs treat format php propaganda aint argue solution ground linked played ive football
    unblock islam extra yep study surely types script hang flag besides mate suggested india whats super afd
    criminal east positive bank quickly followed daily skin wake century deep rate movement received january
    wearing fighting fag females match beginning israel students pic zero learned exists guide morons hole
    birds raped international lower awesome crying canadian rock kinda sections push rid whore david
    explained basis fail extremely supporting described helping inclusion indian standing attitude
    independent attractive heads supporters remain tool events detail corrupt jail millions lovely dating
    sucks clown excellent schools external parts player passed driving york describe showed teacher concern
    gender leader shop paying reader replace sock perfectly cost older attached concerns base alternative
    visit huh claiming characters tuesday ghetto thousands finish dangerous october discussing familiar
    became lock raised checking foreign responsible administrators color pull whom voting racism floor
    strange minute walking handle indicate army alright mass porn protected fellow nah correctly notes
    happening feelings bastard career sitting germany jpg nasty pure usb pig contest justice confirm
    companies horrible pls caught lazy map turns accused concept helps sell wording noted knowing usage
    decent irish download ireland ran organization alt built lunch swear rude onto appreciated depends
    evening proven additional released disruptive recommend nope isnt whoever deserves favor peace starts
    november suspect yea doctor monkey prison holding losers errors watched everywhere letting removal weren
    cross feels hypocrite laptop drunk repeatedly claimed sweet dare input suggestions birthday videos dogs
    balls art model prevent native desk catch careful fans accusations library hmm elsewhere dates birth
    feminist eventually assuming marriage tagged december cash european role dev absolute tend treated
    favorite forever taxes tweet friendly county caused regular shooting discussions constantly september
    episode hardly tone requesting behaviour london firefox lived yankees existence permission previously
    covered compared hitler lucky battle student fairly federal proposal reach inappropriate learning manual
    intended laughing omg planet oil installing whenever quotes credit directory bringing professional
    finished holy victim hoping seemed requested natural mount complain load facebook tea merge pain enter
    degree limited christmas ball dinner includes scientific established victims album protection nine
    boyfriend upgrade gotten opposed ability forced reports damage kiss begin coverage stands profile youre
    confirmed importance referenced benefit price contribution pointing union george sun opposite liked pics
    sides teach options animals economy alive feet stating suggesting controversial threat instance japanese
    energy reached expert laid equal range topics wishes regard famous becoming boss threats james council
    risk penis chad split annoying center theres dress medical impossible wars require track offensive
    terrible odd updated resolution spread sports ladies authority location california manner opening
    promote jump yall february repeat votes pop stories normally somewhat pushing featured belongs signed
    helped africa menu replaced paul dealing blow violent password uncle retard beta prior smell fox pointed
    border supports radio players innocent gas apologize goal wanting bigger sincerely loved blog bye lord
    terrorist ended core clue guilty hat tools referred unsigned apart dollars spending politicians citizens
    becomes refers button expected england candidate democrat insane target presented potential minority
    breaking harm mentally drug massive smile market gang seconds display ignored controversy insult shared
    scared african mobile property nomination physical butt global wonderful central areas spot talked
    device curious administration blind voters license wine kitchen animal legitimate piss requires wide
    train tree staff summer ref knife entitled loves connect smh hundreds harassment texas tags reads skills
    reviewed nazis dropped village losing van cops index mentions services runs sold opportunity letters
    upset feminists parties uploaded mode committee intelligent opened object coffee setting restored owner
    ice phrase draw continues understood academic michael efforts refuse reporting bush output personality
    hence bin movies sake warnings hesitate conclusion method promise anyways secondary newspaper congress
    cheap bug gop led studies meets creation produce washington hypocrisy confusing persons tests camera
    insert solid incident sending award unlike diff fly reflect extreme spam islamic represent feed seek
    bear hall unable filled throughout attacked numerous surprise worthless industry chief ends app stage
    attacking justify locked bold greek draft semi coward improvement programs lawyer individuals saved
    kindly leaves pre republic oppose store niggers figures hearing progress quiet bloody canadians
    mainstream continued families selling babies worried alaska anonymous raise clarify australia critical
    titles resources product station japan beliefs fish influence assault crimes attempting cnn loss tough
    believes master plot warned merged talks acts empty improving identity path sexy settings mistakes
    commons necessarily length experienced brothers league strongly ride listening communist drugs trip
    development seven chicago memory queen puts peoples conspiracy loud interview counter cousin speed
    client fired wet defense incompetent climate complaint gate legs idk whatsoever propose sentences
    democratic magazine constitution trade arrogant activity winning failure colored systems unnecessary
    answers picked categories hatred translation intelligence balance perspective department charged
    educated versions fraud writer languages cities christ restore arguing loyal christians smoke turning
    expand factual misleading criminals gold slightly websites hits foot ethnic cultural records connected
    attempts committed verify defending buying secret fresh yup hypocrites humans trans immigrants chris
    worthy nominated managed associated blocks analysis contain aside catholic belief universe adult hates
    cake investigation flash mentioning apologies trolling recall arms soul alot requests realized leading
    addressed ought orange figured everyday environment mainly fill serve wasting hundred chose logical
    application arse contains taste horse encourage leftist responsibility identify frankly island males
    fails remains neck justin express greatest latter jack hardware blank picking carefully blatant teachers
    filthy reverts label explains nut fed followers ashamed hating enemy cars immigration origin compare
    terrorists switch stood contributors teeth destroyed pray protest demand powerful effects joe murdered
    truck loving shes grade spelling believed values feature sees upload consistent speaks sadly
    congratulations throwing instructions wee daddy cancer slut confusion spanish grand naming thousand
    holiday provides print papers foolish bible hes species shift dem chair responded quoted equally
    reaction dream offered officer taught copied steps improved asks arrested scale corrected ate agreement
    concerning seat songs defined sea delay document tom stub cow successful hiding fixing ppl contents
    offended nose charges hero crowd hook pregnant gym finger lame monitor pride compromise fascist
    association ancient design collection nations providing suicide training pretend grab wat racial shitty
    applies furthermore prime success impression screw applied lay weed classic buddy apology toward lib
    gain thru imo msg dying beer economic drives proves impact grown sufficient citing introduction polite
    feedback growing widely bio partner replied awful recognize searching feminism cast stable socialist
    france tryna san bully listing scene clothes hahaha hilarious childish gays til dis wise greater
    censorship repeated participate subjects threatening nowhere archives drama reasoning hospital mixed
    kicked britain challenge pissed dvd constructive badly answered northern differences treatment lift pot
    wednesday leaders responding thrown younger foundation warm boring rejected income babe overall eight
    welfare explicitly determine nationalist heading reviews login cats minded democracy cos chick fell
    disgrace engage increase aka heavy mirror bands passing river artist mexico ending remarks develop shirt
    folder solve hadn decisions closer setup pieces centre joined prize trolls txt billion interests
    ignoring sexually complex equivalent logged nights decades brings sheep url suffer wild fucker roll
    advance pulled peer travel interpretation technically highest contrary iran tip function plans benefits
    lesson witch strike lad relationships commit nuts assholes mid refrain slowly politically complaining
    safety southern detailed corner putin limit brand suit traitor attracted sucking region task allegations
    invite refused vast bridge chicken possibility desire receive direction tab fbi meat puppet port shoes
    cried hanging clowns projects purposes accuse homosexual gov signature allows cup row informed insist
    reddit spirit poster entries cheat levels items planning forums citizen naturally originally experiment
    calm lied disabled goals causing isis streets marry dictionary laughed thin brief opposition domain
    sexist platform essentially colour weather allowing tries trial slap pill reboot alex plays gross
    cutting grammar deny host resolve vagina hated arab professor stock harder located scope ensure served
    statistics appearance barely comparison kidding parent costs wedding session eleven faggots moral
    intention texts walked documents tutorial tiny debt gift accusing rise steal tweets drinking rent lmfao
    suitable patient appeal suggests significance wales forms exposed began largest favour poll prick unit
    minds bull chapter owned bang rarely dump throat rapist dudes faces commercial minister officially
    pillars bell financial forces sole eric proved pool pretending larger camp terrorism rationale pointless
    virgin suddenly remind havent keys fringe leadership refugees latin browser stone korea forgive sleeping
    toxic bless bored hypocritical approved eastern objection seeking forth engaged credible violate
    frequently apparent freak counts spoken nuclear keyboard rubbish features shout racists cards bruh
    authors abusive spoke emotional kingdom item initial settle william sharing rush panel advertising
    cleaning designed bomb signs scary mins collect judgement contributor conduct appeared powers
    noticeboard advise dance screwed workers hollywood metal honor route minimum steve naked arrest sooner
    writes utter mothers weapons motherfucker resolved genocide covers publication stalking wave pair
    desperate unique follows daughters reminder dunno registered mayor russians mouse slept reputation
    convinced empire accident produced moves tagging journal ship invited verified liars whining miles
    pussies knock flying punk typing philosophy define faster structure neutrality height acknowledge lights
    select radical fingers comfortable restart column mike boat coach divorce assert advantage nurse
    expanded jimbo chill dumbass constant trick brave glass management auto developed technical backed
    nicely effective tight finds meanwhile lads generation recorded messed broad outta falls abused
    recognized formal loose manage polish thick positions hidden amendment accusation maintain jokes
    patience ourselves causes crisis oops thirty bash assumed vile essay intent slave insulting richard
    incredibly youth leads sight threatened flight spell implies deaths traffic shopping florida swap boots
    hotel customer asians theories pressure determined attempted shape soft roman ideology anon christianity
    socks fits organizations silence progressive insurance shell warn martin intend candidates closely
    cheating civility lately wives testing unfair carried typically afternoon math alleged logo saving duty
    lonely abortion creepy fantasy healthy stfu denied dedicated holocaust coat elections shortly linking
    products performance identified generic tall disease hunt enemies funding senate screaming volume
    falling audio confidence giant punch vague edition mission sales turkey unknown existed awards
    activities objective rewrite pink scholars kinds alpha square politician spin parking scumbag assistance
    stats rational refs planned prepared publicly retired capital matches petty bite substantial smaller
    violating documentation describing aggressive teaching unlikely pity spare insults enforcement ontario
    hitting sisters pleasure pigs protecting stays labour extent plane wasnt undue utterly wind threaten
    measure ticket poorly handed differently bothered folk owners cunts fucks credibility hill upper
    valuable closing beauty responses printed robert complaints failing discovered clarification evolution
    enable granted winter circumstances peter literature scientists regret sport soldiers ruin disaster
    unity heck commentary continuing mere thomas hungry queer firm snow killer admitted internal rare chosen
    applications consequences wasted devil jealous pack crash multi bitter integrity israeli heavily
    contributed genuinely dated speaker production fashion brilliant australian forty beating supreme iraq
    trusted television pattern orders fourth milk moms ping rain dollar pants yard rang flow ford italian
    faced openly preferences intro films involvement exception distance undo accuracy unblocked armed
    abusing circle clueless stops stars guard homeless register conclusions paragraphs operation globe
    senior indicates purely marked royal classes fought selected bodies mistaken shed directed grounds
    brains inaccurate lesbian dozen jones inform afford apps miserable genuine dies experimenting aspects
    intellectual tactics edge adults violations addresses preferred commented ordered balanced forgotten
    creative grew cache principle commonly fund lunatic diversity bullet mock redundant guessing primarily
    superior soviet domestic serving worries reject wins choices spring profit destruction wash convince
    behalf quoting coast toronto database capable dual nick situations agency bigot shower mexican cook
    threw sore smith returned aspect focused wealth territory princess lacking charles cell serial apple
    teams outcome weapon assertion judging speculation computers raping presence magic idiocy stairs
    bastards chicks plate frank technology ongoing communication relation assumption enabled basement
    contained updates amazon flowers depending sensible vandals corruption largely adds promoting excuses
    sale hire raising cult congrats equality qualify twat walks wifi documented holder sons relations moon
    beach artists promised houses copies establish absurd ryan tips roof budget traditional attend
    meaningful controlled senator backup bright bike headed intentions cheese holds kills experts decline
    baseball driven dealt chances hint conference urgent conditions frame ultimate vice hammer expensive
    hateful stealing factor strategy deliberately stayed intel returns moreover ownership remaining
    narrative servers stance advocate ages legit mama weekly whilst physically stopping joking releases bugs
    slaves wouldnt permanent imply preference realise materials turkish rose revision portion drag loaded
    ward knee peaceful destroying essential lake exercise supply productive staying reminds bullying clever
    afterwards paint shove clock stream ours plant flood sarah corporate respected satisfy assessment
    amongst affected accordingly restricted asia solely banning speakers reduced condition unacceptable
    score serves entertainment affect reveal delivery strength java whereas funeral breaks instagram
    governments secondly syria pile exchange director dubious addressing agent achieve graphics pushed
    settled greatly commenting damned replies mentality surgery haters bath grandma soros submit surprising
    engaging tables tour enjoying denial rates connections sweden rolling marks races pleased estate
    precisely proving delusional burning deserved ruined theme breath yourselves anger zone embarrassment
    ctrl texting partisan crack translated promotion coupled suffering rewritten contract germans scream
    effectively complicated arent sometime heat noise distinction engine guest relatively jimmy genre
    governor recovery blaming rant heaven doors housing alcohol tits humanity district demonstrate
    problematic chart korean owns constitutes fantastic remark smoking supposedly variety danger carrying
    terror darn hurts washed emails virus iphone labor models downloaded interface bread critics justified
    journalist nowadays capacity meantime studio offers combined survive violated wherever solved
    recommended replying console header believing expecting represents expression punishment handled
    expressed prominent homes harper selfish pizza freely titled percent reasonably potentially
    consideration italy merit mccain colors golden clearer perform episodes province censor grey trivial
    victory farm rhetoric notion grave correction twenty audience opposing dropping replacement describes
    illness proxy cope dislike arrogance libs bathroom naive chase mediation anytime objects sessions
    harassing educate obsessed extended growth confirmation shorter elect hood garden cream flags uneducated
    communities chest bottle hardy authorities sorts offense generations invented embarrassing brian
    extension albums secretary incredible heritage reviewer introduce informative endless temporary
    announced pound tons noon officials hindu actively symbol karma burned feminine bags raid unreliable
    trivia tony greetings residents maps legacy reaching schedule filed immediate alternate founded
    europeans indians tears submitted bits ruled borders liberty revealed shocked adam boxes ghost
    submission advanced hunting headline cleanup jerks everytime slavery burden wipe freaking knees asses
    fags involve meaningless legally physics unrelated hoax scott rail agrees argued enjoyed diet trumps
    specified investigate translate fundamental reverse counting disagrees lefty experiences branch behave
    pump officers creates grateful asleep virtually lane stress theyre woke novel visiting anal attorney
    intentionally trained convention hired beside fields replacing creator additionally administrative
    lawyers laughable mood entity relevance moore resistance excited reduce immigrant dishonest opens prices
    couldnt icon halloween gettin fancy approval soup introduced virtual reception counted asap apologise
    confident elements similarly passage silent goat fiction formed rally navy publish notification actors
    secure outright drove genius privilege touched dozens regularly incidents bots encouraged promotional
    restaurant accurately bashing scandal homo fictional legend employees motivated nerve swedish tongue
    stronger writers significantly sing devices newspapers survey occurred presumably involving messing
    unclear proposing airport rick guarantee deeply hurry greece dyke winner booked commie supporter tranny
    methods invasion visible spreading promises consistently limits bills promoted trap hopes covering
    singing ears storm cleaned anime cycle confuse museum makeup dreams cowardly fence weasel actor
    represented unfortunate representative displayed criticisms requirements foul forcing remote grandmother
    questionable jackson overly formatting sand privacy executive eliminate crew filter implying tech gary
    noting poland convicted ethics mini transfer immature importantly dirt jackass modules apartment escape
    hung android bedroom goodbye guaranteed carbon taxpayers pedophile aunt dicks arabs buried violates
    thoroughly goodness slide redirected rely gods logs communicate narrow mary division duck kelly deals
    amounts andrew qualified stolen medicine copying scam goin ideal pope resource consent operating
    offering seperate iron drawn comic penalty clinic meme lips smells crooked justification singer troops
    explanations occasionally scan scare founder campus referencing depth harry launch strict tied procedure
    competition refuses waited caring mountain wheel tank prince indicated humor doctors tickets greedy
    breakfast choosing attract sample passes earned sugar screenshot cowards rope shirts polls punctuation
    thugs lookin lick insecure contemporary sympathy pakistan portal arts denying percentage dutch crush
    bars accidentally sets typo degrees nationality emphasis spelled signing wore organisation tape
    principles sack modified kevin automatic uncomfortable exit cancel unusual teen sensitive jumped
    midnight spit feeding module pulling chain toilet narcissistic whores genetic photograph hack
    demonstrated alien alert ironic yahoo aids ultimately permitted neighbors recognition improvements
    checks strictly engineering delivered completed cease convert mile casual universal courts pasted
    favourite rough righteous analogy commands monster healthcare twisted thief crackers sucker swamp
    johnson beings obscure echo silver remotely drinks backing loads constitutional ukraine puppets motion
    scholar murdering junk cable dressed knives pursue smarter needing spain renamed satisfied cooking blunt
    defeat falsely patriots illiterate hockey revolution processes sexuality beaten minorities skinny
    goddamn filth satan voter attraction bone suspected exclusively concepts cracker photographs requirement
    substance permanently outrage invalid assure daniel discrimination blanking spite sudden awkward blogs
    proceed indigenous caption andy insulted accepting indefinitely swing substantially jason regarded mods
    inspired stephen traitors oregon occur cruel answering purge riding rice liking widow rocks
    """.split()  # noqa: SIM905  (a page of words is read more easily than a page of quotes)
)
"""Words of English messages, the commonest first: counted over what the model learns from."""
