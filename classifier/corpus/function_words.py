"""Function words of the corpus's languages: closed classes only, nothing that names a thing, a deed or a quality."""

# ruff: noqa: RUF001

from collections.abc import Mapping
from functools import cache
from typing import Final

PRONOUNS: Final[Mapping[str, str]] = {
    "en": (
        "i me my mine myself im ive ill id you your yours yourself u ur youre youve youll we us our ours he him "
        "his she her hers it its they them their theirs this that these those who whom whose which what "
        "someone somebody anyone anybody everyone everybody nobody something anything everything nothing one"
    ),
    "es": (
        "yo me mi mis mí mío mía tú tu tus te ti tuyo tuya usted ustedes vos nosotros nos nuestro nuestra él ella "
        "ellos ellas lo la le les los las se su sus suyo esto eso este esta ese esa esos esas quien qué que cual "
        "alguien nadie algo nada todos vuestro vosotros os"
    ),
    "fr": (
        "je j me m moi mon ma mes tu te t toi ton ta tes vous votre vos nous notre nos il elle on ils elles lui leur "
        "leurs se s son sa ses ce c ça cela ceci cet cette ces qui que qu quoi dont quelqu personne rien tout tous"
    ),
    "de": (
        "ich mich mir mein meine meinen meinem meiner du dich dir dein deine deinen deinem deiner sie ihnen ihr ihre "
        "ihren ihrem wir uns unser unsere er ihn ihm es euch euer eure das dies diese dieser dieses der die was wer "
        "wen jemand niemand etwas nichts alle alles man sich"
    ),
    "it": (
        "io mi me mio mia miei mie tu ti te tuo tua tuoi tue lei la suo sua suoi sue noi ci nostro nostra voi vi "
        "vostro vostra lui lo li le gli loro si questo questa questi queste quello quella chi che cosa qualcuno "
        "nessuno niente nulla tutto tutti qualcosa"
    ),
    "pt": (
        "eu me mim meu minha meus minhas tu te ti teu tua você vocês vc seu sua seus suas nós nos nosso nossa ele "
        "ela eles elas lhe o a os as se isso isto este esta esse essa aquele quem que qual alguém ninguém algo nada "
        "tudo todos gente"
    ),
    "nl": (
        "ik mij me mijn je jij jou jouw jullie u uw wij we ons onze hij hem zijn zij ze haar hun hen het dit dat deze "
        "die wie wat iemand niemand iets niets alles allemaal zich men"
    ),
    "pl": (
        "ja mnie mi mną mój moja moje mojego ty ciebie cię ci tobie tobą twój twoja twoje twojego pan pani pana panu "
        "państwo my nas nam nasz nasza on ona ono oni jego jej ich go mu ją im się siebie to ten ta te tego tej kto "
        "co ktoś nikt coś nic wszystko wszyscy wy was wam"
    ),
    "ru": (
        "я меня мне мной мой моя моё мои моего ты тебя тебе тобой твой твоя твоё твои твоего вы вас вам вами ваш ваша "
        "ваше ваши мы нас нам наш наша он она оно они его её ее их ему ей им себя это этот эта эти этого то тот та "
        "те кто что кого кому кто-то никто что-то ничего все всё"
    ),
    "tr": (
        "ben beni bana benim benimle sen seni sana senin seninle siz sizi size sizin biz bizi bize bizim o onu ona "
        "onun onlar onları bu bunu buna şu şunu kim ne kimse biri bir şey hiçbir herkes hepsi kendi kendin"
    ),
    "ar": (
        "أنا انا إني اني أنت انت أنتم انتم إنت نحن احنا هو هي هم هذا هذه هاد هذي هاي ذلك تلك اللي الذي التي من ما "
        "ماذا شو ايش إيش كل شي شيء حد أحد لك لي له لها لنا عليك علي عندك عندي منك مني معك معي فيك بك إليك إلي"
    ),
    "hi": (
        "मैं मैंने मुझे मुझको मेरा मेरी मेरे तू तुम तुझे तुम्हें तेरा तेरी तेरे तुम्हारा तुम्हारी तुम्हारे आप आपको आपका आपकी आपके आपने तूने "
        "तुमने हम हमें हमारा हमारी हमारे वह वो यह ये उस उसे उसको उसका उसकी उसके इस इसे इसको इसका इसकी इसके कौन क्या जो कोई कुछ "
        "सब अपना अपनी अपने main mai mujhe mera meri mere tu tum tujhe tumhe tera teri tere tumhara tumhari aap "
        "aapko aapka aapki aapke hum hame hamara hamari wo woh ye yeh us usko uska uski uske is isko iska kaun kya "
        "jo koi kuch sab apna apni apne maine tune tumne"
    ),
    "zh": "我 你 您 他 她 它 们 这 那 谁 什 么 自 己 咱 俺 哪 人家 大家",
}
"""Personal, possessive, demonstrative, interrogative and indefinite pronouns, divided by spaces."""

