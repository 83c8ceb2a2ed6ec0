using System.Globalization;
using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>A listing has more than one page: AddCoffer has all of it.</summary>
public sealed class PagesTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const int More = 1_000;

    [Fact]
    public async Task All_secrets_of_a_service_of_more_than_a_thousand_are_there()
    {
        using var s3 = repository.Aws.S3();
        await Parallel.ForEachAsync(Enumerable.Range(0, More), TestContext.Current.CancellationToken, async (number, stop) =>
        {
            using var body = new MemoryStream(await repository.SealAsync("api", NameOf(number), $"value {number}"));
            await s3.PutObjectAsync(
                new PutObjectRequest { BucketName = SealedRepository.Bucket, Key = "api/" + NameOf(number), InputStream = body }, stop);
        });

        var root = World.Build(repository);
        using var owned = root as IDisposable;
        Assert.Equal(More + SealedRepository.Secrets, root.AsEnumerable().Count(pair => pair.Value is not null));
        Assert.Equal($"value {More - 1}", root[NameOf(More - 1)]);
        World.AssertAllThere(root);
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"MORE_{number:0000}");
}
