using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>Checks adaptors. A store refuses an adaptor with any problem that is not a warning. The limits are our decision.</summary>
public static class AdaptorValidator
{
    private const int MaxName = 200;
    private const int MaxRows = 10_000;
    private const int NamesInMessage = 10;

    /// <summary>Finds everything that is wrong or doubtful about an adaptor.</summary>
    /// <param name="adaptor">The adaptor.</param>
    /// <returns>All problems at once, errors and warnings; empty when there are none.</returns>
    public static IReadOnlyList<ValidationProblem> Validate(Adaptor adaptor)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        var problems = new List<ValidationProblem>();
        if (adaptor.Fault is { } fault)
        {
            problems.Add(new(nameof(Adaptor.Fault), fault));
        }

        CheckId(adaptor.Id ?? "", problems);
        if (string.IsNullOrWhiteSpace(adaptor.Name))
        {
            problems.Add(new(nameof(Adaptor.Name), "The adaptor has no name. Give it one that its users will recognise."));
        }
        else if (adaptor.Name.Length > MaxName)
        {
            problems.Add(new(nameof(Adaptor.Name), $"The name has {adaptor.Name.Length} characters. Shorten it to {MaxName} at most."));
        }
        else
        {
            EndpointValidator.CheckStorable(problems, nameof(Adaptor.Name), adaptor.Name);
        }

        if (adaptor.Fields is null)
        {
            problems.Add(new(nameof(Adaptor.Fields), "The list of rows is missing. Give at least an empty list."));
        }
        else if (adaptor.Fields.Count > MaxRows)
        {
            problems.Add(new(nameof(Adaptor.Fields), $"The adaptor has {adaptor.Fields.Count} rows. Keep {MaxRows} at most."));
        }
        else
        {
            CheckRows(adaptor.Fields, problems);
        }

        return problems;
    }

    /// <summary>Checks an adaptor that is about to be saved. Every store calls this before it saves.</summary>
    /// <param name="adaptor">The adaptor as it is to be stored.</param>
    /// <returns>The warnings; empty when there are none.</returns>
    /// <exception cref="ConnectValidationException">It must not be saved; the exception holds all problems, warnings too.</exception>
    public static IReadOnlyList<ValidationProblem> Check(Adaptor adaptor)
    {
        IReadOnlyList<ValidationProblem> problems = Validate(adaptor);
        return problems.All(p => p.IsWarning) ? problems : throw new ConnectValidationException($"adaptor '{adaptor.Name}'", problems);
    }

    /// <summary>Checks that no endpoint uses an adaptor that is about to be deleted. Every store calls this before it deletes.</summary>
    /// <param name="adaptor">The adaptor.</param>
    /// <param name="users">The endpoints that use it.</param>
    /// <exception cref="ConnectConflictException">There are such endpoints; the message names ten of them.</exception>
    public static void CheckUnused(Adaptor adaptor, IReadOnlyCollection<ConnectEndpoint> users)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        ArgumentNullException.ThrowIfNull(users);
        if (users.Count > 0)
        {
            string names = string.Join(", ", users.Take(NamesInMessage).Select(e => $"'{e.Name}' ({e.Id})"));
            string more = users.Count > NamesInMessage ? $" and {users.Count - NamesInMessage} more" : "";
            throw new ConnectConflictException(
                $"The adaptor '{adaptor.Name}' ({adaptor.Id}) was not deleted, because endpoints still use it: {names}{more}. Choose another adaptor for them first.");
        }
    }

    private static void CheckId(string id, List<ValidationProblem> problems)
    {
        if (id.Length > MaxName)
        {
            problems.Add(new(nameof(Adaptor.Id), $"The id has {id.Length} characters. Shorten it to {MaxName} at most."));
        }
        else if (id.Any(char.IsControl))
        {
            problems.Add(new(nameof(Adaptor.Id), "The id holds a line break or another control character. Remove it."));
        }
        else
        {
            EndpointValidator.CheckStorable(problems, nameof(Adaptor.Id), id);
        }
    }

    private static void CheckRows(IReadOnlyList<FieldMapping> rows, List<ValidationProblem> problems)
    {
        var lastRowByKey = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not { } row)
            {
                problems.Add(new($"Fields[{i}]", $"Row {i + 1} is missing. Remove it or fill it in."));
                continue;
            }

            CheckRow(rows, i, problems);
            string[] keys = DestinationKeys.Split(row.MappedTo);
            if (keys.Length == 0 && !string.IsNullOrEmpty(row.MappedTo))
            {
                problems.Add(new(
                    $"Fields[{i}].MappedTo",
                    $"The Mapped To of {Row(rows, i)} holds no name, so that the row is not sent. Name a key or clear it.",
                    IsWarning: true));
            }

            foreach (string key in keys)
            {
                if (lastRowByKey.TryGetValue(key, out int earlier))
                {
                    problems.Add(new($"Fields[{i}].MappedTo", Repeated(rows, key, earlier, i), IsWarning: true));
                }

                lastRowByKey[key] = i;
            }
        }

        if (lastRowByKey.Count == 0)
        {
            problems.Add(new(
                nameof(Adaptor.Fields), "No row has a Mapped To, so that nothing is sent. Fill in Mapped To where a field is wanted.", IsWarning: true));
        }
    }

    private static void CheckRow(IReadOnlyList<FieldMapping> rows, int i, List<ValidationProblem> problems)
    {
        FieldMapping row = rows[i];
        EndpointValidator.CheckStorable(problems, $"Fields[{i}].Label", row.Label);
        EndpointValidator.CheckStorable(problems, $"Fields[{i}].Field", row.Field);
        EndpointValidator.CheckStorable(problems, $"Fields[{i}].MappedTo", row.MappedTo);
        EndpointValidator.CheckStorable(problems, $"Fields[{i}].DefaultValue", row.DefaultValue);
        if (string.IsNullOrWhiteSpace(row.Field) && DestinationKeys.Split(row.MappedTo).Length > 0)
        {
            problems.Add(new(
                $"Fields[{i}].Field", $"{Row(rows, i)} is mapped to '{row.MappedTo}' but names no field. Choose the lead field to send."));
        }

        if (row.Section is not (LeadSection.Lead or LeadSection.CallLog or LeadSection.Extra or LeadSection.Values))
        {
            problems.Add(new($"Fields[{i}].Section", $"{Row(rows, i)} has the unknown section {(int)row.Section}. Use Lead, CallLog, Extra or Values."));
        }

        if (!string.IsNullOrEmpty(row.DateFormat) && !DateFormats.All.Contains(row.DateFormat))
        {
            problems.Add(new(
                $"Fields[{i}].DateFormat",
                $"{Row(rows, i)} has the unknown date format '{row.DateFormat}'. "
                + $"Leave it empty or use one of: {string.Join(" | ", DateFormats.All)}."));
        }
    }

    private static string Repeated(IReadOnlyList<FieldMapping> rows, string key, int earlier, int later) =>
        earlier == later
            ? $"{Row(rows, later)} names the key '{key}' twice; it is sent once. Remove the repetition."
            : $"{Row(rows, earlier)} and {Row(rows, later)} are both mapped to '{key}'; the last row wins. Give each row a key of its own.";

    private static string Row(IReadOnlyList<FieldMapping> rows, int i)
    {
        FieldMapping row = rows[i];
        string name = string.IsNullOrWhiteSpace(row.Label) ? row.Field : row.Label;
        return string.IsNullOrWhiteSpace(name) ? $"Row {i + 1}" : $"Row {i + 1} ({name})";
    }
}
