"""What every program sets in this comparison: an invented briefing of six pages. Nothing in it is real.

SECTIONS: (id, heading, paragraphs); [F1] cites a note. NOTES, JUDGEMENTS, FACTS, STAGES, BARS, NODES, TIES, register(rows)."""

TITLE = 'The Tollen ring: how fuel leaves an invented river'
SUBTITLE = 'What is known of its people, its trade and its losses'
DATE = '2023-10-02'
MARKING = 'TLP:CLEAR'

SECTIONS = [
    ('outline', 'Outline', [
        'The Tollen is an invented river, and the ring described here is invented with it; the pages exist so that programs which make pages can be compared on a document of ordinary shape. In the story fuel is taken from barges at night, carried over the towpath in drums, and sold at filling stations that keep two sets of books. [F1] The ring has worked for about three years. Nobody outside it has counted its members, and the two figures in circulation differ by a factor of four, because one counts those who were paid every week and the other counts everyone who was ever seen with a drum. [F2]',
        'The navigation office recorded forty-one thefts in the year to September. In nineteen of them the missing quantity was measured by somebody who had no interest in the answer; in the others it is the word of the owner, whose insurance pays by the litre. [F3] The distance between the two numbers is the most useful thing in the record. It bounds what may be said of the trade as a whole, and it explains why sums quoted in the newspapers are several times what the ledgers of the filling stations could hold.']),
    ('people', 'People and parts', [
        'The first trace is an order for two hundred drums, placed by a chandler who had sold eleven in the ten years before. [F4] Two men signed for them. Both had been pilots on the middle reach until the pilotage was abolished, and the words that the ring uses among itself, with its tides, watches and soundings, come from that trade. They hired by the week and paid in cash, which was more regular than anything else on offer along the river, and those who left later gave regular wages as their reason for having joined. [F5]',
        'For a year the ring seems to have kept the same hands. Then a quarrel about a drowned horse led a lockkeeper to give a box of delivery notes to the magistrate at Osk, some nine hundred slips, most of them about drums that had not been returned. [F6] The slips show an undertaking concerned with ordinary things: who holds the lantern, whether wet rope may be charged to the crew, how long a barge may wait below a lock before it is remarked upon. They also tell the weekly hands apart from the carters, who were paid by the drum and were not told where it went. The parts that can be made out from them are drawn in the chart below.']),
    ('ways', 'Ways and means', [
        'A theft begins with a timetable. The ring buys the order of locking, which is posted anyway but a day late, from somebody in the office, for the price of a dinner. [F7] A barge that will lie overnight above the third lock is met by a skiff with a hand pump, and forty minutes later it draws a hand’s breadth less water. The master often does not notice before the next town, because the gauge is read at the end of the run, and the clerk who reads it enters the difference as evaporation when it is small. [F8]',
        'What is taken depends on what can be sold, not on what is there. Of the nineteen measured losses fifteen lie between four and nine drums, the load of one cart. [F9] Larger losses are reported now and then, but each of them is known from one owner only, and in two the hull was later found to leak. The carts keep to the old towpath, where the bridges are too low for the patrol’s new lorries; a fact that the patrol learned from its own driver, and that has not changed since. [F10]']),
    ('trade', 'The trade', [
        'Four filling stations on the upper road took most of the fuel. Their pumps gave out more than their tanks had taken in, by a third in a good month, and nobody compared the two because they were inspected by different departments. [F11] The price at the pump was never lower than elsewhere. The gain was shared between the station and the ring in equal parts, as far as the slips show, and the carters’ wage came out of the ring’s half. [F12]',
        'The sums are modest. At the price of that summer a cart of seven drums brought as much as a skilled hand earned in three weeks, before wages, rope and the dinner. [F13] Newspapers have multiplied the owners’ figures by the price at the pump and arrived at a fortune; the ledgers, the drums and the nights available agree on about a tenth of it. That is still enough to keep thirty families, and for the villages concerned it is the largest employer after the brickworks. [F14]']),
    ('losses', 'What the owners lose', [
        'An owner whose barge is pumped loses less than he says and more than the insurers pay. The fuel itself is a small matter: a cart of seven drums is two parts in a hundred of what a laden barge carries, and a dry summer costs as much. What hurts is the stop. A barge that is short must be measured, the measuring is done at the lower quay on two days of the week, and a crew that waits is paid. [F9] Owners who own one barge therefore tend to say nothing, and owners who own ten tend to report everything, which is why the yearly return shows most thefts where the large owners lie and hardly any at the ferry stage, where nobody would notice a missing lantern either. [F3]',
        'Three owners have tried dye. It tells stolen fuel from bought fuel at once, and the stations declined the dyed barges for a month.']),
    ('answer', 'What was done about it', [
        'The patrol was doubled in spring and given lorries. Thefts fell for six weeks, then returned to where they had been, at other locks and on other nights. [F15] A reward brought eighty letters, of which three named somebody, and all three named the same man, who had been in hospital since Christmas. [F16] The insurers, for their part, now pay only for what has been measured at both ends of a run, and this dull change of a form has done more than the lorries: reported losses fell by half within a quarter, and it is not known how much of that is fuel and how much is ink. [F17]',
        'One arrest was made, of a carter, in June. He told the court what carters know, which is the road. [F18] The chandler has moved to the coast and sells paint. Two of the four stations have changed hands, and the new owners have asked for an inspection of their tanks by a department of their choice. [F19]']),
    ('doubts', 'What is in doubt', [
        'Whether there is one ring or two is disputed. The magistrate reads the slips as the books of a single house with two doors; the navigation office points out that no slip from the lower reach mentions a wage, and takes the lower reach for imitators. [F20] Both readings explain what is known. They differ in what they expect: on the first, thefts above and below the fourth lock should fall together, on the second they should not. So far the months are too few to tell. [F21]',
        'Nor is it known who first thought of the stations. The former pilots had no connection with the upper road before the ring existed, and the oldest of the four was in debt to the chandler, which proves little, because so was half of the town. [F22] A report that the order of locking was sold to others as well, for races on which bets are placed, comes from one person, at third hand, and is given here only because it would explain the price. [F23]']),
    ('outlook', 'Outlook', [
        'Winter closes the upper locks from December to March, and with them the season for skiffs. In each of the last two years thefts came back in the second week after the opening, which leaves about five months in which gauges can be fitted, books compared and a clerk transferred without anybody being caught out. [F24] If the insurers keep to their form, the reported number will go on falling whether or not the ring does anything, and should not be taken for its end.',
        'The sign to look for is drums. They wear out in about two seasons, they are bulky, and since the chandler left nobody on the river sells them. A new order of more than fifty, placed anywhere within a day’s cart, would say that the ring means to go on; three months after the opening without one would say the contrary. [F25] Until then the most that can be said is that the trade was small, regular and badly counted, that those who lived by it have not found other work, and that the third lock is still dark.']),
]

