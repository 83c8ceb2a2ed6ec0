namespace Coffer.LocalAws.Protocols;

/// <summary>What is said of what is not here, and where it stands what is.</summary>
internal static class NotServed
{
    public static string Words(string what) => $"coffer-local does not serve {what}; docs/manual/local-aws.md lists what it serves";
}
