"""The words that rules can change in a caption, by what they name."""

PEOPLE = {
    "man": "men", "woman": "women", "boy": "boys", "girl": "girls", "child": "children", "kid": "kids", "guy": "guys",
    "lady": "ladies", "person": "people", "toddler": "toddlers", "baby": "babies", "skier": "skiers", "surfer": "surfers",
    "climber": "climbers", "cyclist": "cyclists", "skateboarder": "skateboarders", "snowboarder": "snowboarders",
    "player": "players", "rider": "riders", "hiker": "hikers", "swimmer": "swimmers", "biker": "bikers", "runner": "runners",
    "teenager": "teenagers", "adult": "adults", "dancer": "dancers", "skater": "skaters", "athlete": "athletes",
    "worker": "workers", "cowboy": "cowboys", "couple": "couples", "musician": "musicians",
}  # fmt: skip
ANIMALS = {
    "dog": "dogs", "horse": "horses", "cat": "cats", "bird": "birds", "puppy": "puppies", "cow": "cows", "sheep": "sheep",
    "elephant": "elephants", "giraffe": "giraffes", "zebra": "zebras", "bear": "bears", "duck": "ducks",
}  # fmt: skip
PLURALS = PEOPLE | ANIMALS
SINGULARS = {plural: singular for singular, plural in PLURALS.items()}

MALE = {"man", "boy", "guy", "cowboy"}
FEMALE = {"woman", "girl", "lady"}

COLOURS = (
    "black", "white", "brown", "red", "blue", "green", "yellow", "orange", "pink", "purple", "grey", "tan", "golden", "dark",
)  # fmt: skip
TRAITS = (
    "young", "little", "small", "big", "large", "old", "older", "elderly", "tall", "tiny", "blond", "blonde", "bald", "asian",
    "muddy", "wet", "happy", "shirtless", "bearded", "teenage", "furry", "fluffy", "lone", "smiling",
)  # fmt: skip
COUNTS = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": 7}
COUNTS |= {"some": 7, "many": 9, "a group of": 8, "a crowd of": 9, "a couple of": 2}

CLOTHES = set(
    "shirt shirts hat hats jacket jackets dress dresses coat coats pants shorts jeans helmet helmets cap caps suit suits "
    "uniform uniforms jersey jerseys sweater sweaters vest vests sunglasses glasses goggles swimsuit swimsuits bikini "
    "wetsuit boots scarf skirt costume costumes outfit outfits tie hoodie sweatshirt t-shirt t-shirts trunks gloves "
    "backpack apron top blouse collar harness mask clothes clothing tuxedo robe kimono".split()
)
THINGS = set(
    "ball balls stick sticks frisbee toy toys bike bikes bicycle bicycles skateboard skateboards surfboard surfboards "
    "snowboard sled guitar umbrella umbrellas camera phone cellphone rope flag flags book books bottle cup bat racket "
    "rackets bucket shovel balloon balloons kite kites motorcycle motorcycles horse car cars truck bus boat boats kayak "
    "canoe raft tube swing swings slide trampoline bench bone stuffed pole fish flower flowers bag bags basket hoop net "
    "hurdle ladder laptop microphone newspaper drum drums football basketball baseball volleyball scooter wagon stroller "
    "cart train tractor tire log branch paddle oar skis board sign signs cake pizza sandwich cigarette beer drink coffee "
    "banana apple plate box suitcase tent chair couch bed table sword hose leash wheelchair parachute mat towel blanket".split()
)
PLACES = set(
    "snow beach water grass field park street pool lake river ocean sea woods forest road sidewalk yard lawn sand mountain "
    "mountains hill hills cliff rock rocks city room kitchen gym stage court track path trail ramp stairs steps dock bridge "
    "pond creek stream puddle desert garden backyard playground dirt mud air building house wall fence fountain subway "
    "restaurant store bathroom office market parade stadium ice slope boat deck pavement railing rail".split()
)
PREPOSITIONS = set(
    "in on at over through near along across into onto from by beside behind around under above against off with without "
    "while as and to toward towards next outside inside down up between among during after of for that who which before".split()
)

