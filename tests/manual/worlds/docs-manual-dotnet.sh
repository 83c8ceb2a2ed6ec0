before() {
  a_repository staging
  has staging/api/database/password staging/api/signing/key
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout key.pem -out certificate.pem
  cat certificate.pem key.pem | coffer set staging/api/tls/server.pem
  openssl pkcs12 -export -in certificate.pem -inkey key.pem -passout pass:of-the-store -out keystore.p12
  coffer set staging/api/tls/keystore.p12 --from-file keystore.p12
  coffer push staging
  rm -rf "$HOME/page"
  mkdir "$HOME/page"
  # The keystore is no text.
  export Coffer__BinaryAsBase64=true
  export COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=api COFFER_KEY=alias/staging-secrets
}

# Compiles a block as a part of a service's start, with the functions of the blocks before it, and runs it.
run_csharp() {
  local body parameters='WebApplicationBuilder builder, WebApplication app, string password, CancellationToken cancellationToken'
  body=$(grep -v '^…$')
  cd "$HOME/page"
  if [[ $body == static\ * ]]; then
    printf '%s\n' "$body" >>functions
    body=''
  fi
  # What a block makes itself is not handed to it.
  [[ $body == *'var client ='* ]] || parameters+=', CofferClient client'
  cat >Page.csproj <<PROJECT
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="$manual_root/src/Coffer.Configuration/Coffer.Configuration.csproj" />
  </ItemGroup>
</Project>
PROJECT
  cat >Program.cs <<PROGRAM
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coffer;

var started = WebApplication.CreateBuilder();
// A store with a password of its own is text for no configuration.
started.Configuration.AddCoffer(options => options.BinaryAsBase64 = true);
started.Services.AddHealthChecks().AddCoffer();
using var opened = new CofferClient();
await Page.Block(WebApplication.CreateBuilder(), started.Build(), "of-the-store", CancellationToken.None$(
    [[ $parameters != *CofferClient* ]] || printf ', opened'));
Console.WriteLine("the block has ended");

static class Page
{
$(cat functions 2>/dev/null || true)

    public static async Task Block($parameters)
    {
        await Task.Yield();
$body
    }
}
PROGRAM
  dotnet run 2>&1 | tee ran
  [[ $(tail -n 1 ran) == 'the block has ended' ]]
}
