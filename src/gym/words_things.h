/*
 * words_things.h - things that can be pointed at; data, included by vocabulary.c alone.
 */
#ifndef GYM_WORDS_THINGS_H
#define GYM_WORDS_THINGS_H

/* clang-format off */
static const char *const words_things[] = {
	"adapter", "album", "alarm", "anchor", "antenna", "apron", "armchair", "axe", "backpack",
	"badge", "balloon", "bandage", "banner", "barrel", "basin", "basket", "bathtub", "battery",
	"bed", "bench", "bicycle", "binder", "binoculars", "blanket", "blender", "blinds", "board",
	"boat", "boiler", "bolt", "bookcase", "boots", "bottle", "bowl", "bracelet", "bracket",
	"brick", "bridge", "briefcase", "broom", "bucket", "buckle", "bulb", "bus", "button",
	"cabinet", "cable", "calculator", "can", "candle", "canoe", "canvas", "cap", "carpet",
	"carton", "cart", "case", "ceiling", "chain", "chair", "chalk", "chandelier", "chessboard",
	"chisel", "cloak", "cloth", "coat", "coaster", "coin", "collar", "comb", "computer",
	"cork", "couch", "counter", "cradle", "crayon", "curtain", "cushion", "cutter", "dagger",
	"deck", "desk", "detector", "dice", "dish", "dishwasher", "doorbell", "drawer", "dress",
	"drill", "drum", "dryer", "duvet", "earphone", "earring", "easel", "elevator", "engine",
	"envelope", "eraser", "extinguisher", "fabric", "fan", "faucet", "fence", "fender", "file",
	"filter", "fireplace", "flashlight", "flute", "fork", "frame", "freezer", "fridge",
	"funnel", "furnace", "gadget", "garland", "gasket", "gate", "glass", "gloves", "glue",
	"goblet", "grill", "guitar", "hairbrush", "hammock", "handbag", "handle", "handset",
	"hanger", "harness", "harp", "hat", "headset", "heater", "helmet", "hinge", "hook", "hose",
	"hourglass", "iron", "jacket", "jar", "jug", "keyboard", "kettle", "kite", "knife",
	"ladder", "lantern", "laptop", "lawnmower", "ledger", "lens", "lever", "lid", "lighter",
	"lipstick", "locker", "loom", "mailbox", "manual", "marker", "mask", "mat", "matchbox",
	"mattress", "microphone", "microscope", "microwave", "mirror", "mixer", "monitor", "mop",
	"motor", "mousepad", "nail", "napkin", "necklace", "needle", "net", "notebook", "nozzle",
	"nut", "oar", "oven", "paddle", "padlock", "paint", "pallet", "pan", "panel", "paper",
	"parasol", "parcel", "paste", "pedal", "peg", "pen", "perfume", "piano", "picture",
	"pillow", "pipe", "pitcher", "plank", "plate", "platform", "pliers", "pocket", "podium",
	"postcard", "poster", "pot", "printer", "projector", "propeller", "pulley", "pump",
	"purse", "quilt", "rack", "racket", "radiator", "radio", "raft", "rail", "rake", "razor",
	"receiver", "recorder", "refrigerator", "register", "remote", "rivet", "robe", "rod",
	"rope", "router", "rucksack", "rug", "saddle", "safe", "sandals", "satchel", "saucer",
	"saw", "scale", "scanner", "scarf", "screen", "screw", "screwdriver", "seat", "shelf",
	"shirt", "shoe", "shovel", "shower", "shutter", "sickle", "sieve", "sink", "skates",
	"sketchbook", "skirt", "sled", "sleeve", "slippers", "soap", "socket", "socks", "sofa",
	"spade", "spanner", "spectacles", "spoon", "spring", "stamp", "stapler", "statue", "stool",
	"stopwatch", "stove", "strap", "stroller", "suitcase", "sweater", "switch", "sword",
	"syringe", "table", "tablet", "tape", "tarp", "teapot", "telescope", "television",
	"thermometer", "thermos", "thread", "tile", "timer", "tin", "tire", "toaster", "tongs",
	"toolbox", "toothbrush", "torch", "towel", "tractor", "trailer", "trampoline", "tray",
	"tripod", "trolley", "trousers", "trumpet", "trunk", "tub", "tube", "tweezers",
	"typewriter", "vacuum", "valve", "van", "vase", "veil", "vest", "violin", "wagon",
	"wallet", "wardrobe", "washer", "watch", "webcam", "wheelbarrow", "whisk", "whistle",
	"wicker", "window", "wire", "wok", "wreath", "yarn", "zipper",
};

