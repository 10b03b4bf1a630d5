namespace Aread.Hemp;

/// <summary>
/// Which candidates of a search train on, and from when. (Jamieson and Talwalkar 2016, "Non-stochastic Best Arm Identification and Hyperparameter
/// Optimization")
/// </summary>
public static class SuccessiveHalving
{
    /// <summary>So many reach the scoring: training loss leaves the last choice to the score.</summary>
    private const int Scored = 2;

    /// <summary>The loss of the first step comes before any training, so it says nothing of a trial.</summary>
    private const int FirstStep = 2;

    /// <summary>
    /// Halves the candidates at a half, a quarter, an eighth... of the steps, rounded up, so that each rung has about twice the steps of the one before.
    /// The latest that are needed are used: a later loss says more.
    /// </summary>
    /// <param name="steps">Steps of a whole trial.</param>
    /// <param name="candidates">At the start.</param>
    /// <returns>In the order of steps; none if there are too few steps or candidates.</returns>
    public static IReadOnlyList<HalvingRung> Rungs(int steps, int candidates)
    {
        var survivors = new List<int>();
        for (var left = Half(candidates); left >= Scored && left < candidates; (candidates, left) = (left, Half(left))) survivors.Add(left);
        var at = new List<int>();
        for (var step = Half(steps); step >= FirstStep && step < steps && at.Count < survivors.Count; (steps, step) = (step, Half(step))) at.Insert(0, step);
        return [.. at.Select((step, rung) => new HalvingRung(step, survivors[rung]))];
    }

    /// <summary>Those with the smallest losses; of equals the first. A loss that is not a number is the largest.</summary>
    /// <param name="losses">Of each candidate in the race.</param>
    /// <returns>Their indices, ascending.</returns>
    public static int[] Best(IReadOnlyList<double> losses, int count) =>
        [.. Enumerable.Range(0, losses.Count).OrderBy(i => double.IsNaN(losses[i])).ThenBy(i => losses[i]).Take(count).Order()];

    private static int Half(int count) => (count + 1) / 2;
}