NOTES = [
    'Navigation office, yearly return, part two, on losses from barges lying overnight.',
    'Two counts by the magistrate’s clerk; the larger includes everybody named in a statement.',
    'Survey of insured losses, table nine; the surveyor was paid by neither side.',
    'Order book of the chandler at Lower Tollen, seen in copy.',
    'Statements of four former hands, taken separately and agreeing on the wage.',
    'List of the box of slips, drawn up by the court; some slips are too wet to read.',
    'Statement of a kitchen maid at the inn, who remembers the dinners and not the guests.',
    'Gauge books of the lower quay for eleven months, the twelfth being lost.',
    'Measured losses only; the quantity is given in drums of two hundred litres.',
    'Report of the patrol’s driver, with a drawing of three bridges.',
    'Comparison of deliveries and sales at four stations, made for this briefing.',
    'Marginal notes on forty slips, in the hand of one of the pilots.',
    'Prices of the trade paper for July and August, without tax.',
    'Parish count of households with one earner on the river.',
    'Patrol diary from March to August, nights with two boats out.',
    'Letters received after the reward was posted, opened in the presence of two clerks.',
    'Circular of the insurers, and their figures for the quarter before and after.',
    'Record of the hearing in June, page four onwards.',
    'Register of trade, changes of ownership at the upper road.',
    'Opinion of the magistrate and answer of the office, exchanged in September.',
    'Thefts by lock and month, from the yearly return; months with none are shown.',
    'Debts owed to the chandler at his removal, from the notice of sale.',
    'Conversation with a bargeman who had it from his brother; not written down at the time.',
    'Dates of first opening in two years and of the first theft after each.',
    'Estimate of the cooper at Osk, who has mended the drums since the chandler left.',
]

JUDGEMENTS = [  # confidence, text with the word of likelihood
    ('high', 'The trade is', 'likely', 'to be about a tenth of what the newspapers give.'),
    ('high', 'More thefts are', 'very likely', 'in the second week after the locks open.'),
    ('moderate', 'The clerk who sells the order of locking is', 'likely', 'to be in the office still.'),
    ('moderate', 'One house is', 'likely', 'to have run both reaches.'),
    ('low', 'The pilots are', 'unlikely', 'to have thought of the stations themselves.'),
    ('low', 'The ring is', 'unlikely', 'to return under the same roof.'),
]