SETTINGS = (
    "in the snow", "on the beach", "in the woods", "in a park", "on the grass", "in a field", "in the street",
    "by the lake", "near the ocean", "in a swimming pool", "on a city street", "in the mountains", "on a rocky hill",
    "in the desert", "on a dirt road", "on the sidewalk", "in a gym", "in the kitchen", "in a living room", "on a stage",
    "on a playground", "in the mud", "in shallow water", "on the ice", "at a market", "on a boat", "on a bridge",
    "in a garden", "in the backyard", "on a balcony", "in a parking lot", "on a train", "in a tunnel", "in the rain",
    "at the zoo", "in a crowded stadium", "in an office", "on a football field", "on a bed", "on a couch", "in the subway",
    "at an airport", "in a restaurant", "on some rocks", "in tall grass", "on a roof", "at a construction site",
    "next to a river", "in front of a red wall", "in a puddle", "at a bus stop", "on a porch",
)  # fmt: skip
TIMES = (
    "at night", "at sunset", "at dusk", "at sunrise", "in the fog", "on a sunny day", "in winter", "in autumn",
    "on a cloudy day", "in the evening", "in bright sunlight",
)  # fmt: skip
BACKDROPS = (
    "a lake", "mountains", "the ocean", "a city", "a bridge", "a forest", "a castle", "a waterfall", "a parked car",
    "a red barn", "tall buildings", "a lighthouse", "a brick wall", "palm trees", "a snowy peak", "a grey sky", "a rainbow",
    "a full moon", "dark clouds", "a church", "a fence", "a fountain",
)  # fmt: skip
HELD = (
    "an umbrella", "a tennis ball", "a red ball", "a flag", "a guitar", "a cup of coffee", "a camera", "a phone", "a book",
    "a bottle", "a balloon", "a stick", "a surfboard", "a paper bag", "flowers", "a baby", "a stuffed bear", "a bat",
    "a bag", "a rope", "a bucket", "a frisbee", "a beer", "a shovel", "a basketball", "an ice cream", "a kite", "a map",
)  # fmt: skip
IN_MOUTH = ("a stick", "a tennis ball", "a frisbee", "a red ball", "a toy", "a bone", "a shoe", "a fish", "a branch", "a rope")
WORN = (
    "a red shirt", "a blue jacket", "a pink hat", "a helmet", "sunglasses", "a suit and tie", "a green hat", "a black coat",
    "an orange vest", "a white dress", "a yellow raincoat", "a scarf", "a costume", "a football uniform", "a swimsuit",
    "a wetsuit", "jeans", "a cowboy hat", "a backpack", "a purple sweater", "a life jacket", "goggles", "a striped shirt",
    "a straw hat", "a white shirt", "a wedding dress", "a mask", "a blue jersey", "a bikini",
)  # fmt: skip
POSES = (
    "arms up", "arms outstretched", "eyes closed", "mouth open", "legs crossed", "one leg up", "hands on hips", "tongue out",
    "head down", "back to the camera", "hair blowing in the wind", "knees bent", "hands in the air", "one hand raised",
    "face painted", "feet in the water", "ears up", "hood up", "sleeves rolled up", "arms around each other",
)  # fmt: skip
BY_AGE_OR_SIZE = (
    ("bigger", "big"), ("smaller", "small"), ("older", "older"), ("younger", "young"), ("much older", "old"), ("taller", "tall"),
    ("much younger", "young"), ("tiny", "tiny"), ("muddier", "muddy"), ("larger", "large"),
)  # fmt: skip
COMPANY = (
    "a dog", "a man", "a woman", "a little girl", "a boy", "a crowd", "two kids", "a horse", "a cat", "a nurse", "a friend",
    "an older man", "a group of people", "some children", "a photographer", "a coach", "a baby", "a police officer",
    "a few tourists", "his father", "a black dog", "another man",
)  # fmt: skip
COMPANY_DOES = (
    "watching", "looking on", "in the background", "behind them", "nearby", "standing next to them", "helping", "cheering",
    "sitting beside them", "following behind", "taking a picture", "in front", "holding on", "running alongside",
)  # fmt: skip
