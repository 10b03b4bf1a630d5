using Orleans.Configuration;

namespace Aread.Distributed.Hosting;

/// <summary>What <see cref="ClusterOptions.FailureDetectionSeconds"/>, D, means for the protocol by which silos watch each other.</summary>
internal static class ClusterMembership
{
    private const int MissedProbes = 3;
    private const int SignsOfLife = 4;
    private static readonly TimeSpan LongestRefresh = TimeSpan.FromMinutes(1);

    public static void Configure(this ClusterMembershipOptions membership, ClusterOptions options)
    {
        var detection = TimeSpan.FromSeconds(options.FailureDetectionSeconds);

        // Three probes without an answer are a vote: after 3/4 D where answers were fast, after D where they were slow. Shorter probes would take
        // a long garbage collection or a swap for a death.
        membership.NumMissedProbesLimit = MissedProbes;
        membership.ProbeTimeout = membership.MinProbeTimeout = detection / (MissedProbes + 1);
        membership.MaxProbeTimeout = detection / MissedProbes;

        // Two silos must agree, so that one with a broken network cannot put out the others; of two or fewer, Orleans lets one decide.
        membership.NumVotesForDeathDeclaration = 2;

        // A silo whose probes time out but whose messages still arrive is busy, not dead; and a second silo is asked to probe before a vote.
        membership.EnableConnectionLivenessCheck = true;
        membership.EnableIndirectProbes = true;

        // A vote must outlive the time that the second voter needs.
        membership.DeathVoteExpirationTimeout = TimeSpan.FromMinutes(2) + (2 * detection);

        // Changes are gossiped at once; the table is read for those whose gossip got lost.
        membership.TableRefreshTimeout = Refresh(options);

        // A silo signs itself alive four times in D. Those whose last sign is older no longer count where votes are needed: silos that died all
        // at once are cleared away by the first new one, after D.
        membership.IAmAliveTablePublishTimeout = detection / SignsOfLife;
        membership.NumMissedTableIAmAliveLimit = SignsOfLife;

        // A new silo waits until it reaches every silo that is not declared dead; dead ones are declared so in a few D.
        membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1) + (5 * detection);

        // The dead are listed for a day, to look back at, and at most 25 of them.
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
    }

    /// <summary>How often silos and clients look at the table.</summary>
    public static TimeSpan Refresh(ClusterOptions options)
    {
        var half = TimeSpan.FromSeconds(options.FailureDetectionSeconds) / 2;
        return half < LongestRefresh ? half : LongestRefresh;
    }
}
