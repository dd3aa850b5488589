using System.Text;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>Collects the spans of secrets in a text, in order and with overlapping ones joined. Each search must add its spans in the order of their ends.</summary>
internal sealed class MaskedSpans
{
    private List<(int Start, int End)> _all = [];
    private List<(int Start, int End)> _ofSearch = [];

    public void Add(int start, int end)
    {
        while (_ofSearch is [.., var last] && last.End > start)
        {
            (start, end) = (Math.Min(start, last.Start), Math.Max(end, last.End));
            _ofSearch.RemoveAt(_ofSearch.Count - 1);
        }

        _ofSearch.Add((start, end));
    }

    /// <summary>Joins the spans of the search that ends with those of the searches before.</summary>
    public void EndSearch()
    {
        if (_ofSearch.Count == 0)
        {
            return;
        }

        var all = new List<(int Start, int End)>(_all.Count + _ofSearch.Count);
        for (int old = 0, added = 0; old < _all.Count || added < _ofSearch.Count;)
        {
            (int start, int end) = added == _ofSearch.Count || (old < _all.Count && _all[old].Start <= _ofSearch[added].Start) ? _all[old++] : _ofSearch[added++];
            if (all is [.., var last] && start < last.End)
            {
                all[^1] = (last.Start, Math.Max(last.End, end));
            }
            else
            {
                all.Add((start, end));
            }
        }

        _all = all;
        _ofSearch = [];
    }

    /// <summary>Replaces each span by <c>***</c>; returns the same text when there is none.</summary>
    public string Replace(string text)
    {
        if (_all.Count == 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        int copied = 0;
        foreach ((int start, int end) in _all)
        {
            masked.Append(text, copied, start - copied).Append(CredentialMask.Masked);
            copied = end;
        }

        return masked.Append(text, copied, text.Length - copied).ToString();
    }
}
