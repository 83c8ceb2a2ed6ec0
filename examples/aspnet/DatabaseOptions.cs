namespace Example;

/// <summary>Host and user are from <c>appsettings.json</c>, the password is a secret.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    public string Host { get; set; } = "";

    public string Username { get; set; } = "";

    public string Password { get; set; } = "";
}
