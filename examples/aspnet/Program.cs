using Coffer;
using Example;

if (args is ["new-certificate"])
{
    SelfSignedCertificate.Write(Console.Out);
    return;
}

var builder = WebApplication.CreateSlimBuilder(args);

// The secrets of the service become configuration: database/password is Database:Password. Those of tls/ are for CofferClient.
var settings = builder.Configuration.GetSection("Coffer");
builder.Configuration.AddCoffer(options =>
{
    options.ReloadInterval = settings.GetValue<TimeSpan?>("ReloadInterval");
    options.Timeout = settings.GetValue("Timeout", options.Timeout);
    options.MapName = name => name.StartsWith("tls/", StringComparison.Ordinal) ? null : name.Replace('/', ':');
});

builder.Services.AddOptions<DatabaseOptions>()
    .BindConfiguration(DatabaseOptions.Section)
    .Validate(options => options.Password.Length > 0, "the database has no password: staging/shop/database/password")
    .ValidateOnStart();
builder.Services.AddSingleton<Database>();
builder.Services.AddHealthChecks().AddCoffer(maxAge: TimeSpan.FromHours(1));

// The certificate is bytes, and no configuration. It is opened before anything listens.
using var client = new CofferClient();
using var certificate = await ServerCertificate.OpenAsync(client, "tls/server.pem");
builder.WebHost.UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));

await using var app = builder.Build();
app.MapGet("/database", (Database database) => database.Describe());
app.MapHealthChecks("/healthz");
await app.RunAsync();
