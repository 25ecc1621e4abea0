"""What the analyst product of the first case must say about each of its 78 facts.

The table is written from the source, not from data/: it is what catches a changed, lost or bettered fact. Each row:

    id: (words of the statement, words that must not stand in it, chain from the speaker to the article, time, certainty)

Words are pieces of regular expressions, compared without regard to case, spaces, hyphens and line ends. All words of the statement
must be found in the entry of that claim; so must the chain, in order, the time, and the certainty.
"""

EXAMINER = "Washington Examiner"
UN = "United Nations report, July 2021"
MCKENZIE = ["Gen. Kenneth McKenzie", EXAMINER]
MILITARY = ["US military", EXAMINER]
BIDEN = ["President Biden", EXAMINER]
UN_ITSELF = [UN, EXAMINER]
UNAMA = ["UN Assistance Mission in Afghanistan", EXAMINER]
LEAD_IG = ["Lead inspector general, Operation Freedom.s Sentinel", EXAMINER]
O_DONNELL = ["Sean O.Donnell", EXAMINER]
STATE = ["US State Department", EXAMINER]
NCTC = ["National Counterterrorism Center", EXAMINER]
UN_UNDATED = ["a United Nations report, not identified", EXAMINER]
GROUP = ["ISIS-K itself", EXAMINER]
CAPTION = ["Associated Press photograph by Rahmat Gul", EXAMINER]
UNNAMED = ["a confirmation whose author is not named", EXAMINER]
DESIGNATION = ["US Government, terrorist designation", EXAMINER]
ARTICLE = [EXAMINER]


def state(letter):
    """A member state's word: its letter, then the report that passes it on, then the article."""
    names = {"A": "one UN member state", "B": "another UN member state", "C": "one UN member state",
             "D": "some UN member states", "E": "other UN member states", "F": "one UN member state"}
    return [names[letter] + r" \(" + letter + r"\)", UN, EXAMINER]


THE_DAY = "26 Aug(?:ust)? 2021"
AFTERNOON = r"(?:Thu(?:rsday)? afternoon, 26 Aug(?:ust)? 2021)"
FRIDAY = r"20 Aug(?:ust)? 2021 \(inferred\)"
AUGUST = "Aug(?:ust)? 2021"
JULY = "Jul(?:y)? 2021"
JULY_ON = JULY + ", ongoing"
AUGUST_ON = AUGUST + ", ongoing"
UNDATED = "undated"
QUARTER = "quarter not named, report of May 2021"
IN_ARTICLE = "article|own voice|no source named"
NO_EVIDENCE = "no evidence"

