using System.Globalization;
using Aread.Benchmarks;
using Aread.Benchmarks.Quality;
using Aread.Benchmarks.Runs;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["generate-csv", var file, var rows]:
        CsvGenerator.Write(file, long.Parse(rows, CultureInfo.InvariantCulture));
        break;
    case ["measure-import", var schema, var target, .. var files]:
        await ImportMeasurement.RunAsync(schema, target, files);
        break;
    case ["grains"]:
        await GrainsAgainstPlainLoop.RunAsync();
        break;
    case ["memory", var minutes]:
        await LongRun.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)));
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
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, BenchmarkSettings.Create());
        break;
}
