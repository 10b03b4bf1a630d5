using TorchSharp;

namespace Aread.Tests.Tensors;

public sealed class TorchLoadsTests
{
    [Fact]
    public void Torch_computes_on_this_machine()
    {
        using var scope = torch.NewDisposeScope();
        var product = torch.mm(torch.tensor([1f, 2f, 3f, 4f]).reshape(2, 2), torch.tensor([1f, 1f]).reshape(2, 1));
        Assert.Equal([3f, 7f], product.data<float>().ToArray());
    }
}
