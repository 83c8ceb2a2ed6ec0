using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>An upload in parts that is not complete.</summary>
/// <param name="Id">What the client calls it.</param>
/// <param name="Target">What its object is to be, without a body yet.</param>
/// <param name="Parts">The parts that are there; the sequence of each is its number.</param>
internal sealed record MultipartUpload(string Id, ObjectVersion Target, IReadOnlyList<ObjectVersion> Parts);

/// <summary>
/// The uploads in parts of a bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html. A change is on the disk
/// before it is seen. Parts are received outside the lock.
/// </summary>
internal sealed class MultipartUploads(string bucketId, IObjectFiles files)
{
    private const int IdBytes = 48;

    private readonly Lock gate = new();
    private readonly Dictionary<string, MultipartUpload> uploads = new(StringComparer.Ordinal);

    public void Restore(IReadOnlyDictionary<string, IReadOnlyList<ObjectVersion>> kept)
    {
        foreach (var (id, versions) in kept)
        {
            var parts = versions.Where(version => version.Sequence > 0).OrderBy(part => part.Sequence);
            uploads[id] = new(id, versions.First(version => version.Sequence == 0), [.. parts]);
        }
    }

    /// <summary>In the order of lists: by key, and those of a key as they were begun.</summary>
    public IReadOnlyList<MultipartUpload> All()
    {
        lock (gate)
        {
            return
            [
                .. uploads.Values.OrderBy(upload => upload.Target.Key, Utf8Order.Instance)
                    .ThenBy(upload => upload.Target.LastModified).ThenBy(upload => upload.Id, StringComparer.Ordinal),
            ];
        }
    }

    public MultipartUpload Start(ObjectVersion target)
    {
        var upload = new MultipartUpload(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)), target, []);
        lock (gate)
        {
            files.MakePlace(PlaceOf(upload.Id));
            using var body = files.Begin(PlaceOf(upload.Id), 0);
            body.Commit(target);
            uploads[upload.Id] = upload;
            return upload;
        }
    }

    /// <summary>What the object of an upload is to be; null where there is no such upload.</summary>
    public ObjectVersion? Find(string? id)
    {
        lock (gate)
        {
            return id is null ? null : uploads.GetValueOrDefault(id)?.Target;
        }
    }

    public MultipartUpload Require(string id, string key)
    {
        lock (gate)
        {
            return RequireLocked(id, key);
        }
    }

    public ObjectUpload Begin(MultipartUpload upload, long size) => files.Begin(PlaceOf(upload.Id), size);

    /// <summary>Keeps a part, in place of what has its number.</summary>
    public void Put(MultipartUpload upload, ObjectVersion part, ObjectUpload body)
    {
        lock (gate)
        {
            var present = RequireLocked(upload.Id, upload.Target.Key);
            body.Commit(part);
            uploads[upload.Id] = present with
            {
                Parts = [.. present.Parts.Where(other => other.Sequence != part.Sequence).Append(part).OrderBy(each => each.Sequence)],
            };
        }
    }

    public Stream Open(MultipartUpload upload, ObjectVersion part) => files.Open(PlaceOf(upload.Id), part);

    public void Abort(string id, string key)
    {
        lock (gate)
        {
            End(RequireLocked(id, key));
        }
    }

    /// <summary>
    /// Does what makes an object of an upload; nobody else has the upload meanwhile. It ends with the object; where that fails, it is
    /// there again.
    /// </summary>
    public async Task<T> CompleteAsync<T>(string id, string key, Func<MultipartUpload, Task<T>> assemble)
    {
        MultipartUpload upload;
        lock (gate)
        {
            upload = RequireLocked(id, key);
            uploads.Remove(id);
        }

        try
        {
            var made = await assemble(upload);
            lock (gate)
            {
                End(upload);
            }

            return made;
        }
        catch
        {
            lock (gate)
            {
                uploads[id] = upload;
            }

            throw;
        }
    }

    // Its first file goes first: without it a start removes the others.
    private void End(MultipartUpload upload)
    {
        var place = PlaceOf(upload.Id);
        files.Delete(place, upload.Target);
        files.Settle(place, changed: true);
        uploads.Remove(upload.Id);
        files.SweepPlace(place);
    }

    private MultipartUpload RequireLocked(string id, string key) =>
        uploads.TryGetValue(id, out var upload) && upload.Target.Key == key ? upload : throw new AwsException(
            404,
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
            ("UploadId", id));

    private string PlaceOf(string id) => string.Create(CultureInfo.InvariantCulture, $"{bucketId}/{id}");
}
