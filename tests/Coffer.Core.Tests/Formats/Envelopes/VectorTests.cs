using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Sealing;
using Coffer.Core.UseCases.Verification;
using Xunit;

namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>Each vector goes the ways that a secret's file goes: opened, inspected, verified, and written again.</summary>
public sealed class VectorTests(ITestOutputHelper output)
{
    private static readonly string[] Structural = ["header", "unsupported", "body"];

    public static TheoryData<string> All { get; } = new(VectorFile.Names);

    public static TheoryData<string> Envelopes { get; } = new(VectorFile.Names.Where(name => !IsBlob(VectorFile.Load(name), name)));

    public static TheoryData<string> Blobs { get; } = new(VectorFile.Names.Where(name => IsBlob(VectorFile.Load(name), name)));

    [Fact]
    public void There_are_324_vectors_of_all_classes()
    {
        var classes = VectorFile.Names.CountBy(name => VectorFile.Load(name).Expect).ToDictionary();
        foreach (var (expect, count) in classes)
        {
            output.WriteLine($"{expect} {count}");
        }

        Assert.Equal(324, All.Count);
        Assert.Equal(All.Count, Envelopes.Count + Blobs.Count);
        Assert.Equal(
            [
                "body",
                "body-tag",
                "commitment",
                "context",
                "header",
                "header-tag",
                "key",
                "not-ciphertext",
                "signature",
                "success",
                "unknown",
                "unsupported"],
            classes.Keys.Order());
    }

