using System.Text;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Isolation;

/// <summary>
/// Everybody tries everything, by real requests over https, and the evaluator is asked the same: they agree in every cell. What they
/// say is <c>docs/isolation.md</c>; with COFFER_ISOLATION=write the test writes it.
/// </summary>
public sealed class IsolationTests : IDisposable
{
    private static readonly string[] Services = ["api", "web"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Evaluator_and_wire_agree_and_the_table_is_the_one_of_the_manual()
    {
        var text = new StringBuilder(Head);
        var cells = new Dictionary<string, string>();
        var requests = 0;
        foreach (var world in World.All)
        {
            var columns = new List<IReadOnlyList<string>>();
            foreach (var somebody in world.People)
            {
                var column = await ColumnAsync(world, somebody);
                requests += (Attempt.OnSecrets.Count * Services.Length) + Attempt.OnEnvironment.Count;
                columns.Add(column);
                foreach (var (attempt, cell) in Attempt.OnSecrets.Concat(Attempt.OnEnvironment).Zip(column))
                {
                    cells[$"{world.Title}|{somebody.Name}|{attempt.Name}"] = cell;
                }
            }

            Write(text, world, columns);
        }

        var path = Repository.File("docs/isolation.md");
        if (Environment.GetEnvironmentVariable("COFFER_ISOLATION") == "write")
        {
            await File.WriteAllTextAsync(path, text.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.Equal((8 + 7 + 3) * ((12 * 2) + 13), requests);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), text.ToString());
        RequireWalls(cells);
    }

    // What the table must say, whatever else it says.
    private static void RequireWalls(Dictionary<string, string> cells)
    {
        string[] openers = ["reader api", "reader web", "mover"];
        foreach (var (name, cell) in cells.Where(each => !each.Key.StartsWith("The article", StringComparison.Ordinal)))
        {
            var (who, what) = (name.Split('|')[1], name.Split('|')[2]);
            var own = who.StartsWith("reader ", StringComparison.Ordinal) ? who["reader ".Length..] : null;
            if (what.StartsWith("open:", StringComparison.Ordinal))
            {
                var may = (who, what) switch
                {
                    ("mover", "open: ReEncrypt to a key of their own") => "api, web",
                    (_, "open: Decrypt") when own is not null => own,
                    _ => "–",
                };
                Assert.True(cell == may, $"{name}: {cell}");
            }

            Assert.True(who != "nobody" || cell == "–", name);
            Assert.True(own is null || cell == "–" || cell == own || what.StartsWith("read: list all", StringComparison.Ordinal), name);
            Assert.True(!what.StartsWith("foreign key", StringComparison.Ordinal) || cell == "–", name);
            Assert.True(!openers.Contains(who) || !what.StartsWith("administer", StringComparison.Ordinal) || cell == "–", name);
        }

        // The module's bucket stays shut for one whom IAM gives all of S3, but for reading ciphertext.
        Assert.Equal("–", cells["The Terraform module|s3:*|deploy: PutObject"]);
        Assert.Equal("–", cells["The Terraform module|s3:*|administer: DeleteBucketPolicy"]);

        // The article's: each task opens the other's secrets, and replaces its own.
        Assert.Equal("api, web", cells["The article's policy|task api|open: Decrypt"]);
        Assert.Equal("api", cells["The article's policy|task api|deploy: PutObject"]);
    }

    private async Task<IReadOnlyList<string>> ColumnAsync(World world, Somebody somebody)
    {
        var authority = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.pem");
        await using var server = await LocalServer.StartAsync(new Options
        {
            Port = 0, EnforceIam = true, AccountId = World.Account, Region = "us-east-1", Tls = authority,
        });
        using var root = new WireCaller(server.Endpoint, region: "us-east-1", authority: authority);
        var place = await PlaceMaker.MakeAsync(root, world, somebody);
        using var caller = await root.AssumeAsync(somebody.Arn);
        var column = new List<string>();
        foreach (var attempt in Attempt.OnSecrets)
        {
            var may = new List<string>();
            foreach (var service in Services)
            {
                if (await TryAsync(caller, place, somebody, attempt, service))
                {
                    may.Add(service);
                }
            }

            column.Add(may.Count == 0 ? "–" : string.Join(", ", may));
        }

        foreach (var attempt in Attempt.OnEnvironment)
        {
            column.Add(await TryAsync(caller, place, somebody, attempt, "") ? "yes" : "–");
        }

        return column;
    }

    private static async Task<bool> TryAsync(WireCaller caller, Place place, Somebody somebody, Attempt attempt, string service)
    {
        var answer = await attempt.Send(caller, place, service);
        var may = attempt.Needs(place, service).All(question => Allows(place, somebody, question));
        Assert.True(may == !answer.IsDenied, $"{place.World.Title}, {somebody.Name}, {attempt.Name}, {service}: evaluator {may}, {answer}");
        return may;
    }

    private static bool Allows(Place place, Somebody somebody, Question question)
    {
        var principal = RequestPrincipal.Session(somebody.Arn, "session");
        var context = principal.Describe(new RequestContext())
            .Set("aws:SecureTransport", "true").Set("kms:CallerAccount", World.Account).Set("kms:GrantIsForAWSResource", "false")
            .Set("kms:BypassPolicyLockoutSafetyCheck", "false").Set("kms:GrantOperations", "Decrypt");
        foreach (var (name, value) in question.Keys)
        {
            context.Set(name, value);
        }

        if (question.Context is { } pairs)
        {
            context.SetEncryptionContext(pairs);
        }

        var keyPolicy = question.Resource == place.Key ? place.World.KeyPolicy : null;
        var policy = question.Resource.StartsWith("arn:aws:kms", StringComparison.Ordinal)
            ? keyPolicy ?? PlaceMaker.DefaultKeyPolicy
            : place.World.BucketPolicy;
        return Authorizer.Decide(new AccessRequest(principal, question.Action, question.Resource, World.Account, context), new PolicySet
        {
            Identity = [.. PlaceMaker.PoliciesOf(somebody, place.Key, place.Own).Select(text => Named("identity", text))],
            Resource = policy is null ? null : Named("resource", policy),
        }).IsAllowed;
    }

    private static NamedPolicy Named(string name, string text) => new(name, PolicyReader.Read(text).Document);

    private const string Head = """
        # Who can do what: tried

        Each cell is a real request over https to a `coffer-local --enforce-iam`, and one question to the evaluator that `coffer
        access` uses; a test holds that the two agree in every cell. `api` and `web` are the services whose secret it was
        allowed for, `yes` is for the environment as a whole, and `–` is a refusal. Everybody has a KMS key of their own, for
        which they may do everything; `foreign key` is the key of another environment. To open a secret one needs the ciphertext
        as well, which is in Git.

        To make this page again: `COFFER_ISOLATION=write dotnet test --project tests/Coffer.LocalAws.Tests --filter-class '*IsolationTests'`

        """;

    private static void Write(StringBuilder text, World world, List<IReadOnlyList<string>> columns)
    {
        text.Append($"\n## {world.Title}\n\n| | {string.Join(" | ", world.People.Select(each => each.Name))} |\n");
        text.Append($"| --- |{string.Concat(Enumerable.Repeat(" --- |", world.People.Count))}\n");
        var names = Attempt.OnSecrets.Concat(Attempt.OnEnvironment).Select(attempt => attempt.Name).ToList();
        for (var row = 0; row < names.Count; row++)
        {
            text.Append($"| {names[row]} | {string.Join(" | ", columns.Select(column => column[row]))} |\n");
        }
    }
}
