using Aread.Data;
using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

public sealed class CsvImportTests : IDisposable
{
    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task Rows_become_samples_of_their_domain_and_split()
    {
        var summary = await _case.RunAsync(ImportCase.Rows());

        var manifest = summary.Dataset.Manifest;
        Assert.Equal(("out", "item", "channel"), (manifest.Name, manifest.ItemField, manifest.DomainField));
        Assert.Equal(["user:User", "item:Item", "channel:Domain"], manifest.Fields.Select(field => $"{field.Name}:{field.Role}"));
        Assert.Equal(["a", "b"], await ImportCase.VocabularyAsync(summary.Dataset, "channel"));
        Assert.Equal(["i0", "i1", "i2", "i3"], await ImportCase.VocabularyAsync(summary.Dataset, "item"));
        Assert.Equal((10, 6, 2, 2), (summary.Rows, summary.Samples(Split.Train), summary.Samples(Split.Valid), summary.Samples(Split.Test)));
        var train = await ImportCase.ReadAsync(summary.Dataset, Split.Train);
        Assert.Equal([("a", "1,1,1", 0), ("a", "2,2,1", 1), ("a", "2,1,1", 0), ("a", "3,2,1", 1), ("b", "3,3,2", 0), ("b", "1,4,2", 1)],
            train.Select(sample => (sample.Domain, string.Join(',', sample.Ids), (int)sample.Label)));
        Assert.Equal(["out", "rows.csv", "schema.json"], _case.Entries);
    }

    [Fact]
    public async Task Nothing_of_valid_and_test_leaks_into_vocabularies_and_bins()
    {
        const string Schema = """
            {
              "columns": [
                { "name": "item", "kind": "item" }, { "name": "channel", "kind": "domain" }, { "name": "city", "kind": "categorical", "minCount": 2 },
                { "name": "price", "kind": "numeric", "bins": 4 }, { "name": "ts", "kind": "time", "derive": [ "weekday", "hour" ] },
                { "name": "label", "kind": "label" }
              ],
              "split": { "by": "time", "valid": 0.2, "test": 0.2 }
            }
            """;
        var train = string.Concat(Enumerable.Range(0, 60).Select(i => $"i{i % 7},{(i % 3 == 0 ? "a" : "b")},c{i % 40},{i * 1.5},{1000 + 600 * i},{i % 2}\n"));
        var later = string.Concat(Enumerable.Range(60, 40).Select(i => $"i{i % 5},{(i % 3 == 0 ? "a" : "b")},c{i % 30},{i},{40_000 + i},{i % 2}\n"));
        var other = string.Concat(Enumerable.Range(60, 40).Select(i => $"new{i},{(i % 2 == 0 ? "a" : "b")},c39,{-1000 * i},{900_000 + 7000 * i},1\n"));

        var first = (await _case.RunAsync("item,channel,city,price,ts,label\n" + train + later, Schema)).Dataset;
        var trainOfFirst = await ImportCase.ReadAsync(first, Split.Train);
        var fieldsOfFirst = await DescribeAsync(first);
        var second = (await _case.RunAsync("item,channel,city,price,ts,label\n" + train + other, Schema, overwrite: true)).Dataset;

        Assert.Equal(60, trainOfFirst.Count);
        Assert.Equal(Text(trainOfFirst), Text(await ImportCase.ReadAsync(second, Split.Train)));
        Assert.Equal(fieldsOfFirst, await DescribeAsync(second));
        Assert.All(await ImportCase.ReadAsync(second, Split.Test), sample => Assert.Equal((0, 1), (sample.Ids[0], sample.Ids[3])));

        static async Task<string[]> DescribeAsync(Dataset dataset)
        {
            var fields = new List<string>();
            foreach (var field in dataset.Manifest.Fields)
                fields.Add($"{field.Name} {field.VocabularySize} {string.Join('|', await ImportCase.VocabularyAsync(dataset, field.Name))}");
            return [.. fields];
        }

        static IEnumerable<string> Text(List<(string Domain, int[] Ids, byte Label)> samples) =>
            samples.Select(sample => $"{sample.Domain} {string.Join(',', sample.Ids)} {sample.Label}");
    }

