using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.EndpointCases;

/// <summary>Cases that save endpoints and read them back unchanged.</summary>
internal static class EndpointRoundTripCases
{
    private const string Prefix = "EndpointStore.";

    public static IReadOnlyList<ConformanceCase<StorePair>> All { get; } =
    [
        Case("RoundTrip", "Every member of an endpoint comes back as it was saved.", RoundTrip),
        Case("RoundTripUnicode", "Texts of all scripts come back character by character.", RoundTripUnicode),
        Case("WhiteSpaceKept", "White space is kept wherever it stands.", WhiteSpaceKept),
        Case("EmptyAgainstNull", "Null and empty are kept apart in the integrator and in the success values.", EmptyAgainstNull),
        Case("EnumValues", "Every request method and every choice for empty values comes back.", EnumValues),
        Case("DeliveryRules", "Every delivery rule comes back; in an app without a delivery handler, every rule that needs none.", DeliveryRules),
        Case("Credential", "The names of credentials come back; in an app that does not define them, nothing is stored.", Credential),
        Case("LongestValues", "Texts of the greatest length come back whole; success values may have a million characters.", LongestValues),
        Case("SuccessValuesCopied", "Changing the list that was given to Save does not change what is stored.", SuccessValuesCopied),
    ];

    private static Task RoundTrip(EndpointItems store, CancellationToken token) => ReturnsAsync(store, EndpointItems.All[0] with { Active = false }, token);

    private static Task RoundTripUnicode(EndpointItems store, CancellationToken token) => ReturnsAsync(
        store,
        EndpointItems.New("Ünï-😀-日本", Texts.Unicode) with
        {
            ApiUrl = "https://crm.example.com/日本/é",
            ApiAuthentication = "key=日本" + Texts.Unicode,
            ResponseKey = Texts.Unicode + Texts.Punctuation,
            Delimiter = "😀",
            SuccessValues = [Texts.Unicode, Texts.Punctuation, "", "true", "true"],
            AdaptorId = Texts.Unicode,
        },
        token);

    private static Task WhiteSpaceKept(EndpointItems store, CancellationToken token) => ReturnsAsync(
        store,
        EndpointItems.New("id", "  two  spaces  ") with
        {
            ApiAuthentication = " a=1 & b=2 ",
            AuthorizationHeader = " X-One:  a  |  X-Two:b ",
            ResponseKey = Texts.Spaced,
            Delimiter = "\r\n",
            SuccessValues = [" ", "\t", Texts.Spaced],
            AdaptorId = " map ",
        },
        token);

    private static async Task EmptyAgainstNull(EndpointItems store, CancellationToken token)
    {
        await ReturnsAsync(store, EndpointItems.New("nulls", "Nulls") with { ApiIntegrator = null, SuccessValues = null }, token).ConfigureAwait(false);
        await ReturnsAsync(store, EndpointItems.New("empties", "Empties") with { ApiIntegrator = "", SuccessValues = [], Delimiter = "" }, token).ConfigureAwait(false);
        await ReturnsAsync(store, EndpointItems.New("one", "One empty") with { ApiIntegrator = ApiIntegrators.None, SuccessValues = [""] }, token).ConfigureAwait(false);
    }

    private static async Task EnumValues(EndpointItems store, CancellationToken token)
    {
        foreach (RequestMethod method in Enum.GetValues<RequestMethod>())
        {
            foreach (EmptyValues empty in Enum.GetValues<EmptyValues>())
            {
                await ReturnsAsync(store, EndpointItems.New($"{method}-{empty}", "E") with { RequestMethod = method, EmptyValues = empty }, token).ConfigureAwait(false);
            }
        }
    }

