namespace Aread.Data.Inspection;

/// <summary>A check for leaks.</summary>
/// <param name="Name">What should be so.</param>
/// <param name="Finding">What is.</param>
public sealed record DataCheck(string Name, CheckOutcome Outcome, string Finding);
