using ConvosoConnect.Sdk.Benchmarks.Work;
using Flurl.Http;
using Refit;
using RestSharp;

namespace ConvosoConnect.Sdk.Benchmarks.Contenders;

/// <summary>Whole calls by what a user would pick instead: the lead is mapped and sent and the response read as text; nothing is parsed, nothing logged.</summary>
internal sealed class Callers
{
    private readonly Workload _workload;
    private readonly NoNetworkHandler _handler = new();
    private readonly HttpClient _http;
    private readonly HandWritten _handWritten;
    private readonly ILeadApi _refit;
    private readonly FlurlClient _flurl;
    private readonly RestClient _rest;

    public Callers(Workload workload)
    {
        _workload = workload;
        _handWritten = new HandWritten(workload);
        _http = new HttpClient(_handler);
        _refit = RestService.For<ILeadApi>(Plain.Client(_handler));
        _flurl = new FlurlClient(Plain.Client(_handler));
        _rest = new RestClient(Plain.Client(_handler), new RestClientOptions { UserAgent = Plain.UserAgent });
    }

    public IEnumerable<Job> Json(string group)
    {
        yield return Job(group, "hand-written Utf8JsonWriter + HttpClient", () => TextOf(_http, _handWritten.Build()));
        yield return Job(group, "JsonSerializer + StringContent + HttpClient", () => TextOf(_http, Plain.Json(_workload)));
        yield return Job(group, "Refit", () => _refit.JsonAsync(Plain.Map(_workload)));
        yield return Job(group, "Flurl", () => _flurl.Request("leads/intake").PostJsonAsync(Plain.Map(_workload)).ReceiveString());
        yield return Job(group, "RestSharp", async () =>
        {
            RestRequest request = new RestRequest("leads/intake", Method.Post).AddJsonBody(Plain.Map(_workload));
            return (await _rest.ExecuteAsync(request)).Content!;
        });
    }

    public IEnumerable<Job> Form(string group)
    {
        yield return Job(group, "FormUrlEncodedContent + HttpClient", () => TextOf(_http, Plain.Form(_workload)));
        yield return Job(group, "Refit", () => _refit.FormAsync(Plain.Map(_workload)));
        yield return Job(group, "Flurl", () => _flurl.Request("leads/intake").PostUrlEncodedAsync(Plain.Map(_workload)).ReceiveString());
        yield return Job(group, "RestSharp", async () =>
        {
            var request = new RestRequest("leads/intake", Method.Post);
            foreach ((string key, string? value) in Plain.Map(_workload))
            {
                request.AddParameter(key, value ?? "", RestSharp.ParameterType.GetOrPost);
            }

            return (await _rest.ExecuteAsync(request)).Content!;
        });
    }

    private static async Task<string> TextOf(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }
    }

    private Job Job(string group, string contender, Func<Task<string>> call)
    {
        return new Job(group, contender, () => Answer(), See);

        string Answer()
        {
            string answer = call().GetAwaiter().GetResult();
            return answer.Length == NoNetworkHandler.Answer.Length ? answer : throw new InvalidOperationException($"{contender} got '{answer}'.");
        }

        object See()
        {
            _handler.Keeps = true;
            Answer();
            _handler.Keeps = false;
            return _handler.Last!;
        }
    }
}
