namespace Aread.Host.Api;

/// <summary>An epoch that was evaluated.</summary>
/// <param name="Loss">Mean training loss of its steps.</param>
/// <param name="LogLoss">On the valid split, like both AUC.</param>
/// <param name="Best">DomainAUC was the best so far.</param>
internal sealed record EpochPoint(int Epoch, long Step, double? Loss, double? Auc, double? DomainAuc, double? LogLoss, bool Best);
