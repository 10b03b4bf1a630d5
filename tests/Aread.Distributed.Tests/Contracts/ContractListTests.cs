using System.Text.RegularExpressions;
using Aread.Distributed.Contracts;
using Aread.Distributed.Tests.Synchronization;
using Aread.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;

namespace Aread.Distributed.Tests.Contracts;

/// <summary>OrleansContracts.txt names what silos say to each other, and not only what the analyzer takes it for.</summary>
public sealed partial class ContractListTests(WireCluster cluster) : IClassFixture<WireCluster>
{
    [Fact]
    public async Task Identities_are_those_that_silos_use()
    {
        var list = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Aread.Distributed", "OrleansContracts.txt"), TestContext.Current.CancellationToken);
        var types = cluster.Silo.GetRequiredService<GrainInterfaceTypeResolver>();
        var contracts = typeof(ICoordinatorGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type));
        Assert.Equal(
            contracts.Select(contract => (contract.FullName!, types.GetGrainInterfaceType(contract).ToString()!)).Order(),
            Interface().Matches(list).Select(match => (match.Groups["name"].Value, match.Groups["identity"].Value)).Order());
    }

    [GeneratedRegex("""^interface \[GrainInterfaceType\("(?<identity>[^"]+)"\)\] (?<name>\S+) """, RegexOptions.Multiline)]
    private static partial Regex Interface();
}
