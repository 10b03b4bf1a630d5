namespace Aread.Host.Api;

/// <summary>How it stands with an <see cref="RunEvaluation"/>.</summary>
internal enum EvaluationState
{
    Running,

    /// <summary>The scores are there.</summary>
    Finished,

    /// <summary>There will be none.</summary>
    Failed,
}
