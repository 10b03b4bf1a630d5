namespace Aread.Data.Synthesis;

/// <summary>Who is shown what, and when.</summary>
/// <param name="Time">Share of the observed weeks gone by, in [0, 1).</param>
/// <param name="LabelDraw">Uniform; the label is 1 if it lies under the probability.</param>
internal readonly record struct PlantedEvent(int User, int Item, double Time, int Hour, int Device, double LabelDraw)
{
    /// <summary>Weeks observed; the last one is the test split.</summary>
    public const int Weeks = 10;

    public const int Devices = 3;

    public int Weekday => (int)(Time * Weeks * 7) % 7;

    public Split Split => Time < 0.8 ? Split.Train : Time < 0.9 ? Split.Valid : Split.Test;
}