    private static async Task DeliveryRules(EndpointItems store, CancellationToken token)
    {
        var simple = new DeliveryRules { TotalTimeout = TimeSpan.FromTicks(123_456_789), IdempotencyHeader = "X-Send" };
        DeliveryRules whole = simple with
        {
            AttemptTimeout = TimeSpan.FromSeconds(11),
            MaxAttempts = 7,
            RetryDelay = TimeSpan.FromTicks(1),
            MaxRetryDelay = TimeSpan.FromHours(1),
            ReceiverIsIdempotent = true,
            RateLimit = 10_000,
            RateInterval = TimeSpan.FromTicks(98_765_432),
            MaxConcurrency = 3,
            QueueLimit = 0,
            FailureRatio = 0.1,
            MinimumThroughput = 4,
            SamplingDuration = TimeSpan.FromSeconds(61),
            BreakDuration = TimeSpan.FromSeconds(0.5),
        };
        await ReturnsAsync(store, EndpointItems.New("none", "None") with { Delivery = null }, token).ConfigureAwait(false);
        await ReturnsAsync(store, EndpointItems.New("unset", "Unset") with { Delivery = new() }, token).ConfigureAwait(false);
        await ReturnsAsync(store, EndpointItems.New("simple", "Simple") with { Delivery = simple }, token).ConfigureAwait(false);
        try
        {
            await ReturnsAsync(store, EndpointItems.New("whole", "Whole") with { Delivery = whole }, token).ConfigureAwait(false);
        }
        catch (ConnectValidationException exception) when (exception.Problems.All(p => p.IsWarning || p.Field == nameof(ConnectEndpoint.Delivery)))
        {
            // An app without a delivery handler must refuse rules that only a handler keeps.
            Check.That(await store.GetAsync("whole", token).ConfigureAwait(false) is null, "nothing stored of what was refused", "an endpoint");
        }
    }

    private static async Task Credential(EndpointItems store, CancellationToken token)
    {
        await ReturnsAsync(store, EndpointItems.New("no-credential", "None") with { Credential = null }, token).ConfigureAwait(false);
        await ReturnsAsync(store, EndpointItems.New("empty-credential", "Empty") with { Credential = "" }, token).ConfigureAwait(false);
        try
        {
            await ReturnsAsync(store, EndpointItems.New("credential", "Credential") with { Credential = "Crm-Token, egress-1" }, token).ConfigureAwait(false);
        }
        catch (ConnectValidationException exception) when (exception.Problems.All(p => p.IsWarning || p.Field == nameof(ConnectEndpoint.Credential)))
        {
            // An app that does not define these credentials must refuse them.
            Check.That(await store.GetAsync("credential", token).ConfigureAwait(false) is null, "nothing stored of what was refused", "an endpoint");
        }
    }

    private static Task LongestValues(EndpointItems store, CancellationToken token) => ReturnsAsync(
        store,
        EndpointItems.New(new string('i', 200), new string('日', 200)) with
        {
            ApiAuthentication = "key=" + new string('é', 16_000),
            AuthorizationHeader = "X-Long: " + new string('x', 16_000),
            Delimiter = new string(';', 200),
            ResponseKey = new string('k', 200),
            AdaptorId = new string('a', 200),
            SuccessValues = [Texts.Million, "short"],
        },
        token);

    private static async Task SuccessValuesCopied(EndpointItems store, CancellationToken token)
    {
        List<string> values = ["yes", "ok"];
        ConnectEndpoint saved = await store.SaveAsync(EndpointItems.New("id", "Name") with { SuccessValues = values }, token).ConfigureAwait(false);
        values[0] = "changed";
        values.Add("added");
        Check.Sequence("the success values returned by Save", ["yes", "ok"], saved.SuccessValues);
        ConnectEndpoint seen = Check.NotNull("the endpoint", await store.GetAsync("id", token).ConfigureAwait(false));
        Check.Sequence("the success values stored", ["yes", "ok"], seen.SuccessValues);
    }

    private static ConformanceCase<StorePair> Case(string name, string purpose, Func<EndpointItems, CancellationToken, Task> body) =>
        new(Prefix + name, purpose, (pair, token) => body(new EndpointItems(pair.Endpoints, pair.Adaptors), token));

    private static async Task ReturnsAsync(EndpointItems store, ConnectEndpoint endpoint, CancellationToken token)
    {
        EndpointItems.CheckSame(endpoint, await store.SaveAsync(endpoint, token).ConfigureAwait(false));
        EndpointItems.CheckSame(endpoint, Check.NotNull("the endpoint", await store.GetAsync(endpoint.Id, token).ConfigureAwait(false)));
    }
}
