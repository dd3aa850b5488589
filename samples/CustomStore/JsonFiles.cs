using ConvosoConnect.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomStore;

/// <summary>The folder that the three stores below keep their files in.</summary>
/// <param name="Path">The folder; made when it is missing. One process at a time may use it.</param>
public sealed record JsonFolder(string Path)
{
    public string File(string name) => System.IO.Path.Combine(Directory.CreateDirectory(Path).FullName, name);
}

public static class JsonFilesExtensions
{
    /// <summary>Keeps endpoints, adaptors and the log in JSON files: the one line that swaps the storage.</summary>
    public static ConvosoConnectBuilder UseJsonFiles(this ConvosoConnectBuilder builder, string folder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton(new JsonFolder(folder)));
        return builder.UseEndpointStore<JsonEndpointStore>().UseAdaptorStore<JsonAdaptorStore>().UseLogStore<JsonLogStore>();
    }
}