    [Fact]
    public void The_generator_writes_the_same_bytes()
    {
        var folder = Directory.CreateTempSubdirectory("coffer-vectors-");
        try
        {
            var generate = Assembly.Load("generate-vectors").EntryPoint!;
            Assert.Equal(0, generate.Invoke(null, [new[] { folder.FullName }]));
            Assert.Equal(
                VectorFile.Names,
                folder.EnumerateFiles().Select(file => Path.GetFileNameWithoutExtension(file.Name)).Order(StringComparer.Ordinal));
            Assert.All(folder.EnumerateFiles(), file =>
                Assert.Equal(File.ReadAllBytes(Path.Combine(VectorFile.Folder, file.Name)), File.ReadAllBytes(file.FullName)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_opens_or_is_refused_as_it_says(string name)
    {
        var vector = VectorFile.Load(name);
        var address = SecretAddress.Parse(vector.Address);
        var binding = vector.Binding == "none" ? Binding.None : Binding.Bound;
        var only = vector.Opens is { } entry
            ? EnvelopeMessage.Parse(vector.Bytes).Header.DataKeys[entry - 1].Ciphertext
            : default(ReadOnlyMemory<byte>?);
        var kms = new VectorKms(vector, only);
        var sealer = new SecretSealer(kms, vector.Region);
        Task<SecretValue> Open() =>
            sealer.OpenAsync(
                address,
                vector.Bytes,
                new SealingPolicy([.. vector.Keys.Select(key => KeyName.Parse(key, name))], binding),
                CancellationToken.None);
        if (vector.Expect == "success")
        {
            using var value = await Open();
            Assert.Equal(vector.PlaintextHash, Convert.ToHexStringLower(SHA256.HashData(value.Reveal())));
        }
        else
        {
            var refused = await Assert.ThrowsAsync<CofferException>(Open);
            Assert.Equal(ErrorCode.Malformed, refused.Code);
            RequireProblem(vector, refused.InnerException as EnvelopeException);
        }

        var context = EncryptionContext.For(address, binding);
        Assert.All(kms.Asked, asked =>
        {
            Assert.Contains(asked.Key, vector.Keys);
            Assert.Equal(
                context.OrderBy(pair => pair.Key),
                asked.Use.Context.Where(pair => pair.Key != MessageSignature.ContextKey).OrderBy(pair => pair.Key));
        });

        // Nobody is asked for what breaks the format or is bound to another address; nor twice where the first answer does.
        if (vector.Expect is "header" or "context" or "body" or "not-ciphertext")
        {
            Assert.Empty(kms.Asked);
        }
        else if (vector.Expect == "success" && name == "success-own-region-first")
        {
            Assert.Single(kms.Asked);
        }
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void An_envelope_is_inspected_and_written_again_with_the_same_bytes(string name)
    {
        var vector = VectorFile.Load(name);
        EnvelopeMessage message;
        try
        {
            message = EnvelopeMessage.Parse(vector.Bytes);
        }
        catch (EnvelopeException exception)
        {
            Assert.Equal(vector.Expect, ClassOf(exception.Problem));
            return;
        }

        Assert.DoesNotContain(vector.Expect, Structural);
        Assert.Equal(SealedFormat.Envelope, SealedContent.Of(vector.Bytes).Format);
        if (vector.Expect == "success")
        {
            Assert.Equal(vector.PlaintextBytes, message.PlaintextBytes);
        }

        Assert.Equal(Convert.ToHexString(vector.Bytes), Convert.ToHexString(Written(message)));
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void A_blob_is_inspected_by_its_outside(string name)
    {
        var vector = VectorFile.Load(name);
        var content = SealedContent.Of(vector.Bytes);
        Assert.Equal(
            vector.Expect switch { "success" => SealedFormat.Kms, "unknown" => SealedFormat.Unknown, _ => SealedFormat.NotCiphertext },
            content.Format);
        Assert.Equal(vector.Expect == "success" ? vector.PlaintextBytes : null, content.Blob?.PlaintextBytes);
        Assert.Equal(vector.Expect == "success", content.Problem is null);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Verification_finds_what_can_be_seen_without_a_key(string name)
    {
        var vector = VectorFile.Load(name);
        var folder = Directory.CreateTempSubdirectory("coffer-vectors-");
        try
        {
            var environment = vector.Address.Split('/')[0];
            var path = Path.Combine(folder.FullName, vector.Address);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, vector.Bytes);
            var keys = string.Join(", ", vector.Keys.Select(key => $"\"{key}\""));
            File.WriteAllText(
                Path.Combine(folder.FullName, "coffer.json"),
                $"{{\"environments\": {{\"{environment}\": {{\"binding\": \"{vector.Binding.ToString().ToLowerInvariant()}\", \"keys\": "
                    + $"[{keys}]}}}}}}");
            var repository = SecretRepository.Open(folder.FullName, Variables.None);
            var (findings, secrets) = Verifier.Verify(repository, [repository.Environment(environment)]);
            Assert.Equal(1, secrets);
            var severities = findings.Select(finding => finding.Severity).ToList();
            switch (vector.Expect)
            {
                case "success":
                    Assert.DoesNotContain(Severity.Error, severities);
                    break;
                case "not-ciphertext" or "body" or "context":
                    Assert.Contains(Severity.Error, severities);
                    break;
                case "unknown":
                    Assert.Contains(Severity.Warning, severities);
                    break;
                case "header" or "unsupported":
                    // A start that no format has is doubtful, not wrong.
                    Assert.Contains(severities, severity => severity is Severity.Error or Severity.Warning);
                    break;
                default:
                    break;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsBlob(VectorFile vector, string name) =>
        vector.Expect is "unknown" or "not-ciphertext" || name.StartsWith("kms-", StringComparison.Ordinal);

    private static string ClassOf(EnvelopeProblem problem) => problem switch
    {
        EnvelopeProblem.HeaderTag => "header-tag",
        EnvelopeProblem.BodyTag => "body-tag",
        _ => problem.ToString().ToLowerInvariant(),
    };

    /// <summary>Refused by the envelope's own rules; or by those before them, which do not name the class.</summary>
    private static void RequireProblem(VectorFile vector, EnvelopeException? inner)
    {
        if (inner is not null)
        {
            Assert.Equal(vector.Expect, ClassOf(inner.Problem));
        }
        else
        {
            Assert.Contains(vector.Expect, (string[])["header", "unsupported", "key", "unknown", "not-ciphertext"]);
        }
    }

    private static byte[] Written(EnvelopeMessage message)
    {
        var bytes = new List<byte>([.. message.Header.ToBytes(), .. message.HeaderTag]);
        var frameLength = message.Header.FrameLength;
        for (var frame = default(Frame); !frame.IsFinal;)
        {
            frame = EnvelopeBody.Next(message.Body, frameLength, frame);
            if (frameLength == 0)
            {
                bytes.AddRange(EnvelopeBody.NonceOf(message.Body, frame, frameLength));
                bytes.AddRange(BigEndian((ulong)frame.Length));
            }
            else
            {
                bytes.AddRange(frame.IsFinal ? [255, 255, 255, 255] : []);
                bytes.AddRange(BigEndian(frame.Sequence));
                bytes.AddRange(FrameAad.Nonce(frame.Sequence));
                bytes.AddRange(frame.IsFinal ? BigEndian((uint)frame.Length) : []);
            }

            bytes.AddRange(message.Body.Slice(frame.Offset, frame.Length + EnvelopeHeader.TagBytes));
        }

        if (message.Header.Suite.IsSigned)
        {
            bytes.AddRange(BigEndian((uint)message.Signature.Length)[2..]);
            bytes.AddRange(message.Signature);
        }

        return [.. bytes];
    }

    private static byte[] BigEndian(uint number)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] BigEndian(ulong number)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }
}
