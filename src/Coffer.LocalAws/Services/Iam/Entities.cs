using System.Collections.Concurrent;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>All entities of a kind. A change is on disk before it is seen; who changes takes turns, who reads need not.</summary>
internal sealed class Entities<T>
    where T : Entity
{
    private const int LongestReference = 2048;

    private readonly Documents<T> documents;
    private readonly ConcurrentDictionary<string, T> byId;
    private readonly string? account;
    private readonly string? partition;
    private readonly Func<T, string> reference;
    private readonly Func<string, string> missing;

    /// <param name="documents">Where they are kept.</param>
    /// <param name="parameter">The parameter of requests that names one, for example <c>RoleName</c>.</param>
    /// <param name="reference">What that parameter holds: the name or the ARN.</param>
    /// <param name="missing">What is said where there is none of that reference.</param>
    public Entities(Documents<T> documents, string parameter, Func<T, string> reference, Func<string, string> missing)
    {
        (this.documents, Parameter, this.reference, this.missing) = (documents, parameter, reference, missing);
        byId = new(StringComparer.Ordinal);
        foreach (var (_, entity) in documents.Load())
        {
            byId[entity.Id] = entity;
        }
    }

    private Entities(Entities<T> whole, string account, string partition)
    {
        (documents, byId, this.account, this.partition) = (whole.documents, whole.byId, account, partition);
        (Parameter, reference, missing) = (whole.Parameter, whole.reference, whole.missing);
    }

    public string Parameter { get; }

    public IEnumerable<T> All => Each.OrderBy(entity => entity.Name, StringComparer.Ordinal);

    private IEnumerable<T> Each => byId.Values.Where(
        entity => account is null || (entity.AccountId == account && entity.Partition == partition));

    /// <summary>Those of one account in one partition, of which alone it knows.</summary>
    public Entities<T> Of(string of, string within) => new(this, of, within);

    /// <summary>By its unique id.</summary>
    public T? WithId(string id) => byId.GetValueOrDefault(id);

    /// <summary>By its ARN.</summary>
    public T? WithArn(string arn) => Each.FirstOrDefault(entity => entity.Arn == arn);

    /// <summary>Names are not told apart by case.</summary>
    public T? Named(string name) => Each.FirstOrDefault(entity => entity.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The entity that a request names.</summary>
    public T Require(QueryParameters parameters)
    {
        var given = parameters.Required(Parameter, 1, LongestReference);
        return Each.FirstOrDefault(entity => reference(entity).Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new AwsException(404, "NoSuchEntity", missing(given));
    }

    public void Put(T entity)
    {
        documents.Save(DocumentName(entity), entity);
        byId[entity.Id] = entity;
    }

    public void Remove(T entity)
    {
        documents.Delete(DocumentName(entity));
        byId.TryRemove(entity.Id, out _);
    }

    private static string DocumentName(T entity) => $"{entity.Id}.json";
}
