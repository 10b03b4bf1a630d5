using System.ComponentModel.DataAnnotations;

namespace Aread;

/// <summary>Where tensors live and where libtorch comes from.</summary>
public sealed record TorchOptions
{
    public const string Cpu = "cpu";

    /// <summary><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    [Required, RegularExpression(@"cpu|cuda(:\d{1,3})?", ErrorMessage = "must be cpu, cuda or cuda:N.")]
    public string Device { get; init; } = Cpu;

    /// <summary>Directory of an installed libtorch, for builds without packaged natives; null = the packaged one.</summary>
    public string? LibraryPath { get; init; }
}
