namespace Aread.Baselines;

/// <summary>A Gate NU of PEPNet: two dense layers that come to a factor between 0 and 2 for each output.</summary>
public sealed record GateUnitSpec(LinearSpec Hidden, LinearSpec Output);
