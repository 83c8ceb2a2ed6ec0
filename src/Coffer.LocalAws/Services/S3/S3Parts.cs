using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3;

/// <summary>What every action may use.</summary>
internal sealed record S3Parts(BucketStore Store, TimeProvider Clock, KeyDirectory Keys)
{
    /// <summary>Now, in the whole seconds that S3's dates have.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());
}
