# ruff: noqa: E501 (sentences)
"""Invented sentences in six languages and scripts, about places and bodies that do not exist."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "claims"


@dataclass(frozen=True)
class Tongue:
    """What is needed to make sentences in a language and to alter them.

    Slots of `sentences`: {a} {b} bodies, {c} {d} places, {n} {m} numbers, {p} a number with a decimal separator.
    """

    bodies: list[str]
    places: list[str]
    sentences: list[str]
    negations: list[str]
    words: list[str]
    spaced: bool = True


TONGUES = {
    "en": Tongue(
        ["The interior ministry of Norland", "The Ravonia Police Union", "The prefecture of East Ostmark", "A spokesman for Linden Watch"],
        ["Norhaven", "Port Sele", "Ravna", "Old Linden", "Kestrel Bay"],
        [
            "{a} said that it had not seen {n} of the {m} offices in {c}, and that {b} is not aware of any in {d}.",
            "Of {n} officers in {c} only {m} were ever seen; {b} did not reply to {a} about the 1,{n} others.",
            "“We have never signed the agreement of {n} pages,” {a} wrote, “nor the {m}-page annex for {c} and {d}.”",
            "{b} counted {p} per cent more visits to {c} than to {d} — well-known figures which {a} doesn't dispute.",
            "There is no record in {c} of the {n} volunteers named by {a}, although {b} presented {m} letters from {d}.",
        ],
        ["not", "never", "no", "nor", "without"],
        ["reportedly", "often", "later", "officially"],
    ),
    "it": Tongue(
        ["Il ministero dell’Interno di Norlandia", "La questura di Ravonia", "Un portavoce dell’Osservatorio Tigli", "La procura di Valserena"],
        ["Portosele", "Ravna", "Tigliovecchio", "Borgo d’Ombra", "Città Alta"],
        [
            "{a} ha detto che non risultano {n} dei {m} uffici di {c} e che {b} non ne è a conoscenza, neppure a {d}.",
            "Dei {n} agenti visti a {c} soltanto {m} erano là; {b} non ha mai risposto a {a} sugli altri 1.{n}.",
            "«Non abbiamo firmato l’accordo di {n} pagine», scrive {a}, «né l’allegato di {m} pagine per {c} e {d}».",
            "{b} ha contato il {p} per cento di visite in più a {c} rispetto a {d}: cifre ben note, perché {a} non le nega.",
            "Non c’è traccia a {c} dei {n} volontari citati da {a}, benché {b} abbia mostrato {m} lettere da {d}.",
        ],
        ["non", "né", "mai", "neppure", "senza"],
        ["forse", "spesso", "ufficialmente", "poi"],
    ),
    "sr-Latn": Tongue(
        ["Ministarstvo unutrašnjih poslova Norlandije", "Policijski sindikat Ravonije", "Tužilaštvo u Lipovcu", "Portparol Kuće lipa"],
        ["Novo Šeće", "Ravna Luka", "Stari Žabalj", "Čelarevac", "Ljubanj"],
        [
            "{a} kaže da nije videlo {n} od {m} kancelarija u mestu {c} i da {b} ne zna ni za jednu u mestu {d}.",
            "Od {n} policajaca u mestu {c} viđeno je samo {m}; {b} nikada nije odgovorio za ostalih 1.{n}, navodi {a}.",
            "„Nismo potpisali sporazum od {n} strana“, piše {a}, „niti dodatak od {m} strana za {c} i {d}“.",
            "{b} je izbrojao {p} odsto više poseta u mestu {c} nego u mestu {d} — brojke koje {a} ne osporava.",
            "U mestu {c} nema traga o {n} dobrovoljaca koje pominje {a}, iako {b} pokazuje {m} pisama iz mesta {d}.",
        ],
        ["ne", "nije", "nema", "nikada", "niti", "nismo"],
        ["navodno", "često", "zvanično", "kasnije"],
    ),
    "sr-Cyrl": Tongue(
        ["Министарство унутрашњих послова Норландије", "Полицијски синдикат Равоније", "Тужилаштво у Липовцу", "Портпарол Куће липа"],
        ["Ново Шеће", "Равна Лука", "Стари Жабаљ", "Челаревац", "Љубањ"],
        [
            "{a} каже да није видело {n} од {m} канцеларија у месту {c} и да {b} не зна ни за једну у месту {d}.",
            "Од {n} полицајаца у месту {c} виђено је само {m}; {b} никада није одговорио за осталих 1.{n}, наводи {a}.",
            "„Нисмо потписали споразум од {n} страна“, пише {a}, „нити додатак од {m} страна за {c} и {d}“.",
            "{b} је избројао {p} одсто више посета у месту {c} него у месту {d} — бројке које {a} не оспорава.",
            "У месту {c} нема трага о {n} добровољаца које помиње {a}, иако {b} показује {m} писама из места {d}.",
        ],
        ["не", "није", "нема", "никада", "нити", "нисмо"],
        ["наводно", "често", "званично", "касније"],
    ),
    "zh": Tongue(
        ["北岭国内政部", "拉沃尼亚警察工会", "东林检察院", "椴树观察发言人"],
        ["新港市", "拉夫纳", "老林镇", "红隼湾", "南塞勒"],
        [
            "{a}表示，在{c}的{m}处办公室中有{n}处没有见过，{b}也不知道{d}有任何一处。",
            "{c}的{n}名警员中只看到{m}名；{b}从未就其余1,{n}人答复{a}的询问。",
            "{a}写道：“我们没有签署{n}页的协议，也未签署适用于{c}和{d}的{m}页附件。”",
            "{b}统计，前往{c}的次数比{d}多{p}％——{a}并不否认这些数字。",
            "{c}没有关于{a}所说{n}名志愿者的记录，虽然{b}出示了来自{d}的{m}封信。",
        ],
        ["不", "没有", "未", "并不", "从未"],
        ["据称", "经常", "正式", "后来"],
        spaced=False,
    ),
    "ar": Tongue(
        ["وزارة الداخلية في نورلندا", "نقابة شرطة رافونيا", "النيابة العامة في ليندن", "متحدث باسم مرصد الزيزفون"],
        ["نورهافن", "بورت سيلي", "رافنا", "ليندن القديمة", "خليج العوسق"],
        [
            "قالت {a} إنها لم تر {n} من أصل {m} مكتبا في {c} وإن {b} لا تعلم بوجود أي مكتب في {d}.",
            "من بين {n} شرطيا في {c} لم يشاهد سوى {m}، ولم ترد {b} أبدا على {a} بشأن الباقين وعددهم 1,{n}.",
            "كتبت {a}: «لم نوقع الاتفاق المؤلف من {n} صفحة ولا الملحق المؤلف من {m} صفحات بشأن {c} و{d}».",
            "أحصت {b} زيادة قدرها {p} في المئة في الزيارات إلى {c} مقارنة مع {d}، وهي أرقام لا تنكرها {a}.",
            "ليس في {c} أي سجل عن {n} متطوعا ذكرتهم {a}، مع أن {b} عرضت {m} رسالة من {d}.",
        ],
        ["لا", "لم", "ليس", "ولا", "أبدا"],
        ["رسميا", "أحيانا", "لاحقا", "ربما"],
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A quotation and the invented text around it, in which it stands once."""

    kind: str
    tongue: str
    exact: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """The whole text."""
        gap = " " if TONGUES[self.tongue].spaced else ""
        return f"{self.before}{gap}{self.exact}{gap}{self.after}"


