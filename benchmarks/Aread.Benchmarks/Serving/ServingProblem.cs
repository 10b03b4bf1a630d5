using System.Globalization;
using Aread.Data;
using Aread.Distributed.Exports;
using Aread.Hei;
using Aread.Hemp;
using Aread.Serving;
using Aread.Training;

namespace Aread.Benchmarks.Serving;

/// <summary>A model of the default sizes with weights that were never trained, which takes no less time to score with.</summary>
internal static class ServingProblem
{
    public const int Domains = 25;

    private const int Users = 300_000, Items = 500_000, OtherFields = 8, OtherValues = 1000, HistoryLength = 5;

    private static readonly string[] Histories = ["liked", "disliked"];

    public static Task<ExportManifest> ExportAsync(string directory)
    {
        var schema = Schema();
        var shape = ModelShape.Create(new HeiOptions(), schema.ToFeatures());
        var (layout, training) = (new DenseLayout(shape), new TrainingOptions());
        var dense = new DenseState(layout, training);
        var rows = new EmbeddingTable(0, shape.Features.Rows, shape.EmbeddingSize, 0.1, training);
        var vocabularies = schema.Fields.Select(field => (IReadOnlyList<string>)[.. Enumerable.Range(0, field.Rows - 1).Select(Name)]).ToArray();
        var manifest = new ExportManifest(
            ExportManifest.CurrentVersion, "benchmark", 0, "", "benchmark", new DatasetFingerprint("", ""), ExportedShape.Of(shape), schema, [], null);
        var model = new ServedModel(schema, layout, new DenseSnapshot(0, dense.Weights, dense.Buffers), rows.Weights, vocabularies);
        return new ExportedModel(manifest, model).WriteAsync(directory, overwrite: true);
    }

    /// <summary>The body of a request for so many samples of random values.</summary>
    public static byte[] Request(int samples, Random draws)
    {
        var bodies = Enumerable.Range(0, samples).Select(_ =>
        {
            var sample = new Dictionary<string, object> { ["user"] = Value(Users), ["item"] = Value(Items) };
            for (var i = 0; i < OtherFields; i++) sample[$"field{i}"] = Value(OtherValues);
            foreach (var history in Histories) sample[history] = Enumerable.Range(0, draws.Next(HistoryLength + 1)).Select(_ => Value(Items)).ToArray();
            return sample;
        });
        return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { samples = bodies.ToArray() }, AreadJson.Compact);

        string Value(int count) => Name(draws.Next(count));
    }

    public static string DomainName(int domain) => Name(domain);

    private static ServedSchema Schema()
    {
        var fields = new List<ServedField>();
        Add("user", FieldRole.User, Users + 1);
        Add("item", FieldRole.Item, Items + 2);
        Add("domain", FieldRole.Domain, Domains + 1);
        for (var i = 0; i < OtherFields; i++) Add($"field{i}", FieldRole.Categorical, OtherValues + 1);
        var experts = new MaskShape([.. new HeiOptions().Experts]);
        return new ServedSchema(
            fields,
            [.. Histories.Select(history => new ServedSequence(history, HistoryLength, KeptItems.First))],
            "item",
            "domain",
            Items + 1,
            [.. Enumerable.Range(0, Domains).Select(domain => new ServedDomain(Name(domain), domain + 1, 1, [], Mask(experts, domain).ToBits().Split('|')))]);

        void Add(string name, FieldRole role, int rows) => fields.Add(new ServedField(
            name, role, role == FieldRole.Domain ? FieldEncoding.Domain : FieldEncoding.Value, name,
            fields.Count == 0 ? 0 : fields[^1].FirstRow + fields[^1].Rows, rows, $"vocabulary-{fields.Count:D3}.json", AllowMissing: false, null, null));
    }

    /// <summary>About 70 % of the edges.</summary>
    private static ExpertMask Mask(MaskShape experts, int domain)
    {
        var draws = new RandomStream(1, "serving-mask", domain);
        return new ExpertMask(experts, [.. Enumerable.Range(0, experts.Edges).Select(_ => draws.NextDouble() < 0.7)]).Validate();
    }

    private static string Name(int value) => value.ToString(CultureInfo.InvariantCulture);
}
