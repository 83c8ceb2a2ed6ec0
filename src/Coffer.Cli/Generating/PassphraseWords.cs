namespace Coffer.Cli.Generating;

/// <summary>The words of generated passphrases: 512, so that each is 9 bits; lower-case letters, none the beginning of another.</summary>
internal static class PassphraseWords
{
    /// <summary>Bits that one word is worth.</summary>
    public const int Bits = 9;

    private const string Text = """
        able acid acorn actor adult agent ahead aisle alarm album alert alley aloe alpha amber angel ankle apple apron arch
        arena argue armor arrow aspen atlas atom attic audio aunt autumn awake axis bacon badge bagel bakery bamboo banjo bank
        barn basil basin basket batch beach beacon bean bear beetle bell bench berry bicycle birch bird bison blade blank
        blaze blend blink block bloom blue boat bolt bone bonus book boot border bottle bowl branch brass bread breeze brick
        bridge bright broom brush bubble bucket budget bugle bundle butter button cabin cable cactus camel camera canal candle
        canoe canvas canyon carbon card cargo carpet carrot castle cattle cave cedar cello cement chain chair chalk cheese
        cherry chess chief chimney cider cinema circle citrus clay cliff clock cloud clover coach coast cobalt cocoa coffee
        coin collar comet compass copper coral corner cotton couch cousin coyote crane crater cream cricket crown crystal cube
        curtain curve cycle daisy dance dawn deer delta desert desk detail dinner disk dock dolphin donkey door double dozen
        dragon drawer dream drum duck dune dusk eagle earth easel east echo edge eight elbow elder elm ember emerald empty
        engine equal estate evening fabric falcon family fancy farm feather fence fern ferry field figure finch finger fire
        fish flag flame flask fleet flint float flute foam fog folder forest fork fossil fountain fox frame fresh frost fruit
        galaxy gallery garage garden garlic gate gazelle gecko giant ginger giraffe glacier glass globe glove goat gold goose
        grain granite grape grass gravel green guitar gull habit hammer hammock harbor harvest hat hazel heart hedge heron
        hill hinge hockey honey hood horse hotel house igloo image index indigo insect iris iron island ivory ivy jacket jade
        jaguar jar jasmine jelly jewel jigsaw jockey jungle juniper kayak kettle kiosk kitchen kite kiwi knee koala ladder
        lagoon lake lamp lantern larch laser lava lawn lemon lentil leopard letter level lily lime linen lion lizard lobster
        locket lotus lunar lunch lyric magnet mango maple marble market marsh meadow melody melon mercury metal meteor mill
        mint mirror mitten monkey moon morning moss moth mountain mouse muffin museum music nectar needle nest nickel noodle
        north nugget oak oasis oat ocean octave olive onion opal orange orbit orchid otter oval owl oxygen oyster paddle paint
        palace palm panda panther paper parade parcel parrot pasta path peach pebble pelican pencil pepper piano picnic pigeon
        pillow pilot pine pirate planet plaza plum pocket poem polar pond poppy potato powder prairie prism pumpkin puzzle
        quail quarry quartz queen quilt rabbit radar radio raft rain raven reef ribbon rice ridge river robin rocket roof root
        rope rose ruby saddle saffron sail salad salmon sandal saturn scarf school seal shadow shell ship silk silver sky
        snail snow socket sofa solar soup south spark spider spoon spring spruce squirrel stable star steam stone storm stove
        summit sunset swan table tango tea temple tent thimble thunder tiger timber toast tomato torch tower train tulip
        tundra tunnel turtle valley vanilla velvet violin volcano waffle wagon walnut water whale wheat willow window winter
        wolf wood yacht yellow zebra zinc
        """;

    /// <summary>The words.</summary>
    public static IReadOnlyList<string> All { get; } = Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
