"""Languages in Latin script other than English, Hindi as typed among them: the plainest phrases (pure).

Words that another of these languages, or English, uses in another sense are left out or tied to a neighbour.
"""

from typing import Final

from classifier.cues.cue import Kind
from classifier.cues.phrase import Patterns, patterns

_WORDS: Final = {
    "tu": "tu|tus|ton|ta|tes|vos|votre|dein~|deine~|ihr~|tuo|tua|tuoi|tue|teu|teus|sua|seu|jouw|jullie|je"
    "|twoj~|twoi~"
    "|tera|teri|tere|tumhar~|aapk~|su|suo",
    "kin": "hij[oa]s?|madre|padre|mama|herman[oa]s?|espos[oa]|mujer|marido|familia|abuel[oa]s?|fille|fils"
    "|mere|pere|soeur"
    "|frere|femme|mari|famille|gosses?|enfants?|tochter|sohn|mutter|vater|schwester|bruder|frau|mann"
    "|familie|kinder|kind"
    "|oma|opa|figli[oaie]|sorella|fratello|moglie|marito|famiglia|nonn[oa]|bambin[oaie]|filh[oa]s?|mae|pai"
    "|irma|irmao"
    "|mulher|dochter|zoon|moeder|vader|zus|broer|vrouw|kinderen|corka|corke|corki|syn~|matk~|ojc~|siostr~"
    "|brat~|zon[ay]"
    "|maz|rodzin~|dziec~|babci~|behen|bhai|maa|beti|beta|papa|biwi|pati|bacch~|bache|parivar|family",
    "pet": "perr[oa]s?|gat[oa]s?|chiens?|chat|chatte|hund|katze|cane|gatt[oa]|cachorr[oa]|hond|kat|ps[ay]"
    "|pies|kot|kota|kutt[ae]"
    "|billi|caballo|cheval|pferd|cavallo|cavalo|paard",
    "goods": "coche|carro|moto|voiture|bagnole|auto|macchina|fahrrad|reifen|scheiben|fenster|finestr[ae]"
    "|janelas?|ventanas?"
    "|fenetres?|ramen|banden|samochod~|okna|gaadi|dukaan|dukan|tienda|boutique|laden|negozio|loja|winkel"
    "|sklep",
    "job": "trabajo|empleo|jefe|jefa|travail|boulot|emploi|patron|chef|chefin|job|arbeitgeber|lavoro|capo"
    "|trabalho|emprego|chefe"
    "|patrao|baan|baas|werkgever|prac[ae]|szef~|naukri|boss",
}

