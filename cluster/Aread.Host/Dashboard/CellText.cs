using System.Globalization;
using Aread.Host.Report;

namespace Aread.Host.Dashboard;

/// <summary>Numbers and times as cells of tables show them.</summary>
internal static class CellText
{
    public const string Dash = "\u2013";

    public static string Score(double? value) => value is { } number ? Html.Fixed(number, 4) : Dash;

    public static string Ratio(double? value) => value is { } number ? Html.Fixed(number, 2) : Dash;

    public static string Share(double? value) => value is { } number ? $"{Html.Fixed(100 * number, 0)} %" : Dash;

    public static string Change(double? value) => value is { } number ? Html.Signed(number, 4) : Dash;

    public static string Whole(long? value) => value is { } number ? Html.Count(number) : Dash;

    public static string Bytes(long? bytes) => bytes switch
    {
        null => Dash,
        >= 1 << 30 => $"{Html.Fixed(bytes.Value / (double)(1 << 30), 1)} GiB",
        _ => $"{bytes >> 20} MiB",
    };

    public static string Moment(DateTimeOffset? time) => time is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : Dash;
}
