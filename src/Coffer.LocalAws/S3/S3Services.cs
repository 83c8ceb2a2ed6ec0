using Coffer.LocalAws.Kms;
using Coffer.LocalAws.S3.Storage;

namespace Coffer.LocalAws.S3;

/// <summary>What every action may use.</summary>
internal sealed record S3Services(BucketStore Store, TimeProvider Clock, IKeyDirectory Keys)
{
    /// <summary>Now, in the whole seconds that S3's dates have.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());
}
