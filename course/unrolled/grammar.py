"""A small grammar that speaks English, French and Chinese at once, and knows what it says.

Every sentence is built one time and put into words three times, so a translation, the tags, the parse, the names and the judgement come with it, and all
of them are right by construction. The languages differ where real ones do. French adjectives agree, and most follow their noun; a pronoun that is an object
precedes its verb; negation goes around it. Chinese counts with classifiers, says when and where before the verb, and puts all that qualifies a noun before it.
Left out on purpose: questions, "we" and "you", the future, and good sense.

A category is a list of words, or of rules: a function, and the categories of its arguments. Sentences are drawn, and counted, by following the rules.
"""

from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple


class Sentence(NamedTuple):
    """One sentence, in the tokens of three languages; only names and "I" have capitals. `text` makes them readable."""

    en: tuple
    fr: tuple  # an elided word is a token of its own, as in ("l'", "ami")
    zh: tuple  # words, not characters
    tags: tuple  # the part of speech of each English token: Universal POS, but for the possessives, which are DET
    entities: tuple  # O, B-PER, I-PER, B-LOC or I-LOC for each English token
    parse: tuple  # of the English: (label, child, child, …), a leaf is (tag, token); names of people and places are labelled PER and LOC
    polarity: int  # 1 for praise, -1 for blame, 0 for neither; each negation turns it round
    kind: str  # one of KINDS
    pairs: tuple  # what was combined, in base forms: (adjective, noun) and (verb, object)


KINDS = ("event", "action", "state", "report", "judgement", "relative", "coordination")

# English words with more than one tag, by the neighbour that decides between them: the one before, the one after, or both and neither alone.
AMBIGUOUS = {
    "left": (
        "book",
        "books",
        "cook",
        "dance",
        "dances",
        "lights",
        "plant",
        "play",
        "plays",
        "run",
        "walk",
        "watch",
        "watches",
    ),
    "right": ("her", "this"),
    "both": ("light", "orange", "that"),
}

