using System.Text;
using System.Xml;

namespace Coffer.Aws.Connections;

/// <summary>The texts of an XML document by the names of their elements, for answers in which nothing is nested twice.</summary>
internal static class XmlTexts
{
    /// <summary>Reads them; none where it is no XML: what there was of it does not help.</summary>
    public static Dictionary<string, string> Of(ReadOnlySpan<byte> body)
    {
        var texts = new Dictionary<string, string>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(body).TrimStart('\uFEFF')));
            var name = "";
            while (reader.Read())
            {
                name = reader.NodeType == XmlNodeType.Element ? reader.LocalName : name;
                if (reader.NodeType == XmlNodeType.Text)
                {
                    texts.TryAdd(name, reader.Value);
                }
            }
        }
        catch (XmlException)
        {
            texts.Clear();
        }

        return texts;
    }
}