FACTS = {
    "F01": (["suicide bombing", "at or near Kabul airport"], ["two bombers", "lone bomber"],
            ["Gen. Kenneth McKenzie", "US military"], THE_DAY, "asserted"),
    "F02": (["McKenzie", "12 US service members killed", "provisional"], ["27"], MCKENZIE, AFTERNOON, "asserted, provisional"),
    "F03": (["McKenzie", "15 US service members injured", "in addition to those killed", "provisional"], ["27"], MCKENZIE,
            AFTERNOON, "asserted, provisional"),
    "F04": (["US military says", "ISIS-K carried out the attack"], [], MILITARY, THE_DAY, "asserted"),
    "F05": (["assesses", "the bombers were ISIS fighters"], ["two bombers"], MCKENZIE, THE_DAY, "assessed"),
    "F06": (["assesses", "“interface point”", "US control", "the bomber had got past the Taliban"], ["lone bomber"],
            MCKENZIE, THE_DAY, "assessed"),
    "F07": (["ISIS-K has claimed the attack"], ["therefore"], GROUP, THE_DAY, "asserted"),
    "F08": (["expects more such attacks", "believes that ISIS wants"], [], MCKENZIE, THE_DAY, "forecast"),
    "F09": (["suicide attack on foot", "suicide car bomb", "rocket attack", "fears"], [], MCKENZIE, THE_DAY, "forecast"),
    "F10": (["will pursue those associated with the attack", "if it can identify them"], [], MCKENZIE, THE_DAY, "asserted"),
    "F11": (["has seen no sign", "Taliban permitted"], ["did not permit", "had no part"], MCKENZIE, THE_DAY, NO_EVIDENCE),
    "F12": (["go on asking the Taliban to help with security"], [], MCKENZIE, THE_DAY, "asserted"),
    "F13": (["leaned on the Taliban for checkpoints around the airport"], [], ARTICLE, AUGUST, IN_ARTICLE),
    "F14": (["Taliban guards threatened and beat Americans", "gates"], [], UNNAMED, AUGUST, "asserted"),
    "F15": (["full culpability", "may be hard to establish", "web of relations"], [], ARTICLE, THE_DAY, "possible"),
    "F16": (["neither Western intelligence officials nor the Taliban", "surprised"], [], ARTICLE, THE_DAY, IN_ARTICLE),
    "F20": (["attack on US forces", "disruption of the airport operation", "would bring a quick and strong answer"],
            ["will retaliate"], BIDEN, FRIDAY, "asserted"),
    "F21": (["keeps watch on terrorist threats to the airport", "ISIS affiliates"], [], BIDEN, FRIDAY, "asserted"),
    "F22": (["prisoners of the ISIS affiliate went free", "jails"], [], BIDEN, "before 20 August 2021", "asserted"),
    "F23": (["ISIS in Afghanistan", "“sworn enemy” of the Taliban"], [], BIDEN, FRIDAY, "asserted"),
    "F30": (["One UN member state", "as of July 2021", "500 to 1,500 fighters"], ["10,000", "1,000 fighters"], state("A"), JULY,
            "asserted"),
    "F31": (["Another UN member state", "medium term", "may climb", "10,000 fighters as the upper bound"], ["500"], state("B"),
            JULY, "possible"),
    "F32": (["UN report calls", "mostly underground and clandestine"], [], UN_ITSELF, JULY, "asserted"),
    "F33": (["ISIS-K is led by Shahab Muhajir", "UN report of July 2021"], [], UN_ITSELF, JULY, "asserted"),
    "F34": (["One UN member state", "Muhajir may in the past have held a middle command in the Haqqani Network"], [],
            state("C"), "past", "possible"),
    "F35": (["One UN member state", "Muhajir keeps up cooperation with the Haqqani Network"], [], state("C"), JULY_ON, "asserted"),
    "F36": (["One UN member state", "Muhajir provides expertise and a way into networks able to attack",
             "to whom is not said"], ["provides it to", "to ISIS-K", "to the Haqqani"], state("C"), JULY_ON, "asserted"),
    "F37": (["Some UN member states say", "ISIS-K and the Haqqani Network collaborate at tactical or commander level"], [],
            state("D"), JULY, "contested"),
    "F38": (["Other UN member states strongly deny", "collaborate at that level"], [], state("E"), JULY, "contested"),
    "F39": (["own voice", "“likely”", "personnel move between", "with permission", "joint attacks serve it"],
            [r"55.{0,3}80", "%"], UN_ITSELF, JULY, "assessed"),
    "F40": (["joint attacks show security failing", "the Government, the one before August 2021", "public trust",
             "gain of both groups"], [], UN_ITSELF, JULY, "assessed"),
    "F41": (["One UN member state suggests a division of labour", "puts its name to an attack", "Taliban disown"], [],
            state("F"), JULY, "assessed"),
    "F42": (["One UN member state", "unclear whether", "purely Haqqani operations or joint ones", "ISIS-K operatives"], [], state("F"), JULY,
            "unclear"),
    "F43": (["some link between ISIS-K and the Haqqani Network appears to exist", "of what kind, it does not say"], [], ARTICLE,
            THE_DAY, "possible"),
    "F50": (["dozens of ISIS-K attacks in Afghanistan", "two years 2020 and 2021"], [], ARTICLE, AUGUST, IN_ARTICLE),
    "F51": (["77 attacks claimed by or attributed to ISIS-K", "January to April 2021"], ["rise of 21", "up by 21"], UNAMA,
            "Apr(?:il)? 2021", "asserted"),
    "F52": (["21 attacks claimed by or attributed to ISIS-K", "January to April 2020"], ["rose by 21", "up by 21"], UNAMA, "Apr(?:il)? 2020", "asserted"),
    "F53": (["lead inspector general assessed in May 2021", "gaining strength in 2021"], [], LEAD_IG, "May 2021", "assessed"),
    "F54": (["2020 was a bad year", "several heavy defeats"], ["last year"], LEAD_IG, r"2020 \(inferred\)", "asserted"),
    "F55": (["regained strength in the quarter"], ["this quarter"], LEAD_IG, QUARTER, "asserted"),
    "F56": (["operational tempo", "steady"], [], LEAD_IG, QUARTER, "asserted"),
    "F57": (["able to strike Kabul and further big cities"], [], LEAD_IG, QUARTER, "asserted"),
    "F58": (["made its losses good with recruits from among unhappy Taliban"], [], LEAD_IG, QUARTER, "asserted"),
    "F60": (["arrival of ISIS in Khorasan to 2015"], ["founded"], ARTICLE, "2015", IN_ARTICLE),
    "F61": (["Afghanistan, Pakistan, Iran and a part of Central Asia", "bounds are loose"], [], ARTICLE, UNDATED, "possible"),
    "F62": (["founders of ISIS-K were commanders of Tehrik-i-Taliban Pakistan", "former Pakistani Taliban militants"],
            ["founded in"], ARTICLE, UNDATED, IN_ARTICLE),
    "F63": (["pledge of the founders of ISIS-K", "Abu Bakr al-Baghdadi", "to 2014"], ["founded in"], ARTICLE, "2014", IN_ARTICLE),
    "F64": (["founded to draw in defectors from the Taliban"], [], ARTICLE, UNDATED, IN_ARTICLE),
    "F70": (["Abdul Ghani Baradar", "“believed to be” the top commander of the Taliban"], ["leader of the Taliban"], ARTICLE,
            THE_DAY, "assessed"),
    "F71": (["Haibatullah Akhundzada", "title “Leader of the Faithful”", "Taliban"], [], ["the Taliban", EXAMINER], THE_DAY,
            "asserted"),
    "F72": (["Sirajuddin Haqqani", "“deputy emir” of the Taliban"], [], ARTICLE, THE_DAY, IN_ARTICLE),
    "F73": (["Sirajuddin Haqqani runs the Haqqani Network day to day"], ["currently"], STATE, UNDATED, "asserted"),
    "F74": (["Haqqani Network is allied with the Taliban"], [], STATE, UNDATED, "asserted"),
    "F75": (["Haqqani Network is allied with al Qaeda"], [], STATE, UNDATED, "asserted"),
    "F76": (["designated Sirajuddin Haqqani as a terrorist"], [], DESIGNATION, UNDATED, "asserted"),
    "F77": (["Haqqani Network is ranked first, in lethality and in sophistication", "US, Coalition and Afghan forces"], [],
            NCTC, UNDATED, "assessed"),
    "F78": (["members of the Haqqani Network hold a part, perhaps more, of the security of Kabul"], [], ARTICLE, AUGUST,
            IN_ARTICLE),
    "F79": (["three groups closely bound together", "the Taliban, the Haqqani Network and al Qaeda"], [], ARTICLE, AUGUST,
            IN_ARTICLE),
    "F80": (["people of the Haqqani Network with ties to al Qaeda have places in the command of the Taliban"], [], ARTICLE,
            AUGUST, IN_ARTICLE),
    "F81": (["ISIS-K has long fought the Taliban"], [], ARTICLE, AUGUST_ON, IN_ARTICLE),
    "F82": (["ISIS-K has long fought al Qaeda"], [], ARTICLE, AUGUST_ON, IN_ARTICLE),
    "F83": (["ISIS-K denies that the Taliban may rule"], [], GROUP, AUGUST_ON, "asserted"),
    "F84": (["al Qaeda was strongly present in Afghanistan"], [], ARTICLE, AUGUST, IN_ARTICLE),
    "F85": (["al Qaeda and the Taliban have been allied for more than two decades", "goes on"], [], ARTICLE, AUGUST,
            IN_ARTICLE),
    "F86": (["attacks by al Qaeda killed 3,000 Americans", "round figure", "neither attack nor year"], ["3,012", "3,027"],
            ARTICLE, "past", IN_ARTICLE),
    "F87": (["UN report", "Taliban.s main channel to al Qaeda"], ["UN report of July"], UN_UNDATED, UNDATED, "asserted"),
    "F88": (["“the two groups” are close", "shared ideology, shared struggle and intermarriage",
             "the Taliban and al Qaeda", "the Haqqani Network and al Qaeda"], ["UN report of July"], UN_UNDATED, UNDATED,
            "asserted"),
    "F89": (["February 2021", "Taliban oppose and fight members of ISIS"], [], O_DONNELL, "Feb(?:ruary)? 2021", "asserted"),
    "F90": (["February 2021", "Taliban keep up relations with al Qaeda"], [], O_DONNELL, "Feb(?:ruary)? 2021", "asserted"),
    "F91": (["Ayman Zawahiri as the leader of al Qaeda"], [], ARTICLE, THE_DAY, IN_ARTICLE),
    "F92": (["Zawahiri was the deputy of Osama bin Laden", "took over al Qaeda after bin Laden.s death"], [], ARTICLE, UNDATED,
            IN_ARTICLE),
    "F93": (["Osama bin Laden died in a raid of US special forces in Pakistan"], [], ARTICLE, UNDATED, IN_ARTICLE),
    "F94": (["Zawahiri reportedly swore an oath to Haibatullah Akhundzada in 2016"], [], ARTICLE, "2016", "reported"),
    "F95": (["Osama bin Laden pledged allegiance to Mullah Omar"], [], ARTICLE, UNDATED, IN_ARTICLE),
    "F96": (["Mullah Omar as the founder of the Taliban"], [], ARTICLE, UNDATED, IN_ARTICLE),
    "F97": (["nationwide “amnesty”", "called on women to take part in government"], [], CAPTION,
            r"17 Aug(?:ust)? 2021 \(inferred\)", "asserted"),
    "F98": (["deadly chaos at Kabul.s main airport"], [], CAPTION, r"16 Aug(?:ust)? 2021 \(inferred\)", "asserted"),
    "F99": (["Taliban fighters were photographed", "Wazir Akbar Khan"], [], CAPTION, "18 Aug(?:ust)? 2021", "asserted"),
}

