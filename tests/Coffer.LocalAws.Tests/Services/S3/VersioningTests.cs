using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.State;
using CsCheck;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>The bucket's state machine against a naive model of the user guide's pages on versioning.</summary>
public sealed class VersioningTests
{
    private enum Step
    {
        Put,
        Delete,
        DeleteVersion,
        Enable,
        Suspend,
    }

    [Fact]
    public void Any_sequence_of_steps_leaves_what_the_user_guide_says() =>
        Gen.Select(Gen.Enum<Step>(), Gen.OneOfConst("a", "b"), Gen.Int[0, 3]).Array[0, 40].Sample(steps =>
        {
            var store = BucketStore.Open(null, new StateDisk());
            store.Create("bucket", "us-east-1", "000000000000", null, default);
            var bucket = store.Find("bucket")!;
            var model = new Model();
            foreach (var (step, key, which) in steps)
            {
                Apply(step, key, which, bucket, model);
            }
            foreach (var key in new[] { "a", "b" })
            {
                Assert.Equal(model.Of(key).Select(v => (v.Id, v.Marker)), Actual(bucket, key).Select(v => (v.VersionId, v.IsDeleteMarker)));
            }
        }, iter: 500);

    /// <summary>A program that is given such an id as a word of its own takes it for an option.</summary>
    [Fact]
    public void No_version_id_begins_with_a_dash()
    {
        var ids = Enumerable.Range(0, 2000).ToDictionary(sequence => VersionIds.New(sequence), sequence => (long?)sequence);
        Assert.Equal(2000, ids.Count);
        Assert.All(ids, id => Assert.Equal(id.Value, VersionIds.SequenceOf(id.Key)));
        Assert.DoesNotContain(ids.Keys, id => id.StartsWith('-'));
    }

    private static void Apply(Step step, string key, int which, Bucket bucket, Model model)
    {
        switch (step)
        {
            case Step.Put:
                using (var upload = bucket.Begin(0))
                {
                    model.Add(
                        key, bucket.Put(new() { Key = key, LastModified = default }, upload, WriteCondition.None).VersionId, marker: false);
                }
                break;
            case Step.Delete:
                var deleted = bucket.Delete(key, WriteCondition.None, default);
                Assert.Equal(bucket.Versioning is not null, deleted is { IsDeleteMarker: true });
                if (deleted is null)
                {
                    model.Remove(key, ObjectVersion.NullId);
                }
                else
                {
                    model.Add(key, deleted.VersionId, marker: true);
                }
                break;
            case Step.DeleteVersion when which < model.Of(key).Count:
                var id = model.Of(key)[which].Id;
                Assert.Equal(model.Of(key)[which].Marker, bucket.DeleteVersion(key, id, TimeProvider.System.GetUtcNow())!.IsDeleteMarker);
                model.Remove(key, id);
                break;
            case Step.Enable or Step.Suspend:
                bucket.SetVersioning(step == Step.Enable ? VersioningStatus.Enabled : VersioningStatus.Suspended);
                model.Enabled = step == Step.Enable;
                break;
            default:
                break;
        }
    }

    private static IEnumerable<ObjectVersion> Actual(Bucket bucket, string key) =>
        bucket.List(new(key, "", 1000, Versions: true)).Items.Select(item => item.Version);

    /// <summary>A list of versions a key, newest first; one null version at most.</summary>
    private sealed class Model
    {
        private readonly Dictionary<string, List<(string Id, bool Marker)>> keys = [];

        public bool Enabled { get; set; }

        public List<(string Id, bool Marker)> Of(string key) => keys.TryGetValue(key, out var versions) ? versions : keys[key] = [];

        public void Add(string key, string id, bool marker)
        {
            Assert.Equal(Enabled, id != "null");
            Remove(key, "null", onlyIf: id == "null");
            Of(key).Insert(0, (id, marker));
        }

        public void Remove(string key, string id, bool onlyIf = true) => Of(key).RemoveAll(version => onlyIf && version.Id == id);
    }
}
