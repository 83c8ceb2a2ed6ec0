using System.Text;
using Vectors;

if (args is not [var folder])
{
    Console.Error.WriteLine("usage: generate-vectors FOLDER");
    return 2;
}

Directory.CreateDirectory(folder);
Vector[] vectors =
[
    .. SuccessCases.All,
    .. HeaderCases.All,
    .. KeyCases.All,
    .. BodyCases.All,
    .. SignatureCases.All,
    .. KmsCases.All,
];
foreach (var vector in vectors)
{
    using var file = new FileStream(Path.Combine(folder, vector.Name + ".txt"), FileMode.CreateNew);
    file.Write(Encoding.UTF8.GetBytes(vector.Text()));
}

Console.WriteLine($"{vectors.Length} vectors");
return 0;