# English (and its plural, where no rule makes it), French, its gender, Chinese classifier, Chinese.
NOUNS = {
    "person": """child/children enfant m 个 孩子; teacher professeur m 位 老师; doctor médecin m 位 医生; cook cuisinier m 位 厨师; friend ami m 位 朋友;
        neighbour voisin m 位 邻居; nurse infirmière f 位 护士; aunt tante f 位 阿姨; sister sœur f 个 姐姐; brother frère m 个 哥哥""",
    "animal": "cat chat m 只 猫; dog chien m 只 狗; bird oiseau m 只 鸟; horse cheval m 匹 马; mouse/mice souris f 只 老鼠",
    "thing": "bag sac m 个 包; watch montre f 块 手表; key clé f 把 钥匙; coat manteau m 件 大衣; chair chaise f 把 椅子; table table f 张 桌子",
    "text": "book livre m 本 书; letter lettre f 封 信; story histoire f 个 故事; poem poème m 首 诗",
    "dish": "chicken poulet m 只 鸡; egg œuf m 个 鸡蛋; carrot carotte f 根 胡萝卜; sausage saucisse f 根 香肠",
    "fruit": "apple pomme f 个 苹果; orange orange f 个 橙子; pear poire f 个 梨; banana banane f 根 香蕉",
    "booking": "room chambre f 个 房间; ticket billet m 张 票; seat siège m 个 座位; hotel hôtel m 家 酒店",
    "flower": "tree arbre m 棵 树; rose rose f 株 玫瑰; plant plante f 株 植物; tulip tulipe f 株 郁金香",
    "lamp": "light lumière f 盏 灯; lamp lampe f 盏 台灯; candle bougie f 支 蜡烛; lantern lanterne f 个 灯笼",
    "show": "film film m 部 电影; play pièce f 出 戏; match match m 场 比赛; concert concert m 场 音乐会; dance danse f 支 舞",
    "outing": "trip voyage m 次 旅行; walk promenade f 次 散步; party fête f 个 聚会; meeting réunion f 个 会议; run course f 场 赛跑",
    "part": "plot intrigue f 个 情节; ending fin f 个 结尾; song chanson f 首 歌; idea idée f 个 主意; answer réponse f 个 回答",
}
# English, French masculine (and feminine, where no rule makes it), Chinese.
ADJECTIVES = {
    "person": "young jeune 年轻; famous célèbre 出名; tired fatigué 疲惫; happy heureux 高兴; rich riche 富有; shy timide 害羞",
    "animal": "small petit 小; big grand 大; white blanc/blanche 白色; black noir 黑色; lazy paresseux 懒惰",
    "thing": "small petit 小; big grand 大; red rouge 红色; green vert 绿色; orange orange 橙色; black noir 黑色; light léger/légère 轻便; heavy lourd 沉重",
    "text": "long long/longue 漫长; short court 简短; sad triste 悲伤; famous célèbre 出名",
    "dish": "fresh frais/fraîche 新鲜; delicious délicieux 美味; expensive cher/chère 昂贵",
    "fruit": "ripe mûr 成熟; fresh frais/fraîche 新鲜; red rouge 红色; green vert 绿色",
    "booking": "cheap économique 便宜; expensive cher/chère 昂贵",
    "flower": "small petit 小; big grand 大; red rouge 红色; orange orange 橙色; white blanc/blanche 白色",
    "lamp": "small petit 小; red rouge 红色; green vert 绿色; orange orange 橙色; light léger/légère 轻便; heavy lourd 沉重",
    "show": "long long/longue 漫长; short court 简短; famous célèbre 出名",
    "outing": "long long/longue 漫长; short court 简短; quiet calme 安静",
    "praise": "good bon/bonne 好; interesting intéressant 有趣; original original 新颖; moving émouvant 感人; charming charmant 迷人",
    "blame": "bad mauvais 差; boring ennuyeux 无聊; stupid stupide 愚蠢; ridiculous ridicule 可笑; confusing confus 混乱",
}
BEFORE = ("petit", "grand", "jeune", "long")  # the French adjectives that precede their noun
# By the class of their objects: English (and its past), French infinitive (and je, il, ils, participle), where no rule makes them; Chinese.
VERBS = {
    "person": "help aider 帮助; invite inviter 邀请; thank remercier 感谢; draw/drew dessiner 画; watch regarder 看",
    "animal": "draw/drew dessiner 画; wash laver 洗; feed/fed nourrir/nourris/nourrit/nourrissent/nourri 喂; watch regarder 看",
    "thing": "buy/bought acheter/achète/achète/achètent/acheté 买; sell/sold vendre/vends/vend/vendent/vendu 卖; wash laver 洗; draw/drew dessiner 画",
    "text": "read/read lire/lis/lit/lisent/lu 读; write/wrote écrire/écris/écrit/écrivent/écrit 写; copy/copied copier 抄",
    "dish": "cook cuisiner 煮; eat/ate manger 吃; buy/bought acheter/achète/achète/achètent/acheté 买",
    "fruit": "eat/ate manger 吃; buy/bought acheter/achète/achète/achètent/acheté 买; wash laver 洗; draw/drew dessiner 画",
    "booking": "book réserver 预订; choose/chose choisir/choisis/choisit/choisissent/choisi 选; recommend recommander 推荐",
    "flower": "plant planter 种; draw/drew dessiner 画; buy/bought acheter/achète/achète/achètent/acheté 买; water arroser 浇",
    "lamp": "light/lit allumer 点; buy/bought acheter/achète/achète/achètent/acheté 买; carry/carried porter 提",
    "show": "watch regarder 看; record enregistrer 录; describe décrire/décris/décrit/décrivent/décrit 描述",
    "outing": "plan/planned planifier 计划; cancel/cancelled annuler 取消; prepare préparer 准备; describe décrire/décris/décrit/décrivent/décrit 描述",
    "place": "visit visiter 游览; leave/left quitter 离开",
    "nothing": """walk marcher 散步; run/ran courir/cours/court/courent/couru 跑步; dance danser 跳舞; play jouer 玩; work travailler 工作;
        wait attendre/attends/attend/attendent/attendu 等; sing/sang chanter 唱歌; study/studied étudier 学习""",
    "know": "know/knew connaître/connais/connaît/connaissent/connu 认识; believe croire/crois/croit/croient/cru 相信",
    "forget": "forget/forgot oublier 忘记",
    "that": "know/knew savoir/sais/sait/savent/su 知道; believe croire/crois/croit/croient/cru 相信",
}
OPINIONS = {1: "like aimer 喜欢; admire admirer 欣赏", -1: "hate détester 讨厌; despise mépriser 鄙视"}
# English, gender, Chinese; and English, French, its article, "in" before it, Chinese. Some are both, and their translations differ.
PEOPLE = """Paris f 帕丽斯; Florence f 弗洛伦丝; Sydney f 西德妮; Jordan m 乔丹; Georgia f 乔治娅; Rose f 萝丝; Anna f 安娜; Paul m 保罗; Emma f 艾玛;
    Thomas m 托马斯; Lucas m 卢卡斯; Marie f 玛丽"""
PLACES = """Paris Paris - à 巴黎; Florence Florence - à 佛罗伦萨; Sydney Sydney - à 悉尼; Jordan Jordanie la en 约旦; Georgia Géorgie la en 格鲁吉亚;
    London Londres - à 伦敦; Rome Rome - à 罗马; Beijing Pékin - à 北京; New_York New_York - à 纽约; China Chine la en 中国; Canada Canada le au 加拿大"""
SURNAMES = "Martin 马丁; Simon 西蒙; London 伦敦"


class Noun(NamedTuple):
    en: tuple  # singular, plural
    fr: tuple
    feminine: bool
    classifier: str
    zh: str


