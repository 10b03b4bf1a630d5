namespace Aread.Hei;

/// <summary>Start values of a layer that a ReLU follows, I being its inputs.</summary>
public enum Initialization
{
    /// <summary>Uniform in ±1/√I, weights and biases: what a linear layer of PyTorch starts from. The signal halves and halves again on its way through layers without normalisation.</summary>
    FanIn,

    /// <summary>Weights uniform in ±√(6/I), biases zero: the signal stays as large as it came (He et al. 2015, sec. 2.2, eq. 10).</summary>
    He,
}
