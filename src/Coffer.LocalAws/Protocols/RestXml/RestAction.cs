namespace Coffer.LocalAws.Protocols.RestXml;

/// <summary>Does one action: reads and checks the request, changes what is kept, writes the answer.</summary>
internal delegate Task RestAction<in TRequest>(TRequest request);