class Adjective(NamedTuple):
    en: str
    fr: tuple  # masculine, feminine; singular then plural of each
    zh: str
    polarity: int


class Verb(NamedTuple):
    en: tuple  # base form, with he or she, past
    fr: tuple  # with je, il, ils; participle; infinitive
    zh: str
    polarity: int = 0


class Phrase(NamedTuple):
    """What a rule makes: English as a tree, French and Chinese as tokens, and what other phrases must know of it."""

    tree: tuple | None
    fr: tuple
    zh: tuple
    who: int = 1  # 0 for I, 1 for he or she, 2 for they
    feminine: bool = False
    head: str = ""
    pairs: tuple = ()
    polarity: int = 0


NOTHING = Phrase(None, (), ())


def tree(label, *children):
    """Return the tree of those children that are there."""
    return (label, *(child for child in children if child))


def entries(lines):
    return [entry.split() for entry in lines.split(";")]


def en_s(word):
    """Return an English noun's plural, or a verb's form for he and she."""
    if word.endswith(("s", "sh", "ch", "x")):
        return word + "es"
    return word[:-1] + "ies" if word[-1] == "y" and word[-2] not in "aeou" else word + "s"


def fr_plural(word):
    if word[-1] in "sx":
        return word
    return word[:-1] + "ux" if word.endswith("al") else word + ("x" if word.endswith("eau") else "s")


def noun(en, fr, gender, classifier, zh):
    singular, *plural = en.split("/")
    return Noun((singular, *(plural or [en_s(singular)])), (fr, fr_plural(fr)), gender == "f", classifier, zh)


def adjective(en, fr, zh, polarity=0):
    masculine, *feminine = fr.split("/")
    if not feminine:
        feminine = [
            masculine[:-1] + "se"
            if masculine.endswith("eux")
            else masculine
            if masculine[-1] == "e"
            else masculine + "e"
        ]
    forms = [
        (word, word if word == "orange" else fr_plural(word)) for word in (masculine, *feminine)
    ]  # orange, the colour, never changes
    return Adjective(en, tuple(forms), zh, polarity)


def verb(en, fr, zh, polarity=0):
    base, *past = en.split("/")
    infinitive, *forms = fr.split("/")
    stem = infinitive[:-2]
    past = past or [base + ("d" if base.endswith("e") else "ed")]
    forms = forms or [stem + "e", stem + "e", stem + "ent", stem + "é"]
    return Verb((base, en_s(base), *past), (*forms, infinitive), zh, polarity)


# Phrases about nouns. A determiner is English, French (masculine, feminine), Chinese, and 0 for one, 1 for more.
DETERMINERS = {
    "definite": [
        (("the",), ("le", "la"), ("那",), 0),
        (("the",), ("les", "les"), ("那些",), 1),
        (("this",), ("ce", "cette"), ("这",), 0),
        (("these",), ("ces", "ces"), ("这些",), 1),
        (("that",), ("ce", "cette"), ("那",), 0),
        (("those",), ("ces", "ces"), ("那些",), 1),
        (("my",), ("mon", "ma"), ("我", "的"), 0),
        (("my",), ("mes", "mes"), ("我", "的"), 1),
        (("his",), ("son", "sa"), ("他", "的"), 0),
        (("her",), ("son", "sa"), ("她", "的"), 0),
        (("her",), ("ses", "ses"), ("她", "的"), 1),
    ],
    "some": [
        (("a",), ("un", "une"), ("一",), 0),
        (("two",), ("deux", "deux"), ("两",), 1),
        (("three",), ("trois", "trois"), ("三",), 1),
        ((), ("des", "des"), (), 1),
    ],
}


def noun_phrase(determiner, noun, adjective=None):
    en, fr, zh, number = determiner
    noun_en, noun_fr = noun.en[number], noun.fr[number]
    if zh and zh[-1] not in ("的", "那些", "这些"):
        zh += (noun.classifier,)
    fr = (fr[noun.feminine],)
    if adjective is None:
        en_adjective, phrase_fr, pairs = None, (*fr, noun_fr), ()
    else:
        en_adjective, pairs = ("ADJ", adjective.en), ((adjective.en, noun.en[0]),)
        form = adjective.fr[noun.feminine][number]
        zh = (
            (*zh, adjective.zh)
            if adjective.zh in "大小"
            else (*(word for word in zh if word != "的"), adjective.zh, "的")
        )
        if adjective.fr[0][0] in BEFORE:
            phrase_fr = ("de" if fr == ("des",) else fr[0], form, noun_fr)
        else:
            phrase_fr = (*fr, noun_fr, form)
    if en == ("a",) and (en_adjective[1] if en_adjective else noun_en)[0] in "aeiou":
        en = ("an",)
    article = ("NUM" if en[0] in ("two", "three") else "DET", en[0]) if en else None
    whole = tree("NP", article, en_adjective, ("NOUN", noun_en))
    return Phrase(whole, phrase_fr, (*zh, noun.zh), 1 + number, noun.feminine, noun.en[0], pairs)


