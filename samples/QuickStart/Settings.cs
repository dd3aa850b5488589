using Microsoft.Extensions.Configuration;

namespace QuickStart;

/// <summary>appsettings.json, and over it the one thing that it cannot know: the port of the receiver.</summary>
internal static class Settings
{
    /// <summary>Stands in appsettings.json for the receiver; RFC 2606 reserves the name, so it leads nowhere by itself.</summary>
    private const string Placeholder = "http://receiver.invalid/";

    public static IConfigurationRoot Read() =>
        new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build();

    public static IConfigurationRoot PointTo(IConfigurationRoot settings, string receiver) => new ConfigurationBuilder()
        .AddConfiguration(settings)
        .AddInMemoryCollection(
            from setting in settings.AsEnumerable()
            where setting.Value?.StartsWith(Placeholder, StringComparison.Ordinal) == true
            select KeyValuePair.Create(setting.Key, (string?)$"{receiver}/{setting.Value[Placeholder.Length..]}"))
        .Build();
}
