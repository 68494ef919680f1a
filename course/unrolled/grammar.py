"""A small grammar that speaks English, French and Chinese at once, and knows what it says.

Every sentence is built one time and put into words three times, so a translation, the tags, the parse, the names and the judgement come with it, and all
of them are right by construction. The languages differ where real ones do. French adjectives agree, and most follow their noun; a pronoun that is an object
precedes its verb; negation goes around it. Chinese counts with classifiers, says when and where before the verb, and puts all that qualifies a noun before it.
Left out on purpose: questions, "we" and "you", the future, and good sense.

A category is a list of words, or of rules: a function, and the categories of its arguments. Sentences are drawn, and counted, by following the rules.
"""

import random
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise, product
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
    kind: str  # one of KINDS, or puzzle
    pairs: tuple  # what was combined, in base forms: (adjective, noun) and (verb, object)


KINDS = ("event", "action", "state", "report", "judgement", "relative", "coordination")

# English words with more than one tag, by the neighbour that decides: the one before, the one after, or only both together.
AMBIGUOUS = {
    "left": ("book", "cook", "dance", "plant", "play", "run", "walk", "watch"),
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
PEOPLE = """Paris f 帕丽斯; Florence f 弗洛伦丝; Sydney f 西德妮; Jordan m 乔丹; Georgia f 乔治娅; Rose f 萝丝; Anna f 安娜; Paul m 保罗;
    Emma f 艾玛; Thomas m 托马斯; Lucas m 卢卡斯; Marie f 玛丽"""
PLACES = """Paris Paris - à 巴黎; Florence Florence - à 佛罗伦萨; Sydney Sydney - à 悉尼; Jordan Jordanie la en 约旦;
    Georgia Géorgie la en 格鲁吉亚; London Londres - à 伦敦; Rome Rome - à 罗马; Beijing Pékin - à 北京;
    New_York New_York - à 纽约; China Chine la en 中国; Canada Canada le au 加拿大"""
SURNAMES = "Martin 马丁; London 伦敦; Cook 库克; Green 格林"
# English with its tags, French, Chinese.
TIMES = {
    "present": "every/DET day/NOUN; chaque jour; 每天 | in/ADP winter/NOUN; en hiver; 冬天",
    "not": "today/NOUN; aujourd'hui; 今天 | in/ADP winter/NOUN; en hiver; 冬天",
    "past": """yesterday/NOUN; hier; 昨天 | last/ADJ week/NOUN; la semaine dernière; 上周 |
        this/DET morning/NOUN; ce matin; 今天 早上""",
    "want": "this/DET evening/NOUN; ce soir; 今晚",
}
SOMEWHERE = """in/ADP the/DET park/NOUN; dans le parc; 在 公园 里 | in/ADP the/DET garden/NOUN; dans le jardin; 在 花园 里 |
    at/ADP school/NOUN; à l' école; 在 学校 | at/ADP home/NOUN; à la maison; 在 家"""
# English with its tag, French (masculine, feminine), Chinese, and 0 for one, 1 for more.
DEFINITE = """the/DET le la 那 0; the/DET les les 那些 1; this/DET ce cette 这 0; these/DET ces ces 这些 1; that/DET ce cette 那 0;
    those/DET ces ces 那些 1; my/DET mon ma 我的 0; my/DET mes mes 我的 1; his/DET son sa 他的 0; his/DET ses ses 他的 1;
    her/DET son sa 她的 0; her/DET ses ses 她的 1"""
SOME = "a/DET un une 一 0; two/NUM deux deux 两 1; three/NUM trois trois 三 1; -/- des des - 1"


class Noun(NamedTuple):
    en: tuple  # singular, plural
    fr: tuple
    feminine: bool
    classifier: str
    zh: str


class Adjective(NamedTuple):
    en: str
    fr: tuple  # masculine, feminine; singular and plural of each
    zh: str
    polarity: int


class Verb(NamedTuple):
    en: tuple  # base form, with he or she, past
    fr: tuple  # with je, il, ils; participle; infinitive
    zh: str
    polarity: int


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


# Words: the forms that are not written down above.
def noun(en, fr, gender, classifier, zh):
    singular, *plural = en.split("/")
    return Noun((singular, *(plural or [en_s(singular)])), (fr, fr_s(fr)), gender == "f", classifier, zh)


def adjective(en, fr, zh, polarity=0):
    masculine, *feminine = fr.split("/")
    if not feminine:
        feminine = [masculine[:-1] + "se" if masculine.endswith("eux") else masculine.removesuffix("e") + "e"]
    if en == "orange":
        return Adjective(en, ((fr, fr), (fr, fr)), zh, polarity)  # the colour never changes
    return Adjective(en, tuple((form, fr_s(form)) for form in (masculine, *feminine)), zh, polarity)


def verb(en, fr, zh, polarity=0):
    base, *past = en.split("/")
    infinitive, *forms = fr.split("/")
    past = past or [base.removesuffix("e") + "ed"]
    forms = forms or [infinitive.removesuffix("er") + ending for ending in ("e", "e", "ent", "é")]
    return Verb((base, en_s(base), *past), (*forms, infinitive), zh, polarity)


def en_s(word):
    """Return an English noun's plural, or a verb's form for he and she."""
    if word[-1] == "y" and word[-2] not in "aeou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def fr_s(word):
    """Return the plural of a French noun or adjective."""
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word if word[-1] in "sx" else word + ("x" if word.endswith("eau") else "s")


def entries(lines):
    return [entry.split() for entry in lines.split(";")]


def chunk(en, fr, zh, label="NP", who=1, feminine=False):
    """Return a phrase that is always the same."""
    leaves = [tuple(reversed(word.split("/"))) for word in en.split()]
    return Phrase((label, *leaves), tuple(fr.split()), tuple(zh.split()), who, feminine)


def chunks(lines, label):
    return [chunk(*(part.strip() for part in line.split(";")), label) for line in lines.split("|")]


def tree(label, *children):
    """Return the tree of those children that are there."""
    return (label, *(child for child in children if child))


# Phrases about nouns.
def noun_phrase(determiner, noun, adjective=None):
    en, *fr, zh, number = determiner
    number, fr = int(number), fr[noun.feminine]
    article, tag = en.split("/")
    if article == "a" and (adjective.en if adjective else noun.en[0])[0] in VOWELS:
        article = "an"
    en = [(tag, article)] if article != "-" else []
    fr_noun = (noun.fr[number],)
    zh = [] if zh == "-" else [zh[:-1], "的"] if zh[-1] == "的" else [zh] if zh[-1] == "些" else [zh, noun.classifier]
    pairs = ()
    if adjective:
        en, pairs = [*en, ("ADJ", adjective.en)], ((adjective.en, noun.en[0]),)
        form = adjective.fr[noun.feminine][number]
        if adjective.fr[0][0] in BEFORE:
            fr, fr_noun = "de" if fr == "des" else fr, (form, *fr_noun)
        else:
            fr_noun = (*fr_noun, form)
        # One 的 is enough: 我的朋友, but 我年轻的朋友.
        zh = (
            [*zh, adjective.zh]
            if adjective.zh in "大小"
            else [word for word in zh if word != "的"] + [adjective.zh, "的"]
        )
    whole = ("NP", *en, ("NOUN", noun.en[number]))
    return Phrase(whole, (fr, *fr_noun), (*zh, noun.zh), 1 + number, noun.feminine, noun.en[0], pairs)


def person(name, surname=None):
    en, gender, zh = name
    tokens = (en,)
    if surname:
        tokens, zh = (en, surname[0]), f"{zh}·{surname[1]}"
    whole = ("NP", ("PER", *[("PROPN", token) for token in tokens]))
    return Phrase(whole, tokens, (zh,), feminine=gender == "f")


def place(name):
    en, fr, article, _, zh = name
    whole = ("NP", ("LOC", *[("PROPN", token) for token in en.split("_")]))
    fr = fr.split("_")
    return Phrase(whole, tuple(fr if article == "-" else [article, *fr]), (zh,))


def in_place(name):
    _, fr, _, preposition, zh = name
    return Phrase(("PP", ("ADP", "in"), place(name).tree), (preposition, *fr.split("_")), ("在", zh))


def with_person(whom):
    whole = ("PP", ("ADP", "with"), whom.tree)
    return Phrase(whole, ("avec", *whom.fr), ("和", *whom.zh, "一起"), pairs=whom.pairs)


def who_did(whom, verb, what, when):
    """the child who …: the clause follows its noun in English and French, and precedes it in Chinese."""
    did = predicate(whom.who, verb, what, when)
    whole = ("NP", whom.tree, ("S", ("PRON", "who"), did.tree))
    fr, zh = (*whom.fr, "qui", *did.fr), (*did.zh, "的", *whom.zh)
    return whom._replace(tree=whole, fr=fr, zh=zh, pairs=whom.pairs + did.pairs)


def that_was_done(what, who, verb, when):
    """the letter that he …: the French participle agrees with what precedes it."""
    _, time = when
    whole = ("NP", what.tree, ("S", ("PRON", "that"), who.tree, tree("VP", ("VERB", verb.en[2]), time.tree)))
    fr = (*what.fr, "que", *who.fr, AVOIR[who.who], agree(verb.fr[3], what), *time.fr)
    zh = (*who.zh, *time.zh, verb.zh, "的", *what.zh)
    return what._replace(tree=whole, fr=fr, zh=zh, pairs=(*what.pairs, (verb.en[0], what.head)))


# Clauses. What happens at a time is a pair of a tense (present, past or want) and a phrase.
BE = {"present": ("am", "is", "are"), "past": ("was", "was", "were"), "subjunctive": ("am", "is", "are")}
ETRE = {
    "present": ("suis", "est", "sont"),
    "past": ("étais", "était", "étaient"),
    "subjunctive": ("sois", "soit", "soient"),
}
AVOIR, VOULOIR = ("ai", "a", "ont"), ("veux", "veut", "veulent")


def agree(participle, what):
    return participle + "e" * what.feminine + "s" * (what.who == 2)


def predicate(who, verb, what, when, negative=False, where=NOTHING):
    """All of a clause but its subject."""
    tense, time = when
    base, third, past = verb.en
    en = (what.tree, where.tree)
    if tense == "want":
        en, base, third = (tree("VP", ("PART", "to"), ("VERB", base), *en),), "want", "wants"
    if negative:
        do = "did" if tense == "past" else "does" if who == 1 else "do"
        en = (("AUX", do), ("PART", "not"), ("VERB", base), *en)
    else:
        en = (("VERB", past if tense == "past" else third if who == 1 else base), *en)

    is_pronoun = what.tree is not None and what.tree[1][0] == "PRON"
    before, after = (what.fr, ()) if is_pronoun else ((), what.fr)
    if tense == "past":
        finite, infinite = (*before, AVOIR[who]), (agree(verb.fr[3], what) if is_pronoun else verb.fr[3],)
    elif tense == "want":
        finite, infinite = (VOULOIR[who],), (*before, verb.fr[4])
    else:
        finite, infinite = (*before, verb.fr[who]), ()
    if negative:
        finite = ("ne", *finite, "pas")
    fr = (*finite, *infinite, *after, *where.fr, *time.fr)

    auxiliary = [("没" if tense == "past" else "不")] if negative else []
    auxiliary += ["想"] if tense == "want" else []
    done = ["了"] if tense == "past" and not negative else []
    zh = (*time.zh, *auxiliary, *where.zh, verb.zh, *done, *what.zh)
    pairs = (*what.pairs, *where.pairs, *([(verb.en[0], what.head)] if what.head else []))
    return Phrase(tree("VP", *en, time.tree), fr, zh, pairs=pairs)


def clause(subject, verb, what, when, negative=False, where=NOTHING):
    said = predicate(subject.who, verb, what, when, negative, where)
    whole = ("S", subject.tree, said.tree)
    return Phrase(whole, subject.fr + said.fr, subject.zh + said.zh, pairs=subject.pairs + said.pairs)


# English before and after the adjective, French likewise, Chinese before it, and what becomes of a judgement.
DEGREES = {
    "plain": ((), (), (), (), ("很",), 1),
    "very": ((("ADV", "very"),), (), ("très",), (), ("非常",), 1),
    "not": ((("PART", "not"),), (), ("pas",), (), ("不",), -1),
    "never": ((("ADV", "never"),), (), ("jamais",), (), ("从来", "不"), -1),
    "at all": ((("PART", "not"),), (("ADV", "at"), ("ADV", "all")), ("pas",), ("du", "tout"), ("一点", "也", "不"), -1),
}


def is_so(subject, tense, degree, adjective):
    """the bag is red: Chinese has no verb there, but a colour has one, 是红色的."""
    en_before, en_after, fr_before, fr_after, zh, sign = degree
    be, etre = BE[tense][subject.who], ETRE[tense][subject.who]
    whole = ("S", subject.tree, ("VP", ("AUX", be), *en_before, ("ADJ", adjective.en), *en_after))
    ne = ("ne",) if sign < 0 else ()
    fr = (*subject.fr, *ne, etre, *fr_before, adjective.fr[subject.feminine][subject.who == 2], *fr_after)
    if adjective.zh.endswith("色"):
        zh = (*(("不",) if sign < 0 else ()), "是", adjective.zh, "的")
    else:
        zh = (*zh, adjective.zh)
    pairs = (*subject.pairs, *([(adjective.en, subject.head)] if subject.head else []))
    return Phrase(whole, fr, subject.zh + zh, pairs=pairs, polarity=sign * adjective.polarity)


def not_other(subject, tense, one, other):
    """the film is good, not bad: the same words in another order say the opposite."""
    said = is_so(subject, tense, DEGREES["plain"], one)
    label, who, (*is_one,) = said.tree
    whole = (label, who, (*is_one, ("PUNCT", ","), ("PART", "not"), ("ADJ", other.en)))
    fr = (*said.fr, ",", "pas", other.fr[subject.feminine][subject.who == 2])
    return said._replace(tree=whole, fr=fr, zh=(*said.zh, "，", "不", other.zh))


def i_think(said):
    whole = ("S", ("NP", ("PRON", "I")), ("VP", ("VERB", "think"), that(said).tree))
    return said._replace(tree=whole, fr=("je", "trouve", "que", *said.fr), zh=("我", "觉得", *said.zh))


def i_do_not_think(said):
    """I do not think that the film is bad: the negation is far from what it turns round."""
    whole = ("S", ("NP", ("PRON", "I")), ("VP", ("AUX", "do"), ("PART", "not"), ("VERB", "think"), that(said).tree))
    fr, zh = ("je", "ne", "trouve", "pas", "que", *said.fr), ("我", "不", "觉得", *said.zh)
    return said._replace(tree=whole, fr=fr, zh=zh, polarity=-said.polarity)


def opinion(who, verb, what, tense):
    """nobody liked the plot"""
    subject, negative, ne, sign = who
    said = predicate(subject.who, verb, what, (tense, NOTHING), negative)
    fr, zh = (*subject.fr, *ne, *said.fr), (*subject.zh, verb.zh, *what.zh)
    return Phrase(("S", subject.tree, said.tree), fr, zh, pairs=said.pairs, polarity=sign * verb.polarity)


def is_far(here, there=NOTHING, negative=False):
    """Rome is far from Paris: 罗马离巴黎很远."""
    en, fr, zh = [("AUX", "is")], ["est"], ["很", "远"]
    if negative:
        en, fr, zh = [*en, ("PART", "not")], ["ne", *fr, "pas"], ["不", "远"]
    en, fr = [*en, ("ADV", "far")], [*fr, "loin"]
    if there.tree:
        en, fr, zh = [*en, ("PP", ("ADP", "from"), there.tree)], [*fr, "de", *there.fr], ["离", *there.zh, *zh]
    return Phrase(("S", here.tree, ("VP", *en)), (*here.fr, *fr), (*here.zh, *zh))


def that(said):
    return said._replace(tree=("SBAR", ("SCONJ", "that"), said.tree), fr=("que", *said.fr))


def joined(one, conjunction, other):
    en, fr, zh = conjunction
    return combine(one, other, ("S", one.tree, ("CCONJ", en), other.tree), fr, (*one.zh, "，", *zh, *other.zh))


def because(one, other):
    """Chinese gives the reason first: 因为…，所以…"""
    whole = ("S", one.tree, ("SBAR", ("SCONJ", "because"), other.tree))
    return combine(one, other, whole, ("parce", "que"), ("因为", *other.zh, "，", "所以", *one.zh))


def combine(one, other, whole, fr, zh):
    polarity = max(-1, min(1, one.polarity + other.polarity))
    return Phrase(whole, one.fr + fr + other.fr, zh, pairs=one.pairs + other.pairs, polarity=polarity)


# The grammar. In a rule, * stands for every class of THINGS in turn.
THINGS = ("animal", "thing", "text", "dish", "fruit", "booking", "flower", "lamp", "show", "outing")
RULES = """
subject = pronoun | somebody | definite person
subject told = pronoun | somebody | noun_phrase(known, noun person)
many = I or they | noun_phrase(more, noun person)
somebody = person(name) | person(name, surname)
one person = whom | somebody | definite person
city = place(a place)
where = somewhere | in_place(a place) | with_person(somebody) | with_person(definite person)

event = event done | event not done | event person | event place
event done = clause(subject, verb *, any *, when, yes)
event not done = clause(subject, verb *, definite *, when not, no)
event person = clause(subject, verb person, one person, when, yes) | clause(subject, verb person, one person, when not, no)
event place = clause(subject, verb place, city, when, yes) | clause(subject, verb place, city, when not, no)

action = clause(subject, verb nothing, nothing, when, yes, where) | clause(subject, verb nothing, nothing, when not, no, where)

state = state person | state place | state thing
state person = is_so(subject told, present tense, is or not, adjective person)
state place = is_far(city) | is_far(here, there) | is_far(there, here, no)
here = place(one place)
there = place(another place)
state thing = is_so(definite bare *, present tense, is or not, adjective *)

report = report that | report person | report thing
report that = clause(subject, verb that, that told, now, yes) | clause(subject, verb forget, that told, then, either)
report person = clause(subject, verb know, one person, now, either)
report thing = clause(subject, verb forget, definite thing, then, either)
that told = that(told)
told = state person | is_far(city) | told thing | told event
told thing = is_so(known bare thing, present tense, is or not, adjective thing)
told event = clause(subject told, verb thing, any thing, now, yes) | clause(subject told, verb place, city, now, yes)

judgement = judgement plain | judgement contrast
judgement plain = judgement so | judgement thought | opinion(who, opinion, judged, tense)
judgement so = is_so(judged or this, tense, degree, value)
judgement thought = i_think(judgement now) | i_do_not_think(judgement subjunctive)
judgement now = is_so(judged or this, present tense, degree, value)
judgement subjunctive = is_so(judged or this, subjunctive, plain, value)
judgement contrast = not_other(judged or this, tense, praise, blame) | not_other(judged or this, tense, blame, praise)
judged = definite text | definite show | definite outing | definite part
judged or this = judged | this
value = praise | blame

relative = relative person | relative state | relative judgement
relative person = is_so(who did, present tense, is or not, adjective person) | clause(who did, verb nothing, nothing, when, yes, somewhere)
relative state = is_so(done *, present tense, is or not, adjective *)
relative judgement = is_so(done judged, tense, degree, value)
who did = who_did(the bare person, verb *, any *, when)
done * = that_was_done(the bare *, subject short, verb *, in the past)
done judged = done text | done show | done outing
subject short = pronoun | somebody

coordination = joined(half, conjunction, half) | because(half, half)
half = event | action | state | judgement plain

puzzle = puzzle left | puzzle right | puzzle both
puzzle left = left verb | left noun
left verb = left done | left moved
left done = clause(many, verb booking: book, any booking, now, yes) | clause(many, verb dish: cook, any dish, now, yes) |
    clause(many, verb show: watch, any show, now, yes) | clause(many, verb flower: plant, any flower, now, yes)
left moved = clause(many, verb nothing: walk run dance play, nothing, now, yes, somewhere)
left noun = clause(subject, verb text, a book, when, yes) | clause(subject, verb person, a cook, when, yes) |
    clause(subject, verb thing, a watch, when, yes) | clause(subject, verb flower, a plant, when, yes) |
    clause(subject, verb outing, an outing, when, yes) | clause(subject, verb show, a show, when, yes)
a book = noun_phrase(single, noun text: book)
a cook = noun_phrase(single, noun person: cook)
a watch = noun_phrase(single, noun thing: watch)
a plant = noun_phrase(single, noun flower: plant)
an outing = noun_phrase(single, noun outing: walk run)
a show = noun_phrase(single, noun show: dance play)
puzzle right = right her | right this
right her = clause(subject, verb person, whom: her, when, yes) | clause(subject, verb person, her person, when, yes)
her person = noun_phrase(definite: her, noun person)
right this = is_so(this, tense, degree, value) | is_so(this judged, tense, degree, value)
this judged = noun_phrase(definite: this, noun show) | noun_phrase(definite: this, noun part)
puzzle both = both light | both orange | both that
both light = light noun | light verb | light adjective
light noun = is_so(a light, present tense, is or not, other) | clause(subject, verb lamp, a light, when, yes)
light verb = clause(many, verb lamp: light, lamps, now, yes)
light adjective = is_so(light lamps, present tense, is or not, other) | clause(subject, verb lamp, light lamps, when, yes)
other = adjective lamp: small red green heavy
a light = noun_phrase(definite: the this that my his her, noun lamp: light)
lamps = noun_phrase(some: -, noun lamp: lamp candle lantern)
light lamps = noun_phrase(more, noun lamp: lamp candle lantern, adjective lamp: light)
both orange = orange noun | orange adjective
orange noun = is_so(an orange, present tense, is or not, adjective fruit) | clause(subject, verb fruit, an orange, now, yes)
an orange = noun_phrase(single, noun fruit: orange)
orange adjective = is_so(definite bare thing, present tense, is or not, adjective thing: orange) |
    is_so(orange thing, present tense, is or not, adjective thing)
orange thing = noun_phrase(definite, noun thing, adjective thing: orange)
both that = clause(subject, verb that, that state, now, yes) | clause(subject, verb know, that person, now, yes) |
    is_so(done thing, present tense, is or not, adjective thing)
that state = that(state short)
state short = is_so(subject short, present tense, is or not, adjective person)
that person = noun_phrase(definite: that, noun person)
"""
NOW, THEN, WANT = ("present", NOTHING), ("past", NOTHING), ("want", NOTHING)
ME = chunk("I/PRON", "je", "我", who=0)
THEY = chunk("they/PRON", "ils", "他们", who=2)
HE, SHE = chunk("he/PRON", "il", "他"), chunk("she/PRON", "elle", "她", feminine=True)


def grammar():
    """Return the options of every category: words, and rules as tuples of a function and the categories of its arguments."""
    options = {
        "yes": [False],
        "no": [True],
        "either": [False, True],
        "nothing": [NOTHING],
        "now": [NOW],
        "then": [THEN],
        "present tense": ["present"],
        "subjunctive": ["subjunctive"],
        "tense": ["present", "past"],
        "plain": [DEGREES["plain"]],
        "is or not": [DEGREES["plain"], DEGREES["not"]],
        "degree": list(DEGREES.values()),
        "I or they": [ME, THEY],
        "pronoun": [ME, HE, SHE, THEY],
        "whom": [
            chunk("him/PRON", "le", "他"),
            chunk("her/PRON", "la", "她", feminine=True),
            chunk("them/PRON", "les", "他们", who=2),
        ],
        "this": [chunk("this/PRON", "ce", "这")],
        "who": [  # the subject of an opinion, whether "not" follows, and what it does to a judgement
            (chunk("nobody/PRON", "personne", "没有 人"), False, ("ne",), -1),
            (chunk("everybody/PRON", "tout le monde", "大家 都"), False, (), 1),
            (ME, False, (), 1),
            (ME._replace(zh=("我", "不")), True, (), -1),
        ],
        "name": entries(PEOPLE),
        "surname": entries(SURNAMES),
        "a place": entries(PLACES),
        "one place": entries(PLACES)[::2],
        "another place": entries(PLACES)[1::2],
        "definite": entries(DEFINITE),
        "some": entries(SOME),
        "the": entries(DEFINITE)[:2],
        "known": [entry for entry in entries(DEFINITE) if english(entry) in ("the", "my", "his", "her")],
        "single": [entry for entry in entries(DEFINITE + ";" + SOME) if entry[-1] == "0"],
        "more": [entry for entry in entries(DEFINITE) if entry[-1] == "1"],
        "conjunction": [("and", ("et",), ()), ("but", ("mais",), ("但是",))],
        "somewhere": chunks(SOMEWHERE, "PP"),
        "opinion": [verb(*entry, polarity) for polarity, lines in OPINIONS.items() for entry in entries(lines)],
    }
    times = {tense: [(tense, time) for time in chunks(lines, "NP")] for tense, lines in TIMES.items()}
    later = [*times["past"], WANT, *times["want"]]
    options["when"] = [NOW, *times["present"], *later]
    options["when not"] = [NOW, *[("present", time) for _, time in times["not"]], *later]
    options["in the past"] = times["past"]
    for kind, lines in VERBS.items():
        options[f"verb {kind}"] = [verb(*entry) for entry in entries(lines)]
    for kind, lines in ADJECTIVES.items():
        polarity = {"praise": 1, "blame": -1}.get(kind, 0)
        options[f"adjective {kind}"] = [adjective(*entry, polarity) for entry in entries(lines)]
    options["praise"], options["blame"] = options["adjective praise"], options["adjective blame"]
    rules = RULES.replace("|\n", "|").strip().splitlines()
    for kind, lines in NOUNS.items():
        options[f"noun {kind}"] = [noun(*entry) for entry in entries(lines)]
        for which in ("the", "known", "definite", "some"):
            bare = f"noun_phrase({which}, noun {kind}"
            rules.append(f"{which} bare {kind} = {bare})")
            rules.append(f"{which} {kind} = {bare})" + f" | {bare}, adjective {kind})" * (kind in ADJECTIVES))
        rules.append(f"any {kind} = definite {kind} | some {kind}")
    for rule in filter(None, rules):
        category, right = rule.split(" = ")
        for kind in THINGS if "*" in rule else ("",):
            for option in right.replace("*", kind).split("|"):
                name, *parts = re.findall(r"[\w:-]+(?: [\w:-]+)*", option)
                made = Rule(globals()[name], tuple(parts)) if parts else Rule(None, (name,))
                options.setdefault(category.replace("*", kind), []).append(made)
    for category in {
        part for rules in list(options.values()) for rule in rules if isinstance(rule, Rule) for part in rule.parts
    }:
        if ":" in category:  # some words of a category
            whole, words = category.split(": ")
            options[category] = [option for option in options[whole] if english(option) in words.split()]
    return options


class Rule(NamedTuple):
    function: Callable | None
    parts: tuple  # categories


def english(word):
    if isinstance(word, list):  # a determiner
        return word[0].split("/")[0]
    en = word.tree[1][1] if isinstance(word, Phrase) else word.en
    return en if isinstance(en, str) else en[0]


# What one does with it.
def sentences(rng, count, kinds=KINDS):
    """Return a list of `count` different sentences; each kind is as likely as the others, and so is each choice on the way.

    Besides KINDS there is "puzzle": short sentences in which each of the AMBIGUOUS words is often met, and in all of its uses.

    Raises ValueError where there are not twice as many, since the last ones would take for ever to find.
    """
    if 2 * count > sum(map(how_many, kinds)):
        raise ValueError(
            f"{count} different sentences of {', '.join(kinds)} are too many: there are {sum(map(how_many, kinds))}"
        )
    chance = random.Random(int(rng.integers(2**63)))
    found = {}
    while len(found) < count:
        kind = chance.choice(kinds)
        sentence = finish(draw(chance, kind), kind)
        found.setdefault(sentence.en, sentence)
    return list(found.values())


@cache
def how_many(category=None):
    """Return the number of different sentences of a kind, or of all of KINDS, or of different phrases of a category."""
    if category is None:
        return sum(map(how_many, KINDS))
    return sum(prod(map(how_many, option.parts)) if isinstance(option, Rule) else 1 for option in GRAMMAR[category])


def draw(chance, category):
    """Return a word or a phrase of a category; `chance` is a random.Random, which draws one thing faster than NumPy."""
    option = chance.choice(GRAMMAR[category])
    if not isinstance(option, Rule):
        return option
    parts = [draw(chance, part) for part in option.parts]
    return option.function(*parts) if option.function else parts[0]


def every(category):
    """Go through all words or phrases of a category."""
    for option in GRAMMAR[category]:
        if not isinstance(option, Rule):
            yield option
        else:
            for parts in product(*map(every, option.parts)):
                yield option.function(*parts) if option.function else parts[0]


def finish(phrase, kind):
    """Return the sentence that a clause makes, with its full stop."""
    parse = (*phrase.tree, ("PUNCT", "."))
    tags, en, entities = zip(*leaves(parse), strict=True)
    fr, zh = elide((*phrase.fr, ".")), (*phrase.zh, "。")
    return Sentence(en, fr, zh, tags, entities, parse, phrase.polarity, kind, phrase.pairs)


def leaves(parse, entity="O"):
    """Go through the leaves of a parse: tag, token and entity."""
    label, *children = parse
    if isinstance(children[0], str):
        yield label, children[0], entity
        return
    for i, child in enumerate(children):
        yield from leaves(child, ("B-" if i == 0 else "I-") + label if label in ("PER", "LOC") else entity)


VOWELS = "aeiouéèêœh"  # no h counts in the French words here
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


def elide(tokens):
    """Return French tokens as they are before the next one: l'ami, cet ami, mon amie, c'est, du Canada."""
    done = []
    for token, following in pairwise((*tokens, "")):
        if done and done[-1] == "de" and token == "le":
            done[-1] = "du"
        elif token == "ce" and following in ("est", "était"):
            done.append("c'")
        else:
            done.append(ELIDED.get(token, token) if following and following[0].lower() in VOWELS else token)
    return tuple(done)


def text(tokens):
    """Return a sentence as people write it."""
    if tokens[-1] == "。":
        return "".join(tokens)
    line = " ".join(tokens).replace("' ", "'").replace(" .", ".").replace(" ,", ",")
    return line[0].upper() + line[1:]


def split_by_pairs(sentences, rng, fraction=0.1):
    """Return sentences to train on and others to test on; each of the latter combines words that the former never combine.

    That fraction of all pairs, of an adjective and a noun or of a verb and its object, is held out, though not their words.
    """
    pairs = sorted({pair for sentence in sentences for pair in sentence.pairs})
    held = {pairs[i] for i in rng.permutation(len(pairs))[: round(fraction * len(pairs))]}
    train = [sentence for sentence in sentences if held.isdisjoint(sentence.pairs)]
    return train, [sentence for sentence in sentences if not held.isdisjoint(sentence.pairs)]


def split_by_length(sentences, longest):
    """Return the sentences of at most so many English tokens, to train on, and the longer ones, to test on."""
    train = [sentence for sentence in sentences if len(sentence.en) <= longest]
    return train, [sentence for sentence in sentences if len(sentence.en) > longest]


GRAMMAR = grammar()