def person(name, surname=None):
    en, gender, zh = name
    tokens = (en,) if surname is None else (en, surname[0])
    leaves = [("PROPN", token) for token in tokens]
    return Phrase(
        ("NP", ("PER", *leaves)), tokens, (zh if surname is None else f"{zh}·{surname[1]}",), 1, gender == "f"
    )


def place(name):
    en, fr, article, _, zh = name
    leaves = [("PROPN", token) for token in en.split("_")]
    return Phrase(
        ("NP", ("LOC", *leaves)),
        (() if article == "-" else (article,)) + tuple(fr.split("_")),
        (zh,),
        1,
        article == "la",
    )


def in_place(name):
    return Phrase(("PP", ("ADP", "in"), place(name).tree), (name[3], *name[1].split("_")), ("在", name[4]))


def with_person(whom):
    return Phrase(("PP", ("ADP", "with"), whom.tree), ("avec", *whom.fr), ("和", *whom.zh, "一起"), pairs=whom.pairs)


def who_did(whom, verb, what, when):
    """the man who …: the clause follows its noun in English and French, and precedes it in Chinese."""
    did = predicate(whom.who, verb, what, when)
    whole = ("NP", whom.tree, ("S", ("PRON", "who"), did.tree))
    return whom._replace(
        tree=whole, fr=(*whom.fr, "qui", *did.fr), zh=(*did.zh, "的", *whom.zh), pairs=whom.pairs + did.pairs
    )


def that_was_done(what, who, verb, when):
    """the letter that he …: the French participle agrees with what precedes it."""
    whole = (
        "NP",
        what.tree,
        ("S", ("PRON", "that"), who.tree, ("VP", ("VERB", verb.en[2]), *([when[1].tree] if when[1].tree else []))),
    )
    participle = agree(verb.fr[3], what)
    fr = (*what.fr, "que", *who.fr, AVOIR[who.who], participle, *when[1].fr)
    zh = (*who.zh, *when[1].zh, verb.zh, "的", *what.zh)
    return what._replace(tree=whole, fr=fr, zh=zh, pairs=(*what.pairs, (verb.en[0], what.head)))


# Phrases about verbs.
AVOIR, VOULOIR = ("ai", "a", "ont"), ("veux", "veut", "veulent")
ETRE = {
    "present": ("suis", "est", "sont"),
    "past": ("étais", "était", "étaient"),
    "subjunctive": ("sois", "soit", "soient"),
}
BE = {"present": ("am", "is", "are"), "past": ("was", "was", "were"), "subjunctive": ("am", "is", "are")}


def agree(participle, what):
    return participle + "e" * what.feminine + "s" * (what.who == 2)


def predicate(who, verb, what, when, negative=False, where=NOTHING):
    """All of a clause but its subject; `when` is a tense (present, past or want) and a phrase."""
    tense, time = when
    rest = (what.tree, where.tree)
    base, third, past = verb.en
    if tense == "want":
        rest, base, third = (tree("VP", ("PART", "to"), ("VERB", base), *rest),), "want", "wants"
    if negative:
        auxiliary = "did" if tense == "past" else "does" if who == 1 else "do"
        rest = (("AUX", auxiliary), ("PART", "not"), ("VERB", base), *rest)
    else:
        rest = (("VERB", past if tense == "past" else third if who == 1 else base), *rest)

    is_pronoun = what.tree is not None and what.tree[1][0] == "PRON"
    clitic, after = (what.fr, ()) if is_pronoun else ((), what.fr)
    if tense == "past":
        finite, infinite = (*clitic, AVOIR[who]), (agree(verb.fr[3], what) if is_pronoun else verb.fr[3],)
    elif tense == "want":
        finite, infinite = (VOULOIR[who],), (*clitic, verb.fr[4])
    else:
        finite, infinite = (*clitic, verb.fr[who]), ()
    if negative:
        finite = ("ne", *finite, "pas")

    no = ("没" if tense == "past" else "不",) if negative else ()
    want = ("想",) if tense == "want" else ()
    done = ("了",) if tense == "past" and not negative else ()
    pairs = (*what.pairs, *where.pairs, *([(verb.en[0], what.head)] if what.head else []))
    return Phrase(
        tree("VP", *rest, time.tree),
        (*finite, *infinite, *after, *where.fr, *time.fr),
        (*time.zh, *no, *want, *where.zh, verb.zh, *done, *what.zh),
        pairs=pairs,
    )


def clause(subject, verb, what, when, negative=False, where=NOTHING):
    said = predicate(subject.who, verb, what, when, negative, where)
    return Phrase(
        ("S", subject.tree, said.tree), subject.fr + said.fr, subject.zh + said.zh, pairs=subject.pairs + said.pairs
    )


