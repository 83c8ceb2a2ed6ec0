namespace Vectors;

/// <summary>Contexts of another address, entries that open nothing, keys that are not committed to, headers not authentic.</summary>
internal static class KeyCases
{
    private static readonly Message Base = new("base");

    public static IEnumerable<Vector> All => [.. Contexts, .. Keys, .. Commitments, .. HeaderTags];

    private static IEnumerable<Vector> Contexts =>
    [
        Moved("environment", "production/api/db-password"),
        Moved("service", "staging/web/db-password"),
        Moved("name", "staging/api/db-passwore"),
        Moved("shorter-name", "staging/api/db"),
        Moved("longer-name", "staging/api/db-password/x"),
        Context("unbound", "made with no context, as plain 'aws kms encrypt' does", []),
        Context("pair-missing", "the secret's name is missing", Base.Context[0], Base.Context[2]),
        Context("pair-added", "one pair more", [("a", "b"), .. Base.Context]),
        Context("reserved-pair-added", "a reserved pair more", [("aws-crypto-x", "b"), .. Base.Context]),
        Context("values-swapped", "service and secret are exchanged", Base.Context[0], ("secret", "api"), ("service", "db-password")),
        Context("key-in-capitals", "names are compared by their bytes", ("Environment", "staging"), Base.Context[1], Base.Context[2]),
        Context("value-in-capitals", "values are compared by their bytes", ("environment", "Staging"), Base.Context[1], Base.Context[2]),
        Context("value-with-blank", "values are compared by their bytes", ("environment", "staging "), Base.Context[1], Base.Context[2]),
        Context("value-empty", "values are compared by their bytes", ("environment", ""), Base.Context[1], Base.Context[2]),
        Context("value-looks-alike", "a Cyrillic a", ("environment", "st\u0430ging"), Base.Context[1], Base.Context[2]),
        Context("value-with-nul", "a NUL at the end", ("environment", "staging\0"), Base.Context[1], Base.Context[2]),
        Refused(
            Message.Signed("context-signed-of-another-environment") with { Context = Message.Of("production/api/db-password") },
            "context",
            "signed, and of another environment"),
        Refused(
            new Message("context-bound-where-none-is-expected"),
            "context",
            "bound to its address, read without a binding") with { Binding = "none" },
    ];