    [Fact]
    public async Task Frequent_values_come_first_and_rare_ones_are_unseen()
    {
        const string Schema = """
            {
              "columns": [
                { "name": "item", "kind": "item", "minCount": 2 }, { "name": "channel", "kind": "domain" },
                { "name": "part", "kind": "split" }, { "name": "label", "kind": "label" } ],
              "split": { "by": "column" }
            }
            """;

        var dataset = (await _case.RunAsync(
            "item,channel,part,label\nz,a,0,1\nz,b,train,0\nz,a,0,1\ny,a,0,1\nx,b,0,0\ny,b,0,1\nx,a,1,1\nx,b,valid,1\nz,a,2,0\ny,b,test,0\n", Schema)).Dataset;

        Assert.Equal(["z", "y"], await ImportCase.VocabularyAsync(dataset, "item"));
        Assert.Equal([0, 0], (await ImportCase.ReadAsync(dataset, Split.Valid)).Select(sample => sample.Ids[0]));
    }

    [Fact]
    public async Task A_text_may_stand_for_unseen_values()
    {
        var schema = ImportCase.Schema.Replace("\"kind\": \"item\"", "\"kind\": \"item\", \"unseen\": \"0\"", StringComparison.Ordinal);

        var dataset = (await _case.RunAsync(ImportCase.Rows().Replace(",i1,", ",0,", StringComparison.Ordinal), schema)).Dataset;

        Assert.DoesNotContain("0", await ImportCase.VocabularyAsync(dataset, "item"));
        var train = await ImportCase.ReadAsync(dataset, Split.Train);
        Assert.Equal(2, train.Count(sample => sample.Ids[dataset.Manifest.IndexOf("item")] == 0));
    }

    [Fact]
    public async Task Times_give_weekday_and_hour_and_ratings_labels()
    {
        var schema = ImportCase.Schema
            .Replace("\"kind\": \"time\"", "\"kind\": \"time\", \"format\": \"iso\", \"derive\": [ \"weekday\", \"hour\" ]", StringComparison.Ordinal)
            .Replace("\"kind\": \"label\"", "\"kind\": \"label\", \"threshold\": 3.5", StringComparison.Ordinal);
        var csv = ImportCase.Header +
            "u,i,a,2024-02-29T23:30:00Z,4\nu,i,b,2024-03-01,3.5\nu,i,b,2024-03-01T06:00:00+05:00,1\nu,i,a,2024-03-02 10:00:00,5\nu,i,b,2024-03-03T11:00,2\n";

        var dataset = (await _case.RunAsync(csv, schema)).Dataset;

        Assert.Equal(["Fri", "Thu"], await ImportCase.VocabularyAsync(dataset, "weekday"));
        Assert.Equal(["0", "1", "23"], await ImportCase.VocabularyAsync(dataset, "hour"));
        var train = await ImportCase.ReadAsync(dataset, Split.Train);
        Assert.Equal([("b", "1,1,1,1,1", 1), ("b", "1,1,1,1,2", 0), ("a", "1,1,2,2,3", 1)],
            train.Select(sample => (sample.Domain, string.Join(',', sample.Ids), (int)sample.Label)));
        Assert.All(await ImportCase.ReadAsync(dataset, Split.Test), sample => Assert.Equal((0, 0), (sample.Ids[3], sample.Ids[4])));
    }

    [Fact]
    public async Task Numbers_fall_into_bins_of_equal_train_frequency_and_missing_ones_into_their_own()
    {
        var schema = ImportCase.Schema.Replace(
            "{ \"name\": \"user\", \"kind\": \"user\" }", "{ \"name\": \"user\", \"kind\": \"numeric\", \"bins\": 4, \"allowMissing\": true }", StringComparison.Ordinal);
        var csv = ImportCase.Header + string.Concat(Enumerable.Range(0, 20).Select(i => $"{(i == 4 ? "" : $"{i}")},i,{(i % 2 == 0 ? "a" : "b")},{i},{i / 2 % 2}\n"));

        var dataset = (await _case.RunAsync(csv, schema)).Dataset;

        Assert.Equal(["[-inf, 2.5)", "[2.5, 6)", "[6, 8.5)", "[8.5, inf)", ""], await ImportCase.VocabularyAsync(dataset, "user"));
        var bins = (await ImportCase.ReadAsync(dataset, Split.Train)).Where(sample => sample.Domain == "a").Select(sample => sample.Ids[0]);
        Assert.Equal([1, 1, 5, 3, 3, 4], bins);
        Assert.All(await ImportCase.ReadAsync(dataset, Split.Test), sample => Assert.Equal(4, sample.Ids[0]));
    }