# How much: English before and after the adjective, French around the verb and before and after the adjective, Chinese, and what becomes of a judgement.
DEGREES = {
    "plain": ((), (), (), (), ("很",), 1),
    "very": ((("ADV", "very"),), (), ("très",), (), ("非常",), 1),
    "not": ((("PART", "not"),), (), ("pas",), (), ("不",), -1),
    "never": ((("ADV", "never"),), (), ("jamais",), (), ("从来", "不"), -1),
    "not at all": (
        (("PART", "not"),),
        (("ADV", "at"), ("ADV", "all")),
        ("pas",),
        ("du", "tout"),
        ("一点", "也", "不"),
        -1,
    ),
}


def is_so(subject, tense, degree, adjective):
    """the bag is red; Chinese has no verb there, except that a colour is one: 是红色的."""
    before, after, fr_before, fr_after, zh, sign = degree
    form = adjective.fr[subject.feminine][subject.who == 2]
    be = (ETRE[tense][subject.who],)
    fr = ("ne", *be, *fr_before, form, *fr_after) if sign < 0 else (*be, *fr_before, form)
    if adjective.zh.endswith("色"):
        zh = (*(("不",) if sign < 0 else ()), "是", adjective.zh, "的")
    else:
        zh = (*zh, adjective.zh)
    whole = ("S", subject.tree, ("VP", ("AUX", BE[tense][subject.who]), *before, ("ADJ", adjective.en), *after))
    pairs = subject.pairs + (((adjective.en, subject.head),) if subject.head else ())
    return Phrase(whole, subject.fr + fr, subject.zh + zh, pairs=pairs, polarity=sign * adjective.polarity)


def one_not_other(subject, tense, one, other):
    """the film is good, not bad: with the same words, but in another order, the opposite is said."""
    first, second = is_so(subject, tense, DEGREES["plain"], one), other.fr[subject.feminine][subject.who == 2]
    whole = (*first.tree[:2], (*first.tree[2], ("PUNCT", ","), ("PART", "not"), ("ADJ", other.en)))
    return first._replace(tree=whole, fr=(*first.fr, ",", "pas", second), zh=(*first.zh, "，", "不", other.zh))


def i_think(negative, degree, what, adjective):
    """I do not think that the film is bad: the negation is far from what it turns round, and asks for a subjunctive in French."""
    said = is_so(what, "subjunctive" if negative else "present", degree, adjective)
    not_en = (("AUX", "do"), ("PART", "not")) if negative else ()
    fr = ("je", "ne", "trouve", "pas", "que") if negative else ("je", "trouve", "que")
    whole = ("S", ("NP", ("PRON", "I")), ("VP", *not_en, ("VERB", "think"), ("SBAR", ("SCONJ", "that"), said.tree)))
    zh = ("我", "不", "觉得") if negative else ("我", "觉得")
    return said._replace(tree=whole, fr=fr + said.fr, zh=zh + said.zh, polarity=said.polarity * (-1 if negative else 1))


def opinion(who, verb, what, tense):
    """nobody liked the plot"""
    subject, negative, ne, sign = who
    said = predicate(subject.who, verb, what, (tense, NOTHING), negative)
    fr, zh = subject.fr + ne + said.fr, (*subject.zh, verb.zh, *what.zh)
    return Phrase(("S", subject.tree, said.tree), fr, zh, pairs=said.pairs, polarity=sign * verb.polarity)


def is_far(here, there=None, negative=False):
    not_en, ne, pas, zh = (
        ((("PART", "not"),), ("n'",), ("pas",), ("不", "远")) if negative else ((), (), (), ("很", "远"))
    )
    where = NOTHING
    if there is not None:
        there = place(there)
        where = Phrase(("PP", ("ADP", "from"), there.tree), ("de", *there.fr), ("离", *there.zh))
    here = place(here)
    whole = ("S", here.tree, tree("VP", ("AUX", "is"), *not_en, ("ADV", "far"), where.tree))
    return Phrase(whole, (*here.fr, *ne, "est", *pas, "loin", *where.fr), here.zh + where.zh + zh)


def that(said):
    return said._replace(tree=("SBAR", ("SCONJ", "that"), said.tree), fr=("que", *said.fr))


def both(one, joint, other):
    """Two clauses; with because, Chinese gives the reason first."""
    en, fr, zh_first, zh = joint
    polarity = one.polarity + other.polarity
    zh = (*zh_first, *other.zh, "，", *zh, *one.zh) if en[0] == "SCONJ" else (*one.zh, "，", *zh, *other.zh)
    whole = ("S", one.tree, ("SBAR", en, other.tree)) if en[0] == "SCONJ" else ("S", one.tree, en, other.tree)
    return Phrase(
        whole, one.fr + fr + other.fr, zh, pairs=one.pairs + other.pairs, polarity=(polarity > 0) - (polarity < 0)
    )


# The grammar: a list of words, or of rules, for each category.
def pronoun(en, fr, zh, who=1, feminine=False):
    return Phrase(("NP", ("PRON", en)), tuple(fr.split()), tuple(zh.split()), who, feminine)


