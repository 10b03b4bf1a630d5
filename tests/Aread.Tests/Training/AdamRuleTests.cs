using System.Text.Json;
using Aread.Tests.Fixtures;
using Aread.Training;

namespace Aread.Tests.Training;

public sealed class AdamRuleTests
{
    public static TheoryData<string, int> Cases => FixtureFiles.Cases("adam", "cases");

    public static TheoryData<string> Files => [.. FixtureFiles.Keys("adam")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_are_those_of_the_oracle_and_a_step_without_gradient_changes_nothing(string file, int index)
    {
        var expected = FixtureFiles.Case(file, "cases", index);
        var rule = new AdamRule(expected.Double("lr"), expected.Double("beta1"), expected.Double("beta2"), expected.Double("eps"), expected.Double("weight_decay"));
        var values = FixtureTensor.Read(expected.GetProperty("init")).Floats();
        var (m, v, count) = (new float[values.Length], new float[values.Length], 0);
        foreach (var step in expected.GetProperty("steps").EnumerateArray())
        {
            if (step.GetProperty("grad") is { ValueKind: not JsonValueKind.Null } gradient)
                rule.Step(values, FixtureTensor.Read(gradient).Floats(), 0, ++count, m, v, values);
            Close.All($"value after step {count}", FixtureTensor.Read(step.GetProperty("value")).Data, values, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_penalty_alone_shrinks_weights_by_about_the_learning_rate(string file)
    {
        var expected = FixtureFiles.Open(file).GetProperty("penalty_only");
        var rule = new AdamRule(expected.Double("lr"), 0.9, 0.99, 1e-8, 1e-8);
        var values = FixtureTensor.Read(expected.GetProperty("init")).Floats();
        var (m, v, none) = (new float[values.Length], new float[values.Length], new float[values.Length]);
        var count = 0;
        foreach (var checkpoint in expected.GetProperty("values").EnumerateArray())
        {
            while (count < checkpoint.GetProperty("after").GetInt32()) rule.Step(values, none, expected.Double("l2"), ++count, m, v, values);
            Close.All($"value after {count} steps", FixtureTensor.Read(checkpoint.GetProperty("value")).Data, values, 1e-5);
        }
    }
}