# How many there are of each, by the count of the source (not of data/).
COUNTS = {"facts": 78, "entities": 42, "relations": 40, "numbered sources": 15, "member-state voices": 6}
GROUPS = {"F01-F16": 16, "F20-F23": 4, "F30-F33": 4, "F34-F43": 10, "F50-F58": 9, "F60-F64": 5, "F70-F96": 27, "F97-F99": 3}
CASUALTIES = ["F02", "F03", "F86"]
COUNTED = ["F51", "F52"]
ESTIMATES = ["F30", "F31"]
ONE_MEMBER_STATE = ["F30", "F31", "F34", "F35", "F36", "F41"]
# The article's own voice, with nobody behind it: 26 facts (T23). F71 and F83 are a group's word, told by the article.
ARTICLE_ALONE = ["F13", "F15", "F16", "F43", "F50", "F60", "F61", "F62", "F63", "F64", "F70", "F72", "F78", "F79", "F80", "F81",
                 "F82", "F84", "F85", "F86", "F91", "F92", "F93", "F94", "F95", "F96"]
CHAIN_OF_THREE = ["F30", "F31", "F34", "F35", "F36", "F37", "F38", "F41", "F42"]

# Names of one and the same (T16), and pairs that a shared word must not merge (T15, T16, T17).
ALIASES = {"islamic-state": ["ISIS", "ISIL"], "isis-k": ["ISIL-K"], "ttp": ["Pakistani Taliban"], "taliban": ["Afghan Taliban"]}
NOT_THE_SAME = [("islamic-state", "isis-k"), ("taliban", "ttp"), ("baradar", "akhundzada"), ("akhundzada", "baradar")]
