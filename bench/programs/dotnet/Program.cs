// Measures inside a process, so that its start is no part of it: how long a configuration with all secrets takes to load.
//   Coffer.Bench seed COUNT KEY FOLDER BUCKET    ciphertexts for the replays; the bucket keeps versions, as the module's does
//   Coffer.Bench WAY FOLDER                      prints: values, milliseconds of the first load, of the second
using System.Diagnostics;
using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Bench;
using Microsoft.Extensions.Configuration;

if (args is ["seed", var count, var key, var folder, var bucket])
{
    using var s3 = new AmazonS3Client(new AmazonS3Config { ForcePathStyle = true });
    await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
    {
        BucketName = bucket,
        VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
    });
    await Replay.SeedAsync(int.Parse(count, CultureInfo.InvariantCulture), key, folder);
    return;
}

var load = args switch
{
    ["coffer", _] => () => new ConfigurationBuilder().AddCoffer(),
    [var way, var ciphertexts] => Replay.Of(way, ciphertexts),
    _ => throw new ArgumentException("usage: Coffer.Bench WAY FOLDER"),
};
var (values, first) = Measure(load);
var (_, second) = Measure(load);
Console.WriteLine(FormattableString.Invariant($"{values} {first.TotalMilliseconds:0.0} {second.TotalMilliseconds:0.0}"));

static (int Values, TimeSpan Took) Measure(Func<IConfigurationBuilder> load)
{
    var start = Stopwatch.GetTimestamp();
    var root = load().Build();
    var took = Stopwatch.GetElapsedTime(start);
    using var owned = root as IDisposable;
    return (root.AsEnumerable().Count(pair => pair.Value?.Length > 0), took);
}
