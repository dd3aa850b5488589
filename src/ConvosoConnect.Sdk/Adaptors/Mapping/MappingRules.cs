using ConvosoConnect.Sdk.Dates;

namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>What mapping depends on besides the adaptor.</summary>
/// <param name="EmptyValues">What becomes of empty fields without a default; the template's choice is already made, so never <c>Default</c>.</param>
/// <param name="Delimiter">Joins the texts of a list.</param>
/// <param name="Clock">Reads and prints dates.</param>
internal sealed record MappingRules(EmptyValues EmptyValues, string Delimiter, AccountClock Clock);
