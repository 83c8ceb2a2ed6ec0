// A service that needs its secrets to start: webtest starts it without them.
var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddCoffer();
builder.Services.AddHealthChecks().AddCoffer();
var app = builder.Build();
app.MapGet("/", (IConfiguration configuration) => configuration["ConnectionStrings:Main"] ?? "no secret");
app.MapHealthChecks("/healthz");
await app.RunAsync();

public partial class Program;