static const char *const words_foods[] = {
	"almond", "apple", "apricot", "artichoke", "asparagus", "avocado", "bacon", "bagel",
	"baguette", "banana", "basil", "bean", "beef", "beet", "berry", "biscuit", "blackberry",
	"blueberry", "bread", "broccoli", "brownie", "burger", "burrito", "butter", "cabbage",
	"cake", "carrot", "cashew", "casserole", "cauliflower", "celery", "cereal", "cheddar",
	"cheese", "cherry", "chili", "chips", "chocolate", "chutney", "cider", "cinnamon",
	"clementine", "coconut", "cod", "coffee", "cookie", "corn", "cracker", "cranberry",
	"croissant", "cucumber", "cumin", "cupcake", "currant", "curry", "date", "dill",
	"doughnut", "dumpling", "egg", "eggplant", "espresso", "fennel", "feta", "fig", "fish",
	"fudge", "garlic", "ginger", "granola", "grape", "grapefruit", "gravy", "ham", "hazelnut",
	"herring", "honey", "hummus", "jam", "jelly", "juice", "kale", "kebab", "kiwi", "lasagna",
	"leek", "lemonade", "lentil", "lettuce", "lychee", "macaroni", "mackerel", "mango",
	"maple", "marmalade", "mayonnaise", "meatball", "melon", "milk", "mozzarella", "muesli",
	"muffin", "mushroom", "mustard", "noodle", "nougat", "nutmeg", "oat", "omelette", "onion",
	"oregano", "paella", "pancake", "papaya", "paprika", "parsley", "parsnip", "pasta",
	"pastry", "pea", "peanut", "pear", "pecan", "pepper", "pesto", "pickle", "pie",
	"pineapple", "pistachio", "pizza", "plantain", "polenta", "pomegranate", "popcorn", "pork",
	"porridge", "potato", "pretzel", "prune", "pudding", "pumpkin", "quiche", "quince",
	"quinoa", "radish", "raisin", "raspberry", "ravioli", "rhubarb", "rice", "risotto", "roll",
	"rosemary", "saffron", "sage", "salad", "salami", "sauce", "sausage", "scone", "sesame",
	"sherbet", "sorbet", "soup", "spaghetti", "spinach", "steak", "stew", "strawberry",
	"sugar", "sushi", "syrup", "taco", "tangerine", "tapioca", "tart", "tea", "thyme", "toast",
	"toffee", "tofu", "tomato", "tortilla", "truffle", "tuna", "turnip", "vanilla", "vinegar",
	"waffle", "walnut", "wasabi", "watermelon", "yogurt", "zucchini",
};

static const char *const words_animals[] = {
	"alligator", "ant", "antelope", "badger", "bat", "bear", "beaver", "bee", "bison", "boar",
	"buffalo", "butterfly", "camel", "canary", "cat", "cheetah", "chicken", "cobra", "cow",
	"coyote", "crab", "crane", "cricket", "crocodile", "crow", "deer", "dolphin", "donkey",
	"dove", "dragonfly", "duck", "eagle", "eel", "elephant", "elk", "falcon", "ferret",
	"finch", "flamingo", "fox", "frog", "gazelle", "gecko", "giraffe", "goat", "goose",
	"gorilla", "hamster", "hare", "hawk", "hedgehog", "heron", "hippo", "hornet", "horse",
	"hyena", "ibis", "iguana", "jackal", "jaguar", "kangaroo", "koala", "lamb", "lemur",
	"leopard", "lion", "lizard", "llama", "lobster", "lynx", "magpie", "mole", "monkey",
	"moose", "mosquito", "moth", "mouse", "mule", "newt", "octopus", "orca", "ostrich",
	"otter", "owl", "ox", "oyster", "panda", "panther", "parrot", "peacock", "pelican",
	"penguin", "pheasant", "pig", "pigeon", "pony", "porcupine", "puma", "quail", "rabbit",
	"raccoon", "ram", "raven", "reindeer", "rhino", "robin", "salamander", "seal", "shark",
	"sheep", "shrimp", "skunk", "sloth", "snail", "snake", "sparrow", "spider", "squid",
	"squirrel", "stork", "swallow", "swan", "tiger", "toad", "tortoise", "trout", "turkey",
	"turtle", "viper", "walrus", "wasp", "weasel", "whale", "wolf", "wombat", "woodpecker",
	"yak", "zebra",
};

static const char *const words_colours[] = {
	"amber", "aqua", "azure", "beige", "black", "blue", "bronze", "brown", "burgundy",
	"charcoal", "chestnut", "copper", "coral", "cream", "crimson", "cyan", "emerald",
	"fuchsia", "gold", "golden", "gray", "green", "grey", "indigo", "ivory", "jade", "khaki",
	"lavender", "lemon", "lilac", "lime", "magenta", "maroon", "mauve", "mint", "navy",
	"ochre", "olive", "orange", "orchid", "peach", "pearl", "pink", "plum", "purple", "red",
	"ruby", "rust", "salmon", "sand", "sapphire", "scarlet", "sienna", "silver", "tan", "teal",
	"turquoise", "vermilion", "violet", "white", "yellow",
};

static const char *const words_shapes[] = {
	"arrow", "bell", "bolt", "book", "box", "brush", "bubble", "calendar", "camera", "card",
	"chart", "circle", "clip", "clock", "cloud", "cog", "compass", "crown", "cube", "cup",
	"diamond", "disc", "door", "drop", "eye", "feather", "film", "fire", "flag", "flask",
	"flower", "folder", "gear", "gift", "globe", "hammer", "heart", "hexagon", "home", "house",
	"key", "lamp", "leaf", "lock", "magnet", "map", "medal", "moon", "mountain", "mug", "note",
	"paperclip", "pencil", "pentagon", "phone", "pin", "planet", "plug", "puzzle", "pyramid",
	"ribbon", "rocket", "ruler", "scissors", "shield", "ship", "spark", "speaker", "sphere",
	"square", "star", "sun", "tag", "target", "tent", "thumb", "ticket", "tree", "triangle",
	"trophy", "truck", "umbrella", "wave", "wheel", "wrench",
};

/* clang-format on */

#endif
