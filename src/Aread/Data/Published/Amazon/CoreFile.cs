using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>Second step: keeps users and items with enough ratings, whatever their metadata, so that only these items' metadata are looked for.</summary>
internal static class CoreFile
{
    public const string Step = "users and items";

    public const string Ratings = "ratings.bin";

    public static CoreCounts Make(RecordFile ratings, RatingCounts counts, PreparationStep step)
    {
        var items = new bool[counts.Items];
        Array.Fill(items, true);
        var core = InteractionCore.Of(ratings, counts.Users, items, step.Meter);
        using var target = new BufferedStream(step.Files.Create(Ratings), 1 << 18);
        var record = new byte[Rating.Size];
        foreach (var rating in core.Read(step.Meter, ImportStage.Writing))
        {
            rating.WriteByPair(record);
            target.Write(record);
        }
        return new CoreCounts(core.Count, core.DroppedFirst, core.DroppedLater);
    }
}
