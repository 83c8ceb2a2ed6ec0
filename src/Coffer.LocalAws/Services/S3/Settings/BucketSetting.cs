using System.Text;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>
/// A sub-resource of a bucket that is put, given back and deleted whole. Keeping it is all that happens, unless its class says
/// more.
/// </summary>
internal abstract class BucketSetting
{
    /// <summary>The sub-resource in the query, for example <c>policy</c>.</summary>
    public abstract string Name { get; }

    protected virtual int PutStatus => 200;

    protected virtual string ContentType => "application/xml";

    /// <summary>What a bucket has that was never given one; null where it has none.</summary>
    protected virtual StoredSetting? OfNewBuckets => null;

    protected virtual StoredSetting? AfterDelete => null;

    /// <summary>The error that says that there is none.</summary>
    protected abstract AwsException NotConfigured(string bucket);

    /// <summary>The request's body, checked.</summary>
    protected abstract Task<StoredSetting> ReadAsync(S3Request request);

    public async Task PutAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var setting = await ReadAsync(request);
        bucket.Set(Name, setting);
        AddHeaders(request, setting);
        request.Response.StatusCode = PutStatus;
    }

    public async Task GetAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var setting = bucket.Setting(Name, OfNewBuckets) ?? throw NotConfigured(bucket.Name);
        AddHeaders(request, setting);
        var bytes = Encoding.UTF8.GetBytes(setting.Document);
        request.Response.ContentType = ContentType;
        request.Response.ContentLength = bytes.Length;
        await request.Response.Body.WriteAsync(bytes, request.Aborted);
    }

    /// <summary>Deleting what is not there is fine.</summary>
    public Task DeleteAsync(S3Request request)
    {
        request.RequireBucket().Set(Name, AfterDelete);
        request.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static void AddHeaders(S3Request request, StoredSetting setting)
    {
        foreach (var (name, value) in setting.Headers ?? new Dictionary<string, string>())
        {
            request.Response.Headers[name] = value;
        }
    }
}

/// <summary>One of a bucket's settings as it is given back.</summary>
/// <param name="Document">The XML, or a policy's JSON.</param>
/// <param name="Headers">What the answer carries besides.</param>
internal sealed record StoredSetting(string Document, IReadOnlyDictionary<string, string>? Headers = null);
