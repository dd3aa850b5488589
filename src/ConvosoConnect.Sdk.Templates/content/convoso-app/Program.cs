using ConvosoConnect.Sdk;

// Start it with dotnet run, then send a lead from another terminal:
// curl http://127.0.0.1:5080/endpoints/crm/leads --json '{"id":"4711","lead":{"phone_number":"7025550100"}}'

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// Endpoints and adaptors are read from appsettings.json, also when it changes. The log of calls is kept in a file.
builder.Services.AddConvosoConnect(builder.Configuration.GetSection("ConvosoConnect")).UseSqliteLog("Data Source=connect.db");
WebApplication app = builder.Build();

// Whoever reaches this route sends leads in your name: let it require authorization before others can reach it.
app.MapPost("/endpoints/{id}/leads", async (string id, LeadRecord lead, IConvosoConnectClient client, CancellationToken cancellationToken) =>
{
    ConnectResult result = await client.SendAsync(id, lead, cancellationToken);
    return result.Succeeded
        ? Results.Ok(new { result.Value, result.LogId })
        : Results.Problem(result.Error.Message, statusCode: StatusCodes.Status502BadGateway, title: result.Error.Kind.ToString());
});

if (app.Environment.IsDevelopment())
{
    // Plays the vendor's part until you have an account there; appsettings.Development.json leads to it.
    app.MapPost("/receiver", () => new { id = 512 });
}

app.Run();
