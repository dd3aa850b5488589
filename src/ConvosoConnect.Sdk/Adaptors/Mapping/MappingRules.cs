using ConvosoConnect.Sdk.Dates;

namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>The rules of a mapping that are not part of the adaptor.</summary>
/// <param name="EmptyValues">
/// What becomes of empty fields without a default value. It is never <c>Default</c>, because the choices of endpoint and template are already made.
/// </param>
/// <param name="Delimiter">Joins the texts of a list.</param>
/// <param name="Clock">Reads and prints dates.</param>
internal sealed record MappingRules(EmptyValues EmptyValues, string Delimiter, AccountClock Clock);