# figures, each with the number of the note that it comes from
FACTS = [('Thefts recorded', 41, 'thefts', 1), ('Losses measured', 19, 'losses', 3), ('Slips in the box', 900, 'slips', 6), ('Drums ordered', 200, 'drums', 4)]
BARS = [('Thefts recorded in this year and the year before', 'thefts', [('This year', 41, 21), ('The year before', 28, 15)]),
        ('Measured losses by the load of a cart', 'losses', [('Four to nine drums', 15, 9), ('All measured', 19, 14)])]
STAGES = ['Level', 'Meaning', 'Usual ground'], [
    ['High', 'unlikely to change', 'several sources of good quality that agree'],
    ['Moderate', 'plausible, not yet confirmed', 'one good source, or several weaker ones'],
    ['Low', 'a lead, to be treated as one', 'a single source whose worth is not known'],
    ['None', 'no judgement is made', 'nothing was reported']]
LOCKS = ['Lock', 'Reported', 'Measured', 'Share'], [
    ['First lock', '4', '1', '25 %'], ['Second lock', '7', '3', '43 %'], ['Third lock', '15', '8', '53 %'], ['Fourth lock', '6', '4', '67 %'],
    ['Fifth lock', '3', '1', '33 %'], ['Upper quay', '2', '1', '50 %'], ['Lower quay', '4', '1', '25 %'], ['All', '41', '19', '46 %']]

NODES = [('ring', 'organisation', 'Tollen ring'), ('office', 'organisation', 'Navigation office'), ('patrol', 'organisation', 'River patrol'),
         ('stations', 'organisation', 'Four stations'), ('insurers', 'organisation', 'Insurers'), ('court', 'organisation', 'Court of Osk'),
         ('pilot-a', 'person', 'First pilot'), ('pilot-b', 'person', 'Second pilot'), ('chandler', 'person', 'Chandler'), ('clerk', 'person', 'Clerk of locks'),
         ('keeper', 'person', 'Lockkeeper'), ('carter', 'person', 'Carter'), ('magistrate', 'person', 'Magistrate'), ('cooper', 'person', 'Cooper')]
TIES = [('pilot-a', 'leads', 'ring', 5), ('pilot-b', 'leads', 'ring', 5), ('chandler', 'supplies', 'ring', 4), ('clerk', 'works for', 'office', 7),
        ('clerk', 'informs', 'ring', 7), ('ring', 'supplies', 'stations', 11), ('carter', 'works for', 'ring', 6), ('keeper', 'works for', 'office', 6),
        ('keeper', 'informs', 'magistrate', 6), ('magistrate', 'leads', 'court', 20), ('patrol', 'works for', 'office', 15), ('patrol', 'fights', 'ring', 15),
        ('insurers', 'pays', 'stations', 17), ('chandler', 'lends to', 'stations', 22), ('cooper', 'supplies', 'ring', 25), ('court', 'tries', 'carter', 18),
        ('insurers', 'informs', 'office', 17), ('pilot-a', 'worked for', 'office', 5), ('cooper', 'informs', 'magistrate', 25), ('patrol', 'arrested', 'carter', 18)]

PLACES = 'first lock|second lock|third lock|fourth lock|fifth lock|upper quay|lower quay|ferry stage|brickworks|towpath bridge'.split('|')
CARGOES = 'heating oil|paraffin|lamp oil|diesel oil|heavy oil'.split('|')
MEANS = 'hand pump|siphon|cut hose|opened valve'.split('|')
REPORTERS = 'owner|master|patrol|insurer|lockkeeper'.split('|')
REGISTER = ['Date', 'What happened', 'Reported by', 'Concerns', 'Drums', 'Certainty', 'Kind']


def register(rows):
    """Rows of the register, one after the other: id, then a cell for each of REGISTER (dates as they are in the facts)."""
    width = max(3, len(str(rows)))
    for i in range(rows):
        key = f'C{i + 1:0{width}}'
        yield (key, f'2023-{1 + i * 7 % 9:02}-{1 + i * 11 % 28:02}',
               f'{key}: {CARGOES[i * 3 % 5]} lost at the {PLACES[i * 7 % 10]} by {MEANS[i // 3 % 4]}.', REPORTERS[i * 2 % 5], 'Tollen ring',
               1 + i * 13 % 17, ('asserted', 'assessed', 'possible')[i * 5 % 3], 'count')
