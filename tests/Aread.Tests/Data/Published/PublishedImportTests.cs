using System.Text.Json;
using Aread.Data;
using Aread.Data.Published;

namespace Aread.Tests.Data.Published;

/// <summary>What all imports of published files do, on a format of the test's own.</summary>
public sealed class PublishedImportTests : IDisposable
{
    private readonly PublishedCase _case = new();
    private readonly ToyFormat _format = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task Files_become_a_data_set_and_leave_nothing_else()
    {
        _case.Compress(ToyFormat.File, ToyFormat.Rows() + "u0,i0,a,999,?\n");

        var summary = await _case.RunAsync(_format);

        Assert.Equal((40, 20, 2, 0.5), (summary.Figures.Samples, summary.Figures.Positives, summary.Figures.Domains, summary.Figures.LargestShare));
        Assert.Equal([new CountedRows("dropped: no label", 1)], summary.Record.Counts);
        Assert.Equal(["out"], _case.Made);
        Assert.Equal(
            JsonSerializer.Serialize(summary.Record, AreadJson.Compact), JsonSerializer.Serialize(PublishedRecord.TryRead(Dataset.Open(_case.Out)), AreadJson.Compact));
    }

    [Fact]
    public async Task Damaged_rows_are_counted_shown_and_written()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows(20) + "\"a\",b\n" + ToyFormat.Rows(20) + string.Concat(Enumerable.Repeat("x\n", 6)));

        var summary = await _case.RunAsync(_format, _case.Request with { MaxRejected = 0.2 });

        var rejected = Assert.Single(summary.Record.Rejected);
        Assert.Equal((47, 7), (rejected.Rows, rejected.Reasons["The row has not 5 cells."]));
        Assert.Equal([21, 42, 43, 44, 45], rejected.First.Select(row => row.Line));
        Assert.Equal(_case.Rejected, summary.RejectedFile);
        var lines = await File.ReadAllLinesAsync(_case.Rejected, TestContext.Current.CancellationToken);
        Assert.Equal(8, lines.Length);
        Assert.Equal("file,line,reason,text", lines[0]);
        Assert.Equal("\"toy.csv\",21,\"The row has not 5 cells.\",\"\"\"a\"\",b\"", lines[1]);
    }

    [Fact]
    public async Task Too_many_damaged_rows_stop_the_import()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows(40) + "x\n");

        var fault = await Assert.ThrowsAsync<RejectLimitException>(() => _case.RunAsync(_format, _case.Request with { MaxRejected = 0.02 }));

        Assert.Contains(Path.Combine(_case.Input, ToyFormat.File), fault.Message, StringComparison.Ordinal);
        Assert.Contains("1 of 41 rows are damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--max-rejected", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 41: The row has not 5 cells. x", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["out.rejected.csv"], _case.Made);
        Assert.Equal(40, (await _case.RunAsync(_format, _case.Request with { MaxRejected = 1.0 / 41 })).Figures.Samples);
    }

    [Fact]
    public async Task Damaged_rows_that_lie_together_do_not_stop_an_import_that_has_few_of_them()
    {
        _case.Write(ToyFormat.File, string.Concat(Enumerable.Repeat("x\n", 100)) + ToyFormat.Rows(19_900));

        Assert.Equal(19_900, (await _case.RunAsync(_format)).Figures.Samples);
    }

    [Fact]
    public void What_steps_reject_of_one_file_counts_together()
    {
        var steps = new[] { "The line is broken.", "It has no companion." }.Select(reason =>
            new RejectedRows("a.csv", 100, new Dictionary<string, long> { [reason] = 1 }, [new RejectedRow("a.csv", 7, reason, "x")]));

        var together = RejectLog.Together([.. steps, new RejectedRows("b.csv", 5, new Dictionary<string, long>(), [])]).ToArray();

        Assert.Equal([("a.csv", 100L, 2L), ("b.csv", 5L, 0L)], together.Select(file => (file.File, file.Rows, file.Total)));
        Assert.Throws<RejectLimitException>(() => RejectLog.RequireShare(together[0], _case.Request with { MaxRejected = 0.015 }));
    }

    [Fact]
    public async Task An_import_that_was_broken_off_after_the_data_set_was_in_its_place_ends_when_it_is_given_again()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows(9000) + "x\n");
        await _case.BreakOffAsync(_format, step: null);
        Directory.Move(_case.Preparation, _case["kept"]);
        var summary = await _case.RunAsync(_format);
        var whole = _case.Contents();
        Directory.Move(_case["kept"], _case.Preparation);
        _case.Notes.Clear();

        var again = await _case.RunAsync(_format);

        Assert.Equal((summary.Figures.Samples, summary.Figures.Positives, summary.Figures.LargestShare), (again.Figures.Samples, again.Figures.Positives, again.Figures.LargestShare));
        Assert.Equal(whole, _case.Contents());
        Assert.Equal(["out", "out.rejected.csv"], _case.Made);
        Assert.Contains("in its place", _case.Notes.Single(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format));
    }

    [Fact]
    public async Task A_data_set_that_is_older_than_what_is_left_of_an_import_is_not_taken_for_its_own()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        await _case.RunAsync(_format);
        Directory.Move(_case.Out, _case["old"]);
        await _case.BreakOffAsync(_format, step: null);
        Directory.Move(_case["old"], _case.Out);

        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format));

        Assert.Contains("holds a data set already", fault.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_case.Preparation));
    }

    [Fact]
    public async Task A_file_of_another_kind_stops_the_import_before_its_end()
    {
        _case.Write(ToyFormat.File, string.Concat(Enumerable.Repeat("x\n", 50_000)));

        var fault = await Assert.ThrowsAsync<RejectLimitException>(() => _case.RunAsync(_format));

        Assert.Contains("8,192 of 8,192 rows are damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_rows_of_an_earlier_import_do_not_stay()
    {
        await File.WriteAllTextAsync(_case.Rejected, "old", TestContext.Current.CancellationToken);
        _case.Write(ToyFormat.File, ToyFormat.Rows());

        Assert.Null((await _case.RunAsync(_format)).RejectedFile);
        Assert.Equal(["out"], _case.Made);
    }

    [Theory]
    [InlineData(ToyFormat.Cells, 0, "")]
    [InlineData(ToyFormat.Labels, 1, "Goes on after step 1")]
    [InlineData(null, 2, "Goes on after step 2")]
    public async Task An_import_that_was_broken_off_goes_on_after_its_last_step(string? step, int done, string said)
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows(9000) + "x\n");
        await _case.RunAsync(_format);
        var whole = _case.Contents();
        Directory.Delete(_case.Out, recursive: true);
        _format.Done.Clear();

        await _case.BreakOffAsync(_format, step);
        Assert.Equal(done, _format.Done.Count);
        Assert.False(Directory.Exists(_case.Out));
        Assert.Equal(done > 0, Directory.Exists(_case.Preparation));
        Assert.True(done == 0 || !Directory.GetDirectories(_case.Preparation, "*.partial*").Any());
        _case.Notes.Clear();
        await _case.RunAsync(_format);

        Assert.Contains(said, _case.Notes[0], StringComparison.Ordinal);
        Assert.Equal([ToyFormat.Cells, ToyFormat.Labels], _format.Done);
        Assert.Equal(whole, _case.Contents());
        Assert.Equal(2, (await File.ReadAllLinesAsync(_case.Rejected, TestContext.Current.CancellationToken)).Length);
        Assert.Equal(["out", "out.rejected.csv"], _case.Made);
    }

    [Fact]
    public async Task Figures_are_counted_with_progress_and_can_be_broken_off()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());

        await _case.BreakOffAsync(_format, "figures");

        Assert.Equal(["out"], _case.Made);
    }

    [Fact]
    public async Task What_a_killed_process_left_of_a_step_is_not_used()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows(9000));
        await _case.BreakOffAsync(_format, ToyFormat.Labels);
        Directory.CreateDirectory(Path.Combine(_case.Preparation, "02-labels.abc.partial"));
        await File.WriteAllTextAsync(Path.Combine(_case.Preparation, "02-labels.abc.partial", "rows.csv"), "half", TestContext.Current.CancellationToken);

        Assert.Equal(9000, (await _case.RunAsync(_format)).Figures.Samples);
        Assert.Equal(["out"], _case.Made);
    }

    [Fact]
    public async Task An_import_of_changed_files_starts_clean()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        await _case.BreakOffAsync(_format, step: null);
        _case.Write(ToyFormat.File, ToyFormat.Rows(44));
        _case.Notes.Clear();

        Assert.Equal(44, (await _case.RunAsync(_format)).Figures.Samples);
        Assert.Contains("Starts from the beginning", _case.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finished_steps_are_held_to_a_stricter_limit()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows(9000) + "x\n");
        await _case.BreakOffAsync(_format, step: null);
        File.Delete(_case.Rejected);
        _case.Notes.Clear();

        var fault = await Assert.ThrowsAsync<RejectLimitException>(() => _case.RunAsync(_format, _case.Request with { MaxRejected = 0 }));

        Assert.Contains("1 of 9,001 rows are damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_case.Rejected, fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_case.Rejected, TestContext.Current.CancellationToken)).Length);
        Assert.DoesNotContain(_case.Notes, note => note.Contains("goes on from there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_process_at_a_time_imports_to_a_place()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        Directory.CreateDirectory(_case.Preparation);
        await using (new FileStream(Path.Combine(_case.Preparation, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format));
            Assert.Contains("Another process is importing to the same place", fault.Message, StringComparison.Ordinal);
        }
        Assert.Equal(40, (await _case.RunAsync(_format)).Figures.Samples);
    }

    [Fact]
    public async Task A_directory_that_is_something_else_stays()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        Directory.CreateDirectory(_case.Preparation);
        await File.WriteAllTextAsync(Path.Combine(_case.Preparation, "thesis.tex"), "", TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format));

        Assert.Contains("thesis.tex", fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_case.Preparation, "thesis.tex")));
    }

    [Fact]
    public async Task A_data_set_is_replaced_only_on_request_and_looked_for_first()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        await _case.RunAsync(_format);
        _format.Done.Clear();

        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format));
        Assert.Contains("--overwrite", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_format.Done);

        await _case.RunAsync(_format, _case.Request with { Overwrite = true });
        Assert.Equal(["out"], _case.Made);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task A_share_that_is_none_is_refused(double share)
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format, _case.Request with { MaxRejected = share }));
        Assert.Contains("--max-rejected", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_too_small_is_refused_before_anything_is_written()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        var needed = 2 * new FileInfo(Path.Combine(_case.Input, ToyFormat.File)).Length;

        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format, _case.Request with { FreeBytes = _ => needed - 1 }));

        Assert.Contains("GiB are free", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_case.Out, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_case.Made);
        Assert.Equal(40, (await _case.RunAsync(_format, _case.Request with { FreeBytes = _ => needed })).Figures.Samples);
    }

    [Fact]
    public async Task A_compressed_file_needs_the_room_of_its_text()
    {
        _case.Compress(ToyFormat.File, ToyFormat.Rows());
        var needed = 8 * new FileInfo(Path.Combine(_case.Input, $"{ToyFormat.File}.gz")).Length;

        await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(_format, _case.Request with { FreeBytes = _ => needed - 1 }));

        Assert.Equal(40, (await _case.RunAsync(_format, _case.Request with { FreeBytes = _ => needed })).Figures.Samples);
    }

    [Fact]
    public async Task What_an_import_that_was_broken_off_has_left_counts_as_room()
    {
        _case.Write(ToyFormat.File, ToyFormat.Rows());
        await _case.BreakOffAsync(_format, ToyFormat.Labels);
        var left = Directory.EnumerateFiles(_case.Preparation, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        var needed = 2 * new FileInfo(Path.Combine(_case.Input, ToyFormat.File)).Length;

        var summary = await _case.RunAsync(_format, _case.Request with { FreeBytes = _ => needed - left });

        Assert.Equal(40, summary.Figures.Samples);
    }

    [Fact]
    public void Free_space_is_that_of_the_disk_of_the_nearest_directory_that_is_there() =>
        Assert.InRange(DiskSpace.FreeAt(_case["not/there/yet"]), 1, long.MaxValue / 4);

    [Fact]
    public async Task Minor_domains_and_what_they_are_lent_are_those_of_the_default_options()
    {
        // Train holds the first 600 rows: 588 of a, 12 of b (exactly 2 %). Each item of a is shown twice, so the positives of a are candidates.
        _case.Write(ToyFormat.File, string.Concat(Enumerable.Range(0, 1000).Select(i => $"u,i{i / 2},{(i % 50 == 0 ? "b" : "a")},{i},{i % 2}\n")));

        var summary = await _case.RunAsync(_format);

        Assert.Equal((1, 0.1), (summary.Figures.MinorDomains, summary.Figures.AugmentationRatio));
        Assert.Equal(("a", 0.98), (summary.Figures.LargestDomain, summary.Figures.LargestShare));
    }
}
