before() {
  rm -rf "$HOME/page"
  mkdir "$HOME/page"
}

# Compiles the block in a project that has the package's project, and runs it.
run_csharp() {
  local body
  body=$(cat)
  cd "$HOME/page"
  cat >Page.csproj <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="$manual_root/src/Coffer.LocalAws.Testing/Coffer.LocalAws.Testing.csproj" />
    <ProjectReference Include="$manual_root/src/Coffer.Aws/Coffer.Aws.csproj" />
  </ItemGroup>
</Project>
PROJECT
  cat >Program.cs <<PROGRAM
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Coffer.LocalAws.Testing;

$body
Console.WriteLine("the block has ended");
PROGRAM
  dotnet run 2>&1 | tee ran
  [[ $(tail -n 1 ran) == 'the block has ended' ]]
}