def time(tense, en, fr, zh):
    words = [word.split("/") for word in en.split()]
    return tense, Phrase(
        tree("PP" if words[0][1] == "ADP" else "NP", *((tag, word) for word, tag in words)),
        tuple(fr.split()),
        tuple(zh.split()),
    )


EVERY_DAY = time("present", "every/DET day/NOUN", "chaque jour", "每天")
WINTER = time("present", "in/ADP winter/NOUN", "en hiver", "冬天")
TODAY = time("present", "today/NOUN", "aujourd'hui", "今天")
EVENING = time("want", "this/DET evening/NOUN", "ce soir", "今晚")
PAST = [
    time("past", "yesterday/NOUN", "hier", "昨天"),
    time("past", "last/ADJ week/NOUN", "la semaine dernière", "上周"),
    time("past", "this/DET morning/NOUN", "ce matin", "今天 早上"),
]
PRESENT, WANT = ("present", NOTHING), ("want", NOTHING)
PEOPLE, PLACES, SURNAMES = map(entries, (PEOPLE, PLACES, SURNAMES))
HE, SHE = pronoun("he", "il", "他"), pronoun("she", "elle", "她", feminine=True)
ME, THEY = pronoun("I", "je", "我", 0), pronoun("they", "ils", "他们", 2)

GRAMMAR = {
    "yes": [False],
    "no": [True],
    "when": [PRESENT, EVERY_DAY, WINTER, *PAST, WANT, EVENING],
    "when not": [PRESENT, TODAY, WINTER, *PAST, WANT, EVENING],
    "in the past": PAST,
    "present": [PRESENT],
    "past": [("past", NOTHING)],
    "is": ["present"],
    "be": ["present", "subjunctive"],
    "tense": ["present", "past"],
    "is or not": [DEGREES["plain"], DEGREES["not"]],
    "plain": [DEGREES["plain"]],
    "degree": list(DEGREES.values()),
    "pronoun": [ME, HE, SHE, THEY],
    "whom": [pronoun("him", "le", "他"), pronoun("her", "la", "她", feminine=True), pronoun("them", "les", "他们", 2)],
    "name": PEOPLE,
    "surname": SURNAMES,
    "a place": PLACES,
    "here": PLACES[::2],
    "there": PLACES[1::2],
    "place": [(place, "a place")],
    "somebody": [(person, "name"), (person, "name", "surname")],
    "the": DETERMINERS["definite"][:2],
    "known": [entry for entry in DETERMINERS["definite"] if entry[0][0] in ("the", "my", "his", "her")],
    "definite": DETERMINERS["definite"],
    "some": DETERMINERS["some"],
    "joint": [
        (("CCONJ", "and"), ("et",), (), ()),
        (("CCONJ", "but"), ("mais",), (), ("但是",)),
        (("SCONJ", "because"), ("parce", "que"), ("因为",), ("所以",)),
    ],
    "opinion": [verb(*entry, polarity) for polarity, lines in OPINIONS.items() for entry in entries(lines)],
    "who": [
        (pronoun("nobody", "personne", "没有 人"), False, ("ne",), -1),
        (pronoun("everybody", "tout le monde", "大家 都"), False, (), 1),
        (ME, False, (), 1),
        (ME._replace(zh=("我", "不")), True, (), -1),
    ],
    "somewhere": [
        Phrase(
            ("PP", ("ADP", "in"), ("NP", ("DET", "the"), ("NOUN", "park"))),
            ("dans", "le", "parc"),
            ("在", "公园", "里"),
        ),
        Phrase(
            ("PP", ("ADP", "in"), ("NP", ("DET", "the"), ("NOUN", "garden"))),
            ("dans", "le", "jardin"),
            ("在", "花园", "里"),
        ),
        Phrase(("PP", ("ADP", "at"), ("NP", ("NOUN", "school"))), ("à", "l'", "école"), ("在", "学校")),
        Phrase(("PP", ("ADP", "at"), ("NP", ("NOUN", "home"))), ("à", "la", "maison"), ("在", "家")),
    ],
    "where": [
        (lambda where: where, "somewhere"),
        (in_place, "a place"),
        (with_person, "somebody"),
        (with_person, "definite person"),
    ],
    "nothing": [NOTHING],
    "this": [pronoun("this", "ce", "这")],
    "subject": [(lambda who: who, "pronoun"), (lambda who: who, "somebody"), (lambda who: who, "definite person")],
    "known subject": [
        (lambda who: who, "pronoun"),
        (lambda who: who, "somebody"),
        (noun_phrase, "known", "noun person"),
    ],
}

same = lambda phrase: phrase  # noqa: E731
EVENTS = (
    "animal",
    "thing",
    "text",
    "dish",
    "fruit",
    "booking",
    "flower",
    "lamp",
    "show",
    "outing",
)  # what is done to things
JUDGED = ("text", "show", "outing", "part")

