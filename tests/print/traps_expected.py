"""The 24 traps of the first case: for each, what must not be printed anywhere, what must be, and what must stand near what.

WRONG   pieces of regular expressions that no page may hold
RIGHT   pieces that the product must hold
NEAR    (words, what must stand within `reach` letters of every place where the words stand, reach)

All are compared without regard to case, spaces, hyphens and line ends.
"""

WRONG = {
    "T1": ["up by 21", "rose by 21", "rise of 21", "increase of 21", "21 more attacks", "56 in 2020", "56 attacks in 2020",
           "56 in the same months"],
    "T3": ["27 killed", "27 dead", "27 casualties", "27 US service", "15 injured, including", "15 of them"],
    "T4": ["12 people", "12 dead", "15 people"],
    "T5": ["500 to 10,000", "500–10,000", "1,500 to 10,000", "1,500–10,000", "about 1,000", "1,000 fighters", "5,250", "5,750",
           "8,500", "average of"],
    "T7": ["the UN says", "the UN estimates", "the UN believes", "the United Nations says", "the United Nations estimates",
           "according to the UN,", "UN estimate"],
    "T8": ["the leader of the Taliban", "Taliban leader", "leads the Taliban"],
    "T10": ["two bombers", "a lone bomber", "both bombers", "two blasts", "twin "],
    "T11": ["Taliban had no part", "Taliban did not permit", "Taliban were not involved", "without Taliban permission",
            "no Taliban permission", "Taliban are innocent"],
    "T12": ["therefore proven", "which proves", "claim proves", "confirmed by its claim", "proven by"],
    "T14": [r"founded in 20\d\d", r"founded 20\d\d", r"founding in 20\d\d", r"ISIS-K,? since 201", r"established in 20\d\d"],
    "T15": ["Taliban, also called Pakistani Taliban"],
    "T18": ["currently", "last year", "this quarter", "last quarter", "recently", "yesterday", "last Friday", "this year",
            "next week"],
    "T20": ["3,012", "3,015", "3,027", "3 012", "3027"],
    "T21": [r"attack,? to ISIS-K", r"expertise to", r"expertise for ISIS-K", r"provides? (?:ISIS-K|the Haqqani Network) with"],
    "T22": ["has decided to pursue", "will retaliate", "will strike back"],
    "T24": [r"“likely” ?\(?\d", r"“believed to be” ?\(?\d"],
}

RIGHT = {
    "T1": ["77 attacks", "21 attacks", r"56 more", r"3\.7 times", "ambiguous", "January to April 2021"],
    "T2": ["Thursday afternoon"],
    "T4": ["Only US service members", "no figure is given for anybody else"],
    "T5": ["500–1,500 fighters", "at most 10,000 fighters", "neither joined nor averaged"],
    "T6": ["Some UN member states", "Other UN member states strongly deny", "“likely”"],
    "T7": [r"\(A\)", r"\(B\)", r"\(C\)", r"\(D\)", r"\(E\)", r"\(F\)"],
    "T8": ["“Leader of the Faithful”", "“believed to be” the top commander", "“deputy emir”"],
    "T9": ["“the two groups”", "the Taliban and al Qaeda", "the Haqqani Network and al Qaeda"],
    "T10": ["bombings and bombers", "a single bomber"],
    "T11": ["has seen no sign"],
    "T12": ["neither proves the other"],
    "T13": ["“sworn enemy”", "What does not fit together"],
    "T14": ["No founding date is given", "2014", "2015"],
    "T15": ["Tehrik-i-Taliban Pakistan", "Not the Taliban|Not the same as Taliban|who are not the Taliban"],
    "T16": ["ISIL-K", "ISIL"],
    "T17": ["Abdul Ghani Baradar", "Haibatullah Akhundzada"],
    "T18": [r"\(inferred\)", "undated"],
    "T19": ["February 2021", "May 2021", "July 2021", "before the change of rule in August"],
    "T20": ["about 3,000 Americans"],
    "T21": ["to whom is not said"],
    "T23": ["26 rest on the document in hand alone"],
    "T24": ["“likely”", "“believed to be”"],
}

NEAR = {
    "T2": [("12 US service members killed", "provisional", 700), ("12 US service members killed", "McKenzie", 700)],
    "T3": [("15 US service members injured", "beside them|in addition|provisional", 400)],
    "T5": [("10,000 fighters", "at most|bound|limit|may", 120), ("500 to 1,500 fighters", "member state", 120)],
    "T6": [("Some UN member states say that ISIS-K", "contested|deny|disput", 900)],
    "T19": [("cost the Government", "the one before August 2021", 40)],
    "T20": [("3,000 Americans", "round|about", 120)],
    "T22": [("pursue those associated with the attack", "if it can identify them", 60),
            ("quick and strong answer", "disruption of the airport operation", 90)],
}

# What the press may not read in this example: the forecasts, the detail of the disputed ties, and what the article says in its
# own voice without a source (but for offices). And what both short products must say whatever else they leave out.
CLOSED_TO_PRESS = ["car bomb", "rocket", "more such attacks", "middle command", "expertise", "division of labour", "“likely”",
                   "operatives", "Baghdadi", "Tehrik", "bin Laden", "3,000", "Khorasan to 2015", "checkpoints", "dozens of attacks",
                   "beat Americans", "security of Kabul", "State C", r"\(C\)", r"\(F\)", "member state holds"]
IN_EVERY_PRODUCT = ["US service members", "provisional", "as of Thursday afternoon, 26 August 2021", "500–1,500", "10,000",
                    "medium term", "77", "21", "Some UN member states", "Other (?:UN )?member states strongly deny", "sworn enemy",
                    r"\(A\)", r"\(B\)"]
# The card has no figures of strength; it must give the toll with its speaker, the forms of attack as his fear, names and doubts.
ON_THE_CARD = ["12 US service members killed", "Beside them 15", "Gen. Kenneth McKenzie, as of Thursday afternoon", "Provisional",
               "Gen. McKenzie fears are a suicide attack on foot", "Shahab Muhajir", "“believed to be” top commander",
               "“Leader of the Faithful”", "Not the same as Haibatullah Akhundzada", "Some UN member states say",
               "Other UN member states strongly", r"37 some UN member states \(D\)", "read through Washington Examiner"]
# Where numbers lead to a paragraph that names the speakers, not to notes.
KEY = ["Within United Nations report, July 2021", r"30 one UN member state \(A\)", r"31 another UN member state \(B\)",
       "All of it read through Washington Examiner, 26 August 2021"]
