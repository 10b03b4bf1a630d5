using System.Diagnostics;
using Aread.Host.Telemetry;
using Aread.Host.Tests.Cluster;
using Aread.Training;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Aread.Host.Tests.Telemetry;

/// <summary>Which traces are recorded. Sources and listeners are the process's, so nothing else may run in it.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class TraceSamplingTests
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn", Attempt = "aread.attempt", Call = "IDomainGrain/ComputeAsync";

    private const ActivityTraceFlags Sampled = ActivityTraceFlags.Recorded, NotSampled = ActivityTraceFlags.None;

    [Theory]
    [InlineData(null, null, 400, 400)]
    [InlineData("", "0.25", 400, 400)]
    [InlineData("always_on", null, 400, 400)]
    [InlineData("always_off", null, 0, 0)]
    [InlineData("parentbased_always_off", null, 0, 0)]
    [InlineData("traceidratio", null, 400, 400)]
    [InlineData("traceidratio", "0", 0, 0)]
    [InlineData("TraceIdRatio", "0.25", 50, 150)]
    [InlineData("parentbased_traceidratio", "0.25", 50, 150)]
    public void Of_the_traces_that_begin_so_many_are_recorded(string? sampler, string? argument, int least, int most)
    {
        Assert.InRange(Recorded(sampler, argument, Request), least, most);
        Assert.InRange(Recorded(sampler, argument, Attempt), least, most);
        Assert.Equal(0, Recorded(sampler, argument, Call));
    }

    [Theory]
    [InlineData(null, Request, NotSampled, false)]
    [InlineData(null, Call, Sampled, true)]
    [InlineData("parentbased_always_off", Request, Sampled, true)]
    [InlineData("parentbased_always_on", Request, NotSampled, false)]
    [InlineData("always_off", Request, Sampled, false)]
    [InlineData("always_off", Call, Sampled, false)]
    [InlineData("always_on", Request, NotSampled, true)]
    [InlineData("always_on", Call, NotSampled, false)]
    public void What_comes_from_another_process_follows_its_parent_where_that_is_asked_for(string? sampler, string name, ActivityTraceFlags parent, bool isRecorded) =>
        Assert.Equal(isRecorded ? 400 : 0, Recorded(sampler, null, name, parent));

    [Theory]
    [InlineData("always_on", 400)]
    [InlineData("always_off", 0)]
    public void What_a_step_holds_that_is_left_out_is_left_out_with_it(string sampler, int attempts)
    {
        using var source = new ActivitySource(TrainingTelemetry.Name);
        var ended = new List<Activity>();
        using var provider = Provider(sampler, null, ended);
        for (var i = 0; i < 400; i++)
        {
            using var attempt = source.StartActivity(Attempt);
            using var step = source.StartActivity(TrainingTelemetry.StepActivity, ActivityKind.Internal, default(ActivityContext), [new(TrainingTelemetry.StepTag, 7L)]);
            using var call = source.StartActivity(Call);
        }
        Assert.Equal((attempts, 0), (ended.Count(one => one.OperationName == Attempt), ended.Count(one => one.OperationName != Attempt)));
    }

    /// <summary>How many of 400 activities are exported.</summary>
    private static int Recorded(string? sampler, string? argument, string name, ActivityTraceFlags? parent = null)
    {
        var ended = new List<Activity>();
        using var source = new ActivitySource(TrainingTelemetry.Name);
        using var provider = Provider(sampler, argument, ended);
        for (var i = 0; i < 400; i++)
        {
            var context = parent is { } flags ? new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true) : default;
            using var activity = source.StartActivity(name, ActivityKind.Server, context);
        }
        return ended.Count;
    }

    private static TracerProvider Provider(string? sampler, string? argument, List<Activity> ended)
    {
        var variables = new Dictionary<string, string>();
        if (sampler is not null) variables.Add(TraceSampling.Variable, sampler);
        if (argument is not null) variables.Add(TraceSampling.ArgumentVariable, argument);
        return Sdk.CreateTracerProviderBuilder().AddSources(variables).AddProcessor(new SimpleActivityExportProcessor(new Ended(ended))).Build();
    }

    private sealed class Ended(List<Activity> all) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch) all.Add(activity);
            return ExportResult.Success;
        }
    }
}
