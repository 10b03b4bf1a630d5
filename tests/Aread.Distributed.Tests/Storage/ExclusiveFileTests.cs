using Aread.Distributed.Storage;
using Aread.Testing;

namespace Aread.Distributed.Tests.Storage;

public sealed class ExclusiveFileTests : IDisposable
{
    private const int Rounds = 100, Rivals = 8;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Of_many_who_claim_a_name_at_once_one_succeeds_and_its_content_stays()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var path = _directory[$"claim-{round}"];
            var won = new bool[Rivals];
            using var start = new Barrier(Rivals);
            var rivals = Enumerable.Range(0, Rivals).Select(rival => new Thread(() =>
            {
                start.SignalAndWait();
                won[rival] = PendingFile.Claim(path, [(byte)rival]);
            })).ToArray();
            foreach (var rival in rivals) rival.Start();
            foreach (var rival in rivals) rival.Join();

            Assert.Single(won, true);
            Assert.Equal([(byte)Array.IndexOf(won, true)], File.ReadAllBytes(path));
        }
        Assert.Equal(Rounds, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public void A_name_that_is_taken_stays_with_its_file()
    {
        File.WriteAllText(_directory["a"], "old");

        Assert.False(PendingFile.Claim(_directory["a"], "new"u8));
        Assert.Equal("old", File.ReadAllText(_directory["a"]));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }
}
