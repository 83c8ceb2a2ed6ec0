using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coffer.Iam.Documents;

/// <summary>
/// A document as JSON, written one way: the fields in the order of AWS's own documents, actions and resources as lists, a
/// condition's single value as a text.
/// </summary>
internal static class PolicyJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document, in UTF-8, with a newline at its end.</summary>
    public static ReadOnlyMemory<byte> Write(PolicyDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("Version", document.Version);
            if (document.Id is { } id)
            {
                json.WriteString("Id", id);
            }

            json.WriteStartArray("Statement");
            foreach (var statement in document.Statements)
            {
                Write(json, statement);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject();
        if (statement.Sid.Length > 0)
        {
            json.WriteString("Sid", statement.Sid);
        }

        json.WriteString("Effect", statement.Effect.ToString());
        if (statement.Principals is { } principals)
        {
            json.WriteStartObject(Name("Principal", statement.ExceptPrincipals));
            foreach (var principal in principals)
            {
                WriteList(json, principal.Kind, principal.Names);
            }

            json.WriteEndObject();
        }

        WriteGiven(json, Name("Action", statement.ExceptActions), statement.Actions);
        WriteGiven(json, Name("Resource", statement.ExceptResources), statement.Resources);
        if (statement.Conditions.Count > 0)
        {
            Write(json, statement.Conditions);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Condition> conditions)
    {
        json.WriteStartObject("Condition");
        foreach (var tests in conditions.GroupBy(condition => condition.Operator))
        {
            json.WriteStartObject(tests.Key);
            foreach (var test in tests)
            {
                if (test.Values is [var single])
                {
                    json.WriteString(test.Key, single);
                }
                else
                {
                    WriteList(json, test.Key, test.Values);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Name(string element, bool except) => except ? $"Not{element}" : element;

    // A trust policy has no resource: the role is meant.
    private static void WriteGiven(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            WriteList(json, name, values);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
