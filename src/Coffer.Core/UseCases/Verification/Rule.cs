namespace Coffer.Core.UseCases.Verification;

/// <summary>A kind of finding, by a name that stays: for baselines, for people who talk about it, and for its page in the manual.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">What is the matter, in general.</param>
internal sealed record Rule(string Id, Severity Severity, string Title)
{
    // docs/manual/verify.md has a section for each; a test holds one against the other.
    public static readonly Rule NotAnAddress = new(
        "not-an-address", Severity.Error, "A file below an environment's folder has a path that is not the address of a secret.");
    public static readonly Rule Unreadable = new(
        "unreadable", Severity.Error, "A file cannot be read: a link, a folder or a device in a secret's place, or no permission.");
    public static readonly Rule Plaintext = new(
        "plaintext", Severity.Error, "A file in a secret's place is surely no ciphertext: text, a PEM block, JSON, or empty.");
    public static readonly Rule Damaged = new("damaged", Severity.Error, "A file begins as a ciphertext of ours and is malformed.");
    public static readonly Rule UnknownCiphertext = new(
        "unknown-ciphertext", Severity.Warning, "A file's outside is not that of a KMS ciphertext; AWS does not promise that outside.");
    public static readonly Rule EmulatorCiphertext = new(
        "emulator-ciphertext", Severity.Error, "A ciphertext was made by a local AWS, in an environment that has no endpoint.");
    public static readonly Rule EmulatorHere = new(
        "emulator-here", Severity.Information, "A ciphertext was made by a local AWS, in an environment that is a local one.");
    public static readonly Rule TooLongForKms = new(
        "too-long-for-kms", Severity.Warning, "A ciphertext says of itself that it holds more than KMS encrypts.");
    public static readonly Rule InterruptedWrite = new(
        "interrupted-write", Severity.Warning, "A temporary file was left by a command that was interrupted.");
    public static readonly Rule ContextMismatch = new(
        "context-mismatch", Severity.Error, "An envelope's encryption context is not that of its address: it does not open there.");
    public static readonly Rule KeysNone = new("keys-none", Severity.Error, "An envelope is sealed under none of the configured keys.");
    public static readonly Rule KeysDiffer = new(
        "keys-differ", Severity.Warning, "An envelope is sealed under other keys than all of the configured ones.");
    public static readonly Rule OtherEnvironmentsKey = new(
        "other-environments-key", Severity.Error, "A file is sealed with the key of another environment's files.");
    public static readonly Rule SeveralKeys = new(
        "several-keys", Severity.Information, "A file is sealed with another key than most of its environment.");
    public static readonly Rule Moved = new(
        "moved",
        Severity.Error,
        "Git knew these bytes under another address: they were moved without being sealed again, and do not open.");
    public static readonly Rule SameBytes = new(
        "same-bytes", Severity.Error, "Two addresses have the same bytes: at most one of them opens.");
    public static readonly Rule ReservedName = new(
        "reserved-name", Severity.Error, "A name that Windows keeps for a device, or a path too long for it: nobody checks out there.");
    public static readonly Rule TrailingDot = new(
        "trailing-dot", Severity.Warning, "A name ends with a dot, which Windows drops.");
    public static readonly Rule CaseTwin = new(
        "case-twin", Severity.Error, "Two names, or folders, differ only by case: some file systems hold only one of them.");
    public static readonly Rule VariableTwin = new("variable-twin", Severity.Error, "Two names would set one variable.");
    public static readonly Rule DangerousVariable = new(
        "dangerous-variable", Severity.Error, "A name would set a variable that changes how programs run.");
    public static readonly Rule ListMalformed = new(
        "list-malformed", Severity.Error, "The variables file cannot be read, or its list cannot be told.");
    public static readonly Rule ListTwice = new("list-twice", Severity.Error, "The list has a secret more than once.");
    public static readonly Rule ListNotAnAddress = new(
        "list-not-an-address", Severity.Error, "The list has something that is not the name of a secret.");
    public static readonly Rule ListMissingFile = new(
        "list-missing-file", Severity.Error, "The list has a secret whose file is not in this checkout.");
    public static readonly Rule NotCheckedOut = new(
        "not-checked-out", Severity.Error, "A list, or coffer.json, is in Git and not in this checkout.");
    public static readonly Rule ListUnsorted = new("list-unsorted", Severity.Warning, "The list is out of order, as a merge leaves it.");
    public static readonly Rule NotListed = new(
        "not-listed", Severity.Error, "A file is there and not on the list: it would not be uploaded.");
    public static readonly Rule EmptyPlace = new(
        "empty-place", Severity.Error, "An environment or a service's folder has no secret, and no list says what it should have.");
    public static readonly Rule NothingChecked = new("nothing-checked", Severity.Error, "No secret was found at all.");
    public static readonly Rule LeftOver = new("left-over", Severity.Warning, "A file at the root has a name that says plaintext.");
    public static readonly Rule NotMerged = new("not-merged", Severity.Error, "Two branches changed a file, and nobody has decided.");
    public static readonly Rule Ignored = new(
        "ignored", Severity.Error, "Git ignores a secret's file, a list or coffer.json: it will never be committed.");
    public static readonly Rule IgnoresSecrets = new("ignores-secrets", Severity.Warning, "Git would ignore names that secrets may have.");
    public static readonly Rule TakesPlaintext = new(
        "takes-plaintext", Severity.Information, "Git would take files whose names say plaintext.");
    public static readonly Rule StoredOtherwise = new(
        "stored-otherwise", Severity.Error, "What Git has stored of a file is not the file: a filter or line ends changed it.");
    public static readonly Rule ChangesBytes = new("changes-bytes", Severity.Error, "An attribute makes Git change a secret's bytes.");
    public static readonly Rule MergesAsText = new("merges-as-text", Severity.Error, "An attribute makes Git merge secrets as text.");
    public static readonly Rule GuessesText = new(
        "guesses-text", Severity.Warning, "No attribute says that a secret is binary: Git guesses.");
    public static readonly Rule Untracked = new("untracked", Severity.Information, "A file is not in Git.");
    public static readonly Rule Uncommitted = new(
        "uncommitted", Severity.Information, "A file is added and not committed, or has changed since.");
    public static readonly Rule HistoryCut = new(
        "history-cut", Severity.Information, "Git's history is not all here: what was moved before it begins is not seen.");
    public static readonly Rule TooOld = new(
        "too-old", Severity.Error, "A ciphertext has not changed for longer than 'coffer verify --max-age' allows.");
    public static readonly Rule PlaintextInHistory = new(
        "plaintext-in-history", Severity.Error, "Git's history has plaintext in a secret's place ('coffer verify --history').");
    public static readonly Rule PairMissing = new(
        "pair-missing", Severity.Error, "A secret is sealed for a key pair, and the service has none here.");
    public static readonly Rule PairNone = new(
        "pair-none", Severity.Warning, "A service's secrets are of the format service, and it has no key pair.");
    public static readonly Rule PairMalformed = new("pair-malformed", Severity.Error, "A file of a key pair cannot be read.");
    public static readonly Rule PairRotating = new("pair-rotating", Severity.Error, "A rotation of a key pair was interrupted.");
    public static readonly Rule PairHalf = new("pair-half", Severity.Error, "One half of a key pair is not here.");
    public static readonly Rule PairNotPinned = new(
        "pair-not-pinned", Severity.Error, "A public key is not the one that coffer.json says.");
    public static readonly Rule PairReplaced = new(
        "pair-replaced", Severity.Error, "Git has a public key since after its private key: somebody may have put his own there.");
    public static readonly Rule PairOther = new(
        "pair-other", Severity.Error, "A secret is sealed for another key pair than the service's.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NotAnAddress, Unreadable, Plaintext, Damaged, UnknownCiphertext, EmulatorCiphertext, EmulatorHere, TooLongForKms,
        InterruptedWrite, ContextMismatch, KeysNone, KeysDiffer, OtherEnvironmentsKey, SeveralKeys, Moved, SameBytes,
        ReservedName, TrailingDot, CaseTwin, VariableTwin, DangerousVariable,
        ListMalformed, ListTwice, ListNotAnAddress, ListMissingFile, NotCheckedOut, ListUnsorted,
        NotListed, EmptyPlace, NothingChecked, LeftOver, NotMerged, Ignored, IgnoresSecrets, TakesPlaintext, StoredOtherwise,
        ChangesBytes, MergesAsText, GuessesText, Untracked, Uncommitted, HistoryCut, TooOld, PlaintextInHistory,
        PairMissing, PairNone, PairMalformed, PairRotating,
        PairHalf, PairNotPinned, PairReplaced, PairOther,
    ];
}
