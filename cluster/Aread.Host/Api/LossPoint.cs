namespace Aread.Host.Api;

/// <summary>An interval of training that ended with this step.</summary>
internal sealed record LossPoint(long Step, int Epoch, double Loss, double? SamplesPerSecond);
