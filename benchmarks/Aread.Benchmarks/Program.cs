using System.Globalization;
using Aread;
using Aread.Benchmarks;
using Aread.Benchmarks.Cluster;
using Aread.Benchmarks.Published;
using Aread.Benchmarks.Quality;
using Aread.Benchmarks.Recovery;
using Aread.Benchmarks.Runs;
using Aread.Benchmarks.Scale;
using Aread.Benchmarks.Serving;
using Aread.Benchmarks.Silos;
using Aread.Data.Published.AliCcp;
using Aread.Data.Published.Amazon;
using Aread.Data.Published.CloudTheme;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["generate-csv", var file, var rows]:
        CsvGenerator.Write(file, long.Parse(rows, CultureInfo.InvariantCulture));
        break;
    case ["generate-csv", var file, var rows, var items]:
        CsvGenerator.Write(file, long.Parse(rows, CultureInfo.InvariantCulture), int.Parse(items, CultureInfo.InvariantCulture));
        break;
    case ["measure-import", var schema, var target, .. var files]:
        await ImportMeasurement.RunAsync(schema, target, files);
        break;
    case ["generate-amazon", var directory, var ratings]:
        AmazonGenerator.Write(directory, long.Parse(ratings, CultureInfo.InvariantCulture));
        break;
    case ["measure-amazon", var input, var target]:
        await PublishedMeasurement.RunAsync(input, target, AmazonImport.RunAsync);
        break;
    case ["generate-aliccp", var directory, var samples]:
        AliCcpGenerator.Write(directory, long.Parse(samples, CultureInfo.InvariantCulture));
        break;
    case ["measure-aliccp", var input, var target]:
        await PublishedMeasurement.RunAsync(input, target, (request, progress, notes, stop) => AliCcpImport.RunAsync(request, new AliCcpOptions(), progress, notes, stop));
        break;
    case ["generate-cloudtheme", var directory, var clicks]:
        CloudThemeGenerator.Write(directory, long.Parse(clicks, CultureInfo.InvariantCulture));
        break;
    case ["measure-cloudtheme", var input, var target]:
        await PublishedMeasurement.RunAsync(input, target, (request, progress, notes, stop) => CloudThemeImport.RunAsync(request, new CloudThemeOptions(), progress, notes, stop));
        break;
    case ["grains"]:
        await GrainsAgainstPlainLoop.RunAsync();
        break;
    case ["memory", var minutes]:
        await LongRun.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)));
        break;
    case ["memory", var minutes, var data]:
        await LongRun.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), data);
        break;
    case ["halving"]:
        await HalvingMeasurement.PlantedAsync();
        break;
    case ["halving", var schema, .. var files]:
        await HalvingMeasurement.ImportedAsync(schema, files);
        break;
    case ["batches-per-step", var data, var scores]:
        await QualityStudy.RunAsync(data, scores);
        break;
    case ["silo", var order]:
        await BenchmarkSilo.RunAsync(AreadJson.Read<SiloOrder>(order));
        break;
    case ["cluster", var turns, var inputs]:
        await SiloComparison.RunAsync(int.Parse(turns, CultureInfo.InvariantCulture), inputs);
        break;
    case ["domains", var turns]:
        await DomainGrowth.RunAsync(int.Parse(turns, CultureInfo.InvariantCulture));
        break;
    case ["recovery", var repeats]:
        await RecoveryMeasurement.RunAsync(int.Parse(repeats, CultureInfo.InvariantCulture));
        break;
    case ["serving", var seconds]:
        await ServingMeasurement.RunAsync(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        break;
    case ["scale", var inputs, .. var batchMilliseconds]:
        ScaleTable.Print(ScaleInputs.Read(inputs), [.. batchMilliseconds.Select(milliseconds => double.Parse(milliseconds, CultureInfo.InvariantCulture))]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, BenchmarkSettings.Create());
        break;
}
