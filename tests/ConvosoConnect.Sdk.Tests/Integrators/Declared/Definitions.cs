using ConvosoConnect.Sdk.Integrators.Declared;

namespace ConvosoConnect.Sdk.Tests.Integrators.Declared;

/// <summary>Definitions for the tests.</summary>
internal static class Definitions
{
    /// <summary>HubSpot v3's creation of contacts, alone and in a batch, as data.</summary>
    public const string HubSpot =
        """
        {
          "formatVersion": 1,
          "name": "HubSpot by data",
          "source": "HubSpot's OpenAPI document of the CRM objects API",
          "body": { "envelope": { "properties": "{payload}", "associations": [] }, "texts": true },
          "variants": [
            { "path": "/batch/create", "body": { "envelope": { "inputs": [ { "properties": "{payload}", "associations": [] } ] }, "texts": true } }
          ],
          "response": {
            "key": "id",
            "errors": { "list": "errors", "message": [ "message" ], "code": [ "code" ], "field": [ "context.propertyName" ], "fallbacks": [ "message" ] },
            "sentences": { "401": "HubSpot does not accept the access token." }
          },
          "retries": [
            { "status": 423, "leastWait": "00:00:02" },
            { "status": 477, "header": "Retry-After" },
            { "status": 429, "kind": "Final", "key": "policyName", "value": "DAILY", "reason": "HubSpot's calls of this day are used up." }
          ],
          "emptyValues": "Omit", "delimiter": ";", "rateLimit": 100, "rateInterval": "00:00:10"
        }
        """;

    /// <summary>A definition with this body.</summary>
    public static IntegratorDefinition WithBody(string body) => IntegratorDefinition.Parse($$"""{ "formatVersion": 1, "name": "Vendor", "settings": { "place": {} }, "body": {{body}} }""");

    /// <summary>A definition with these rules of responses.</summary>
    public static IntegratorDefinition WithResponse(string response) => IntegratorDefinition.Parse($$"""{ "formatVersion": 1, "name": "Vendor", "response": {{response}} }""");
}
