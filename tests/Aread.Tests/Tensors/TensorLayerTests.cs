using System.Reflection;
using Aread.Testing;
using Microsoft.CodeAnalysis;
using TorchSharp;

namespace Aread.Tests.Tensors;

/// <summary>
/// Nobody goes around Aread.Tensors. The analyzer says so while one types; here compiled code is searched, TorchSharp's own included,
/// so that neither a suppression, nor a gap of the analyzer, nor a member missing from its list passes.
/// </summary>
public sealed class TensorLayerTests
{
    private static readonly BannedSymbols Banned = new();

    [Fact]
    public void Compiled_code_calls_banned_members_only_where_they_are_wrapped()
    {
        Assert.Equal(
            [
                "Aread.Tensors.Scalars -> M:TorchSharp.Scalar.op_Implicit(System.Single)~TorchSharp.Scalar",
                "Aread.Tensors.Scalars -> M:TorchSharp.ScalarExtensionMethods.ToScalar(System.Double)",
                "Aread.Tensors.SeededDraw -> M:TorchSharp.torch.Tensor.bernoulli_(System.Double,TorchSharp.torch.Generator)",
                "Aread.Tensors.SeededDraw -> M:TorchSharp.torch.cuda.manual_seed_all(System.Int64)",
                "Aread.Tensors.TorchLane -> M:TorchSharp.torch.set_num_threads(System.Int32)",
            ],
            Banned.CallsIn(typeof(AreadException).Assembly).Distinct().Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> Faults => [.. typeof(GoesAround).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_way_around_is_found(string fault)
    {
        var method = typeof(GoesAround).GetMethod(fault)!;
        var helpers = typeof(GoesAround).GetNestedTypes(BindingFlags.NonPublic).SelectMany(type => type.GetMethods(IlCalls.Declared)).Where(helper => helper.Name.Contains(fault, StringComparison.Ordinal)
            || helper.DeclaringType!.Name.Contains($"<{fault}>", StringComparison.Ordinal));
        Assert.Contains(helpers.Append(method), part => IlCalls.Of(part).Any(Banned.Bans));
    }

    [Fact]
    public void Every_function_of_TorchSharp_that_makes_a_temporary_scalar_is_banned()
    {
        var missing = TemporaryScalars.Makers().Where(maker => maker.IsPublic && maker.DeclaringType!.IsVisible && !Banned.Bans(maker));
        Assert.Empty(missing.Select(DocumentationId.Of));
    }

    [Fact]
    public void Every_function_of_TorchSharp_that_takes_a_generator_is_banned()
    {
        var drawing = IlCalls.Methods(typeof(torch).Assembly).Where(method => method.IsPublic && method.DeclaringType!.IsVisible)
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(torch.Generator)));
        Assert.Empty(drawing.Where(method => !Banned.Bans(method)).Select(DocumentationId.Of));
    }

    [Fact]
    public void Every_entry_names_something_that_exists()
    {
        var compilation = Compiled.Source("", OutputKind.DynamicallyLinkedLibrary);
        Assert.All(Banned.Entries, entry => Assert.NotNull(DocumentationCommentId.GetFirstSymbolForDeclarationId(entry, compilation)));
    }
}