for kind, lines in VERBS.items():
    GRAMMAR[f"verb {kind}"] = [verb(*entry) for entry in entries(lines)]
for kind, lines in ADJECTIVES.items():
    sign = {"praise": 1, "blame": -1}.get(kind, 0)
    GRAMMAR[f"adjective {kind}"] = [adjective(*entry, sign) for entry in entries(lines)]
for kind, lines in NOUNS.items():
    GRAMMAR[f"noun {kind}"] = [noun(*entry) for entry in entries(lines)]
    for which in ("the", "known", "definite", "some"):
        plain, qualified = (
            (noun_phrase, which, f"noun {kind}"),
            (noun_phrase, which, f"noun {kind}", f"adjective {kind}"),
        )
        GRAMMAR[f"{which} bare {kind}"] = [plain]
        GRAMMAR[f"{which} {kind}"] = [plain, qualified] if kind in ADJECTIVES else [plain]
    GRAMMAR[f"any {kind}"] = [(same, f"definite {kind}"), (same, f"some {kind}")]
    GRAMMAR[f"done {kind}"] = [
        (that_was_done, f"the bare {kind}", who, f"verb {kind}", "in the past")
        for who in ("pronoun", "somebody")
        if kind in VERBS
    ]

YES_OR_NO = (("when", "yes"), ("when not", "no"))
GRAMMAR["one person"] = [(same, "whom"), (same, "somebody"), (same, "definite person")]
GRAMMAR["judged"] = [(same, f"definite {kind}") for kind in JUDGED]
GRAMMAR["judged subject"] = [(same, "judged"), (same, "this")]
GRAMMAR["value"] = [(same, "adjective praise"), (same, "adjective blame")]
# The kinds of sentences. What is not done is not done to something definite: "a" and "two" would be other words in French and Chinese.
GRAMMAR["event"] = [(same, f"event {which}") for which in ("done", "not done", "person", "place")]
GRAMMAR["event done"] = [(clause, "subject", f"verb {kind}", f"any {kind}", "when", "yes") for kind in EVENTS]
GRAMMAR["event not done"] = [
    (clause, "subject", f"verb {kind}", f"definite {kind}", "when not", "no") for kind in EVENTS
]
GRAMMAR["event person"] = [(clause, "subject", "verb person", "one person", *when) for when in YES_OR_NO]
GRAMMAR["event place"] = [(clause, "subject", "verb place", "place", *when) for when in YES_OR_NO]
GRAMMAR["action"] = [(clause, "subject", "verb nothing", "nothing", *when, "where") for when in YES_OR_NO]
GRAMMAR["state"] = [
    (is_so, "known subject", "is", "is or not", "adjective person"),
    (same, "far"),
    (same, "state thing"),
]
GRAMMAR["far"] = [(is_far, "a place"), (is_far, "here", "there"), (is_far, "there", "here", "no")]
GRAMMAR["state thing"] = [(is_so, f"definite bare {kind}", "is", "is or not", f"adjective {kind}") for kind in EVENTS]
GRAMMAR["told"] = [
    (is_so, "known subject", "is", "is or not", "adjective person"),
    (is_so, "known bare thing", "is", "is or not", "adjective thing"),
    (is_far, "a place"),
    (clause, "known subject", "verb thing", "any thing", "present", "yes"),
    (clause, "known subject", "verb place", "place", "present", "yes"),
]
GRAMMAR["that"] = [(that, "told")]
GRAMMAR["report"] = [
    (clause, "subject", "verb that", "that", "present", "yes"),
    (clause, "subject", "verb forget", "that", "past", "yes"),
    (clause, "subject", "verb forget", "that", "past", "no"),
    (clause, "subject", "verb know", "one person", "present", "yes"),
    (clause, "subject", "verb know", "one person", "present", "no"),
    (clause, "subject", "verb forget", "definite thing", "past", "yes"),
    (clause, "subject", "verb forget", "definite thing", "past", "no"),
]
GRAMMAR["judgement"] = [(same, "plain judgement"), (same, "contrast")]
GRAMMAR["plain judgement"] = [
    (is_so, "judged subject", "tense", "degree", "value"),
    (i_think, "yes", "degree", "judged subject", "value"),
    (i_think, "no", "plain", "judged subject", "value"),
    (opinion, "who", "opinion", "judged", "tense"),
]
GRAMMAR["contrast"] = [
    (one_not_other, "judged subject", "tense", "adjective praise", "adjective blame"),
    (one_not_other, "judged subject", "tense", "adjective blame", "adjective praise"),
]
GRAMMAR["man who"] = [(who_did, "the bare person", f"verb {kind}", f"any {kind}", "when") for kind in EVENTS]
GRAMMAR["relative"] = [
    (is_so, "man who", "is", "is or not", "adjective person"),
    (clause, "man who", "verb nothing", "nothing", "when", "yes", "somewhere"),
    (same, "done state"),
    (same, "done judgement"),
]
GRAMMAR["done state"] = [(is_so, f"done {kind}", "is", "is or not", f"adjective {kind}") for kind in EVENTS]
GRAMMAR["done judgement"] = [(is_so, f"done {kind}", "tense", "degree", "value") for kind in JUDGED if kind in VERBS]
GRAMMAR["half"] = [(same, kind) for kind in ("event", "action", "state", "plain judgement")]
GRAMMAR["coordination"] = [(both, "half", "joint", "half")]


