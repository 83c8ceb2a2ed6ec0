using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Example;

/// <summary>
/// Stands for a database's connections. What matters: the password is asked for where it is used, so that a changed one is
/// used from the next connection on. With Npgsql that is <c>UsePasswordProvider(_ => options.CurrentValue.Password, …)</c>.
/// </summary>
internal sealed class Database(IOptionsMonitor<DatabaseOptions> options)
{
    /// <summary>Where it would connect to, and 32 bits of the password's digest: enough to see which one it is.</summary>
    /// <remarks>For the demonstration, whose password is random. Of one that can be guessed, publish not even this.</remarks>
    public string Describe()
    {
        var current = options.CurrentValue;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(current.Password));
        return $"{current.Username}@{current.Host}, password {Convert.ToHexStringLower(digest.AsSpan(0, 4))}…";
    }
}
