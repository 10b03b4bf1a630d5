namespace Aread.Host.Progress;

/// <summary>An event in words.</summary>
/// <param name="Time">Local time of day.</param>
/// <param name="What">One word of at most <see cref="WhatWidth"/> letters.</param>
internal sealed record EventLine(string Time, string What, string Text)
{
    public const int WhatWidth = 8;

    public override string ToString() => $"{Time}  {What.PadRight(WhatWidth)}  {Text}";
}
