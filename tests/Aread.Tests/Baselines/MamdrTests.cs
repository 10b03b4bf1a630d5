using Aread.Baselines;
using Aread.Comparison;
using Aread.Hei;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

public sealed class MamdrTests
{
    private static readonly AreadOptions Options = new();

    private static MixedBatch[] Domains { get; } = [BaselineRun.Batch(6), BaselineRun.Batch(0, 5), BaselineRun.Batch(0, 0, 4)];

    [Fact]
    public void Negotiation_goes_half_the_way_to_where_the_domains_steps_lead_and_scores_all_domains()
    {
        var (shared, twin) = (Weights(), Weights());
        var (dense, rows) = ((float[])[.. twin.Dense], (float[])[.. twin.Rows]);
        var mamdr = new MamdrWeights(shared, Options.Training);
        Assert.Equal(3, mamdr.Negotiate(Domains));
        foreach (var batch in Domains) twin.Step(batch);
        Assert.NotEqual(dense, twin.Dense);
        Assert.NotEqual(rows, twin.Rows);
        Assert.Equal(dense.Zip(twin.Dense, (before, after) => before + 0.5f * (after - before)), shared.Dense);
        Assert.Equal(rows.Zip(twin.Rows, (before, after) => before + 0.5f * (after - before)), shared.Rows);
        for (var domain = 0; domain < 3; domain++) Assert.Equal(shared.Score(domain, Domains[domain].Samples), mamdr.Score(domain, Domains[domain].Samples));
    }

    [Fact]
    public void Regularisation_goes_a_tenth_of_the_way_to_where_a_helper_and_then_the_domain_lead()
    {
        var (shared, twin) = (Weights(), Weights());
        var (start, mamdr) = ((float[])[.. twin.Dense], new MamdrWeights(shared, Options.Training));
        Assert.Equal(2, mamdr.Regularise(1, [Domains[0]], [Domains[1]]));
        var rows = (float[])[.. twin.Rows];
        foreach (var batch in new[] { Domains[0], Domains[1] })
        {
            twin.Step(batch);
            // Rows are shared: regularisation leaves them.
            twin.Restore(new BaselineSnapshot(twin.Dense, twin.State.Buffers, rows));
        }
        Assert.Equal(start.Zip(twin.Dense, (before, after) => 0.1f * (after - before)), mamdr.Specific(1));
        Assert.Contains(mamdr.Specific(1), weight => weight != 0);
    }

    /// <summary>Each pass is as the first: the optimiser has forgotten the passes before.</summary>
    [Fact]
    public void A_later_pass_goes_as_far_as_the_first()
    {
        var (fresh, later) = (new MamdrWeights(Weights(), Options.Training), new MamdrWeights(Weights(), Options.Training));
        for (var pass = 0; pass < 20; pass++) later.Regularise(2, [Domains[0]], [Domains[2]]);
        fresh.Regularise(1, [Domains[0]], [Domains[1]]);
        later.Regularise(1, [Domains[0]], [Domains[1]]);
        Assert.Equal(fresh.Specific(1), later.Specific(1));
    }

    [Fact]
    public void Regularisation_of_a_domain_changes_its_specific_weights_alone()
    {
        var shared = Weights();
        var mamdr = new MamdrWeights(shared, Options.Training);
        foreach (var domain in new[] { 0, 1, 2 }) mamdr.Regularise(domain, [Domains[(domain + 1) % 3]], [Domains[domain]]);
        var (dense, rows, specific) = ((float[])[.. shared.Dense], (float[])[.. shared.Rows], Enumerable.Range(0, 3).Select(domain => (float[])[.. mamdr.Specific(domain)]).ToArray());
        mamdr.Regularise(1, [Domains[0], Domains[0]], [Domains[1]]);
        Assert.Equal(dense, shared.Dense);
        Assert.Equal(rows, shared.Rows);
        Assert.Equal(specific[0], mamdr.Specific(0));
        Assert.NotEqual(specific[1], mamdr.Specific(1));
        Assert.Equal(specific[2], mamdr.Specific(2));
    }

    [Fact]
    public void A_domain_is_scored_with_shared_and_its_specific_weights()
    {
        var (shared, twin) = (Weights(), Weights());
        var mamdr = new MamdrWeights(shared, Options.Training);
        for (var i = 0; i < 3; i++) mamdr.Regularise(1, [Domains[2]], [Domains[1]]);
        Assert.Equal(twin.Score(0, Domains[0].Samples), mamdr.Score(0, Domains[0].Samples));
        Assert.NotEqual(twin.Score(1, Domains[1].Samples), mamdr.Score(1, Domains[1].Samples));
        twin.Restore(new BaselineSnapshot([.. twin.Dense.Zip(mamdr.Specific(1), (one, other) => one + other)], [], twin.Rows));
        Assert.Equal(twin.Score(1, Domains[1].Samples), mamdr.Score(1, Domains[1].Samples));
    }

    [Fact]
    public void Saved_weights_come_back()
    {
        var mamdr = new MamdrWeights(Weights(Normalization.Batch), Options.Training);
        void Train()
        {
            mamdr.Negotiate(Domains);
            mamdr.Regularise(1, [Domains[0]], [Domains[1]]);
        }
        Train();
        var (saved, scores) = (mamdr.Save(), mamdr.Score(1, Domains[1].Samples));
        Train();
        Assert.NotEqual(scores, mamdr.Score(1, Domains[1].Samples));
        mamdr.Restore(saved);
        Assert.Equal(scores, mamdr.Score(1, Domains[1].Samples));
    }

    [Fact]
    public void A_helpers_batches_say_nothing_of_the_domains_running_statistics()
    {
        var (one, other) = (new MamdrWeights(Weights(Normalization.Batch), Options.Training), new MamdrWeights(Weights(Normalization.Batch), Options.Training));
        one.Regularise(1, [], []);
        other.Regularise(1, [Domains[0]], []);
        Assert.Equal(one.Save().Statistics[1], other.Save().Statistics[1]);
        other.Regularise(1, [], [Domains[1]]);
        Assert.NotEqual(one.Save().Statistics[1], other.Save().Statistics[1]);
        Assert.Equal(one.Save().Statistics[0], other.Save().Statistics[0]);
    }

    [Fact]
    public void A_domain_that_was_not_trained_is_scored_with_running_statistics_of_another()
    {
        var (shared, samples) = (Weights(Normalization.Batch), Domains[2].Samples);
        var mamdr = new MamdrWeights(shared, Options.Training);
        mamdr.Negotiate([Domains[0], Domains[1]]);
        Assert.Equal(shared.Score(2, samples, shared.Dense, mamdr.Save().Statistics[1]!), mamdr.Score(2, samples));
        Assert.NotEqual(shared.Score(2, samples, shared.Dense, mamdr.Save().Statistics[0]!), mamdr.Score(2, samples));
    }

    [Fact]
    public void Parameters_are_rows_and_for_all_and_each_domain_a_deep_network_and_a_head()
    {
        var shared = Weights();
        var input = shared.Model.Shape.InputWidth;
        Assert.Equal((input + 1) * 6 + (6 + 1) * 5 + 5 + 1, shared.Model.Length);
        Assert.Equal(shared.Rows.Length + (1 + 3) * shared.Model.Length, new MamdrWeights(shared, Options.Training).Parameters);
    }

    private static BaselineWeights Weights(Normalization normalization = Normalization.None) =>
        new(new Mamdr(BaselineRun.Shape(normalization: normalization)), Options, TestDevice.Here);
}