    private static IEnumerable<Vector> Keys =>
    [
        Key(
            "another",
            Entry.Kms("arn:aws:kms:eu-west-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab", "a"),
            "the entry names a key that is not expected: it is not asked"),
        Key(
            "another-account",
            Entry.Kms(Message.Key.Replace("1111", "9999", StringComparison.Ordinal), "a"),
            "the same key id in another account"),
        Key(
            "another-region",
            Entry.Kms(Message.Key.Replace("eu-west-1", "eu-west-2", StringComparison.Ordinal), "a"),
            "the same key id in another region"),
        Key(
            "another-partition",
            Entry.Kms(Message.Key.Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal), "a"),
            "the same key id in another partition"),
        Key("arn-in-capitals", Entry.Kms(Message.Key.ToUpperInvariant(), "a"), "ARNs are compared by their bytes"),
        Key("arn-with-blank", Entry.Kms(Message.Key + " ", "a"), "ARNs are compared by their bytes"),
        Key("arn-empty", Entry.Kms("", "a"), "no ARN"),
        Key("arn-not-utf8", Entry.Kms("", "a") with { Info = [255, 254] }, "no ARN"),
        Key(
            "alias-in-entry",
            Entry.Kms("arn:aws:kms:eu-west-1:111122223333:alias/secrets", "a"),
            "an entry names a key, never an alias") with { Keys = ["arn:aws:kms:eu-west-1:111122223333:alias/secrets"] },
        Key(
            "alias-of-another-region",
            Entry.Kms(Message.Key, "a"),
            "the alias is another region's than the entry's key") with { Keys = ["arn:aws:kms:us-east-1:111122223333:alias/secrets"] },
        Key("provider-in-capitals", Entry.Kms(Message.Key, "a") with { Provider = Wire.Utf8("AWS-KMS") }, "the provider is 'aws-kms'"),
        Key("provider-other", Entry.Kms(Message.Key, "a") with { Provider = Wire.Utf8("aws-kms-hierarchy") }, "the provider is 'aws-kms'"),
        Key("provider-empty", Entry.Kms(Message.Key, "a") with { Provider = [] }, "the provider is 'aws-kms'"),
        Refused(new Message("key-refused-by-kms"), "key", "KMS does not open the entry") with { DataKey = null },
        Refused(
            SuccessCases.Many("key-both-refused-by-kms", 2),
            "key",
            "KMS opens neither entry") with { DataKey = null, Keys = [SuccessCases.Arn(0), SuccessCases.Arn(1)] },
        .. new[] { 1, 16, 24, 31, 33, 64 }.Select(length => Refused(
            new Message($"key-of-{length}-bytes"), "key", "a data key has 32 bytes") with { DataKey = Repeatable.Bytes("short", length) }),
    ];

    private static IEnumerable<Vector> Commitments =>
    [
        Refused(
            new Message("commitment-first-bit") with { Commit = Wire.Flip(new Message("commitment-first-bit").CommitKey, 0, 128) },
            "commitment",
            "the header was made over it: only the commitment is wrong"),
        Refused(
            new Message("commitment-last-bit") with { Commit = Wire.Flip(new Message("commitment-last-bit").CommitKey, -1) },
            "commitment",
            "the header was made over it: only the commitment is wrong"),
        Refused(
            new Message("commitment-zero") with { Commit = new byte[32] },
            "commitment",
            "the header was made over it: only the commitment is wrong"),
        Refused(new Message("commitment-of-another-message") with { Commit = Base.CommitKey }, "commitment", "that of another message"),
        Refused(
            new Message("commitment-is-the-data-key") with { Commit = new Message("commitment-is-the-data-key").DataKey },
            "commitment",
            "the data key itself"),
        Refused(Message.Signed("commitment-signed") with { Commit = Base.CommitKey }, "commitment", "signed, and that of another message"),
        Refused(new Message("commitment-another-data-key"), "commitment", "KMS gives another data key") with { DataKey = Base.DataKey },
        Changed("commitment-message-id-changed", "commitment", "the message id is the salt", bytes => Wire.Flip(bytes, 3)),
    ];

    private static IEnumerable<Vector> HeaderTags =>
    [
        Refused(new Message("header-tag-zero") { Tag = new byte[16] }, "header-tag", "no tag"),
        Changed(
            "header-tag-first-bit",
            "header-tag",
            "one bit of the tag",
            bytes => Wire.Flip(bytes, new Message("header-tag-first-bit").Header().Length, 128)),
        Changed(
            "header-tag-last-bit",
            "header-tag",
            "one bit of the tag",
            bytes => Wire.Flip(bytes, new Message("header-tag-last-bit").HeaderWithTag().Length - 1)),
        Refused(
            new Message("header-tag-with-nonce-1")
            {
                Tag = Wire.Gcm(
                    new Message("header-tag-with-nonce-1").EncryptionKey,
                    Wire.Nonce(1),
                    [],
                    new Message("header-tag-with-nonce-1").Header()),
            },
            "header-tag",
            "the header's nonce is 0"),
        Refused(
            new Message("header-tag-under-data-key")
            {
                Tag = Wire.Gcm(
                    new Message("header-tag-under-data-key").DataKey, Wire.Nonce(0), [], new Message("header-tag-under-data-key").Header()),
            },
            "header-tag",
            "the key is the derived one"),
        Stale("frame-length-changed", "the header is what it was but for the frame length", message => message with { FrameLength = 4097 }),
        Stale(
            "entry-added",
            "an entry more than the tag covers",
            message => message with { Entries = [.. message.Entries, Entry.Kms(Message.Key, "more")] }),
        Stale("entry-removed", "an entry less than the tag covers", message => message with { Entries = message.Entries[..1] }),
        Stale(
            "entries-exchanged",
            "the entries in another order than the tag covers",
            message => message with { Entries = [message.Entries[1], message.Entries[0]] }),
        Stale(
            "other-entry-changed",
            "an entry that is not asked was changed",
            message => message with
            {
                Entries = [message.Entries[0], message.Entries[1] with { Ciphertext = Wire.Flip(message.Entries[1].Ciphertext, -1) }],
            }),
        Stale(
            "other-entry-key-changed",
            "the key of an entry that is not asked was changed",
            message => message with { Entries = [message.Entries[0], message.Entries[1] with { Info = Wire.Utf8(Message.Key) }] }),
        Stale(
            "other-entry-provider-changed",
            "the provider of an entry that is not asked was changed",
            message => message with { Entries = [message.Entries[0], message.Entries[1] with { Provider = Wire.Utf8("aws-kmt") }] }),
    ];

    private static Vector Moved(string what, string address) =>
        Refused(new Message($"context-of-another-{what}") { Context = Message.Of(address) }, "context", $"sealed for {address}");

    private static Vector Context(string name, string comment, params (string, string)[] context) =>
        Refused(new Message($"context-{name}") { Context = context }, "context", comment);

    private static Vector Key(string name, Entry entry, string comment) =>
        Refused(new Message($"key-{name}") { Entries = [entry] }, "key", comment);

    private static Vector Stale(string name, string comment, Func<Message, Message> change)
    {
        var message = SuccessCases.Two(
            $"header-tag-{name}", Entry.Kms(Message.Key, name + " 1"), Entry.Kms(SuccessCases.Arn(1), name + " 2"));
        return Refused(change(message) with { Tag = message.HeaderWithTag()[^16..] }, "header-tag", comment);
    }

    private static Vector Changed(string name, string expect, string comment, Func<byte[], byte[]> change)
    {
        var message = new Message(name);
        return new Vector(name, expect, comment, change(message.Build())) { DataKey = message.DataKey };
    }

    private static Vector Refused(Message message, string expect, string comment) =>
        new(message.Label, expect, comment, message.Build()) { DataKey = message.DataKey };
}