    [Fact]
    public async Task Bins_may_be_cut_by_the_schema_and_a_text_may_stand_for_unseen_values()
    {
        var schema = ImportCase.Schema
            .Replace("\"kind\": \"user\"", "\"kind\": \"numeric\", \"cuts\": [ -1, 2.5 ]", StringComparison.Ordinal)
            .Replace("\"kind\": \"item\"", "\"kind\": \"item\", \"unseen\": \"?\"", StringComparison.Ordinal);
        var csv = ImportCase.Header + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i - 2},{(i % 5 == 0 ? "?" : "i")},{(i % 2 == 0 ? "a" : "b")},{i},{i / 2 % 2}\n"));

        var dataset = (await _case.RunAsync(csv, schema)).Dataset;

        Assert.Equal(["[-inf, -1)", "[-1, 2.5)", "[2.5, inf)"], await ImportCase.VocabularyAsync(dataset, "user"));
        Assert.Equal(["i"], await ImportCase.VocabularyAsync(dataset, "item"));
        var train = (await ImportCase.ReadAsync(dataset, Split.Train)).Where(sample => sample.Domain == "a");
        Assert.Equal(["1,0", "2,1", "2,1", "3,1", "3,1", "3,0"], train.Select(sample => $"{sample.Ids[0]},{sample.Ids[1]}"));
    }

    [Fact]
    public async Task Rows_that_look_like_comments_are_rows_and_blank_lines_are_none()
    {
        var summary = await _case.RunAsync(ImportCase.Rows().Replace("\nu0,", "\n\n#u0,", StringComparison.Ordinal) + "\n");

        Assert.Equal(10, summary.Rows);
        Assert.Contains("#u0", await ImportCase.VocabularyAsync(summary.Dataset, "user"));
    }

    [Fact]
    public async Task Files_may_order_columns_and_rows_as_they_like()
    {
        var reversed = ImportCase.Rows().TrimEnd('\n').Split('\n').Select(line => string.Join(',', line.Split(',').Reverse())).ToArray();
        var request = _case.Request(string.Join('\n', (string[])[reversed[0], .. reversed[6..].Reverse()]));
        var more = _case.Write("more.csv", string.Join('\n', ImportCase.Rows().Split('\n')[..6]));

        var shuffled = (await CsvImport.RunAsync(request with { Files = [.. request.Files, more] }, null, TestContext.Current.CancellationToken)).Dataset;
        var hashes = shuffled.Manifest.Domains.SelectMany(domain => domain.Partitions).Select(partition => partition.Hash).ToArray();
        var plain = (await _case.RunAsync(ImportCase.Rows(), overwrite: true)).Dataset;

        Assert.Equal(plain.Manifest.Domains.SelectMany(domain => domain.Partitions).Select(partition => partition.Hash), hashes);
    }

    [Fact]
    public async Task A_random_split_has_its_shares_and_depends_on_the_seed_alone()
    {
        static string Schema(int seed) =>
            ImportCase.Schema.Replace("\"by\": \"time\", \"valid\": 0.2, \"test\": 0.2", $"\"by\": \"random\", \"test\": 0.3, \"seed\": {seed}", StringComparison.Ordinal);

        var first = await _case.RunAsync(ImportCase.Rows(2000), Schema(1));
        var again = await _case.RunAsync(ImportCase.Rows(2000), Schema(1), overwrite: true);
        var other = await _case.RunAsync(ImportCase.Rows(2000), Schema(2), overwrite: true);

        Assert.InRange(first.Samples(Split.Test), 540, 660);
        Assert.InRange(first.Samples(Split.Valid), 160, 240);
        Assert.Equal(Hashes(first), Hashes(again));
        Assert.NotEqual(Hashes(first), Hashes(other));

        static string Hashes(ImportSummary summary) =>
            string.Join(' ', summary.Dataset.Manifest.Domains.SelectMany(domain => domain.Partitions).Select(partition => partition.Hash));
    }
}