PATTERNS: Final[Patterns] = patterns(
    {
        (Kind.AIMED_AT, "reader"): (
            (
                "te (?:voy|vamos|mato|matare|rompo|parto|encontr~|busco|rajo)|(?:je|on) (?:vais|va) te <1>\\w+"
                "|je te (?:tue|creve|retrouve|bute)"
                "|(?:ich|wir) (?:bring|mach|stech|schlag|finde|find|krieg)\\w* dich|schlag~ dich"
                "|dich (?:umbringen|finden|kriegen|abstechen)"
                "|ti (?:ammazz~|spacc~|trov~|uccid~|spezz~|vengo)|(?:eu )?(?:vou|vamos) te \\w+|te (?:mato|pego"
                "|acho|quebro|arrebento)"
                "|ik (?:maak|sla|steek|vind|weet|schiet)\\w* je|zabij~|znajd~ cie|polami~|dorw~ cie|oldur~"
                "|seni <1>\\w+(?:cagim|cegim|rim)"
                "|(?:tujhe|tujhko|tumhe|tereko) <2>(?:maar|mar|kaat|jala|dekh|utha|chhod)~"
            ),
        ),
        (Kind.AIMED_AT, "family"): (
            "{tu} (?:<1>)?(?:{kin})|(?:kizin|oglun|annen|baban|karin|kocan|kardesin|cocug~|ailen)\\w{0,4}",
        ),
        (Kind.AIMED_AT, "pet"): ("{tu} (?:<1>)?(?:{pet})|(?:kopegin|kedin)\\w{0,4}",),
        (Kind.AIMED_AT, "property"): ("{tu} (?:<1>)?(?:{goods})|(?:araban|dukkan|evin)\\w{0,4}",),
        (Kind.AIMED_AT, "job"): ("{tu} (?:<1>)?(?:{job})|(?:patronun|isin)(?:i|den|e|a)",),
        (Kind.CONDITION, "if"): (
            (
                "si (?:no|vuelves|hablas|me|te|vas|quieres|alguien|se|dices|sigues|le|lo|tu|vous|on|j'|je|c'est"
                "|il|elle|ca|non|"
                "parli|torni|vuoi|vai|mi|ti)\\w{0,3}|(?:sinon|wenn|falls (?:du|sie|ich)|solltest du|als je"
                "|als jij|als ik|als u)"
                "|se (?:nao|voce|vc|tu|eu|alguem|continuar|falar|contar|abrir|quiser|non|parli|torni|vuoi|vai"
                "|mi|ti|lo|la|dici|fai|entro)"
                "|jesli|jak (?:nie|jeszcze|sie|bedziesz|przyjdziesz|powiesz|pojdziesz)|jezeli|gdy|eger"
                "|\\w{3,14}(?:rsan|rsen|mazsan|mezsen|"
                "sarsan|sersen|mezse|mazsa)(?:iz)?|agar|agr"
            ),
        ),
        (Kind.CONDITION, "unless"): (
            (
                "a menos que|a no ser que|hasta que|a moins que|tant que|es sei denn|solange|a meno che|finche"
                "|a menos que|ate que|tenzij"
                "|totdat|zolang|chyba ze|dopoki|jab tak"
            ),
        ),
        (Kind.CONDITION, "or_else"): (
            (
                "(?:o|u) (?:te|le|tu|se|lo|la|les|me|publico|mando|voy|vamos|vas|ti|lo|vengo|tuo|tua|mando"
                "|pubblico)|si no|de lo contrario"
                "|ou (?:je|j'|on|tu|bien|c'est|eu|a|o|te|vou|ta|ton|tes|tout)|sinon|oder (?:ich|wir|du|dein~|es"
                "|die|der|das|alle|sonst|er|sie)"
                "|sonst|ansonsten|altrimenti|oppure|senno|senao|caso contrario|of (?:ik|je|we|jij|wij|het"
                "|anders)|anders|albo|inaczej"
                "|bo (?:inaczej|ci|cie)|yoksa|(?:ya|veya) da|warna|varna|nahi to|nahin to|nhi to"
            ),
        ),
        (Kind.CONDITION, "deed"): (
            (
                "y (?:te|veras|ya veras|tu)|otra vez|una vez mas|encore une fois|et (?:tu|je|vous) (?:vas"
                "|verras|te|verrez)|noch (?:ein|1)mal|und (?:ich|du|wir)"
                "|ancora una volta|un'altra volta|e (?:vedi|ti|vedrai|te|vai ver)|mais uma vez|de novo e"
                "|nog een keer|nog 1 keer|en (?:ik|je)"
                "|jeszcze raz|a (?:zobaczysz|pozalujesz|ja)|bir daha|ek (?:aur )?baar aur|phir se|dobara"
            ),
        ),
        (Kind.CONDITION, "deadline"): (
            "(?:antes del?|hasta el|para el|avant|d'ici|bis|entro|prima di|ate|antes de|voor"
            "|do) (?:<1>)?(?:{dag}|\\d~|las \\d~|le \\d~)".replace(
                "{dag}",
                "lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|lundi|mardi|mercredi|jeudi"
                "|vendredi|samedi|dimanche|demain|montag|dienstag"
                "|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|lunedi|martedi|mercoledi|giovedi"
                "|venerdi|sabato|domenica|domani|segunda|terca"
                "|quarta|quinta|sexta|amanha|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
                "|poniedzialku|wtorku|srody|czwartku|piatku"
                "|soboty|niedzieli|jutra",
            ),
            (
                "(?:tienes|tens|tem|hai|du hast|je hebt|masz|tu as|vous avez) (?:<1>)?(?:hasta|ate|fino|bis|tot"
                "|do|\\d~)|\\w{2,12}(?:ya|ye|a|e) kadar|tak paise"
            ),
        ),
    },
    _WORDS,
)
"""The plainest phrases of these languages by kind and value."""

READER: Final[Patterns] = patterns(
    {
        (Kind.AIMED_AT, "reader"): (
            (
                "te|tu|ti|tus|usted|ustedes|contigo|vous|votre|vos|toi|ton|du|dich|dir|dein~|ihnen|tuo|tua|tuoi"
                "|voce|vc|vcs|teu|tua|seu"
                "|je|jij|jou|jouw|jullie|ci|cie|ciebie|tobie|ty|twoj~|twoi~|pan~|seni|sana|sen|senin|siz~|tera"
                "|teri|tere|tujhe|tum|tumhe|tumhar~"
                "|aap|aapk~"
            ),
        )
    }
)
"""The bare second person."""