def sentence(tongue: str, chance: random.Random, number: int | None = None) -> str:
    """One invented sentence: the pattern of this number, counted round, or any."""
    words = TONGUES[tongue]
    a, b = chance.sample(words.bodies, 2)
    c, d = chance.sample(words.places, 2)
    n, m = chance.sample(range(102, 990), 2)
    point = "." if tongue in ("en", "zh", "ar") else ","
    percent = f"{chance.randrange(10, 99)}{point}{chance.randrange(1, 10)}"
    made = chance.choice(words.sentences) if number is None else words.sentences[number % len(words.sentences)]
    return made.format(a=a, b=b, c=c, d=d, n=n, m=m, p=percent)


def passages(seed: int, invented: int) -> list[Passage]:
    """The fixtures' short quotations in invented surroundings, and so many invented ones for each language.

    Each has chances of its own, so that another quotation in the fixtures adds to the figures and changes no other; and
    the patterns take turns, so that each is tried as often as the others.
    """
    real = [("real", tongue, exact, own_chance(seed, exact)) for tongue, exact in fixture_quotations()]
    made = [
        ("invented", tongue, _invented(tongue, number, chance), chance)
        for tongue in TONGUES
        for number in range(invented)
        for chance in [own_chance(seed, f"{tongue} {number}")]
    ]
    return [_passage(*each) for each in real + made]


def own_chance(seed: int, name: str) -> random.Random:
    """The same for the same name in every run, on every machine and whatever else is tried."""
    return random.Random(f"{seed} {name}")


def _invented(tongue: str, number: int, chance: random.Random) -> str:
    """One sentence, or each second time that a pattern's turn comes, two."""
    gap = " " if TONGUES[tongue].spaced else ""
    turn = number // len(TONGUES[tongue].sentences)
    return gap.join(sentence(tongue, chance, number + extra) for extra in range(1 + turn % 2))


def _passage(kind: str, tongue: str, exact: str, chance: random.Random) -> Passage:
    gap = " " if TONGUES[tongue].spaced else ""
    around = [gap.join(sentence(tongue, chance) for _ in range(6)) for _ in range(2)]
    return Passage(kind, tongue, exact, *around)


def fixture_quotations() -> list[tuple[str, str]]:
    """The quotations of the project's own data, each once, with the language whose surroundings suit it."""
    found = {}
    for path in sorted(FIXTURES.glob("*.json")):
        for passage in json.loads(path.read_text(encoding="utf-8")):
            language = str(passage["language"])
            known = language if language in TONGUES else language.split("-")[0]
            found[str(passage["exact"])] = "zh" if known == "ja" else known if known in TONGUES else "en"
    return [(tongue, exact) for exact, tongue in found.items()]