PARTICLES: Final[Mapping[str, str]] = {
    "en": (
        "the a an and or but nor so if when while because since until unless although though than as of to in on at "
        "by for from with without into onto about over under after before between through during against up down "
        "out off is are was were be been being am isn aren wasn weren don doesn didn do does did doing done have has "
        "had having will would shall should can could may might must won wouldn can't cannot won't don't not no yes "
        "never there here then now just only also too very still yet again all any some each every both few many "
        "much more most such own same other another where why how ok okay well even ever"
    ),
    "es": (
        "el un una unos unas y e o u pero ni si sí cuando mientras porque pues aunque como de del al a en con sin por "
        "para desde hasta sobre entre es son era eran fue ser está están estaba estoy he has ha han había hay no "
        "nunca ya muy más menos también tampoco sólo solo aquí allí ahí ahora hoy bien cómo dónde cuándo todo toda "
        "cada otro otra mucho poco tan puede puedo voy va"
    ),
    "fr": (
        "le la les l un une des du de d et ou où mais ni si quand comme parce car donc à au aux en dans avec sans pour "
        "par sur sous chez entre est es suis sommes êtes sont était être ai as a avez avons ont avait ne n pas jamais "
        "plus très bien aussi encore déjà ici là y comment pourquoi peu trop même autre chaque oui non"
    ),
    "de": (
        "den dem des ein eine einen einem einer und oder aber doch denn wenn weil dass daß ob als wie so in im an am "
        "auf aus bei beim mit nach von vom vor zu zum zur über unter für durch gegen ohne um bis ist sind war waren "
        "bin bist sein hab habe hast hat haben hatte werden wird wirst wurde kann kannst können muss musst will "
        "willst nicht kein keine nie nein ja schon noch nur auch mal sehr hier da dort dann jetzt immer mehr wo wann "
        "warum"
    ),
    "it": (
        "il l i un uno una e ed o ma né se quando mentre perché come di del della dei delle al alla ai alle a da dal "
        "dalla in nel nella con senza per su sul sulla tra fra è sono sei era erano essere ho hai ha abbiamo hanno "
        "aveva non mai più molto anche ancora già qui lì là ora oggi bene dove così solo ogni altro altra sì no poi"
    ),
    "pt": (
        "um uma uns umas e ou mas nem se quando enquanto porque como de do da dos das ao à aos às em no na nos nas "
        "com sem por pelo pela para pra desde até sobre entre é são era foi ser está estão estava estou tá tô tem "
        "tenho têm tinha há não nunca já muito mais menos também só aqui ali lá agora hoje bem onde cada outro outra "
        "vai vou pode"
    ),
    "nl": (
        "de een en of maar want als dat toen omdat dus hoe dan van in op aan bij met voor naar uit door over onder "
        "tegen zonder om tot te is zijn was waren ben bent heb hebt heeft hebben had zal zult zullen wordt worden kan "
        "kunt kunnen moet moeten wil wilt niet geen nooit nee ja al nog maar ook wel even eens heel erg hier daar er "
        "nu altijd meer waar wanneer waarom"
    ),
    "pl": (
        "i a oraz lub albo ale ani jeśli jeżeli jak gdy kiedy bo ponieważ że żeby w we na do z ze od po za przed przez "
        "przy dla o u nad pod bez jest są był była było być jestem jesteś będzie będę będziesz nie nigdy tak już "
        "jeszcze tylko też bardzo tu tutaj tam teraz zawsze więcej gdzie czy może no"
    ),
    "ru": (
        "и а но или ни если когда пока потому чтобы как в во на с со к ко у о об от до из за по под над при без для "
        "через между не нет да бы же ли ведь вот уже ещё еще только тоже также очень так там тут здесь теперь сейчас "
        "всегда никогда больше где куда зачем почему был была было были быть есть буду будет будешь ну"
    ),
    "tr": (
        "ve veya ya da de ama fakat çünkü eğer ise ki gibi için ile kadar göre sonra önce değil yok var mı mi mu mü "
        "çok daha en hiç hep artık şimdi burada orada böyle öyle nasıl neden niye nerede her bile sadece hem"
    ),
    "ar": (
        "و في على إلى الى عن مع بين بعد قبل أو او لكن بس إذا اذا لو لما عشان لأن لان أن ان إن لا لم لن ليس مش مو ما "
        "غير قد يا كان كانت يكون هل كيف وين أين ليش لماذا متى هنا هناك الآن الحين هلق اليوم كمان أيضا جدا كتير كثير"
    ),
    "hi": (
        "और या पर लेकिन मगर अगर तो जब तब क्योंकि कि का की के को में से पर तक ने है हैं था थी थे हूँ हूं हो होगा होगी नहीं न मत ना भी ही "
        "अब यहाँ वहाँ कब कहाँ क्यों कैसे बहुत बस फिर जी aur ya par lekin agar to toh jab kyunki ki ka ke ko mein me se "
        "tak ne hai hain tha thi the hun hoon ho hoga nahi nahin na mat bhi hi ab yahan wahan kab kahan kyu kyun "
        "kaise bahut bas phir ji"
    ),
    "zh": (
        "的 了 是 在 不 没 有 和 跟 与 就 都 也 还 又 很 太 把 被 给 "
        "对 从 到 而 但 如 果 因 为 所 以 吗 呢 吧 啊 呀 嘛 着 过 地 得 会 能 要 可 再 才 只 最 更"
    ),
}
"""Articles, prepositions, conjunctions, auxiliaries, negations and other particles, divided by spaces."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the function words of a language; of `mixed`, those of all but Chinese."""
    return _pronouns(language) | _listed(PARTICLES, language)


def is_pronoun(language: str, word: str) -> bool:
    """Return whether a function word of a language is one of its pronouns."""
    return word in _pronouns(language)


@cache
def _pronouns(language: str) -> frozenset[str]:
    return _listed(PRONOUNS, language)


def _listed(table: Mapping[str, str], language: str) -> frozenset[str]:
    chosen = [code for code in table if code == language or (language == "mixed" and code != "zh")]
    return frozenset(word for code in chosen for word in table[code].split())
