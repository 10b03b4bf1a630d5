using Aread.Training;

namespace Aread.Tests;

public sealed class AreadOptionsTests
{
    [Fact]
    public void A_resumed_run_takes_over_only_what_is_no_part_of_the_result()
    {
        var run = new AreadOptions { Training = new TrainingOptions { Seed = 42 }, Compute = new ComputeOptions { Lanes = 1, ThreadsPerLane = 2 } };
        var asked = new AreadOptions
        {
            Training = new TrainingOptions { Seed = 5 },
            Compute = new ComputeOptions { Lanes = 3, ThreadsPerLane = 4, QueueCapacity = 9 },
            Torch = new TorchOptions { Device = "cuda:1", LibraryPath = "/torch" },
        };

        var resumed = run.ResumedAs(asked);

        Assert.Equal(42, resumed.Training.Seed);
        Assert.Equal(new ComputeOptions { Lanes = 3, ThreadsPerLane = 2, QueueCapacity = 9 }, resumed.Compute);
        Assert.Equal(asked.Torch, resumed.Torch);
    }
}