# What one does with it.
def sentences(rng, count, kinds=KINDS):
    """Return a list of `count` different sentences; each kind is as likely as the others, and so is each choice on the way.

    Raises ValueError where there are not twice as many, since the last ones would take for ever to find.
    """
    if 2 * count > sum(map(how_many, kinds)):
        raise ValueError(
            f"{count} different sentences are too many to draw from the {sum(map(how_many, kinds))} of {', '.join(kinds)}"
        )
    found = {}
    while len(found) < count:
        kind = kinds[rng.integers(len(kinds))]
        sentence = finish(draw(rng, kind), kind)
        found.setdefault(sentence.en, sentence)
    return list(found.values())


def how_many(category=None):
    """Return the number of different sentences of a kind, or of all kinds, or of different phrases of a category."""
    return sum(map(_how_many, KINDS)) if category is None else _how_many(category)


@cache
def _how_many(category):
    return sum(prod(map(_how_many, option[1:])) if is_rule(option) else 1 for option in GRAMMAR[category])


def every(category):
    """Go through all phrases of a category, one by one."""
    for option in GRAMMAR[category]:
        if is_rule(option):
            function, *categories = option
            yield from (function(*parts) for parts in product(*map(every, categories)))
        else:
            yield option


def draw(rng, category):
    """Return a phrase of a category, or a word."""
    options = GRAMMAR[category]
    option = options[rng.integers(len(options))]
    if not is_rule(option):
        return option
    function, *categories = option
    return function(*[draw(rng, part) for part in categories])


def is_rule(option):
    return isinstance(option, tuple) and callable(option[0])


def finish(phrase, kind):
    """Return the sentence that a clause makes, with its full stop."""
    parse = (*phrase.tree, ("PUNCT", "."))
    tags, en, entities = zip(*leaves(parse), strict=True)
    return Sentence(
        en, elide((*phrase.fr, ".")), (*phrase.zh, "。"), tags, entities, parse, phrase.polarity, kind, phrase.pairs
    )


def leaves(parse, name="O"):
    """Go through the leaves of a parse: tag, token, and what it is in a name."""
    if isinstance(parse[1], str):
        yield *parse, name
        return
    for i, child in enumerate(parse[1:]):
        yield from leaves(child, ("B-" if i == 0 else "I-") + parse[0] if parse[0] in ("PER", "LOC") else name)


def elide(tokens):
    """Return French tokens as they are written before the next one: l'ami, cet ami, mon amie, du Canada."""
    done = []
    for token, following in zip(tokens, (*tokens[1:], "."), strict=True):
        if done and done[-1] == "de" and token == "le" and following[0].lower() not in VOWELS:
            done[-1] = "du"
            continue
        if token == "ce" and following in ("est", "était"):
            done.append("c'")
        else:
            done.append(ELIDED.get(token, token) if following[0].lower() in VOWELS else token)
    return tuple(done)


VOWELS = "aeiouéèêœh"  # no word here has an h that counts
ELIDED = {
    "le": "l'",
    "la": "l'",
    "je": "j'",
    "ne": "n'",
    "que": "qu'",
    "de": "d'",
    "ce": "cet",
    "ma": "mon",
    "sa": "son",
}


def text(tokens):
    """Return a sentence as people write it."""
    if tokens[-1] == "。":
        return "".join(tokens)
    line = " ".join(tokens).replace("' ", "'").replace(" .", ".").replace(" ,", ",")
    return line[0].upper() + line[1:]


def split_by_pairs(sentences, rng, fraction=0.1):
    """Return sentences to train on and to test on, such that each of the latter combines two words that the former never combine.

    A fraction of all pairs is held out, of an adjective and a noun or of a verb and its object. The words themselves occur in both parts.
    """
    pairs = sorted({pair for sentence in sentences for pair in sentence.pairs})
    held = {pairs[i] for i in rng.permutation(len(pairs))[: round(fraction * len(pairs))]}
    is_held = [not held.isdisjoint(sentence.pairs) for sentence in sentences]
    return [s for s, h in zip(sentences, is_held, strict=True) if not h], [
        s for s, h in zip(sentences, is_held, strict=True) if h
    ]


def split_by_length(sentences, longest):
    """Return the sentences of at most so many English tokens, to train on, and the longer ones, to test on."""
    return [s for s in sentences if len(s.en) <= longest], [s for s in sentences if len(s.en) > longest]
