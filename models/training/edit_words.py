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
    "a few tourists", "his father", "a black dog", "another man", "someone", "somebody", "their friends", "a teacher", "a few people",
)  # fmt: skip
COMPANY_DOES = (
    "watching", "looking on", "in the background", "behind them", "nearby", "standing next to them", "helping", "cheering",
    "sitting beside them", "following behind", "taking a picture", "in front", "holding on", "running alongside",
)  # fmt: skip
SAME_THING = {
    "bike": ("bicycle",), "bicycle": ("bike",), "motorcycle": ("motorbike", "bike"), "ball": ("tennis ball", "toy"), "paddle": ("oar",), "oar": ("paddle",),
    "vest": ("jacket",), "jacket": ("coat",), "coat": ("jacket",), "hat": ("cap",), "cap": ("hat",), "stick": ("branch",), "branch": ("stick",),
    "skateboard": ("board",), "snowboard": ("board",), "surfboard": ("board",), "phone": ("cellphone", "mobile"), "cellphone": ("phone",),
    "glasses": ("sunglasses",), "sunglasses": ("glasses", "shades"), "couch": ("sofa",), "backpack": ("bag",), "bag": ("purse",), "shirt": ("top",),
    "sweater": ("jumper",), "swimsuit": ("bathing suit",), "frisbee": ("disc",), "car": ("vehicle",), "boat": ("canoe",), "kayak": ("boat",), "football": ("ball",),
    "basketball": ("ball",), "soccer": ("football",), "bench": ("seat",), "rope": ("cord",), "toy": ("plaything",), "pants": ("trousers",), "helmet": ("headgear",),
}  # fmt: skip
UNDERGONE = (
    "thrown into the air", "pulled over", "held up by his uncle", "swung around by a man", "pushed into the water", "carried by a man", "carried on his shoulders",
    "pulled by a boat", "pulled on a sled", "chased by a dog", "covered in mud", "covered in foam", "surrounded by people", "held by his mother", "lifted by a friend",
    "knocked over", "tackled to the ground", "splashed with water", "buried in the sand", "pushed on a swing", "dragged along the ground", "helped up",
    "wrapped in a towel", "hugged by a woman", "fed by hand", "tied to a tree", "led by a rope", "interviewed by a reporter", "blown over by the wind",
)  # fmt: skip
ADVERBIAL = (
    "up in the air", "high in the air above the ground", "down in the dirt", "down on one knee", "on its back", "upside down", "high above the street", "halfway up a wall",
    "flat on the ground", "up a tree", "on top of a car", "under a table", "up against a fence", "out at sea", "deep in the water", "at the top of a hill", "on the edge of a roof",
    "off the ground", "down in a hole", "up on a stage", "in a heap on the ground", "out of the water", "behind a tree", "inside a box", "in the arms of a man",
)  # fmt: skip
# said, written, of what
COMPARED = (
    ("wilder", "wild", {"waves", "river", "dance"}), ("calmer", "calm", {"water", "lake", "sea", "ocean"}), ("rougher", "rough", {"water", "sea", "waves", "ground"}),
    ("greener", "green", {"grass", "field", "hill", "hills", "trees", "park"}), ("deeper", "deep", {"snow", "water", "pool", "hole"}),
    ("steeper", "steep", {"hill", "slope", "cliff", "mountain", "ramp", "rock"}), ("busier", "busy", {"street", "road", "beach", "sidewalk", "city", "park"}),
    ("emptier", "empty", {"street", "road", "beach", "room", "park", "field"}), ("bigger", "big", {"wave", "waves", "ball", "rock", "rocks", "crowd", "hill", "pool", "ramp", "stick"}),
    ("smaller", "small", {"wave", "ball", "boat", "pool", "ramp", "stick", "rock"}), ("taller", "tall", {"grass", "trees", "building", "buildings", "cliff", "tree"}),
    ("darker", "dark", {"water", "sky", "room", "woods", "forest", "street"}), ("muddier", "muddy", {"field", "water", "road", "path", "ground", "track"}),
    ("higher", "high", {"fence", "jump", "wall", "hurdle", "cliff"}), ("longer", "long", {"stick", "rope", "table", "road", "hair"}),
    ("older", "old", {"building", "house", "car", "truck"}), ("brighter", "bright", {"sky", "room", "clothes"}),
)  # fmt: skip
VIEWS = (
    ("a close up of", ("close up", "closer up", "seen up close", "a close-up", "zoom in", "from close by", "{n} up close")),
    ("a silhouette of", ("{n} as a silhouette", "silhouettes", "a dark outline of {n}", "as a silhouette", "in silhouette", "just the silhouette", "silhouetted", "dark silhouette", "{n} in silhouette")),
    ("a black and white photo of", ("in black and white", "black and white photo", "make it black and white", "as an old black and white picture")),
    ("a view from above of", ("from above", "seen from above", "bird's eye view", "looking down from above")),
    ("a view from behind of", ("from behind", "seen from the back", "from the back")),
    ("a distant view of", ("from far away", "seen from a distance", "much further away", "far off", "{n} tiny in the distance")),
    ("an underwater view of", ("underwater", "from under the water", "underwater shot")),
    ("the face of", ("just the face", "only the face", "close up of the face", "face only")),
    ("the legs of", ("only the legs", "just the legs in the picture", "only legs visible", "just their legs in view")),
    ("the feet of", ("only the feet", "just the feet in the picture", "nothing but feet", "a close look at the feet")),
    ("the hands of", ("just the hands", "only the hands", "close up of the hands")),
    ("a blurry photo of", ("blurry", "out of focus", "with motion blur")),
    ("a painting of", ("as a painting", "a painting of it", "painted", "like an oil painting")),
    ("a silhouette of", ("{n} as a dark shape", "only the outlines", "as silhouettes", "{n} in dark silhouette")),
    ("a view through a window of", ("through a window", "seen through the window", "{n} behind a window")),
    ("a close up of", ("{n} close up", "{n} closer up", "much closer", "a tighter shot", "closer view of {n}")),
    ("a close up of the face of", ("face close up", "close up of the face", "the face up close")),
    ("the feet of", ("only the feet", "just feet", "only the shoes in the frame", "just their feet in the shot")),
    ("the hands of", ("only their hands in the frame", "just the hands in the shot")),
    ("the faces of", ("just their faces in the picture", "only faces", "just the faces in the frame")),
    ("a distant view of", ("{n} very small, far away", "from very far", "from a long way off", "tiny {n} far away")),
)  # fmt: skip
SKIES = (
    "an orange sky", "the evening sky", "the sun", "a stormy sky", "the moon", "the horizon", "a bright window", "a purple sky", "the low sun", "dark clouds", "a cloudy sky",
    "a starry sky", "a pale sky", "the morning light",
)  # fmt: skip
# Before a noun, part of its name
COMPOUNDS = tuple(
    "life tennis soccer baseball basketball cowboy swim swimming bathing rain winter football hockey straw sun hard tee polo tank leather denim plaid striped wooden metal "
    "plastic inflatable toy stuffed beach golf paddle dirt mountain police sports safety ski knit business jean bike party birthday camouflage camo hooded sleeveless".split()
)
